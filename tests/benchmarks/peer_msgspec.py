# SPDX-License-Identifier: MIT
"""The customer in msgspec: structs, decoded and encoded by its C extension."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

import msgspec


class CustomerAddress(msgspec.Struct, frozen=True, kw_only=True):
    city: str | None = None
    state: str | None = None
    line_1: str | None = None
    line_2: str | None = None
    country: str | None = None
    postal_code: str | None = None


class CustomerAssets(msgspec.Struct, frozen=True, kw_only=True):
    cockpit_url: str | None = None
    cockpit_preference_center_url: str | None = None


class CustomerLoyaltyCampaign(msgspec.Struct, frozen=True, kw_only=True):
    points: int | None = None
    loyalty_tier: str | None = None
    referred_customers: int | None = None


class CustomerLoyalty(msgspec.Struct, frozen=True, kw_only=True):
    points: int | None = None
    referred_customers: int | None = None
    campaigns: dict[str, CustomerLoyaltyCampaign] | None = None


class CustomerReferralsCampaign(msgspec.Struct, frozen=True, kw_only=True):
    campaign_id: str | None = None
    referrer_id: str | None = None
    related_object_id: str | None = None
    related_object_type: str | None = None
    date: dt.datetime | None = None


class CustomerReferrals(msgspec.Struct, frozen=True, kw_only=True):
    total: int | None = None
    campaigns: tuple[CustomerReferralsCampaign, ...] | None = None


class CustomerSummaryOrders(msgspec.Struct, frozen=True, kw_only=True):
    total_amount: int | None = None
    total_count: int | None = None
    average_amount: int | None = None
    last_order_amount: int | None = None
    last_order_date: dt.datetime | None = None


class CustomerSummaryRedemptionsGift(msgspec.Struct, frozen=True, kw_only=True):
    redeemed_amount: int | None = 0
    amount_to_go: int | None = 0


class CustomerSummaryRedemptionsLoyaltyCard(msgspec.Struct, frozen=True, kw_only=True):
    redeemed_points: int | None = None
    points_to_go: int | None = None


class CustomerSummaryRedemptions(msgspec.Struct, frozen=True, kw_only=True):
    total_redeemed: int | None = None
    total_failed: int | None = None
    total_succeeded: int | None = None
    total_rolled_back: int | None = None
    total_rollback_failed: int | None = None
    total_rollback_succeeded: int | None = None
    gift: CustomerSummaryRedemptionsGift | None = None
    loyalty_card: CustomerSummaryRedemptionsLoyaltyCard | None = None


class CustomerSummary(msgspec.Struct, frozen=True, kw_only=True):
    redemptions: CustomerSummaryRedemptions | None = None
    orders: CustomerSummaryOrders | None = None


class Customer(msgspec.Struct, frozen=True, kw_only=True):
    id: str | None = None
    source_id: str | None = None
    summary: CustomerSummary | None = None
    loyalty: CustomerLoyalty | None = None
    referrals: CustomerReferrals | None = None
    system_metadata: dict[str, Any] | None = None
    created_at: dt.datetime | None = None
    updated_at: dt.datetime | None = None
    assets: CustomerAssets | None = None
    object: str | None = "customer"
    name: str | None = None
    description: str | None = None
    email: str | None = None
    phone: str | None = None
    birthday: dt.date | None = None
    birthdate: dt.date | None = None
    address: CustomerAddress | None = None
    metadata: dict[str, Any] | None = None


decode = partial(msgspec.convert, type=Customer)
encode = msgspec.to_builtins
from_text = msgspec.json.Decoder(Customer).decode
_encode_text = msgspec.json.Encoder().encode


def to_text(customer: Customer) -> str:
    return _encode_text(customer).decode()
