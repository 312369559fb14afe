# SPDX-License-Identifier: MIT
"""Pickles across versions. The older version is a copy of the package without some members."""

from __future__ import annotations

import os
import pickle
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import customer_activity
from customer_activity import Customer, CustomerActivity, CustomerLoyalty, CustomerLoyaltyCampaign

pytestmark = pytest.mark.needs_processes

PACKAGE = Path(customer_activity.__file__).parent
# Strings, a date, a timestamp, an object, an array of opaque objects, and one with a default.
MISSING = ["email", "birthdate", "updated_at", "address", "loyalty_tier", "consents", "redeemed_amount"]

DOCUMENT = {
    "id": "cust_1",
    "summary": {"redemptions": {"gift": {"redeemed_amount": None, "amount_to_go": 5}}},
    "loyalty": {"campaigns": {"LP1": {"points": 1, "loyalty_tier": "ltr_1"}, "LP2": {"loyalty_tier": None}}},
    "updated_at": "2025-07-01T14:00:00.000+02:00",
    "object": "customer",
    "name": "Ada",
    "email": "ada@example.com",
    "phone": None,
    "birthdate": "1990-12-31",
    "address": {"city": "Ulm", "state": None, "lat": 1.5},
    "metadata": {"a": [1]},
    "hat": "large",
}
CLEARED = {"id": "cust_2", "object": "customer", "email": None, "phone": None, "address": None}
ACTIVITY = {"type": "x", "data": {"customer": DOCUMENT, "consents": [{"a": 1}], "hat": None}}

# Reads pickles from standard input, and writes what each instance encodes to, a new pickle and its members.
OTHER_VERSION = """\
import pickle, sys
instances = [pickle.loads(data) for data in pickle.load(sys.stdin.buffer)]
written = [instance.to_dict() for instance in instances]
again = [pickle.dumps(instance, 2) for instance in instances]
members = [sorted(type(instance)._defaults) for instance in instances]
pickle.dump((written, again, members), sys.stdout.buffer)
"""


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package, without the members in `MISSING`."""
    folder = tmp_path_factory.mktemp("older")
    shutil.copytree(PACKAGE, folder / "customer_activity", ignore=shutil.ignore_patterns("__pycache__"))
    for file in (folder / "customer_activity").glob("*.py"):
        text = file.read_text("utf-8")
        for name in MISSING:
            text = re.sub(rf'^    {name}: .*\n    """[^"]*"""\n', "", text, flags=re.MULTILINE)
            text = re.sub(
                rf"^        (draft\.{name} =|write\.\w+\(out, .{name}.,).*\n", "", text, flags=re.MULTILINE
            )
        file.write_text(text, "utf-8")
    return folder


def in_other_version(folder: Path, pickles: list[bytes]) -> Any:
    command = [sys.executable, "-c", OTHER_VERSION]
    done = subprocess.run(command, input=pickle.dumps(pickles), capture_output=True, cwd=folder, timeout=60)
    assert done.stderr == b""
    return pickle.loads(done.stdout)


def test_an_older_and_a_newer_version_can_load_a_pickle(older: Path) -> None:
    customer, cleared = Customer.from_dict(DOCUMENT), Customer.from_dict(CLEARED)
    activity = CustomerActivity.from_dict(ACTIVITY)
    instances = [customer, cleared, activity] * (pickle.HIGHEST_PROTOCOL + 1)
    pickles = [
        pickle.dumps(instance, index // 3) for index, instance in enumerate(instances)
    ]  # in every protocol

    written, again, members = in_other_version(older, pickles)

    assert "email" not in members[0] and "name" in members[0], "the older version lacks other members"
    assert written == [instance.to_dict() for instance in instances]  # it has kept what it doesn't know
    returned = [pickle.loads(data) for data in again]
    assert returned == instances
    assert [instance.nulls for instance in returned[:2]] == [{"phone"}, {"email", "phone", "address"}]
    assert returned[0].extra == {"hat": "large"}


def test_a_member_missing_from_a_pickle_gets_its_default(older: Path) -> None:
    [[written], [older_pickle], _] = in_other_version(older, [pickle.dumps(Customer(id="cust_1"))])
    assert written == {"id": "cust_1", "object": "customer"}
    assert pickle.loads(older_pickle) == Customer(id="cust_1")


def test_a_pickle_refers_to_one_function_and_contains_json() -> None:
    loyalty = CustomerLoyalty(points=3, campaigns={"LP1": CustomerLoyaltyCampaign()})
    function, arguments = loyalty.__reduce__()
    assert (function.__module__, function.__qualname__) == ("customer_activity.base", "JsonObject._restored")
    assert arguments == (CustomerLoyalty, {"points": 3, "campaigns": {"LP1": {}}}, {})


def test_a_pickle_does_not_depend_on_the_hash_seed() -> None:
    program = f"import pickle, customer_activity as c; print(pickle.dumps(c.Customer.from_dict({DOCUMENT})))"
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(PACKAGE.parent)!r}); {program}"]
    outputs = set()
    for seed in ("1", "2", "3"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(command, env=environment, capture_output=True, timeout=60)
        assert done.stderr == b""
        outputs.add(done.stdout)
    assert len(outputs) == 1
