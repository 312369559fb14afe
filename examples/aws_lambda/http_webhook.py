# SPDX-License-Identifier: MIT
"""A Voucherify webhook behind API Gateway (REST or HTTP API), a function URL or a load balancer (ALB).

They differ in what they put around the request; `body` and `isBase64Encoded` are the same in all of
them. The signature is checked here: what is not signed is answered 401.

A webhook that is not answered with 2xx within 10 seconds is sent again, up to 12 times: first after a
minute, in the end after 24 hours. Then Voucherify disables it, for all customers. So what is signed is
answered 200 even if it does not decode, because sending it again never mends it. If your code may take 10
seconds, or fail for a day, put a queue in front of it: `api_gateway_through_sqs.py`.
"""

from __future__ import annotations

import base64
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
    body: str | bytes = event.get("body") or ""
    if event.get("isBase64Encoded"):
        try:
            body = base64.b64decode(body, validate=True)
        except ValueError:  # there is no body that a signature could fit
            logger.warning("webhook refused with 400: the body is not the Base64 that it is said to be")
            return answer(400)
    signature = find_signature(event)
    if not verify_signature(body, signature, SECRET):
        reason = "there is no signature" if signature is None else "the signature does not fit the body"
        logger.warning("webhook refused with 401: %s", reason)
        return answer(401)
    try:
        process(body)
    except Exception as error:  # whatever your code raises: Lambda would log its text
        logger.error("webhook answered with 500: %a", describe(error))
        return answer(500)
    return answer(200)


def answer(status: int) -> dict[str, Any]:
    return {"statusCode": status, "body": ""}


def find_signature(event: dict[str, Any]) -> str | None:
    # REST APIs pass the names of headers in the case in which the client wrote them. A load balancer whose
    # target group has multi-value headers sends `multiValueHeaders` only, each of them a list.
    headers = event.get("headers") or event.get("multiValueHeaders") or {}
    for name, value in headers.items():
        if name.lower() == "x-voucherify-signature":
            return value if isinstance(value, str) else "".join(value)
    return None


def process(body: str | bytes) -> None:
    try:
        webhook = Webhook.from_json(body)
        if webhook.data is None:
            raise DecodeError(("data",), "the data of an event", "none")
    except DecodeError as error:
        on_undecodable(body, error)
        return
    customer = webhook.customer
    if customer is not None:  # the data of other events, such as those of a campaign, have none
        on_customer(webhook, customer)


def describe(error: Exception) -> str:
    """What went wrong, without a value of the payload: it is personal data, and this is logged."""
    if isinstance(error, DecodeError):  # its text names the place in the payload, and holds no value
        return str(error)
    # The text of another error may hold one. Its type and the lines of code that it came through do not.
    frames = traceback.extract_tb(error.__traceback__, limit=10)
    return f"{type(error).__name__} at " + ", ".join(f"{frame.filename}:{frame.lineno}" for frame in frames)


def on_customer(webhook: Webhook, customer: Customer) -> None:
    """Your code. The same webhook may come twice.

    An exception is answered 500, so that Voucherify sends it again. If the 12th time fails too, it disables
    the webhook for all customers: raise only what passes by itself, such as a database that is away.
    """
    # Printed, because Lambda does not show `logger.info` by default.
    print(f"{webhook.event_type!a}: customer {customer.id!a}")


def on_undecodable(body: str | bytes, error: DecodeError) -> None:
    """Your code, for what is signed and does not decode, such as `data` that a merchant has designed.

    It does not come again. Keep the body in a queue or a bucket that few may read: it is personal data.
    """
    # `%a` writes one line of ASCII, so that no sender can forge a line of the log.
    logger.error("a signed webhook does not decode: %a", str(error))
