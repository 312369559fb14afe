# SPDX-License-Identifier: MIT
"""Decode what Voucherify sends, and write each document as a line of canonical JSON.

A FILE whose name ends in .jsonl or .ndjson, or any under --lines, is read line by line, each line
a document. Another whose first line that is not blank is a whole JSON value is read so too.
Everything else is one JSON text, a document or an array of documents, and held in memory whole.
No FILE, or -, is standard input. Places are FILE:LINE or FILE, with [0], [1] ... in an array.

Exit status: 0 all decoded, 1 some did not or a file held no document, 2 the command could not
work, 130 interrupted.

examples:
  %(prog)s webhooks.jsonl > canonical.jsonl
  %(prog)s --drift --json export.jsonl
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from .. import DecodeError, EncodeError, __version__
from .. import __name__ as package
from .._json import load
from .files import Interrupt, Stream, Unreadable, printable_name, read_texts
from .kinds import KINDS, detect_kind
from .report import Report


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog=f"python -m {package}",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("files", nargs="*", default=["-"], metavar="FILE")
    parser.add_argument("--check", action="store_true", help="write no documents, but count them")
    parser.add_argument("--drift", action="store_true", help="as --check, and what the model does not know")
    parser.add_argument("--fail-on-drift", action="store_true", help="as --drift, which is then a status 1")
    parser.add_argument("--json", action="store_true", help="as --check or --drift, as one JSON object")
    parser.add_argument("--kind", choices=KINDS, help="take every document for one of this kind")
    parser.add_argument("--lines", action="store_true", help="read line by line, whatever the name")
    parser.add_argument("--version", action="version", version=__version__)
    options, unknown = parser.parse_known_args()
    if unknown:
        parser.error(f"unrecognized arguments: {' '.join(map(printable_name, unknown))}")
    options.drift = options.drift or options.fail_on_drift
    options.check = options.check or options.drift or options.json
    return options


class Command:
    """The work of one call: where it writes, its options, and what was seen so far."""

    def __init__(self) -> None:
        self.interrupt = Interrupt()
        self.output = Stream(sys.stdout, self.interrupt)
        self.messages = Stream(sys.stderr, self.interrupt)
        self.can_rewrite_line = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"

    def main(self) -> int:
        printed = io.StringIO()
        try:
            with contextlib.redirect_stdout(printed):  # argparse ignores that its help cannot be written
                self.options = parse_arguments()
        finally:
            self.output.write(printed.getvalue())
        self.report = Report(self.options.drift)
        shows_progress = self.can_rewrite_line and (self.options.check or not sys.stdout.isatty())
        self.next_progress = 0 if shows_progress else float("inf")
        return max(self.outcome_of(self.read_files), self.outcome_of(self.summarize), self.verdict())

    def read_files(self) -> int:
        status = 0
        for name in self.options.files:
            try:
                self.read_file(name)
            except (Unreadable, MemoryError) as error:
                self.say(f"{printable_name(name)}: {str(error) or 'out of memory'}\n")
                status = 2
        return status

    def read_file(self, name: str) -> None:
        seen_before = self.report.seen()
        for place, text in read_texts(name, self.options.lines):
            try:
                value = load(text)
            except DecodeError as error:
                self.fail(place, error)
                continue
            if value.__class__ is list:
                for number, document in enumerate(value):
                    self.decode(f"{place}[{number}]", document)
            else:
                self.decode(place, value)
        if self.report.seen() == seen_before:
            self.fail(printable_name(name), DecodeError((), "a document", "none"))

    def decode(self, place: str, document: Any) -> None:
        try:
            kind = self.options.kind or detect_kind(document)
            instance = KINDS[kind].from_dict(document)
            if not self.options.check:
                self.output.write(instance.to_json() + "\n")
            self.report.add(place, instance, kind)
        except (DecodeError, EncodeError) as error:
            self.fail(place, error)
        self.show_progress()

    def fail(self, place: str, error: DecodeError | EncodeError) -> None:
        self.report.add_failure(place, error)
        if not self.options.check:
            self.say(f"{place}: {error}\n")

    def show_progress(self) -> None:
        """Bring the line on the terminal up to date, five times a second."""
        now = time.monotonic()
        if now >= self.next_progress:
            self.next_progress = now + 0.2
            self.say(f"{documents(self.report.seen())}, {self.report.failures.total:,} failed")

    def summarize(self) -> None:
        self.say("")
        self.report.interrupted = self.interrupt.came
        if self.options.check:
            report = json.dumps(self.report.as_dict()) if self.options.json else self.report.as_text()
            self.output.write(f"{report}\n")
        elif failed := self.report.failures.total:
            were = "was" if failed == 1 else "were"
            self.say(f"{failed:,} of {documents(self.report.seen())} {were} left out\n")

    def verdict(self) -> int:
        tables = self.report.tables.values() if self.options.fail_on_drift else [self.report.failures]
        return 1 if any(table.total for table in tables) else 0

    def outcome_of(self, action: Callable[[], int | None]) -> int:
        """The exit status that an action gives, or that the way in which it ends stands for."""
        try:
            return action() or 0
        except SystemExit as error:  # of --help, --version and wrong usage
            return int(error.code or 0)
        except KeyboardInterrupt:
            return 130
        except BrokenPipeError:
            return 0  # the reader has gone away, as `head` does
        except OSError as error:
            self.say(f"cannot write: {error.strerror}\n")
            return 2

    def say(self, text: str) -> None:
        """Write to standard error, in place of the line of progress. If nobody can read it, so be it."""
        with contextlib.suppress(OSError):
            self.messages.write(f"\r\x1b[K{text}" if self.can_rewrite_line else text)
            self.messages.flush()


def documents(count: int) -> str:
    return f"{count:,} document" if count == 1 else f"{count:,} documents"


def run() -> int:
    """The command. It has an exit status for every end, and a traceback for none."""
    streams_are_its_own = sys.stdout is sys.__stdout__ and sys.stderr is sys.__stderr__
    if sys.stderr is None:  # it was closed, which is no reason to stop
        sys.stderr = io.TextIOWrapper(io.FileIO(os.devnull, "w"), "utf-8")
    if sys.stdout is None:
        print("cannot write: standard output is closed", file=sys.stderr)
        return 2
    if not streams_are_its_own or threading.current_thread() is not threading.main_thread():
        print(f"this is a command: run `python -m {package}` as a process", file=sys.stderr)
        return 2
    command = Command()
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, command.interrupt)
    status = max(command.outcome_of(command.main), command.outcome_of(command.output.flush))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # what follows is Python's own end
    return status
