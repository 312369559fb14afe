# SPDX-License-Identifier: MIT
"""pydantic decodes with `from_dict` and encodes with `to_dict`, wherever a class is used as a type."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass, field
from typing import Annotated, Any, Generic, Optional, TypeVar

import pytest

import contract
import customer_activity
from contract import DEFAULTS, MEMBERS, Kind, Nested, every_class, full
from customer_activity import (
    ACTIVITY_TYPES,
    Customer,
    CustomerActivityData,
    CustomerAddress,
    CustomerPage,
    DecodeError,
    JsonObject,
    Webhook,
)

pytest.importorskip("pydantic", reason="the interop group isn't installed")

import pydantic
from pydantic import BaseModel, Field, Json, RootModel, SerializeAsAny, TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError, to_json

VERSION = tuple(map(int, pydantic.VERSION.split(".")[:2]))
CUSTOMER = TypeAdapter(Customer)
NAIVE = Customer(created_at=dt.datetime(2022, 8, 30))


class Order(BaseModel):
    customer: Customer
    others: list[Customer] = []
    by_name: dict[str, Customer] = {}
    referrer: Customer | None = None
    text: Json[Customer] | None = None
    page: Annotated[CustomerPage | None, Field(description="Where it stood.")] = None


class Member(Customer):
    pass


# --- decoding ------------------------------------------------------------------------------------


def test_a_type_adapter_decodes_values_and_text(document: dict[str, Any], customer: Customer) -> None:
    assert CUSTOMER.validate_python(document) == customer
    assert CUSTOMER.validate_json(json.dumps(document)) == customer
    assert CUSTOMER.validate_python(document, strict=True) == customer


def test_an_instance_goes_through_as_it_is(customer: Customer) -> None:
    member = Member(id="cust_1")
    assert CUSTOMER.validate_python(member) is member
    assert Order(customer=customer, others=[member]).others[0] is member


def test_a_model_decodes_and_encodes_the_customers_that_it_holds(
    document: dict[str, Any], customer: Customer
) -> None:
    values: dict[str, Any] = {
        "customer": document,
        "others": [document, {"object": "customer"}],
        "by_name": {"Ada": document},
        "referrer": None,
        "text": document,
        "page": {"object": "list", "data_ref": "customers", "customers": [document], "cursor": None},
    }
    order = Order.model_validate({**values, "text": json.dumps(document)})
    assert order == Order(
        customer=customer,
        others=[customer, Customer()],
        by_name={"Ada": customer},
        text=customer.to_json(),
        page=CustomerPage(customers=(customer,), extra={"cursor": None}),
    )
    assert order.model_dump() == values
    assert json.loads(order.model_dump_json()) == values


def test_a_union_picks_the_class_of_the_document() -> None:
    either = TypeAdapter(Customer | CustomerPage | Webhook | None)
    assert either.validate_python({"object": "customer"}) == Customer()
    assert either.validate_python({"object": "list"}) == CustomerPage()
    webhook = either.validate_python({"project_id": "proj_1"})
    assert webhook == Webhook(project_id="proj_1")
    assert either.validate_python(webhook) is webhook
    assert either.dump_python(webhook) == {"project_id": "proj_1"}
    assert either.validate_python(None) is None


def test_a_union_with_another_type_decodes_and_encodes_whichever_it_holds(customer: Customer) -> None:
    whole_or_id = TypeAdapter(list[Customer | str])
    values: list[Customer | str] = [customer, "cust_17"]
    assert whole_or_id.validate_python([customer.to_dict(), "cust_17"]) == values
    assert whole_or_id.dump_python(values) == [customer.to_dict(), "cust_17"]


def test_a_subclass_decodes_to_itself(document: dict[str, Any]) -> None:
    member = TypeAdapter(Member).validate_python(document)
    assert type(member) is Member
    assert member.to_dict() == document


# --- encoding ------------------------------------------------------------------------------------


def test_a_type_adapter_encodes_like_to_dict_and_to_json(customer: Customer) -> None:
    assert CUSTOMER.dump_python(customer) == customer.to_dict()
    assert CUSTOMER.dump_python(customer, mode="json") == customer.to_dict()
    assert CUSTOMER.dump_json(customer).decode() == customer.to_json()


def test_what_is_absent_is_not_written_as_null_which_would_clear_it() -> None:
    assert CUSTOMER.dump_json(Customer(source_id="crm-17")) == b'{"source_id":"crm-17","object":"customer"}'


def test_no_option_leaves_out_a_null_or_a_default(document: dict[str, Any], customer: Customer) -> None:
    options: Any = {"exclude_none": True, "exclude_unset": True, "exclude_defaults": True, "by_alias": True}
    assert CUSTOMER.dump_python(customer, **options) == document


# --- include and exclude -------------------------------------------------------------------------

SHORT = {"id": "cust_1", "object": "customer", "email": "ada@example.org"}
ADA = Customer.from_dict(SHORT)
WITHOUT = {"id": "cust_1", "object": "customer"}
LOYAL = {"points": 7, "campaigns": {"A": {"points": 3, "loyalty_tier": "ltr_1"}, "B": {"points": 4}}}
PAGE = CustomerPage(customers=(ADA, ADA))

SELECTIONS: dict[str, tuple[Any, Any, dict[str, Any], Any]] = {
    "exclude one member": (Customer, ADA, {"exclude": {"email"}}, WITHOUT),
    "include one member": (Customer, ADA, {"include": {"id"}}, {"id": "cust_1"}),
    "an unknown member": (Customer, Customer(extra={"vip": 1}), {"exclude": {"vip"}}, {"object": "customer"}),
    "both": (Customer, ADA, {"include": {"id", "email"}, "exclude": {"email"}}, {"id": "cust_1"}),
    "a nested member": (
        Customer,
        Customer(address=CustomerAddress(city="Ulm", line_1="1 Example Road")),
        {"exclude": {"address": {"line_1"}}},
        {"object": "customer", "address": {"city": "Ulm"}},
    ),
    "a member of every item of a map": (
        Customer,
        Customer.from_dict({"loyalty": LOYAL}),
        {"exclude": {"object": True, "loyalty": {"campaigns": {"__all__": {"points"}}}}},
        {"loyalty": {"points": 7, "campaigns": {"A": {"loyalty_tier": "ltr_1"}, "B": {}}}},
    ),
    "one item of a map": (
        Customer,
        Customer.from_dict({"loyalty": LOYAL}),
        {"include": {"loyalty": {"campaigns": {"B"}}}},
        {"loyalty": {"campaigns": {"B": {"points": 4}}}},
    ),
    "a member of every item of an array": (
        CustomerPage,
        PAGE,
        {"include": {"customers": {"__all__": {"id"}}}},
        {"customers": [{"id": "cust_1"}, {"id": "cust_1"}]},
    ),
    "a member of the last item of an array": (
        CustomerPage,
        PAGE,
        {"include": {"customers"}, "exclude": {"customers": {-1: {"email"}}}},
        {"customers": [SHORT, WITHOUT]},
    ),
    "a list of customers": (list[Customer], [ADA, ADA], {"exclude": {0: {"email"}}}, [WITHOUT, SHORT]),
    "a map of customers": (dict[str, Customer], {"a": ADA}, {"exclude": {"a": {"email"}}}, {"a": WITHOUT}),
    "a union": (Webhook | Customer | str, ADA, {"exclude": {"email"}}, WITHOUT),
    "a root model": (RootModel[Customer], RootModel[Customer](ADA), {"exclude": {"email"}}, WITHOUT),
    "a subclass": (Customer, Member.from_dict(SHORT), {"exclude": {"email"}}, WITHOUT),
}


@pytest.mark.parametrize(("kind", "value", "options", "expected"), SELECTIONS.values(), ids=SELECTIONS)
def test_include_and_exclude_select_members_at_any_level(
    kind: Any, value: Any, options: Any, expected: Any
) -> None:
    adapter = TypeAdapter(kind)
    assert adapter.dump_python(value, **options) == expected
    assert json.loads(adapter.dump_json(value, **options)) == expected


def test_a_model_passes_include_and_exclude_on_to_its_customers() -> None:
    order = Order(customer=ADA, others=[ADA], by_name={"Ada": ADA}, page=PAGE)
    options: Any = {
        "include": {"customer", "others", "by_name", "page"},
        "exclude": {
            "customer": {"email"},
            "others": {"__all__": {"email"}},
            "by_name": {"Ada": {"email"}},
            "page": {"object": True, "data_ref": True, "customers": {"__all__": {"email"}}},
        },
    }
    expected = {
        "customer": WITHOUT,
        "others": [WITHOUT],
        "by_name": {"Ada": WITHOUT},
        "page": {"customers": [WITHOUT, WITHOUT]},
    }
    assert order.model_dump(**options) == expected
    assert json.loads(order.model_dump_json(**options)) == expected


# --- where no type says that it is a customer ----------------------------------------------------

T = TypeVar("T")


class AsAny(BaseModel):
    member: SerializeAsAny[Customer]


class Untyped(BaseModel, extra="allow"):
    member: Any


class Holder(BaseModel, Generic[T]):
    member: T


@dataclass
class Plain:
    member: Any


class Typed(BaseModel):
    member: Customer


UNTYPED: dict[str, tuple[Any, Any]] = {
    "SerializeAsAny": (AsAny, AsAny(member=ADA)),
    "Any": (Untyped, Untyped(member=ADA)),
    "an extra member": (Untyped, Untyped.model_validate({"member": None, "other": ADA})),
    "a generic model without its type": (Holder, Holder(member=ADA)),
    "a dataclass": (Plain, Plain(ADA)),
    "a dataclass in Any": (Any, Plain(ADA)),
    "a dict": (Any, {"member": ADA}),
    "the base": (dict[str, JsonObject], {"member": ADA}),
}


@pytest.mark.parametrize(("kind", "value"), UNTYPED.values(), ids=UNTYPED)
def test_a_customer_without_its_type_is_encoded_with_to_dict_too(kind: Any, value: Any) -> None:
    adapter = TypeAdapter(kind)
    name = "other" if getattr(value, "member", ADA) is None else "member"
    for expected, options in ((SHORT, {}), (WITHOUT, {"exclude": {name: {"email"}}})):
        assert adapter.dump_python(value, **options)[name] == expected
        assert json.loads(adapter.dump_json(value, **options))[name] == expected


def test_to_json_of_pydantic_core_uses_to_dict_too() -> None:
    assert json.loads(to_json([ADA, {"a": ADA}])) == [SHORT, {"a": SHORT}]


@pytest.mark.skipif(VERSION < (2, 7), reason="pydantic has had this option since 2.7")
def test_serialize_as_any_uses_to_dict_too() -> None:
    order = Typed(member=ADA)
    options: Any = {"serialize_as_any": True, "exclude": {"member": {"email"}}}
    assert order.model_dump(serialize_as_any=True) == {"member": SHORT}
    assert order.model_dump(**options) == {"member": WITHOUT}
    assert json.loads(order.model_dump_json(**options)) == {"member": WITHOUT}


@pytest.mark.filterwarnings("ignore:`?pydantic_encoder")
def test_the_deprecated_pydantic_encoder_bypasses_the_class_as_the_docs_warn() -> None:
    from pydantic.deprecated.json import pydantic_encoder

    assert pydantic_encoder(ADA)["phone"] is None


# --- errors --------------------------------------------------------------------------------------


def test_a_decode_error_is_a_validation_error_that_holds_it() -> None:
    with pytest.raises(ValidationError) as caught:
        Order.model_validate({"customer": {}, "others": [{}, {"loyalty": {"points": "7"}}]})
    [error] = caught.value.errors()
    assert error["loc"] == ("others", 1)
    assert error["msg"] == "Value error, $.loyalty.points: expected an integer, got a string"
    problem = error["ctx"]["error"]
    assert isinstance(problem, DecodeError)
    assert problem.path == ("loyalty", "points")


@pytest.mark.parametrize("text", ["[]", "null", '"text"', '{"document": {}}'])
def test_text_that_from_json_refuses_is_refused(text: str) -> None:
    with pytest.raises(DecodeError) as expected:
        Customer.from_json(text)
    with pytest.raises(ValidationError) as caught:
        CUSTOMER.validate_json(text)
    assert [error["msg"] for error in caught.value.errors()] == [f"Value error, {expected.value}"]


def test_an_encode_error_stops_the_dump_and_is_shown() -> None:
    message = r"EncodeError: \$\.created_at: expected a datetime with an offset, got one without$"
    for dump in (CUSTOMER.dump_python, CUSTOMER.dump_json):
        with pytest.raises(PydanticSerializationError, match=message):
            dump(NAIVE)
    with pytest.raises(PydanticSerializationError, match=message):
        Order(customer=NAIVE).model_dump_json()


# --- privacy -------------------------------------------------------------------------------------


def test_hide_input_in_errors_hides_it_in_the_text_but_not_in_errors() -> None:
    class Discreet(Order, hide_input_in_errors=True):
        pass

    wrong = {"customer": {"name": "Ada Example", "email": 7}}
    with pytest.raises(ValidationError, match="Ada Example"):
        Order.model_validate(wrong)
    with pytest.raises(ValidationError) as caught:
        Discreet.model_validate(wrong)
    assert "Ada Example" not in str(caught.value)
    assert "$.email: expected a string, got an integer [type=value_error]" in str(caught.value)
    assert "Ada Example" in str(caught.value.errors())


@pytest.mark.skipif(VERSION < (2, 5), reason="pydantic has had this option since 2.5")
def test_errors_can_leave_the_input_out() -> None:
    with pytest.raises(ValidationError) as caught:
        CUSTOMER.validate_python({"name": "Ada Example", "email": 7})
    [error] = caught.value.errors(include_input=False)
    assert "Ada Example" not in str(error)
    assert error["msg"] == "Value error, $.email: expected a string, got an integer"


# --- the JSON schema -----------------------------------------------------------------------------

EMPTY_ARRAY = {"type": "array", "items": {}, "maxItems": 0}
KINDS: dict[Kind, Any] = {
    contract.STRING: {"type": "string"},
    contract.INTEGER: {"type": "integer"},
    contract.BOOLEAN: {"type": "boolean"},
    contract.TIMESTAMP: {"type": "string", "format": "date-time"},
    contract.DATE: {"type": "string", "format": "date"},
    contract.OBJECT: {"type": "object"},
}


def property_of(kind: Kind, mode: str) -> dict[str, Any]:
    """The schema of a member, as pydantic has it for the type of a field."""
    null = {"type": "null"}
    empty = [EMPTY_ARRAY] if mode == "validation" else []
    if kind == contract.JSON:
        return {}
    if kind == contract.OBJECT:
        return {"anyOf": [{"type": "object"}, null, *empty]}
    if kind == contract.OBJECTS:
        item = {"anyOf": [{"type": "object"}, *empty]} if empty else {"type": "object"}
        return {"anyOf": [{"type": "array", "items": item}, null]}
    if isinstance(kind, str):
        assert kind in KINDS, f"KINDS in tests/interop/test_pydantic.py: write a row for {kind!r}"
        return {"anyOf": [KINDS[kind], null]}
    item = {"$ref": f"#/$defs/{kind.cls.__name__}"}
    if isinstance(kind, Nested):
        return {"anyOf": [item, null, *empty]}
    item = {"anyOf": [item, *empty]} if empty else item
    if isinstance(kind, contract.Array):
        return {"anyOf": [{"type": "array", "items": item}, null]}
    return {"anyOf": [{"type": "object", "additionalProperties": item}, null, *empty]}


def without_titles(schema: Any) -> Any:
    """A schema without what differs between versions of pydantic."""
    if isinstance(schema, list):
        return [without_titles(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: without_titles(value)
        for key, value in schema.items()
        if not (key == "title" and isinstance(value, str)) and (key, value) != ("additionalProperties", True)
    }


@pytest.mark.parametrize("mode", ["validation", "serialization"])
@every_class
def test_the_json_schema_has_the_members_of_the_contract(cls: Any, mode: Any) -> None:
    definitions = TypeAdapter(list[cls]).json_schema(mode=mode)["$defs"]
    schema = definitions[cls.__name__]
    assert schema["type"] == "object"
    assert schema["additionalProperties"] is True
    assert "required" not in schema
    assert list(schema["properties"]) == list(MEMBERS[cls])
    for name, kind in MEMBERS[cls].items():
        expected = property_of(kind, mode)
        if name in DEFAULTS[cls]:
            expected["default"] = DEFAULTS[cls][name]
        member = without_titles(schema["properties"][name])
        if name == "type":
            types = member["anyOf"].pop(0)["enum"]
            assert ("type", set(types)) == ("type", set(ACTIVITY_TYPES))
        assert (name, member) == (name, expected)


@every_class
def test_the_json_schema_of_a_class_is_complete_at_every_level(cls: Any) -> None:
    definitions = TypeAdapter(list[cls]).json_schema()["$defs"]
    assert set(re.findall(r"#/\$defs/(\w+)", json.dumps(definitions))) <= set(definitions)
    for name, schema in definitions.items():
        assert list(schema["properties"]) == list(MEMBERS[getattr(customer_activity, name)])
        assert schema["description"].endswith(".")


def test_a_description_is_the_first_paragraph_of_the_docstring() -> None:
    class Documented(Customer):
        """A customer of
        the shop.

        For maintainers.
        """

    @dataclass(frozen=True)
    class Undocumented(Customer):
        shop: str = ""

    definitions = TypeAdapter(tuple[Documented, Undocumented]).json_schema()["$defs"]
    assert definitions["Documented"]["description"] == "A customer of the shop."
    assert "description" not in definitions["Undocumented"]


def test_the_json_schema_of_a_model_contains_each_class_once_under_its_name() -> None:
    schema = Order.model_json_schema()
    assert schema["$defs"]["Customer"]["properties"]["address"]["anyOf"][0] == {
        "$ref": "#/$defs/CustomerAddress"
    }
    assert {"Customer", "CustomerPage"} < set(schema["$defs"]) <= {cls.__name__ for cls in MEMBERS}
    assert schema["properties"]["others"]["items"] == {"$ref": "#/$defs/Customer"}


@every_class
def test_a_document_with_empty_arrays_for_objects_decodes_as_its_json_schema_says(cls: Any) -> None:
    document = full(cls)
    for name, kind in MEMBERS[cls].items():
        if isinstance(kind, (Nested, contract.Map)) or kind == contract.OBJECT:
            document[name] = []
    assert TypeAdapter(cls).validate_python(document) == cls.from_dict(document)


# --- subclasses ----------------------------------------------------------------------------------


class Socket:
    pass


def test_a_subclass_has_a_json_schema_with_its_own_fields_types_and_defaults() -> None:
    @dataclass(frozen=True, kw_only=True)
    class Shopper(Customer):
        name: Optional[str] = "Guest"  # noqa: UP045 - a real type, whatever its spelling
        shop: int | None = 7
        opened: dt.date
        socket: Socket = field(default_factory=Socket)

    # The annotations are text in this module. These are what they'd be without the `__future__` import.
    Shopper.__annotations__.update(
        name=Optional[str],  # noqa: UP045
        shop=Optional[int],  # noqa: UP045
        opened=dt.date,
        socket=Socket,
    )
    definitions = TypeAdapter(tuple[Shopper, Customer]).json_schema()["$defs"]
    properties = definitions["Shopper"]["properties"]
    members = definitions["Customer"]["properties"]
    assert list(properties) == [*members, "shop", "opened", "socket"]
    assert properties["name"] == {**members["name"], "default": "Guest"}
    assert without_titles(properties["shop"]) == {
        "anyOf": [{"type": "integer"}, {"type": "null"}],
        "default": 7,
    }
    assert without_titles(properties["opened"]) == {"type": "string", "format": "date"}
    assert without_titles(properties["socket"]) == {}
    assert properties["address"] == members["address"]


def test_a_subclass_with_annotations_for_type_checkers_only_has_the_schema_of_its_class() -> None:
    class Shopper(Customer):
        email: ImportedForTypeChecking = None  # type: ignore[name-defined]  # noqa: F821

    schema = TypeAdapter(tuple[Shopper, Customer]).json_schema()["$defs"]
    assert schema["Shopper"]["properties"] == schema["Customer"]["properties"]


def test_a_subclass_within_itself_has_a_json_schema() -> None:
    class Data(CustomerActivityData):
        pass

    definitions = TypeAdapter(list[Data]).json_schema()["$defs"]
    assert definitions["Data"]["properties"] == definitions["CustomerActivityData"]["properties"]


def test_a_subclass_can_read_and_write_its_own_field() -> None:
    @dataclass(frozen=True)
    class Shopper(Customer):
        shop: str = ""

        def to_dict(self) -> dict[str, Any]:
            return {**super().to_dict(), "shop": self.shop}

    assert TypeAdapter(Shopper).dump_python(Shopper(shop="Ulm")) == {"object": "customer", "shop": "Ulm"}
    assert TypeAdapter(Any).dump_python(Shopper(shop="Ulm"), include={"shop"}) == {"shop": "Ulm"}
