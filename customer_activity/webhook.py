# SPDX-License-Identifier: MIT
"""Webhooks: the envelope that Voucherify sends, and the check of its signature."""

from __future__ import annotations

import datetime as dt
import hmac
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from . import _readers as read
from . import _writers as write
from .activity import CustomerActivityData, find_customer
from .activity_types import ActivityType
from .base import JsonObject
from .customer import Customer

__all__ = ["Webhook", "WebhookEvent", "verify_signature"]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class WebhookEvent(JsonObject):
    """The event that a webhook reports.

    The archived SDK has no schema for it.
    """

    id: str | None = None
    """The event's id. Its prefix indicates the family, such as `evcus_...`, `evred_...` or `evvou_...`."""
    type: ActivityType | None = None
    """The event type, whichever sender it's from. `ACTIVITY_TYPES` has the types of customer events."""
    created_at: dt.datetime | None = None
    """When the event happened."""
    entity_id: str | None = None
    """The id of the object that the event is about."""
    group_id: str | None = None
    """The id that all events of a request share, `v-...`."""
    event_source: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The cause of the event, such as the channel, the user or the API key."""

    @staticmethod
    def _read(draft: Any, rest: dict[str, Any], nulls: list[str]) -> None:
        draft.id = read.string(rest, "id", nulls)
        draft.type = read.string(rest, "type", nulls)
        draft.created_at = read.timestamp(rest, "created_at", nulls)
        draft.entity_id = read.string(rest, "entity_id", nulls)
        draft.group_id = read.string(rest, "group_id", nulls)
        draft.event_source = read.opaque(rest, "event_source", nulls)

    def _write(self, out: dict[str, Any], nulls: frozenset[str]) -> None:
        write.string(out, "id", self.id, nulls)
        write.string(out, "type", self.type, nulls)
        write.timestamp(out, "created_at", self.created_at, nulls)
        write.string(out, "entity_id", self.entity_id, nulls)
        write.string(out, "group_id", self.group_id, nulls)
        write.opaque(out, "event_source", self.event_source, nulls)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Webhook(JsonObject):
    """The envelope in which Voucherify sends an event. Check its signature with `verify_signature` first.

    Two senders use it. The project's webhook sends events of all families; events outside the customer
    family, such as `voucher.published`, can also have a customer in their data. A distribution sends what the
    merchant has set up: its `type` is a name chosen by the merchant, and its `data` can be designed by the
    merchant.

    The archived SDK has no schema for it.
    """

    _document = "a webhook"

    id: str | None = None
    """The webhook's id, `whs_...`. Whether it stays the same in a retry isn't documented."""
    project_id: str | None = None
    """The id of the project, `proj_...`."""
    created_at: dt.datetime | None = None
    """When the webhook was created."""
    type: ActivityType | None = None
    """For the project's webhook, the event type. For a distribution, the name that the merchant gave the
    event, which can be any text. `event_type` is the event type in both cases."""
    data: CustomerActivityData | None = None
    """The data of the event. A distribution can send `data` that the merchant designed, with any names and
    values: parse that with `json`. A known name with a value of another type is an error."""
    source: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)
    """The sender: the project's webhook, or a distribution, whose `object` is `distribution`."""
    event: WebhookEvent | None = None
    """The event itself."""

    @staticmethod
    def _read(draft: Any, rest: dict[str, Any], nulls: list[str]) -> None:
        draft.id = read.string(rest, "id", nulls)
        draft.project_id = read.string(rest, "project_id", nulls)
        draft.created_at = read.timestamp(rest, "created_at", nulls)
        draft.type = read.string(rest, "type", nulls)
        draft.data = read.nested(rest, "data", CustomerActivityData, nulls)
        draft.source = read.opaque(rest, "source", nulls)
        draft.event = read.nested(rest, "event", WebhookEvent, nulls)

    def _write(self, out: dict[str, Any], nulls: frozenset[str]) -> None:
        write.string(out, "id", self.id, nulls)
        write.string(out, "project_id", self.project_id, nulls)
        write.timestamp(out, "created_at", self.created_at, nulls)
        write.string(out, "type", self.type, nulls)
        write.nested(out, "data", self.data, CustomerActivityData, nulls)
        write.opaque(out, "source", self.source, nulls)
        write.nested(out, "event", self.event, WebhookEvent, nulls)

    @property
    def event_type(self) -> ActivityType | None:
        """The event type: `event.type` if there is one, otherwise `type`."""
        return self.type if self.event is None or self.event.type is None else self.event.type

    @property
    def customer(self) -> Customer | None:
        """The customer in `data`, even if it's in a nested `data`, or None."""
        return find_customer(self.data)


def verify_signature(
    body: str | bytes | bytearray | memoryview, signature: str | bytes | None, secret: str | bytes
) -> bool:
    """Check whether `signature`, from the header `x-voucherify-signature`, matches `body` and `secret`.

    The signature is the HMAC-SHA256 of the body, in lower-case hexadecimal digits. The secret is the
    one in the project's settings in Voucherify; strip the newline if you read it from a file, or no
    signature will match. Pass the body as you received it, not parsed and written again.

    Voucherify signs compact JSON. A body that starts with `{` or `[` therefore also matches if
    whitespace was added between tokens. Any other body, such as a plain string, must be exactly as
    received. A missing signature (None) and one with upper-case digits never match. Raises `ValueError`
    if the secret is empty, because anyone could sign with it.
    """
    text = _bytes(body)
    key = _bytes(secret)
    if not key:
        raise ValueError("the secret is empty")
    given = _bytes(signature) if isinstance(signature, (str, bytes)) else b""
    return _matches([text], given, key) or (
        text[:1] in (b"{", b"[") and _matches(_without_whitespace(text), given, key)
    )


def _matches(blocks: Iterable[bytes], signature: bytes, key: bytes) -> bool:
    code = hmac.new(key, digestmod="sha256")
    for block in blocks:
        code.update(block)
    # With ==, the time would tell an attacker how many digits of a guess are right.
    return hmac.compare_digest(code.hexdigest().encode(), signature)


def _without_whitespace(text: bytes, size: int = 8192) -> Iterator[bytes]:
    """The text without the whitespace outside its strings, in blocks.

    Anyone can send a body, so every step takes linear time, and memory for only one block. (Splitting a
    whole body of nothing but quotes would take 90 times its size.)
    """
    if b"\xfe" in text or b"\xff" in text:
        # Not UTF-8. These two bytes never occur in UTF-8, which is why they can stand for escapes below.
        yield text
        return
    in_string, backslash = False, b""
    for start in range(0, len(text), size):
        block = (backslash + text[start : start + size]).replace(rb"\\", b"\xfe")
        # The last backslash escapes what the next block starts with.
        backslash = b"\\" if block.endswith(b"\\") else b""
        block = block.removesuffix(backslash)
        parts = block.replace(rb"\"", b"\xff").split(b'"')
        parts[in_string::2] = [outside.translate(None, b" \t\n\r") for outside in parts[in_string::2]]
        in_string ^= len(parts) % 2 == 0  # an odd number of quotes
        yield b'"'.join(parts).replace(b"\xff", rb"\"").replace(b"\xfe", rb"\\")
    yield backslash


def _bytes(text: str | bytes | bytearray | memoryview) -> bytes:
    if isinstance(text, str):
        return text.encode("utf-8", "surrogatepass")
    return text if isinstance(text, bytes) else memoryview(text).tobytes()
