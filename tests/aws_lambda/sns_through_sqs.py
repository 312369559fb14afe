# SPDX-License-Identifier: MIT
"""Webhooks from an SNS topic, through an SQS queue that is subscribed to it.

The body of the SQS message is the JSON text of a notification, in which the webhook is a JSON
string. (With raw message delivery the body is the webhook itself: take `sqs.py`.) The event source
mapping needs `FunctionResponseTypes: [ReportBatchItemFailures]`.
"""

from __future__ import annotations

import json
import logging
from typing import Any

from customer_activity import Customer, DecodeError
from customer_activity.webhook import Webhook

logger = logging.getLogger(__name__)


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    failures: list[dict[str, str]] = []
    for record in event["Records"]:
        try:
            webhook = Webhook.from_json(message_in(record["body"]))
        except DecodeError as error:
            logger.warning("message %s not decoded: %s", record["messageId"], error)
            failures.append({"itemIdentifier": record["messageId"]})
            continue
        if webhook.customer is not None:
            on_customer(webhook.customer)
    return {"batchItemFailures": failures}


def message_in(body: str) -> str:
    """What was published to the topic."""
    try:
        message: str = json.loads(body)["Message"]
    except (KeyError, TypeError, ValueError, RecursionError):
        # One such body must not fail the batch. The errors of `json` carry the text: drop them.
        raise DecodeError((), "a notification of SNS", "another text") from None
    return message


def on_customer(customer: Customer) -> None:
    """Your code. An exception fails the whole batch, and all of it comes again."""
    logger.info("customer %s", customer.id)
