# SPDX-License-Identifier: MIT
"""The customer in pydantic 2, with arguments in each call that make it strict and keep unknown members.

That costs it time on the way in, and on the way out it does not write the members that it kept.
"""

from __future__ import annotations

from functools import partial

from peer_pydantic import Customer, to_text

from_text = partial(Customer.model_validate_json, strict=True, extra="allow")

__all__ = ["from_text", "to_text"]
