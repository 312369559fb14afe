# SPDX-License-Identifier: MIT
"""Puts signed webhooks into an SQS queue, from which `sqs.py` takes them. Same triggers as `http_webhook.py`.

Nothing is lost while your code fails or is slow. `QUEUE_URL` is the queue's URL. Allow only this
function to send messages to it (`sqs:SendMessage`), because `sqs.py` doesn't check signatures.
"""

from __future__ import annotations

import base64
import logging
import os
import traceback
from contextlib import suppress
from typing import Any

import boto3

# If the package is somewhere else, change this line: `from app._vendor.customer_activity import ...`.
from customer_activity import DecodeError, verify_signature

logger = logging.getLogger(__name__)
logger.setLevel(logging.INFO)

# One secret, or two separated by whitespace while you rotate them.
SECRETS = os.environ["VOUCHERIFY_SECRET"].split()
if not SECRETS:
    raise ValueError("VOUCHERIFY_SECRET is empty")

QUEUE_URL = os.environ["QUEUE_URL"]
LIMIT = 1024 * 1024  # bytes in an SQS message
sqs = boto3.client("sqs")


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    if is_health_check(event):
        return response(200)
    try:
        text = (event.get("body") or "").encode()
        body = base64.b64decode(text) if event.get("isBase64Encoded") else text
        return response(receive(body, find_signature(event)))
    except Exception as error:  # whatever it is, because Lambda would log its text
        logger.error("webhook answered with 500: %a", describe(error))
        return response(500)


def response(status: int) -> dict[str, Any]:
    return {"statusCode": status, "body": ""}


def is_health_check(event: dict[str, Any]) -> bool:
    # REST APIs and load balancers have the method in one place, HTTP APIs and function URLs in the other.
    method = event.get("httpMethod") or event.get("requestContext", {}).get("http", {}).get("method")
    return method in ("GET", "HEAD")


def find_signature(event: dict[str, Any]) -> str | None:
    # REST APIs pass header names in the case in which the client sent them. A load balancer whose target
    # group has multi-value headers sends only `multiValueHeaders`, with a list for each name.
    headers = event.get("headers") or event.get("multiValueHeaders") or {}
    for name, value in headers.items():
        if name.lower() == "x-voucherify-signature":
            return value if isinstance(value, str) else "".join(value)
    return None


def receive(body: bytes, signature: str | None) -> int:
    """Return the status to answer with. An exception must be answered with 500."""
    if not any(verify_signature(body, signature, secret) for secret in SECRETS):
        reason = "is missing" if signature is None else "does not match the body"
        logger.warning("webhook rejected with 401: the signature %s", reason)
        return 401
    message = base64.b64encode(body).decode()  # because SQS rejects U+FFFE and U+FFFF
    if len(message) > LIMIT:
        on_too_large(body)
    elif QUEUE_URL.endswith(".fifo"):
        # The signature depends only on the body, so SQS accepts the same webhook only once in 5 minutes.
        group = {"MessageGroupId": "voucherify", "MessageDeduplicationId": signature}
        sqs.send_message(QueueUrl=QUEUE_URL, MessageBody=message, **group)
    else:
        sqs.send_message(QueueUrl=QUEUE_URL, MessageBody=message)
    return 200


def on_too_large(body: bytes) -> None:
    """Your code. Voucherify won't send it again. Store it in a bucket that only a few people can read."""
    logger.error("a signed webhook of %d bytes is too large for SQS", len(body))


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
