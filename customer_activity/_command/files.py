# SPDX-License-Identifier: MIT
"""Reads files, and prepares the standard streams, so that nothing is lost silently."""

from __future__ import annotations

import contextlib
import io
import json
import os
import stat
from collections.abc import Iterable, Iterator
from typing import Any


class Unreadable(Exception):
    """A file can't be read. Any other `OSError` that occurs while files are being read is a write error."""


def read_texts(name: str, by_line: bool, outputs: Iterable[Any] = ()) -> Iterator[tuple[str, str]]:
    """Yield the location and the content of each JSON text in a file. Raises `Unreadable`.

    Each line is a text if the caller or the file's name says so, or if the first non-blank line is a
    complete JSON value. Any other file is one text. Bytes that aren't UTF-8 are escaped as surrogates.
    """
    shown = printable_name(name)
    by_line = by_line or name.lower().endswith((".jsonl", ".ndjson"))
    try:
        with io.BufferedReader(io.FileIO(0 if name == "-" else name, closefd=name != "-")) as file:
            # In `a.jsonl >> a.jsonl`, the output would be read back endlessly.
            is_regular = stat.S_ISREG(os.fstat(file.fileno()).st_mode)
            if is_regular and any(os.path.sameopenfile(file.fileno(), output.fileno()) for output in outputs):
                raise Unreadable("the input file is also the output")
            encoding = json.detect_encoding(file.peek(4)[:4])
            lines = io.TextIOWrapper(file, encoding, "surrogateescape", "\n")
            for number, line in enumerate(lines, 1):
                if line.isspace():
                    continue
                if not by_line and not is_json(line):
                    # The blank lines keep the line numbers in errors right.
                    yield shown, "\n" * (number - 1) + line + "".join(lines)
                    return
                by_line = True
                yield f"{shown}:{number}", line.rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(getattr(error, "strerror", "bytes that aren't UTF-16 or UTF-32")) from None


def is_json(text: str) -> bool:
    with contextlib.suppress(ValueError, RecursionError):
        json.loads(text)
        return True
    return False


def printable_name(name: str) -> str:
    """A file's name on one line: newlines, escape sequences and bytes that aren't text are escaped."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in ("<stdin>" if name == "-" else name))


def reliable_output(stream: Any) -> io.TextIOWrapper:
    """Standard output with a buffer. All three standard streams are set to blocking.

    If a pipe is non-blocking, Python treats an empty one as the end of the input and can't write to a full
    one. Without a buffer (`python -u`), it loses the part that a nearly full disk doesn't accept.
    """
    for descriptor in (0, 1, 2):
        with contextlib.suppress(OSError, AttributeError):  # it's closed, or Windows before Python 3.12
            os.set_blocking(descriptor, True)
    buffer = io.BufferedWriter(getattr(stream.buffer, "raw", stream.buffer), 65536)
    by_line = stream.line_buffering or stream.write_through
    return io.TextIOWrapper(buffer, stream.encoding, "backslashreplace", "\n", by_line)
