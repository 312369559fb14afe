# SPDX-License-Identifier: MIT
"""One process of the benchmark: times the calls of all packages in turn, and writes the figures as JSON.

`measure.py` starts several, because the same code is some 3 % faster or slower from process to process.
"""

from __future__ import annotations

import gc
import importlib
import json
import random
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from shortcomings import shortcomings

ROUNDS = 20
SAMPLE = 0.005  # seconds of one package in one round: the first calls, in cold caches, hardly count
INSTANCES = 1000  # held at once to weigh one


def documents_of(payload: str) -> list[Any]:
    value = json.loads(Path(__file__).with_name(f"{payload}.json").read_text("utf-8"))
    return value if isinstance(value, list) else [value]


def timed(function: Callable[[Any], Any], arguments: list[Any]) -> float:
    """Seconds of the processor a call."""
    start = time.process_time()
    for argument in arguments:
        function(argument)
    return (time.process_time() - start) / len(arguments)


def time_calls(calls: dict[str, tuple[Callable[[Any], Any], list[Any]]]) -> dict[str, list[float]]:
    """Microseconds a call, round by round; the order within a round is drawn anew each time."""
    rounds: dict[str, list[float]] = {name: [] for name in calls}
    samples = {}
    for name, (function, arguments) in calls.items():
        timed(function, arguments * 200)  # warms the interpreter's caches
        samples[name] = arguments * max(1, round(SAMPLE / len(arguments) / timed(function, arguments * 20)))
    gc.collect()
    gc.disable()
    for _ in range(ROUNDS):
        for name in random.sample(list(calls), len(calls)):
            rounds[name].append(timed(calls[name][0], samples[name]) * 1e6)
    gc.enable()
    return rounds


def weigh(decode: Callable[[Any], Any], document: Any) -> float:
    """Bytes that an instance holds beyond what it shares with the document that it comes from."""
    held = [None] * INSTANCES
    decode(document)
    gc.collect()
    tracemalloc.start()
    for index in range(INSTANCES):
        held[index] = decode(document)
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return size / INSTANCES


def main(packages: list[str]) -> None:
    peers: dict[str, ModuleType] = {name: importlib.import_module(f"peer_{name}") for name in packages}
    rows: dict[str, dict[str, list[float]]] = {}
    for what, function in (
        ("text to model", "from_text"),
        ("model to text", "to_text"),
        ("decode", "decode"),
        ("encode", "encode"),
    ):
        for payload in ("full", "small", "mixed"):
            documents = documents_of(payload)
            texts = [json.dumps(each, separators=(",", ":"), ensure_ascii=False) for each in documents]
            calls = {}
            for name, peer in peers.items():
                models = [peer.decode(document) for document in documents]
                arguments = {"from_text": texts, "decode": documents}.get(function, models)
                calls[name] = getattr(peer, function), arguments
            rows[f"{what}, {payload}"] = time_calls(calls)
    full = documents_of("full")[0]
    rows["memory of a full"] = {name: [weigh(peer.decode, full)] for name, peer in peers.items()}
    lacks = {name: shortcomings(peer.decode, peer.encode) for name, peer in peers.items()}
    json.dump({"rows": rows, "does not": lacks}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
