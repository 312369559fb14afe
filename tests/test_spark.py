# SPDX-License-Identifier: MIT
"""The recipe `tests/spark/activities.py`, run on a Spark of this machine's own."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import customer_activity
from customer_activity import CustomerActivity, DecodeError

RECIPE = Path(__file__).parent / "spark" / "activities.py"

pytestmark = [
    pytest.mark.skipif(
        importlib.util.find_spec("pyspark") is None,
        reason="PySpark is not installed: pip install pyspark, which needs Java, to run the recipe",
    ),
    pytest.mark.skipif(
        shutil.which("java") is None and "JAVA_HOME" not in os.environ,
        reason="PySpark needs Java, which is not installed",
    ),
]


def activity(type: str, customer: str, day: int, points: object = None) -> str:
    return json.dumps({
        "type": type,
        "created_at": f"2024-03-{day:02}T23:30:00.000+02:00",
        "data": {"customer": {"id": customer}, "points": points, "order": {"items": []}},
    })


def reason(line: str) -> str:
    with pytest.raises(DecodeError) as caught:
        CustomerActivity.from_json(line)
    return str(caught.value)


LINES = [
    *(activity("customer.rewarded.loyalty_points", f"cust_{n % 3}", n + 1, n) for n in range(20)),
    activity("customer.rewarded.loyalty_points", "cust_0", 1, 10.0),
    activity("customer.created", "cust_1", 2),
    activity("customer.created", "cust_2", 3),
    activity("customer.invented", "cust_9", 4),
    "{}",
    activity("customer.rewarded.loyalty_points", "secret", 1, "10"),
    activity("customer.rewarded.loyalty_points", "secret", 2, "20"),
    json.dumps({"type": "customer.updated", "data": {"customer": {"birthdate": "secret"}}}),
    '{"type": "secret',
]

TYPES = [
    "type|activities|customers|points|latest",
    "NULL|1|0|NULL|NULL",
    "customer.created|2|2|NULL|2024-03-03 21:30:00",
    "customer.invented|1|1|NULL|2024-03-04 21:30:00",
    "customer.rewarded.loyalty_points|21|3|200|2024-03-20 21:30:00",
]
FAILURES = [
    "failure|count",
    "$.data.customer.birthdate: expected a date (YYYY-MM-DD), got a string of another form|1",
    "$.data.points: expected an integer, got a string|2",
    f"{reason(LINES[-1])}|1",
]
SCHEMA = [
    "root",
    "|-- type: string (nullable = true)",
    "|-- activities: long (nullable = false)",
    "|-- customers: long (nullable = false)",
    "|-- points: long (nullable = true)",
    "|-- latest: timestamp (nullable = true)",
]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the recipe prints, where the zip is the only place that has the package."""
    folder = tmp_path_factory.mktemp("spark")
    package = Path(customer_activity.__file__).parent
    shutil.copytree(
        package, folder / "zipped" / "customer_activity", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.make_archive(str(folder / "customer_activity"), "zip", folder / "zipped")
    shutil.rmtree(folder / "zipped")
    (folder / "activities.jsonl").write_text("".join(f"{line}\n" for line in LINES), "utf-8")
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    env |= {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    done = subprocess.run(
        [sys.executable, RECIPE, "customer_activity.zip", "activities.jsonl"],
        capture_output=True,
        text=True,
        cwd=folder,
        env=env,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "secret" not in done.stdout + done.stderr
    return done.stdout


def rows(table: str) -> list[str]:
    """The cells of a table that Spark has drawn."""
    lines = [line.strip("|").split("|") for line in table.splitlines() if line.startswith("|")]
    return ["|".join(cell.strip() for cell in line) for line in lines]


def test_failures_are_kept_with_their_reason(printed: str) -> None:
    assert rows(printed)[: len(FAILURES)] == FAILURES


def test_the_good_ones_are_summed_up(printed: str) -> None:
    assert rows(printed)[len(FAILURES) :] == TYPES


def test_the_sums_are_typed(printed: str) -> None:
    lines = [line.strip() for line in printed.splitlines()]
    assert lines[lines.index("root") :][: len(SCHEMA)] == SCHEMA
