# SPDX-License-Identifier: MIT
"""README is true: its Python runs, its commands are there, its names exist."""

from __future__ import annotations

import doctest
import hashlib
import hmac
import pathlib
import re
import shutil
from typing import Any

import pytest

import customer_activity
from customer_activity import activity

ROOT = pathlib.Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def blocks(language: str) -> list[str]:
    return [text for name, text in BLOCKS if name == language]


def test_what_readme_shows_at_the_prompt_is_what_python_answers() -> None:
    names: dict[str, Any] = {}
    parser = doctest.DocTestParser()
    runner = doctest.DocTestRunner(verbose=False)
    for number, text in enumerate(blocks("pycon")):
        test = parser.get_doctest(text, names, f"README block {number}", "README.md", 0)
        assert runner.run(test, clear_globs=False).failed == 0
        names.update(test.globs)
    assert runner.tries > 10


@pytest.fixture
def project(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    """A project with a vendored copy where README puts one."""
    package = pathlib.Path(customer_activity.__file__).parent
    shutil.copytree(package, tmp_path / "app/_vendor/voucherify", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("VOUCHERIFY_SECRET", "secret")
    return tmp_path


def run(text: str) -> dict[str, Any]:
    names: dict[str, Any] = {"__name__": "readme"}
    exec(compile(text, "README.md", "exec"), names)
    return names


@pytest.mark.parametrize("text", blocks("python"))
def test_python_in_readme_runs(text: str, project: pathlib.Path) -> None:
    assert run(text)


def test_the_handler_in_readme_answers_as_readme_says(project: pathlib.Path) -> None:
    [text] = [text for text in blocks("python") if "def handler" in text]
    handler = run(text)["handler"]
    body = '{"id": "whs_1", "data": {"customer": {"id": "cust_1"}}}'
    signature = hmac.new(b"secret", body.encode(), hashlib.sha256).hexdigest()
    event = {"headers": {"X-Voucherify-Signature": signature}, "body": body}
    assert handler(event, None) == {"statusCode": 200, "body": "cust_1"}
    assert handler({**event, "headers": {}}, None) == {"statusCode": 401, "body": ""}


def test_every_section_of_readme_says_something() -> None:
    for section in re.split(r"^## ", README, flags=re.MULTILINE)[1:]:
        title, _, text = section.partition("\n")
        assert text.strip(), title


def test_every_class_is_in_the_table_of_names() -> None:
    named = set(re.findall(r"^\| `\w+` \| `(\w+)` \|$", README, re.MULTILINE))
    classes = {name for name in customer_activity.__all__ if name.startswith("Customer")}
    assert named == classes


def test_readme_counts_the_documented_types() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"the {len(activity.ACTIVITY_TYPES)} documented types" in changelog
    assert f"## [{customer_activity.__version__}]" in changelog


@pytest.mark.parametrize("path", sorted(set(re.findall(r"\btests/[\w./-]+\w", README))))
def test_files_that_readme_names_are_there(path: str) -> None:
    assert (ROOT / path).exists()
