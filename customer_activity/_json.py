# SPDX-License-Identifier: MIT
"""JSON text, read and written by `json`, with errors that show none of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from ._values import describe
from .errors import DecodeError, EncodeError

# Made once, where `json.dumps` with these options makes a new encoder for each call. It need not check
# for circular references: what it writes was made by `to_dict`, and is a tree.
_decode = json.JSONDecoder().decode
_encode = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode
_encode_sorted = json.JSONEncoder(sort_keys=True, check_circular=False).encode


def load(text: Any) -> Any:
    """The value of a JSON text. Bytes are UTF-8, UTF-16 or UTF-32, as RFC 4627 tells them apart."""
    if not isinstance(text, str):
        text = _decode_bytes(text)
    try:
        return _decode(text)
    except json.JSONDecodeError as error:
        actual = _describe_syntax_error(error)
    except RecursionError:
        actual = "text nested too deep to read"
    except ValueError:
        actual = "text with an integer too long to convert"
    # Raised here, where json's own error, which carries the text, is no longer being handled.
    raise DecodeError((), "JSON", actual)


def _decode_bytes(data: Any) -> str:
    if not isinstance(data, (bytes, bytearray)):
        raise DecodeError((), "JSON text", describe(data))
    try:
        # `json.loads` would let bytes pass that are no UTF-8, such as those of a lone surrogate.
        return data.decode(json.detect_encoding(data))
    except UnicodeDecodeError:
        pass  # it carries the bytes
    raise DecodeError((), "JSON", "bytes that are not text")


def _describe_syntax_error(error: json.JSONDecodeError) -> str:
    if error.msg.startswith("Unterminated string") or not error.doc[error.pos :].strip():
        return "text that ends too early" if error.doc.strip() else "no text"
    found = "more text" if error.msg == "Extra data" else "something else"
    line = f"line {error.lineno}, " if error.lineno > 1 else ""
    return f"{found} from {line}column {error.colno} on"


def dump(value: Any, encode: Callable[[Any], str] = _encode) -> str:
    """The compact ASCII text of what `to_dict` gave."""
    try:
        return encode(value)
    except RecursionError:
        actual = "objects nested too deep"
    except ValueError:
        actual = "one with an integer too long to convert"
    raise EncodeError((), "an instance that can be written as JSON text", actual)


def dump_sorted(value: Any) -> str:
    """A text that two values have in common exactly if they are the same JSON, whatever the order of keys.

    To Python, 1 and True are equal. To JSON, they are not.
    """
    return dump(value, _encode_sorted)
