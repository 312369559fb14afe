# SPDX-License-Identifier: MIT
"""Webhooks from an SNS topic that invokes the function: each is a string in `Sns.Message`.

SNS takes no response that is partial. A `DecodeError` is therefore let through: Lambda tries twice more, and
then gives the event to the function's dead letter queue or failure destination, if it has one.
Lambda logs the error, whose text holds the path and no value of the payload. Nobody checks a
signature here: whoever publishes the webhook to the topic has to.
"""

from __future__ import annotations

import logging
from typing import Any

# With a vendored copy, this is the one line to change: `from app._vendor.voucherify import ...`.
from customer_activity import Customer, DecodeError, Webhook

logger = logging.getLogger(__name__)


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    for record in event["Records"]:
        webhook = Webhook.from_json(record["Sns"]["Message"])
        if webhook.data is None:
            raise DecodeError(("data",), "the data of an event", "none")
        customer = webhook.customer
        if customer is None:  # the data of other events, such as those of a campaign, have none
            logger.info("%s: no customer", webhook.type)
        else:
            on_customer(webhook, customer)
    return {}  # nobody reads it


def on_customer(webhook: Webhook, customer: Customer) -> None:
    """Your code."""
    logger.info("%s: customer %s", webhook.type, customer.id)
