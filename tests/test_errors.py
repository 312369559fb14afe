# SPDX-License-Identifier: MIT
"""The two errors: they say where and what, on one line, and never show a value."""

from __future__ import annotations

import copy
import pickle
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from contract import CLASSES, DEFAULTS, MEMBERS, catch, cpython_only, every_class, full, nested
from customer_activity import (
    Customer,
    CustomerActivity,
    CustomerActivityData,
    CustomerLoyalty,
    DecodeError,
    EncodeError,
    Webhook,
)

TOO_DEEP = "expected JSON nested at most 200 deep, got deeper nesting"


def read(document: Any) -> Any:
    return catch(DecodeError, Customer.from_dict, document)


def written(instance: Any) -> Any:
    return catch(EncodeError, instance.to_dict)


NOT_READ = {"referrals": {"campaigns": [{}, {"campaign_id": 1}]}}
NOT_WRITTEN: Any = Customer(loyalty=CustomerLoyalty(campaigns={"LP 1": None}))  # type: ignore[dict-item]


def test_an_error_has_the_location_what_was_expected_and_what_was_found() -> None:
    error = read(NOT_READ)
    assert error.path == ("referrals", "campaigns", 1, "campaign_id")
    assert (error.expected, error.actual) == ("a string", "an integer")
    assert str(error) == "$.referrals.campaigns[1].campaign_id: expected a string, got an integer"
    other = written(NOT_WRITTEN)
    assert other.path == ("loyalty", "campaigns", "LP 1")
    expected = "expected an instance of CustomerLoyaltyCampaign, got null"
    assert str(other) == f"$.loyalty.campaigns['LP 1']: {expected}"


def test_an_error_survives_pickling_and_copying() -> None:
    for error in (read(NOT_READ), written(NOT_WRITTEN)):
        pickles = [pickle.dumps(error, protocol) for protocol in range(pickle.HIGHEST_PROTOCOL + 1)]
        for again in (*map(pickle.loads, pickles), copy.copy(error), copy.deepcopy(error)):
            assert (type(again), vars(again), str(again)) == (type(error), vars(error), str(error))


# --- one line of bounded length ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "step"),
    [
        ("LP1", ".LP1"), ("_x", "._x"), ("Gäste", "['Gäste']"), ("", "['']"), ("0", "['0']"),
        ("a.b", "['a.b']"),
        ("Loyalty Upgrade 01/2021", "['Loyalty Upgrade 01/2021']"), ("email\u200d", r"['email\u200d']"),
        ("email\u3164", "['email\u3164']"), ("say 'hi'", '["say \'hi\'"]'),
        ("back\\slash", r"['back\\slash']"),
        ("two\nlines", r"['two\nlines']"), ("\x1b[31m", r"['\x1b[31m']"), ("\u202e", r"['\u202e']"),
        ("\u2028", r"['\u2028']"), ("\ud800", r"['\ud800']"),
    ],
    ids=ascii,
)  # fmt: skip
def test_a_key_that_is_not_an_ascii_identifier_is_quoted(key: str, step: str) -> None:
    error = read({"loyalty": {"campaigns": {key: 0}}})
    assert str(error) == f"$.loyalty.campaigns{step}: expected an object, got an integer"
    assert error.path == ("loyalty", "campaigns", key)
    assert len(str(error).splitlines()) == 1
    str(error).encode()


def test_a_long_message_is_shortened_in_the_middle_but_the_path_is_complete() -> None:
    key = "x" * 1_000_000
    error = read({"loyalty": {"campaigns": {key: 0}}})
    end = ": expected an object, got an integer"
    assert str(error) == f"$.loyalty.campaigns.{'x' * 180}...{'x' * 164}{end}"
    assert error.path == ("loyalty", "campaigns", key)


# --- no value ------------------------------------------------------------------------------------

SECRET = "hunter2-secret"


class Secret:
    def __repr__(self) -> str:
        return SECRET

    __str__ = __repr__


def places(value: Any) -> Iterator[tuple[Any, ...]]:
    yield ()
    if isinstance(value, (dict, list)):
        for key in value if isinstance(value, dict) else range(len(value)):
            for place in places(value[key]):
                yield (key, *place)


def with_value(document: Any, place: tuple[Any, ...], value: Any) -> Any:
    if not place:
        return value
    out = dict(document) if isinstance(document, dict) else list(document)
    out[place[0]] = with_value(out[place[0]], place[1:], value)
    return out


def everything_of(error: BaseException) -> str:
    """What a log could show of an error: its texts, its attributes, its traceback and its causes."""
    texts = [str(error), repr(error), repr(error.args), repr(vars(error))]
    texts += traceback.format_exception(type(error), error, error.__traceback__)
    texts += [
        everything_of(other)
        for other in (error.__cause__, not error.__suppress_context__ and error.__context__)
        if other
    ]
    return "\n".join(texts)


VALUES: list[Any] = [
    SECRET, [SECRET], {"a": {SECRET}}, SECRET.encode(), Secret(), {"a": [Secret()]}, [float("nan"), SECRET],
    {Secret(): 1}, {(SECRET,): 1},
]  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_no_decode_error_shows_a_value(value: Any) -> None:
    summary = {"orders": {"total_count": 1}, "redemptions": {"gift": {}}}
    loyalty = {"campaigns": {"LP1": {"points": 1}}}
    document = {**full(Customer), "summary": summary, "loyalty": loyalty, "unknown": {"a": [1]}}
    failed = 0
    for place in places(document):
        try:
            Customer.from_dict(with_value(document, place, value))
        except DecodeError as error:
            failed += 1
            assert SECRET not in everything_of(error)
    assert failed > 15


@every_class
def test_no_encode_error_shows_a_value(cls: Any) -> None:
    failed = 0
    for name in [*MEMBERS[cls], "extra"]:
        for value in VALUES:
            try:
                cls(**{name: value}).to_json()
            except ValueError as error:  # the constructor's own for `extra`, else an EncodeError
                failed += 1
                assert SECRET not in everything_of(error)
    assert failed > len(MEMBERS[cls])


# --- JSON text -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "actual"),
    [
        ("", "an empty text"),
        (" \n", "an empty text"),
        (f'{{"name": "{SECRET}",}}', None),  # Python 3.13 reports another position
        (f'{{"name": "{SECRET}"', "truncated text at column 26"),
        (f'{{"name": "{SECRET}', "truncated text at column 10"),
        ('{"metadata":\n{"a": [1, 2', "truncated text at line 2, column 12"),
        (f"{{'name': '{SECRET}'}}", "invalid syntax at column 2"),
        (f"{{}} {SECRET}", "extra data at column 4"),
        ('{}\n{"id":"x"}', "extra data at line 2, column 1"),
        (f"name,email\n{SECRET},", "invalid syntax at column 1"),
        (f'{{\n"name": {SECRET}}}', "invalid syntax at line 2, column 9"),
        ("\ufeff{}", "invalid syntax at column 1"),
        (b'{"name": "hunter2-secret \xff"}', "bytes that aren't UTF-8, UTF-16 or UTF-32"),
        (bytearray(b'{"name": "\xc3"}'), "bytes that aren't UTF-8, UTF-16 or UTF-32"),
        (
            b'{"metadata":{"\xed\xa0\xbd\xed\xb8\x80":1,"\xf0\x9f\x98\x80":2}}',
            "bytes that aren't UTF-8, UTF-16 or UTF-32",
        ),
        (b"\x1f\x8b\x08\x00\x00\x00\x00\x00", "bytes that aren't UTF-8, UTF-16 or UTF-32"),
        ('{"loyalty": {"points": ' + "9" * 5000 + "}}", "an integer with too many digits"),
        pytest.param("[" * 100_000, "text nested too deeply to parse", marks=pytest.mark.needs_stack),
        pytest.param(
            '{"a":' * 100_000 + "1" + "}" * 100_000,
            "text nested too deeply to parse",
            marks=pytest.mark.needs_stack,
        ),
    ],
    ids=lambda value: ascii(value)[:30],
)
def test_invalid_json_raises_decode_error(text: Any, actual: str | None) -> None:
    error = catch(DecodeError, Customer.from_json, text)
    assert (error.path, error.expected) == ((), "JSON")
    assert SECRET not in everything_of(error)
    assert actual in (None, error.actual)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "$: expected JSON text, got null"),
        ({}, "$: expected JSON text, got an object"),
        (memoryview(b"{}"), "$: expected JSON text, got a value of type memoryview"),
        ("null", "$: expected an object, got null"),
        ('"hunter2-secret"', "$: expected an object, got a string"),
        ("1.0", "$: expected an object, got a number"),
        (
            '{"metadata": {"a": 1e999}}',
            "$.metadata.a: expected a JSON value, got a number that is not finite",
        ),
        ('{"id": "x", "a": [0, NaN]}', "$.a[1]: expected a JSON value, got a number that is not finite"),
    ],
    ids=repr,
)
def test_json_that_is_not_an_object_raises_decode_error(text: Any, message: str) -> None:
    assert str(catch(DecodeError, Customer.from_json, text)) == message


def test_an_integer_with_too_many_digits_cannot_be_written_as_text() -> None:
    long: Any = {"metadata": {"a": 10**5000}}
    assert Customer(**long).to_dict() == Customer.from_dict(long).to_dict()
    with pytest.raises(ValueError, match="Exceeds the limit"):
        Customer(**long).to_json()


ROOTS = {
    "null": None, "a string": "{}", "an integer": 0, "a boolean": False, "a value of type bytes": b"{}",
    "a value of type set": {"id"}, "a value of type Customer": Customer(),
}  # fmt: skip


@every_class
def test_a_root_that_is_not_an_object_raises_decode_error(cls: Any) -> None:
    for actual, root in ROOTS.items():
        assert str(catch(DecodeError, cls.from_dict, root)) == f"$: expected an object, got {actual}"


# --- values of foreign types ---------------------------------------------------------------------


class NoTruth:
    """Like `pandas.NA` and a NumPy array: it has no truth value, and comparing it gives none."""

    def __bool__(self) -> bool:
        raise TypeError("the truth of this value is ambiguous")

    def __eq__(self, other: object) -> Any:
        return self

    __ne__ = __eq__
    __hash__ = None  # type: ignore[assignment]


@every_class
def test_a_value_without_a_truth_value_raises_decode_error(cls: Any) -> None:
    for name in [*MEMBERS[cls], "unknown"]:
        for value in (NoTruth(), [NoTruth()], {"a": NoTruth()}):
            assert catch(DecodeError, cls.from_dict, {**full(cls), name: value}).path[0] == name
            written(cls(**({name: value} if name in MEMBERS[cls] else {"extra": {name: value}})))
    error = catch(DecodeError, cls.from_dict, NoTruth())
    assert str(error) == "$: expected an object, got a value of type NoTruth"
    error = catch(ValueError, cls, extra=NoTruth())
    assert str(error) == f"extra of {cls.__name__}: expected a mapping, got a value of type NoTruth"


# --- nesting -------------------------------------------------------------------------------------

WRAPS: list[Callable[[Any], Any]] = [lambda value: {"k": value}, lambda value: [value]]


@pytest.mark.parametrize("wrap", WRAPS, ids=["objects", "arrays"])
def test_opaque_json_can_be_nested_200_deep_and_no_deeper(wrap: Callable[[Any], Any]) -> None:
    within, beyond = nested(200, wrap, {}), nested(201, wrap, {})
    for document in ({"metadata": {"k": nested(199, wrap, {})}}, {"id": "x", "unknown": within}):
        customer = Customer.from_dict(document)
        assert customer.to_dict() == {**DEFAULTS[Customer], **document}
        assert Customer.from_json(customer.to_json()) == customer
        assert pickle.loads(pickle.dumps(customer)) == copy.deepcopy(customer) == customer
    assert CustomerActivityData.from_dict({"balance": within}).to_dict() == {"balance": within}
    for document in ({"metadata": {"k": nested(200, wrap, {})}}, {"id": "x", "unknown": beyond}):
        assert str(read(document)).endswith(TOO_DEEP)
    assert len(read({"id": "x", "unknown": beyond}).path) == 202
    assert str(written(Customer(metadata={"k": nested(200, wrap, {})}))).endswith(TOO_DEEP)
    assert str(written(Customer(extra={"unknown": beyond}))).endswith(TOO_DEEP)
    assert str(written(CustomerActivityData(balance=beyond))).endswith(TOO_DEEP)


@pytest.mark.needs_stack
def test_thousands_of_levels_are_rejected_everywhere() -> None:
    deep = nested(5_000, lambda value: {"k": [value]}, "bottom")
    one_of_each_kind = {repr(kind): (cls, name) for cls in CLASSES for name, kind in MEMBERS[cls].items()}
    for cls, name in [*one_of_each_kind.values(), (Customer, "unknown")]:
        catch(DecodeError, cls.from_dict, {**full(cls), name: deep})
        written(cls(**({name: deep} if name in MEMBERS[cls] else {"extra": {name: deep}})))


def test_circular_values_are_rejected() -> None:
    circle: dict[str, Any] = {"id": "x"}
    circle["self"] = [circle]
    for document in (circle, {"metadata": circle}, {"summary": circle}):
        assert str(read(document)).endswith(TOO_DEEP)
    assert str(written(Customer(metadata=circle))).endswith(TOO_DEEP)
    itself: dict[str, Any] = {}
    itself["data"] = itself
    assert str(catch(DecodeError, CustomerActivity.from_dict, itself)) == f"$.data.data: {DATA_TOO_DEEP}"


DATA_TOO_DEEP = "expected data nested at most 200 deep, got deeper nesting"


def data_in_data(levels: int) -> dict[str, Any]:
    """That many nested `data`."""
    document: dict[str, Any] = nested(levels, lambda value: {"data": value}, {})
    return document


@pytest.mark.parametrize("cls", [CustomerActivity, Webhook])
def test_data_nested_200_deep_can_be_encoded_compared_and_shown(cls: Any) -> None:
    instance = cls.from_dict(data_in_data(200))
    assert instance.to_dict() == data_in_data(200)
    again = cls.from_json(instance.to_json())
    assert again == instance and hash(again) == hash(instance)
    assert repr(instance).startswith(cls.__name__)
    too_deep = cls(data=CustomerActivityData(data=instance.data))
    for error in (catch(DecodeError, cls.from_dict, data_in_data(201)), written(too_deep)):
        assert str(error) == f"$.data.data: {DATA_TOO_DEEP}"


@pytest.mark.needs_stack
def test_data_nested_5000_deep_is_rejected_at_once_despite_a_raised_recursion_limit() -> None:
    # At 6,400 levels, CPython 3.10 crashed with a segmentation fault, and other versions took quadratic time.
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(20_000)
    try:
        text, document = '{"data":' * 5000 + "{}" + "}" * 5000, data_in_data(5000)
        hand_made: Any = nested(5000, lambda data: CustomerActivityData(data=data), None)
        start = time.process_time()
        from_text = catch(DecodeError, CustomerActivity.from_json, text)
        from_dict = catch(DecodeError, Webhook.from_dict, document)
        error = written(hand_made)
        assert time.process_time() - start < 0.5
        assert from_text.path in ((), ("data", "data"))  # 3.12 can't parse text this deep
        assert (from_dict.path, error.path) == (("data", "data"), ("data",))
    finally:
        sys.setrecursionlimit(limit)


@cpython_only
def test_decoding_on_a_nearly_full_stack_raises_decode_error() -> None:
    document = {"metadata": nested(190, lambda value: {"a": value}, 1)}

    def decode_at(depth: int) -> Customer:
        return decode_at(depth - 1) if depth else Customer.from_dict(document)

    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(400)
    try:
        error = catch(DecodeError, decode_at, 200)
    finally:
        sys.setrecursionlimit(limit)
    assert str(error) == "$: expected less deeply nested JSON, got nesting that exceeds the stack"


def test_an_error_at_the_very_end_takes_linear_time() -> None:
    count = 30_000
    start = time.process_time()
    campaigns: dict[str, Any] = {f"c{number}": {} for number in range(count)}
    assert read({"loyalty": {"campaigns": {**campaigns, "last": 1}}}).path[-1] == "last"
    assert read({"referrals": {"campaigns": [{}] * count + [1]}}).path[-1] == count
    assert read({"metadata": {"a": [0] * count + [{1}]}}).path[-1] == count
    assert read({"id": "x", **dict.fromkeys(campaigns, 1), "last": {1}}).path[-1] == "last"
    assert time.process_time() - start < 5
