# SPDX-License-Identifier: MIT
"""A local stand-in for as much of Voucherify's API as the documentation and the examples use.

Voucherify doesn't document whether an update merges addresses or replaces them, so the API can do either.
It answers 429 to the first request that changes something, and writes numbers as JavaScript does.
"""

from __future__ import annotations

import datetime as dt
import http.server
import json
import threading
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from contract import UPDATED

KEYS = {"VOUCHERIFY_APP_ID": "app-id", "VOUCHERIFY_APP_TOKEN": "app-token"}
ACTIVITIES = [{"id": f"act_{n}", "type": "customer.updated", "data": {}} for n in range(250)]


def make_customers(count: int) -> list[dict[str, Any]]:
    """Customers that were created one millisecond apart. Every other one has an address."""
    return [
        {
            "id": f"cust_{n}",
            "source_id": f"crm/{n}",
            "created_at": f"2026-01-05T10:00:00.{n:03}Z",
            "updated_at": None,
            "name": f"Customer {n}",
            "email": f"{n}@example.org",
            "phone": f"+1555{n:04}",
            **({"address": {"city": "Sampleton", "line_1": f"{n} Example Road"}} if n % 2 else {}),
            "loyalty": {"points": 10 * n},
            "metadata": {"tier": "silver", "rating": n % 5},
            "object": "customer",
        }
        for n in range(count)
    ]


class Api(http.server.ThreadingHTTPServer):
    def __init__(self, customers: list[dict[str, Any]], merges: bool) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.customers = customers
        self.merges = merges
        self.refusals = 1  # how many requests are still answered with 429
        self.log: list[tuple[str, str, int]] = []  # the method, the path and the status of each request

    def find(self, key: str) -> dict[str, Any] | None:
        found = [customer for customer in self.customers if key in (customer["id"], customer["source_id"])]
        return found[0] if found else None

    def update(self, customer: dict[str, Any], body: dict[str, Any]) -> None:
        address, stored = body.get("address"), customer.get("address")
        if address and stored:
            body["address"] = {**(stored if self.merges else dict.fromkeys(stored)), **address}
        customer.update(body, updated_at="2026-01-06T10:00:00.000Z")


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Api

    def do_GET(self) -> None:
        url = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(url.query))
        _, _, name, *path = [urllib.parse.unquote(part) for part in url.path.split("/")]
        customer = self.server.find(path[0]) if path else None
        if name == "customers" and not path:
            self.respond(200, self.list_customers(**query))
        elif customer and path[1:] == ["activity"]:
            self.respond(200, self.list_activities(**query))
        elif customer:
            self.respond(200, customer)
        else:
            self.respond(404, {"code": 404, "key": "not_found", "details": f"no customer {path}"})

    def do_PUT(self) -> None:
        body = self.read_body()
        customer = self.server.find(urllib.parse.unquote(self.path.rpartition("/")[2]))
        if self.server.refusals:
            self.reject()
        elif customer and set(body) <= {*UPDATED}:
            self.server.update(customer, body)
            self.respond(200, customer)
        else:
            self.respond(400, {"code": 400, "key": "invalid_payload"})

    def do_POST(self) -> None:
        body = self.read_body()
        if self.server.refusals:
            self.reject()
        elif self.path == "/v1/customers" and set(body) <= {"id", "source_id", *UPDATED}:
            number = len(self.server.customers)
            created_at = f"2026-01-05T10:00:01.{number:03}Z"
            customer = {"id": f"cust_{number}", "created_at": created_at, **body, "object": "customer"}
            self.server.customers.append(customer)
            self.respond(200, customer)
        elif self.path == "/v1/customers/bulk/async" and all(
            set(row) <= {"source_id", *UPDATED} for row in body
        ):
            self.respond(202, {"async_action_id": "aa_1"})
        else:
            self.respond(400, {"code": 400, "key": "invalid_payload"})

    def list_customers(self, limit: str, order: str, starting_after: str = "") -> dict[str, Any]:
        assert (int(limit) <= 100, order) == (True, "created_at")
        customers = sorted(self.server.customers, key=lambda customer: str(customer["created_at"]))
        if starting_after:
            after = moment(starting_after)
            customers = [customer for customer in customers if moment(customer["created_at"]) > after]
        page = {"customers": customers[: int(limit)], "total": len(self.server.customers)}
        return {"object": "list", "data_ref": "customers", **page}

    def list_activities(self, limit: str, starting_after_id: str = "") -> dict[str, Any]:
        ids = [activity["id"] for activity in ACTIVITIES]
        start = ids.index(starting_after_id) + 1 if starting_after_id else 0
        data = ACTIVITIES[start : start + int(limit)]
        more = {"has_more": data[-1] != ACTIVITIES[-1], "more_starting_after": data[-1]["id"]}
        return {"object": "list", "data_ref": "data", "data": data, **more}

    def read_body(self) -> Any:
        return as_javascript(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def reject(self) -> None:
        self.server.refusals -= 1
        self.respond(429, {"code": 429, "key": "too_many_requests"}, {"Retry-After": "7"})

    def respond(self, status: int, document: Any, headers: dict[str, str] | None = None) -> None:
        if (self.headers["X-App-Id"], self.headers["X-App-Token"]) != tuple(KEYS.values()):
            status, document = 401, {"code": 401, "key": "unauthorized"}
        self.server.log.append((self.command, self.path, status))
        body = json.dumps(document).encode()
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text.replace("Z", "+00:00"))


def as_javascript(value: Any) -> Any:
    """JSON as JavaScript writes it: a whole number has no fraction."""
    if isinstance(value, dict):
        return {key: as_javascript(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_javascript(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


@contextmanager
def serve(customers: list[dict[str, Any]], merges: bool) -> Iterator[Api]:
    with Api(customers, merges) as api:
        thread = threading.Thread(target=api.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield api
        finally:
            api.shutdown()
            thread.join()
