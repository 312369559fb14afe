# SPDX-License-Identifier: MIT
"""The customer in mashumaro: dataclasses as frozen and slotted as ours, with the codecs it generates."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from mashumaro import DataClassDictMixin


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerAddress(DataClassDictMixin):
    city: str | None = None
    state: str | None = None
    line_1: str | None = None
    line_2: str | None = None
    country: str | None = None
    postal_code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerAssets(DataClassDictMixin):
    cockpit_url: str | None = None
    cockpit_preference_center_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerLoyaltyCampaign(DataClassDictMixin):
    points: int | None = None
    loyalty_tier: str | None = None
    referred_customers: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerLoyalty(DataClassDictMixin):
    points: int | None = None
    referred_customers: int | None = None
    campaigns: dict[str, CustomerLoyaltyCampaign] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerReferralsCampaign(DataClassDictMixin):
    campaign_id: str | None = None
    referrer_id: str | None = None
    related_object_id: str | None = None
    related_object_type: str | None = None
    date: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerReferrals(DataClassDictMixin):
    total: int | None = None
    campaigns: tuple[CustomerReferralsCampaign, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerSummaryOrders(DataClassDictMixin):
    total_amount: int | None = None
    total_count: int | None = None
    average_amount: int | None = None
    last_order_amount: int | None = None
    last_order_date: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerSummaryRedemptionsGift(DataClassDictMixin):
    redeemed_amount: int | None = 0
    amount_to_go: int | None = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerSummaryRedemptionsLoyaltyCard(DataClassDictMixin):
    redeemed_points: int | None = None
    points_to_go: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerSummaryRedemptions(DataClassDictMixin):
    total_redeemed: int | None = None
    total_failed: int | None = None
    total_succeeded: int | None = None
    total_rolled_back: int | None = None
    total_rollback_failed: int | None = None
    total_rollback_succeeded: int | None = None
    gift: CustomerSummaryRedemptionsGift | None = None
    loyalty_card: CustomerSummaryRedemptionsLoyaltyCard | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerSummary(DataClassDictMixin):
    redemptions: CustomerSummaryRedemptions | None = None
    orders: CustomerSummaryOrders | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer(DataClassDictMixin):
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


decode = Customer.from_dict
encode = Customer.to_dict


def from_text(text: str) -> Customer:
    return Customer.from_dict(json.loads(text))


def to_text(customer: Customer) -> str:
    return json.dumps(customer.to_dict())
