# SPDX-License-Identifier: MIT
"""Customer activities from an EventBridge bus, one per event, as an object in `detail`.

An exception goes to Lambda, which logs its text, retries twice and then uses the function's dead-letter queue
or failure destination. A `DecodeError` has no values in its text; keep them out of your own exceptions.
Signatures aren't checked here; whatever puts the event on the bus must do that. The bus's policy decides what
can put events on it.
"""

from __future__ import annotations

import logging
from typing import Any

# If the package is somewhere else, change this line: `from app._vendor.customer_activity import ...`.
from customer_activity import Customer, CustomerActivity

logger = logging.getLogger(__name__)
logger.setLevel(logging.INFO)


def handler(event: dict[str, Any], context: object) -> None:
    activity = CustomerActivity.from_dict(event["detail"])
    customer = activity.customer
    if customer is None:
        on_other_event(activity)
    else:
        on_customer(activity, customer)


def on_customer(activity: CustomerActivity, customer: Customer) -> None:
    """Your code. If it raises, Lambda retries twice.

    `customer` often has only some of its fields: set those and leave the others alone. Events can arrive
    twice and out of order. One of them is `customer.deleted`.
    """
    logger.info("%a: customer %a", activity.type, customer.id)  # %a writes one line of ASCII


def on_other_event(activity: CustomerActivity) -> None:
    """Your code, for events without a customer."""
    logger.info("%a: nothing to do", activity.type)
