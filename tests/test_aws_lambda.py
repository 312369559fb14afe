# SPDX-License-Identifier: MIT
"""The recipes of README's section 'In AWS Lambda', called with events as AWS documents them."""

from __future__ import annotations

import ast
import base64
import hashlib
import hmac
import importlib.util
import json
import logging
import sys
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from customer_activity import Customer, CustomerActivity, DecodeError

HERE = Path(__file__).parent
RECIPES = sorted((HERE / "aws_lambda").glob("*.py"))
ACCOUNT = "123456789012"
SECRET = "made-up-secret-ü"
CONTEXT = object()
PRIVATE = "noor.private@example.com"

WEBHOOK = json.dumps(json.loads((HERE / "payloads" / "webhook.json").read_text("utf-8")), separators=(",", ":"))
PUBLISHED = (HERE / "payloads" / "webhook-voucher-published.json").read_text("utf-8")
NON_ASCII = '{"type":"customer.updated","data":{"customer":{"id":"cust_Å","name":"Åse Žižková ☕"}}}'
NO_CUSTOMER = '{"type":"campaign.created","data":{"campaign":{"id":"camp_1"}}}'
WRONG = f'{{"data":{{"customer":{{"email":"{PRIVATE}","loyalty":{{"points":"{PRIVATE}"}}}}}}}}'
WRONG_REASON = "$.data.customer.loyalty.points: expected an integer, got a string"


class Recipe:
    """A recipe, and the customers that it handed to its user's code."""

    def __init__(self, module: ModuleType) -> None:
        self.module = module
        self.customers: list[Customer] = []

    def __call__(self, event: dict[str, Any]) -> dict[str, Any]:
        # Lambda hands over what it parsed from JSON, and writes the answer as JSON.
        answer = self.module.handler(json.loads(json.dumps(event)), CONTEXT)
        assert isinstance(answer, dict)
        return dict(json.loads(json.dumps(answer)))

    @property
    def ids(self) -> list[str | None]:
        return [customer.id for customer in self.customers]


def module_of(name: str) -> ModuleType:
    # By its path, so that the tests also run where they are copied to.
    spec = importlib.util.spec_from_file_location(f"recipe_{name}", HERE / "aws_lambda" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load(name: str, monkeypatch: pytest.MonkeyPatch) -> Recipe:
    monkeypatch.setenv("VOUCHERIFY_SECRET", SECRET)
    recipe = Recipe(module_of(name))
    monkeypatch.setattr(recipe.module, "on_customer", recipe.customers.append)
    return recipe


# --- HTTP: API Gateway and function URL ----------------------------------------------------------


def signature_of(body: str | bytes) -> str:
    body = body.encode() if isinstance(body, str) else body
    return hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()


def rest_api(headers: dict[str, str] | None, body: str | None, is_base64: bool) -> dict[str, Any]:
    """Lambda proxy integration of a REST API: payload format 1.0."""
    return {
        "resource": "/voucherify",
        "path": "/voucherify",
        "httpMethod": "POST",
        "headers": headers,
        "multiValueHeaders": None if headers is None else {name: [value] for name, value in headers.items()},
        "queryStringParameters": None,
        "multiValueQueryStringParameters": None,
        "pathParameters": None,
        "stageVariables": None,
        "requestContext": {
            "accountId": ACCOUNT,
            "apiId": "a1b2c3d4e5",
            "domainName": "a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com",
            "domainPrefix": "a1b2c3d4e5",
            "extendedRequestId": "Fq3kXH5rDoEFkLQ=",
            "httpMethod": "POST",
            "identity": {
                "accessKey": None,
                "accountId": None,
                "caller": None,
                "cognitoAuthenticationProvider": None,
                "cognitoAuthenticationType": None,
                "cognitoIdentityId": None,
                "cognitoIdentityPoolId": None,
                "principalOrgId": None,
                "sourceIp": "192.0.2.7",
                "user": None,
                "userAgent": "axios/1.7.2",
                "userArn": None,
            },
            "path": "/prod/voucherify",
            "protocol": "HTTP/1.1",
            "requestId": "4f2c9a55-30f1-4c53-8a3e-111111111111",
            "requestTime": "10/Feb/2025:12:30:01 +0000",
            "requestTimeEpoch": 1739190601000,
            "resourceId": "x9y8z7",
            "resourcePath": "/voucherify",
            "stage": "prod",
        },
        "body": body,
        "isBase64Encoded": is_base64,
    }


def http_api(headers: dict[str, str] | None, body: str | None, is_base64: bool) -> dict[str, Any]:
    """HTTP API: payload format 2.0. Without a body there is no member `body`."""
    event: dict[str, Any] = {
        "version": "2.0",
        "routeKey": "POST /voucherify",
        "rawPath": "/voucherify",
        "rawQueryString": "",
        "headers": headers or {},
        "requestContext": {
            "accountId": ACCOUNT,
            "apiId": "f6g7h8i9j0",
            "domainName": "f6g7h8i9j0.execute-api.eu-west-1.amazonaws.com",
            "domainPrefix": "f6g7h8i9j0",
            "http": {
                "method": "POST",
                "path": "/voucherify",
                "protocol": "HTTP/1.1",
                "sourceIp": "192.0.2.7",
                "userAgent": "axios/1.7.2",
            },
            "requestId": "FuGn4hVnDoEEPlQ=",
            "routeKey": "POST /voucherify",
            "stage": "$default",
            "time": "10/Feb/2025:12:30:01 +0000",
            "timeEpoch": 1739190601000,
        },
        "isBase64Encoded": is_base64,
    }
    return event if body is None else {**event, "body": body}


def function_url(headers: dict[str, str] | None, body: str | None, is_base64: bool) -> dict[str, Any]:
    """Function URL: payload format 2.0, with a few members that are always null."""
    event = http_api(headers, body, is_base64)
    event["routeKey"] = event["requestContext"]["routeKey"] = "$default"
    event["rawPath"] = event["requestContext"]["http"]["path"] = "/"
    event["requestContext"].update(
        accountId="anonymous",
        apiId="k1l2m3n4o5",
        authentication=None,
        authorizer=None,
        domainName="k1l2m3n4o5.lambda-url.eu-west-1.on.aws",
        domainPrefix="k1l2m3n4o5",
        requestId="8d8d3d3e-1b1b-4a4a-9c9c-222222222222",
    )
    return {**event, "cookies": [], "pathParameters": None, "queryStringParameters": None, "stageVariables": None}


TRIGGERS = [rest_api, http_api, function_url]
HEADER_NAMES = ["x-voucherify-signature", "X-Voucherify-Signature", "X-VOUCHERIFY-SIGNATURE"]


def headers_with(signature: str, name: str = "x-voucherify-signature") -> dict[str, str]:
    return {
        "accept": "application/json, text/plain, */*",
        "content-type": "application/json",
        "host": "hooks.example.com",
        "user-agent": "axios/1.7.2",
        "x-forwarded-for": "192.0.2.7",
        "x-forwarded-port": "443",
        "x-forwarded-proto": "https",
        name: signature,
    }


@pytest.fixture
def http(monkeypatch: pytest.MonkeyPatch) -> Recipe:
    return load("http_webhook", monkeypatch)


@pytest.mark.parametrize("is_base64", [False, True], ids=["text", "Base64"])
@pytest.mark.parametrize("name", HEADER_NAMES)
@pytest.mark.parametrize("trigger", TRIGGERS)
def test_http_webhook_with_a_signature_that_fits_is_processed(
    http: Recipe, trigger: Any, name: str, is_base64: bool
) -> None:
    body = base64.b64encode(WEBHOOK.encode()).decode() if is_base64 else WEBHOOK

    answer = http(trigger(headers_with(signature_of(WEBHOOK), name), body, is_base64))

    assert answer["statusCode"] == 200
    assert http.ids == ["cust_Gs9uH4pM"]


@pytest.mark.parametrize("is_base64", [False, True], ids=["text", "Base64"])
@pytest.mark.parametrize("trigger", TRIGGERS)
def test_http_body_that_is_not_ascii_is_processed(http: Recipe, trigger: Any, is_base64: bool) -> None:
    body = base64.b64encode(NON_ASCII.encode()).decode() if is_base64 else NON_ASCII

    assert http(trigger(headers_with(signature_of(NON_ASCII)), body, is_base64))["statusCode"] == 200
    assert [customer.name for customer in http.customers] == ["Åse Žižková ☕"]


@pytest.mark.parametrize("trigger", TRIGGERS)
def test_http_body_with_white_space_fits_the_signature_of_the_compact_one(http: Recipe, trigger: Any) -> None:
    indented = json.dumps(json.loads(WEBHOOK), indent=2)

    assert http(trigger(headers_with(signature_of(WEBHOOK)), indented, False))["statusCode"] == 200
    assert http.ids == ["cust_Gs9uH4pM"]


REFUSED: dict[str, dict[str, str] | None] = {
    "of another body": headers_with(signature_of(WEBHOOK + " x")),
    "in upper case": headers_with(signature_of(WEBHOOK).upper()),
    "empty": headers_with(""),
    "not ASCII": headers_with("é" * 64),
    "in another header": headers_with(signature_of(WEBHOOK), "x-signature"),
    "missing, with all headers": {},
    "missing, with null for headers": None,
}


@pytest.mark.parametrize("headers", REFUSED.values(), ids=REFUSED.keys())
@pytest.mark.parametrize("trigger", TRIGGERS)
def test_http_signature_that_does_not_fit_is_answered_with_401(
    http: Recipe, trigger: Any, headers: dict[str, str] | None
) -> None:
    assert http(trigger(headers, WEBHOOK, False))["statusCode"] == 401
    assert http.customers == []


@pytest.mark.parametrize("trigger", TRIGGERS)
def test_http_body_that_was_changed_is_answered_with_401(http: Recipe, trigger: Any) -> None:
    headers = headers_with(signature_of(WEBHOOK))

    assert http(trigger(headers, WEBHOOK.replace("12990", "12991"), False))["statusCode"] == 401
    assert http(trigger(headers, None, False))["statusCode"] == 401
    assert http.customers == []


def test_http_body_is_not_decoded_before_its_signature_is_known_to_fit(
    http: Recipe, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    assert http(http_api(headers_with("0" * 64), WRONG, False))["statusCode"] == 401
    assert caplog.messages == []


NOT_DECODED: dict[str, tuple[str, str]] = {
    "a wrong member": (WRONG, WRONG_REASON),
    "no JSON": (
        f'{{"email":"{PRIVATE}"',
        "$: expected JSON, got something else from column 36 on",
    ),
    "no object": (f'["{PRIVATE}"]', "$: expected an object, got an array"),
    "nothing": ("", "$: expected JSON, got something else from column 1 on"),
}


@pytest.mark.parametrize(("body", "reason"), NOT_DECODED.values(), ids=NOT_DECODED.keys())
@pytest.mark.parametrize("is_base64", [False, True], ids=["text", "Base64"])
@pytest.mark.parametrize("trigger", TRIGGERS)
def test_http_body_that_does_not_decode_is_answered_with_400_and_one_log_line(
    http: Recipe, trigger: Any, is_base64: bool, body: str, reason: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    sent = base64.b64encode(body.encode()).decode() if is_base64 else body

    answer = http(trigger(headers_with(signature_of(body)), sent, is_base64))

    assert answer["statusCode"] == 400
    assert http.customers == []
    assert caplog.messages == [f"webhook not decoded: {reason}"]
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert PRIVATE not in caplog.text
    assert PRIVATE not in json.dumps(answer)


def test_http_body_nested_too_deep_is_answered_with_400(http: Recipe) -> None:
    body = '{"data":' * 5000 + "{}" + "}" * 5000

    assert http(http_api(headers_with(signature_of(body)), body, False))["statusCode"] == 400


@pytest.mark.parametrize(
    ("body", "ids"),
    [
        (PUBLISHED, ["cust_Jd3wF5xA"]),
        ('{"type":"customer.something.new","data":{"data":{"customer":{"id":"cust_1"}}}}', ["cust_1"]),
        ('{"a_new_member":[1],"data":{"customer":{"id":"cust_1","another":{}}}}', ["cust_1"]),
        (NO_CUSTOMER, []),
        ("{}", []),
    ],
    ids=["voucher.published", "an unknown type", "new members", "no customer", "nothing"],
)
@pytest.mark.parametrize("trigger", TRIGGERS)
def test_http_webhook_that_is_new_to_the_model_is_no_error(
    http: Recipe, trigger: Any, body: str, ids: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    assert http(trigger(headers_with(signature_of(body)), body, False))["statusCode"] == 200
    assert http.ids == ids
    assert caplog.messages == []


def test_http_answer_has_the_members_that_all_three_take(http: Recipe) -> None:
    answers = [
        http(rest_api(headers_with(signature_of(WEBHOOK)), WEBHOOK, False)),
        http(rest_api({}, WEBHOOK, False)),
        http(rest_api(headers_with(signature_of("x")), "x", False)),
    ]

    assert [(type(answer["statusCode"]), type(answer["body"])) for answer in answers] == [(int, str)] * 3


def test_http_function_without_a_secret_fails_instead_of_trusting_anyone(
    http: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = http_api(headers_with(signature_of(WEBHOOK)), WEBHOOK, False)

    monkeypatch.setenv("VOUCHERIFY_SECRET", "")
    with pytest.raises(ValueError):
        http(event)
    monkeypatch.delenv("VOUCHERIFY_SECRET")
    with pytest.raises(KeyError):
        http(event)
    assert http.customers == []


# --- SQS, SNS, EventBridge -----------------------------------------------------------------------


def sqs_event(**bodies: str) -> dict[str, Any]:
    """What SQS gives to Lambda: a batch of messages, here by their ids."""
    return {
        "Records": [
            {
                "messageId": message_id,
                "receiptHandle": "AQEBmadeUpHandle==",
                "body": body,
                "attributes": {
                    "ApproximateReceiveCount": "1",
                    "SentTimestamp": "1739190601000",
                    "SenderId": "AIDAMADEUPSENDERID",
                    "ApproximateFirstReceiveTimestamp": "1739190601010",
                },
                "messageAttributes": {},
                "md5OfBody": hashlib.md5(body.encode(), usedforsecurity=False).hexdigest(),
                "eventSource": "aws:sqs",
                "eventSourceARN": f"arn:aws:sqs:eu-west-1:{ACCOUNT}:webhooks",
                "awsRegion": "eu-west-1",
            }
            for message_id, body in bodies.items()
        ]
    }


def notification(message: str) -> str:
    """What SNS puts into a queue that is subscribed without raw message delivery."""
    return json.dumps(
        {
            "Type": "Notification",
            "MessageId": "0c1d2e3f-0000-5555-9999-333333333333",
            "TopicArn": f"arn:aws:sns:eu-west-1:{ACCOUNT}:webhooks",
            "Message": message,
            "Timestamp": "2025-02-10T12:30:01.000Z",
            "SignatureVersion": "1",
            "Signature": "bWFkZSB1cA==",
            "SigningCertURL": "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0.pem",
            "UnsubscribeURL": "https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe",
        },
        indent=2,
    )


def sns_event(message: str) -> dict[str, Any]:
    """What SNS gives to Lambda: always one record."""
    return {
        "Records": [
            {
                "EventVersion": "1.0",
                "EventSubscriptionArn": f"arn:aws:sns:eu-west-1:{ACCOUNT}:webhooks:444444444444",
                "EventSource": "aws:sns",
                "Sns": {
                    "SignatureVersion": "1",
                    "Timestamp": "2025-02-10T12:30:01.000Z",
                    "Signature": "bWFkZSB1cA==",
                    "SigningCertUrl": "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0.pem",
                    "MessageId": "0c1d2e3f-0000-5555-9999-333333333333",
                    "Message": message,
                    "MessageAttributes": {},
                    "Type": "Notification",
                    "UnsubscribeUrl": "https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe",
                    "TopicArn": f"arn:aws:sns:eu-west-1:{ACCOUNT}:webhooks",
                    "Subject": None,
                },
            }
        ]
    }


def eventbridge_event(detail: Any) -> dict[str, Any]:
    return {
        "version": "0",
        "id": "9b1c8f0e-7777-4444-8888-555555555555",
        "detail-type": "customer activity",
        "source": "com.example.voucherify",
        "account": ACCOUNT,
        "time": "2025-02-10T12:30:01Z",
        "region": "eu-west-1",
        "resources": [],
        "detail": detail,
    }


def failed(*message_ids: str) -> dict[str, Any]:
    return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in message_ids]}


QUEUES = {"sqs": str, "sns_through_sqs": notification}


@pytest.mark.parametrize(("name", "wrapped"), QUEUES.items(), ids=QUEUES.keys())
def test_queue_whose_messages_all_decode_has_no_failures(
    name: str, wrapped: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipe = load(name, monkeypatch)

    answer = recipe(sqs_event(a=wrapped(WEBHOOK), b=wrapped(PUBLISHED), c=wrapped(NO_CUSTOMER), d=wrapped(NON_ASCII)))

    assert answer == failed()
    assert recipe.ids == ["cust_Gs9uH4pM", "cust_Jd3wF5xA", "cust_Å"]


@pytest.mark.parametrize(("name", "wrapped"), QUEUES.items(), ids=QUEUES.keys())
def test_queue_reports_the_messages_that_do_not_decode_and_processes_the_others(
    name: str, wrapped: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    recipe = load(name, monkeypatch)
    caplog.set_level(logging.DEBUG)

    answer = recipe(
        sqs_event(
            a=wrapped(WEBHOOK),
            b=wrapped(WRONG),
            c=wrapped(PRIVATE),
            d=wrapped(PUBLISHED),
            e=wrapped('{"data":' * 5000 + "{}" + "}" * 5000),
            f=wrapped(""),
            g=wrapped(NON_ASCII),
        )
    )

    assert answer == failed("b", "c", "e", "f")
    assert recipe.ids == ["cust_Gs9uH4pM", "cust_Jd3wF5xA", "cust_Å"]
    assert caplog.messages[0] == f"message b not decoded: {WRONG_REASON}"
    assert len(caplog.messages) == 4
    assert PRIVATE not in caplog.text


@pytest.mark.parametrize("name", QUEUES)
def test_queue_may_give_an_empty_batch_and_may_fail_as_a_whole(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    recipe = load(name, monkeypatch)

    assert recipe(sqs_event()) == failed()
    assert recipe(sqs_event(a=PRIVATE, b=PRIVATE)) == failed("a", "b")


def test_queue_behind_a_topic_reports_a_body_that_is_no_notification(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    recipe = load("sns_through_sqs", monkeypatch)
    bodies = {
        "raw": WEBHOOK,
        "text": PRIVATE,
        "array": json.dumps([PRIVATE]),
        "string": json.dumps(PRIVATE),
        "null": "null",
        "nested": "[" * 100_000,
        "object": json.dumps({"Message": {"email": PRIVATE}}),
    }

    assert recipe(sqs_event(**bodies, good=notification(WEBHOOK))) == failed(*bodies)
    assert recipe.ids == ["cust_Gs9uH4pM"]
    assert caplog.messages[:6] == [
        f"message {name} not decoded: $: expected a notification of SNS, got another text"
        for name in ["raw", "text", "array", "string", "null", "nested"]
    ]
    assert caplog.messages[6:] == ["message object not decoded: $: expected JSON text, got an object"]
    assert PRIVATE not in caplog.text


@pytest.mark.parametrize(
    ("message", "ids"),
    [(WEBHOOK, ["cust_Gs9uH4pM"]), (PUBLISHED, ["cust_Jd3wF5xA"]), (NON_ASCII, ["cust_Å"]), (NO_CUSTOMER, [])],
    ids=["customer.updated", "voucher.published", "not ASCII", "no customer"],
)
def test_sns_message_is_processed(message: str, ids: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    recipe = load("sns", monkeypatch)

    assert recipe(sns_event(message)) == {}
    assert recipe.ids == ids


def test_sns_message_that_does_not_decode_fails_the_invocation(monkeypatch: pytest.MonkeyPatch) -> None:
    recipe = load("sns", monkeypatch)

    with pytest.raises(DecodeError) as raised:
        recipe(sns_event(WRONG))

    assert str(raised.value) == WRONG_REASON
    assert recipe.customers == []


@pytest.mark.parametrize(
    ("file", "ids"),
    [("activity.json", ["cust_Lh4rT8vN"]), ("activity-wrapped.json", ["cust_Bq6yE2sU"])],
)
def test_eventbridge_detail_is_processed(file: str, ids: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    recipe = load("eventbridge", monkeypatch)

    assert recipe(eventbridge_event(json.loads((HERE / "payloads" / file).read_text("utf-8")))) == {}
    assert recipe.ids == ids


def test_eventbridge_detail_without_a_customer_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    recipe = load("eventbridge", monkeypatch)

    assert recipe(eventbridge_event({"type": "customer.new.type", "new": 1})) == {}
    assert recipe.ids == []


def test_eventbridge_detail_that_does_not_decode_fails_the_invocation(monkeypatch: pytest.MonkeyPatch) -> None:
    recipe = load("eventbridge", monkeypatch)

    with pytest.raises(DecodeError) as raised:
        recipe(eventbridge_event(json.loads(WRONG)))

    assert str(raised.value) == WRONG_REASON


# --- DynamoDB ------------------------------------------------------------------------------------


def as_boto3_returns(value: Any) -> Any:
    """What comes back of an item that was put: every number as a Decimal. Refuses what boto3 refuses."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, (int, Decimal)):
        return Decimal(str(value))
    if isinstance(value, list):
        return [as_boto3_returns(item) for item in value]
    if isinstance(value, dict):
        assert all(isinstance(key, str) for key in value)
        return {key: as_boto3_returns(item) for key, item in value.items()}
    raise TypeError(f"Unsupported type {type(value)}")


RICH = """{
  "id": "cust_Dy7namo",
  "source_id": "crm-7",
  "summary": {"orders": {"total_amount": 12990, "last_order_date": "2025-02-09T17:45:10.000Z"}},
  "loyalty": {"points": 180, "campaigns": {"Garden Club 03/2025": {"points": 180}}},
  "system_metadata": {"consents": {"cnst_1": {"accepted": true}}},
  "updated_at": null,
  "birthdate": "1991-05-17",
  "metadata": {"score": 4.75, "ratio": 0.1, "tiny": 1e-7, "large": 12345678901234567890, "visits": 12,
               "none": null, "list": [1, 2.5, {"deep": -0.25}], "vip": false, "name": "Å"},
  "a_new_member": {"rate": 0.3}
}"""


def test_customer_comes_back_from_dynamodb_as_it_was_put() -> None:
    dynamodb = module_of("dynamodb")
    customer = Customer.from_json(RICH)

    item = dynamodb.to_item(customer)
    again = dynamodb.from_item(as_boto3_returns(item))

    assert again == customer
    assert again.to_json() == customer.to_json()
    assert type(again) is Customer


def test_customer_of_an_activity_comes_back_from_dynamodb() -> None:
    dynamodb = module_of("dynamodb")
    customer = CustomerActivity.from_json((HERE / "payloads" / "activity.json").read_bytes()).customer
    assert customer is not None

    assert dynamodb.from_item(as_boto3_returns(dynamodb.to_item(customer))) == customer


def test_numbers_of_an_item_are_decimals_and_become_int_and_float_again() -> None:
    dynamodb = module_of("dynamodb")

    item = dynamodb.to_item(Customer.from_json(RICH))
    again = dynamodb.from_item(as_boto3_returns(item))

    assert item["metadata"]["score"] == Decimal("4.75")
    assert item["metadata"]["ratio"] == Decimal("0.1")
    assert item["a_new_member"]["rate"] == Decimal("0.3")
    assert item["birthdate"] == "1991-05-17"
    assert item["updated_at"] is None
    assert [type(again.metadata[name]) for name in ("score", "tiny", "visits", "large")] == [float, float, int, int]
    assert type(again.summary.orders.total_amount) is int
    assert type(again.loyalty.points) is int


def test_attributes_that_the_table_adds_are_kept_apart() -> None:
    dynamodb = module_of("dynamodb")

    customer = dynamodb.from_item({"id": "cust_1", "expires": Decimal("1770000000")})

    assert customer.extra == {"expires": 1770000000}


# --- the recipes as files ------------------------------------------------------------------------


def test_there_is_a_recipe_for_each_trigger() -> None:
    assert [path.stem for path in RECIPES] == ["dynamodb", "eventbridge", "http_webhook", "sns", "sns_through_sqs", "sqs"]


@pytest.mark.parametrize("path", RECIPES, ids=lambda path: str(path.name))
def test_recipe_uses_the_standard_library_and_this_package_only(path: Path) -> None:
    imported = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0 and node.module is not None
            imported.add(node.module.partition(".")[0])

    assert imported <= {*sys.stdlib_module_names, "customer_activity"}
    assert "customer_activity" in imported


@pytest.mark.parametrize("path", RECIPES, ids=lambda path: str(path.name))
def test_recipe_is_short_and_names_the_id_of_the_customer_only(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    module = module_of(path.stem)

    assert len(path.read_text("utf-8").splitlines()) <= 60
    if path.stem != "dynamodb":
        module.on_customer(Customer(id="cust_1", name=PRIVATE, email=PRIVATE))
        assert caplog.messages == ["customer cust_1"]
