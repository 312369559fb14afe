# SPDX-License-Identifier: MIT
"""The recipes for AWS Lambda, called with events as AWS documents them."""

from __future__ import annotations

import base64
import datetime
import decimal
import hashlib
import hmac
import importlib.util
import inspect
import json
import logging
import os
import re
import shutil
import subprocess
import sys
import urllib.parse
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest

import customer_activity
from customer_activity import Customer, CustomerActivity, DecodeError, Webhook

HERE = Path(__file__).parent
RECIPES = sorted((HERE.parent / "examples" / "aws_lambda").glob("*.py"))
SECRET = "made-up-secret-ü"
PRIVATE = "noor.private@example.com"
Event = dict[str, Any]


def payload(name: str) -> str:
    return json.dumps(json.loads((HERE / "payloads" / name).read_bytes()), separators=(",", ":"))


def webhook(customer: str, type: str = "customer.updated") -> str:
    return json.dumps({"type": type, "data": {"customer": {"id": customer, "email": PRIVATE}}})


WEBHOOK = payload("webhook.json")
NON_ASCII = '{"type":"customer.updated","data":{"customer":{"id":"cust_Å","name":"Åse Žižková ☕"}}}'


# --- the events ----------------------------------------------------------------------------------


def signature_of(body: str) -> str:
    return hmac.new(SECRET.encode(), body.encode(), hashlib.sha256).hexdigest()


def rest_api(headers: dict[str, str]) -> Event:
    """Payload format 1.0 of API Gateway, which keeps the names as the client wrote them."""
    headers = {name.title(): value for name, value in headers.items()}
    lists = {name: [value] for name, value in headers.items()}
    return {"resource": "/hook", "httpMethod": "POST", "headers": headers, "multiValueHeaders": lists}


def http_api(headers: dict[str, str]) -> Event:
    """Payload format 2.0 of API Gateway."""
    return {"version": "2.0", "routeKey": "POST /hook", "rawPath": "/hook", "headers": headers}


def function_url(headers: dict[str, str]) -> Event:
    return {**http_api(headers), "routeKey": "$default", "cookies": [], "pathParameters": None}


def alb(headers: dict[str, str]) -> Event:
    return {"requestContext": {"elb": {}}, "httpMethod": "POST", "path": "/hook", "headers": headers}


def alb_multi_value(headers: dict[str, str]) -> Event:
    """A load balancer whose target group has multi-value headers switched on: there is no `headers`."""
    lists = {name: [value] for name, value in headers.items()}
    return {"requestContext": {"elb": {}}, "httpMethod": "POST", "path": "/hook", "multiValueHeaders": lists}


HTTP = [rest_api, http_api, function_url, alb, alb_multi_value]
MakeRequest = Callable[[dict[str, str]], Event]


def request(make: MakeRequest, body: str | None, signature: str | None, is_base64: bool = False) -> Event:
    headers = {"content-type": "application/json", "host": "hooks.example.com"}
    if signature is not None:
        headers["x-voucherify-signature"] = signature
    event = {**make(headers), "isBase64Encoded": is_base64}
    return event if body is None else {**event, "body": body}


def signed_request(make: MakeRequest, text: str) -> Event:
    return request(make, text, signature_of(text))


def signed_base64(text: str) -> Event:
    return request(http_api, base64.b64encode(text.encode()).decode(), signature_of(text), is_base64=True)


def message(id: str, content: Event, queue: str = "webhooks", group: str | None = None) -> Event:
    """What SQS gives to Lambda in a batch. Fair queues, which are standard ones, have groups too."""
    attributes = {"ApproximateReceiveCount": "1", "SentTimestamp": "1739190601000"}
    return {
        "messageId": id,
        "messageAttributes": {},
        "attributes": attributes if group is None else {**attributes, "MessageGroupId": group},
        "eventSource": "aws:sqs",
        "eventSourceARN": f"arn:aws:sqs:eu-west-1:123456789012:{queue}",
        **content,
    }


def plain(text: str) -> Event:
    return {"body": text}


def notified(text: str) -> Event:
    """What SNS puts into a queue that is subscribed without raw message delivery."""
    notification = {"Type": "Notification", "TopicArn": "arn:aws:sns:eu-west-1:1:hooks", "Message": text}
    return {"body": json.dumps(notification, indent=2)}


def signed(text: str, **changes: str) -> Event:
    """What API Gateway puts into a queue, with the signature as an attribute."""
    attribute = {"stringValue": signature_of(text), "dataType": "String", **changes}
    return {"body": text, "messageAttributes": {"x-voucherify-signature": attribute}}


Put = Callable[[str], Event]
QUEUES: dict[str, Put] = {"sqs": plain, "sns_through_sqs": notified, "api_gateway_through_sqs": signed}


def batch_of_one(put: Put, text: str) -> Event:
    return {"Records": [message("a", put(text))]}


def sns(text: str) -> Event:
    return {"Records": [{"EventSource": "aws:sns", "Sns": {"Type": "Notification", "Message": text}}]}


def eventbridge(text: str) -> Event:
    return {"version": "0", "detail-type": "customer activity", "detail": json.loads(text)}


def status(code: int) -> Event:
    return {"statusCode": code, "body": ""}


def failed(*ids: str) -> Event:
    return {"batchItemFailures": [{"itemIdentifier": id} for id in ids]}


class Trigger(NamedTuple):
    """A recipe, the event that brings it a webhook, and what it answers: None is an exception."""

    recipe: str
    event_of: Callable[[str], Event]
    when_done: Event
    when_undecodable: Event | None
    when_your_code_fails: Event | None


HTTP_ANSWERS = status(200), status(200), status(500)
QUEUE_ANSWERS = failed(), failed("a"), failed("a")
TRIGGERS = {
    **{make.__name__: Trigger("http_webhook", partial(signed_request, make), *HTTP_ANSWERS) for make in HTTP},
    "Base64": Trigger("http_webhook", signed_base64, *HTTP_ANSWERS),
    **{name: Trigger(name, partial(batch_of_one, put), *QUEUE_ANSWERS) for name, put in QUEUES.items()},
    "sns": Trigger("sns", sns, {}, None, None),
    "eventbridge": Trigger("eventbridge", eventbridge, {}, None, None),
}
each_trigger = pytest.mark.parametrize("trigger", TRIGGERS.values(), ids=TRIGGERS)


# --- the recipes ---------------------------------------------------------------------------------


def module_of(name: str) -> ModuleType:
    # By its path, so that the tests also run where they are copied to.
    spec = importlib.util.spec_from_file_location(
        f"recipe_{name}", HERE.parent / "examples" / "aws_lambda" / f"{name}.py"
    )
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Recipe:
    """A recipe, what it handed to its user's code, and what it logged."""

    def __init__(self, name: str, log: pytest.LogCaptureFixture) -> None:
        self.module = module_of(name)
        self.log = log
        self.calls: list[tuple[Any, Customer]] = []
        self.problems: dict[str, Exception] = {}  # what the user's code raises, by the customer's id
        vars(self.module)["on_customer"] = self.on_customer

    def on_customer(self, whole: Any, customer: Customer) -> None:
        self.calls.append((whole, customer))
        if customer.id in self.problems:
            raise self.problems[customer.id]

    def __call__(self, event: Event) -> Event:
        # Lambda hands over what it parsed from JSON, and writes the answer as JSON.
        answer = self.module.handler(json.loads(json.dumps(event)), object())
        return dict(json.loads(json.dumps(answer)))

    @property
    def ids(self) -> list[str | None]:
        return [customer.id for _, customer in self.calls]

    @property
    def logged(self) -> list[tuple[str, str]]:
        return [(record.levelname, record.getMessage()) for record in self.log.records]


Load = Callable[[str], Recipe]


@pytest.fixture
def load(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> Iterator[Load]:
    """Loads a recipe. Each of its log entries is one line of ASCII, without a value of the payload."""
    monkeypatch.setenv("VOUCHERIFY_SECRET", SECRET)
    caplog.set_level(logging.DEBUG)
    yield lambda name: Recipe(name, caplog)
    for line in caplog.get_records("call"):
        assert line.exc_info is None
        assert line.getMessage().isascii() and line.getMessage().isprintable()
        assert PRIVATE not in line.getMessage()
    assert PRIVATE not in capsys.readouterr().out


# --- what all of them do -------------------------------------------------------------------------

TAKEN = {
    "a webhook": (WEBHOOK, ["cust_Gs9uH4pM"]),
    "of another family": (payload("webhook-voucher-published.json"), ["cust_Jd3wF5xA"]),
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
def test_a_webhook_with_data_is_accepted(load: Load, trigger: Trigger, text: str, ids: list[str]) -> None:
    recipe = load(trigger.recipe)
    assert recipe(trigger.event_of(text)) == trigger.when_done
    assert recipe.ids == ids
    assert recipe.logged == []


@each_trigger
def test_your_code_gets_the_webhook_or_activity_with_the_customer(load: Load, trigger: Trigger) -> None:
    recipe = load(trigger.recipe)
    text = webhook("cust_1", type="customer.deleted")
    recipe(trigger.event_of(text))
    decode = CustomerActivity.from_json if trigger.recipe == "eventbridge" else Webhook.from_json
    assert recipe.calls == [(decode(text), Customer(id="cust_1", email=PRIVATE))]


def about(customer: str) -> str:
    return f'{{"type":"t","data":{{"customer":{customer}}}}}'


NO_MEMBERS = "$: expected a webhook, got an object with none of its members"
UNDECODABLE = {
    "a wrong member": (
        about(f'{{"loyalty":{{"points":"{PRIVATE}"}}}}'),
        "$.data.customer.loyalty.points: expected an integer, got a string",
    ),
    "what the vendor's documentation shows": (
        about('{"referrals":{"campaigns":["Spring"]}}'),
        "$.data.customer.referrals.campaigns[0]: expected an object, got a string",
    ),
    "a designed customer": (
        about(f'{{"ID":"cust_1","mail":"{PRIVATE}"}}'),
        "$.data.customer: expected a customer, got an object with none of its members",
    ),
    "a designed e-mail": (about(f'"{PRIVATE}"'), "$.data.customer: expected an object, got a string"),
    "designed points": ('{"data":{"points":"604"}}', "$.data.points: expected an integer, got a string"),
    "a designed order": ('{"data":{"order":"ord_1"}}', "$.data.order: expected an object, got a string"),
    "a key that is not ASCII": (
        about('{"loyalty":{"campaigns":{"Wiosna ☕":"a"}}}'),
        '$.data.customer.loyalty.campaigns["Wiosna ☕"]: expected an object, got a string',
    ),
    "a key that forges a line": (
        about('{"loyalty":{"campaigns":{"\\n[ERROR] \\ud83d":"a"}}}'),
        '$.data.customer.loyalty.campaigns["\\n[ERROR] \\ud83d"]: expected an object, got a string',
    ),
    "something else": (f'{{"email":"{PRIVATE}"}}', NO_MEMBERS),
    "a notification of SNS": (notified(WEBHOOK)["body"], NO_MEMBERS),
    "no object": (f'["{PRIVATE}"]', "$: expected an object, got an array"),
    "null for data": ('{"type":"t","data":null}', "$.data: expected the data of an event, got none"),
    "no members": ("{}", "$.data: expected the data of an event, got none"),
    "no JSON": (f'{{"email":"{PRIVATE}"}}}}', "$: expected JSON, got more text from column 37 on"),
    "nothing": ("", "$: expected JSON, got no text"),
    "nested too deep": (
        '{"data":' * 100_000 + "{}" + "}" * 100_000,
        "$: expected JSON, got text nested too deep to read",
    ),
}
NO_DETAIL = ["no JSON", "nothing", "nested too deep"]  # a detail is an object that EventBridge has read
EACH = [
    (name, case)
    for name in TRIGGERS
    for case in UNDECODABLE
    if name != "eventbridge" or case not in NO_DETAIL
]


@pytest.mark.parametrize(("name", "case"), EACH)
def test_what_does_not_decode_is_accepted_over_http_and_fails_alone_elsewhere(
    load: Load, name: str, case: str
) -> None:
    trigger = TRIGGERS[name]
    text, reason = UNDECODABLE[case]
    recipe = load(trigger.recipe)
    if trigger.when_undecodable is None:
        with pytest.raises(DecodeError) as caught:
            recipe(trigger.event_of(text))
        kind = "an activity" if name == "eventbridge" else "a webhook"
        assert str(caught.value) == reason.replace("a webhook", kind)
    else:
        assert recipe(trigger.event_of(text)) == trigger.when_undecodable
        what = "a signed webhook does not decode" if trigger.recipe == "http_webhook" else "message a failed"
        assert recipe.logged == [("ERROR", f"{what}: {reason!a}")]
    assert recipe.calls == []


LINES = r"/\S+\.py:\d+, (/\S+\.py:\d+, )?/\S+test_aws_lambda\.py:\d+"
PROBLEMS: dict[str, tuple[type[Exception], list[Any], str]] = {
    "an error with a value": (KeyError, [PRIVATE], f"KeyError at {LINES}"),
    "one that forges a line": (RuntimeError, ["\n[ERROR] \ud83d"], f"RuntimeError at {LINES}"),
    "our own": (DecodeError, [("a",), "a string", "null"], r"\$\.a: expected a string, got null"),
}


@pytest.mark.parametrize(("kind", "arguments", "described"), PROBLEMS.values(), ids=PROBLEMS)
@each_trigger
def test_an_exception_of_your_code_has_the_webhook_sent_again_and_is_logged_without_its_text(
    load: Load, trigger: Trigger, kind: type[Exception], arguments: list[Any], described: str
) -> None:
    recipe = load(trigger.recipe)
    recipe.problems["cust_1"] = kind(*arguments)
    event = trigger.event_of(webhook("cust_1"))
    if trigger.when_your_code_fails is None:
        with pytest.raises(kind):
            recipe(event)
    else:
        assert recipe(event) == trigger.when_your_code_fails
        what = "webhook answered with 500" if trigger.recipe == "http_webhook" else "message a failed"
        [(level, line)] = recipe.logged
        assert level == "ERROR" and re.fullmatch(f"{what}: '{described}'", line)


def test_a_body_that_your_code_could_not_keep_is_sent_again(load: Load) -> None:
    recipe = load("http_webhook")
    kept = []

    def on_undecodable(body: str | bytes, error: DecodeError) -> None:
        kept.append((body, error.path))
        if len(kept) == 1:
            raise ConnectionError(PRIVATE)

    vars(recipe.module)["on_undecodable"] = on_undecodable
    event = signed_base64('{"data":7}')
    assert [recipe(event), recipe(event)] == [status(500), status(200)]
    assert kept == [(b'{"data":7}', ("data",))] * 2


# --- the order of a FIFO queue -------------------------------------------------------------------

# The queue, and a batch of messages, named by group and number: `!` makes your code raise, `?` is no JSON.
# Then the messages that are reported, and those that your code has seen.
BATCHES = {
    "standard": ("webhooks", "a1 a2! a3 b4? b5", "a2 b4", "a1 a2 a3 b5"),
    "standard, by name": ("fifo-webhooks", "a1! a2", "a1", "a1 a2"),
    "FIFO": ("webhooks.fifo", "a1 a2! a3 b4 a5", "a2 a3 a5", "a1 a2 b4"),
    "FIFO, does not decode": ("webhooks.fifo", "a1? a2 b3", "a1 a2", "b3"),
    "FIFO, two groups": ("webhooks.fifo", "a1! b2? a3? b4! c5", "a1 b2 a3 b4", "a1 c5"),
    "FIFO, all is well": ("webhooks.fifo", "a1 b2 a3 b4", "", "a1 b2 a3 b4"),
    "nothing": ("webhooks.fifo", "", "", ""),
}


@pytest.mark.parametrize(("queue", "messages", "reported", "seen"), BATCHES.values(), ids=BATCHES)
@pytest.mark.parametrize("name", QUEUES)
def test_a_message_fails_alone_but_nothing_overtakes_it_in_its_group_of_a_fifo_queue(
    load: Load, name: str, queue: str, messages: str, reported: str, seen: str
) -> None:
    recipe = load(name)
    records = []
    for word in messages.split():
        id = word[:2]
        content = QUEUES[name]("?" if word.endswith("?") else webhook(id))
        records.append(message(id, content, queue, group=id[0]))
        if word.endswith("!"):
            recipe.problems[id] = RuntimeError()
    assert recipe({"Records": records}) == failed(*reported.split())
    assert recipe.ids == seen.split()


# --- the log under Lambda's default settings -----------------------------------------------------

PRINTED = {
    "a webhook": (WEBHOOK, "'customer.updated': customer 'cust_Gs9uH4pM'"),
    "what forges a line": (
        '{"type":"Hi\\n[ERROR] \\ud83d \\u001b[2J","data":{"customer":{"id":"☕\\r\\n"}}}',
        r"'Hi\n[ERROR] \ud83d \x1b[2J': customer '\u2615\r\n'",
    ),
    "a distribution": (
        '{"type":"Voucher-redeemed","event":{"type":"customer.created"},"data":{"customer":{"id":"c"}}}',
        "'customer.created': customer 'c'",
    ),
}


# EventBridge brings activities, which distributions do not send.
@pytest.mark.parametrize(
    ("name", "case"),
    [(n, c) for n in TRIGGERS for c in PRINTED if (n, c) != ("eventbridge", "a distribution")],
)
def test_what_comes_from_outside_is_printed_as_one_line_of_ascii(
    name: str, case: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VOUCHERIFY_SECRET", SECRET)
    trigger = TRIGGERS[name]
    text, line = PRINTED[case]
    assert module_of(trigger.recipe).handler(trigger.event_of(text), object()) == trigger.when_done
    assert capsys.readouterr() == (line + "\n", "")


# --- the signature -------------------------------------------------------------------------------

each_that_checks = pytest.mark.parametrize(
    "trigger", [TRIGGERS["rest_api"], TRIGGERS["api_gateway_through_sqs"]]
)


@each_that_checks
def test_white_space_around_the_secret_is_no_part_of_it(
    load: Load, trigger: Trigger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VOUCHERIFY_SECRET", f" {SECRET}\r\n")
    assert load(trigger.recipe)(trigger.event_of(WEBHOOK)) == trigger.when_done


@each_that_checks
def test_a_function_without_a_secret_does_not_start(
    load: Load, trigger: Trigger, monkeypatch: pytest.MonkeyPatch
) -> None:
    for secret in "", "\n":
        monkeypatch.setenv("VOUCHERIFY_SECRET", secret)
        with pytest.raises(ValueError, match=r"^VOUCHERIFY_SECRET is empty$"):
            load(trigger.recipe)
    monkeypatch.delenv("VOUCHERIFY_SECRET")
    with pytest.raises(KeyError, match=r"^'VOUCHERIFY_SECRET'$"):
        load(trigger.recipe)


each_http = pytest.mark.parametrize("make", HTTP)


@each_http
def test_a_body_with_white_space_fits_the_signature_of_the_compact_one(load: Load, make: MakeRequest) -> None:
    indented = json.dumps(json.loads(WEBHOOK), indent=2)
    assert load("http_webhook")(request(make, indented, signature_of(WEBHOOK))) == status(200)


SIGNATURE = signature_of(WEBHOOK)
ENCODED = base64.b64encode(WEBHOOK.encode()).decode()
REASONS = {
    400: "the body is not the Base64 that it is said to be",
    401: "the signature does not fit the body",
}
REFUSED: dict[str, tuple[int, str | None, str | None, bool]] = {
    "the signature of another body": (401, WEBHOOK.replace("12990", "12991"), SIGNATURE, False),
    "no body": (401, None, SIGNATURE, False),
    "a signature in upper case": (401, WEBHOOK, SIGNATURE.upper(), False),
    "an empty signature": (401, WEBHOOK, "", False),
    "a signature that is not ASCII": (401, WEBHOOK, "é" * 64, False),
    "no signature": (401, WEBHOOK, None, False),
    "no signature, and the body would not decode": (401, PRIVATE, None, False),
    "Base64 of another body": (401, ENCODED[:-4], SIGNATURE, True),
    "Base64 that is cut": (400, ENCODED[:-1], SIGNATURE, True),
    "Base64 with another character": (400, ENCODED[:8] + "!" + ENCODED[8:], SIGNATURE, True),
    "Base64 that is not ASCII": (400, ENCODED + "é", SIGNATURE, True),
    "no Base64": (400, WEBHOOK, SIGNATURE, True),
}


@pytest.mark.parametrize("case", REFUSED)
@each_http
def test_what_is_not_signed_is_answered_401_and_what_cannot_have_been_signed_400(
    load: Load, make: MakeRequest, case: str
) -> None:
    code, body, signature, is_base64 = REFUSED[case]
    recipe = load("http_webhook")
    assert recipe(request(make, body, signature, is_base64)) == status(code)
    reason = "there is no signature" if signature is None else REASONS[code]
    assert recipe.logged == [("WARNING", f"webhook refused with {code}: {reason}")]
    assert recipe.calls == []


def test_a_request_without_any_header_is_answered_401(load: Load) -> None:
    event = {"headers": None, "multiValueHeaders": None, "body": WEBHOOK, "isBase64Encoded": False}
    assert load("http_webhook")(event) == status(401)


# --- through a queue -----------------------------------------------------------------------------

BINARY = {"binaryValue": base64.b64encode(SIGNATURE.encode()).decode(), "dataType": "Binary"}
NO_NOTIFICATION = re.escape("$: expected a notification of SNS, got another text")
FAILING = {
    "api_gateway_through_sqs": {
        "no attributes": plain(WEBHOOK),
        "another attribute": {**plain(WEBHOOK), "messageAttributes": {"trace": {"stringValue": "1"}}},
        "empty": signed(WEBHOOK, stringValue=""),
        "upper case": signed(WEBHOOK, stringValue=SIGNATURE.upper()),
        "another body": {**signed(webhook("cust_1")), "body": WEBHOOK},
        "would not decode": plain(PRIVATE),
        "binary": {**plain(WEBHOOK), "messageAttributes": {"x-voucherify-signature": BINARY}},
    },
    "sns_through_sqs": {
        "a webhook": plain(WEBHOOK),
        "text": plain(PRIVATE),
        "an array": plain(f'["{PRIVATE}"]'),
        "a string": plain(f'"{PRIVATE}"'),
        "null": plain("null"),
        "nested too deep": plain("[" * 100_000),
        "an object for a text": plain(f'{{"Message":{{"email":"{PRIVATE}"}}}}'),
    },
}


@pytest.mark.parametrize(("name", "case"), [(name, case) for name in FAILING for case in FAILING[name]])
def test_what_is_not_signed_behind_api_gateway_or_no_notification_behind_a_topic_is_a_failure(
    load: Load, name: str, case: str
) -> None:
    recipe = load(name)
    assert recipe({"Records": [message("a", FAILING[name][case])]}) == failed("a")
    assert recipe.calls == []
    reason = {"api_gateway_through_sqs": r"SignatureError at [^$]+", "sns_through_sqs": NO_NOTIFICATION}[name]
    [(level, line)] = recipe.logged
    assert level == "ERROR" and re.fullmatch(f"message a failed: '{reason}'", line)


def test_the_integration_of_an_http_api_makes_what_the_function_reads(load: Load) -> None:
    recipe = load("api_gateway_through_sqs")
    [mapping] = re.findall(r"MessageAttributes: >-\n((?: {6}.*\n)+)", str(recipe.module.__doc__))
    filled = mapping.replace("${request.header.x-voucherify-signature}", signature_of(WEBHOOK))
    [(name, value)] = json.loads(filled).items()
    attributes = {name: {"stringValue": value["StringValue"], "dataType": value["DataType"]}}
    assert recipe({"Records": [message("a", {"body": WEBHOOK, "messageAttributes": attributes})]}) == failed()
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
    content = {"body": sent.pop("MessageBody"), "messageAttributes": attributes}
    assert recipe({"Records": [message("a", content)]}) == failed()
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


# --- the recipes as files ------------------------------------------------------------------------

SHARED = {
    "handler": QUEUES,
    "message_group": QUEUES,
    "process_message": QUEUES,
    "describe": [*QUEUES, "http_webhook"],
    "on_customer": QUEUES,
}


@pytest.mark.parametrize(("function", "names"), SHARED.items(), ids=SHARED)
def test_what_recipes_share_is_the_same_in_each_copy(
    function: str, names: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # A recipe is copied as one file, so it cannot import what it shares with others.
    monkeypatch.setenv("VOUCHERIFY_SECRET", SECRET)
    sources = {name: inspect.getsource(getattr(module_of(name), function)) for name in names}
    assert sources == dict.fromkeys(names, sources["sqs"])


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An application with the recipes and a vendored copy, for which one line of each recipe is changed."""
    root = tmp_path_factory.mktemp("app")
    package = Path(customer_activity.__file__).parent
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(package, root / "app/_vendor/customer_activity", ignore=ignored)
    for path in RECIPES:
        before, change, after = path.read_text("utf-8").partition("\nfrom customer_activity import ")
        assert change and "`from app._vendor.customer_activity import ...`" in before
        changed = f"{before}\nfrom app._vendor.customer_activity import {after}"
        (root / "app" / path.name).write_text(changed, "utf-8")
    return root


# Loads each recipe that stands in the folder, calls its handler, and prints what that answers.
APPLICATION = """\
import importlib, json, sys

sys.path.insert(0, sys.argv[1])
for name, event in json.load(sys.stdin).items():
    print(json.dumps(importlib.import_module(f"app.{name}").handler(event, None)))
from app import dynamodb
assert dynamodb.from_item(dynamodb.to_item(dynamodb.Customer(id="cust_1"))) == dynamodb.Customer(id="cust_1")
print(sorted({name.partition(".")[0] for name in sys.modules} & {"app", "customer_activity"}))
"""


def test_the_recipes_run_with_a_vendored_copy_and_nothing_else(app: Path) -> None:
    events = {trigger.recipe: trigger.event_of(WEBHOOK) for trigger in TRIGGERS.values()}
    assert [path.stem for path in RECIPES] == sorted([*events, "dynamodb"])
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-W", "error", "-c", APPLICATION, str(app)],
        input=json.dumps(events),
        env={**os.environ, "VOUCHERIFY_SECRET": SECRET},
        capture_output=True,
        text=True,
    )
    assert done.stderr == ""
    expected = []
    for answer in {trigger.recipe: trigger.when_done for trigger in TRIGGERS.values()}.values():
        expected += ["'customer.updated': customer 'cust_Gs9uH4pM'", json.dumps(answer)]
    assert done.stdout.splitlines() == [*expected, "['app']"]


def test_mypy_finds_nothing_in_the_recipes_with_a_vendored_copy(app: Path) -> None:
    pytest.importorskip("mypy", reason="mypy is not installed for this interpreter")
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--cache-dir", ".mypy"]
    done = subprocess.run([*command, "-p", "app"], cwd=app, capture_output=True, text=True)
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)
