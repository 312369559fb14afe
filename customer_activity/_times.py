# SPDX-License-Identifier: MIT
"""Timestamps and dates: which texts are taken, and how they are written."""

from __future__ import annotations

import datetime as dt
import re
import sys
from typing import Any

from ._values import describe, type_name
from .errors import DecodeError, EncodeError

# RFC 3339, section 5.6, without leap seconds, for which `datetime` has no room. The pattern decides
# what is taken: `fromisoformat` takes other spellings too, and more of them with each Python.
_TIMESTAMP = re.compile(
    r"\d{4}-\d\d-\d\d[Tt](?:[01]\d|2[0-3]):\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)",
    re.ASCII,
)
_MOMENT = "a timestamp with an offset (RFC 3339)"
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)

if sys.version_info >= (3, 11):
    _from_iso = dt.datetime.fromisoformat
else:

    def _from_iso(text: str) -> dt.datetime:
        """That of Python 3.10 knows no Z, and only fractions of three or six digits. The slices rely on
        the pattern: the seconds end at 19."""
        time, offset = (text[:-1], "+00:00") if text[-1] == "Z" else (text[:-6], text[-6:])
        return dt.datetime.fromisoformat(f"{time[:19]}.{time[20:26]:0<6}{offset}")


def parse_timestamp(value: Any, name: str, expected: str = _MOMENT) -> dt.datetime:
    """What is finer than a microsecond is cut off, as the archived SDK did."""
    if not isinstance(value, str):
        raise DecodeError((name,), expected, describe(value))
    if not _TIMESTAMP.fullmatch(value):
        raise DecodeError((name,), expected, "a string of another form")
    try:
        return _from_iso(str.upper(value))
    except ValueError:
        pass  # its message would show the value
    raise DecodeError((name,), expected, "one that does not exist")


def parse_date(value: Any, name: str) -> dt.date:
    expected = "a date (YYYY-MM-DD)"
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            pass  # its message would show the value
        raise DecodeError((name,), expected, "one that does not exist")
    # Some clients write a date as the timestamp of its midnight.
    moment = parse_timestamp(value, name, expected)
    # Whether the time has another digit than 0. Of the text, because `moment` has lost its finest digits.
    if value[11:].lstrip("0:.")[0].isdigit():
        raise DecodeError((name,), expected, "a timestamp that is not at midnight")
    return moment.date()


# `datetime.isoformat`, with three digits instead of six where these do, takes 2.2 times as long as
# putting the text together from a table of two digits: a fourth of writing a customer.
_TWO_DIGITS = [f"{number:02}" for number in range(100)]


def format_timestamp(value: Any, name: str) -> str:
    """A timestamp as the vendor writes it, with milliseconds, or microseconds where it has them."""
    if not isinstance(value, dt.datetime):
        raise EncodeError((name,), "a datetime with an offset", describe(value))
    offset = "Z" if value.tzinfo is dt.timezone.utc else _offset_text(value, name)
    year, millisecond = value.year, value.microsecond // 1000
    if value.microsecond % 1000:
        offset = f"{value.microsecond % 1000:03}{offset}"
    return (
        f"{_TWO_DIGITS[year // 100]}{_TWO_DIGITS[year % 100]}"
        f"-{_TWO_DIGITS[value.month]}-{_TWO_DIGITS[value.day]}"
        f"T{_TWO_DIGITS[value.hour]}:{_TWO_DIGITS[value.minute]}:{_TWO_DIGITS[value.second]}"
        f".{_TWO_DIGITS[millisecond // 10]}{millisecond % 10}{offset}"
    )


def _offset_text(value: dt.datetime, name: str) -> str:
    expected = "a datetime with an offset"
    try:
        offset = value.utcoffset()
        if offset is not None:
            dt.timezone(offset)  # a subclass may answer anything
    except Exception as error:  # noqa: BLE001 - the zone is somebody else's code, and `pandas.NaT` has none
        raised = type_name(error) or "another error"
    else:
        if offset is None:
            raise EncodeError((name,), expected, "one without")
        minutes, rest = divmod(offset, dt.timedelta(minutes=1))
        if rest:
            raise EncodeError((name,), "an offset of whole minutes", "one with seconds")
        sign = "-" if minutes < 0 else "+"
        text = f"{sign}{_TWO_DIGITS[abs(minutes) // 60]}:{_TWO_DIGITS[abs(minutes) % 60]}"
        return "Z" if text == "+00:00" else text
    # Raised here, because what the zone raised may show a value.
    raise EncodeError((name,), expected, f"one whose utcoffset() raises {raised}")


def format_date(value: Any, name: str) -> str:
    # A datetime is a date to isinstance, and would lose its time of day.
    if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
        raise EncodeError((name,), "a date", describe(value))
    century, year = divmod(value.year, 100)
    return f"{_TWO_DIGITS[century]}{_TWO_DIGITS[year]}-{_TWO_DIGITS[value.month]}-{_TWO_DIGITS[value.day]}"
