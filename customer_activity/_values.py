# SPDX-License-Identifier: MIT
"""JSON values, for both readers and writers: the types that count, copies, and descriptions."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from .errors import E, EncodeError

# For `isinstance` and `type(...) is`. They're declared as Any, because a checker would otherwise narrow a
# value to a dict or a list of unknown items.
OBJECT: Any = (dict, Mapping)  # dict first, because checking for Mapping takes ten times as long
ARRAY: Any = (list, tuple)
DICT: Any = dict

MAX_DEPTH = 200
"""How deeply opaque JSON can be nested. Every supported Python can copy, compare and encode this."""

_ATOMS = frozenset({str, int, bool, type(None)})
_MAX_DIGITS = 4300  # of the longest integer that Python converts to text


def json_copy(value: Any, error: type[E], path: tuple[str | int, ...], levels: int = MAX_DEPTH) -> Any:
    """A deep copy of a JSON value, with only plain dicts, lists, strings, numbers, booleans and None.

    Raises `error`, with the location below `path`, for anything that isn't JSON.
    """
    if isinstance(value, OBJECT):
        if levels < 0:
            raise error(path, f"JSON nested at most {MAX_DEPTH} deep", "deeper nesting")
        members: dict[str, Any] = {}
        for key, item in value.items():
            if type(key) is not str:
                key = to_key(key, error, path)
            if type(item) not in _ATOMS:
                item = json_copy(item, error, (*path, key), levels - 1)
            members[key] = item
        return members
    if isinstance(value, ARRAY):
        if levels < 0:
            raise error(path, f"JSON nested at most {MAX_DEPTH} deep", "deeper nesting")
        items: list[Any] = []
        for index, item in enumerate(value):
            if type(item) not in _ATOMS:
                item = json_copy(item, error, (*path, index), levels - 1)
            items.append(item)
        return items
    return _atom_copy(value, error, path)


def to_key(key: Any, error: type[E], path: tuple[str | int, ...]) -> str:
    if not isinstance(key, str):
        raise error(path, "string keys", f"{describe(key)} as a key")
    return str.__str__(key)


def _atom_copy(value: Any, error: type[E], path: tuple[str | int, ...]) -> Any:
    # Subclasses, such as enums, might print differently: JSON gets the plain value.
    if isinstance(value, float) and math.isfinite(value):
        return float.__float__(value)
    if isinstance(value, str):
        return str.__str__(value)
    if type(value) in _ATOMS:
        return value
    if isinstance(value, int):
        return int.__int__(value)
    number = decimal_to_number(value)
    if number is None:
        raise error(path, "a JSON value", describe(value))
    return number


def to_string(value: Any, name: str, error: type[E]) -> str:
    if not isinstance(value, str):
        raise error((name,), "a string", describe(value))
    return str.__str__(value)


def to_integer(value: Any, name: str, error: type[E]) -> int:
    """Floats and Decimals without a fraction count as integers; bools don't. Nothing is rounded."""
    if isinstance(value, int) and not isinstance(value, bool):
        return int.__int__(value)
    if isinstance(value, float) and float.is_integer(value):
        return int(value)
    number = decimal_to_number(value)
    if not isinstance(number, int):
        raise error((name,), "an integer", describe(value))
    return number


def decimal_to_number(value: Any) -> int | float | None:
    """Convert a Decimal to an int or a float. Returns None for other types, and for values that JSON can't
    represent."""
    if not isinstance(value, Decimal) or not value.is_finite() or _is_too_long(value):
        return None
    whole = int(value)
    if whole == value:
        return whole
    fractional = float(value)
    return fractional if math.isfinite(fractional) else None


def _is_too_long(value: Decimal) -> bool:
    """Whether it has too many digits as an integer: 1E+999999999 would fill the memory."""
    return bool(value) and value.adjusted() >= _MAX_DIGITS


def detached_copy(value: Any) -> Any:
    """Copy a field's value, if it's a mapping or an array, so that the caller can't change it.

    JSON becomes plain JSON. If something in it isn't JSON, such as an instance, only the outermost level is
    copied; encoding will report what can't be encoded.
    """
    if not isinstance(value, (OBJECT, ARRAY)):
        return value
    try:
        copy = json_copy(value, EncodeError, (), MAX_DEPTH + 1)
    except EncodeError:
        copy = dict(value) if isinstance(value, OBJECT) else list(value)
    return tuple(copy) if isinstance(value, tuple) else copy


def describe(value: Any) -> str:
    """The kind of a value, but never the value itself, which might be personal data."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, int):
        return "an integer"
    if isinstance(value, str):
        return "a string"
    if isinstance(value, OBJECT):
        return "an object"
    if isinstance(value, ARRAY):
        return "an array"
    if isinstance(value, (float, Decimal)):
        return _describe_number(value)
    return f"a value of type {type(value).__name__}"


def _describe_number(value: float | Decimal) -> str:
    if not (value.is_finite() if isinstance(value, Decimal) else math.isfinite(value)):
        return "a number that is not finite"
    if isinstance(value, Decimal) and _is_too_long(value):
        return f"a number with more than {_MAX_DIGITS} digits"
    return "a number" if int(value) == value else "a number with a fraction"
