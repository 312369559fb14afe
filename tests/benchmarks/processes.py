# SPDX-License-Identifier: MIT
"""Times whole processes: starts of Python with this package, and its command."""

from __future__ import annotations

import hashlib
import hmac
import json
import random
import resource
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent

STARTS = 71  # rounds of starts
MODELS = 7  # rounds of starts with a model: one takes seconds
COMMANDS = 7  # rounds of the command
LINES = 60_000  # that it is given

# What Lambda's runtime and nearly every handler have imported before they import a package.
FLOOR = "import json, logging, decimal, enum, re, os, sys, time, traceback, typing, dataclasses, datetime"
STDLIB = "import dataclasses, datetime"

WEBHOOK = """\
{floor}
from {package} import Webhook, verify_signature
body, signature = sys.argv[1:]
if not verify_signature(body, signature, "secret"):
    raise SystemExit("a wrong signature")
Webhook.from_json(body)
"""

LOOP = """\
import sys
from customer_activity import Customer
with open("full.jsonl", encoding="utf-8") as lines:
    for line in lines:
        {use}
"""


def milliseconds(arguments: list[str], folder: Path) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime) * 1e3


def time_processes(commands: dict[str, list[str]], rounds: int, folder: Path) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in commands}
    for command in commands.values():
        milliseconds(command, folder)  # brings its files into the system's cache
    for _ in range(rounds):
        for name in random.sample(list(commands), len(commands)):
            times[name].append(milliseconds(commands[name], folder))
    return times


def time_starts(
    packages: dict[str, str], libraries: list[str], activities: Path, folder: Path
) -> dict[str, dict[str, list[float]]]:
    """`packages` has this package and its earlier version: the name in the tables, and the folder's name."""
    lines = map(json.loads, activities.read_text("utf-8").splitlines())
    webhook = next(line["document"] for line in lines if line["kind"] == "webhook")
    body = json.dumps(webhook, separators=(",", ":"))
    signature = hmac.new(b"secret", body.encode(), hashlib.sha256).hexdigest()
    webhooks = {
        name: ["-c", WEBHOOK.format(floor=FLOOR, package=package), body, signature]
        for name, package in packages.items()
    }
    imports = {name: ["-c", f"import {package}"] for name, package in packages.items()}
    models = {name: ["-c", f"import peer_{name}"] for name in ["customer_activity", *libraries]}
    return {
        "runtime floor, webhook": time_processes(webhooks | {"the floor": ["-c", FLOOR]}, STARTS, folder),
        "import": time_processes(imports | {STDLIB: ["-c", STDLIB]}, STARTS, folder),
        "import with the model": time_processes(models, MODELS, folder),
    }


def time_command(packages: dict[str, str], folder: Path) -> dict[str, dict[str, list[float]]]:
    """The command, and a process that loops over the same lines."""
    document = json.loads((HERE / "full.json").read_text("utf-8"))
    (folder / "full.jsonl").write_text((json.dumps(document, separators=(",", ":")) + "\n") * LINES, "utf-8")
    check = {
        **{name: ["-m", package, "--check", "full.jsonl"] for name, package in packages.items()},
        "a loop": ["-c", LOOP.format(use="Customer.from_json(line)")],
    }
    write = {
        **{name: ["-m", package, "full.jsonl"] for name, package in packages.items()},
        "a loop": ["-c", LOOP.format(use="print(Customer.from_json(line).to_json())")],
    }
    return {
        f"command, check {LINES:,} x full": time_processes(check, COMMANDS, folder),
        f"command, write {LINES:,} x full": time_processes(write, COMMANDS, folder),
    }
