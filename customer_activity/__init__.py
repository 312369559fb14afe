# SPDX-License-Identifier: MIT
"""Frozen dataclasses for Voucherify customers, as they occur in webhooks, activities and lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .base import JsonObject
from .customer import (
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
)
from .errors import DecodeError, EncodeError

if TYPE_CHECKING:
    from .activity import CustomerActivity, CustomerActivityData
    from .activity_types import ACTIVITY_TYPES, ActivityType, DocumentedActivityType
    from .page import CustomerActivityPage, CustomerPage
    from .webhook import Webhook, WebhookEvent, verify_signature

__version__ = "2.0.0"

__all__ = [
    "ACTIVITY_TYPES",
    "ActivityType",
    "Customer",
    "CustomerActivity",
    "CustomerActivityData",
    "CustomerActivityPage",
    "CustomerAddress",
    "CustomerAssets",
    "CustomerLoyalty",
    "CustomerLoyaltyCampaign",
    "CustomerPage",
    "CustomerReferrals",
    "CustomerReferralsCampaign",
    "CustomerSummary",
    "CustomerSummaryOrders",
    "CustomerSummaryRedemptions",
    "CustomerSummaryRedemptionsGift",
    "CustomerSummaryRedemptionsLoyaltyCard",
    "DecodeError",
    "DocumentedActivityType",
    "EncodeError",
    "JsonObject",
    "Webhook",
    "WebhookEvent",
    "verify_signature",
]

if not TYPE_CHECKING:  # type checkers use the imports above, and so report unknown names

    def __getattr__(name):
        """On first access, load a name that many programs don't need, and keep it."""
        if name in ("activity", "CustomerActivity", "CustomerActivityData"):
            global CustomerActivity, CustomerActivityData
            from .activity import CustomerActivity, CustomerActivityData
        elif name in ("activity_types", "ACTIVITY_TYPES", "ActivityType", "DocumentedActivityType"):
            global ACTIVITY_TYPES, ActivityType, DocumentedActivityType
            from .activity_types import ACTIVITY_TYPES, ActivityType, DocumentedActivityType
        elif name in ("page", "CustomerActivityPage", "CustomerPage"):
            global CustomerActivityPage, CustomerPage
            from .page import CustomerActivityPage, CustomerPage
        elif name in ("webhook", "Webhook", "WebhookEvent", "verify_signature"):
            global Webhook, WebhookEvent, verify_signature
            from .webhook import Webhook, WebhookEvent, verify_signature
        else:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return globals()[name]


def __dir__() -> list[str]:
    modules = ["activity", "activity_types", "base", "customer", "errors", "page", "webhook"]
    return [*__all__, *modules, "__version__"]
