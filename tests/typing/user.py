# SPDX-License-Identifier: MIT
"""A user's code, which is type-checked and never run: every line is a promise of the types.

`tests/test_typing.py` checks it with mypy. `nox -s checkers` checks it with every checker, importing from a
vendored copy instead.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import customer_activity as ca
from customer_activity import (
    ACTIVITY_TYPES,
    ActivityType,
    Customer,
    CustomerActivity,
    CustomerActivityData,
    CustomerActivityPage,
    CustomerAddress,
    CustomerLoyalty,
    CustomerLoyaltyCampaign,
    CustomerPage,
    CustomerReferrals,
    CustomerReferralsCampaign,
    CustomerSummary,
    CustomerSummaryRedemptionsGift,
    DecodeError,
    DocumentedActivityType,
    Webhook,
    WebhookEvent,
    verify_signature,
)
from customer_activity.webhook import Webhook as WebhookOfModule

if TYPE_CHECKING:
    from typing_extensions import assert_type


class Member(Customer):
    @property
    def greeting(self) -> str:
        return f"Dear {self.name}"


def decode(event: Mapping[str, Any], body: bytes) -> None:
    assert_type(Customer.from_dict(event), Customer)
    assert_type(Customer.from_dict({"id": "cust_1"}), Customer)
    assert_type(Customer.from_json(body), Customer)
    assert_type(Customer.from_json("{}"), Customer)
    assert_type(Customer.from_json(bytearray(body)), Customer)
    assert_type(CustomerAddress.from_dict(event), CustomerAddress)
    assert_type(CustomerAddress.from_json(body), CustomerAddress)
    assert_type(CustomerPage.from_json(body).customers, tuple[Customer, ...] | None)
    assert_type(Member.from_dict(event), Member)
    assert_type(Member.from_json(body).greeting, str)
    assert_type(CustomerActivity.from_dict(event).customer, Customer | None)
    assert_type(CustomerActivityPage.from_json(body).data, tuple[CustomerActivity, ...] | None)
    assert_type(Webhook.from_json(body).customer, Customer | None)
    headers: dict[str, str] = {}
    assert_type(verify_signature(body, headers.get("x-voucherify-signature"), "secret"), bool)


def receive(body: bytes, headers: Mapping[str, str], secret: str) -> Customer | None:
    """A webhook, by names that are loaded when they are first asked for."""
    if not ca.webhook.verify_signature(body, headers.get("x-voucherify-signature"), secret):
        return None
    webhook = ca.webhook.Webhook.from_json(body)
    assert_type(webhook, WebhookOfModule)
    assert_type(webhook.type, ActivityType | None)
    assert_type(webhook.event_type, ActivityType | None)
    assert_type(webhook.event, WebhookEvent | None)
    assert_type(webhook.data, CustomerActivityData | None)
    assert_type(ca.ACTIVITY_TYPES, frozenset[str])
    if webhook.event_type not in ACTIVITY_TYPES:
        return None
    return webhook.customer


def is_deletion(activity: CustomerActivity, webhook: Webhook) -> bool:
    deleted: DocumentedActivityType = "customer.deleted"
    return deleted in (activity.type, webhook.event_type)


def update(customer: Customer) -> dict[str, Any]:
    changed = dataclasses.replace(customer, phone=None, metadata={**(customer.metadata or {}), "vip": True})
    assert_type(changed, Customer)
    assert_type(changed.create_body(), dict[str, Any])
    assert_type(changed.update_body(), dict[str, Any])
    return changed.update_body(since=customer)


def read(customer: Customer) -> None:
    assert_type(customer.id, str | None)
    assert_type(customer.object, str | None)
    assert_type(customer.created_at, dt.datetime | None)
    assert_type(customer.birthday, dt.date | None)
    assert_type(customer.birthdate, dt.date | None)
    assert_type(customer.metadata, Mapping[str, Any] | None)
    assert_type(customer.system_metadata, Mapping[str, Any] | None)
    assert_type(customer.extra, Mapping[str, Any])
    assert_type(customer.nulls, frozenset[str])
    assert_type(customer.summary, CustomerSummary | None)
    if customer.summary and customer.summary.redemptions and customer.summary.orders:
        assert_type(customer.summary.redemptions.total_redeemed, int | None)
        assert_type(customer.summary.redemptions.gift, CustomerSummaryRedemptionsGift | None)
        assert_type(customer.summary.orders.last_order_date, dt.datetime | None)
    assert_type(customer.loyalty, CustomerLoyalty | None)
    if customer.loyalty and customer.loyalty.campaigns is not None:
        assert_type(customer.loyalty.campaigns, Mapping[str, CustomerLoyaltyCampaign])
        assert_type(customer.loyalty.campaigns["LP1"].points, int | None)
    assert_type(customer.referrals, CustomerReferrals | None)
    if customer.referrals and customer.referrals.campaigns is not None:
        assert_type(customer.referrals.campaigns, tuple[CustomerReferralsCampaign, ...])
        assert_type(customer.referrals.campaigns[0].date, dt.datetime | None)
    if customer.address:
        assert_type(customer.address.line_1, str | None)


def encode(customer: Customer) -> None:
    assert_type(customer.to_dict(), dict[str, Any])
    assert_type(customer.to_json(), str)
    assert_type(dataclasses.replace(customer, phone="+15550100"), Customer)
    assert_type({customer: 1}, dict[Customer, int])
    Customer(source_id="x", nulls=frozenset({"phone"}))
    Customer(
        created_at=dt.datetime.now(dt.timezone.utc),
        birthdate=dt.date(1990, 12, 31),
        loyalty=CustomerLoyalty(campaigns={"LP1": CustomerLoyaltyCampaign(points=1)}),
        referrals=CustomerReferrals(campaigns=(CustomerReferralsCampaign(campaign_id="camp_1"),)),
        metadata={"any": ["JSON"]},
    )


def fail(event: Mapping[str, Any]) -> None:
    try:
        Customer.from_dict(event).to_json()
    except (DecodeError, ca.errors.EncodeError) as error:
        assert_type(error.path, tuple[str | int, ...])
        assert_type(error.expected, str)
        assert_type(error.actual, str)
        value_error: ValueError = error
        raise value_error from None
