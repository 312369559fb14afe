# SPDX-License-Identifier: MIT
"""A Voucherify webhook behind API Gateway (REST or HTTP API) or a Lambda function URL.

The three differ in what they put around the request; `headers`, `body` and `isBase64Encoded` are
the same in all of them.
"""

from __future__ import annotations

import base64
import logging
import os
from typing import Any

from customer_activity import Customer, DecodeError
from customer_activity.webhook import Webhook, verify_signature

logger = logging.getLogger(__name__)


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    # REST APIs pass the names of headers in the case in which the client wrote them.
    headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
    body: str | bytes = event.get("body") or ""
    if event.get("isBase64Encoded"):
        body = base64.b64decode(body)
    signature = headers.get("x-voucherify-signature", "")
    if not verify_signature(body, signature, os.environ["VOUCHERIFY_SECRET"]):
        return {"statusCode": 401, "body": "The signature does not fit."}
    try:
        webhook = Webhook.from_json(body)
    except DecodeError as error:
        # Says where the body is wrong and how, and holds no value of it.
        logger.warning("webhook not decoded: %s", error)
        return {"statusCode": 400, "body": "The body is not that of a webhook."}
    # Other families of events come here too, and some carry no customer.
    if webhook.customer is not None:
        on_customer(webhook.customer)
    return {"statusCode": 200, "body": ""}


def on_customer(customer: Customer) -> None:
    """Your code. Log the id, not the customer's name or address."""
    logger.info("customer %s", customer.id)
