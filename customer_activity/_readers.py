# SPDX-License-Identifier: MIT
"""A reader for each kind of member: `draft.city = read.string(rest, "city", nulls)`.

Each pops its member from `rest`. If the member is absent or null, it returns None, and in the latter case
adds the name to `nulls`. A value of another kind raises `DecodeError`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, TypeVar

from ._times import parse_date, parse_timestamp
from ._values import ARRAY, DICT, MAX_DEPTH, OBJECT, describe, json_copy, to_integer, to_key, to_string
from .base import JsonObject
from .errors import DecodeError, prepend_path

T = TypeVar("T", bound=JsonObject)

_ABSENT: Any = object()


def string(rest: dict[str, Any], name: str, nulls: list[str]) -> str | None:
    value = rest.pop(name, _ABSENT)
    if type(value) is str:
        return value
    if value is not _ABSENT:
        if value is not None:
            return to_string(value, name, DecodeError)
        nulls.append(name)
    return None


def string_with_default(rest: dict[str, Any], name: str, default: str) -> str | None:
    """A null isn't recorded in `nulls`, because the writer always writes this member, with None as null."""
    value = rest.pop(name, default)
    return value if value is None or type(value) is str else to_string(value, name, DecodeError)


def constant(rest: dict[str, Any], name: str, only: str) -> str | None:
    """A string whose default is its only valid value."""
    value = string_with_default(rest, name, only)
    if value is not None and value != only:
        raise DecodeError((name,), f'"{only}"', "another string")
    return value


def integer(rest: dict[str, Any], name: str, nulls: list[str]) -> int | None:
    value = rest.pop(name, _ABSENT)
    if type(value) is int:
        return value
    if value is not _ABSENT:
        if value is not None:
            return to_integer(value, name, DecodeError)
        nulls.append(name)
    return None


def integer_with_default(rest: dict[str, Any], name: str, default: int) -> int | None:
    value = rest.pop(name, default)
    return value if value is None or type(value) is int else to_integer(value, name, DecodeError)


def boolean(rest: dict[str, Any], name: str, nulls: list[str]) -> bool | None:
    if name in rest:
        value = rest.pop(name)
        if type(value) is bool:
            return value
        if value is not None:
            raise DecodeError((name,), "a boolean", describe(value))
        nulls.append(name)
    return None


def timestamp(rest: dict[str, Any], name: str, nulls: list[str]) -> dt.datetime | None:
    if name in rest:
        value = rest.pop(name)
        if value is not None:
            return parse_timestamp(value, name)
        nulls.append(name)
    return None


def date(rest: dict[str, Any], name: str, nulls: list[str]) -> dt.date | None:
    if name in rest:
        value = rest.pop(name)
        if value is not None:
            return parse_date(value, name)
        nulls.append(name)
    return None


def nested(rest: dict[str, Any], name: str, cls: type[T], nulls: list[str]) -> T | None:
    """An object of a class."""
    if name in rest:
        value = rest.pop(name)
        if value is not None:
            try:
                return cls.from_dict(value if type(value) is DICT else _object(value))
            except DecodeError as error:
                raise prepend_path(error, name) from None
        nulls.append(name)
    return None


def recursive(rest: dict[str, Any], name: str, cls: type[T], nulls: list[str]) -> T | None:
    """An object in an object of its own class. The depth is checked in a loop first, because recursion could
    exhaust the stack."""
    value = rest.get(name)
    for _ in range(MAX_DEPTH):
        if value is None:
            return nested(rest, name, cls, nulls)
        value = value.get(name) if isinstance(value, OBJECT) else None
    raise DecodeError((name,), f"{name} nested at most {MAX_DEPTH} deep", "deeper nesting")


def array(rest: dict[str, Any], name: str, cls: type[T], nulls: list[str]) -> tuple[T, ...] | None:
    """An array of objects of a class."""
    if name in rest:
        value = rest.pop(name)
        if value is not None:
            return _objects(value, name, cls)
        nulls.append(name)
    return None


def by_name(rest: dict[str, Any], name: str, cls: type[T], nulls: list[str]) -> dict[str, T] | None:
    """An object with any keys, whose values are objects of a class."""
    if name in rest:
        value = rest.pop(name)
        if value is not None:
            return _objects_by_name(value, name, cls)
        nulls.append(name)
    return None


def opaque(rest: dict[str, Any], name: str, nulls: list[str]) -> dict[str, Any] | None:
    """An object with any JSON."""
    if name in rest:
        value = rest.pop(name)
        if value is not None:
            return _opaque(value, (name,))
        nulls.append(name)
    return None


def opaque_array(rest: dict[str, Any], name: str, nulls: list[str]) -> tuple[Mapping[str, Any], ...] | None:
    """An array of objects with any JSON."""
    if name in rest:
        value = rest.pop(name)
        if value is not None:
            items = _array(value, name)
            return tuple([_opaque(item, (name, index)) for index, item in enumerate(items)])
        nulls.append(name)
    return None


def any_json(rest: dict[str, Any], name: str, nulls: list[str]) -> Any:
    if name in rest:
        value = rest.pop(name)
        if value is not None:
            return json_copy(value, DecodeError, (name,))
        nulls.append(name)
    return None


# --- checks of values that are neither absent nor null -------------------------------------------


def _array(value: Any, name: str) -> Any:
    if not isinstance(value, ARRAY):
        raise DecodeError((name,), "an array", describe(value))
    return value


def _objects(value: Any, name: str, cls: type[T]) -> tuple[T, ...]:
    items: list[T] = []
    for item in _array(value, name):
        try:
            items.append(cls.from_dict(item if type(item) is DICT else _object(item)))
        except DecodeError as error:
            raise prepend_path(error, name, len(items)) from None
    return tuple(items)


def _objects_by_name(value: Any, name: str, cls: type[T]) -> dict[str, T]:
    value = _object(value)
    if not isinstance(value, OBJECT):
        raise DecodeError((name,), "an object", describe(value))
    items: dict[str, T] = {}
    for key, item in value.items():
        key = key if type(key) is str else to_key(key, DecodeError, (name,))
        try:
            items[key] = cls.from_dict(item if type(item) is DICT else _object(item))
        except DecodeError as error:
            raise prepend_path(error, name, key) from None
    return items


def _opaque(value: Any, path: tuple[str | int, ...]) -> dict[str, Any]:
    if type(value) is not DICT:
        value = _object(value)
        if not isinstance(value, OBJECT):
            raise DecodeError(path, "an object", describe(value))
    copy: dict[str, Any] = json_copy(value, DecodeError, path)
    return copy


def _object(value: Any) -> Any:
    """The value, or `{}` for an empty array, which is how PHP writes an empty map."""
    return {} if isinstance(value, ARRAY) and len(value) == 0 else value
