# SPDX-License-Identifier: MIT
"""Request bodies: the members of a customer that the API accepts, and those that have changed."""

from __future__ import annotations

from typing import Any

from ._values import ARRAY, DICT
from .errors import format_path


def select_members(written: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """The members with these names, in this order."""
    return {name: written[name] for name in names if name in written}


def changed_members(new: dict[str, Any], old: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """The members with these names that have changed, with None for those to clear.

    Raises `ValueError` if any other member differs: the two aren't states of the same customer.
    """
    others = _changes(_filled_others(new, names), _filled_others(old, names))
    if others:
        place = format_path((next(iter(others)),))
        raise ValueError(
            f"since must be the customer that replace() made this one from, but they differ at {place}"
        )
    now, since = select_members(new, names), select_members(old, names)
    # An empty address or empty metadata clears the one in `since`; if there's none, it changes nothing.
    now = {name: value for name, value in now.items() if not _is_empty(name, value)}
    since = {name: None if _is_empty(name, value) else value for name, value in since.items()}
    if now.get("address"):
        parts = _changes(now["address"], old.get("address") or {})
        filled = {part: value for part, value in now["address"].items() if value is not None}
        # The result is the same whether the API merges addresses or replaces them.
        now["address"] = {**filled, **parts} if parts else since["address"]
    body = _changes(now, since)
    if "metadata" in body:
        body["metadata"] = new.get("metadata")  # an empty one stays `{}`
    return select_members(body, names)


def _changes(now: dict[str, Any], since: dict[str, Any]) -> dict[str, Any]:
    """The members that differ, with None for those that are gone or newly null.

    A null that `since` doesn't have was put there to clear the member, so it's a change.
    """
    changes: dict[str, Any] = {}
    for name in {**now, **since}:
        value, previous = now.get(name), since.get(name)
        if value is None:
            if previous is not None or name not in since:
                changes[name] = None
        elif not _is_same_json(value, previous):
            changes[name] = value
    return changes


def _filled_others(written: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name, value in written.items() if name not in names and value not in (None, {})}


def _is_empty(name: str, value: Any) -> bool:
    """Whether it's `{}`, or an address whose parts are all null. In metadata, null is a value."""
    return isinstance(value, DICT) and all(name == "address" and part is None for part in value.values())


def _is_same_json(value: Any, other: Any) -> bool:
    """Whether two JSON values are the same. To Python, 1 and True are equal; to JSON, they aren't."""
    if isinstance(value, DICT) and isinstance(other, DICT):
        return value.keys() == other.keys() and all(_is_same_json(value[key], other[key]) for key in value)
    if isinstance(value, ARRAY) and isinstance(other, ARRAY):
        return len(value) == len(other) and all(map(_is_same_json, value, other))
    return value == other and isinstance(value, bool) == isinstance(other, bool)
