# SPDX-License-Identifier: MIT
"""Whose signature fits a body, and whose does not."""

from __future__ import annotations

import hashlib
import hmac
import time
from typing import Any

import pytest

from customer_activity import verify_signature

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


@pytest.mark.parametrize(("secret", "body", "signature"), PUBLISHED.values(), ids=PUBLISHED)
def test_published_signature_fits(secret: str, body: str, signature: str) -> None:
    assert verify_signature(body, signature, secret) is True
    assert verify_signature(body.encode(), signature, secret) is True
    assert verify_signature(body, signature, secret.encode()) is True
    assert verify_signature(body.encode(), signature, secret.encode()) is True
    assert verify_signature(body, signature, secret + "x") is False


COMPACT = '{"a":[1,"b c\\n"],"d e":"\\\\"}'
WHITE_SPACE = {
    "none": COMPACT,
    "between the tokens": '{ "a" : [ 1 , "b c\\n" ] , "d e" : "\\\\" }',
    "of every kind": '{\r\n\t"a":\t[1,\r"b c\\n"],\n"d e": "\\\\"\r\n}\r\n',
    "much": '{"a":[1,"b c\\n"],' + "\n" * 5000 + '"d e":"\\\\"}' + "\t" * 5000,
}


@pytest.mark.parametrize("body", WHITE_SPACE.values(), ids=WHITE_SPACE)
def test_white_space_between_the_tokens_of_json_does_not_matter(body: str) -> None:
    for compact, sent in ((COMPACT, body), (f"[{COMPACT}]", f"[ {body} ]")):
        assert verify_signature(sent, signed(compact, "secret"), "secret") is True


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
    assert verify_signature(body, signed(COMPACT, "secret"), "secret") is False


@pytest.mark.parametrize("space", ["\u00a0", "\u2003", "\ufeff", "\x0b", "\x0c", "\x00"], ids=ascii)
def test_what_json_does_not_call_white_space_does_too(space: str) -> None:
    assert verify_signature('{"a":' + space + "1}", ONE, "secretKey") is False


STRINGS = ["pay to bob", " paytobob", "paytobob\n", "  message  ", '"pay to bob"', ' {"a":1}', "\n[1]", "1 2"]


@pytest.mark.parametrize("body", STRINGS, ids=repr)
def test_a_body_that_begins_with_no_brace_or_bracket_fits_only_as_it_was_received(body: str) -> None:
    assert verify_signature(body, signed(body, "secret"), "secret") is True
    without = "".join(body.split())
    assert verify_signature(body, signed(without, "secret"), "secret") is False


def test_a_signature_of_the_body_as_it_came_fits_also_where_there_is_white_space() -> None:
    body = '{ "a": 1 }'

    assert verify_signature(body, signed(body, "secretKey"), "secretKey") is True


@pytest.mark.parametrize(
    "body", ["", b"", "\r\n", "{", '"', '{"a', '{"a\\', "\\", b"\xff\xfe", "\ud800"], ids=ascii
)
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
    "bytes": ONE.encode(),
    "a list": [ONE],
}


@pytest.mark.parametrize("signature", MALFORMED.values(), ids=MALFORMED)
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


def test_the_digests_are_compared_by_the_function_that_takes_the_same_time_for_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Time itself is too noisy to measure.
    compared: list[tuple[bytes, bytes]] = []

    def compare_digest(one: Any, other: Any) -> bool:
        compared.append((one, other))
        return bool(one == other)

    monkeypatch.setattr(hmac, "compare_digest", compare_digest)
    assert verify_signature('{"a": 1}', ONE, "secretKey") is True
    assert verify_signature('{"a": 1}', "b" + ONE[1:], "secretKey") is False
    received = signed('{"a": 1}', "secretKey")
    ours = [received, ONE, received, ONE]
    theirs = [ONE, ONE, "b" + ONE[1:], "b" + ONE[1:]]
    assert compared == [(one.encode(), other.encode()) for one, other in zip(ours, theirs, strict=True)]


HOSTILE: dict[str, bytes] = {
    "escaped quotes without an end": b'"' + b'\\"' * 15_000,
    "quotes": b'"' * 30_001,
    "backslashes": b'"' + b"\\" * 30_001,
    "a string without an end": b'"' + b"a" * 30_000,
    "spaces": b" " * 30_000 + b"x",
    "spaces and quotes": b' "' * 15_001,
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_a_body_of_30_kilobytes_takes_no_second_whatever_is_in_it(body: bytes) -> None:
    # It comes from anyone, before the signature is known to fit: milliseconds if time is linear
    # in its length, seconds if it is quadratic.
    start = time.process_time()

    assert verify_signature(body, ONE, "secretKey") is False
    assert time.process_time() - start < 1


def test_the_docstring_says_what_is_signed_and_what_does_not_fit() -> None:
    text = " ".join(str(verify_signature.__doc__).split())
    for words in (
        "the HMAC-SHA256 of the body in lower-case hexadecimal digits",
        "under the secret that Voucherify shows in the project's settings",
        "A header that is missing (None), that is `bytes` or that is in upper case does not fit.",
    ):
        assert words in text
