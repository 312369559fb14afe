# SPDX-License-Identifier: MIT
"""One process of the benchmark: times the calls of all packages in turn, and prints the figures as JSON.

`measure.py` starts several, because the same code is about 3% faster or slower from process to process.
Usage: calls.py CUSTOMERS ACTIVITIES PACKAGE...
"""

from __future__ import annotations

import copy
import gc
import importlib
import json
import pickle
import random
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

from guarantees import accepts, shortcomings

HERE = Path(__file__).resolve().parent

ROUNDS = 20
SAMPLE = 0.005  # seconds per package and round, so that the first calls, with cold caches, hardly count
INSTANCES = 1000  # alive at the same time, to measure the memory of one

Calls = dict[str, tuple[Callable[[Any], Any], list[Any]]]
"""For each package the function to time, and the arguments to call it with in turn."""


def compact(document: Any) -> str:
    """The text as Voucherify sends it."""
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False)


def lines_of(file: str) -> list[Any]:
    return [json.loads(line) for line in Path(file).read_text("utf-8").splitlines()]


def timed(function: Callable[[Any], Any], arguments: list[Any]) -> float:
    """Seconds of CPU time per call."""
    start = time.process_time()
    for argument in arguments:
        function(argument)
    return (time.process_time() - start) / len(arguments)


def time_calls(calls: Calls) -> dict[str, list[float]]:
    """Microseconds per call in each round. Each round has another random order."""
    rounds: dict[str, list[float]] = {name: [] for name in calls}
    samples = {}
    for name, (function, arguments) in calls.items():
        warm = arguments * max(1, 400 // len(arguments))
        timed(function, warm)
        samples[name] = arguments * max(1, round(SAMPLE / len(arguments) / timed(function, warm)))
    gc.collect()
    gc.disable()
    for _ in range(ROUNDS):
        for name in random.sample(list(calls), len(calls)):
            rounds[name].append(timed(calls[name][0], samples[name]) * 1e6)
    gc.enable()
    return rounds


def measure_memory(decode: Callable[[Any], Any], document: Any) -> float:
    """Bytes per instance, without what it shares with the document that it was decoded from."""
    held = [None] * INSTANCES
    decode(document)
    gc.collect()
    tracemalloc.start()
    for index in range(INSTANCES):
        held[index] = decode(document)
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return size / INSTANCES


def pickle_and_back(instance: Any) -> Any:
    return pickle.loads(pickle.dumps(instance))


def main(customers: str, activities: str, *packages: str) -> None:
    peers = {name: importlib.import_module(f"peer_{name}") for name in packages}
    given = [compact(line["document"]) for line in lines_of(customers)]
    texts = {
        "customers": [
            text for text in given if all(accepts(peer.from_text, text) for peer in peers.values())
        ],
        "full": [compact(json.loads((HERE / "full.json").read_text("utf-8")))],
        "small": [compact(json.loads((HERE / "small.json").read_text("utf-8")))],
    }
    webhooks = [compact(line["document"]) for line in lines_of(activities) if line["kind"] == "webhook"]

    rows: dict[str, dict[str, list[float]]] = {}
    mapping = {name: peer for name, peer in peers.items() if hasattr(peer, "decode")}
    for payload, each in texts.items():
        documents = [json.loads(text) for text in each]
        models = {name: [peer.from_text(text) for text in each] for name, peer in peers.items()}
        reads = {name: (peer.from_text, each) for name, peer in peers.items()}
        writes = {name: (peer.to_text, models[name]) for name, peer in peers.items()}
        decodes = {name: (peer.decode, documents) for name, peer in mapping.items()}
        encodes = {name: (peer.encode, models[name]) for name, peer in mapping.items()}
        rows[f"{payload}, text to model"] = time_calls(reads)
        rows[f"{payload}, model to text"] = time_calls(writes)
        rows[f"{payload}, decode"] = time_calls(decodes)
        rows[f"{payload}, encode"] = time_calls(encodes)
    ours = {name: peer for name, peer in peers.items() if hasattr(peer, "webhook_and_back")}
    round_trips = {name: (peer.webhook_and_back, webhooks) for name, peer in ours.items()}
    rows["webhooks, text to model and back"] = time_calls(round_trips)
    model = {name: [peer.from_text(texts["full"][0])] for name, peer in ours.items()}
    rows["full, copy"] = time_calls({name: (copy.copy, model[name]) for name in ours})
    rows["full, deep copy"] = time_calls({name: (copy.deepcopy, model[name]) for name in ours})
    rows["full, pickle and back"] = time_calls({name: (pickle_and_back, model[name]) for name in ours})
    full = json.loads(texts["full"][0])
    rows["full, memory"] = {name: [measure_memory(peer.decode, full)] for name, peer in mapping.items()}

    lacks = {name: shortcomings(peer.from_text, peer.to_text) for name, peer in peers.items()}
    customers_used = f"{len(texts['customers'])} of {len(given)} customers, which all packages accept"
    used = f"{customers_used}; {len(webhooks)} webhooks"
    json.dump({"rows": rows, "lacks": lacks, "used": used}, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
