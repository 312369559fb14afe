# SPDX-License-Identifier: MIT
"""Timestamps and dates: the accepted formats, and how they're written."""

from __future__ import annotations

import datetime as dt
import re
import sys
from typing import Any

from ._values import describe
from .errors import DecodeError, EncodeError

# RFC 3339, section 5.6, without leap seconds, which `datetime` can't represent. The pattern decides what's
# accepted, because `fromisoformat` accepts other formats too, and more with every Python version.
_is_timestamp = re.compile(
    r"\d{4}-\d\d-\d\d[Tt](?:[01]\d|2[0-3]):\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)",
    re.ASCII,
).fullmatch
_MOMENT = "a timestamp with an offset (RFC 3339)"
_is_date = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII).fullmatch

if sys.version_info >= (3, 11):
    _from_iso = dt.datetime.fromisoformat
else:

    def _from_iso(text: str) -> dt.datetime:
        """In Python 3.10, `fromisoformat` doesn't support Z, and only supports fractions of three or six
        digits. The slices rely on the pattern: the seconds end at index 19."""
        time, offset = (text[:-1], "+00:00") if text[-1] == "Z" else (text[:-6], text[-6:])
        return dt.datetime.fromisoformat(f"{time[:19]}.{time[20:26]:0<6}{offset}")


def parse_timestamp(value: Any, name: str, expected: str = _MOMENT) -> dt.datetime:
    """Parse a timestamp. Digits beyond microseconds are cut off, as in the archived SDK."""
    if not isinstance(value, str):
        raise DecodeError((name,), expected, describe(value))
    if not _is_timestamp(value):
        raise DecodeError((name,), expected, "a string in another format")
    try:
        return _from_iso(str.upper(value))
    except ValueError:  # its message shows the value
        raise DecodeError((name,), expected, "a date or time that doesn't exist") from None


def parse_date(value: Any, name: str) -> dt.date:
    expected = "a date (YYYY-MM-DD)"
    if isinstance(value, str) and _is_date(value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:  # its message shows the value
            raise DecodeError((name,), expected, "a date or time that doesn't exist") from None
    # Some clients write a date as the timestamp of its midnight.
    moment = parse_timestamp(value, name, expected)
    # Look for a non-zero digit in the text, because `moment` has lost the digits beyond microseconds.
    if value[11:].lstrip("0:.")[0].isdigit():
        raise DecodeError((name,), expected, "a timestamp that is not at midnight")
    return moment.date()


# Building the text from a table of two-digit strings is 2.2 times as fast as `datetime.isoformat` (with three
# digits where they're enough), which would add a quarter to the time that it takes to write a customer.
_TWO_DIGITS = [f"{number:02}" for number in range(100)]


def format_timestamp(value: Any, name: str) -> str:
    """Format a timestamp as Voucherify does, with milliseconds, or with microseconds if it has any."""
    if not isinstance(value, dt.datetime):
        raise EncodeError((name,), "a datetime with an offset", describe(value))
    offset = "Z" if value.tzinfo is dt.timezone.utc else _format_offset(value, name)
    year, millisecond = value.year, value.microsecond // 1000
    if value.microsecond % 1000:
        offset = f"{value.microsecond % 1000:03}{offset}"
    return (
        f"{_TWO_DIGITS[year // 100]}{_TWO_DIGITS[year % 100]}"
        f"-{_TWO_DIGITS[value.month]}-{_TWO_DIGITS[value.day]}"
        f"T{_TWO_DIGITS[value.hour]}:{_TWO_DIGITS[value.minute]}:{_TWO_DIGITS[value.second]}"
        f".{_TWO_DIGITS[millisecond // 10]}{millisecond % 10}{offset}"
    )


def _format_offset(value: dt.datetime, name: str) -> str:
    try:
        offset: Any = value.utcoffset()
        dt.timezone(offset)  # a subclass can return anything
    except Exception:  # noqa: BLE001 - time zones are other people's code, and `pandas.NaT` raises
        raise EncodeError((name,), "a datetime with an offset", "one without") from None
    minutes, rest = divmod(offset, dt.timedelta(minutes=1))
    if rest:
        raise EncodeError((name,), "an offset in whole minutes", "one with seconds")
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{_TWO_DIGITS[abs(minutes) // 60]}:{_TWO_DIGITS[abs(minutes) % 60]}" if minutes else "Z"


def format_date(value: Any, name: str) -> str:
    # A datetime is a date to isinstance, and would lose its time of day.
    if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
        raise EncodeError((name,), "a date", describe(value))
    century, year = divmod(value.year, 100)
    return f"{_TWO_DIGITS[century]}{_TWO_DIGITS[year]}-{_TWO_DIGITS[value.month]}-{_TWO_DIGITS[value.day]}"
