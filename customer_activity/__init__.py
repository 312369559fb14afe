# SPDX-License-Identifier: MIT
"""The customers of Voucherify, from its webhooks, activities and lists, as frozen dataclasses."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

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
    from .activity_types import ACTIVITY_TYPES, ActivityType
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
    "EncodeError",
    "Webhook",
    "WebhookEvent",
    "verify_signature",
]

# What not every program needs is loaded when it is first asked for.
_LAZY = {
    "activity": ("CustomerActivity", "CustomerActivityData"),
    "activity_types": ("ACTIVITY_TYPES", "ActivityType"),
    "page": ("CustomerActivityPage", "CustomerPage"),
    "webhook": ("Webhook", "WebhookEvent", "verify_signature"),
}

if not TYPE_CHECKING:  # a checker sees the imports above, and reports a name that does not exist

    def __getattr__(name):
        for module, names in _LAZY.items():
            if name == module or name in names:
                loaded = import_module(f".{module}", __name__)
                return loaded if name == module else getattr(loaded, name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, *_LAZY, "__version__", "customer", "errors"]
