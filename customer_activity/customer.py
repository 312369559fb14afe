# SPDX-License-Identifier: MIT
"""The customer, and the objects within: leaves first, the whole last.

One class an object of the wire, one field a member, in the order in which they are written, and a
line each way: `from_dict` and `to_dict` are mirror images. The top of `_codec` says how they work.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from . import _annotations as t
from ._codec import (
    NO_NULLS,
    JsonObject,
    as_subclass,
    draft_of,
    members,
    no_extra,
    read_array,
    read_date,
    read_document_extra,
    read_extra,
    read_integer,
    read_integer_or,
    read_map,
    read_nested,
    read_object,
    read_string,
    read_string_or,
    read_timestamp,
    write_array,
    write_date,
    write_extra,
    write_integer,
    write_integer_or_null,
    write_map,
    write_nested,
    write_object,
    write_string,
    write_string_or_null,
    write_timestamp,
)

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


def __dir__() -> list[str]:
    return [*__all__]


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerAddress(JsonObject):
    """A postal address. Schema: `CustomerActivityDataCustomerAddress`."""

    city: str | None = field(default=None, repr=False)
    """The town or city."""
    state: str | None = field(default=None, repr=False)
    """The state, province or region."""
    line_1: str | None = field(default=None, repr=False)
    """The first line, with street and number."""
    line_2: str | None = field(default=None, repr=False)
    """The second line, with building, flat or suite."""
    country: str | None = field(default=None, repr=False)
    """The country, a name or a code, as the merchant writes it."""
    postal_code: str | None = field(default=None, repr=False)
    """The ZIP or postal code."""
    extra: Mapping[str, t.Any] = field(default_factory=no_extra, hash=False, repr=False)
    """The members that this class does not know, as they came."""
    nulls: frozenset[str] = field(default=NO_NULLS, repr=False)
    """The names of the members that came as null and are written as null."""

    @classmethod
    def from_dict(cls, data: Mapping[str, t.Any]) -> t.Self:
        """Decode a JSON object. Raises `DecodeError` where it is not what is documented."""
        rest: dict[str, t.Any] = {**data} if isinstance(data, dict) else members(data)
        nulls: list[str] = []
        draft = _AddressDraft()
        draft.city = read_string(rest, "city", nulls)
        draft.state = read_string(rest, "state", nulls)
        draft.line_1 = read_string(rest, "line_1", nulls)
        draft.line_2 = read_string(rest, "line_2", nulls)
        draft.country = read_string(rest, "country", nulls)
        draft.postal_code = read_string(rest, "postal_code", nulls)
        draft.extra = read_extra(rest) if rest else {}
        draft.nulls = frozenset(nulls) if nulls else NO_NULLS
        draft.__class__ = CustomerAddress
        instance: t.Self = draft if cls is CustomerAddress else as_subclass(cls, draft)
        return instance

    def to_dict(self) -> dict[str, t.Any]:
        """Encode as a JSON object. Raises `EncodeError` where a value has no place in it."""
        out: dict[str, t.Any] = {}
        nulls = self.nulls
        write_string(out, "city", self.city, nulls)
        write_string(out, "state", self.state, nulls)
        write_string(out, "line_1", self.line_1, nulls)
        write_string(out, "line_2", self.line_2, nulls)
        write_string(out, "country", self.country, nulls)
        write_string(out, "postal_code", self.postal_code, nulls)
        if self.extra:
            write_extra(out, self.extra, CustomerAddress)
        return out


_AddressDraft = draft_of(CustomerAddress)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerAssets(JsonObject):
    """Pages that Voucherify hosts for the customer.

    Schema: `CustomerActivityDataCustomerAssets`.
    """

    cockpit_url: str | None = field(default=None, repr=False)
    """The customer's own page. The URL carries a token, and whoever has it gets in."""
    cockpit_preference_center_url: str | None = field(default=None, repr=False)
    """The customer's page of consents, with a token likewise. Sent since March 2026."""
    extra: Mapping[str, t.Any] = field(default_factory=no_extra, hash=False, repr=False)
    """The members that this class does not know, as they came."""
    nulls: frozenset[str] = field(default=NO_NULLS, repr=False)
    """The names of the members that came as null and are written as null."""

    @classmethod
    def from_dict(cls, data: Mapping[str, t.Any]) -> t.Self:
        """Decode a JSON object. Raises `DecodeError` where it is not what is documented."""
        rest: dict[str, t.Any] = {**data} if isinstance(data, dict) else members(data)
        nulls: list[str] = []
        draft = _AssetsDraft()
        draft.cockpit_url = read_string(rest, "cockpit_url", nulls)
        draft.cockpit_preference_center_url = read_string(rest, "cockpit_preference_center_url", nulls)
        draft.extra = read_extra(rest) if rest else {}
        draft.nulls = frozenset(nulls) if nulls else NO_NULLS
        draft.__class__ = CustomerAssets
        instance: t.Self = draft if cls is CustomerAssets else as_subclass(cls, draft)
        return instance

    def to_dict(self) -> dict[str, t.Any]:
        """Encode as a JSON object. Raises `EncodeError` where a value has no place in it."""
        out: dict[str, t.Any] = {}
        nulls = self.nulls
        write_string(out, "cockpit_url", self.cockpit_url, nulls)
        write_string(out, "cockpit_preference_center_url", self.cockpit_preference_center_url, nulls)
        if self.extra:
            write_extra(out, self.extra, CustomerAssets)
        return out


_AssetsDraft = draft_of(CustomerAssets)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerLoyaltyCampaign(JsonObject):
    """What a customer has in one loyalty campaign. Schema: `CustomerLoyaltyCampaignsEntry`."""

    points: int | None = None
    """The balance, in points."""
    loyalty_tier: str | None = None
    """The id of the tier reached, `ltr_...`."""
    referred_customers: int | None = None
    """How many customers this one has referred to the campaign."""
    extra: Mapping[str, t.Any] = field(default_factory=no_extra, hash=False, repr=False)
    """The members that this class does not know, as they came."""
    nulls: frozenset[str] = field(default=NO_NULLS, repr=False)
    """The names of the members that came as null and are written as null."""

    @classmethod
    def from_dict(cls, data: Mapping[str, t.Any]) -> t.Self:
        """Decode a JSON object. Raises `DecodeError` where it is not what is documented."""
        rest: dict[str, t.Any] = {**data} if isinstance(data, dict) else members(data)
        nulls: list[str] = []
        draft = _LoyaltyCampaignDraft()
        draft.points = read_integer(rest, "points", nulls)
        draft.loyalty_tier = read_string(rest, "loyalty_tier", nulls)
        draft.referred_customers = read_integer(rest, "referred_customers", nulls)
        draft.extra = read_extra(rest) if rest else {}
        draft.nulls = frozenset(nulls) if nulls else NO_NULLS
        draft.__class__ = CustomerLoyaltyCampaign
        instance: t.Self = draft if cls is CustomerLoyaltyCampaign else as_subclass(cls, draft)
        return instance

    def to_dict(self) -> dict[str, t.Any]:
        """Encode as a JSON object. Raises `EncodeError` where a value has no place in it."""
        out: dict[str, t.Any] = {}
        nulls = self.nulls
        write_integer(out, "points", self.points, nulls)
        write_string(out, "loyalty_tier", self.loyalty_tier, nulls)
        write_integer(out, "referred_customers", self.referred_customers, nulls)
        if self.extra:
            write_extra(out, self.extra, CustomerLoyaltyCampaign)
        return out


_LoyaltyCampaignDraft = draft_of(CustomerLoyaltyCampaign)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerLoyalty(JsonObject):
    """What a customer has in all loyalty campaigns.

    Schema: `CustomerActivityDataCustomerLoyalty`.
    """

    points: int | None = None
    """The balance of all campaigns together, in points."""
    referred_customers: int | None = None
    """How many customers this one has referred, in all campaigns."""
    campaigns: Mapping[str, CustomerLoyaltyCampaign] | None = field(default=None, hash=False)
    """The campaigns by name; names are the merchant's free text."""
    extra: Mapping[str, t.Any] = field(default_factory=no_extra, hash=False, repr=False)
    """The members that this class does not know, as they came."""
    nulls: frozenset[str] = field(default=NO_NULLS, repr=False)
    """The names of the members that came as null and are written as null."""

    @classmethod
    def from_dict(cls, data: Mapping[str, t.Any]) -> t.Self:
        """Decode a JSON object. Raises `DecodeError` where it is not what is documented."""
        rest: dict[str, t.Any] = {**data} if isinstance(data, dict) else members(data)
        nulls: list[str] = []
        draft = _LoyaltyDraft()
        draft.points = read_integer(rest, "points", nulls)
        draft.referred_customers = read_integer(rest, "referred_customers", nulls)
        draft.campaigns = read_map(rest, "campaigns", CustomerLoyaltyCampaign, nulls)
        draft.extra = read_extra(rest) if rest else {}
        draft.nulls = frozenset(nulls) if nulls else NO_NULLS
        draft.__class__ = CustomerLoyalty
        instance: t.Self = draft if cls is CustomerLoyalty else as_subclass(cls, draft)
        return instance

    def to_dict(self) -> dict[str, t.Any]:
        """Encode as a JSON object. Raises `EncodeError` where a value has no place in it."""
        out: dict[str, t.Any] = {}
        nulls = self.nulls
        write_integer(out, "points", self.points, nulls)
        write_integer(out, "referred_customers", self.referred_customers, nulls)
        write_map(out, "campaigns", self.campaigns, CustomerLoyaltyCampaign, nulls)
        if self.extra:
            write_extra(out, self.extra, CustomerLoyalty)
        return out


_LoyaltyDraft = draft_of(CustomerLoyalty)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerReferralsCampaign(JsonObject):
    """One campaign through which the customer was referred.

    Schema: `CustomerReferralsCampaignsItem`.
    """

    campaign_id: str | None = None
    """The id of the referral campaign, `camp_...`."""
    referrer_id: str | None = None
    """The id of the customer who referred this one, `cust_...`."""
    related_object_id: str | None = None
    """The id of what completed the referral, such as a redemption."""
    related_object_type: str | None = None
    """What `related_object_id` is the id of, such as `redemption`."""
    date: dt.datetime | None = None
    """When the referral was completed."""
    extra: Mapping[str, t.Any] = field(default_factory=no_extra, hash=False, repr=False)
    """The members that this class does not know, as they came."""
    nulls: frozenset[str] = field(default=NO_NULLS, repr=False)
    """The names of the members that came as null and are written as null."""

    @classmethod
    def from_dict(cls, data: Mapping[str, t.Any]) -> t.Self:
        """Decode a JSON object. Raises `DecodeError` where it is not what is documented."""
        rest: dict[str, t.Any] = {**data} if isinstance(data, dict) else members(data)
        nulls: list[str] = []
        draft = _ReferralsCampaignDraft()
        draft.campaign_id = read_string(rest, "campaign_id", nulls)
        draft.referrer_id = read_string(rest, "referrer_id", nulls)
        draft.related_object_id = read_string(rest, "related_object_id", nulls)
        draft.related_object_type = read_string(rest, "related_object_type", nulls)
        draft.date = read_timestamp(rest, "date", nulls)
        draft.extra = read_extra(rest) if rest else {}
        draft.nulls = frozenset(nulls) if nulls else NO_NULLS
        draft.__class__ = CustomerReferralsCampaign
        instance: t.Self = draft if cls is CustomerReferralsCampaign else as_subclass(cls, draft)
        return instance

    def to_dict(self) -> dict[str, t.Any]:
        """Encode as a JSON object. Raises `EncodeError` where a value has no place in it."""
        out: dict[str, t.Any] = {}
        nulls = self.nulls
        write_string(out, "campaign_id", self.campaign_id, nulls)
        write_string(out, "referrer_id", self.referrer_id, nulls)
        write_string(out, "related_object_id", self.related_object_id, nulls)
        write_string(out, "related_object_type", self.related_object_type, nulls)
        write_timestamp(out, "date", self.date, nulls)
        if self.extra:
            write_extra(out, self.extra, CustomerReferralsCampaign)
        return out


_ReferralsCampaignDraft = draft_of(CustomerReferralsCampaign)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerReferrals(JsonObject):
    """The customer as the one who was referred. Schema: `CustomerActivityDataCustomerReferrals`."""

    total: int | None = None
    """How many times the customer was referred."""
    campaigns: tuple[CustomerReferralsCampaign, ...] | None = None
    """The campaigns through which that happened."""
    extra: Mapping[str, t.Any] = field(default_factory=no_extra, hash=False, repr=False)
    """The members that this class does not know, as they came."""
    nulls: frozenset[str] = field(default=NO_NULLS, repr=False)
    """The names of the members that came as null and are written as null."""

    @classmethod
    def from_dict(cls, data: Mapping[str, t.Any]) -> t.Self:
        """Decode a JSON object. Raises `DecodeError` where it is not what is documented."""
        rest: dict[str, t.Any] = {**data} if isinstance(data, dict) else members(data)
        nulls: list[str] = []
        draft = _ReferralsDraft()
        draft.total = read_integer(rest, "total", nulls)
        draft.campaigns = read_array(rest, "campaigns", CustomerReferralsCampaign, nulls)
        draft.extra = read_extra(rest) if rest else {}
        draft.nulls = frozenset(nulls) if nulls else NO_NULLS
        draft.__class__ = CustomerReferrals
        instance: t.Self = draft if cls is CustomerReferrals else as_subclass(cls, draft)
        return instance

    def to_dict(self) -> dict[str, t.Any]:
        """Encode as a JSON object. Raises `EncodeError` where a value has no place in it."""
        out: dict[str, t.Any] = {}
        nulls = self.nulls
        write_integer(out, "total", self.total, nulls)
        write_array(out, "campaigns", self.campaigns, CustomerReferralsCampaign, nulls)
        if self.extra:
            write_extra(out, self.extra, CustomerReferrals)
        return out


_ReferralsDraft = draft_of(CustomerReferrals)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerSummaryOrders(JsonObject):
    """What the customer has bought. Schema: `CustomerSummaryOrders`."""

    total_amount: int | None = None
    """What all orders cost, in hundredths of the currency unit."""
    total_count: int | None = None
    """How many orders there are."""
    average_amount: int | None = None
    """What an order costs on average, in hundredths of the currency unit."""
    last_order_amount: int | None = None
    """What the last order cost, in hundredths of the currency unit."""
    last_order_date: dt.datetime | None = None
    """When the last order was placed."""
    extra: Mapping[str, t.Any] = field(default_factory=no_extra, hash=False, repr=False)
    """The members that this class does not know, as they came."""
    nulls: frozenset[str] = field(default=NO_NULLS, repr=False)
    """The names of the members that came as null and are written as null."""

    @classmethod
    def from_dict(cls, data: Mapping[str, t.Any]) -> t.Self:
        """Decode a JSON object. Raises `DecodeError` where it is not what is documented."""
        rest: dict[str, t.Any] = {**data} if isinstance(data, dict) else members(data)
        nulls: list[str] = []
        draft = _OrdersDraft()
        draft.total_amount = read_integer(rest, "total_amount", nulls)
        draft.total_count = read_integer(rest, "total_count", nulls)
        draft.average_amount = read_integer(rest, "average_amount", nulls)
        draft.last_order_amount = read_integer(rest, "last_order_amount", nulls)
        draft.last_order_date = read_timestamp(rest, "last_order_date", nulls)
        draft.extra = read_extra(rest) if rest else {}
        draft.nulls = frozenset(nulls) if nulls else NO_NULLS
        draft.__class__ = CustomerSummaryOrders
        instance: t.Self = draft if cls is CustomerSummaryOrders else as_subclass(cls, draft)
        return instance

    def to_dict(self) -> dict[str, t.Any]:
        """Encode as a JSON object. Raises `EncodeError` where a value has no place in it."""
        out: dict[str, t.Any] = {}
        nulls = self.nulls
        write_integer(out, "total_amount", self.total_amount, nulls)
        write_integer(out, "total_count", self.total_count, nulls)
        write_integer(out, "average_amount", self.average_amount, nulls)
        write_integer(out, "last_order_amount", self.last_order_amount, nulls)
        write_timestamp(out, "last_order_date", self.last_order_date, nulls)
        if self.extra:
            write_extra(out, self.extra, CustomerSummaryOrders)
        return out


_OrdersDraft = draft_of(CustomerSummaryOrders)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerSummaryRedemptionsGift(JsonObject):
    """The customer's gift cards together.

    Schema: `CustomerSummaryRedemptionsGift`.
    """

    redeemed_amount: int | None = 0
    """What has been spent, in hundredths of the currency unit."""
    amount_to_go: int | None = 0
    """What is left to spend, in hundredths of the currency unit."""
    extra: Mapping[str, t.Any] = field(default_factory=no_extra, hash=False, repr=False)
    """The members that this class does not know, as they came."""
    nulls: frozenset[str] = field(default=NO_NULLS, repr=False)
    """The names of the members that came as null and are written as null."""

    @classmethod
    def from_dict(cls, data: Mapping[str, t.Any]) -> t.Self:
        """Decode a JSON object. Raises `DecodeError` where it is not what is documented."""
        rest: dict[str, t.Any] = {**data} if isinstance(data, dict) else members(data)
        draft = _GiftDraft()
        draft.redeemed_amount = read_integer_or(rest, "redeemed_amount", 0)
        draft.amount_to_go = read_integer_or(rest, "amount_to_go", 0)
        draft.extra = read_extra(rest) if rest else {}
        draft.nulls = NO_NULLS
        draft.__class__ = CustomerSummaryRedemptionsGift
        instance: t.Self = draft if cls is CustomerSummaryRedemptionsGift else as_subclass(cls, draft)
        return instance

    def to_dict(self) -> dict[str, t.Any]:
        """Encode as a JSON object. Raises `EncodeError` where a value has no place in it."""
        out: dict[str, t.Any] = {}
        write_integer_or_null(out, "redeemed_amount", self.redeemed_amount)
        write_integer_or_null(out, "amount_to_go", self.amount_to_go)
        if self.extra:
            write_extra(out, self.extra, CustomerSummaryRedemptionsGift)
        return out


_GiftDraft = draft_of(CustomerSummaryRedemptionsGift)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerSummaryRedemptionsLoyaltyCard(JsonObject):
    """The customer's loyalty cards together.

    Schema: `CustomerSummaryRedemptionsLoyaltyCard`.
    """

    redeemed_points: int | None = None
    """How many points have been spent."""
    points_to_go: int | None = None
    """How many points are left to spend."""
    extra: Mapping[str, t.Any] = field(default_factory=no_extra, hash=False, repr=False)
    """The members that this class does not know, as they came."""
    nulls: frozenset[str] = field(default=NO_NULLS, repr=False)
    """The names of the members that came as null and are written as null."""

    @classmethod
    def from_dict(cls, data: Mapping[str, t.Any]) -> t.Self:
        """Decode a JSON object. Raises `DecodeError` where it is not what is documented."""
        rest: dict[str, t.Any] = {**data} if isinstance(data, dict) else members(data)
        nulls: list[str] = []
        draft = _LoyaltyCardDraft()
        draft.redeemed_points = read_integer(rest, "redeemed_points", nulls)
        draft.points_to_go = read_integer(rest, "points_to_go", nulls)
        draft.extra = read_extra(rest) if rest else {}
        draft.nulls = frozenset(nulls) if nulls else NO_NULLS
        draft.__class__ = CustomerSummaryRedemptionsLoyaltyCard
        instance: t.Self = draft if cls is CustomerSummaryRedemptionsLoyaltyCard else as_subclass(cls, draft)
        return instance

    def to_dict(self) -> dict[str, t.Any]:
        """Encode as a JSON object. Raises `EncodeError` where a value has no place in it."""
        out: dict[str, t.Any] = {}
        nulls = self.nulls
        write_integer(out, "redeemed_points", self.redeemed_points, nulls)
        write_integer(out, "points_to_go", self.points_to_go, nulls)
        if self.extra:
            write_extra(out, self.extra, CustomerSummaryRedemptionsLoyaltyCard)
        return out


_LoyaltyCardDraft = draft_of(CustomerSummaryRedemptionsLoyaltyCard)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerSummaryRedemptions(JsonObject):
    """How often the customer has redeemed vouchers.

    Schema: `CustomerSummaryRedemptions`.
    """

    total_redeemed: int | None = None
    """How many redemptions there are."""
    total_failed: int | None = None
    """How many were refused."""
    total_succeeded: int | None = None
    """How many went through."""
    total_rolled_back: int | None = None
    """How many were taken back."""
    total_rollback_failed: int | None = None
    """How many times taking one back was refused."""
    total_rollback_succeeded: int | None = None
    """How many times taking one back went through."""
    gift: CustomerSummaryRedemptionsGift | None = None
    """Amounts on gift cards."""
    loyalty_card: CustomerSummaryRedemptionsLoyaltyCard | None = None
    """Points on loyalty cards."""
    extra: Mapping[str, t.Any] = field(default_factory=no_extra, hash=False, repr=False)
    """The members that this class does not know, as they came."""
    nulls: frozenset[str] = field(default=NO_NULLS, repr=False)
    """The names of the members that came as null and are written as null."""

    @classmethod
    def from_dict(cls, data: Mapping[str, t.Any]) -> t.Self:
        """Decode a JSON object. Raises `DecodeError` where it is not what is documented."""
        rest: dict[str, t.Any] = {**data} if isinstance(data, dict) else members(data)
        nulls: list[str] = []
        draft = _RedemptionsDraft()
        draft.total_redeemed = read_integer(rest, "total_redeemed", nulls)
        draft.total_failed = read_integer(rest, "total_failed", nulls)
        draft.total_succeeded = read_integer(rest, "total_succeeded", nulls)
        draft.total_rolled_back = read_integer(rest, "total_rolled_back", nulls)
        draft.total_rollback_failed = read_integer(rest, "total_rollback_failed", nulls)
        draft.total_rollback_succeeded = read_integer(rest, "total_rollback_succeeded", nulls)
        draft.gift = read_nested(rest, "gift", CustomerSummaryRedemptionsGift, nulls)
        draft.loyalty_card = read_nested(rest, "loyalty_card", CustomerSummaryRedemptionsLoyaltyCard, nulls)
        draft.extra = read_extra(rest) if rest else {}
        draft.nulls = frozenset(nulls) if nulls else NO_NULLS
        draft.__class__ = CustomerSummaryRedemptions
        instance: t.Self = draft if cls is CustomerSummaryRedemptions else as_subclass(cls, draft)
        return instance

    def to_dict(self) -> dict[str, t.Any]:
        """Encode as a JSON object. Raises `EncodeError` where a value has no place in it."""
        out: dict[str, t.Any] = {}
        nulls = self.nulls
        write_integer(out, "total_redeemed", self.total_redeemed, nulls)
        write_integer(out, "total_failed", self.total_failed, nulls)
        write_integer(out, "total_succeeded", self.total_succeeded, nulls)
        write_integer(out, "total_rolled_back", self.total_rolled_back, nulls)
        write_integer(out, "total_rollback_failed", self.total_rollback_failed, nulls)
        write_integer(out, "total_rollback_succeeded", self.total_rollback_succeeded, nulls)
        write_nested(out, "gift", self.gift, CustomerSummaryRedemptionsGift, nulls)
        write_nested(out, "loyalty_card", self.loyalty_card, CustomerSummaryRedemptionsLoyaltyCard, nulls)
        if self.extra:
            write_extra(out, self.extra, CustomerSummaryRedemptions)
        return out


_RedemptionsDraft = draft_of(CustomerSummaryRedemptions)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerSummary(JsonObject):
    """Figures on a customer's history. Schema: `CustomerActivityDataCustomerSummary`."""

    redemptions: CustomerSummaryRedemptions | None = None
    """Redemptions of vouchers."""
    orders: CustomerSummaryOrders | None = None
    """Orders."""
    extra: Mapping[str, t.Any] = field(default_factory=no_extra, hash=False, repr=False)
    """The members that this class does not know, as they came."""
    nulls: frozenset[str] = field(default=NO_NULLS, repr=False)
    """The names of the members that came as null and are written as null."""

    @classmethod
    def from_dict(cls, data: Mapping[str, t.Any]) -> t.Self:
        """Decode a JSON object. Raises `DecodeError` where it is not what is documented."""
        rest: dict[str, t.Any] = {**data} if isinstance(data, dict) else members(data)
        nulls: list[str] = []
        draft = _SummaryDraft()
        draft.redemptions = read_nested(rest, "redemptions", CustomerSummaryRedemptions, nulls)
        draft.orders = read_nested(rest, "orders", CustomerSummaryOrders, nulls)
        draft.extra = read_extra(rest) if rest else {}
        draft.nulls = frozenset(nulls) if nulls else NO_NULLS
        draft.__class__ = CustomerSummary
        instance: t.Self = draft if cls is CustomerSummary else as_subclass(cls, draft)
        return instance

    def to_dict(self) -> dict[str, t.Any]:
        """Encode as a JSON object. Raises `EncodeError` where a value has no place in it."""
        out: dict[str, t.Any] = {}
        nulls = self.nulls
        write_nested(out, "redemptions", self.redemptions, CustomerSummaryRedemptions, nulls)
        write_nested(out, "orders", self.orders, CustomerSummaryOrders, nulls)
        if self.extra:
            write_extra(out, self.extra, CustomerSummary)
        return out


_SummaryDraft = draft_of(CustomerSummary)


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer(JsonObject):
    """A customer of a Voucherify project. Schema: `CustomerActivityDataCustomer`.

    Every member may be missing, also those that the archived SDK calls required: activities often
    carry a short form with `id`, `source_id`, `name`, `email`, `metadata` and `object`.
    """

    id: str | None = None
    """The id that Voucherify gave, `cust_...`."""
    source_id: str | None = field(default=None, repr=False)
    """The merchant's own id, of a CRM, or an e-mail address. Ignored by the API beside an `id`."""
    summary: CustomerSummary | None = None
    """Figures on redemptions and orders."""
    loyalty: CustomerLoyalty | None = None
    """Points and tiers in loyalty campaigns."""
    referrals: CustomerReferrals | None = None
    """How the customer was referred by others."""
    system_metadata: Mapping[str, t.Any] | None = field(default=None, hash=False, repr=False)
    """Opaque JSON that Voucherify itself keeps with the customer, such as consents."""
    created_at: dt.datetime | None = None
    """When the record was made."""
    updated_at: dt.datetime | None = None
    """When the record was last changed."""
    assets: CustomerAssets | None = field(default=None, repr=False)
    """Pages hosted for the customer."""
    object: str | None = "customer"
    """The type of the object, `customer`."""
    name: str | None = field(default=None, repr=False)
    """First and last name."""
    description: str | None = field(default=None, repr=False)
    """The merchant's free text on the customer."""
    email: str | None = field(default=None, repr=False)
    """The e-mail address."""
    phone: str | None = field(default=None, repr=False)
    """The phone number, which text messages are sent to."""
    birthday: dt.date | None = field(default=None, repr=False)
    """The date of birth. Deprecated by the vendor in favour of `birthdate`."""
    birthdate: dt.date | None = field(default=None, repr=False)
    """The date of birth."""
    address: CustomerAddress | None = field(default=None, repr=False)
    """The postal address."""
    metadata: Mapping[str, t.Any] | None = field(default=None, hash=False, repr=False)
    """Opaque JSON that the merchant keeps with the customer."""
    extra: Mapping[str, t.Any] = field(default_factory=no_extra, hash=False, repr=False)
    """The members that this class does not know, as they came."""
    nulls: frozenset[str] = field(default=NO_NULLS, repr=False)
    """The names of the members that came as null and are written as null."""

    @classmethod
    def from_dict(cls, data: Mapping[str, t.Any]) -> t.Self:
        """Decode a JSON object. Raises `DecodeError` where it is not what is documented."""
        rest: dict[str, t.Any] = {**data} if isinstance(data, dict) else members(data)
        nulls: list[str] = []
        draft = _CustomerDraft()
        draft.id = read_string(rest, "id", nulls)
        draft.source_id = read_string(rest, "source_id", nulls)
        draft.summary = read_nested(rest, "summary", CustomerSummary, nulls)
        draft.loyalty = read_nested(rest, "loyalty", CustomerLoyalty, nulls)
        draft.referrals = read_nested(rest, "referrals", CustomerReferrals, nulls)
        draft.system_metadata = read_object(rest, "system_metadata", nulls)
        draft.created_at = read_timestamp(rest, "created_at", nulls)
        draft.updated_at = read_timestamp(rest, "updated_at", nulls)
        draft.assets = read_nested(rest, "assets", CustomerAssets, nulls)
        draft.object = read_string_or(rest, "object", "customer")
        draft.name = read_string(rest, "name", nulls)
        draft.description = read_string(rest, "description", nulls)
        draft.email = read_string(rest, "email", nulls)
        draft.phone = read_string(rest, "phone", nulls)
        draft.birthday = read_date(rest, "birthday", nulls)
        draft.birthdate = read_date(rest, "birthdate", nulls)
        draft.address = read_nested(rest, "address", CustomerAddress, nulls)
        draft.metadata = read_object(rest, "metadata", nulls)
        draft.extra = read_document_extra(rest, data, "a customer") if rest else {}
        draft.nulls = frozenset(nulls) if nulls else NO_NULLS
        draft.__class__ = Customer
        instance: t.Self = draft if cls is Customer else as_subclass(cls, draft)
        return instance

    def to_dict(self) -> dict[str, t.Any]:
        """Encode as a JSON object. Raises `EncodeError` where a value has no place in it."""
        out: dict[str, t.Any] = {}
        nulls = self.nulls
        write_string(out, "id", self.id, nulls)
        write_string(out, "source_id", self.source_id, nulls)
        write_nested(out, "summary", self.summary, CustomerSummary, nulls)
        write_nested(out, "loyalty", self.loyalty, CustomerLoyalty, nulls)
        write_nested(out, "referrals", self.referrals, CustomerReferrals, nulls)
        write_object(out, "system_metadata", self.system_metadata, nulls)
        write_timestamp(out, "created_at", self.created_at, nulls)
        write_timestamp(out, "updated_at", self.updated_at, nulls)
        write_nested(out, "assets", self.assets, CustomerAssets, nulls)
        write_string_or_null(out, "object", self.object)
        write_string(out, "name", self.name, nulls)
        write_string(out, "description", self.description, nulls)
        write_string(out, "email", self.email, nulls)
        write_string(out, "phone", self.phone, nulls)
        write_date(out, "birthday", self.birthday, nulls)
        write_date(out, "birthdate", self.birthdate, nulls)
        write_nested(out, "address", self.address, CustomerAddress, nulls)
        write_object(out, "metadata", self.metadata, nulls)
        if self.extra:
            write_extra(out, self.extra, Customer)
        return out


_CustomerDraft = draft_of(Customer)
