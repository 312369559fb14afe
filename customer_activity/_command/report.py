# SPDX-License-Identifier: MIT
"""What was seen in the files: documents, failures, and drift.

Drift is anything Voucherify sends that the model doesn't know: members, and types of the customer's events.
"""

from __future__ import annotations

import re
from dataclasses import fields
from typing import Any

from .. import ACTIVITY_TYPES, CustomerActivity, DecodeError, EncodeError, Webhook
from .._values import ARRAY, DICT
from ..base import JsonObject
from ..errors import format_path
from .kinds import KINDS

# The model covers only this event family, and merchants can enter any text as a type.
CUSTOMER_TYPE = re.compile(r"customer\.[A-Za-z0-9_.-]{1,100}")
POSITION = re.compile(r"( at (?:line \d+, )?column \d+)?$")
TYPES = (str, int, float, bool, type(None), list, dict)
JSON_TYPES = dict(zip(TYPES, "string integer number boolean null array object".split(), strict=True))
MEMBERS = frozenset(name for cls in JsonObject.__subclasses__() for name in cls.__slots__)


class Report:
    """What was seen in all files. Each row of a table says how often an item was seen, and where first."""

    def __init__(self, drift: bool) -> None:
        self.interrupted = False
        self.documents = dict.fromkeys(KINDS, 0)
        names = ["failures", "unknown_members", "undocumented_types"] if drift else ["failures"]
        self.tables: dict[str, dict[tuple[str, ...], dict[str, Any]]] = {name: {} for name in names}

    def count(self, table: str, location: str, **item: str) -> None:
        rows = self.tables[table]
        row = rows.setdefault(tuple(item.values()), {**item, "count": 0, "first": location})
        row["count"] += 1

    def total(self, table: str) -> int:
        return sum(row["count"] for row in self.tables[table].values())

    def seen(self) -> int:
        return sum(self.documents.values()) + self.total("failures")

    def add_failure(self, location: str, error: DecodeError | EncodeError) -> None:
        # A syntax error's position differs from text to text, so only the first one is shown.
        actual, position, _ = POSITION.split(error.actual, 1)
        reason = f"expected {error.expected}, got {actual}"
        self.count("failures", location + (position or ""), path=generalised_path(error.path), reason=reason)

    def add_drift(self, location: str, value: Any, path: str) -> None:
        """Count the drift at and below a generalised path."""
        if isinstance(value, JsonObject):
            for name, item in value.extra.items():
                shown = path + format_path((name,))[1:]
                self.count("unknown_members", location, path=shown, type=JSON_TYPES[type(item)])
            if isinstance(value, (CustomerActivity, Webhook)):
                name = (value.event_type if isinstance(value, Webhook) else value.type) or ""
                if CUSTOMER_TYPE.fullmatch(name) and name not in ACTIVITY_TYPES:
                    self.count("undocumented_types", location, type=name)
            for member in fields(value):
                self.add_drift(location, getattr(value, member.name), f"{path}.{member.name}")
        elif isinstance(value, ARRAY):
            for item in value:
                self.add_drift(location, item, f"{path}[*]")
        elif isinstance(value, DICT):
            for item in value.values():
                self.add_drift(location, item, f"{path}.*")

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table, the most frequent first."""
        return sorted(self.tables[table].values(), key=lambda row: int(row["count"]), reverse=True)

    def as_dict(self) -> dict[str, Any]:
        counts = {"documents": self.documents, "failed": self.total("failures")}
        return {**counts, "interrupted": self.interrupted, **{name: self.rows(name) for name in self.tables}}

    def as_text(self) -> str:
        lines = ["interrupted before the end of the input"] if self.interrupted else []
        lines += [f"{count:10,}  {kind}" for kind, count in self.documents.items() if count]
        for table in self.tables:
            lines.append(f"{self.total(table):10,}  {table.replace('_', ' ')}")
            for row in self.rows(table):
                *item, count, first = row.values()
                lines.append(f"{count:14,}  {': '.join(item)}, first {first}")
        return "\n".join(lines)


def generalised_path(path: tuple[str | int, ...]) -> str:
    """The path, with `[*]` for each index and `.*` for each key that isn't a member of the model.

    Such keys, of maps and of opaque JSON, can be personal data.
    """
    steps = ("[*]" if isinstance(step, int) else f".{step}" if step in MEMBERS else ".*" for step in path)
    return "$" + "".join(steps)
