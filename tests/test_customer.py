# SPDX-License-Identifier: MIT
"""Every class of the customer: what decodes and to what, and what does not and with which words."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

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
)

PAYLOADS = Path(__file__).parent / "payloads"

UTC = dt.timezone.utc


# --- each class on its own -----------------------------------------------------------------------


def takes(name: str, text: str, decoded: Any, written: str | None = None) -> Any:
    """A row: JSON text in, the instance that it decodes to, and JSON text out where it differs."""
    return pytest.param(text, decoded, text if written is None else written, id=f"{type(decoded).__name__}: {name}")


DECODES = [
    takes("empty", "{}", CustomerAddress()),
    takes(
        "every member",
        '{"city": "C", "state": "S", "line_1": "1", "line_2": "2", "country": "X", "postal_code": "00"}',
        CustomerAddress(city="C", state="S", line_1="1", line_2="2", country="X", postal_code="00"),
    ),
    takes("null", '{"state": null}', CustomerAddress(nulls=frozenset({"state"}))),
    takes("the empty string, which is not null", '{"line_2": ""}', CustomerAddress(line_2="")),
    takes("unknown", '{"city": "C", "lat": 1.5}', CustomerAddress(city="C", extra={"lat": 1.5})),
    takes("PHP's empty map", "[]", CustomerAddress(), "{}"),
    takes(
        "every member",
        '{"cockpit_url": "https://example.com/1", "cockpit_preference_center_url": "https://example.com/2"}',
        CustomerAssets(
            cockpit_url="https://example.com/1", cockpit_preference_center_url="https://example.com/2"
        ),
    ),
    takes("as before 2026-03", '{"cockpit_url": "u"}', CustomerAssets(cockpit_url="u")),
    takes("null", '{"cockpit_url": null}', CustomerAssets(nulls=frozenset({"cockpit_url"}))),
    takes(
        "every member",
        '{"points": 10, "loyalty_tier": "ltr_1", "referred_customers": 0}',
        CustomerLoyaltyCampaign(points=10, loyalty_tier="ltr_1", referred_customers=0),
    ),
    takes(
        "the undocumented figures that occur",
        '{"points": 10, "points_to_go": 4, "redeemed_points": 6}',
        CustomerLoyaltyCampaign(points=10, extra={"points_to_go": 4, "redeemed_points": 6}),
    ),
    takes("negative points", '{"points": -3}', CustomerLoyaltyCampaign(points=-3)),
    takes("a whole float", '{"points": 100.0}', CustomerLoyaltyCampaign(points=100), '{"points": 100}'),
    takes(
        "every member",
        '{"points": 604, "referred_customers": 3, "campaigns": {"Loyalty Upgrade 01/2021": {"points": 604}}}',
        CustomerLoyalty(
            points=604,
            referred_customers=3,
            campaigns={"Loyalty Upgrade 01/2021": CustomerLoyaltyCampaign(points=604)},
        ),
    ),
    takes("no campaign", '{"campaigns": {}}', CustomerLoyalty(campaigns={})),
    takes("no campaign as PHP writes it", '{"campaigns": []}', CustomerLoyalty(campaigns={}), '{"campaigns": {}}'),
    takes(
        "a campaign named like a member",
        '{"campaigns": {"points": {}}}',
        CustomerLoyalty(campaigns={"points": CustomerLoyaltyCampaign()}),
    ),
    takes(
        "a campaign without a name", '{"campaigns": {"": {}}}', CustomerLoyalty(campaigns={"": CustomerLoyaltyCampaign()})
    ),
    takes(
        "every member",
        '{"campaign_id": "camp_1", "referrer_id": "cust_1", "related_object_id": "r_1",'
        ' "related_object_type": "redemption", "date": "2022-08-30T10:19:39.196Z"}',
        CustomerReferralsCampaign(
            campaign_id="camp_1",
            referrer_id="cust_1",
            related_object_id="r_1",
            related_object_type="redemption",
            date=dt.datetime(2022, 8, 30, 10, 19, 39, 196000, UTC),
        ),
    ),
    takes("null", '{"date": null}', CustomerReferralsCampaign(nulls=frozenset({"date"}))),
    takes(
        "every member",
        '{"total": 2, "campaigns": [{"campaign_id": "camp_1"}, {}]}',
        CustomerReferrals(
            total=2, campaigns=(CustomerReferralsCampaign(campaign_id="camp_1"), CustomerReferralsCampaign())
        ),
    ),
    takes("no campaign", '{"total": 0, "campaigns": []}', CustomerReferrals(total=0, campaigns=())),
    takes("null", '{"campaigns": null}', CustomerReferrals(nulls=frozenset({"campaigns"}))),
    takes(
        "a campaign that PHP wrote as an empty array",
        '{"campaigns": [[]]}',
        CustomerReferrals(campaigns=(CustomerReferralsCampaign(),)),
        '{"campaigns": [{}]}',
    ),
    takes(
        "every member",
        '{"total_amount": 7417700, "total_count": 9, "average_amount": 824189, "last_order_amount": 282600,'
        ' "last_order_date": "2022-08-30T11:51:08.029Z"}',
        CustomerSummaryOrders(
            total_amount=7417700,
            total_count=9,
            average_amount=824189,
            last_order_amount=282600,
            last_order_date=dt.datetime(2022, 8, 30, 11, 51, 8, 29000, UTC),
        ),
    ),
    takes("zeroes", '{"total_amount": 0, "total_count": 0}', CustomerSummaryOrders(total_amount=0, total_count=0)),
    takes(
        "every member",
        '{"redeemed_amount": 2500, "amount_to_go": 7500}',
        CustomerSummaryRedemptionsGift(redeemed_amount=2500, amount_to_go=7500),
    ),
    takes(
        "its defaults",
        "{}",
        CustomerSummaryRedemptionsGift(redeemed_amount=0, amount_to_go=0),
        '{"redeemed_amount": 0, "amount_to_go": 0}',
    ),
    takes(
        "null in spite of a default",
        '{"redeemed_amount": null}',
        CustomerSummaryRedemptionsGift(redeemed_amount=None, nulls=frozenset({"redeemed_amount"})),
        '{"redeemed_amount": null, "amount_to_go": 0}',
    ),
    takes(
        "every member",
        '{"redeemed_points": 6, "points_to_go": 4}',
        CustomerSummaryRedemptionsLoyaltyCard(redeemed_points=6, points_to_go=4),
    ),
    takes("no default, unlike the gift", "{}", CustomerSummaryRedemptionsLoyaltyCard()),
    takes(
        "every member",
        '{"total_redeemed": 6, "total_failed": 5, "total_succeeded": 4, "total_rolled_back": 3,'
        ' "total_rollback_failed": 2, "total_rollback_succeeded": 1,'
        ' "gift": {"redeemed_amount": 1, "amount_to_go": 2}, "loyalty_card": {"points_to_go": 3}}',
        CustomerSummaryRedemptions(
            total_redeemed=6,
            total_failed=5,
            total_succeeded=4,
            total_rolled_back=3,
            total_rollback_failed=2,
            total_rollback_succeeded=1,
            gift=CustomerSummaryRedemptionsGift(redeemed_amount=1, amount_to_go=2),
            loyalty_card=CustomerSummaryRedemptionsLoyaltyCard(points_to_go=3),
        ),
    ),
    takes(
        "null objects",
        '{"gift": null, "loyalty_card": null}',
        CustomerSummaryRedemptions(nulls=frozenset({"gift", "loyalty_card"})),
    ),
    takes(
        "every member",
        '{"redemptions": {"total_redeemed": 1}, "orders": {"total_count": 2}}',
        CustomerSummary(
            redemptions=CustomerSummaryRedemptions(total_redeemed=1), orders=CustomerSummaryOrders(total_count=2)
        ),
    ),
    takes(
        "empty objects, which are not null",
        '{"redemptions": {}, "orders": null}',
        CustomerSummary(redemptions=CustomerSummaryRedemptions(), nulls=frozenset({"orders"})),
    ),
    takes("empty", "{}", Customer(), '{"object": "customer"}'),
    takes(
        "the short form of an activity",
        '{"id": "cust_1", "source_id": "crm-1", "object": "customer", "name": "N", "email": "n@example.com", "metadata": {}}',
        Customer(id="cust_1", source_id="crm-1", name="N", email="n@example.com", metadata={}),
    ),
    takes("an object of another name", '{"object": "unconfirmed_customer"}', Customer(object="unconfirmed_customer")),
    takes(
        "members in another order",
        '{"metadata": {"b": 1, "a": 2}, "name": "N", "id": "cust_1"}',
        Customer(id="cust_1", name="N", metadata={"b": 1, "a": 2}),
        '{"id": "cust_1", "object": "customer", "name": "N", "metadata": {"b": 1, "a": 2}}',
    ),
    takes(
        "both dates of birth",
        '{"object": "customer", "birthday": "1988-02-29", "birthdate": "1988-02-28"}',
        Customer(birthday=dt.date(1988, 2, 29), birthdate=dt.date(1988, 2, 28)),
    ),
    takes(
        "an update that clears the phone",
        '{"source_id": "x", "object": "customer", "phone": null}',
        Customer(source_id="x", nulls=frozenset({"phone"})),
    ),
]


@pytest.mark.parametrize("text, decoded, written", DECODES)
def test_a_documented_object_decodes_and_is_written_as_it_came(text: str, decoded: Any, written: str) -> None:
    got = type(decoded).from_dict(json.loads(text))
    assert got == decoded
    assert got.nulls == decoded.nulls
    # As text, so that the order and the types of numbers count.
    assert json.dumps(got.to_dict()) == json.dumps(json.loads(written))
    assert json.dumps(decoded.to_dict()) == json.dumps(json.loads(written))


def refuses(cls: Any, name: str, text: str, message: str) -> Any:
    return pytest.param(cls, text, message, id=f"{cls.__name__}: {name}")


NO_TIMESTAMP = "expected a timestamp with an offset (RFC 3339)"
NO_DATE = "expected a date (YYYY-MM-DD)"

FAILS = [
    refuses(CustomerAddress, "an integer for a string", '{"postal_code": 90210}', "$.postal_code: expected a string, got an integer"),
    refuses(CustomerAddress, "an object for a string", '{"city": {"name": "C"}}', "$.city: expected a string, got an object"),
    refuses(CustomerAddress, "no object", '"Main Street"', "$: expected an object, got a string"),
    refuses(CustomerAssets, "an array for a string", '{"cockpit_url": ["u"]}', "$.cockpit_url: expected a string, got an array"),
    refuses(CustomerAssets, "null", "null", "$: expected an object, got null"),
    refuses(CustomerLoyaltyCampaign, "digits for an integer", '{"points": "10"}', "$.points: expected an integer, got a string"),
    refuses(CustomerLoyaltyCampaign, "a bool for an integer", '{"referred_customers": true}', "$.referred_customers: expected an integer, got a boolean"),
    refuses(CustomerLoyaltyCampaign, "a fraction", '{"points": 10.5}', "$.points: expected an integer, got a number with a fraction"),
    refuses(CustomerLoyaltyCampaign, "infinity", '{"points": 1e999}', "$.points: expected an integer, got a number that is not finite"),
    refuses(CustomerLoyaltyCampaign, "a list", "[{}]", "$: expected an object, got an array"),
    refuses(
        CustomerLoyalty,
        "a string within a campaign",
        '{"campaigns": {"Loyalty Upgrade 01/2021": {"points": "10"}}}',
        '$.campaigns["Loyalty Upgrade 01/2021"].points: expected an integer, got a string',
    ),
    refuses(CustomerLoyalty, "a campaign that is null", '{"campaigns": {"LP1": null}}', "$.campaigns.LP1: expected an object, got null"),
    refuses(CustomerLoyalty, "a list of campaigns", '{"campaigns": [{}]}', "$.campaigns: expected an object, got an array"),
    refuses(CustomerReferralsCampaign, "a date for a timestamp", '{"date": "2022-08-30"}', f"$.date: {NO_TIMESTAMP}, got a string of another form"),
    refuses(CustomerReferralsCampaign, "a number for a timestamp", '{"date": 1661854779}', f"$.date: {NO_TIMESTAMP}, got an integer"),
    refuses(CustomerReferralsCampaign, "a number for an id", '{"campaign_id": 1.5}', "$.campaign_id: expected a string, got a number with a fraction"),
    refuses(CustomerReferrals, "strings for campaigns", '{"campaigns": ["camp_1"]}', "$.campaigns[0]: expected an object, got a string"),
    refuses(CustomerReferrals, "the second campaign", '{"campaigns": [{}, {"date": false}]}', f"$.campaigns[1].date: {NO_TIMESTAMP}, got a boolean"),
    refuses(CustomerReferrals, "a campaign that is null", '{"campaigns": [null]}', "$.campaigns[0]: expected an object, got null"),
    refuses(CustomerReferrals, "a map of campaigns", '{"campaigns": {"LP1": {}}}', "$.campaigns: expected an array, got an object"),
    refuses(CustomerReferrals, "an empty map of campaigns", '{"campaigns": {}}', "$.campaigns: expected an array, got an object"),
    refuses(CustomerSummaryOrders, "an object for an integer", '{"total_amount": {}}', "$.total_amount: expected an integer, got an object"),
    refuses(CustomerSummaryOrders, "an empty array for an integer", '{"total_count": []}', "$.total_count: expected an integer, got an array"),
    refuses(CustomerSummaryOrders, "a day that does not exist", '{"last_order_date": "2022-02-30T00:00:00Z"}', f"$.last_order_date: {NO_TIMESTAMP}, got one that does not exist"),
    refuses(CustomerSummaryRedemptionsGift, "a decimal amount", '{"redeemed_amount": 12.34}', "$.redeemed_amount: expected an integer, got a number with a fraction"),
    refuses(CustomerSummaryRedemptionsGift, "an empty string", '{"amount_to_go": ""}', "$.amount_to_go: expected an integer, got a string"),
    refuses(CustomerSummaryRedemptionsLoyaltyCard, "NaN", '{"points_to_go": NaN}', "$.points_to_go: expected an integer, got a number that is not finite"),
    refuses(CustomerSummaryRedemptionsLoyaltyCard, "false", '{"redeemed_points": false}', "$.redeemed_points: expected an integer, got a boolean"),
    refuses(CustomerSummaryRedemptions, "an amount within the gift", '{"gift": {"amount_to_go": "0"}}', "$.gift.amount_to_go: expected an integer, got a string"),
    refuses(CustomerSummaryRedemptions, "a number for an object", '{"loyalty_card": 0}', "$.loyalty_card: expected an object, got an integer"),
    refuses(CustomerSummary, "two levels down", '{"redemptions": {"loyalty_card": {"points_to_go": []}}}', "$.redemptions.loyalty_card.points_to_go: expected an integer, got an array"),
    refuses(CustomerSummary, "false for an object", '{"orders": false}', "$.orders: expected an object, got a boolean"),
    refuses(Customer, "the example of the contract", '{"summary": {"orders": {"total_count": "9"}}}', "$.summary.orders.total_count: expected an integer, got a string"),
    refuses(
        Customer,
        "the other example of the contract",
        '{"loyalty": {"campaigns": {"Loyalty Upgrade 01/2021": {"points": {}}}}}',
        '$.loyalty.campaigns["Loyalty Upgrade 01/2021"].points: expected an integer, got an object',
    ),
    refuses(Customer, "the vendor's faulty example", '{"referrals": {"campaigns": ["LP1", "LP2"]}}', "$.referrals.campaigns[0]: expected an object, got a string"),
    refuses(Customer, "a number for an id", '{"id": 1}', "$.id: expected a string, got an integer"),
    refuses(Customer, "an array with something in it", '{"metadata": ["lang"]}', "$.metadata: expected an object, got an array"),
    refuses(Customer, "a string for metadata", '{"system_metadata": "{}"}', "$.system_metadata: expected an object, got a string"),
    refuses(Customer, "a timestamp without offset", '{"created_at": "2022-08-30T06:32:07"}', f"$.created_at: {NO_TIMESTAMP}, got a string of another form"),
    refuses(Customer, "a number for a date", '{"birthday": 19900101}', f"$.birthday: {NO_DATE}, got an integer"),
    refuses(Customer, "a date turned round", '{"birthdate": "31-12-1990"}', f"$.birthdate: {NO_DATE}, got a string of another form"),
    refuses(Customer, "a birth at noon", '{"birthdate": "1990-12-31T12:00:00Z"}', f"$.birthdate: {NO_DATE}, got a timestamp that is not at midnight"),
    refuses(Customer, "an address as text", '{"address": "12 Placeholder Lane"}', "$.address: expected an object, got a string"),
    refuses(Customer, "the first of two problems in the order of the table", '{"phone": 1, "id": 2}', "$.id: expected a string, got an integer"),
]


@pytest.mark.parametrize("cls, text, message", FAILS)
def test_anything_else_is_refused_with_the_place_and_the_kind(cls: Any, text: str, message: str) -> None:
    with pytest.raises(DecodeError) as caught:
        cls.from_dict(json.loads(text))
    assert str(caught.value) == message


# --- whole payloads ------------------------------------------------------------------------------


def payload(name: str) -> Any:
    return json.loads((PAYLOADS / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "name", ["customer-full.json", "customer-short.json", "customer-nulls.json", "customer-unknown-members.json"]
)
def test_a_payload_in_canonical_form_is_written_as_it_came(name: str) -> None:
    document = payload(name)
    customer = Customer.from_dict(document)
    assert json.dumps(customer.to_dict()) == json.dumps(document)
    assert Customer.from_json((PAYLOADS / name).read_bytes()) == customer
    assert Customer.from_json(customer.to_json()) == customer


def test_the_empty_arrays_of_php_are_written_as_empty_objects() -> None:
    customer = Customer.from_dict(payload("customer-php-empty-maps.json"))
    assert customer.to_dict() == {
        "id": "cust_Own0Php0Payload00001",
        "summary": {
            "redemptions": {"total_redeemed": 0, "gift": {"redeemed_amount": 0, "amount_to_go": 0}, "loyalty_card": {}},
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
    assert Customer.from_dict(customer.to_dict()) == customer


def test_every_spelling_of_a_timestamp_is_written_in_the_vendors() -> None:
    customer = Customer.from_dict(payload("customer-timestamps.json"))
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
    assert Customer.from_dict(customer.to_dict()) == customer


def test_the_full_payload_fills_every_field_of_every_object() -> None:
    def empty(value: Any, path: str) -> list[str]:
        if isinstance(value, (tuple, dict)):
            items = value.items() if isinstance(value, dict) else enumerate(value)
            return [at for key, item in items for at in empty(item, f"{path}[{key}]")]
        if not hasattr(type(value), "from_dict"):
            return [path] if value is None else []
        names = [name for name in type(value).__slots__ if name not in ("extra", "nulls")]
        return [at for name in names for at in empty(getattr(value, name), f"{path}.{name}")]

    customer = Customer.from_dict(payload("customer-full.json"))
    # Opaque JSON holds a null of its own, to show that it is kept.
    assert empty(customer, "$") == ["$.metadata[favourite][dish]"]


def test_members_that_no_class_knows_are_kept_where_they_stood() -> None:
    customer = Customer.from_dict(payload("customer-unknown-members.json"))
    assert customer.extra == {
        "sourceId": "crm-0815",
        "additionalProperties": None,
        "email_unsubscribed": False,
        "segments": [{"id": "seg_own", "nested": {"deeper": [[1, 2.5], []]}}],
    }
    assert customer.loyalty is not None and customer.loyalty.campaigns is not None
    assert customer.loyalty.campaigns["Stamp Card"].extra == {"points_to_go": 6, "redeemed_points": 4}


def test_each_line_of_the_sample_is_a_customer() -> None:
    lines = (PAYLOADS / "customers.jsonl").read_text(encoding="utf-8").splitlines()
    customers = [Customer.from_json(line) for line in lines]
    assert len(customers) == 6
    assert [Customer.from_json(customer.to_json()) for customer in customers] == customers
