# SPDX-License-Identifier: MIT
"""The kinds of documents, and how the kind of a document is detected."""

from __future__ import annotations

from typing import Any

from .. import Customer, CustomerActivity, CustomerActivityPage, CustomerPage, DecodeError, Webhook
from .._values import OBJECT
from ..base import JsonObject
from ..customer import is_customer_object

KINDS: dict[str, type[JsonObject]] = {
    "customer": Customer,
    "customer-page": CustomerPage,
    "activity": CustomerActivity,
    "activity-page": CustomerActivityPage,
    "webhook": Webhook,
}


def detect_kind(document: Any) -> str:
    """Detect the kind of a document. Raises `DecodeError` if the document doesn't say what it is.

    Its `object` decides. Without one, a document with `type` and `data` is an activity, or a webhook if it
    also has a member of the webhook envelope. Ids and other members prove nothing: Voucherify can change
    them, and other documents have them too.
    """
    name = document.get("object") if isinstance(document, OBJECT) else ""
    actual = "a document that doesn't say what it is (see --kind)"
    if isinstance(name, str) and is_customer_object(name):
        return "customer"
    if name == "list" and "cursor" in document and document.keys().isdisjoint(("data_ref", "has_more")):
        actual = "a Loyalty v2 list"
    elif name == "list" and (kind := kind_of_page(document)):
        return kind
    elif name is None and isinstance(event := document.get("type"), str) and event.startswith("vl."):
        actual = "a Loyalty v2 activity"
    elif name is None and "type" in document and isinstance(document.get("data"), OBJECT):
        return "activity" if document.keys().isdisjoint(("project_id", "event", "source")) else "webhook"
    raise DecodeError((), "a customer, an activity, a webhook or a page of customers or activities", actual)


def kind_of_page(page: dict[str, Any]) -> str | None:
    """The kind of a list, by the name of the member with its entries; None if the first entry doesn't fit."""
    member = page.get("data_ref") or next((name for name in ("customers", "data") if name in page), None)
    match member, page.get(member) if isinstance(member, str) else None:
        case "customers", None | [] | [{"object": str()}, *_]:
            return "customer-page"
        case "data", None | [] | [{"type": _, "data": _}, *_]:
            return "activity-page"
        case _:
            return None
