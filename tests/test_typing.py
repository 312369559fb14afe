# SPDX-License-Identifier: MIT
"""The types as a tested promise: what mypy finds, and that it finds it in both directions."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

pytest.importorskip("mypy", reason="mypy is not installed for this interpreter")

ROOT = Path(__file__).parent.parent
MISTAKES = Path("tests", "typing", "mistakes.py")


def mypy(folder: Path, *arguments: str | Path) -> str:
    """What mypy says in a folder, a line a problem."""
    options = ["--no-pretty", "--no-color-output", "--no-error-summary", "--hide-error-context"]
    run = subprocess.run(
        [sys.executable, "-m", "mypy", *options, *arguments], cwd=folder, capture_output=True, text=True
    )
    assert (run.stderr, run.returncode) == ("", 1 if run.stdout else 0)
    return run.stdout


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the first run of mypy leaves what the second need not find out again."""
    return tmp_path_factory.mktemp("mypy")


def test_bare_mypy_finds_nothing_in_the_package_and_the_tests(cache: Path) -> None:
    assert mypy(ROOT, "--cache-dir", cache) == ""


def test_each_mistake_of_a_user_is_found_where_it_is_made(cache: Path) -> None:
    said = mypy(ROOT, "--cache-dir", cache, MISTAKES)
    found = [
        (int(number), code)
        for number, code in re.findall(r"mistakes\.py:(\d+): error: .*  \[([a-z-]+)\]$", said, re.MULTILINE)
    ]
    lines = (ROOT / MISTAKES).read_text(encoding="utf-8").splitlines()
    marked = [line.partition("  # error: ")[2] for line in lines]
    assert found == [(number, code) for number, code in enumerate(marked, 1) if code]
    assert len(found) > 20


# --- what reads and what writes a member has the member's type -----------------------------------


class Fault(NamedTuple):
    """A slip in a line of a class, and what mypy quotes in its message, with the code of its rule."""

    module: str
    line: str
    slip: str
    found: list[str]


FAULTS = {
    "a member that does not exist is read": Fault(
        "customer.py",
        'draft.city = read.string(rest, "city", nulls)',
        'draft.citty = read.string(rest, "city", nulls)',
        ["CustomerAddress", "citty", "city", "attr-defined"],
    ),
    "a string is read as an integer": Fault(
        "customer.py",
        'draft.state = read.string(rest, "state", nulls)',
        'draft.state = read.integer(rest, "state", nulls)',
        ["int | None", "str | None", "assignment"],
    ),
    "an integer is read as a string": Fault(
        "customer.py",
        'draft.total_amount = read.integer(rest, "total_amount", nulls)',
        'draft.total_amount = read.string(rest, "total_amount", nulls)',
        ["str | None", "int | None", "assignment"],
    ),
    "a timestamp is read as a date": Fault(
        "customer.py",
        'draft.last_order_date = read.timestamp(rest, "last_order_date", nulls)',
        'draft.last_order_date = read.date(rest, "last_order_date", nulls)',
        ["date | None", "datetime | None", "assignment"],
    ),
    "an object is read as one of another class": Fault(
        "customer.py",
        'draft.assets = read.nested(rest, "assets", CustomerAssets, nulls)',
        'draft.assets = read.nested(rest, "assets", CustomerAddress, nulls)',
        ["CustomerAddress | None", "CustomerAssets | None", "assignment"],
    ),
    "an array is read as an array of another class": Fault(
        "page.py",
        'draft.customers = read.array(rest, "customers", Customer, nulls)',
        'draft.customers = read.array(rest, "customers", CustomerActivity, nulls)',
        ["array", "type[CustomerActivity]", "type[Customer]", "arg-type"],
    ),
    "a map is read as an array": Fault(
        "customer.py",
        'draft.campaigns = read.by_name(rest, "campaigns", CustomerLoyaltyCampaign, nulls)',
        'draft.campaigns = read.array(rest, "campaigns", CustomerLoyaltyCampaign, nulls)',
        [
            "tuple[CustomerLoyaltyCampaign, ...] | None",
            "Mapping[str, CustomerLoyaltyCampaign] | None",
            "assignment",
        ],
    ),
    "a member that does not exist is written": Fault(
        "customer.py",
        'write.string(out, "city", self.city, nulls)',
        'write.string(out, "city", self.citty, nulls)',
        ["CustomerAddress", "citty", "city", "attr-defined"],
    ),
    "a string is written as an integer": Fault(
        "customer.py",
        'write.string(out, "state", self.state, nulls)',
        'write.integer(out, "state", self.state, nulls)',
        ["integer", "str | None", "int | None", "arg-type"],
    ),
    "a date is written as a timestamp": Fault(
        "customer.py",
        'write.date(out, "birthdate", self.birthdate, nulls)',
        'write.timestamp(out, "birthdate", self.birthdate, nulls)',
        ["timestamp", "date | None", "datetime | None", "arg-type"],
    ),
    "an object of any content is written as one of a class": Fault(
        "customer.py",
        'write.opaque(out, "metadata", self.metadata, nulls)',
        'write.nested(out, "metadata", self.metadata, CustomerAddress, nulls)',
        ["nested", "Mapping[str, Any] | None", "CustomerAddress | None", "arg-type"],
    ),
    "a map is written as a string": Fault(
        "customer.py",
        'write.by_name(out, "campaigns", self.campaigns, CustomerLoyaltyCampaign, nulls)',
        'write.string(out, "campaigns", self.campaigns, nulls)',
        ["string", "Mapping[str, CustomerLoyaltyCampaign] | None", "str | None", "arg-type"],
    ),
}


def copy_with_typed_drafts(folder: Path) -> Path:
    """A copy of the package for mypy, whose classes are not frozen, and whose drafts are instances.

    A draft is declared as Any, because a frozen instance cannot be assigned to. So mypy would not see
    what a reader's result is assigned to.
    """
    copy = folder / "customer_activity"
    shutil.copytree(ROOT / "customer_activity", copy, ignore=shutil.ignore_patterns("__pycache__"))
    for module in copy.rglob("*.py"):
        text = module.read_text(encoding="utf-8").replace("@dataclass(frozen=True, ", "@dataclass(")
        text = re.sub(r"(?ms)^(class (\w+)\(JsonObject\):.*?_read\(draft: )Any", r"\1\2", text)
        module.write_text(text, encoding="utf-8")
    return copy


def test_every_reader_has_the_type_of_the_member_that_it_reads(tmp_path: Path) -> None:
    copy_with_typed_drafts(tmp_path)
    assert mypy(tmp_path, "--strict", "--python-version=3.10", "customer_activity") == ""


@pytest.fixture(scope="module")
def found_in_copy(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What mypy finds in a copy with all the faults, by the text of the line."""
    folder = tmp_path_factory.mktemp("faults")
    copy = copy_with_typed_drafts(folder)
    for fault in FAULTS.values():
        text = (copy / fault.module).read_text(encoding="utf-8")
        assert text.count(f" {fault.line}\n") == 1, f"{fault.module} no longer has one line {fault.line}"
        (copy / fault.module).write_text(text.replace(f" {fault.line}\n", f" {fault.slip}\n"), "utf-8")
    found: dict[str, list[str]] = {}
    for problem in mypy(folder, "--strict", "--python-version=3.10", "customer_activity").splitlines():
        path, number, _, message = problem.split(":", 3)
        line = (folder / path).read_text(encoding="utf-8").splitlines()[int(number) - 1].strip()
        found[line] = [name or code for name, code in re.findall(r'"(.*?)"|\[([a-z-]+)\]$', message)]
    return found


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_mypy_finds(found_in_copy: dict[str, list[str]], fault: Fault) -> None:
    assert found_in_copy.get(fault.slip) == fault.found


def test_mypy_finds_nothing_but_the_faults(found_in_copy: dict[str, list[str]]) -> None:
    assert found_in_copy.keys() == {fault.slip for fault in FAULTS.values()}
