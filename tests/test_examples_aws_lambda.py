# SPDX-License-Identifier: MIT
"""The AWS Lambda examples, called with events as AWS documents them."""

from __future__ import annotations

import base64
import datetime
import decimal
import hmac
import importlib.util
import inspect
import itertools
import json
import logging
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, NamedTuple

import pytest

import customer_activity
from customer_activity import Customer, CustomerActivity, DecodeError, Webhook

pytestmark = pytest.mark.needs_processes

HERE = Path(__file__).parent
EXAMPLES = sorted((HERE.parent / "examples" / "aws_lambda").glob("*.py"))
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


def sign(body: str) -> str:
    return hmac.digest(SECRET.encode(), body.encode(), "sha256").hex()


def rest_api(method: str, headers: dict[str, str]) -> Event:
    """API Gateway's payload format 1.0, which keeps header names as the client wrote them."""
    headers = {name.title(): value for name, value in headers.items()}
    lists = {name: [value] for name, value in headers.items()}
    return {"resource": "/hook", "httpMethod": method, "headers": headers, "multiValueHeaders": lists}


def http_api(method: str, headers: dict[str, str]) -> Event:
    """API Gateway's payload format 2.0, which function URLs have too."""
    context = {"http": {"method": method, "path": "/hook"}}
    return {"version": "2.0", "rawPath": "/hook", "headers": headers, "requestContext": context}


def alb(method: str, headers: dict[str, str]) -> Event:
    return {"requestContext": {"elb": {}}, "httpMethod": method, "path": "/hook", "headers": headers}


def alb_multi_value(method: str, headers: dict[str, str]) -> Event:
    """A load balancer whose target group has multi-value headers switched on: there is no `headers`."""
    lists = {name: [value] for name, value in headers.items()}
    return {"requestContext": {"elb": {}}, "httpMethod": method, "path": "/hook", "multiValueHeaders": lists}


HTTP = [rest_api, http_api, alb, alb_multi_value]
MakeRequest = Callable[[str, dict[str, str]], Event]


def request(make: MakeRequest, body: str | None, signature: str | None, is_base64: bool = False) -> Event:
    headers = {"content-type": "application/json", "host": "hooks.example.com"}
    if signature is not None:
        headers["x-voucherify-signature"] = signature
    event = {**make("POST", headers), "isBase64Encoded": is_base64}
    return event if body is None else {**event, "body": body}


def signed_request(make: MakeRequest, text: str) -> Event:
    return request(make, text, sign(text))


def encode(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def signed_base64(text: str) -> Event:
    return request(http_api, encode(text), sign(text), is_base64=True)


def message(id: str, content: Event, queue: str = "webhooks", group: str | None = None) -> Event:
    """A message as SQS passes it to Lambda. Fair queues, which are standard ones, have groups too."""
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


def in_base64(text: str) -> Event:
    return {"body": encode(text)}


def notified(text: str) -> Event:
    """What SNS sends to a subscribed queue without raw message delivery."""
    notification = {"Type": "Notification", "TopicArn": "arn:aws:sns:eu-west-1:1:hooks", "Message": text}
    return {"body": json.dumps(notification, indent=2)}


def signed(text: str, **changes: str) -> Event:
    """What API Gateway sends to a queue: the signature is an attribute."""
    attribute = {"stringValue": sign(text), "dataType": "String", **changes}
    return {"body": text, "messageAttributes": {"x-voucherify-signature": attribute}}


def signed_in_base64(text: str) -> Event:
    return {**signed(text), **in_base64(text)}


Put = Callable[[str], Event]
QUEUES: dict[str, Put] = {"sqs": plain, "sns_through_sqs": notified, "api_gateway_through_sqs": signed}
IN_BASE64: dict[str, Put] = {"sqs": in_base64, "api_gateway_through_sqs": signed_in_base64}


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
    """An example, the event that brings it a webhook, and its responses; it raises where they are None."""

    example: str
    make_event: Callable[[str], Event]
    when_done: Event | None
    when_undecodable: Event | None
    when_your_code_fails: Event | None


HTTP_RESPONSES = status(200), status(200), status(500)
QUEUE_RESPONSES = failed(), failed("a"), failed("a")
TRIGGERS = {
    **{
        make.__name__: Trigger("http_webhook", partial(signed_request, make), *HTTP_RESPONSES)
        for make in HTTP
    },
    "http_api, Base64": Trigger("http_webhook", signed_base64, *HTTP_RESPONSES),
    **{name: Trigger(name, partial(batch_of_one, put), *QUEUE_RESPONSES) for name, put in QUEUES.items()},
    **{
        f"{name}, Base64": Trigger(name, partial(batch_of_one, put), *QUEUE_RESPONSES)
        for name, put in IN_BASE64.items()
    },
    "sns": Trigger("sns", sns, None, None, None),
    "eventbridge": Trigger("eventbridge", eventbridge, None, None, None),
}
each_trigger = pytest.mark.parametrize("trigger", TRIGGERS.values(), ids=TRIGGERS)


# --- the examples --------------------------------------------------------------------------------


class Sqs:
    """Stands in for the client of boto3, which `interop/test_examples_aws.py` uses."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []

    def send_message(self, **arguments: Any) -> None:
        self.sent.append(arguments)


def load_module(name: str) -> ModuleType:
    path = HERE.parent / "examples" / "aws_lambda" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"example_{name}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Example:
    """An example, what it passed to the user's code, and what it logged."""

    def __init__(self, name: str, log: pytest.LogCaptureFixture) -> None:
        self.module = load_module(name)
        self.log = log
        self.calls: list[tuple[Any, Customer]] = []
        self.problems: dict[str, Exception] = {}  # what the user's code raises, by the customer's id
        vars(self.module)["on_customer"] = self.on_customer

    def on_customer(self, whole: Any, customer: Customer) -> None:
        self.calls.append((whole, customer))
        if customer.id in self.problems:
            raise self.problems[customer.id]

    def __call__(self, event: Event) -> Event | None:
        # Lambda passes parsed JSON, and writes the response as JSON.
        response: Event | None = self.module.handler(json.loads(json.dumps(event)), object())
        json.dumps(response)
        return response

    @property
    def ids(self) -> list[str | None]:
        return [customer.id for _, customer in self.calls]

    @property
    def logged(self) -> list[tuple[str, str]]:
        return [(record.levelname, record.getMessage()) for record in self.log.records]


Load = Callable[[str], Example]


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> Sqs:
    sqs = Sqs()
    monkeypatch.setitem(sys.modules, "boto3", SimpleNamespace(client=lambda name: sqs))
    monkeypatch.setenv("VOUCHERIFY_SECRET", SECRET)
    monkeypatch.setenv("QUEUE_URL", "https://sqs.eu-west-1.amazonaws.com/123456789012/webhooks")
    return sqs


@pytest.fixture
def load(caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]) -> Iterator[Load]:
    """Loads an example, and checks that it logs single lines of ASCII without personal data."""
    yield lambda name: Example(name, caplog)
    for line in caplog.get_records("call"):
        assert line.exc_info is None
        assert line.getMessage().isascii() and line.getMessage().isprintable()
        assert PRIVATE not in line.getMessage()
    assert capsys.readouterr() == ("", "")  # Lambda turns what is logged into JSON, but not what is printed


# --- what all of them do -------------------------------------------------------------------------

ACCEPTED = {
    "a webhook": (WEBHOOK, ["cust_Gs9uH4pM"]),
    "another family": (payload("webhook-voucher-published.json"), ["cust_Jd3wF5xA"]),
    "an activity": (payload("activity.json"), ["cust_Lh4rT8vN"]),
    "a wrapped activity": (payload("activity-wrapped.json"), ["cust_Bq6yE2sU"]),
    "not ASCII": (NON_ASCII, ["cust_Å"]),
    "U+FFFE and U+FFFF": ('{"type":"t","data":{"customer":{"id":"\ufffe\uffff"}}}', ["\ufffe\uffff"]),
    "an unknown type": ('{"type":"customer.new","data":{"data":{"customer":{"id":"cust_1"}}}}', ["cust_1"]),
    "new members": ('{"new":[1],"type":"t","data":{"customer":{"id":"cust_1","new":{}}}}', ["cust_1"]),
}


@pytest.mark.parametrize(("text", "ids"), ACCEPTED.values(), ids=ACCEPTED)
@each_trigger
def test_a_webhook_with_a_customer_reaches_your_code(
    load: Load, trigger: Trigger, text: str, ids: list[str]
) -> None:
    example = load(trigger.example)
    assert example(trigger.make_event(text)) == trigger.when_done
    assert example.ids == ids
    assert example.logged == []


@each_trigger
def test_your_code_gets_the_webhook_or_activity_with_the_customer(load: Load, trigger: Trigger) -> None:
    example = load(trigger.example)
    text = webhook("cust_1", type="customer.deleted")
    example(trigger.make_event(text))
    decode = CustomerActivity.from_json if trigger.example == "eventbridge" else Webhook.from_json
    assert example.calls == [(decode(text), Customer(id="cust_1", email=PRIVATE))]


DISTRIBUTION = json.dumps(
    {
        "type": "Welcome",
        "data": {"customer": {"id": "cust_1", "email": PRIVATE}},
        "source": {"object": "distribution", "id": "distr_1"},
        "event": {"type": "customer.created"},
    }
)
OTHER = {
    "no customer": ('{"type":"campaign.created","data":{"campaign":{"id":"camp_1"}}}', "'campaign.created'"),
    "empty data": ('{"type":"customer.new","data":[]}', "'customer.new'"),
    "null for data": ('{"type":"customer.new","data":null}', "'customer.new'"),
    "a distribution": (DISTRIBUTION, "'customer.created'"),
}


# EventBridge brings activities, which distributions don't send.
EACH_OTHER = [(n, c) for n in TRIGGERS for c in OTHER if (n, c) != ("eventbridge", "a distribution")]


@pytest.mark.parametrize(("name", "case"), EACH_OTHER)
def test_distributions_and_events_without_a_customer_reach_a_hook_of_their_own(
    load: Load, name: str, case: str
) -> None:
    trigger = TRIGGERS[name]
    text, type = OTHER[case]
    example = load(trigger.example)
    assert example(trigger.make_event(text)) == trigger.when_done
    assert example.logged == [("INFO", f"{type}: nothing to do")]
    assert example.calls == []


def about(customer: str) -> str:
    return f'{{"type":"t","data":{{"customer":{customer}}}}}'


UNDECODABLE = {
    "a wrong type": about(f'{{"loyalty":{{"points":"{PRIVATE}"}}}}'),
    "a customer in the merchant's own format": about(f'{{"ID":"cust_1","mail":"{PRIVATE}"}}'),
    "points of the merchant's own design": '{"data":{"points":"604"}}',
    "a key that forges a line": about('{"loyalty":{"campaigns":{"\\n[ERROR] \\ud83d":"a"}}}'),
    "an SNS notification": notified(WEBHOOK)["body"],
    "not an object": f'["{PRIVATE}"]',
    "not JSON": f'{{"email":"{PRIVATE}"}}}}',
    "an empty text": "",
    "nested too deeply": '{"data":' * 100_000 + "{}" + "}" * 100_000,
}
UNPARSED = ["not JSON", "an empty text", "nested too deeply"]  # EventBridge has parsed the detail
EACH = [
    (name, case) for name in TRIGGERS for case in UNDECODABLE if name != "eventbridge" or case not in UNPARSED
]


@pytest.mark.parametrize(("name", "case"), EACH)
def test_an_undecodable_webhook_gets_200_over_http_and_fails_alone_elsewhere(
    load: Load, name: str, case: str
) -> None:
    trigger = TRIGGERS[name]
    decode = CustomerActivity.from_json if name == "eventbridge" else Webhook.from_json
    with pytest.raises(DecodeError) as expected:
        decode(UNDECODABLE[case])
    example = load(trigger.example)
    if trigger.when_undecodable is None:
        with pytest.raises(DecodeError) as caught:
            example(trigger.make_event(UNDECODABLE[case]))
        assert str(caught.value) == str(expected.value)
    else:
        assert example(trigger.make_event(UNDECODABLE[case])) == trigger.when_undecodable
        what = "cannot decode a signed webhook" if trigger.example == "http_webhook" else "message a failed"
        assert example.logged == [("ERROR", f"{what}: {str(expected.value)!a}")]
    assert example.calls == []


# --- your code raises ----------------------------------------------------------------------------


@each_trigger
def test_an_exception_in_your_code_causes_a_retry_and_is_logged_without_its_text(
    load: Load, trigger: Trigger
) -> None:
    example = load(trigger.example)
    example.problems["cust_1"] = KeyError(PRIVATE)
    event = trigger.make_event(webhook("cust_1"))
    if trigger.when_your_code_fails is None:
        with pytest.raises(KeyError):
            example(event)
    else:
        assert example(event) == trigger.when_your_code_fails
        what = "webhook answered with 500" if trigger.example == "http_webhook" else "message a failed"
        [(level, line)] = example.logged
        assert level == "ERROR" and line.startswith(f"{what}: 'KeyError at /")


class ClientError(Exception):
    """Like boto3's, which tells its errors apart by a code."""

    def __init__(self, response: Any) -> None:
        super().__init__(PRIVATE)
        self.response = response


def chained(*errors: Exception, link: str = "__cause__") -> Exception:
    for error, cause in itertools.pairwise(errors):
        setattr(error, link, cause)
    return errors[0]


THROTTLED = {"Error": {"Code": "ThrottlingException", "Message": PRIVATE}}
DESCRIBED = {
    "an error with a value": (KeyError(PRIVATE), "KeyError at "),
    "an AWS error": (ClientError(THROTTLED), "ClientError (ThrottlingException) at "),
    "an error with another response": (ClientError(object()), "ClientError at "),
    "an error with causes": (
        chained(RuntimeError(PRIVATE), ClientError(THROTTLED), OSError(PRIVATE)),
        "RuntimeError from ClientError (ThrottlingException) from OSError at ",
    ),
    "an error in an except clause": (
        chained(TypeError(), KeyError(PRIVATE), link="__context__"),
        "TypeError from KeyError at ",
    ),
    "a long chain": (chained(*(ValueError() for _ in range(9))), " from ".join(["ValueError"] * 5) + " at "),
    "our own": (DecodeError(("a",), "a string", "null"), "$.a: expected a string, got null"),
}


@pytest.mark.parametrize(("error", "beginning"), DESCRIBED.values(), ids=DESCRIBED)
def test_a_log_entry_has_the_types_of_an_error_and_its_causes_and_an_aws_code(
    error: Exception, beginning: str
) -> None:
    with pytest.raises(type(error)) as caught:
        raise error
    described = load_module("sqs").describe(caught.value)
    place = rf"{re.escape(__file__)}:\d+" if beginning.endswith(" at ") else ""
    assert re.fullmatch(re.escape(beginning) + place, described)


def test_a_log_entry_has_the_line_that_raised_however_deep_the_call() -> None:
    def fail(depth: int) -> None:
        if depth == 0:
            raise KeyError(PRIVATE)
        fail(depth - 1)

    with pytest.raises(KeyError) as caught:
        fail(50)
    frames = load_module("sqs").describe(caught.value).partition(" at ")[2].split(", ")
    first = inspect.getsourcelines(fail)[1]
    assert frames == [f"{__file__}:{first + 3}"] * 9 + [f"{__file__}:{first + 2}"]


# --- HTTP ----------------------------------------------------------------------------------------

each_http_example = pytest.mark.parametrize("name", ["http_webhook", "http_to_sqs"])
each_request = pytest.mark.parametrize("make", HTTP)


@each_http_example
@each_request
def test_a_health_check_gets_200_without_a_log_entry(load: Load, name: str, make: MakeRequest) -> None:
    example = load(name)
    assert example({**make("GET", {}), "isBase64Encoded": False}) == status(200)
    assert example.logged == []


SIGNATURE = sign(WEBHOOK)
REJECTED: dict[str, tuple[str | None, str | None, bool]] = {
    "the signature of another body": (WEBHOOK.replace("12990", "12991"), SIGNATURE, False),
    "no body": (None, SIGNATURE, False),
    "an upper-case signature": (WEBHOOK, SIGNATURE.upper(), False),
    "an empty signature": (WEBHOOK, "", False),
    "a signature that is not ASCII": (WEBHOOK, "é" * 64, False),
    "no signature": (WEBHOOK, None, False),
    "no signature and not JSON": (PRIVATE, None, False),
    "Base64 of another body": (encode(WEBHOOK)[:-4], SIGNATURE, True),
}


@pytest.mark.parametrize("case", REJECTED)
@each_http_example
@each_request
def test_an_unsigned_request_gets_401(
    load: Load, name: str, make: MakeRequest, case: str, environment: Sqs
) -> None:
    body, signature, is_base64 = REJECTED[case]
    example = load(name)
    assert example(request(make, body, signature, is_base64)) == status(401)
    reason = "is missing" if signature is None else "does not match the body"
    assert example.logged == [("WARNING", f"webhook rejected with 401: the signature {reason}")]
    assert (example.calls, environment.sent) == ([], [])


@each_http_example
def test_a_request_without_headers_gets_401(load: Load, name: str) -> None:
    event = {"headers": None, "multiValueHeaders": None, "body": WEBHOOK, "isBase64Encoded": False}
    assert load(name)(event) == status(401)


@each_request
def test_whitespace_between_tokens_does_not_change_the_signature(load: Load, make: MakeRequest) -> None:
    indented = json.dumps(json.loads(WEBHOOK), indent=2)
    assert load("http_webhook")(request(make, indented, SIGNATURE)) == status(200)


def test_a_body_that_your_code_could_not_store_is_sent_again(load: Load) -> None:
    example = load("http_webhook")
    stored = []

    def on_undecodable(body: bytes, error: DecodeError) -> None:
        stored.append((body, error.path))
        if len(stored) == 1:
            raise ConnectionError(PRIVATE)

    vars(example.module)["on_undecodable"] = on_undecodable
    event = signed_base64('{"data":7}')
    assert [example(event), example(event)] == [status(500), status(200)]
    assert stored == [(b'{"data":7}', ("data",))] * 2


# --- into a queue --------------------------------------------------------------------------------

BODIES = {
    "a webhook": WEBHOOK,
    "characters that SQS rejects": "\ufffe\uffff\x00",
    "not JSON": "{",
    "empty": "",
}


@pytest.mark.parametrize("text", BODIES.values(), ids=BODIES)
def test_a_signed_body_of_any_kind_is_queued_in_base64(load: Load, text: str, environment: Sqs) -> None:
    assert load("http_to_sqs")(signed_base64(text)) == status(200)
    assert environment.sent == [{"QueueUrl": os.environ["QUEUE_URL"], "MessageBody": encode(text)}]


def test_what_is_queued_is_what_the_other_function_reads(load: Load, environment: Sqs) -> None:
    load("http_to_sqs")(signed_base64(NON_ASCII))
    example = load("sqs")
    assert example({"Records": [message("a", plain(environment.sent[0]["MessageBody"]))]}) == failed()
    assert example.ids == ["cust_Å"]


def test_a_fifo_queue_gets_a_group_and_drops_the_same_webhook(
    load: Load, monkeypatch: pytest.MonkeyPatch, environment: Sqs
) -> None:
    monkeypatch.setenv("QUEUE_URL", "https://sqs.eu-west-1.amazonaws.com/123456789012/webhooks.fifo")
    load("http_to_sqs")(signed_base64(WEBHOOK))
    [sent] = environment.sent
    assert (sent["MessageGroupId"], sent["MessageDeduplicationId"]) == ("voucherify", SIGNATURE)


@pytest.mark.parametrize(("length", "queued"), [(768 * 1024, 1), (768 * 1024 + 1, 0)])
def test_a_body_over_the_limit_of_sqs_gets_200_and_reaches_a_hook(
    load: Load, length: int, queued: int, environment: Sqs
) -> None:
    example = load("http_to_sqs")
    assert example(signed_base64("x" * length)) == status(200)
    assert len(environment.sent) == queued
    too_large = [("ERROR", f"a signed webhook of {length} bytes is too large for SQS")]
    assert example.logged == (too_large if not queued else [])


def test_a_queue_that_cannot_be_reached_causes_a_retry(
    load: Load, monkeypatch: pytest.MonkeyPatch, environment: Sqs
) -> None:
    def fail(**arguments: Any) -> None:
        raise ClientError(THROTTLED)

    monkeypatch.setattr(environment, "send_message", fail)
    example = load("http_to_sqs")
    assert example(signed_base64(WEBHOOK)) == status(500)
    [(level, line)] = example.logged
    assert level == "ERROR" and line.startswith(
        "webhook answered with 500: 'ClientError (ThrottlingException) at /"
    )


# --- out of a queue ------------------------------------------------------------------------------

# The queue, and a batch of messages, named by group and number: `!` makes your code raise, `?` isn't JSON.
# Then the messages that are reported, and those that your code has seen.
BATCHES = {
    "standard": ("webhooks", "a1 a2! a3 b4? b5", "a2 b4", "a1 a2 a3 b5"),
    "standard, by name": ("fifo-webhooks", "a1! a2", "a1", "a1 a2"),
    "FIFO": ("webhooks.fifo", "a1 a2! a3 b4 a5", "a2 a3 a5", "a1 a2 b4"),
    "FIFO, undecodable": ("webhooks.fifo", "a1? a2 b3", "a1 a2", "b3"),
    "FIFO, two groups": ("webhooks.fifo", "a1! b2? a3? b4! c5", "a1 b2 a3 b4", "a1 c5"),
    "FIFO, no failures": ("webhooks.fifo", "a1 b2 a3 b4", "", "a1 b2 a3 b4"),
    "empty": ("webhooks.fifo", "", "", ""),
}


@pytest.mark.parametrize(("queue", "messages", "reported", "seen"), BATCHES.values(), ids=BATCHES)
@pytest.mark.parametrize("name", QUEUES)
def test_a_message_fails_alone_but_a_fifo_group_keeps_its_order(
    load: Load, name: str, queue: str, messages: str, reported: str, seen: str
) -> None:
    example = load(name)
    records = []
    for word in messages.split():
        id = word[:2]
        content = QUEUES[name]("?" if word.endswith("?") else webhook(id))
        records.append(message(id, content, queue, group=id[0]))
        if word.endswith("!"):
            example.problems[id] = RuntimeError()
    assert example({"Records": records}) == failed(*reported.split())
    assert example.ids == seen.split()


BINARY = {"binaryValue": encode(SIGNATURE), "dataType": "Binary"}
FAILING = {
    "api_gateway_through_sqs": {
        "no attributes": plain(WEBHOOK),
        "another attribute": {**plain(WEBHOOK), "messageAttributes": {"trace": {"stringValue": "1"}}},
        "an empty signature": signed(WEBHOOK, stringValue=""),
        "an upper-case signature": signed(WEBHOOK, stringValue=SIGNATURE.upper()),
        "the signature of another body": {**signed(webhook("cust_1")), "body": WEBHOOK},
        "not JSON": plain(PRIVATE),
        "a binary signature": {**plain(WEBHOOK), "messageAttributes": {"x-voucherify-signature": BINARY}},
    },
    "sns_through_sqs": {
        "a webhook": plain(WEBHOOK),
        "text": plain(PRIVATE),
        "an array": plain(f'["{PRIVATE}"]'),
        "a string": plain(f'"{PRIVATE}"'),
        "null": plain("null"),
        "nested too deeply": plain("[" * 100_000),
        "an object instead of text": plain(f'{{"Message":{{"email":"{PRIVATE}"}}}}'),
    },
}
REASONS = {
    "api_gateway_through_sqs": r"SignatureError at [^$]+",
    "sns_through_sqs": re.escape("$: expected an SNS notification, got something else"),
}


@pytest.mark.parametrize(("name", "case"), [(name, case) for name in FAILING for case in FAILING[name]])
def test_unsigned_messages_and_messages_that_are_not_notifications_fail(
    load: Load, name: str, case: str
) -> None:
    example = load(name)
    assert example({"Records": [message("a", FAILING[name][case])]}) == failed("a")
    assert example.calls == []
    [(level, line)] = example.logged
    assert level == "ERROR" and re.fullmatch(f"message a failed: '{REASONS[name]}'", line)


# --- secrets -------------------------------------------------------------------------------------

SECRETS = {
    "a newline after it": f"{SECRET}\r\n",
    "the old one first": f"old {SECRET}",
    "the old one last": f"{SECRET}\nold",
}
each_checking_trigger = pytest.mark.parametrize(
    "trigger", [TRIGGERS["rest_api"], TRIGGERS["api_gateway_through_sqs"]], ids=["http", "queue"]
)


@pytest.mark.parametrize("secrets", SECRETS.values(), ids=SECRETS)
@each_checking_trigger
def test_whitespace_separates_two_secrets_and_is_otherwise_ignored(
    load: Load, trigger: Trigger, secrets: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VOUCHERIFY_SECRET", secrets)
    example = load(trigger.example)
    assert example(trigger.make_event(WEBHOOK)) == trigger.when_done
    assert example.ids == ["cust_Gs9uH4pM"]


@pytest.mark.parametrize("name", ["http_webhook", "http_to_sqs", "api_gateway_through_sqs"])
def test_a_function_without_a_secret_does_not_start(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for secret in "", "\n":
        monkeypatch.setenv("VOUCHERIFY_SECRET", secret)
        with pytest.raises(ValueError, match=r"^VOUCHERIFY_SECRET is empty$"):
            load_module(name)
    monkeypatch.delenv("VOUCHERIFY_SECRET")
    with pytest.raises(KeyError, match=r"^'VOUCHERIFY_SECRET'$"):
        load_module(name)


# --- the log -------------------------------------------------------------------------------------

LOGGED = {
    "a webhook": (WEBHOOK, "'customer.updated': customer 'cust_Gs9uH4pM'"),
    "text that forges a line": (
        '{"type":"Hi\\n[ERROR] \\ud83d \\u001b[2J","data":{"customer":{"id":"☕\\r\\n"}}}',
        r"'Hi\n[ERROR] \ud83d \x1b[2J': customer '\u2615\r\n'",
    ),
}


@pytest.mark.parametrize(("text", "line"), LOGGED.values(), ids=LOGGED)
@each_trigger
def test_your_code_logs_one_line_of_ascii_until_you_change_it(
    trigger: Trigger, text: str, line: str, caplog: pytest.LogCaptureFixture
) -> None:
    logging.getLogger().setLevel(logging.WARNING)  # as in Lambda
    load_module(trigger.example).handler(trigger.make_event(text), object())
    assert [(record.levelname, record.getMessage()) for record in caplog.records] == [("INFO", line)]


# --- DynamoDB ------------------------------------------------------------------------------------

# What boto3 creates its numbers with.
TRAPS = [decimal.Clamped, decimal.Inexact, decimal.Overflow, decimal.Rounded, decimal.Underflow]
DYNAMODB = decimal.Context(prec=38, Emin=-128, Emax=126, traps=TRAPS)


def as_boto3_returns(value: Any) -> Any:
    """An item as boto3 returns it, with every number a Decimal. Rejects what boto3 rejects."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, (int, Decimal)):
        return DYNAMODB.create_decimal(value)
    if isinstance(value, list):
        return [as_boto3_returns(item) for item in value]
    assert type(value) is dict, f"Unsupported type {type(value)}"
    return {key: as_boto3_returns(item) for key, item in value.items()}


def put_and_get(customer: Customer) -> Any:
    dynamodb = load_module("dynamodb")
    return dynamodb.from_item(as_boto3_returns(dynamodb.to_item(customer)))


@pytest.mark.parametrize("name", ["full", "nulls", "short", "timestamps", "unknown-members"])
def test_a_customer_survives_dynamodb(name: str) -> None:
    customer = Customer.from_json(payload(f"customer-{name}.json"))
    assert put_and_get(customer) == customer
    assert put_and_get(customer).to_json() == customer.to_json()


def test_an_item_has_decimals_and_dates_as_strings() -> None:
    birthdate = datetime.date(1991, 5, 17)
    customer = Customer(
        birthdate=birthdate, metadata={"a": [0.1]}, extra={"b": 4.75}, nulls=frozenset({"phone"})
    )
    item = load_module("dynamodb").to_item(customer)
    assert (item["birthdate"], item["phone"]) == ("1991-05-17", None)
    assert (item["metadata"], item["b"]) == ({"a": [Decimal("0.1")]}, Decimal("4.75"))


FLOATS = [0.1, 1e-7, 1 / 3, 5e-100, 12.0, -0.0, 1e16, 1e22, 1e23, -1e23, 1.2345678901234567e19, 9e37]
INTEGERS = [0, 12345678901234567890, 10**23, 1 - 10**38]


@pytest.mark.parametrize("number", [*FLOATS, *INTEGERS])
def test_a_number_comes_back_from_dynamodb_equal(number: float) -> None:
    customer = Customer(metadata={"number": number})
    again = put_and_get(customer)
    assert again == customer
    assert type(again.metadata["number"]) is (int if number == int(number) else float)


# boto3 accepts 1e-150, but DynamoDB's numbers begin at 1e-130.
@pytest.mark.parametrize("number", [1e40, -1e300, 2**127, 10**38, 10**4299, 1e-150, 1e-200, 5e-324])
def test_a_number_that_dynamodb_cannot_store_becomes_text_and_is_not_rounded(number: float) -> None:
    again = put_and_get(Customer(metadata={"number": number, "list": [number]}))
    assert again.metadata == {"number": json.dumps(number), "list": [json.dumps(number)]}


# --- the examples as files -----------------------------------------------------------------------

SHARED = {
    "handler": [[*QUEUES], ["http_webhook", "http_to_sqs"]],
    "is_health_check": [["http_webhook", "http_to_sqs"]],
    "find_signature": [["http_webhook", "http_to_sqs"]],
    "message_group": [[*QUEUES]],
    "process_message": [[*QUEUES]],
    "message_body": [["sqs", "api_gateway_through_sqs"]],
    "process": [[*QUEUES, "sns"]],
    "describe": [["http_webhook", "http_to_sqs", *QUEUES]],
    "on_customer": [[*QUEUES]],
    "on_other_event": [["http_webhook", *QUEUES, "sns"]],
}
COPIES = [(function, names) for function, groups in SHARED.items() for names in groups]


@pytest.mark.parametrize(("function", "names"), COPIES)
def test_functions_that_examples_share_are_equal_in_each_copy(function: str, names: list[str]) -> None:
    # An example is copied as one file, so it can't import what it shares with others.
    sources = {name: inspect.getsource(getattr(load_module(name), function)) for name in names}
    assert sources == dict.fromkeys(names, sources[names[0]])


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An application with the examples and a vendored copy without the command, for which each example has
    one changed line."""
    root = tmp_path_factory.mktemp("app")
    package = Path(customer_activity.__file__).parent
    ignored = shutil.ignore_patterns("__pycache__", "_command", "__main__.py")
    shutil.copytree(package, root / "app/_vendor/customer_activity", ignore=ignored)
    (root / "boto3.py").write_text("from typing import Any\n\ndef client(name: str) -> Any: ...\n")
    for path in EXAMPLES:
        before, change, after = path.read_text("utf-8").partition("\nfrom customer_activity import ")
        assert change and "`from app._vendor.customer_activity import ...`" in before
        changed = f"{before}\nfrom app._vendor.customer_activity import {after}"
        (root / "app" / path.name).write_text(changed, "utf-8")
    return root


# Finds each handler by the name that its function is configured with, calls it, and prints its response.
APPLICATION = """\
import importlib, json, logging, sys

sys.path.insert(0, sys.argv[1])
logging.basicConfig(format="%(message)s", stream=sys.stdout)
for name, event in json.load(sys.stdin).items():
    module, _, function = name.rpartition(".")
    print(json.dumps(getattr(importlib.import_module(module), function)(event, None)))
from app import dynamodb
assert dynamodb.from_item(dynamodb.to_item(dynamodb.Customer(id="cust_1"))) == dynamodb.Customer(id="cust_1")
print(sorted({name.partition(".")[0] for name in sys.modules} & {"app", "customer_activity"}))
"""


def test_the_examples_run_in_a_package_with_a_vendored_copy_and_nothing_else(app: Path) -> None:
    examples = {trigger.example: trigger for trigger in TRIGGERS.values()}
    assert {path.stem for path in EXAMPLES} == {*examples, "http_to_sqs", "dynamodb"}
    events = {f"app.{name}.handler": trigger.make_event(WEBHOOK) for name, trigger in examples.items()}
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-W", "error", "-c", APPLICATION, str(app)],
        input=json.dumps(events),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.stderr == ""
    expected = []
    for trigger in examples.values():
        expected += ["'customer.updated': customer 'cust_Gs9uH4pM'", json.dumps(trigger.when_done)]
    assert done.stdout.splitlines() == [*expected, "['app']"]


@pytest.mark.slow
def test_mypy_finds_nothing_in_the_examples_and_a_vendored_copy_without_the_command(app: Path) -> None:
    pytest.importorskip("mypy", reason="mypy is not installed for this interpreter")
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--cache-dir", ".mypy"]
    done = subprocess.run([*command, "-p", "app"], cwd=app, capture_output=True, text=True, timeout=120)
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)
