# SPDX-License-Identifier: MIT
"""The command: decode files of payloads and write them in canonical form, or report on them."""

from __future__ import annotations

import argparse
import itertools
import json
import os
import re
import stat
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, BinaryIO, TextIO

from . import __version__, activity, customer, webhook
from ._codec import ARRAY, OBJECT, read_text
from .activity import ACTIVITY_TYPES, CustomerActivity, CustomerActivityPage
from .customer import Customer, CustomerLoyalty
from .errors import DecodeError, EncodeError, path_text
from .webhook import Webhook

Document = Customer | CustomerActivity | CustomerActivityPage | Webhook

KINDS: dict[str, type[Document]] = {
    "customer": Customer,
    "activity": CustomerActivity,
    "page": CustomerActivityPage,
    "webhook": Webhook,
}

EPILOG = """\
A FILE holds one JSON document, an array of them, or JSON Lines; no FILE or - is standard input.
A record with its payload in a member "document" is opened, unless --kind says what it is.
Exit status: 0 all decoded, 1 some did not, 2 the command could not work, 130 interrupted.

examples:
  {prog} webhooks.jsonl > canonical.jsonl
  {prog} --drift --json export.jsonl
"""


class Unreadable(Exception):
    """A file that cannot be read; any other `OSError` is one of writing."""


def main() -> int:
    options = parse_arguments()
    summary = options.check or options.drift or options.json
    report = Report()
    progress = Progress(sys.stderr.isatty() and (summary or not sys.stdout.isatty()), report)
    status = 0
    try:
        for name in options.files or ["-"]:
            try:
                for place, document in read_documents(name, progress):
                    try:
                        kind, instance = decode(document, options.kind)
                        text = "" if summary else instance.to_json()
                    except (DecodeError, EncodeError) as error:
                        report.add_failure(error, place)
                        if not summary:
                            progress.clear()
                            complain(f"{place}: {error}")
                        continue
                    report.decoded[kind] += 1
                    if options.drift:
                        report.add_drift(instance, place)
                    if not summary:
                        print(text)
            except Unreadable as error:
                progress.clear()
                complain(str(error))
                status = 2
        sys.stdout.flush()
    except KeyboardInterrupt:
        status = 130
    except BrokenPipeError:
        silence(sys.stdout)  # the reader has gone away, as `head` does
    progress.clear()
    status = status or (1 if report.failed else 0)
    if summary:
        seen = report.as_dict(options.drift)
        print(json.dumps(seen) if options.json else as_text(seen))
    return status


def run() -> int:
    """The command, without a traceback where a stream is closed or full."""
    if sys.stdout is None or sys.stderr is None:
        return 2
    stdout: Any = sys.stdout
    stdout.reconfigure(errors="backslashreplace")  # a file may have any name
    status = 0
    try:
        try:
            status = main()
        except SystemExit as end:  # of --help, --version and wrong usage
            status = end.code if isinstance(end.code, int) else 2
        sys.stdout.flush()
    except BrokenPipeError:
        silence(sys.stdout)
    except OSError as error:
        silence(sys.stdout)
        complain(f"cannot write: {error.strerror}")
        status = 2
    try:
        sys.stderr.flush()
    except OSError:
        silence(sys.stderr)
    return status


def complain(text: str) -> None:
    try:
        print(text, file=sys.stderr)
    except OSError:
        silence(sys.stderr)


def silence(stream: TextIO) -> None:
    """Send what is still unwritten nowhere, so that Python need not fail on it when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def parse_arguments() -> argparse.Namespace:
    prog = f"python -m {__package__}"
    parser = argparse.ArgumentParser(
        prog=prog,
        description="Decode customers, activities, pages of activities and webhooks of Voucherify\n"
        "and write each as a line of canonical JSON.",
        epilog=EPILOG.format(prog=prog),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", nargs="*", metavar="FILE")
    parser.add_argument("--check", action="store_true", help="write no documents, but count them")
    parser.add_argument("--drift", action="store_true", help="as --check, and what the model does not know")
    parser.add_argument("--json", action="store_true", help="as --check or --drift, as one JSON object")
    parser.add_argument("--kind", choices=KINDS, help="take every document for one of this kind")
    parser.add_argument("--version", action="version", version=__version__)
    return parser.parse_args()


# --- reading -------------------------------------------------------------------------------------


def read_documents(name: str, progress: Progress) -> Iterator[tuple[str, Any]]:
    """Place and JSON value of each document; for a text that is no JSON, a `DecodeError`."""
    shown = "<stdin>" if name == "-" else name
    try:
        with open(0 if name == "-" else name, "rb", closefd=name != "-") as file:
            for line, value in read_values(progress.watched(file)):
                for document in value if isinstance(value, ARRAY) else [value]:
                    yield f"{shown}:{line}", document
    except OSError as error:
        raise Unreadable(f"{shown}: {error.strerror}") from None


def read_values(lines: Iterator[bytes]) -> Iterator[tuple[int, Any]]:
    """JSON Lines as a stream, or, where the first is only the beginning of a value, the whole."""
    numbered = itertools.dropwhile(lambda item: not item[1].strip(), enumerate(lines, 1))
    held: list[tuple[int, bytes]] = []
    one_value = False
    for line, raw in numbered:
        held.append((line, raw))
        if len(held) == 1:
            if not begins_a_value(raw):
                break
        # The first line may be one of JSON Lines, cut off: then a document does not fit behind it.
        elif not one_value and is_document(raw):
            one_value = fits_behind(held)
            if not one_value:
                break
    else:
        if not held:
            return
        text = b"".join(raw for _, raw in held)
        whole = read_value(text)
        if not isinstance(whole, DecodeError) or not any(is_document(raw) for _, raw in held):
            yield from each_of(whole, text, held[0][0])
            return
    for line, raw in itertools.chain(held, numbered):
        if raw.strip():
            yield line, read_value(raw.rstrip(b"\r\n"))


def read_value(raw: bytes) -> Any:
    try:
        return read_text(raw)
    except DecodeError as error:
        return error


def begins_a_value(raw: bytes) -> bool:
    text = raw.decode("utf-8-sig", "replace")
    return error_at(text) >= len(text.rstrip())


def is_document(raw: bytes) -> bool:
    return raw.lstrip().startswith(b"{") and isinstance(read_value(raw), dict)


def fits_behind(held: list[tuple[int, bytes]]) -> bool:
    """Whether the last line can go on with what the lines before it begin."""
    before = b"".join(raw for _, raw in held[:-1]).decode("utf-8-sig", "replace")
    last = held[-1][1].decode("utf-8", "replace").lstrip()
    return error_at(before + last) > len(before)


def error_at(text: str) -> int:
    """Where in the text its first fault as JSON is, -1 where there is none to place."""
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return error.pos
    except (ValueError, RecursionError):
        pass
    return -1


def each_of(whole: Any, raw: bytes, line: int) -> Iterator[tuple[int, Any]]:
    """The document of a text on many lines, or each of an array, with the line it begins on."""
    if not isinstance(whole, ARRAY):
        yield line, whole
        return
    text = raw.decode(json.detect_encoding(raw), "surrogatepass")
    begin_of_value = re.compile(r"[^\s,]")
    decode = json.JSONDecoder().raw_decode
    seen = 0
    end = text.index("[") + 1
    for value in whole:
        match = begin_of_value.search(text, end)
        begin = match.start() if match else end
        line += text.count("\n", seen, begin)
        yield line, [value]
        seen = begin
        end = decode(text, begin)[1]


# --- recognising ---------------------------------------------------------------------------------

ONLY_CUSTOMERS = frozenset(
    "source_id summary loyalty referrals system_metadata assets"
    " email phone birthday birthdate address".split()
)
"""Members by which a customer is known that has neither an id nor its type in `object`."""


def decode(document: Any, kind: str | None) -> tuple[str, Document]:
    if isinstance(document, DecodeError):
        raise document
    if kind is None and isinstance(document, OBJECT):
        kind = recognise(document)
        if kind is None and isinstance(document.get("document"), OBJECT):
            document = document["document"]
            kind = recognise(document)
    if kind is None:
        expected = "a customer, an activity, a page of activities or a webhook"
        actual = "an object that looks like none of them" if isinstance(document, OBJECT) else "no object"
        raise DecodeError((), expected, actual)
    return kind, KINDS[kind].from_dict(document)


KIND_BY_PREFIX = {"cust": "customer", "evcus": "activity", "whs": "webhook"}


def recognise(document: dict[str, Any]) -> str | None:
    """The kind of a document: by its id, by its type in `object`, or by members of this kind only."""
    identity, kind = document.get("id"), document.get("object")
    prefix = identity.partition("_")[0] if isinstance(identity, str) and "_" in identity else None
    if prefix in KIND_BY_PREFIX:
        return KIND_BY_PREFIX[prefix]
    if kind == "list":
        return "page" if document.get("data_ref") in ("data", None) else None
    if isinstance(kind, str):
        return "customer" if kind == "customer" else None
    if prefix is not None:
        return None  # the id of something else
    if isinstance(document.get("data"), list):
        return "page"
    if "project_id" in document or {"data", "event"} <= document.keys():
        return "webhook"
    if "data" in document:
        return "activity"
    if "customer" in document or ONLY_CUSTOMERS.isdisjoint(document):
        return None
    return "customer"


# --- reporting -----------------------------------------------------------------------------------

JSON_TYPES: dict[type[Any], str] = {
    type(None): "null",
    bool: "boolean",
    int: "integer",
    float: "number",
    str: "string",
    list: "array",
    dict: "object",
}


class Tally:
    """How often each of some things was seen and where first, in memory that has a bound."""

    LIMIT = 1000
    OTHERS = ("(others)", "more different ones than are kept apart")

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()
        self.first: dict[tuple[str, str], str] = {}
        self.json_types: dict[tuple[str, str], set[str]] = {}

    def add(self, path: str, reason: str, place: str, json_type: str = "") -> None:
        thing = (path, reason)
        if thing not in self.counts and len(self.counts) >= self.LIMIT:
            thing = self.OTHERS
        self.counts[thing] += 1
        self.first.setdefault(thing, place)
        self.json_types.setdefault(thing, set()).add(json_type)

    def rows(self) -> Iterator[tuple[str, str, list[str], int, str]]:
        """Path, reason, JSON types, count and first place of each, the most frequent first."""
        for thing, count in self.counts.most_common():
            yield (*thing, sorted(self.json_types[thing]), count, self.first[thing])


class Report:
    """What was seen in all files."""

    def __init__(self) -> None:
        self.decoded: Counter[str] = Counter()
        self.failed: int = 0
        self.failures: Tally = Tally()
        self.unknown_members: Tally = Tally()
        self.undocumented_types: Tally = Tally()

    def add_failure(self, error: DecodeError | EncodeError, place: str) -> None:
        self.failed += 1
        # Where in a text the first fault is differs from text to text.
        actual = error.actual.partition(" from ")[0]
        reason = f"expected {error.expected}, got {actual}"
        self.failures.add(folded(error.path), reason, place)

    def add_drift(self, instance: Any, place: str) -> None:
        for path, value in unknown_members(instance, "$"):
            self.unknown_members.add(path, "", place, JSON_TYPES[type(value)])
        for kind in types_of(instance):
            if kind not in ACTIVITY_TYPES:
                # A type is a name. What is none may be anything, and is not shown.
                shown = kind if TYPE_NAME.fullmatch(kind) else "(no name)"
                self.undocumented_types.add(shown, "", place)

    def as_dict(self, drift: bool) -> dict[str, Any]:
        summary: dict[str, Any] = {
            "documents": {kind: self.decoded[kind] for kind in KINDS},
            "failed": self.failed,
            "failures": [
                {"path": path, "reason": reason, "count": count, "first": first}
                for path, reason, _, count, first in self.failures.rows()
            ],
        }
        if drift:
            summary["unknown_members"] = [
                {"path": path, "types": types, "count": count, "first": first}
                for path, _, types, count, first in self.unknown_members.rows()
            ]
            summary["undocumented_types"] = [
                {"type": kind, "count": count, "first": first}
                for kind, _, _, count, first in self.undocumented_types.rows()
            ]
        return summary


def as_text(summary: dict[str, Any]) -> str:
    lines = [f"{count:10,}  {kind}" for kind, count in summary["documents"].items() if count]
    lines.append(f"{summary['failed']:10,}  failed")
    for row in summary["failures"]:
        lines.append(f"{row['count']:10,}  {row['path']}: {row['reason']}, first {row['first']}")
    if "unknown_members" in summary:
        lines.append("members that the model does not know:")
        for row in summary["unknown_members"]:
            types = ", ".join(row["types"])
            lines.append(f"{row['count']:10,}  {row['path']}: {types}, first {row['first']}")
        lines.append("types that are not documented:")
        for row in summary["undocumented_types"]:
            lines.append(f"{row['count']:10,}  {row['type']}, first {row['first']}")
    return "\n".join(lines)


KNOWN_MEMBERS = frozenset(
    member.name
    for module in (customer, activity, webhook)
    for kind in vars(module).values()
    if is_dataclass(kind)
    for member in fields(kind)
)
TYPE_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,99}")


def folded(path: tuple[str | int, ...]) -> str:
    """The path with list indices, and keys that are no members of the model, folded.

    `$.data[*].x`, `$.loyalty.campaigns.*.points`. A key of opaque JSON may be personal data.
    """
    text = "$"
    for index, step in enumerate(path):
        if isinstance(step, int):
            text += "[*]"
        elif step in KNOWN_MEMBERS and path[max(index - 2, 0) : index] != ("loyalty", "campaigns"):
            text += f".{step}"
        else:
            text += ".*"
    return text


def unknown_members(instance: Any, path: str) -> Iterator[tuple[str, object]]:
    """Folded path and value of each member in the `extra` of an object or of those within."""
    for name, value in instance.extra.items():
        yield path + path_text((name,))[1:], value
    for name in instance.__slots__:
        value = getattr(instance, name)
        if hasattr(value, "extra"):
            yield from unknown_members(value, f"{path}.{name}")
        elif isinstance(value, ARRAY):
            for item in value:
                if hasattr(item, "extra"):
                    yield from unknown_members(item, f"{path}.{name}[*]")
        elif isinstance(instance, CustomerLoyalty) and name == "campaigns" and value is not None:
            for item in value.values():
                yield from unknown_members(item, f"{path}.campaigns.*")


def types_of(instance: object) -> Iterator[str]:
    if isinstance(instance, CustomerActivityPage):
        for item in instance.data or ():
            yield from types_of(item)
    elif isinstance(instance, (CustomerActivity, Webhook)) and instance.type is not None:
        yield instance.type


class Progress:
    """A line on the terminal that says how far the work is; nothing where there is no terminal."""

    def __init__(self, shown: bool, report: Report) -> None:
        self.shown = shown
        self.report = report
        self.began: float = time.monotonic()
        self.next: float = self.began

    def watched(self, file: BinaryIO) -> Iterator[bytes]:
        """The lines of the file; between them, the progress line is brought up to date."""
        if not self.shown:
            yield from file
            return
        status = os.fstat(file.fileno())
        size = status.st_size if stat.S_ISREG(status.st_mode) else 0
        done = 0
        for raw in file:
            done += len(raw)
            yield raw
            now = time.monotonic()
            if now >= self.next:
                self.next = now + 0.2
                self.show(f"{done / size:.0%} of the file, " if size else "", now)

    def show(self, share: str, now: float) -> None:
        failed = self.report.failed
        count = sum(self.report.decoded.values()) + failed
        rate = count / max(now - self.began, 0.001)
        text = f"{count:,} documents, {share}{rate:,.0f} a second, {failed:,} failed"
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        if self.shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(run())
