# SPDX-License-Identifier: MIT
"""Measures this package and its peers side by side; `run.py` runs it where all of them are installed.

The machines that this runs on change speed by the second, so nothing is measured alone. A round
measures everything in a row of the tables once, in an order drawn anew; a ratio is the median of the
ratios within the rounds, and the spread is what lies between the 10th and the 90th percentile. All
times are of the processor, because a clock on the wall also shows what others do on the machine.
"""

from __future__ import annotations

import argparse
import compileall
import datetime as dt
import hashlib
import hmac
import json
import os
import platform
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import textwrap
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

import customer_activity

HERE = Path(__file__).resolve().parent

US = "customer_activity"
PEERS = ["pydantic", "mashumaro", "msgspec", "cattrs", "voucherify"]

PROCESSES = 7  # that time calls, each in rounds of its own
STARTS = 71  # rounds of starts
SLOW = 500  # milliseconds: what starts more slowly does so in the first seven rounds only
COMMANDS = 9  # rounds of the command
LINES = 60_000  # that it is given

# --- the targets ---------------------------------------------------------------------------------

START = "start"
FLOOR = "import dataclasses, datetime"
OURS = f"import {US}"
WEBHOOK = "decode a signed webhook"
CHECKING = f"check {LINES:,} x full"
WRITING = f"write {LINES:,} x full"
COMMAND = "the command"
LOOP = "a loop"


class Target(NamedTuple):
    """In one row, the figure of `what` over that of `against` is at most `limit`."""

    row: str
    what: str
    against: str
    limit: float


TARGETS = [
    Target(START, OURS, FLOOR, 1.35),
    Target(START, WEBHOOK, FLOOR, 1.75),
    Target("text to model, full", US, "pydantic", 2.2),
    Target("text to model, full", US, "mashumaro", 0.8),
    Target("text to model, small", US, "pydantic", 2.3),
    Target("text to model, small", US, "mashumaro", 0.75),
    Target("model to text, full", US, "pydantic", 2.6),
    Target("model to text, full", US, "mashumaro", 0.98),
    Target("model to text, small", US, "pydantic", 2.0),
    Target("model to text, small", US, "mashumaro", 0.78),
    Target("decode, full", US, "pydantic", 1.35),
    Target("decode, full", US, "mashumaro", 0.69),
    Target("decode, small", US, "pydantic", 1.15),
    Target("encode, full", US, "pydantic", 1.05),
    Target("encode, full", US, "mashumaro", 1.35),
    Target("memory of a full", US, "pydantic", 0.32),
    # 0.9 of the loop's rate or more is 1 / 0.9 of its time or less.
    Target(CHECKING, COMMAND, LOOP, 1 / 0.9),
    Target(WRITING, COMMAND, LOOP, 1 / 0.9),
]

# --- measuring -----------------------------------------------------------------------------------

Row = dict[str, list[float]]
"""The rounds of everything that one row measures."""


def ratios(row: Row, what: str, against: str) -> list[float]:
    """Round by round. What is measured less often is so in the first rounds."""
    return [a / b for a, b in zip(row[what], row[against])]


def medians(rows: dict[str, Row]) -> dict[str, dict[str, float]]:
    return {
        title: {name: statistics.median(rounds) for name, rounds in row.items()}
        for title, row in rows.items()
    }


def milliseconds(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *command], cwd=HERE, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime) * 1e3


def time_processes(commands: dict[str, list[str]], rounds: int) -> Row:
    row: Row = {name: [] for name in commands}
    slow = {name for name, command in commands.items() if milliseconds(command) > SLOW}
    for index in range(rounds):
        for name in random.sample(list(commands), len(commands)):
            if index < 7 or name not in slow:
                row[name].append(milliseconds(commands[name]))
    return row


def time_starts() -> Row:
    """Processes that end when they have imported a package, and the peers' when they have the model too."""
    data = {"customer": json.loads((HERE / "small.json").read_text("utf-8"))}
    moment = "2025-03-04T10:15:30.250Z"
    webhook = {"id": "whs_1", "created_at": moment, "type": "customer.updated", "data": data}
    body = json.dumps(webhook, separators=(",", ":")).encode()
    signature = hmac.new(b"secret", body, hashlib.sha256).hexdigest()
    use = f"""\
from customer_activity.webhook import Webhook, verify_signature
if not verify_signature({body!r}, {signature!r}, "secret"):
    raise SystemExit("a wrong signature")
Webhook.from_json({body!r})
"""
    codes = {FLOOR: FLOOR, OURS: OURS, WEBHOOK: use, "import pydantic": "import pydantic"}
    codes |= {f"{name}, with the model": f"import peer_{name}" for name in PEERS}
    return time_processes({name: ["-c", code] for name, code in codes.items()}, STARTS)


def time_command() -> dict[str, Row]:
    """The command, and beside it a process that loops over the same lines."""
    loop = """\
import sys
from customer_activity import Customer
with open(sys.argv[1], encoding="utf-8") as lines:
    for line in lines:
        """
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder, "full.jsonl"))
        document = json.loads((HERE / "full.json").read_text("utf-8"))
        Path(file).write_text((json.dumps(document, separators=(",", ":")) + "\n") * LINES, "utf-8")
        check = ["-c", loop + "Customer.from_json(line)", file]
        write = ["-c", loop + "print(Customer.from_json(line).to_json())", file]
        return {
            CHECKING: time_processes({COMMAND: ["-m", US, "--check", file], LOOP: check}, COMMANDS),
            WRITING: time_processes({COMMAND: ["-m", US, file], LOOP: write}, COMMANDS),
        }


def time_calls() -> tuple[dict[str, Row], dict[str, list[str]]]:
    """Microseconds a call and bytes an instance; and what each package does not do."""
    rows: dict[str, Row] = {}
    lacks: dict[str, list[str]] = {}
    for _ in range(PROCESSES):
        command = [sys.executable, str(HERE / "calls.py"), US, *PEERS]
        result = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
        for title, row in result["rows"].items():
            for name, rounds in row.items():
                rows.setdefault(title, {}).setdefault(name, []).extend(rounds)
        lacks = result["does not"]
    return rows, lacks


# --- showing -------------------------------------------------------------------------------------


def figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"


def print_calls(rows: dict[str, Row]) -> None:
    print("\nmicroseconds a document, and bytes; in brackets the ratio of this package's to it")
    print(f"{'':22}{US:>17}" + "".join(f"{name:>16}" for name in PEERS))
    for title, row in rows.items():
        line = f"{title:22}{figure(statistics.median(row[US])):>17}"
        for name in PEERS:
            ratio = statistics.median(ratios(row, US, name))
            line += f"{f'{figure(statistics.median(row[name]))} ({ratio:.2f})':>16}"
        print(line, flush=True)


def print_processes(title: str, row: Row, against: str) -> None:
    print(f"\n{title}: milliseconds, and the ratio to: {against}")
    for name, rounds in row.items():
        ratio = statistics.median(ratios(row, name, against))
        print(f"{name:30}{statistics.median(rounds):10,.1f}{ratio:10.2f}", flush=True)


def print_shortcomings(lacks: dict[str, list[str]]) -> None:
    print("\nwhat each does not do, found out by trying")
    for name, texts in lacks.items():
        first, rest = f"{name:20}", " " * 20
        print(textwrap.fill("; ".join(texts) or "-", 118, initial_indent=first, subsequent_indent=rest))


def judge(rows: dict[str, Row]) -> list[dict[str, str | float | bool]]:
    results: list[dict[str, str | float | bool]] = []
    print(f"\n{'targets':64}{'ratio':>8}{'10%-90%':>14}{'at most':>10}")
    for target in TARGETS:
        values = ratios(rows[target.row], target.what, target.against)
        ratio = statistics.median(values)
        low, *_, high = statistics.quantiles(values, n=10, method="inclusive")
        met = ratio <= target.limit
        results.append({**target._asdict(), "ratio": ratio, "p10": low, "p90": high, "met": met})
        name = f"{target.row}: {target.what} / {target.against}"
        verdict = "met" if met else "MISSED"
        print(f"{name:64}{ratio:8.3f}{f'{low:.3f}-{high:.3f}':>14}{target.limit:10.3f}  {verdict}")
    return results


def heading() -> list[str]:
    model = platform.processor() or platform.machine()
    if sys.platform == "linux":
        names = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line]
        model = names[0].partition(": ")[2] if names else model
    return [
        f"{platform.python_implementation()} {platform.python_version()}, {dt.datetime.now():%Y-%m-%d %H:%M}",
        f"{model}, {os.cpu_count()} CPUs, load {os.getloadavg()[0]:.1f}, {platform.platform()}",
        ", ".join([f"{US} {customer_activity.__version__}", *(f"{p} {metadata.version(p)}" for p in PEERS)]),
    ]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--json", metavar="FILE", type=Path)
    options = parser.parse_args()
    for folder in (HERE, HERE.parents[1] / US):
        compileall.compile_dir(folder, quiet=1)

    head = heading()
    print("\n".join(head), flush=True)
    processes = {START: time_starts()}
    print_processes(START, processes[START], FLOOR)
    calls, lacks = time_calls()
    print_calls(calls)
    for title, row in time_command().items():
        processes[title] = row
        print_processes(title, row, LOOP)
    print_shortcomings(lacks)
    targets = judge(processes | calls)

    if options.json:
        report = {
            "head": head,
            "milliseconds": medians(processes),
            "microseconds, bytes": medians(calls),
            "does not": lacks,
            "targets": targets,
        }
        options.json.write_text(json.dumps(report, indent=2) + "\n", "utf-8")
    return 1 if options.check and not all(target["met"] for target in targets) else 0


if __name__ == "__main__":
    sys.exit(main())
