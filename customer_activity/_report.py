# SPDX-License-Identifier: MIT
"""What was seen in the files: documents, failures, and drift.

Drift is what the vendor sends and the model does not know: members, and types of activities.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from ._reading import KINDS, Document
from .activity import CustomerActivity
from .activity_types import ACTIVITY_TYPES
from .errors import DecodeError, EncodeError, path_text
from .webhook import Webhook

TYPE_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,99}")
JSON_TYPES = dict(
    NoneType="null", bool="boolean", int="integer", float="number", str="string", list="array", dict="object"
)


class Report:
    """What was seen in all files."""

    def __init__(self, drift: bool) -> None:
        self.documents: dict[str, int] = dict.fromkeys(KINDS, 0)
        self.failures: Table = Table("path", "reason")
        self.drift: dict[str, Table] = {}
        if drift:
            self.drift = {"unknown_members": Table("path", "type"), "undocumented_types": Table("type")}

    def seen(self) -> int:
        return sum(self.documents.values()) + self.failures.counts.total()

    def add_failure(self, place: str, error: DecodeError | EncodeError, kind: str | None) -> None:
        # Where in a text the first fault is differs from text to text.
        actual = error.actual.partition(" from ")[0]
        path = folded(error.path, KINDS[kind] if kind else None)
        self.failures.add(place, path, f"expected {error.expected}, got {actual}")

    def add(self, place: str, document: Document, kind: str) -> None:
        self.documents[kind] += 1
        if self.drift:
            self.add_drift(place, document)

    def add_drift(self, place: str, document: Document) -> None:
        members, types = self.drift["unknown_members"], self.drift["undocumented_types"]
        for path, part in objects_in(document, "$"):
            for name, value in part.extra.items():
                members.add(place, path + path_text((name,))[1:], JSON_TYPES[type(value).__name__])
            name = part.type if isinstance(part, (CustomerActivity, Webhook)) else None
            if name is not None and name not in ACTIVITY_TYPES:
                # A type is a name. What is none may be anything, and is not shown.
                types.add(place, name if TYPE_NAME.fullmatch(name) else "(no name)")

    def as_dict(self) -> dict[str, Any]:
        tables = {"failures": self.failures, **self.drift}
        rows = {name: table.rows() for name, table in tables.items()}
        return {"documents": self.documents, "failed": self.failures.counts.total(), **rows}

    def as_text(self) -> str:
        lines = [f"{count:10,}  {kind}" for kind, count in self.documents.items() if count]
        for name, table in {"failures": self.failures, **self.drift}.items():
            lines.append(f"{table.counts.total():10,}  {name.replace('_', ' ')}")
            for thing, count in table.counts.most_common():
                lines.append(f"{count:14,}  {': '.join(thing)}, first {table.first[thing]}")
        return "\n".join(lines)


class Table:
    """How often, and where first, each of the first 1,000 different things was seen, and all others."""

    def __init__(self, *columns: str) -> None:
        self.columns = columns
        self.counts: Counter[tuple[str, ...]] = Counter()
        self.first: dict[tuple[str, ...], str] = {}

    def add(self, place: str, *thing: str) -> None:
        if thing not in self.first and len(self.first) >= 1000:
            thing = ("(others)", "more different ones than are kept apart")[: len(self.columns)]
        self.first.setdefault(thing, place)
        self.counts[thing] += 1

    def rows(self) -> list[dict[str, Any]]:
        """The most frequent first."""
        return [
            {**dict(zip(self.columns, thing)), "count": count, "first": self.first[thing]}
            for thing, count in self.counts.most_common()
        ]


@cache
def objects_of(cls: Any) -> dict[str, tuple[Any, bool]]:
    """The members of a class that hold objects: the class of these, and whether they are in a map."""
    held: dict[str, tuple[Any, bool]] = {}
    for name, hint in get_type_hints(cls).items():
        parts = get_args(hint)  # of `tuple[Customer, ...] | None`
        within = [part for container in parts for part in get_args(container)]
        for part in filter(is_dataclass, [*parts, *within]):
            held[name] = (part, Mapping in [get_origin(container) for container in parts])
    return held


def folded(path: tuple[str | int, ...], cls: Any) -> str:
    """The path, with `[*]` for each index of a list and `.*` for each key that the model does not name.

    Such keys, of maps and of opaque JSON, may be personal data.
    """
    text, in_map = "$", False
    for step in path:
        if isinstance(step, int):
            text += "[*]"
        elif cls and not in_map and step in cls.__slots__:
            text += f".{step}"
            cls, in_map = objects_of(cls).get(step, (None, False))
        else:
            text += ".*"
            cls, in_map = (cls if in_map else None), False
    return text


def objects_in(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """The folded path of each object of the model in a value, at any depth, and the object."""
    if value.__class__ is tuple:
        for item in value:
            yield from objects_in(item, f"{path}[*]")
    elif value.__class__ is dict:
        for item in value.values():
            yield from objects_in(item, f"{path}.*")
    elif value is not None:
        yield path, value
        for name in objects_of(value.__class__):
            yield from objects_in(getattr(value, name), f"{path}.{name}")
