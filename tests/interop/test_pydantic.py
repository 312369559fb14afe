# SPDX-License-Identifier: MIT
"""pydantic decodes with `from_dict` and encodes with `to_dict`, wherever a class is used as a type."""

from __future__ import annotations

import datetime as dt
import json
from typing import Annotated, Any

import pytest

from customer_activity import Customer, CustomerActivity, CustomerAddress, CustomerPage, DecodeError, Webhook

pytest.importorskip("pydantic", reason="the group interop is not installed")

from pydantic import BaseModel, Field, Json, TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

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


def test_a_union_takes_the_class_that_the_document_is_of() -> None:
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


def test_a_type_adapter_encodes_to_what_to_dict_and_to_json_give(customer: Customer) -> None:
    assert CUSTOMER.dump_python(customer) == customer.to_dict()
    assert CUSTOMER.dump_python(customer, mode="json") == customer.to_dict()
    assert CUSTOMER.dump_json(customer).decode() == customer.to_json()


def test_what_is_absent_is_not_written_as_null_which_would_clear_it() -> None:
    assert CUSTOMER.dump_json(Customer(source_id="crm-17")) == b'{"source_id":"crm-17","object":"customer"}'


def test_no_option_leaves_out_what_was_received(document: dict[str, Any], customer: Customer) -> None:
    options: Any = {"exclude_none": True, "exclude_unset": True, "exclude_defaults": True, "by_alias": True}
    assert CUSTOMER.dump_python(customer, **options) == document


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


def test_a_validation_error_shows_the_input_unless_the_model_hides_it() -> None:
    class Discreet(Order, hide_input_in_errors=True):
        pass

    wrong = {"customer": {"name": "Ada Example", "email": 7}}
    with pytest.raises(ValidationError, match="Ada Example"):
        Order.model_validate(wrong)
    with pytest.raises(ValidationError) as caught:
        Discreet.model_validate(wrong)
    assert "Ada Example" not in str(caught.value)
    assert "$.email: expected a string, got an integer [type=value_error]" in str(caught.value)


def test_an_encode_error_stops_the_dump_and_is_shown() -> None:
    message = r"EncodeError: \$\.created_at: expected a datetime with an offset, got one without$"
    for dump in (CUSTOMER.dump_python, CUSTOMER.dump_json):
        with pytest.raises(PydanticSerializationError, match=message):
            dump(NAIVE)
    with pytest.raises(PydanticSerializationError, match=message):
        Order(customer=NAIVE).model_dump_json()


# --- the JSON schema -----------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["validation", "serialization"])
@pytest.mark.parametrize("cls", [Customer, CustomerActivity, CustomerAddress, CustomerPage, Webhook])
def test_the_json_schema_is_that_of_the_class(cls: Any, mode: Any) -> None:
    assert TypeAdapter(cls).json_schema(mode=mode) == cls.__get_pydantic_json_schema__(None, None)


@pytest.mark.parametrize("mode", ["validation", "serialization"])
def test_the_json_schema_of_a_model_holds_each_class_once_and_by_its_name(mode: Any) -> None:
    schema = Order.model_json_schema(mode=mode)
    assert schema["$defs"] == {
        "Customer": TypeAdapter(Customer).json_schema(),
        "CustomerPage": TypeAdapter(CustomerPage).json_schema(),
    }
    assert schema["properties"]["others"]["items"] == {"$ref": "#/$defs/Customer"}


def test_a_subclass_has_a_json_schema_of_its_own_beside_that_of_the_class() -> None:
    schema = TypeAdapter(tuple[Member, Customer]).json_schema()
    assert list(schema["$defs"]) == ["Customer", "Member"]
    assert schema["$defs"]["Member"]["properties"] == schema["$defs"]["Customer"]["properties"]
