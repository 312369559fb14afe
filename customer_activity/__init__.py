# SPDX-License-Identifier: MIT
"""The customers that Voucherify sends, in webhooks, activities and lists, as frozen dataclasses."""

from __future__ import annotations

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

TYPE_CHECKING = bool()  # as in `_annotations`
if TYPE_CHECKING:
    from .activity import CustomerActivity, CustomerActivityData
    from .activity_types import ACTIVITY_TYPES, ActivityType
    from .page import CustomerActivityPage, CustomerPage
    from .webhook import Webhook, WebhookEvent, verify_signature

__version__ = "1.0.0"

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


if not TYPE_CHECKING:  # a checker knows the names from above, and finds those that are none

    def __getattr__(name):
        """Load what is not of the customer when it is first asked for: few programs need it all."""
        if name in ("CustomerActivity", "CustomerActivityData"):
            from . import activity as module
        elif name in ("ACTIVITY_TYPES", "ActivityType"):
            from . import activity_types as module
        elif name in ("CustomerActivityPage", "CustomerPage"):
            from . import page as module
        elif name in ("Webhook", "WebhookEvent", "verify_signature"):
            from . import webhook as module
        else:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(module, name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
