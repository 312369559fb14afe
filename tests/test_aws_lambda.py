# SPDX-License-Identifier: MIT
"""The recipes of README's section 'In AWS Lambda', called with events as AWS documents them."""

from __future__ import annotations

import ast
import base64
import datetime
import decimal
import hashlib
import hmac
import importlib.util
import json
import logging
import re
import shutil
import subprocess
import sys
import urllib.parse
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import customer_activity
from customer_activity import Customer, CustomerActivity, DecodeError, Webhook

HERE = Path(__file__).parent
RECIPES = sorted((HERE / "aws_lambda").glob("*.py"))
SECRET = "made-up-secret-ü"
PRIVATE = "noor.private@example.com"


def payload(name: str) -> str:
    return json.dumps(json.loads((HERE / "payloads" / name).read_bytes()), separators=(",", ":"))


WEBHOOK = payload("webhook.json")
PUBLISHED = payload("webhook-voucher-published.json")
NON_ASCII = '{"type":"customer.updated","data":{"customer":{"id":"cust_Å","name":"Åse Žižková ☕"}}}'
DEEP = '{"data":' * 5000 + "{}" + "}" * 5000


class Recipe:
    """A recipe, what it handed to its user's code, and what it logged."""

    def __init__(self, name: str, log: pytest.LogCaptureFixture) -> None:
        self.module = module_of(name)
        self.log = log
        self.calls: list[tuple[Any, Customer]] = []
        vars(self.module)["on_customer"] = lambda *arguments: self.calls.append(arguments)

    def __call__(self, event: dict[str, Any]) -> dict[str, Any]:
        # Lambda hands over what it parsed from JSON, and writes the answer as JSON.
        answer = self.module.handler(json.loads(json.dumps(event)), object())
        return dict(json.loads(json.dumps(answer)))

    @property
    def ids(self) -> list[str | None]:
        return [customer.id for _, customer in self.calls]


Load = Callable[[str], Recipe]


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Iterator[Load]:
    """Loads a recipe. Nothing that it logs shows the payload, nor does an error that it logs."""
    monkeypatch.setenv("VOUCHERIFY_SECRET", SECRET)
    caplog.set_level(logging.DEBUG)
    yield lambda name: Recipe(name, caplog)
    for record in caplog.get_records("call"):
        assert PRIVATE not in record.getMessage() and record.exc_info is None
        assert not [value for value in record.args or () if PRIVATE in everything_in(value)]


def everything_in(error: Any) -> str:
    """All that a tool which reports errors may show of one, and of those behind it."""
    if not isinstance(error, BaseException):
        return ""
    own = f"{error} {error!r} {error.args} {vars(error)}"
    return own + everything_in(error.__cause__) + everything_in(error.__context__)


def module_of(name: str) -> ModuleType:
    # By its path, so that the tests also run where they are copied to.
    spec = importlib.util.spec_from_file_location(f"recipe_{name}", HERE / "aws_lambda" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def signature_of(body: str) -> str:
    return hmac.new(SECRET.encode(), body.encode(), hashlib.sha256).hexdigest()


# --- the events ----------------------------------------------------------------------------------

# The Lambda proxy integration of a REST API: payload format 1.0.
REST_API = """{
  "resource": "/voucherify", "path": "/voucherify", "httpMethod": "POST", "headers": null,
  "multiValueHeaders": null, "queryStringParameters": null, "multiValueQueryStringParameters": null,
  "pathParameters": null, "stageVariables": null,
  "requestContext": {
    "accountId": "123456789012", "apiId": "a1b2c3d4e5",
    "domainName": "a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com", "domainPrefix": "a1b2c3d4e5",
    "extendedRequestId": "Fq3kXH5rDoEFkLQ=", "httpMethod": "POST",
    "identity": {
      "accessKey": null, "accountId": null, "caller": null, "cognitoAuthenticationProvider": null,
      "cognitoAuthenticationType": null, "cognitoIdentityId": null, "cognitoIdentityPoolId": null,
      "principalOrgId": null, "sourceIp": "192.0.2.7", "user": null, "userAgent": "axios/1.7.2",
      "userArn": null
    },
    "path": "/prod/voucherify", "protocol": "HTTP/1.1", "requestId": "4f2c9a55-30f1-4c53-8a3e-111111111111",
    "requestTime": "10/Feb/2025:12:30:01 +0000", "requestTimeEpoch": 1739190601000, "resourceId": "x9y8z7",
    "resourcePath": "/voucherify", "stage": "prod"
  },
  "body": null, "isBase64Encoded": false
}"""

# An HTTP API: payload format 2.0. Without a body there is no member `body`.
HTTP_API = """{
  "version": "2.0", "routeKey": "POST /voucherify", "rawPath": "/voucherify", "rawQueryString": "",
  "headers": {}, "requestContext": {
    "accountId": "123456789012", "apiId": "f6g7h8i9j0",
    "domainName": "f6g7h8i9j0.execute-api.eu-west-1.amazonaws.com", "domainPrefix": "f6g7h8i9j0",
    "http": {"method": "POST", "path": "/voucherify", "protocol": "HTTP/1.1", "sourceIp": "192.0.2.7",
             "userAgent": "axios/1.7.2"},
    "requestId": "FuGn4hVnDoEEPlQ=", "routeKey": "POST /voucherify", "stage": "$default",
    "time": "10/Feb/2025:12:30:01 +0000", "timeEpoch": 1739190601000
  },
  "isBase64Encoded": false
}"""

# A function URL: payload format 2.0 as well, with a few members that are always null.
FUNCTION_URL = """{
  "version": "2.0", "routeKey": "$default", "rawPath": "/", "rawQueryString": "", "cookies": [],
  "headers": {}, "queryStringParameters": null,
  "requestContext": {
    "accountId": "anonymous", "apiId": "k1l2m3n4o5", "authentication": null, "authorizer": null,
    "domainName": "k1l2m3n4o5.lambda-url.eu-west-1.on.aws", "domainPrefix": "k1l2m3n4o5",
    "http": {"method": "POST", "path": "/", "protocol": "HTTP/1.1", "sourceIp": "192.0.2.7",
             "userAgent": "axios/1.7.2"},
    "requestId": "8d8d3d3e-1b1b-4a4a-9c9c-222222222222", "routeKey": "$default", "stage": "$default",
    "time": "10/Feb/2025:12:30:01 +0000", "timeEpoch": 1739190601000
  },
  "pathParameters": null, "stageVariables": null, "isBase64Encoded": false
}"""

HEADERS = """{
  "accept": "application/json, text/plain, */*", "content-type": "application/json",
  "host": "hooks.example.com", "user-agent": "axios/1.7.2", "x-forwarded-for": "192.0.2.7",
  "x-forwarded-port": "443", "x-forwarded-proto": "https"
}"""


def headers_with(signature: str, name: str = "x-voucherify-signature") -> dict[str, str]:
    return {**json.loads(HEADERS), name: signature}


def request(event: str, body: str | None, headers: Any, is_base64: bool = False) -> dict[str, Any]:
    request: dict[str, Any] = {**json.loads(event), "headers": headers, "isBase64Encoded": is_base64}
    if event == REST_API:
        request["multiValueHeaders"] = headers and {name: [headers[name]] for name in headers}
    return request if body is None else {**request, "body": body}


def signed_request(event: str, text: str, is_base64: bool = False) -> dict[str, Any]:
    body = base64.b64encode(text.encode()).decode() if is_base64 else text
    return request(event, body, headers_with(signature_of(text)), is_base64)


SQS_RECORD = """{
  "receiptHandle": "AQEBmadeUpHandle==", "messageAttributes": {},
  "attributes": {
    "ApproximateReceiveCount": "1", "SentTimestamp": "1739190601000", "SenderId": "AIDAMADEUPSENDERID",
    "ApproximateFirstReceiveTimestamp": "1739190601010"
  },
  "md5OfBody": "1f3870be274f6c49b3e31a0c6728957f", "eventSource": "aws:sqs",
  "eventSourceARN": "arn:aws:sqs:eu-west-1:123456789012:webhooks", "awsRegion": "eu-west-1"
}"""

# What SNS puts into a queue that is subscribed without raw message delivery.
NOTIFICATION = """{
  "Type": "Notification", "MessageId": "0c1d2e3f-0000-5555-9999-333333333333",
  "TopicArn": "arn:aws:sns:eu-west-1:123456789012:webhooks", "Timestamp": "2025-02-10T12:30:01.000Z",
  "SignatureVersion": "1", "Signature": "bWFkZSB1cA==",
  "SigningCertURL": "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0.pem",
  "UnsubscribeURL": "https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe"
}"""


def sqs_event(**messages: dict[str, Any]) -> dict[str, Any]:
    """What SQS gives to Lambda: a batch of messages, here by their ids."""
    return {"Records": [{"messageId": id, **json.loads(SQS_RECORD), **messages[id]} for id in messages]}


def plain(webhook: str) -> dict[str, Any]:
    return {"body": webhook}


def notified(webhook: str) -> dict[str, Any]:
    return {"body": json.dumps({**json.loads(NOTIFICATION), "Message": webhook}, indent=2)}


def signed(webhook: str, **changes: str) -> dict[str, Any]:
    """What API Gateway puts into a queue, with the signature as an attribute."""
    value = {"stringValue": signature_of(webhook), "dataType": "String", **changes}
    attribute = {**value, "stringListValues": [], "binaryListValues": []}
    return {"body": webhook, "messageAttributes": {"x-voucherify-signature": attribute}}


# What SNS gives to Lambda: always one record.
SNS_EVENT = """{"Records": [{
  "EventVersion": "1.0", "EventSource": "aws:sns",
  "EventSubscriptionArn": "arn:aws:sns:eu-west-1:123456789012:webhooks:444444444444",
  "Sns": {
    "SignatureVersion": "1", "Timestamp": "2025-02-10T12:30:01.000Z", "Signature": "bWFkZSB1cA==",
    "SigningCertUrl": "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0.pem",
    "MessageId": "0c1d2e3f-0000-5555-9999-333333333333", "MessageAttributes": {}, "Type": "Notification",
    "UnsubscribeUrl": "https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe",
    "TopicArn": "arn:aws:sns:eu-west-1:123456789012:webhooks", "Subject": null
  }
}]}"""

EVENTBRIDGE_EVENT = """{
  "version": "0", "id": "9b1c8f0e-7777-4444-8888-555555555555", "detail-type": "customer activity",
  "source": "com.example.voucherify", "account": "123456789012", "time": "2025-02-10T12:30:01Z",
  "region": "eu-west-1", "resources": []
}"""


def sns_event(message: str) -> dict[str, Any]:
    event: dict[str, Any] = json.loads(SNS_EVENT)
    event["Records"][0]["Sns"]["Message"] = message
    return event


def eventbridge_event(detail: str) -> dict[str, Any]:
    return {**json.loads(EVENTBRIDGE_EVENT), "detail": json.loads(detail)}


EventOf = Callable[[str], dict[str, Any]]
# Of each trigger, the recipe, the event that brings a webhook, and the answer that accepts it.
OK: dict[str, Any] = {"statusCode": 200, "body": ""}
ALL_DONE: dict[str, Any] = {"batchItemFailures": []}
TRIGGERS: dict[str, tuple[str, EventOf, dict[str, Any]]] = {
    "REST API": ("http_webhook", lambda text: signed_request(REST_API, text), OK),
    "REST API, Base64": ("http_webhook", lambda text: signed_request(REST_API, text, True), OK),
    "HTTP API": ("http_webhook", lambda text: signed_request(HTTP_API, text), OK),
    "HTTP API, Base64": ("http_webhook", lambda text: signed_request(HTTP_API, text, True), OK),
    "function URL": ("http_webhook", lambda text: signed_request(FUNCTION_URL, text), OK),
    "function URL, Base64": ("http_webhook", lambda text: signed_request(FUNCTION_URL, text, True), OK),
    "SQS": ("sqs", lambda text: sqs_event(a=plain(text)), ALL_DONE),
    "SNS through SQS": ("sns_through_sqs", lambda text: sqs_event(a=notified(text)), ALL_DONE),
    "API Gateway through SQS": ("api_gateway_through_sqs", lambda text: sqs_event(a=signed(text)), ALL_DONE),
    "SNS": ("sns", sns_event, {}),
    "EventBridge": ("eventbridge", eventbridge_event, {}),
}
each_trigger = pytest.mark.parametrize("trigger", TRIGGERS)


# --- what all of them do -------------------------------------------------------------------------

TAKEN = {
    "a webhook": (WEBHOOK, ["cust_Gs9uH4pM"]),
    "of another family": (PUBLISHED, ["cust_Jd3wF5xA"]),
    "an activity": (payload("activity.json"), ["cust_Lh4rT8vN"]),
    "a wrapped activity": (payload("activity-wrapped.json"), ["cust_Bq6yE2sU"]),
    "not ASCII": (NON_ASCII, ["cust_Å"]),
    "an unknown type": ('{"type":"customer.new","data":{"data":{"customer":{"id":"cust_1"}}}}', ["cust_1"]),
    "new members": ('{"new":[1],"type":"t","data":{"customer":{"id":"cust_1","new":{}}}}', ["cust_1"]),
    "no customer": ('{"type":"campaign.created","data":{"campaign":{"id":"camp_1"}}}', []),
    "empty data": ('{"type":"customer.new","data":[]}', []),
}


@pytest.mark.parametrize(("text", "ids"), TAKEN.values(), ids=TAKEN)
@each_trigger
def test_a_webhook_with_data_is_accepted(load: Load, trigger: str, text: str, ids: list[str]) -> None:
    name, event_of, accepted = TRIGGERS[trigger]
    recipe = load(name)
    recipe.log.set_level("INFO")
    assert recipe(event_of(text)) == accepted
    assert recipe.ids == ids
    assert recipe.log.messages == ([] if ids else [f"{json.loads(text)['type']}: no customer"])


@each_trigger
def test_a_customer_that_was_deleted_is_told_from_one_that_was_created(load: Load, trigger: str) -> None:
    name, event_of, _ = TRIGGERS[trigger]
    recipe = load(name)
    recipe(event_of('{"type":"customer.created","data":{"customer":{"id":"cust_1"}}}'))
    recipe(event_of('{"type":"customer.deleted","data":{"customer":{"id":"cust_1"}}}'))
    assert [whole.type for whole, _ in recipe.calls] == ["customer.created", "customer.deleted"]
    assert recipe.ids == ["cust_1", "cust_1"]
    kind = CustomerActivity if name == "eventbridge" else Webhook
    assert {type(whole) for whole, _ in recipe.calls} == {kind}


NO_MEMBERS = "$: expected a webhook, got an object with none of its members"
NO_NUMBER = f'{{"data":{{"customer":{{"loyalty":{{"points":"{PRIVATE}"}}}}}}}}'
REFUSED = {
    "a wrong member": (NO_NUMBER, "$.data.customer.loyalty.points: expected an integer, got a string"),
    "something else": (f'{{"email":"{PRIVATE}"}}', NO_MEMBERS),
    "a notification": (notified(WEBHOOK)["body"], NO_MEMBERS),
    "no object": (f'["{PRIVATE}"]', "$: expected an object, got an array"),
    "no JSON": (f'{{"email":"{PRIVATE}"}}}}', "$: expected JSON, got something else from column 37 on"),
    "nothing": ("", "$: expected JSON, got something else from column 1 on"),
}
NO_DATA = {
    "null for data": f'{{"type":"customer.updated","data":null,"payload":"{PRIVATE}"}}',
    "no members": "{}",
}
NO_DATA_REASON = "$.data: expected the data of an event, got none"


@pytest.mark.parametrize(("text", "reason"), REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("trigger", [trigger for trigger in TRIGGERS if trigger != "EventBridge"])
def test_what_is_no_webhook_is_refused_and_said_in_the_log(
    load: Load, trigger: str, text: str, reason: str
) -> None:
    name, event_of, _ = TRIGGERS[trigger]
    assert_refused(load(name), event_of(text), reason)


@pytest.mark.parametrize("case", ["a wrong member", "something else", "no object"])
def test_what_is_no_activity_is_refused(load: Load, case: str) -> None:
    text, reason = REFUSED[case]
    assert_refused(load("eventbridge"), eventbridge_event(text), reason.replace("a webhook", "an activity"))


@pytest.mark.parametrize("text", NO_DATA.values(), ids=NO_DATA)
@each_trigger
def test_what_has_no_data_is_said_in_the_log_and_refused_where_it_can_wait(
    load: Load, trigger: str, text: str
) -> None:
    name, event_of, accepted = TRIGGERS[trigger]
    recipe = load(name)
    if name == "http_webhook":
        assert recipe(event_of(text)) == accepted
        assert (recipe.calls, recipe.log.messages) == ([], ["webhook without data"])
    else:
        assert_refused(recipe, event_of(text), NO_DATA_REASON)


def assert_refused(recipe: Recipe, event: dict[str, Any], reason: str) -> None:
    """HTTP has a status, SQS has a list, and the others fail, which Lambda logs."""
    try:
        answer = recipe(event)
    except DecodeError as error:
        assert str(error) == reason
        assert PRIVATE not in everything_in(error)
    else:
        assert answer in ({"statusCode": 400, "body": ""}, failed("a"))
        which = "webhook refused with 400" if "statusCode" in answer else "message a refused"
        assert recipe.log.messages == [f"{which}: {reason}"]
        assert {record.levelname for record in recipe.log.records} == {"WARNING"}
    assert recipe.calls == []


def failed(*message_ids: str) -> dict[str, Any]:
    return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in message_ids]}


@pytest.mark.parametrize("trigger", ["HTTP API", "API Gateway through SQS"])
def test_a_function_without_a_secret_fails_instead_of_trusting_anyone(
    load: Load, trigger: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, event_of, _ = TRIGGERS[trigger]
    recipe = load(name)
    monkeypatch.setenv("VOUCHERIFY_SECRET", "")
    with pytest.raises(ValueError, match="^the secret is empty$"):
        recipe(event_of(WEBHOOK))
    monkeypatch.delenv("VOUCHERIFY_SECRET")
    with pytest.raises(KeyError):
        recipe(event_of(WEBHOOK))
    assert recipe.calls == []


# --- HTTP: API Gateway and function URL ----------------------------------------------------------

each_event = pytest.mark.parametrize(
    "event", [REST_API, HTTP_API, FUNCTION_URL], ids=["REST API", "HTTP API", "function URL"]
)


@pytest.mark.parametrize("name", ["X-Voucherify-Signature", "X-VOUCHERIFY-SIGNATURE"])
@each_event
def test_the_signature_is_found_in_whatever_case_its_header_is_written(
    load: Load, event: str, name: str
) -> None:
    assert load("http_webhook")(request(event, WEBHOOK, headers_with(signature_of(WEBHOOK), name))) == OK


@each_event
def test_a_body_with_white_space_fits_the_signature_of_the_compact_one(load: Load, event: str) -> None:
    indented = json.dumps(json.loads(WEBHOOK), indent=2)
    assert load("http_webhook")(request(event, indented, headers_with(signature_of(WEBHOOK)))) == OK


NOT_SIGNED: dict[str, tuple[str | None, dict[str, str] | None]] = {
    "of another body": (WEBHOOK.replace("12990", "12991"), headers_with(signature_of(WEBHOOK))),
    "of a body that is missing": (None, headers_with(signature_of(WEBHOOK))),
    "in upper case": (WEBHOOK, headers_with(signature_of(WEBHOOK).upper())),
    "empty": (WEBHOOK, headers_with("")),
    "not ASCII": (WEBHOOK, headers_with("é" * 64)),
    "in another header": (WEBHOOK, headers_with(signature_of(WEBHOOK), "x-signature")),
    "missing, with all headers": (WEBHOOK, {}),
    "missing, with null for headers": (WEBHOOK, None),
    "missing, and the body would not decode": (PRIVATE, {}),
}


@pytest.mark.parametrize(("body", "headers"), NOT_SIGNED.values(), ids=NOT_SIGNED)
@each_event
def test_a_signature_that_does_not_fit_is_answered_with_401(
    load: Load, event: str, body: str | None, headers: dict[str, str] | None
) -> None:
    http = load("http_webhook")
    assert http(request(event, body, headers)) == {"statusCode": 401, "body": ""}
    assert http.calls == []
    assert http.log.messages == ["webhook refused with 401: the signature does not fit the body"]


ENCODED = base64.b64encode(PRIVATE.encode()).decode()
BROKEN = {
    "truncated": ENCODED[:-1],
    "another character": ENCODED[:8] + "!" + ENCODED[8:],
    "not ASCII": ENCODED + "é",
    "not encoded at all": PRIVATE,
}


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
def test_a_body_that_is_no_base64_is_answered_with_400(load: Load, body: str) -> None:
    http = load("http_webhook")
    event = request(HTTP_API, body, headers_with(signature_of(PRIVATE)), is_base64=True)
    assert_refused(http, event, "the body is not the Base64 that it is said to be")


def test_base64_that_is_cut_between_two_characters_is_that_of_another_body(load: Load) -> None:
    event = request(HTTP_API, ENCODED[:-4], headers_with(signature_of(PRIVATE)), is_base64=True)
    assert load("http_webhook")(event) == {"statusCode": 401, "body": ""}


def test_a_body_nested_too_deep_is_answered_with_400(load: Load) -> None:
    assert load("http_webhook")(signed_request(HTTP_API, DEEP)) == {"statusCode": 400, "body": ""}


# --- queues --------------------------------------------------------------------------------------

QUEUES = {"sqs": plain, "sns_through_sqs": notified, "api_gateway_through_sqs": signed}


@pytest.mark.parametrize(("name", "put"), QUEUES.items(), ids=QUEUES)
def test_a_message_that_is_refused_is_a_failure_and_the_others_are_processed(
    load: Load, name: str, put: EventOf
) -> None:
    recipe = load(name)
    bad = {"deep": DEEP, **{name: text for name, (text, _) in REFUSED.items()}, **NO_DATA}
    messages = {message_id: put(text) for message_id, text in bad.items()}
    event = sqs_event(**{"good": put(WEBHOOK), **messages, "last": put(NON_ASCII)})
    assert recipe(event) == failed(*bad)
    assert recipe.ids == ["cust_Gs9uH4pM", "cust_Å"]
    assert [message.partition(":")[0] for message in recipe.log.messages] == [
        f"message {message_id} refused" for message_id in bad
    ]
    assert recipe(sqs_event()) == failed()


def test_a_body_that_is_no_notification_is_a_failure_behind_a_topic(load: Load) -> None:
    bad = {
        "raw": WEBHOOK,
        "text": PRIVATE,
        "array": json.dumps([PRIVATE]),
        "string": json.dumps(PRIVATE),
        "null": "null",
        "nested": "[" * 100_000,
        "object": json.dumps({"Message": {"email": PRIVATE}}),
    }
    recipe = load("sns_through_sqs")
    messages = {message_id: plain(body) for message_id, body in bad.items()}
    assert recipe(sqs_event(**messages, good=notified(WEBHOOK))) == failed(*bad)
    assert recipe.ids == ["cust_Gs9uH4pM"]
    reason = "$: expected a notification of SNS, got another text"
    assert recipe.log.messages == [f"message {message_id} refused: {reason}" for message_id in bad]


def test_a_message_that_is_not_signed_is_a_failure_behind_api_gateway(load: Load) -> None:
    binary = {"binaryValue": base64.b64encode(signature_of(WEBHOOK).encode()).decode(), "dataType": "Binary"}
    bad = {
        "no attributes": plain(WEBHOOK),
        "another attribute": {**plain(WEBHOOK), "messageAttributes": {"trace": {"stringValue": "1"}}},
        "empty": signed(WEBHOOK, stringValue=""),
        "upper case": signed(WEBHOOK, stringValue=signature_of(WEBHOOK).upper()),
        "another body": {**signed(PUBLISHED), "body": WEBHOOK},
        "would not decode": plain(PRIVATE),
        "binary": {**plain(WEBHOOK), "messageAttributes": {"x-voucherify-signature": binary}},
    }
    recipe = load("api_gateway_through_sqs")
    assert recipe(sqs_event(**bad, good=signed(WEBHOOK))) == failed(*bad)
    assert recipe.ids == ["cust_Gs9uH4pM"]
    reason = "the signature does not fit the body"
    assert recipe.log.messages == [f"message {message_id} refused: {reason}" for message_id in bad]


def test_the_integration_of_an_http_api_makes_what_the_function_reads(load: Load) -> None:
    recipe = load("api_gateway_through_sqs")
    [mapping] = re.findall(r"MessageAttributes: >-\n((?: {6}.*\n)+)", str(recipe.module.__doc__))
    filled = mapping.replace("${request.header.x-voucherify-signature}", signature_of(WEBHOOK))
    [(name, value)] = json.loads(filled).items()
    attributes = {name: {"stringValue": value["StringValue"], "dataType": value["DataType"]}}
    assert recipe(sqs_event(a={"body": WEBHOOK, "messageAttributes": attributes})) == failed()
    assert recipe.ids == ["cust_Gs9uH4pM"]


def test_the_integration_of_a_rest_api_makes_what_the_function_reads(load: Load) -> None:
    recipe = load("api_gateway_through_sqs")
    [template] = re.findall(r"    (Action=(?:.*##\n)+.*)\n", str(recipe.module.__doc__))
    filled = re.sub(r"##\n *", "", template)
    filled = filled.replace("$util.urlEncode($input.body)", urllib.parse.quote_plus(NON_ASCII))
    header = "$util.urlEncode($input.params('x-voucherify-signature'))"
    filled = filled.replace(header, signature_of(NON_ASCII))
    sent = dict(urllib.parse.parse_qsl(filled, strict_parsing=True))
    assert (sent.pop("Action"), sent.pop("MessageAttribute.1.Value.DataType")) == ("SendMessage", "String")
    attribute = {"stringValue": sent.pop("MessageAttribute.1.Value.StringValue"), "dataType": "String"}
    attributes = {sent.pop("MessageAttribute.1.Name"): attribute}
    assert recipe(sqs_event(a={"body": sent.pop("MessageBody"), "messageAttributes": attributes})) == failed()
    assert recipe.ids == ["cust_Å"]
    assert sent == {}


# --- DynamoDB ------------------------------------------------------------------------------------

# What boto3 makes its numbers with.
TRAPS = [decimal.Clamped, decimal.Inexact, decimal.Overflow, decimal.Rounded, decimal.Underflow]
DYNAMODB = decimal.Context(prec=38, Emin=-128, Emax=126, traps=TRAPS)


def as_boto3_returns(value: Any) -> Any:
    """What comes back of an item that was put: every number as a Decimal. Refuses what boto3 refuses."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, (int, Decimal)):
        return DYNAMODB.create_decimal(value)
    if isinstance(value, list):
        return [as_boto3_returns(item) for item in value]
    assert type(value) is dict, f"Unsupported type {type(value)}"
    return {key: as_boto3_returns(item) for key, item in value.items()}


def put_and_got(customer: Customer) -> Any:
    dynamodb = module_of("dynamodb")
    return dynamodb.from_item(as_boto3_returns(dynamodb.to_item(customer)))


@pytest.mark.parametrize("name", ["full", "nulls", "short", "timestamps", "unknown-members"])
def test_a_customer_comes_back_from_dynamodb_as_it_was_put(name: str) -> None:
    customer = Customer.from_json(payload(f"customer-{name}.json"))
    assert put_and_got(customer) == customer
    assert put_and_got(customer).to_json() == customer.to_json()


def test_an_item_holds_decimals_and_dates_as_strings() -> None:
    birthdate = datetime.date(1991, 5, 17)
    customer = Customer(
        birthdate=birthdate, metadata={"a": [0.1]}, extra={"b": 4.75}, nulls=frozenset({"phone"})
    )
    item = module_of("dynamodb").to_item(customer)
    assert (item["birthdate"], item["phone"]) == ("1991-05-17", None)
    assert (item["metadata"], item["b"]) == ({"a": [Decimal("0.1")]}, Decimal("4.75"))


FLOATS = [0.1, 1e-7, 1 / 3, 5e-100, 12.0, -0.0, 1e16, 1e22, 1e23, -1e23, 1.2345678901234567e19, 9e37]
INTEGERS = [0, 12345678901234567890, 10**23, 1 - 10**38]


@pytest.mark.parametrize("number", [*FLOATS, *INTEGERS])
def test_a_number_comes_back_from_dynamodb_as_one_that_is_equal(number: float) -> None:
    customer = Customer(metadata={"number": number})
    again = put_and_got(customer)
    assert again == customer
    assert type(again.metadata["number"]) is (int if number == int(number) else float)


@pytest.mark.parametrize("number", [1e40, 2**127, 10**38, 1e-200])
def test_a_number_that_dynamodb_cannot_keep_is_refused_and_not_rounded(number: float) -> None:
    item = module_of("dynamodb").to_item(Customer(metadata={"number": number}))
    with pytest.raises(decimal.DecimalException):
        as_boto3_returns(item)


def test_attributes_that_the_table_adds_are_kept_apart() -> None:
    customer = module_of("dynamodb").from_item({"id": "cust_1", "expires": Decimal(1770000000)})
    assert customer.extra == {"expires": 1770000000}


def test_an_item_that_is_no_customer_is_an_error_without_its_values() -> None:
    with pytest.raises(DecodeError) as raised:
        module_of("dynamodb").from_item({"id": "cust_1", "birthdate": PRIVATE})
    assert PRIVATE not in everything_in(raised.value)


# --- the recipes as files ------------------------------------------------------------------------

each_recipe = pytest.mark.parametrize("path", RECIPES, ids=lambda path: path.stem)
NAMES = sorted({name for name, _, _ in TRIGGERS.values()})


def test_there_is_a_recipe_for_each_trigger() -> None:
    assert [path.stem for path in RECIPES] == sorted([*NAMES, "dynamodb"])


@pytest.mark.parametrize("name", NAMES)
def test_a_recipe_logs_the_type_of_the_event_and_the_id_of_the_customer_only(
    name: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    customer = Customer(id="cust_1", name=PRIVATE, email=PRIVATE)
    module_of(name).on_customer(Webhook(type="customer.created", extra={"email": PRIVATE}), customer)
    assert caplog.messages == ["customer.created: customer cust_1"]


@each_recipe
def test_a_recipe_uses_the_standard_library_and_imports_this_package_in_one_line(path: Path) -> None:
    imported = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            imported += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            imported += [node.module or "."]
    assert imported.count("customer_activity") == 1
    assert {*imported} - {"customer_activity", "collections.abc"} <= sys.stdlib_module_names


@each_recipe
def test_a_recipe_is_short(path: Path) -> None:
    text = path.read_text("utf-8")
    docstring = ast.get_docstring(ast.parse(text)) or ""
    assert len(text.splitlines()) - len(docstring.splitlines()) < 55


# Loads each recipe that stands in the folder, calls its handler, and prints what that answers.
APPLICATION = """\
import importlib, json, logging, os, sys

root, os.environ["VOUCHERIFY_SECRET"] = sys.argv[1:]
sys.path.insert(0, root)
logging.basicConfig(level="INFO", stream=sys.stdout, format="%(name)s %(message)s")
for name, event in json.load(sys.stdin).items():
    print(json.dumps(importlib.import_module(f"app.{name}").handler(event, None)))
from app import dynamodb
assert dynamodb.from_item(dynamodb.to_item(dynamodb.Customer(id="cust_1"))) == dynamodb.Customer(id="cust_1")
print(sorted({name.partition(".")[0] for name in sys.modules} & {"app", "customer_activity"}))
"""


def test_the_recipes_run_with_a_vendored_copy_when_one_line_is_changed(tmp_path: Path) -> None:
    package = Path(customer_activity.__file__).parent
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(package, tmp_path / "app/_vendor/voucherify", ignore=ignored)
    for path in RECIPES:
        before, change, after = path.read_text("utf-8").partition("\nfrom customer_activity import ")
        assert change and "`from app._vendor.voucherify import ...`" in before
        changed = f"{before}\nfrom app._vendor.voucherify import {after}"
        (tmp_path / "app" / path.name).write_text(changed, "utf-8")
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-W", "error", "-c", APPLICATION, str(tmp_path), SECRET],
        input=json.dumps({name: event_of(WEBHOOK) for name, event_of, _ in TRIGGERS.values()}),
        capture_output=True,
        text=True,
    )
    assert done.stderr == ""
    expected = []
    for name, answer in {name: answer for name, _, answer in TRIGGERS.values()}.items():
        expected += [f"app.{name} customer.updated: customer cust_Gs9uH4pM", json.dumps(answer)]
    assert done.stdout.splitlines() == [*expected, "['app']"]
