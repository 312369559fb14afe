# SPDX-License-Identifier: MIT
"""How files are read and the standard streams written, so that nothing is lost in silence."""

from __future__ import annotations

import codecs
import io
import json
import os
import select
import signal
import stat
from collections.abc import Iterator
from typing import Any, TextIO

PIPE_BUF = getattr(select, "PIPE_BUF", 4096)  # Windows has none


class Unreadable(Exception):
    """Why a file cannot be read. While files are read, any other `OSError` is one of writing."""


def read_texts(name: str, by_line: bool) -> Iterator[tuple[str, bytes]]:
    """The place of each JSON text in a file, and the text. Raises `Unreadable`.

    A line is a text where the caller or the name of the file says so, or where the first line that
    is not blank is a whole JSON value. Any other file is one text.
    """
    shown = printable_name(name)
    by_line = by_line or name.lower().endswith((".jsonl", ".ndjson"))
    try:
        with io.BufferedReader(Input(0 if name == "-" else name, closefd=name != "-")) as file:
            if is_output(file.fileno()):
                raise Unreadable("the input is the output as well")
            for number, line in enumerate(file, 1):
                if line.isspace():
                    continue
                if not by_line and not is_json(line):
                    # The blank lines are for the line of a fault in the text.
                    yield shown, b"\n" * (number - 1) + line + b"".join(file)
                    return
                by_line = True
                yield f"{shown}:{number}", line.rstrip(b"\r\n")
    except OSError as error:
        raise Unreadable(error.strerror) from None


class Input(io.FileIO):
    """A file for reading. Where standard input is non-blocking and has nothing yet, that is not its end."""

    def readinto(self, buffer: Any, /) -> int:
        while (size := super().readinto(buffer)) is None:
            select.select([self], [], [])
        return size


def is_output(descriptor: int) -> bool:
    """Whether what is written would be read again and again, as by `a.jsonl >> a.jsonl`."""
    status = os.fstat(descriptor)
    return stat.S_ISREG(status.st_mode) and os.path.samestat(status, os.fstat(1))


def is_json(text: bytes) -> bool:
    try:
        json.loads(text)
    except (json.JSONDecodeError, UnicodeDecodeError):
        return False
    except (ValueError, RecursionError):
        pass  # with an integer too long, or nested too deep, it is JSON all the same
    return True


def printable_name(name: str) -> str:
    """The name of a file, on one line: line ends, escapes and bytes that are no text are escaped."""
    if name == "-":
        return "<stdin>"
    return "".join(character if character.isprintable() else ascii(character)[1:-1] for character in name)


class Interrupt:
    """The answer to Ctrl-C: end the work, but not half way through a line, and ignore a second one."""

    came = False
    held = False

    def __call__(self, *_: object) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        self.came = True
        if not self.held:
            raise KeyboardInterrupt


class Stream:
    """Standard output or standard error. What is written arrives whole, or there is an `OSError`.

    Python's own streams lose what a full disk or a non-blocking pipe does not take at once where they
    are unbuffered (`python -u`), and a part of what is being written at Ctrl-C.
    """

    def __init__(self, stream: TextIO, interrupt: Interrupt) -> None:
        self.raw: Any = getattr(stream.buffer, "raw", stream.buffer)  # unbuffered, it has no buffer
        # The name of a file may have any characters.
        self.encode = codecs.getincrementalencoder(stream.encoding)("backslashreplace").encode
        self.limit = 0 if stream.isatty() or self.raw is stream.buffer else 16384
        self.pending = bytearray()
        self.interrupt = interrupt
        self.poll = select.poll() if hasattr(select, "poll") else None  # Windows has none
        if self.poll:
            self.poll.register(self.raw, select.POLLOUT)

    def write(self, text: str) -> None:
        self.pending += self.encode(text)
        if len(self.pending) > self.limit:
            self.flush()

    def flush(self) -> None:
        """Write what is pending. After Ctrl-C, do not wait for a reader that takes nothing for a second."""
        came_before = self.interrupt.came
        self.interrupt.held = True
        try:
            while self.pending:
                if self.is_ready():
                    del self.pending[: self.raw.write(self.pending[:PIPE_BUF]) or 0]
                elif self.interrupt.came:
                    break
        finally:
            self.pending.clear()
            self.interrupt.held = False
        if self.interrupt.came and not came_before:
            raise KeyboardInterrupt

    def is_ready(self) -> bool:
        """Wait until `PIPE_BUF` bytes can be written without waiting, a second at most."""
        return self.poll is None or bool(self.poll.poll(1000))
