# SPDX-License-Identifier: MIT
"""JSON text, parsed and written by `json`."""

from __future__ import annotations

import json
from typing import Any

from ._values import describe
from .errors import DecodeError

_decode = json.JSONDecoder().decode

# Created once, because `json.dumps` with these options creates a new encoder for each call. It needn't check
# for circular references, because `to_dict` returns a tree.
dump = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode


def load(text: Any) -> Any:
    """Parse JSON text. Bytes can be UTF-8, UTF-16 or UTF-32."""
    if not isinstance(text, (str, bytes, bytearray)):
        raise DecodeError((), "JSON text", describe(text))
    try:
        # `json.loads` would accept bytes that aren't valid UTF-8, such as lone surrogates.
        return _decode(text if isinstance(text, str) else text.decode(json.detect_encoding(text)))
    except json.JSONDecodeError as error:
        raise DecodeError((), "JSON", _describe_syntax_error(error)) from None
    except UnicodeDecodeError:
        raise DecodeError((), "JSON", "bytes that aren't UTF-8, UTF-16 or UTF-32") from None
    except RecursionError:
        raise DecodeError((), "JSON", "text nested too deeply to parse") from None
    except ValueError:
        raise DecodeError((), "JSON", "an integer with too many digits") from None


def _describe_syntax_error(error: json.JSONDecodeError) -> str:
    if not error.doc.strip():
        return "an empty text"
    is_truncated = error.msg.startswith("Unterminated string") or not error.doc[error.pos :].strip()
    found = (
        "truncated text" if is_truncated else "extra data" if error.msg == "Extra data" else "invalid syntax"
    )
    line = f"line {error.lineno}, " if error.lineno > 1 else ""
    return f"{found} at {line}column {error.colno}"
