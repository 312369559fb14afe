# SPDX-License-Identifier: MIT
"""Which signature fits a body, and which does not."""

from __future__ import annotations

import hashlib
import hmac
import time
from typing import Any

import pytest

from customer_activity import verify_signature

ONE = "a17d2ac229d1ebbb5f10e839c7985c4818e5986eab297f7e5979196d4d7d3ed2"
QUOTE = "f7cf97814a03146abedb9793f56e1dec34f618f82d10395310d053f749483ffb"
MESSAGE = "53ff92957e1427ce23ad5bda9d0c5f2f4ff384d0806b83eeacb510c842d3a358"
TEST = "5547d4d07430a2d1b77649564c68d80afe591f7cc61ca110bccb442e3205eeec"
SENTENCE = "776247e1a5ed607c7d1ad00d2b0f5760d4a8d5ab680b86acbcea2d3d56e55fa3"

PUBLISHED: dict[str, tuple[str, str, str]] = {
    "an object": ("secretKey", '{"a":1}', ONE),
    "an object, with white space": ("secretKey", '{\n  "a": 1\n}', ONE),
    "a quote in a string": ("secretKey", '{"a\\"b":1}', QUOTE),
    "a quote in a string, with white space": ("secretKey", '{ "a\\"b" : 1 }', QUOTE),
    "a string payload": ("secretKey", "  message  ", MESSAGE),
    "another secret": ("secret-signature-key", '{"test":"test1"}', TEST),
    "a sentence": ("secret_01234567890_secret", "Example test message", SENTENCE),
}
"""What the vendor and its SDKs publish: secret, body and signature."""


def signed(body: str | bytes, secret: str | bytes = "secret") -> str:
    """The signature of exactly this body."""
    body = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
    secret = secret.encode() if isinstance(secret, str) else secret
    return hmac.new(secret, body, hashlib.sha256).hexdigest()


@pytest.mark.parametrize(("secret", "body", "signature"), PUBLISHED.values(), ids=PUBLISHED)
def test_a_published_signature_fits(secret: str, body: str, signature: str) -> None:
    assert verify_signature(body, signature, secret) is True
    assert verify_signature(body.encode(), signature, secret.encode()) is True
    assert verify_signature(body, signature, secret + "x") is False


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
    "none": COMPACT,
    "between the tokens": '{ "a" : [ 1 , "b c\\n" ] , "d e" : "\\\\" }',
    "of every kind": '{\r\n\t"a":\t[1,\r"b c\\n"],\n"d e": "\\\\"\r\n}\r\n',
    "much": '{"a":[1,"b c\\n"],' + "\n" * 5000 + '"d e":"\\\\"}' + "\t" * 5000,
}


@pytest.mark.parametrize("body", SPACED.values(), ids=SPACED)
def test_white_space_between_the_tokens_of_json_makes_no_difference(body: str) -> None:
    assert verify_signature(body, signed(COMPACT), "secret") is True
    assert verify_signature(f"[ {body} ]", signed(f"[{COMPACT}]"), "secret") is True
    assert verify_signature(body, signed(body), "secret") is True


OTHERWISE_SPACED = {
    "a space more in a string": COMPACT.replace("b c", "b  c"),
    "a space less in a string": COMPACT.replace("b c", "bc"),
    "a space more in a key": COMPACT.replace("d e", "d e "),
    "a space behind an escaped backslash": COMPACT.replace("\\\\", "\\\\ "),
    "a line end between two backslashes": COMPACT.replace("\\\\", "\\\n\\"),
    **{f"{other!a} between tokens": COMPACT.replace(":", f":{other}", 1) for other in "\xa0\ufeff\v\0"},
}


@pytest.mark.parametrize("body", OTHERWISE_SPACED.values(), ids=OTHERWISE_SPACED)
def test_white_space_in_a_string_and_what_json_does_not_take_for_white_space_do(body: str) -> None:
    assert verify_signature(body, signed(COMPACT), "secret") is False


STRINGS = ["pay to bob", " paytobob", "paytobob\n", '"pay to bob"', ' {"a":1}', "\n[1]", "1 2"]


@pytest.mark.parametrize("body", STRINGS, ids=repr)
def test_a_body_that_does_not_begin_with_a_brace_or_bracket_fits_only_as_received(body: str) -> None:
    assert verify_signature(body, signed(body), "secret") is True
    assert verify_signature(body, signed("".join(body.split())), "secret") is False


BROKEN = ["", b"", "\r\n", "{", '{"', '{"a', '{"a\\', "{\\", b"{\xff\xfe", "{\ud800"]


@pytest.mark.parametrize("body", BROKEN, ids=ascii)
def test_a_body_that_is_not_json_fits_as_received(body: str | bytes) -> None:
    assert verify_signature(body, signed(body), "secret") is True
    assert verify_signature(body, ONE, "secret") is False


def test_a_body_that_differs_in_one_byte_does_not_fit() -> None:
    body = b'{"a":1}'
    for index in range(len(body)):
        for byte in range(256):
            changed = body[:index] + bytes([byte]) + body[index + 1 :]
            assert verify_signature(changed, ONE, "secretKey") is (changed == body)
        assert verify_signature(body[:index] + body[index + 1 :], ONE, "secretKey") is False
        assert verify_signature(body[:index] + b"0" + body[index:], ONE, "secretKey") is False


HOSTILE = {
    "white space": ("{", " "),
    "quotes": ("{", '"'),
    "quotes and white space": ("{", '" '),
    "backslashes in a string": ('{"', "\\"),
    "escaped quotes in a string": ('{"', '\\"'),
    "a string without an end": ('{"', "a"),
}


@pytest.mark.parametrize(("start", "repeated"), HOSTILE.values(), ids=HOSTILE)
def test_the_time_is_linear_in_the_size_of_a_body_that_anyone_can_send(start: str, repeated: str) -> None:
    # The small ones first: a time that is quadratic fails there, and need not take hours to be noticed.
    for size, seconds in (50_000, 0.5), (500_000, 1.5), (5_000_000, 10):
        body = (start + repeated * (size // len(repeated))).encode()
        begin = time.process_time()
        assert verify_signature(body, ONE, "secret") is False
        assert time.process_time() - begin < seconds


# --- the signature -------------------------------------------------------------------------------

MALFORMED: dict[str, Any] = {
    "missing": None,
    "empty": "",
    "of another body": QUOTE,
    "upper case": ONE.upper(),
    "one digit short": ONE[:-1],
    "one digit long": ONE + "0",
    "one digit changed at the start": "b" + ONE[1:],
    "one digit changed at the end": ONE[:-1] + "3",
    "with a space before": " " + ONE,
    "with a line end": ONE + "\n",
    "with a prefix": "sha256=" + ONE,
    "Base64": "oX0qwinR67tfEOg5x5hcSBjlmG6rKX9+WXkZbU19PtI=",
    "not ASCII": "é" * 64,
    "digits that are not ASCII": ONE.replace("1", "１"),
    "a lone surrogate": "\ud800" * 64,
    "very long": ONE * 10_000,
    "a number": 5,
    "bytes": ONE.encode(),
    "a list": [ONE],
}


@pytest.mark.parametrize("signature", MALFORMED.values(), ids=MALFORMED)
def test_a_signature_that_is_malformed_or_of_something_else_does_not_fit(signature: Any) -> None:
    assert verify_signature('{"a":1}', signature, "secretKey") is False
    assert verify_signature(b'{ "a": 1 }', signature, b"secretKey") is False
