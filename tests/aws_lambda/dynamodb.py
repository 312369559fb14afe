# SPDX-License-Identifier: MIT
"""A customer as an item of DynamoDB, in the shape that boto3's resource API takes and returns.

    table = boto3.resource("dynamodb").Table("customers")  # whose partition key is `id`
    table.put_item(Item=to_item(customer))
    customer = from_item(table.get_item(Key={"id": "cust_..."})["Item"])
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from customer_activity import Customer


def to_item(customer: Customer) -> dict[str, Any]:
    # boto3 refuses floats, which metadata may hold. Timestamps and dates are strings in an item.
    item: dict[str, Any] = json.loads(customer.to_json(), parse_float=Decimal)
    return item


def from_item(item: Mapping[str, Any]) -> Customer:
    # boto3 returns every number as a Decimal: whole ones become int again, others float.
    return Customer.from_dict(item)
