# SPDX-License-Identifier: MIT
"""The two errors that this package raises, and how they show the place."""

from __future__ import annotations

import json
from typing import TypeVar

__all__ = ["DecodeError", "EncodeError"]

_KEY = 40  # characters shown of a key
_STEPS = 20  # steps shown of a path, half of them from each end

_quoted = json.JSONEncoder(ensure_ascii=False).encode
_quoted_ascii = json.JSONEncoder().encode


class _CodecError(ValueError):
    """A place, what was expected there, and what was found."""

    def __init__(self, path: tuple[str | int, ...], expected: str, actual: str) -> None:
        super().__init__(path, expected, actual)
        self.path = path
        self.expected = expected
        self.actual = actual

    def __str__(self) -> str:
        # An error that is raised because the stack is full has no path, and may have no room for a call.
        place = format_path(self.path) if self.path else "$"
        return f"{place}: expected {self.expected}, got {self.actual}"


class DecodeError(_CodecError):
    """A payload that is not what Voucherify documents.

    `path` leads from the root to the place, by member names, map keys and list indices. `expected`
    says what should be there, `actual` what kind of value is. As text:
    `$.summary.orders.total_count: expected an integer, got a string`. The text is one line of
    limited length; `path` holds everything. No value of the payload appears in any of them, so an
    error can be logged. Keys, such as those of `metadata`, do appear.
    """


class EncodeError(_CodecError):
    """An instance, made or changed by hand, that cannot be written as JSON.

    It has the attributes and the text of `DecodeError`. A problem in an instance's `extra` has
    `extra` in its path, although the JSON has no such member.
    """


E = TypeVar("E", bound=_CodecError)


def prepend_path(error: E, *steps: str | int) -> E:
    """The same error, seen from the object that holds the faulty one at `steps`."""
    return type(error)((*steps, *error.path), error.expected, error.actual)


def format_path(path: tuple[str | int, ...]) -> str:
    """A path as messages show it, on one line: `$.loyalty.campaigns["Spring 2026"].points`."""
    text = "$"
    hidden = len(path) - _STEPS  # steps in the middle
    for index, step in enumerate(path):
        if 0 <= index - _STEPS // 2 < hidden:
            text += f"...({hidden} more)..." if index == _STEPS // 2 else ""
        elif isinstance(step, int):
            text += f"[{step}]"
        else:
            shown = step if len(step) <= _KEY else step[:_KEY] + "..."
            if shown.isidentifier():
                text += f".{shown}"
            else:  # a line end or an escape sequence must not reach the log
                text += f"[{_quoted(shown) if shown.isprintable() else _quoted_ascii(shown)}]"
    return text
