# SPDX-License-Identifier: MIT
"""Which numbers, timestamps, dates and opaque JSON are accepted, and how they're encoded."""

from __future__ import annotations

import collections
import datetime as dt
import enum
import json
import types
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import pytest

from contract import catch, full, plain
from customer_activity import (
    Customer,
    CustomerActivityData,
    CustomerLoyalty,
    CustomerLoyaltyCampaign,
    DecodeError,
    EncodeError,
)

UTC = dt.timezone.utc


def rows(table: dict[str, list[Any]]) -> list[tuple[Any, str]]:
    return [(value, actual) for actual, values in table.items() for value in values]


class Level(enum.IntEnum):
    HIGH = 3


class Amount(int):
    def __str__(self) -> str:
        return "another"


class Colour(str, enum.Enum):
    RED = "red"


class Name(str):
    def __str__(self) -> str:
        return "another"

    __repr__ = __str__


class Length(float):
    def __repr__(self) -> str:
        return "another"


class Pair(tuple[Any, ...]):
    pass


class Point(NamedTuple):
    x: int
    y: int


# --- integers ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "points"),
    [
        (0, 0), (-5, -5), (10**30, 10**30), (100.0, 100), (-0.0, 0), (1e22, 10**22),
        (Decimal("100.00"), 100), (Decimal("1E+3"), 1000), (Decimal("-0"), 0), (Decimal("1E4299"), 10**4299),
        (Decimal(123456789012345678901234567890), 123456789012345678901234567890),
        (Level.HIGH, 3), (Amount(7), 7),
    ],
    ids=lambda value: repr(value)[:40],
)  # fmt: skip
def test_a_number_without_a_fraction_becomes_an_int(value: Any, points: int) -> None:
    read = CustomerLoyaltyCampaign.from_dict({"points": value}).points
    written = CustomerLoyaltyCampaign(points=value).to_dict()["points"]
    assert (read, type(read), written, type(written)) == (points, int, points, int)


NOT_INTEGERS: dict[str, list[Any]] = {
    "a boolean": [True, False],
    "a number with a fraction": [
        1.5, 1e-9, Decimal("1.5"), Decimal("1E-99999999"), Decimal("1.0000000000000000000000000001"),
    ],
    "a number that is not finite": [
        float("nan"), float("inf"), float("-inf"), Decimal("NaN"), Decimal("sNaN"), Decimal("-Infinity"),
    ],
    "a number with more than 4300 digits": [Decimal("1E4300"), Decimal("1E99999999")],
    "a string": ["100", ""],
    "a value of type bytes": [b"100"],
    "a value of type complex": [1j],
}  # fmt: skip


@pytest.mark.parametrize(("value", "actual"), rows(NOT_INTEGERS), ids=repr)
def test_anything_else_is_rejected_as_an_integer(value: Any, actual: str) -> None:
    expected = f"$.points: expected an integer, got {actual}"
    assert str(catch(DecodeError, CustomerLoyaltyCampaign.from_dict, {"points": value})) == expected
    assert str(catch(EncodeError, CustomerLoyaltyCampaign(points=value).to_dict)) == expected


@pytest.mark.parametrize(
    ("text", "points"), [("99.99999999999999999", 100), ("1e2", 100), ("9007199254740993.0", 2**53)]
)
def test_numbers_in_text_are_read_as_json_reads_them(text: str, points: int) -> None:
    customer = Customer.from_json(f'{{"loyalty": {{"points": {text}}}}}')
    assert customer.loyalty == CustomerLoyalty(points=points)


# --- opaque JSON ------------------------------------------------------------------------------


SAME: list[Any] = [None, True, 0, 10**30, 1.5, 5e-324, "", "\ud800", [], {}, {"a": {"b": [None, {}]}}]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        *((value, value) for value in SAME),
        ((1, (2,)), [1, [2]]), (Pair((1, 2)), [1, 2]), (Point(1, 2), [1, 2]),
        (Level.HIGH, 3), (Colour.RED, "red"), (Name("plain"), "plain"), (Length(1.5), 1.5),
        ({Name("key"): Colour.RED, Colour.RED: 1}, {"key": "red", "red": 1}),
        (Decimal("3.00"), 3), (Decimal("1E2"), 100), (Decimal("4.5"), 4.5), (Decimal("1E-99999999"), 0.0),
        (types.MappingProxyType({"a": (1,)}), {"a": [1]}),
        (collections.OrderedDict(b=1, a=2), {"b": 1, "a": 2}),
    ],
    ids=repr,
)  # fmt: skip
def test_opaque_json_is_copied_to_plain_json(value: Any, written: object) -> None:
    for got in (
        Customer.from_dict({"metadata": {"a": value}}).to_dict()["metadata"]["a"],
        Customer(metadata={"a": value}).to_dict()["metadata"]["a"],
        Customer.from_dict({"id": "x", "unknown": value}).extra["unknown"],
        Customer(extra={"unknown": value}).to_dict()["unknown"],
        CustomerActivityData.from_dict({"balance": value}).balance,
        CustomerActivityData(balance=value, nulls=frozenset({"balance"})).to_dict()["balance"],
        CustomerActivityData(consents=({"a": value},)).to_dict()["consents"][0]["a"],
    ):
        assert json.dumps(got) == json.dumps(written)  # as text, where 1, 1.0 and True differ
        assert plain(got)


NOT_JSON: dict[str, list[Any]] = {
    ".a: expected a JSON value, got a value of type set": [{1}],
    ".a: expected a JSON value, got a value of type bytes": [b"bytes"],
    ".a: expected a JSON value, got a value of type datetime": [dt.datetime(2022, 8, 30, tzinfo=UTC)],
    ".a: expected a JSON value, got a number that is not finite": [
        float("nan"), float("-inf"), Decimal("NaN"), Decimal("Infinity"),
    ],
    ".a: expected a JSON value, got a number with more than 4300 digits": [Decimal("1E99999999")],
    ".a: expected a JSON value, got a number with a fraction": [
        Decimal(f"{10**400}.5"), Decimal(f"-{10**400}.5"),
    ],
    ".a[1][0]: expected a JSON value, got a value of type set": [[0, [{1}]]],
    ".a['b c'].d: expected a JSON value, got a value of type bytes": [{"b c": {"d": b""}}],
    ".a: expected string keys, got an integer as a key": [{1: "x"}],
    ".a: expected string keys, got null as a key": [{None: "x"}],
    ".a: expected string keys, got an array as a key": [{("x", "y"): "x"}],
    ".a[0]: expected string keys, got a value of type bytes as a key": [[{b"k": 1}]],
}  # fmt: skip


@pytest.mark.parametrize(("value", "problem"), rows(NOT_JSON), ids=lambda value: repr(value)[:40])
def test_a_value_that_is_not_json_raises_an_error_with_its_path(value: Any, problem: str) -> None:
    read: Any = Customer.from_dict
    assert str(catch(DecodeError, read, {"metadata": {"a": value}})) == "$.metadata" + problem
    assert str(catch(DecodeError, read, {"id": "x", "a": value})) == "$" + problem
    assert str(catch(EncodeError, Customer(metadata={"a": value}).to_dict)) == "$.metadata" + problem
    assert str(catch(EncodeError, Customer(extra={"a": value}).to_dict)) == "$.extra" + problem


class Hostile(str):
    def lower(self) -> str:
        raise ValueError("hunter2")

    upper = lower


class HostileFloat(float):
    def is_integer(self) -> bool:
        raise ValueError("hunter2")


def test_methods_overridden_by_a_subclass_are_not_called() -> None:
    written = {"loyalty": {"points": 3}, "created_at": "2022-08-30T06:32:07.380Z", "object": "CUSTOMER"}
    hostile = {name: Hostile(value) for name, value in written.items() if isinstance(value, str)}
    assert Customer.from_dict({**hostile, "loyalty": {"points": HostileFloat(3.0)}}).to_dict() == written


# --- timestamps -------------------------------------------------------------------------------

ACCEPTED = {
    # as sent: (in ISO 8601, as written)
    "2022-08-30T06:32:07.380Z": ("2022-08-30T06:32:07.380000+00:00", "2022-08-30T06:32:07.380Z"),
    "2021-04-07T08:04:03Z": ("2021-04-07T08:04:03+00:00", "2021-04-07T08:04:03.000Z"),
    "2024-08-02T11:41:31+00:00": ("2024-08-02T11:41:31+00:00", "2024-08-02T11:41:31.000Z"),
    "2024-08-02T11:41:31-00:00": ("2024-08-02T11:41:31+00:00", "2024-08-02T11:41:31.000Z"),
    "2022-03-09T09:17:07.123456Z": ("2022-03-09T09:17:07.123456+00:00", "2022-03-09T09:17:07.123456Z"),
    "2022-03-09T09:17:07.123000Z": ("2022-03-09T09:17:07.123000+00:00", "2022-03-09T09:17:07.123Z"),
    "2022-03-09T09:17:07.000001Z": ("2022-03-09T09:17:07.000001+00:00", "2022-03-09T09:17:07.000001Z"),
    "2022-03-09t09:17:07z": ("2022-03-09T09:17:07+00:00", "2022-03-09T09:17:07.000Z"),
    "2022-03-09t09:17:07.380z": ("2022-03-09T09:17:07.380000+00:00", "2022-03-09T09:17:07.380Z"),
    "2022-03-09T09:17:07.1Z": ("2022-03-09T09:17:07.100000+00:00", "2022-03-09T09:17:07.100Z"),
    "2022-03-09T09:17:07.12345Z": ("2022-03-09T09:17:07.123450+00:00", "2022-03-09T09:17:07.123450Z"),
    "2022-03-09T09:17:07.1234567Z": ("2022-03-09T09:17:07.123456+00:00", "2022-03-09T09:17:07.123456Z"),
    f"2022-03-09T09:17:07.{'9' * 5000}Z": ("2022-03-09T09:17:07.999999+00:00", "2022-03-09T09:17:07.999999Z"),
    "2022-03-09T09:17:07+05:30": ("2022-03-09T09:17:07+05:30", "2022-03-09T09:17:07.000+05:30"),
    "2022-03-09T09:17:07.5-03:30": ("2022-03-09T09:17:07.500000-03:30", "2022-03-09T09:17:07.500-03:30"),
    "2022-03-09T09:17:07-00:01": ("2022-03-09T09:17:07-00:01", "2022-03-09T09:17:07.000-00:01"),
    "2024-02-29T00:00:00Z": ("2024-02-29T00:00:00+00:00", "2024-02-29T00:00:00.000Z"),
    "2022-12-31T23:59:59.999Z": ("2022-12-31T23:59:59.999000+00:00", "2022-12-31T23:59:59.999Z"),
    "2022-12-31T20:00:00.000Z": ("2022-12-31T20:00:00+00:00", "2022-12-31T20:00:00.000Z"),
    "0001-01-01T00:00:00+23:59": ("0001-01-01T00:00:00+23:59", "0001-01-01T00:00:00.000+23:59"),
    "2000-01-31T00:00:00Z": ("2000-01-31T00:00:00+00:00", "2000-01-31T00:00:00.000Z"),
    "9999-12-31T23:59:59-23:59": ("9999-12-31T23:59:59-23:59", "9999-12-31T23:59:59.000-23:59"),
}


@pytest.mark.parametrize(("text", "moment"), ACCEPTED.items(), ids=[text[:40] for text in ACCEPTED])
def test_a_timestamp_keeps_its_offset(text: str, moment: tuple[str, str]) -> None:
    for given in (text, Name(text)):
        customer = Customer.from_dict({"created_at": given})
        got = customer.created_at
        assert got is not None and type(got) is dt.datetime
        assert (got.isoformat(), customer.to_dict()["created_at"]) == moment
        assert Customer.from_dict(customer.to_dict()) == customer


OTHER_FORMAT = "a string in another format"
NONEXISTENT = "a date or time that doesn't exist"
NOT_TIMESTAMPS: dict[str, list[Any]] = {
    OTHER_FORMAT: [
        # no offset, not even at the usual length; a date alone; something else for T
        "2022-08-30T06:32:07", "2022-08-30T06:32:07.380", "2022-08-30T06:32:07.3801", "2022-08-30",
        "2022-08-30 06:32:07.380Z", "2022-08-30_06:32:07.380Z", "2022-08-30\ud80006:32:07.380Z",
        # ISO weeks, ordinal dates, basic format
        "2022-W35-2T06:32:07Z", "2022-W35-2T06:32:07.380Z", "2022W35-06T32:07.38.00Z", "2022-242T06:32:07Z",
        "20220830T063207Z", "20220830T063207.1234567Z", "20220830T06:32:07.38000Z", "2022-08-30T063207.380Z",
        # 24:00 and later, no seconds, other separators and signs, single digits, five-digit years
        "2022-08-30T24:00:00Z", "2022-12-31T24:00:00.000Z", "2022-08-30T25:00:00.000Z", "2022-08-30T06:32Z",
        "2022-08-30T06:32:07,380Z", "2022-08-30T06:32:07.Z", "2022-08-30T06:32:07.3.0Z",
        "2022-08-30T06:32:-7.380Z", "2_22-08-30T06:32:07.380Z", "2022-8-30T6:32:7Z", "12022-08-30T06:32:07Z",
        "+002022-08-30T06:32:07Z",
        # offsets with seconds, of a day or more, in other formats
        "2022-08-30T06:32:07+05:30:15", "2022-08-30T06:32:07+24:00", "2022-08-30T06:32:07+05:60",
        "2022-08-30T06:32:07+05", "2022-08-30T06:32:07+0530", "2022-08-30T06:32:07\u221205:30",
        "2022-08-30T06:32:07Z+00:00", "2022-08-30T06:32:07Z[Europe/Warsaw]",
        # space, NUL and digits that are not ASCII
        "", " 2022-08-30T06:32:07.380Z", "2022-08-30T06:32:07.380Z ", "2022-08-30T06:32:07.380Z\n",
        "2022-08-30T06:32:07.38\nZ", "2022-08-30T06:32:07.12\0Z", "2022-08-30T06:32:07.380Z\0",
        "٢٠٢٢-٠٨-٣٠T٠٦:٣٢:٠٧.٣٨٠Z", "2022-08-30T06:32:07.38\uff10Z", "2022-08-30T06:32:0\u00b2.380Z",
    ],
    NONEXISTENT: [
        "2022-08-30T06:60:00.000Z", "2022-08-30T06:32:60Z", "2016-12-31T23:59:60.000Z",
        "2022-02-30T06:32:07.380Z", "2023-02-29T06:32:07Z", "2022-13-01T06:32:07.380Z",
        "2022-08-00T06:32:07.380Z", "0000-01-01T00:00:00.000Z",
    ],
    "a number with a fraction": [1661841127.38],
    "a value of type bytes": [b"2022-08-30T06:32:07.380Z"],
}  # fmt: skip


@pytest.mark.parametrize(("value", "actual"), rows(NOT_TIMESTAMPS), ids=ascii)
def test_anything_else_is_rejected_as_a_timestamp(value: Any, actual: str) -> None:
    assert str(catch(DecodeError, Customer.from_dict, {"created_at": value})) == (
        f"$.created_at: expected a timestamp with an offset (RFC 3339), got {actual}"
    )


class Clock(dt.tzinfo):
    """A zone with the given offset, or one that raises the given exception."""

    def __init__(self, offset: Any) -> None:
        self.offset = offset

    def utcoffset(self, when: dt.datetime | None) -> Any:
        if isinstance(self.offset, Exception):
            raise self.offset
        return self.offset

    def dst(self, when: dt.datetime | None) -> None: ...

    def tzname(self, when: dt.datetime | None) -> None: ...


def at(zone: Any) -> dt.datetime:
    return dt.datetime(2022, 8, 30, 6, 32, 7, 380000, zone)


@pytest.mark.parametrize(("minutes", "written"), [(0, "Z"), (90, "+01:30"), (-90, "-01:30"), (840, "+14:00")])
def test_a_datetime_is_encoded_with_its_offset(minutes: int, written: str) -> None:
    offset = dt.timedelta(minutes=minutes)
    for zone in (dt.timezone(offset), Clock(offset)):
        customer = Customer(created_at=at(zone))
        assert customer.to_dict()["created_at"] == f"2022-08-30T06:32:07.380{written}"
        assert Customer.from_dict(customer.to_dict()) == customer


class NaT(dt.datetime):
    """Like pandas.NaT: an instance of datetime without a time."""

    def utcoffset(self) -> dt.timedelta | None:
        raise ValueError("NaTType does not support utcoffset")


class OddDatetime(dt.datetime):
    """A subclass can return anything, while datetime itself checks what a zone returns."""

    answer: Any

    def utcoffset(self) -> Any:
        return type(self).answer


class TextOffset(OddDatetime):
    answer = "+01:00"


class NineDayOffset(OddDatetime):
    answer = dt.timedelta(days=9)


WITH_OFFSET = "expected a datetime with an offset, got"
SECONDS = "expected an offset in whole minutes, got one with seconds"
NO_ZONE: Any = dt.tzinfo
UNWRITABLE: dict[str, tuple[Any, str]] = {
    "naive": (dt.datetime(2022, 8, 30), f"{WITH_OFFSET} one without"),
    "a zone without offset": (at(Clock(None)), f"{WITH_OFFSET} one without"),
    "seconds": (at(Clock(dt.timedelta(seconds=1))), SECONDS),
    "microseconds": (at(dt.timezone(dt.timedelta(hours=-1, microseconds=1))), SECONDS),
    "pandas.NaT": (NaT(2022, 1, 1), f"{WITH_OFFSET} one without"),
    "a zone that raises": (at(Clock(ArithmeticError("hunter2"))), f"{WITH_OFFSET} one without"),
    "the abstract tzinfo": (at(NO_ZONE()), f"{WITH_OFFSET} one without"),
    "another type": (at(Clock(60)), f"{WITH_OFFSET} one without"),
    "25 hours": (at(Clock(dt.timedelta(hours=25))), f"{WITH_OFFSET} one without"),
    "text, from a subclass": (TextOffset(2022, 1, 1), f"{WITH_OFFSET} one without"),
    "nine days, from a subclass": (NineDayOffset(2022, 1, 1), f"{WITH_OFFSET} one without"),
    "a date": (dt.date(2022, 8, 30), f"{WITH_OFFSET} a value of type date"),
    "text": ("2022-08-30T06:32:07.380Z", f"{WITH_OFFSET} a string"),
}


@pytest.mark.parametrize(("value", "problem"), UNWRITABLE.values(), ids=UNWRITABLE)
def test_a_datetime_that_cannot_be_encoded_raises_an_error(value: Any, problem: str) -> None:
    error = catch(EncodeError, Customer(updated_at=value).to_dict)
    assert str(error) == f"$.updated_at: {problem}"
    assert error.__suppress_context__ or error.__context__ is None


# --- dates ------------------------------------------------------------------------------------


DATES = {
    dt.date(1, 1, 1): ["0001-01-01"],
    dt.date(2000, 1, 31): ["2000-01-31"],
    dt.date(9999, 12, 31): ["9999-12-31"],
    dt.date(2024, 2, 29): ["2024-02-29", "2024-02-29T00:00:00Z", "2024-02-29t00:00:00.000000000z"],
    dt.date(1990, 12, 31): ["1990-12-31T00:00:00+00:00", "1990-12-31T00:00:00.000+14:00"],
}


@pytest.mark.parametrize(("text", "day"), [(text, day) for day, texts in DATES.items() for text in texts])
def test_a_date_is_accepted_alone_or_as_midnight(text: str, day: dt.date) -> None:
    for given in (text, Name(text)):
        customer = Customer.from_dict({"birthday": given, "birthdate": given})
        assert (customer.birthday, customer.birthdate) == (day, day)
        assert type(customer.birthday) is dt.date
        assert customer.to_dict()["birthdate"] == text[:10]


NOT_DATES: dict[str, list[Any]] = {
    "a timestamp that is not at midnight": [
        "1990-12-31T00:00:01Z", "1990-12-31T00:00:00.001Z", "1990-12-31T22:00:00.000Z",
        "1990-12-31T10:00:00Z", "1990-12-31T00:00:00.0000001Z",
    ],
    OTHER_FORMAT: [
        "1990-12-31T00:00:00", "1990-12-31T24:00:00Z", "1990-12-31 00:00:00Z", "1990-12-31Z", "1990-W01-1",
        "19901231", "1990-365", "1990-1-1", "90-12-31", "31.12.1990", "1990-12-31 ", " 1990-12-31",
        "1990-12-3\n", "1990-12-3\0", "1990-12-3\u0661", "1990-1_-31", "١٩٩٠-١٢-٣١", "",
    ],
    NONEXISTENT: ["1990-02-30", "0000-01-01", "1990-02-30T00:00:00Z"],
    "an integer": [662601600],
    "a value of type date": [dt.date(1990, 12, 31)],
}  # fmt: skip


@pytest.mark.parametrize(("value", "actual"), rows(NOT_DATES), ids=ascii)
def test_anything_else_is_rejected_as_a_date(value: Any, actual: str) -> None:
    assert str(catch(DecodeError, Customer.from_dict, {"birthdate": value})) == (
        f"$.birthdate: expected a date (YYYY-MM-DD), got {actual}"
    )


class Day(dt.date):
    pass


def test_a_date_can_be_a_subclass_but_not_a_datetime() -> None:
    assert Customer(birthdate=Day(1990, 12, 31)).to_dict()["birthdate"] == "1990-12-31"
    for value in (dt.datetime(1990, 12, 31, tzinfo=UTC), dt.datetime(1990, 12, 31)):
        error = catch(EncodeError, Customer(birthdate=value).to_dict)
        assert str(error) == "$.birthdate: expected a date, got a value of type datetime"


# --- types of the input ----------------------------------------------------------------------


class Readonly(Mapping[str, Any]):
    """A mapping that isn't a dict, with no method of its own for copies."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data

    def __getitem__(self, key: str) -> Any:
        return self.data[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.data)

    def __len__(self) -> int:
        return len(self.data)


class Dict(dict[str, Any]):
    pass


class List(list[Any]):
    pass


def rebuilt(value: Any, mapping: Any, array: Any) -> Any:
    if isinstance(value, dict):
        return mapping({key: rebuilt(item, mapping, array) for key, item in value.items()})
    if isinstance(value, list):
        return array([rebuilt(item, mapping, array) for item in value])
    return value


@pytest.mark.parametrize("array", [list, tuple, List, Pair])
@pytest.mark.parametrize(
    "mapping", [Readonly, Dict, collections.OrderedDict, collections.ChainMap, types.MappingProxyType]
)
def test_any_mapping_is_an_object_and_lists_and_tuples_are_arrays(mapping: Any, array: Any) -> None:
    document = {**full(CustomerActivityData), "customer": {**full(Customer), "unknown": [{"a": [1]}]}}
    data = CustomerActivityData.from_dict(rebuilt(document, mapping, array))
    assert data == CustomerActivityData.from_dict(document)
    assert plain(data.to_dict())
    assert data.to_dict() == document


def test_decoding_adds_no_keys_to_a_defaultdict() -> None:
    document: Any = collections.defaultdict(lambda: "invented", id="cust_1")
    assert Customer.from_dict(document) == Customer(id="cust_1")
    assert dict(document) == {"id": "cust_1"}


def test_subclasses_of_str_and_int_become_plain_values() -> None:
    campaigns: Any = {Name("LP1"): {"points": Level.HIGH}}
    document = {Name("name"): Name("N"), "object": Name("Customer"), "loyalty": {"campaigns": campaigns}}
    read = Customer.from_dict(document)
    assert (type(read.name), type(read.object)) == (str, str)
    made = Customer(
        name=Name("N"),
        object=Name("Customer"),
        loyalty=CustomerLoyalty(campaigns={Name("LP1"): CustomerLoyaltyCampaign(points=Level.HIGH)}),
    )
    for customer in (read, made):
        assert plain(customer.to_dict())
        assert customer.to_json() == (
            '{"loyalty":{"campaigns":{"LP1":{"points":3}}},"object":"Customer","name":"N"}'
        )


def test_text_can_be_a_string_or_bytes() -> None:
    for convert in (str, str.encode, lambda text: bytearray(text, "utf-8"), Name):
        assert Customer.from_json(convert('{"name": "Zoë"}')) == Customer(name="Zoë")
    assert Customer.from_json(b'\xef\xbb\xbf{"name": "Zo\xc3\xab"}') == Customer(name="Zoë")


def test_text_is_compact_and_ascii() -> None:
    customer = Customer(name="Zoë", metadata={"a": [1, 2.5, True, None], "\ud800": "/"})
    assert customer.to_json() == (
        '{"object":"customer","name":"Zo\\u00eb","metadata":{"a":[1,2.5,true,null],"\\ud800":"/"}}'
    )
