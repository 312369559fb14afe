# SPDX-License-Identifier: MIT
"""What every class tells pydantic when it asks, without pydantic: `tests/interop` has the real one."""

from __future__ import annotations

import inspect
import json
import sys
import types
from typing import Any

import pytest

import contract
from contract import DEFAULTS, MEMBERS, Kind, Nested, catch, every_class, full
from customer_activity import Customer, CustomerAddress, DecodeError

ANY_OBJECT = {"type": "object", "additionalProperties": {}}
JSON_SCHEMAS: dict[Kind, Any] = {
    contract.STRING: {"type": "string"},
    contract.INTEGER: {"type": "integer"},
    contract.BOOLEAN: {"type": "boolean"},
    contract.TIMESTAMP: {"type": "string", "format": "date-time"},
    contract.DATE: {"type": "string", "format": "date"},
    contract.OBJECT: ANY_OBJECT,
    contract.OBJECTS: {"type": "array", "items": ANY_OBJECT},
}


def schema_of(kind: Kind) -> Any:
    if isinstance(kind, Nested):
        return {"type": "object", "title": kind.cls.__name__}
    if isinstance(kind, contract.Array):
        return {"type": "array", "items": schema_of(Nested(kind.cls))}
    if isinstance(kind, contract.Map):
        return {"type": "object", "additionalProperties": schema_of(Nested(kind.cls))}
    return JSON_SCHEMAS[kind]


def property_of(cls: Any, name: str, kind: Kind) -> Any:
    nullable = {} if kind == contract.JSON else {"anyOf": [schema_of(kind), {"type": "null"}]}
    default = DEFAULTS[cls].get(name)
    return nullable if default is None else {**nullable, "default": default}


@every_class
def test_the_json_schema_has_the_members_of_the_contract_and_lets_others_through(cls: Any) -> None:
    schema = cls.__get_pydantic_json_schema__(None, None)
    assert schema == {
        "type": "object",
        "title": cls.__name__,
        "description": inspect.getdoc(cls),
        "properties": {name: property_of(cls, name, kind) for name, kind in MEMBERS[cls].items()},
        "additionalProperties": True,
    }
    assert list(schema["properties"]) == list(MEMBERS[cls])
    assert json.loads(json.dumps(schema)) == schema


@every_class
def test_a_json_schema_that_somebody_changes_is_no_longer_the_next_one(cls: Any) -> None:
    before = json.dumps(cls.__get_pydantic_json_schema__(None, None))
    changed = cls.__get_pydantic_json_schema__(None, None)
    for member in changed["properties"].values():
        for schema in member.pop("anyOf", []):
            schema.clear()
    assert json.dumps(cls.__get_pydantic_json_schema__(None, None)) == before


@every_class
def test_the_core_schema_decodes_with_from_dict_and_encodes_with_to_dict(cls: Any) -> None:
    schema = cls.__get_pydantic_core_schema__(cls, None)
    decoded = schema["function"].pop("function")
    encoded = schema["serialization"].pop("function")
    assert schema == {
        "type": "function-plain",
        "ref": f"{cls.__module__}.{cls.__name__}:{id(cls)}",
        "function": {"type": "no-info"},
        "serialization": {"type": "function-plain"},
    }
    document = {**full(cls), "unknown": None}
    instance = decoded(document)
    assert type(instance) is cls
    assert instance == cls.from_dict(document)
    assert decoded(instance) is instance
    assert encoded(instance) == document
    assert str(catch(DecodeError, decoded, "text")) == "$: expected an object, got a string"


def test_a_subclass_decodes_to_itself_and_encodes_by_its_own_to_dict() -> None:
    class Member(Customer):
        def to_dict(self) -> dict[str, Any]:
            return {"member": super().to_dict()}

    member = Member.__get_pydantic_core_schema__(Member, None)["function"]["function"]({"id": "cust_1"})
    assert type(member) is Member
    parent = Customer.__get_pydantic_core_schema__(Customer, None)
    assert parent["function"]["function"](member) is member
    assert parent["serialization"]["function"](member) == {"member": {"id": "cust_1", "object": "customer"}}
    assert Member.__get_pydantic_core_schema__(Member, None)["ref"] != parent["ref"]
    assert Member.__get_pydantic_json_schema__(None, None) == {
        **Customer.__get_pydantic_json_schema__(None, None),
        "title": "Member",
    }


def test_what_is_no_instance_is_left_to_the_other_types_of_a_union(monkeypatch: pytest.MonkeyPatch) -> None:
    class UnexpectedValue(Exception):
        pass

    module = types.SimpleNamespace(PydanticSerializationUnexpectedValue=UnexpectedValue)
    monkeypatch.setitem(sys.modules, "pydantic_core", module)
    encoded = Customer.__get_pydantic_core_schema__(Customer, None)["serialization"]["function"]
    with pytest.raises(UnexpectedValue):
        encoded("cust_17")
    assert encoded(CustomerAddress(city="Ulm")) == {"city": "Ulm"}
