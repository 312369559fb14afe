# SPDX-License-Identifier: MIT
"""The customer, and the objects within: leaves first, the whole last.

One class an object of the wire, one field a member, in the order in which they are written. The
first comment of `_codec` says why the codecs look as they do.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from ._codec import (
    ABSENT,
    NO_NULLS,
    NOTHING,
    draft_of,
    members,
    no_extra,
    read_array,
    read_date,
    read_extra,
    read_integer,
    read_map,
    read_nested,
    read_object,
    read_string,
    read_text,
    read_timestamp,
    values_of,
    write_array,
    write_date,
    write_extra,
    write_integer,
    write_map,
    write_nested,
    write_object,
    write_string,
    write_text,
    write_timestamp,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing as t

    from typing_extensions import Self
else:
    from . import _typing as t


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerAddress:
    """A postal address. Schema: `CustomerActivityDataCustomerAddress`."""

    city: str | None = field(default=None, repr=False)
    """The town or city."""
    state: str | None = field(default=None, repr=False)
    """The state, province or region."""
    line_1: str | None = field(default=None, repr=False)
    """The first line: street and number."""
    line_2: str | None = field(default=None, repr=False)
    """The second line: building, flat or suite."""
    country: str | None = field(default=None, repr=False)
    """The country, as the merchant writes it: a name or a code."""
    postal_code: str | None = field(default=None, repr=False)
    """The ZIP or postal code."""
    extra: Mapping[str, t.Any] = field(default_factory=no_extra, hash=False, repr=False)
    """The members that this class does not know, as they came."""
    nulls: frozenset[str] = field(default=NO_NULLS, compare=False, repr=False)
    """The names of the members that came as null and are written as null."""

    @classmethod
    def from_dict(cls, data: Mapping[str, t.Any]) -> Self:
        """Decode the JSON object `data`. Raises `DecodeError` where it is not what is documented."""
        if cls is not CustomerAddress:
            return cls(**values_of(CustomerAddress.from_dict(data)))
        rest: dict[str, t.Any] = {**data} if type(data) is dict else members(data)
        # A draft, which can be assigned to and becomes the instance: see the top of `_codec`.
        new: t.Any = _CustomerAddress()
        new.nulls = NO_NULLS
        v = rest.pop("city", ABSENT)
        new.city = v if type(v) is str else read_string(v, "city", new)
        v = rest.pop("state", ABSENT)
        new.state = v if type(v) is str else read_string(v, "state", new)
        v = rest.pop("line_1", ABSENT)
        new.line_1 = v if type(v) is str else read_string(v, "line_1", new)
        v = rest.pop("line_2", ABSENT)
        new.line_2 = v if type(v) is str else read_string(v, "line_2", new)
        v = rest.pop("country", ABSENT)
        new.country = v if type(v) is str else read_string(v, "country", new)
        v = rest.pop("postal_code", ABSENT)
        new.postal_code = v if type(v) is str else read_string(v, "postal_code", new)
        new.extra = read_extra(rest) if rest else NOTHING
        new.__class__ = cls
        instance: Self = new
        return instance

    def to_dict(self) -> dict[str, t.Any]:
        """Encode as a JSON object. Raises `EncodeError` where a value has no place in it."""
        out: dict[str, t.Any] = {}
        nulls = self.nulls
        v: t.Any
        if (v := self.city) is not None or "city" in nulls:
            out["city"] = v if type(v) is str else write_string(v, "city")
        if (v := self.state) is not None or "state" in nulls:
            out["state"] = v if type(v) is str else write_string(v, "state")
        if (v := self.line_1) is not None or "line_1" in nulls:
            out["line_1"] = v if type(v) is str else write_string(v, "line_1")
        if (v := self.line_2) is not None or "line_2" in nulls:
            out["line_2"] = v if type(v) is str else write_string(v, "line_2")
        if (v := self.country) is not None or "country" in nulls:
            out["country"] = v if type(v) is str else write_string(v, "country")
        if (v := self.postal_code) is not None or "postal_code" in nulls:
            out["postal_code"] = v if type(v) is str else write_string(v, "postal_code")
        if self.extra:
            write_extra(self.extra, CustomerAddress, out)
        return out


_CustomerAddress = draft_of(CustomerAddress)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerAssets:
    """Pages that Voucherify hosts for the customer.

    Schema: `CustomerActivityDataCustomerAssets`.
    """

    cockpit_url: str | None = field(default=None, repr=False)
    """The customer's own page. The URL carries a token: whoever has it gets in."""
    cockpit_preference_center_url: str | None = field(default=None, repr=False)
    """The customer's page of consents, with a token likewise. Sent since March 2026."""
    extra: Mapping[str, t.Any] = field(default_factory=no_extra, hash=False, repr=False)
    """The members that this class does not know, as they came."""
    nulls: frozenset[str] = field(default=NO_NULLS, compare=False, repr=False)
    """The names of the members that came as null and are written as null."""

    @classmethod
    def from_dict(cls, data: Mapping[str, t.Any]) -> Self:
        """Decode the JSON object `data`. Raises `DecodeError` where it is not what is documented."""
        if cls is not CustomerAssets:
            return cls(**values_of(CustomerAssets.from_dict(data)))
        rest: dict[str, t.Any] = {**data} if type(data) is dict else members(data)
        new: t.Any = _CustomerAssets()
        new.nulls = NO_NULLS
        v = rest.pop("cockpit_url", ABSENT)
        new.cockpit_url = v if type(v) is str else read_string(v, "cockpit_url", new)
        v = rest.pop("cockpit_preference_center_url", ABSENT)
        new.cockpit_preference_center_url = (
            v if type(v) is str else read_string(v, "cockpit_preference_center_url", new)
        )
        new.extra = read_extra(rest) if rest else NOTHING
        new.__class__ = cls
        instance: Self = new
        return instance

    def to_dict(self) -> dict[str, t.Any]:
        """Encode as a JSON object. Raises `EncodeError` where a value has no place in it."""
        out: dict[str, t.Any] = {}
        nulls = self.nulls
        v: t.Any
        if (v := self.cockpit_url) is not None or "cockpit_url" in nulls:
            out["cockpit_url"] = v if type(v) is str else write_string(v, "cockpit_url")
        if (v := self.cockpit_preference_center_url) is not None or "cockpit_preference_center_url" in nulls:
            out["cockpit_preference_center_url"] = (
                v if type(v) is str else write_string(v, "cockpit_preference_center_url")
            )
        if self.extra:
            write_extra(self.extra, CustomerAssets, out)
        return out


_CustomerAssets = draft_of(CustomerAssets)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerLoyaltyCampaign:
    """What a customer has in one loyalty campaign. Schema: `CustomerLoyaltyCampaignsEntry`."""

    points: int | None = None
    """The balance, in points."""
    loyalty_tier: str | None = None
    """The id of the tier reached, `ltr_...`."""
    referred_customers: int | None = None
    """How many customers this one has referred to the campaign."""
    extra: Mapping[str, t.Any] = field(default_factory=no_extra, hash=False, repr=False)
    """The members that this class does not know, as they came."""
    nulls: frozenset[str] = field(default=NO_NULLS, compare=False, repr=False)
    """The names of the members that came as null and are written as null."""

    @classmethod
    def from_dict(cls, data: Mapping[str, t.Any]) -> Self:
        """Decode the JSON object `data`. Raises `DecodeError` where it is not what is documented."""
        if cls is not CustomerLoyaltyCampaign:
            return cls(**values_of(CustomerLoyaltyCampaign.from_dict(data)))
        rest: dict[str, t.Any] = {**data} if type(data) is dict else members(data)
        new: t.Any = _CustomerLoyaltyCampaign()
        new.nulls = NO_NULLS
        v = rest.pop("points", ABSENT)
        new.points = v if type(v) is int else read_integer(v, "points", new)
        v = rest.pop("loyalty_tier", ABSENT)
        new.loyalty_tier = v if type(v) is str else read_string(v, "loyalty_tier", new)
        v = rest.pop("referred_customers", ABSENT)
        new.referred_customers = v if type(v) is int else read_integer(v, "referred_customers", new)
        new.extra = read_extra(rest) if rest else NOTHING
        new.__class__ = cls
        instance: Self = new
        return instance

    def to_dict(self) -> dict[str, t.Any]:
        """Encode as a JSON object. Raises `EncodeError` where a value has no place in it."""
        out: dict[str, t.Any] = {}
        nulls = self.nulls
        v: t.Any
        if (v := self.points) is not None or "points" in nulls:
            out["points"] = v if type(v) is int else write_integer(v, "points")
        if (v := self.loyalty_tier) is not None or "loyalty_tier" in nulls:
            out["loyalty_tier"] = v if type(v) is str else write_string(v, "loyalty_tier")
        if (v := self.referred_customers) is not None or "referred_customers" in nulls:
            out["referred_customers"] = v if type(v) is int else write_integer(v, "referred_customers")
        if self.extra:
            write_extra(self.extra, CustomerLoyaltyCampaign, out)
        return out


_CustomerLoyaltyCampaign = draft_of(CustomerLoyaltyCampaign)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerLoyalty:
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
    nulls: frozenset[str] = field(default=NO_NULLS, compare=False, repr=False)
    """The names of the members that came as null and are written as null."""

    @classmethod
    def from_dict(cls, data: Mapping[str, t.Any]) -> Self:
        """Decode the JSON object `data`. Raises `DecodeError` where it is not what is documented."""
        if cls is not CustomerLoyalty:
            return cls(**values_of(CustomerLoyalty.from_dict(data)))
        rest: dict[str, t.Any] = {**data} if type(data) is dict else members(data)
        new: t.Any = _CustomerLoyalty()
        new.nulls = NO_NULLS
        v = rest.pop("points", ABSENT)
        new.points = v if type(v) is int else read_integer(v, "points", new)
        v = rest.pop("referred_customers", ABSENT)
        new.referred_customers = v if type(v) is int else read_integer(v, "referred_customers", new)
        v = rest.pop("campaigns", ABSENT)
        new.campaigns = None if v is ABSENT else read_map(CustomerLoyaltyCampaign, v, "campaigns", new)
        new.extra = read_extra(rest) if rest else NOTHING
        new.__class__ = cls
        instance: Self = new
        return instance

    def to_dict(self) -> dict[str, t.Any]:
        """Encode as a JSON object. Raises `EncodeError` where a value has no place in it."""
        out: dict[str, t.Any] = {}
        nulls = self.nulls
        v: t.Any
        if (v := self.points) is not None or "points" in nulls:
            out["points"] = v if type(v) is int else write_integer(v, "points")
        if (v := self.referred_customers) is not None or "referred_customers" in nulls:
            out["referred_customers"] = v if type(v) is int else write_integer(v, "referred_customers")
        if (v := self.campaigns) is not None or "campaigns" in nulls:
            out["campaigns"] = write_map(CustomerLoyaltyCampaign, v, "campaigns")
        if self.extra:
            write_extra(self.extra, CustomerLoyalty, out)
        return out


_CustomerLoyalty = draft_of(CustomerLoyalty)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerReferralsCampaign:
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
    nulls: frozenset[str] = field(default=NO_NULLS, compare=False, repr=False)
    """The names of the members that came as null and are written as null."""

    @classmethod
    def from_dict(cls, data: Mapping[str, t.Any]) -> Self:
        """Decode the JSON object `data`. Raises `DecodeError` where it is not what is documented."""
        if cls is not CustomerReferralsCampaign:
            return cls(**values_of(CustomerReferralsCampaign.from_dict(data)))
        rest: dict[str, t.Any] = {**data} if type(data) is dict else members(data)
        new: t.Any = _CustomerReferralsCampaign()
        new.nulls = NO_NULLS
        v = rest.pop("campaign_id", ABSENT)
        new.campaign_id = v if type(v) is str else read_string(v, "campaign_id", new)
        v = rest.pop("referrer_id", ABSENT)
        new.referrer_id = v if type(v) is str else read_string(v, "referrer_id", new)
        v = rest.pop("related_object_id", ABSENT)
        new.related_object_id = v if type(v) is str else read_string(v, "related_object_id", new)
        v = rest.pop("related_object_type", ABSENT)
        new.related_object_type = v if type(v) is str else read_string(v, "related_object_type", new)
        v = rest.pop("date", ABSENT)
        new.date = None if v is ABSENT else read_timestamp(v, "date", new)
        new.extra = read_extra(rest) if rest else NOTHING
        new.__class__ = cls
        instance: Self = new
        return instance

    def to_dict(self) -> dict[str, t.Any]:
        """Encode as a JSON object. Raises `EncodeError` where a value has no place in it."""
        out: dict[str, t.Any] = {}
        nulls = self.nulls
        v: t.Any
        if (v := self.campaign_id) is not None or "campaign_id" in nulls:
            out["campaign_id"] = v if type(v) is str else write_string(v, "campaign_id")
        if (v := self.referrer_id) is not None or "referrer_id" in nulls:
            out["referrer_id"] = v if type(v) is str else write_string(v, "referrer_id")
        if (v := self.related_object_id) is not None or "related_object_id" in nulls:
            out["related_object_id"] = v if type(v) is str else write_string(v, "related_object_id")
        if (v := self.related_object_type) is not None or "related_object_type" in nulls:
            out["related_object_type"] = v if type(v) is str else write_string(v, "related_object_type")
        if (v := self.date) is not None or "date" in nulls:
            out["date"] = write_timestamp(v, "date")
        if self.extra:
            write_extra(self.extra, CustomerReferralsCampaign, out)
        return out


_CustomerReferralsCampaign = draft_of(CustomerReferralsCampaign)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerReferrals:
    """The customer as the one who was referred. Schema: `CustomerActivityDataCustomerReferrals`."""

    total: int | None = None
    """How many times the customer was referred."""
    campaigns: tuple[CustomerReferralsCampaign, ...] | None = None
    """The campaigns through which that happened."""
    extra: Mapping[str, t.Any] = field(default_factory=no_extra, hash=False, repr=False)
    """The members that this class does not know, as they came."""
    nulls: frozenset[str] = field(default=NO_NULLS, compare=False, repr=False)
    """The names of the members that came as null and are written as null."""

    @classmethod
    def from_dict(cls, data: Mapping[str, t.Any]) -> Self:
        """Decode the JSON object `data`. Raises `DecodeError` where it is not what is documented."""
        if cls is not CustomerReferrals:
            return cls(**values_of(CustomerReferrals.from_dict(data)))
        rest: dict[str, t.Any] = {**data} if type(data) is dict else members(data)
        new: t.Any = _CustomerReferrals()
        new.nulls = NO_NULLS
        v = rest.pop("total", ABSENT)
        new.total = v if type(v) is int else read_integer(v, "total", new)
        v = rest.pop("campaigns", ABSENT)
        new.campaigns = None if v is ABSENT else read_array(CustomerReferralsCampaign, v, "campaigns", new)
        new.extra = read_extra(rest) if rest else NOTHING
        new.__class__ = cls
        instance: Self = new
        return instance

    def to_dict(self) -> dict[str, t.Any]:
        """Encode as a JSON object. Raises `EncodeError` where a value has no place in it."""
        out: dict[str, t.Any] = {}
        nulls = self.nulls
        v: t.Any
        if (v := self.total) is not None or "total" in nulls:
            out["total"] = v if type(v) is int else write_integer(v, "total")
        if (v := self.campaigns) is not None or "campaigns" in nulls:
            out["campaigns"] = write_array(CustomerReferralsCampaign, v, "campaigns")
        if self.extra:
            write_extra(self.extra, CustomerReferrals, out)
        return out


_CustomerReferrals = draft_of(CustomerReferrals)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerSummaryOrders:
    """What the customer has bought. Schema: `CustomerActivityDataCustomerSummaryOrders`."""

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
    nulls: frozenset[str] = field(default=NO_NULLS, compare=False, repr=False)
    """The names of the members that came as null and are written as null."""

    @classmethod
    def from_dict(cls, data: Mapping[str, t.Any]) -> Self:
        """Decode the JSON object `data`. Raises `DecodeError` where it is not what is documented."""
        if cls is not CustomerSummaryOrders:
            return cls(**values_of(CustomerSummaryOrders.from_dict(data)))
        rest: dict[str, t.Any] = {**data} if type(data) is dict else members(data)
        new: t.Any = _CustomerSummaryOrders()
        new.nulls = NO_NULLS
        v = rest.pop("total_amount", ABSENT)
        new.total_amount = v if type(v) is int else read_integer(v, "total_amount", new)
        v = rest.pop("total_count", ABSENT)
        new.total_count = v if type(v) is int else read_integer(v, "total_count", new)
        v = rest.pop("average_amount", ABSENT)
        new.average_amount = v if type(v) is int else read_integer(v, "average_amount", new)
        v = rest.pop("last_order_amount", ABSENT)
        new.last_order_amount = v if type(v) is int else read_integer(v, "last_order_amount", new)
        v = rest.pop("last_order_date", ABSENT)
        new.last_order_date = None if v is ABSENT else read_timestamp(v, "last_order_date", new)
        new.extra = read_extra(rest) if rest else NOTHING
        new.__class__ = cls
        instance: Self = new
        return instance

    def to_dict(self) -> dict[str, t.Any]:
        """Encode as a JSON object. Raises `EncodeError` where a value has no place in it."""
        out: dict[str, t.Any] = {}
        nulls = self.nulls
        v: t.Any
        if (v := self.total_amount) is not None or "total_amount" in nulls:
            out["total_amount"] = v if type(v) is int else write_integer(v, "total_amount")
        if (v := self.total_count) is not None or "total_count" in nulls:
            out["total_count"] = v if type(v) is int else write_integer(v, "total_count")
        if (v := self.average_amount) is not None or "average_amount" in nulls:
            out["average_amount"] = v if type(v) is int else write_integer(v, "average_amount")
        if (v := self.last_order_amount) is not None or "last_order_amount" in nulls:
            out["last_order_amount"] = v if type(v) is int else write_integer(v, "last_order_amount")
        if (v := self.last_order_date) is not None or "last_order_date" in nulls:
            out["last_order_date"] = write_timestamp(v, "last_order_date")
        if self.extra:
            write_extra(self.extra, CustomerSummaryOrders, out)
        return out


_CustomerSummaryOrders = draft_of(CustomerSummaryOrders)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerSummaryRedemptionsGift:
    """The customer's gift cards together.

    Schema: `CustomerActivityDataCustomerSummaryRedemptionsGift`.
    """

    redeemed_amount: int | None = 0
    """What has been spent, in hundredths of the currency unit."""
    amount_to_go: int | None = 0
    """What is left to spend, in hundredths of the currency unit."""
    extra: Mapping[str, t.Any] = field(default_factory=no_extra, hash=False, repr=False)
    """The members that this class does not know, as they came."""
    nulls: frozenset[str] = field(default=NO_NULLS, compare=False, repr=False)
    """The names of the members that came as null and are written as null."""

    @classmethod
    def from_dict(cls, data: Mapping[str, t.Any]) -> Self:
        """Decode the JSON object `data`. Raises `DecodeError` where it is not what is documented."""
        if cls is not CustomerSummaryRedemptionsGift:
            return cls(**values_of(CustomerSummaryRedemptionsGift.from_dict(data)))
        rest: dict[str, t.Any] = {**data} if type(data) is dict else members(data)
        new: t.Any = _CustomerSummaryRedemptionsGift()
        new.nulls = NO_NULLS
        v = rest.pop("redeemed_amount", 0)
        new.redeemed_amount = v if type(v) is int else read_integer(v, "redeemed_amount", new)
        v = rest.pop("amount_to_go", 0)
        new.amount_to_go = v if type(v) is int else read_integer(v, "amount_to_go", new)
        new.extra = read_extra(rest) if rest else NOTHING
        new.__class__ = cls
        instance: Self = new
        return instance

    def to_dict(self) -> dict[str, t.Any]:
        """Encode as a JSON object. Raises `EncodeError` where a value has no place in it."""
        out: dict[str, t.Any] = {}
        v: t.Any
        v = self.redeemed_amount
        out["redeemed_amount"] = v if type(v) is int else write_integer(v, "redeemed_amount")
        v = self.amount_to_go
        out["amount_to_go"] = v if type(v) is int else write_integer(v, "amount_to_go")
        if self.extra:
            write_extra(self.extra, CustomerSummaryRedemptionsGift, out)
        return out


_CustomerSummaryRedemptionsGift = draft_of(CustomerSummaryRedemptionsGift)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerSummaryRedemptionsLoyaltyCard:
    """The customer's loyalty cards together.

    Schema: `CustomerActivityDataCustomerSummaryRedemptionsLoyaltyCard`.
    """

    redeemed_points: int | None = None
    """How many points have been spent."""
    points_to_go: int | None = None
    """How many points are left to spend."""
    extra: Mapping[str, t.Any] = field(default_factory=no_extra, hash=False, repr=False)
    """The members that this class does not know, as they came."""
    nulls: frozenset[str] = field(default=NO_NULLS, compare=False, repr=False)
    """The names of the members that came as null and are written as null."""

    @classmethod
    def from_dict(cls, data: Mapping[str, t.Any]) -> Self:
        """Decode the JSON object `data`. Raises `DecodeError` where it is not what is documented."""
        if cls is not CustomerSummaryRedemptionsLoyaltyCard:
            return cls(**values_of(CustomerSummaryRedemptionsLoyaltyCard.from_dict(data)))
        rest: dict[str, t.Any] = {**data} if type(data) is dict else members(data)
        new: t.Any = _CustomerSummaryRedemptionsLoyaltyCard()
        new.nulls = NO_NULLS
        v = rest.pop("redeemed_points", ABSENT)
        new.redeemed_points = v if type(v) is int else read_integer(v, "redeemed_points", new)
        v = rest.pop("points_to_go", ABSENT)
        new.points_to_go = v if type(v) is int else read_integer(v, "points_to_go", new)
        new.extra = read_extra(rest) if rest else NOTHING
        new.__class__ = cls
        instance: Self = new
        return instance

    def to_dict(self) -> dict[str, t.Any]:
        """Encode as a JSON object. Raises `EncodeError` where a value has no place in it."""
        out: dict[str, t.Any] = {}
        nulls = self.nulls
        v: t.Any
        if (v := self.redeemed_points) is not None or "redeemed_points" in nulls:
            out["redeemed_points"] = v if type(v) is int else write_integer(v, "redeemed_points")
        if (v := self.points_to_go) is not None or "points_to_go" in nulls:
            out["points_to_go"] = v if type(v) is int else write_integer(v, "points_to_go")
        if self.extra:
            write_extra(self.extra, CustomerSummaryRedemptionsLoyaltyCard, out)
        return out


_CustomerSummaryRedemptionsLoyaltyCard = draft_of(CustomerSummaryRedemptionsLoyaltyCard)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerSummaryRedemptions:
    """How often the customer has redeemed vouchers.

    Schema: `CustomerActivityDataCustomerSummaryRedemptions`.
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
    nulls: frozenset[str] = field(default=NO_NULLS, compare=False, repr=False)
    """The names of the members that came as null and are written as null."""

    @classmethod
    def from_dict(cls, data: Mapping[str, t.Any]) -> Self:
        """Decode the JSON object `data`. Raises `DecodeError` where it is not what is documented."""
        if cls is not CustomerSummaryRedemptions:
            return cls(**values_of(CustomerSummaryRedemptions.from_dict(data)))
        rest: dict[str, t.Any] = {**data} if type(data) is dict else members(data)
        new: t.Any = _CustomerSummaryRedemptions()
        new.nulls = NO_NULLS
        v = rest.pop("total_redeemed", ABSENT)
        new.total_redeemed = v if type(v) is int else read_integer(v, "total_redeemed", new)
        v = rest.pop("total_failed", ABSENT)
        new.total_failed = v if type(v) is int else read_integer(v, "total_failed", new)
        v = rest.pop("total_succeeded", ABSENT)
        new.total_succeeded = v if type(v) is int else read_integer(v, "total_succeeded", new)
        v = rest.pop("total_rolled_back", ABSENT)
        new.total_rolled_back = v if type(v) is int else read_integer(v, "total_rolled_back", new)
        v = rest.pop("total_rollback_failed", ABSENT)
        new.total_rollback_failed = v if type(v) is int else read_integer(v, "total_rollback_failed", new)
        v = rest.pop("total_rollback_succeeded", ABSENT)
        new.total_rollback_succeeded = (
            v if type(v) is int else read_integer(v, "total_rollback_succeeded", new)
        )
        v = rest.pop("gift", ABSENT)
        new.gift = None if v is ABSENT else read_nested(CustomerSummaryRedemptionsGift, v, "gift", new)
        v = rest.pop("loyalty_card", ABSENT)
        new.loyalty_card = (
            None
            if v is ABSENT
            else read_nested(CustomerSummaryRedemptionsLoyaltyCard, v, "loyalty_card", new)
        )
        new.extra = read_extra(rest) if rest else NOTHING
        new.__class__ = cls
        instance: Self = new
        return instance

    def to_dict(self) -> dict[str, t.Any]:
        """Encode as a JSON object. Raises `EncodeError` where a value has no place in it."""
        out: dict[str, t.Any] = {}
        nulls = self.nulls
        v: t.Any
        if (v := self.total_redeemed) is not None or "total_redeemed" in nulls:
            out["total_redeemed"] = v if type(v) is int else write_integer(v, "total_redeemed")
        if (v := self.total_failed) is not None or "total_failed" in nulls:
            out["total_failed"] = v if type(v) is int else write_integer(v, "total_failed")
        if (v := self.total_succeeded) is not None or "total_succeeded" in nulls:
            out["total_succeeded"] = v if type(v) is int else write_integer(v, "total_succeeded")
        if (v := self.total_rolled_back) is not None or "total_rolled_back" in nulls:
            out["total_rolled_back"] = v if type(v) is int else write_integer(v, "total_rolled_back")
        if (v := self.total_rollback_failed) is not None or "total_rollback_failed" in nulls:
            out["total_rollback_failed"] = v if type(v) is int else write_integer(v, "total_rollback_failed")
        if (v := self.total_rollback_succeeded) is not None or "total_rollback_succeeded" in nulls:
            out["total_rollback_succeeded"] = (
                v if type(v) is int else write_integer(v, "total_rollback_succeeded")
            )
        if (v := self.gift) is not None or "gift" in nulls:
            out["gift"] = write_nested(CustomerSummaryRedemptionsGift, v, "gift")
        if (v := self.loyalty_card) is not None or "loyalty_card" in nulls:
            out["loyalty_card"] = write_nested(CustomerSummaryRedemptionsLoyaltyCard, v, "loyalty_card")
        if self.extra:
            write_extra(self.extra, CustomerSummaryRedemptions, out)
        return out


_CustomerSummaryRedemptions = draft_of(CustomerSummaryRedemptions)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerSummary:
    """Figures on a customer's history. Schema: `CustomerActivityDataCustomerSummary`."""

    redemptions: CustomerSummaryRedemptions | None = None
    """Redemptions of vouchers."""
    orders: CustomerSummaryOrders | None = None
    """Orders."""
    extra: Mapping[str, t.Any] = field(default_factory=no_extra, hash=False, repr=False)
    """The members that this class does not know, as they came."""
    nulls: frozenset[str] = field(default=NO_NULLS, compare=False, repr=False)
    """The names of the members that came as null and are written as null."""

    @classmethod
    def from_dict(cls, data: Mapping[str, t.Any]) -> Self:
        """Decode the JSON object `data`. Raises `DecodeError` where it is not what is documented."""
        if cls is not CustomerSummary:
            return cls(**values_of(CustomerSummary.from_dict(data)))
        rest: dict[str, t.Any] = {**data} if type(data) is dict else members(data)
        new: t.Any = _CustomerSummary()
        new.nulls = NO_NULLS
        v = rest.pop("redemptions", ABSENT)
        new.redemptions = (
            None if v is ABSENT else read_nested(CustomerSummaryRedemptions, v, "redemptions", new)
        )
        v = rest.pop("orders", ABSENT)
        new.orders = None if v is ABSENT else read_nested(CustomerSummaryOrders, v, "orders", new)
        new.extra = read_extra(rest) if rest else NOTHING
        new.__class__ = cls
        instance: Self = new
        return instance

    def to_dict(self) -> dict[str, t.Any]:
        """Encode as a JSON object. Raises `EncodeError` where a value has no place in it."""
        out: dict[str, t.Any] = {}
        nulls = self.nulls
        v: t.Any
        if (v := self.redemptions) is not None or "redemptions" in nulls:
            out["redemptions"] = write_nested(CustomerSummaryRedemptions, v, "redemptions")
        if (v := self.orders) is not None or "orders" in nulls:
            out["orders"] = write_nested(CustomerSummaryOrders, v, "orders")
        if self.extra:
            write_extra(self.extra, CustomerSummary, out)
        return out


_CustomerSummary = draft_of(CustomerSummary)


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """A customer of a Voucherify project. Schema: `CustomerActivityDataCustomer`.

    Every member may be missing, also those that the archived SDK calls required: activities often
    carry a short form with `id`, `source_id`, `name`, `email`, `metadata` and `object`.
    """

    id: str | None = None
    """The id that Voucherify gave, `cust_...`."""
    source_id: str | None = field(default=None, repr=False)
    """The merchant's own id: of a CRM, or an e-mail address. Ignored by the API beside an `id`."""
    summary: CustomerSummary | None = None
    """Figures on redemptions and orders."""
    loyalty: CustomerLoyalty | None = None
    """Points and tiers in loyalty campaigns."""
    referrals: CustomerReferrals | None = None
    """How the customer was referred by others."""
    system_metadata: Mapping[str, t.Any] | None = field(default=None, hash=False, repr=False)
    """What Voucherify itself keeps with the customer, such as consents: opaque JSON."""
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
    """The date of birth. Deprecated by the vendor: use `birthdate`."""
    birthdate: dt.date | None = field(default=None, repr=False)
    """The date of birth."""
    address: CustomerAddress | None = field(default=None, repr=False)
    """The postal address."""
    metadata: Mapping[str, t.Any] | None = field(default=None, hash=False, repr=False)
    """What the merchant keeps with the customer: opaque JSON."""
    extra: Mapping[str, t.Any] = field(default_factory=no_extra, hash=False, repr=False)
    """The members that this class does not know, as they came."""
    nulls: frozenset[str] = field(default=NO_NULLS, compare=False, repr=False)
    """The names of the members that came as null and are written as null."""

    @classmethod
    def from_dict(cls, data: Mapping[str, t.Any]) -> Self:
        """Decode the JSON object `data`. Raises `DecodeError` where it is not what is documented."""
        if cls is not Customer:
            return cls(**values_of(Customer.from_dict(data)))
        rest: dict[str, t.Any] = {**data} if type(data) is dict else members(data)
        new: t.Any = _Customer()
        new.nulls = NO_NULLS
        v = rest.pop("id", ABSENT)
        new.id = v if type(v) is str else read_string(v, "id", new)
        v = rest.pop("source_id", ABSENT)
        new.source_id = v if type(v) is str else read_string(v, "source_id", new)
        v = rest.pop("summary", ABSENT)
        new.summary = None if v is ABSENT else read_nested(CustomerSummary, v, "summary", new)
        v = rest.pop("loyalty", ABSENT)
        new.loyalty = None if v is ABSENT else read_nested(CustomerLoyalty, v, "loyalty", new)
        v = rest.pop("referrals", ABSENT)
        new.referrals = None if v is ABSENT else read_nested(CustomerReferrals, v, "referrals", new)
        v = rest.pop("system_metadata", ABSENT)
        new.system_metadata = None if v is ABSENT else read_object(v, "system_metadata", new)
        v = rest.pop("created_at", ABSENT)
        new.created_at = None if v is ABSENT else read_timestamp(v, "created_at", new)
        v = rest.pop("updated_at", ABSENT)
        new.updated_at = None if v is ABSENT else read_timestamp(v, "updated_at", new)
        v = rest.pop("assets", ABSENT)
        new.assets = None if v is ABSENT else read_nested(CustomerAssets, v, "assets", new)
        v = rest.pop("object", "customer")
        new.object = v if type(v) is str else read_string(v, "object", new)
        v = rest.pop("name", ABSENT)
        new.name = v if type(v) is str else read_string(v, "name", new)
        v = rest.pop("description", ABSENT)
        new.description = v if type(v) is str else read_string(v, "description", new)
        v = rest.pop("email", ABSENT)
        new.email = v if type(v) is str else read_string(v, "email", new)
        v = rest.pop("phone", ABSENT)
        new.phone = v if type(v) is str else read_string(v, "phone", new)
        v = rest.pop("birthday", ABSENT)
        new.birthday = None if v is ABSENT else read_date(v, "birthday", new)
        v = rest.pop("birthdate", ABSENT)
        new.birthdate = None if v is ABSENT else read_date(v, "birthdate", new)
        v = rest.pop("address", ABSENT)
        new.address = None if v is ABSENT else read_nested(CustomerAddress, v, "address", new)
        v = rest.pop("metadata", ABSENT)
        new.metadata = None if v is ABSENT else read_object(v, "metadata", new)
        new.extra = read_extra(rest) if rest else NOTHING
        new.__class__ = cls
        instance: Self = new
        return instance

    def to_dict(self) -> dict[str, t.Any]:
        """Encode as a JSON object. Raises `EncodeError` where a value has no place in it."""
        out: dict[str, t.Any] = {}
        nulls = self.nulls
        v: t.Any
        if (v := self.id) is not None or "id" in nulls:
            out["id"] = v if type(v) is str else write_string(v, "id")
        if (v := self.source_id) is not None or "source_id" in nulls:
            out["source_id"] = v if type(v) is str else write_string(v, "source_id")
        if (v := self.summary) is not None or "summary" in nulls:
            out["summary"] = write_nested(CustomerSummary, v, "summary")
        if (v := self.loyalty) is not None or "loyalty" in nulls:
            out["loyalty"] = write_nested(CustomerLoyalty, v, "loyalty")
        if (v := self.referrals) is not None or "referrals" in nulls:
            out["referrals"] = write_nested(CustomerReferrals, v, "referrals")
        if (v := self.system_metadata) is not None or "system_metadata" in nulls:
            out["system_metadata"] = write_object(v, "system_metadata")
        if (v := self.created_at) is not None or "created_at" in nulls:
            out["created_at"] = write_timestamp(v, "created_at")
        if (v := self.updated_at) is not None or "updated_at" in nulls:
            out["updated_at"] = write_timestamp(v, "updated_at")
        if (v := self.assets) is not None or "assets" in nulls:
            out["assets"] = write_nested(CustomerAssets, v, "assets")
        v = self.object
        out["object"] = v if type(v) is str else write_string(v, "object")
        if (v := self.name) is not None or "name" in nulls:
            out["name"] = v if type(v) is str else write_string(v, "name")
        if (v := self.description) is not None or "description" in nulls:
            out["description"] = v if type(v) is str else write_string(v, "description")
        if (v := self.email) is not None or "email" in nulls:
            out["email"] = v if type(v) is str else write_string(v, "email")
        if (v := self.phone) is not None or "phone" in nulls:
            out["phone"] = v if type(v) is str else write_string(v, "phone")
        if (v := self.birthday) is not None or "birthday" in nulls:
            out["birthday"] = write_date(v, "birthday")
        if (v := self.birthdate) is not None or "birthdate" in nulls:
            out["birthdate"] = write_date(v, "birthdate")
        if (v := self.address) is not None or "address" in nulls:
            out["address"] = write_nested(CustomerAddress, v, "address")
        if (v := self.metadata) is not None or "metadata" in nulls:
            out["metadata"] = write_object(v, "metadata")
        if self.extra:
            write_extra(self.extra, Customer, out)
        return out

    @classmethod
    def from_json(cls, text: str | bytes | bytearray) -> Self:
        """Decode JSON text. Raises `DecodeError`, also where the text is no JSON."""
        return cls.from_dict(read_text(text))

    def to_json(self) -> str:
        """Encode as compact ASCII JSON text. Raises `EncodeError`, also for integers too long."""
        return write_text(self.to_dict())


_Customer = draft_of(Customer)
