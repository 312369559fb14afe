# SPDX-License-Identifier: MIT
"""Documents as they are sent: JSON text in, instance or whole message out."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from contract import MEMBERS
from customer_activity import (
    Customer,
    CustomerActivity,
    CustomerActivityData,
    CustomerActivityPage,
    CustomerAddress,
    CustomerAssets,
    CustomerLoyalty,
    CustomerLoyaltyCampaign,
    CustomerPage,
    CustomerReferrals,
    CustomerReferralsCampaign,
    CustomerSummary,
    CustomerSummaryOrders,
    CustomerSummaryRedemptions,
    CustomerSummaryRedemptionsGift,
    CustomerSummaryRedemptionsLoyaltyCard,
    DecodeError,
    Webhook,
    WebhookEvent,
)

PAYLOADS = Path(__file__).parent / "payloads"
NOON = dt.datetime(2025, 7, 1, 12, 0, tzinfo=dt.timezone.utc)


def takes(name: str, text: str, decoded: Any, written: str | None = None) -> Any:
    """A row: JSON text in, the instance that it decodes to, and JSON text out where it differs."""
    return pytest.param(
        text, decoded, text if written is None else written, id=f"{type(decoded).__name__}: {name}"
    )


DECODES = [
    takes("the empty string, which is not null", '{"line_2": ""}', CustomerAddress(line_2="")),
    takes("unknown", '{"city": "C", "lat": 1.5}', CustomerAddress(city="C", extra={"lat": 1.5})),
    takes("null", '{"cockpit_url": null}', CustomerAssets(nulls=frozenset({"cockpit_url"}))),
    takes(
        "the undocumented figures that occur",
        '{"points": 10, "points_to_go": 4, "redeemed_points": 6}',
        CustomerLoyaltyCampaign(points=10, extra={"points_to_go": 4, "redeemed_points": 6}),
    ),
    takes("a whole float", '{"points": 100.0}', CustomerLoyaltyCampaign(points=100), '{"points": 100}'),
    takes(
        "every member",
        '{"points": -604, "referred_customers": 3, "campaigns": {"Loyalty 01/2021": {"points": 604}}}',
        CustomerLoyalty(
            points=-604,
            referred_customers=3,
            campaigns={"Loyalty 01/2021": CustomerLoyaltyCampaign(points=604)},
        ),
    ),
    takes(
        "no campaign as PHP writes it",
        '{"campaigns": []}',
        CustomerLoyalty(campaigns={}),
        '{"campaigns": {}}',
    ),
    takes(
        "campaigns named like a member and not at all",
        '{"campaigns": {"points": {}, "": {}}}',
        CustomerLoyalty(campaigns={"points": CustomerLoyaltyCampaign(), "": CustomerLoyaltyCampaign()}),
    ),
    takes(
        "every member",
        '{"total": 2, "campaigns": [{"campaign_id": "camp_1", "date": "2025-07-01T12:00:00.000Z"}, {}]}',
        CustomerReferrals(
            total=2,
            campaigns=(
                CustomerReferralsCampaign(campaign_id="camp_1", date=NOON),
                CustomerReferralsCampaign(),
            ),
        ),
    ),
    takes("no campaign", '{"total": 0, "campaigns": []}', CustomerReferrals(total=0, campaigns=())),
    takes(
        "its defaults",
        "{}",
        CustomerSummaryRedemptionsGift(redeemed_amount=0, amount_to_go=0),
        '{"redeemed_amount": 0, "amount_to_go": 0}',
    ),
    takes(
        "null in spite of a default",
        '{"redeemed_amount": null}',
        CustomerSummaryRedemptionsGift(redeemed_amount=None),
        '{"redeemed_amount": null, "amount_to_go": 0}',
    ),
    takes("no default, unlike the gift", "{}", CustomerSummaryRedemptionsLoyaltyCard()),
    takes(
        "empty objects, which are not null",
        '{"redemptions": {}, "orders": null}',
        CustomerSummary(redemptions=CustomerSummaryRedemptions(), nulls=frozenset({"orders"})),
    ),
    takes("empty", "{}", Customer(), '{"object": "customer"}'),
    takes(
        "the short form of an activity",
        '{"id": "cust_1", "source_id": "crm-1", "object": "customer", "name": "N",'
        ' "email": null, "metadata": {}}',
        Customer(id="cust_1", source_id="crm-1", name="N", metadata={}, nulls=frozenset({"email"})),
    ),
    takes(
        "an object of another name",
        '{"object": "unconfirmed_customer"}',
        Customer(object="unconfirmed_customer"),
    ),
    takes(
        "both dates of birth",
        '{"object": "customer", "birthday": "1988-02-29", "birthdate": "1988-02-28"}',
        Customer(birthday=dt.date(1988, 2, 29), birthdate=dt.date(1988, 2, 28)),
    ),
    takes(
        "buckets as an array",
        '{"buckets": [{"id": "a", "points": 1}, 7]}',
        CustomerActivityData(buckets=[{"id": "a", "points": 1}, 7]),
    ),
    takes(
        "buckets as one object, where points expired",
        '{"buckets": {"id": "a"}}',
        CustomerActivityData(buckets={"id": "a"}),
    ),
    takes(
        "an unconfirmed customer, as an id until 2023",
        '{"unconfirmed_customer": "ucust_1"}',
        CustomerActivityData(unconfirmed_customer="ucust_1"),
    ),
    takes(
        "the members once more, in the wrapped form",
        '{"event_source": {"channel": "API"}, "data": {"points": 4, "metadata": {"desk": 1}}}',
        CustomerActivityData(
            event_source={"channel": "API"},
            data=CustomerActivityData(points=4, extra={"metadata": {"desk": 1}}),
        ),
    ),
    takes(
        "an undocumented type",
        '{"type": "customer.consents.given", "data": {}}',
        CustomerActivity(type="customer.consents.given", data=CustomerActivityData()),
    ),
    takes(
        "an empty array for the data",
        '{"data": []}',
        CustomerActivity(data=CustomerActivityData()),
        '{"data": {}}',
    ),
    takes(
        "a timestamp with an offset",
        '{"created_at": "2025-07-01T14:00:00+02:00"}',
        CustomerActivity(created_at=dt.datetime(2025, 7, 1, 14, tzinfo=dt.timezone(dt.timedelta(hours=2)))),
        '{"created_at": "2025-07-01T14:00:00.000+02:00"}',
    ),
    takes(
        "null where there is a default",
        '{"object": null, "data_ref": null}',
        CustomerActivityPage(object=None, data_ref=None),
    ),
    takes(
        "activities in their order",
        '{"object": "list", "data_ref": "data", "data": [{"id": "b"}, {"id": "a"}],'
        ' "has_more": true, "total": 7}',
        CustomerActivityPage(
            data=(CustomerActivity(id="b"), CustomerActivity(id="a")), has_more=True, total=7
        ),
    ),
    takes(
        "customers in their order",
        '{"object": "list", "data_ref": "customers", "customers": [{"id": "b", "object": null}], "total": 1}',
        CustomerPage(customers=(Customer(id="b", object=None),), total=1),
    ),
    takes(
        "an event, and a type of another family",
        '{"type": "voucher.published", "source": {}, "event": {"id": "evcus_1", "actor": "x"}}',
        Webhook(type="voucher.published", source={}, event=WebhookEvent(id="evcus_1", extra={"actor": "x"})),
    ),
]


@pytest.mark.parametrize(("text", "decoded", "written"), DECODES)
def test_a_document_decodes_and_is_written_as_it_came(text: str, decoded: Any, written: str) -> None:
    got = type(decoded).from_json(text)
    assert got == decoded
    # As text, so that the order and the types of numbers count.
    assert json.dumps(got.to_dict()) == json.dumps(decoded.to_dict()) == json.dumps(json.loads(written))


NO_TIMESTAMP = "expected a timestamp with an offset (RFC 3339)"
NO_DATE = "expected a date (YYYY-MM-DD)"
FAILS: dict[str, tuple[Any, str, str]] = {
    "an integer for a string": (
        CustomerAddress,
        '{"postal_code": 90210}',
        "$.postal_code: expected a string, got an integer",
    ),
    "an object for a string": (
        CustomerAddress,
        '{"city": {"name": "C"}}',
        "$.city: expected a string, got an object",
    ),
    "digits for an integer": (
        CustomerLoyaltyCampaign,
        '{"points": "10"}',
        "$.points: expected an integer, got a string",
    ),
    "a bool for an integer": (
        CustomerLoyaltyCampaign,
        '{"points": true}',
        "$.points: expected an integer, got a boolean",
    ),
    "a decimal amount": (
        CustomerSummaryOrders,
        '{"total_amount": 12.34}',
        "$.total_amount: expected an integer, got a number with a fraction",
    ),
    "a string within a campaign": (
        CustomerLoyalty,
        '{"campaigns": {"Loyalty Upgrade 01/2021": {"points": "10"}}}',
        '$.campaigns["Loyalty Upgrade 01/2021"].points: expected an integer, got a string',
    ),
    "a campaign that is null": (
        CustomerLoyalty,
        '{"campaigns": {"LP1": null}}',
        "$.campaigns.LP1: expected an object, got null",
    ),
    "a date for a timestamp": (
        CustomerReferralsCampaign,
        '{"date": "2022-08-30"}',
        f"$.date: {NO_TIMESTAMP}, got a string of another form",
    ),
    "the second campaign": (
        CustomerReferrals,
        '{"campaigns": [{}, {"date": false}]}',
        f"$.campaigns[1].date: {NO_TIMESTAMP}, got a boolean",
    ),
    "a map of campaigns": (
        CustomerReferrals,
        '{"campaigns": {}}',
        "$.campaigns: expected an array, got an object",
    ),
    "a day that does not exist": (
        CustomerSummaryOrders,
        '{"last_order_date": "2022-02-30T00:00:00Z"}',
        f"$.last_order_date: {NO_TIMESTAMP}, got one that does not exist",
    ),
    "the example of the contract": (
        Customer,
        '{"summary": {"orders": {"total_count": "9"}}}',
        "$.summary.orders.total_count: expected an integer, got a string",
    ),
    "the vendor's faulty example": (
        Customer,
        '{"referrals": {"campaigns": ["LP1", "LP2"]}}',
        "$.referrals.campaigns[0]: expected an object, got a string",
    ),
    "a birth at noon": (
        Customer,
        '{"birthdate": "1990-12-31T12:00:00Z"}',
        f"$.birthdate: {NO_DATE}, got a timestamp that is not at midnight",
    ),
    "a list for metadata": (
        Customer,
        '{"metadata": ["lang"]}',
        "$.metadata: expected an object, got an array",
    ),
    "the first of two in the order of the table": (
        Customer,
        '{"phone": 1, "id": 2}',
        "$.id: expected a string, got an integer",
    ),
    "a consent that is null": (
        CustomerActivityData,
        '{"consents": [null]}',
        "$.consents[0]: expected an object, got null",
    ),
    "an opaque member": (
        CustomerActivityPage,
        '{"data": [{"data": {"voucher": {"gift": {"1st": NaN}}}}]}',
        '$.data[0].data.voucher.gift["1st"]: expected a JSON value, got a number that is not finite',
    ),
    "a campaign of a customer in the wrapped form": (
        Webhook,
        '{"data":{"data":{"customer":{"loyalty":{"campaigns":{"Garden Club 03/2025":{"points":[]}}}}}}}',
        (
            '$.data.data.customer.loyalty.campaigns["Garden Club 03/2025"].points:'
            " expected an integer, got an array"
        ),
    ),
    "more that is a number": (
        CustomerPage,
        '{"has_more": 1}',
        "$.has_more: expected a boolean, got an integer",
    ),
    "a page of customers for one of activities": (
        CustomerActivityPage,
        '{"object": "list", "data_ref": "customers", "customers": []}',
        '$.data_ref: expected "data", got another string',
    ),
    "a customer for a page": (
        CustomerPage,
        '{"id": "cust_1", "name": "N"}',
        "$: expected a page of customers, got an object with none of its members",
    ),
    "the data of an event for the event": (
        CustomerActivity,
        '{"customer": {"id": "cust_1"}}',
        "$: expected an activity, got an object with none of its members",
    ),
    "a notification of SNS for the webhook in it": (
        Webhook,
        '{"Type": "Notification", "Message": "{}"}',
        "$: expected a webhook, got an object with none of its members",
    ),
    "a voucher for the customer in an event": (
        Webhook,
        '{"data": {"customer": {"code": "ROSE"}}}',
        "$.data.customer: expected a customer, got an object with none of its members",
    ),
}


@pytest.mark.parametrize(("cls", "text", "message"), FAILS.values(), ids=FAILS)
def test_anything_else_is_refused_with_the_place_and_the_kind(cls: Any, text: str, message: str) -> None:
    with pytest.raises(DecodeError) as caught:
        cls.from_json(text)
    assert str(caught.value) == message


# --- the customer of an activity and a webhook ---------------------------------------------------

CUSTOMER_AT: dict[str, tuple[str, str | None]] = {
    "in data": ('{"data":{"customer":{"id":"cust_1"}}}', "cust_1"),
    "in data.data": ('{"data":{"data":{"customer":{"id":"cust_2"}}}}', "cust_2"),
    "in both: the outer one": (
        '{"data":{"customer":{"id":"cust_1"},"data":{"customer":{"id":"cust_2"}}}}',
        "cust_1",
    ),
    "beside a null": ('{"data":{"customer":null,"data":{"customer":{"id":"cust_2"}}}}', "cust_2"),
    "nowhere, without data": ('{"type":"x"}', None),
    "nowhere, with null data": ('{"data":null}', None),
    "nowhere, with empty data": ('{"data":{}}', None),
    "nowhere, with null data.data": ('{"data":{"customer":null,"data":null}}', None),
    "nowhere, with a referrer": ('{"data":{"referrer":{"id":"cust_3"}}}', None),
    "nowhere, with one in an opaque member": ('{"data":{"publication":{"customer":{"id":"cust_4"}}}}', None),
}


@pytest.mark.parametrize("cls", [CustomerActivity, Webhook])
@pytest.mark.parametrize(("text", "found"), CUSTOMER_AT.values(), ids=CUSTOMER_AT)
def test_the_customer_is_found_at_whichever_level_it_stands(cls: Any, text: str, found: str | None) -> None:
    instance = cls.from_json(text)
    assert (instance.customer and instance.customer.id) == found
    assert "customer" not in MEMBERS[cls]
    assert instance.to_json() == cls.from_json(instance.to_json()).to_json()


EVENT_TYPES: dict[str, tuple[str, str | None]] = {
    "the project's webhook": (
        '{"type":"customer.updated","source":{"object":"webhook"},"event":{"type":"customer.updated"}}',
        "customer.updated",
    ),
    "a distribution, named by the merchant": (
        '{"type":"Voucher-redeemed","source":{"object":"distribution"},"event":{"type":"redemption.succeeded"}}',
        "redemption.succeeded",
    ),
    "a distribution without a name": (
        '{"type":"","event":{"type":"voucher.published"}}',
        "voucher.published",
    ),
    "no event": ('{"type":"customer.updated"}', "customer.updated"),
    "an event without type": ('{"type":"customer.updated","event":{}}', "customer.updated"),
    "an event whose type is null": ('{"type":"customer.updated","event":{"type":null}}', "customer.updated"),
    "an event with an empty type": ('{"type":"x","event":{"type":""}}', ""),
    "no type at all": ('{"id":"whs_1","event":null}', None),
}


@pytest.mark.parametrize(("text", "expected"), EVENT_TYPES.values(), ids=EVENT_TYPES)
def test_the_type_of_the_event_is_that_of_event_or_else_that_of_the_webhook(
    text: str, expected: str | None
) -> None:
    webhook = Webhook.from_json(text)
    assert webhook.event_type == expected
    assert json.loads(webhook.to_json()) == json.loads(text)


DESIGNED = {
    "a customer by name": ('{"customer":"Ann"}', "$.data.customer: expected an object, got a string"),
    "points as text": ('{"points":"604"}', "$.data.points: expected an integer, got a string"),
    "an order by id": ('{"order":"ord_1"}', "$.data.order: expected an object, got a string"),
    "a customer of its own": (
        '{"customer":{"ID":"cust_1"}}',
        "$.data.customer: expected a customer, got an object with none of its members",
    ),
    "names of its own": ('{"To":"a@example.com","Subject":"Hi"}', None),
}


@pytest.mark.parametrize(("data", "message"), DESIGNED.values(), ids=DESIGNED)
def test_data_that_a_merchant_designed_is_decoded_as_far_as_it_fits(data: str, message: str | None) -> None:
    text = f'{{"type":"Mail","source":{{"object":"distribution"}},"data":{data}}}'
    if message is None:
        assert Webhook.from_json(text).to_dict()["data"] == json.loads(data)
        return
    with pytest.raises(DecodeError) as caught:
        Webhook.from_json(text)
    assert str(caught.value) == message


# --- whole payloads ------------------------------------------------------------------------------

CANONICAL: dict[str, Any] = {
    "customer-full.json": Customer,
    "customer-short.json": Customer,
    "customer-nulls.json": Customer,
    "customer-unknown-members.json": Customer,
    "customer-page.json": CustomerPage,
    "activity.json": CustomerActivity,
    "activity-wrapped.json": CustomerActivity,
    "page.json": CustomerActivityPage,
    "webhook.json": Webhook,
    "webhook-voucher-published.json": Webhook,
}


@pytest.mark.parametrize(("name", "cls"), CANONICAL.items(), ids=CANONICAL)
def test_a_payload_in_canonical_form_is_written_as_it_came(name: str, cls: Any) -> None:
    text = (PAYLOADS / name).read_bytes()
    instance = cls.from_json(text)
    assert instance.to_json() == json.dumps(json.loads(text), separators=(",", ":"))
    assert cls.from_json(instance.to_json()) == instance


def test_the_empty_arrays_of_php_are_written_as_empty_objects() -> None:
    customer = Customer.from_json((PAYLOADS / "customer-php-empty-maps.json").read_bytes())
    assert customer.to_dict() == {
        "id": "cust_Own0Php0Payload00001",
        "summary": {
            "redemptions": {
                "total_redeemed": 0,
                "gift": {"redeemed_amount": 0, "amount_to_go": 0},
                "loyalty_card": {},
            },
            "orders": {},
        },
        "loyalty": {"points": 0, "referred_customers": 0, "campaigns": {}},
        "referrals": {"total": 0, "campaigns": []},
        "system_metadata": {},
        "created_at": "2024-06-01T00:00:00.000Z",
        "assets": {},
        "object": "customer",
        "birthdate": "1990-07-08",
        "address": {},
        "metadata": {},
    }


def test_every_spelling_of_a_timestamp_is_written_in_the_vendors() -> None:
    customer = Customer.from_json((PAYLOADS / "customer-timestamps.json").read_bytes())
    assert customer.to_dict() == {
        "id": "cust_Own0Timestamps000001",
        "summary": {"orders": {"last_order_date": "2022-03-09T09:17:07.123456Z"}},
        "referrals": {
            "campaigns": [
                {"date": "2021-04-07T08:04:03.000Z"},
                {"date": "2021-04-07T08:04:03.500+05:30"},
                {"date": "2021-04-07T08:04:03.123456Z"},
                {"date": "2021-04-07T08:04:03.120Z"},
            ]
        },
        "created_at": "2024-08-02T11:41:31.000Z",
        "updated_at": "2024-08-02T11:41:31.380Z",
        "object": "customer",
        "birthday": "1979-12-31",
        "birthdate": "1979-12-31",
    }


def test_each_line_of_the_sample_is_a_customer() -> None:
    lines = (PAYLOADS / "customers.jsonl").read_text(encoding="utf-8").splitlines()
    customers = [Customer.from_json(line) for line in lines]
    assert len(customers) == 6
    assert [Customer.from_json(customer.to_json()) for customer in customers] == customers
