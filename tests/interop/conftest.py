# SPDX-License-Identifier: MIT
"""A customer with nulls and unknown members at every level, for the libraries to keep."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from customer_activity import Customer

# In canonical form, so it is also what has to come out. Two of the unknown members have the names of
# fields: a library that fills the fields by name would take them for those.
DOCUMENT: dict[str, Any] = {
    "id": "cust_17",
    "summary": {
        "redemptions": {
            "total_redeemed": None,
            "gift": {"redeemed_amount": 500, "amount_to_go": None, "currency": "EUR"},
            "loyalty_card": None,
            "streak": 3,
        },
        "orders": {"total_count": 2, "last_order_date": "2026-01-05T10:00:00.000Z", "refunds": None},
    },
    "loyalty": {
        "points": None,
        "campaigns": {"Spring 2026": {"points": 604, "loyalty_tier": None, "points_to_go": 12}},
        "rank": "gold",
    },
    "referrals": {"campaigns": [{"campaign_id": "camp_1", "date": None, "medium": "mail"}], "open": None},
    "system_metadata": {},
    "created_at": "2022-08-30T06:32:07.380Z",
    "object": "customer",
    "name": "Ada Example",
    "email": None,
    "birthdate": "1990-01-01",
    "address": {"city": "Example", "line_2": None, "district": "North"},
    "metadata": {"tags": ["a", None, 1.5], "nested": {"empty": None}},
    "vip": True,
    "extra": {"points": "7"},
    "nulls": ["phone"],
}


@pytest.fixture
def document() -> dict[str, Any]:
    return copy.deepcopy(DOCUMENT)


@pytest.fixture
def customer(document: dict[str, Any]) -> Customer:
    customer = Customer.from_dict(document)
    assert customer.to_dict() == document
    return customer
