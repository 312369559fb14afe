# SPDX-License-Identifier: MIT
"""The contract: for each class, its members in output order, with their kinds and defaults.

Written from Voucherify's documentation, and independent of the codecs. Every test that covers all members
reads these tables; `test_contract.py` compares them with the classes.
"""

from __future__ import annotations

import copy
import sys
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest

import customer_activity as ca

STRING, INTEGER, BOOLEAN, TIMESTAMP, DATE = "string", "integer", "boolean", "timestamp", "date"
OBJECT, OBJECTS, JSON = OPAQUE = "opaque object", "array of opaque objects", "any JSON"


class Nested(NamedTuple):
    """An object of a class."""

    cls: Any


class Array(NamedTuple):
    """An array of objects of a class."""

    cls: Any


class Map(NamedTuple):
    """An object with any keys, whose values are objects of a class."""

    cls: Any


Kind = str | Nested | Array | Map


def members(*rows: tuple[Kind, str]) -> dict[str, Kind]:
    return {name: kind for kind, names in rows for name in names.split()}


MEMBERS: dict[Any, dict[str, Kind]] = {
    ca.CustomerAddress: members((STRING, "city state line_1 line_2 country postal_code")),
    ca.CustomerAssets: members((STRING, "cockpit_url cockpit_preference_center_url")),
    ca.CustomerLoyaltyCampaign: members(
        (INTEGER, "points"), (STRING, "loyalty_tier"), (INTEGER, "referred_customers")
    ),
    ca.CustomerLoyalty: members(
        (INTEGER, "points referred_customers"), (Map(ca.CustomerLoyaltyCampaign), "campaigns")
    ),
    ca.CustomerReferralsCampaign: members(
        (STRING, "campaign_id referrer_id related_object_id related_object_type"), (TIMESTAMP, "date")
    ),
    ca.CustomerReferrals: members((INTEGER, "total"), (Array(ca.CustomerReferralsCampaign), "campaigns")),
    ca.CustomerSummaryOrders: members(
        (INTEGER, "total_amount total_count average_amount last_order_amount"), (TIMESTAMP, "last_order_date")
    ),
    ca.CustomerSummaryRedemptionsGift: members((INTEGER, "redeemed_amount amount_to_go")),
    ca.CustomerSummaryRedemptionsLoyaltyCard: members((INTEGER, "redeemed_points points_to_go")),
    ca.CustomerSummaryRedemptions: members(
        (INTEGER, "total_redeemed total_failed total_succeeded"),
        (INTEGER, "total_rolled_back total_rollback_failed total_rollback_succeeded"),
        (Nested(ca.CustomerSummaryRedemptionsGift), "gift"),
        (Nested(ca.CustomerSummaryRedemptionsLoyaltyCard), "loyalty_card"),
    ),
    ca.CustomerSummary: members(
        (Nested(ca.CustomerSummaryRedemptions), "redemptions"), (Nested(ca.CustomerSummaryOrders), "orders")
    ),
    ca.Customer: members(
        (STRING, "id source_id"),
        (Nested(ca.CustomerSummary), "summary"),
        (Nested(ca.CustomerLoyalty), "loyalty"),
        (Nested(ca.CustomerReferrals), "referrals"),
        (OBJECT, "system_metadata"),
        (TIMESTAMP, "created_at updated_at"),
        (Nested(ca.CustomerAssets), "assets"),
        (STRING, "object name description email phone"),
        (DATE, "birthday birthdate"),
        (Nested(ca.CustomerAddress), "address"),
        (OBJECT, "metadata"),
    ),
    ca.CustomerPage: members(
        (STRING, "object data_ref"),
        (Array(ca.Customer), "customers"),
        (INTEGER, "total"),
        (BOOLEAN, "has_more"),
    ),
    ca.CustomerActivityData: members(
        (Nested(ca.Customer), "customer referrer"),
        (TIMESTAMP, "created_at sent_at recovered_at failed_at expiration_date"),
        (INTEGER, "points"),
        (OBJECTS, "consents"),
        (JSON, "buckets balance source event loyalty holder unconfirmed_customer"),
        (OBJECT, "campaign voucher custom_event customer_event event_schema redemption redemption_rollback"),
        (OBJECT, "segment distribution reward reward_assignment reward_redemption referral referral_tier"),
        (OBJECT, "loyalty_tier loyalty_tier_from loyalty_tier_to earning_rule order transaction"),
        (OBJECT, "source_voucher destination_voucher publication validation promotion_tier promotion_stack"),
        (OBJECT, "pending_points voucher_pending_points_balance event_source"),
        (Nested(ca.CustomerActivityData), "data"),
    ),
    ca.CustomerActivity: members(
        (STRING, "id type"),
        (Nested(ca.CustomerActivityData), "data"),
        (TIMESTAMP, "created_at"),
        (STRING, "group_id"),
    ),
    ca.CustomerActivityPage: members(
        (STRING, "object data_ref"),
        (Array(ca.CustomerActivity), "data"),
        (BOOLEAN, "has_more"),
        (STRING, "more_starting_after"),
        (INTEGER, "total"),
    ),
    ca.WebhookEvent: members(
        (STRING, "id type"),
        (TIMESTAMP, "created_at"),
        (STRING, "entity_id group_id"),
        (OBJECT, "event_source"),
    ),
    ca.Webhook: members(
        (STRING, "id project_id"),
        (TIMESTAMP, "created_at"),
        (STRING, "type"),
        (Nested(ca.CustomerActivityData), "data"),
        (OBJECT, "source"),
        (Nested(ca.WebhookEvent), "event"),
    ),
}
CLASSES = list(MEMBERS)
every_class = pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
cpython_only = pytest.mark.skipif(
    sys.implementation.name != "cpython", reason="PyPy limits the stack in bytes, not in calls"
)

DEFAULTS: dict[Any, dict[str, Any]] = {cls: {} for cls in CLASSES} | {
    ca.Customer: {"object": "customer"},
    ca.CustomerPage: {"object": "list", "data_ref": "customers"},
    ca.CustomerActivityPage: {"object": "list", "data_ref": "data"},
    ca.CustomerSummaryRedemptionsGift: {"redeemed_amount": 0, "amount_to_go": 0},
}
"""The value of a member that is absent; None unless listed here."""

DOCUMENTS: dict[Any, str] = {
    ca.Customer: "a customer",
    ca.CustomerPage: "a page of customers",
    ca.CustomerActivity: "an activity",
    ca.CustomerActivityPage: "a page of activities",
    ca.Webhook: "a webhook",
}
"""The classes of whole documents, which reject what has none of their members, and what errors call them."""

SAYS: dict[Any, tuple[list[Any], list[str]]] = {
    ca.Customer: (
        [None, "customer", "unconfirmed_customer", "CUSTOMER", "Customer"],
        ["list", "voucher", "customers", "customer_x", "", "unconfirmed"],
    ),
    ca.CustomerPage: ([None, "list"], ["customer", "LIST", "lists", ""]),
    ca.CustomerActivityPage: ([None, "list"], ["customer", "List", ""]),
    ca.CustomerActivity: ([None, "event", "", "customers"], ["customer", "list"]),
    ca.Webhook: ([None, "webhook", "", 7], ["customer", "list"]),
}
"""The values of `object` that each document class accepts, and those it rejects."""

UPDATED = "name description email phone birthday birthdate address metadata".split()
"""The members that a request to update a customer accepts. A request to create one also accepts two ids."""

SCHEMAS: dict[Any, str] = {
    ca.Customer: "CustomerActivityDataCustomer",
    ca.CustomerAddress: "CustomerActivityDataCustomerAddress",
    ca.CustomerAssets: "CustomerActivityDataCustomerAssets",
    ca.CustomerLoyalty: "CustomerActivityDataCustomerLoyalty",
    ca.CustomerLoyaltyCampaign: "CustomerLoyaltyCampaignsEntry",
    ca.CustomerReferrals: "CustomerActivityDataCustomerReferrals",
    ca.CustomerReferralsCampaign: "CustomerReferralsCampaignsItem",
    ca.CustomerSummary: "CustomerActivityDataCustomerSummary",
    ca.CustomerSummaryOrders: "CustomerSummaryOrders",
    ca.CustomerSummaryRedemptions: "CustomerSummaryRedemptions",
    ca.CustomerSummaryRedemptionsGift: "CustomerSummaryRedemptionsGift",
    ca.CustomerSummaryRedemptionsLoyaltyCard: "CustomerSummaryRedemptionsLoyaltyCard",
    ca.CustomerPage: "CustomersListResponseBody",
    ca.CustomerActivity: "CustomerActivity",
    ca.CustomerActivityData: "CustomerActivityData",
    ca.CustomerActivityPage: "CustomersActivityListResponseBody",
}
"""The names of their schemas in the archived SDK, which has none for webhooks."""

SHOWN: dict[Any, str] = {
    ca.CustomerLoyaltyCampaign: "points loyalty_tier referred_customers",
    ca.CustomerLoyalty: "points referred_customers campaigns",
    ca.CustomerReferralsCampaign: "campaign_id referrer_id related_object_id related_object_type date",
    ca.CustomerReferrals: "total campaigns",
    ca.CustomerSummaryOrders: "total_amount total_count average_amount last_order_amount last_order_date",
    ca.CustomerSummaryRedemptionsGift: "redeemed_amount amount_to_go",
    ca.CustomerSummaryRedemptionsLoyaltyCard: "redeemed_points points_to_go",
    ca.CustomerSummaryRedemptions: "total_redeemed total_failed total_succeeded total_rolled_back"
    " total_rollback_failed total_rollback_succeeded gift loyalty_card",
    ca.CustomerSummary: "redemptions orders",
    ca.Customer: "id summary loyalty referrals created_at updated_at object",
    ca.CustomerPage: "object data_ref customers total has_more",
    ca.CustomerActivityData: "customer referrer created_at sent_at recovered_at failed_at expiration_date"
    " points data",
    ca.CustomerActivity: "id type data created_at group_id",
    ca.CustomerActivityPage: "object data_ref data has_more more_starting_after total",
    ca.WebhookEvent: "id type created_at entity_id group_id",
    ca.Webhook: "id project_id created_at type data event",
}
"""The members whose values `repr` shows. A new member stays hidden until it's listed here: it might hold
personal data."""

EXAMPLES: dict[str, Any] = {
    STRING: "text",
    INTEGER: 7,
    BOOLEAN: True,
    TIMESTAMP: "2022-08-30T06:32:07.380Z",
    DATE: "1990-12-31",
    OBJECT: {"a": [1, {"b": None}]},
    OBJECTS: [{"a": 1}, {}],
    JSON: [1.5, {"c": "d"}],
}


def example(kind: Kind) -> Any:
    """A JSON value of a kind, in canonical form."""
    if isinstance(kind, Nested):
        return dict(DEFAULTS[kind.cls])
    if isinstance(kind, Array):
        return [dict(DEFAULTS[kind.cls])]
    if isinstance(kind, Map):
        return {"any key": dict(DEFAULTS[kind.cls])}
    return copy.deepcopy(EXAMPLES[kind])


def full(cls: Any) -> dict[str, Any]:
    """A document of a class with every member, in canonical form."""
    return {name: DEFAULTS[cls].get(name, example(kind)) for name, kind in MEMBERS[cls].items()}


def plain(value: object) -> bool:
    """Whether a value contains only the types that `json` returns."""
    if type(value) is dict:
        return all(type(key) is str and plain(item) for key, item in value.items())
    if type(value) is list:
        return all(map(plain, value))
    return value is None or type(value) in (str, int, float, bool)


def instances(value: Any) -> Iterator[Any]:
    """An instance and all within it."""
    if type(value) in MEMBERS:
        yield value
        value = [getattr(value, name) for name in ("extra", *MEMBERS[type(value)])]
    if isinstance(value, (list, tuple, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from instances(item)


def containers(value: Any) -> list[Any]:
    """Every dict and list in a value, at any depth, even in instances and tuples."""
    found, to_do = [], [value]
    while to_do:
        item = to_do.pop()
        if type(item) in MEMBERS:
            to_do += [getattr(item, name) for name in ("extra", *MEMBERS[type(item)])]
        if isinstance(item, (dict, list)):
            found.append(item)
        if isinstance(item, (dict, list, tuple)):
            to_do += item.values() if isinstance(item, dict) else item
    return found


def nested(levels: int, wrap: Callable[[Any], Any], inner: Any) -> Any:
    for _ in range(levels):
        inner = wrap(inner)
    return inner


def catch(error: type[Exception], action: Callable[..., object], *arguments: Any, **keywords: Any) -> Any:
    """The error that an action raises, which must be of exactly this class."""
    with pytest.raises(error) as caught:
        action(*arguments, **keywords)
    assert type(caught.value) is error
    return caught.value
