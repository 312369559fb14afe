# SPDX-License-Identifier: MIT
"""What was seen in the files: documents, failures, and drift.

Drift is what the vendor sends and the model does not know: members, and types of the customer's events.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from .. import ACTIVITY_TYPES, CustomerActivity, DecodeError, EncodeError, Webhook
from ..base import JsonObject
from ..errors import format_path
from .kinds import KINDS

# Other families of events are not the model's, and what a merchant types into a form can be anything.
CUSTOMER_TYPE = re.compile(r"customer\.[A-Za-z0-9_.-]{1,100}")
JSON_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}
MEMBERS = frozenset(name for cls in JsonObject.__subclasses__() for name in cls.__slots__)


class Report:
    """What was seen in all files."""

    def __init__(self, drift: bool) -> None:
        self.interrupted = False
        self.documents = dict.fromkeys(KINDS, 0)
        self.failures = Table()
        self.tables = {"failures": self.failures}
        if drift:
            self.tables |= {"unknown_members": Table(), "undocumented_types": Table()}

    def seen(self) -> int:
        return sum(self.documents.values()) + self.failures.total

    def add_failure(self, place: str, error: DecodeError | EncodeError) -> None:
        # Where in a text the first fault is differs from text to text.
        actual = error.actual.partition(" from ")[0]
        self.failures.add(
            place, path=generalised_path(error.path), reason=f"expected {error.expected}, got {actual}"
        )

    def add(self, place: str, document: JsonObject, kind: str) -> None:
        self.documents[kind] += 1
        if len(self.tables) > 1:
            for path, part in iter_objects(document, "$"):
                self.add_drift(place, path, part)

    def add_drift(self, place: str, path: str, part: JsonObject) -> None:
        for name, value in part.extra.items():
            json_type = JSON_TYPES.get(value.__class__, "array" if value.__class__ is list else "object")
            self.tables["unknown_members"].add(place, path=path + format_path((name,))[1:], type=json_type)
        if isinstance(part, (CustomerActivity, Webhook)):
            name = (part.event_type if isinstance(part, Webhook) else part.type) or ""
            if CUSTOMER_TYPE.fullmatch(name) and name not in ACTIVITY_TYPES:
                self.tables["undocumented_types"].add(place, type=name)

    def as_dict(self) -> dict[str, Any]:
        counts = {"documents": self.documents, "failed": self.failures.total, "interrupted": self.interrupted}
        return {**counts, **{name: table.most_frequent_first() for name, table in self.tables.items()}}

    def as_text(self) -> str:
        lines = ["interrupted before the end of the input"] if self.interrupted else []
        lines += [f"{count:10,}  {kind}" for kind, count in self.documents.items() if count]
        for name, table in self.tables.items():
            lines.append(f"{table.total:10,}  {name.replace('_', ' ')}")
            for row in table.most_frequent_first():
                *thing, count, first = row.values()
                lines.append(f"{count:14,}  {': '.join(thing)}, first {first}")
        return "\n".join(lines)


class Table:
    """How often, and where first, each of the first 1,000 different things was seen, and all others."""

    def __init__(self) -> None:
        self.total = 0
        self.rows: dict[tuple[str, ...], dict[str, Any]] = {}

    def add(self, place: str, **thing: str) -> None:
        if tuple(thing.values()) not in self.rows and len(self.rows) >= 1000:
            thing = dict.fromkeys(thing, "(others)")
        row = self.rows.setdefault(tuple(thing.values()), {**thing, "count": 0, "first": place})
        row["count"] += 1
        self.total += 1

    def most_frequent_first(self) -> list[dict[str, Any]]:
        return sorted(self.rows.values(), key=lambda row: int(row["count"]), reverse=True)


def generalised_path(path: tuple[str | int, ...]) -> str:
    """The path, with `[*]` for each index and `.*` for each key that the model has no member for.

    Such keys, of maps and of opaque JSON, may be personal data.
    """
    steps = ("[*]" if isinstance(step, int) else f".{step}" if step in MEMBERS else ".*" for step in path)
    return "$" + "".join(steps)


def iter_objects(value: Any, path: str) -> Iterator[tuple[str, JsonObject]]:
    """The folded path of each object of the model in a value, at any depth, and the object."""
    if isinstance(value, JsonObject):
        yield path, value
        for member in fields(value):
            yield from iter_objects(getattr(value, member.name), f"{path}.{member.name}")
    elif value.__class__ is tuple:
        for item in value:
            yield from iter_objects(item, f"{path}[*]")
    elif value.__class__ is dict:
        for item in value.values():
            yield from iter_objects(item, f"{path}.*")
