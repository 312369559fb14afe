# SPDX-License-Identifier: MIT
"""The guarantees that other packages don't give, found by trying, to print beside their figures."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any


def accepts(read: Callable[[str], Any], text: str) -> bool:
    try:
        read(text)
    except Exception:  # noqa: BLE001 - each package rejects in its own way
        return False
    return True


def shortcomings(read: Callable[[str], Any], write: Callable[[Any], str]) -> list[str]:
    customer = read('{"id": "c", "phone": null, "new": 1, "address": {"city": "x", "newer": 2}}')
    written = json.loads(write(customer))
    trials = {
        'accepts "7" for 7': accepts(read, '{"loyalty": {"points": "7"}}'),
        'accepts 7 for "7"': accepts(read, '{"name": 7}'),
        "accepts times without an offset": accepts(read, '{"created_at": "2022-08-30T06:32:07.380"}'),
        "rejects [] for {}": not accepts(read, '{"metadata": []}'),
        "drops unknown members": "new" not in written or "newer" not in written["address"],
        "drops nulls": "phone" not in written,
        "adds nulls": "email" in written,
    }
    return [text for text, is_so in trials.items() if is_so]
