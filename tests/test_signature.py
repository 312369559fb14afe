# SPDX-License-Identifier: MIT
"""Which signatures match a body and which don't."""

from __future__ import annotations

import hashlib
import hmac
import random
import time
from typing import Any

import pytest

from customer_activity import verify_signature
from customer_activity.webhook import _without_whitespace

ONE = "a17d2ac229d1ebbb5f10e839c7985c4818e5986eab297f7e5979196d4d7d3ed2"
QUOTE = "f7cf97814a03146abedb9793f56e1dec34f618f82d10395310d053f749483ffb"
MESSAGE = "53ff92957e1427ce23ad5bda9d0c5f2f4ff384d0806b83eeacb510c842d3a358"
TEST = "5547d4d07430a2d1b77649564c68d80afe591f7cc61ca110bccb442e3205eeec"
SENTENCE = "776247e1a5ed607c7d1ad00d2b0f5760d4a8d5ab680b86acbcea2d3d56e55fa3"

PUBLISHED: dict[str, tuple[str, str, str]] = {
    "an object": ("secretKey", '{"a":1}', ONE),
    "an object, with whitespace": ("secretKey", '{\n  "a": 1\n}', ONE),
    "a quote in a string": ("secretKey", '{"a\\"b":1}', QUOTE),
    "a quote in a string, with whitespace": ("secretKey", '{ "a\\"b" : 1 }', QUOTE),
    "a string payload": ("secretKey", "  message  ", MESSAGE),
    "another secret": ("secret-signature-key", '{"test":"test1"}', TEST),
    "a sentence": ("secret_01234567890_secret", "Example test message", SENTENCE),
}
"""Published by Voucherify and its SDKs: secret, body and signature."""


def signed(body: str | bytes, secret: str | bytes = "secret") -> str:
    """The signature of exactly this body."""
    body = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
    secret = secret.encode() if isinstance(secret, str) else secret
    return hmac.new(secret, body, hashlib.sha256).hexdigest()


@pytest.mark.parametrize(("secret", "body", "signature"), PUBLISHED.values(), ids=PUBLISHED)
def test_a_published_signature_matches(secret: str, body: str, signature: str) -> None:
    assert verify_signature(body, signature, secret) is True
    assert verify_signature(body.encode(), signature, secret.encode()) is True
    assert verify_signature(body, signature, secret + "x") is False


@pytest.mark.parametrize("as_received", [bytes, bytearray, memoryview])
def test_the_body_can_be_any_bytes_like_object_and_the_signature_can_be_bytes(as_received: Any) -> None:
    for body in ('{"a":1}', '{ "a": 1 }'):
        assert verify_signature(as_received(body.encode()), ONE.encode(), "secretKey") is True
        assert verify_signature(as_received(body.encode()), QUOTE.encode(), "secretKey") is False


@pytest.mark.parametrize("body", [None, 5, [123, 125], {}], ids=repr)
def test_any_other_body_is_a_type_error(body: Any) -> None:
    with pytest.raises(TypeError):
        verify_signature(body, ONE, "secretKey")


def test_signatures_are_compared_in_constant_time(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[bytes] = []

    def compare(left: bytes, right: bytes) -> bool:
        compared.append(right)
        return False

    monkeypatch.setattr(hmac, "compare_digest", compare)
    assert verify_signature('{"a":1}', ONE, "secretKey") is False
    assert compared == [ONE.encode()] * 2


def test_body_and_secret_need_not_be_ascii() -> None:
    body, secret = '{"name":"Žofie Ångström ☕ 𝒳"}', "gehëim-☕"
    assert verify_signature(body, signed(body, secret), secret) is True
    assert verify_signature(body.encode(), signed(body, secret), secret.encode()) is True
    assert verify_signature(body.replace("☕", "🍵"), signed(body, secret), secret) is False


@pytest.mark.parametrize("secret", ["", b""], ids=repr)
def test_an_empty_secret_is_an_error_because_anyone_could_sign_with_it(secret: str | bytes) -> None:
    with pytest.raises(ValueError, match=r"^the secret is empty$"):
        verify_signature("{}", signed("{}", secret), secret)


# --- the body ------------------------------------------------------------------------------------

COMPACT = '{"a":[1,"b c\\n"],"d e":"\\\\"}'
SPACED = {
    "no whitespace": COMPACT,
    "between the tokens": '{ "a" : [ 1 , "b c\\n" ] , "d e" : "\\\\" }',
    "every kind of whitespace": '{\r\n\t"a":\t[1,\r"b c\\n"],\n"d e": "\\\\"\r\n}\r\n',
    "a lot of whitespace": '{"a":[1,"b c\\n"],' + "\n" * 5000 + '"d e":"\\\\"}' + "\t" * 5000,
}


@pytest.mark.parametrize("body", SPACED.values(), ids=SPACED)
def test_whitespace_between_json_tokens_makes_no_difference(body: str) -> None:
    assert verify_signature(body, signed(COMPACT), "secret") is True
    assert verify_signature(f"[ {body} ]", signed(f"[{COMPACT}]"), "secret") is True
    assert verify_signature(body, signed(body), "secret") is True


OTHERWISE_SPACED = {
    "an extra space in a string": COMPACT.replace("b c", "b  c"),
    "a missing space in a string": COMPACT.replace("b c", "bc"),
    "an extra space in a key": COMPACT.replace("d e", "d e "),
    "a space after an escaped backslash": COMPACT.replace("\\\\", "\\\\ "),
    "a newline between two backslashes": COMPACT.replace("\\\\", "\\\n\\"),
    **{f"{other!a} between tokens": COMPACT.replace(":", f":{other}", 1) for other in "\xa0\ufeff\v\0"},
}


@pytest.mark.parametrize("body", OTHERWISE_SPACED.values(), ids=OTHERWISE_SPACED)
def test_whitespace_in_strings_and_non_json_whitespace_do_make_a_difference(body: str) -> None:
    assert verify_signature(body, signed(COMPACT), "secret") is False


STRINGS = ["pay to bob", " paytobob", "paytobob\n", '"pay to bob"', ' {"a":1}', "\n[1]", "1 2"]


@pytest.mark.parametrize("body", STRINGS, ids=repr)
def test_a_body_that_does_not_start_with_a_brace_or_bracket_matches_only_as_received(body: str) -> None:
    assert verify_signature(body, signed(body), "secret") is True
    assert verify_signature(body, signed("".join(body.split())), "secret") is False


BROKEN = ["", b"", "\r\n", "{", '{"', '{"a', '{"a\\', "{\\", b"{\xff\xfe", "{\ud800"]


@pytest.mark.parametrize("body", BROKEN, ids=ascii)
def test_a_body_that_is_not_json_matches_as_received(body: str | bytes) -> None:
    assert verify_signature(body, signed(body), "secret") is True
    assert verify_signature(body, ONE, "secret") is False


def test_a_body_that_differs_in_one_byte_does_not_match() -> None:
    body = b'{"a":1}'
    for index in range(len(body)):
        for byte in range(256):
            changed = body[:index] + bytes([byte]) + body[index + 1 :]
            assert verify_signature(changed, ONE, "secretKey") is (changed == body)
        assert verify_signature(body[:index] + body[index + 1 :], ONE, "secretKey") is False
        assert verify_signature(body[:index] + b"0" + body[index:], ONE, "secretKey") is False


def strip(text: str) -> str:
    """The text without the whitespace outside its strings, character by character."""
    kept, in_string, escaped = "", False, False
    for character in text:
        in_string ^= character == '"' and not escaped
        escaped = character == "\\" and not escaped
        if in_string or character not in " \t\n\r":
            kept += character
    return kept


def test_a_body_is_compacted_the_same_way_whatever_the_block_size() -> None:
    choose = random.Random(29)
    for _ in range(1000):
        text = "".join(choose.choices(['"', "\\", '\\"', " ", "\n", "\t", "\r", "a", "é", '"a b"'], k=20))
        for size in (1, 2, 3, 7, 8192):
            assert b"".join(_without_whitespace(text.encode(), size)).decode() == strip(text)


HOSTILE = {
    "whitespace": ("{", " "),
    "quotes": ("{", '"'),
    "quotes and whitespace": ("{", '" '),
    "members": ("{", '"a": 1, '),
    "backslashes": ("{", "\\"),
    "backslashes in a string": ('{"', "\\"),
    "escaped quotes in a string": ('{"', '\\"'),
    "an unterminated string": ('{"', "a"),
}
every_hostile = pytest.mark.parametrize(("start", "repeated"), HOSTILE.values(), ids=HOSTILE)


@every_hostile
def test_the_time_is_linear_in_the_size_of_a_body_that_anyone_can_send(start: str, repeated: str) -> None:
    # The small ones first, so that quadratic time fails in seconds and not after hours.
    for size, seconds in (50_000, 0.5), (500_000, 1.5), (2_000_000, 5):
        body = (start + repeated * (size // len(repeated))).encode()
        begin = time.process_time()
        assert verify_signature(body, ONE, "secret") is False
        assert time.process_time() - begin < seconds


@every_hostile
def test_such_a_body_takes_at_most_four_times_its_size_in_memory(start: str, repeated: str) -> None:
    body = bytearray((start + repeated * (300_000 // len(repeated))).encode())
    tracemalloc = pytest.importorskip("tracemalloc")
    tracemalloc.start()
    try:
        assert verify_signature(body, ONE, "secret") is False
        assert tracemalloc.get_traced_memory()[1] < 4 * len(body)
    finally:
        tracemalloc.stop()


# --- the signature -------------------------------------------------------------------------------

MALFORMED: dict[str, Any] = {
    "missing": None,
    "empty": "",
    "of another body": QUOTE,
    "upper case": ONE.upper(),
    "one digit too short": ONE[:-1],
    "one digit too long": ONE + "0",
    "one digit changed at the start": "b" + ONE[1:],
    "one digit changed at the end": ONE[:-1] + "3",
    "with a space before": " " + ONE,
    "with a newline": ONE + "\n",
    "with a prefix": "sha256=" + ONE,
    "Base64": "oX0qwinR67tfEOg5x5hcSBjlmG6rKX9+WXkZbU19PtI=",
    "not ASCII": "é" * 64,
    "digits that are not ASCII": ONE.replace("1", "１"),
    "a lone surrogate": "\ud800" * 64,
    "very long": ONE * 10_000,
    "a number": 5,
    "upper-case bytes": ONE.upper().encode(),
    "a list": [ONE],
}


@pytest.mark.parametrize("signature", MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_signature_and_one_of_another_body_do_not_match(signature: Any) -> None:
    assert verify_signature('{"a":1}', signature, "secretKey") is False
    assert verify_signature(b'{ "a": 1 }', signature, b"secretKey") is False
