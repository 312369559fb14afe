# SPDX-License-Identifier: MIT
"""Webhooks from an SNS topic that invokes the function, one per event.

An exception goes to Lambda, which logs its text, retries twice and then uses the function's dead-letter queue
or failure destination. A `DecodeError` has no values in its text; keep them out of your own exceptions.
Signatures aren't checked here; the publisher must do that.
"""

from __future__ import annotations

import logging
from typing import Any

# If the package is somewhere else, change this line: `from app._vendor.customer_activity import ...`.
from customer_activity import Customer, Webhook

logger = logging.getLogger(__name__)
logger.setLevel(logging.INFO)


def handler(event: dict[str, Any], context: object) -> None:
    for record in event["Records"]:
        process(Webhook.from_json(record["Sns"]["Message"]))


def process(webhook: Webhook) -> None:
    customer = webhook.customer
    if customer is None or (webhook.source or {}).get("object") == "distribution":
        on_other_event(webhook)
    else:
        on_customer(webhook, customer)


def on_customer(webhook: Webhook, customer: Customer) -> None:
    """Your code. If it raises, Lambda retries twice.

    `customer` often has only some of its fields: set those and leave the others alone. Events can arrive
    twice and out of order. One of them is `customer.deleted`.
    """
    logger.info("%a: customer %a", webhook.event_type, customer.id)  # %a writes one line of ASCII


def on_other_event(webhook: Webhook) -> None:
    """Your code, for events without a customer and for distributions, whose `data` can have any shape."""
    logger.info("%a: nothing to do", webhook.event_type)
