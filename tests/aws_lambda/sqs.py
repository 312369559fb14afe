# SPDX-License-Identifier: MIT
"""Webhooks from an SQS queue, one a message, with partial batch responses.

The event source mapping needs `FunctionResponseTypes: [ReportBatchItemFailures]`: without it
Lambda does not read the answer, and takes every message for done. The signature is a header of
the HTTP request and not here any more: check it before the message is put into the queue.
"""

from __future__ import annotations

import logging
from typing import Any

from customer_activity import Customer, DecodeError
from customer_activity.webhook import Webhook

logger = logging.getLogger(__name__)


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    failures: list[dict[str, str]] = []
    for record in event["Records"]:
        try:
            webhook = Webhook.from_json(record["body"])
        except DecodeError as error:
            # The message stays in the queue, and goes to the dead letter queue in the end. Of a
            # FIFO queue, all that come after it have to be reported as well, to keep their order.
            logger.warning("message %s not decoded: %s", record["messageId"], error)
            failures.append({"itemIdentifier": record["messageId"]})
            continue
        if webhook.customer is not None:
            on_customer(webhook.customer)
    return {"batchItemFailures": failures}


def on_customer(customer: Customer) -> None:
    """Your code. An exception fails the whole batch, and all of it comes again."""
    logger.info("customer %s", customer.id)
