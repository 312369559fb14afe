# SPDX-License-Identifier: MIT
"""Webhooks from an SNS topic, through an SQS queue that is subscribed to it.

The body of an SQS message is a notification as JSON, in which the webhook is a string. (With raw message
delivery, the body is the webhook itself: use `sqs.py`.) Signatures aren't checked here; the publisher must do
that.

The event source mapping needs `FunctionResponseTypes: [ReportBatchItemFailures]`: without it, Lambda ignores
the response and treats every message as processed. A failed message is delivered again, and eventually moves
to the dead-letter queue. In a FIFO queue, later messages in its group wait for it: those in the same batch
are reported too, unprocessed. SQS counts that as an attempt, so they can follow it to the dead-letter queue,
unless the batch size is 1.
"""

from __future__ import annotations

import json
import logging
import traceback
from contextlib import suppress
from typing import Any

# If the package is somewhere else, change this line: `from app._vendor.customer_activity import ...`.
from customer_activity import Customer, DecodeError, Webhook

logger = logging.getLogger(__name__)
logger.setLevel(logging.INFO)


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
    """Messages in the same group must stay in order. In a standard queue, each is a group of its own."""
    if message["eventSourceARN"].endswith(".fifo"):
        return str(message["attributes"]["MessageGroupId"])
    return str(message["messageId"])


def process_message(message: dict[str, Any]) -> bool:
    try:
        process(decode_message(message))
    except Exception as error:  # whatever it is, only this message fails
        logger.error("message %s failed: %a", message["messageId"], describe(error))
        return False
    return True


def decode_message(message: dict[str, Any]) -> Webhook:
    try:
        notification = json.loads(message["body"])
    except (ValueError, RecursionError):
        notification = None
    if not isinstance(notification, dict) or not isinstance(notification.get("Message"), str):
        raise DecodeError((), "an SNS notification", "something else")
    return Webhook.from_json(notification["Message"])


def process(webhook: Webhook) -> None:
    customer = webhook.customer
    if customer is None or (webhook.source or {}).get("object") == "distribution":
        on_other_event(webhook)
    else:
        on_customer(webhook, customer)


def describe(error: Exception) -> str:
    """What went wrong and where, without an exception's text, which can have personal data in it."""
    if isinstance(error, DecodeError):  # its text never does
        return str(error)
    names: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(names) < 5:
        names.append(type(cause).__name__)
        with suppress(LookupError, TypeError):  # boto3's errors share a class and differ in their code
            names[-1] += f" ({vars(cause)['response']['Error']['Code']})"
        cause = cause.__cause__ or cause.__context__
    frames = traceback.extract_tb(error.__traceback__, limit=-10)  # the innermost ones
    return f"{' from '.join(names)} at " + ", ".join(f"{frame.filename}:{frame.lineno}" for frame in frames)


def on_customer(webhook: Webhook, customer: Customer) -> None:
    """Your code. If it raises, only this message fails, and SQS delivers it again.

    `customer` often has only some of its fields: set those and leave the others alone. Events can arrive
    twice and out of order. One of them is `customer.deleted`.
    """
    logger.info("%a: customer %a", webhook.event_type, customer.id)  # %a writes one line of ASCII


def on_other_event(webhook: Webhook) -> None:
    """Your code, for events without a customer and for distributions, whose `data` can have any shape."""
    logger.info("%a: nothing to do", webhook.event_type)
