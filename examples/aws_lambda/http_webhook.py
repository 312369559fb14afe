# SPDX-License-Identifier: MIT
"""A Voucherify webhook behind API Gateway (REST or HTTP API), a function URL or a load balancer (ALB).

They wrap the request differently, but `body` and `isBase64Encoded` are the same in all of them. If your
code can take 10 seconds or fail for a day, put a queue in between: `http_to_sqs.py`.
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
    try:
        webhook = Webhook.from_json(body)
    except DecodeError as error:
        on_undecodable(body, error)
        return 200
    customer = webhook.customer
    if customer is None or (webhook.source or {}).get("object") == "distribution":
        on_other_event(webhook)
    else:
        on_customer(webhook, customer)
    return 200


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
    """Your code. If it raises, Voucherify retries up to 12 times, then disables the webhook for everyone.

    `customer` often has only some of its fields: set those and leave the others alone. Events can arrive
    twice and out of order. One of them is `customer.deleted`.
    """
    logger.info("%a: customer %a", webhook.event_type, customer.id)  # %a writes one line of ASCII


def on_other_event(webhook: Webhook) -> None:
    """Your code, for events without a customer and for distributions, whose `data` can have any shape."""
    logger.info("%a: nothing to do", webhook.event_type)


def on_undecodable(body: bytes, error: DecodeError) -> None:
    """Your code, for a signed body that doesn't decode, such as `data` of your own design.

    Voucherify won't send it again. Store it where only a few people can read it: it's personal data.
    """
    logger.error("cannot decode a signed webhook: %a", str(error))
