# SPDX-License-Identifier: MIT
"""The documentation is correct: its snippets run and type-check, and its tables and links are right."""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import runpy
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import customer_activity
from fake_api import KEYS, make_customers, serve

pytestmark = pytest.mark.needs_processes

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
PAGES = [
    README,
    *(ROOT / name for name in ("CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted(ROOT.glob("docs/*.md")),
]
TEXTS = {str(page.relative_to(ROOT)): page.read_text("utf-8") for page in PAGES}
EXAMPLES = [ROOT / "examples", ROOT / "examples/aws_lambda"]


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", TEXTS[page], re.MULTILINE | re.DOTALL)


# Each README snippet stands alone. Those of any other page form one program, from top to bottom.
PROGRAMS: dict[str, str] = {
    **{f"README_{number}": text for number, text in enumerate(blocks("README.md", "python"))},
    **{
        Path(page).stem.replace("-", "_"): "\n".join(blocks(page, "python"))
        for page in TEXTS
        if page != "README.md"
    },
}
PROGRAMS = {name: text for name, text in PROGRAMS.items() if text}


EXPORT = [
    '{"id": "cust_1", "source_id": "0042"}',
    '{"id": "cust_2", "loyalty": {"points": "7"}}',
    '{"id": "cust_3", "source_id": "12345678901234567890"}',
]
"""What the page on integrations reads."""

# --- what snippets do ----------------------------------------------------------------------------


RUNS = [*((name, True) for name in PROGRAMS), ("updating", False)]
"""The programs, and whether the API that they talk to merges addresses or replaces them."""


@pytest.mark.parametrize(("name", "api"), RUNS, indirect=["api"])
def test_snippets_print_what_their_comments_say(
    name: str, api: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in EXAMPLES:
        monkeypatch.syspath_prepend(folder)
    lacking = [module for module in imported(PROGRAMS[name]) if importlib.util.find_spec(module) is None]
    if lacking:
        pytest.skip(f"the interop group isn't installed: {', '.join(lacking)}")
    (tmp_path / "snippets.py").write_text(PROGRAMS[name], "utf-8")
    (tmp_path / "export.jsonl").write_text("\n".join(EXPORT), "utf-8")
    monkeypatch.chdir(tmp_path)
    runpy.run_path(str(tmp_path / "snippets.py"))
    assert capsys.readouterr().out.splitlines() == re.findall(
        r"(?:^|  )# (.+)$", PROGRAMS[name], re.MULTILINE
    )


def imported(text: str) -> list[str]:
    """The names of the modules that a program imports, without what follows a dot."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return sorted(found)


def test_snippets_pass_mypy_strict(tmp_path: Path) -> None:
    pytest.importorskip("mypy", reason="mypy is not installed for this interpreter")
    assert len(PROGRAMS) >= 5
    for name, text in PROGRAMS.items():
        ours = {path.stem for folder in EXAMPLES for path in folder.glob("*.py")}
        if all(importlib.util.find_spec(module) for module in imported(text) if module not in ours):
            (tmp_path / f"{name}.py").write_text(text, "utf-8")
    options = ["--strict", "--no-error-summary", "--config-file=", f"--cache-dir={tmp_path / 'cache'}"]
    done = subprocess.run(
        [sys.executable, "-m", "mypy", *options, str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "MYPYPATH": os.pathsep.join(map(str, EXAMPLES))},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)


@pytest.fixture
def api(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An API on this machine, with its URL and its keys in the environment."""
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    with serve(make_customers(250), merges=request.param) as api:
        for name, value in {**KEYS, "VOUCHERIFY_API": api.url, "VOUCHERIFY_SECRET": "secret"}.items():
            monkeypatch.setenv(name, value)
        yield


# --- commands ------------------------------------------------------------------------------------


def test_the_first_readme_command_writes_every_sample_customer() -> None:
    [arguments] = re.findall(r"^python3 (-m customer_activity .+)$", TEXTS["README.md"], re.MULTILINE)
    done = subprocess.run(
        [sys.executable, *arguments.split()],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (len(done.stdout.splitlines()), done.stderr, done.returncode) == (6, "", 0)


CSV = [
    (
        '{"object":"customer","id":"cust_1","email":"a@example.com","loyalty":{"points":7}}',
        ['"cust_1","a@example.com",7'],
    ),
    ('{"object":"customer","id":"cust_2"}', ['"cust_2",,']),
    (
        '{"object":"list","customers":[{"object":"customer","id":"cust_3"},{"object":"customer","id":"cust_4"}]}',
        ['"cust_3",,', '"cust_4",,'],
    ),
    ('{"object":"list","customers":[]}', []),
]


@pytest.mark.skipif(not (shutil.which("jq") and shutil.which("bash")), reason="needs jq and bash")
@pytest.mark.parametrize(("last", "status"), [("", 0), ('{"object":"customer","id":7}', 1)])
def test_the_jq_script_also_handles_pages_and_keeps_the_exit_status(
    tmp_path: Path, last: str, status: int
) -> None:
    [script] = [text for text in blocks("docs/command.md", "bash") if "jq" in text]
    (tmp_path / "customers.jsonl").write_text("\n".join([*(text for text, _ in CSV), last]))
    script = script.replace("python3", sys.executable)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.stdout.splitlines() == [row for _, rows in CSV for row in rows]
    assert done.returncode == status


# --- the pages -----------------------------------------------------------------------------------

LINKS = [(page, link) for page in TEXTS for link in re.findall(r"\]\(([^)\s]+)\)", TEXTS[page])]


@pytest.mark.parametrize(("page", "link"), [(page, link) for page, link in LINKS if "://" not in link])
def test_every_relative_link_resolves(page: str, link: str) -> None:
    path, _, fragment = link.partition("#")
    target = (ROOT / page).parent / path if path else ROOT / page
    assert target.exists()
    if fragment:
        headings = re.findall(r"^#+ (.+)$", target.read_text("utf-8"), re.MULTILINE)
        assert fragment in [
            re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings
        ]


@pytest.mark.parametrize("page", TEXTS)
def test_every_file_named_in_a_page_exists(page: str) -> None:
    named = set(re.findall(r"`((?:tests|docs|customer_activity|\.ci)/[\w./-]*\w)`", TEXTS[page]))
    if page != "CHANGELOG.md":  # which tells of the past
        assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("page", [page for page in TEXTS if page.startswith("docs/")])
def test_every_page_is_linked_from_readme(page: str) -> None:
    assert ("README.md", page) in LINKS


MINIMUM = {
    "pyproject.toml": r'^(?:python_version|pythonVersion|python-version) = "(.+)"$',
    "README.md": r"Python (3\.\d+) or later",
}
"""The places that name the minimum Python, besides `requires-python` and the classifiers."""


def test_every_place_names_the_same_minimum_python() -> None:
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    [minimum] = re.findall(r'^requires-python = ">=(.+)"$', project, re.MULTILINE)
    [first, *_] = re.findall(r'"Programming Language :: Python :: (3\.\d+)"', project)
    assert first == minimum, f"classifiers in pyproject.toml: begin with {minimum}"
    for file, pattern in MINIMUM.items():
        found = re.findall(pattern, (ROOT / file).read_text("utf-8"), re.MULTILINE)
        assert {*found} == {minimum}, f"{file}: write {minimum} instead of {sorted({*found} - {minimum})}"


def test_the_changelog_has_this_version_first() -> None:
    headings = re.findall(r"^## \[(.+?)\]", TEXTS["CHANGELOG.md"], re.MULTILINE)
    assert headings[:2] == ["Unreleased", customer_activity.__version__]
