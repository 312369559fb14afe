# SPDX-License-Identifier: MIT
"""Which numbers, timestamps, dates and opaque JSON are taken, and how they are written."""

from __future__ import annotations

import collections
import datetime as dt
import enum
import json
import types
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import pytest

from contract import full, plain
from customer_activity import (
    Customer,
    CustomerActivityData,
    CustomerLoyalty,
    CustomerLoyaltyCampaign,
    DecodeError,
    EncodeError,
)

UTC = dt.timezone.utc


def message_of(error: type[Exception], action: Callable[[], object]) -> str:
    with pytest.raises(error) as caught:
        action()
    assert type(caught.value) is error
    return str(caught.value)


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


# --- 5: integers ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "points"),
    [
        (0, 0),
        (-5, -5),
        (10**30, 10**30),
        (100.0, 100),
        (-0.0, 0),
        (1e22, 10**22),
        (Decimal(100), 100),
        (Decimal("100.00"), 100),
        (Decimal("1E+3"), 1000),
        (Decimal("-0"), 0),
        (Decimal("1E4299"), 10**4299),
        (Decimal(123456789012345678901234567890), 123456789012345678901234567890),
        (Level.HIGH, 3),
        (Amount(7), 7),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_a_whole_number_is_held_as_an_int(value: Any, points: int) -> None:
    read = CustomerLoyaltyCampaign.from_dict({"points": value}).points
    written = CustomerLoyaltyCampaign(points=value).to_dict()["points"]
    assert (read, type(read), written, type(written)) == (points, int, points, int)


@pytest.mark.parametrize(
    ("value", "actual"),
    [
        (True, "a boolean"),
        (False, "a boolean"),
        (1.5, "a number with a fraction"),
        (1e-9, "a number with a fraction"),
        (Decimal("1.5"), "a number with a fraction"),
        (Decimal("1E-99999999"), "a number with a fraction"),
        (Decimal("1.0000000000000000000000000001"), "a number with a fraction"),
        (float("nan"), "a number that is not finite"),
        (float("inf"), "a number that is not finite"),
        (float("-inf"), "a number that is not finite"),
        (Decimal("NaN"), "a number that is not finite"),
        (Decimal("sNaN"), "a number that is not finite"),
        (Decimal("-Infinity"), "a number that is not finite"),
        (Decimal("1E4300"), "a number of more than 4300 digits"),
        (Decimal("1E99999999"), "a number of more than 4300 digits"),
        ("100", "a string"),
        ("", "a string"),
        (b"100", "a value of type bytes"),
        (1j, "a value of type complex"),
    ],
    ids=repr,
)
def test_anything_but_a_whole_number_is_an_error(value: Any, actual: str) -> None:
    expected = f"$.points: expected an integer, got {actual}"
    assert message_of(DecodeError, lambda: CustomerLoyaltyCampaign.from_dict({"points": value})) == expected
    assert message_of(EncodeError, CustomerLoyaltyCampaign(points=value).to_dict) == expected


@pytest.mark.parametrize(
    ("text", "points"), [("99.99999999999999999", 100), ("1e2", 100), ("9007199254740993.0", 2**53)]
)
def test_text_has_the_numbers_that_json_reads(text: str, points: int) -> None:
    customer = Customer.from_json(f'{{"loyalty": {{"points": {text}}}}}')
    assert customer.loyalty == CustomerLoyalty(points=points)


# --- 6: opaque JSON ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, None),
        (True, True),
        (0, 0),
        (10**30, 10**30),
        (1.5, 1.5),
        (5e-324, 5e-324),
        ("", ""),
        ("2022-08-30T06:32:07.380Z", "2022-08-30T06:32:07.380Z"),
        ("\ud800", "\ud800"),
        ([], []),
        ({}, {}),
        ((1, (2,)), [1, [2]]),
        (Pair((1, 2)), [1, 2]),
        (Point(1, 2), [1, 2]),
        ({"a": {"b": [None, {}]}}, {"a": {"b": [None, {}]}}),
        (Level.HIGH, 3),
        (Colour.RED, "red"),
        (Name("plain"), "plain"),
        (Length(1.5), 1.5),
        ({Name("key"): Colour.RED, Colour.RED: 1}, {"key": "red", "red": 1}),
        (Decimal(3), 3),
        (Decimal("3.00"), 3),
        (Decimal("1E2"), 100),
        (Decimal("4.5"), 4.5),
        (Decimal("1E-99999999"), 0.0),
        (types.MappingProxyType({"a": (1,)}), {"a": [1]}),
        (collections.OrderedDict(b=1, a=2), {"b": 1, "a": 2}),
    ],
    ids=repr,
)
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


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ({1}, ".a: expected a JSON value, got a value of type set"),
        (frozenset(), ".a: expected a JSON value, got a value of type frozenset"),
        (b"bytes", ".a: expected a JSON value, got a value of type bytes"),
        (float("nan"), ".a: expected a JSON value, got a number that is not finite"),
        (float("-inf"), ".a: expected a JSON value, got a number that is not finite"),
        (Decimal("NaN"), ".a: expected a JSON value, got a number that is not finite"),
        (Decimal("Infinity"), ".a: expected a JSON value, got a number that is not finite"),
        (Decimal("1E99999999"), ".a: expected a JSON value, got a number of more than 4300 digits"),
        (Decimal(f"{10**400}.5"), ".a: expected a JSON value, got a number with a fraction"),
        (Decimal(f"-{10**400}.5"), ".a: expected a JSON value, got a number with a fraction"),
        (dt.datetime(2022, 8, 30, tzinfo=UTC), ".a: expected a JSON value, got a value of type datetime"),
        (range(3), ".a: expected a JSON value, got a value of type range"),
        ([0, [{1}]], ".a[1][0]: expected a JSON value, got a value of type set"),
        ({"b c": {"d": b""}}, '.a["b c"].d: expected a JSON value, got a value of type bytes'),
        ({1: "x"}, ".a: expected string keys, got a key that is an integer"),
        ({None: "x"}, ".a: expected string keys, got a key that is null"),
        ({("x", "y"): "x"}, ".a: expected string keys, got a key that is an array"),
        ([{b"k": 1}], ".a[0]: expected string keys, got a key that is a value of type bytes"),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_what_is_no_json_is_an_error_with_its_path(value: Any, problem: str) -> None:
    read: Any = Customer.from_dict
    assert message_of(DecodeError, lambda: read({"metadata": {"a": value}})) == "$.metadata" + problem
    assert message_of(DecodeError, lambda: read({"id": "x", "a": value})) == "$" + problem
    assert message_of(EncodeError, Customer(metadata={"a": value}).to_dict) == "$.metadata" + problem
    assert message_of(EncodeError, Customer(extra={"a": value}).to_dict) == "$.extra" + problem


@pytest.mark.parametrize("name", ["two\nlines", "x" * 41, "", "a b"], ids=ascii)
def test_a_type_whose_name_could_forge_a_line_is_not_named(name: str) -> None:
    value = type(name, (), {})()
    read: Any = Customer.from_dict
    assert message_of(DecodeError, lambda: read({"email": value})) == (
        "$.email: expected a string, got a value of another type"
    )


class Hostile(str):
    def lower(self) -> str:
        raise ValueError("hunter2")

    upper = lower


class HostileFloat(float):
    def is_integer(self) -> bool:
        raise ValueError("hunter2")


def test_methods_that_a_subclass_overrides_are_not_asked() -> None:
    customer = Customer.from_dict(
        {
            "object": Hostile("CUSTOMER"),
            "created_at": Hostile("2022-08-30T06:32:07.380Z"),
            "loyalty": {"points": HostileFloat(3.0)},
        }
    )
    assert customer.to_dict() == {
        "loyalty": {"points": 3},
        "created_at": "2022-08-30T06:32:07.380Z",
        "object": "CUSTOMER",
    }


# --- 8: timestamps -------------------------------------------------------------------------------


def offset(minutes: int) -> dt.timezone:
    return dt.timezone(dt.timedelta(minutes=minutes))


def moment(*parts: int, zone: dt.tzinfo = UTC) -> dt.datetime:
    year, month, day, hour, minute, second, microsecond = parts
    return dt.datetime(year, month, day, hour, minute, second, microsecond, zone)


NOON = (2022, 3, 9, 9, 17, 7)
TAKEN = [
    ("2022-08-30T06:32:07.380Z", moment(2022, 8, 30, 6, 32, 7, 380000), "2022-08-30T06:32:07.380Z"),
    ("2021-04-07T08:04:03Z", moment(2021, 4, 7, 8, 4, 3, 0), "2021-04-07T08:04:03.000Z"),
    ("2024-08-02T11:41:31+00:00", moment(2024, 8, 2, 11, 41, 31, 0), "2024-08-02T11:41:31.000Z"),
    ("2024-08-02T11:41:31-00:00", moment(2024, 8, 2, 11, 41, 31, 0), "2024-08-02T11:41:31.000Z"),
    ("2022-03-09T09:17:07.123456Z", moment(*NOON, 123456), "2022-03-09T09:17:07.123456Z"),
    ("2022-03-09T09:17:07.123000Z", moment(*NOON, 123000), "2022-03-09T09:17:07.123Z"),
    ("2022-03-09T09:17:07.000001Z", moment(*NOON, 1), "2022-03-09T09:17:07.000001Z"),
    ("2022-03-09t09:17:07z", moment(*NOON, 0), "2022-03-09T09:17:07.000Z"),
    ("2022-03-09t09:17:07.380z", moment(*NOON, 380000), "2022-03-09T09:17:07.380Z"),
    ("2022-03-09T09:17:07.380z", moment(*NOON, 380000), "2022-03-09T09:17:07.380Z"),
    ("2022-03-09T09:17:07.1Z", moment(*NOON, 100000), "2022-03-09T09:17:07.100Z"),
    ("2022-03-09T09:17:07.12345Z", moment(*NOON, 123450), "2022-03-09T09:17:07.123450Z"),
    ("2022-03-09T09:17:07.1234567Z", moment(*NOON, 123456), "2022-03-09T09:17:07.123456Z"),
    ("2022-03-09T09:17:07.999999999Z", moment(*NOON, 999999), "2022-03-09T09:17:07.999999Z"),
    ("2022-03-09T09:17:07." + "9" * 5000 + "Z", moment(*NOON, 999999), "2022-03-09T09:17:07.999999Z"),
    ("2022-03-09T09:17:07+05:30", moment(*NOON, 0, zone=offset(330)), "2022-03-09T09:17:07.000+05:30"),
    (
        "2022-03-09T09:17:07.5-03:30",
        moment(*NOON, 500000, zone=offset(-210)),
        "2022-03-09T09:17:07.500-03:30",
    ),
    ("2022-03-09T09:17:07-00:01", moment(*NOON, 0, zone=offset(-1)), "2022-03-09T09:17:07.000-00:01"),
    ("2022-03-09T09:17:07+23:59", moment(*NOON, 0, zone=offset(1439)), "2022-03-09T09:17:07.000+23:59"),
    ("2022-03-09T09:17:07-23:59", moment(*NOON, 0, zone=offset(-1439)), "2022-03-09T09:17:07.000-23:59"),
    ("2024-02-29T00:00:00Z", moment(2024, 2, 29, 0, 0, 0, 0), "2024-02-29T00:00:00.000Z"),
    ("2022-12-31T23:59:59.999Z", moment(2022, 12, 31, 23, 59, 59, 999000), "2022-12-31T23:59:59.999Z"),
    ("2022-12-31T20:00:00.000Z", moment(2022, 12, 31, 20, 0, 0, 0), "2022-12-31T20:00:00.000Z"),
    ("0001-01-01T00:00:00Z", moment(1, 1, 1, 0, 0, 0, 0), "0001-01-01T00:00:00.000Z"),
    (
        "0001-01-01T00:00:00+23:59",
        moment(1, 1, 1, 0, 0, 0, 0, zone=offset(1439)),
        "0001-01-01T00:00:00.000+23:59",
    ),
    (
        "9999-12-31T23:59:59-23:59",
        moment(9999, 12, 31, 23, 59, 59, 0, zone=offset(-1439)),
        "9999-12-31T23:59:59.000-23:59",
    ),
]


@pytest.mark.parametrize(("text", "value", "written"), TAKEN, ids=[row[0][:40] for row in TAKEN])
def test_a_timestamp_is_taken_with_its_offset(text: str, value: dt.datetime, written: str) -> None:
    for given in (text, Name(text)):
        customer = Customer.from_dict({"created_at": given})
        got = customer.created_at
        assert got is not None and type(got) is dt.datetime
        assert (got.replace(tzinfo=None), got.utcoffset()) == (value.replace(tzinfo=None), value.utcoffset())
        assert customer.to_dict()["created_at"] == written
        assert Customer.from_dict(customer.to_dict()) == customer


OTHER_FORM = "a string of another form"
NOT_THERE = "one that does not exist"
REFUSED = {
    "no offset": ("2022-08-30T06:32:07", OTHER_FORM),
    "no offset with fraction": ("2022-08-30T06:32:07.380", OTHER_FORM),
    "no offset, of the usual length": ("2022-08-30T06:32:07.3801", OTHER_FORM),
    "date alone": ("2022-08-30", OTHER_FORM),
    "space for T": ("2022-08-30 06:32:07.380Z", OTHER_FORM),
    "underscore for T": ("2022-08-30_06:32:07.380Z", OTHER_FORM),
    "ISO week": ("2022-W35-2T06:32:07Z", OTHER_FORM),
    "ISO week, of the usual length": ("2022-W35-2T06:32:07.380Z", OTHER_FORM),
    "ISO week and T where they should be": ("2022W35-06T32:07.38.00Z", OTHER_FORM),
    "ordinal date": ("2022-242T06:32:07Z", OTHER_FORM),
    "basic format": ("20220830T063207Z", OTHER_FORM),
    "basic format, of the usual length": ("20220830T063207.1234567Z", OTHER_FORM),
    "basic date": ("20220830T06:32:07.38000Z", OTHER_FORM),
    "basic time": ("2022-08-30T063207.380Z", OTHER_FORM),
    "basic time, of the usual length": ("2022-08-30T063207.380000Z", OTHER_FORM),
    "no seconds": ("2022-08-30T06:32Z", OTHER_FORM),
    "24:00": ("2022-08-30T24:00:00Z", OTHER_FORM),
    "24:00 with fraction": ("2022-08-30T24:00:00.000Z", OTHER_FORM),
    "24:00 at the end of the year": ("2022-12-31T24:00:00.000Z", OTHER_FORM),
    "hour 25": ("2022-08-30T25:00:00.000Z", OTHER_FORM),
    "minute 60": ("2022-08-30T06:60:00.000Z", NOT_THERE),
    "second 60": ("2022-08-30T06:32:60Z", NOT_THERE),
    "leap second": ("2016-12-31T23:59:60.000Z", NOT_THERE),
    "comma": ("2022-08-30T06:32:07,380Z", OTHER_FORM),
    "point without digits": ("2022-08-30T06:32:07.Z", OTHER_FORM),
    "two points": ("2022-08-30T06:32:07.3.0Z", OTHER_FORM),
    "offset with seconds": ("2022-08-30T06:32:07+05:30:15", OTHER_FORM),
    "offset beyond a day": ("2022-08-30T06:32:07+24:00", OTHER_FORM),
    "offset with minute 60": ("2022-08-30T06:32:07+05:60", OTHER_FORM),
    "offset of hours": ("2022-08-30T06:32:07+05", OTHER_FORM),
    "offset without colon": ("2022-08-30T06:32:07+0530", OTHER_FORM),
    "offset with a minus of typography": ("2022-08-30T06:32:07\u221205:30", OTHER_FORM),
    "offset twice": ("2022-08-30T06:32:07Z+00:00", OTHER_FORM),
    "name of a zone in brackets": ("2022-08-30T06:32:07Z[Europe/Warsaw]", OTHER_FORM),
    "space before": (" 2022-08-30T06:32:07.380Z", OTHER_FORM),
    "space behind": ("2022-08-30T06:32:07.380Z ", OTHER_FORM),
    "newline behind": ("2022-08-30T06:32:07.380Z\n", OTHER_FORM),
    "newline within, of the usual length": ("2022-08-30T06:32:07.38\nZ", OTHER_FORM),
    "Arabic digits": ("٢٠٢٢-٠٨-٣٠T٠٦:٣٢:٠٧.٣٨٠Z", OTHER_FORM),
    "one full-width digit": ("2022-08-30T06:32:07.38\uff10Z", OTHER_FORM),
    "one superscript digit": ("2022-08-30T06:32:0\u00b2.380Z", OTHER_FORM),
    "NUL before Z": ("2022-08-30T06:32:07.12\0Z", OTHER_FORM),
    "NUL behind a first Z": ("2022-08-30T06:32:07.1Z\0Z", OTHER_FORM),
    "NULs behind a point and Z": ("2022-08-30T06:32:07.Z\0\0Z", OTHER_FORM),
    "NUL behind": ("2022-08-30T06:32:07.380Z\0", OTHER_FORM),
    "lone surrogate for T": ("2022-08-30\ud80006:32:07.380Z", OTHER_FORM),
    "lone surrogate in the fraction": ("2022-08-30T06:32:07.\ud80080Z", OTHER_FORM),
    "Feb 30": ("2022-02-30T06:32:07.380Z", NOT_THERE),
    "Feb 29 of a common year": ("2023-02-29T06:32:07Z", NOT_THERE),
    "month 13": ("2022-13-01T06:32:07.380Z", NOT_THERE),
    "day 0": ("2022-08-00T06:32:07.380Z", NOT_THERE),
    "year 0000": ("0000-01-01T00:00:00.000Z", NOT_THERE),
    "year of five digits": ("12022-08-30T06:32:07Z", OTHER_FORM),
    "year with sign": ("+002022-08-30T06:32:07Z", OTHER_FORM),
    "one digit each": ("2022-8-30T6:32:7Z", OTHER_FORM),
    "sign within": ("2022-08-30T06:32:-7.380Z", OTHER_FORM),
    "underscore within": ("2_22-08-30T06:32:07.380Z", OTHER_FORM),
    "empty": ("", OTHER_FORM),
    "a number": (1661841127.38, "a number with a fraction"),
    "bytes": (b"2022-08-30T06:32:07.380Z", "a value of type bytes"),
}


@pytest.mark.parametrize(("value", "actual"), REFUSED.values(), ids=REFUSED)
def test_anything_else_is_no_timestamp(value: Any, actual: str) -> None:
    assert message_of(DecodeError, lambda: Customer.from_dict({"created_at": value})) == (
        f"$.created_at: expected a timestamp with an offset (RFC 3339), got {actual}"
    )


class Clock(dt.tzinfo):
    """A zone whose offset is what it is given, or raises what it is given."""

    def __init__(self, offset: Any) -> None:
        self.offset = offset

    def utcoffset(self, when: dt.datetime | None) -> Any:
        if isinstance(self.offset, Exception):
            raise self.offset
        return self.offset

    def dst(self, when: dt.datetime | None) -> None: ...

    def tzname(self, when: dt.datetime | None) -> None: ...


NO_ZONE: Any = dt.tzinfo


@pytest.mark.parametrize(
    ("zone", "written"),
    [
        (UTC, "Z"),
        (offset(0), "Z"),
        (offset(90), "+01:30"),
        (offset(-90), "-01:30"),
        (Clock(dt.timedelta(0)), "Z"),
        (Clock(dt.timedelta(hours=14)), "+14:00"),
    ],
    ids=str,
)
def test_a_hand_made_datetime_is_written_with_its_offset(zone: dt.tzinfo, written: str) -> None:
    customer = Customer(created_at=dt.datetime(2022, 8, 30, 6, 32, 7, 380000, zone))
    assert customer.to_dict()["created_at"] == f"2022-08-30T06:32:07.380{written}"
    assert Customer.from_dict(customer.to_dict()) == customer


def test_a_hand_made_datetime_of_zoneinfo_is_written_too() -> None:
    zoneinfo = pytest.importorskip("zoneinfo")
    try:
        utc = zoneinfo.ZoneInfo("UTC")
    except zoneinfo.ZoneInfoNotFoundError:
        pytest.skip("there is no data on time zones here")
    customer = Customer(created_at=dt.datetime(2022, 8, 30, 6, 32, 7, 380000, utc))
    assert customer.to_dict()["created_at"] == "2022-08-30T06:32:07.380Z"


class NaT(dt.datetime):
    """As pandas has it: an instance of datetime, and of no time."""

    def utcoffset(self) -> dt.timedelta | None:
        raise ValueError("NaTType does not support utcoffset")


class Later(dt.datetime):
    """A subclass may answer anything, where a zone's answer is checked by datetime itself."""

    answer: Any

    def utcoffset(self) -> Any:
        return type(self).answer


class LaterByText(Later):
    answer = "+01:00"


class LaterByDays(Later):
    answer = dt.timedelta(days=9)


WITH_OFFSET = "expected a datetime with an offset"
UNWRITABLE = {
    "naive": (dt.datetime(2022, 8, 30), f"{WITH_OFFSET}, got one without"),
    "a zone without offset": (moment(*NOON, 0, zone=Clock(None)), f"{WITH_OFFSET}, got one without"),
    "seconds": (
        moment(*NOON, 0, zone=Clock(dt.timedelta(seconds=1))),
        "expected an offset of whole minutes, got one with seconds",
    ),
    "microseconds": (
        moment(*NOON, 0, zone=dt.timezone(dt.timedelta(hours=-1, microseconds=1))),
        "expected an offset of whole minutes, got one with seconds",
    ),
    "pandas.NaT": (NaT(2022, 1, 1), f"{WITH_OFFSET}, got one whose utcoffset() raises ValueError"),
    "a zone that raises": (
        moment(*NOON, 0, zone=Clock(ArithmeticError("hunter2"))),
        f"{WITH_OFFSET}, got one whose utcoffset() raises ArithmeticError",
    ),
    "no zone at all": (
        moment(*NOON, 0, zone=NO_ZONE()),
        f"{WITH_OFFSET}, got one whose utcoffset() raises NotImplementedError",
    ),
    "another type": (
        moment(*NOON, 0, zone=Clock(60)),
        f"{WITH_OFFSET}, got one whose utcoffset() raises TypeError",
    ),
    "25 hours": (
        moment(*NOON, 0, zone=Clock(dt.timedelta(hours=25))),
        f"{WITH_OFFSET}, got one whose utcoffset() raises ValueError",
    ),
    "another type, of a subclass": (
        LaterByText(2022, 1, 1),
        f"{WITH_OFFSET}, got one whose utcoffset() raises TypeError",
    ),
    "nine days, of a subclass": (
        LaterByDays(2022, 1, 1),
        f"{WITH_OFFSET}, got one whose utcoffset() raises ValueError",
    ),
    "a date": (dt.date(2022, 8, 30), f"{WITH_OFFSET}, got a value of type date"),
    "text": ("2022-08-30T06:32:07.380Z", f"{WITH_OFFSET}, got a string"),
}


@pytest.mark.parametrize(("value", "problem"), UNWRITABLE.values(), ids=UNWRITABLE)
def test_a_hand_made_timestamp_that_cannot_be_written_is_an_error(value: Any, problem: str) -> None:
    with pytest.raises(EncodeError) as caught:
        Customer(updated_at=value).to_dict()
    assert str(caught.value) == f"$.updated_at: {problem}"
    assert "hunter2" not in str(caught.value.__context__)


# --- 9: dates ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1990-12-31", dt.date(1990, 12, 31)),
        ("2024-02-29", dt.date(2024, 2, 29)),
        ("0001-01-01", dt.date(1, 1, 1)),
        ("9999-12-31", dt.date(9999, 12, 31)),
        ("1990-12-31T00:00:00Z", dt.date(1990, 12, 31)),
        ("1990-12-31T00:00:00.000Z", dt.date(1990, 12, 31)),
        ("1990-12-31t00:00:00.000000000z", dt.date(1990, 12, 31)),
        ("1990-12-31T00:00:00+00:00", dt.date(1990, 12, 31)),
        ("1990-12-31T00:00:00+14:00", dt.date(1990, 12, 31)),
    ],
)
def test_a_date_is_taken_alone_or_as_midnight(text: str, day: dt.date) -> None:
    for given in (text, Name(text)):
        customer = Customer.from_dict({"birthday": given, "birthdate": given})
        assert (customer.birthday, customer.birthdate) == (day, day)
        assert type(customer.birthday) is dt.date
        assert customer.to_dict()["birthdate"] == text[:10]


@pytest.mark.parametrize(
    ("value", "actual"),
    [
        ("1990-12-31T00:00:01Z", "a timestamp that is not at midnight"),
        ("1990-12-31T00:00:00.001Z", "a timestamp that is not at midnight"),
        ("1990-12-31T22:00:00.000Z", "a timestamp that is not at midnight"),
        ("1990-12-31T00:00:00.0000001Z", "a timestamp that is not at midnight"),
        ("1990-12-31T00:00:00", OTHER_FORM),
        ("1990-12-31T24:00:00Z", OTHER_FORM),
        ("1990-12-31 00:00:00Z", OTHER_FORM),
        ("1990-12-31Z", OTHER_FORM),
        ("1990-02-30", NOT_THERE),
        ("0000-01-01", NOT_THERE),
        ("1990-02-30T00:00:00Z", NOT_THERE),
        ("1990-W01-1", OTHER_FORM),
        ("19901231", OTHER_FORM),
        ("1990-365", OTHER_FORM),
        ("1990-1-1", OTHER_FORM),
        ("90-12-31", OTHER_FORM),
        ("31.12.1990", OTHER_FORM),
        ("1990-12-31 ", OTHER_FORM),
        (" 1990-12-31", OTHER_FORM),
        ("1990-12-3\n", OTHER_FORM),
        ("1990-12-3\0", OTHER_FORM),
        ("1990-12-3\u0661", OTHER_FORM),
        ("1990-1_-31", OTHER_FORM),
        ("١٩٩٠-١٢-٣١", OTHER_FORM),
        ("", OTHER_FORM),
        (662601600, "an integer"),
        (dt.date(1990, 12, 31), "a value of type date"),
    ],
    ids=repr,
)
def test_anything_else_is_no_date(value: Any, actual: str) -> None:
    assert message_of(DecodeError, lambda: Customer.from_dict({"birthdate": value})) == (
        f"$.birthdate: expected a date (YYYY-MM-DD), got {actual}"
    )


class Day(dt.date):
    pass


def test_a_datetime_is_no_date_and_a_subclass_of_date_is_one() -> None:
    assert Customer(birthdate=Day(1990, 12, 31)).to_dict()["birthdate"] == "1990-12-31"
    for value in (dt.datetime(1990, 12, 31, tzinfo=UTC), dt.datetime(1990, 12, 31)):
        assert message_of(EncodeError, Customer(birthdate=value).to_dict) == (
            "$.birthdate: expected a date, got a value of type datetime"
        )


# --- 12: types of the input ----------------------------------------------------------------------


class Readonly(Mapping[str, Any]):
    """A mapping that is no dict and has not even a method of its own to copy."""

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
    "mapping",
    [
        Readonly,
        Dict,
        collections.OrderedDict,
        collections.UserDict,
        collections.ChainMap,
        types.MappingProxyType,
    ],
)
def test_any_mapping_is_an_object_and_lists_and_tuples_are_arrays(mapping: Any, array: Any) -> None:
    document = {**full(CustomerActivityData), "customer": {**full(Customer), "unknown": [{"a": [1]}]}}
    data = CustomerActivityData.from_dict(rebuilt(document, mapping, array))
    assert data == CustomerActivityData.from_dict(document)
    assert plain(data.to_dict())
    assert data.to_dict() == document


def test_a_defaultdict_is_not_asked_for_what_it_does_not_hold() -> None:
    document: Any = collections.defaultdict(lambda: "invented", id="cust_1")
    assert Customer.from_dict(document) == Customer(id="cust_1")
    assert dict(document) == {"id": "cust_1"}


def test_subclasses_of_str_and_int_are_held_and_written_as_plain_ones() -> None:
    document = {
        Name("name"): Name("N"),
        "object": Name("Customer"),
        "loyalty": {"campaigns": {Name("LP1"): {"points": Level.HIGH}}},
    }
    customer = Customer.from_dict(document)
    assert customer == Customer(
        name="N",
        object="Customer",
        loyalty=CustomerLoyalty(campaigns={"LP1": CustomerLoyaltyCampaign(points=3)}),
    )
    made = Customer(
        name=Name("N"),
        object=Name("Customer"),
        loyalty=CustomerLoyalty(campaigns={Name("LP1"): CustomerLoyaltyCampaign(points=Level.HIGH)}),
    )
    assert json.dumps(made.to_dict()) == json.dumps(customer.to_dict())
    assert plain(made.to_dict()) and plain(customer.to_dict())
    assert type(customer.object) is str


def test_text_may_be_a_string_or_bytes() -> None:
    for convert in (str, str.encode, lambda text: bytearray(text, "utf-8"), Name):
        assert Customer.from_json(convert('{"name": "Zoë"}')) == Customer(name="Zoë")
    assert Customer.from_json(b'\xef\xbb\xbf{"name": "Zo\xc3\xab"}') == Customer(name="Zoë")


def test_text_is_compact_and_ascii() -> None:
    customer = Customer(name="Zoë", metadata={"a": [1, 2.5, True, None], "\ud800": "/"})
    assert customer.to_json() == (
        '{"object":"customer","name":"Zo\\u00eb","metadata":{"a":[1,2.5,true,null],"\\ud800":"/"}}'
    )
