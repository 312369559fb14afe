# SPDX-License-Identifier: MIT
"""pydantic decodes and encodes like `from_dict` and `to_dict`, wherever a class of ours is a type."""

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


def test_what_stands_for_another_value_is_decoded_as_from_dict_does() -> None:
    document = {"loyalty": {"points": 604.0, "campaigns": []}, "birthdate": "1990-01-01T00:00:00Z"}
    decoded = CUSTOMER.validate_python(document)
    assert decoded == Customer.from_dict(document)
    assert CUSTOMER.dump_python(decoded) == {
        "loyalty": {"points": 604, "campaigns": {}},
        "object": "customer",
        "birthdate": "1990-01-01",
    }


def test_an_instance_goes_through_as_it_is(customer: Customer) -> None:
    assert CUSTOMER.validate_python(customer) is customer
    member = Member(id="cust_1")
    assert CUSTOMER.validate_python(member) is member
    assert Order(customer=customer, others=[member]).others[0] is member


def test_a_model_decodes_a_customer_in_a_field_in_a_list_in_a_dict_and_in_text(
    document: dict[str, Any], customer: Customer
) -> None:
    order = Order.model_validate(
        {
            "customer": document,
            "others": [document, {}],
            "by_name": {"Ada": document},
            "referrer": document,
            "text": json.dumps(document),
            "page": {"customers": [document], "cursor": None},
        }
    )
    assert (
        order.customer == order.others[0] == order.by_name["Ada"] == order.referrer == order.text == customer
    )
    assert order.others[1] == Customer()
    assert order.page == CustomerPage(customers=(customer,), extra={"cursor": None})
    assert Order(customer=customer, referrer=None).referrer is None


def test_a_union_takes_the_first_class_that_the_object_is_one_of() -> None:
    either = TypeAdapter(CustomerPage | Webhook | None)
    assert either.validate_python({"project_id": "proj_1"}) == Webhook(project_id="proj_1")
    assert either.validate_python(None) is None
    webhook = Webhook(id="whs_1")
    assert either.validate_python(webhook) is webhook
    assert either.dump_python(webhook) == {"id": "whs_1"}


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


def test_no_option_takes_out_what_came(document: dict[str, Any], customer: Customer) -> None:
    options: Any = {"exclude_none": True, "exclude_unset": True, "exclude_defaults": True}
    assert CUSTOMER.dump_python(customer, **options) == document
    assert json.loads(CUSTOMER.dump_json(customer, **options)) == document


def test_a_model_encodes_the_customers_that_it_holds(document: dict[str, Any], customer: Customer) -> None:
    order = Order.model_validate(
        {"customer": customer, "others": [customer], "by_name": {"Ada": customer}, "text": customer.to_json()}
    )
    expected = {
        "customer": document,
        "others": [document],
        "by_name": {"Ada": document},
        "referrer": None,
        "text": document,
        "page": None,
    }
    assert order.model_dump() == expected
    assert order.model_dump(mode="json") == expected
    assert json.loads(order.model_dump_json()) == expected


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
