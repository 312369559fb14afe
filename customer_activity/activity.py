# SPDX-License-Identifier: MIT
"""Activities: what happened to a customer, alone and as the API lists them, leaves first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

from ._codec import (
    ABSENT,
    DEPTH,
    NO_NULLS,
    NOTHING,
    draft_of,
    members,
    no_extra,
    read_array,
    read_boolean,
    read_extra,
    read_integer,
    read_json,
    read_nested,
    read_object,
    read_objects,
    read_string,
    read_text,
    read_timestamp,
    values_of,
    write_array,
    write_boolean,
    write_extra,
    write_integer,
    write_json,
    write_nested,
    write_object,
    write_objects,
    write_string,
    write_text,
    write_timestamp,
)
from .customer import Customer
from .errors import DecodeError, EncodeError

if TYPE_CHECKING:
    from typing_extensions import Self

_Documented = Literal[
    "customer.confirmed",
    "customer.created",
    "customer.updated",
    "customer.deleted",
    "customer.referred",
    "customer.custom_event",
    "customer.rewarded",
    "customer.rewarded.loyalty_points",
    "customer.segment.entered",
    "customer.segment.left",
    "customer.sms.sent",
    "customer.sms.recovered",
    "customer.sms.failed",
    "customer.email.sent",
    "customer.email.recovered",
    "customer.email.failed",
    "customer.activecampaign.sent",
    "customer.activecampaign.recovered",
    "customer.activecampaign.failed",
    "customer.braze.sent",
    "customer.braze.recovered",
    "customer.braze.failed",
    "customer.mailchimp.sent",
    "customer.mailchimp.recovered",
    "customer.mailchimp.failed",
    "customer.intercom.sent",
    "customer.intercom.recovered",
    "customer.intercom.failed",
    "customer.shopify.sent",
    "customer.shopify.recovered",
    "customer.shopify.failed",
    "customer.klaviyo.sent",
    "customer.klaviyo.recovered",
    "customer.klaviyo.failed",
    "customer.batch.sent",
    "customer.batch.recovered",
    "customer.batch.failed",
    "customer.voucher.deleted",
    "customer.voucher.gift.balance_added",
    "customer.voucher.loyalty_card.pending_points.activated",
    "customer.voucher.loyalty_card.pending_points.added",
    "customer.voucher.loyalty_card.pending_points.canceled",
    "customer.voucher.loyalty_card.pending_points.updated",
    "customer.voucher.loyalty_card.points_activated",
    "customer.voucher.loyalty_card.points_added",
    "customer.voucher.loyalty_card.points_transferred",
    "customer.voucher.loyalty_card.points_expired",
    "customer.publication.succeeded",
    "customer.publication.failed",
    "customer.validation.succeeded",
    "customer.validation.failed",
    "customer.redemption.failed",
    "customer.redemption.succeeded",
    "customer.redemption.rollback.failed",
    "customer.redemption.rollback.succeeded",
    "customer.order.canceled",
    "customer.order.created",
    "customer.order.fulfilled",
    "customer.order.paid",
    "customer.order.processing",
    "customer.order.updated",
    "customer.reward_redemptions.created",
    "customer.reward_redemptions.pending",
    "customer.reward_redemptions.completed",
    "customer.reward_redemptions.rolledback",
    "customer.loyalty.updated",
    "customer.loyalty.tier.upgraded",
    "customer.loyalty.tier.downgraded",
    "customer.loyalty.tier.prolonged",
    "customer.loyalty.tier.expiration.changed",
    "customer.loyalty.tier.joined",
    "customer.loyalty.tier.left",
    "customer.holder.assignment.created",
    "customer.holder.assignment.deleted",
]

ActivityType: TypeAlias = _Documented | str
"""The type of an activity: an editor completes the documented ones, any other string is as good."""

ACTIVITY_TYPES: frozenset[str] = frozenset(get_args(_Documented))
"""The 74 types that are documented. Others occur: decoding takes any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerActivityData:
    """What an event is about: which members there are depends on its type.

    Schema: `CustomerActivityData`, of whose members the model knows the customers, timestamps and
    points; the others are opaque JSON.
    """

    customer: Customer | None = None
    """The customer whom the event is about, often in the short form."""
    referrer: Customer | None = None
    """The customer who referred that one."""
    created_at: dt.datetime | None = None
    """When the event was made."""
    sent_at: dt.datetime | None = None
    """When the message was sent."""
    recovered_at: dt.datetime | None = None
    """When sending worked again."""
    failed_at: dt.datetime | None = None
    """When sending failed."""
    expiration_date: dt.datetime | None = None
    """When the points or the tier expire."""
    points: int | None = None
    """How many points the event moved."""
    buckets: tuple[Mapping[str, Any], ...] | None = field(default=None, hash=False, repr=False)
    """The buckets of points."""
    consents: tuple[Mapping[str, Any], ...] | None = field(default=None, hash=False, repr=False)
    """The consents given or revoked."""
    balance: Any = field(default=None, hash=False, repr=False)
    """The balance after the event: documented with several shapes."""
    source: Any = field(default=None, hash=False, repr=False)
    """Where it came from: documented with several shapes."""
    event: Any = field(default=None, hash=False, repr=False)
    """The event: documented with several shapes."""
    loyalty: Any = field(default=None, hash=False, repr=False)
    """The loyalty points: documented with several shapes."""
    holder: Any = field(default=None, hash=False, repr=False)
    """The holder of the voucher: documented with several shapes."""
    unconfirmed_customer: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The customer who has not confirmed yet (double opt-in)."""
    campaign: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The campaign."""
    voucher: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The voucher."""
    custom_event: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The custom event that was tracked."""
    customer_event: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The event as it was tracked for the customer."""
    event_schema: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The schema of the custom event."""
    redemption: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The redemption."""
    redemption_rollback: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The redemption that was taken back."""
    segment: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The segment entered or left."""
    distribution: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The distribution that sent the message."""
    reward: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The reward."""
    reward_assignment: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The reward's assignment to the campaign."""
    reward_redemption: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The redemption of the reward."""
    referral: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The referral."""
    referral_tier: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The tier of the referral programme."""
    loyalty_tier: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The loyalty tier."""
    loyalty_tier_from: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The loyalty tier before."""
    loyalty_tier_to: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The loyalty tier after."""
    earning_rule: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The rule by which points were earned."""
    order: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The order."""
    transaction: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The transaction on the card."""
    source_voucher: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The card that points were taken from."""
    destination_voucher: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The card that points were put on."""
    publication: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The publication of the voucher."""
    validation: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The validation."""
    promotion_tier: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The promotion tier."""
    promotion_stack: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The stack of promotions."""
    pending_points: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The points that are not active yet."""
    voucher_pending_points_balance: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The balance of the points that are not active yet."""
    event_source: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """What caused the event: the channel, the user or API key."""
    data: CustomerActivityData | None = None
    """All of the above once more, in the wrapped form of the current API."""
    extra: Mapping[str, Any] = field(default_factory=no_extra, hash=False, repr=False)
    """The members that this class does not know, as they came."""
    nulls: frozenset[str] = field(default=NO_NULLS, compare=False, repr=False)
    """The names of the members that came as null and are written as null."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode the JSON object `data`. Raises `DecodeError` where it is not what is documented."""
        if cls is not CustomerActivityData:
            return cls(**values_of(CustomerActivityData.from_dict(data)))
        rest: dict[str, Any] = {**data} if type(data) is dict else members(data)
        new: Any = _CustomerActivityData()
        new.nulls = NO_NULLS
        v = rest.pop("customer", ABSENT)
        new.customer = None if v is ABSENT else read_nested(Customer, v, "customer", new)
        v = rest.pop("referrer", ABSENT)
        new.referrer = None if v is ABSENT else read_nested(Customer, v, "referrer", new)
        v = rest.pop("created_at", ABSENT)
        new.created_at = None if v is ABSENT else read_timestamp(v, "created_at", new)
        v = rest.pop("sent_at", ABSENT)
        new.sent_at = None if v is ABSENT else read_timestamp(v, "sent_at", new)
        v = rest.pop("recovered_at", ABSENT)
        new.recovered_at = None if v is ABSENT else read_timestamp(v, "recovered_at", new)
        v = rest.pop("failed_at", ABSENT)
        new.failed_at = None if v is ABSENT else read_timestamp(v, "failed_at", new)
        v = rest.pop("expiration_date", ABSENT)
        new.expiration_date = None if v is ABSENT else read_timestamp(v, "expiration_date", new)
        v = rest.pop("points", ABSENT)
        new.points = v if type(v) is int else read_integer(v, "points", new)
        v = rest.pop("buckets", ABSENT)
        new.buckets = None if v is ABSENT else read_objects(v, "buckets", new)
        v = rest.pop("consents", ABSENT)
        new.consents = None if v is ABSENT else read_objects(v, "consents", new)
        v = rest.pop("balance", ABSENT)
        new.balance = None if v is ABSENT else read_json(v, "balance", new)
        v = rest.pop("source", ABSENT)
        new.source = None if v is ABSENT else read_json(v, "source", new)
        v = rest.pop("event", ABSENT)
        new.event = None if v is ABSENT else read_json(v, "event", new)
        v = rest.pop("loyalty", ABSENT)
        new.loyalty = None if v is ABSENT else read_json(v, "loyalty", new)
        v = rest.pop("holder", ABSENT)
        new.holder = None if v is ABSENT else read_json(v, "holder", new)
        v = rest.pop("unconfirmed_customer", ABSENT)
        new.unconfirmed_customer = None if v is ABSENT else read_object(v, "unconfirmed_customer", new)
        v = rest.pop("campaign", ABSENT)
        new.campaign = None if v is ABSENT else read_object(v, "campaign", new)
        v = rest.pop("voucher", ABSENT)
        new.voucher = None if v is ABSENT else read_object(v, "voucher", new)
        v = rest.pop("custom_event", ABSENT)
        new.custom_event = None if v is ABSENT else read_object(v, "custom_event", new)
        v = rest.pop("customer_event", ABSENT)
        new.customer_event = None if v is ABSENT else read_object(v, "customer_event", new)
        v = rest.pop("event_schema", ABSENT)
        new.event_schema = None if v is ABSENT else read_object(v, "event_schema", new)
        v = rest.pop("redemption", ABSENT)
        new.redemption = None if v is ABSENT else read_object(v, "redemption", new)
        v = rest.pop("redemption_rollback", ABSENT)
        new.redemption_rollback = None if v is ABSENT else read_object(v, "redemption_rollback", new)
        v = rest.pop("segment", ABSENT)
        new.segment = None if v is ABSENT else read_object(v, "segment", new)
        v = rest.pop("distribution", ABSENT)
        new.distribution = None if v is ABSENT else read_object(v, "distribution", new)
        v = rest.pop("reward", ABSENT)
        new.reward = None if v is ABSENT else read_object(v, "reward", new)
        v = rest.pop("reward_assignment", ABSENT)
        new.reward_assignment = None if v is ABSENT else read_object(v, "reward_assignment", new)
        v = rest.pop("reward_redemption", ABSENT)
        new.reward_redemption = None if v is ABSENT else read_object(v, "reward_redemption", new)
        v = rest.pop("referral", ABSENT)
        new.referral = None if v is ABSENT else read_object(v, "referral", new)
        v = rest.pop("referral_tier", ABSENT)
        new.referral_tier = None if v is ABSENT else read_object(v, "referral_tier", new)
        v = rest.pop("loyalty_tier", ABSENT)
        new.loyalty_tier = None if v is ABSENT else read_object(v, "loyalty_tier", new)
        v = rest.pop("loyalty_tier_from", ABSENT)
        new.loyalty_tier_from = None if v is ABSENT else read_object(v, "loyalty_tier_from", new)
        v = rest.pop("loyalty_tier_to", ABSENT)
        new.loyalty_tier_to = None if v is ABSENT else read_object(v, "loyalty_tier_to", new)
        v = rest.pop("earning_rule", ABSENT)
        new.earning_rule = None if v is ABSENT else read_object(v, "earning_rule", new)
        v = rest.pop("order", ABSENT)
        new.order = None if v is ABSENT else read_object(v, "order", new)
        v = rest.pop("transaction", ABSENT)
        new.transaction = None if v is ABSENT else read_object(v, "transaction", new)
        v = rest.pop("source_voucher", ABSENT)
        new.source_voucher = None if v is ABSENT else read_object(v, "source_voucher", new)
        v = rest.pop("destination_voucher", ABSENT)
        new.destination_voucher = None if v is ABSENT else read_object(v, "destination_voucher", new)
        v = rest.pop("publication", ABSENT)
        new.publication = None if v is ABSENT else read_object(v, "publication", new)
        v = rest.pop("validation", ABSENT)
        new.validation = None if v is ABSENT else read_object(v, "validation", new)
        v = rest.pop("promotion_tier", ABSENT)
        new.promotion_tier = None if v is ABSENT else read_object(v, "promotion_tier", new)
        v = rest.pop("promotion_stack", ABSENT)
        new.promotion_stack = None if v is ABSENT else read_object(v, "promotion_stack", new)
        v = rest.pop("pending_points", ABSENT)
        new.pending_points = None if v is ABSENT else read_object(v, "pending_points", new)
        v = rest.pop("voucher_pending_points_balance", ABSENT)
        new.voucher_pending_points_balance = (
            None if v is ABSENT else read_object(v, "voucher_pending_points_balance", new)
        )
        v = rest.pop("event_source", ABSENT)
        new.event_source = None if v is ABSENT else read_object(v, "event_source", new)
        v = rest.pop("data", ABSENT)
        new.data = None if v is ABSENT else read_data(v, "data", new)
        new.extra = read_extra(rest) if rest else NOTHING
        new.__class__ = cls
        instance: Self = new
        return instance

    def to_dict(self) -> dict[str, Any]:
        """Encode as a JSON object. Raises `EncodeError` where a value has no place in it."""
        out: dict[str, Any] = {}
        nulls = self.nulls
        v: Any
        if (v := self.customer) is not None or "customer" in nulls:
            out["customer"] = write_nested(Customer, v, "customer")
        if (v := self.referrer) is not None or "referrer" in nulls:
            out["referrer"] = write_nested(Customer, v, "referrer")
        if (v := self.created_at) is not None or "created_at" in nulls:
            out["created_at"] = write_timestamp(v, "created_at")
        if (v := self.sent_at) is not None or "sent_at" in nulls:
            out["sent_at"] = write_timestamp(v, "sent_at")
        if (v := self.recovered_at) is not None or "recovered_at" in nulls:
            out["recovered_at"] = write_timestamp(v, "recovered_at")
        if (v := self.failed_at) is not None or "failed_at" in nulls:
            out["failed_at"] = write_timestamp(v, "failed_at")
        if (v := self.expiration_date) is not None or "expiration_date" in nulls:
            out["expiration_date"] = write_timestamp(v, "expiration_date")
        if (v := self.points) is not None or "points" in nulls:
            out["points"] = v if type(v) is int else write_integer(v, "points")
        if (v := self.buckets) is not None or "buckets" in nulls:
            out["buckets"] = write_objects(v, "buckets")
        if (v := self.consents) is not None or "consents" in nulls:
            out["consents"] = write_objects(v, "consents")
        if (v := self.balance) is not None or "balance" in nulls:
            out["balance"] = write_json(v, "balance")
        if (v := self.source) is not None or "source" in nulls:
            out["source"] = write_json(v, "source")
        if (v := self.event) is not None or "event" in nulls:
            out["event"] = write_json(v, "event")
        if (v := self.loyalty) is not None or "loyalty" in nulls:
            out["loyalty"] = write_json(v, "loyalty")
        if (v := self.holder) is not None or "holder" in nulls:
            out["holder"] = write_json(v, "holder")
        if (v := self.unconfirmed_customer) is not None or "unconfirmed_customer" in nulls:
            out["unconfirmed_customer"] = write_object(v, "unconfirmed_customer")
        if (v := self.campaign) is not None or "campaign" in nulls:
            out["campaign"] = write_object(v, "campaign")
        if (v := self.voucher) is not None or "voucher" in nulls:
            out["voucher"] = write_object(v, "voucher")
        if (v := self.custom_event) is not None or "custom_event" in nulls:
            out["custom_event"] = write_object(v, "custom_event")
        if (v := self.customer_event) is not None or "customer_event" in nulls:
            out["customer_event"] = write_object(v, "customer_event")
        if (v := self.event_schema) is not None or "event_schema" in nulls:
            out["event_schema"] = write_object(v, "event_schema")
        if (v := self.redemption) is not None or "redemption" in nulls:
            out["redemption"] = write_object(v, "redemption")
        if (v := self.redemption_rollback) is not None or "redemption_rollback" in nulls:
            out["redemption_rollback"] = write_object(v, "redemption_rollback")
        if (v := self.segment) is not None or "segment" in nulls:
            out["segment"] = write_object(v, "segment")
        if (v := self.distribution) is not None or "distribution" in nulls:
            out["distribution"] = write_object(v, "distribution")
        if (v := self.reward) is not None or "reward" in nulls:
            out["reward"] = write_object(v, "reward")
        if (v := self.reward_assignment) is not None or "reward_assignment" in nulls:
            out["reward_assignment"] = write_object(v, "reward_assignment")
        if (v := self.reward_redemption) is not None or "reward_redemption" in nulls:
            out["reward_redemption"] = write_object(v, "reward_redemption")
        if (v := self.referral) is not None or "referral" in nulls:
            out["referral"] = write_object(v, "referral")
        if (v := self.referral_tier) is not None or "referral_tier" in nulls:
            out["referral_tier"] = write_object(v, "referral_tier")
        if (v := self.loyalty_tier) is not None or "loyalty_tier" in nulls:
            out["loyalty_tier"] = write_object(v, "loyalty_tier")
        if (v := self.loyalty_tier_from) is not None or "loyalty_tier_from" in nulls:
            out["loyalty_tier_from"] = write_object(v, "loyalty_tier_from")
        if (v := self.loyalty_tier_to) is not None or "loyalty_tier_to" in nulls:
            out["loyalty_tier_to"] = write_object(v, "loyalty_tier_to")
        if (v := self.earning_rule) is not None or "earning_rule" in nulls:
            out["earning_rule"] = write_object(v, "earning_rule")
        if (v := self.order) is not None or "order" in nulls:
            out["order"] = write_object(v, "order")
        if (v := self.transaction) is not None or "transaction" in nulls:
            out["transaction"] = write_object(v, "transaction")
        if (v := self.source_voucher) is not None or "source_voucher" in nulls:
            out["source_voucher"] = write_object(v, "source_voucher")
        if (v := self.destination_voucher) is not None or "destination_voucher" in nulls:
            out["destination_voucher"] = write_object(v, "destination_voucher")
        if (v := self.publication) is not None or "publication" in nulls:
            out["publication"] = write_object(v, "publication")
        if (v := self.validation) is not None or "validation" in nulls:
            out["validation"] = write_object(v, "validation")
        if (v := self.promotion_tier) is not None or "promotion_tier" in nulls:
            out["promotion_tier"] = write_object(v, "promotion_tier")
        if (v := self.promotion_stack) is not None or "promotion_stack" in nulls:
            out["promotion_stack"] = write_object(v, "promotion_stack")
        if (v := self.pending_points) is not None or "pending_points" in nulls:
            out["pending_points"] = write_object(v, "pending_points")
        if (
            v := self.voucher_pending_points_balance
        ) is not None or "voucher_pending_points_balance" in nulls:
            out["voucher_pending_points_balance"] = write_object(v, "voucher_pending_points_balance")
        if (v := self.event_source) is not None or "event_source" in nulls:
            out["event_source"] = write_object(v, "event_source")
        if (v := self.data) is not None or "data" in nulls:
            out["data"] = write_data(v, "data")
        if self.extra:
            write_extra(self.extra, CustomerActivityData, out)
        return out


_CustomerActivityData = draft_of(CustomerActivityData)


def read_data(value: Any, name: str, draft: Any) -> CustomerActivityData | None:
    data = read_nested(CustomerActivityData, value, name, draft)
    if too_deep(data):
        raise DecodeError((name,), f"data nested at most {DEPTH} deep", "deeper nesting")
    return data


def write_data(value: Any, name: str) -> dict[str, Any] | None:
    if too_deep(value):
        raise EncodeError((name,), f"data nested at most {DEPTH} deep", "deeper nesting")
    return write_nested(CustomerActivityData, value, name)


def too_deep(data: Any) -> bool:
    """The wrapped form is one level deep; this is as deep as opaque JSON may be."""
    for _ in range(DEPTH):
        if not isinstance(data, CustomerActivityData):
            return False
        data = data.data
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerActivity:
    """An event in the life of a customer. Schema: `CustomerActivity`."""

    id: str | None = None
    """The id of the event, `evcus_...`."""
    type: ActivityType | None = None
    """The type of the event, often one of `ACTIVITY_TYPES`."""
    data: CustomerActivityData | None = None
    """What the event is about."""
    created_at: dt.datetime | None = None
    """When the event happened."""
    group_id: str | None = None
    """The id that events of one request share, `v-...`."""
    extra: Mapping[str, Any] = field(default_factory=no_extra, hash=False, repr=False)
    """The members that this class does not know, as they came."""
    nulls: frozenset[str] = field(default=NO_NULLS, compare=False, repr=False)
    """The names of the members that came as null and are written as null."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode the JSON object `data`. Raises `DecodeError` where it is not what is documented."""
        if cls is not CustomerActivity:
            return cls(**values_of(CustomerActivity.from_dict(data)))
        rest: dict[str, Any] = {**data} if type(data) is dict else members(data)
        new: Any = _CustomerActivity()
        new.nulls = NO_NULLS
        v = rest.pop("id", ABSENT)
        new.id = v if type(v) is str else read_string(v, "id", new)
        v = rest.pop("type", ABSENT)
        new.type = v if type(v) is str else read_string(v, "type", new)
        v = rest.pop("data", ABSENT)
        new.data = None if v is ABSENT else read_nested(CustomerActivityData, v, "data", new)
        v = rest.pop("created_at", ABSENT)
        new.created_at = None if v is ABSENT else read_timestamp(v, "created_at", new)
        v = rest.pop("group_id", ABSENT)
        new.group_id = v if type(v) is str else read_string(v, "group_id", new)
        new.extra = read_extra(rest) if rest else NOTHING
        new.__class__ = cls
        instance: Self = new
        return instance

    def to_dict(self) -> dict[str, Any]:
        """Encode as a JSON object. Raises `EncodeError` where a value has no place in it."""
        out: dict[str, Any] = {}
        nulls = self.nulls
        v: Any
        if (v := self.id) is not None or "id" in nulls:
            out["id"] = v if type(v) is str else write_string(v, "id")
        if (v := self.type) is not None or "type" in nulls:
            out["type"] = v if type(v) is str else write_string(v, "type")
        if (v := self.data) is not None or "data" in nulls:
            out["data"] = write_nested(CustomerActivityData, v, "data")
        if (v := self.created_at) is not None or "created_at" in nulls:
            out["created_at"] = write_timestamp(v, "created_at")
        if (v := self.group_id) is not None or "group_id" in nulls:
            out["group_id"] = v if type(v) is str else write_string(v, "group_id")
        if self.extra:
            write_extra(self.extra, CustomerActivity, out)
        return out

    @classmethod
    def from_json(cls, text: str | bytes | bytearray) -> Self:
        """Decode JSON text. Raises `DecodeError`, also where the text is no JSON."""
        return cls.from_dict(read_text(text))

    def to_json(self) -> str:
        """Encode as compact ASCII JSON text. Raises `EncodeError`, also for integers too long."""
        return write_text(self.to_dict())

    @property
    def customer(self) -> Customer | None:
        """The customer, at whichever level of `data` it stands, None where there is none."""
        return customer_in(self.data)


_CustomerActivity = draft_of(CustomerActivity)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerActivityPage:
    """A page of activities, as `list customer activity` answers.

    Schema: `CustomersActivityListResponseBody`.
    """

    object: str | None = "list"
    """The type of the object, `list`."""
    data_ref: str | None = "data"
    """The name of the member that holds the activities, `data`."""
    data: tuple[CustomerActivity, ...] | None = None
    """The activities."""
    has_more: bool | None = None
    """Whether there is a next page."""
    more_starting_after: str | None = None
    """The id to ask for the next page with."""
    total: int | None = None
    """How many activities there are on all pages."""
    extra: Mapping[str, Any] = field(default_factory=no_extra, hash=False, repr=False)
    """The members that this class does not know, as they came."""
    nulls: frozenset[str] = field(default=NO_NULLS, compare=False, repr=False)
    """The names of the members that came as null and are written as null."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode the JSON object `data`. Raises `DecodeError` where it is not what is documented."""
        if cls is not CustomerActivityPage:
            return cls(**values_of(CustomerActivityPage.from_dict(data)))
        rest: dict[str, Any] = {**data} if type(data) is dict else members(data)
        new: Any = _CustomerActivityPage()
        new.nulls = NO_NULLS
        v = rest.pop("object", "list")
        new.object = v if type(v) is str else read_string(v, "object", new)
        v = rest.pop("data_ref", "data")
        new.data_ref = v if type(v) is str else read_string(v, "data_ref", new)
        v = rest.pop("data", ABSENT)
        new.data = None if v is ABSENT else read_array(CustomerActivity, v, "data", new)
        v = rest.pop("has_more", ABSENT)
        new.has_more = v if type(v) is bool else read_boolean(v, "has_more", new)
        v = rest.pop("more_starting_after", ABSENT)
        new.more_starting_after = v if type(v) is str else read_string(v, "more_starting_after", new)
        v = rest.pop("total", ABSENT)
        new.total = v if type(v) is int else read_integer(v, "total", new)
        new.extra = read_extra(rest) if rest else NOTHING
        new.__class__ = cls
        instance: Self = new
        return instance

    def to_dict(self) -> dict[str, Any]:
        """Encode as a JSON object. Raises `EncodeError` where a value has no place in it."""
        out: dict[str, Any] = {}
        nulls = self.nulls
        v: Any
        v = self.object
        out["object"] = v if type(v) is str else write_string(v, "object")
        v = self.data_ref
        out["data_ref"] = v if type(v) is str else write_string(v, "data_ref")
        if (v := self.data) is not None or "data" in nulls:
            out["data"] = write_array(CustomerActivity, v, "data")
        if (v := self.has_more) is not None or "has_more" in nulls:
            out["has_more"] = v if type(v) is bool else write_boolean(v, "has_more")
        if (v := self.more_starting_after) is not None or "more_starting_after" in nulls:
            out["more_starting_after"] = v if type(v) is str else write_string(v, "more_starting_after")
        if (v := self.total) is not None or "total" in nulls:
            out["total"] = v if type(v) is int else write_integer(v, "total")
        if self.extra:
            write_extra(self.extra, CustomerActivityPage, out)
        return out

    @classmethod
    def from_json(cls, text: str | bytes | bytearray) -> Self:
        """Decode JSON text. Raises `DecodeError`, also where the text is no JSON."""
        return cls.from_dict(read_text(text))

    def to_json(self) -> str:
        """Encode as compact ASCII JSON text. Raises `EncodeError`, also for integers too long."""
        return write_text(self.to_dict())


_CustomerActivityPage = draft_of(CustomerActivityPage)


def customer_in(data: CustomerActivityData | None) -> Customer | None:
    """The customer of an activity or webhook, which may stand one level deeper (`data.data`)."""
    while data is not None and data.customer is None:
        data = data.data
    return None if data is None else data.customer
