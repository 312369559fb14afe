# SPDX-License-Identifier: MIT
"""A Voucherify webhook behind API Gateway (REST or HTTP API) or a Lambda function URL.

The three differ in what they put around the request; `headers`, `body` and `isBase64Encoded` are
the same in all of them. The signature is checked here.
"""

from __future__ import annotations

import base64
import logging
import os
from typing import Any

# With a vendored copy, this is the one line to change: `from app._vendor.voucherify import ...`.
from customer_activity import Customer, DecodeError, Webhook, verify_signature

logger = logging.getLogger(__name__)


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    # REST APIs pass the names of headers in the case in which the client wrote them.
    headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
    signature = headers.get("x-voucherify-signature")
    body = event.get("body") or ""
    if event.get("isBase64Encoded"):
        try:
            body = base64.b64decode(body, validate=True)
        except ValueError:  # there is no body that a signature could fit
            return refusal(400, "the body is not the Base64 that it is said to be")
    if not verify_signature(body, signature, os.environ["VOUCHERIFY_SECRET"]):
        return refusal(401, "the signature does not fit the body")
    try:
        webhook = Webhook.from_json(body)
    except DecodeError as error:
        return refusal(400, str(error))
    customer = webhook.customer
    if webhook.data is None:
        # It is not refused: Voucherify adds types of events at any time, and switches a webhook off
        # after 12 failed deliveries. It has signed this one, in which there is no customer.
        logger.warning("webhook without data")
    elif customer is None:  # the data of other events, such as those of a campaign, have none
        logger.info("%s: no customer", webhook.type)
    else:
        on_customer(webhook, customer)
    return {"statusCode": 200, "body": ""}


def refusal(status: int, reason: str) -> dict[str, Any]:
    # The reason says where the body is wrong and how, and holds no value of it.
    logger.warning("webhook refused with %d: %s", status, reason)
    return {"statusCode": status, "body": ""}


def on_customer(webhook: Webhook, customer: Customer) -> None:
    """Your code. Log the id, not the customer's name or address."""
    logger.info("%s: customer %s", webhook.type, customer.id)
