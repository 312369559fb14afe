# SPDX-License-Identifier: MIT
"""A user's mistakes, which type checkers should find. Never run; each is marked with mypy's error code."""

from __future__ import annotations

import datetime as dt

import customer_activity as ca
from customer_activity import (
    Customer,
    CustomerActivity,
    CustomerAddress,
    CustomerLoyalty,
    CustomerReferrals,
    DecodeError,
    DocumentedActivityType,
)


def change(customer: Customer, loyalty: CustomerLoyalty, referrals: CustomerReferrals) -> None:
    customer.name = "N"  # error: misc
    customer.nulls = frozenset({"phone"})  # error: misc
    customer.extra["unknown"] = 1  # error: index
    customer.nulls.add("phone")  # error: attr-defined
    if customer.metadata is not None:
        customer.metadata["vip"] = True  # error: index
    if loyalty.campaigns is not None:
        del loyalty.campaigns["LP1"]  # error: attr-defined
    if referrals.campaigns is not None:
        referrals.campaigns.append(None)  # error: attr-defined


def make() -> None:
    Customer({"id": "cust_1"})  # error: call-arg
    Customer(nickname="N")  # error: call-arg
    Customer(id=1)  # error: arg-type
    Customer(created_at="2022-08-30T06:32:07.380Z")  # error: arg-type
    Customer(birthdate="1990-12-31")  # error: arg-type
    Customer(address={"city": "C"})  # error: arg-type
    Customer(nulls=["phone"])  # error: arg-type
    CustomerLoyalty(points="604")  # error: arg-type
    CustomerLoyalty(points=1.5)  # error: arg-type


def read(customer: Customer, activity: CustomerActivity, error: DecodeError) -> None:
    customer.emial  # error: attr-defined
    customer.email.lower()  # error: union-attr
    customer.address.city  # error: union-attr
    customer.metadata["vip"]  # error: index
    activity.customer.id  # error: union-attr
    ca.Webhok  # error: attr-defined
    ca.webhook.verify  # error: attr-defined
    error.value  # error: attr-defined
    day: dt.date = customer.birthdate  # error: assignment
    other: CustomerAddress = Customer.from_dict({})  # error: assignment


def compare(activity: CustomerActivity) -> bool:
    deleted: DocumentedActivityType = "customer.delted"  # error: assignment
    return activity.type == deleted


def update(customer: Customer, other: CustomerAddress) -> None:
    customer.update_body(other)  # error: arg-type
    customer.update_body(since={"phone": None})  # error: arg-type
    customer.update_body(phone=None)  # error: call-arg


def decode() -> None:
    Customer.from_dict([("id", "cust_1")])  # error: arg-type
    Customer.from_dict("{}")  # error: arg-type
    Customer.from_json({"id": "cust_1"})  # error: arg-type
    Customer.from_json(None)  # error: arg-type
    CustomerAddress.from_json(7)  # error: arg-type
