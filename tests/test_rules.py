# SPDX-License-Identifier: MIT
"""The thirteen rules of the codec, one by one, in the order of the contract."""

from __future__ import annotations

import collections
import copy
import dataclasses
import datetime as dt
import enum
import json
import pickle
import traceback
import types
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from customer_activity import (
    Customer,
    CustomerAddress,
    CustomerAssets,
    CustomerLoyalty,
    CustomerLoyaltyCampaign,
    CustomerReferrals,
    CustomerReferralsCampaign,
    CustomerSummary,
    CustomerSummaryOrders,
    CustomerSummaryRedemptions,
    CustomerSummaryRedemptionsGift,
    CustomerSummaryRedemptionsLoyaltyCard,
    DecodeError,
    EncodeError,
)

CLASSES: list[Any] = [
    CustomerAddress,
    CustomerAssets,
    CustomerLoyaltyCampaign,
    CustomerLoyalty,
    CustomerReferralsCampaign,
    CustomerReferrals,
    CustomerSummaryOrders,
    CustomerSummaryRedemptionsGift,
    CustomerSummaryRedemptionsLoyaltyCard,
    CustomerSummaryRedemptions,
    CustomerSummary,
    Customer,
]
DEFAULTS: dict[Any, dict[str, Any]] = {
    Customer: {"object": "customer"},
    CustomerSummaryRedemptionsGift: {"redeemed_amount": 0, "amount_to_go": 0},
}
UTC = dt.timezone.utc


def full() -> Any:
    return json.loads((Path(__file__).parent / "payloads" / "customer-full.json").read_text(encoding="utf-8"))


def members(cls: Any) -> list[str]:
    return [field.name for field in dataclasses.fields(cls) if field.name not in ("extra", "nulls")]


def message_of(error: type[Exception], action: Callable[[], object]) -> str:
    with pytest.raises(error) as caught:
        action()
    assert type(caught.value) is error
    return str(caught.value)


def decoded_points(value: object) -> int | None:
    return CustomerLoyaltyCampaign.from_dict({"points": value}).points


def decoded_metadata(value: object) -> Any:
    metadata = Customer.from_dict({"metadata": {"a": value}}).metadata
    assert metadata is not None
    return metadata["a"]


# --- 1: absent -----------------------------------------------------------------------------------


@pytest.mark.parametrize("cls", CLASSES)
def test_what_is_absent_is_none_or_the_documented_default(cls: Any) -> None:
    instance = cls.from_dict({})
    defaults = DEFAULTS.get(cls, {})
    assert {name: getattr(instance, name) for name in members(cls)} == {
        name: defaults.get(name) for name in members(cls)
    }
    assert instance.nulls == frozenset()
    assert instance.extra == {}
    assert instance == cls()


@pytest.mark.parametrize("cls", CLASSES)
def test_only_defaults_are_written_where_nothing_came(cls: Any) -> None:
    assert cls.from_dict({}).to_dict() == DEFAULTS.get(cls, {})


# --- 2: null -------------------------------------------------------------------------------------


@pytest.mark.parametrize("cls", CLASSES)
def test_what_is_null_is_none_and_is_written_as_null(cls: Any) -> None:
    document = dict.fromkeys(members(cls))
    instance = cls.from_dict(document)
    assert all(getattr(instance, name) is None for name in members(cls))
    assert instance.nulls == frozenset(members(cls))
    assert type(instance.nulls) is frozenset
    assert instance.to_dict() == document


@pytest.mark.parametrize("cls", CLASSES)
def test_a_single_null_is_told_from_what_is_absent(cls: Any) -> None:
    for name in members(cls):
        instance = cls.from_dict({name: None})
        assert instance.nulls == {name}
        assert instance.to_dict() == {**DEFAULTS.get(cls, {}), name: None}


def test_nulls_belong_to_the_object_that_had_them() -> None:
    customer = Customer.from_dict({"name": None, "address": {"city": None}})
    assert customer.nulls == {"name"}
    assert customer.address is not None and customer.address.nulls == {"city"}


def test_nulls_take_no_part_in_equality_hash_or_repr() -> None:
    absent, null = Customer.from_dict({}), Customer.from_dict({"phone": None})
    assert absent == null
    assert hash(absent) == hash(null)
    assert repr(absent) == repr(null)


def test_none_is_written_where_the_member_has_a_default() -> None:
    assert Customer(object=None).to_dict() == {"object": None}
    assert CustomerSummaryRedemptionsGift(redeemed_amount=None).to_dict() == {"redeemed_amount": None, "amount_to_go": 0}


def test_a_value_wins_over_nulls() -> None:
    customer = dataclasses.replace(Customer.from_dict({"phone": None}), phone="+15550100")
    assert customer.nulls == {"phone"}
    assert customer.to_dict() == {"object": "customer", "phone": "+15550100"}


def test_an_update_that_clears_a_member_is_built_with_nulls() -> None:
    update = Customer(source_id="x", nulls=frozenset({"phone"}))
    assert update.to_dict() == {"source_id": "x", "object": "customer", "phone": None}


def test_a_value_replaced_by_none_is_left_out_and_written_as_null_where_asked() -> None:
    customer = Customer.from_dict({"name": "N", "phone": "+15550100"})
    assert dataclasses.replace(customer, phone=None).to_dict() == {"object": "customer", "name": "N"}
    cleared = dataclasses.replace(customer, phone=None, nulls=frozenset({"phone"}))
    assert cleared.to_dict() == {"object": "customer", "name": "N", "phone": None}


# --- 3: unknown members --------------------------------------------------------------------------


@pytest.mark.parametrize("cls", CLASSES)
def test_unknown_members_are_kept_and_written_last(cls: Any) -> None:
    unknown = {"zeta": {"a": [1, None]}, "alpha": None, "nulls": 1, "extra": {"x": 2}, "": "", "Ключ": True}
    document = {**unknown, **dict.fromkeys(members(cls))}
    instance = cls.from_dict(document)
    assert instance.extra == unknown
    assert json.dumps(instance.to_dict()) == json.dumps({**dict.fromkeys(members(cls)), **unknown})


def test_an_unknown_member_takes_part_in_equality_but_not_in_hash_or_repr() -> None:
    plain, other = Customer.from_dict({"id": "1"}), Customer.from_dict({"id": "1", "hunter2-key": "hunter2-secret"})
    assert plain != other
    assert hash(plain) == hash(other)
    assert repr(plain) == repr(other)


def test_a_null_that_is_unknown_is_in_extra_and_not_in_nulls() -> None:
    customer = Customer.from_dict({"nickname": None})
    assert customer.extra == {"nickname": None}
    assert customer.nulls == frozenset()


@pytest.mark.parametrize("cls", CLASSES)
def test_a_known_name_in_extra_is_an_error_at_encoding(cls: Any) -> None:
    for name in members(cls):
        with pytest.raises(EncodeError) as caught:
            cls(extra={"fine": 1, name: None}).to_dict()
        assert caught.value.path == ("extra", name)


def test_the_error_for_a_known_name_in_extra_says_where() -> None:
    customer = Customer(address=CustomerAddress(extra={"city": "hunter2-secret"}))
    assert message_of(EncodeError, customer.to_dict) == (
        "$.address.extra.city: expected a member without a field of its own, got one with"
    )


@pytest.mark.parametrize("change", ["set", "update", "or", "setdefault"])
def test_extra_of_a_decoded_instance_is_not_shared_with_others_through_changes(change: str) -> None:
    extra: Any = Customer.from_dict({}).extra
    try:
        if change == "set":
            extra["a"] = 1
        elif change == "update":
            extra.update(a=1)
        elif change == "or":
            extra |= {"a": 1}
        else:
            extra.setdefault("a", 1)
    except TypeError:
        pass  # to refuse is as good as to keep it apart
    assert Customer.from_dict({}).extra == {}
    assert CustomerAddress.from_dict({}).extra == {}


# --- 4: order ------------------------------------------------------------------------------------


@pytest.mark.parametrize("cls", CLASSES)
def test_known_members_are_written_in_the_order_of_the_table(cls: Any) -> None:
    names = members(cls)
    backwards = {"unknown": 1, **dict.fromkeys(reversed(names)), "another": 2}
    assert list(cls.from_dict(backwards).to_dict()) == [*names, "unknown", "another"]


# --- 5: numbers ----------------------------------------------------------------------------------


class Level(enum.IntEnum):
    HIGH = 3


class Amount(int):
    def __str__(self) -> str:
        return "hunter2-secret"


@pytest.mark.parametrize(
    "value, points",
    [
        (0, 0),
        (-5, -5),
        (10**30, 10**30),
        (100.0, 100),
        (-0.0, 0),
        (1e22, 10**22),
        (Decimal("100"), 100),
        (Decimal("100.00"), 100),
        (Decimal("1E+3"), 1000),
        (Decimal("-0"), 0),
        (Decimal("123456789012345678901234567890"), 123456789012345678901234567890),
        (Level.HIGH, 3),
        (Amount(7), 7),
    ],
    ids=repr,
)
def test_a_whole_number_is_held_as_an_int(value: object, points: int) -> None:
    got = decoded_points(value)
    assert got == points
    assert type(got) is int
    written = CustomerLoyaltyCampaign(points=value).to_dict()["points"]  # type: ignore[arg-type]
    assert written == points
    assert type(written) is int


@pytest.mark.parametrize(
    "value, actual",
    [
        (True, "a boolean"),
        (False, "a boolean"),
        (1.5, "a number with a fraction"),
        (1e-9, "a number with a fraction"),
        (Decimal("1.5"), "a number with a fraction"),
        (float("nan"), "a number that is not finite"),
        (float("inf"), "a number that is not finite"),
        (float("-inf"), "a number that is not finite"),
        (Decimal("NaN"), "a value of type Decimal"),
        (Decimal("sNaN"), "a value of type Decimal"),
        (Decimal("-Infinity"), "a value of type Decimal"),
        (Decimal("1E99999999"), "a value of type Decimal"),
        ("100", "a string"),
        ("", "a string"),
        (b"100", "a value of type bytes"),
        ([], "an array"),
        ({}, "an object"),
        (1j, "a value of type complex"),
    ],
    ids=repr,
)
def test_anything_but_a_whole_number_is_an_error(value: object, actual: str) -> None:
    expected = f"$.points: expected an integer, got {actual}"
    assert message_of(DecodeError, lambda: decoded_points(value)) == expected
    instance = CustomerLoyaltyCampaign(points=value)  # type: ignore[arg-type]
    assert message_of(EncodeError, instance.to_dict) == expected


@pytest.mark.parametrize("text", ["1E-99999999", "1.0000000000000000000000000001", "-1E-30"])
def test_nothing_is_rounded_to_a_whole_number(text: str) -> None:
    with pytest.raises(DecodeError):
        decoded_points(Decimal(text))


# --- 6: opaque JSON ------------------------------------------------------------------------------


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


@pytest.mark.parametrize(
    "value, plain",
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
        (Decimal("3"), 3),
        (Decimal("3.00"), 3),
        (Decimal("1E2"), 100),
        (Decimal("4.5"), 4.5),
        (Decimal("1E-99999999"), 0.0),
        (types.MappingProxyType({"a": (1,)}), {"a": [1]}),
        (collections.OrderedDict(b=1, a=2), {"b": 1, "a": 2}),
    ],
    ids=repr,
)
def test_opaque_json_is_copied_to_plain_json(value: object, plain: object) -> None:
    for got in (
        decoded_metadata(value),
        Customer(metadata={"a": value}).to_dict()["metadata"]["a"],
        Customer.from_dict({"unknown": value}).extra["unknown"],
        Customer(extra={"unknown": value}).to_dict()["unknown"],
    ):
        assert json.dumps(got) == json.dumps(plain)  # as text, where 1, 1.0 and True differ
        assert_plain(got)


def assert_plain(value: object) -> None:
    if type(value) is dict:
        for key, item in value.items():
            assert type(key) is str
            assert_plain(item)
    elif type(value) is list:
        for item in value:
            assert_plain(item)
    else:
        assert value is None or type(value) in (str, int, float, bool)


@pytest.mark.parametrize(
    "value, problem",
    [
        ({1}, ".a: expected a JSON value, got a value of type set"),
        (frozenset(), ".a: expected a JSON value, got a value of type frozenset"),
        (b"bytes", ".a: expected a JSON value, got a value of type bytes"),
        (bytearray(), ".a: expected a JSON value, got a value of type bytearray"),
        (float("nan"), ".a: expected a JSON value, got a number that is not finite"),
        (float("-inf"), ".a: expected a JSON value, got a number that is not finite"),
        (Decimal("NaN"), ".a: expected a JSON value, got a value of type Decimal"),
        (Decimal("Infinity"), ".a: expected a JSON value, got a value of type Decimal"),
        (Decimal("1E99999999"), ".a: expected a JSON value, got a value of type Decimal"),
        (dt.datetime(2022, 8, 30, tzinfo=UTC), ".a: expected a JSON value, got a value of type datetime"),
        (dt.date(2022, 8, 30), ".a: expected a JSON value, got a value of type date"),
        (object(), ".a: expected a JSON value, got a value of type object"),
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
def test_what_is_no_json_is_an_error_with_its_path(value: object, problem: str) -> None:
    decode: Any = Customer.from_dict
    assert message_of(DecodeError, lambda: decode({"metadata": {"a": value}})) == "$.metadata" + problem
    assert message_of(DecodeError, lambda: decode({"system_metadata": {"a": value}})) == "$.system_metadata" + problem
    assert message_of(DecodeError, lambda: decode({"a": value})) == "$" + problem
    assert message_of(EncodeError, Customer(metadata={"a": value}).to_dict) == "$.metadata" + problem
    assert message_of(EncodeError, Customer(extra={"a": value}).to_dict) == "$.extra" + problem


@pytest.mark.parametrize("value", ["text", 1, [], [1], (), b"", type(None)], ids=repr)
def test_metadata_of_a_hand_made_instance_is_to_be_a_mapping(value: Any) -> None:
    with pytest.raises(EncodeError) as caught:
        Customer(metadata=value).to_dict()
    assert caught.value.path == ("metadata",)
    assert caught.value.expected == "a mapping"


def nested(depth: int, wrap: Callable[[Any], Any]) -> Any:
    value: Any = "bottom"
    for _ in range(depth):
        value = wrap(value)
    return value


WRAPS: list[Any] = [
    pytest.param(lambda value: {"k": value}, id="objects"),
    pytest.param(lambda value: [value], id="arrays"),
    pytest.param(lambda value: {"k": [value]}, id="both"),
]


@pytest.mark.parametrize("wrap", WRAPS)
def test_opaque_json_may_be_nested_two_hundred_deep(wrap: Callable[[Any], Any]) -> None:
    levels = 100 if wrap(0) == {"k": [0]} else 200
    document = {"metadata": {"a": nested(levels, wrap)}, "unknown": nested(levels, wrap)}
    customer = Customer.from_dict(document)
    assert customer.to_dict() == {"object": "customer", **document}
    assert Customer.from_json(customer.to_json()) == customer
    assert pickle.loads(pickle.dumps(customer)) == copy.deepcopy(customer) == customer


@pytest.mark.parametrize("depth", [202, 1_000, 100_000])
@pytest.mark.parametrize("wrap", WRAPS)
def test_what_is_nested_deeper_is_an_error(wrap: Callable[[Any], Any], depth: int) -> None:
    value = nested(depth, wrap)
    for key in ("metadata", "unknown"):
        with pytest.raises(DecodeError) as decode:
            Customer.from_dict({key: {"a": value}})
        assert decode.value.expected == "JSON nested at most 200 deep"
        assert decode.value.actual == "deeper nesting"
        assert decode.value.path[:2] == (key, "a")
    with pytest.raises(EncodeError):
        Customer(metadata={"a": value}).to_dict()
    with pytest.raises(EncodeError):
        Customer(extra={"a": value}).to_json()


def test_what_holds_itself_is_an_error() -> None:
    cycle: dict[str, Any] = {}
    cycle["self"] = [cycle]
    with pytest.raises(DecodeError):
        Customer.from_dict({"metadata": cycle})
    with pytest.raises(DecodeError):
        Customer.from_dict(cycle)
    with pytest.raises(EncodeError):
        Customer(metadata=cycle).to_dict()
    loop: list[Any] = []
    loop.append(loop)
    with pytest.raises(DecodeError):
        Customer.from_dict({"unknown": loop})


# --- 7: an empty array for an object -------------------------------------------------------------

OBJECTS = ["summary", "loyalty", "referrals", "system_metadata", "assets", "address", "metadata"]


@pytest.mark.parametrize("empty", [[], ()], ids=["list", "tuple"])
@pytest.mark.parametrize("name", OBJECTS)
def test_an_empty_array_is_an_empty_object(name: str, empty: Any) -> None:
    assert Customer.from_dict({name: empty}) == Customer.from_dict({name: {}})
    assert Customer.from_dict({name: empty}).to_dict() == {"object": "customer", name: {}}


def test_an_empty_array_is_an_empty_object_at_any_depth() -> None:
    assert CustomerSummary.from_dict({"redemptions": {"gift": []}, "orders": []}).to_dict() == {
        "redemptions": {"gift": {"redeemed_amount": 0, "amount_to_go": 0}},
        "orders": {},
    }
    assert CustomerLoyalty.from_dict({"campaigns": {"LP1": []}}).to_dict() == {"campaigns": {"LP1": {}}}


def test_an_empty_array_within_opaque_json_stays_one() -> None:
    assert decoded_metadata([]) == []
    assert Customer.from_dict({"unknown": []}).to_dict() == {"object": "customer", "unknown": []}


@pytest.mark.parametrize("name", OBJECTS)
def test_an_array_with_something_in_it_is_no_object(name: str) -> None:
    assert message_of(DecodeError, lambda: Customer.from_dict({name: [{}]})) == (
        f"$.{name}: expected an object, got an array"
    )


# --- 8: timestamps -------------------------------------------------------------------------------


def offset(minutes: int) -> dt.timezone:
    return dt.timezone(dt.timedelta(minutes=minutes))


def moment(*parts: int, zone: dt.timezone = UTC) -> dt.datetime:
    year, month, day, hour, minute, second, microsecond = parts
    return dt.datetime(year, month, day, hour, minute, second, microsecond, zone)


TAKEN = [
    ("2022-08-30T06:32:07.380Z", moment(2022, 8, 30, 6, 32, 7, 380000), "2022-08-30T06:32:07.380Z"),
    ("2021-04-07T08:04:03Z", moment(2021, 4, 7, 8, 4, 3, 0), "2021-04-07T08:04:03.000Z"),
    ("2024-08-02T11:41:31+00:00", moment(2024, 8, 2, 11, 41, 31, 0), "2024-08-02T11:41:31.000Z"),
    ("2024-08-02T11:41:31-00:00", moment(2024, 8, 2, 11, 41, 31, 0), "2024-08-02T11:41:31.000Z"),
    ("2022-03-09T09:17:07.123456Z", moment(2022, 3, 9, 9, 17, 7, 123456), "2022-03-09T09:17:07.123456Z"),
    ("2022-03-09T09:17:07.123000Z", moment(2022, 3, 9, 9, 17, 7, 123000), "2022-03-09T09:17:07.123Z"),
    ("2022-03-09T09:17:07.000001Z", moment(2022, 3, 9, 9, 17, 7, 1), "2022-03-09T09:17:07.000001Z"),
    ("2022-03-09t09:17:07z", moment(2022, 3, 9, 9, 17, 7, 0), "2022-03-09T09:17:07.000Z"),
    ("2022-03-09t09:17:07.380z", moment(2022, 3, 9, 9, 17, 7, 380000), "2022-03-09T09:17:07.380Z"),
    ("2022-03-09T09:17:07.380z", moment(2022, 3, 9, 9, 17, 7, 380000), "2022-03-09T09:17:07.380Z"),
    ("2022-03-09T09:17:07.1Z", moment(2022, 3, 9, 9, 17, 7, 100000), "2022-03-09T09:17:07.100Z"),
    ("2022-03-09T09:17:07.12Z", moment(2022, 3, 9, 9, 17, 7, 120000), "2022-03-09T09:17:07.120Z"),
    ("2022-03-09T09:17:07.1234Z", moment(2022, 3, 9, 9, 17, 7, 123400), "2022-03-09T09:17:07.123400Z"),
    ("2022-03-09T09:17:07.12345Z", moment(2022, 3, 9, 9, 17, 7, 123450), "2022-03-09T09:17:07.123450Z"),
    ("2022-03-09T09:17:07.1234567Z", moment(2022, 3, 9, 9, 17, 7, 123456), "2022-03-09T09:17:07.123456Z"),
    ("2022-03-09T09:17:07.123456999Z", moment(2022, 3, 9, 9, 17, 7, 123456), "2022-03-09T09:17:07.123456Z"),
    ("2022-03-09T09:17:07.999999999Z", moment(2022, 3, 9, 9, 17, 7, 999999), "2022-03-09T09:17:07.999999Z"),
    ("2022-03-09T09:17:07." + "9" * 5000 + "Z", moment(2022, 3, 9, 9, 17, 7, 999999), "2022-03-09T09:17:07.999999Z"),
    ("2022-03-09T09:17:07+05:30", moment(2022, 3, 9, 9, 17, 7, 0, zone=offset(330)), "2022-03-09T09:17:07.000+05:30"),
    ("2022-03-09T09:17:07.5-03:30", moment(2022, 3, 9, 9, 17, 7, 500000, zone=offset(-210)), "2022-03-09T09:17:07.500-03:30"),
    ("2022-03-09T09:17:07-00:01", moment(2022, 3, 9, 9, 17, 7, 0, zone=offset(-1)), "2022-03-09T09:17:07.000-00:01"),
    ("2022-03-09T09:17:07+23:59", moment(2022, 3, 9, 9, 17, 7, 0, zone=offset(1439)), "2022-03-09T09:17:07.000+23:59"),
    ("2022-03-09T09:17:07-23:59", moment(2022, 3, 9, 9, 17, 7, 0, zone=offset(-1439)), "2022-03-09T09:17:07.000-23:59"),
    ("2024-02-29T00:00:00Z", moment(2024, 2, 29, 0, 0, 0, 0), "2024-02-29T00:00:00.000Z"),
    ("2022-12-31T23:59:59.999Z", moment(2022, 12, 31, 23, 59, 59, 999000), "2022-12-31T23:59:59.999Z"),
    ("0001-01-01T00:00:00Z", moment(1, 1, 1, 0, 0, 0, 0), "0001-01-01T00:00:00.000Z"),
    ("0001-01-01T00:00:00+23:59", moment(1, 1, 1, 0, 0, 0, 0, zone=offset(1439)), "0001-01-01T00:00:00.000+23:59"),
    ("9999-12-31T23:59:59-23:59", moment(9999, 12, 31, 23, 59, 59, 0, zone=offset(-1439)), "9999-12-31T23:59:59.000-23:59"),
]


@pytest.mark.parametrize("text, value, written", TAKEN, ids=[row[0][:40] for row in TAKEN])
def test_a_timestamp_is_taken_with_its_offset(text: str, value: dt.datetime, written: str) -> None:
    customer = Customer.from_dict({"created_at": text})
    got = customer.created_at
    assert got is not None and type(got) is dt.datetime
    assert (got.replace(tzinfo=None), got.utcoffset()) == (value.replace(tzinfo=None), value.utcoffset())
    assert customer.to_dict()["created_at"] == written
    assert Customer.from_dict(customer.to_dict()) == customer
    assert hash(Customer.from_dict(customer.to_dict())) == hash(customer)


OTHER_FORM = "a string of another form"
NOT_THERE = "one that does not exist"
REFUSED = [
    ("no offset", "2022-08-30T06:32:07", OTHER_FORM),
    ("no offset with fraction", "2022-08-30T06:32:07.380", OTHER_FORM),
    ("date alone", "2022-08-30", OTHER_FORM),
    ("date with Z", "2022-08-30Z", OTHER_FORM),
    ("space for T", "2022-08-30 06:32:07.380Z", OTHER_FORM),
    ("underscore for T", "2022-08-30_06:32:07.380Z", OTHER_FORM),
    ("ISO week", "2022-W35-2T06:32:07Z", OTHER_FORM),
    ("ISO week without hyphens", "2022W352T063207Z", OTHER_FORM),
    ("ISO week with fraction", "2022-W35-2T06:32:07.380Z", OTHER_FORM),
    ("ordinal date", "2022-242T06:32:07Z", OTHER_FORM),
    ("basic format", "20220830T063207Z", OTHER_FORM),
    ("basic date", "20220830T06:32:07.380Z", OTHER_FORM),
    ("basic time", "2022-08-30T063207.380Z", OTHER_FORM),
    ("no seconds", "2022-08-30T06:32Z", OTHER_FORM),
    ("hour alone", "2022-08-30T06Z", OTHER_FORM),
    ("24:00", "2022-08-30T24:00:00Z", NOT_THERE),
    ("24:00 with fraction", "2022-08-30T24:00:00.000Z", NOT_THERE),
    ("24:00 at the end of the year", "2022-12-31T24:00:00.000Z", NOT_THERE),
    ("hour 25", "2022-08-30T25:00:00.000Z", NOT_THERE),
    ("minute 60", "2022-08-30T06:60:00.000Z", NOT_THERE),
    ("second 60", "2022-08-30T06:32:60Z", NOT_THERE),
    ("second 60 with fraction", "2022-08-30T06:32:60.000Z", NOT_THERE),
    ("leap second", "2016-12-31T23:59:60.000Z", NOT_THERE),
    ("comma", "2022-08-30T06:32:07,380Z", OTHER_FORM),
    ("point without digits", "2022-08-30T06:32:07.Z", OTHER_FORM),
    ("two points", "2022-08-30T06:32:07.3.0Z", OTHER_FORM),
    ("offset with seconds", "2022-08-30T06:32:07+05:30:15", OTHER_FORM),
    ("offset with a fraction", "2022-08-30T06:32:07+05:30:15.5", OTHER_FORM),
    ("offset beyond a day", "2022-08-30T06:32:07+24:00", OTHER_FORM),
    ("offset with minute 60", "2022-08-30T06:32:07+05:60", OTHER_FORM),
    ("offset of hours", "2022-08-30T06:32:07+05", OTHER_FORM),
    ("offset without colon", "2022-08-30T06:32:07+0530", OTHER_FORM),
    ("offset with a minus of typography", "2022-08-30T06:32:07\u221205:30", OTHER_FORM),
    ("offset twice", "2022-08-30T06:32:07Z+00:00", OTHER_FORM),
    ("name of a zone", "2022-08-30T06:32:07 UTC", OTHER_FORM),
    ("name of a zone in brackets", "2022-08-30T06:32:07Z[Europe/Warsaw]", OTHER_FORM),
    ("space before", " 2022-08-30T06:32:07.380Z", OTHER_FORM),
    ("space behind", "2022-08-30T06:32:07.380Z ", OTHER_FORM),
    ("newline behind", "2022-08-30T06:32:07.380Z\n", OTHER_FORM),
    ("tab before", "\t2022-08-30T06:32:07Z", OTHER_FORM),
    ("Arabic digits", "٢٠٢٢-٠٨-٣٠T٠٦:٣٢:٠٧.٣٨٠Z", OTHER_FORM),
    ("one full-width digit", "2022-08-30T06:32:07.38\uff10Z", OTHER_FORM),
    ("one superscript digit", "2022-08-30T06:32:0\u00b2.380Z", OTHER_FORM),
    ("NUL before Z", "2022-08-30T06:32:07.12\0Z", OTHER_FORM),
    ("NUL behind a first Z", "2022-08-30T06:32:07.1Z\0Z", OTHER_FORM),
    ("NULs behind a point and Z", "2022-08-30T06:32:07.Z\0\0Z", OTHER_FORM),
    ("NUL behind", "2022-08-30T06:32:07.380Z\0", OTHER_FORM),
    ("lone surrogate for T", "2022-08-30\ud80006:32:07.380Z", OTHER_FORM),
    ("lone surrogate in the fraction", "2022-08-30T06:32:07.\ud80080Z", OTHER_FORM),
    ("Feb 30", "2022-02-30T06:32:07.380Z", NOT_THERE),
    ("Feb 29 of a common year", "2023-02-29T06:32:07Z", NOT_THERE),
    ("month 13", "2022-13-01T06:32:07.380Z", NOT_THERE),
    ("month 0", "2022-00-01T06:32:07.380Z", NOT_THERE),
    ("day 0", "2022-08-00T06:32:07.380Z", NOT_THERE),
    ("year 0000", "0000-01-01T00:00:00.000Z", NOT_THERE),
    ("year of five digits", "12022-08-30T06:32:07Z", OTHER_FORM),
    ("year with sign", "+002022-08-30T06:32:07Z", OTHER_FORM),
    ("one digit each", "2022-8-30T6:32:7Z", OTHER_FORM),
    ("sign within", "2022-08-30T06:32:-7.380Z", OTHER_FORM),
    ("underscore within", "2_22-08-30T06:32:07.380Z", OTHER_FORM),
    ("an e-mail", "hunter2-secret@example.com", OTHER_FORM),
    ("empty", "", OTHER_FORM),
    ("Z alone", "Z", OTHER_FORM),
]


@pytest.mark.parametrize("text, actual", [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_any_other_text_is_no_timestamp(text: str, actual: str) -> None:
    assert message_of(DecodeError, lambda: Customer.from_dict({"created_at": text})) == (
        f"$.created_at: expected a timestamp with an offset (RFC 3339), got {actual}"
    )


@pytest.mark.parametrize(
    "value, actual",
    [
        (0, "an integer"),
        (1661841127.38, "a number with a fraction"),
        (True, "a boolean"),
        (["2022-08-30T06:32:07Z"], "an array"),
        (b"2022-08-30T06:32:07.380Z", "a value of type bytes"),
        (dt.datetime(2022, 8, 30, tzinfo=UTC), "a value of type datetime"),
    ],
    ids=repr,
)
def test_only_text_is_a_timestamp(value: object, actual: str) -> None:
    assert message_of(DecodeError, lambda: Customer.from_dict({"updated_at": value})) == (
        f"$.updated_at: expected a timestamp with an offset (RFC 3339), got {actual}"
    )


def test_a_timestamp_may_be_a_subclass_of_str() -> None:
    assert Customer.from_dict({"created_at": Name("2022-08-30T06:32:07.380Z")}).created_at == moment(
        2022, 8, 30, 6, 32, 7, 380000
    )


class Clock(dt.tzinfo):
    """A zone with an offset of its own, as zoneinfo and pytz have them."""

    def __init__(self, offset: dt.timedelta | None) -> None:
        self.offset = offset

    def utcoffset(self, when: dt.datetime | None) -> dt.timedelta | None:
        return self.offset

    def dst(self, when: dt.datetime | None) -> dt.timedelta | None:
        return None

    def tzname(self, when: dt.datetime | None) -> str | None:
        return None


@pytest.mark.parametrize(
    "zone, written",
    [
        (UTC, "Z"),
        (offset(0), "Z"),
        (offset(90), "+01:30"),
        (offset(-90), "-01:30"),
        (Clock(dt.timedelta(0)), "Z"),
        (Clock(dt.timedelta(hours=14)), "+14:00"),
    ],
)
def test_a_hand_made_datetime_is_written_with_its_offset(zone: dt.tzinfo, written: str) -> None:
    customer = Customer(created_at=dt.datetime(2022, 8, 30, 6, 32, 7, 380000, zone))
    assert customer.to_dict()["created_at"] == f"2022-08-30T06:32:07.380{written}"
    assert Customer.from_dict(customer.to_dict()) == customer


@pytest.mark.parametrize(
    "value, expected, actual",
    [
        (dt.datetime(2022, 8, 30), "a datetime with an offset", "one without"),
        (dt.datetime(2022, 8, 30, tzinfo=Clock(None)), "a datetime with an offset", "one without"),
        (
            dt.datetime(2022, 8, 30, tzinfo=dt.timezone(dt.timedelta(seconds=1))),
            "an offset of whole minutes",
            "one with seconds",
        ),
        (
            dt.datetime(2022, 8, 30, tzinfo=dt.timezone(dt.timedelta(hours=-1, microseconds=1))),
            "an offset of whole minutes",
            "one with seconds",
        ),
        (dt.date(2022, 8, 30), "a datetime with an offset", "a value of type date"),
        ("2022-08-30T06:32:07.380Z", "a datetime with an offset", "a string"),
        (0, "a datetime with an offset", "an integer"),
    ],
    ids=repr,
)
def test_a_hand_made_timestamp_that_cannot_be_written_is_an_error(value: Any, expected: str, actual: str) -> None:
    customer = Customer(referrals=CustomerReferrals(campaigns=(CustomerReferralsCampaign(date=value),)))
    assert message_of(EncodeError, customer.to_dict) == f"$.referrals.campaigns[0].date: expected {expected}, got {actual}"


# --- 9: dates ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, day",
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
        (Name("1990-12-31T00:00:00Z"), dt.date(1990, 12, 31)),
    ],
    ids=str,
)
def test_a_date_is_taken_alone_or_as_midnight(text: str, day: dt.date) -> None:
    customer = Customer.from_dict({"birthday": text, "birthdate": text})
    assert (customer.birthday, customer.birthdate) == (day, day)
    assert type(customer.birthday) is dt.date
    assert customer.to_dict()["birthdate"] == text[:10]


@pytest.mark.parametrize("text", ["1990-12-31", "1990-12-31T00:00:00.000Z"])
def test_a_date_in_a_subclass_of_str_is_taken(text: str) -> None:
    assert Customer.from_dict({"birthdate": Name(text)}).birthdate == dt.date(1990, 12, 31)


@pytest.mark.parametrize(
    "value, actual",
    [
        ("1990-12-31T00:00:01Z", "a timestamp that is not at midnight"),
        ("1990-12-31T00:00:00.001Z", "a timestamp that is not at midnight"),
        ("1990-12-31T22:00:00.000Z", "a timestamp that is not at midnight"),
        ("1990-12-31T00:00:00.0000001Z", "a timestamp that is not at midnight"),
        ("1990-12-31T00:00:00", OTHER_FORM),
        ("1990-12-31T24:00:00Z", NOT_THERE),
        ("1990-12-31 00:00:00Z", OTHER_FORM),
        ("1990-12-31Z", OTHER_FORM),
        ("1990-02-30", NOT_THERE),
        ("0000-01-01", NOT_THERE),
        ("1990-02-30T00:00:00Z", NOT_THERE),
        ("1990-W01-1", OTHER_FORM),
        ("1990-W01", OTHER_FORM),
        ("19901231", OTHER_FORM),
        ("1990-365", OTHER_FORM),
        ("1990-12", OTHER_FORM),
        ("1990-1-1", OTHER_FORM),
        ("90-12-31", OTHER_FORM),
        ("31.12.1990", OTHER_FORM),
        ("1990-12-31 ", OTHER_FORM),
        (" 1990-12-31", OTHER_FORM),
        ("1990-12-3\n", OTHER_FORM),
        ("1990-12-3\0", OTHER_FORM),
        ("1990-12-3\u0661", OTHER_FORM),
        ("١٩٩٠-١٢-٣١", OTHER_FORM),
        ("", OTHER_FORM),
        (662601600, "an integer"),
        (dt.date(1990, 12, 31), "a value of type date"),
    ],
    ids=repr,
)
def test_anything_else_is_no_date(value: object, actual: str) -> None:
    assert message_of(DecodeError, lambda: Customer.from_dict({"birthdate": value})) == (
        f"$.birthdate: expected a date (YYYY-MM-DD), got {actual}"
    )


@pytest.mark.parametrize(
    "value, actual",
    [
        (dt.datetime(1990, 12, 31, tzinfo=UTC), "a value of type datetime"),
        (dt.datetime(1990, 12, 31), "a value of type datetime"),
        ("1990-12-31", "a string"),
    ],
    ids=repr,
)
def test_only_a_date_is_written_as_one(value: Any, actual: str) -> None:
    assert message_of(EncodeError, Customer(birthdate=value).to_dict) == f"$.birthdate: expected a date, got {actual}"


# --- 10: round trip (the law in test_law.py holds it for any document) ---------------------------


def test_a_changed_instance_survives_the_round_trip() -> None:
    customer = Customer.from_dict(full())
    assert customer.loyalty is not None and customer.referrals is not None
    changed = dataclasses.replace(
        customer,
        id=None,
        summary=CustomerSummary(redemptions=CustomerSummaryRedemptions(gift=CustomerSummaryRedemptionsGift())),
        loyalty=dataclasses.replace(customer.loyalty, points=-1, campaigns={"new one": CustomerLoyaltyCampaign(points=3)}),
        referrals=dataclasses.replace(customer.referrals, campaigns=()),
        created_at=dt.datetime(1999, 12, 31, 23, 59, 59, 1, offset(-330)),
        object="other",
        name="",
        birthdate=dt.date(2000, 2, 29),
        address=CustomerAddress(city="C", extra={"lat": 50.5}, nulls=frozenset({"state"})),
        metadata={"nested": [{"deep": None}]},
        extra={"unknown": [1, 2.5, "three"]},
        nulls=frozenset({"id", "name"}),
    )
    assert Customer.from_dict(changed.to_dict()) == changed
    assert Customer.from_json(changed.to_json()) == changed
    assert Customer.from_dict(changed.to_dict()).nulls == {"id"}


@pytest.mark.parametrize(
    "cls, values, message",
    [
        (Customer, {"id": 1}, "$.id: expected a string, got an integer"),
        (Customer, {"address": {"city": "C"}}, "$.address: expected an instance of CustomerAddress, got an object"),
        (
            Customer,
            {"address": CustomerAssets()},
            "$.address: expected an instance of CustomerAddress, got a value of type CustomerAssets",
        ),
        (
            Customer,
            {"loyalty": CustomerLoyalty(campaigns={"LP 1": CustomerLoyaltyCampaign(points=1.5)})},  # type: ignore[arg-type]
            '$.loyalty.campaigns["LP 1"].points: expected an integer, got a number with a fraction',
        ),
        (CustomerLoyalty, {"campaigns": [CustomerLoyaltyCampaign()]}, "$.campaigns: expected a mapping, got an array"),
        (
            CustomerLoyalty,
            {"campaigns": {"LP1": None}},
            "$.campaigns.LP1: expected an instance of CustomerLoyaltyCampaign, got null",
        ),
        (
            CustomerLoyalty,
            {"campaigns": {1: CustomerLoyaltyCampaign()}},
            "$.campaigns: expected string keys, got a key that is an integer",
        ),
        (CustomerReferrals, {"campaigns": "camp_1"}, "$.campaigns: expected a tuple, got a string"),
        (
            CustomerReferrals,
            {"campaigns": (CustomerReferralsCampaign(), {})},
            "$.campaigns[1]: expected an instance of CustomerReferralsCampaign, got an object",
        ),
        (
            CustomerReferrals,
            {"campaigns": (CustomerReferralsCampaign(campaign_id=b"x"),)},  # type: ignore[arg-type]
            "$.campaigns[0].campaign_id: expected a string, got a value of type bytes",
        ),
    ],
)
def test_a_hand_made_value_of_another_type_is_an_error_at_encoding(
    cls: Any, values: dict[str, Any], message: str
) -> None:
    assert message_of(EncodeError, cls(**values).to_dict) == message


def test_text_is_compact_and_ascii() -> None:
    text = Customer(name="Zoë", metadata={"a": [1, 2]}).to_json()
    assert text == '{"object":"customer","name":"Zo\\u00eb","metadata":{"a":[1,2]}}'


# --- 11: isolation -------------------------------------------------------------------------------


def containers(value: Any) -> Iterator[Any]:
    """Everything mutable below a value, instances of the model looked through."""
    if isinstance(value, Mapping):
        yield value
        for item in value.values():
            yield from containers(item)
    elif isinstance(value, (list, tuple)):
        if isinstance(value, list):
            yield value
        for item in value:
            yield from containers(item)
    elif type(value) in CLASSES:
        for field in dataclasses.fields(value):
            yield from containers(getattr(value, field.name))


def spoil(value: Any) -> None:
    for container in list(containers(value)):
        container.clear()


def with_unknown() -> dict[str, Any]:
    document: dict[str, Any] = full()
    document["unknown"] = {"a": [{"b": [1]}]}
    document["address"]["unknown"] = [[{}]]
    return document


def test_the_input_is_not_changed() -> None:
    document = with_unknown()
    Customer.from_dict(document)
    assert json.dumps(document) == json.dumps(with_unknown())


def test_a_change_to_the_input_does_not_reach_the_instance() -> None:
    document = with_unknown()
    customer = Customer.from_dict(document)
    spoil(document)
    assert document == {}
    assert customer.to_dict() == with_unknown()


def test_a_change_to_the_output_does_not_reach_the_instance() -> None:
    customer = Customer.from_dict(with_unknown())
    spoil(customer.to_dict())
    assert customer.to_dict() == with_unknown()


def test_input_instance_and_output_share_no_container() -> None:
    document = with_unknown()
    customer = Customer.from_dict(document)
    groups = [document, customer, customer.to_dict(), customer.to_dict(), Customer.from_dict(document)]
    alive = [container for group in groups for container in containers(group) if container != {}]
    assert len({id(container) for container in alive}) == len(alive)


def test_a_hand_made_instance_shares_nothing_with_what_it_writes() -> None:
    metadata = {"a": [1]}
    customer = Customer(metadata=metadata, extra={"b": metadata})
    spoil(customer.to_dict())
    assert metadata == {"a": [1]}


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
    [Readonly, Dict, collections.OrderedDict, collections.UserDict, collections.ChainMap, types.MappingProxyType],
)
def test_any_mapping_is_an_object_and_lists_and_tuples_are_arrays(mapping: Any, array: Any) -> None:
    customer = Customer.from_dict(rebuilt(with_unknown(), mapping, array))
    assert customer == Customer.from_dict(with_unknown())
    assert_plain(customer.to_dict())
    assert customer.to_dict() == with_unknown()


def test_a_defaultdict_is_not_asked_for_what_it_does_not_hold() -> None:
    document: Any = collections.defaultdict(lambda: "invented", id="cust_1")
    assert Customer.from_dict(document) == Customer(id="cust_1")
    assert dict(document) == {"id": "cust_1"}


def test_subclasses_of_str_and_int_are_held_as_plain_ones() -> None:
    customer = Customer.from_dict({Name("name"): Name("N"), "id": Colour.RED, "loyalty": {"points": Level.HIGH}})
    assert customer == Customer(id="red", name="N", loyalty=CustomerLoyalty(points=3))
    assert type(customer.name) is type(customer.id) is str
    assert_plain(customer.to_dict())
    written = Customer(name=Name("N"), id=Colour.RED, loyalty=CustomerLoyalty(points=Level.HIGH)).to_dict()
    assert written == customer.to_dict()
    assert_plain(written)


def test_a_campaign_may_be_named_by_a_subclass_of_str() -> None:
    loyalty = CustomerLoyalty.from_dict({"campaigns": {Name("LP1"): {}}})
    assert loyalty.campaigns == {"LP1": CustomerLoyaltyCampaign()}
    assert_plain(loyalty.to_dict())


@pytest.mark.parametrize(
    "root, actual",
    [
        (None, "null"),
        ("{}", "a string"),
        ("", "a string"),
        (b"{}", "a value of type bytes"),
        (0, "an integer"),
        (1.0, "a number"),
        (False, "a boolean"),
        ([1], "an array"),
        ([("id", "cust_1")], "an array"),
        ({"id"}, "a value of type set"),
        (range(0), "a value of type range"),
        (Customer(), "a value of type Customer"),
    ],
    ids=repr,
)
@pytest.mark.parametrize("cls", [Customer, CustomerAddress])
def test_a_root_that_is_no_object_is_an_error_like_any_other(cls: Any, root: object, actual: str) -> None:
    with pytest.raises(DecodeError) as caught:
        cls.from_dict(root)
    assert str(caught.value) == f"$: expected an object, got {actual}"
    assert caught.value.path == ()


@pytest.mark.parametrize("key", [1, None, b"id", ("id",)], ids=repr)
def test_a_key_that_is_no_string_is_an_error(key: Any) -> None:
    documents: list[Any] = [{key: 1}, {"loyalty": {"campaigns": {key: {}}}}, {"address": {key: 1}}]
    for document in documents:
        with pytest.raises(DecodeError) as caught:
            Customer.from_dict(document)
        assert caught.value.expected == "string keys"


# --- 13: errors ----------------------------------------------------------------------------------


def decode_error() -> DecodeError:
    with pytest.raises(DecodeError) as caught:
        Customer.from_dict({"referrals": {"campaigns": [{}, {"campaign_id": 1}]}})
    return caught.value


def encode_error() -> EncodeError:
    with pytest.raises(EncodeError) as caught:
        Customer(loyalty=CustomerLoyalty(campaigns={"LP 1": None})).to_dict()  # type: ignore[dict-item]
    return caught.value


def test_an_error_says_where_what_was_expected_and_what_came() -> None:
    error = decode_error()
    assert error.path == ("referrals", "campaigns", 1, "campaign_id")
    assert (error.expected, error.actual) == ("a string", "an integer")
    assert str(error) == "$.referrals.campaigns[1].campaign_id: expected a string, got an integer"
    other = encode_error()
    assert other.path == ("loyalty", "campaigns", "LP 1")
    assert (other.expected, other.actual) == ("an instance of CustomerLoyaltyCampaign", "null")
    assert str(other) == '$.loyalty.campaigns["LP 1"]: expected an instance of CustomerLoyaltyCampaign, got null'


def test_both_errors_are_value_errors_and_neither_is_the_other() -> None:
    assert issubclass(DecodeError, ValueError)
    assert issubclass(EncodeError, ValueError)
    assert not issubclass(DecodeError, EncodeError)
    assert not issubclass(EncodeError, DecodeError)


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize("make", [decode_error, encode_error])
def test_an_error_survives_pickling(make: Callable[[], DecodeError | EncodeError], protocol: int) -> None:
    error = make()
    for other in (pickle.loads(pickle.dumps(error, protocol)), copy.copy(error), copy.deepcopy(error)):
        assert type(other) is type(error)
        assert (other.path, other.expected, other.actual) == (error.path, error.expected, error.actual)
        assert str(other) == str(error)


@pytest.mark.parametrize(
    "key, step",
    [
        ("LP1", ".LP1"),
        ("_x", "._x"),
        ("Gäste", ".Gäste"),
        ("class", ".class"),
        ("Loyalty Upgrade 01/2021", '["Loyalty Upgrade 01/2021"]'),
        ("", '[""]'),
        ("0", '["0"]'),
        ("a.b", '["a.b"]'),
        ('say "hi"', r'["say \"hi\""]'),
        ("back\\slash", r'["back\\slash"]'),
        ("two\nlines", r'["two\nlines"]'),
        ("\x1b[31m", r'["\u001b[31m"]'),
        ("\u2028", r'["\u2028"]'),
        ("\ud800", r'["\ud800"]'),
        ("Größe 1", '["Größe 1"]'),
    ],
    ids=ascii,
)
def test_a_key_that_is_no_identifier_is_quoted_and_stays_on_one_line(key: str, step: str) -> None:
    message = message_of(DecodeError, lambda: Customer.from_dict({"loyalty": {"campaigns": {key: 0}}}))
    assert message == f"$.loyalty.campaigns{step}: expected an object, got an integer"
    assert len(message.splitlines()) == 1
    message.encode()


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
    """What a log may show of an error: its texts, its attributes, its traceback with causes."""
    attributes = [str(error), repr(error), repr(error.args), repr(vars(error))]
    return "\n".join([*attributes, *traceback.format_exception(type(error), error, error.__traceback__)])


@pytest.mark.parametrize(
    "value",
    [
        SECRET,
        [SECRET],
        {"a": {SECRET}},
        {SECRET},
        SECRET.encode(),
        Secret(),
        {"a": [Secret()]},
        [float("nan"), SECRET],
        (SECRET, {"b": b""}),
        {Secret(): 1},
        {(SECRET,): 1},
    ],
    ids=lambda value: type(value).__name__,
)
def test_no_error_shows_a_value_of_the_payload(value: Any) -> None:
    document = with_unknown()
    failed = 0
    for place in places(document):
        try:
            Customer.from_dict(with_value(document, place, value))
        except DecodeError as error:
            failed += 1
            assert SECRET not in everything_of(error)
            assert SECRET not in str(error.__context__)
    assert failed > 30


def test_no_error_at_encoding_shows_a_value() -> None:
    values: list[Any] = [SECRET, [SECRET], {SECRET}, Secret(), {"a": Secret()}, {Secret(): 1}]
    failed = 0
    for cls in CLASSES:
        for name in [*members(cls), "extra"]:
            for value in values:
                try:
                    cls(**{name: value}).to_dict()
                except EncodeError as error:
                    failed += 1
                    assert SECRET not in everything_of(error)
    assert failed > 200


@pytest.mark.parametrize(
    "text, message",
    [
        ("", "something else from column 1 on"),
        (f'{{"name": "{SECRET}",}}', None),
        (f'{{"name": "{SECRET}"', None),
        (f"{{'name': '{SECRET}'}}", "something else from column 2 on"),
        (f'{{"name": "{SECRET}\n"}}', None),
        (f"{{}} {SECRET}", "something else from column 4 on"),
        (f'{{\n"name": {SECRET}}}', "something else from line 2, column 9 on"),
        ("\ufeff{}", "something else from column 1 on"),
        (b'{"name": "hunter2-secret \xff"}', "bytes that are not text"),
        (b"\xff\xff", "bytes that are not text"),
        (bytearray(b'{"name": "\xc3"}'), "bytes that are not text"),
        ('{"loyalty": {"points": ' + "9" * 5000 + "}}", "text with an integer too long to convert"),
        ('{"metadata": {"a": -' + "1" * 5000 + "}}", "text with an integer too long to convert"),
        ("[" * 100_000, "text nested too deep to read"),
        ('{"metadata":' * 100_000, "text nested too deep to read"),
        ('{"a":' * 100_000 + "1" + "}" * 100_000, "text nested too deep to read"),
    ],
    ids=range(16),
)
def test_text_that_is_no_json_is_an_error_like_any_other(text: Any, message: str | None) -> None:
    with pytest.raises(DecodeError) as caught:
        Customer.from_json(text)
    assert caught.value.path == ()
    assert caught.value.expected == "JSON"
    assert SECRET not in everything_of(caught.value)
    assert caught.value.__cause__ is None and caught.value.__context__ is None
    if message is not None:
        assert str(caught.value) == f"$: expected JSON, got {message}"


@pytest.mark.parametrize(
    "text, actual",
    [
        (None, "null"),
        (1, "an integer"),
        ({}, "an object"),
        ([], "an array"),
        (memoryview(b"{}"), "a value of type memoryview"),
    ],
    ids=repr,
)
def test_what_is_no_text_at_all_is_an_error_like_any_other(text: Any, actual: str) -> None:
    assert message_of(DecodeError, lambda: Customer.from_json(text)) == f"$: expected JSON text, got {actual}"


@pytest.mark.parametrize(
    "text, message",
    [
        ("null", "$: expected an object, got null"),
        ("NaN", "$: expected an object, got a number that is not finite"),
        ("[1]", "$: expected an object, got an array"),
        ('"hunter2-secret"', "$: expected an object, got a string"),
        ('{"metadata": {"a": Infinity}}', "$.metadata.a: expected a JSON value, got a number that is not finite"),
        ('{"metadata": {"a": 1e999}}', "$.metadata.a: expected a JSON value, got a number that is not finite"),
        ('{"unknown": [0, NaN]}', "$.unknown[1]: expected a JSON value, got a number that is not finite"),
        ('{"created_at": -0.0}', "$.created_at: expected a timestamp with an offset (RFC 3339), got a number"),
    ],
)
def test_json_of_another_shape_is_an_error(text: str, message: str) -> None:
    assert message_of(DecodeError, lambda: Customer.from_json(text)) == message


@pytest.mark.parametrize("convert", [str, str.encode, lambda text: bytearray(text, "utf-8"), Name])
def test_text_may_be_a_string_or_bytes(convert: Callable[[str], Any]) -> None:
    assert Customer.from_json(convert('{"name": "Zoë"}')) == Customer(name="Zoë")


def test_text_of_bytes_may_begin_with_a_byte_order_mark() -> None:
    assert Customer.from_json(b'\xef\xbb\xbf{"name": "Zo\xc3\xab"}') == Customer(name="Zoë")


def test_text_nested_deeper_than_opaque_json_may_be_is_an_error() -> None:
    text = '{"metadata":' + '{"a":' * 300 + "1" + "}" * 301
    with pytest.raises(DecodeError):
        Customer.from_json(text)


def test_an_integer_too_long_to_write_is_an_error_at_encoding() -> None:
    for customer in (Customer(metadata={"a": 10**5000}), Customer(loyalty=CustomerLoyalty(points=10**5000))):
        with pytest.raises(EncodeError) as caught:
            customer.to_json()
        assert "too long" in caught.value.actual
        assert caught.value.__context__ is None


def test_objects_nested_deep_in_place_of_any_member_are_an_error() -> None:
    deep = nested(100_000, lambda value: {"data": value})
    for name in members(Customer):
        with pytest.raises(DecodeError):
            Customer.from_dict({name: deep})
    with pytest.raises(DecodeError):
        Customer.from_dict(deep)
