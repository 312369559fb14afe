# SPDX-License-Identifier: MIT
"""Webhooks from an SQS queue, one a message, with partial batch responses.

The event source mapping needs `FunctionResponseTypes: [ReportBatchItemFailures]`: without it
Lambda does not read the answer, and takes every message for done. Nobody checks a signature here:
whoever puts the webhook into the queue has to. (Where that is API Gateway itself, take
`api_gateway_through_sqs.py`.)
"""

from __future__ import annotations

import logging
from typing import Any

# With a vendored copy, this is the one line to change: `from app._vendor.voucherify import ...`.
from customer_activity import Customer, DecodeError, Webhook

logger = logging.getLogger(__name__)


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    failures: list[dict[str, str]] = []
    for message in event["Records"]:
        try:
            webhook = webhook_in(message)
        except DecodeError as error:
            # The message stays in the queue, and goes to the dead letter queue in the end. Of a
            # FIFO queue, all that come after it have to be reported as well, to keep their order.
            logger.warning("message %s refused: %s", message["messageId"], error)
            failures.append({"itemIdentifier": message["messageId"]})
            continue
        customer = webhook.customer
        if customer is None:  # the data of other events, such as those of a campaign, have none
            logger.info("%s: no customer", webhook.type)
        else:
            on_customer(webhook, customer)
    return {"batchItemFailures": failures}


def webhook_in(message: dict[str, Any]) -> Webhook:
    webhook = Webhook.from_json(message["body"])
    if webhook.data is None:
        raise DecodeError(("data",), "the data of an event", "none")
    return webhook


def on_customer(webhook: Webhook, customer: Customer) -> None:
    """Your code. An exception fails the whole batch, and all of it comes again."""
    logger.info("%s: customer %s", webhook.type, customer.id)
