# SPDX-License-Identifier: MIT
"""Which of this package's promises another does not keep, found out by trying, to stand beside figures."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any


def takes(read: Callable[[str], Any], text: str) -> bool:
    try:
        read(text)
    except Exception:  # noqa: BLE001 - each package refuses in its own way
        return False
    return True


def shortcomings(read: Callable[[str], Any], write: Callable[[Any], str]) -> list[str]:
    customer = read('{"id": "c", "phone": null, "new": 1, "address": {"city": "x", "newer": 2}}')
    written = json.loads(write(customer))
    trials = {
        'takes "7" for 7': takes(read, '{"loyalty": {"points": "7"}}'),
        'takes 7 for "7"': takes(read, '{"name": 7}'),
        "takes times without offset": takes(read, '{"created_at": "2022-08-30T06:32:07.380"}'),
        "refuses [] for {}": not takes(read, '{"metadata": []}'),
        "loses unknown": "new" not in written or "newer" not in written["address"],
        "loses null": "phone" not in written,
        "adds null": "email" in written,
    }
    return [text for text, is_so in trials.items() if is_so]
