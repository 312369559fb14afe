# SPDX-License-Identifier: MIT
"""Webhooks: what decodes, what does not, and whose signature fits.

The tables hold JSON text. Names, ids and addresses in it are made up.
"""

from __future__ import annotations

import copy
import dataclasses
import datetime as dt
import hashlib
import hmac
import json
import pickle
import time
import typing
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from customer_activity import (
    ActivityType,
    Customer,
    CustomerActivityData,
    CustomerSummary,
    CustomerSummaryOrders,
    DecodeError,
    EncodeError,
)
from customer_activity import webhook as webhook_module
from customer_activity.webhook import Webhook, WebhookEvent, verify_signature

PAYLOADS = Path(__file__).parent / "payloads"

NOON = dt.datetime(2025, 7, 1, 12, 0, tzinfo=dt.timezone.utc)
TIMESTAMP = "a timestamp with an offset (RFC 3339)"

# --- what decodes --------------------------------------------------------------------------------

VALID_WEBHOOKS: dict[str, tuple[str, Webhook]] = {
    "nothing at all": ("{}", Webhook()),
    "an empty array, as PHP writes an empty object": ("[]", Webhook()),
    "the ids": (
        '{"id":"whs_1","project_id":"proj_1"}',
        Webhook(id="whs_1", project_id="proj_1"),
    ),
    "a timestamp": ('{"created_at":"2025-07-01T12:00:00.000Z"}', Webhook(created_at=NOON)),
    "a documented type": ('{"type":"customer.updated"}', Webhook(type="customer.updated")),
    "an undocumented type": (
        '{"type":"customer.consents.given"}',
        Webhook(type="customer.consents.given"),
    ),
    "a type of another family": ('{"type":"voucher.published"}', Webhook(type="voucher.published")),
    "a null type": ('{"type":null}', Webhook()),
    "data with a customer": (
        '{"data":{"customer":{"id":"cust_1"}}}',
        Webhook(data=CustomerActivityData(customer=Customer(id="cust_1"))),
    ),
    "data with a new member": (
        '{"data":{"basket":{"lines":[]}}}',
        Webhook(data=CustomerActivityData(extra={"basket": {"lines": []}})),
    ),
    "null data": ('{"data":null}', Webhook()),
    "a source": ('{"source":{"id":"wh_1","target":null}}', Webhook(source={"id": "wh_1", "target": None})),
    "a source as an empty array": ('{"source":[]}', Webhook(source={})),
    "a null source": ('{"source":null}', Webhook()),
    "an event": (
        '{"event":{"id":"evcus_1","type":"customer.updated"}}',
        Webhook(event=WebhookEvent(id="evcus_1", type="customer.updated")),
    ),
    "an event as an empty array": ('{"event":[]}', Webhook(event=WebhookEvent())),
    "a null event": ('{"event":null}', Webhook()),
    "a new member": ('{"attempt":3}', Webhook(extra={"attempt": 3})),
}

VALID_EVENTS: dict[str, tuple[str, WebhookEvent]] = {
    "nothing at all": ("{}", WebhookEvent()),
    "every member": (
        '{"id":"e","type":"t","created_at":"2025-07-01T12:00:00Z","entity_id":"cust_1","group_id":"g",'
        '"event_source":{"channel":"API"}}',
        WebhookEvent(
            id="e", type="t", created_at=NOON, entity_id="cust_1", group_id="g", event_source={"channel": "API"}
        ),
    ),
    "every member null": (
        '{"id":null,"type":null,"created_at":null,"entity_id":null,"group_id":null,"event_source":null}',
        WebhookEvent(),
    ),
    "an event source as an empty array": ('{"event_source":[]}', WebhookEvent(event_source={})),
    "a new member": ('{"actor":"x"}', WebhookEvent(extra={"actor": "x"})),
}


@pytest.mark.parametrize(("text", "expected"), VALID_WEBHOOKS.values(), ids=VALID_WEBHOOKS.keys())
def test_webhook_decodes(text: str, expected: Webhook) -> None:
    webhook = Webhook.from_json(text)

    assert webhook == expected
    assert type(webhook) is Webhook
    assert Webhook.from_dict(webhook.to_dict()) == webhook
    assert Webhook.from_json(text.encode()) == webhook


@pytest.mark.parametrize(("text", "expected"), VALID_EVENTS.values(), ids=VALID_EVENTS.keys())
def test_event_decodes(text: str, expected: WebhookEvent) -> None:
    event = WebhookEvent.from_dict(json.loads(text))

    assert event == expected
    assert type(event) is WebhookEvent
    assert WebhookEvent.from_dict(event.to_dict()) == event


def test_webhook_of_another_family_decodes_and_carries_a_customer() -> None:
    webhook = Webhook.from_json((PAYLOADS / "webhook-voucher-published.json").read_bytes())

    assert webhook.type == "voucher.published"
    assert webhook.customer is not None
    assert webhook.customer.id == "cust_Jd3wF5xA"
    assert webhook.data is not None
    assert webhook.data.publication is not None
    assert webhook.data.publication["customer"]["summary"] == {"orders": {"total_count": 1}}
    assert webhook.data.extra == {"metadata": {"desk": "front"}}


def test_customer_of_a_webhook_is_the_whole_model() -> None:
    webhook = Webhook.from_json((PAYLOADS / "webhook.json").read_bytes())

    assert webhook.customer is not None
    assert webhook.customer.birthdate == dt.date(1991, 5, 17)
    assert isinstance(webhook.customer.summary, CustomerSummary)
    assert isinstance(webhook.customer.summary.orders, CustomerSummaryOrders)
    assert webhook.customer.summary.orders.total_amount == 12990


def test_decoding_as_a_subclass_makes_an_instance_of_it() -> None:
    class MyWebhook(Webhook):
        pass

    class MyEvent(WebhookEvent):
        pass

    assert type(MyWebhook.from_json('{"id":"w"}')) is MyWebhook
    assert type(MyEvent.from_dict({"id": "e"})) is MyEvent


# --- what does not -------------------------------------------------------------------------------

INVALID_WEBHOOKS: dict[str, tuple[str | bytes, str]] = {
    "no JSON": ("signature=1", "$: expected JSON, got something else from column 1 on"),
    "no text": (b"", "$: expected JSON, got something else from column 1 on"),
    "bytes that are no text": (b'{"id":"\xff"}', "$: expected JSON, got bytes that are not text"),
    "a string": ('"hello"', "$: expected an object, got a string"),
    "a list of webhooks": ('[{"id":"whs_1"}]', "$: expected an object, got an array"),
    "an id that is a number": ('{"id":1}', "$.id: expected a string, got an integer"),
    "a project that is an object": ('{"project_id":{}}', "$.project_id: expected a string, got an object"),
    "a timestamp that is a date": (
        '{"created_at":"2025-07-01"}',
        f"$.created_at: expected {TIMESTAMP}, got a string of another form",
    ),
    "a type that is a number": ('{"type":1.5}', "$.type: expected a string, got a number with a fraction"),
    "data that is a string": ('{"data":"x"}', "$.data: expected an object, got a string"),
    "a source that is a string": ('{"source":"x"}', "$.source: expected an object, got a string"),
    "a source with a number that is not finite": (
        '{"source":{"weight":NaN}}',
        "$.source.weight: expected a JSON value, got a number that is not finite",
    ),
    "an event that is a string": ('{"event":"x"}', "$.event: expected an object, got a string"),
    "an event with an id that is a number": ('{"event":{"id":1}}', "$.event.id: expected a string, got an integer"),
    "an event of an entity that is an object": (
        '{"event":{"entity_id":{}}}',
        "$.event.entity_id: expected a string, got an object",
    ),
    "an event with a timestamp without an offset": (
        '{"event":{"created_at":"2025-07-01T12:00:00.000"}}',
        f"$.event.created_at: expected {TIMESTAMP}, got a string of another form",
    ),
    "an event with a source that is an array": (
        '{"event":{"event_source":["API"]}}',
        "$.event.event_source: expected an object, got an array",
    ),
    "a figure of the customer that is a string": (
        '{"data":{"customer":{"summary":{"orders":{"total_count":"3"}}}}}',
        "$.data.customer.summary.orders.total_count: expected an integer, got a string",
    ),
    "a figure of the customer in the wrapped form that is a string": (
        '{"data":{"data":{"customer":{"summary":{"orders":{"total_count":"3"}}}}}}',
        "$.data.data.customer.summary.orders.total_count: expected an integer, got a string",
    ),
    "a referral that is a string": (
        '{"data":{"customer":{"referrals":{"campaigns":["camp_1"]}}}}',
        "$.data.customer.referrals.campaigns[0]: expected an object, got a string",
    ),
}


@pytest.mark.parametrize(("text", "message"), INVALID_WEBHOOKS.values(), ids=INVALID_WEBHOOKS.keys())
def test_webhook_does_not_decode(text: str | bytes, message: str) -> None:
    with pytest.raises(DecodeError) as raised:
        Webhook.from_json(text)

    assert str(raised.value) == message


@pytest.mark.parametrize("value", [None, 7, ["{}"], {}])
def test_text_that_is_no_text_does_not_decode(value: Any) -> None:
    with pytest.raises(DecodeError):
        Webhook.from_json(value)


@pytest.mark.parametrize("depth", [900, 100_000])
def test_webhook_nested_too_deep_is_a_decode_error(depth: int) -> None:
    data: dict[str, Any] = {}
    for _ in range(depth):
        data = {"data": data}

    with pytest.raises(DecodeError):
        Webhook.from_dict(data)
    with pytest.raises(DecodeError):
        Webhook.from_dict({"source": data})
    with pytest.raises(DecodeError):
        Webhook.from_dict({"event": {"event_source": data}})
    with pytest.raises(DecodeError):
        Webhook.from_json('{"data":' * depth + "{}" + "}" * depth)


@pytest.mark.parametrize("depth", [900, 10_000])
def test_hand_made_webhook_nested_too_deep_is_an_encode_error(depth: int) -> None:
    data = CustomerActivityData()
    for _ in range(depth):
        data = CustomerActivityData(data=data)

    with pytest.raises(EncodeError):
        Webhook(data=data).to_dict()


# --- the customer --------------------------------------------------------------------------------

CUSTOMER_AT: dict[str, tuple[str, Customer | None]] = {
    "in data": ('{"data":{"customer":{"id":"cust_1"}}}', Customer(id="cust_1")),
    "in data.data": ('{"data":{"data":{"customer":{"id":"cust_2"}}}}', Customer(id="cust_2")),
    "in both: the outer one": (
        '{"data":{"customer":{"id":"cust_1"},"data":{"customer":{"id":"cust_2"}}}}',
        Customer(id="cust_1"),
    ),
    "nowhere, without data": ('{"event":{"id":"e"}}', None),
    "nowhere, with null data": ('{"data":null}', None),
    "nowhere, with empty data": ('{"data":{}}', None),
    "nowhere, with null data.data": ('{"data":{"customer":null,"data":null}}', None),
    "nowhere, with one in a new member": ('{"customer":{"id":"cust_3"}}', None),
}


@pytest.mark.parametrize(("text", "customer"), CUSTOMER_AT.values(), ids=CUSTOMER_AT.keys())
def test_customer_is_found_at_either_level(text: str, customer: Customer | None) -> None:
    found: Customer | None = Webhook.from_json(text).customer

    assert found == customer


# --- what is written -----------------------------------------------------------------------------

FILES = ["webhook.json", "webhook-voucher-published.json"]


@pytest.mark.parametrize("name", FILES)
def test_payload_is_written_back_as_it_came(name: str) -> None:
    # The payloads have their members in the documented order, and timestamps in the vendor's
    # spelling. The customer in `publication` is opaque: no default is written there.
    document = json.loads((PAYLOADS / name).read_text("utf-8"))
    webhook = Webhook.from_dict(document)

    assert webhook.to_dict() == document
    assert webhook.to_json() == json.dumps(document, separators=(",", ":"))
    assert Webhook.from_json(webhook.to_json()) == webhook


def test_members_are_written_in_the_documented_order_and_new_ones_after() -> None:
    event = (
        '{"id":"e","type":"t","created_at":"2025-07-01T12:00:00.000Z","entity_id":"n","group_id":"g",'
        '"event_source":{},"new":1}'
    )
    whole = (
        '{"id":"w","project_id":"p","created_at":"2025-07-01T12:00:00.000Z","type":"t","data":{},"source":{},'
        f'"event":{event},"z":1,"a":2}}'
    )
    shuffled = json.loads(whole)
    shuffled["event"] = dict(reversed(shuffled["event"].items()))
    shuffled = {"z": shuffled.pop("z"), "a": shuffled.pop("a"), **dict(reversed(shuffled.items()))}

    assert Webhook.from_dict(shuffled).to_json() == whole


@pytest.mark.parametrize(
    ("cls", "names"),
    [
        (Webhook, ["id", "project_id", "created_at", "type", "data", "source", "event"]),
        (WebhookEvent, ["id", "type", "created_at", "entity_id", "group_id", "event_source"]),
    ],
)
def test_members_are_fields_and_may_be_null_or_absent(cls: Any, names: list[str]) -> None:
    null = cls.from_dict(dict.fromkeys(names))

    assert [field.name for field in dataclasses.fields(cls)] == [*names, "extra", "nulls"]
    assert null.nulls == frozenset(names)
    assert list(null.to_dict().items()) == [(name, None) for name in names]
    assert cls.from_dict({}).to_dict() == {}
    assert null == cls.from_dict({})
    assert hash(null) == hash(cls.from_dict({}))


NOT_WRITTEN: dict[str, tuple[Webhook, str]] = {
    "a naive timestamp": (
        Webhook(created_at=dt.datetime(2025, 7, 1)),
        "$.created_at: expected a datetime with an offset, got one without",
    ),
    "a naive timestamp in the event": (
        Webhook(event=WebhookEvent(created_at=dt.datetime(2025, 7, 1))),
        "$.event.created_at: expected a datetime with an offset, got one without",
    ),
    "a known member in extra": (
        Webhook(extra={"project_id": "p"}),
        "$.extra.project_id: expected a member without a field of its own, got one with",
    ),
    "a known member in extra of the event": (
        Webhook(event=WebhookEvent(extra={"entity_id": "n"})),
        "$.event.extra.entity_id: expected a member without a field of its own, got one with",
    ),
    "a set in the source": (
        Webhook(source={"x": {1}}),
        "$.source.x: expected a JSON value, got a value of type set",
    ),
}


@pytest.mark.parametrize(("webhook", "message"), NOT_WRITTEN.values(), ids=NOT_WRITTEN.keys())
def test_hand_made_instance_that_is_no_json_is_an_encode_error(webhook: Webhook, message: str) -> None:
    with pytest.raises(EncodeError) as raised:
        webhook.to_json()

    assert str(raised.value) == message


def test_input_instance_and_output_share_nothing() -> None:
    given: dict[str, Any] = {"source": {"ids": [1]}, "event": {"event_source": {"ids": [2]}}, "new": {"ids": [3]}}
    before = copy.deepcopy(given)
    webhook = Webhook.from_dict(given)
    out = webhook.to_dict()
    assert out == given == before

    for document in (given, out):
        document["source"]["ids"].append(0)
        document["event"]["event_source"]["ids"].append(0)
        document["new"]["ids"].append(0)

    assert webhook.to_dict() == before


# --- what a dataclass can do ---------------------------------------------------------------------


def test_repr_shows_neither_opaque_members_nor_personal_data() -> None:
    private = "SENTINEL"
    webhook = Webhook.from_dict(
        {
            "id": "whs_1",
            "type": "voucher.published",
            "data": {
                "customer": {"id": "cust_1", "name": private, "email": private, "metadata": {private: private}},
                "voucher": {private: private},
                "holder": private,
                private: private,
            },
            "source": {private: private},
            "event": {"id": "evcus_1", "event_source": {private: private}, private: private},
            private: private,
        }
    )

    shown = repr(webhook)

    assert private not in shown
    assert [name for name in ("source", "event_source", "extra", "nulls", "voucher") if f"{name}=" in shown] == []
    assert shown.startswith("Webhook(id='whs_1', project_id=None, created_at=None, type='voucher.published', data=")
    assert "WebhookEvent(id='evcus_1', type=None, " in shown


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize("name", FILES)
def test_pickling_keeps_everything(name: str, protocol: int) -> None:
    webhook = Webhook.from_json((PAYLOADS / name).read_bytes())
    again = pickle.loads(pickle.dumps(webhook, protocol))

    assert type(again) is Webhook
    assert again == webhook
    assert again.to_json() == webhook.to_json()


@pytest.mark.parametrize("name", FILES)
def test_copies_keep_everything(name: str) -> None:
    webhook = Webhook.from_json((PAYLOADS / name).read_bytes())

    for again in (copy.copy(webhook), copy.deepcopy(webhook), dataclasses.replace(webhook)):
        assert again == webhook
        assert hash(again) == hash(webhook)
        assert again.to_json() == webhook.to_json()


def test_replace_and_asdict() -> None:
    webhook = Webhook.from_json('{"id":null,"event":{"id":"evcus_1","event_source":{"a":1}}}')

    changed = dataclasses.replace(webhook, id="whs_2")

    assert changed.to_json() == '{"id":"whs_2","event":{"id":"evcus_1","event_source":{"a":1}}}'
    assert dataclasses.asdict(changed)["event"]["event_source"] == {"a": 1}


def test_instances_cannot_be_assigned_to() -> None:
    for instance in (Webhook(), WebhookEvent(), Webhook.from_dict({}), WebhookEvent.from_dict({})):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(instance, "id", "x")
        with pytest.raises((AttributeError, TypeError)):
            setattr(instance, "anything", None)


def test_type_hints_can_be_resolved_at_run_time() -> None:
    webhook = typing.get_type_hints(Webhook)
    event = typing.get_type_hints(WebhookEvent)

    assert webhook["data"] == CustomerActivityData | None
    assert webhook["event"] == WebhookEvent | None
    assert webhook["source"] == event["event_source"] == Mapping[str, Any] | None
    assert webhook["type"] == event["type"] == ActivityType | None
    assert webhook["created_at"] == event["created_at"] == dt.datetime | None
    assert typing.get_type_hints(Webhook.__dict__["customer"].fget) == {"return": Customer | None}


def test_module_offers_three_names() -> None:
    assert webhook_module.__all__ == ["Webhook", "WebhookEvent", "verify_signature"]


# --- the signature -------------------------------------------------------------------------------

ONE = "a17d2ac229d1ebbb5f10e839c7985c4818e5986eab297f7e5979196d4d7d3ed2"
QUOTE = "f7cf97814a03146abedb9793f56e1dec34f618f82d10395310d053f749483ffb"

PUBLISHED: dict[str, tuple[str, str, str]] = {
    "an object": ("secretKey", '{"a":1}', ONE),
    "an object, with white space": ("secretKey", '{\n  "a": 1\n}', ONE),
    "a quote in a string": ("secretKey", '{"a\\"b":1}', QUOTE),
    "a quote in a string, with white space": ("secretKey", '{ "a\\"b" : 1 }', QUOTE),
    "a string payload": (
        "secretKey",
        "  message  ",
        "53ff92957e1427ce23ad5bda9d0c5f2f4ff384d0806b83eeacb510c842d3a358",
    ),
    "another secret": (
        "secret-signature-key",
        '{"test":"test1"}',
        "5547d4d07430a2d1b77649564c68d80afe591f7cc61ca110bccb442e3205eeec",
    ),
    "a sentence": (
        "secret_01234567890_secret",
        "Example test message",
        "776247e1a5ed607c7d1ad00d2b0f5760d4a8d5ab680b86acbcea2d3d56e55fa3",
    ),
}


def signed(body: str | bytes, secret: str | bytes) -> str:
    """The signature of exactly this body."""
    body = body.encode() if isinstance(body, str) else body
    secret = secret.encode() if isinstance(secret, str) else secret
    return hmac.new(secret, body, hashlib.sha256).hexdigest()


@pytest.mark.parametrize(("secret", "body", "signature"), PUBLISHED.values(), ids=PUBLISHED.keys())
def test_published_signature_fits(secret: str, body: str, signature: str) -> None:
    assert verify_signature(body, signature, secret) is True
    assert verify_signature(body.encode(), signature, secret) is True
    assert verify_signature(body, signature, secret.encode()) is True
    assert verify_signature(body.encode(), signature, secret.encode()) is True
    assert verify_signature(body, signature, secret + "x") is False


WHITE_SPACE = {
    "none": '{"a":[1,"b c\\n"],"d e":"\\\\"}',
    "between the tokens": '{ "a" : [ 1 , "b c\\n" ] , "d e" : "\\\\" }',
    "of every kind": '\r\n\t{\r\n\t"a":\t[1,\r"b c\\n"],\n"d e": "\\\\"\r\n}\r\n',
    "much": " " * 5000 + '{"a":[1,"b c\\n"],' + "\n" * 5000 + '"d e":"\\\\"}' + "\t" * 5000,
}


@pytest.mark.parametrize("body", WHITE_SPACE.values(), ids=WHITE_SPACE.keys())
def test_white_space_between_the_tokens_does_not_matter(body: str) -> None:
    signature = signed(WHITE_SPACE["none"], "secret")

    assert verify_signature(body, signature, "secret") is True


@pytest.mark.parametrize(
    "body",
    [
        '{"a":[1,"b  c\\n"],"d e":"\\\\"}',
        '{"a":[1,"bc\\n"],"d e":"\\\\"}',
        '{"a":[1,"b c\\n"],"d e ":"\\\\"}',
        '{"a":[1,"b c\\n"],"d e":"\\\\ "}',
        '{"a":[1,"b\\tc\\n"],"d e":"\\\\"}',
    ],
)
def test_white_space_in_a_string_does(body: str) -> None:
    assert verify_signature(body, signed(WHITE_SPACE["none"], "secret"), "secret") is False


@pytest.mark.parametrize("space", ["\u00a0", "\u2003", "\ufeff", "\x0b", "\x0c", "\x00"], ids=ascii)
def test_what_json_does_not_call_white_space_does_too(space: str) -> None:
    assert verify_signature('{"a":' + space + "1}", ONE, "secretKey") is False


def test_a_signature_of_the_body_as_it_came_fits_also_where_there_is_white_space() -> None:
    body = '{ "a": 1 }'

    assert verify_signature(body, signed(body, "secretKey"), "secretKey") is True


@pytest.mark.parametrize("body", ["", b"", "\r\n", "{", '"', '{"a', '{"a\\', "\\", b"\xff\xfe", "\ud800"], ids=ascii)
def test_a_body_that_is_no_json_is_compared_as_it_is(body: str | bytes) -> None:
    raw = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body

    assert verify_signature(body, signed(raw, "secret"), "secret") is True
    assert verify_signature(body, ONE, "secret") is False


def test_body_and_secret_need_not_be_ascii() -> None:
    body, secret = '{"name":"Žofie Ångström ☕ 𝒳"}', "gehëim-☕"
    signature = signed(body, secret)

    assert verify_signature(body, signature, secret) is True
    assert verify_signature(body.encode(), signature, secret.encode()) is True
    assert verify_signature(body.replace("☕", "🍵"), signature, secret) is False
    assert verify_signature(body, signature, secret + "☕") is False


MALFORMED: dict[str, Any] = {
    "empty": "",
    "of another body": QUOTE,
    "upper case": ONE.upper(),
    "one digit in upper case": ONE.replace("a17d", "A17d"),
    "one digit short": ONE[:-1],
    "one digit long": ONE + "0",
    "its first half": ONE[:32],
    "one digit changed at the start": "b" + ONE[1:],
    "one digit changed at the end": ONE[:-1] + "3",
    "with a space before": " " + ONE,
    "with a line end": ONE + "\n",
    "with a prefix": "sha256=" + ONE,
    "no hexadecimal digits": "z" * 64,
    "Base64": "oX0qwinR67tfEOg5x5hcSBjlmG6rKX9+WXkZbU19PtI=",
    "not ASCII": "é" * 64,
    "digits that are not ASCII": ONE.replace("1", "１"),
    "a lone surrogate": "\ud800" * 64,
    "a NUL within": ONE[:10] + "\0" + ONE[11:],
    "very long": ONE * 10_000,
    "None": None,
    "a number": 5,
    "a list": [ONE],
    "an object": {"signature": ONE},
}


@pytest.mark.parametrize("signature", MALFORMED.values(), ids=MALFORMED.keys())
def test_signature_that_is_malformed_or_another_does_not_fit(signature: Any) -> None:
    assert verify_signature('{"a":1}', ONE, "secretKey") is True
    assert verify_signature('{"a":1}', signature, "secretKey") is False
    assert verify_signature(b'{"a":1}', signature, b"secretKey") is False


def test_body_changed_by_one_byte_does_not_fit() -> None:
    body = b'{"a":1}'

    for index in range(len(body)):
        for byte in range(256):
            changed = body[:index] + bytes([byte]) + body[index + 1 :]
            assert verify_signature(changed, ONE, "secretKey") is (changed == body)
        assert verify_signature(body[:index] + body[index + 1 :], ONE, "secretKey") is False
        assert verify_signature(body[:index] + b"0" + body[index:], ONE, "secretKey") is False


@pytest.mark.parametrize("secret", ["", b""], ids=repr)
def test_empty_secret_is_an_error_and_no_answer(secret: str | bytes) -> None:
    with pytest.raises(ValueError, match="secret") as raised:
        verify_signature("{}", signed("{}", secret), secret)

    assert type(raised.value) is ValueError


def test_comparison_takes_the_same_time_wherever_the_signatures_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    # Time itself is too noisy to measure: this is the function of the standard library that keeps it.
    compared: list[object] = []

    def compare_digest(one: Any, other: Any) -> bool:
        compared.append((one, other))
        return bool(one == other)

    monkeypatch.setattr(hmac, "compare_digest", compare_digest)
    verify_signature('{"a":1}', "b" + ONE[1:], "secretKey")
    wrong_at_the_start = len(compared)
    verify_signature('{"a":1}', ONE[:-1] + "3", "secretKey")

    assert wrong_at_the_start > 0
    assert len(compared) == 2 * wrong_at_the_start


HOSTILE: dict[str, bytes] = {
    "escaped quotes without an end": b'"' + b'\\"' * 15_000,
    "quotes": b'"' * 30_001,
    "backslashes": b'"' + b"\\" * 30_001,
    "a string without an end": b'"' + b"a" * 30_000,
    "spaces": b" " * 30_000 + b"x",
    "spaces and quotes": b' "' * 15_001,
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_body_of_30_kilobytes_takes_no_second_whatever_is_in_it(body: bytes) -> None:
    # It comes from anyone, before the signature is known to fit: milliseconds if time is linear
    # in its length, seconds if it is quadratic.
    start = time.process_time()

    assert verify_signature(body, ONE, "secretKey") is False
    assert time.process_time() - start < 1
