# SPDX-License-Identifier: MIT
"""Webhooks that API Gateway puts into an SQS queue itself, with no function in front of it.

The signature travels as an attribute of the message and is checked here. SQS takes no attribute
that is empty, so that a request without the header is not put into the queue. The event source
mapping needs `FunctionResponseTypes: [ReportBatchItemFailures]`.

A message that fails comes again, and goes to the dead letter queue in the end. In a FIFO queue, the later
messages of its group wait for it: those in the same batch are reported as well, unprocessed. SQS counts
that as an attempt, so that they may follow it to the dead letter queue, unless the batch size is 1.

An HTTP API has the integration `SQS-SendMessage` for it, with these request parameters:

    QueueUrl: https://sqs.eu-west-1.amazonaws.com/123456789012/webhooks
    MessageBody: $request.body
    MessageAttributes: >-
      {"x-voucherify-signature":
      {"DataType": "String", "StringValue": "${request.header.x-voucherify-signature}"}}

A REST API has an AWS integration with SQS, the path `123456789012/webhooks`, the header
`Content-Type: 'application/x-www-form-urlencoded'` and the template below for `application/json`.
Give it integration responses for `4..` and `5..`: it answers 200 without, whatever SQS says.

    Action=SendMessage##
    &MessageBody=$util.urlEncode($input.body)##
    &MessageAttribute.1.Name=x-voucherify-signature##
    &MessageAttribute.1.Value.DataType=String##
    &MessageAttribute.1.Value.StringValue=$util.urlEncode($input.params('x-voucherify-signature'))
"""

from __future__ import annotations

import logging
import os
import traceback
from typing import Any

# If the copy lies elsewhere, change this line: `from app._vendor.customer_activity import ...`.
from customer_activity import Customer, DecodeError, Webhook, verify_signature

logger = logging.getLogger(__name__)

# A line end behind it, which files and shells leave there, would make every signature wrong.
SECRET = os.environ["VOUCHERIFY_SECRET"].strip()
if not SECRET:
    raise ValueError("VOUCHERIFY_SECRET is empty")


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


class SignatureError(Exception):
    """The signature is missing, or is that of another body."""


def decode_message(message: dict[str, Any]) -> Webhook:
    attribute = message["messageAttributes"].get("x-voucherify-signature", {})
    if not verify_signature(message["body"], attribute.get("stringValue"), SECRET):
        raise SignatureError
    webhook = Webhook.from_json(message["body"])
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
