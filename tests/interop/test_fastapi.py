# SPDX-License-Identifier: MIT
"""FastAPI, by way of pydantic: bodies, annotated returns and the OpenAPI document."""

from __future__ import annotations

import inspect
from importlib.util import find_spec
from typing import Any

import pytest

from customer_activity import Customer, CustomerActivityPage, CustomerAddress, JsonObject

pytest.importorskip("fastapi", reason="the interop group isn't installed")
if not any(map(find_spec, ("httpx2", "httpx"))):  # older versions of FastAPI need httpx
    pytest.skip("the interop group isn't installed", allow_module_level=True)

from fastapi import FastAPI, Request
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.testclient import TestClient

app = FastAPI()
client = TestClient(app)
ADA = Customer(
    id="cust_1", email="ada@example.org", address=CustomerAddress(city="Ulm", line_1="1 Example Rd")
)


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


@app.get("/include", response_model=Customer, response_model_include={"id"})
def include() -> Any:
    return ADA


@app.get("/exclude", response_model_exclude={"email": True, "address": {"line_1"}})
def exclude() -> Customer:
    return ADA


@app.get("/exclude-from-each", response_model_exclude={"__all__": {"email", "address"}})
def exclude_from_each() -> list[Customer]:
    return [ADA]


@app.get("/any")
def any_() -> Any:
    return {"customers": [Customer(source_id="crm-17")]}


@app.get("/any-exclude", response_model=Any, response_model_exclude={"email", "address"})
def any_exclude():
    return ADA


@app.get("/activities")
def activities() -> CustomerActivityPage:
    return CustomerActivityPage()


@app.get("/not-annotated", response_model_exclude={"city"})
def not_annotated():
    return CustomerAddress(city="Example")


@app.get("/no-response-model", response_model=None, response_model_exclude={"city"})
def no_response_model() -> CustomerAddress:
    return CustomerAddress(city="Example")


@app.get("/address")
async def address() -> CustomerAddress | None:
    return CustomerAddress(city="Example", nulls=frozenset({"state"}))


@pytest.mark.parametrize("path", ["/annotated", "/response-model"])
def test_a_body_is_decoded_like_from_dict_and_a_response_encoded_like_to_json(
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


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/include", {"id": "cust_1"}),
        ("/exclude", {"id": "cust_1", "object": "customer", "address": {"city": "Ulm"}}),
        ("/exclude-from-each", [{"id": "cust_1", "object": "customer"}]),
        ("/any-exclude", {"id": "cust_1", "object": "customer"}),
    ],
)
def test_response_model_include_and_exclude_select_members(path: str, expected: Any) -> None:
    assert client.get(path).json() == expected


def test_a_customer_in_any_is_encoded_with_to_dict() -> None:
    assert client.get("/any").json() == {"customers": [{"source_id": "crm-17", "object": "customer"}]}


@pytest.mark.parametrize("path", ["/not-annotated", "/no-response-model"])
def test_a_route_without_a_response_model_bypasses_the_class_as_the_docs_warn(path: str) -> None:
    response = client.get(path).json()
    assert (response["city"], response["state"], response["nulls"]) == ("Example", None, [])


def test_jsonable_encoder_bypasses_the_class_unless_it_has_a_custom_encoder() -> None:
    assert jsonable_encoder(ADA)["phone"] is None
    assert jsonable_encoder([ADA], custom_encoder={JsonObject: lambda each: each.to_dict()}) == [
        ADA.to_dict()
    ]


def test_a_body_that_does_not_decode_gets_422_with_its_location() -> None:
    answer = client.post("/list", json=[{}, {"loyalty": {"points": "7"}}])
    assert answer.status_code == 422
    [error] = answer.json()["detail"]
    assert error["loc"] == ["body", 1]
    assert error["msg"] == "Value error, $.loyalty.points: expected an integer, got a string"


WRONG = {"id": "cust_1", "email": 7, "name": "Ada Example"}


def test_the_response_to_a_body_that_does_not_decode_shows_it_as_the_docs_warn() -> None:
    assert "Ada Example" in client.post("/annotated", json=WRONG).text


def test_an_exception_handler_can_reject_a_body_without_showing_it() -> None:
    private = FastAPI()
    private.post("/annotated")(annotated)

    @private.exception_handler(RequestValidationError)
    async def reject(request: Request, error: RequestValidationError) -> JSONResponse:
        detail = [{"loc": each["loc"], "msg": each["msg"]} for each in error.errors()]
        return JSONResponse({"detail": detail}, status_code=422)

    response = TestClient(private).post("/annotated", json=WRONG)
    assert response.status_code == 422
    message = "Value error, $.email: expected a string, got an integer"
    assert response.json() == {"detail": [{"loc": ["body"], "msg": message}]}


def test_the_exception_holds_the_body_as_the_docs_warn() -> None:
    caught: list[RequestValidationError] = []
    private = FastAPI()
    private.post("/annotated")(annotated)

    @private.exception_handler(RequestValidationError)
    async def reject(request: Request, error: RequestValidationError) -> JSONResponse:
        caught.append(error)
        return JSONResponse({}, status_code=422)

    TestClient(private).post("/annotated", json=WRONG)
    assert caught[0].body == WRONG
    assert "Ada Example" in str(caught[0].errors())


@pytest.mark.skipif(
    "separate_input_output_schemas" not in inspect.signature(FastAPI).parameters,
    reason="FastAPI has had this option since 0.102",
)
def test_without_separate_schemas_openapi_contains_each_class_once() -> None:
    single = FastAPI(separate_input_output_schemas=False)
    single.post("/annotated")(annotated)
    assert {"Customer", "CustomerAddress"} <= set(single.openapi()["components"]["schemas"])


# --- the OpenAPI document ------------------------------------------------------------------------

DOCUMENT = app.openapi()
SCHEMAS = DOCUMENT["components"]["schemas"]


def schema_at(path: str, method: str = "get") -> Any:
    response = DOCUMENT["paths"][path][method]["responses"]["200"]
    return response["content"]["application/json"]["schema"]


def test_the_openapi_document_contains_each_class_once_for_requests_and_once_for_responses() -> None:
    request = DOCUMENT["paths"]["/annotated"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert request["$ref"].startswith("#/components/schemas/Customer")
    assert schema_at("/annotated", "post")["$ref"].startswith("#/components/schemas/Customer")
    names = {name.partition("-")[0] for name in SCHEMAS} - {"HTTPValidationError", "ValidationError"}
    assert names == {name for name in names if name.startswith("Customer")}
    assert {"CustomerActivityPage", "CustomerActivityData", "CustomerAddress"} <= set(SCHEMAS)


def test_a_response_leads_to_the_members_at_every_level() -> None:
    schema = schema_at("/activities")
    for step in ("data", "data", "data", "customer", "address", "city"):
        while "properties" not in schema:
            reference = schema.get("$ref", "").removeprefix("#/components/schemas/")
            schema = SCHEMAS[reference] if reference else schema.get("anyOf", [schema.get("items")])[0]
        schema = schema["properties"][step]
    assert schema["anyOf"] == [{"type": "string"}, {"type": "null"}]


def test_no_schema_of_a_class_has_a_title_because_client_generators_reject_one_that_occurs_twice() -> None:
    assert [
        name for name, schema in SCHEMAS.items() if name.startswith("Customer") and "title" in schema
    ] == []
