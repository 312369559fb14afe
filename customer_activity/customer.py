# SPDX-License-Identifier: MIT
"""The customer and the objects in it, the innermost first.

Each class has one field per member, in output order, and one line per member in `_read` and in `_write`,
which mirror each other. `base` has what all classes share.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from . import _body
from . import _readers as read
from . import _writers as write
from .base import JsonObject

__all__ = [
    "Customer",
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
]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CustomerAddress(JsonObject):
    """A postal address.

    Schema: `CustomerActivityDataCustomerAddress`.
    """

    city: str | None = field(default=None, repr=False)
    """The town or city."""
    state: str | None = field(default=None, repr=False)
    """The state, province or region."""
    line_1: str | None = field(default=None, repr=False)
    """The first line, with street and number."""
    line_2: str | None = field(default=None, repr=False)
    """The second line, with building, flat or suite."""
    country: str | None = field(default=None, repr=False)
    """The country, as a name or a code: whichever the merchant uses."""
    postal_code: str | None = field(default=None, repr=False)
    """The ZIP or postal code."""

    @staticmethod
    def _read(draft: Any, rest: dict[str, Any], nulls: list[str]) -> None:
        draft.city = read.string(rest, "city", nulls)
        draft.state = read.string(rest, "state", nulls)
        draft.line_1 = read.string(rest, "line_1", nulls)
        draft.line_2 = read.string(rest, "line_2", nulls)
        draft.country = read.string(rest, "country", nulls)
        draft.postal_code = read.string(rest, "postal_code", nulls)

    def _write(self, out: dict[str, Any], nulls: frozenset[str]) -> None:
        write.string(out, "city", self.city, nulls)
        write.string(out, "state", self.state, nulls)
        write.string(out, "line_1", self.line_1, nulls)
        write.string(out, "line_2", self.line_2, nulls)
        write.string(out, "country", self.country, nulls)
        write.string(out, "postal_code", self.postal_code, nulls)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CustomerAssets(JsonObject):
    """Pages that Voucherify hosts for the customer.

    Schema: `CustomerActivityDataCustomerAssets`.
    """

    cockpit_url: str | None = field(default=None, repr=False)
    """The URL of the customer's cockpit; since March 2026, it opens the preference center instead. It
    contains a token, so anyone who has it gets access."""
    cockpit_preference_center_url: str | None = field(default=None, repr=False)
    """The page where the customer gives and withdraws consents. This URL contains a token too."""

    @staticmethod
    def _read(draft: Any, rest: dict[str, Any], nulls: list[str]) -> None:
        draft.cockpit_url = read.string(rest, "cockpit_url", nulls)
        draft.cockpit_preference_center_url = read.string(rest, "cockpit_preference_center_url", nulls)

    def _write(self, out: dict[str, Any], nulls: frozenset[str]) -> None:
        write.string(out, "cockpit_url", self.cockpit_url, nulls)
        write.string(out, "cockpit_preference_center_url", self.cockpit_preference_center_url, nulls)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CustomerLoyaltyCampaign(JsonObject):
    """A customer's standing in one loyalty campaign.

    Schema: `CustomerLoyaltyCampaignsEntry`.
    """

    points: int | None = None
    """The balance in points."""
    loyalty_tier: str | None = None
    """The id of the loyalty tier that the customer has reached, `ltr_...`."""
    referred_customers: int | None = None
    """The number of customers that this one has referred to the campaign."""

    @staticmethod
    def _read(draft: Any, rest: dict[str, Any], nulls: list[str]) -> None:
        draft.points = read.integer(rest, "points", nulls)
        draft.loyalty_tier = read.string(rest, "loyalty_tier", nulls)
        draft.referred_customers = read.integer(rest, "referred_customers", nulls)

    def _write(self, out: dict[str, Any], nulls: frozenset[str]) -> None:
        write.integer(out, "points", self.points, nulls)
        write.string(out, "loyalty_tier", self.loyalty_tier, nulls)
        write.integer(out, "referred_customers", self.referred_customers, nulls)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CustomerLoyalty(JsonObject):
    """A customer's standing in all loyalty campaigns.

    Schema: `CustomerActivityDataCustomerLoyalty`.
    """

    points: int | None = None
    """The points on all of the customer's loyalty cards, without those that have expired."""
    referred_customers: int | None = None
    """The number of customers that this one has referred, in all campaigns."""
    campaigns: Mapping[str, CustomerLoyaltyCampaign] | None = field(default=None, hash=False)
    """The campaigns by name. Names are free text, such as `Loyalty Upgrade 01/2021`."""

    @staticmethod
    def _read(draft: Any, rest: dict[str, Any], nulls: list[str]) -> None:
        draft.points = read.integer(rest, "points", nulls)
        draft.referred_customers = read.integer(rest, "referred_customers", nulls)
        draft.campaigns = read.by_name(rest, "campaigns", CustomerLoyaltyCampaign, nulls)

    def _write(self, out: dict[str, Any], nulls: frozenset[str]) -> None:
        write.integer(out, "points", self.points, nulls)
        write.integer(out, "referred_customers", self.referred_customers, nulls)
        write.by_name(out, "campaigns", self.campaigns, CustomerLoyaltyCampaign, nulls)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CustomerReferralsCampaign(JsonObject):
    """A campaign in which the customer was referred.

    Schema: `CustomerReferralsCampaignsItem`.
    """

    campaign_id: str | None = None
    """The id of the referral campaign, `camp_...`."""
    referrer_id: str | None = None
    """The id of the customer who referred this one, `cust_...`."""
    related_object_id: str | None = None
    """The id of the object that completed the referral, such as a redemption."""
    related_object_type: str | None = None
    """The type of that object, such as `redemption`."""
    date: dt.datetime | None = None
    """When the customer was referred."""

    @staticmethod
    def _read(draft: Any, rest: dict[str, Any], nulls: list[str]) -> None:
        draft.campaign_id = read.string(rest, "campaign_id", nulls)
        draft.referrer_id = read.string(rest, "referrer_id", nulls)
        draft.related_object_id = read.string(rest, "related_object_id", nulls)
        draft.related_object_type = read.string(rest, "related_object_type", nulls)
        draft.date = read.timestamp(rest, "date", nulls)

    def _write(self, out: dict[str, Any], nulls: frozenset[str]) -> None:
        write.string(out, "campaign_id", self.campaign_id, nulls)
        write.string(out, "referrer_id", self.referrer_id, nulls)
        write.string(out, "related_object_id", self.related_object_id, nulls)
        write.string(out, "related_object_type", self.related_object_type, nulls)
        write.timestamp(out, "date", self.date, nulls)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CustomerReferrals(JsonObject):
    """How this customer was referred.

    Schema: `CustomerActivityDataCustomerReferrals`.
    """

    total: int | None = None
    """The number of times that the customer was referred."""
    campaigns: tuple[CustomerReferralsCampaign, ...] | None = None
    """The campaigns in which the customer was referred."""

    @staticmethod
    def _read(draft: Any, rest: dict[str, Any], nulls: list[str]) -> None:
        draft.total = read.integer(rest, "total", nulls)
        draft.campaigns = read.array(rest, "campaigns", CustomerReferralsCampaign, nulls)

    def _write(self, out: dict[str, Any], nulls: frozenset[str]) -> None:
        write.integer(out, "total", self.total, nulls)
        write.array(out, "campaigns", self.campaigns, CustomerReferralsCampaign, nulls)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CustomerSummaryOrders(JsonObject):
    """Totals of the customer's orders that are paid or fulfilled.

    Schema: `CustomerSummaryOrders`.
    """

    total_amount: int | None = None
    """The total amount, in hundredths of the currency unit."""
    total_count: int | None = None
    """The number of orders."""
    average_amount: int | None = None
    """The average amount of an order, in hundredths of the currency unit."""
    last_order_amount: int | None = None
    """The amount of the last order, in hundredths of the currency unit."""
    last_order_date: dt.datetime | None = None
    """When the last order was placed."""

    @staticmethod
    def _read(draft: Any, rest: dict[str, Any], nulls: list[str]) -> None:
        draft.total_amount = read.integer(rest, "total_amount", nulls)
        draft.total_count = read.integer(rest, "total_count", nulls)
        draft.average_amount = read.integer(rest, "average_amount", nulls)
        draft.last_order_amount = read.integer(rest, "last_order_amount", nulls)
        draft.last_order_date = read.timestamp(rest, "last_order_date", nulls)

    def _write(self, out: dict[str, Any], nulls: frozenset[str]) -> None:
        write.integer(out, "total_amount", self.total_amount, nulls)
        write.integer(out, "total_count", self.total_count, nulls)
        write.integer(out, "average_amount", self.average_amount, nulls)
        write.integer(out, "last_order_amount", self.last_order_amount, nulls)
        write.timestamp(out, "last_order_date", self.last_order_date, nulls)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CustomerSummaryRedemptionsGift(JsonObject):
    """Totals of the customer's gift cards.

    Schema: `CustomerSummaryRedemptionsGift`.
    """

    redeemed_amount: int | None = 0
    """The amount spent, in hundredths of the currency unit."""
    amount_to_go: int | None = 0
    """The amount left, in hundredths of the currency unit."""

    @staticmethod
    def _read(draft: Any, rest: dict[str, Any], nulls: list[str]) -> None:
        draft.redeemed_amount = read.integer_with_default(rest, "redeemed_amount", 0)
        draft.amount_to_go = read.integer_with_default(rest, "amount_to_go", 0)

    def _write(self, out: dict[str, Any], nulls: frozenset[str]) -> None:
        write.integer_with_default(out, "redeemed_amount", self.redeemed_amount)
        write.integer_with_default(out, "amount_to_go", self.amount_to_go)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CustomerSummaryRedemptionsLoyaltyCard(JsonObject):
    """Totals of the customer's loyalty cards.

    Schema: `CustomerSummaryRedemptionsLoyaltyCard`.
    """

    redeemed_points: int | None = None
    """The points spent."""
    points_to_go: int | None = None
    """The points left."""

    @staticmethod
    def _read(draft: Any, rest: dict[str, Any], nulls: list[str]) -> None:
        draft.redeemed_points = read.integer(rest, "redeemed_points", nulls)
        draft.points_to_go = read.integer(rest, "points_to_go", nulls)

    def _write(self, out: dict[str, Any], nulls: frozenset[str]) -> None:
        write.integer(out, "redeemed_points", self.redeemed_points, nulls)
        write.integer(out, "points_to_go", self.points_to_go, nulls)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CustomerSummaryRedemptions(JsonObject):
    """How often the customer has redeemed vouchers.

    Schema: `CustomerSummaryRedemptions`.
    """

    total_redeemed: int | None = None
    """The number of redemptions."""
    total_failed: int | None = None
    """The number of redemptions that failed."""
    total_succeeded: int | None = None
    """The number of redemptions that succeeded."""
    total_rolled_back: int | None = None
    """The number of redemptions that were rolled back."""
    total_rollback_failed: int | None = None
    """The number of rollbacks that failed."""
    total_rollback_succeeded: int | None = None
    """The number of rollbacks that succeeded."""
    gift: CustomerSummaryRedemptionsGift | None = None
    """The amounts on gift cards."""
    loyalty_card: CustomerSummaryRedemptionsLoyaltyCard | None = None
    """The points on loyalty cards."""

    @staticmethod
    def _read(draft: Any, rest: dict[str, Any], nulls: list[str]) -> None:
        draft.total_redeemed = read.integer(rest, "total_redeemed", nulls)
        draft.total_failed = read.integer(rest, "total_failed", nulls)
        draft.total_succeeded = read.integer(rest, "total_succeeded", nulls)
        draft.total_rolled_back = read.integer(rest, "total_rolled_back", nulls)
        draft.total_rollback_failed = read.integer(rest, "total_rollback_failed", nulls)
        draft.total_rollback_succeeded = read.integer(rest, "total_rollback_succeeded", nulls)
        draft.gift = read.nested(rest, "gift", CustomerSummaryRedemptionsGift, nulls)
        draft.loyalty_card = read.nested(rest, "loyalty_card", CustomerSummaryRedemptionsLoyaltyCard, nulls)

    def _write(self, out: dict[str, Any], nulls: frozenset[str]) -> None:
        write.integer(out, "total_redeemed", self.total_redeemed, nulls)
        write.integer(out, "total_failed", self.total_failed, nulls)
        write.integer(out, "total_succeeded", self.total_succeeded, nulls)
        write.integer(out, "total_rolled_back", self.total_rolled_back, nulls)
        write.integer(out, "total_rollback_failed", self.total_rollback_failed, nulls)
        write.integer(out, "total_rollback_succeeded", self.total_rollback_succeeded, nulls)
        write.nested(out, "gift", self.gift, CustomerSummaryRedemptionsGift, nulls)
        write.nested(out, "loyalty_card", self.loyalty_card, CustomerSummaryRedemptionsLoyaltyCard, nulls)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CustomerSummary(JsonObject):
    """Totals of a customer's redemptions and orders.

    Schema: `CustomerActivityDataCustomerSummary`.
    """

    redemptions: CustomerSummaryRedemptions | None = None
    """Totals of the redemptions."""
    orders: CustomerSummaryOrders | None = None
    """Totals of the orders that are paid or fulfilled."""

    @staticmethod
    def _read(draft: Any, rest: dict[str, Any], nulls: list[str]) -> None:
        draft.redemptions = read.nested(rest, "redemptions", CustomerSummaryRedemptions, nulls)
        draft.orders = read.nested(rest, "orders", CustomerSummaryOrders, nulls)

    def _write(self, out: dict[str, Any], nulls: frozenset[str]) -> None:
        write.nested(out, "redemptions", self.redemptions, CustomerSummaryRedemptions, nulls)
        write.nested(out, "orders", self.orders, CustomerSummaryOrders, nulls)


# The members that update and create requests accept.
_UPDATE_MEMBERS = ("name", "description", "email", "phone", "birthday", "birthdate", "address", "metadata")
_CREATE_MEMBERS = ("id", "source_id", *_UPDATE_MEMBERS)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Customer(JsonObject):
    """A customer of a Voucherify project.

    Any member can be missing. Activities and webhooks often contain a short form: `id`, `source_id`,
    `name`, `email`, `metadata` and `object`.

    Schema: `CustomerActivityDataCustomer`, where some members are required.
    """

    _document = "a customer"

    id: str | None = None
    """The unique id that Voucherify assigned, `cust_...`."""
    source_id: str | None = field(default=None, repr=False)
    """The merchant's own unique id for the customer, such as an id or email address from a CRM system, a
    database or a third-party service. It can't be changed once the customer exists. In a request that
    also has the `id`, the API ignores it."""
    summary: CustomerSummary | None = None
    """Totals of the customer's redemptions and orders."""
    loyalty: CustomerLoyalty | None = None
    """The points and tiers in loyalty campaigns."""
    referrals: CustomerReferrals | None = None
    """How this customer was referred by others."""
    system_metadata: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """JSON that Voucherify itself stores with the customer, such as consents."""
    created_at: dt.datetime | None = None
    """When the customer was created."""
    updated_at: dt.datetime | None = None
    """When the customer was last updated."""
    assets: CustomerAssets | None = field(default=None, repr=False)
    """The pages that Voucherify hosts for the customer."""
    object: str | None = "customer"
    """The type of the object: `customer`, or another word that ends in `customer`, in upper or lower case."""
    name: str | None = field(default=None, repr=False)
    """The first and last name."""
    description: str | None = field(default=None, repr=False)
    """Any text that the merchant stores with the customer."""
    email: str | None = field(default=None, repr=False)
    """The email address."""
    phone: str | None = field(default=None, repr=False)
    """The phone number. Required for sending codes by SMS."""
    birthday: dt.date | None = field(default=None, repr=False)
    """The date of birth. Deprecated in favour of `birthdate`; older customers have both, which can differ."""
    birthdate: dt.date | None = field(default=None, repr=False)
    """The date of birth."""
    address: CustomerAddress | None = field(default=None, repr=False)
    """The postal address."""
    metadata: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """JSON that the merchant stores with the customer."""

    @staticmethod
    def _read(draft: Any, rest: dict[str, Any], nulls: list[str]) -> None:
        draft.id = read.string(rest, "id", nulls)
        draft.source_id = read.string(rest, "source_id", nulls)
        draft.summary = read.nested(rest, "summary", CustomerSummary, nulls)
        draft.loyalty = read.nested(rest, "loyalty", CustomerLoyalty, nulls)
        draft.referrals = read.nested(rest, "referrals", CustomerReferrals, nulls)
        draft.system_metadata = read.opaque(rest, "system_metadata", nulls)
        draft.created_at = read.timestamp(rest, "created_at", nulls)
        draft.updated_at = read.timestamp(rest, "updated_at", nulls)
        draft.assets = read.nested(rest, "assets", CustomerAssets, nulls)
        draft.object = read.string_with_default(rest, "object", "customer")
        draft.name = read.string(rest, "name", nulls)
        draft.description = read.string(rest, "description", nulls)
        draft.email = read.string(rest, "email", nulls)
        draft.phone = read.string(rest, "phone", nulls)
        draft.birthday = read.date(rest, "birthday", nulls)
        draft.birthdate = read.date(rest, "birthdate", nulls)
        draft.address = read.nested(rest, "address", CustomerAddress, nulls)
        draft.metadata = read.opaque(rest, "metadata", nulls)

    def _write(self, out: dict[str, Any], nulls: frozenset[str]) -> None:
        write.string(out, "id", self.id, nulls)
        write.string(out, "source_id", self.source_id, nulls)
        write.nested(out, "summary", self.summary, CustomerSummary, nulls)
        write.nested(out, "loyalty", self.loyalty, CustomerLoyalty, nulls)
        write.nested(out, "referrals", self.referrals, CustomerReferrals, nulls)
        write.opaque(out, "system_metadata", self.system_metadata, nulls)
        write.timestamp(out, "created_at", self.created_at, nulls)
        write.timestamp(out, "updated_at", self.updated_at, nulls)
        write.nested(out, "assets", self.assets, CustomerAssets, nulls)
        write.string_with_default(out, "object", self.object)
        write.string(out, "name", self.name, nulls)
        write.string(out, "description", self.description, nulls)
        write.string(out, "email", self.email, nulls)
        write.string(out, "phone", self.phone, nulls)
        write.date(out, "birthday", self.birthday, nulls)
        write.date(out, "birthdate", self.birthdate, nulls)
        write.nested(out, "address", self.address, CustomerAddress, nulls)
        write.opaque(out, "metadata", self.metadata, nulls)

    def create_body(self) -> dict[str, Any]:
        """The body of `POST /v1/customers`, which creates a customer. If one with this `id` or `source_id`
        exists, the request updates it.

        The body has the members that are set or named in `nulls`, if the request accepts them.
        Raises `EncodeError` if the customer can't be encoded.
        """
        return _body.select_members(self.to_dict(), _CREATE_MEMBERS)

    def update_body(self, since: Customer | None = None) -> dict[str, Any]:
        """The body of `PUT /v1/customers/{id or source_id}`.

        `since` is the earlier state from which `replace` made this customer. With it, the body has only
        the members that have changed, and null for those that no longer have a value:
        `replace(c, phone=None)` clears the phone. If nothing has changed, the body is `{}`. Without
        `since`, the body has every member that is set, and null only for the names in `nulls`.

        `address` and `metadata` are sent in full. Voucherify doesn't document whether null clears a
        member, or whether the metadata keys that you removed are deleted: try both in your sandbox.

        Raises `ValueError` if `since` differs in a member that the request doesn't accept, such as `id`,
        `summary` or one in `extra`, because it isn't an earlier state of this customer. Comparing a short
        form with the full record would clear everything that the short form leaves out.
        Raises `EncodeError` if one of the two can't be encoded.
        """
        if since is None:
            return _body.select_members(self.to_dict(), _UPDATE_MEMBERS)
        return _body.changed_members(self.to_dict(), since.to_dict(), _UPDATE_MEMBERS)

    @classmethod
    def _accepts_object(cls, name: str) -> bool:
        return is_customer_object(name)


def is_customer_object(name: str) -> bool:
    """Whether this is the `object` of a customer, such as `unconfirmed_customer` or `CUSTOMER`."""
    return str.lower(name).endswith("customer")
