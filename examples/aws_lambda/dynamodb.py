# SPDX-License-Identifier: MIT
"""Keeps the customers in a DynamoDB table up to date. In your copy of another example, add:

    import boto3

    from dynamodb import load, store

    # Outside the handler, so that it's created once. The table's partition key is `id`, a string.
    table = boto3.resource("dynamodb").Table("customers")


    def on_customer(webhook: Webhook, customer: Customer) -> None:
        store(table, webhook, customer)

`load(table, "cust_...")` reads a customer. Allow the function to call `dynamodb:PutItem`,
`dynamodb:UpdateItem` and, to read, `dynamodb:GetItem`.

Don't use `put_item`: a webhook with a few fields would erase the others, and a late one would restore old
values or a deleted customer. A deleted customer's item has only `id` and `.deleted`.

DynamoDB has one type of number: the float 12.0 comes back as the int 12, and 1e23 as the int that equals it.
Nothing is rounded: a number with more than 38 digits, such as the float 1e40, or outside DynamoDB's range is
stored as text, and so are objects and arrays nested more than 31 deep. In metadata they come back as text.
In a field for integers, such as points, `from_item` raises a `DecodeError`.

A field that DynamoDB rejects is logged and left out, because a retry wouldn't help. An example is an empty
string in the key of an index, or a field that makes the item larger than 400 KB. If every field is rejected,
check the table's key.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

# If the package is somewhere else, change this line: `from app._vendor.customer_activity import ...`.
from customer_activity import Customer, Webhook

logger = logging.getLogger(__name__)

# The names of our own attributes. A customer's member with such a name isn't stored.
SET_AT = ".set_at"  # `email.set_at` is when `email` was set, in milliseconds
DELETED = ".deleted"
OURS = (SET_AT, DELETED)

CONDITION_FAILED = "ConditionalCheckFailedException"
REJECTED = ("ValidationException", "SerializationException")


def store(table: Any, webhook: Webhook, customer: Customer) -> None:
    """Set the fields that arrived, or remove those that are null, where the table has nothing newer."""
    if not customer.id:
        return
    if webhook.event_type == "customer.deleted":
        # `delete_item` would let a late update restore the customer.
        if code := send(table, table.put_item, Item={"id": customer.id, DELETED: True}):
            logger.error("DynamoDB rejects the deletion of customer %a: %s", customer.id, code)
        return
    event = webhook.event
    time = (event and event.created_at) or webhook.created_at or dt.datetime.now(dt.timezone.utc)
    fields = to_item(customer)
    del fields["id"]
    update(table, customer.id, fields, int(time.timestamp() * 1000))


def load(table: Any, id: str) -> Customer | None:
    """The customer, or None if it's unknown or has been deleted."""
    item = table.get_item(Key={"id": id}).get("Item")
    return None if item is None or DELETED in item else from_item(item)


def update(table: Any, id: str, fields: dict[str, Any], time: int) -> None:
    names, values = {"#deleted": DELETED}, {":time": time}
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
    code = send(
        table,
        table.update_item,
        Key={"id": id},
        UpdateExpression=f"SET {', '.join(sets)}" + (f" REMOVE {', '.join(removes)}" if removes else ""),
        ConditionExpression=" AND ".join(conditions),
        ExpressionAttributeNames=names,
        ExpressionAttributeValues=values,
    )
    if code and len(fields) > 1:
        # Something in the table is newer, or a field can't be stored: update the fields one by one.
        for name, value in fields.items():
            update(table, id, {name: value}, time)
    elif code in REJECTED:
        logger.error("DynamoDB rejects %a of customer %a: %s", [*fields], id, code)


def send(table: Any, request: Callable[..., object], **arguments: Any) -> str | None:
    """Send a request. If it fails because of what's in it, so that a retry wouldn't help, return the code."""
    try:
        request(**arguments)
    except table.meta.client.exceptions.ClientError as error:
        code = str(error.response["Error"]["Code"])
        if code != CONDITION_FAILED and code not in REJECTED:
            raise
        return code
    return None


def to_item(customer: Customer) -> dict[str, Any]:
    # Timestamps and dates are strings in an item.
    members = customer.to_dict().items()
    return {name: to_attribute(value) for name, value in members if not name.endswith(OURS)}


def from_item(item: Mapping[str, Any]) -> Customer:
    # boto3 returns every number as a Decimal: whole ones become int again, others float.
    return Customer.from_dict({name: value for name, value in item.items() if not name.endswith(OURS)})


def to_attribute(value: Any, levels: int = 31) -> Any:
    """The value as boto3 and DynamoDB accept it."""
    if isinstance(value, dict) and levels:
        return {name: to_attribute(item, levels - 1) for name, item in value.items()}
    if isinstance(value, list) and levels:
        return [to_attribute(item, levels - 1) for item in value]
    if value is None or isinstance(value, (str, bool)):
        return value
    if isinstance(value, (int, float)):
        # A whole float is written out: 1E+23 would come back as the int 10**23, which isn't 1e23.
        number = Decimal(value) if value == int(value) else Decimal(repr(value))
        if len(number.as_tuple().digits) <= 38 and -128 <= number.adjusted() <= 125:
            return number
    return json.dumps(value)
