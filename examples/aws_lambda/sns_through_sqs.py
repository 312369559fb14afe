# SPDX-License-Identifier: MIT
"""Webhooks from an SNS topic, through an SQS queue that is subscribed to it.

The body of the SQS message is the JSON text of a notification, in which the webhook is a JSON
string. (With raw message delivery the body is the webhook itself: take `sqs.py`.) The event source
mapping needs `FunctionResponseTypes: [ReportBatchItemFailures]`. Nobody checks a signature here:
whoever publishes the webhook to the topic has to.

A message that fails comes again, and goes to the dead letter queue in the end. In a FIFO queue, the later
messages of its group wait for it: those in the same batch are reported as well, unprocessed. SQS counts
that as an attempt, so that they may follow it to the dead letter queue, unless the batch size is 1.
"""

from __future__ import annotations

import json
import logging
import traceback
from typing import Any

# If the copy lies elsewhere, change this line: `from app._vendor.customer_activity import ...`.
from customer_activity import Customer, DecodeError, Webhook

logger = logging.getLogger(__name__)


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    failures: list[dict[str, str]] = []
    failed_groups: set[str] = set()
    for message in event["Records"]:
        group = message_group(message)
        if group in failed_groups or not process_message(message):
            failed_groups.add(group)
            failures.append({"itemIdentifier": message["messageId"]})
    return {"batchItemFailures": failures}


def message_group(message: dict[str, Any]) -> str:
    """The messages that have to stay in order. In a standard queue, each stands alone."""
    if message["eventSourceARN"].endswith(".fifo"):
        return str(message["attributes"]["MessageGroupId"])
    return str(message["messageId"])


def process_message(message: dict[str, Any]) -> bool:
    try:
        webhook = decode_message(message)
        customer = webhook.customer
        if customer is not None:  # the data of other events, such as those of a campaign, have none
            on_customer(webhook, customer)
    except Exception as error:  # whatever it is, it fails this message and no other
        # `%a` writes one line of ASCII, so that no sender can forge a line of the log.
        logger.error("message %s failed: %a", message["messageId"], describe(error))
        return False
    return True


def decode_message(message: dict[str, Any]) -> Webhook:
    try:
        notification = json.loads(message["body"])
    except (ValueError, RecursionError):
        notification = None
    if not isinstance(notification, dict) or not isinstance(notification.get("Message"), str):
        raise DecodeError((), "a notification of SNS", "another text")
    webhook = Webhook.from_json(notification["Message"])
    if webhook.data is None:
        raise DecodeError(("data",), "the data of an event", "none")
    return webhook


def describe(error: Exception) -> str:
    """What went wrong, without a value of the payload: it is personal data, and this is logged."""
    if isinstance(error, DecodeError):  # its text names the place in the payload, and holds no value
        return str(error)
    # The text of another error may hold one. Its type and the lines of code that it came through do not.
    frames = traceback.extract_tb(error.__traceback__, limit=10)
    return f"{type(error).__name__} at " + ", ".join(f"{frame.filename}:{frame.lineno}" for frame in frames)


def on_customer(webhook: Webhook, customer: Customer) -> None:
    """Your code. An exception fails this message, which comes again, and no other."""
    # Printed, because Lambda does not show `logger.info` by default.
    print(f"{webhook.event_type!a}: customer {customer.id!a}")
