# SPDX-License-Identifier: MIT
"""Activities: what happened to a customer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from . import _readers as read
from . import _writers as write
from .activity_types import ActivityType
from .base import JsonObject
from .customer import Customer

__all__ = ["CustomerActivity", "CustomerActivityData"]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CustomerActivityData(JsonObject):
    """The data of an event. The event's type determines which members it has.

    Customers, timestamps and points are typed. Vouchers, orders, campaigns and the like are JSON objects as
    Voucherify sends them.

    Schema: `CustomerActivityData`.
    """

    customer: Customer | None = None
    """The customer that the event is about, often in the short form."""
    referrer: Customer | None = None
    """The customer who referred this one."""
    created_at: dt.datetime | None = None
    """When the event was created."""
    sent_at: dt.datetime | None = None
    """When the message was sent."""
    recovered_at: dt.datetime | None = None
    """When messages could be sent again."""
    failed_at: dt.datetime | None = None
    """When sending the message failed."""
    expiration_date: dt.datetime | None = None
    """When the points or the tier expire."""
    points: int | None = None
    """The number of points that the event added or removed."""
    consents: tuple[Mapping[str, Any], ...] | None = field(default=None, hash=False, repr=False)
    """The consents that the customer gave or withdrew."""
    buckets: Any = field(default=None, hash=False, repr=False)
    """The point buckets. Any JSON: an array, or one object if points expired."""
    balance: Any = field(default=None, hash=False, repr=False)
    """The balance after the event. Any JSON, because several formats are documented."""
    source: Any = field(default=None, hash=False, repr=False)
    """The origin of the event. Any JSON, because several formats are documented."""
    event: Any = field(default=None, hash=False, repr=False)
    """The event. Any JSON, because several formats are documented."""
    loyalty: Any = field(default=None, hash=False, repr=False)
    """The loyalty points. Any JSON, because several formats are documented."""
    holder: Any = field(default=None, hash=False, repr=False)
    """The voucher's holder. Any JSON, because several formats are documented."""
    unconfirmed_customer: Any = field(default=None, hash=False, repr=False)
    """The customer who hasn't confirmed yet (double opt-in). Any JSON: an object, or an id until 2023."""
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
    """The rollback of a redemption."""
    segment: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The segment that the customer entered or left."""
    distribution: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The distribution that sent the message."""
    reward: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The reward."""
    reward_assignment: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The assignment of the reward to its campaign."""
    reward_redemption: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The redemption of the reward."""
    referral: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The referral."""
    referral_tier: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The tier of the referral programme."""
    loyalty_tier: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The loyalty tier."""
    loyalty_tier_from: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The loyalty tier before the change."""
    loyalty_tier_to: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The loyalty tier after the change."""
    earning_rule: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The earning rule that gave the points."""
    order: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The order."""
    transaction: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The transaction on the gift or loyalty card."""
    source_voucher: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The loyalty card that points were taken from."""
    destination_voucher: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The loyalty card that points were added to."""
    publication: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The publication of the voucher."""
    validation: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The validation."""
    promotion_tier: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The promotion tier."""
    promotion_stack: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The promotion stack."""
    pending_points: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The points that aren't active yet."""
    voucher_pending_points_balance: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The balance of the points that aren't active yet."""
    event_source: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The cause of the event, such as the channel, the user or the API key."""
    data: CustomerActivityData | None = None
    """The same members again, one level down: the current API wraps the data."""

    @staticmethod
    def _read(draft: Any, rest: dict[str, Any], nulls: list[str]) -> None:
        draft.customer = read.nested(rest, "customer", Customer, nulls)
        draft.referrer = read.nested(rest, "referrer", Customer, nulls)
        draft.created_at = read.timestamp(rest, "created_at", nulls)
        draft.sent_at = read.timestamp(rest, "sent_at", nulls)
        draft.recovered_at = read.timestamp(rest, "recovered_at", nulls)
        draft.failed_at = read.timestamp(rest, "failed_at", nulls)
        draft.expiration_date = read.timestamp(rest, "expiration_date", nulls)
        draft.points = read.integer(rest, "points", nulls)
        draft.consents = read.opaque_array(rest, "consents", nulls)
        draft.buckets = read.any_json(rest, "buckets", nulls)
        draft.balance = read.any_json(rest, "balance", nulls)
        draft.source = read.any_json(rest, "source", nulls)
        draft.event = read.any_json(rest, "event", nulls)
        draft.loyalty = read.any_json(rest, "loyalty", nulls)
        draft.holder = read.any_json(rest, "holder", nulls)
        draft.unconfirmed_customer = read.any_json(rest, "unconfirmed_customer", nulls)
        draft.campaign = read.opaque(rest, "campaign", nulls)
        draft.voucher = read.opaque(rest, "voucher", nulls)
        draft.custom_event = read.opaque(rest, "custom_event", nulls)
        draft.customer_event = read.opaque(rest, "customer_event", nulls)
        draft.event_schema = read.opaque(rest, "event_schema", nulls)
        draft.redemption = read.opaque(rest, "redemption", nulls)
        draft.redemption_rollback = read.opaque(rest, "redemption_rollback", nulls)
        draft.segment = read.opaque(rest, "segment", nulls)
        draft.distribution = read.opaque(rest, "distribution", nulls)
        draft.reward = read.opaque(rest, "reward", nulls)
        draft.reward_assignment = read.opaque(rest, "reward_assignment", nulls)
        draft.reward_redemption = read.opaque(rest, "reward_redemption", nulls)
        draft.referral = read.opaque(rest, "referral", nulls)
        draft.referral_tier = read.opaque(rest, "referral_tier", nulls)
        draft.loyalty_tier = read.opaque(rest, "loyalty_tier", nulls)
        draft.loyalty_tier_from = read.opaque(rest, "loyalty_tier_from", nulls)
        draft.loyalty_tier_to = read.opaque(rest, "loyalty_tier_to", nulls)
        draft.earning_rule = read.opaque(rest, "earning_rule", nulls)
        draft.order = read.opaque(rest, "order", nulls)
        draft.transaction = read.opaque(rest, "transaction", nulls)
        draft.source_voucher = read.opaque(rest, "source_voucher", nulls)
        draft.destination_voucher = read.opaque(rest, "destination_voucher", nulls)
        draft.publication = read.opaque(rest, "publication", nulls)
        draft.validation = read.opaque(rest, "validation", nulls)
        draft.promotion_tier = read.opaque(rest, "promotion_tier", nulls)
        draft.promotion_stack = read.opaque(rest, "promotion_stack", nulls)
        draft.pending_points = read.opaque(rest, "pending_points", nulls)
        draft.voucher_pending_points_balance = read.opaque(rest, "voucher_pending_points_balance", nulls)
        draft.event_source = read.opaque(rest, "event_source", nulls)
        draft.data = read.recursive(rest, "data", CustomerActivityData, nulls)

    def _write(self, out: dict[str, Any], nulls: frozenset[str]) -> None:
        write.nested(out, "customer", self.customer, Customer, nulls)
        write.nested(out, "referrer", self.referrer, Customer, nulls)
        write.timestamp(out, "created_at", self.created_at, nulls)
        write.timestamp(out, "sent_at", self.sent_at, nulls)
        write.timestamp(out, "recovered_at", self.recovered_at, nulls)
        write.timestamp(out, "failed_at", self.failed_at, nulls)
        write.timestamp(out, "expiration_date", self.expiration_date, nulls)
        write.integer(out, "points", self.points, nulls)
        write.opaque_array(out, "consents", self.consents, nulls)
        write.any_json(out, "buckets", self.buckets, nulls)
        write.any_json(out, "balance", self.balance, nulls)
        write.any_json(out, "source", self.source, nulls)
        write.any_json(out, "event", self.event, nulls)
        write.any_json(out, "loyalty", self.loyalty, nulls)
        write.any_json(out, "holder", self.holder, nulls)
        write.any_json(out, "unconfirmed_customer", self.unconfirmed_customer, nulls)
        write.opaque(out, "campaign", self.campaign, nulls)
        write.opaque(out, "voucher", self.voucher, nulls)
        write.opaque(out, "custom_event", self.custom_event, nulls)
        write.opaque(out, "customer_event", self.customer_event, nulls)
        write.opaque(out, "event_schema", self.event_schema, nulls)
        write.opaque(out, "redemption", self.redemption, nulls)
        write.opaque(out, "redemption_rollback", self.redemption_rollback, nulls)
        write.opaque(out, "segment", self.segment, nulls)
        write.opaque(out, "distribution", self.distribution, nulls)
        write.opaque(out, "reward", self.reward, nulls)
        write.opaque(out, "reward_assignment", self.reward_assignment, nulls)
        write.opaque(out, "reward_redemption", self.reward_redemption, nulls)
        write.opaque(out, "referral", self.referral, nulls)
        write.opaque(out, "referral_tier", self.referral_tier, nulls)
        write.opaque(out, "loyalty_tier", self.loyalty_tier, nulls)
        write.opaque(out, "loyalty_tier_from", self.loyalty_tier_from, nulls)
        write.opaque(out, "loyalty_tier_to", self.loyalty_tier_to, nulls)
        write.opaque(out, "earning_rule", self.earning_rule, nulls)
        write.opaque(out, "order", self.order, nulls)
        write.opaque(out, "transaction", self.transaction, nulls)
        write.opaque(out, "source_voucher", self.source_voucher, nulls)
        write.opaque(out, "destination_voucher", self.destination_voucher, nulls)
        write.opaque(out, "publication", self.publication, nulls)
        write.opaque(out, "validation", self.validation, nulls)
        write.opaque(out, "promotion_tier", self.promotion_tier, nulls)
        write.opaque(out, "promotion_stack", self.promotion_stack, nulls)
        write.opaque(out, "pending_points", self.pending_points, nulls)
        write.opaque(out, "voucher_pending_points_balance", self.voucher_pending_points_balance, nulls)
        write.opaque(out, "event_source", self.event_source, nulls)
        write.recursive(out, "data", self.data, CustomerActivityData, nulls)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CustomerActivity(JsonObject):
    """An event in the history of a customer.

    Schema: `CustomerActivity`.
    """

    _document = "an activity"

    id: str | None = None
    """The id of the event, `evcus_...`."""
    type: ActivityType | None = None
    """The event type. `ACTIVITY_TYPES` contains the documented types; others occur too."""
    data: CustomerActivityData | None = None
    """The data of the event."""
    created_at: dt.datetime | None = None
    """When the event happened."""
    group_id: str | None = None
    """The id that all events of a request share, `v-...`."""

    @staticmethod
    def _read(draft: Any, rest: dict[str, Any], nulls: list[str]) -> None:
        draft.id = read.string(rest, "id", nulls)
        draft.type = read.string(rest, "type", nulls)
        draft.data = read.nested(rest, "data", CustomerActivityData, nulls)
        draft.created_at = read.timestamp(rest, "created_at", nulls)
        draft.group_id = read.string(rest, "group_id", nulls)

    def _write(self, out: dict[str, Any], nulls: frozenset[str]) -> None:
        write.string(out, "id", self.id, nulls)
        write.string(out, "type", self.type, nulls)
        write.nested(out, "data", self.data, CustomerActivityData, nulls)
        write.timestamp(out, "created_at", self.created_at, nulls)
        write.string(out, "group_id", self.group_id, nulls)

    @property
    def customer(self) -> Customer | None:
        """The customer in `data`, even if it's in a nested `data`, or None."""
        return find_customer(self.data)


def find_customer(data: CustomerActivityData | None) -> Customer | None:
    """The customer at the outermost level that has one."""
    while data is not None and data.customer is None:
        data = data.data
    return None if data is None else data.customer
