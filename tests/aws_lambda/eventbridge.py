# SPDX-License-Identifier: MIT
"""Customer activities from an EventBridge bus: `detail` is the activity, as an object already.

A `DecodeError` is let through: Lambda tries twice more, and then gives the event to the function's
dead letter queue or failure destination, if it has one. Lambda logs the error, whose text holds the
path and no value of the payload. Nobody checks a signature here: whoever puts the event on the bus
has to, and only the bus's policy says who can.
"""

from __future__ import annotations

import logging
from typing import Any

# With a vendored copy, this is the one line to change: `from app._vendor.voucherify import ...`.
from customer_activity import Customer, CustomerActivity, DecodeError

logger = logging.getLogger(__name__)


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    activity = CustomerActivity.from_dict(event["detail"])
    if activity.data is None:
        raise DecodeError(("data",), "the data of an event", "none")
    customer = activity.customer
    if customer is None:  # the data of some types have none
        logger.info("%s: no customer", activity.type)
    else:
        on_customer(activity, customer)
    return {}  # nobody reads it


def on_customer(activity: CustomerActivity, customer: Customer) -> None:
    """Your code."""
    logger.info("%s: customer %s", activity.type, customer.id)
