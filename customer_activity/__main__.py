# SPDX-License-Identifier: MIT
"""The command: decode files of payloads and write them in canonical form, or report on them."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import threading
import time
from typing import Any
from collections.abc import Callable

from . import __version__
from ._reading import KINDS, Unreadable, kind_of, shown_name, texts_in
from ._report import Report
from ._json import load
from .errors import DecodeError, EncodeError

EPILOG = """\
A FILE whose name ends in .jsonl or .ndjson, or any under --lines, is read line by line, each line
a document. Another whose first line that is not blank is a whole JSON value is read so too.
Everything else is one JSON text, a document or an array of documents, and held in memory whole.
No FILE, or -, is standard input. Places are FILE:LINE or FILE, with [0], [1] ... in an array.

Exit status: 0 all decoded, 1 some did not or a file held no document, 2 the command could not
work, 130 interrupted.

examples:
  {prog} webhooks.jsonl > canonical.jsonl
  {prog} --drift --json export.jsonl
"""


def parse_arguments() -> argparse.Namespace:
    prog = f"python -m {__package__}"
    parser = argparse.ArgumentParser(
        prog=prog,
        description="Decode what Voucherify sends, and write each document as a line of canonical JSON.",
        epilog=EPILOG.format(prog=prog),
        formatter_class=argparse.RawDescriptionHelpFormatter,
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
        parser.error(f"unrecognized arguments: {' '.join(map(shown_name, unknown))}")
    options.drift = options.drift or options.fail_on_drift
    options.check = options.check or options.drift or options.json
    return options


class Command:
    """The work of one call: its options, what was seen so far, and when that is shown next."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options: argparse.Namespace = options
        self.report: Report = Report(options.drift)
        shows_progress = terminal_width() and (options.check or not sys.stdout.isatty())
        self.next_progress: float = 0 if shows_progress else float("inf")

    def read_files(self) -> int:
        status = 0
        for name in self.options.files:
            try:
                self.read_file(name)
            except Unreadable as error:
                say(f"{error}\n")
                status = 2
        return status

    def read_file(self, name: str) -> None:
        seen_before = self.report.seen()
        for place, text in texts_in(name, self.options.lines):
            try:
                value = load(text)
            except DecodeError as error:
                self.fail(place, error, None)
                continue
            if value.__class__ is list:
                for number, document in enumerate(value):
                    self.decode(f"{place}[{number}]", document)
            else:
                self.decode(place, value)
        if self.report.seen() == seen_before:
            self.fail(shown_name(name), DecodeError((), "a document", "none"), None)

    def decode(self, place: str, document: Any) -> None:
        kind: str | None = self.options.kind
        try:
            kind = kind or kind_of(document)
            instance = KINDS[kind].from_dict(document)
            if not self.options.check:
                sys.stdout.write(instance.to_json() + "\n")
        except (DecodeError, EncodeError) as error:
            self.fail(place, error, kind)
        else:
            self.report.add(place, instance, kind)
            self.show_progress()

    def fail(self, place: str, error: DecodeError | EncodeError, kind: str | None) -> None:
        self.report.add_failure(place, error, kind)
        if not self.options.check:
            say(f"{place}: {error}\n")
        self.show_progress()

    def show_progress(self) -> None:
        """Bring the line on the terminal up to date, five times a second."""
        now = time.monotonic()
        if now >= self.next_progress:
            self.next_progress = now + 0.2
            text = f"{self.report.seen():,} documents, {self.report.failures.counts.total():,} failed"
            say(text[: terminal_width() - 1])

    def write_report(self) -> int:
        say("")
        if self.options.check:
            print(json.dumps(self.report.as_dict()) if self.options.json else self.report.as_text())
        drift = self.report.drift.values() if self.options.fail_on_drift else ()
        return 1 if any(table.counts for table in (self.report.failures, *drift)) else 0


def main() -> int:
    command = Command(parse_arguments())
    return max(outcome_of(command.read_files), outcome_of(command.write_report))


def interrupt(*_: object) -> None:
    """The first Ctrl-C ends the work; a second one would only disturb the end."""
    signal.signal(signal.SIGINT, lambda *_: None)
    raise KeyboardInterrupt


def run() -> int:
    """The command. It has an exit status for every end, and a traceback for none."""
    if sys.stderr is None:  # it was closed, which is no reason to stop
        sys.stderr = open(os.devnull, "w", encoding="utf-8")
    if sys.stdout is None:
        say("cannot write: standard output is closed\n")
        return 2
    stdout: Any = sys.stdout
    stdout.reconfigure(errors="backslashreplace")  # a name may have any characters
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, interrupt)
    status = max(outcome_of(main), outcome_of(stdout.flush))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # what follows is Python's own end
    return status


def outcome_of(action: Callable[[], int | None]) -> int:
    """The exit status that an action gives, or that the way in which it ends stands for."""
    try:
        return action() or 0
    except SystemExit as error:  # of --help, --version and wrong usage
        return int(error.code or 0)
    except KeyboardInterrupt:
        return hurry()
    except MemoryError:
        say("cannot read: out of memory\n")
        return 2
    except BrokenPipeError:
        silence(sys.stdout)  # its reader has gone away, as `head` does
        return 0
    except OSError as error:
        silence(sys.stdout)
        say(f"cannot write: {error.strerror}\n")
        return 2


def hurry() -> int:
    """Come to an end after Ctrl-C: what is not written within half a second is not written.

    The reader of a pipe that is full may never read on, and Python itself would wait for it.
    """
    signal.signal(signal.SIGINT, lambda *_: None)
    limit = threading.Timer(0.5, os._exit, [130])
    limit.daemon = True
    limit.start()
    say("")
    outcome_of(sys.stdout.flush)
    return 130


def say(text: str) -> None:
    """Write to standard error, in place of the line of progress. If nobody can read it, so be it."""
    try:
        sys.stderr.write(f"\r\x1b[K{text}" if terminal_width() else text)
        sys.stderr.flush()
    except OSError:
        silence(sys.stderr)


def terminal_width() -> int:
    """The columns of the screen on which a line can be written anew, 0 where standard error is none."""
    if os.environ.get("TERM") == "dumb":
        return 0
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or 80
    except OSError:
        return 0


def silence(stream: Any) -> None:
    """Send what is still unwritten nowhere, so that Python need not fail on it when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


if __name__ == "__main__":
    sys.exit(run())
