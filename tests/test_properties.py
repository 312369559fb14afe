# SPDX-License-Identifier: MIT
"""The main property: any JSON value decodes to an instance or raises `DecodeError`, and every instance
survives the round trip.

Some four thousand documents are generated from the contract. The seed is fixed, so failures are
reproducible, and each one shows its document.
"""

from __future__ import annotations

import copy
import json
import random
import re
from typing import Any

import pytest

import contract
from contract import DEFAULTS, DOCUMENTS, MEMBERS, SAYS, Kind
from customer_activity import (
    Customer,
    CustomerActivity,
    DecodeError,
)

# --- well-formed documents, with what they are encoded to ----------------------------------------

Pair = tuple[Any, Any]
"""A JSON value as it's sent, and as it's encoded after decoding."""

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
PAIRS: dict[Kind, list[Pair]] = {
    contract.STRING: [(word, word) for word in WORDS],
    contract.INTEGER: [(0, 0), (-7, -7), (604, 604), (10**25, 10**25), (3.0, 3), (1e15, 10**15)],
    contract.BOOLEAN: [(True, True), (False, False)],
    contract.TIMESTAMP: [
        ("2022-08-30T06:32:07.380Z", "2022-08-30T06:32:07.380Z"),
        ("2021-04-07T08:04:03Z", "2021-04-07T08:04:03.000Z"),
        ("2022-03-09t09:17:07.123456z", "2022-03-09T09:17:07.123456Z"),
        ("2024-08-02T11:41:31.1234567+00:00", "2024-08-02T11:41:31.123456Z"),
        ("0001-01-01T00:00:00+23:59", "0001-01-01T00:00:00.000+23:59"),
        ("1990-12-31T00:00:00.000-05:30", "1990-12-31T00:00:00.000-05:30"),
    ],
    contract.DATE: [
        ("2022-08-30", "2022-08-30"),
        ("1990-12-31T00:00:00.000-05:30", "1990-12-31"),
        ("0001-01-01T00:00:00+23:59", "0001-01-01"),
    ],
}


def junk(rng: random.Random) -> Any:
    return copy.deepcopy(rng.choice(JUNK))  # because the caller modifies it


def any_json(rng: random.Random, depth: int = 0) -> Any:
    choice = rng.randrange(8 if depth < 4 else 6)
    if choice == 6:
        return [any_json(rng, depth + 1) for _ in range(rng.randrange(4))]
    if choice == 7:
        return any_object(rng, depth)
    return rng.choice(WORDS) if choice < 2 else junk(rng)


def any_object(rng: random.Random, depth: int = 0) -> dict[str, Any]:
    return {rng.choice(WORDS + UNKNOWN): any_json(rng, depth + 1) for _ in range(rng.randrange(4))}


def pair_of(kind: Kind, rng: random.Random, depth: int) -> Pair:
    if kind in PAIRS:
        return rng.choice(PAIRS[kind])
    if kind == contract.JSON:
        return (same := any_json(rng)), same
    if kind == contract.OBJECTS or isinstance(kind, contract.Array):
        item: Kind = contract.Nested(kind.cls) if isinstance(kind, contract.Array) else contract.OBJECT
        pairs = [pair_of(item, rng, depth) for _ in range(rng.randrange(4))]
        return [sent for sent, _ in pairs], [encoded for _, encoded in pairs]
    if kind == contract.OBJECT:
        sent = encoded = any_object(rng)
    elif isinstance(kind, contract.Map):
        named = {name: pair_of(contract.Nested(kind.cls), rng, depth) for name in rng.sample(WORDS, 2)}
        sent, encoded = ({name: pair[i] for name, pair in named.items()} for i in (0, 1))
    else:
        assert isinstance(kind, contract.Nested), f"PAIRS in this file: write a row for {kind!r}"
        sent, encoded = document_of(kind.cls, rng, depth)
    # PHP writes an empty array for an empty object.
    return (rng.choice(({}, [])) if sent == {} else sent), encoded


def document_of(cls: Any, rng: random.Random, depth: int = 0) -> Pair:
    # An event's data has many members, but only a few at a time.
    share = 0.6 if len(MEMBERS[cls]) < 20 else 0.15 if depth < 4 else 0.0
    names = [name for name in MEMBERS[cls] if rng.random() < share]
    if names and rng.random() < 0.2:
        names += rng.sample(UNKNOWN, 2)
    if rng.random() < 0.3:
        rng.shuffle(names)
    pairs: dict[str, Pair] = {}
    for name in names:
        if rng.random() < 0.1:
            pairs[name] = None, None
        elif name == "data_ref":
            pairs[name] = DEFAULTS[cls][name], DEFAULTS[cls][name]
        elif name == "object":
            pairs[name] = (rng.choice([value for value in SAYS[cls][0] if value]),) * 2
        else:
            pairs[name] = pair_of(MEMBERS[cls].get(name, contract.JSON), rng, depth + 1)
    sent = {name: pair[0] for name, pair in pairs.items()}
    encoded = {**DEFAULTS[cls], **{name: pair[1] for name, pair in pairs.items()}}
    known = {name: encoded[name] for name in MEMBERS[cls] if name in encoded}
    return sent, {**known, **encoded}


CHUNKS = 3
COUNTS: dict[Any, int] = dict.fromkeys(DOCUMENTS, 40) | {Customer: 200, CustomerActivity: 100}


@pytest.mark.parametrize("seed", range(CHUNKS))
def test_well_formed_documents_decode_and_survive_the_round_trip(seed: int) -> None:
    rng = random.Random(f"well-formed {seed}")
    for cls, count in COUNTS.items():
        for _ in range(count):
            sent, encoded = document_of(cls, rng)
            assert decodes(cls, sent)
            assert json.dumps(cls.from_dict(sent).to_dict()) == json.dumps(encoded)


# --- other documents -----------------------------------------------------------------------------


def decodes(cls: Any, document: Any) -> bool:
    """Check the property for a document, and return whether it decodes."""
    before = json.dumps(document)
    try:
        instance = cls.from_dict(document)
    except DecodeError as error:
        assert re.fullmatch(r"\$.*: expected .+, got .+", str(error))
        with pytest.raises(DecodeError):
            cls.from_json(before)
        return False
    finally:
        assert json.dumps(document) == before, "the input was changed"
    encoded = instance.to_dict()
    again = cls.from_dict(encoded)
    assert again == instance == cls.from_json(before) and hash(again) == hash(instance)
    assert json.dumps(again.to_dict()) == json.dumps(encoded) == json.dumps(json.loads(instance.to_json()))
    return True


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every place below a value: its container and its key or index."""
    found: list[tuple[Any, Any]] = []
    if isinstance(value, (dict, list)):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            found.append((value, key))
            found += places(item)
    return found


def with_junk(cls: Any, rng: random.Random) -> Any:
    document = copy.deepcopy(document_of(cls, rng)[0])
    found = places(document)
    if not found:
        return junk(rng)
    container, key = rng.choice(found)
    container[key] = junk(rng)
    return document


@pytest.mark.parametrize("seed", range(CHUNKS))
def test_documents_with_one_junk_value_decode_or_raise_decode_error(seed: int) -> None:
    rng = random.Random(f"junk {seed}")
    for cls, count in COUNTS.items():
        decoded = sum(decodes(cls, with_junk(cls, rng)) for _ in range(count))
        assert count / 8 <= decoded <= count * 7 / 8


def test_any_json_value_decodes_or_raises_decode_error() -> None:
    rng = random.Random("any JSON")
    for cls in DOCUMENTS:
        assert 10 < sum(decodes(cls, any_json(rng)) for _ in range(400)) < 300
