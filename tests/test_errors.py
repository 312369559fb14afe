# SPDX-License-Identifier: MIT
"""What goes wrong is one of two errors, which say where and what, on one line, and never show a value."""

from __future__ import annotations

import contextlib
import copy
import json
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


def test_an_error_says_where_what_was_expected_and_what_came() -> None:
    error = read(NOT_READ)
    assert error.path == ("referrals", "campaigns", 1, "campaign_id")
    assert (error.expected, error.actual) == ("a string", "an integer")
    assert str(error) == "$.referrals.campaigns[1].campaign_id: expected a string, got an integer"
    other = written(NOT_WRITTEN)
    assert other.path == ("loyalty", "campaigns", "LP 1")
    expected = "expected an instance of CustomerLoyaltyCampaign, got null"
    assert str(other) == f'$.loyalty.campaigns["LP 1"]: {expected}'


def test_both_errors_are_value_errors_and_neither_is_the_other() -> None:
    for error, other in ((DecodeError, EncodeError), (EncodeError, DecodeError)):
        assert issubclass(error, ValueError) and not issubclass(error, other)


def test_an_error_survives_pickling_and_copying() -> None:
    for error in (read(NOT_READ), written(NOT_WRITTEN)):
        pickles = [pickle.dumps(error, protocol) for protocol in range(pickle.HIGHEST_PROTOCOL + 1)]
        for again in (*map(pickle.loads, pickles), copy.copy(error), copy.deepcopy(error)):
            assert (type(again), vars(again), str(again)) == (type(error), vars(error), str(error))


# --- one line of bounded length ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "step"),
    [
        ("LP1", ".LP1"), ("_x", "._x"), ("Gäste", ".Gäste"), ("", '[""]'), ("0", '["0"]'), ("a.b", '["a.b"]'),
        ("Loyalty Upgrade 01/2021", '["Loyalty Upgrade 01/2021"]'), ("Größe 1", '["Größe 1"]'),
        ('say "hi"', r'["say \"hi\""]'), ("back\\slash", r'["back\\slash"]'),
        ("two\nlines", r'["two\nlines"]'), ("\x1b[31m", r'["\u001b[31m"]'),
        ("\u2028", r'["\u2028"]'), ("\ud800", r'["\ud800"]'),
        ("a" * 40, "." + "a" * 40), ("a" * 41, '["' + "a" * 40 + '..."]'),
        ("\n" * 1_000_000, '["' + r"\n" * 40 + '..."]'),
    ],
    ids=lambda text: ascii(text)[:30],
)  # fmt: skip
def test_a_key_that_is_no_identifier_is_quoted_and_a_long_one_is_shortened(key: str, step: str) -> None:
    error = read({"loyalty": {"campaigns": {key: 0}}})
    assert str(error) == f"$.loyalty.campaigns{step}: expected an object, got an integer"
    assert error.path == ("loyalty", "campaigns", key)
    assert len(str(error).splitlines()) == 1
    str(error).encode()


def test_a_long_path_is_shortened_in_the_middle_and_kept_whole_in_the_error() -> None:
    names = [f"k{number}" for number in range(1, 18)]
    value: Any = {1}
    for name in reversed(names):
        value = {name: value}
    steps = "".join(f".{name}" for name in names)
    assert str(read({"metadata": {"a": [value]}})).startswith(f"$.metadata.a[0]{steps}: expected")
    error = read({"metadata": {"a": [[value]]}})
    shown = "$.metadata.a[0][0].k1.k2.k3.k4.k5.k6...(1 more)....k8.k9.k10.k11.k12.k13.k14.k15.k16.k17"
    assert str(error) == f"{shown}: expected a JSON value, got a value of type set"
    assert error.path == ("metadata", "a", 0, 0, *names)


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
    """What a log may show of an error: its texts, its attributes, its traceback, and those it came from."""
    texts = [str(error), repr(error), repr(error.args), repr(vars(error))]
    texts += traceback.format_exception(type(error), error, error.__traceback__)
    texts += [everything_of(other) for other in (error.__cause__, error.__context__) if other]
    return "\n".join(texts)


VALUES: list[Any] = [
    SECRET, [SECRET], {"a": {SECRET}}, SECRET.encode(), Secret(), {"a": [Secret()]}, [float("nan"), SECRET],
    {Secret(): 1}, {(SECRET,): 1},
]  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_no_error_at_decoding_shows_a_value_of_the_payload(value: Any) -> None:
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
def test_no_error_at_encoding_shows_a_value(cls: Any) -> None:
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
        ("", "no text"),
        (" \n", "no text"),
        (f'{{"name": "{SECRET}",}}', None),  # where the fault is, Python 3.13 says in other words
        (f'{{"name": "{SECRET}"', "text that ends too early"),
        (f'{{"name": "{SECRET}', "text that ends too early"),
        ('{"metadata": {"a": [1, 2', "text that ends too early"),
        (f"{{'name': '{SECRET}'}}", "something else from column 2 on"),
        (f"{{}} {SECRET}", "more text from column 4 on"),
        ('{}\n{"id":"x"}', "more text from line 2, column 1 on"),
        (f"name,email\n{SECRET},", "something else from column 1 on"),
        (f'{{\n"name": {SECRET}}}', "something else from line 2, column 9 on"),
        ("\ufeff{}", "something else from column 1 on"),
        (b'{"name": "hunter2-secret \xff"}', "bytes that are not text"),
        (bytearray(b'{"name": "\xc3"}'), "bytes that are not text"),
        (b'{"metadata":{"\xed\xa0\xbd\xed\xb8\x80":1,"\xf0\x9f\x98\x80":2}}', "bytes that are not text"),
        (b"\x1f\x8b\x08\x00\x00\x00\x00\x00", "bytes that are not text"),
        ('{"loyalty": {"points": ' + "9" * 5000 + "}}", "text with an integer too long to convert"),
        ("[" * 100_000, "text nested too deep to read"),
        ('{"a":' * 100_000 + "1" + "}" * 100_000, "text nested too deep to read"),
    ],
    ids=lambda value: ascii(value)[:30],
)
def test_text_that_is_no_json_is_an_error_like_any_other(text: Any, actual: str | None) -> None:
    error = catch(DecodeError, Customer.from_json, text)
    assert (error.path, error.expected) == ((), "JSON")
    assert SECRET not in everything_of(error)
    assert error.__cause__ is None and error.__context__ is None
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
def test_json_of_another_shape_is_an_error_like_any_other(text: Any, message: str) -> None:
    assert str(catch(DecodeError, Customer.from_json, text)) == message


def test_an_integer_too_long_for_text_is_an_error_at_encoding() -> None:
    long: Any = {"metadata": {"a": 10**5000}}
    for customer in (Customer(**long), Customer.from_dict(long)):
        error = catch(EncodeError, customer.to_json)
        assert str(error) == (
            "$: expected an instance that can be written as JSON text,"
            " got one with an integer too long to convert"
        )
        assert error.__context__ is None


ROOTS = {
    "null": None, "a string": "{}", "an integer": 0, "a boolean": False, "a value of type bytes": b"{}",
    "a value of type set": {"id"}, "a value of type Customer": Customer(),
}  # fmt: skip


@every_class
def test_a_root_that_is_no_object_is_an_error_like_any_other(cls: Any) -> None:
    for actual, root in ROOTS.items():
        assert str(catch(DecodeError, cls.from_dict, root)) == f"$: expected an object, got {actual}"


# --- values of foreign types ---------------------------------------------------------------------


class NoTruth:
    """As `pandas.NA` and a numpy array: whether it is true, or equal to anything, cannot be asked."""

    def __bool__(self) -> bool:
        raise TypeError("the truth of this value is ambiguous")

    def __eq__(self, other: object) -> Any:
        return self

    __ne__ = __eq__
    __hash__ = None  # type: ignore[assignment]


@every_class
def test_a_value_whose_truth_cannot_be_asked_is_an_error_like_any_other(cls: Any) -> None:
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
def test_opaque_json_is_nested_two_hundred_deep_and_no_deeper(wrap: Callable[[Any], Any]) -> None:
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


def test_thousands_of_levels_are_an_error_wherever_they_are() -> None:
    deep = nested(5_000, lambda value: {"k": [value]}, "bottom")
    one_of_each_kind = {repr(kind): (cls, name) for cls in CLASSES for name, kind in MEMBERS[cls].items()}
    for cls, name in [*one_of_each_kind.values(), (Customer, "unknown")]:
        catch(DecodeError, cls.from_dict, {**full(cls), name: deep})
        written(cls(**({name: deep} if name in MEMBERS[cls] else {"extra": {name: deep}})))


def test_what_holds_itself_is_an_error() -> None:
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
    """As many `data` in one another."""
    document: dict[str, Any] = nested(levels, lambda value: {"data": value}, {})
    return document


@pytest.mark.parametrize("cls", [CustomerActivity, Webhook])
def test_two_hundred_data_may_stand_in_one_another_and_be_written_compared_and_shown(cls: Any) -> None:
    instance = cls.from_dict(data_in_data(200))
    assert instance.to_dict() == data_in_data(200)
    again = cls.from_json(instance.to_json())
    assert again == instance and hash(again) == hash(instance)
    assert repr(instance).startswith(cls.__name__)
    too_deep = cls(data=CustomerActivityData(data=instance.data))
    for error in (catch(DecodeError, cls.from_dict, data_in_data(201)), written(too_deep)):
        assert str(error) == f"$.data.data: {DATA_TOO_DEEP}"


def test_five_thousand_data_under_a_raised_recursion_limit_are_refused_at_once() -> None:
    # At 6,400 levels CPython 3.10 ended with a segmentation fault, others took time that grew with the
    # square.
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
        assert from_text.path in ((), ("data", "data"))  # 3.12 reads no text that is so deep
        assert (from_dict.path, error.path) == (("data", "data"), ("data",))
    finally:
        sys.setrecursionlimit(limit)


def test_the_customer_is_found_however_deep_a_hand_made_activity_is() -> None:
    customer = Customer(id="cust_1")
    inner = CustomerActivityData(customer=customer)
    data = nested(2000, lambda data: CustomerActivityData(data=data), inner)
    assert CustomerActivity(data=data).customer is Webhook(data=data).customer is customer


FREE = 8
"""How many frames our own calls may take before they can say that the stack is too short."""


@cpython_only
def test_a_full_stack_is_one_of_our_errors_wherever_it_ends() -> None:
    limit = 400
    metadata = '{"metadata":' + '{"a":' * 190 + "1" + "}" * 191
    orders = json.dumps({"data": {"customer": {"summary": {"orders": {"total_count": 1}}}}})
    document, customer = json.loads(metadata), Customer.from_json(metadata)
    webhook = Webhook.from_json(orders)
    calls: list[Callable[[], object]] = [
        lambda: Customer.from_json(metadata),
        lambda: Customer.from_dict(document),
        lambda: Webhook.from_json(orders),
        customer.to_dict,
        customer.to_json,
        webhook.to_json,
    ]

    def at(depth: int, call: Callable[[], object]) -> object:
        return call() if not depth else at(depth - 1, call)

    def free(count: int) -> object:
        return count and free(count - 1)

    before = sys.getrecursionlimit()
    sys.setrecursionlimit(limit)
    try:
        outcomes = set()
        for call in calls:
            for depth in range(limit):
                try:
                    at(depth, lambda: free(FREE))
                except RecursionError:
                    break  # nothing can be called from here on
                try:
                    at(depth, call)
                    outcomes.add("done")
                except (DecodeError, EncodeError) as error:
                    outcomes.add(error.actual)
    finally:
        sys.setrecursionlimit(before)
    texts = {"text nested too deep to read", "objects nested too deep"}  # json's own stack, of another length
    assert outcomes - texts == {"done", "nesting too deep for the stack"}


@cpython_only
def test_an_error_can_be_shown_wherever_it_can_be_raised() -> None:
    documents: list[Any] = [
        None,
        {"id": 1},
        {"summary": {"orders": {"total_count": "1"}}},
        {"a b": {"\n": {1}}},
    ]
    texts = set()

    def at(depth: int, document: Any) -> str:
        if depth:
            return at(depth - 1, document)
        try:
            Customer.from_dict(document)
        except DecodeError as error:
            try:
                return str(error)
            except RecursionError:
                return "not shown"
        return "no error"

    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(200)
    try:
        for document in documents:
            for depth in range(200):
                with contextlib.suppress(RecursionError):  # too near to the end to raise an error of ours
                    texts.add(at(depth, document))
    finally:
        sys.setrecursionlimit(limit)
    too_deep = "expected JSON less deeply nested, got nesting too deep for the stack"
    assert {text for text in texts if not text.endswith(too_deep)} == {
        "$: expected an object, got null",
        "$.id: expected a string, got an integer",
        "$.summary.orders.total_count: expected an integer, got a string",
        '$["a b"]["\\n"]: expected a JSON value, got a value of type set',
    }
    assert f"$: {too_deep}" in texts


def test_time_is_linear_in_what_is_wrong_at_the_very_end() -> None:
    count = 30_000
    start = time.process_time()
    campaigns: dict[str, Any] = {f"c{number}": {} for number in range(count)}
    assert read({"loyalty": {"campaigns": {**campaigns, "last": 1}}}).path[-1] == "last"
    assert read({"referrals": {"campaigns": [{}] * count + [1]}}).path[-1] == count
    assert read({"metadata": {"a": [0] * count + [{1}]}}).path[-1] == count
    assert read({"id": "x", **dict.fromkeys(campaigns, 1), "last": {1}}).path[-1] == "last"
    assert time.process_time() - start < 5
