# SPDX-License-Identifier: MIT
"""The types: which mistakes mypy finds in your code, and that it checks our readers and writers."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("mypy", reason="mypy isn't installed for this interpreter")

ROOT = Path(__file__).parent.parent
USER, MISTAKES = Path("tests/typing/user.py"), Path("tests/typing/mistakes.py")

pytestmark = pytest.mark.needs_processes


def mypy(folder: Path, *arguments: str | Path) -> tuple[list[tuple[str, int, str]], str]:
    """The file, line and code of each error that mypy finds in a folder, and its whole output."""
    command = [sys.executable, "-m", "mypy", f"--config-file={ROOT / 'pyproject.toml'}", "--no-pretty"]
    run = subprocess.run([*command, *arguments], cwd=folder, capture_output=True, text=True, timeout=120)
    errors = re.findall(r"^(.+?):(\d+): error: .*  \[([a-z-]+)\]$", run.stdout, re.MULTILINE)
    assert (run.stderr, run.returncode) == ("", 1), run.stdout
    return [(path, int(number), code) for path, number, code in errors], run.stdout


def test_mypy_finds_every_mistake_of_a_user_and_no_others(tmp_path: Path) -> None:
    found, output = mypy(ROOT, f"--cache-dir={tmp_path}", USER, MISTAKES)
    lines = (ROOT / MISTAKES).read_text(encoding="utf-8").splitlines()
    codes = [line.partition("  # error: ")[2] for line in lines]
    marked = [(str(MISTAKES), number, code) for number, code in enumerate(codes, 1) if code]
    assert found == marked, output


def test_mypy_checks_each_reader_and_writer_against_its_field(tmp_path: Path) -> None:
    """A draft is declared as Any, since a frozen instance can't be assigned to. In this copy, the classes
    aren't frozen and a draft has the type of its class. One reader and one writer are for another kind."""
    copy = tmp_path / "customer_activity"
    shutil.copytree(ROOT / "customer_activity", copy, ignore=shutil.ignore_patterns("__pycache__"))
    for module in copy.rglob("*.py"):
        text = module.read_text(encoding="utf-8").replace("@dataclass(frozen=True, ", "@dataclass(")
        text = re.sub(r"(?ms)^(class (\w+)\(JsonObject\):.*?_read\(draft: )Any", r"\1\2", text)
        module.write_text(text, encoding="utf-8")
    right = (copy / "customer.py").read_text(encoding="utf-8")
    wrong = right.replace(" read.string(", " read.integer(", 1).replace(
        " write.string(", " write.integer(", 1
    )
    (copy / "customer.py").write_text(wrong, encoding="utf-8")

    pairs = zip(right.splitlines(), wrong.splitlines(), strict=True)
    [reader, writer] = [number for number, (line, other) in enumerate(pairs, 1) if line != other]
    path = str(Path("customer_activity/customer.py"))
    found, output = mypy(tmp_path, "customer_activity")
    assert found == [(path, reader, "assignment"), (path, writer, "arg-type")], output
