# SPDX-License-Identifier: MIT
"""A customer as an item of DynamoDB, in the shape that boto3's resource API takes and returns.

    table = boto3.resource("dynamodb").Table("customers")  # whose partition key is `id`
    table.put_item(Item=to_item(customer))
    customer = from_item(table.get_item(Key={"id": "cust_..."})["Item"])

What comes back equals what was put, but DynamoDB has one type of number: the float 12.0 comes back
as the int 12, and 1e23 as the int that equals it. A number of more than 38 digits, such as the
float 1e40 or the int 2**127, is refused by boto3 with an error of `decimal`; nothing is rounded.
DynamoDB refuses a null in the key of an index, which may be `email`, and takes an item without it:
delete the member from the item first.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

# If the copy lies elsewhere, change this line: `from app._vendor.customer_activity import ...`.
from customer_activity import Customer


def to_item(customer: Customer) -> dict[str, Any]:
    # boto3 refuses floats, which metadata may hold. Timestamps and dates are strings in an item.
    item: dict[str, Any] = json.loads(customer.to_json(), parse_float=decimal_of)
    return item


def from_item(item: Mapping[str, Any]) -> Customer:
    # boto3 returns every number as a Decimal: whole ones become int again, others float.
    return Customer.from_dict(item)


def decimal_of(text: str) -> Decimal:
    # A whole float is written out: of 1E+23 the int 10**23 would come back, which is not 1e23.
    number = float(text)
    return Decimal(number) if number.is_integer() else Decimal(text)
