# SPDX-License-Identifier: MIT
"""What every class tells pydantic when it asks, without pydantic: `tests/interop` has the real one."""

from __future__ import annotations

import copy
import sys
import types
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from contract import DEFAULTS, MEMBERS, catch, every_class, full
from customer_activity import (
    Customer,
    CustomerActivityData,
    CustomerAddress,
    CustomerSummaryRedemptionsGift,
    DecodeError,
)

ALL = types.SimpleNamespace(include=None, exclude=None)
"""The info that pydantic passes to a serializer if all members are written."""


class Handler:
    """As much of pydantic's handlers as the hooks use."""

    def __init__(self, mode: str = "", described: dict[str, Any] | None = None) -> None:
        self.mode, self.described = mode, described

    def generate_schema(self, hint: Any) -> Any:
        return {"type": "made by pydantic", "hint": hint}

    def __call__(self, schema: Any) -> Any:
        return {"$ref": schema}

    def resolve_ref_schema(self, reference: Any) -> Any:
        assert reference == {"$ref": "Customer"}
        return self.described


def schema_of(cls: Any) -> Any:
    return cls.__get_pydantic_core_schema__(cls, Handler())


@every_class
def test_the_core_schema_decodes_with_from_dict_and_encodes_with_to_dict(cls: Any) -> None:
    schema = schema_of(cls)
    decode = schema["function"]["function"]
    encode = schema["serialization"]["function"]
    document = {**full(cls), "unknown": None}
    instance = decode(document, None)
    assert type(instance) is cls
    assert instance == cls.from_dict(document)
    assert decode(instance, None) is instance
    assert encode(instance, ALL) == document
    assert str(catch(DecodeError, decode, "text", None)) == "$: expected an object, got a string"


@every_class
def test_the_core_schema_lists_the_members_for_the_json_schema(cls: Any) -> None:
    members = schema_of(cls)["schema"]["fields"]
    assert list(members) == list(MEMBERS[cls])
    for name, member in members.items():
        assert member["required"] is False
        assert member["schema"].get("default") == DEFAULTS[cls].get(name)


def test_the_core_schema_is_what_pydantic_expects() -> None:
    def made(hint: Any) -> dict[str, Any]:
        return {"type": "made by pydantic", "hint": hint}

    schema = schema_of(CustomerSummaryRedemptionsGift)
    amount = {"type": "default", "schema": made(int | None), "default": 0}
    field = {"type": "typed-dict-field", "schema": amount, "required": False}
    fields = {"redeemed_amount": field, "amount_to_go": field}
    assert schema["schema"] == {"type": "typed-dict", "fields": fields}
    assert (schema["type"], schema["function"]["type"]) == ("function-wrap", "no-info")
    assert schema["serialization"].items() >= {"type": "function-plain", "info_arg": True}.items()
    data = schema_of(CustomerActivityData)
    members = data["schema"]["fields"]
    itself = {"type": "definition-ref", "schema_ref": data["ref"]}
    assert members["data"]["schema"] == {"type": "nullable", "schema": itself}
    assert members["customer"]["schema"] == made(Customer | None)


@dataclass(frozen=True, kw_only=True)
class Mixin:
    note: str = "none"
    path: Path | None = None


@dataclass(frozen=True, kw_only=True)
class Guest(Customer, Mixin):
    pass


def test_the_fields_of_a_subclass_are_listed_if_they_are_plain() -> None:
    members = schema_of(Guest)["schema"]["fields"]
    assert members.keys() == {*MEMBERS[Customer], "note", "path"}
    assert members["note"]["schema"]["default"] == "none"
    assert members["path"]["schema"] == {"type": "any"}


EMPTY = {"type": "array", "items": {}, "maxItems": 0}
DESCRIBED: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"type": "string"}, {"type": "string"}),
    ({"$ref": "x"}, {"anyOf": [{"$ref": "x"}, EMPTY]}),
    ({"type": "object", "additionalProperties": True},
     {"anyOf": [{"type": "object", "additionalProperties": True}, EMPTY]}),
    ({"anyOf": [{"$ref": "x"}, {"type": "null"}], "default": None},
     {"anyOf": [{"$ref": "x"}, {"type": "null"}, EMPTY], "default": None}),
    ({"type": "array", "items": {"$ref": "x"}},
     {"type": "array", "items": {"anyOf": [{"$ref": "x"}, EMPTY]}}),
]  # fmt: skip


@pytest.mark.parametrize(("member", "accepted"), DESCRIBED, ids=[str(member) for member, _ in DESCRIBED])
def test_a_json_schema_allows_an_empty_array_for_an_object_where_it_decodes(
    member: Any, accepted: Any
) -> None:
    for mode, expected in (("serialization", member), ("validation", accepted)):
        described = {"properties": {"a": copy.deepcopy(member)}, "required": ["a"], "title": "C"}
        handler = Handler(mode, described)
        assert Customer.__get_pydantic_json_schema__("Customer", handler) == {"$ref": "Customer"}
        assert described == {
            "properties": {"a": expected},
            "title": "C",
            "additionalProperties": True,
            "description": "A customer of a Voucherify project.",
        }


def test_a_subclass_decodes_to_itself_and_is_encoded_with_its_own_to_dict() -> None:
    class Member(Customer):
        def to_dict(self) -> dict[str, Any]:
            return {"member": super().to_dict()}

    member = schema_of(Member)["function"]["function"]({"id": "cust_1"}, None)
    assert type(member) is Member
    parent = schema_of(Customer)
    assert parent["function"]["function"](member, None) is member
    assert parent["serialization"]["function"](member, ALL) == {
        "member": {"id": "cust_1", "object": "customer"}
    }
    assert schema_of(Member)["ref"] != parent["ref"]


def test_a_value_of_another_type_is_left_to_the_other_types_of_a_union(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class UnexpectedValue(Exception):
        pass

    module = types.SimpleNamespace(PydanticSerializationUnexpectedValue=UnexpectedValue)
    monkeypatch.setitem(sys.modules, "pydantic_core", module)
    encode = schema_of(Customer)["serialization"]["function"]
    with pytest.raises(UnexpectedValue):
        encode("cust_17", ALL)
    assert encode(CustomerAddress(city="Ulm"), ALL) == {"city": "Ulm"}


def test_a_tool_that_reads_every_attribute_does_not_need_pydantic(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "pydantic_core", raising=False)
    assert not hasattr(Customer(), "__pydantic_serializer__")
    assert "pydantic_core" not in sys.modules


def test_an_instance_has_a_serializer_for_where_pydantic_has_no_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pydantic_core", types.SimpleNamespace(SchemaSerializer=dict))
    serializer = Customer(id="cust_1").__pydantic_serializer__
    assert serializer == {"type": "any", "serialization": schema_of(Customer)["serialization"]}
