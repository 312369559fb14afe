# SPDX-License-Identifier: MIT
"""What every class tells pydantic when it asks, without pydantic: `tests/interop` has the real one."""

from __future__ import annotations

import sys
import types
from typing import Any

import pytest

from contract import DEFAULTS, MEMBERS, catch, every_class, full
from customer_activity import Customer, CustomerAddress, DecodeError

ALL = types.SimpleNamespace(include=None, exclude=None)
"""The info that pydantic passes to a serializer if all members are written."""


class Handler:
    """As much of pydantic's handler as the hooks use."""

    def generate_schema(self, hint: Any) -> Any:
        return {"type": "made by pydantic", "hint": hint}


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
