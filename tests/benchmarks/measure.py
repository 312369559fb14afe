# SPDX-License-Identifier: MIT
"""Measures this package beside its peers and an earlier version: nox -s benchmarks-3.13 [-- OPTION ...]

The machine's speed can change from one second to the next, so nothing is measured alone. A round measures
everything in a row once, in random order. A ratio is the median of the ratios within the rounds. All times
are CPU time, because wall-clock time also includes the work of other processes.
"""

from __future__ import annotations

import argparse
import compileall
import datetime as dt
import io
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import zipfile
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from processes import STDLIB, time_command, time_starts

import customer_activity

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]

US = "customer_activity"
BEFORE = "7838d33"  # this package at that commit
LIBRARIES = ["pydantic", "mashumaro", "msgspec", "voucherify"]
PEERS = [*LIBRARIES, "pydantic_strict", "pydantic_arguments"]

PROCESSES = 7  # that time calls, each with its own rounds


class Target(NamedTuple):
    """In this row, the figure of this package divided by the figure of `against` is at most `limit`."""

    row: str
    against: str
    limit: float


TARGETS = [
    Target("runtime floor, webhook", "the floor", 1.6),
    Target("import", STDLIB, 1.65),
    # There are two ways to ask pydantic for this. `pydantic_strict` decodes 8% faster and encodes 6% slower.
    Target("customers, text to model", "pydantic_arguments", 2.2),
    Target("customers, model to text", "pydantic_arguments", 2.0),
    Target("full, text to model", "mashumaro", 1.0),
    Target("full, model to text", "mashumaro", 1.2),
    Target("small, text to model", "mashumaro", 0.8),
    Target("small, model to text", "mashumaro", 0.9),
    Target("full, decode", "pydantic", 1.95),
    Target("small, decode", "pydantic", 1.35),
    Target("full, encode", "pydantic", 1.3),
    Target("full, copy", BEFORE, 0.6),
    Target("full, deep copy", BEFORE, 0.7),
    Target("full, pickle and back", BEFORE, 0.5),
    Target("full, memory", "pydantic", 0.33),
    # At least 0.9 of the loop's rate is at most 1 / 0.9 of its time.
    Target("command, check 60,000 x full", "a loop", 1.11),
    Target("command, write 60,000 x full", "a loop", 1.11),
]
NO_SLOWER = 1.03  # the limit for every other row that has the earlier version

Rows = dict[str, dict[str, list[float]]]
"""For each row, what it measures, and the figure of each round."""


def copy_packages(folder: Path) -> dict[str, str]:
    """Copy this package and, if it's in the history, its earlier version. Return their names there."""
    packages = {US: US}
    shutil.copytree(ROOT / US, folder / US, ignore=shutil.ignore_patterns("__pycache__"))
    archive = ["git", "-C", str(ROOT), "archive", "--format=zip", f"--prefix={BEFORE}/", BEFORE, US]
    try:
        earlier = subprocess.run(archive, check=True, capture_output=True).stdout
    except (OSError, subprocess.CalledProcessError):  # no git, no repository, or a shallow clone
        print(f"\nno commit {BEFORE} in the history of this copy, so nothing is compared with it")
    else:
        packages[BEFORE] = f"{US}_{BEFORE}"
        zipfile.ZipFile(io.BytesIO(earlier)).extractall(folder)
        (folder / BEFORE / US).rename(folder / packages[BEFORE])
    compileall.compile_dir(folder, quiet=1)
    return packages


def time_calls(names: list[str], customers: Path, activities: Path) -> tuple[Rows, dict[str, str], str]:
    """Microseconds per call and bytes per instance; what each package doesn't do; how many documents."""
    command = [sys.executable, str(HERE / "calls.py"), str(customers), str(activities), *names]
    rows: Rows = {}
    for _ in range(PROCESSES):
        result = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
        for title, row in result["rows"].items():
            for name, rounds in row.items():
                rows.setdefault(title, {}).setdefault(name, []).extend(rounds)
    lacks = {name: "; ".join(texts) for name, texts in result["lacks"].items()}
    return rows, lacks, result["used"]


def ratio_to(row: dict[str, list[float]], against: str) -> float:
    return statistics.median(ours / theirs for ours, theirs in zip(row[US], row[against], strict=True))


def print_rows(rows: Rows, unit: str, lacks: dict[str, str]) -> None:
    """Each with the ratio of this package's figure to it, and with the guarantees that it doesn't give."""
    for title, row in rows.items():
        print(f"\n{title}: {unit}, and the ratio of ours to it")
        for name, rounds in row.items():
            figures = f"{statistics.median(rounds):10,.2f}{ratio_to(row, name):8.2f}"
            print(f"  {name:30}{figures}  {lacks.get(name, '')}".rstrip(), flush=True)


def check_targets(rows: Rows) -> list[dict[str, str | float | bool]]:
    results: list[dict[str, str | float | bool]] = []
    against_before = {target.row for target in TARGETS if target.against == BEFORE}
    others = [row for row, figures in rows.items() if BEFORE in figures and row not in against_before]
    print(f"\n{'targets':64}{'ratio':>8}{'at most':>10}")
    for target in [*TARGETS, *(Target(row, BEFORE, NO_SLOWER) for row in others)]:
        name = f"{target.row} / {target.against}"
        if target.against == BEFORE and BEFORE not in rows[target.row]:
            print(f"{name:64}left out")
            continue
        ratio = ratio_to(rows[target.row], target.against)
        met = round(ratio, 2) <= target.limit  # the limits have two digits
        results.append({**target._asdict(), "ratio": ratio, "met": met})
        print(f"{name:64}{ratio:8.3f}{target.limit:10.2f}  {'met' if met else 'MISSED'}")
    return results


def heading() -> list[str]:
    model = platform.processor() or platform.machine()
    if sys.platform == "linux":
        names = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line]
        model = names[0].partition(": ")[2] if names else model
    versions = [f"{US} {customer_activity.__version__}", *(f"{p} {metadata.version(p)}" for p in LIBRARIES)]
    now = dt.datetime.now().astimezone()
    return [
        f"{platform.python_implementation()} {platform.python_version()}, {now:%Y-%m-%d %H:%M}",
        f"{model}, {os.cpu_count()} CPUs, load {os.getloadavg()[0]:.1f}, {platform.platform()}",
        ", ".join(versions),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="nox -s benchmarks-3.13 --", description="Measure this package beside its peers."
    )
    parser.add_argument("--check", action="store_true", help="exit with status 1 if a target is missed")
    parser.add_argument("--json", metavar="FILE", type=Path, help="also write the figures to FILE")
    for payload in ("customers", "activities"):
        text = 'JSON Lines of {"source": …, "kind": …, "document": …} (default: generated ones)'
        default = HERE / f"{payload}.jsonl"
        parser.add_argument(f"--{payload}", metavar="FILE", type=Path, default=default, help=text)
    options = parser.parse_args()
    customers, activities = options.customers.resolve(), options.activities.resolve()

    head = heading()
    print("\n".join(head), flush=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        packages = copy_packages(folder)
        compileall.compile_dir(HERE, quiet=1)
        os.environ["PYTHONPATH"] = os.pathsep.join([str(folder), str(HERE)])
        starts = time_starts(packages, LIBRARIES, activities, folder)
        print_rows(starts, "milliseconds", {})
        calls, lacks, used = time_calls([*packages, *PEERS], customers, activities)
        print(f"\n{used}", flush=True)
        print_rows(calls, "microseconds or bytes", lacks)
        commands = time_command(packages, folder)
        print_rows(commands, "milliseconds", {})
    print(f"\nload at the end {os.getloadavg()[0]:.1f}")
    rows = starts | calls | commands
    targets = check_targets(rows)

    if options.json:
        medians = {
            title: {name: statistics.median(rounds) for name, rounds in row.items()}
            for title, row in rows.items()
        }
        report = {"head": head, "used": used, "medians": medians, "lacks": lacks, "targets": targets}
        options.json.write_text(json.dumps(report, indent=2) + "\n", "utf-8")
    return 1 if options.check and not all(target["met"] for target in targets) else 0


if __name__ == "__main__":
    sys.exit(main())
