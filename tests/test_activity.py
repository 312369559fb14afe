# SPDX-License-Identifier: MIT
"""Activities, alone and in pages: what decodes, what does not, and what is written back.

The tables hold JSON text. Names, ids and addresses in it are made up.
"""

from __future__ import annotations

import copy
import dataclasses
import datetime as dt
import json
import pickle
import subprocess
import sys
import typing
from collections import OrderedDict, UserDict
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

import customer_activity
from customer_activity import (
    ACTIVITY_TYPES,
    ActivityType,
    Customer,
    CustomerActivity,
    CustomerActivityData,
    CustomerActivityPage,
    CustomerLoyalty,
    DecodeError,
    EncodeError,
)

PAYLOADS = Path(__file__).parent / "payloads"

AnyActivity = CustomerActivity | CustomerActivityPage
Root = type[CustomerActivity] | type[CustomerActivityPage]

# The members of `CustomerActivityData`, by kind, in the order in which they are written.
CUSTOMERS = ["customer", "referrer"]
TIMESTAMPS = ["created_at", "sent_at", "recovered_at", "failed_at", "expiration_date"]
INTEGERS = ["points"]
ARRAYS_OF_OBJECTS = ["buckets", "consents"]
ANY_JSON = ["balance", "source", "event", "loyalty", "holder"]
OBJECTS = [
    "unconfirmed_customer",
    "campaign",
    "voucher",
    "custom_event",
    "customer_event",
    "event_schema",
    "redemption",
    "redemption_rollback",
    "segment",
    "distribution",
    "reward",
    "reward_assignment",
    "reward_redemption",
    "referral",
    "referral_tier",
    "loyalty_tier",
    "loyalty_tier_from",
    "loyalty_tier_to",
    "earning_rule",
    "order",
    "transaction",
    "source_voucher",
    "destination_voucher",
    "publication",
    "validation",
    "promotion_tier",
    "promotion_stack",
    "pending_points",
    "voucher_pending_points_balance",
    "event_source",
]
OPAQUE = [*ARRAYS_OF_OBJECTS, *ANY_JSON, *OBJECTS]
DATA_MEMBERS = [*CUSTOMERS, *TIMESTAMPS, *INTEGERS, *OPAQUE, "data"]

# --- what decodes --------------------------------------------------------------------------------

NOON = dt.datetime(2025, 7, 1, 12, 0, tzinfo=dt.timezone.utc)
TWO_HOURS_EAST = dt.timezone(dt.timedelta(hours=2))

VALID_ACTIVITIES: dict[str, tuple[str, CustomerActivity]] = {
    "nothing at all": ("{}", CustomerActivity()),
    "an empty array, as PHP writes an empty object": ("[]", CustomerActivity()),
    "a documented type": (
        '{"type":"customer.created"}',
        CustomerActivity(type="customer.created"),
    ),
    "an undocumented type": (
        '{"type":"customer.consents.given"}',
        CustomerActivity(type="customer.consents.given"),
    ),
    "a type of another family": (
        '{"type":"voucher.published"}',
        CustomerActivity(type="voucher.published"),
    ),
    "an empty type": ('{"type":""}', CustomerActivity(type="")),
    "a null type": ('{"type":null}', CustomerActivity(type=None)),
    "null data": ('{"data":null}', CustomerActivity(data=None)),
    "empty data": ('{"data":{}}', CustomerActivity(data=CustomerActivityData())),
    "data as an empty array": ('{"data":[]}', CustomerActivity(data=CustomerActivityData())),
    "a null group": ('{"group_id":null}', CustomerActivity()),
    "a new member": (
        '{"id":"evcus_1","priority":{"level":[1,2.5]}}',
        CustomerActivity(id="evcus_1", extra={"priority": {"level": [1, 2.5]}}),
    ),
    "a timestamp in UTC": (
        '{"created_at":"2025-07-01T12:00:00Z"}',
        CustomerActivity(created_at=NOON),
    ),
    "a timestamp with more digits than a microsecond has": (
        '{"created_at":"2025-07-01T12:00:00.0000019Z"}',
        CustomerActivity(created_at=NOON.replace(microsecond=1)),
    ),
    "a timestamp with an offset": (
        '{"created_at":"2025-07-01T14:00:00.000+02:00"}',
        CustomerActivity(created_at=dt.datetime(2025, 7, 1, 14, 0, tzinfo=TWO_HOURS_EAST)),
    ),
}

VALID_DATA: dict[str, tuple[str, CustomerActivityData]] = {
    "the short form of a customer": (
        '{"customer":{"id":"cust_1","object":"customer"}}',
        CustomerActivityData(customer=Customer(id="cust_1")),
    ),
    "a null customer": ('{"customer":null}', CustomerActivityData()),
    "a customer and who referred them": (
        '{"customer":{"id":"cust_1"},"referrer":{"id":"cust_2"}}',
        CustomerActivityData(customer=Customer(id="cust_1"), referrer=Customer(id="cust_2")),
    ),
    "when a message was sent": (
        '{"sent_at":"2025-07-01T12:00:00.000Z"}',
        CustomerActivityData(sent_at=NOON),
    ),
    "when sending worked again": (
        '{"recovered_at":"2025-07-01T12:00:00.000Z"}',
        CustomerActivityData(recovered_at=NOON),
    ),
    "when sending failed": (
        '{"failed_at":"2025-07-01T12:00:00.000Z"}',
        CustomerActivityData(failed_at=NOON),
    ),
    "when points expire": (
        '{"expiration_date":"2025-07-01T12:00:00.000Z"}',
        CustomerActivityData(expiration_date=NOON),
    ),
    "points": ('{"points":-5}', CustomerActivityData(points=-5)),
    "points as a whole number with a point": ('{"points":5.0}', CustomerActivityData(points=5)),
    "points as a whole number with an exponent": ('{"points":1e2}', CustomerActivityData(points=100)),
    "null points": ('{"points":null}', CustomerActivityData()),
    "no buckets": ('{"buckets":[]}', CustomerActivityData(buckets=())),
    "null buckets": ('{"buckets":null}', CustomerActivityData()),
    "buckets": (
        '{"buckets":[{"id":"a","points":1},{}]}',
        CustomerActivityData(buckets=({"id": "a", "points": 1}, {})),
    ),
    "a bucket as an empty array": ('{"buckets":[[]]}', CustomerActivityData(buckets=({},))),
    "consents": (
        '{"consents":[{"id":"cnst_1","accepted":true}]}',
        CustomerActivityData(consents=({"id": "cnst_1", "accepted": True},)),
    ),
    "a balance as an object": (
        '{"balance":{"total":3}}',
        CustomerActivityData(balance={"total": 3}),
    ),
    "a balance as a number": ('{"balance":12.5}', CustomerActivityData(balance=12.5)),
    "a balance as a string": ('{"balance":"12"}', CustomerActivityData(balance="12")),
    "a balance as a boolean": ('{"balance":false}', CustomerActivityData(balance=False)),
    "a balance as an empty array, which stays one": (
        '{"balance":[]}',
        CustomerActivityData(balance=[]),
    ),
    "a source as a string": ('{"source":"API"}', CustomerActivityData(source="API")),
    "an event as an array": ('{"event":[null,[]]}', CustomerActivityData(event=[None, []])),
    "loyalty as an object": ('{"loyalty":{"points":1}}', CustomerActivityData(loyalty={"points": 1})),
    "a null holder": ('{"holder":null}', CustomerActivityData()),
    "a voucher": (
        '{"voucher":{"code":"ROSE","discount":null}}',
        CustomerActivityData(voucher={"code": "ROSE", "discount": None}),
    ),
    "a voucher as an empty array": ('{"voucher":[]}', CustomerActivityData(voucher={})),
    "a null voucher": ('{"voucher":null}', CustomerActivityData()),
    "the members once more, in the wrapped form": (
        '{"event_source":{"channel":"API"},"data":{"points":4}}',
        CustomerActivityData(event_source={"channel": "API"}, data=CustomerActivityData(points=4)),
    ),
    "wrapped twice": (
        '{"data":{"data":{"points":4}}}',
        CustomerActivityData(data=CustomerActivityData(data=CustomerActivityData(points=4))),
    ),
    "wrapped in an empty array": ('{"data":[]}', CustomerActivityData(data=CustomerActivityData())),
    "a new member in the wrapped form": (
        '{"data":{"metadata":{"desk":1}}}',
        CustomerActivityData(data=CustomerActivityData(extra={"metadata": {"desk": 1}})),
    ),
}

VALID_PAGES: dict[str, tuple[str, CustomerActivityPage]] = {
    "nothing at all": ("{}", CustomerActivityPage()),
    "an empty array, as PHP writes an empty object": ("[]", CustomerActivityPage()),
    "defaults": (
        '{"object":"list","data_ref":"data"}',
        CustomerActivityPage(object="list", data_ref="data"),
    ),
    "other values than the defaults": (
        '{"object":"page","data_ref":"items"}',
        CustomerActivityPage(object="page", data_ref="items"),
    ),
    "null where there is a default": (
        '{"object":null,"data_ref":null}',
        CustomerActivityPage(object=None, data_ref=None),
    ),
    "no activities": ('{"data":[]}', CustomerActivityPage(data=())),
    "null activities": ('{"data":null}', CustomerActivityPage()),
    "several activities, in their order": (
        '{"data":[{"id":"b"},{"id":"a"},{"id":"b"}]}',
        CustomerActivityPage(
            data=(CustomerActivity(id="b"), CustomerActivity(id="a"), CustomerActivity(id="b"))
        ),
    ),
    "an activity as an empty array": ('{"data":[[]]}', CustomerActivityPage(data=(CustomerActivity(),))),
    "a next page": (
        '{"has_more":true,"more_starting_after":"evcus_9"}',
        CustomerActivityPage(has_more=True, more_starting_after="evcus_9"),
    ),
    "no next page": (
        '{"has_more":false,"more_starting_after":null}',
        CustomerActivityPage(has_more=False),
    ),
    "a total": ('{"total":0}', CustomerActivityPage(total=0)),
    "a total that is whole": ('{"total":7.0}', CustomerActivityPage(total=7)),
    "a new member": ('{"cursor":"x"}', CustomerActivityPage(extra={"cursor": "x"})),
}


@pytest.mark.parametrize(("text", "expected"), VALID_ACTIVITIES.values(), ids=VALID_ACTIVITIES.keys())
def test_activity_decodes(text: str, expected: CustomerActivity) -> None:
    activity = CustomerActivity.from_json(text)

    assert activity == expected
    assert type(activity) is CustomerActivity
    assert CustomerActivity.from_dict(activity.to_dict()) == activity


@pytest.mark.parametrize(("text", "expected"), VALID_DATA.values(), ids=VALID_DATA.keys())
def test_data_decodes(text: str, expected: CustomerActivityData) -> None:
    data = CustomerActivityData.from_dict(json.loads(text))

    assert data == expected
    assert type(data) is CustomerActivityData
    assert CustomerActivityData.from_dict(data.to_dict()) == data


@pytest.mark.parametrize(("text", "expected"), VALID_PAGES.values(), ids=VALID_PAGES.keys())
def test_page_decodes(text: str, expected: CustomerActivityPage) -> None:
    page = CustomerActivityPage.from_json(text)

    assert page == expected
    assert type(page) is CustomerActivityPage
    assert CustomerActivityPage.from_dict(page.to_dict()) == page


def test_timestamp_keeps_the_offset_with_which_it_came() -> None:
    activity = CustomerActivity.from_json('{"created_at":"2025-07-01T14:00:00+02:00"}')

    assert activity.created_at is not None
    assert activity.created_at.utcoffset() == dt.timedelta(hours=2)
    assert activity.to_json() == '{"created_at":"2025-07-01T14:00:00.000+02:00"}'


@pytest.mark.parametrize("value", [30, 30.0, Decimal("30"), Decimal("3E+1"), Decimal("30.00")], ids=repr)
def test_points_hold_an_int_whatever_whole_number_came(value: object) -> None:
    points = CustomerActivityData.from_dict({"points": value}).points

    assert points == 30
    assert type(points) is int


def test_decimals_in_opaque_members_become_int_and_float() -> None:
    data = CustomerActivityData.from_dict(
        {"balance": Decimal("5"), "voucher": {"rate": Decimal("0.25")}, "buckets": [{"points": Decimal(7)}]}
    )

    assert data.to_dict() == {"buckets": [{"points": 7}], "balance": 5, "voucher": {"rate": 0.25}}
    assert type(data.balance) is int
    assert data.voucher is not None
    assert type(data.voucher["rate"]) is float


class Text(str):
    def __str__(self) -> str:
        return "printed otherwise"


class Number(int):
    def __str__(self) -> str:
        return "printed otherwise"


@pytest.mark.parametrize("wrapped", [MappingProxyType, OrderedDict, UserDict], ids=lambda c: str(c.__name__))
def test_any_mapping_is_an_object_and_a_tuple_is_an_array(wrapped: Any) -> None:
    page = CustomerActivityPage.from_dict(
        wrapped({"data": (wrapped({"data": wrapped({"buckets": (wrapped({"id": "b"}),), "holder": (1,)})}),)})
    )

    assert page.to_dict() == {
        "object": "list",
        "data_ref": "data",
        "data": [{"data": {"buckets": [{"id": "b"}], "holder": [1]}}],
    }


def test_subclasses_of_str_and_int_count_as_such() -> None:
    activity = CustomerActivity.from_dict({Text("type"): Text("customer.new"), "data": {"points": Number(3)}})

    assert activity == CustomerActivity(type="customer.new", data=CustomerActivityData(points=3))
    assert activity.to_json() == '{"type":"customer.new","data":{"points":3}}'


def test_text_may_be_bytes() -> None:
    assert CustomerActivity.from_json(b'{"id":"evcus_1"}') == CustomerActivity(id="evcus_1")
    assert CustomerActivityPage.from_json(bytearray(b'{"total":1}')) == CustomerActivityPage(total=1)


def test_decoding_as_a_subclass_makes_an_instance_of_it() -> None:
    class MyActivity(CustomerActivity):
        pass

    class MyData(CustomerActivityData):
        pass

    class MyPage(CustomerActivityPage):
        pass

    assert type(MyActivity.from_json('{"id":"a"}')) is MyActivity
    assert type(MyData.from_dict({"points": 1})) is MyData
    assert type(MyPage.from_json("{}")) is MyPage
    assert MyActivity.from_json('{"id":"a","x":1}').to_dict() == {"id": "a", "x": 1}


# --- what does not -------------------------------------------------------------------------------

TIMESTAMP = "a timestamp with an offset (RFC 3339)"

INVALID_ACTIVITIES: dict[str, tuple[str, str]] = {
    "no JSON": ("{", "$: expected JSON, got something else from column 2 on"),
    "no text": ("", "$: expected JSON, got something else from column 1 on"),
    "a string": ('"x"', "$: expected an object, got a string"),
    "a number": ("7", "$: expected an object, got an integer"),
    "null": ("null", "$: expected an object, got null"),
    "a boolean": ("true", "$: expected an object, got a boolean"),
    "an array with something in it": ('[{"id":"x"}]', "$: expected an object, got an array"),
    "an id that is a number": ('{"id":7}', "$.id: expected a string, got an integer"),
    "a type that is an array": ('{"type":["x"]}', "$.type: expected a string, got an array"),
    "a type that is a boolean": ('{"type":true}', "$.type: expected a string, got a boolean"),
    "a group that is an object": ('{"group_id":{}}', "$.group_id: expected a string, got an object"),
    "data that is a string": ('{"data":"x"}', "$.data: expected an object, got a string"),
    "data that is an array": ('{"data":[1]}', "$.data: expected an object, got an array"),
    "a timestamp without an offset": (
        '{"created_at":"2025-07-01T12:00:00"}',
        f"$.created_at: expected {TIMESTAMP}, got a string of another form",
    ),
    "a timestamp that is a number": (
        '{"created_at":1751371200}',
        f"$.created_at: expected {TIMESTAMP}, got an integer",
    ),
    "a timestamp of a day that does not exist": (
        '{"created_at":"2025-02-30T12:00:00Z"}',
        f"$.created_at: expected {TIMESTAMP}, got one that does not exist",
    ),
    "a number in a new member that is not finite": (
        '{"x":{"y":[1,NaN]}}',
        "$.x.y[1]: expected a JSON value, got a number that is not finite",
    ),
    "points in the wrapped form": (
        '{"data":{"data":{"points":"many"}}}',
        "$.data.data.points: expected an integer, got a string",
    ),
    "a campaign of a customer in the wrapped form": (
        '{"data":{"data":{"customer":{"loyalty":{"campaigns":{"Garden Club 03/2025":{"points":true}}}}}}}',
        '$.data.data.customer.loyalty.campaigns["Garden Club 03/2025"].points: expected an integer, got a boolean',
    ),
}

INVALID_DATA: dict[str, tuple[str, str]] = {
    "a customer that is a string": ('{"customer":"x"}', "$.customer: expected an object, got a string"),
    "a customer that is a list of customers": (
        '{"customer":[{"id":"x"}]}',
        "$.customer: expected an object, got an array",
    ),
    "a customer with a birthdate of another form": (
        '{"customer":{"birthdate":"17.05.1991"}}',
        "$.customer.birthdate: expected a date (YYYY-MM-DD), got a string of another form",
    ),
    "a referrer with an id that is a number": (
        '{"referrer":{"id":1}}',
        "$.referrer.id: expected a string, got an integer",
    ),
    "an expiration that is a date alone": (
        '{"expiration_date":"2026-03-04"}',
        f"$.expiration_date: expected {TIMESTAMP}, got a string of another form",
    ),
    "an empty timestamp": ('{"sent_at":""}', f"$.sent_at: expected {TIMESTAMP}, got a string of another form"),
    "points that are a string": ('{"points":"5"}', "$.points: expected an integer, got a string"),
    "points that are a boolean": ('{"points":true}', "$.points: expected an integer, got a boolean"),
    "points that are not whole": ('{"points":0.5}', "$.points: expected an integer, got a number with a fraction"),
    "points that are not finite": (
        '{"points":Infinity}',
        "$.points: expected an integer, got a number that is not finite",
    ),
    "points that are an object": ('{"points":{}}', "$.points: expected an integer, got an object"),
    "buckets that are an object": ('{"buckets":{}}', "$.buckets: expected an array, got an object"),
    "buckets that are a string": ('{"buckets":"x"}', "$.buckets: expected an array, got a string"),
    "a bucket that is a number": ('{"buckets":[{},3]}', "$.buckets[1]: expected an object, got an integer"),
    "a consent that is null": ('{"consents":[null]}', "$.consents[0]: expected an object, got null"),
    "a consent with a number that is not finite": (
        '{"consents":[{"weight":-Infinity}]}',
        "$.consents[0].weight: expected a JSON value, got a number that is not finite",
    ),
    "a balance with a number that is not finite": (
        '{"balance":[{"a b":NaN}]}',
        '$.balance[0]["a b"]: expected a JSON value, got a number that is not finite',
    ),
    "a voucher that is a string": ('{"voucher":"ROSE"}', "$.voucher: expected an object, got a string"),
    "a voucher that is an array": ('{"voucher":[{}]}', "$.voucher: expected an object, got an array"),
    "an order that is a boolean": ('{"order":false}', "$.order: expected an object, got a boolean"),
    "an event source that is a string": (
        '{"event_source":"API"}',
        "$.event_source: expected an object, got a string",
    ),
    "the wrapped form as a string": ('{"data":"x"}', "$.data: expected an object, got a string"),
}

INVALID_PAGES: dict[str, tuple[str, str]] = {
    "no JSON": ('{"data":[}', "$: expected JSON, got something else from column 10 on"),
    "the array alone": ('[{"id":"x"}]', "$: expected an object, got an array"),
    "an object that is an object": ('{"object":{}}', "$.object: expected a string, got an object"),
    "activities that are an object": ('{"data":{}}', "$.data: expected an array, got an object"),
    "activities that are a string": ('{"data":"x"}', "$.data: expected an array, got a string"),
    "an activity that is null": ('{"data":[null]}', "$.data[0]: expected an object, got null"),
    "an activity that is a string": ('{"data":[{},"x"]}', "$.data[1]: expected an object, got a string"),
    "more that is a number": ('{"has_more":1}', "$.has_more: expected a boolean, got an integer"),
    "more that is a string": ('{"has_more":"true"}', "$.has_more: expected a boolean, got a string"),
    "a start that is a number": (
        '{"more_starting_after":5}',
        "$.more_starting_after: expected a string, got an integer",
    ),
    "a total that is a string": ('{"total":"7"}', "$.total: expected an integer, got a string"),
    "a total that is a boolean": ('{"total":false}', "$.total: expected an integer, got a boolean"),
    "a total that is not whole": ('{"total":7.5}', "$.total: expected an integer, got a number with a fraction"),
    "points of a customer in the second activity": (
        '{"data":[{},{"data":{"customer":{"loyalty":{"points":"x"}}}}]}',
        "$.data[1].data.customer.loyalty.points: expected an integer, got a string",
    ),
    "a bucket in the wrapped form of the third activity": (
        '{"data":[{},{},{"data":{"data":{"buckets":[{},"x"]}}}]}',
        "$.data[2].data.data.buckets[1]: expected an object, got a string",
    ),
    "an opaque member of the first activity": (
        '{"data":[{"data":{"voucher":{"gift":{"1st":NaN}}}}]}',
        '$.data[0].data.voucher.gift["1st"]: expected a JSON value, got a number that is not finite',
    ),
}


@pytest.mark.parametrize(("text", "message"), INVALID_ACTIVITIES.values(), ids=INVALID_ACTIVITIES.keys())
def test_activity_does_not_decode(text: str, message: str) -> None:
    with pytest.raises(DecodeError) as raised:
        CustomerActivity.from_json(text)

    assert str(raised.value) == message


@pytest.mark.parametrize(("text", "message"), INVALID_DATA.values(), ids=INVALID_DATA.keys())
def test_data_does_not_decode(text: str, message: str) -> None:
    with pytest.raises(DecodeError) as raised:
        CustomerActivityData.from_dict(json.loads(text))

    assert str(raised.value) == message


@pytest.mark.parametrize(("text", "message"), INVALID_PAGES.values(), ids=INVALID_PAGES.keys())
def test_page_does_not_decode(text: str, message: str) -> None:
    with pytest.raises(DecodeError) as raised:
        CustomerActivityPage.from_json(text)

    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({1: "x"}, "$: expected string keys, got a key that is an integer"),
        ({"data": {"voucher": {None: 1}}}, "$.data.voucher: expected string keys, got a key that is null"),
        ({"data": {"buckets": [{(): 1}]}}, "$.data.buckets[0]: expected string keys, got a key that is an array"),
        ({"data": {"balance": {1, 2}}}, "$.data.balance: expected a JSON value, got a value of type set"),
        ({"data": {"holder": [b"x"]}}, "$.data.holder[0]: expected a JSON value, got a value of type bytes"),
        ({"x": NOON}, "$.x: expected a JSON value, got a value of type datetime"),
        ({"created_at": NOON}, f"$.created_at: expected {TIMESTAMP}, got a value of type datetime"),
        (
            {"data": {"points": Decimal("0.5")}},
            "$.data.points: expected an integer, got a number with a fraction",
        ),
    ],
    ids=str,
)
def test_python_objects_that_are_no_json_do_not_decode(data: Any, message: str) -> None:
    with pytest.raises(DecodeError) as raised:
        CustomerActivity.from_dict(data)

    assert str(raised.value) == message


def test_error_leads_to_the_place_and_survives_pickling() -> None:
    with pytest.raises(DecodeError) as raised:
        CustomerActivityPage.from_json('{"data":[{},{"data":{"customer":{"loyalty":{"points":"x"}}}}]}')

    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        error = pickle.loads(pickle.dumps(raised.value, protocol))
        assert type(error) is DecodeError
        assert error.path == ("data", 1, "data", "customer", "loyalty", "points")
        assert error.expected == "an integer"
        assert error.actual == "a string"
        assert str(error) == str(raised.value)


# --- deep nesting --------------------------------------------------------------------------------

DEPTH = 100_000


def nested(depth: int) -> dict[str, Any]:
    """`data` in `data` in `data`."""
    out: dict[str, Any] = {}
    for _ in range(depth):
        out = {"data": out}
    return out


@pytest.mark.parametrize("root", [CustomerActivity, CustomerActivityPage])
def test_text_nested_too_deep_is_a_decode_error(root: Root) -> None:
    opening = '{"data":' if root is CustomerActivity else '{"data":[{"data":'
    closing = "}" if root is CustomerActivity else "}]}"

    with pytest.raises(DecodeError):
        root.from_json(opening + '{"data":' * DEPTH + "{}" + "}" * DEPTH + closing)


def test_text_that_json_can_read_and_the_model_cannot_is_a_decode_error() -> None:
    text = '{"data":' * 900 + "{}" + "}" * 900

    with pytest.raises(DecodeError):
        CustomerActivity.from_json(text)


@pytest.mark.parametrize("depth", [600, DEPTH])
def test_objects_nested_too_deep_are_a_decode_error(depth: int) -> None:
    with pytest.raises(DecodeError):
        CustomerActivityData.from_dict(nested(depth))
    with pytest.raises(DecodeError):
        CustomerActivity.from_dict(nested(depth))
    with pytest.raises(DecodeError):
        CustomerActivityPage.from_dict({"data": [nested(depth)]})


@pytest.mark.parametrize("member", ["balance", "voucher", "something_new"])
def test_opaque_json_nested_too_deep_is_a_decode_error(member: str) -> None:
    with pytest.raises(DecodeError):
        CustomerActivity.from_dict({"data": {member: nested(DEPTH)}})
    with pytest.raises(DecodeError):
        CustomerActivity.from_json(f'{{"data":{{"{member}":' + '{"x":' * DEPTH + "1" + "}" * DEPTH + "}}")


def test_what_is_written_is_nested_no_deeper_than_what_is_read() -> None:
    data = None
    for _ in range(200):
        data = CustomerActivityData(data=data)
    assert data is not None
    assert CustomerActivityData.from_dict(data.to_dict()) == data
    with pytest.raises(EncodeError) as caught:
        CustomerActivityData(data=data).to_dict()
    assert str(caught.value) == "$.data: expected data nested at most 200 deep, got deeper nesting"


@pytest.mark.parametrize("depth", [1, 50, 100, 150, 199, 200, 201, 250, 300, 350, 400, 450, 470, 480, 490])
def test_whatever_nesting_decodes_can_also_be_written_compared_and_shown(depth: int) -> None:
    try:
        activity = CustomerActivity.from_dict(nested(depth))
    except DecodeError:
        assert depth >= 50, "some nesting has to decode"
        return

    assert activity.to_dict() == nested(depth)
    assert CustomerActivity.from_json(activity.to_json()) == activity
    assert hash(activity) == hash(CustomerActivity.from_dict(nested(depth)))
    assert repr(activity).startswith("CustomerActivity(")
    assert activity.customer is None


@pytest.mark.parametrize("depth", [600, 10_000])
def test_hand_made_nesting_that_is_too_deep_is_an_encode_error(depth: int) -> None:
    data = CustomerActivityData()
    for _ in range(depth):
        data = CustomerActivityData(data=data)

    with pytest.raises(EncodeError):
        data.to_dict()
    with pytest.raises(EncodeError):
        CustomerActivity(data=data).to_dict()
    with pytest.raises(EncodeError):
        CustomerActivity(data=data).to_json()
    with pytest.raises(EncodeError):
        CustomerActivityPage(data=(CustomerActivity(data=data),)).to_json()


def test_hand_made_opaque_json_that_is_too_deep_is_an_encode_error() -> None:
    with pytest.raises(EncodeError):
        CustomerActivityData(balance=nested(DEPTH)).to_dict()
    with pytest.raises(EncodeError):
        CustomerActivityData(voucher=nested(DEPTH)).to_dict()


def test_the_customer_is_found_however_deep_a_hand_made_activity_is() -> None:
    data = CustomerActivityData(customer=Customer(id="cust_1"))
    for _ in range(10_000):
        data = CustomerActivityData(data=data)

    assert CustomerActivity(data=data).customer == Customer(id="cust_1")


@pytest.mark.parametrize("member", ["balance", "voucher", "points"])
def test_an_integer_too_long_to_convert_is_a_decode_error(member: str) -> None:
    number = "1" * 5000
    value = number if member != "voucher" else f'{{"n":{number}}}'

    with pytest.raises(DecodeError) as raised:
        CustomerActivity.from_json(f'{{"data":{{"{member}":{value}}}}}')

    assert "111" not in str(raised.value)


# --- the customer --------------------------------------------------------------------------------

CUSTOMER_AT: dict[str, tuple[str, Customer | None]] = {
    "in data": ('{"data":{"customer":{"id":"cust_1"}}}', Customer(id="cust_1")),
    "in data.data": ('{"data":{"data":{"customer":{"id":"cust_2"}}}}', Customer(id="cust_2")),
    "in both: the outer one": (
        '{"data":{"customer":{"id":"cust_1"},"data":{"customer":{"id":"cust_2"}}}}',
        Customer(id="cust_1"),
    ),
    "in data.data, beside a null in data": (
        '{"data":{"customer":null,"data":{"customer":{"id":"cust_2"}}}}',
        Customer(id="cust_2"),
    ),
    "nowhere, without data": ("{}", None),
    "nowhere, with null data": ('{"data":null}', None),
    "nowhere, with empty data": ('{"data":{}}', None),
    "nowhere, with a null customer": ('{"data":{"customer":null}}', None),
    "nowhere, with null data.data": ('{"data":{"data":null}}', None),
    "nowhere, with empty data.data": ('{"data":{"data":{}}}', None),
    "nowhere, with a referrer": ('{"data":{"referrer":{"id":"cust_3"}}}', None),
    "nowhere, with one in an opaque member": ('{"data":{"publication":{"customer":{"id":"cust_4"}}}}', None),
}


@pytest.mark.parametrize(("text", "customer"), CUSTOMER_AT.values(), ids=CUSTOMER_AT.keys())
def test_customer_is_found_at_either_level(text: str, customer: Customer | None) -> None:
    found: Customer | None = CustomerActivity.from_json(text).customer

    assert found == customer


def test_customer_is_no_field_and_is_not_written() -> None:
    activity = CustomerActivity.from_json('{"data":{"customer":{"id":"cust_1"}}}')

    assert activity.data is not None
    assert activity.customer is activity.data.customer
    assert [field.name for field in dataclasses.fields(activity)] == [
        "id", "type", "data", "created_at", "group_id", "extra", "nulls",
    ]
    assert activity.to_json() == '{"data":{"customer":{"id":"cust_1","object":"customer"}}}'


# --- the types -----------------------------------------------------------------------------------

DOCUMENTED_TYPES = """
    customer.confirmed customer.created customer.updated customer.deleted customer.referred
    customer.custom_event customer.rewarded customer.rewarded.loyalty_points

    customer.segment.entered customer.segment.left

    customer.sms.sent customer.sms.recovered customer.sms.failed
    customer.email.sent customer.email.recovered customer.email.failed
    customer.activecampaign.sent customer.activecampaign.recovered customer.activecampaign.failed
    customer.braze.sent customer.braze.recovered customer.braze.failed
    customer.mailchimp.sent customer.mailchimp.recovered customer.mailchimp.failed
    customer.intercom.sent customer.intercom.recovered customer.intercom.failed
    customer.shopify.sent customer.shopify.recovered customer.shopify.failed
    customer.klaviyo.sent customer.klaviyo.recovered customer.klaviyo.failed
    customer.batch.sent customer.batch.recovered customer.batch.failed

    customer.voucher.deleted customer.voucher.gift.balance_added
    customer.voucher.loyalty_card.pending_points.activated
    customer.voucher.loyalty_card.pending_points.added
    customer.voucher.loyalty_card.pending_points.canceled
    customer.voucher.loyalty_card.pending_points.updated
    customer.voucher.loyalty_card.points_activated
    customer.voucher.loyalty_card.points_added
    customer.voucher.loyalty_card.points_transferred
    customer.voucher.loyalty_card.points_expired

    customer.publication.succeeded customer.publication.failed
    customer.validation.succeeded customer.validation.failed
    customer.redemption.failed customer.redemption.succeeded
    customer.redemption.rollback.failed customer.redemption.rollback.succeeded

    customer.order.canceled customer.order.created customer.order.fulfilled
    customer.order.paid customer.order.processing customer.order.updated

    customer.reward_redemptions.created customer.reward_redemptions.pending
    customer.reward_redemptions.completed customer.reward_redemptions.rolledback

    customer.loyalty.updated customer.loyalty.tier.upgraded customer.loyalty.tier.downgraded
    customer.loyalty.tier.prolonged customer.loyalty.tier.expiration.changed
    customer.loyalty.tier.joined customer.loyalty.tier.left

    customer.holder.assignment.created customer.holder.assignment.deleted
""".split()


def test_activity_types_are_the_74_documented_ones() -> None:
    assert type(ACTIVITY_TYPES) is frozenset
    assert sorted(ACTIVITY_TYPES) == sorted(DOCUMENTED_TYPES)
    assert len(ACTIVITY_TYPES) == 74


def test_a_type_that_occurs_undocumented_is_not_among_them() -> None:
    assert "customer.consents.given" not in ACTIVITY_TYPES


@pytest.mark.parametrize("name", [*DOCUMENTED_TYPES, "customer.consents.given", "voucher.published", "", "Ω 1"])
def test_every_type_decodes_as_the_string_it_is(name: str) -> None:
    activity = CustomerActivity.from_dict({"type": name})

    assert activity.type == name
    assert type(activity.type) is str
    assert activity.to_dict() == {"type": name}


def test_a_checker_takes_documented_types_and_any_other_string() -> None:
    documented: ActivityType = "customer.created"
    other: ActivityType = "customer.created.tomorrow"
    computed: ActivityType = ".".join(["customer", "created"])

    assert CustomerActivity(type=documented) == CustomerActivity(type=computed)
    assert CustomerActivity(type=other).type == "customer.created.tomorrow"


def test_type_alias_holds_the_documented_types_for_an_editor_to_complete() -> None:
    literal, other = typing.get_args(ActivityType)

    assert sorted(typing.get_args(literal)) == sorted(DOCUMENTED_TYPES)
    assert other is str


# --- what is written -----------------------------------------------------------------------------


def compact(text: str) -> str:
    return json.dumps(json.loads(text), separators=(",", ":"))


@pytest.mark.parametrize(
    ("name", "root"),
    [
        ("activity.json", CustomerActivity),
        ("activity-wrapped.json", CustomerActivity),
        ("page.json", CustomerActivityPage),
    ],
)
def test_payload_is_written_back_as_it_came(name: str, root: Root) -> None:
    # The payloads have their members in the documented order, and timestamps in the vendor's spelling.
    text = (PAYLOADS / name).read_text("utf-8")
    decoded = root.from_json(text)

    assert decoded.to_dict() == json.loads(text)
    assert root.from_json(decoded.to_json()) == decoded
    assert decoded.to_json() == compact(text)


def test_known_members_are_written_in_the_documented_order_and_new_ones_after() -> None:
    every: dict[str, Any] = {
        **dict.fromkeys(CUSTOMERS, {"object": "customer"}),
        **dict.fromkeys(TIMESTAMPS, "2025-07-01T12:00:00.000Z"),
        **dict.fromkeys(INTEGERS, 1),
        **dict.fromkeys(ARRAYS_OF_OBJECTS, [{"a": 1}]),
        **dict.fromkeys(ANY_JSON, "any"),
        **dict.fromkeys(OBJECTS, {"b": [2]}),
        "data": {"points": 2},
    }
    shuffled = {"z_new": 1, "a_new": None, **dict(reversed(every.items()))}

    data = CustomerActivityData.from_dict(shuffled)

    assert list(data.to_dict().items()) == [*every.items(), ("z_new", 1), ("a_new", None)]
    assert data.extra == {"z_new": 1, "a_new": None}


def test_activity_and_page_are_written_in_the_documented_order() -> None:
    activity = '{"new":1,"group_id":"g","created_at":"2025-07-01T12:00:00.000Z","data":{},"type":"t","id":"i"}'
    page = '{"new":1,"total":1,"more_starting_after":"a","has_more":true,"data":[],"data_ref":"d","object":"o"}'

    assert CustomerActivity.from_json(activity).to_json() == (
        '{"id":"i","type":"t","data":{},"created_at":"2025-07-01T12:00:00.000Z","group_id":"g","new":1}'
    )
    assert CustomerActivityPage.from_json(page).to_json() == (
        '{"object":"o","data_ref":"d","data":[],"has_more":true,"more_starting_after":"a","total":1,"new":1}'
    )


@pytest.mark.parametrize(
    ("cls", "names"),
    [
        (CustomerActivity, ["id", "type", "data", "created_at", "group_id"]),
        (CustomerActivityData, DATA_MEMBERS),
        (CustomerActivityPage, ["object", "data_ref", "data", "has_more", "more_starting_after", "total"]),
    ],
)
def test_every_member_may_be_null_and_is_written_as_null_again(cls: Any, names: list[str]) -> None:
    decoded = cls.from_dict(dict.fromkeys(names))

    assert all(getattr(decoded, name) is None for name in names)
    assert decoded.nulls == frozenset(names)
    assert list(decoded.to_dict().items()) == [(name, None) for name in names]


def test_absent_members_are_left_out_and_defaults_are_written() -> None:
    assert CustomerActivity.from_dict({}).to_dict() == {}
    assert CustomerActivityData.from_dict({}).to_dict() == {}
    assert CustomerActivityPage.from_dict({}).to_dict() == {"object": "list", "data_ref": "data"}
    assert CustomerActivityPage(object=None, data_ref=None).to_dict() == {"object": None, "data_ref": None}


def test_nulls_take_no_part_in_equality_and_hash_but_new_members_do_in_equality() -> None:
    absent, null, new = (CustomerActivity.from_json(text) for text in ("{}", '{"id":null}', '{"x":1}'))

    assert absent == null
    assert hash(absent) == hash(null) == hash(new)
    assert absent != new


def test_a_value_wins_over_nulls() -> None:
    activity = CustomerActivity.from_json('{"id":null,"data":{"points":null}}')
    assert activity.data is not None
    data = dataclasses.replace(activity.data, points=3)

    changed = dataclasses.replace(activity, id="evcus_1", data=data)

    assert changed.to_json() == '{"id":"evcus_1","data":{"points":3}}'


def test_nulls_of_a_hand_made_instance_are_written() -> None:
    data = CustomerActivityData(points=1, nulls=frozenset({"voucher", "buckets", "balance", "data"}))

    assert data.to_dict() == {
        "points": 1,
        "buckets": None,
        "balance": None,
        "voucher": None,
        "data": None,
    }


NAIVE = dt.datetime(2025, 7, 1)

NOT_WRITTEN: dict[str, tuple[Any, str]] = {
    "a naive timestamp": (
        CustomerActivity(created_at=NAIVE),
        "$.created_at: expected a datetime with an offset, got one without",
    ),
    "a naive timestamp in data": (
        CustomerActivity(data=CustomerActivityData(sent_at=NAIVE)),
        "$.data.sent_at: expected a datetime with an offset, got one without",
    ),
    "a known member in extra": (
        CustomerActivity(extra={"group_id": "g"}),
        "$.extra.group_id: expected a member without a field of its own, got one with",
    ),
    "a known member in extra of data": (
        CustomerActivity(data=CustomerActivityData(extra={"voucher": {}})),
        "$.data.extra.voucher: expected a member without a field of its own, got one with",
    ),
    "a set in a new member": (
        CustomerActivity(extra={"x": [{1}]}),
        "$.extra.x[0]: expected a JSON value, got a value of type set",
    ),
    "a boolean as points": (
        CustomerActivityData(points=True),
        "$.points: expected an integer, got a boolean",
    ),
    "bytes in a bucket": (
        CustomerActivityData(buckets=({}, {"id": b"x"})),
        "$.buckets[1].id: expected a JSON value, got a value of type bytes",
    ),
    "a number that is not finite as the balance": (
        CustomerActivityData(balance=float("inf")),
        "$.balance: expected a JSON value, got a number that is not finite",
    ),
    "a key that is no string": (
        CustomerActivityData(voucher={"a": {1: 2}}),
        "$.voucher.a: expected string keys, got a key that is an integer",
    ),
    "a naive timestamp of a customer in the second activity": (
        CustomerActivityPage(
            data=(
                CustomerActivity(),
                CustomerActivity(data=CustomerActivityData(customer=Customer(updated_at=NAIVE))),
            )
        ),
        "$.data[1].data.customer.updated_at: expected a datetime with an offset, got one without",
    ),
}


@pytest.mark.parametrize(("instance", "message"), NOT_WRITTEN.values(), ids=NOT_WRITTEN.keys())
def test_hand_made_instance_that_is_no_json_is_an_encode_error(instance: Any, message: str) -> None:
    with pytest.raises(EncodeError) as raised:
        instance.to_dict()

    assert str(raised.value) == message


WRONG_TYPE: dict[str, tuple[type[Any], str, Any, str]] = {
    "a number as the id": (CustomerActivity, "id", 1, "$.id: expected a string, got an integer"),
    "a dict as the data": (
        CustomerActivity,
        "data",
        {},
        "$.data: expected an instance of CustomerActivityData, got an object",
    ),
    "a dict as the customer": (
        CustomerActivityData,
        "customer",
        {},
        "$.customer: expected an instance of Customer, got an object",
    ),
    "a string as a timestamp": (
        CustomerActivityData,
        "failed_at",
        "2025-07-01T12:00:00Z",
        "$.failed_at: expected a datetime with an offset, got a string",
    ),
    "a string as buckets": (CustomerActivityData, "buckets", "x", "$.buckets: expected a tuple, got a string"),
    "a string as a bucket": (
        CustomerActivityData,
        "buckets",
        ("x",),
        "$.buckets[0]: expected a mapping, got a string",
    ),
    "a string as the voucher": (CustomerActivityData, "voucher", "x", "$.voucher: expected a mapping, got a string"),
    "a dict as an activity": (
        CustomerActivityPage,
        "data",
        (CustomerActivity(), {}),
        "$.data[1]: expected an instance of CustomerActivity, got an object",
    ),
    "a number as more": (CustomerActivityPage, "has_more", 1, "$.has_more: expected a boolean, got an integer"),
}


@pytest.mark.parametrize(("cls", "name", "value", "message"), WRONG_TYPE.values(), ids=WRONG_TYPE.keys())
def test_value_of_another_type_than_declared_is_an_encode_error(
    cls: type[Any], name: str, value: Any, message: str
) -> None:
    with pytest.raises(EncodeError) as raised:
        cls(**{name: value}).to_dict()

    assert str(raised.value) == message


# --- isolation -----------------------------------------------------------------------------------


def containers(value: Any) -> dict[int, Any]:
    """Every dict and list in `value`, by identity."""
    found: dict[int, Any] = {}
    if isinstance(value, (dict, list)):
        found[id(value)] = value
    if isinstance(value, Mapping):
        value = list(value.values())
    elif dataclasses.is_dataclass(value):
        value = [getattr(value, field.name) for field in dataclasses.fields(value)]
    if isinstance(value, (list, tuple)):
        for item in value:
            found.update(containers(item))
    return found


def test_input_instance_and_output_share_nothing_that_can_be_changed() -> None:
    given = json.loads((PAYLOADS / "page.json").read_text("utf-8"))
    given["new"] = {"list": [{}]}
    before = copy.deepcopy(given)
    page = CustomerActivityPage.from_dict(given)
    first, second = page.to_dict(), page.to_dict()

    assert given == before
    for one, other in [(given, page), (page, first), (first, second), (given, first)]:
        shared = containers(one).keys() & containers(other).keys()
        assert [containers(one)[key] for key in shared if containers(one)[key] != {}] == []
        for key in shared:  # an empty one may be shared if it stays empty
            with pytest.raises(TypeError):
                containers(one)[key]["x"] = 1


def test_instances_cannot_be_assigned_to() -> None:
    for instance in (CustomerActivity(), CustomerActivityData(), CustomerActivityPage()):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(instance, "data", None)
        with pytest.raises((AttributeError, TypeError)):
            setattr(instance, "anything", None)


def test_decoded_instances_cannot_be_assigned_to() -> None:
    page = CustomerActivityPage.from_json((PAYLOADS / "page.json").read_bytes())
    assert page.data is not None

    for instance in (page, page.data[0], page.data[0].data):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(instance, "data", None)
        with pytest.raises((AttributeError, TypeError)):
            setattr(instance, "anything", None)


def test_fields_are_given_by_name_only() -> None:
    for cls in (CustomerActivity, CustomerActivityData, CustomerActivityPage):
        made: Any = cls
        with pytest.raises(TypeError):
            made("x")


# --- what a dataclass can do ---------------------------------------------------------------------

PRIVATE = "SENTINEL"


def test_repr_shows_neither_opaque_members_nor_personal_data() -> None:
    customer = {
        "id": "cust_1",
        **dict.fromkeys(["source_id", "name", "description", "email", "phone"], PRIVATE),
        "birthdate": "1991-05-17",
        "birthday": "1991-05-17",
        "address": dict.fromkeys(["city", "state", "line_1", "line_2", "country", "postal_code"], PRIVATE),
        "assets": {"cockpit_url": PRIVATE, "cockpit_preference_center_url": PRIVATE},
        "metadata": {PRIVATE: PRIVATE},
        "system_metadata": {PRIVATE: PRIVATE},
        PRIVATE: PRIVATE,
    }
    data: dict[str, Any] = {
        "customer": customer,
        "referrer": customer,
        "points": 30,
        **dict.fromkeys(ARRAYS_OF_OBJECTS, [{PRIVATE: PRIVATE}]),
        **dict.fromkeys(ANY_JSON, PRIVATE),
        **dict.fromkeys(OBJECTS, {PRIVATE: PRIVATE}),
        PRIVATE: PRIVATE,
    }
    activity = {"id": "evcus_1", "type": "customer.updated", "data": {**data, "data": data}, PRIVATE: PRIVATE}
    page = CustomerActivityPage.from_dict({"data": [activity], PRIVATE: PRIVATE})

    shown = repr(page)

    assert PRIVATE not in shown
    assert "1991" not in shown
    assert [name for name in OPAQUE if f"{name}=" in shown.replace("loyalty=None", "")] == []
    assert "extra=" not in shown
    assert "nulls=" not in shown
    assert shown.startswith("CustomerActivityPage(object='list', data_ref='data', data=(CustomerActivity(id='evcus_1'")
    assert "type='customer.updated'" in shown
    assert "points=30" in shown
    assert "Customer(id='cust_1'" in shown


def test_repr_of_an_activity_in_full() -> None:
    assert repr(CustomerActivity(id="evcus_1", type="t", created_at=NOON, extra={"x": 1})) == (
        "CustomerActivity(id='evcus_1', type='t', data=None, "
        "created_at=datetime.datetime(2025, 7, 1, 12, 0, tzinfo=datetime.timezone.utc), group_id=None)"
    )


@pytest.fixture(params=["activity.json", "activity-wrapped.json", "page.json"])
def decoded(request: pytest.FixtureRequest) -> AnyActivity:
    name: str = request.param
    root: Root = CustomerActivityPage if name == "page.json" else CustomerActivity
    return root.from_json((PAYLOADS / name).read_text("utf-8"))


def test_equal_instances_have_the_same_hash(decoded: AnyActivity) -> None:
    again = type(decoded).from_json(decoded.to_json())

    assert again == decoded
    assert hash(again) == hash(decoded)
    assert {decoded: "found"}[again] == "found"


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickling_keeps_everything(decoded: AnyActivity, protocol: int) -> None:
    again = pickle.loads(pickle.dumps(decoded, protocol))

    assert type(again) is type(decoded)
    assert again == decoded
    assert again.to_json() == decoded.to_json()


def test_copies_keep_everything(decoded: AnyActivity) -> None:
    for again in (copy.copy(decoded), copy.deepcopy(decoded), dataclasses.replace(decoded)):
        assert type(again) is type(decoded)
        assert again == decoded
        assert again.to_json() == decoded.to_json()


def test_deepcopy_shares_no_opaque_member() -> None:
    activity = CustomerActivity.from_json((PAYLOADS / "activity.json").read_bytes())
    again = copy.deepcopy(activity)

    assert activity.data is not None and again.data is not None
    assert again.data.voucher == activity.data.voucher
    assert again.data.voucher is not activity.data.voucher


def test_replace_changes_one_field_and_leaves_the_rest() -> None:
    activity = CustomerActivity.from_json((PAYLOADS / "activity.json").read_bytes())

    changed = dataclasses.replace(activity, type="customer.renamed", created_at=NOON)

    assert changed.data is activity.data
    assert changed.to_dict() == {
        **activity.to_dict(), "type": "customer.renamed", "created_at": "2025-07-01T12:00:00.000Z",
    }
    assert CustomerActivity.from_dict(changed.to_dict()) == changed


def test_asdict_goes_all_the_way_down() -> None:
    page = CustomerActivityPage.from_json('{"data":[{"data":{"customer":{"loyalty":{"points":1}},"buckets":[{"a":1}]}}]}')

    out = dataclasses.asdict(page)

    assert out["data"][0]["data"]["customer"]["loyalty"]["points"] == 1
    assert out["data"][0]["data"]["buckets"] == ({"a": 1},)
    assert out["object"] == "list"


def test_type_hints_can_be_resolved_at_run_time() -> None:
    activity = typing.get_type_hints(CustomerActivity)
    data = typing.get_type_hints(CustomerActivityData)
    page = typing.get_type_hints(CustomerActivityPage)

    assert activity["data"] == CustomerActivityData | None
    assert activity["created_at"] == dt.datetime | None
    assert activity["type"] == ActivityType | None
    assert data["customer"] == data["referrer"] == Customer | None
    assert data["data"] == CustomerActivityData | None
    assert data["points"] == int | None
    assert data["buckets"] == tuple[Mapping[str, Any], ...] | None
    assert data["voucher"] == Mapping[str, Any] | None
    assert page["data"] == tuple[CustomerActivity, ...] | None
    assert page["object"] == str | None
    assert page["has_more"] == bool | None
    assert page["nulls"] == frozenset[str]


def test_return_type_of_customer_is_a_customer_or_none() -> None:
    getter = CustomerActivity.__dict__["customer"].fget

    assert typing.get_type_hints(getter) == {"return": Customer | None}


def test_fields_are_the_documented_members_in_their_order() -> None:
    def names(cls: Any) -> list[str]:
        return [field.name for field in dataclasses.fields(cls)]

    assert names(CustomerActivityData) == [*DATA_MEMBERS, "extra", "nulls"]
    assert names(CustomerActivityPage) == [
        "object", "data_ref", "data", "has_more", "more_starting_after", "total", "extra", "nulls",
    ]


def test_page_gives_its_activities_one_after_the_other() -> None:
    page = CustomerActivityPage.from_json((PAYLOADS / "page.json").read_bytes())

    assert page.data is not None
    assert [activity.id for activity in page.data] == ["evcus_page1", "evcus_page2", "evcus_page3"]
    assert [activity.customer and activity.customer.id for activity in page.data] == [
        "cust_Wv5nC7dK",
        "cust_Wv5nC7dK",
        None,
    ]
    second = page.data[1].customer
    assert second is not None
    assert second.loyalty == CustomerLoyalty(points=40, campaigns={})


# --- what the import loads -----------------------------------------------------------------------

WATCHED = ["customer_activity.activity", "customer_activity.webhook", "json", "hmac", "hashlib"]


def loaded_by(statement: str) -> list[str]:
    """Which of the watched modules a fresh interpreter has loaded after the statement."""
    parent = Path(customer_activity.__file__).parents[1]
    program = (
        f"import sys; sys.path.insert(0, {str(parent)!r}); {statement}; "
        f"print(*[name for name in {WATCHED!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-c", program], check=True, capture_output=True, text=True
    )
    return done.stdout.split()


def test_importing_the_package_loads_neither_activities_nor_webhooks_nor_json() -> None:
    assert loaded_by("import customer_activity") == []


def test_customers_can_be_decoded_and_written_without_them() -> None:
    assert loaded_by("from customer_activity import Customer; Customer.from_dict({'id': 'x'}).to_dict()") == []


def test_listing_the_names_of_the_package_loads_nothing() -> None:
    assert loaded_by("import customer_activity; dir(customer_activity)") == []


@pytest.mark.parametrize(
    "name",
    ["CustomerActivity", "CustomerActivityData", "CustomerActivityPage", "ACTIVITY_TYPES", "ActivityType"],
)
def test_importing_an_activity_loads_the_activities_only(name: str) -> None:
    assert loaded_by(f"from customer_activity import {name}") == ["customer_activity.activity"]


def test_importing_webhooks_loads_what_they_need() -> None:
    assert loaded_by("from customer_activity.webhook import Webhook") == [
        name for name in WATCHED if name != "json"
    ]


def test_package_and_module_give_the_same_classes() -> None:
    from customer_activity import activity

    assert CustomerActivity is activity.CustomerActivity
    assert CustomerActivityData is activity.CustomerActivityData
    assert CustomerActivityPage is activity.CustomerActivityPage
    assert ACTIVITY_TYPES is activity.ACTIVITY_TYPES
    assert customer_activity.CustomerActivity is CustomerActivity


def test_star_import_and_dir_give_the_activities_too() -> None:
    names: dict[str, Any] = {}
    exec("from customer_activity import *", names)

    assert names["CustomerActivityPage"] is CustomerActivityPage
    assert "CustomerActivity" in dir(customer_activity)


def test_a_name_that_does_not_exist_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError) as raised:
        getattr(customer_activity, "CustomerActivities")

    assert str(raised.value) == "module 'customer_activity' has no attribute 'CustomerActivities'"
