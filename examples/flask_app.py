# SPDX-License-Identifier: MIT
"""Voucherify webhooks with Flask. Copy this file and put your code in the three functions at its end.

    VOUCHERIFY_SECRET=... flask --app flask_app run

Answer within 10 seconds. `docs/webhooks.md` says what to do if your code can take longer.
"""

from __future__ import annotations

import logging
import os

from flask import Flask, Response, request

# If the package is somewhere else, change this line: `from app._vendor.customer_activity import ...`.
from customer_activity import Customer, DecodeError, Webhook, verify_signature

logging.basicConfig(level=logging.INFO)
logger = logging.getLogger(__name__)

# One secret, or two separated by whitespace while you rotate them.
SECRETS = os.environ["VOUCHERIFY_SECRET"].split()
if not SECRETS:
    raise ValueError("VOUCHERIFY_SECRET is empty")

app = Flask(__name__)


@app.get("/webhooks/voucherify")
def check_health() -> Response:
    return Response(status=200)


@app.post("/webhooks/voucherify")
def post_webhook() -> Response:
    # The raw body: JSON that was parsed and written again doesn't match the signature.
    return Response(status=receive(request.get_data(), request.headers.get("x-voucherify-signature")))


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
