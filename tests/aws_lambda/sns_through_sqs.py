# SPDX-License-Identifier: MIT
"""Webhooks from an SNS topic, through an SQS queue that is subscribed to it.

The body of the SQS message is the JSON text of a notification, in which the webhook is a JSON
string. (With raw message delivery the body is the webhook itself: take `sqs.py`.) The event source
mapping needs `FunctionResponseTypes: [ReportBatchItemFailures]`. Nobody checks a signature here:
whoever publishes the webhook to the topic has to.
"""

from __future__ import annotations

import json
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
    try:
        notification = json.loads(message["body"])
    except (ValueError, RecursionError):
        notification = None
    if not isinstance(notification, dict) or not isinstance(notification.get("Message"), str):
        # Raised out here, because json's own error carries the text.
        raise DecodeError((), "a notification of SNS", "another text")
    webhook = Webhook.from_json(notification["Message"])
    if webhook.data is None:
        raise DecodeError(("data",), "the data of an event", "none")
    return webhook


def on_customer(webhook: Webhook, customer: Customer) -> None:
    """Your code. An exception fails the whole batch, and all of it comes again."""
    logger.info("%s: customer %s", webhook.type, customer.id)
