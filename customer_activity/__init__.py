# SPDX-License-Identifier: MIT
"""The customer of Voucherify's customer-activity API, and its activities, as frozen dataclasses.

Webhooks and the check of their signature are in the module `webhook`.
"""

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

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .activity import (
        ACTIVITY_TYPES,
        ActivityType,
        CustomerActivity,
        CustomerActivityData,
        CustomerActivityPage,
    )

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
    "CustomerReferrals",
    "CustomerReferralsCampaign",
    "CustomerSummary",
    "CustomerSummaryOrders",
    "CustomerSummaryRedemptions",
    "CustomerSummaryRedemptionsGift",
    "CustomerSummaryRedemptionsLoyaltyCard",
    "DecodeError",
    "EncodeError",
]


if not TYPE_CHECKING:  # a checker knows the names from above, and finds those that are none

    def __getattr__(name):
        """Load the activities when first asked for: who decodes customers need not pay for them."""
        if name in __all__:
            from . import activity

            return getattr(activity, name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
