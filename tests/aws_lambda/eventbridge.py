# SPDX-License-Identifier: MIT
"""Customer activities from an EventBridge bus: `detail` is the activity, as an object already.

A `DecodeError` is let through: Lambda tries twice more, and then gives the event to the function's
dead letter queue or failure destination, if it has one. Its text holds no value of the payload.
"""

from __future__ import annotations

import logging
from typing import Any

from customer_activity import Customer, CustomerActivity

logger = logging.getLogger(__name__)


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    activity = CustomerActivity.from_dict(event["detail"])
    if activity.customer is not None:
        on_customer(activity.customer)
    return {}  # nobody reads it


def on_customer(customer: Customer) -> None:
    """Your code."""
    logger.info("customer %s", customer.id)
