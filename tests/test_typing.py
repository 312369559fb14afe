# SPDX-License-Identifier: MIT
"""The types as a tested promise, and what the package may be made of."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MISTAKES = ROOT / "tests" / "typing" / "mistakes.py"
MODULES = sorted((ROOT / "customer_activity").rglob("*.py"))


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the first run of mypy leaves what the second need not find out again."""
    return tmp_path_factory.mktemp("mypy")


def mypy(cache: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    pytest.importorskip("mypy", reason="mypy is not installed for this interpreter")
    command = [sys.executable, "-m", "mypy", "--no-pretty", "--no-color-output", "--no-error-summary"]
    return subprocess.run(
        [*command, "--cache-dir", str(cache), *arguments], cwd=ROOT, capture_output=True, text=True
    )


def test_bare_mypy_finds_nothing_in_the_package_and_the_tests(cache: Path) -> None:
    run = mypy(cache)
    assert (run.stdout, run.stderr, run.returncode) == ("", "", 0)


def test_each_mistake_of_a_user_is_found_where_it_is_made(cache: Path) -> None:
    run = mypy(cache, str(MISTAKES.relative_to(ROOT)))
    found = re.findall(
        r"^tests.typing.mistakes\.py:(\d+): error: .*  \[([a-z-]+)\]$", run.stdout, re.MULTILINE
    )
    lines = MISTAKES.read_text(encoding="utf-8").splitlines()
    marked = [
        (str(number), line.partition("  # error: ")[2])
        for number, line in enumerate(lines, 1)
        if "  # error: " in line
    ]
    assert len(marked) > 20
    assert found == marked
    assert run.stdout.count(" error: ") == len(marked)


@pytest.mark.parametrize("module", MODULES, ids=[path.name for path in MODULES])
def test_the_types_need_no_excuse(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    assert "type: ignore" not in text
    assert not re.search(r"\bcast\(", text)


@pytest.mark.parametrize("module", MODULES, ids=[path.name for path in MODULES])
def test_no_attribute_doc_has_a_colon_in_its_first_line_which_sphinx_takes_for_a_type(module: Path) -> None:
    docs = re.findall(r'^    \w+: .+\n    """(.+)', module.read_text(encoding="utf-8"), re.MULTILINE)
    assert [doc for doc in docs if ":" in re.sub("`[^`]*`", "", doc)] == []


def test_there_are_modules_to_look_at() -> None:
    assert {"__init__.py", "_object.py", "customer.py", "errors.py"} <= {path.name for path in MODULES}
