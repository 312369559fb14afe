# SPDX-License-Identifier: MIT
"""Webhooks that API Gateway writes directly to an SQS queue, without a function in between.

The signature travels as a message attribute and is checked here. SQS rejects an empty attribute, so a request
without the header isn't queued. API Gateway passes on SQS's response, so if SQS rejects a
body, Voucherify retries up to 12 times and then disables the webhook. With the first mapping, SQS rejects a
body over 768 KiB (1 MiB in Base64); with the second, one that is over 1 MiB or contains U+FFFE or U+FFFF. If
you can't rule that out, use `http_to_sqs.py`.

REST API: an AWS integration with SQS, the path `123456789012/webhooks`, the header
`Content-Type: 'application/x-www-form-urlencoded'` and this template for `application/json`. Add integration
responses for `4..` and `5..`; otherwise it returns 200, no matter what SQS returns.

    Action=SendMessage##
    &MessageBody=$util.urlEncode($util.base64Encode($input.body))##
    &MessageAttribute.1.Name=x-voucherify-signature##
    &MessageAttribute.1.Value.DataType=String##
    &MessageAttribute.1.Value.StringValue=$util.urlEncode($input.params('x-voucherify-signature'))

HTTP API: the integration `SQS-SendMessage` with these request parameters.

    QueueUrl: https://sqs.eu-west-1.amazonaws.com/123456789012/webhooks
    MessageBody: $request.body
    MessageAttributes: >-
      {"x-voucherify-signature":
      {"DataType": "String", "StringValue": "${request.header.x-voucherify-signature}"}}

A FIFO queue also needs a group. It drops repeats of a webhook for 5 minutes if the deduplication id is the
signature, which depends only on the body. Add `##` to the template's last line and append:

    &MessageGroupId=voucherify##
    &MessageDeduplicationId=$util.urlEncode($input.params('x-voucherify-signature'))

Or, for the HTTP API:

    MessageGroupId: voucherify
    MessageDeduplicationId: $request.header.x-voucherify-signature

The event source mapping needs `FunctionResponseTypes: [ReportBatchItemFailures]`: without it, Lambda ignores
the response and treats every message as processed. A failed message is delivered again, and eventually moves
to the dead-letter queue. In a FIFO queue, later messages in its group wait for it: those in the same batch
are reported too, unprocessed. SQS counts that as an attempt, so they can follow it to the dead-letter queue,
unless the batch size is 1.
"""

from __future__ import annotations

import base64
import logging
import os
import traceback
from contextlib import suppress
from typing import Any

# If the package is somewhere else, change this line: `from app._vendor.customer_activity import ...`.
from customer_activity import Customer, DecodeError, Webhook, verify_signature

logger = logging.getLogger(__name__)
logger.setLevel(logging.INFO)

# One secret, or two separated by whitespace while you rotate them.
SECRETS = os.environ["VOUCHERIFY_SECRET"].split()
if not SECRETS:
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


class SignatureError(Exception):
    """The signature is missing or doesn't match the body."""


def decode_message(message: dict[str, Any]) -> Webhook:
    body = message_body(message)
    signature = message["messageAttributes"].get("x-voucherify-signature", {}).get("stringValue")
    if not any(verify_signature(body, signature, secret) for secret in SECRETS):
        raise SignatureError
    return Webhook.from_json(body)


def message_body(message: dict[str, Any]) -> str | bytes:
    text: str = message["body"]
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:  # it isn't Base64, but JSON
        return text


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
