# SPDX-License-Identifier: MIT
"""The two errors that this package raises, and how they show a location."""

from __future__ import annotations

from typing import TypeVar

__all__ = ["DecodeError", "EncodeError"]

_MAX_LENGTH = 400


class _CodecError(ValueError):
    """A location, what was expected there, and what was found."""

    def __init__(self, path: tuple[str | int, ...], expected: str, actual: str) -> None:
        super().__init__(path, expected, actual)
        self.path = path
        self.expected = expected
        self.actual = actual

    def __str__(self) -> str:
        text = f"{format_path(self.path)}: expected {self.expected}, got {self.actual}"
        half = _MAX_LENGTH // 2
        return text if len(text) <= _MAX_LENGTH else f"{text[:half]}...{text[-half:]}"


class DecodeError(_CodecError):
    """Raised if a payload isn't what Voucherify documents.

    `path` is the location: the member names, map keys and list indices that lead there from the root.
    `expected` says what should be there, and `actual` what kind of value was found. As text:
    `$.summary.orders.total_count: expected an integer, got a string`. The text is one line of limited
    length; `path` is complete. None of them contains a value from the payload, so you can log an error,
    but they do contain keys, such as those of `metadata`.
    """


class EncodeError(_CodecError):
    """Raised if an instance that your code made or changed can't be encoded as JSON.

    It has the attributes and the text of `DecodeError`. For a problem in an instance's `extra`, the path has
    a step `extra`, although the JSON has no such member.
    """


E = TypeVar("E", bound=_CodecError)


def prepend_path(error: E, *steps: str | int) -> E:
    """The same error, with `steps` in front of its path."""
    return type(error)((*steps, *error.path), error.expected, error.actual)


def format_path(path: tuple[str | int, ...]) -> str:
    """A path as messages show it: `$.loyalty.campaigns['Spring 2026'].points`.

    `repr` escapes newlines, escape sequences and whatever else could confuse a log or its reader.
    """
    steps = (
        f".{step}" if str(step).isidentifier() and str(step).isascii() else f"[{step!r}]" for step in path
    )
    return "$" + "".join(steps)
