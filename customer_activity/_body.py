# SPDX-License-Identifier: MIT
"""Bodies of requests: what of a customer the API takes, and what of it has changed."""

from __future__ import annotations

import json
from typing import Any

from ._json import dump
from .errors import format_path

dump_sorted = json.JSONEncoder(sort_keys=True).encode


def select_members(written: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """The members with these names, of what `to_dict` wrote. Raises `EncodeError` if `json` cannot write
    them, such as an integer that is too long."""
    body = {name: written[name] for name in names if name in written}
    dump(body)
    return body


def changed_members(
    written: dict[str, Any], before: dict[str, Any], names: tuple[str, ...]
) -> dict[str, Any]:
    """The members with these names that differ, a null for each that is gone.

    Raises `ValueError` if any other member differs: the two are not states of one customer.
    """
    body: dict[str, Any] = {}
    for name in {**written, **before}:
        value, previous = written.get(name), before.get(name)
        if name == "address":
            value, previous = _without_nulls(value), _without_nulls(previous)
        if dump_sorted(value) == dump_sorted(previous):
            continue
        if name not in names:
            place = format_path((name,))
            raise ValueError(
                f"since is not what this customer was made from by replace: the two differ in {place}"
            )
        if name == "address" and value is not None and previous is not None:
            # Whether the API merges an address or replaces it, the result is the same.
            value = {**value, **{part: None for part in previous if part not in value}}
        body[name] = value
    return {name: body[name] for name in names if name in body}


def _without_nulls(value: Any) -> Any:
    return value and {name: item for name, item in value.items() if item is not None}
