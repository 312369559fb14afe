# SPDX-License-Identifier: MIT
"""A writer for each kind of member: `write.string(out, "city", self.city, nulls)`.

Each puts its member into `out`, but omits None unless the name is in `nulls`. A value of another kind, which
only the constructor can put into an instance, raises `EncodeError`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, TypeVar

from ._times import format_date, format_timestamp
from ._values import ARRAY, MAX_DEPTH, OBJECT, describe, json_copy, to_integer, to_key, to_string
from .base import JsonObject
from .errors import EncodeError, prepend_path

T = TypeVar("T", bound=JsonObject)


def string(out: dict[str, Any], name: str, value: str | None, nulls: frozenset[str]) -> None:
    if type(value) is str:
        out[name] = value
    elif value is not None:
        out[name] = to_string(value, name, EncodeError)
    elif name in nulls:
        out[name] = None


def string_with_default(out: dict[str, Any], name: str, value: str | None) -> None:
    """None is always written, because a missing member would mean the default."""
    out[name] = value if value is None or type(value) is str else to_string(value, name, EncodeError)


def constant(out: dict[str, Any], name: str, value: str | None, only: str) -> None:
    string_with_default(out, name, value)
    if value is not None and value != only:
        raise EncodeError((name,), f'"{only}"', "another string")


def integer(out: dict[str, Any], name: str, value: int | None, nulls: frozenset[str]) -> None:
    if type(value) is int:
        out[name] = value
    elif value is not None:
        out[name] = to_integer(value, name, EncodeError)
    elif name in nulls:
        out[name] = None


def integer_with_default(out: dict[str, Any], name: str, value: int | None) -> None:
    out[name] = value if value is None or type(value) is int else to_integer(value, name, EncodeError)


def boolean(out: dict[str, Any], name: str, value: bool | None, nulls: frozenset[str]) -> None:
    if type(value) is bool:
        out[name] = value
    elif value is not None:
        raise EncodeError((name,), "a boolean", describe(value))
    elif name in nulls:
        out[name] = None


def timestamp(out: dict[str, Any], name: str, value: dt.datetime | None, nulls: frozenset[str]) -> None:
    if value is not None:
        out[name] = format_timestamp(value, name)
    elif name in nulls:
        out[name] = None


def date(out: dict[str, Any], name: str, value: dt.date | None, nulls: frozenset[str]) -> None:
    if value is not None:
        out[name] = format_date(value, name)
    elif name in nulls:
        out[name] = None


def nested(out: dict[str, Any], name: str, value: T | None, cls: type[T], nulls: frozenset[str]) -> None:
    """An object of a class."""
    if value is not None:
        if not isinstance(value, cls):
            raise EncodeError((name,), f"an instance of {cls.__name__}", describe(value))
        try:
            out[name] = value.to_dict()
        except EncodeError as error:
            raise prepend_path(error, name) from None
    elif name in nulls:
        out[name] = None


def recursive(out: dict[str, Any], name: str, value: T | None, cls: type[T], nulls: frozenset[str]) -> None:
    """An object in an object of its own class. Like the reader, it checks the depth first."""
    within: Any = value
    for _ in range(MAX_DEPTH):
        if within is None:
            return nested(out, name, value, cls, nulls)
        within = getattr(within, name) if isinstance(within, cls) else None
    raise EncodeError((name,), f"{name} nested at most {MAX_DEPTH} deep", "deeper nesting")


def array(
    out: dict[str, Any], name: str, value: tuple[T, ...] | None, cls: type[T], nulls: frozenset[str]
) -> None:
    """An array of objects of a class."""
    if value is not None:
        if not isinstance(value, ARRAY):
            raise EncodeError((name,), "a tuple", describe(value))
        out[name] = [_dict_of(item, cls, name, index) for index, item in enumerate(value)]
    elif name in nulls:
        out[name] = None


def by_name(
    out: dict[str, Any], name: str, value: Mapping[str, T] | None, cls: type[T], nulls: frozenset[str]
) -> None:
    """An object with any keys, whose values are objects of a class."""
    if value is not None:
        if not isinstance(value, OBJECT):
            raise EncodeError((name,), "a mapping", describe(value))
        items: dict[str, Any] = {}
        for key, item in value.items():
            key = key if type(key) is str else to_key(key, EncodeError, (name,))
            items[key] = _dict_of(item, cls, name, key)
        out[name] = items
    elif name in nulls:
        out[name] = None


def opaque(out: dict[str, Any], name: str, value: Mapping[str, Any] | None, nulls: frozenset[str]) -> None:
    """An object with any JSON."""
    if value is not None:
        if not isinstance(value, OBJECT):
            raise EncodeError((name,), "a mapping", describe(value))
        out[name] = json_copy(value, EncodeError, (name,))
    elif name in nulls:
        out[name] = None


def opaque_array(
    out: dict[str, Any], name: str, value: tuple[Mapping[str, Any], ...] | None, nulls: frozenset[str]
) -> None:
    """An array of objects with any JSON."""
    if value is not None:
        if not isinstance(value, ARRAY):
            raise EncodeError((name,), "a tuple", describe(value))
        out[name] = [_opaque(item, (name, index)) for index, item in enumerate(value)]
    elif name in nulls:
        out[name] = None


def any_json(out: dict[str, Any], name: str, value: Any, nulls: frozenset[str]) -> None:
    if value is not None or name in nulls:
        out[name] = json_copy(value, EncodeError, (name,))


def _dict_of(value: T, cls: type[T], *path: str | int) -> dict[str, Any]:
    if not isinstance(value, cls):
        raise EncodeError(path, f"an instance of {cls.__name__}", describe(value))
    try:
        return value.to_dict()
    except EncodeError as error:
        raise prepend_path(error, *path) from None


def _opaque(value: Any, path: tuple[str | int, ...]) -> Any:
    if not isinstance(value, OBJECT):
        raise EncodeError(path, "a mapping", describe(value))
    return json_copy(value, EncodeError, path)
