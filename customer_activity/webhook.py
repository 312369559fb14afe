# SPDX-License-Identifier: MIT
"""Webhooks: the envelope that Voucherify sends, and the check that it was Voucherify."""

from __future__ import annotations

import datetime as dt
import hmac
import re
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
    read_document_extra,
    read_extra,
    read_nested,
    read_object,
    read_string,
    read_timestamp,
    write_extra,
    write_nested,
    write_object,
    write_string,
    write_timestamp,
)
from .activity import CustomerActivity, CustomerActivityData
from .customer import Customer

__all__ = ["Webhook", "WebhookEvent", "verify_signature"]


def __dir__() -> list[str]:
    return [*__all__]


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookEvent(JsonObject):
    """The event that a webhook reports. The archived SDK has no schema for it."""

    id: str | None = None
    """The id of the event, `evcus_...`."""
    type: None | t.ActivityType = None
    """The type of the event."""
    created_at: dt.datetime | None = None
    """When the event happened."""
    entity_id: str | None = None
    """The id of what the event is about."""
    group_id: str | None = None
    """The id that events of one request share, `v-...`."""
    event_source: Mapping[str, t.Any] | None = field(default=None, hash=False, repr=False)
    """What caused the event, such as the channel, the user or API key."""
    extra: Mapping[str, t.Any] = field(default_factory=no_extra, hash=False, repr=False)
    """The members that this class does not know, as they came."""
    nulls: frozenset[str] = field(default=NO_NULLS, repr=False)
    """The names of the members that came as null and are written as null."""

    @classmethod
    def from_dict(cls, data: Mapping[str, t.Any]) -> t.Self:
        """Decode a JSON object. Raises `DecodeError` where it is not what is documented."""
        rest: dict[str, t.Any] = {**data} if isinstance(data, dict) else members(data)
        nulls: list[str] = []
        draft = _WebhookEventDraft()
        draft.id = read_string(rest, "id", nulls)
        draft.type = read_string(rest, "type", nulls)
        draft.created_at = read_timestamp(rest, "created_at", nulls)
        draft.entity_id = read_string(rest, "entity_id", nulls)
        draft.group_id = read_string(rest, "group_id", nulls)
        draft.event_source = read_object(rest, "event_source", nulls)
        draft.extra = read_extra(rest) if rest else {}
        draft.nulls = frozenset(nulls) if nulls else NO_NULLS
        draft.__class__ = WebhookEvent
        instance: t.Self = draft if cls is WebhookEvent else as_subclass(cls, draft)
        return instance

    def to_dict(self) -> dict[str, t.Any]:
        """Encode as a JSON object. Raises `EncodeError` where a value has no place in it."""
        out: dict[str, t.Any] = {}
        nulls = self.nulls
        write_string(out, "id", self.id, nulls)
        write_string(out, "type", self.type, nulls)
        write_timestamp(out, "created_at", self.created_at, nulls)
        write_string(out, "entity_id", self.entity_id, nulls)
        write_string(out, "group_id", self.group_id, nulls)
        write_object(out, "event_source", self.event_source, nulls)
        if self.extra:
            write_extra(out, self.extra, WebhookEvent)
        return out


_WebhookEventDraft = draft_of(WebhookEvent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook(JsonObject):
    """What Voucherify sends to a webhook of the project.

    The envelope of every project webhook, not only of the customer's: others, such as
    `voucher.published`, carry a customer too. Check `verify_signature` before decoding. The
    archived SDK has no schema for it.
    """

    id: str | None = None
    """The id of the delivery, `whs_...`."""
    project_id: str | None = None
    """The id of the project, `proj_...`."""
    created_at: dt.datetime | None = None
    """When the webhook was made."""
    type: None | t.ActivityType = None
    """The type of the event, often one of `ACTIVITY_TYPES`."""
    data: CustomerActivityData | None = None
    """What the event is about."""
    source: Mapping[str, t.Any] | None = field(default=None, hash=False, repr=False)
    """The webhook that this was sent for."""
    event: WebhookEvent | None = None
    """The event itself."""
    extra: Mapping[str, t.Any] = field(default_factory=no_extra, hash=False, repr=False)
    """The members that this class does not know, as they came."""
    nulls: frozenset[str] = field(default=NO_NULLS, repr=False)
    """The names of the members that came as null and are written as null."""

    @classmethod
    def from_dict(cls, data: Mapping[str, t.Any]) -> t.Self:
        """Decode a JSON object. Raises `DecodeError` where it is not what is documented."""
        rest: dict[str, t.Any] = {**data} if isinstance(data, dict) else members(data)
        nulls: list[str] = []
        draft = _WebhookDraft()
        draft.id = read_string(rest, "id", nulls)
        draft.project_id = read_string(rest, "project_id", nulls)
        draft.created_at = read_timestamp(rest, "created_at", nulls)
        draft.type = read_string(rest, "type", nulls)
        draft.data = read_nested(rest, "data", CustomerActivityData, nulls)
        draft.source = read_object(rest, "source", nulls)
        draft.event = read_nested(rest, "event", WebhookEvent, nulls)
        draft.extra = read_document_extra(rest, data, "a webhook") if rest else {}
        draft.nulls = frozenset(nulls) if nulls else NO_NULLS
        draft.__class__ = Webhook
        instance: t.Self = draft if cls is Webhook else as_subclass(cls, draft)
        return instance

    def to_dict(self) -> dict[str, t.Any]:
        """Encode as a JSON object. Raises `EncodeError` where a value has no place in it."""
        out: dict[str, t.Any] = {}
        nulls = self.nulls
        write_string(out, "id", self.id, nulls)
        write_string(out, "project_id", self.project_id, nulls)
        write_timestamp(out, "created_at", self.created_at, nulls)
        write_string(out, "type", self.type, nulls)
        write_nested(out, "data", self.data, CustomerActivityData, nulls)
        write_object(out, "source", self.source, nulls)
        write_nested(out, "event", self.event, WebhookEvent, nulls)
        if self.extra:
            write_extra(out, self.extra, Webhook)
        return out

    @property
    def customer(self) -> Customer | None:
        """The customer, at whichever level of `data` it stands, None where there is none."""
        return CustomerActivity(data=self.data).customer


_WebhookDraft = draft_of(Webhook)


def verify_signature(body: str | bytes, signature: str | None, secret: str | bytes) -> bool:
    """Whether `signature`, the header `x-voucherify-signature`, fits `body` under the `secret`.

    The signature is the HMAC-SHA256 of the body in lower-case hexadecimal digits, under the secret
    that Voucherify shows in the project's settings, with the webhooks. Pass the body as it was
    received, never one that was parsed and written again. The vendor signs compact JSON, so a body
    that begins with `{` or `[` also fits where white space was put between its tokens on the way;
    any other body, such as a string, fits only as it was received. A header that is missing (None),
    that is `bytes` or that is in upper case does not fit. Raises `ValueError` for an empty secret,
    under which anyone can sign.
    """
    text = _bytes(body)
    key = _bytes(secret)
    if not key:
        raise ValueError("the secret is empty")
    given = signature.encode("utf-8", "surrogatepass") if isinstance(signature, str) else b""
    return _fits(text, given, key) or (text[:1] in (b"{", b"[") and _fits(_compact(text), given, key))


def _fits(text: bytes, signature: bytes, key: bytes) -> bool:
    return hmac.compare_digest(hmac.digest(key, text, "sha256").hex().encode(), signature)


def _compact(text: bytes) -> bytes:
    """The text without the white space outside its strings, in linear time, whoever sent it."""
    out = bytearray()
    end = 0
    in_string = False
    for match in re.finditer(rb'\\.|"|[ \t\n\r]+', text, re.DOTALL):
        token = match[0]
        if token == b'"':
            in_string = not in_string
        elif not in_string and token.isspace():
            out += text[end : match.start()]
            end = match.end()
    return bytes(out + text[end:])


def _bytes(text: str | bytes) -> bytes:
    return text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
