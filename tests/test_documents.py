# SPDX-License-Identifier: MIT
"""Documents as Voucherify sends them: JSON text in, instance or whole message out."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

import customer_activity as ca
from contract import MEMBERS, catch
from customer_activity import (
    Customer,
    CustomerActivity,
    CustomerActivityPage,
    CustomerPage,
    DecodeError,
    Webhook,
)

PAYLOADS = Path(__file__).parent / "payloads"
NOON = dt.datetime(2025, 7, 1, 12, 0, tzinfo=dt.timezone.utc)


def row(name: str, decoded: Any, text: str, written: str | None = None) -> Any:
    """An instance, the JSON text that decodes to it, and the text that it encodes to if that differs."""
    return pytest.param(text, decoded, written or text, id=f"{type(decoded).__name__}: {name}")


DECODES = [
    row("the empty string, which is not null", ca.CustomerAddress(line_2=""), '{"line_2": ""}'),
    row("unknown", ca.CustomerAddress(city="C", extra={"lat": 1.5}), '{"city": "C", "lat": 1.5}'),
    row("null", ca.CustomerAssets(nulls=frozenset({"cockpit_url"})), '{"cockpit_url": null}'),
    row("the undocumented figures that occur",
        ca.CustomerLoyaltyCampaign(points=10, extra={"points_to_go": 4, "redeemed_points": 6}),
        '{"points": 10, "points_to_go": 4, "redeemed_points": 6}'),
    row("a whole float", ca.CustomerLoyaltyCampaign(points=100), '{"points": 100.0}', '{"points": 100}'),
    row("every member",
        ca.CustomerLoyalty(points=-604, referred_customers=3,
                           campaigns={"Loyalty 01/2021": ca.CustomerLoyaltyCampaign(points=604)}),
        '{"points": -604, "referred_customers": 3, "campaigns": {"Loyalty 01/2021": {"points": 604}}}'),
    row("no campaigns, as PHP writes it",
        ca.CustomerLoyalty(campaigns={}), '{"campaigns": []}', '{"campaigns": {}}'),
    row("campaigns named like a member, and with an empty name",
        ca.CustomerLoyalty(campaigns=dict.fromkeys(["points", ""], ca.CustomerLoyaltyCampaign())),
        '{"campaigns": {"points": {}, "": {}}}'),
    row("every member",
        ca.CustomerReferrals(total=2, campaigns=(
            ca.CustomerReferralsCampaign(campaign_id="camp_1", date=NOON), ca.CustomerReferralsCampaign())),
        '{"total": 2, "campaigns": [{"campaign_id": "camp_1", "date": "2025-07-01T12:00:00.000Z"}, {}]}'),
    row("no campaign", ca.CustomerReferrals(total=0, campaigns=()), '{"total": 0, "campaigns": []}'),
    row("its defaults", ca.CustomerSummaryRedemptionsGift(redeemed_amount=0, amount_to_go=0),
        "{}", '{"redeemed_amount": 0, "amount_to_go": 0}'),
    row("null despite a default", ca.CustomerSummaryRedemptionsGift(redeemed_amount=None),
        '{"redeemed_amount": null}', '{"redeemed_amount": null, "amount_to_go": 0}'),
    row("no default, unlike the gift", ca.CustomerSummaryRedemptionsLoyaltyCard(), "{}"),
    row("empty objects, which are not null",
        ca.CustomerSummary(redemptions=ca.CustomerSummaryRedemptions(), nulls=frozenset({"orders"})),
        '{"redemptions": {}, "orders": null}'),
    row("empty", Customer(), "{}", '{"object": "customer"}'),
    row("the short form of an activity",
        Customer(id="cust_1", source_id="crm-1", name="N", metadata={}, nulls=frozenset({"email"})),
        '{"id": "cust_1", "source_id": "crm-1", "object": "customer", "name": "N",'
        ' "email": null, "metadata": {}}'),
    row("an object that ends in customer",
        Customer(object="unconfirmed_customer"), '{"object": "unconfirmed_customer"}'),
    row("both dates of birth",
        Customer(birthday=dt.date(1988, 2, 29), birthdate=dt.date(1988, 2, 28)),
        '{"object": "customer", "birthday": "1988-02-29", "birthdate": "1988-02-28"}'),
    row("buckets as an array",
        ca.CustomerActivityData(buckets=[{"id": "a", "points": 1}, 7]),
        '{"buckets": [{"id": "a", "points": 1}, 7]}'),
    row("buckets as one object, where points expired",
        ca.CustomerActivityData(buckets={"id": "a"}), '{"buckets": {"id": "a"}}'),
    row("an unconfirmed customer, as an id until 2023",
        ca.CustomerActivityData(unconfirmed_customer="ucust_1"), '{"unconfirmed_customer": "ucust_1"}'),
    row("the same members again, in the wrapped form",
        ca.CustomerActivityData(event_source={"channel": "API"},
                                data=ca.CustomerActivityData(points=4, extra={"metadata": {"desk": 1}})),
        '{"event_source": {"channel": "API"}, "data": {"points": 4, "metadata": {"desk": 1}}}'),
    row("an undocumented type",
        CustomerActivity(type="customer.consents.given", data=ca.CustomerActivityData()),
        '{"type": "customer.consents.given", "data": {}}'),
    row("an empty array for the data",
        CustomerActivity(data=ca.CustomerActivityData()), '{"data": []}', '{"data": {}}'),
    row("a timestamp with an offset",
        CustomerActivity(created_at=dt.datetime(2025, 7, 1, 14, tzinfo=dt.timezone(dt.timedelta(hours=2)))),
        '{"created_at": "2025-07-01T14:00:00+02:00"}', '{"created_at": "2025-07-01T14:00:00.000+02:00"}'),
    row("null where there is a default",
        CustomerActivityPage(object=None, data_ref=None), '{"object": null, "data_ref": null}'),
    row("activities in their order",
        CustomerActivityPage(data=(CustomerActivity(id="b"), CustomerActivity(id="a")), has_more=True),
        '{"object": "list", "data_ref": "data", "data": [{"id": "b"}, {"id": "a"}], "has_more": true}'),
    row("customers in their order",
        CustomerPage(customers=(Customer(id="b", object=None),)),
        '{"object": "list", "data_ref": "customers", "customers": [{"id": "b", "object": null}]}'),
    row("an event, and a type of another family",
        Webhook(type="voucher.published", source={}, event=ca.WebhookEvent(id="evcus_1", extra={"by": "x"})),
        '{"type": "voucher.published", "source": {}, "event": {"id": "evcus_1", "by": "x"}}'),
]  # fmt: skip


@pytest.mark.parametrize(("text", "decoded", "written"), DECODES)
def test_a_document_decodes_and_is_encoded_as_it_arrived(text: str, decoded: Any, written: str) -> None:
    got = type(decoded).from_json(text)
    assert got == decoded
    # As text, so that the order and the types of numbers count.
    assert json.dumps(got.to_dict()) == json.dumps(decoded.to_dict()) == json.dumps(json.loads(written))


NOT_A_TIMESTAMP = "expected a timestamp with an offset (RFC 3339)"
UNKNOWN = "got an object with none of its members"
FAILS: list[tuple[Any, str, str]] = [
    (ca.CustomerAddress, '{"postal_code": 90210}', "$.postal_code: expected a string, got an integer"),
    (ca.CustomerAddress, '{"city": {"name": "C"}}', "$.city: expected a string, got an object"),
    (ca.CustomerLoyaltyCampaign, '{"points": "10"}', "$.points: expected an integer, got a string"),
    (ca.CustomerLoyaltyCampaign, '{"points": true}', "$.points: expected an integer, got a boolean"),
    (ca.CustomerSummaryOrders, '{"total_amount": 12.34}',
     "$.total_amount: expected an integer, got a number with a fraction"),
    (ca.CustomerLoyalty, '{"campaigns": {"Loyalty Upgrade 01/2021": {"points": "10"}}}',
     "$.campaigns['Loyalty Upgrade 01/2021'].points: expected an integer, got a string"),
    (ca.CustomerLoyalty, '{"campaigns": {"LP1": null}}', "$.campaigns.LP1: expected an object, got null"),
    (ca.CustomerReferralsCampaign, '{"date": "2022-08-30"}',
     f"$.date: {NOT_A_TIMESTAMP}, got a string in another format"),
    (ca.CustomerReferrals, '{"campaigns": [{}, {"date": false}]}',
     f"$.campaigns[1].date: {NOT_A_TIMESTAMP}, got a boolean"),
    (ca.CustomerReferrals, '{"campaigns": {}}', "$.campaigns: expected an array, got an object"),
    (Customer, '{"summary": {"orders": {"total_count": "9"}}}',
     "$.summary.orders.total_count: expected an integer, got a string"),
    # one of Voucherify's own examples
    (Customer, '{"referrals": {"campaigns": ["LP1"]}}',
     "$.referrals.campaigns[0]: expected an object, got a string"),
    (Customer, '{"birthdate": "1990-12-31T12:00:00Z"}',
     "$.birthdate: expected a date (YYYY-MM-DD), got a timestamp that is not at midnight"),
    (Customer, '{"metadata": ["lang"]}', "$.metadata: expected an object, got an array"),
    # the first of two, in the order of the table
    (Customer, '{"phone": 1, "id": 2}', "$.id: expected a string, got an integer"),
    (ca.CustomerActivityData, '{"consents": [null]}', "$.consents[0]: expected an object, got null"),
    (CustomerActivityPage, '{"data": [{"data": {"voucher": {"gift": {"1st": NaN}}}}]}',
     "$.data[0].data.voucher.gift['1st']: expected a JSON value, got a number that is not finite"),
    (Webhook, '{"data":{"data":{"customer":{"loyalty":{"campaigns":{"Garden Club":{"points":[]}}}}}}}',
     "$.data.data.customer.loyalty.campaigns['Garden Club'].points: expected an integer, got an array"),
    (CustomerPage, '{"has_more": 1}', "$.has_more: expected a boolean, got an integer"),
    # documents of other kinds
    (CustomerActivityPage, '{"object": "list", "data_ref": "customers", "customers": []}',
     '$.data_ref: expected "data", got another string'),
    (CustomerPage, '{"id": "cust_1", "name": "N"}', f"$: expected a page of customers, {UNKNOWN}"),
    (CustomerActivity, '{"customer": {"id": "cust_1"}}', f"$: expected an activity, {UNKNOWN}"),
    (Webhook, '{"Type": "Notification", "Message": "{}"}', f"$: expected a webhook, {UNKNOWN}"),
    (Webhook, '{"data": {"customer": {"code": "x"}}}', f"$.data.customer: expected a customer, {UNKNOWN}"),
]  # fmt: skip


@pytest.mark.parametrize(("cls", "text", "message"), FAILS, ids=[text for _, text, _ in FAILS])
def test_anything_else_is_rejected_with_its_location_and_kind(cls: Any, text: str, message: str) -> None:
    assert str(catch(DecodeError, cls.from_json, text)) == message


# --- the customer of an activity and a webhook ---------------------------------------------------

CUSTOMER_AT: dict[str, str | None] = {
    '{"data":{"customer":{"id":"cust_1"}}}': "cust_1",
    '{"data":{"data":{"customer":{"id":"cust_2"}}}}': "cust_2",
    '{"data":{"customer":{"id":"cust_1"},"data":{"customer":{"id":"cust_2"}}}}': "cust_1",
    '{"data":{"customer":null,"data":{"customer":{"id":"cust_2"}}}}': "cust_2",
    '{"type":"x"}': None,
    '{"data":null}': None,
    '{"data":{}}': None,
    '{"data":{"customer":null,"data":null}}': None,
    '{"data":{"referrer":{"id":"cust_3"}}}': None,
    '{"data":{"publication":{"customer":{"id":"cust_4"}}}}': None,
}


@pytest.mark.parametrize("cls", [CustomerActivity, Webhook])
@pytest.mark.parametrize(("text", "found"), CUSTOMER_AT.items(), ids=CUSTOMER_AT)
def test_the_customer_is_found_at_any_level(cls: Any, text: str, found: str | None) -> None:
    instance = cls.from_json(text)
    assert (instance.customer and instance.customer.id) == found
    assert "customer" not in MEMBERS[cls]
    assert instance.to_json() == cls.from_json(instance.to_json()).to_json()


EVENT_TYPES: dict[str, str | None] = {
    # the project's webhook
    '{"type":"customer.updated","source":{"object":"webhook"},"event":{"type":"x.y"}}': "x.y",
    # a distribution, which the merchant named, and one without a name
    '{"type":"Voucher-redeemed","source":{"object":"distribution"},"event":{"type":"x.y"}}': "x.y",
    '{"type":"","event":{"type":"voucher.published"}}': "voucher.published",
    '{"type":"x","event":{"type":""}}': "",
    # no event, or an event without type
    '{"type":"customer.updated"}': "customer.updated",
    '{"type":"customer.updated","event":{}}': "customer.updated",
    '{"type":"customer.updated","event":{"type":null}}': "customer.updated",
    '{"id":"whs_1","event":null}': None,
}


@pytest.mark.parametrize(("text", "expected"), EVENT_TYPES.items(), ids=EVENT_TYPES)
def test_the_event_type_comes_from_the_event_or_else_from_the_webhook(
    text: str, expected: str | None
) -> None:
    webhook = Webhook.from_json(text)
    assert webhook.event_type == expected
    assert json.loads(webhook.to_json()) == json.loads(text)


DESIGNED = {
    '{"customer":"Ann"}': "$.data.customer: expected an object, got a string",
    '{"points":"604"}': "$.data.points: expected an integer, got a string",
    '{"order":"ord_1"}': "$.data.order: expected an object, got a string",
    '{"customer":{"ID":"cust_1"}}': f"$.data.customer: expected a customer, {UNKNOWN}",
}


@pytest.mark.parametrize(("data", "message"), DESIGNED.items(), ids=DESIGNED)
def test_designed_data_is_rejected_where_it_does_not_fit(data: str, message: str) -> None:
    text = f'{{"type":"Mail","source":{{"object":"distribution"}},"data":{data}}}'
    assert str(catch(DecodeError, Webhook.from_json, text)) == message


def test_designed_data_with_other_names_is_kept() -> None:
    data = {"To": "a@example.com", "Subject": "Hi"}
    assert Webhook.from_dict({"data": data}).to_dict() == {"data": data}


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
def test_a_canonical_payload_is_encoded_as_it_arrived(name: str, cls: Any) -> None:
    text = (PAYLOADS / name).read_bytes()
    instance = cls.from_json(text)
    assert instance.to_json() == json.dumps(json.loads(text), separators=(",", ":"))
    assert cls.from_json(instance.to_json()) == instance


def test_empty_php_arrays_become_empty_objects() -> None:
    customer = Customer.from_json((PAYLOADS / "customer-php-empty-maps.json").read_bytes())
    gift = {"redeemed_amount": 0, "amount_to_go": 0}
    assert customer.to_dict() == {
        "id": "cust_Own0Php0Payload00001",
        "summary": {
            "redemptions": {"total_redeemed": 0, "gift": gift, "loyalty_card": {}},
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
