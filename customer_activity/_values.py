# SPDX-License-Identifier: MIT
"""What JSON values are, for readers and writers alike: which types count, copies, and descriptions."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from .errors import E, EncodeError

# For `isinstance`, and `type(...) is`. They are declared as Any because a checker would otherwise
# narrow a value to a dict or a list of unknown items.
OBJECT: Any = (dict, Mapping)  # dict first, because asking Mapping takes ten times as long
ARRAY: Any = (list, tuple)
DICT: Any = dict

MAX_DEPTH = 200
"""How deep opaque JSON may be nested. Every supported Python can copy, compare and write this."""

_ATOMS = frozenset({str, int, bool, type(None)})
_MAX_DIGITS = 4300  # the longest integer that Python converts to text


def json_copy(value: Any, error: type[E], path: tuple[str | int, ...], levels: int = MAX_DEPTH) -> Any:
    """A deep copy of a JSON value, made of plain dicts, lists, strings, numbers, booleans and None.

    Raises `error`, with the place below `path`, for anything that is not JSON.
    """
    if isinstance(value, OBJECT):
        if levels < 0:
            raise error(path, f"JSON nested at most {MAX_DEPTH} deep", "deeper nesting")
        members: dict[str, Any] = {}
        for key, item in value.items():
            if type(key) is not str:
                key = plain_key(key, error, path)
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


def plain_key(key: Any, error: type[E], path: tuple[str | int, ...]) -> str:
    if not isinstance(key, str):
        raise error(path, "string keys", f"a key that is {describe(key)}")
    return str.__str__(key)


def _atom_copy(value: Any, error: type[E], path: tuple[str | int, ...]) -> Any:
    # Subclasses, such as those of `enum`, may print differently: JSON gets the plain value.
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


def plain_string(value: Any, name: str, error: type[E]) -> str:
    if not isinstance(value, str):
        raise error((name,), "a string", describe(value))
    return str.__str__(value)


def plain_integer(value: Any, name: str, error: type[E]) -> int:
    """A whole float or Decimal is an integer, a bool is none, and nothing is rounded."""
    if isinstance(value, int) and not isinstance(value, bool):
        return int.__int__(value)
    if isinstance(value, float) and float.is_integer(value):
        return int(value)
    number = decimal_to_number(value)
    if not isinstance(number, int):
        raise error((name,), "an integer", describe(value))
    return number


def decimal_to_number(value: Any) -> int | float | None:
    """The int or float that a Decimal stands for. None for another type, and for what JSON cannot hold."""
    if not isinstance(value, Decimal) or not value.is_finite() or _is_too_long(value):
        return None
    whole = int(value)
    if whole == value:
        return whole
    fractional = float(value)
    return fractional if math.isfinite(fractional) else None


def _is_too_long(value: Decimal) -> bool:
    """Whether its integer would be too long: that of 1E+999999999 would fill the memory."""
    return bool(value) and value.adjusted() >= _MAX_DIGITS


def detached_copy(value: Any, leaf: Callable[[Any], Any] = lambda value: value) -> Any:
    """A field's value, with mappings and arrays copied so that nothing is shared.

    What is JSON becomes plain JSON. Anything else, such as an instance, is what `leaf` makes of it: a
    value that cannot be written is left for `to_dict` to say so.
    """
    if not isinstance(value, (OBJECT, ARRAY)):
        return leaf(value)
    try:
        copy = json_copy(value, EncodeError, (), MAX_DEPTH + 1)
    except (EncodeError, RecursionError):
        copy = _container_copy(value, leaf)
    return tuple(copy) if isinstance(value, tuple) else copy


def _container_copy(value: Any, leaf: Callable[[Any], Any]) -> Any:
    """A copy of all containers in a value. It does not call itself, because the stack may be full, and
    copies each once, because one may hold itself."""
    root = [value]
    copies: dict[int, tuple[Any, Any]] = {}  # with the original, so that its id stays taken
    to_do: list[Any] = [root]
    while to_do:
        container = to_do.pop()
        for key, item in [*(container.items() if isinstance(container, OBJECT) else enumerate(container))]:
            if not isinstance(item, (OBJECT, ARRAY)):
                container[key] = leaf(item)
                continue
            if id(item) not in copies:
                copies[id(item)] = item, {**item} if isinstance(item, OBJECT) else [*item]
                to_do.append(copies[id(item)][1])
            container[key] = copies[id(item)][1]
    return root[0]


def describe(value: Any) -> str:
    """What kind of value it is. Never which value: it may be personal data."""
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
    name = type_name(value)
    return f"a value of type {name}" if name else "a value of another type"


def type_name(value: object) -> str:
    """The name of a value's type. Empty for one that could forge a line of a log, or fill it."""
    name = type(value).__name__
    return name if name.isidentifier() and len(name) <= 40 else ""


def _describe_number(value: float | Decimal) -> str:
    if not (value.is_finite() if isinstance(value, Decimal) else math.isfinite(value)):
        return "a number that is not finite"
    if isinstance(value, Decimal) and _is_too_long(value):
        return f"a number of more than {_MAX_DIGITS} digits"
    return "a number" if int(value) == value else "a number with a fraction"
