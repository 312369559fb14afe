# SPDX-License-Identifier: MIT
"""Customer activities from an EventBridge bus: `detail` is the activity, as an object already.

An event holds one activity, so that nothing else fails with it. An exception is let through, a
`DecodeError` too: Lambda tries twice more, and then gives the event to the function's dead letter queue or
failure destination, if it has one. Lambda logs the text of the exception: that of a `DecodeError` holds the
path and no value of the payload; keep values out of your own. Nobody checks a signature here: whoever puts
the event on the bus has to, and only the bus's policy says who can.
"""

from __future__ import annotations

from typing import Any

# If the copy lies elsewhere, change this line: `from app._vendor.customer_activity import ...`.
from customer_activity import Customer, CustomerActivity, DecodeError


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    activity = CustomerActivity.from_dict(event["detail"])
    if activity.data is None:
        raise DecodeError(("data",), "the data of an event", "none")
    customer = activity.customer
    if customer is not None:  # the data of some types have none
        on_customer(activity, customer)
    return {}  # nobody reads it


def on_customer(activity: CustomerActivity, customer: Customer) -> None:
    """Your code."""
    # Printed, because Lambda does not show `logger.info` by default. `!a` writes one line of ASCII, so that
    # no sender can forge a line of the log.
    print(f"{activity.type!a}: customer {customer.id!a}")
