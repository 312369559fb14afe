# SPDX-License-Identifier: MIT
"""Every member of every class, both ways, compared with the tables in `contract.py`."""

from __future__ import annotations

import dataclasses
import datetime as dt
import inspect
import itertools
import json
import re
import types
import typing
from collections.abc import Mapping
from typing import Any

import pytest

import contract
import customer_activity as ca
from contract import CLASSES, DEFAULTS, DOCUMENTS, MEMBERS, SAYS, Array, Kind, Map, Nested, catch, every_class
from customer_activity import Customer, DecodeError, EncodeError
from customer_activity._command.kinds import KINDS

ROWS = [(cls, name, kind) for cls in CLASSES for name, kind in MEMBERS[cls].items()]

every_document = pytest.mark.parametrize("cls", DOCUMENTS, ids=lambda cls: cls.__name__)


def each(rows: list[tuple[Any, str, Kind]]) -> pytest.MarkDecorator:
    ids = [f"{cls.__name__}.{name}" for cls, name, _ in rows]
    return pytest.mark.parametrize(("cls", "name", "kind"), rows, ids=ids)


every_member = each(ROWS)


def example(cls: Any, name: str) -> Any:
    return DEFAULTS[cls].get(name, contract.example(MEMBERS[cls][name]))


# --- the classes match the contract ----------------------------------------------------------


def test_the_contract_has_every_class_of_the_package() -> None:
    values = {name: getattr(ca, name) for name in ca.__all__}
    public = {name for name, value in values.items() if dataclasses.is_dataclass(value)} - {"JsonObject"}
    missing = public - {cls.__name__ for cls in CLASSES}
    assert not missing, f"MEMBERS in tests/contract.py: write {missing}"


@every_class
def test_the_contract_describes_the_class(cls: Any) -> None:
    name = f"ca.{cls.__name__}"
    fields = dataclasses.fields(cls)[2:]
    defaults = {field.name: field.default for field in fields if field.default is not None}
    assert DEFAULTS[cls] == defaults, f"DEFAULTS in tests/contract.py: write {name}: {defaults}"
    shown = [field.name for field in fields if field.repr]
    listed = contract.SHOWN.get(cls, "").split()
    risky = [member for member in shown if member not in listed]
    assert not risky, f"{name}: write repr=False for {risky}; if never personal data, add them to SHOWN"
    assert shown == listed, f"SHOWN in tests/contract.py: write {name}: {' '.join(shown)!r}"
    document = cls._document
    assert DOCUMENTS.get(cls, "") == document, f"DOCUMENTS in tests/contract.py: write {name}: {document!r}"
    if document:
        assert cls in SAYS, f"SAYS in tests/contract.py: write {name}: ([accepted, ...], [rejected, ...])"
        assert cls in KINDS.values(), f"KINDS in customer_activity/_command/kinds.py: write {cls.__name__}"


@pytest.mark.parametrize("kind", sorted({kind for _, _, kind in ROWS if isinstance(kind, str)}))
def test_the_tables_have_a_row_for_each_kind_of_value(kind: str) -> None:
    assert kind in contract.EXAMPLES, f"EXAMPLES in tests/contract.py: write a row for {kind!r}"
    tables: dict[str, dict[Any, Any]] = {
        "PYTHON_TYPES": PYTHON_TYPES,
        "NOT_READ": NOT_READ,
        "NOT_WRITTEN": NOT_WRITTEN,
    }
    for name, table in tables.items():
        assert kind in table, f"{name} in tests/test_contract.py: write a row for {kind!r}"


@every_class
def test_each_member_has_a_field_a_docstring_and_two_lines_in_contract_order(
    cls: Any,
) -> None:
    source = inspect.getsource(cls)
    # The formatter wraps long lines.
    source = re.sub(r"(?s)\(\n\s+(.*?),?\n\s+\)", lambda match: f"({' '.join(match[1].split())})", source)
    name = cls.__name__
    fields = [field.name for field in dataclasses.fields(cls)]
    assert fields[:2] == ["extra", "nulls"]
    compare(fields[2:], MEMBERS[cls], f"fields of {name}", "`{}: ... | None = None` and a docstring")
    documented = re.findall(r'^    (\w+): .* = .*\n    """', source, re.MULTILINE)
    compare(documented, MEMBERS[cls], f"fields of {name}", 'a docstring, in """, below `{}`')
    read = re.findall(r"^        draft\.(\w+) = read\.", source, re.MULTILINE)
    compare(read, MEMBERS[cls], f"{name}._read", '`draft.{0} = read.KIND(rest, "{0}", nulls)`')
    written = re.findall(r'^        write\.\w+\(out, "(\w+)", self\.\1\b', source, re.MULTILINE)
    compare(written, MEMBERS[cls], f"{name}._write", '`write.KIND(out, "{0}", self.{0}, nulls)`')


def compare(found: list[str], members: dict[str, Kind], place: str, line: str) -> None:
    lines = ", ".join(line.format(name) for name in members if name not in found)
    assert not lines, f"{place}: write {lines}"
    unknown = [name for name in found if name not in members]
    assert not unknown, f"{place}: MEMBERS in tests/contract.py lacks {unknown}"
    assert found == [*members], f"{place}: use the order of MEMBERS in tests/contract.py"


@every_class
def test_the_docstring_names_the_schema(cls: Any) -> None:
    schema = f"`{contract.SCHEMAS[cls]}`" if cls in contract.SCHEMAS else "no schema"
    assert schema in (cls.__doc__ or ""), (
        f"docstring of {cls.__name__}: write {schema}. If the archived SDK has a schema, it goes"
        " in SCHEMAS in contract.py; if not, write `no schema`"
    )


PYTHON_TYPES: dict[Kind, Any] = {
    contract.STRING: str,
    contract.INTEGER: int,
    contract.BOOLEAN: bool,
    contract.TIMESTAMP: dt.datetime,
    contract.DATE: dt.date,
    contract.OBJECT: Mapping[str, Any],
    contract.OBJECTS: tuple[Mapping[str, Any], ...],
    contract.JSON: Any,
}


def hint(name: str, kind: Kind) -> Any:
    cls: Any = None if isinstance(kind, str) else kind.cls
    if isinstance(kind, Nested):
        return cls | None
    if isinstance(kind, Array):
        return types.GenericAlias(tuple, (cls, ...)) | None
    if isinstance(kind, Map):
        return types.GenericAlias(Mapping, (str, cls)) | None
    if kind == contract.JSON:
        return Any
    return ca.ActivityType | None if name == "type" else PYTHON_TYPES[kind] | None


@every_class
def test_the_annotations_match_the_kinds(cls: Any) -> None:
    members = {name: hint(name, kind) for name, kind in MEMBERS[cls].items()}
    hints = {"extra": Mapping[str, Any], "nulls": frozenset[str], **members}
    assert typing.get_type_hints(cls) == hints
    of_init = typing.get_type_hints(cls.__init__)
    # Python 3.10 makes Any with a default of None an Optional[Any].
    of_init = {name: Any if of == typing.Optional[Any] else of for name, of in of_init.items()}  # noqa: UP045
    assert of_init == {**hints, "return": type(None)}
    parameters = inspect.signature(cls, eval_str=True).parameters
    assert {name: parameter.annotation for name, parameter in parameters.items()} == hints


# --- absent, null, or a value --------------------------------------------------------------


@every_class
def test_an_absent_member_is_none_or_its_documented_default(cls: Any) -> None:
    for instance in (cls.from_dict({}), cls()):
        values = {name: getattr(instance, name) for name in MEMBERS[cls]}
        assert values == {name: DEFAULTS[cls].get(name) for name in MEMBERS[cls]}
        assert (instance.extra, instance.nulls) == ({}, frozenset())
        assert instance.to_dict() == DEFAULTS[cls]


@every_member
def test_a_member_that_is_null_is_none_and_is_encoded_as_null(cls: Any, name: str, kind: Kind) -> None:
    instance = cls.from_dict({name: None})
    assert getattr(instance, name) is None
    assert instance.nulls == (set() if name in DEFAULTS[cls] else {name})
    assert type(instance.nulls) is frozenset
    assert instance.to_dict() == {**DEFAULTS[cls], name: None}
    assert instance == dataclasses.replace(cls(), **{name: None}, nulls={name})


HELD_TYPES = PYTHON_TYPES | {contract.OBJECT: dict, contract.OBJECTS: tuple, contract.JSON: list}


def held_type(kind: Kind) -> Any:
    if isinstance(kind, str):
        return HELD_TYPES[kind]
    return kind.cls if isinstance(kind, Nested) else tuple if isinstance(kind, Array) else dict


@every_member
def test_a_member_with_a_value_is_encoded_as_it_arrived(cls: Any, name: str, kind: Kind) -> None:
    value = example(cls, name)
    instance = cls.from_dict({name: value})
    held = getattr(instance, name)
    assert type(held) is held_type(kind)
    assert instance == cls(**{name: held})
    assert {other for other in MEMBERS[cls] if getattr(instance, other) != getattr(cls(), other)} <= {name}
    assert json.dumps(instance.to_dict()) == json.dumps(in_order(cls, {**DEFAULTS[cls], name: value}))


def in_order(cls: Any, document: dict[str, Any]) -> dict[str, Any]:
    return {name: document[name] for name in MEMBERS[cls] if name in document}


@every_class
def test_members_are_written_in_table_order_and_unknown_ones_last(cls: Any) -> None:
    unknown = {"zeta": {"a": [1, None]}, "alpha": None, "nulls": 1, "extra": {"x": 2}, "": "", "Ключ": True}
    shuffled = {**unknown, **dict(reversed(contract.full(cls).items()))}
    instance = cls.from_dict(shuffled)
    assert instance.extra == unknown
    assert json.dumps(instance.to_dict()) == json.dumps({**contract.full(cls), **unknown})
    assert cls.from_json(json.dumps(shuffled)) == instance == cls.from_dict(instance.to_dict())
    assert instance.to_json() == json.dumps({**contract.full(cls), **unknown}, separators=(",", ":"))


# --- values of another kind ----------------------------------------------------------------------

Bad = tuple[Any, tuple[str | int, ...], str]
"""A value of the wrong kind, the path to the problem in it, and what was expected there."""

TEXT = "text"
TIMESTAMP, MOMENTS = "a timestamp with an offset (RFC 3339)", "a datetime with an offset"
MOMENT = dt.datetime(2022, 8, 30, tzinfo=dt.timezone.utc)


def bad(expected: str, *values: Any) -> list[Bad]:
    return [(value, (), expected) for value in values]


NOT_JSON: list[Bad] = [
    *bad("a JSON value", {1}, b"x", float("nan"), MOMENT, object),
    ([0, {1}], (1,), "a JSON value"),
    ({"k": [MOMENT]}, ("k", 0), "a JSON value"),
    ({"k": {1: 2}}, ("k",), "string keys"),
]
NOT_READ: dict[str, list[Bad]] = {
    contract.STRING: bad("a string", 7, 1.5, True, [], {}, b"x"),
    contract.INTEGER: bad("an integer", "7", 1.5, True, [], {}, ""),
    contract.BOOLEAN: bad("a boolean", 1, "true", [], {}),
    contract.TIMESTAMP: bad(TIMESTAMP, 7, TEXT, "1990-12-31", True, [], {}, MOMENT),
    contract.DATE: bad("a date (YYYY-MM-DD)", 7, TEXT, "1990-12-31T06:32:07Z", True, [], {}, MOMENT.date()),
    contract.OBJECT: [*bad("an object", 7, TEXT, False, [1], 0, ""), *NOT_JSON[-2:]],
    contract.OBJECTS: [
        *bad("an array", 7, TEXT, {}, {"a": 1}),
        ([{}, 7], (1,), "an object"),
        ([{}, None], (1,), "an object"),
        ([{"a": {1}}], (0, "a"), "a JSON value"),
    ],
    contract.JSON: NOT_JSON,
}
NOT_WRITTEN: dict[str, list[Bad]] = {
    contract.STRING: bad("a string", 7, True, [], {}, b"x", MOMENT),
    contract.INTEGER: bad("an integer", "7", 1.5, True, [], {}),
    contract.BOOLEAN: bad("a boolean", 1, "true", [], {}),
    contract.TIMESTAMP: bad(MOMENTS, 7, TEXT, MOMENT.date(), MOMENT.replace(tzinfo=None), {}),
    contract.DATE: bad("a date", 7, "1990-12-31", MOMENT, {}),
    contract.OBJECT: [*bad("a mapping", 7, TEXT, False, [], [1]), *NOT_JSON[-2:]],
    contract.OBJECTS: [
        *bad("a tuple", 7, TEXT, {}),
        (({}, 7), (1,), "a mapping"),
        (({"a": {1}},), (0, "a"), "a JSON value"),
    ],
    contract.JSON: NOT_JSON,
}


def not_read(kind: Kind) -> list[Bad]:
    if isinstance(kind, Nested):
        return [*bad("an object", 7, TEXT, False, [1], 0, ""), *wrong_within(kind.cls, ())]
    if isinstance(kind, Array):
        items: list[Bad] = [([{}, item], (1,), "an object") for item in (None, 7, TEXT, [1])]
        items += [([{}, v], p, e) for v, p, e in wrong_within(kind.cls, (1,))]
        return [*bad("an array", 7, TEXT, {}), *items]
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
    other = Customer() if kind.cls is not Customer else ca.CustomerAddress()
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
def test_a_value_of_another_kind_raises_decode_error_at_that_member(cls: Any, name: str, kind: Kind) -> None:
    for value, path, expected in not_read(kind):
        error = catch(DecodeError, cls.from_dict, {**contract.full(cls), name: value})
        assert (error.path, error.expected) == ((name, *path), expected), value


@every_member
def test_a_value_of_another_kind_raises_encode_error_at_that_member(cls: Any, name: str, kind: Kind) -> None:
    whole = cls.from_dict(contract.full(cls))
    for value, path, expected in not_written(kind):
        error = catch(EncodeError, dataclasses.replace(whole, **{name: value}).to_dict)
        assert (error.path, error.expected) == ((name, *path), expected), value


@pytest.mark.parametrize("cls", [cls for cls in CLASSES if "data_ref" in DEFAULTS[cls]])
def test_a_page_with_the_wrong_data_ref_is_rejected(cls: Any) -> None:
    message = f'$.data_ref: expected "{DEFAULTS[cls]["data_ref"]}", got another string'
    assert str(catch(DecodeError, cls.from_dict, {"data_ref": "vouchers"})) == message
    assert str(catch(EncodeError, cls(data_ref="vouchers").to_dict)) == message


# --- nulls, as passed to the constructor -------------------------------------------------------


@every_class
def test_nulls_keep_the_names_of_members_without_a_value_or_default(cls: Any) -> None:
    names = [name for name in MEMBERS[cls] if name not in DEFAULTS[cls]]
    for given in (list, tuple, set, frozenset, dict.fromkeys, iter):
        instance = cls(nulls=given(MEMBERS[cls]))
        assert instance.nulls == frozenset(names)
        assert type(instance.nulls) is frozenset
        assert instance.to_dict() == in_order(cls, {**dict.fromkeys(names), **DEFAULTS[cls]})


@every_member
def test_a_value_removes_its_name_from_nulls(cls: Any, name: str, kind: Kind) -> None:
    null = cls.from_dict({name: None})
    value = getattr(cls.from_dict({name: example(cls, name)}), name)
    changed = dataclasses.replace(null, **{name: value})
    assert changed == cls(**{name: value}) == cls(**{name: value}, nulls={name})
    assert changed.nulls == frozenset()


@every_class
def test_a_name_in_nulls_must_be_a_member(cls: Any) -> None:
    wrongs: list[Any] = ["phnoe", "extra", "nulls", "", 5, "x" * 200, []]
    for wrong in wrongs:
        for given in ([wrong], [next(iter(MEMBERS[cls])), wrong]):
            error = catch(ValueError, cls, nulls=given)
            assert str(error) == f"nulls of {cls.__name__}: {wrong!r:.60} isn't one of its members"


@pytest.mark.parametrize(
    ("nulls", "actual"),
    [("phone", "a string"), (None, "null"), (5, "an integer"), (False, "a boolean"), ("", "a string")],
    ids=repr,
)
def test_nulls_must_be_a_collection_of_names(nulls: Any, actual: str) -> None:
    error = catch(ValueError, Customer, nulls=nulls)
    assert str(error) == f"nulls of Customer: expected a collection of member names, got {actual}"


# --- extra --------------------------------------------------------------------------------


@every_class
def test_each_instance_has_its_own_extra(cls: Any) -> None:
    given = {"unknown": 1}
    decoded = cls.from_dict({next(iter(MEMBERS[cls])): None, **given})
    instances = [cls(), cls(), cls.from_dict({}), cls.from_dict({}), decoded, cls(extra=given)]
    extras = [given, *(each.extra for one in instances for each in (one, dataclasses.replace(one)))]
    assert {type(extra) for extra in extras} == {dict}
    assert len({id(extra) for extra in extras}) == len(extras)


@every_class
def test_extra_can_never_have_a_known_name(cls: Any) -> None:
    for name in MEMBERS[cls]:
        error = catch(ValueError, cls, extra={"fine": 1, name: None})
        assert str(error) == f"extra of {cls.__name__}: {name!r} is one of its members"
        changed = cls(extra={"fine": 1})
        changed.extra[name] = None
        expected = f"expected a name that isn't a member of {cls.__name__}"
        assert str(catch(EncodeError, changed.to_dict)) == f"$.extra.{name}: {expected}, got a member"


EXTRAS = {
    "an integer": [7, 0], "a boolean": [False], "a string": ["", "id"], "an array": [[]], "null": [None],
    "a value of type set": [{"id"}],
}  # fmt: skip


@pytest.mark.parametrize(("actual", "extras"), EXTRAS.items(), ids=EXTRAS)
def test_the_constructor_rejects_an_extra_that_is_not_a_mapping(actual: str, extras: list[Any]) -> None:
    for extra in extras:
        message = f"extra of Customer: expected a mapping, got {actual}"
        assert str(catch(ValueError, Customer, extra=extra)) == message
        assert str(catch(ValueError, dataclasses.replace, Customer(), extra=extra)) == message


def test_keys_of_extra_must_be_strings() -> None:
    error = catch(EncodeError, Customer(extra={1: 2}).to_dict)  # type: ignore[dict-item]
    assert str(error) == "$.extra: expected string keys, got an integer as a key"


# --- an empty array for an object -------------------------------------------------------------


@every_member
def test_an_empty_array_counts_as_an_empty_object(cls: Any, name: str, kind: Kind) -> None:
    forms: list[tuple[Any, Any]] = []
    if isinstance(kind, (Nested, Map)) or kind == contract.OBJECT:
        forms = [([], {}), ((), {})]
    if isinstance(kind, Map):
        forms.append(({"a": []}, {"a": {}}))
    if isinstance(kind, Array) or kind == contract.OBJECTS:
        forms = [([[], ()], [{}, {}])]
    for php, meant in forms:
        assert cls.from_dict({name: php}) == cls.from_dict({name: meant})
    if kind == contract.JSON:
        assert cls.from_dict({name: []}).to_dict() == {name: []}


@every_class
def test_an_array_instead_of_a_whole_document_is_rejected(cls: Any) -> None:
    arrays: list[Any] = [[], (), [{}], [("id", "cust_1")]]
    for array in arrays:
        error = catch(DecodeError, cls.from_dict, array)
        assert str(error) == "$: expected an object, got an array"
    catch(DecodeError, cls.from_json, "[]")


# --- documents of another kind --------------------------------------------------------------------


@every_document
def test_a_document_with_none_of_the_members_of_its_class_is_rejected(cls: Any) -> None:
    message = f"$: expected {DOCUMENTS[cls]}, got an object with none of its members"
    assert str(catch(DecodeError, cls.from_dict, {"Type": "Notification", "Message": "{}"})) == message
    if not DEFAULTS[cls]:  # so that what is written could be read again
        assert str(catch(EncodeError, cls(extra={"Type": "Notification"}).to_dict)) == message
    for name in MEMBERS[cls]:
        assert cls.from_dict({"Type": "Notification", name: None}).extra == {"Type": "Notification"}


def test_other_objects_can_have_only_unknown_members() -> None:
    for cls in CLASSES:
        if cls not in DOCUMENTS:
            assert cls.from_dict({"new": 1}).extra == {"new": 1}


@every_document
def test_a_document_that_says_it_is_something_else_is_rejected(cls: Any) -> None:
    own = {next(name for name in MEMBERS[cls] if name != "object"): None}
    accepted, rejected = SAYS[cls]
    for name in accepted:
        document = {**own, "object": name}
        assert cls.from_dict(document).to_dict()["object"] == name
    for name in rejected:
        # Rejected before any other member is read: here, all of those are of the wrong kind.
        document = {**dict.fromkeys(MEMBERS[cls], object), "object": name}
        given: Any = {"object": name} if "object" in MEMBERS[cls] else {"id": "x", "extra": {"object": name}}
        place = "$.object" if "object" in MEMBERS[cls] else "$.extra.object"
        message = f": expected {DOCUMENTS[cls]}, got a different kind of object"
        assert str(catch(DecodeError, cls.from_dict, document)) == "$.object" + message
        assert str(catch(EncodeError, cls(**given).to_dict)) == place + message


@each([row for row in ROWS if isinstance(row[2], (Nested, Array)) and row[2].cls in DOCUMENTS])
def test_nested_documents_follow_the_same_rules(cls: Any, name: str, kind: Nested | Array) -> None:
    says = {"object": SAYS[kind.cls][1][0]}
    for stranger, within in (({"source": "export", "document": {}}, []), (says, ["object"])):
        value, path = ([{}, stranger], [name, 1]) if isinstance(kind, Array) else (stranger, [name])
        error = catch(DecodeError, cls.from_dict, {name: value})
        assert (error.path, error.expected) == ((*path, *within), DOCUMENTS[kind.cls])


# --- equality --------------------------------------------------


@every_class
def test_two_instances_are_equal_if_and_only_if_they_encode_to_the_same_json(cls: Any) -> None:
    documents: list[dict[str, Any]] = [{}, contract.full(cls)]
    documents += [{name: None} for name in MEMBERS[cls]]
    documents += [{name: example(cls, name)} for name in MEMBERS[cls]]
    documents += [{**document, "new": value} for document in documents[1:4] for value in (1, None)]
    instances = [cls.from_dict(document) for document in documents]
    texts = [json.dumps(instance.to_dict()) for instance in instances]
    again = [cls.from_json(text) for text in texts]
    for i, j in itertools.product(range(len(documents)), repeat=2):
        same = texts[i] == texts[j]
        assert (instances[i] == again[j]) is same
        assert (hash(instances[i]) == hash(again[j])) or not same
