# SPDX-License-Identifier: MIT
"""The kinds of documents, and how a document tells which kind it is."""

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
    """The kind that a document says it is. Raises `DecodeError` if it says none.

    Its `object` decides. Without one, a `type` with `data` is an activity, and a webhook if a member of
    that envelope stands beside them. Ids and other members prove nothing: the vendor may change them,
    and other documents have them too.
    """
    name = document.get("object") if isinstance(document, OBJECT) else ""
    if isinstance(name, str) and is_customer_object(name):
        return "customer"
    if name == "list" and (kind := kind_of_page(document)):
        return kind
    if name is None and "type" in document and isinstance(document.get("data"), OBJECT):
        return "activity" if document.keys().isdisjoint(("project_id", "event", "source")) else "webhook"
    expected = "a customer, an activity, a webhook or a page of customers or activities"
    raise DecodeError((), expected, "something that does not say it is one (see --kind)")


def kind_of_page(page: dict[str, Any]) -> str | None:
    """The kind of a list by the member that holds the entries, if the first of them belongs there."""
    member = page.get("data_ref") or next((name for name in ("customers", "data") if name in page), None)
    match member, page.get(member) if isinstance(member, str) else None:
        case "customers", None | []:
            return "customer-page"
        case "customers", [{"object": str(name)}, *_] if is_customer_object(name):
            return "customer-page"
        case "data", None | [] | [{"type": _, "data": _}, *_]:
            return "activity-page"
        case _:
            return None
