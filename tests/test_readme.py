# SPDX-License-Identifier: MIT
"""README is true: its Python runs and is well typed, its tables are the classes, its files are there."""

from __future__ import annotations

import dataclasses
import doctest
import itertools
import pathlib
import re
import subprocess
import sys
from typing import Any

import pytest

import customer_activity
from contract import MEMBERS, SCHEMAS
from customer_activity import ACTIVITY_TYPES

ROOT = pathlib.Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def blocks(language: str) -> list[str]:
    return [text for name, text in BLOCKS if name == language]


def section(title: str) -> str:
    return README.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize("text", blocks("python"))
def test_what_readme_prints_is_what_its_comments_say(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(text, "README.md", "exec"), {"__name__": "readme"})
    assert capsys.readouterr().out.splitlines() == re.findall(r"(?:^|  )# (.+)$", text, re.MULTILINE)


@pytest.mark.parametrize("text", blocks("pycon"))
def test_what_readme_shows_at_the_prompt_is_what_python_answers(text: str) -> None:
    test = doctest.DocTestParser().get_doctest(text, {}, "README", "README.md", 0)
    assert test.examples
    assert doctest.DocTestRunner(verbose=False).run(test).failed == 0


def test_every_snippet_of_readme_passes_mypy_strict(tmp_path: pathlib.Path) -> None:
    pytest.importorskip("mypy", reason="mypy is not installed for this interpreter")
    prompts = [doctest.DocTestParser().get_examples(text) for text in blocks("pycon")]
    snippets = [*blocks("python"), *("".join(example.source for example in examples) for examples in prompts)]
    assert len(snippets) >= 2
    for number, text in enumerate(snippets):
        (tmp_path / f"snippet_{number}.py").write_text(text, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--no-error-summary",
        "--config-file=",
        str(tmp_path),
    ]
    run = subprocess.run(
        [*command, f"--cache-dir={tmp_path / 'cache'}"], cwd=ROOT, capture_output=True, text=True
    )
    assert (run.stdout, run.stderr, run.returncode) == ("", "", 0)


def type_of(field: dataclasses.Field[Any]) -> str:
    """As the table has it: that every member may be None is said below it."""
    text = re.sub(r" \| None$|^None \| |\bd?t\.", "", str(field.type))
    return "Any" if text == "_Json" else text


@pytest.mark.parametrize("cls", MEMBERS, ids=lambda cls: str(cls.__name__))
def test_the_row_of_each_class_has_its_members_in_order_with_their_types_and_its_schema(cls: Any) -> None:
    fields = [field for field in dataclasses.fields(cls) if field.name not in ("extra", "nulls")]
    members = "; ".join(
        f"{', '.join(field.name for field in group)}: `{kind}`"
        for kind, group in itertools.groupby(fields, type_of)
    )
    schema = f"`{SCHEMAS[cls]}`" if cls in SCHEMAS else "none"
    assert f"| `{cls.__name__}` | {members} | {schema} |" in section("The model at a glance").splitlines()


def test_the_table_of_the_model_has_each_class_once_and_the_customer_first() -> None:
    rows = re.findall(r"^\| `(\w+)` \| .* \| .* \|$", section("The model at a glance"), re.MULTILINE)
    assert sorted(rows) == sorted(cls.__name__ for cls in MEMBERS)
    assert rows[0] == "Customer"


def test_every_recipe_for_another_library_stands_in_a_test_that_runs_it() -> None:
    rows = re.findall(r"^- \w+: (.+)$", section("With other libraries"), re.MULTILINE)
    recipes = [recipe for row in rows for recipe in re.findall("`([^`]+)`", row)]
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests/interop").glob("test_*.py"))
    assert len(recipes) > 5
    assert [recipe for recipe in recipes if recipe not in tests] == []


def test_every_section_of_readme_says_something() -> None:
    for text in re.split(r"^## ", README, flags=re.MULTILINE)[1:]:
        title, _, rest = text.partition("\n")
        assert rest.strip(), title


@pytest.mark.parametrize(
    "sentence",
    [
        "`birthday` and `birthdate` are two members",
        "Nothing is promised about values that Python itself calls equal",
        "nor about values that only a constructor can be given",
        "`from_json` reads numbers as Python's `json` does",
        "`repr` shows no personal data",
        "writes every field",
        "sends the payload",
        "Keep the folder out of the linter's fixes, the formatter, coverage and the import hooks",
        "pydantic from 2.0.3 on",
        "held in memory whole",
    ],
)
def test_readme_warns_of_what_a_user_would_not_expect(sentence: str) -> None:
    assert sentence in " ".join(README.split())


def test_readme_has_at_most_220_lines() -> None:
    assert len(README.splitlines()) <= 220


@pytest.mark.parametrize("path", sorted(set(re.findall(r"\btests/[\w./-]+\w", README))))
def test_files_that_readme_names_are_there(path: str) -> None:
    assert (ROOT / path).exists()


def test_changelog_has_this_version_and_counts_the_documented_types() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"the {len(ACTIVITY_TYPES)} documented types" in changelog
    headings = re.findall(r"^## \[(.+?)\]", changelog, re.MULTILINE)
    assert headings[:2] == ["Unreleased", customer_activity.__version__]
