# SPDX-License-Identifier: MIT
"""Powertools for AWS Lambda, by way of pydantic: parser, batch processor, validation of an API."""

from __future__ import annotations

import json
from typing import Any

import pytest

from contract import MEMBERS
from customer_activity import Customer, CustomerAddress, DecodeError, Webhook

pytest.importorskip("aws_lambda_powertools", reason="the interop group isn't installed")
pytest.importorskip("pydantic", reason="the interop group isn't installed")

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    EventType,
    process_partial_response,
)
from aws_lambda_powertools.utilities.parser import ValidationError, event_parser, parse
from aws_lambda_powertools.utilities.parser.envelopes import SqsEnvelope
from aws_lambda_powertools.utilities.parser.models import SqsRecordModel
from pydantic import Json


class WebhookRecord(SqsRecordModel):
    body: Json[Webhook]


def message(number: int, body: Any) -> dict[str, Any]:
    return {
        "messageId": f"message-{number}",
        "receiptHandle": "handle",
        "body": json.dumps(body),
        "attributes": {
            "ApproximateReceiveCount": "1",
            "ApproximateFirstReceiveTimestamp": "1661841127380",
            "SenderId": "sender",
            "SentTimestamp": "1661841127380",
        },
        "messageAttributes": {},
        "md5OfBody": "d41d8cd98f00b204e9800998ecf8427e",
        "eventSource": "aws:sqs",
        "eventSourceARN": "arn:aws:sqs:eu-west-1:123456789012:queue",
        "awsRegion": "eu-west-1",
    }


def webhook_about(customer: dict[str, Any]) -> dict[str, Any]:
    return {"id": "whs_1", "data": {"customer": customer, "points": None, "note": 1}, "type": None}


# --- the parser ----------------------------------------------------------------------------------


def test_parse_decodes_an_event(document: dict[str, Any], customer: Customer) -> None:
    assert parse(event=document, model=Customer) == customer
    assert parse(event=json.dumps(document), model=Customer) == customer


def test_event_parser_hands_the_instance_to_the_handler(document: dict[str, Any]) -> None:
    @event_parser(model=Webhook)
    def handler(event: Webhook, context: object) -> dict[str, Any]:
        return event.to_dict()

    assert handler(webhook_about(document), None) == webhook_about(document)


def test_the_envelope_for_sqs_decodes_the_body_of_each_message(document: dict[str, Any]) -> None:
    event = {"Records": [message(1, webhook_about(document)), message(2, {})]}
    decoded = parse(event=event, model=Webhook, envelope=SqsEnvelope)
    assert decoded == [Webhook.from_dict(webhook_about(document)), Webhook()]


def test_an_event_that_does_not_decode_is_a_validation_error_that_holds_ours() -> None:
    with pytest.raises(ValidationError) as caught:
        parse(event={"loyalty": {"points": "7"}}, model=Customer)
    [error] = caught.value.errors()
    assert isinstance(error["ctx"]["error"], DecodeError)
    assert str(error["ctx"]["error"]) == "$.loyalty.points: expected an integer, got a string"


# --- the batch processor -------------------------------------------------------------------------


def test_the_batch_processor_reports_the_messages_that_do_not_decode(document: dict[str, Any]) -> None:
    processed = []

    def process(record: WebhookRecord) -> None:
        processed.append(record.body)

    answer = process_partial_response(
        event={"Records": [message(1, webhook_about(document)), message(2, webhook_about({"email": 7}))]},
        record_handler=process,
        processor=BatchProcessor(event_type=EventType.SQS, model=WebhookRecord),
        context=None,
    )
    assert answer == {"batchItemFailures": [{"itemIdentifier": "message-2"}]}
    assert processed == [Webhook.from_dict(webhook_about(document))]


# --- an API with validation ----------------------------------------------------------------------

app = APIGatewayHttpResolver(enable_validation=True)


@app.post("/customers")
def post_customer(customer: Customer) -> Customer:
    return customer


@app.get("/customers")
def get_customers() -> list[Customer]:
    return [Customer(source_id="crm-17")]


def call(method: str, body: str | None = None, path: str = "/customers") -> tuple[int, Any]:
    answer = app.resolve(
        {
            "version": "2.0",
            "rawPath": path,
            "headers": {"content-type": "application/json"},
            "requestContext": {"http": {"method": method, "path": path}, "stage": "$default"},
            "isBase64Encoded": False,
            "body": body,
        },
        None,
    )
    return answer["statusCode"], json.loads(answer["body"])


def test_the_validation_decodes_a_body_and_encodes_what_is_returned(document: dict[str, Any]) -> None:
    assert call("POST", json.dumps(document)) == (200, document)
    assert call("GET") == (200, [{"source_id": "crm-17", "object": "customer"}])


def test_the_validation_answers_a_body_that_does_not_decode_with_422() -> None:
    status, answer = call("POST", '{"loyalty": {"points": "7"}}')
    assert status == 422
    assert [error["loc"] for error in answer["detail"]] == [["body"]]


def test_the_openapi_document_of_the_api_describes_the_customer_in_requests_and_responses() -> None:
    schemas = json.loads(app.get_openapi_json_schema())["components"]["schemas"]
    for name in ("Customer-Input", "Customer-Output"):
        assert list(schemas[name]["properties"]) == list(MEMBERS[Customer])
    assert "CustomerAddress" in schemas


@app.get("/not-annotated")
def get_not_annotated():
    return CustomerAddress(city="Example")


def test_a_route_without_annotation_bypasses_the_class_as_the_docs_warn() -> None:
    status, response = call("GET", path="/not-annotated")
    assert (status, response["city"], response["state"]) == (200, "Example", None)
