# SPDX-License-Identifier: MIT
"""The customer in pydantic 2, as its documentation has one write models: all settings at their defaults."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from pydantic import BaseModel, ConfigDict


def customer_model(config: ConfigDict) -> type[BaseModel]:
    """The classes under the given settings; `peer_pydantic_strict` has others."""

    class Model(BaseModel):
        model_config = config

    class CustomerAddress(Model):
        city: str | None = None
        state: str | None = None
        line_1: str | None = None
        line_2: str | None = None
        country: str | None = None
        postal_code: str | None = None

    class CustomerAssets(Model):
        cockpit_url: str | None = None
        cockpit_preference_center_url: str | None = None

    class CustomerLoyaltyCampaign(Model):
        points: int | None = None
        loyalty_tier: str | None = None
        referred_customers: int | None = None

    class CustomerLoyalty(Model):
        points: int | None = None
        referred_customers: int | None = None
        campaigns: dict[str, CustomerLoyaltyCampaign] | None = None

    class CustomerReferralsCampaign(Model):
        campaign_id: str | None = None
        referrer_id: str | None = None
        related_object_id: str | None = None
        related_object_type: str | None = None
        date: dt.datetime | None = None

    class CustomerReferrals(Model):
        total: int | None = None
        campaigns: tuple[CustomerReferralsCampaign, ...] | None = None

    class CustomerSummaryOrders(Model):
        total_amount: int | None = None
        total_count: int | None = None
        average_amount: int | None = None
        last_order_amount: int | None = None
        last_order_date: dt.datetime | None = None

    class CustomerSummaryRedemptionsGift(Model):
        redeemed_amount: int | None = 0
        amount_to_go: int | None = 0

    class CustomerSummaryRedemptionsLoyaltyCard(Model):
        redeemed_points: int | None = None
        points_to_go: int | None = None

    class CustomerSummaryRedemptions(Model):
        total_redeemed: int | None = None
        total_failed: int | None = None
        total_succeeded: int | None = None
        total_rolled_back: int | None = None
        total_rollback_failed: int | None = None
        total_rollback_succeeded: int | None = None
        gift: CustomerSummaryRedemptionsGift | None = None
        loyalty_card: CustomerSummaryRedemptionsLoyaltyCard | None = None

    class CustomerSummary(Model):
        redemptions: CustomerSummaryRedemptions | None = None
        orders: CustomerSummaryOrders | None = None

    class Customer(Model):
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

    return Customer


Customer = customer_model(ConfigDict())

decode = Customer.model_validate
encode = partial(Customer.model_dump, mode="json", exclude_unset=True)
from_text = Customer.model_validate_json
to_text = partial(Customer.model_dump_json, exclude_unset=True)
