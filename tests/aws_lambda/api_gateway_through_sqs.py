# SPDX-License-Identifier: MIT
"""Webhooks that API Gateway puts into an SQS queue itself, with no function in front of it.

The signature travels as an attribute of the message and is checked here. SQS takes no attribute
that is empty, so that a request without the header is not put into the queue. The event source
mapping needs `FunctionResponseTypes: [ReportBatchItemFailures]`.

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
from typing import Any

# With a vendored copy, this is the one line to change: `from app._vendor.voucherify import ...`.
from customer_activity import Customer, DecodeError, Webhook, verify_signature

logger = logging.getLogger(__name__)


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    failures: list[dict[str, str]] = []
    for message in event["Records"]:
        try:
            webhook = webhook_in(message)
        except (SignatureError, DecodeError) as error:
            logger.warning("message %s refused: %s", message["messageId"], error)
            failures.append({"itemIdentifier": message["messageId"]})
            continue
        customer = webhook.customer
        if customer is None:  # the data of other events, such as those of a campaign, have none
            logger.info("%s: no customer", webhook.type)
        else:
            on_customer(webhook, customer)
    return {"batchItemFailures": failures}


class SignatureError(Exception):
    """The signature is missing, or is that of another body."""


def webhook_in(message: dict[str, Any]) -> Webhook:
    attribute = message["messageAttributes"].get("x-voucherify-signature", {})
    signature = attribute.get("stringValue")
    if not verify_signature(message["body"], signature, os.environ["VOUCHERIFY_SECRET"]):
        raise SignatureError("the signature does not fit the body")
    webhook = Webhook.from_json(message["body"])
    if webhook.data is None:
        raise DecodeError(("data",), "the data of an event", "none")
    return webhook


def on_customer(webhook: Webhook, customer: Customer) -> None:
    """Your code. An exception fails the whole batch, and all of it comes again."""
    logger.info("%s: customer %s", webhook.type, customer.id)
