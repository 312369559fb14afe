# SPDX-License-Identifier: MIT
"""What the codecs of all classes share: a reader and a writer for each kind of value.

The rules of the wire are said here, each once; the classes only name their members.

How a class decodes, and what it buys. `full` is a customer with every object filled, 12 objects and
66 members; it takes 14 us on CPython 3.11.

- Each member is popped from a copy of the object, so that what is left over is `extra`.
- `type(v) is str` and `v is ABSENT` stand in the classes to save the call of a reader, which checks
  the same and everything else: with a call for each member, 20 us instead of 14.
- The `__init__` of a frozen dataclass sets each field through `object.__setattr__`: 32 us instead of
  14. So a draft is filled, an object with the same slots that can be assigned to, and becomes the
  instance by assigning its `__class__`, which Python allows between classes of equal slots.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from .errors import CodecError, DecodeError, EncodeError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn, Protocol, TypeVar

    from typing_extensions import Self

    class Record(Protocol):
        """What every class of the model can do."""

        @classmethod
        def from_dict(cls, data: Mapping[str, Any]) -> Self: ...
        def to_dict(self) -> dict[str, Any]: ...

    R = TypeVar("R", bound="Record")
    E = TypeVar("E", bound=CodecError)

ABSENT: Any = object()
"""Stands for a member that the object does not have, where `None` would say that it is null."""

NO_NULLS: frozenset[str] = frozenset()


class _Nothing(dict[str, "Any"]):
    """A dict that stays empty, so that all instances without unknown members can share it."""

    __slots__ = ()

    def __new__(cls, *entries: Any) -> Any:
        plain: dict[str, Any] = dict(*entries)  # `dataclasses.asdict` copies by calling the type
        return plain

    def __setitem__(self, key: str, value: Any) -> NoReturn:
        self._refuse()

    def setdefault(self, key: str, default: Any = None) -> NoReturn:
        self._refuse()

    def update(self, *args: Any, **kwargs: Any) -> NoReturn:
        self._refuse()

    __ior__ = update

    def _refuse(self) -> NoReturn:
        raise TypeError("extra cannot be changed in place: use dataclasses.replace")

    def __reduce__(self) -> tuple[type[dict[str, Any]], tuple[()]]:
        return dict, ()  # a copy, or what comes out of a pickle, is the owner's own


NOTHING: Mapping[str, Any] = dict.__new__(_Nothing)

# Of type Any, so that a check does not narrow a value to a dict or list of unknown types, which
# pyright would object to.
DICT: Any = dict
OBJECT: Any = Mapping
ARRAY: Any = (list, tuple)


# --- objects ---------------------------------------------------------------------------------


def draft_of(cls: type[Any]) -> type[Any]:
    """A class with the slots of the frozen `cls` whose instances can be filled by assignment."""
    return type(f"Draft{cls.__name__}", (), {"__slots__": cls.__slots__})


def no_extra() -> Mapping[str, Any]:
    """The `extra` of an instance that is made without."""
    return NOTHING


def values_of(instance: Any) -> dict[str, Any]:
    """The fields of an instance as arguments for the constructor of a subclass."""
    return {name: getattr(instance, name) for name in instance.__slots__}


def members(data: Any, *path: str | int) -> dict[str, Any]:
    """The members of an object, in a dict of our own."""
    if isinstance(data, OBJECT):
        return dict(data)
    # PHP writes an empty map as an empty array.
    if isinstance(data, ARRAY) and not data:
        return {}
    raise DecodeError(path, "an object", _kind(data))


def read_extra(rest: dict[str, Any]) -> dict[str, Any]:
    """The members that the model does not know: what is left when all others are taken out."""
    return _copied_object(rest, DecodeError, 0)


def write_extra(extra: Any, kind: type[Any], out: dict[str, Any]) -> None:
    """Put the members that the model does not know behind those that it does."""
    copied = write_object(extra, "extra") or {}
    for name in kind.__slots__[:-2]:  # the last two are `extra` and `nulls`
        if name in copied:
            raise EncodeError(("extra", name), "a member without a field of its own", "one with")
    out.update(copied)


def null(name: str, draft: Any) -> None:
    """A member that is null decodes to None, and is remembered in `nulls`."""
    draft.nulls |= {name}


def read_nested(kind: type[R], value: Any, name: str, draft: Any) -> R | None:
    if value is None:
        null(name, draft)
        return None
    try:
        return kind.from_dict(value)
    except DecodeError as error:
        raise _within(error, name) from None
    except RecursionError:
        pass
    raise DecodeError((name,), "an object less deeply nested", "one too deep to read")


def write_nested(kind: type[R], value: R | None, name: str) -> dict[str, Any] | None:
    if value is None:
        return None
    try:
        return (value if type(value) is kind else _checked(kind, value)).to_dict()
    except EncodeError as error:
        raise _within(error, name) from None
    except RecursionError:
        pass
    raise EncodeError((name,), "an object less deeply nested", "one too deep to write")


def read_array(kind: type[R], value: Any, name: str, draft: Any) -> tuple[R, ...] | None:
    if value is None:
        null(name, draft)
        return None
    if not isinstance(value, ARRAY):
        raise DecodeError((name,), "an array", _kind(value))
    out: list[R] = []
    for item in value:
        try:
            out.append(kind.from_dict(item))
        except DecodeError as error:
            raise _within(error, name, len(out)) from None
    return tuple(out)


def write_array(kind: type[R], value: Any, name: str) -> list[dict[str, Any]] | None:
    if value is None:
        return None
    if not isinstance(value, ARRAY):
        raise EncodeError((name,), "a tuple", _kind(value))
    out: list[dict[str, Any]] = []
    for item in value:
        try:
            out.append((item if type(item) is kind else _checked(kind, item)).to_dict())
        except EncodeError as error:
            raise _within(error, name, len(out)) from None
    return out


def read_map(kind: type[R], value: Any, name: str, draft: Any) -> dict[str, R] | None:
    if value is None:
        null(name, draft)
        return None
    out: dict[str, R] = {}
    for key, item in (value if type(value) is DICT else members(value, name)).items():
        if type(key) is not str:
            key = _key(key, DecodeError, name)
        try:
            out[key] = kind.from_dict(item)
        except DecodeError as error:
            raise _within(error, name, key) from None
    return out


def write_map(kind: type[R], value: Any, name: str) -> dict[str, dict[str, Any]] | None:
    if value is None:
        return None
    if type(value) is not DICT and not isinstance(value, OBJECT):
        raise EncodeError((name,), "a mapping", _kind(value))
    out: dict[str, dict[str, Any]] = {}
    for key, item in value.items():
        if type(key) is not str:
            key = _key(key, EncodeError, name)
        try:
            out[key] = (item if type(item) is kind else _checked(kind, item)).to_dict()
        except EncodeError as error:
            raise _within(error, name, key) from None
    return out


def _checked(kind: type[R], value: Any) -> R:
    if isinstance(value, kind):
        return value
    raise EncodeError((), f"an instance of {kind.__name__}", _kind(value))


# --- strings, integers, booleans ---------------------------------------------------------------


def read_string(value: Any, name: str, draft: Any) -> str | None:
    if value is ABSENT:
        return None
    if value is None:
        null(name, draft)
        return None
    return _string(value, name, DecodeError)


def write_string(value: Any, name: str) -> str | None:
    return None if value is None else _string(value, name, EncodeError)


def _string(value: Any, name: str, error: type[E]) -> str:
    if isinstance(value, str):
        return str.__str__(value)  # a plain one, also of a subclass that prints otherwise
    raise error((name,), "a string", _kind(value))


def read_integer(value: Any, name: str, draft: Any) -> int | None:
    if value is ABSENT:
        return None
    if value is None:
        null(name, draft)
        return None
    return _integer(value, name, DecodeError)


def write_integer(value: Any, name: str) -> int | None:
    return None if value is None else _integer(value, name, EncodeError)


def _integer(value: Any, name: str, error: type[E]) -> int:
    """A bool is no integer, a whole float or Decimal is one, and nothing is rounded."""
    if isinstance(value, int) and not isinstance(value, bool):
        return int.__int__(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    number = _decimal(value)
    if isinstance(number, int):
        return number
    raise error((name,), "an integer", _kind(value))


def read_boolean(value: Any, name: str, draft: Any) -> bool | None:
    if value is ABSENT:
        return None
    if value is None:
        null(name, draft)
        return None
    return _boolean(value, name, DecodeError)


def write_boolean(value: Any, name: str) -> bool | None:
    return None if value is None else _boolean(value, name, EncodeError)


def _boolean(value: Any, name: str, error: type[E]) -> bool:
    if isinstance(value, bool):
        return value
    raise error((name,), "a boolean", _kind(value))


# --- timestamps and dates ----------------------------------------------------------------------

# RFC 3339, section 5.6, without leap seconds, for which datetime has no room.
_TIMESTAMP = (
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?"
    r"(?:[Zz]|([+-])([01][0-9]|2[0-3]):([0-5][0-9]))"
)
_TWO_DIGITS = [f"{number:02}" for number in range(100)]

_datetime = dt.datetime
_date = dt.date
_utc = dt.timezone.utc
_datetime_fromisoformat = dt.datetime.fromisoformat
_date_fromisoformat = dt.date.fromisoformat


def read_timestamp(value: Any, name: str, draft: Any) -> dt.datetime | None:
    # The usual spelling goes to `fromisoformat`, which takes it from Python 3.11 on. It takes more
    # than that: other spellings, which the slices keep from it, text behind a NUL, and since 3.14
    # the hour 24.
    if type(value) is str and value[4:20:3] == "--T::." and value[23:] == "Z":
        if "\0" not in value and "T24" not in value:
            try:
                return _datetime_fromisoformat(value)
            except ValueError:
                pass
    elif value is None:
        null(name, draft)
        return None
    return _timestamp(value, name, "a timestamp with an offset (RFC 3339)")


def _timestamp(value: Any, name: str, expected: str) -> dt.datetime:
    if not isinstance(value, str):
        raise DecodeError((name,), expected, _kind(value))
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


def write_timestamp(value: Any, name: str) -> str | None:
    if value is None:
        return None
    if type(value) is not _datetime and not isinstance(value, _datetime):
        raise EncodeError((name,), "a datetime with an offset", _kind(value))
    zone = "Z" if value.tzinfo is _utc else _offset(value, name)
    year = value.year
    microsecond = value.microsecond
    two = _TWO_DIGITS  # isoformat() takes 2.2 times as long, "%02d" 1.8 times
    finer = f"{microsecond % 1000:03}" if microsecond % 1000 else ""
    return (
        f"{two[year // 100]}{two[year % 100]}-{two[value.month]}-{two[value.day]}"
        f"T{two[value.hour]}:{two[value.minute]}:{two[value.second]}"
        f".{two[microsecond // 10000]}{microsecond // 1000 % 10}{finer}{zone}"
    )


def _offset(value: dt.datetime, name: str) -> str:
    offset = value.utcoffset()
    if offset is None:
        raise EncodeError((name,), "a datetime with an offset", "one without")
    minutes, rest = divmod(offset, dt.timedelta(minutes=1))
    if rest:
        raise EncodeError((name,), "an offset of whole minutes", "one with seconds")
    if not minutes:
        return "Z"
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{_TWO_DIGITS[abs(minutes) // 60]}:{_TWO_DIGITS[abs(minutes) % 60]}"


def read_date(value: Any, name: str, draft: Any) -> dt.date | None:
    if type(value) is str and value[4:8:3] == "--" and len(value) == 10:
        try:
            return _date_fromisoformat(value)
        except ValueError:
            pass
    elif value is None:
        null(name, draft)
        return None
    expected = "a date (YYYY-MM-DD)"
    if not isinstance(value, str):
        raise DecodeError((name,), expected, _kind(value))
    text = str.__str__(value)
    if len(text) <= 10:
        return _timestamp(f"{text}T00:00:00Z", name, expected).date()
    # Some clients write a date as the timestamp of its midnight.
    moment = _timestamp(text, name, expected)
    if text[11:].lstrip("0:.")[0] in "Zz+-":
        return moment.date()
    raise DecodeError((name,), expected, "a timestamp that is not at midnight")


def write_date(value: Any, name: str) -> str | None:
    if value is None:
        return None
    # A datetime is a date to isinstance, and would lose its time of day.
    if type(value) is not _date and (not isinstance(value, _date) or isinstance(value, _datetime)):
        raise EncodeError((name,), "a date", _kind(value))
    two = _TWO_DIGITS
    return f"{two[value.year // 100]}{two[value.year % 100]}-{two[value.month]}-{two[value.day]}"


# --- opaque JSON ---------------------------------------------------------------------------------

DEPTH = 200
"""How deep opaque JSON may be nested; every supported Python can copy, compare and write this."""

_ATOMS = frozenset({str, int, bool, type(None)})
_INFINITY = float("inf")
_DIGITS = 4300  # of an integer: Python converts no longer ones to text


def read_object(value: Any, name: str, draft: Any) -> dict[str, Any] | None:
    if value is None:
        null(name, draft)
        return None
    try:
        return _copied_object(value if type(value) is DICT else members(value), DecodeError, 0)
    except DecodeError as error:
        raise _within(error, name) from None


def write_object(value: Any, name: str) -> dict[str, Any] | None:
    if value is None:
        return None
    if type(value) is not DICT and not isinstance(value, OBJECT):
        raise EncodeError((name,), "a mapping", _kind(value))
    try:
        return _copied_object(value, EncodeError, 0)
    except EncodeError as error:
        raise _within(error, name) from None


def read_objects(value: Any, name: str, draft: Any) -> tuple[dict[str, Any], ...] | None:
    if value is None:
        null(name, draft)
        return None
    if not isinstance(value, ARRAY):
        raise DecodeError((name,), "an array", _kind(value))
    out: list[dict[str, Any]] = []
    for item in value:
        try:
            out.append(_copied_object(members(item), DecodeError, 0))
        except DecodeError as error:
            raise _within(error, name, len(out)) from None
    return tuple(out)


def write_objects(value: Any, name: str) -> list[dict[str, Any]] | None:
    if value is None:
        return None
    if not isinstance(value, ARRAY):
        raise EncodeError((name,), "a tuple", _kind(value))
    out: list[dict[str, Any]] = []
    for item in value:
        if not isinstance(item, OBJECT):
            raise EncodeError((name, len(out)), "a mapping", _kind(item))
        try:
            out.append(_copied_object(item, EncodeError, 0))
        except EncodeError as error:
            raise _within(error, name, len(out)) from None
    return out


def read_json(value: Any, name: str, draft: Any) -> Any:
    if value is None:
        null(name, draft)
        return None
    try:
        return _copied(value, DecodeError, 0)
    except DecodeError as error:
        raise _within(error, name) from None


def write_json(value: Any, name: str) -> Any:
    try:
        return _copied(value, EncodeError, 0)
    except EncodeError as error:
        raise _within(error, name) from None


def _copied_object(value: Mapping[Any, Any], error: type[E], depth: int) -> dict[str, Any]:
    if depth > DEPTH:
        raise error((), f"JSON nested at most {DEPTH} deep", "deeper nesting")
    out: dict[str, Any] = {}
    for key, item in value.items():
        if type(key) is not str:
            key = _key(key, error)
        if type(item) in _ATOMS:
            out[key] = item
            continue
        try:
            out[key] = _copied(item, error, depth + 1)
        except error as problem:
            raise _within(problem, key) from None
    return out


def _copied_array(value: list[Any] | tuple[Any, ...], error: type[E], depth: int) -> list[Any]:
    if depth > DEPTH:
        raise error((), f"JSON nested at most {DEPTH} deep", "deeper nesting")
    out: list[Any] = []
    for item in value:
        try:
            out.append(_copied(item, error, depth + 1))
        except error as problem:
            raise _within(problem, len(out)) from None
    return out


def _copied(value: Any, error: type[E], depth: int) -> Any:
    """A deep copy of any JSON value, made of plain dicts, lists, strings, numbers and None."""
    if type(value) in _ATOMS:
        return value
    if type(value) is DICT or isinstance(value, OBJECT):
        return _copied_object(value, error, depth)
    if isinstance(value, ARRAY):
        return _copied_array(value, error, depth)
    if isinstance(value, float) and -_INFINITY < value < _INFINITY:
        return float.__float__(value)
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int):
        return int.__int__(value)
    number = _decimal(value)
    if number is None:
        raise error((), "a JSON value", _kind(value))
    return number


# --- what the readers and writers share --------------------------------------------------------


def _within(error: E, *path: str | int) -> E:
    """The same error, seen from farther out."""
    return type(error)((*path, *error.path), error.expected, error.actual)


def _key(key: Any, error: type[E], *path: str | int) -> str:
    if isinstance(key, str):
        return str.__str__(key)
    raise error(path, "string keys", f"a key that is {_kind(key)}")


def _decimal(value: Any) -> int | float | None:
    """The number that a Decimal stands for, None where it is no Decimal or no JSON number."""
    from decimal import Decimal  # here, because few payloads need it

    # 1E+999999999 is short to send and takes the whole memory as an int.
    if not isinstance(value, Decimal) or not value.is_finite():
        return None
    if value and value.adjusted() >= _DIGITS:
        return None
    whole = int(value)
    if whole == value:
        return whole
    fractional = float(value)
    return fractional if -_INFINITY < fractional < _INFINITY else None


def _kind(value: Any) -> str:
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
    number = _decimal(value)
    if number is None:
        return f"a value of type {type(value).__name__}"
    return "a number" if isinstance(number, int) else "a number with a fraction"


# --- JSON text ---------------------------------------------------------------------------------


def read_text(text: Any) -> Any:
    """The JSON value of a text. `json` is imported here, so that importing the package need not."""
    import json

    if not isinstance(text, (str, bytes, bytearray)):
        raise DecodeError((), "JSON text", _kind(text))
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if error.lineno > 1 else ""
        actual = f"something else from {line}column {error.colno} on"
    except UnicodeDecodeError:
        actual = "bytes that are not text"
    except RecursionError:
        actual = "text nested too deep to read"
    except ValueError:
        actual = "text with an integer too long to convert"
    # Raised out here, because json's own errors carry the text.
    raise DecodeError((), "JSON", actual)


def write_text(data: dict[str, Any]) -> str:
    import json

    try:
        return json.dumps(data, separators=(",", ":"))
    except RecursionError:
        actual = "objects nested too deep"
    except ValueError:
        actual = "one with an integer too long to convert"
    raise EncodeError((), "an instance that can be written as JSON text", actual)
