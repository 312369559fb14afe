# SPDX-License-Identifier: MIT
"""JSON text. Loaded, and `json` with it, for the first text that is read or written."""

from __future__ import annotations

import json

from . import _annotations as t
from .errors import DecodeError, EncodeError

_decode = json.JSONDecoder().decode

# Made once, without the check for circles: what `to_dict` gives is a fresh tree.
_encoder = json.JSONEncoder(separators=(",", ":"), check_circular=False)
try:
    # What `JSONEncoder.encode` makes anew each time, which is a fifth of the time of a short customer.
    _chunks: t.Any = getattr(json.encoder, "c_make_encoder")(
        None, _encoder.default, json.encoder.encode_basestring_ascii, None, ":", ",", False, False, True
    )
except (AttributeError, TypeError):  # not every Python has one, and a later one may have another
    _chunks = None


def value_of(text: str | bytes | bytearray) -> t.Any:
    """The value of a JSON text, with numbers as `json` reads them."""
    try:
        if isinstance(text, bytes) and text[:2] == b'{"':
            text = text.decode("utf-8", "surrogatepass")  # what `json.loads` would come to by guessing
        return _decode(text) if type(text) is str else json.loads(text)
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if error.lineno > 1 else ""
        actual = f"something else from {line}column {error.colno} on"
    except UnicodeDecodeError:
        actual = "bytes that are not text"
    except RecursionError:
        actual = "text nested too deep to read"
    except ValueError:
        actual = "text with an integer too long to convert"
    # Raised out here, because json's own errors carry the text.
    raise DecodeError((), "JSON", actual)


def text_of(value: dict[str, t.Any]) -> str:
    """The compact ASCII text of what `to_dict` gives."""
    try:
        return "".join(_chunks(value, 0)) if _chunks else _encoder.encode(value)
    except RecursionError:
        actual = "objects nested too deep"
    except ValueError:
        actual = "one with an integer too long to convert"
    raise EncodeError((), "an instance that can be written as JSON text", actual)
