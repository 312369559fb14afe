# SPDX-License-Identifier: MIT
"""How a file is read, and how it is told which kind of document it holds."""

from __future__ import annotations

import json
from typing import Any
from collections.abc import Iterator

from .activity import CustomerActivity
from .customer import Customer
from .errors import DecodeError, path_text
from .page import CustomerActivityPage, CustomerPage
from .webhook import Webhook

Document = Customer | CustomerPage | CustomerActivity | CustomerActivityPage | Webhook

KINDS: dict[str, type[Document]] = {
    "customer": Customer,
    "customer-page": CustomerPage,
    "activity": CustomerActivity,
    "activity-page": CustomerActivityPage,
    "webhook": Webhook,
}


class Unreadable(Exception):
    """A file that cannot be read. While files are read, any other `OSError` is one of writing."""


def texts_in(name: str, by_line: bool) -> Iterator[tuple[str, bytes]]:
    """The place of each JSON text in a file, and the text. Raises `Unreadable`.

    A line is a text where the caller or the name of the file says so, or where the first line that
    is not blank is a whole JSON value. Any other file is one text.
    """
    shown = shown_name(name)
    by_line = by_line or name.endswith((".jsonl", ".ndjson"))
    try:
        with open(0 if name == "-" else name, "rb", closefd=name != "-") as file:
            for number, line in enumerate(file, 1):
                if line.isspace():
                    continue
                if not by_line and not is_json(line):
                    # The blank lines are for the line of a fault in the text.
                    yield shown, b"\n" * (number - 1) + line + file.read()
                    return
                by_line = True
                yield f"{shown}:{number}", line.rstrip(b"\r\n")
    except OSError as error:
        raise Unreadable(f"{shown}: {error.strerror}") from None


def shown_name(name: str) -> str:
    """The name of a file, on one line: line ends, escapes and bytes that are no text are escaped."""
    if name == "-":
        return "<stdin>"
    return "".join(character if character.isprintable() else ascii(character)[1:-1] for character in name)


def is_json(text: bytes) -> bool:
    try:
        json.loads(text)
    except (json.JSONDecodeError, UnicodeDecodeError):
        return False
    except (ValueError, RecursionError):
        pass  # with an integer too long, or nested too deep, it is JSON all the same
    return True


SOUGHT = "a customer, customer-page, activity, activity-page or webhook (see --kind)"
KIND_OF_ID = {"cust_": "customer", "evcus_": "activity", "whs_": "webhook"}
LISTS = {"customer-page": ("customers", (None, "customer")), "activity-page": ("data", (None,))}
"""Of each kind of page, the member that holds the entries, and what these may have as `object`."""
ONLY_CUSTOMERS = frozenset(
    "source_id summary loyalty referrals system_metadata assets"
    " email phone birthday birthdate address".split()
)
"""Members by which a customer is known that has neither an id nor its type in `object`."""


def kind_of(document: Any) -> str:
    """The kind of a document by its id, its `object` or its members, whichever tells it first.

    Raises `DecodeError` where none does. What is taken for something else would be lost in silence.
    """
    if document.__class__ is not dict:
        raise DecodeError((), SOUGHT, "no object")
    identity = document.get("id")
    prefix = identity[: identity.find("_") + 1] if isinstance(identity, str) else ""
    if prefix in KIND_OF_ID:
        return KIND_OF_ID[prefix]
    name = document.get("object")
    if name == "customer":
        return "customer"
    if name == "list":
        return kind_of_list(document)
    # What has the id or the `object` of something else is that, whatever its members look like.
    kind = None if name or prefix else kind_by_members(document)
    if kind is None:
        by_id = f"its id ({', '.join(KIND_OF_ID)})"
        raise DecodeError((), SOUGHT, f"an object that is none by {by_id}, its object or its members")
    return kind


def kind_of_list(document: dict[str, Any]) -> str:
    """The kind of a list, which names the member that holds its entries, or just has it."""
    reference = document.get("data_ref")
    for kind, (name, objects) in LISTS.items():
        if name == reference or (reference is None and name in document):
            if object_of_entries(document, name) in objects:
                return kind
    arrays = (path_text((name,)) for name, value in document.items() if isinstance(value, list))
    raise DecodeError((), SOUGHT, f"a list of something else, in {next(arrays, 'no member')}")


def object_of_entries(document: dict[str, Any], name: str) -> Any:
    """What the first entry of a list says that it is, None where it says nothing or there is none."""
    entries = document.get(name)
    first = entries[0] if isinstance(entries, list) and entries else None
    return first.get("object") if isinstance(first, dict) else None


def kind_by_members(document: dict[str, Any]) -> str | None:
    """The kind of a document by members that only this kind has, None where it has none."""
    data = document.get("data")
    if "project_id" in document or ("event" in document and "data" in document):
        return "webhook"
    if "type" in document and "data" in document:
        return "activity"
    if "customers" in document:
        return "customer-page"
    # An empty array may as well be what PHP makes of an empty object.
    if isinstance(data, list) and data and isinstance(data[0], dict) and "object" not in data[0]:
        return "activity-page"
    if "customer" not in document and not ONLY_CUSTOMERS.isdisjoint(document):
        return "customer"
    return None
