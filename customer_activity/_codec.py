# SPDX-License-Identifier: MIT
"""What the codecs of all classes share: a reader and a writer for each kind of value.

The rules of the wire are said here, each once; a class only names its members, a line each way.

To read an object is to take it apart. `rest` is a copy of it, out of which each reader takes its
member by name, so that what is left over is `extra`; the name of a member that is null is appended
to `nulls`. To write one is to put `out` together, in the order of the lines. A reader and a writer
deal with all that their kind of value may be: absent or null, of another type, to be copied. The
path of an error grows on its way out, a step at each object.

The calls for strings and integers, which most members are, cost 8 % of decoding a customer with every
object and 12 % of encoding one, measured against the same code with these calls written out.
"""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from itertools import takewhile

from . import _annotations as t
from .errors import DecodeError, EncodeError

TYPE_CHECKING = bool()  # as in `_annotations`
if TYPE_CHECKING:
    E = t.TypeVar("E", bound=ValueError)  # one of the two errors
    M = t.TypeVar("M", bound="JsonObject")

ABSENT: t.Any = object()
"""Stands for a member that is not there, where `None` would say that it is null."""
NO_NULLS: frozenset[str] = frozenset()

# What values are held against with `isinstance`. Of type Any, so that a checker neither narrows a
# value to items of unknown types nor holds the question for superfluous. `dict` stands before
# `Mapping`, which takes ten times as long to ask.
OBJECT: t.Any = (dict, Mapping)
ARRAY: t.Any = (list, tuple)
_SHARED: t.Any = (*ARRAY, *OBJECT)  # what can be changed, or hold what can
_TEXT: t.Any = (str, bytes, bytearray)
_DATE: t.Any = dt.date
_DATETIME: t.Any = dt.datetime


# --- what the classes do alike -------------------------------------------------------------------


class JsonObject:
    """The base of all classes. It holds what each of them does alike, and nothing else:

    - `from_json` and `to_json` read and write text;
    - `__post_init__` gives a hand-made instance its own copies, and keeps its `nulls` in order;
    - `__get_pydantic_core_schema__` and `__get_pydantic_json_schema__` tell pydantic, when it asks,
      to decode and encode with the methods of the class, and what its JSON looks like.
    """

    __slots__ = ()

    if TYPE_CHECKING:  # what each class has of its own
        extra: Mapping[str, t.Any]
        nulls: frozenset[str]

        @classmethod
        def from_dict(cls, data: Mapping[str, t.Any]) -> t.Self: ...
        def to_dict(self) -> dict[str, t.Any]: ...

    @classmethod
    def from_json(cls: type[M], text: str | bytes | bytearray) -> M:
        """Decode JSON text. Raises `DecodeError`, also where the text is no JSON."""
        if not isinstance(text, _TEXT):
            raise DecodeError((), "JSON text", what(text))
        return cls.from_dict(_text(DecodeError).value_of(text))

    def to_json(self) -> str:
        """Encode as compact ASCII JSON text. Raises `EncodeError`, also for integers too long."""
        text: str = _text(EncodeError).text_of(self.to_dict())
        return text

    def __post_init__(self) -> None:
        cls: t.Any = type(self)
        for name in (*defaults_of(cls), "extra"):
            value = getattr(self, name)
            if value is not None and isinstance(value, _SHARED):
                object.__setattr__(self, name, _copy_of(value))
        if self.nulls is not NO_NULLS:
            object.__setattr__(self, "nulls", _nulls_of(self))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: t.Any, handler: t.Any) -> dict[str, t.Any]:
        from ._pydantic import core_schema

        return core_schema(cls)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: t.Any, handler: t.Any) -> dict[str, t.Any]:
        from ._pydantic import json_schema

        return json_schema(cls)


if not TYPE_CHECKING:
    M = JsonObject  # what its annotation says to those who ask at run time


@cache
def _text(error: type[E]) -> t.Any:
    """The module for JSON text. `json` takes a twentieth of a start, and not every program needs it."""
    try:
        from . import _text as module
    except RecursionError as problem:
        raise _seen_from(problem, error) from None
    return module


def _copy_of(value: t.Any) -> t.Any:
    """What a hand-made instance is given, as its own, so that no two share what can be changed.

    The constructor checks no types: what is no JSON stays as it is, for `to_dict` to say where.
    """
    try:
        copy = _copied(value, EncodeError, (), DEPTH + 1)
    except EncodeError:
        copy = {**value} if isinstance(value, OBJECT) else [*value]
    return tuple(copy) if isinstance(value, tuple) else copy


def _nulls_of(instance: JsonObject) -> frozenset[str]:
    """The names in `nulls` that count: of members that hold nothing, and would be left out else."""
    given: t.Any = instance.nulls
    cls: t.Any = type(instance)
    if isinstance(given, str) or not hasattr(given, "__iter__"):
        raise ValueError(f"nulls of {cls.__name__}: expected names of members, got {what(given)}")
    defaults = defaults_of(cls)
    nulls: list[str] = []
    for name in given:
        if not isinstance(name, str) or name not in defaults:
            raise ValueError(f"nulls of {cls.__name__}: {name!r:.60} is no member of it")
        if getattr(instance, name) is None and defaults[name] is None:
            nulls.append(name)
    return frozenset(nulls)


@cache
def defaults_of(cls: type[t.Any]) -> dict[str, t.Any]:
    """The members of a class with their defaults: of the fields, those that stand before `extra`."""
    return {field.name: field.default for field in takewhile(lambda f: f.name != "extra", fields(cls))}


def no_extra() -> dict[str, t.Any]:
    """An empty `extra`, of each instance its own."""
    return {}


def draft_of(cls: type[t.Any]) -> t.Any:
    """The class itself, but that its instances can be assigned to.

    A draft that is filled becomes the instance by assigning its `__class__`. The constructor of a
    frozen dataclass takes eight times as long: it sets each field through `object.__setattr__`.
    """
    plain = {name: getattr(object, name) for name in ("__init__", "__setattr__", "__delattr__")}
    return type(f"{cls.__name__}Draft", (cls,), {"__slots__": (), **plain})


def as_subclass(cls: type[M], instance: t.Any) -> M:
    """The same as an instance of a subclass, by way of its constructor and what that checks."""
    return cls(**{field.name: getattr(instance, field.name) for field in fields(instance)})


# --- objects -------------------------------------------------------------------------------------


def members(data: t.Any) -> dict[str, t.Any]:
    """A copy of the members of an object, to take apart."""
    if not isinstance(data, OBJECT):
        raise DecodeError((), "an object", what(data))
    return dict(data)


def read_extra(rest: dict[str, t.Any]) -> dict[str, t.Any]:
    """The members that the class does not know: what is left when all others are taken out."""
    extra: dict[str, t.Any] = _copied(rest, DecodeError, (), DEPTH + 1)
    return extra


def read_document_extra(rest: dict[str, t.Any], data: Mapping[str, t.Any], name: str) -> dict[str, t.Any]:
    """Likewise, of a document, which is something else where nothing was taken out.

    No member is required, so anything would decode, and what is meant for somebody else be lost.
    """
    extra = read_extra(rest)
    if len(rest) == len(data):
        raise DecodeError((), name, "an object with none of its members")
    return extra


def write_extra(out: dict[str, t.Any], extra: Mapping[str, t.Any], cls: t.Any) -> None:
    """Put the members that the class does not know behind those that it does."""
    if not isinstance(extra, OBJECT):
        raise EncodeError(("extra",), "a mapping", what(extra))
    known = defaults_of(cls)
    for name, value in _copied(extra, EncodeError, ("extra",), DEPTH + 1).items():
        if name in known:
            raise EncodeError(("extra", name), f"a name that is no member of {cls.__name__}", "a member")
        out[name] = value


def read_nested(rest: dict[str, t.Any], name: str, cls: type[M], nulls: list[str]) -> M | None:
    if name not in rest:
        return None
    value = rest.pop(name)
    if value is None:
        nulls.append(name)
        return None
    try:
        return cls.from_dict(value or _or_empty(value))
    except _PROBLEMS as problem:
        raise _seen_from(problem, DecodeError, name) from None


def write_nested(
    out: dict[str, t.Any], name: str, value: M | None, cls: type[M], nulls: frozenset[str]
) -> None:
    if value is None:
        if name in nulls:
            out[name] = None
        return
    try:
        out[name] = (value if type(value) is cls else _checked(value, cls)).to_dict()
    except _PROBLEMS as problem:
        raise _seen_from(problem, EncodeError, name) from None


def read_array(rest: dict[str, t.Any], name: str, cls: type[M], nulls: list[str]) -> tuple[M, ...] | None:
    if name not in rest:
        return None
    value = rest.pop(name)
    if value is None:
        nulls.append(name)
        return None
    if not isinstance(value, ARRAY):
        raise DecodeError((name,), "an array", what(value))
    items: list[M] = []
    for item in value:
        try:
            items.append(cls.from_dict(item or _or_empty(item)))
        except _PROBLEMS as problem:
            raise _seen_from(problem, DecodeError, name, len(items)) from None
    return tuple(items)


def write_array(
    out: dict[str, t.Any], name: str, value: tuple[M, ...] | None, cls: type[M], nulls: frozenset[str]
) -> None:
    if value is None:
        if name in nulls:
            out[name] = None
        return
    if not isinstance(value, ARRAY):
        raise EncodeError((name,), "a tuple", what(value))
    items: list[dict[str, t.Any]] = []
    for item in value:
        try:
            items.append((item if type(item) is cls else _checked(item, cls)).to_dict())
        except _PROBLEMS as problem:
            raise _seen_from(problem, EncodeError, name, len(items)) from None
    out[name] = items


def read_map(rest: dict[str, t.Any], name: str, cls: type[M], nulls: list[str]) -> dict[str, M] | None:
    if name not in rest:
        return None
    value = rest.pop(name)
    if value is None:
        nulls.append(name)
        return None
    value = value or _or_empty(value)
    if not isinstance(value, OBJECT):
        raise DecodeError((name,), "an object", what(value))
    entries: dict[str, M] = {}
    for key, item in value.items():
        if type(key) is not str:
            key = _key(key, DecodeError, name)
        try:
            entries[key] = cls.from_dict(item or _or_empty(item))
        except _PROBLEMS as problem:
            raise _seen_from(problem, DecodeError, name, key) from None
    return entries


def write_map(
    out: dict[str, t.Any], name: str, value: Mapping[str, M] | None, cls: type[M], nulls: frozenset[str]
) -> None:
    if value is None:
        if name in nulls:
            out[name] = None
        return
    if not isinstance(value, OBJECT):
        raise EncodeError((name,), "a mapping", what(value))
    entries: dict[str, dict[str, t.Any]] = {}
    for key, item in value.items():
        if type(key) is not str:
            key = _key(key, EncodeError, name)
        try:
            entries[key] = (item if type(item) is cls else _checked(item, cls)).to_dict()
        except _PROBLEMS as problem:
            raise _seen_from(problem, EncodeError, name, key) from None
    out[name] = entries


def _or_empty(value: t.Any) -> t.Any:
    """An empty object for an empty array, as which PHP writes an empty map; else the value itself."""
    return {} if isinstance(value, ARRAY) and not value else value


def _checked(value: M, cls: type[M]) -> M:
    if not isinstance(value, cls):
        raise EncodeError((), f"an instance of {cls.__name__}", what(value))
    return value


# --- strings, integers, booleans -----------------------------------------------------------------


def read_string(rest: dict[str, t.Any], name: str, nulls: list[str]) -> str | None:
    value = rest.pop(name, ABSENT)
    if type(value) is str:
        return value
    if value is ABSENT:
        return None
    if value is None:
        nulls.append(name)
        return None
    return _string(value, name, DecodeError)


def write_string(out: dict[str, t.Any], name: str, value: str | None, nulls: frozenset[str]) -> None:
    if type(value) is str:
        out[name] = value
    elif value is not None:
        out[name] = _string(value, name, EncodeError)
    elif name in nulls:
        out[name] = None


def read_string_or(rest: dict[str, t.Any], name: str, default: str) -> str | None:
    """A string with a default. That it was null need not be remembered: None is always written."""
    value = rest.pop(name, default)
    return value if value is None or type(value) is str else _string(value, name, DecodeError)


def write_string_or_null(out: dict[str, t.Any], name: str, value: str | None) -> None:
    out[name] = value if value is None or type(value) is str else _string(value, name, EncodeError)


def read_constant(rest: dict[str, t.Any], name: str, constant: str) -> str | None:
    """A string that has to be this one, which is its default too."""
    return _constant(read_string_or(rest, name, constant), name, constant, DecodeError)


def write_constant(out: dict[str, t.Any], name: str, value: str | None, constant: str) -> None:
    write_string_or_null(out, name, value)
    _constant(value, name, constant, EncodeError)


def _constant(value: str | None, name: str, constant: str, error: type[E]) -> str | None:
    if value is not None and value != constant:
        raise error((name,), f'"{constant}"', "another string")
    return value


def _string(value: t.Any, name: str, error: type[E]) -> str:
    if not isinstance(value, str):
        raise error((name,), "a string", what(value))
    return str.__str__(value)  # a plain one, also of a subclass that prints otherwise


def read_integer(rest: dict[str, t.Any], name: str, nulls: list[str]) -> int | None:
    value = rest.pop(name, ABSENT)
    if type(value) is int:
        return value
    if value is ABSENT:
        return None
    if value is None:
        nulls.append(name)
        return None
    return _integer(value, name, DecodeError)


def write_integer(out: dict[str, t.Any], name: str, value: int | None, nulls: frozenset[str]) -> None:
    if type(value) is int:
        out[name] = value
    elif value is not None:
        out[name] = _integer(value, name, EncodeError)
    elif name in nulls:
        out[name] = None


def read_integer_or(rest: dict[str, t.Any], name: str, default: int) -> int | None:
    """An integer with a default, as `read_string_or` reads a string with one."""
    value = rest.pop(name, default)
    return value if value is None or type(value) is int else _integer(value, name, DecodeError)


def write_integer_or_null(out: dict[str, t.Any], name: str, value: int | None) -> None:
    out[name] = value if value is None or type(value) is int else _integer(value, name, EncodeError)


def _integer(value: t.Any, name: str, error: type[E]) -> int:
    """A bool is no integer, a whole float or Decimal is one, and nothing is rounded."""
    if isinstance(value, int) and not isinstance(value, bool):
        return int.__int__(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    number = _number_of_decimal(value)
    if not isinstance(number, int):
        raise error((name,), "an integer", what(value))
    return number


def read_boolean(rest: dict[str, t.Any], name: str, nulls: list[str]) -> bool | None:
    value = rest.pop(name, ABSENT)
    if value is ABSENT:
        return None
    if value is None:
        nulls.append(name)
        return None
    if type(value) is not bool:
        raise DecodeError((name,), "a boolean", what(value))
    return value


def write_boolean(out: dict[str, t.Any], name: str, value: bool | None, nulls: frozenset[str]) -> None:
    if type(value) is bool:
        out[name] = value
    elif value is not None:
        raise EncodeError((name,), "a boolean", what(value))
    elif name in nulls:
        out[name] = None


# --- timestamps and dates ------------------------------------------------------------------------

# RFC 3339, section 5.6, without leap seconds, for which datetime has no room.
_TIMESTAMP = (
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?"
    r"(?:[Zz]|([+-])([01][0-9]|2[0-3]):([0-5][0-9]))"
)
# CPython's `fromisoformat` reads the vendor's own spelling eight times as fast as this pattern.
# Before 3.11 it knows no Z, and PyPy's takes much that is no timestamp.
_QUICK = sys.implementation.name == "cpython" and sys.version_info >= (3, 11)

_TWO_DIGITS = [f"{number:02}" for number in range(100)]

_utc = dt.timezone.utc
_datetime_fromisoformat = dt.datetime.fromisoformat
_date_fromisoformat = dt.date.fromisoformat


def read_timestamp(rest: dict[str, t.Any], name: str, nulls: list[str]) -> dt.datetime | None:
    if name not in rest:
        return None
    value = rest.pop(name)
    if value is None:
        nulls.append(name)
        return None
    # `fromisoformat` takes other spellings too, which the separators give away, text behind a NUL,
    # and since 3.14 the hour 24.
    if _QUICK and type(value) is str and len(value) == 24:
        if value[7] == "-" and value[10] == "T" and value[19] == "." and value[23] == "Z":
            if "\0" not in value and "T24" not in value:
                try:
                    return _datetime_fromisoformat(value)
                except ValueError:
                    pass
    return _timestamp(value, name, "a timestamp with an offset (RFC 3339)")


def _timestamp(value: t.Any, name: str, expected: str) -> dt.datetime:
    if not isinstance(value, str):
        raise DecodeError((name,), expected, what(value))
    match = re.fullmatch(_TIMESTAMP, str.__str__(value))
    if match is None:
        raise DecodeError((name,), expected, "a string of another form")
    year, month, day, hour, minute, second, fraction, sign, hours, minutes = match.groups()
    offset = dt.timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    zone = dt.timezone(-offset if sign == "-" else offset) if offset else _utc
    microsecond = int((fraction or "0")[:6].ljust(6, "0"))  # what is finer is cut off
    try:
        return dt.datetime(
            int(year), int(month), int(day), int(hour), int(minute), int(second), microsecond, zone
        )
    except ValueError:
        pass  # its message would show the value
    raise DecodeError((name,), expected, "one that does not exist")


def write_timestamp(
    out: dict[str, t.Any], name: str, value: dt.datetime | None, nulls: frozenset[str]
) -> None:
    if value is None:
        if name in nulls:
            out[name] = None
        return
    if type(value) is not _DATETIME and not isinstance(value, _DATETIME):
        raise EncodeError((name,), "a datetime with an offset", what(value))
    zone = "Z" if value.tzinfo is _utc else _offset(value, name)
    year = value.year
    millisecond = value.microsecond // 1000
    if value.microsecond % 1000:
        zone = f"{value.microsecond % 1000:03}{zone}"
    two = _TWO_DIGITS  # isoformat() takes 2.2 times as long, "%02d" 1.8 times
    out[name] = (
        f"{two[year // 100]}{two[year % 100]}-{two[value.month]}-{two[value.day]}"
        f"T{two[value.hour]}:{two[value.minute]}:{two[value.second]}"
        f".{two[millisecond // 10]}{millisecond % 10}{zone}"
    )


def _offset(value: dt.datetime, name: str) -> str:
    expected = "a datetime with an offset"
    try:
        offset = value.utcoffset()
        if offset is not None:
            dt.timezone(offset)  # a subclass may answer anything
    except Exception as error:  # the zone is somebody else's code, and `pandas.NaT` has none
        raised = type(error).__name__
    else:
        if offset is None:
            raise EncodeError((name,), expected, "one without")
        minutes, rest = divmod(offset, dt.timedelta(minutes=1))
        if rest:
            raise EncodeError((name,), "an offset of whole minutes", "one with seconds")
        if not minutes:
            return "Z"
        sign = "-" if minutes < 0 else "+"
        return f"{sign}{_TWO_DIGITS[abs(minutes) // 60]}:{_TWO_DIGITS[abs(minutes) % 60]}"
    # Raised out here, because what the zone raised may show a value.
    raise EncodeError((name,), expected, f"one whose utcoffset() raises {raised}")


def read_date(rest: dict[str, t.Any], name: str, nulls: list[str]) -> dt.date | None:
    if name not in rest:
        return None
    value = rest.pop(name)
    if value is None:
        nulls.append(name)
        return None
    if _QUICK and type(value) is str and len(value) == 10 and value[4] == "-" and value[7] == "-":
        try:
            return _date_fromisoformat(value)
        except ValueError:
            pass
    expected = "a date (YYYY-MM-DD)"
    if not isinstance(value, str):
        raise DecodeError((name,), expected, what(value))
    text = str.__str__(value)
    if len(text) <= 10:
        return _timestamp(f"{text}T00:00:00Z", name, expected).date()
    # Some clients write a date as the timestamp of its midnight.
    moment = _timestamp(text, name, expected)
    if text[11:].lstrip("0:.")[0] in "Zz+-":  # of the text, because `moment` has lost its finest digits
        return moment.date()
    raise DecodeError((name,), expected, "a timestamp that is not at midnight")


def write_date(out: dict[str, t.Any], name: str, value: dt.date | None, nulls: frozenset[str]) -> None:
    if value is None:
        if name in nulls:
            out[name] = None
        return
    # A datetime is a date to isinstance, and would lose its time of day.
    if type(value) is not _DATE and (not isinstance(value, _DATE) or isinstance(value, _DATETIME)):
        raise EncodeError((name,), "a date", what(value))
    two = _TWO_DIGITS
    out[name] = f"{two[value.year // 100]}{two[value.year % 100]}-{two[value.month]}-{two[value.day]}"


# --- opaque JSON ---------------------------------------------------------------------------------

DEPTH = 200
"""How deep opaque JSON may be nested; every supported Python can copy, compare and write this."""

_ATOMS = frozenset({str, int, bool, type(None)})
_INFINITY = float("inf")
_DIGITS = 4300  # of an integer: Python converts no longer ones to text


def read_object(rest: dict[str, t.Any], name: str, nulls: list[str]) -> dict[str, t.Any] | None:
    if name not in rest:
        return None
    value = rest.pop(name)
    if value is None:
        nulls.append(name)
        return None
    return _object(value, (name,))


def write_object(
    out: dict[str, t.Any], name: str, value: Mapping[str, t.Any] | None, nulls: frozenset[str]
) -> None:
    if value is None:
        if name in nulls:
            out[name] = None
        return
    if not isinstance(value, OBJECT):
        raise EncodeError((name,), "a mapping", what(value))
    out[name] = _copied(value, EncodeError, (name,), DEPTH) if value else {}


def read_objects(rest: dict[str, t.Any], name: str, nulls: list[str]) -> tuple[dict[str, t.Any], ...] | None:
    if name not in rest:
        return None
    value = rest.pop(name)
    if value is None:
        nulls.append(name)
        return None
    if not isinstance(value, ARRAY):
        raise DecodeError((name,), "an array", what(value))
    return tuple([_object(item, (name, index)) for index, item in enumerate(value)])


def write_objects(
    out: dict[str, t.Any], name: str, value: tuple[Mapping[str, t.Any], ...] | None, nulls: frozenset[str]
) -> None:
    if value is None:
        if name in nulls:
            out[name] = None
        return
    if not isinstance(value, ARRAY):
        raise EncodeError((name,), "a tuple", what(value))
    items: list[dict[str, t.Any]] = []
    for index, item in enumerate(value):
        if not isinstance(item, OBJECT):
            raise EncodeError((name, index), "a mapping", what(item))
        items.append(_copied(item, EncodeError, (name, index), DEPTH))
    out[name] = items


def read_json(rest: dict[str, t.Any], name: str, nulls: list[str]) -> t.Any:
    if name not in rest:
        return None
    value = rest.pop(name)
    if value is None:
        nulls.append(name)
        return None
    return _copied(value, DecodeError, (name,), DEPTH)


def write_json(out: dict[str, t.Any], name: str, value: t.Any, nulls: frozenset[str]) -> None:
    if value is not None or name in nulls:
        out[name] = _copied(value, EncodeError, (name,), DEPTH)


def _object(value: t.Any, path: tuple[str | int, ...]) -> dict[str, t.Any]:
    value = value or _or_empty(value)
    if not isinstance(value, OBJECT):
        raise DecodeError(path, "an object", what(value))
    copied: dict[str, t.Any] = _copied(value, DecodeError, path, DEPTH) if value else {}
    return copied


def _copied(value: t.Any, error: type[E], path: tuple[str | int, ...], levels: int) -> t.Any:
    """A deep copy of a JSON value, made of plain dicts, lists, strings, numbers and None."""
    is_object = isinstance(value, OBJECT)
    if is_object or isinstance(value, ARRAY):
        if levels < 0:
            raise error(path, f"JSON nested at most {DEPTH} deep", "deeper nesting")
        copies: dict[t.Any, t.Any] = {}
        try:
            for step, item in value.items() if is_object else enumerate(value):
                if is_object and type(step) is not str:
                    step = _key(step, error)
                copies[step] = item if type(item) in _ATOMS else _copied(item, error, (step,), levels - 1)
        except _PROBLEMS as problem:
            raise _seen_from(problem, error, *path) from None
        return copies if is_object else [*copies.values()]
    if type(value) in _ATOMS:
        return value
    if isinstance(value, float) and -_INFINITY < value < _INFINITY:
        return float.__float__(value)
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int):
        return int.__int__(value)
    number = _number_of_decimal(value)
    if number is None:
        raise error(path, "a JSON value", what(value))
    return number


# --- what the readers and writers share ----------------------------------------------------------

_PROBLEMS = (DecodeError, EncodeError, RecursionError)
"""What is caught on its way out, to say where it happened."""


def _seen_from(problem: Exception, error: type[E], *path: str | int) -> E:
    """An error as seen from farther out. Here a stack that objects have filled becomes one of ours."""
    if isinstance(problem, (DecodeError, EncodeError)):
        return error((*path, *problem.path), problem.expected, problem.actual)
    return error(path, "JSON less deeply nested", "nesting too deep for the stack")


def _key(key: t.Any, error: type[E], *path: str | int) -> str:
    if not isinstance(key, str):
        raise error(path, "string keys", f"a key that is {what(key)}")
    return str.__str__(key)


def _number_of_decimal(value: t.Any) -> int | float | None:
    """The number that a Decimal stands for, None where it is no Decimal or no JSON number."""
    if not _is_decimal(value) or not value.is_finite() or _is_too_long(value):
        return None
    whole = int(value)
    if whole == value:
        return whole
    fractional = float(value)
    return fractional if -_INFINITY < fractional < _INFINITY else None


def _is_decimal(value: t.Any) -> bool:
    module = sys.modules.get("decimal")  # not imported here: where there is a Decimal, somebody has
    return module is not None and isinstance(value, module.Decimal)


def _is_too_long(value: t.Any) -> bool:
    """Whether a Decimal has more digits than an int of ours: 1E+999999999 would take the whole memory."""
    return bool(value) and value.adjusted() >= _DIGITS


def what(value: t.Any) -> str:
    """What a value is, without saying which: it may be personal data."""
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
    if isinstance(value, float):
        if not -_INFINITY < value < _INFINITY:
            return "a number that is not finite"
        return "a number" if value.is_integer() else "a number with a fraction"
    if _is_decimal(value):
        if not value.is_finite():
            return "a number that is not finite"
        if _is_too_long(value):
            return f"a number of more than {_DIGITS} digits"
        return "a number" if int(value) == value else "a number with a fraction"
    return f"a value of type {type(value).__name__}"
