# SPDX-License-Identifier: MIT
"""Keeps the customers in a DynamoDB table up to date.

    table = boto3.resource("dynamodb").Table("customers")  # its partition key is `id`, a string


    def on_customer(webhook: Webhook, customer: Customer) -> None:
        store(table, webhook, customer)

    customer = from_item(table.get_item(Key={"id": "cust_..."})["Item"])

Don't use `put_item`: a webhook with a few fields would erase the others, and a late one would restore old
values or a deleted customer. A deleted customer's item has only `id` and `deleted`.

DynamoDB has one type of number: the float 12.0 comes back as the int 12, and 1e23 as the int that equals it.
boto3 rejects a number with more than 38 digits, such as the float 1e40, with an error from `decimal`; nothing
is rounded.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

# If the package is somewhere else, change this line: `from app._vendor.customer_activity import ...`.
from customer_activity import Customer, Webhook

SET_AT = ".set_at"  # `email.set_at` is when `email` was set, in milliseconds


def store(table: Any, webhook: Webhook, customer: Customer) -> None:
    """Set the fields that arrived, or remove those that are null, where the table has nothing newer."""
    if customer.id is None:
        return
    if webhook.event_type == "customer.deleted":
        # `delete_item` would let a late update restore the customer.
        table.put_item(Item={"id": customer.id, "deleted": True})
        return
    event = webhook.event
    time = (event and event.created_at) or webhook.created_at or dt.datetime.now(dt.timezone.utc)
    fields = to_item(customer)
    del fields["id"]
    update(table, customer.id, fields, int(time.timestamp() * 1000))


def update(table: Any, id: str, fields: dict[str, Any], time: int) -> None:
    names, values = {"#deleted": "deleted"}, {":time": time}
    conditions, sets, removes = ["attribute_not_exists(#deleted)"], [], []
    for n, (name, value) in enumerate(fields.items()):
        names |= {f"#{n}": name, f"#t{n}": name + SET_AT}
        conditions.append(f"(attribute_not_exists(#t{n}) OR #t{n} <= :time)")
        sets.append(f"#t{n} = :time")
        if value is None:  # removed, because DynamoDB rejects null in the key of an index
            removes.append(f"#{n}")
        else:
            values[f":{n}"] = value
            sets.append(f"#{n} = :{n}")
    try:
        table.update_item(
            Key={"id": id},
            UpdateExpression=f"SET {', '.join(sets)}" + (f" REMOVE {', '.join(removes)}" if removes else ""),
            ConditionExpression=" AND ".join(conditions),
            ExpressionAttributeNames=names,
            ExpressionAttributeValues=values,
        )
    except table.meta.client.exceptions.ConditionalCheckFailedException:
        # Something in the table is newer: update the other fields, one by one.
        if len(fields) > 1:
            for name, value in fields.items():
                update(table, id, {name: value}, time)


def to_item(customer: Customer) -> dict[str, Any]:
    # boto3 rejects floats, which metadata can have. Timestamps and dates are strings in an item.
    item: dict[str, Any] = json.loads(customer.to_json(), parse_float=to_decimal)
    return item


def from_item(item: Mapping[str, Any]) -> Customer:
    # boto3 returns every number as a Decimal: whole ones become int again, others float.
    return Customer.from_dict({name: value for name, value in item.items() if not name.endswith(SET_AT)})


def to_decimal(text: str) -> Decimal:
    # A whole float is written out: 1E+23 would come back as the int 10**23, which isn't 1e23.
    number = float(text)
    return Decimal(number) if number.is_integer() else Decimal(text)
