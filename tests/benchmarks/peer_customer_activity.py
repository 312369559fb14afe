# SPDX-License-Identifier: MIT
"""This package, through the same four functions as its peers, and its webhooks."""

from __future__ import annotations

from customer_activity import Customer, Webhook

decode = Customer.from_dict
encode = Customer.to_dict
from_text = Customer.from_json
to_text = Customer.to_json


def webhook_and_back(text: str) -> str:
    return Webhook.from_json(text).to_json()
