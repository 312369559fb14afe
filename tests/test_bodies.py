# SPDX-License-Identifier: MIT
"""Request bodies: the members of a customer that the API accepts, and those that have changed."""

from __future__ import annotations

import datetime as dt
import json
import random
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from contract import CLASSES, UPDATED, catch, full, plain
from customer_activity import Customer, CustomerAddress, CustomerSummary, EncodeError

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


def test_a_body_has_only_the_members_that_the_request_accepts() -> None:
    customer = Customer.from_dict({**full(Customer), "vip": True})
    update, create, written = customer.update_body(), customer.create_body(), customer.to_dict()
    assert list(update) == UPDATED, f"customer.py: write _UPDATE_MEMBERS = {tuple(UPDATED)}"
    assert list(create) == ["id", "source_id", *UPDATED]
    assert create.items() <= written.items() >= update.items()
    assert [cls for cls in CLASSES if hasattr(cls, "update_body") or hasattr(cls, "create_body")] == [
        Customer
    ]


def test_the_page_lists_the_members_of_a_body() -> None:
    page = (Path(__file__).parent.parent / "docs/updating.md").read_text("utf-8")
    [listed] = re.findall(r"^The members that can be updated are (.+?)\.", page, re.MULTILINE | re.DOTALL)
    expected = ", ".join(f"`{name}`" for name in UPDATED)
    assert re.findall(r"`(\w+)`", listed) == UPDATED, f"docs/updating.md: list {expected}"


def test_a_body_has_null_for_cleared_members_and_omits_absent_ones() -> None:
    assert Customer().create_body() == Customer().update_body() == {}
    customer = Customer(source_id="crm-17", email="a", nulls=frozenset({"phone", "id", "loyalty"}))
    assert customer.update_body() == {"email": "a", "phone": None}
    assert customer.create_body() == {"id": None, "source_id": "crm-17", "email": "a", "phone": None}
    assert KNOWN.update_body()["description"] is None


# --- what is sent, for each state before and each state now --------------------------------------

MEMBER = {
    # before, now: the body
    ("{}", "{}"): "{}",
    ("{}", '{"phone": null}'): '{"phone": null}',
    ("{}", '{"phone": "+1"}'): '{"phone": "+1"}',
    ('{"phone": null}', "{}"): "{}",
    ('{"phone": null}', '{"phone": null}'): "{}",
    ('{"phone": null}', '{"phone": "+1"}'): '{"phone": "+1"}',
    ('{"phone": "+1"}', "{}"): '{"phone": null}',
    ('{"phone": "+1"}', '{"phone": null}'): '{"phone": null}',
    ('{"phone": "+1"}', '{"phone": "+1"}'): "{}",
    ('{"phone": "+1"}', '{"phone": "+2"}'): '{"phone": "+2"}',
    ('{"phone": "+1"}', '{"phone": ""}'): '{"phone": ""}',
    ('{"phone": ""}', "{}"): '{"phone": null}',
}
ADDRESS = {
    ("{}", "{}"): "{}",
    ("{}", '{"address": null}'): '{"address": null}',
    ("{}", '{"address": {}}'): "{}",
    ("{}", '{"address": {"city": null}}'): "{}",
    ("{}", '{"address": {"city": "Ulm"}}'): '{"address": {"city": "Ulm"}}',
    ('{"address": null}', "{}"): "{}",
    ('{"address": null}', '{"address": null}'): "{}",
    ('{"address": null}', '{"address": {}}'): "{}",
    ('{"address": null}', '{"address": {"city": "Ulm"}}'): '{"address": {"city": "Ulm"}}',
    ('{"address": {}}', "{}"): "{}",
    ('{"address": {}}', '{"address": null}'): "{}",
    ('{"address": {}}', '{"address": {}}'): "{}",
    ('{"address": {}}', '{"address": {"city": "Ulm"}}'): '{"address": {"city": "Ulm"}}',
    ('{"address": {"city": null}}', '{"address": null}'): "{}",
    ('{"address": {"city": null}}', '{"address": {}}'): "{}",
    ('{"address": {"city": null}}', '{"address": {"city": "Ulm"}}'): '{"address": {"city": "Ulm"}}',
    ('{"address": {"city": "Ulm"}}', "{}"): '{"address": null}',
    ('{"address": {"city": "Ulm"}}', '{"address": null}'): '{"address": null}',
    ('{"address": {"city": "Ulm"}}', '{"address": {}}'): '{"address": null}',
    ('{"address": {"city": "Ulm"}}', '{"address": {"city": null}}'): '{"address": null}',
    ('{"address": {"city": "Ulm"}}', '{"address": {"city": "Ulm"}}'): "{}",
    ('{"address": {"city": "Ulm"}}', '{"address": {"city": "Bonn"}}'): '{"address": {"city": "Bonn"}}',
}
PART = {
    # the same for a part of an address that has a city, which the test adds
    ("", ""): "{}",
    ("", '"line_2": null'): '"line_2": null',
    ("", '"line_2": "b"'): '"line_2": "b"',
    ('"line_2": null', ""): "{}",
    ('"line_2": null', '"line_2": null'): "{}",
    ('"line_2": null', '"line_2": "b"'): '"line_2": "b"',
    ('"line_1": "a", "line_2": null', '"line_1": "b", "line_2": null'): '"line_1": "b"',
    ('"line_2": "b"', ""): '"line_2": null',
    ('"line_2": "b"', '"line_2": null'): '"line_2": null',
    ('"line_2": "b"', '"line_2": "b"'): "{}",
    ('"line_2": "b"', '"line_2": "c"'): '"line_2": "c"',
    ('"lat": 48', '"lat": 48.0'): "{}",
    ('"lat": 48', '"lat": 48.4'): '"lat": 48.4',
    ('"lat": 48', ""): '"lat": null',
    ("", '"geo": {}'): '"geo": {}',
    ('"geo": {}', ""): '"geo": null',
    ('"geo": {"lat": null}', '"geo": {}'): '"geo": {}',
}
METADATA = {
    ("{}", "{}"): "{}",
    ("{}", '{"metadata": null}'): '{"metadata": null}',
    ("{}", '{"metadata": {}}'): "{}",
    ("{}", '{"metadata": {"a": 1}}'): '{"metadata": {"a": 1}}',
    ('{"metadata": null}', "{}"): "{}",
    ('{"metadata": null}', '{"metadata": null}'): "{}",
    ('{"metadata": null}', '{"metadata": {}}'): "{}",
    ('{"metadata": null}', '{"metadata": {"a": 1}}'): '{"metadata": {"a": 1}}',
    ('{"metadata": {}}', "{}"): "{}",
    ('{"metadata": {}}', '{"metadata": null}'): "{}",
    ('{"metadata": {}}', '{"metadata": {}}'): "{}",
    ('{"metadata": {}}', '{"metadata": {"a": null}}'): '{"metadata": {"a": null}}',
    ('{"metadata": {"a": 1}}', "{}"): '{"metadata": null}',
    ('{"metadata": {"a": 1}}', '{"metadata": null}'): '{"metadata": null}',
    ('{"metadata": {"a": 1}}', '{"metadata": {}}'): '{"metadata": {}}',
    ('{"metadata": {"a": 1}}', '{"metadata": {"a": 1}}'): "{}",
    ('{"metadata": {"a": 1}}', '{"metadata": {"b": 2}}'): '{"metadata": {"b": 2}}',
    ('{"metadata": {"a": null}}', "{}"): '{"metadata": null}',
    ('{"metadata": {"a": null}}', '{"metadata": {}}'): '{"metadata": {}}',
    ('{"metadata": {"a": null}}', '{"metadata": {"a": {}}}'): '{"metadata": {"a": {}}}',
}


def check(before: str, now: str, body: str) -> None:
    got = Customer.from_json(now).update_body(since=Customer.from_json(before))
    assert json.dumps(got) == body


@pytest.mark.parametrize(("before", "now"), MEMBER)
def test_a_member_is_sent_if_it_has_changed(before: str, now: str) -> None:
    check(before, now, MEMBER[before, now])


@pytest.mark.parametrize(("before", "now"), ADDRESS)
def test_an_address_is_sent_if_it_has_changed_and_an_empty_one_counts_as_none(before: str, now: str) -> None:
    check(before, now, ADDRESS[before, now])


@pytest.mark.parametrize(("before", "now"), PART)
def test_if_a_part_has_changed_the_whole_address_is_sent(before: str, now: str) -> None:
    def with_city(part: str) -> str:
        return '{"address": {"city": "Ulm"' + (part and f", {part}") + "}}"

    part = PART[before, now]
    check(with_city(before), with_city(now), part if part == "{}" else with_city(part))


@pytest.mark.parametrize(("before", "now"), METADATA)
def test_metadata_is_sent_in_full_if_it_has_changed_and_empty_metadata_counts_as_none(
    before: str, now: str
) -> None:
    check(before, now, METADATA[before, now])


SAME_JSON = {
    "a whole float": ("4", "4.0", True),
    "a large integer and the float nearest to it": ("9007199254740993", "9007199254740992.0", False),
    "a large integer and an equal float": ("100000000000000000000", "1e20", True),
    "large integers": ("9007199254740993", "9007199254740992", False),
    "floats": ("0.5", "0.25", False),
    "negative zero": ("0", "-0.0", True),
    "one and true": ("1", "true", False),
    "zero and false": ("0.0", "false", False),
    "false and null": ("false", "null", False),
    "zero and null": ("0", "null", False),
    "an empty string and null": ('""', "null", False),
    "a number and its text": ("1", '"1"', False),
    "reordered members": ('{"a": 1, "b": {"c": 2, "d": 3}}', '{"b": {"d": 3.0, "c": 2}, "a": 1}', True),
    "a missing null": ('{"a": null}', "{}", False),
    "another key": ('{"a": null}', '{"b": null}', False),
    "reordered items": ("[1, 2]", "[2, 1]", False),
    "equal items": ("[1, {}]", "[1.0, {}]", True),
    "a shorter array": ("[1, 2]", "[1]", False),
    "true in an array": ("[[1]]", "[[true]]", False),
    "an empty array and an empty object": ("[]", "{}", False),
}


@pytest.mark.parametrize(("value", "other", "same"), SAME_JSON.values(), ids=SAME_JSON)
def test_values_are_compared_as_json(value: str, other: str, same: bool) -> None:
    for before, now in ((value, other), (other, value)):
        metadata = {"k": json.loads(now)}
        since = Customer(metadata={"k": json.loads(before)})
        body = Customer(metadata=metadata).update_body(since=since)
        assert json.dumps(body) == json.dumps({} if same else {"metadata": metadata})


# --- changes made with replace -------------------------------------------------------------------

CHANGES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "in the order of the members": ({"phone": "+4922", "email": None}, {"email": None, "phone": "+4922"}),
    "a date": ({"birthday": dt.date(1990, 12, 31)}, {"birthday": "1990-12-31"}),
    "equal values": ({"name": "Ada", "metadata": {"tags": ("a", 1.0), "lang": "en"}}, {}),
    "another city": (
        {"address": CustomerAddress(city="Bonn")}, {"address": {"city": "Bonn", "line_1": None, "lat": None}}
    ),
}  # fmt: skip


@pytest.mark.parametrize(("changed", "body"), CHANGES.values(), ids=CHANGES)
def test_an_update_has_the_changed_members_and_null_for_removed_ones(
    changed: dict[str, Any], body: dict[str, Any]
) -> None:
    got = replace(KNOWN, **changed).update_body(since=KNOWN)
    assert json.dumps(got) == json.dumps(body)


OTHER_CUSTOMERS: dict[str, tuple[dict[str, Any], str]] = {
    "another id": ({"id": "cust_2"}, "$.id"),
    "no source_id": ({"source_id": None}, "$.source_id"),
    "another summary": ({"summary": CustomerSummary()}, "$.summary"),
    "another time": ({"updated_at": KNOWN.created_at}, "$.updated_at"),
    "another object": ({"object": "unconfirmed_customer"}, "$.object"),
    "a missing unknown member": ({"extra": {}}, "$.vip"),
    "true and 1": ({"extra": {"vip": 1}}, "$.vip"),
    "another unknown member": ({"extra": {"vip": True, "hats": []}}, "$.hats"),
}


@pytest.mark.parametrize(("changed", "place"), OTHER_CUSTOMERS.values(), ids=OTHER_CUSTOMERS)
def test_since_must_be_an_earlier_state_of_the_same_customer(changed: dict[str, Any], place: str) -> None:
    error = catch(ValueError, replace(KNOWN, phone=None, **changed).update_body, since=KNOWN)
    assert str(error) == (
        f"since must be the customer that replace() made this one from, but they differ at {place}"
    )


@pytest.mark.parametrize("member", ["loyalty", "system_metadata", "assets", "an unknown member"])
def test_null_absent_and_an_empty_object_are_equal_outside_the_body(member: str) -> None:
    documents: list[dict[str, Any]] = [{}, {member: None}, {member: {}}]
    states = [Customer.from_dict({"id": "cust_1", **document}) for document in documents]
    for before in states:
        assert [replace(now, name="Ada").update_body(since=before) for now in states] == [{"name": "Ada"}] * 3


def test_a_value_that_is_not_json_is_an_encode_error() -> None:
    wrong = replace(KNOWN, metadata={"a": {1}})
    errors = [
        catch(EncodeError, wrong.create_body),
        catch(EncodeError, wrong.update_body),
        catch(EncodeError, wrong.update_body, since=KNOWN),
        catch(EncodeError, KNOWN.update_body, since=wrong),
    ]
    assert {str(error) for error in errors} == {
        "$.metadata.a: expected a JSON value, got a value of type set"
    }


def test_a_body_shares_nothing_with_the_customer() -> None:
    update = KNOWN.update_body(since=replace(KNOWN, metadata=None, address=None))
    for body in (KNOWN.create_body(), KNOWN.update_body(), update):
        assert plain(body)
        body["metadata"]["tags"].append("b")
        body["address"]["city"] = "Bonn"
    assert KNOWN.metadata == {"lang": "en", "tags": ["a", 1]}
    assert KNOWN.address
    assert KNOWN.address.city == "Ulm"


# --- the property: an update takes effect, and the next one is empty -----------------------------

PAIRS = 600
NUMBERS = [0, 4, 4.0, -2.5, 2**53, -(2.0**53), True, False]


def any_json(rng: random.Random, depth: int = 2) -> Any:
    kind = rng.randrange(5 if depth else 3)
    if kind == 0:
        return rng.choice(NUMBERS)
    if kind < 3:
        return rng.choice(["", "x", None])
    if kind == 3:
        return [any_json(rng, depth - 1) for _ in range(rng.randrange(3))]
    return {key: any_json(rng, depth - 1) for key in rng.sample("abc", rng.randrange(3))}


def any_address(rng: random.Random) -> CustomerAddress:
    return CustomerAddress(
        city=rng.choice(["", "x", "y", None]),
        line_1=rng.choice(["x", None]),
        extra={key: any_json(rng, 1) for key in rng.sample(["lat", "geo"], rng.randrange(3))},
        nulls=frozenset(rng.sample(["city", "line_1", "line_2"], rng.randrange(3))),
    )


def any_members(rng: random.Random) -> dict[str, Any]:
    return {
        **{name: rng.choice(["", "x", "y", None]) for name in ("name", "description", "email", "phone")},
        "birthday": rng.choice([None, dt.date(1990, 12, 31)]),
        "birthdate": rng.choice([None, dt.date(1990, 12, 31), dt.date(2000, 2, 29)]),
        "address": rng.choice([None, CustomerAddress(), any_address(rng), any_address(rng)]),
        "metadata": rng.choice([None, {}, {"a": any_json(rng)}, {"a": any_json(rng), "b": any_json(rng)}]),
        "nulls": frozenset(rng.sample(UPDATED, rng.randrange(4))),
    }


def any_customer(rng: random.Random) -> Customer:
    loyalty = {"points": rng.choice([0, 7]), "campaigns": {}}
    unknown = {key: any_json(rng) for key in rng.sample(["vip", "hats"], rng.randrange(3))}
    others = {"loyalty": loyalty, "updated_at": "2026-01-05T10:00:00.000Z", **unknown}
    return replace(Customer.from_dict({"id": "cust_1", **others}), **any_members(rng))


def respond(body: dict[str, Any], stored: dict[str, Any], merges: bool, rng: random.Random) -> Customer:
    """The customer returned by an API that merges addresses, or by one that replaces them."""
    after = {**stored, **body, "updated_at": "2026-01-05T10:00:00.001Z"}
    if body.get("address") and stored.get("address"):
        kept = stored["address"] if merges else dict.fromkeys(stored["address"])
        after["address"] = {**kept, **body["address"]}
    return Customer.from_json(json.dumps(rewrite(after, rng)))


def rewrite(value: Any, rng: random.Random) -> Any:
    """The same JSON as JavaScript writes it, with the members in another order."""
    if isinstance(value, dict):
        return {key: rewrite(value[key], rng) for key in rng.sample([*value], len(value))}
    if isinstance(value, list):
        return [rewrite(item, rng) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def comparable(customer: Customer) -> str:
    """What a body can change, without what counts as absent, as a text to compare."""
    members = {name: value for name, value in customer.update_body().items() if value is not None}
    address = {name: value for name, value in members.pop("address", {}).items() if value is not None}
    members |= {"address": address, "metadata": members.get("metadata", {})}
    return json.dumps(rewrite(members, random.Random(0)), sort_keys=True)


def test_an_update_produces_this_customer_and_a_second_update_is_empty() -> None:
    rng = random.Random("update_body")
    empty = 0
    for _ in range(PAIRS):
        before = any_customer(rng)
        changed = {name: value for name, value in any_members(rng).items() if rng.random() < 0.4}
        after = replace(before, **changed)
        body = after.update_body(since=before)
        empty += not body
        for merges in (True, False):
            returned = respond(body, before.to_dict(), merges, rng)
            assert comparable(returned) == comparable(after)
            assert replace(after, updated_at=returned.updated_at).update_body(since=returned) == {}
    assert PAIRS / 25 < empty < PAIRS / 2


OTHERS: list[dict[str, Any]] = [
    {"id": "cust_2"},
    {"source_id": "crm-1"},
    {"loyalty": None},
    {"updated_at": dt.datetime(2026, 1, 6, tzinfo=dt.timezone.utc)},
    {"object": "unconfirmed_customer"},
    {"extra": {"another": True}},
]


def test_a_since_that_differs_elsewhere_is_rejected() -> None:
    rng = random.Random("since")
    for _ in range(PAIRS // 4):
        before = any_customer(rng)
        after = replace(before, **any_members(rng), **rng.choice(OTHERS))
        error = catch(ValueError, after.update_body, since=before)
        assert "since must be the customer" in str(error)
