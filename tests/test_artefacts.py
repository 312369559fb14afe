# SPDX-License-Identifier: MIT
"""The files of a release: the sdist, and the wheel that's built from it.

They're built from a copy of the checkout, with the backend that pyproject.toml names. If it can't be
downloaded, these tests are skipped.
"""

from __future__ import annotations

import email.parser
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import customer_activity

ROOT = Path(__file__).parents[1]
VERSION = customer_activity.__version__

pytestmark = [pytest.mark.slow, pytest.mark.needs_processes]


def run(*command: str | Path, path: Path | None = None, cwd: Path | None = None) -> str:
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    env["PYTHONDONTWRITEBYTECODE"] = "1"
    if path is not None:
        env["PYTHONPATH"] = str(path)
    done = subprocess.run(
        [sys.executable, *command], capture_output=True, text=True, env=env, cwd=cwd, timeout=240
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def pip(*arguments: str | Path, path: Path | None = None) -> None:
    run("-m", "pip", "--quiet", "--disable-pip-version-check", *arguments, path=path)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture(scope="module")
def backend(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the build backend that pyproject.toml names."""
    folder = tmp_path_factory.mktemp("backend")
    requires = re.search(r'^requires = \["(.+)"\]$', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert requires is not None
    try:
        pip("install", "--no-compile", "--target", folder, requires[1])
    except AssertionError as problem:
        unreachable = (
            "No module named pip|No matching distribution|Could not fetch|[Cc]onnection|timed out|Errno"
        )
        if not re.search(unreachable, str(problem)):
            raise
        pytest.skip("the build backend can't be downloaded")
    return folder


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout without hidden and built files, but with bytecode as the tests leave it."""
    folder = tmp_path_factory.mktemp("source") / "checkout"
    built = ("__pycache__", "*.egg-info", "PKG-INFO", "SHA256SUMS", "build", "dist")
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(".*", *built))
    (folder / "tests" / "__pycache__").mkdir()
    (folder / "tests" / "__pycache__" / "left.cpython-310.pyc").touch()
    return folder


@pytest.fixture(scope="module")
def sdist(source: Path, backend: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sdist")
    code = "import sys, flit_core.buildapi as b; b.build_sdist(sys.argv[1])"
    run("-c", code, folder, path=backend, cwd=source)
    return folder / f"customer_activity-{VERSION}.tar.gz"


@pytest.fixture(scope="module")
def wheel(sdist: Path, backend: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by pip from the sdist."""
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-index", "--no-deps", "--no-build-isolation", "-w", folder, sdist, path=backend)
    return folder / f"customer_activity-{VERSION}-py3-none-any.whl"


def in_sdist(sdist: Path) -> dict[str, bytes]:
    with tarfile.open(sdist) as archive:
        files = {member.name: archive.extractfile(member) for member in archive}
        return {name.partition("/")[2]: file.read() for name, file in files.items() if file}


def in_wheel(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name.replace(f"-{VERSION}", ""): archive.read(name) for name in archive.namelist()}


def test_the_sdist_contains_all_files_of_the_checkout(sdist: Path, source: Path) -> None:
    expected = {name: content for name, content in contents(source).items() if not name.endswith(".pyc")}
    found = in_sdist(sdist)
    del found["PKG-INFO"]
    missing = sorted({name.partition("/")[0] for name in expected.keys() - found.keys()})
    assert missing == [], "add these to `include` of [tool.flit.sdist] in pyproject.toml"
    assert found == expected


def test_the_wheel_contains_only_the_package_and_its_licence(wheel: Path, source: Path) -> None:
    found = in_wheel(wheel)
    for name in "METADATA", "RECORD", "WHEEL":
        del found[f"customer_activity.dist-info/{name}"]
    package = contents(source / "customer_activity")
    assert "py.typed" in package
    assert found == {
        **{f"customer_activity/{name}": content for name, content in package.items()},
        "customer_activity.dist-info/licenses/LICENSE": (source / "LICENSE").read_bytes(),
    }


def test_the_metadata_names_the_version_the_licence_and_no_dependencies(sdist: Path, wheel: Path) -> None:
    about = in_wheel(wheel)["customer_activity.dist-info/METADATA"]
    assert about == in_sdist(sdist)["PKG-INFO"]
    metadata = email.parser.BytesParser().parsebytes(about)
    expected = {
        "Name": ["customer-activity"],
        "Version": [VERSION],
        "Requires-Dist": None,
        "Provides-Extra": None,
        "License-Expression": ["MIT"],
        "License-File": ["LICENSE"],
    }
    assert {name: metadata.get_all(name) for name in expected} == expected
