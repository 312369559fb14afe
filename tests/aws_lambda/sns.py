# SPDX-License-Identifier: MIT
"""Webhooks from an SNS topic that invokes the function: each is a string in `Sns.Message`.

SNS knows no partial answer. A `DecodeError` is therefore let through: Lambda tries twice more, and
then gives the event to the function's dead letter queue or failure destination, if it has one.
Lambda logs the error, whose text holds the path and no value of the payload.
"""

from __future__ import annotations

import logging
from typing import Any

from customer_activity import Customer
from customer_activity.webhook import Webhook

logger = logging.getLogger(__name__)


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    for record in event["Records"]:
        webhook = Webhook.from_json(record["Sns"]["Message"])
        if webhook.customer is not None:
            on_customer(webhook.customer)
    return {}  # nobody reads it


def on_customer(customer: Customer) -> None:
    """Your code."""
    logger.info("customer %s", customer.id)
