# SPDX-License-Identifier: MIT
"""Bodies of requests: what the API takes of a customer, and what of it has changed."""

from __future__ import annotations

import datetime as dt
import json
import random
import sys
from dataclasses import replace
from typing import Any

import pytest

from contract import CLASSES, catch, cpython_only, full, nested, plain
from customer_activity import Customer, CustomerAddress, CustomerSummary, EncodeError

UPDATED = ["name", "description", "email", "phone", "birthday", "birthdate", "address", "metadata"]

KNOWN = Customer.from_dict(
    {
        "id": "cust_1",
        "source_id": "crm-17",
        "summary": {"orders": {"total_count": 3}},
        "created_at": "2025-07-01T12:00:00.000Z",
        "name": "Ada",
        "email": "ada@example.com",
        "phone": "+49731",
        "birthdate": "1990-12-31",
        "address": {"city": "Ulm", "line_1": "1 Weinhof", "state": None, "lat": 48.4},
        "metadata": {"lang": "en", "tags": ["a", 1]},
        "description": None,
        "vip": True,
    }
)


def test_a_body_has_the_members_that_the_request_takes_and_no_others() -> None:
    customer = Customer.from_dict({**full(Customer), "vip": True})
    update, create, written = customer.update_body(), customer.create_body(), customer.to_dict()
    assert list(update) == UPDATED
    assert list(create) == ["id", "source_id", *UPDATED]
    assert create.items() <= written.items() >= update.items()
    assert [cls for cls in CLASSES if hasattr(cls, "update_body") or hasattr(cls, "create_body")] == [
        Customer
    ]


def test_a_body_has_nulls_for_what_is_cleared_and_nothing_for_what_is_absent() -> None:
    assert Customer().create_body() == Customer().update_body() == {}
    customer = Customer(source_id="crm-17", email="a", nulls=frozenset({"phone", "id", "loyalty"}))
    assert customer.update_body() == {"email": "a", "phone": None}
    assert customer.create_body() == {"id": None, "source_id": "crm-17", "email": "a", "phone": None}
    assert KNOWN.update_body()["description"] is None


ONE_FOR_TRUE = {"lang": "en", "tags": ["a", True]}
SAME_ADDRESS = CustomerAddress(
    city="Ulm", line_1="1 Weinhof", extra={"lat": 48.4}, nulls=frozenset({"country"})
)
CHANGES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "nothing": ({}, {}),
    "one member": ({"email": "x@example.com"}, {"email": "x@example.com"}),
    "a member that is gone": ({"phone": None}, {"phone": None}),
    "both": ({"email": "x@example.com", "phone": None}, {"email": "x@example.com", "phone": None}),
    "a member that is new": (
        {"description": "d", "birthday": dt.date(1990, 12, 31)},
        {"description": "d", "birthday": "1990-12-31"},
    ),
    "null for absent, and absent for null": ({"nulls": frozenset({"birthday"})}, {}),
    "the same once more": ({"name": "Ada", "metadata": {"tags": ["a", 1], "lang": "en"}}, {}),
    "metadata, which is sent whole": ({"metadata": {"lang": "de"}}, {"metadata": {"lang": "de"}}),
    "1 for True": ({"metadata": ONE_FOR_TRUE}, {"metadata": ONE_FOR_TRUE}),
    "an empty metadata": ({"metadata": {}}, {"metadata": {}}),
    "no address": ({"address": None}, {"address": None}),
    "another city": (
        {"address": CustomerAddress(city="Bonn")}, {"address": {"city": "Bonn", "line_1": None, "lat": None}}
    ),
    "an empty address": (
        {"address": CustomerAddress()}, {"address": {"city": None, "line_1": None, "lat": None}}
    ),
    "an address with other nulls": ({"address": SAME_ADDRESS}, {}),
}  # fmt: skip


@pytest.mark.parametrize(("changed", "body"), CHANGES.values(), ids=CHANGES)
def test_an_update_has_what_differs_and_a_null_for_what_is_gone(
    changed: dict[str, Any], body: dict[str, Any]
) -> None:
    got = replace(KNOWN, **changed).update_body(since=KNOWN)
    assert json.dumps(got, sort_keys=True) == json.dumps(body, sort_keys=True)
    assert list(got) == [name for name in UPDATED if name in body]


NO_LATER_STATES: dict[str, tuple[dict[str, Any], str]] = {
    "another id": ({"id": "cust_2"}, "$.id"),
    "no source_id": ({"source_id": None}, "$.source_id"),
    "another summary": ({"summary": CustomerSummary()}, "$.summary"),
    "loyalty, which only one of the two has": ({"updated_at": KNOWN.created_at}, "$.updated_at"),
    "another object": ({"object": "unconfirmed_customer"}, "$.object"),
    "no unknown member": ({"extra": {}}, "$.vip"),
    "another unknown member": ({"extra": {"vip": True, "hat size": "large"}}, '$["hat size"]'),
}


@pytest.mark.parametrize(("changed", "place"), NO_LATER_STATES.values(), ids=NO_LATER_STATES)
def test_what_is_no_earlier_state_of_the_same_customer_is_an_error(
    changed: dict[str, Any], place: str
) -> None:
    error = catch(ValueError, replace(KNOWN, phone=None, **changed).update_body, since=KNOWN)
    assert (
        str(error) == f"since is not what this customer was made from by replace: the two differ in {place}"
    )


def test_the_short_form_of_a_webhook_is_no_later_state_of_the_full_record() -> None:
    short = Customer(id="cust_1", source_id="crm-17", name="Ada", email="new@example.com", metadata={})
    error = catch(ValueError, short.update_body, since=KNOWN)
    assert (
        str(error) == "since is not what this customer was made from by replace: the two differ in $.summary"
    )
    assert short.update_body() == {"name": "Ada", "email": "new@example.com", "metadata": {}}


TEXT = "an instance that can be written as JSON text"


def test_what_cannot_be_written_is_an_encode_error() -> None:
    for value, problem in (
        ({1}, "$.metadata.a: expected a JSON value, got a value of type set"),
        (10**5000, f"$: expected {TEXT}, got one with an integer too long to convert"),
    ):
        wrong = replace(KNOWN, metadata={"a": value})
        for body in (wrong.create_body, wrong.update_body):
            assert str(catch(EncodeError, body)) == problem
        assert str(catch(EncodeError, wrong.update_body, since=KNOWN)) == problem
        assert str(catch(EncodeError, KNOWN.update_body, since=wrong)) == problem


def test_a_body_shares_nothing_with_the_customer() -> None:
    update = KNOWN.update_body(since=replace(KNOWN, metadata=None))
    for body in (KNOWN.create_body(), KNOWN.update_body(), update):
        assert plain(body)
        body["metadata"]["tags"].append("b")
    assert KNOWN.metadata == {"lang": "en", "tags": ["a", 1]}


@cpython_only
def test_an_update_works_wherever_a_customer_can_be_written() -> None:
    def at(depth: int) -> object:
        return at(depth - 1) if depth else [after.to_dict(), after.update_body(since=before)]

    before, after = (
        Customer(metadata=nested(190, lambda inner: {"a": inner}, inner)) for inner in ({}, {"b": 1})
    )
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(400)
    outcomes = set()
    try:
        for depth in range(400):
            try:
                at(depth)
                outcomes.add("written")
            except EncodeError as error:
                outcomes.add(error.actual)
            except RecursionError:
                break
    finally:
        sys.setrecursionlimit(limit)
    assert outcomes - {"objects nested too deep"} == {"written", "nesting too deep for the stack"}


# --- the property: what the API does with the body gives the later state --------------------------


def any_values(rng: random.Random) -> dict[str, Any]:
    text = ["", "x", "y", None]
    address: Any = CustomerAddress(
        city=rng.choice(text),
        line_1=rng.choice(text),
        extra=rng.choice([{}, {"lat": 1}, {"lat": None}, {"lat": True}]),
        nulls=frozenset(rng.sample(["city", "state"], rng.randrange(3))),
    )
    return {
        **{name: rng.choice(text) for name in ("name", "description", "email", "phone")},
        "birthday": rng.choice([None, dt.date(1990, 12, 31)]),
        "birthdate": rng.choice([None, dt.date(1990, 12, 31), dt.date(2000, 2, 29)]),
        "address": rng.choice([None, address, address]),
        "metadata": rng.choice([None, {}, {"a": 1}, {"a": True}, {"a": None}, {"b": [{}]}]),
        "nulls": frozenset(rng.sample(UPDATED, rng.randrange(4))),
    }


def applied(body: dict[str, Any], before: dict[str, Any], merge: bool) -> dict[str, Any]:
    """The members after a request with this body, by an API that merges addresses, or replaces them."""
    after = {**before, **body}
    if merge and body.get("address") and before.get("address"):
        after["address"] = {**before["address"], **body["address"]}
    return without_nulls(after)


def without_nulls(members: dict[str, Any]) -> dict[str, Any]:
    held = {name: value for name, value in members.items() if value is not None}
    if "address" in held:
        held["address"] = {name: value for name, value in held["address"].items() if value is not None}
    return held


def test_an_update_applied_to_the_earlier_state_gives_the_later_one() -> None:
    rng = random.Random("update_body")
    unchanged = 0
    for _ in range(1000):
        before = replace(KNOWN, **any_values(rng))
        changed = {name: value for name, value in any_values(rng).items() if rng.random() < 0.4}
        after = replace(before, **changed)
        body = after.update_body(since=before)
        wanted = json.dumps(without_nulls(after.update_body()), sort_keys=True)
        for merge in (True, False):
            assert json.dumps(applied(body, before.update_body(), merge), sort_keys=True) == wanted
        unchanged += not body
    assert 10 < unchanged < 300
