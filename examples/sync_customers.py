# SPDX-License-Identifier: MIT
"""Bring the customers in a Voucherify project up to date with a CSV file.

    python sync_customers.py customers.csv

The file has the columns source_id, name, email, phone, city and rating; change `apply_record` to fit
your own data. Only what differs is sent, so a second run sends nothing, and a run that was interrupted
can simply be repeated. Customers that Voucherify doesn't know are created.

The environment variables VOUCHERIFY_APP_ID and VOUCHERIFY_APP_TOKEN have the keys of your project.
VOUCHERIFY_API is the URL of the API in your region, by default https://api.voucherify.io.
"""

from __future__ import annotations

import csv
import json
import os
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

# If the package is somewhere else, change this line: `from app._vendor.customer_activity import ...`.
from customer_activity import Customer, CustomerAddress, CustomerPage


def call(method: str, path: str, body: object = None, retries: int = 5, timeout: float = 30) -> bytes:
    """Send a request and return the body of the response. If the rate limit is reached, wait and retry.

    Raises `OSError` if the API is silent for `timeout` seconds.
    """
    data = None if body is None else json.dumps(body).encode()
    headers = {
        "X-App-Id": os.environ["VOUCHERIFY_APP_ID"],
        "X-App-Token": os.environ["VOUCHERIFY_APP_TOKEN"],
        "Content-Type": "application/json",
    }
    api = os.environ.get("VOUCHERIFY_API", "https://api.voucherify.io")
    try:
        with urlopen(Request(api + path, data, headers, method=method), timeout=timeout) as response:
            content: bytes = response.read()
            return content
    except HTTPError as error:
        if error.code != 429 or retries == 0:
            raise
        error.close()
        time.sleep(float(error.headers.get("Retry-After", "60")))
    return call(method, path, body, retries - 1, timeout)


def customer_path(customer: Customer) -> str:
    """The path of a customer, by whichever id there is. A `source_id` can contain any character."""
    key = customer.id or customer.source_id
    if not key:
        raise ValueError("the customer has neither an id nor a source_id")
    return f"/v1/customers/{quote(key, safe='')}"


def all_customers(size: int = 100) -> Iterator[Customer]:
    """Every customer, the oldest first. A page has at most 100."""
    query = {"limit": str(size), "order": "created_at"}
    while customers := CustomerPage.from_json(call("GET", f"/v1/customers?{urlencode(query)}")).customers:
        yield from customers
        created_at = customers[-1].created_at
        if created_at is None:
            raise ValueError("a customer has no created_at, so the next page can't be found")
        query["starting_after"] = created_at.isoformat()


def apply_record(customer: Customer, record: Mapping[str, str]) -> Customer:
    """The customer with the data of your record. An empty cell becomes None, which clears the member."""
    return replace(
        customer,
        name=record["name"] or None,
        email=record["email"] or None,
        phone=record["phone"] or None,
        address=replace(customer.address or CustomerAddress(), city=record["city"] or None),
        metadata={**(customer.metadata or {}), "rating": float(record["rating"])},
    )


def sync(records: Path) -> None:
    known = {customer.source_id: customer for customer in all_customers()}
    count = requests = 0
    with records.open(encoding="utf-8", newline="") as file:
        for record in csv.DictReader(file):
            count += 1
            before = known.get(record["source_id"])
            if before is None:
                new = apply_record(Customer(source_id=record["source_id"]), record)
                call("POST", "/v1/customers", new.create_body())
                requests += 1
            elif body := apply_record(before, record).update_body(since=before):
                call("PUT", customer_path(before), body)
                requests += 1
    print(f"{count} customers, {requests} requests")


if __name__ == "__main__":
    sync(Path(sys.argv[1]))
