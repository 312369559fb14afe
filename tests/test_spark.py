# SPDX-License-Identifier: MIT
"""The example `examples/spark/activities.py`, run on classic Spark and on Spark Connect."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import customer_activity
from customer_activity import CustomerActivity, DecodeError

EXAMPLE = Path(__file__).parents[1] / "examples" / "spark" / "activities.py"

HOW = "the example needs the spark group, and Java"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        any(importlib.util.find_spec(name) is None for name in ("pyspark", "pyarrow")),
        reason=f"PySpark with PyArrow is not installed: {HOW}",
    ),
    pytest.mark.skipif(
        shutil.which("java") is None and "JAVA_HOME" not in os.environ,
        reason="PySpark needs Java, which is not installed",
    ),
]


def activity(type: str, customer: str, day: int, points: object = None) -> str:
    return json.dumps(
        {
            "type": type,
            "created_at": f"2024-03-{day:02}T23:30:00.000+02:00",
            "data": {"customer": {"id": customer}, "points": points, "order": {"items": []}},
        }
    )


def reason(line: str) -> str:
    with pytest.raises(DecodeError) as caught:
        CustomerActivity.from_json(line)
    return str(caught.value)


LARGEST = 2**63 - 1

GOOD = [
    *(activity("customer.rewarded.loyalty_points", f"cust_{n % 3}", n + 1, n) for n in range(20)),
    activity("customer.rewarded.loyalty_points", "cust_0", 1, 10.0),
    activity("customer.created", "cust_1", 2),
    activity("customer.created", "cust_2", 3),
    activity("customer.invented", "cust_9", 4),
    activity("long", "cust_1", 5, LARGEST),
    activity("long", "cust_1", 5, LARGEST),
    activity("negative", "cust_1", 5, -LARGEST - 1),
    '{"type": "first of all", "created_at": "0001-01-01T00:00:00.000Z"}',
    '{"type": "last of all", "created_at": "9999-12-31T23:59:59.999Z"}',
    '{"type": "wrapped", "data": {"data": {"customer": {"id": "cust_1"}, "points": 7}}}',
    '{"data": {}}',
]
TYPES = [
    "type|activities|customers|points|latest",
    "NULL|1|0|NULL|NULL",
    "customer.created|2|2|NULL|2024-03-03 21:30:00",
    "customer.invented|1|1|NULL|2024-03-04 21:30:00",
    "customer.rewarded.loyalty_points|21|3|200|2024-03-20 21:30:00",
    "first of all|1|0|NULL|0001-01-01 00:00:00",
    "last of all|1|0|NULL|9999-12-31 23:59:59.999",
    f"long|2|1|{2 * LARGEST}|2024-03-05 21:30:00",
    f"negative|1|1|{-LARGEST - 1}|2024-03-05 21:30:00",
    "wrapped|1|1|7|NULL",
]
SCHEMA = [
    "root",
    "|-- type: string (nullable = true)",
    "|-- activities: long (nullable = false)",
    "|-- customers: long (nullable = false)",
    "|-- points: decimal(38,0) (nullable = true)",
    "|-- latest: timestamp (nullable = true)",
]

NOT_AN_ACTIVITY = "not an activity: it has neither type nor data"
TOO_LARGE = "points do not fit in 64 bits"
OUT_OF_RANGE = "created_at is outside the years 1 to 9999 in UTC"
NOT_UNICODE = "the type or the customer's id is not valid Unicode"
NOT_AN_INTEGER = "$.data.points: expected an integer, got a string"
BAD = {
    activity("customer.rewarded.loyalty_points", "secret", 1, "10"): NOT_AN_INTEGER,
    activity("customer.rewarded.loyalty_points", "secret", 2, "20"): NOT_AN_INTEGER,
    activity("secret", "secret", 3, LARGEST + 1): TOO_LARGE,
    activity("secret", "secret", 3, -LARGEST - 2): TOO_LARGE,
    '{"type": "secret", "data": {"data": {"points": 1e300}}}': TOO_LARGE,
    '{"type": "secret", "created_at": "0001-01-01T04:59:59.999+05:00"}': OUT_OF_RANGE,
    '{"type": "secret", "created_at": "9999-12-31T19:00:00.000-05:00"}': OUT_OF_RANGE,
    '{"type": "secret\\ud800", "data": {}}': NOT_UNICODE,
    '{"type": "secret", "data": {"customer": {"id": "secret\\ud800"}}}': NOT_UNICODE,
    "{}": NOT_AN_ACTIVITY,
    **{
        line: reason(line)
        for line in ('{"type": "secret', '{"id": "secret", "object": "customer"}', '{"name": "secret"}', "")
    },
}
FAILURES = [f"{reason}|{count}" for reason, count in sorted(Counter(BAD.values()).items())]


# SPARK_REMOTE has `getOrCreate` start a Spark Connect server of its own, and connect to that.
SPARKS: dict[str, dict[str, str]] = {"classic": {}, "connect": {"SPARK_REMOTE": "local[2]"}}


@pytest.fixture(scope="module", params=SPARKS)
def printed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the example prints if only the zip has the package."""
    needed = ("pandas", "grpc", "grpc_status")
    if request.param == "connect" and any(importlib.util.find_spec(name) is None for name in needed):
        pytest.skip(f"Spark Connect is not installed: {HOW}")
    folder = tmp_path_factory.mktemp("spark")
    package = Path(customer_activity.__file__).parent
    shutil.copytree(
        package, folder / "zipped" / "customer_activity", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.make_archive(str(folder / "customer_activity"), "zip", folder / "zipped")
    shutil.rmtree(folder / "zipped")
    lines = [*BAD, *GOOD]
    (folder / "activities.jsonl").write_text("".join(f"{line}\n" for line in lines), "utf-8")
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    env |= {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1", **SPARKS[request.param]}
    done = subprocess.run(
        [sys.executable, EXAMPLE, "customer_activity.zip", "activities.jsonl"],
        capture_output=True,
        text=True,
        cwd=folder,
        env=env,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    output = (done.stdout + done.stderr).replace(str(-LARGEST - 1), "")  # a good one
    for value in "secret", str(LARGEST + 1), str(LARGEST + 2), "1e300", "04:59", "19:00":
        assert value not in output
    return done.stdout


def rows(table: str) -> list[str]:
    """The cells of a table that Spark printed."""
    lines = [line.strip("|").split("|") for line in table.splitlines() if line.startswith("|")]
    return ["|".join(cell.strip() for cell in line) for line in lines]


def test_lines_that_are_not_activities_or_do_not_fit_the_columns_are_kept_with_the_reason(
    printed: str,
) -> None:
    assert rows(printed)[: len(FAILURES) + 1] == ["failure|count", *FAILURES]


def test_activities_are_summarised_by_type(printed: str) -> None:
    assert rows(printed)[len(FAILURES) + 1 :] == TYPES


def test_the_summary_has_types(printed: str) -> None:
    lines = [line.strip() for line in printed.splitlines()]
    assert lines[lines.index("root") :][: len(SCHEMA)] == SCHEMA
