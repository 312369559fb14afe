# SPDX-License-Identifier: MIT
"""The law: any JSON value gives an instance or a `DecodeError`, and an instance survives the round trip.

Some seven thousand documents are made from the contract; `canonical` says what has to come out, and
where nothing may. The seed is fixed: a failure names the document, and comes again.
"""

from __future__ import annotations

import copy
import datetime as dt
import json
import random
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

import contract
from contract import DEFAULTS, DOCUMENTS, MEMBERS, Kind, catch, every_class, plain
from customer_activity import (
    Customer,
    CustomerActivity,
    CustomerActivityData,
    CustomerActivityPage,
    CustomerPage,
    DecodeError,
    EncodeError,
    Webhook,
)

# --- what has to come out ------------------------------------------------------------------------

OBJECTS_TAKEN: dict[Any, Callable[[str], bool]] = {
    Customer: lambda name: name.lower().endswith("customer"),
    CustomerPage: lambda name: name == "list",
    CustomerActivityPage: lambda name: name == "list",
    CustomerActivity: lambda name: name not in ("customer", "list"),
    Webhook: lambda name: name not in ("customer", "list"),
}
"""What a document may say of itself in `object`."""


class Rejected(Exception):
    """The contract has no place for this value."""


def canonical(kind: Kind, value: Any) -> Any:
    """How a value of a kind is written after it was decoded."""
    if isinstance(kind, contract.Nested):
        return canonical_object(kind.cls, an_object(value))
    if isinstance(kind, contract.Array):
        items = require(isinstance(value, list), value)
        return [canonical_object(kind.cls, an_object(item)) for item in items]
    if isinstance(kind, contract.Map):
        return {name: canonical_object(kind.cls, an_object(item)) for name, item in an_object(value).items()}
    return CANONICAL[kind](value)


def canonical_object(cls: Any, value: Any) -> dict[str, Any]:
    require(isinstance(value, dict), value)
    known = MEMBERS[cls]
    defaults = DEFAULTS[cls]
    if cls in DOCUMENTS:
        require(not value or not known.keys().isdisjoint(value), value)
    if cls in OBJECTS_TAKEN and isinstance(value.get("object"), str):
        require(OBJECTS_TAKEN[cls](value["object"]), value)
    if "data_ref" in defaults:
        require(value.get("data_ref") in (None, defaults["data_ref"]), value)
    out: dict[str, Any] = {}
    for member, kind in known.items():
        if member in value:
            out[member] = None if value[member] is None else canonical(kind, value[member])
        elif member in defaults:
            out[member] = defaults[member]
    return {**out, **{member: value[member] for member in value if member not in known}}


def require(fits: bool, value: Any) -> Any:
    if not fits:
        raise Rejected
    return value


def an_object(value: Any) -> dict[str, Any]:
    require(isinstance(value, dict) or value == [], value)
    return value or {}


def canonical_integer(value: Any) -> int:
    require(type(value) is int or (type(value) is float and value == value // 1), value)
    return int(value)


def one_of(texts: dict[str, str]) -> Callable[[Any], str]:
    """Which texts are timestamps and dates the tables of `test_values.py` say. Here there are only these."""
    return lambda value: texts[require(isinstance(value, str) and value in texts, value)]


TIMESTAMPS = {
    "2022-08-30T06:32:07.380Z": "2022-08-30T06:32:07.380Z",
    "2021-04-07T08:04:03Z": "2021-04-07T08:04:03.000Z",
    "2022-03-09t09:17:07.123456z": "2022-03-09T09:17:07.123456Z",
    "2024-08-02T11:41:31.1234567+00:00": "2024-08-02T11:41:31.123456Z",
    "0001-01-01T00:00:00+23:59": "0001-01-01T00:00:00.000+23:59",
    "1990-12-31T00:00:00.000-05:30": "1990-12-31T00:00:00.000-05:30",
}
DATES = {
    "2022-08-30": "2022-08-30",
    "1990-12-31T00:00:00.000-05:30": "1990-12-31",
    "0001-01-01T00:00:00+23:59": "0001-01-01",
}

CANONICAL: dict[Kind, Callable[[Any], Any]] = {
    contract.STRING: lambda value: require(isinstance(value, str), value),
    contract.INTEGER: canonical_integer,
    contract.BOOLEAN: lambda value: require(isinstance(value, bool), value),
    contract.TIMESTAMP: one_of(TIMESTAMPS),
    contract.DATE: one_of(DATES),
    contract.OBJECT: an_object,
    contract.OBJECTS: lambda value: [an_object(item) for item in require(isinstance(value, list), value)],
    contract.JSON: lambda value: value,
}


# --- documents -----------------------------------------------------------------------------------

WORDS = [
    "", "x", "Loyalty Upgrade 01/2021", "Zoë", "\U0001f600", "a\nb", '"', "id", "extra", "nulls",
    "\ud800", "name",
]  # fmt: skip
UNKNOWN = ["sourceId", "extra", "nulls", "", "a b", "Ключ", "self", "__class__", "to_dict"]
JUNK: list[Any] = [
    None, True, False, 0, -1, 2**70, 1.0, -0.0, 0.5, 1e300, "", "x", "12", "2022-02-30", "2022-08-30",
    "2022-08-30T06:32:07.380Z", "2022-08-30T24:00:00.000Z", "customer", "list", [], {}, [[]], [{}], [None],
    ["x"], {"a": 1}, {"id": None}, {"points": "1"}, {"campaigns": []}, {"data": {"data": []}},
]  # fmt: skip


def junk(rng: random.Random) -> Any:
    return copy.deepcopy(rng.choice(JUNK))  # since what is made of it gets changed


def any_json(rng: random.Random, depth: int = 0) -> Any:
    choice = rng.randrange(8 if depth < 4 else 6)
    if choice == 6:
        return [any_json(rng, depth + 1) for _ in range(rng.randrange(4))]
    if choice == 7:
        return any_object(rng, depth)
    return rng.choice(WORDS) if choice < 2 else junk(rng)


def empty(rng: random.Random) -> Any:
    return rng.choice(({}, []))


def any_object(rng: random.Random, depth: int = 0) -> dict[str, Any]:
    return {rng.choice(WORDS + UNKNOWN): any_json(rng, depth + 1) for _ in range(rng.randrange(4))}


MAKE: dict[Kind, Callable[[random.Random], Any]] = {
    contract.STRING: lambda rng: rng.choice(WORDS),
    contract.INTEGER: lambda rng: rng.choice([0, 1, -7, rng.randrange(10**6), 10**25, 3.0, 1e15]),
    contract.BOOLEAN: lambda rng: rng.random() < 0.5,
    contract.TIMESTAMP: lambda rng: rng.choice([*TIMESTAMPS]),
    contract.DATE: lambda rng: rng.choice([*DATES]),
    contract.OBJECT: lambda rng: any_object(rng) or empty(rng),
    contract.OBJECTS: lambda rng: [MAKE[contract.OBJECT](rng) for _ in range(rng.randrange(3))],
    contract.JSON: any_json,
}


def well_formed(kind: Kind, rng: random.Random, depth: int = 0) -> Any:
    if isinstance(kind, contract.Nested):
        return well_formed_object(kind.cls, rng, depth) or empty(rng)
    if isinstance(kind, contract.Array):
        return [well_formed_object(kind.cls, rng, depth) for _ in range(rng.randrange(4))]
    if isinstance(kind, contract.Map):
        names = rng.sample(WORDS, rng.randrange(4))
        return {name: well_formed_object(kind.cls, rng, depth) for name in names} or empty(rng)
    return MAKE[kind](rng)


def well_formed_object(cls: Any, rng: random.Random, depth: int = 0) -> dict[str, Any]:
    # Of the many members of an event's data there are few at a time.
    share = 0.6 if len(MEMBERS[cls]) < 20 else 0.15 if depth < 4 else 0.0
    names = [name for name in MEMBERS[cls] if rng.random() < share]
    if names and rng.random() < 0.2:
        names += rng.sample(UNKNOWN, 2)
    if rng.random() < 0.3:
        rng.shuffle(names)
    out: dict[str, Any] = {}
    for name in names:
        if rng.random() < 0.1:
            out[name] = None
        elif name == "data_ref":
            out[name] = DEFAULTS[cls][name]
        elif name == "object":
            out[name] = rng.choice(["unconfirmed_customer", "CUSTOMER"]) if cls is Customer else "list"
        else:
            out[name] = well_formed(MEMBERS[cls].get(name, contract.JSON), rng, depth + 1)
    return out


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every place below a value: its container and its key or index."""
    found: list[tuple[Any, Any]] = []
    if isinstance(value, (dict, list)):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            found.append((value, key))
            found += places(item)
    return found


def with_junk(cls: Any, rng: random.Random) -> Any:
    document = well_formed_object(cls, rng)
    found = places(document)
    if not found:
        return junk(rng)
    container, key = rng.choice(found)
    container[key] = junk(rng)
    return document


# --- the law -------------------------------------------------------------------------------------


def holds(cls: Any, document: Any) -> bool:
    """Hold one document against the law; whether it decodes."""
    before = json.dumps(document)
    try:
        wanted = json.dumps(canonical_object(cls, json.loads(before)))
    except Rejected:
        errors = catch(DecodeError, cls.from_dict, document), catch(DecodeError, cls.from_json, before)
        assert all(re.match(r"\A\$.*: expected .+, got .+\Z", str(error), re.DOTALL) for error in errors)
        assert json.dumps(document) == before
        return False
    instance = cls.from_dict(document)
    written = instance.to_dict()
    assert json.dumps(document) == before, "the input was changed"
    assert json.dumps(written) == wanted
    again = cls.from_dict(written)
    assert again == instance and hash(again) == hash(instance)
    assert json.dumps(again.to_dict()) == wanted
    assert cls.from_json(before) == instance
    assert json.loads(instance.to_json()) == json.loads(wanted)
    return True


CHUNKS = 6
COUNTS = {Customer: 200, CustomerPage: 40, CustomerActivity: 100, CustomerActivityPage: 24, Webhook: 50}


@pytest.mark.parametrize("seed", range(CHUNKS))
def test_well_formed_documents_decode_and_survive(seed: int) -> None:
    rng = random.Random(f"well-formed {seed}")
    for cls, count in COUNTS.items():
        for _ in range(count):
            assert holds(cls, well_formed_object(cls, rng))


@pytest.mark.parametrize("seed", range(CHUNKS))
def test_documents_with_one_junk_value_decode_or_fail_as_the_contract_says(seed: int) -> None:
    rng = random.Random(f"junk {seed}")
    for cls, count in COUNTS.items():
        decoded = sum(holds(cls, with_junk(cls, rng)) for _ in range(count))
        assert count / 8 <= decoded <= count * 7 / 8


def test_any_json_value_gives_an_instance_or_a_decode_error() -> None:
    rng = random.Random("any JSON")
    for cls in DOCUMENTS:
        assert 10 < sum(holds(cls, any_json(rng)) for _ in range(400)) < 300


# --- what is made by hand ------------------------------------------------------------------------

NOT_DATA: Any = "x"
ANYTHING: list[Any] = [
    0, 1.5, float("nan"), True, "x", "\ud800", b"x", 10**5000, Decimal("1.5"), Decimal("sNaN"),
    Decimal("1E99999999"), [], [1], [{}], (), ({},), {}, {"x": 1}, {1: 2}, {"x": {1}}, set(), range(3),
    object(), int, dt.date(2020, 1, 1), dt.datetime(2020, 1, 1),
    dt.datetime(2020, 1, 1, tzinfo=dt.timezone(dt.timedelta(seconds=30))),
    Customer, Customer(), {"x": Customer()}, (Customer(),),
    CustomerActivityData(), CustomerActivityData(data=NOT_DATA),
]  # fmt: skip


@every_class
def test_any_value_in_any_field_is_encoded_as_plain_json_or_raises(cls: Any) -> None:
    refused = 0
    for field in [*MEMBERS[cls], "extra"]:
        for value in ANYTHING:
            try:
                written = cls(**{field: value}).to_dict()
            except EncodeError as error:
                assert str(error).startswith("$.") or error.actual == "an object with none of its members"
                refused += 1
            except ValueError as error:
                assert str(error).startswith(f"extra of {cls.__name__}: expected a mapping, got ")
                refused += 1
            else:
                assert plain(written)
    assert refused > len(MEMBERS[cls])
