# SPDX-License-Identifier: MIT
"""What the tests of this folder hand to the libraries: nulls and unknown members at every level."""

from __future__ import annotations

import json
from typing import Any

import pytest

from customer_activity import Customer

# In canonical form, so that it is also what has to come out. `extra` and `nulls` are the names of
# fields as well, which whoever fills the fields by name mistakes these members for.
TEXT = """{
    "id": "cust_17",
    "summary": {
        "redemptions": {
            "total_redeemed": null,
            "gift": {"redeemed_amount": 500, "amount_to_go": null, "currency": "EUR"},
            "loyalty_card": null,
            "streak": 3
        },
        "orders": {"total_count": 2, "last_order_date": "2026-01-05T10:00:00.000Z", "refunds": null},
        "since": 2024
    },
    "loyalty": {
        "points": null,
        "campaigns": {"Spring 2026": {"points": 604, "loyalty_tier": null, "points_to_go": 12}},
        "rank": "gold"
    },
    "referrals": {"campaigns": [{"campaign_id": "camp_1", "date": null, "medium": "mail"}], "open": null},
    "system_metadata": {},
    "created_at": "2022-08-30T06:32:07.380Z",
    "object": "customer",
    "name": "Ada Example",
    "email": null,
    "birthdate": "1990-01-01",
    "address": {"city": "Example", "line_2": null, "district": "North"},
    "metadata": {"tags": ["a", null, 1.5], "nested": {"empty": null}},
    "vip": true,
    "extra": {"points": "7"},
    "nulls": ["phone"]
}"""


@pytest.fixture
def document() -> dict[str, Any]:
    decoded: dict[str, Any] = json.loads(TEXT)
    return decoded


@pytest.fixture
def customer(document: dict[str, Any]) -> Customer:
    customer = Customer.from_dict(document)
    assert customer.to_dict() == document
    return customer
