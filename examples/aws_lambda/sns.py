# SPDX-License-Identifier: MIT
"""Webhooks from an SNS topic that invokes the function: each is a string in `Sns.Message`.

SNS takes no partial response, and needs none: each event has one record. An exception is therefore let
through, a `DecodeError` too. Lambda tries that record twice more, and then gives it to the function's dead
letter queue or failure destination, if it has one. Lambda logs the text of the exception: that of a
`DecodeError` holds the path and no value of the payload; keep values out of your own. Nobody checks a
signature here: whoever publishes the webhook to the topic has to.
"""

from __future__ import annotations

from typing import Any

# If the copy lies elsewhere, change this line: `from app._vendor.customer_activity import ...`.
from customer_activity import Customer, DecodeError, Webhook


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    for record in event["Records"]:
        webhook = Webhook.from_json(record["Sns"]["Message"])
        if webhook.data is None:
            raise DecodeError(("data",), "the data of an event", "none")
        customer = webhook.customer
        if customer is not None:  # the data of other events, such as those of a campaign, have none
            on_customer(webhook, customer)
    return {}  # nobody reads it


def on_customer(webhook: Webhook, customer: Customer) -> None:
    """Your code."""
    # Printed, because Lambda does not show `logger.info` by default. `!a` writes one line of ASCII, so that
    # no sender can forge a line of the log.
    print(f"{webhook.event_type!a}: customer {customer.id!a}")
