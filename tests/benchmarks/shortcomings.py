# SPDX-License-Identifier: MIT
"""What a package does not do, next to the figures that this flatters: each found out by trying."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any


def shortcomings(decode: Callable[[Any], Any], encode: Callable[[Any], Any]) -> list[str]:
    def decoded(data: Any) -> Any:
        try:
            return decode(data)
        except Exception:  # each package refuses in its own way
            return None

    def written(data: Any) -> Any:
        instance = decoded(data)
        return {} if instance is None else encode(instance)

    def shows(value: str) -> bool:
        try:
            decode({"created_at": value})
        except Exception as error:
            return value in str(error)
        return False

    def can_change(instance: Any) -> bool:
        try:
            instance.name = "another"
        except AttributeError:
            return False
        return True

    moment = "2022-08-30T06:32:07.380Z"
    opaque: dict[str, Any] = {"metadata": {"a": {"b": 1}}}
    holding = decoded(opaque)
    times = written({"created_at": moment, "birthdate": "1990-01-01"})
    unknown = written({"id": "c", "new": 1, "address": {"city": "x", "newer": 2}})
    nothing = written({"id": "c", "phone": None, "object": "customer"})
    campaigns = decoded({"loyalty": {"campaigns": {"A": {"points": 1, "loyalty_tier": "t"}}}})
    trials = {
        'takes "7" as an integer': decoded({"loyalty": {"points": "7"}}) is not None,
        "takes true as an integer": decoded({"loyalty": {"points": True}}) is not None,
        "takes 7.5 as an integer": decoded({"loyalty": {"points": 7.5}}) is not None,
        "takes 7 as a string": decoded({"name": 7}) is not None,
        "takes times without offset": decoded({"created_at": moment[:-1]}) is not None,
        "reads no entries of campaigns": isinstance(campaigns and campaigns.loyalty.campaigns["A"], dict),
        "refuses []": decoded({"metadata": []}) is None or decoded({"loyalty": {"campaigns": []}}) is None,
        "refuses absent members": decoded({"referrals": {"campaigns": [{}]}}) is None,
        "loses unknown members": "new" not in unknown or "newer" not in unknown.get("address", {}),
        "loses null": "phone" not in nothing,
        "writes null for absent members": bool(nothing.keys() - {"id", "phone", "object"}),
        "writes dates as objects": any(isinstance(value, dt.date) for value in times.values()),
        "changes the form of times": isinstance(times["created_at"], str) and times["created_at"] != moment,
        "shares nested JSON with the input": holding.metadata["a"] is opaque["metadata"]["a"],
        "shows values in its errors": shows("a-secret"),
        "can be changed": can_change(holding),
    }
    return [text for text, is_so in trials.items() if is_so]
