# SPDX-License-Identifier: MIT
"""Every member of every class, both ways, held against the table in `contract.py`."""

from __future__ import annotations

import dataclasses
import datetime as dt
import inspect
import itertools
import json
import re
import types
import typing
from collections.abc import Callable, Mapping
from typing import Any

import pytest

import customer_activity
from contract import (
    BOOLEAN,
    CLASSES,
    DATE,
    DEFAULTS,
    DOCUMENTS,
    INTEGER,
    JSON,
    MEMBERS,
    OBJECT,
    OBJECTS,
    SCHEMAS,
    STRING,
    TIMESTAMP,
    Array,
    Kind,
    Map,
    Nested,
    example,
    full,
)
from customer_activity import ActivityType, Customer, DecodeError, EncodeError

ROWS = [(cls, name, kind) for cls in CLASSES for name, kind in MEMBERS[cls].items()]

every_class = pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
every_document = pytest.mark.parametrize("cls", DOCUMENTS, ids=lambda cls: cls.__name__)
every_member = pytest.mark.parametrize(
    ("cls", "name", "kind"), ROWS, ids=[f"{cls.__name__}.{name}" for cls, name, _ in ROWS]
)


# --- the classes are those of the contract -------------------------------------------------------


def test_the_contract_has_every_class_of_the_package() -> None:
    public = {name for name in customer_activity.__all__ if is_class(getattr(customer_activity, name))}
    missing = public ^ {cls.__name__ for cls in CLASSES}
    assert not missing, f"MEMBERS in tests/contract.py lacks {missing}, or the package does"


def is_class(value: Any) -> bool:
    return dataclasses.is_dataclass(value)


@every_class
def test_the_class_has_a_field_a_doc_and_two_lines_for_each_member_in_the_order_of_the_contract(
    cls: Any,
) -> None:
    source = inspect.getsource(cls)
    name = cls.__name__
    fields = [field.name for field in dataclasses.fields(cls)]
    assert fields[:2] == ["extra", "nulls"]
    compare(fields[2:], MEMBERS[cls], f"fields of {name}", "`{}: ... | None = None`, with its doc below")
    documented = re.findall(r'^    (\w+): .* = .*\n    """', source, re.MULTILINE)
    compare(documented, MEMBERS[cls], f"docs of the fields of {name}", 'a doc in """ below the field `{}`')
    read = re.findall(r"^        draft\.(\w+) = read\.", source, re.MULTILINE)
    compare(read, MEMBERS[cls], f"{name}._read", '`draft.{0} = read.KIND(rest, "{0}", nulls)`')
    written = re.findall(r'^        write\.\w+\(out, "(\w+)", self\.\1\b', source, re.MULTILINE)
    compare(written, MEMBERS[cls], f"{name}._write", '`write.KIND(out, "{0}", self.{0}, nulls)`')


def compare(found: list[str], members: dict[str, Kind], place: str, line: str) -> None:
    lines = ", ".join(line.format(name) for name in members if name not in found)
    assert not lines, f"{place}: write {lines}"
    strangers = [name for name in found if name not in members]
    assert not strangers, f"{place}: MEMBERS in tests/contract.py lacks {strangers}"
    assert found == [*members], f"{place}: in another order than MEMBERS in tests/contract.py"


@every_class
def test_the_docstring_names_the_schema(cls: Any) -> None:
    schema = f"`{SCHEMAS[cls]}`" if cls in SCHEMAS else "no schema"
    assert schema in (cls.__doc__ or ""), (
        f"the docstring of {cls.__name__} says nothing of {schema}; if the archived SDK has a schema for it, "
        "SCHEMAS in tests/contract.py names it, and the docstring; if not, the docstring says `no schema`"
    )


PYTHON_TYPES: dict[Kind, Any] = {
    STRING: str,
    INTEGER: int,
    BOOLEAN: bool,
    TIMESTAMP: dt.datetime,
    DATE: dt.date,
    OBJECT: Mapping[str, Any],
    OBJECTS: tuple[Mapping[str, Any], ...],
}


def hint(name: str, kind: Kind) -> Any:
    cls: Any = None if isinstance(kind, str) else kind.cls
    if isinstance(kind, Nested):
        return cls | None
    if isinstance(kind, Array):
        return types.GenericAlias(tuple, (cls, ...)) | None
    if isinstance(kind, Map):
        return types.GenericAlias(Mapping, (str, cls)) | None
    if kind == JSON:
        return Any
    return ActivityType | None if name == "type" else PYTHON_TYPES[kind] | None


@every_class
def test_the_annotations_are_those_of_the_kinds(cls: Any) -> None:
    assert typing.get_type_hints(cls) == {
        **{name: hint(name, kind) for name, kind in MEMBERS[cls].items()},
        "extra": Mapping[str, Any],
        "nulls": frozenset[str],
    }


# --- 1, 2: absent, null, or a value --------------------------------------------------------------


@every_class
def test_what_is_absent_is_none_or_the_documented_default(cls: Any) -> None:
    for instance in (cls.from_dict({}), cls()):
        values = {name: getattr(instance, name) for name in MEMBERS[cls]}
        assert values == {name: DEFAULTS[cls].get(name) for name in MEMBERS[cls]}
        assert (instance.extra, instance.nulls) == ({}, frozenset())
        assert instance.to_dict() == DEFAULTS[cls]


@every_member
def test_a_member_that_is_null_is_none_and_is_written_as_null(cls: Any, name: str, kind: Kind) -> None:
    instance = cls.from_dict({name: None})
    assert getattr(instance, name) is None
    assert instance.nulls == (set() if name in DEFAULTS[cls] else {name})
    assert type(instance.nulls) is frozenset
    assert instance.to_dict() == {**DEFAULTS[cls], name: None}
    assert instance == dataclasses.replace(cls(), **{name: None}, nulls={name})


@every_member
def test_a_member_with_a_value_is_written_as_it_came(cls: Any, name: str, kind: Kind) -> None:
    value = DEFAULTS[cls].get(name, example(kind))
    instance = cls.from_dict({name: value})
    held = getattr(instance, name)
    assert held is not None
    assert instance == cls(**{name: held})
    assert [other for other in MEMBERS[cls] if getattr(instance, other) != getattr(cls(), other)] in (
        [name],
        [],
    )
    assert json.dumps(instance.to_dict()) == json.dumps(in_order(cls, {**DEFAULTS[cls], name: value}))


def in_order(cls: Any, document: dict[str, Any]) -> dict[str, Any]:
    return {name: document[name] for name in MEMBERS[cls] if name in document}


@every_class
def test_members_in_any_order_are_written_in_that_of_the_table_and_unknown_ones_last(cls: Any) -> None:
    unknown = {"zeta": {"a": [1, None]}, "alpha": None, "nulls": 1, "extra": {"x": 2}, "": "", "Ключ": True}
    shuffled = {**unknown, **dict(reversed(full(cls).items()))}
    instance = cls.from_dict(shuffled)
    assert instance.extra == unknown
    assert json.dumps(instance.to_dict()) == json.dumps({**full(cls), **unknown})
    assert cls.from_json(json.dumps(shuffled)) == instance == cls.from_dict(instance.to_dict())
    assert instance.to_json() == json.dumps({**full(cls), **unknown}, separators=(",", ":"))


# --- values of another kind ----------------------------------------------------------------------

Bad = tuple[Any, tuple[str | int, ...], str]
"""A value that is none of a kind, the path to what is wrong in it, and what was expected there."""

TEXT = "text"
MOMENT = dt.datetime(2022, 8, 30, tzinfo=dt.timezone.utc)
EXPECTED_TIME = "a timestamp with an offset (RFC 3339)"
EXPECTED_DATE = "a date (YYYY-MM-DD)"


def bad(expected: str, *values: Any) -> list[Bad]:
    return [(value, (), expected) for value in values]


NO_JSON: list[Bad] = [
    *bad("a JSON value", {1}, b"x", float("nan"), MOMENT, object),
    ([0, {1}], (1,), "a JSON value"),
    ({"k": [MOMENT]}, ("k", 0), "a JSON value"),
    ({"k": {1: 2}}, ("k",), "string keys"),
]
NOT_READ: dict[str, list[Bad]] = {
    STRING: bad("a string", 7, 1.5, True, [], {}, b"x"),
    INTEGER: bad("an integer", "7", 1.5, True, [], {}, ""),
    BOOLEAN: bad("a boolean", 1, "true", [], {}),
    TIMESTAMP: bad(EXPECTED_TIME, 7, TEXT, "1990-12-31", True, [], {}, MOMENT),
    DATE: bad(EXPECTED_DATE, 7, TEXT, "1990-12-31T06:32:07Z", True, [], {}, MOMENT.date()),
    OBJECT: [*bad("an object", 7, TEXT, False, [1], 0, ""), *NO_JSON[-2:]],
    OBJECTS: [
        *bad("an array", 7, TEXT, {}, {"a": 1}),
        ([{}, 7], (1,), "an object"),
        ([{}, None], (1,), "an object"),
        ([{"a": {1}}], (0, "a"), "a JSON value"),
    ],
    JSON: NO_JSON,
}
NOT_WRITTEN: dict[str, list[Bad]] = {
    STRING: bad("a string", 7, True, [], {}, b"x", MOMENT),
    INTEGER: bad("an integer", "7", 1.5, True, [], {}),
    BOOLEAN: bad("a boolean", 1, "true", [], {}),
    TIMESTAMP: bad("a datetime with an offset", 7, TEXT, MOMENT.date(), MOMENT.replace(tzinfo=None), {}),
    DATE: bad("a date", 7, "1990-12-31", MOMENT, {}),
    OBJECT: [*bad("a mapping", 7, TEXT, False, [], [1]), *NO_JSON[-2:]],
    OBJECTS: [
        *bad("a tuple", 7, TEXT, {}),
        (({}, 7), (1,), "a mapping"),
        (({"a": {1}},), (0, "a"), "a JSON value"),
    ],
    JSON: NO_JSON,
}


def not_read(kind: Kind) -> list[Bad]:
    if isinstance(kind, Nested):
        return [*bad("an object", 7, TEXT, False, [1], 0, ""), *wrong_within(kind.cls, ())]
    if isinstance(kind, Array):
        items: list[Bad] = [([{}, item], (1,), "an object") for item in (None, 7, TEXT, [1])]
        return [
            *bad("an array", 7, TEXT, {}),
            *items,
            *(([{}, v], p, e) for v, p, e in wrong_within(kind.cls, (1,))),
        ]
    if isinstance(kind, Map):
        entries: list[Bad] = [({"a b": item}, ("a b",), "an object") for item in (None, 7, TEXT, [1])]
        within = [({"k": {}, "a b": v}, p, e) for v, p, e in wrong_within(kind.cls, ("a b",))]
        return [*bad("an object", 7, TEXT, [1]), *entries, *within, ({1: {}}, (), "string keys")]
    return NOT_READ[kind]


def wrong_within(cls: Any, path: tuple[str | int, ...]) -> list[Bad]:
    """A document of a class whose first member is wrong."""
    name, kind = next(iter(MEMBERS[cls].items()))
    value, _, expected = not_read(kind)[0]
    return [({name: value}, (*path, name), expected)]


def not_written(kind: Kind) -> list[Bad]:
    if not isinstance(kind, (Nested, Array, Map)):
        return NOT_WRITTEN[kind]
    expected = f"an instance of {kind.cls.__name__}"
    other = Customer() if kind.cls is not Customer else customer_activity.CustomerAddress()
    broken = kind.cls(extra={"x": {1}})
    within = ("extra", "x")
    others: list[Any] = [None, 7, {}, other]
    if isinstance(kind, Nested):
        return [*bad(expected, 7, {}, [], other), (broken, within, "a JSON value")]
    if isinstance(kind, Array):
        items: list[Bad] = [((kind.cls(), item), (1,), expected) for item in others]
        return [*bad("a tuple", 7, {}, kind.cls()), *items, ((broken,), (0, *within), "a JSON value")]
    entries: list[Bad] = [({"a b": item}, ("a b",), expected) for item in others]
    return [
        *bad("a mapping", 7, [], kind.cls()),
        *entries,
        ({"k": broken}, ("k", *within), "a JSON value"),
        ({1: kind.cls()}, (), "string keys"),
    ]


@every_member
def test_a_value_of_another_kind_is_a_decode_error_at_that_member(cls: Any, name: str, kind: Kind) -> None:
    for value, path, expected in not_read(kind):
        with pytest.raises(DecodeError) as caught:
            cls.from_dict({**full(cls), name: value})
        assert (caught.value.path, caught.value.expected) == ((name, *path), expected), value


@every_member
def test_a_value_of_another_kind_is_an_encode_error_at_that_member(cls: Any, name: str, kind: Kind) -> None:
    whole = cls.from_dict(full(cls))
    for value, path, expected in not_written(kind):
        with pytest.raises(EncodeError) as caught:
            dataclasses.replace(whole, **{name: value}).to_dict()
        assert (caught.value.path, caught.value.expected) == ((name, *path), expected), value


@pytest.mark.parametrize("cls", [customer_activity.CustomerPage, customer_activity.CustomerActivityPage])
def test_a_page_is_refused_whose_data_ref_names_another_member(cls: Any) -> None:
    message = f'$.data_ref: expected "{DEFAULTS[cls]["data_ref"]}", got another string'
    with pytest.raises(DecodeError) as read:
        cls.from_dict({"data_ref": "vouchers"})
    with pytest.raises(EncodeError) as written:
        cls(data_ref="vouchers").to_dict()
    assert str(read.value) == str(written.value) == message


# --- 2: nulls of a hand-made instance ------------------------------------------------------------


@every_class
def test_nulls_keep_the_names_of_members_that_hold_nothing_and_would_be_left_out(cls: Any) -> None:
    names = [name for name in MEMBERS[cls] if name not in DEFAULTS[cls]]
    for given in (list, tuple, set, frozenset, dict.fromkeys, iter):
        instance = cls(nulls=given(MEMBERS[cls]))
        assert instance.nulls == frozenset(names)
        assert type(instance.nulls) is frozenset
        assert instance.to_dict() == in_order(cls, {**dict.fromkeys(names), **DEFAULTS[cls]})


@every_member
def test_a_value_takes_its_name_out_of_nulls(cls: Any, name: str, kind: Kind) -> None:
    null = cls.from_dict({name: None})
    value = getattr(cls.from_dict({name: DEFAULTS[cls].get(name, example(kind))}), name)
    changed = dataclasses.replace(null, **{name: value})
    assert changed == cls(**{name: value}) == cls(**{name: value}, nulls={name})
    assert changed.nulls == frozenset()


@every_class
def test_a_name_in_nulls_that_is_no_member_is_an_error_where_it_is_given(cls: Any) -> None:
    for wrong in ("phnoe", "extra", "nulls", "", 5, "x" * 200):
        with pytest.raises(ValueError, match=r"is no member of it$") as caught:
            cls(nulls={wrong})
        assert str(caught.value) == f"nulls of {cls.__name__}: {wrong!r:.60} is no member of it"
        with pytest.raises(ValueError, match=r"is no member of it$"):
            dataclasses.replace(cls(), nulls={next(iter(MEMBERS[cls])), wrong})


@pytest.mark.parametrize(
    ("nulls", "came"),
    [("phone", "a string"), (None, "null"), (5, "an integer"), (False, "a boolean"), ("", "a string")],
    ids=repr,
)
def test_nulls_that_are_no_collection_of_names_are_an_error(nulls: Any, came: str) -> None:
    with pytest.raises(ValueError, match=r"^nulls of Customer: ") as caught:
        Customer(nulls=nulls)
    assert str(caught.value) == f"nulls of Customer: expected names of members, got {came}"


def test_an_update_that_clears_a_member_is_built_with_nulls() -> None:
    update = Customer(source_id="x", nulls=frozenset({"phone"}))
    assert update.to_dict() == {"source_id": "x", "object": "customer", "phone": None}
    assert dataclasses.replace(update, phone="+1").to_dict()["phone"] == "+1"
    assert dataclasses.replace(update, source_id=None).to_dict() == {"object": "customer", "phone": None}


# --- 3, 11: extra --------------------------------------------------------------------------------


@every_class
def test_each_instance_has_an_extra_of_its_own(cls: Any) -> None:
    given = {"unknown": 1}
    known = {next(iter(MEMBERS[cls])): None}
    decoded = cls.from_dict({**known, **given})
    instances = [cls(), cls(), cls.from_dict({}), cls.from_dict({}), decoded, cls(extra=given)]
    instances += [dataclasses.replace(instance) for instance in instances]
    assert {type(instance.extra) for instance in instances} == {dict}
    assert (
        len({id(extra) for extra in [given, *(instance.extra for instance in instances)]})
        == len(instances) + 1
    )


@every_class
def test_a_known_name_in_extra_is_an_error_at_encoding(cls: Any) -> None:
    for name in MEMBERS[cls]:
        with pytest.raises(EncodeError) as caught:
            cls(extra={"fine": 1, name: None}).to_dict()
        assert caught.value.path == ("extra", name)
        assert str(caught.value) == (
            f"$.extra.{name}: expected a name that is no member of {cls.__name__}, got a member"
        )


@pytest.mark.parametrize(
    ("extra", "came"),
    [
        (7, "an integer"),
        (0, "an integer"),
        (False, "a boolean"),
        ("", "a string"),
        ([], "an array"),
        (None, "null"),
        ({"id"}, "a value of type set"),
    ],
    ids=repr,
)
def test_an_extra_that_is_no_mapping_is_an_error_where_it_is_given(extra: Any, came: str) -> None:
    gives: list[Callable[[], object]] = [
        lambda: Customer(extra=extra),
        lambda: dataclasses.replace(Customer(), extra=extra),
    ]
    for give in gives:
        with pytest.raises(ValueError, match=r"^extra of Customer: ") as caught:
            give()
        assert str(caught.value) == f"extra of Customer: expected a mapping, got {came}"


def test_keys_of_extra_that_are_no_strings_are_an_error_at_encoding() -> None:
    with pytest.raises(EncodeError) as caught:
        Customer(extra={1: 2}).to_dict()  # type: ignore[dict-item]
    assert str(caught.value) == "$.extra: expected string keys, got a key that is an integer"


# --- 7: an empty array for an object -------------------------------------------------------------


@every_member
def test_an_empty_array_stands_for_an_empty_object(cls: Any, name: str, kind: Kind) -> None:
    forms: list[tuple[Any, Any]] = []
    if isinstance(kind, (Nested, Map)) or kind == OBJECT:
        forms = [([], {}), ((), {})]
    if isinstance(kind, Map):
        forms.append(({"a": []}, {"a": {}}))
    if isinstance(kind, Array) or kind == OBJECTS:
        forms = [([[], ()], [{}, {}])]
    for php, meant in forms:
        assert cls.from_dict({name: php}) == cls.from_dict({name: meant})
    if kind == JSON:
        assert cls.from_dict({name: []}).to_dict() == {name: []}


@every_class
def test_an_array_in_the_place_of_a_whole_document_is_an_error(cls: Any) -> None:
    arrays: list[Any] = [[], (), [{}], [("id", "cust_1")]]
    for array in arrays:
        with pytest.raises(DecodeError) as caught:
            cls.from_dict(array)
        assert str(caught.value) == "$: expected an object, got an array"
    with pytest.raises(DecodeError):
        cls.from_json("[]")


# --- 14: what is none of ours --------------------------------------------------------------------


@every_document
def test_a_document_with_members_but_none_of_its_own_is_refused(cls: Any) -> None:
    with pytest.raises(DecodeError) as caught:
        cls.from_dict({"Type": "Notification", "Message": "{}"})
    message = f"$: expected {DOCUMENTS[cls]}, got an object with none of its members"
    assert str(caught.value) == message
    if not DEFAULTS[cls]:  # so that what is written could be read again
        with pytest.raises(EncodeError) as written:
            cls(extra={"Type": "Notification"}).to_dict()
        assert str(written.value) == message
    for name in MEMBERS[cls]:
        assert cls.from_dict({"Type": "Notification", name: None}).extra == {"Type": "Notification"}


@every_class
def test_other_objects_may_have_none_of_the_members_that_are_known(cls: Any) -> None:
    if cls not in DOCUMENTS:
        assert cls.from_dict({"new": 1}).extra == {"new": 1}


@every_member
def test_a_document_within_another_is_held_to_the_same(cls: Any, name: str, kind: Kind) -> None:
    if isinstance(kind, (Nested, Array)) and kind.cls in DOCUMENTS:
        stranger = {"source": "export", "document": {}}
        value, path = ([stranger], (name, 0)) if isinstance(kind, Array) else (stranger, (name,))
        with pytest.raises(DecodeError) as caught:
            cls.from_dict({name: value})
        assert (caught.value.path, caught.value.expected) == (path, DOCUMENTS[kind.cls])


SAYS: dict[Any, tuple[list[Any], list[str]]] = {
    Customer: (
        [None, "customer", "unconfirmed_customer", "CUSTOMER", "Customer"],
        ["list", "voucher", "customers", "customer_x", "", "unconfirmed"],
    ),
    customer_activity.CustomerPage: ([None, "list"], ["customer", "LIST", "lists", ""]),
    customer_activity.CustomerActivityPage: ([None, "list"], ["customer", "List", ""]),
    customer_activity.CustomerActivity: ([None, "event", "", "customers"], ["customer", "list"]),
    customer_activity.Webhook: ([None, "webhook", "", 7], ["customer", "list"]),
}
"""What a document may say that it is, in `object`, and what it may not."""


@every_document
def test_a_document_that_says_that_it_is_something_else_is_refused(cls: Any) -> None:
    own = {next(name for name in MEMBERS[cls] if name != "object"): None}
    taken, refused = SAYS[cls]
    for name in taken:
        document = {**own, "object": name}
        assert cls.from_dict(document).to_dict()["object"] == name
    for name in refused:
        # Judged before any other member is read, all of which are of another kind here.
        document = {**dict.fromkeys(MEMBERS[cls], object), "object": name}
        with pytest.raises(DecodeError) as read:
            cls.from_dict(document)
        with pytest.raises(EncodeError) as written:
            (cls(object=name) if "object" in MEMBERS[cls] else cls(id="x", extra={"object": name})).to_dict()
        message = f": expected {DOCUMENTS[cls]}, got the name of something else"
        assert str(read.value) == "$.object" + message
        assert str(written.value) == ("$.object" if "object" in MEMBERS[cls] else "$.extra.object") + message


@every_member
def test_a_document_within_another_may_not_say_that_it_is_something_else(
    cls: Any, name: str, kind: Kind
) -> None:
    if isinstance(kind, (Nested, Array)) and kind.cls in DOCUMENTS:
        stranger = {"object": SAYS[kind.cls][1][0]}
        value, path = ([{}, stranger], (name, 1)) if isinstance(kind, Array) else (stranger, (name,))
        with pytest.raises(DecodeError) as caught:
            cls.from_dict({name: value})
        assert (caught.value.path, caught.value.expected) == ((*path, "object"), DOCUMENTS[kind.cls])


# --- 10: equal exactly when they write the same --------------------------------------------------


@every_class
def test_two_instances_are_equal_exactly_when_they_write_the_same(cls: Any) -> None:
    documents: list[dict[str, Any]] = [{}, full(cls)]
    documents += [{name: None} for name in MEMBERS[cls]]
    documents += [{name: DEFAULTS[cls].get(name, example(kind))} for name, kind in MEMBERS[cls].items()]
    documents += [{**document, "new": value} for document in documents[1:4] for value in (1, None)]
    instances = [cls.from_dict(document) for document in documents]
    again = [cls.from_dict(instance.to_dict()) for instance in instances]
    for one, other in itertools.product(instances, again):
        same = json.dumps(one.to_dict()) == json.dumps(other.to_dict())
        assert (one == other) is same
        assert (hash(one) == hash(other)) or not same
