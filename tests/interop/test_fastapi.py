# SPDX-License-Identifier: MIT
"""FastAPI, by way of pydantic: bodies, annotated returns and the OpenAPI document."""

from __future__ import annotations

from typing import Any

import pytest

from customer_activity import Customer, CustomerAddress

pytest.importorskip("fastapi", reason="the group interop is not installed")
pytest.importorskip("httpx2", reason="the group interop is not installed")

from fastapi import FastAPI
from fastapi.testclient import TestClient

app = FastAPI()
client = TestClient(app)


@app.post("/annotated")
def annotated(customer: Customer) -> Customer:
    return customer


@app.post("/list")
def several(customers: list[Customer]) -> list[Customer]:
    return customers


@app.post("/response-model", response_model=Customer, response_model_exclude_none=True)
def by_response_model(customer: Customer) -> Any:
    return customer


@app.get("/short")
def short() -> Customer:
    return Customer(source_id="crm-17")


@app.get("/not-annotated")
def not_annotated():
    return CustomerAddress(city="Example")


@app.get("/address")
async def address() -> CustomerAddress | None:
    return CustomerAddress(city="Example", nulls=frozenset({"state"}))


@pytest.mark.parametrize("path", ["/annotated", "/response-model"])
def test_a_body_is_decoded_as_by_from_dict_and_an_answer_encoded_as_by_to_json(
    path: str, document: Any, customer: Customer
) -> None:
    answer = client.post(path, json=document)
    assert answer.status_code == 200
    assert answer.text == customer.to_json()


def test_a_list_of_customers_is_decoded_and_encoded(document: dict[str, Any]) -> None:
    assert client.post("/list", json=[document, {}]).json() == [document, {"object": "customer"}]


def test_what_is_absent_stays_absent() -> None:
    assert client.get("/short").json() == {"source_id": "crm-17", "object": "customer"}
    assert client.get("/address").json() == {"city": "Example", "state": None}


def test_a_return_without_annotation_is_written_by_fields_of_which_the_documentation_warns() -> None:
    answer = client.get("/not-annotated").json()
    assert (answer["city"], answer["state"], answer["nulls"]) == ("Example", None, [])


def test_a_body_that_does_not_decode_is_answered_with_422_and_the_place() -> None:
    answer = client.post("/list", json=[{}, {"loyalty": {"points": "7"}}])
    assert answer.status_code == 422
    [error] = answer.json()["detail"]
    assert error["loc"] == ["body", 1]
    assert error["msg"] == "Value error, $.loyalty.points: expected an integer, got a string"


def test_the_openapi_document_describes_each_class_once() -> None:
    document = client.get("/openapi.json").json()
    schemas = document["components"]["schemas"]
    assert schemas["Customer"] == Customer.__get_pydantic_json_schema__(None, None)
    reference = {"$ref": "#/components/schemas/Customer"}
    for path in ("/annotated", "/response-model"):
        operation = document["paths"][path]["post"]
        assert operation["requestBody"]["content"]["application/json"]["schema"] == reference
        assert operation["responses"]["200"]["content"]["application/json"]["schema"] == reference
