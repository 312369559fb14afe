# SPDX-License-Identifier: MIT
"""This package at commit 7838d33. `measure.py` gets it from the history under this name."""

from __future__ import annotations

from customer_activity_7838d33 import Customer, Webhook

decode = Customer.from_dict
encode = Customer.to_dict
from_text = Customer.from_json
to_text = Customer.to_json


def webhook_and_back(text: str) -> str:
    return Webhook.from_json(text).to_json()
