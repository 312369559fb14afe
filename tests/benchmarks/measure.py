# SPDX-License-Identifier: MIT
"""Measures this package and its peers side by side; `run.py` runs it where all of them are installed.

The machines that this runs on change speed by the second, so nothing is measured alone. A round
measures every package once, in an order drawn anew; a ratio is the median of the ratios within the
rounds, and the spread is what lies between the 10th and the 90th percentile.

Which shortcomings a package has is found out by trying, next to the figure that they flatter.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import importlib
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import textwrap
import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import metadata
from itertools import repeat
from pathlib import Path
from types import ModuleType
from typing import Any

HERE = Path(__file__).resolve().parent

US = "customer_activity"
PACKAGES = [US, "pydantic", "mashumaro", "msgspec", "cattrs", "voucherify"]
FLOOR = "(dataclasses, datetime)"

ROUNDS = 300  # of timings
SAMPLE = 0.002  # seconds of one package in one round
INSTANCES = 1000  # held at once to weigh one
WEIGHINGS = 7
STARTS = 31  # of Python, with an import
SLOW_STARTS = 7  # of those that take longer than
SLOW = 0.5  # seconds


@dataclass(frozen=True)
class Target:
    """A line of the yardstick: this package's figure over that of `against`, at most `limit`."""

    what: str
    payload: str
    against: str
    limit: float


TARGETS = [
    Target("decode", "full", "pydantic", 1.0),
    Target("decode", "full", "mashumaro", 0.6),
    Target("decode", "small", "pydantic", 1.0),
    Target("encode", "full", "pydantic", 0.7),
    Target("encode", "full", "mashumaro", 1.0),
    Target("memory", "full", "pydantic", 0.25),
    Target("import", "", FLOOR, 1.4),
]


@dataclass
class Measure:
    """One thing measured of every package, round by round."""

    what: str
    payload: str
    unit: str
    note: str = ""
    rounds: dict[str, list[float]] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)

    def median(self, package: str) -> float:
        return statistics.median(self.rounds[package])

    def best(self) -> str:
        return min((name for name in self.rounds if name != FLOOR), key=self.median)

    def ratios(self, package: str, against: str) -> list[float]:
        """Round by round. A package that is measured less often is so in the first rounds."""
        return [a / b for a, b in zip(self.rounds[package], self.rounds[against])]


def spread(values: list[float]) -> tuple[float, float]:
    deciles = statistics.quantiles(values, n=10, method="inclusive")
    return deciles[0], deciles[-1]


# --- measuring -----------------------------------------------------------------------------------


def in_turn(names: list[str], rounds: int) -> Iterator[list[str]]:
    """The names in another order each round, the same orders each time."""
    order = random.Random(0)
    for _ in range(rounds):
        yield order.sample(names, len(names))


def timed(function: Callable[[Any], Any], argument: Any, number: int) -> float:
    """Seconds a call."""
    start = time.perf_counter()
    for _ in repeat(None, number):
        function(argument)
    return (time.perf_counter() - start) / number


def measure_calls(measure: Measure, calls: dict[str, tuple[Callable[[Any], Any], Any]]) -> None:
    numbers: dict[str, int] = {}
    for name, (function, argument) in calls.items():
        try:
            timed(function, argument, 200)  # warms the interpreter's caches
            numbers[name] = max(1, round(SAMPLE / timed(function, argument, 200)))
            measure.rounds[name] = []
        except Exception as error:
            measure.failures[name] = f"cannot: {type(error).__name__}"
    gc.collect()
    gc.disable()
    for names in in_turn(list(numbers), ROUNDS):
        for name in names:
            measure.rounds[name].append(timed(*calls[name], numbers[name]) * 1e6)
    gc.enable()


def measure_memory(measure: Measure, peers: dict[str, ModuleType], document: Any) -> None:
    """Bytes that instances hold beyond what they share with the document that they come from."""
    for names in in_turn(list(peers), WEIGHINGS):
        for name in names:
            decode = peers[name].decode
            held = [None] * INSTANCES
            decode(document)
            gc.collect()
            tracemalloc.start()
            before, _ = tracemalloc.get_traced_memory()
            for index in range(INSTANCES):
                held[index] = decode(document)
            after, _ = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            measure.rounds.setdefault(name, []).append((after - before) / INSTANCES)


def measure_imports(measure: Measure) -> None:
    """Milliseconds of a process that imports a package, defines the model with it, and ends."""
    modules = {US: US, FLOOR: "dataclasses, datetime"}
    modules |= {name: f"peer_{name}" for name in PACKAGES if name != US}

    def start(name: str) -> float:
        command = [sys.executable, "-c", f"import {modules[name]}"]
        begin = time.perf_counter()
        subprocess.run(command, cwd=HERE, check=True, stderr=subprocess.PIPE)
        return time.perf_counter() - begin

    slow = set()
    for name in modules:
        try:
            start(name)  # writes the .pyc files
            if start(name) > SLOW:
                slow.add(name)
            measure.rounds[name] = []
        except subprocess.CalledProcessError as error:
            measure.failures[name] = "cannot: " + error.stderr.decode().strip().split("\n")[-1]
    for index, names in enumerate(in_turn(list(measure.rounds), STARTS)):
        for name in names:
            if name not in slow or index < SLOW_STARTS:
                measure.rounds[name].append(start(name) * 1e3)


# --- what a package does not do ------------------------------------------------------------------


class Refused:
    """Stands for what would have been decoded."""


def shortcomings(decode: Callable[[Any], Any], encode: Callable[[Any], Any]) -> tuple[list[str], list[str]]:
    """What decoding and encoding do not do, each found out by a document of its own."""

    def decoded(data: Any) -> Any:
        try:
            return decode(data)
        except Exception:
            return Refused

    def written(data: Any) -> Any:
        instance = decoded(data)
        return {} if instance is Refused else encode(instance)

    moment = "2022-08-30T06:32:07.380Z"
    reading: list[str] = []
    wrong = {'"7"': "7", "true": True, "7.5": 7.5}
    taken = [text for text, value in wrong.items() if decoded({"loyalty": {"points": value}}) is not Refused]
    if taken:
        reading.append(f"takes {', '.join(taken)} as integers")
    if decoded({"name": 7}) is not Refused:
        reading.append("takes 7 as a string")
    if decoded({"created_at": moment[:-1]}) is not Refused:
        reading.append("takes times without offset")
    if not isinstance(getattr(decoded({"created_at": moment}), "created_at", None), dt.datetime):
        reading.append("reads no times")
    if decoded({"metadata": []}) is Refused or decoded({"loyalty": {"campaigns": []}}) is Refused:
        reading.append("refuses []")
    if decoded({"referrals": {"campaigns": [{}]}}) is Refused:
        reading.append("refuses absent members")
    instance = decoded({"loyalty": {"campaigns": {"LP1": {"points": 1}}}})
    if instance is not Refused and isinstance(instance.loyalty.campaigns["LP1"], dict):
        reading.append("leaves campaigns dicts")
    unknown = {"id": "c", "new": 1, "address": {"city": "x", "newer": 2}}
    out = written(unknown)
    if "new" not in out or "newer" not in out.get("address", {}):
        reading.append("loses unknown members")
    nested = {"metadata": {"a": {"b": 1}}}
    instance = decoded(nested)
    if instance is not Refused and instance.metadata["a"] is nested["metadata"]["a"]:
        reading.append("shares nested JSON with the input")
    try:
        decode({"created_at": "a-secret"})
    except Exception as error:
        if "a-secret" in str(error):
            reading.append("errors show the value")

    writing: list[str] = []
    out = written({"created_at": moment, "birthdate": "1990-01-01"})
    if isinstance(out.get("created_at"), dt.date) or isinstance(out.get("birthdate"), dt.date):
        writing.append("writes no dates, leaves them objects")
    elif out.get("created_at") != moment:
        writing.append("changes the form of times")
    out = written({"phone": None, "object": "customer"})
    if "phone" not in out:
        writing.append("loses null")
    if out.keys() - {"phone", "object"}:
        writing.append("writes null for absent members")
    return reading, writing


def shortcomings_of(peer: ModuleType, document: Any) -> dict[str, list[str]]:
    """By what is measured."""
    reading, writing = shortcomings(peer.decode, peer.encode)
    reading_text, writing_text = shortcomings(
        lambda data: peer.from_text(json.dumps(data)),
        lambda instance: json.loads(peer.to_text(instance)),
    )
    instance = peer.decode(document)
    if hasattr(peer, "to_json"):
        try:
            peer.to_json(instance)
        except Exception as error:
            writing_text.insert(0, f"its own to_json raises {type(error).__name__}")
    holding = []
    try:
        instance.name = "another"
        holding.append("can be changed")
    except Exception:
        pass
    return {
        "decode": reading,
        "encode": writing,
        "from text": reading_text,
        "to text": writing_text,
        "memory": holding,
    }


# --- the table -----------------------------------------------------------------------------------

COLUMNS = f"{'':24}{'':6}{'median':>9}{'10%–90%':>16}{'min':>9}{'to best':>9}  "
WIDTH = 120


def figure(value: float) -> str:
    return f"{value:.2f}" if value < 100 else f"{value:.0f}"


def lines_of(group: list[Measure], name: str, lacks: list[str]) -> Iterator[str]:
    """A line for each payload, beside them what the package does not do."""
    notes = textwrap.wrap("; ".join(lacks), WIDTH - len(COLUMNS))
    for index in range(max(len(group), len(notes))):
        line = f"  {name if not index else '':22}"
        if index < len(group):
            measure = group[index]
            line += f"{measure.payload:6}"
            if name in measure.rounds:
                values = measure.rounds[name]
                low, high = spread(values)
                ratio = statistics.median(measure.ratios(name, measure.best()))
                line += f"{figure(measure.median(name)):>9}{f'{figure(low)}–{figure(high)}':>16}"
                line += f"{figure(min(values)):>9}{f'{ratio:.2f}':>9}"
            else:
                line += "  " + measure.failures.get(name, "not measured")
        line = f"{line:{len(COLUMNS)}}" + (notes[index] if index < len(notes) else "")
        yield line.rstrip()


def table(measures: list[Measure], lacking: dict[str, dict[str, list[str]]]) -> Iterator[str]:
    yield COLUMNS + "what it does not do"
    groups: dict[str, list[Measure]] = {}
    for measure in measures:
        groups.setdefault(measure.what, []).append(measure)
    for what, group in groups.items():
        yield ""
        yield f"{what}, {group[0].unit} ({group[0].note})"
        for name in [*PACKAGES, FLOOR]:
            if name != FLOOR or name in group[0].rounds:
                yield from lines_of(group, name, lacking.get(name, {}).get(what, []))


def versions() -> dict[str, str]:
    found = {US: importlib.import_module(US).__version__}
    for name in PACKAGES:
        if name != US:
            try:
                found[name] = metadata.version(name)
            except metadata.PackageNotFoundError:
                found[name] = "not installed"
    return found


def machine() -> str:
    model = platform.processor() or platform.machine()
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                model = line.partition(":")[2].strip()
                break
    except OSError:
        pass  # only Linux has it
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{model}, {os.cpu_count()} CPUs{load}, {platform.platform()}"


# --- all of it -----------------------------------------------------------------------------------


def checked(measures: list[Measure]) -> Iterator[dict[str, Any]]:
    by_name = {(measure.what, measure.payload): measure for measure in measures}
    for target in TARGETS:
        measure = by_name[target.what, target.payload]
        result: dict[str, Any] = dict(vars(target), ratio=None, p10=None, p90=None, met=False)
        if US in measure.rounds and target.against in measure.rounds:
            ratios = measure.ratios(US, target.against)
            low, high = spread(ratios)
            ratio = statistics.median(ratios)
            result.update(ratio=ratio, p10=low, p90=high, met=ratio <= target.limit)
        yield result


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--json", metavar="FILE")
    options = parser.parse_args()

    head = {
        "date": dt.datetime.now().astimezone().isoformat(" ", "minutes"),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "machine": machine(),
        "packages": versions(),
    }
    print(f"{head['python']}, {head['date']}\n{head['machine']}")
    print(", ".join(f"{name} {version}" for name, version in versions().items()), flush=True)

    # First the imports, while this process is small and quick to start others from.
    imports = Measure("import", "", "ms", "a process that imports it, defines the model and ends")
    measure_imports(imports)

    documents = {name: json.loads((HERE / f"{name}.json").read_text("utf-8")) for name in ("full", "small")}
    peers: dict[str, ModuleType] = {}
    missing: dict[str, str] = {}
    for name in PACKAGES:
        try:
            peer = importlib.import_module(f"peer_{name}")
            for document in documents.values():
                peer.decode(document)
            peers[name] = peer
        except Exception as error:
            missing[name] = f"cannot: {type(error).__name__}"

    lacking = {name: shortcomings_of(peer, documents["full"]) for name, peer in peers.items()}
    measures: list[Measure] = []
    for what, function, note in (
        ("decode", "decode", "a dict to the model"),
        ("encode", "encode", "the model to a dict"),
        ("from text", "from_text", "JSON text to the model"),
        ("to text", "to_text", "the model to JSON text"),
    ):
        for payload, document in documents.items():
            measure = Measure(what, payload, "µs", note, failures=dict(missing))
            text = json.dumps(document, separators=(",", ":"))
            calls: dict[str, tuple[Callable[[Any], Any], Any]] = {}
            for name, peer in peers.items():
                argument = {"decode": document, "from text": text}.get(what) or peer.decode(document)
                calls[name] = getattr(peer, function), argument
            measure_calls(measure, calls)
            measures.append(measure)
    memory = Measure("memory", "full", "bytes", f"an instance, of {INSTANCES:,} decoded from one dict")
    memory.failures = dict(missing)
    measure_memory(memory, peers, documents["full"])
    measures += [memory, imports]

    print()
    print("\n".join(table(measures, lacking)))
    targets = list(checked(measures))
    if options.check:
        print("\ntargets: this package's figure over another's")
        for target in targets:
            name = f"{target['what']} {target['payload']}".strip()
            ratio = f"{target['ratio']:.2f} ({target['p10']:.2f}–{target['p90']:.2f})" if target["ratio"] else "none"
            verdict = "met" if target["met"] else "MISSED"
            print(f"  {name:14}{target['against']:26}{ratio:>18}  at most {target['limit']:.2f}  {verdict}")
    if options.json:
        figures = [
            {
                "what": measure.what,
                "payload": measure.payload,
                "unit": measure.unit,
                "package": name,
                "median": measure.median(name),
                "p10": spread(values)[0],
                "p90": spread(values)[1],
                "minimum": min(values),
                "ratio_to_best": statistics.median(measure.ratios(name, measure.best())),
                "rounds": len(values),
                "does_not": lacking.get(name, {}).get(measure.what, []),
            }
            for measure in measures
            for name, values in measure.rounds.items()
        ]
        failures = [
            {"what": measure.what, "payload": measure.payload, "package": name, "failure": failure}
            for measure in measures
            for name, failure in measure.failures.items()
        ]
        report = {**head, "figures": figures, "failures": failures, "targets": targets}
        Path(options.json).write_text(json.dumps(report, indent=2) + "\n", "utf-8")
    return 0 if not options.check or all(target["met"] for target in targets) else 1


if __name__ == "__main__":
    sys.exit(main())
