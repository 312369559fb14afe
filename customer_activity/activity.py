# SPDX-License-Identifier: MIT
"""Activities: what happened to a customer. Leaves first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from . import _annotations as t
from ._codec import (
    DEPTH,
    NO_NULLS,
    OBJECT,
    JsonObject,
    as_subclass,
    draft_of,
    members,
    no_extra,
    read_document_extra,
    read_extra,
    read_integer,
    read_json,
    read_nested,
    read_object,
    read_objects,
    read_string,
    read_timestamp,
    write_extra,
    write_integer,
    write_json,
    write_nested,
    write_object,
    write_objects,
    write_string,
    write_timestamp,
)
from .customer import Customer
from .errors import DecodeError, EncodeError

__all__ = ["CustomerActivity", "CustomerActivityData"]


def __dir__() -> list[str]:
    return [*__all__]


_Json: t.TypeAlias = "t.Any"
"""Any JSON value, documented with several shapes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerActivityData(JsonObject):
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
    consents: tuple[Mapping[str, t.Any], ...] | None = field(default=None, hash=False, repr=False)
    """The consents given or revoked."""
    buckets: _Json = field(default=None, hash=False, repr=False)
    """The buckets of points, as an array, or as one object where points expired. Any JSON."""
    balance: _Json = field(default=None, hash=False, repr=False)
    """The balance after the event, documented with several shapes."""
    source: _Json = field(default=None, hash=False, repr=False)
    """Where it came from, documented with several shapes."""
    event: _Json = field(default=None, hash=False, repr=False)
    """The event, documented with several shapes."""
    loyalty: _Json = field(default=None, hash=False, repr=False)
    """The loyalty points, documented with several shapes."""
    holder: _Json = field(default=None, hash=False, repr=False)
    """The holder of the voucher, documented with several shapes."""
    unconfirmed_customer: _Json = field(default=None, hash=False, repr=False)
    """The customer who has not confirmed yet (double opt-in), or, until 2023, their id. Any JSON."""
    campaign: Mapping[str, t.Any] | None = field(default=None, hash=False, repr=False)
    """The campaign."""
    voucher: Mapping[str, t.Any] | None = field(default=None, hash=False, repr=False)
    """The voucher."""
    custom_event: Mapping[str, t.Any] | None = field(default=None, hash=False, repr=False)
    """The custom event that was tracked."""
    customer_event: Mapping[str, t.Any] | None = field(default=None, hash=False, repr=False)
    """The event as it was tracked for the customer."""
    event_schema: Mapping[str, t.Any] | None = field(default=None, hash=False, repr=False)
    """The schema of the custom event."""
    redemption: Mapping[str, t.Any] | None = field(default=None, hash=False, repr=False)
    """The redemption."""
    redemption_rollback: Mapping[str, t.Any] | None = field(default=None, hash=False, repr=False)
    """The redemption that was taken back."""
    segment: Mapping[str, t.Any] | None = field(default=None, hash=False, repr=False)
    """The segment entered or left."""
    distribution: Mapping[str, t.Any] | None = field(default=None, hash=False, repr=False)
    """The distribution that sent the message."""
    reward: Mapping[str, t.Any] | None = field(default=None, hash=False, repr=False)
    """The reward."""
    reward_assignment: Mapping[str, t.Any] | None = field(default=None, hash=False, repr=False)
    """The reward's assignment to the campaign."""
    reward_redemption: Mapping[str, t.Any] | None = field(default=None, hash=False, repr=False)
    """The redemption of the reward."""
    referral: Mapping[str, t.Any] | None = field(default=None, hash=False, repr=False)
    """The referral."""
    referral_tier: Mapping[str, t.Any] | None = field(default=None, hash=False, repr=False)
    """The tier of the referral programme."""
    loyalty_tier: Mapping[str, t.Any] | None = field(default=None, hash=False, repr=False)
    """The loyalty tier."""
    loyalty_tier_from: Mapping[str, t.Any] | None = field(default=None, hash=False, repr=False)
    """The loyalty tier before."""
    loyalty_tier_to: Mapping[str, t.Any] | None = field(default=None, hash=False, repr=False)
    """The loyalty tier after."""
    earning_rule: Mapping[str, t.Any] | None = field(default=None, hash=False, repr=False)
    """The rule by which points were earned."""
    order: Mapping[str, t.Any] | None = field(default=None, hash=False, repr=False)
    """The order."""
    transaction: Mapping[str, t.Any] | None = field(default=None, hash=False, repr=False)
    """The transaction on the card."""
    source_voucher: Mapping[str, t.Any] | None = field(default=None, hash=False, repr=False)
    """The card that points were taken from."""
    destination_voucher: Mapping[str, t.Any] | None = field(default=None, hash=False, repr=False)
    """The card that points were put on."""
    publication: Mapping[str, t.Any] | None = field(default=None, hash=False, repr=False)
    """The publication of the voucher."""
    validation: Mapping[str, t.Any] | None = field(default=None, hash=False, repr=False)
    """The validation."""
    promotion_tier: Mapping[str, t.Any] | None = field(default=None, hash=False, repr=False)
    """The promotion tier."""
    promotion_stack: Mapping[str, t.Any] | None = field(default=None, hash=False, repr=False)
    """The stack of promotions."""
    pending_points: Mapping[str, t.Any] | None = field(default=None, hash=False, repr=False)
    """The points that are not active yet."""
    voucher_pending_points_balance: Mapping[str, t.Any] | None = field(default=None, hash=False, repr=False)
    """The balance of the points that are not active yet."""
    event_source: Mapping[str, t.Any] | None = field(default=None, hash=False, repr=False)
    """What caused the event, such as the channel, the user or API key."""
    data: CustomerActivityData | None = None
    """All of the above once more, in the wrapped form of the current API."""
    extra: Mapping[str, t.Any] = field(default_factory=no_extra, hash=False, repr=False)
    """The members that this class does not know, as they came."""
    nulls: frozenset[str] = field(default=NO_NULLS, repr=False)
    """The names of the members that came as null and are written as null."""

    @classmethod
    def from_dict(cls, data: Mapping[str, t.Any]) -> t.Self:
        """Decode a JSON object. Raises `DecodeError` where it is not what is documented."""
        rest: dict[str, t.Any] = {**data} if isinstance(data, dict) else members(data)
        nulls: list[str] = []
        draft = _ActivityDataDraft()
        draft.customer = read_nested(rest, "customer", Customer, nulls)
        draft.referrer = read_nested(rest, "referrer", Customer, nulls)
        draft.created_at = read_timestamp(rest, "created_at", nulls)
        draft.sent_at = read_timestamp(rest, "sent_at", nulls)
        draft.recovered_at = read_timestamp(rest, "recovered_at", nulls)
        draft.failed_at = read_timestamp(rest, "failed_at", nulls)
        draft.expiration_date = read_timestamp(rest, "expiration_date", nulls)
        draft.points = read_integer(rest, "points", nulls)
        draft.consents = read_objects(rest, "consents", nulls)
        draft.buckets = read_json(rest, "buckets", nulls)
        draft.balance = read_json(rest, "balance", nulls)
        draft.source = read_json(rest, "source", nulls)
        draft.event = read_json(rest, "event", nulls)
        draft.loyalty = read_json(rest, "loyalty", nulls)
        draft.holder = read_json(rest, "holder", nulls)
        draft.unconfirmed_customer = read_json(rest, "unconfirmed_customer", nulls)
        draft.campaign = read_object(rest, "campaign", nulls)
        draft.voucher = read_object(rest, "voucher", nulls)
        draft.custom_event = read_object(rest, "custom_event", nulls)
        draft.customer_event = read_object(rest, "customer_event", nulls)
        draft.event_schema = read_object(rest, "event_schema", nulls)
        draft.redemption = read_object(rest, "redemption", nulls)
        draft.redemption_rollback = read_object(rest, "redemption_rollback", nulls)
        draft.segment = read_object(rest, "segment", nulls)
        draft.distribution = read_object(rest, "distribution", nulls)
        draft.reward = read_object(rest, "reward", nulls)
        draft.reward_assignment = read_object(rest, "reward_assignment", nulls)
        draft.reward_redemption = read_object(rest, "reward_redemption", nulls)
        draft.referral = read_object(rest, "referral", nulls)
        draft.referral_tier = read_object(rest, "referral_tier", nulls)
        draft.loyalty_tier = read_object(rest, "loyalty_tier", nulls)
        draft.loyalty_tier_from = read_object(rest, "loyalty_tier_from", nulls)
        draft.loyalty_tier_to = read_object(rest, "loyalty_tier_to", nulls)
        draft.earning_rule = read_object(rest, "earning_rule", nulls)
        draft.order = read_object(rest, "order", nulls)
        draft.transaction = read_object(rest, "transaction", nulls)
        draft.source_voucher = read_object(rest, "source_voucher", nulls)
        draft.destination_voucher = read_object(rest, "destination_voucher", nulls)
        draft.publication = read_object(rest, "publication", nulls)
        draft.validation = read_object(rest, "validation", nulls)
        draft.promotion_tier = read_object(rest, "promotion_tier", nulls)
        draft.promotion_stack = read_object(rest, "promotion_stack", nulls)
        draft.pending_points = read_object(rest, "pending_points", nulls)
        draft.voucher_pending_points_balance = read_object(rest, "voucher_pending_points_balance", nulls)
        draft.event_source = read_object(rest, "event_source", nulls)
        draft.data = _read_data(rest, nulls)
        draft.extra = read_extra(rest) if rest else {}
        draft.nulls = frozenset(nulls) if nulls else NO_NULLS
        draft.__class__ = CustomerActivityData
        instance: t.Self = draft if cls is CustomerActivityData else as_subclass(cls, draft)
        return instance

    def to_dict(self) -> dict[str, t.Any]:
        """Encode as a JSON object. Raises `EncodeError` where a value has no place in it."""
        out: dict[str, t.Any] = {}
        nulls = self.nulls
        write_nested(out, "customer", self.customer, Customer, nulls)
        write_nested(out, "referrer", self.referrer, Customer, nulls)
        write_timestamp(out, "created_at", self.created_at, nulls)
        write_timestamp(out, "sent_at", self.sent_at, nulls)
        write_timestamp(out, "recovered_at", self.recovered_at, nulls)
        write_timestamp(out, "failed_at", self.failed_at, nulls)
        write_timestamp(out, "expiration_date", self.expiration_date, nulls)
        write_integer(out, "points", self.points, nulls)
        write_objects(out, "consents", self.consents, nulls)
        write_json(out, "buckets", self.buckets, nulls)
        write_json(out, "balance", self.balance, nulls)
        write_json(out, "source", self.source, nulls)
        write_json(out, "event", self.event, nulls)
        write_json(out, "loyalty", self.loyalty, nulls)
        write_json(out, "holder", self.holder, nulls)
        write_json(out, "unconfirmed_customer", self.unconfirmed_customer, nulls)
        write_object(out, "campaign", self.campaign, nulls)
        write_object(out, "voucher", self.voucher, nulls)
        write_object(out, "custom_event", self.custom_event, nulls)
        write_object(out, "customer_event", self.customer_event, nulls)
        write_object(out, "event_schema", self.event_schema, nulls)
        write_object(out, "redemption", self.redemption, nulls)
        write_object(out, "redemption_rollback", self.redemption_rollback, nulls)
        write_object(out, "segment", self.segment, nulls)
        write_object(out, "distribution", self.distribution, nulls)
        write_object(out, "reward", self.reward, nulls)
        write_object(out, "reward_assignment", self.reward_assignment, nulls)
        write_object(out, "reward_redemption", self.reward_redemption, nulls)
        write_object(out, "referral", self.referral, nulls)
        write_object(out, "referral_tier", self.referral_tier, nulls)
        write_object(out, "loyalty_tier", self.loyalty_tier, nulls)
        write_object(out, "loyalty_tier_from", self.loyalty_tier_from, nulls)
        write_object(out, "loyalty_tier_to", self.loyalty_tier_to, nulls)
        write_object(out, "earning_rule", self.earning_rule, nulls)
        write_object(out, "order", self.order, nulls)
        write_object(out, "transaction", self.transaction, nulls)
        write_object(out, "source_voucher", self.source_voucher, nulls)
        write_object(out, "destination_voucher", self.destination_voucher, nulls)
        write_object(out, "publication", self.publication, nulls)
        write_object(out, "validation", self.validation, nulls)
        write_object(out, "promotion_tier", self.promotion_tier, nulls)
        write_object(out, "promotion_stack", self.promotion_stack, nulls)
        write_object(out, "pending_points", self.pending_points, nulls)
        write_object(out, "voucher_pending_points_balance", self.voucher_pending_points_balance, nulls)
        write_object(out, "event_source", self.event_source, nulls)
        _write_data(out, self, nulls)
        if self.extra:
            write_extra(out, self.extra, CustomerActivityData)
        return out


_ActivityDataDraft = draft_of(CustomerActivityData)


def _read_data(rest: dict[str, t.Any], nulls: list[str]) -> CustomerActivityData | None:
    if _is_too_deep(rest, lambda data: data.get("data") if isinstance(data, OBJECT) else None):
        raise DecodeError(("data",), f"data nested at most {DEPTH} deep", "deeper nesting")
    return read_nested(rest, "data", CustomerActivityData, nulls)


def _write_data(out: dict[str, t.Any], whole: CustomerActivityData, nulls: frozenset[str]) -> None:
    if _is_too_deep(whole, lambda data: getattr(data, "data", None)):
        raise EncodeError(("data",), f"data nested at most {DEPTH} deep", "deeper nesting")
    write_nested(out, "data", whole.data, CustomerActivityData, nulls)


def _is_too_deep(data: t.Any, within: Callable[[t.Any], t.Any]) -> bool:
    """Whether more than `DEPTH` data stand in one another, which is judged before descending."""
    for _ in range(DEPTH):
        data = within(data)
        if data is None:
            return False
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerActivity(JsonObject):
    """An event in the life of a customer. Schema: `CustomerActivity`."""

    id: str | None = None
    """The id of the event, `evcus_...`."""
    type: None | t.ActivityType = None
    """The type of the event, often one of `ACTIVITY_TYPES`."""
    data: CustomerActivityData | None = None
    """What the event is about."""
    created_at: dt.datetime | None = None
    """When the event happened."""
    group_id: str | None = None
    """The id that events of one request share, `v-...`."""
    extra: Mapping[str, t.Any] = field(default_factory=no_extra, hash=False, repr=False)
    """The members that this class does not know, as they came."""
    nulls: frozenset[str] = field(default=NO_NULLS, repr=False)
    """The names of the members that came as null and are written as null."""

    @classmethod
    def from_dict(cls, data: Mapping[str, t.Any]) -> t.Self:
        """Decode a JSON object. Raises `DecodeError` where it is not what is documented."""
        rest: dict[str, t.Any] = {**data} if isinstance(data, dict) else members(data)
        nulls: list[str] = []
        draft = _ActivityDraft()
        draft.id = read_string(rest, "id", nulls)
        draft.type = read_string(rest, "type", nulls)
        draft.data = read_nested(rest, "data", CustomerActivityData, nulls)
        draft.created_at = read_timestamp(rest, "created_at", nulls)
        draft.group_id = read_string(rest, "group_id", nulls)
        draft.extra = read_document_extra(rest, data, "an activity") if rest else {}
        draft.nulls = frozenset(nulls) if nulls else NO_NULLS
        draft.__class__ = CustomerActivity
        instance: t.Self = draft if cls is CustomerActivity else as_subclass(cls, draft)
        return instance

    def to_dict(self) -> dict[str, t.Any]:
        """Encode as a JSON object. Raises `EncodeError` where a value has no place in it."""
        out: dict[str, t.Any] = {}
        nulls = self.nulls
        write_string(out, "id", self.id, nulls)
        write_string(out, "type", self.type, nulls)
        write_nested(out, "data", self.data, CustomerActivityData, nulls)
        write_timestamp(out, "created_at", self.created_at, nulls)
        write_string(out, "group_id", self.group_id, nulls)
        if self.extra:
            write_extra(out, self.extra, CustomerActivity)
        return out

    @property
    def customer(self) -> Customer | None:
        """The customer, at whichever level of `data` it stands, None where there is none."""
        data = self.data
        while data is not None and data.customer is None:
            data = data.data
        return None if data is None else data.customer


_ActivityDraft = draft_of(CustomerActivity)
