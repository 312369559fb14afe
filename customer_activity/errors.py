# SPDX-License-Identifier: MIT
"""What goes wrong, and where: the two errors that this package raises."""

from __future__ import annotations

__all__ = ["DecodeError", "EncodeError"]


def __dir__() -> list[str]:
    return [*__all__]


class _CodecError(ValueError):
    """What both errors have in common: a place, what it should hold, and what it holds."""

    def __init__(self, path: tuple[str | int, ...], expected: str, actual: str) -> None:
        super().__init__(path, expected, actual)
        self.path = path
        self.expected = expected
        self.actual = actual

    def __str__(self) -> str:
        from ._path import path_text  # here, because importing the package is to stay free of json

        return f"{path_text(self.path)}: expected {self.expected}, got {self.actual}"


class DecodeError(_CodecError):
    """A payload that is not what Voucherify documents.

    `path` leads from the root to the place, through member names, map keys and list indices;
    `expected` says what should be there, `actual` what kind of thing is. As text:
    `$.summary.orders.total_count: expected an integer, got a string`. That is one line: a long key
    or a long path is shortened in it. No value of the payload is in any of them, so all can be
    logged; keys, such as those of `metadata`, are.
    """


class EncodeError(_CodecError):
    """An instance, made or changed by hand, that cannot be written as JSON.

    Same attributes and same text as `DecodeError`. What is wrong with the field `extra` itself has
    `extra` in its path, which the JSON does not.
    """
