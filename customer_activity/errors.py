# SPDX-License-Identifier: MIT
"""What goes wrong, and where: the two errors this package raises."""

from __future__ import annotations


class CodecError(ValueError):
    """What `DecodeError` and `EncodeError` have in common: a place, what it should hold, what it holds."""

    def __init__(self, path: tuple[str | int, ...], expected: str, actual: str) -> None:
        super().__init__(path, expected, actual)
        self.path = path
        self.expected = expected
        self.actual = actual

    def __str__(self) -> str:
        return f"{path_text(self.path)}: expected {self.expected}, got {self.actual}"


class DecodeError(CodecError):
    """A payload that is not what Voucherify documents.

    `path` leads from the root to the place, through member names, map keys and list indices;
    `expected` says what should be there, `actual` what kind of thing is. As text:
    `$.summary.orders.total_count: expected an integer, got a string`. No value of the payload is
    in any of them, so all three can be logged.
    """


class EncodeError(CodecError):
    """An instance, made or changed by hand, that cannot be written as JSON.

    Same attributes and same text as `DecodeError`. What is wrong with the field `extra` itself has
    `extra` in its path, which the JSON does not.
    """


def path_text(path: tuple[str | int, ...]) -> str:
    """A path as the messages show it: `$.loyalty.campaigns["Spring 2026"].points`."""
    return "$" + "".join(map(_step, path))


def _step(step: str | int) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    if step.isidentifier():
        return f".{step}"
    import json  # here, because importing the package is to stay free of it

    # A key that is not printable is escaped whole, so that a message is always one line.
    return f"[{json.dumps(step, ensure_ascii=not step.isprintable())}]"
