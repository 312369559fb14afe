# SPDX-License-Identifier: MIT
"""Decode Voucherify JSON and write each document as one line of canonical JSON.

Files whose name ends in .jsonl or .ndjson, and all files with --lines, are read line by line, with
one document per line. So are files whose first non-blank line is a complete JSON value. Any other
file is read as one JSON text, either a document or an array of documents, and held in memory.

Without FILE, or if FILE is -, the command reads standard input. Locations are shown as FILE:LINE or
FILE, followed by [0], [1] and so on inside an array.

exit status:
  0    every document decoded
  1    a document didn't decode, a file contained no documents, or --fail-on-drift found drift
  2    the command couldn't run or finish
  130  interrupted

examples:
  %(prog)s webhooks.jsonl > canonical.jsonl
  %(prog)s --drift --json export.jsonl
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import signal
import sys
import time
from threading import current_thread, main_thread
from typing import Any

from .. import DecodeError, EncodeError, __version__
from .. import __name__ as package
from .._json import load
from .files import Unreadable, printable_name, read_texts, reliable_output
from .kinds import KINDS, detect_kind
from .report import Report


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog=f"python -m {package}", description=__doc__, allow_abbrev=False)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    add = parser.add_argument
    add("files", nargs="*", default=["-"], metavar="FILE")
    add("--check", action="store_true", help="print counts and failures instead of the documents")
    add("--drift", action="store_true", help="like --check, and list what the model doesn't know")
    add("--fail-on-drift", action="store_true", help="like --drift, and exit with status 1 if there is any")
    add("--json", action="store_true", help="print the report as one JSON object (implies --check)")
    add("--kind", choices=KINDS, help="treat every document as this kind")
    add("--lines", action="store_true", help="read every file line by line, whatever its name")
    add("--version", action="version", version=__version__)
    options = parser.parse_args()
    options.drift |= options.fail_on_drift
    options.check |= options.drift or options.json
    return options


class Command:
    """One run of the command: its options, and what it has seen so far."""

    def __init__(self) -> None:
        self.status = 0
        self.can_stop = True
        self.deadline = 0.0  # set by Ctrl-C
        self.erase = "\r\x1b[K" if sys.stderr.isatty() and os.environ.get("TERM") != "dumb" else ""

    def main(self) -> None:
        self.options = options = parse_arguments()
        self.report = report = Report(options.drift)
        self.next_progress = 0 if self.erase and (options.check or not sys.stdout.isatty()) else float("inf")
        with contextlib.suppress(KeyboardInterrupt):
            if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
                signal.signal(signal.SIGINT, self.interrupt)
            for name in options.files:
                self.read_file(name)
            self.can_stop = False
        report.interrupted = bool(self.deadline)
        if options.fail_on_drift and any(report.tables.values()):
            self.status = max(self.status, 1)
        self.say("", end="")
        if options.check:
            print(json.dumps(report.as_dict()) if options.json else report.as_text())
        elif failed := report.total("failures"):
            noun, verb = "document" if report.seen() == 1 else "documents", "was" if failed == 1 else "were"
            self.say(f"{failed:,} of {report.seen():,} {noun} {verb} left out")

    def interrupt(self, *_: object) -> None:
        """Handle Ctrl-C: stop reading, but never write half a line. After a second, another Ctrl-C ends the
        process at once, in case whatever reads the output is stuck."""
        if self.deadline and time.monotonic() > self.deadline:
            os._exit(130)
        self.deadline = self.deadline or time.monotonic() + 1
        if self.can_stop:
            self.can_stop = False
            raise KeyboardInterrupt

    def read_file(self, name: str) -> None:
        seen_before = self.report.seen()
        try:
            for location, text in read_texts(name, self.options.lines, (sys.stdout, sys.stderr)):
                try:
                    # ASCII is fastest as it is. The bytes of anything else have yet to be checked.
                    value = load(text if text.isascii() else text.encode("utf-8", "surrogateescape"))
                except DecodeError as error:
                    if error.actual.startswith("extra data"):
                        error.expected = "one document, or one per line (use `jq -c .`)"
                    self.fail(location, error)
                    continue
                if value.__class__ is list:
                    for number, document in enumerate(value):
                        self.decode(f"{location}[{number}]", document)
                else:
                    self.decode(location, value)
            if self.report.seen() == seen_before:
                self.fail(printable_name(name), DecodeError((), "a document", "none"))
        except (Unreadable, MemoryError) as error:
            self.say(f"{printable_name(name)}: {str(error) or 'out of memory'}")
            self.status = 2

    def decode(self, location: str, document: Any) -> None:
        try:
            kind = self.options.kind or detect_kind(document)
            instance = KINDS[kind].from_dict(document)
            line = "" if self.options.check else instance.to_json() + "\n"
        except (DecodeError, EncodeError) as error:
            self.fail(location, error)
        else:
            self.report.documents[kind] += 1
            if self.options.drift:
                self.report.add_drift(location, instance, "$")
            if line:
                self.can_stop = False
                sys.stdout.write(line)
                self.can_stop = True
                if self.deadline:
                    raise KeyboardInterrupt
        if self.erase and time.monotonic() >= self.next_progress:
            self.next_progress = time.monotonic() + 0.2
            self.say(f"{self.report.seen():,} read, {self.report.total('failures'):,} failed", end="")

    def fail(self, location: str, error: DecodeError | EncodeError) -> None:
        self.status = max(self.status, 1)
        self.report.add_failure(location, error)
        if not self.options.check:
            self.say(f"{location}: {error}")

    def say(self, text: str, end: str = "\n") -> None:
        """Print to standard error, in place of the progress line. Errors in writing it are ignored."""
        with contextlib.suppress(OSError):
            print(f"{self.erase}{text}{end}", end="", file=sys.stderr, flush=True)


def run() -> int:
    """Run the command. It always ends with an exit status, and never with a traceback."""
    if (sys.stdout, sys.stderr) != (sys.__stdout__, sys.__stderr__) or current_thread() is not main_thread():
        print(f"this command must run in its own process: use `python -m {package}`", file=sys.stderr)
        return 2
    # If standard error is closed, the command does without it.
    sys.stderr = sys.stderr or os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
    if sys.stdout is None:
        print("cannot write: standard output is closed", file=sys.stderr)
        return 2
    sys.setrecursionlimit(5000)  # or a document could be too deep to write, although it decodes
    sys.stdout = reliable_output(sys.stdout)
    command = Command()
    try:
        try:
            command.main()
        finally:  # even after --help, which exits
            sys.stdout.flush()
    except BrokenPipeError:  # the reader has gone, as `head` does: the status is the one so far
        command.say("", end="")
    except OSError as error:
        command.say(f"cannot write: {error.strerror}")
        command.status = 2
    for stream in (sys.stdout, sys.stderr):  # or Python would try again to write what couldn't be written
        with contextlib.suppress(OSError):
            stream.close()
    return 130 if command.deadline else command.status
