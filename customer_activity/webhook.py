# SPDX-License-Identifier: MIT
"""Webhooks: the envelope that Voucherify sends, and the check that it was Voucherify."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ._codec import (
    ABSENT,
    NO_NULLS,
    NOTHING,
    draft_of,
    members,
    no_extra,
    read_extra,
    read_nested,
    read_object,
    read_string,
    read_text,
    read_timestamp,
    values_of,
    write_extra,
    write_nested,
    write_object,
    write_string,
    write_text,
    write_timestamp,
)
from .activity import ActivityType, CustomerActivityData, customer_in
from .customer import Customer

if TYPE_CHECKING:
    from typing_extensions import Self

__all__ = ["Webhook", "WebhookEvent", "verify_signature"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookEvent:
    """The event that a webhook reports. The archived SDK has no schema for it."""

    id: str | None = None
    """The id of the event, `evcus_...`."""
    type: ActivityType | None = None
    """The type of the event."""
    created_at: dt.datetime | None = None
    """When the event happened."""
    entity_id: str | None = None
    """The id of what the event is about."""
    group_id: str | None = None
    """The id that events of one request share, `v-...`."""
    event_source: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """What caused the event: the channel, the user or API key."""
    extra: Mapping[str, Any] = field(default_factory=no_extra, hash=False, repr=False)
    """The members that this class does not know, as they came."""
    nulls: frozenset[str] = field(default=NO_NULLS, compare=False, repr=False)
    """The names of the members that came as null and are written as null."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode the JSON object `data`. Raises `DecodeError` where it is not what is documented."""
        if cls is not WebhookEvent:
            return cls(**values_of(WebhookEvent.from_dict(data)))
        rest: dict[str, Any] = {**data} if type(data) is dict else members(data)
        new: Any = _WebhookEvent()
        new.nulls = NO_NULLS
        v = rest.pop("id", ABSENT)
        new.id = v if type(v) is str else read_string(v, "id", new)
        v = rest.pop("type", ABSENT)
        new.type = v if type(v) is str else read_string(v, "type", new)
        v = rest.pop("created_at", ABSENT)
        new.created_at = None if v is ABSENT else read_timestamp(v, "created_at", new)
        v = rest.pop("entity_id", ABSENT)
        new.entity_id = v if type(v) is str else read_string(v, "entity_id", new)
        v = rest.pop("group_id", ABSENT)
        new.group_id = v if type(v) is str else read_string(v, "group_id", new)
        v = rest.pop("event_source", ABSENT)
        new.event_source = None if v is ABSENT else read_object(v, "event_source", new)
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
        if (v := self.created_at) is not None or "created_at" in nulls:
            out["created_at"] = write_timestamp(v, "created_at")
        if (v := self.entity_id) is not None or "entity_id" in nulls:
            out["entity_id"] = v if type(v) is str else write_string(v, "entity_id")
        if (v := self.group_id) is not None or "group_id" in nulls:
            out["group_id"] = v if type(v) is str else write_string(v, "group_id")
        if (v := self.event_source) is not None or "event_source" in nulls:
            out["event_source"] = write_object(v, "event_source")
        if self.extra:
            write_extra(self.extra, WebhookEvent, out)
        return out


_WebhookEvent = draft_of(WebhookEvent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
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
    type: ActivityType | None = None
    """The type of the event, often one of `ACTIVITY_TYPES`."""
    data: CustomerActivityData | None = None
    """What the event is about."""
    source: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The webhook that this was sent for."""
    event: WebhookEvent | None = None
    """The event itself."""
    extra: Mapping[str, Any] = field(default_factory=no_extra, hash=False, repr=False)
    """The members that this class does not know, as they came."""
    nulls: frozenset[str] = field(default=NO_NULLS, compare=False, repr=False)
    """The names of the members that came as null and are written as null."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode the JSON object `data`. Raises `DecodeError` where it is not what is documented."""
        if cls is not Webhook:
            return cls(**values_of(Webhook.from_dict(data)))
        rest: dict[str, Any] = {**data} if type(data) is dict else members(data)
        new: Any = _Webhook()
        new.nulls = NO_NULLS
        v = rest.pop("id", ABSENT)
        new.id = v if type(v) is str else read_string(v, "id", new)
        v = rest.pop("project_id", ABSENT)
        new.project_id = v if type(v) is str else read_string(v, "project_id", new)
        v = rest.pop("created_at", ABSENT)
        new.created_at = None if v is ABSENT else read_timestamp(v, "created_at", new)
        v = rest.pop("type", ABSENT)
        new.type = v if type(v) is str else read_string(v, "type", new)
        v = rest.pop("data", ABSENT)
        new.data = None if v is ABSENT else read_nested(CustomerActivityData, v, "data", new)
        v = rest.pop("source", ABSENT)
        new.source = None if v is ABSENT else read_object(v, "source", new)
        v = rest.pop("event", ABSENT)
        new.event = None if v is ABSENT else read_nested(WebhookEvent, v, "event", new)
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
        if (v := self.project_id) is not None or "project_id" in nulls:
            out["project_id"] = v if type(v) is str else write_string(v, "project_id")
        if (v := self.created_at) is not None or "created_at" in nulls:
            out["created_at"] = write_timestamp(v, "created_at")
        if (v := self.type) is not None or "type" in nulls:
            out["type"] = v if type(v) is str else write_string(v, "type")
        if (v := self.data) is not None or "data" in nulls:
            out["data"] = write_nested(CustomerActivityData, v, "data")
        if (v := self.source) is not None or "source" in nulls:
            out["source"] = write_object(v, "source")
        if (v := self.event) is not None or "event" in nulls:
            out["event"] = write_nested(WebhookEvent, v, "event")
        if self.extra:
            write_extra(self.extra, Webhook, out)
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


_Webhook = draft_of(Webhook)


def verify_signature(body: str | bytes, signature: str, secret: str | bytes) -> bool:
    """Whether `signature`, the header `x-voucherify-signature`, fits `body` under the `secret`.

    Pass the body as it was received, never one that was parsed and written again: the signature
    is of the text. The vendor signs compact JSON, so it also fits where white space was put
    between the tokens on the way. A signature that is malformed does not fit. Takes the same time
    whatever the signature. Raises `ValueError` for an empty secret, under which anyone can sign.
    """
    text = _bytes(body)
    key = _bytes(secret)
    if not key:
        raise ValueError("the secret is empty")
    header: Any = signature  # of a request without the header it is None, whatever the type says
    given = header.encode("utf-8", "surrogatepass") if isinstance(header, str) else b""
    as_received = hmac.compare_digest(_signature(text, key), given)
    as_signed = hmac.compare_digest(_signature(_compact(text), key), given)
    return as_received or as_signed


def _signature(text: bytes, key: bytes) -> bytes:
    return hmac.new(key, text, hashlib.sha256).hexdigest().encode()


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
