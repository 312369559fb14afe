# SPDX-License-Identifier: MIT
"""The AWS Lambda examples with boto3 against moto, and with the logging of Lambda's own runtime."""

from __future__ import annotations

import base64
import hmac
import importlib.util
import itertools
import json
import re
import subprocess
import sys
import urllib.parse
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from customer_activity import Customer, Webhook

pytest.importorskip("moto", reason="the interop group isn't installed")
pytest.importorskip("awslambdaric", reason="the interop group isn't installed")

import boto3
import requests
from moto import mock_aws

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "aws_lambda"
SECRET = "secret"
PRIVATE = "noor.private@example.com"


def load_module(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"example_{name}", EXAMPLES / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(autouse=True)
def aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("VOUCHERIFY_SECRET", SECRET)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")  # which moto assumes for unsigned requests
    for name in "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY":
        monkeypatch.setenv(name, "testing")
    with mock_aws():
        yield


def sign(body: bytes) -> str:
    return hmac.digest(SECRET.encode(), body, "sha256").hex()


# --- DynamoDB ------------------------------------------------------------------------------------


@pytest.fixture
def table(aws: None) -> Any:
    return boto3.resource("dynamodb").create_table(
        TableName="customers",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in ("id", "email")],
        GlobalSecondaryIndexes=[
            {
                "IndexName": "by_email",
                "KeySchema": [{"AttributeName": "email", "KeyType": "HASH"}],
                "Projection": {"ProjectionType": "ALL"},
            }
        ],
        BillingMode="PAY_PER_REQUEST",
    )


def event(second: int, type: str = "customer.updated", **members: Any) -> Webhook:
    happened = f"2026-01-05T10:00:{second:02}.000Z"
    customer = {"id": "cust_1", **members}
    return Webhook.from_dict({"type": type, "created_at": happened, "data": {"customer": customer}})


def store(table: Any, *webhooks: Webhook) -> dict[str, Any]:
    """The item for a new customer after these webhooks, without the times."""
    dynamodb = load_module("dynamodb")
    table.delete_item(Key={"id": "cust_1"})
    for webhook in webhooks:
        assert webhook.customer is not None
        dynamodb.store(table, webhook, webhook.customer)
    item = table.get_item(Key={"id": "cust_1"})["Item"]
    return {name: value for name, value in item.items() if not name.endswith(".set_at")}


FULL = event(1, name="Ann", email="a@example.com", loyalty={"points": 5}, metadata={"score": 4.75})
SHORT = event(2, name="Ann Lee")
BALANCE = event(3, "customer.rewarded.loyalty_points", loyalty={"points": 7})
CLEARED = event(4, name="Ann Lee", email=None)
DELETED = event(5, "customer.deleted", name="Ann Lee")
STORED = {
    "id": "cust_1",
    "object": "customer",
    "name": "Ann Lee",
    "loyalty": {"points": 7},
    "metadata": {"score": 4.75},
}


def test_webhooks_in_any_order_and_twice_leave_the_same_item(table: Any) -> None:
    for webhooks in itertools.permutations([FULL, SHORT, BALANCE, CLEARED]):
        twice = [*webhooks, *webhooks[:2]]
        item = json.loads(json.dumps(store(table, *twice), default=float))
        assert item == STORED, [webhook.created_at for webhook in webhooks]


def test_a_deleted_customer_stays_deleted_whatever_comes_later(table: Any) -> None:
    for webhooks in itertools.permutations([FULL, CLEARED, DELETED]):
        assert store(table, *webhooks) == {"id": "cust_1", ".deleted": True}


def test_a_member_named_deleted_is_stored_like_any_other(table: Any) -> None:
    item = store(table, event(1, name="Ann", deleted=True), event(2, name="Ann Lee"))
    assert item == {"id": "cust_1", "object": "customer", "name": "Ann Lee", "deleted": True}


def test_members_with_the_names_of_our_attributes_are_not_stored(table: Any) -> None:
    ours = {".deleted": True, "name.set_at": "2099", "name.deleted": 1}
    assert store(table, event(1, name="Ann", **ours), SHORT) == store(table, SHORT)


def test_a_short_form_leaves_the_balance_alone(table: Any) -> None:
    assert store(table, FULL, SHORT)["loyalty"] == {"points": 5}


def test_a_null_removes_the_key_of_an_index(table: Any) -> None:
    assert "email" not in store(table, FULL, CLEARED)


def test_the_time_of_the_event_counts_and_not_the_time_of_the_webhook(table: Any) -> None:
    times = {"created_at": "2026-02-01T00:00:00Z", "event": {"created_at": "2026-01-01T00:00:00Z"}}
    late = Webhook.from_dict({**SHORT.to_dict(), **times})
    assert store(table, FULL, late)["name"] == "Ann"


def test_a_customer_is_loaded_as_it_was_stored(table: Any) -> None:
    store(table, FULL)
    assert load_module("dynamodb").load(table, "cust_1") == FULL.customer


def test_an_unknown_or_deleted_customer_is_loaded_as_none(table: Any) -> None:
    store(table, FULL, DELETED)
    dynamodb = load_module("dynamodb")
    assert [dynamodb.load(table, id) for id in ("cust_1", "cust_2")] == [None, None]


def test_a_webhook_without_a_time_counts_as_new(table: Any) -> None:
    webhook = Webhook.from_dict({"type": "t", "data": {"customer": {"id": "cust_1", "name": "New"}}})
    assert store(table, FULL, webhook)["name"] == "New"


@pytest.mark.parametrize("id", [None, ""])
def test_a_customer_without_an_id_is_not_stored(table: Any, id: str | None) -> None:
    for webhook in (FULL, DELETED):
        load_module("dynamodb").store(table, webhook, Customer(id=id, name="Ann"))
    assert table.scan()["Items"] == []


def nest(depth: int) -> Any:
    value: Any = "end"
    for _ in range(depth):
        value = {"a": value}
    return value


@pytest.mark.parametrize("number", [1e40, 1e300, 10**38, 1e-150])
def test_a_number_that_dynamodb_cannot_store_becomes_text(table: Any, number: float) -> None:
    item = store(table, FULL, event(2, name="Ann Lee", metadata={"a": [number]}))
    assert (item["metadata"], item["name"]) == ({"a": [json.dumps(number)]}, "Ann Lee")


def test_metadata_that_is_nested_too_deeply_for_dynamodb_becomes_text_at_its_limit(table: Any) -> None:
    metadata = store(table, event(1, metadata=nest(200)))["metadata"]
    for _ in range(31):
        metadata = metadata["a"]
    assert metadata == json.dumps(nest(169))


def test_a_field_that_dynamodb_rejects_is_logged_and_left_out(
    table: Any, caplog: pytest.LogCaptureFixture
) -> None:
    item = store(table, FULL, event(2, name="Ann Lee", description="x" * 500_000))
    assert item == store(table, FULL, SHORT)
    assert [record.getMessage() for record in caplog.records if record.name == "example_dynamodb"] == [
        "DynamoDB rejects ['description'] of customer 'cust_1': ValidationException"
    ]


def test_an_id_that_dynamodb_rejects_is_logged(table: Any, caplog: pytest.LogCaptureFixture) -> None:
    customer = Customer(id="x" * 2049)
    for webhook in (SHORT, DELETED):
        load_module("dynamodb").store(table, webhook, customer)
    logged = [record.getMessage() for record in caplog.records if record.name == "example_dynamodb"]
    assert logged == [
        f"DynamoDB rejects ['object'] of customer '{customer.id}': ValidationException",
        f"DynamoDB rejects the deletion of customer '{customer.id}': ValidationException",
    ]


def test_any_other_error_is_raised_so_that_the_webhook_is_retried(table: Any) -> None:
    table.delete()
    for webhook in (SHORT, DELETED):
        with pytest.raises(table.meta.client.exceptions.ResourceNotFoundException):
            load_module("dynamodb").store(table, webhook, webhook.customer)


# --- SQS -----------------------------------------------------------------------------------------

BODY = '{"type":"t","data":{"customer":{"id":"cust_Å ☕\ufffe\uffff"}}}'.encode()


@pytest.fixture(params=["webhooks", "webhooks.fifo"])
def queue(request: pytest.FixtureRequest, aws: None) -> Any:
    attributes = {"FifoQueue": "true"} if request.param.endswith(".fifo") else {}
    return boto3.resource("sqs").create_queue(QueueName=request.param, Attributes=attributes)


def receive(queue: Any) -> list[Any]:
    return list(
        queue.receive_messages(MaxNumberOfMessages=10, MessageAttributeNames=["All"], AttributeNames=["All"])
    )


def process(name: str, messages: list[Any]) -> list[str | None]:
    """The ids of the customers that an example finds in the messages, as Lambda passes them on."""
    example = load_module(name)
    ids: list[str | None] = []
    vars(example)["on_customer"] = lambda webhook, customer: ids.append(customer.id)
    records = [
        {
            "messageId": message.message_id,
            "body": message.body,
            "attributes": message.attributes,
            "messageAttributes": {
                key: {"stringValue": value["StringValue"], "dataType": value["DataType"]}
                for key, value in (message.message_attributes or {}).items()
            },
            "eventSourceARN": message.Queue().attributes["QueueArn"],
        }
        for message in messages
    ]
    assert example.handler({"Records": records}, None) == {"batchItemFailures": []}
    return ids


def fill_in(template: str, body: bytes) -> str:
    """What API Gateway makes of a mapping template for a request."""
    values = {
        "$util.urlEncode($util.base64Encode($input.body))": base64.b64encode(body).decode(),
        "$util.urlEncode($input.params('x-voucherify-signature'))": sign(body),
    }
    filled = re.sub(r"##\n *", "", template)
    for variable, value in values.items():
        filled = filled.replace(variable, urllib.parse.quote_plus(value))
    assert "$" not in filled
    return filled


def test_the_mapping_for_a_rest_api_sends_what_the_function_reads(queue: Any) -> None:
    page = str(load_module("api_gateway_through_sqs").__doc__)
    [template] = re.findall(r"    (Action=(?:.*##\n)+.*)\n", page)
    [fifo] = re.findall(r"(    &MessageGroupId=.*##\n.*)\n", page)
    if queue.url.endswith(".fifo"):
        template = f"{template}##\n{fifo}"
    for _ in range(2):  # twice, as Voucherify can send it
        response = requests.post(
            queue.url,
            data=fill_in(template, BODY),
            headers={"Content-Type": "application/x-www-form-urlencoded"},
            timeout=10,
        )
        assert response.status_code == 200
    ids = process("api_gateway_through_sqs", receive(queue))
    assert ids == ["cust_Å ☕\ufffe\uffff"] * (1 if queue.url.endswith(".fifo") else 2)


def test_the_mapping_for_an_http_api_sends_what_the_function_reads(queue: Any) -> None:
    page = str(load_module("api_gateway_through_sqs").__doc__)
    body = BODY.replace(b"\xef\xbf\xbe\xef\xbf\xbf", b"")  # SQS rejects these two, as the example says
    [attributes] = re.findall(r"MessageAttributes: >-\n((?: {6}.*\n)+)", page)
    attributes = attributes.replace("${request.header.x-voucherify-signature}", sign(body))
    parameters = {"MessageBody": body.decode(), "MessageAttributes": json.loads(attributes)}
    if queue.url.endswith(".fifo"):
        for name, value in re.findall(r"    (MessageGroupId|MessageDeduplicationId): (.+)\n", page):
            parameters[name] = value.replace("$request.header.x-voucherify-signature", sign(body))
    for _ in range(2):
        queue.send_message(**parameters)
    ids = process("api_gateway_through_sqs", receive(queue))
    assert ids == ["cust_Å ☕"] * (1 if queue.url.endswith(".fifo") else 2)


@pytest.mark.parametrize("length", [len(BODY), 768 * 1024])
def test_a_webhook_travels_from_the_first_function_to_the_second(
    queue: Any, length: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUEUE_URL", queue.url)
    body = BODY + b" " * (length - len(BODY))
    request = {
        "httpMethod": "POST",
        "headers": {"X-Voucherify-Signature": sign(body)},
        "body": base64.b64encode(body).decode(),
        "isBase64Encoded": True,
    }
    for _ in range(2):
        assert load_module("http_to_sqs").handler(request, None) == {"statusCode": 200, "body": ""}
    ids = process("sqs", receive(queue))
    assert ids == ["cust_Å ☕\ufffe\uffff"] * (1 if queue.url.endswith(".fifo") else 2)


# --- logs ----------------------------------------------------------------------------------------

# What Lambda's runtime does before it calls a handler: it sets up logging and finds the handler by its name.
RUNTIME = """\
import os, sys
from awslambdaric import bootstrap

sys.path.insert(0, sys.argv[1])
sink = bootstrap.StandardLogSink()
bootstrap._setup_logging(bootstrap._AWS_LAMBDA_LOG_FORMAT, bootstrap._AWS_LAMBDA_LOG_LEVEL, sink)
handler = bootstrap._get_handler("http_webhook.handler")
module = sys.modules["http_webhook"]
handler({"httpMethod": "POST", "body": sys.argv[2], "headers": {"x-voucherify-signature": sys.argv[3]}}, None)
handler({"httpMethod": "POST", "body": sys.argv[2]}, None)
module.on_customer = lambda webhook, customer: {}[customer.email]
handler({"httpMethod": "POST", "body": sys.argv[2], "headers": {"x-voucherify-signature": sys.argv[3]}}, None)
"""


@pytest.mark.parametrize("format", ["JSON", "Text"])
def test_each_log_entry_is_one_line_in_both_lambda_formats(format: str) -> None:
    body = f'{{"type":"customer.updated","data":{{"customer":{{"id":"cust_1","email":"{PRIVATE}"}}}}}}'
    environment = {
        "VOUCHERIFY_SECRET": SECRET,
        "AWS_LAMBDA_LOG_FORMAT": format,
        "PYTHONPATH": str(EXAMPLES.parents[1]),
    }
    done = subprocess.run(
        [sys.executable, "-c", RUNTIME, EXAMPLES, body, sign(body.encode())],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    lines = done.stdout.splitlines()
    messages = [json.loads(line)["message"] if format == "JSON" else line for line in lines]
    assert len(messages) == 3
    for message, expected in zip(
        messages,
        ["'customer.updated': customer 'cust_1'", "the signature is missing", "500: 'KeyError at /"],
        strict=True,
    ):
        assert expected in message
    assert PRIVATE not in done.stdout + done.stderr
