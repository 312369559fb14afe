# SPDX-License-Identifier: MIT
"""What is published: the sdist, the wheel that is built from it, and the wheel when installed.

Built by the backend that pyproject.toml names, which comes from the package index: without that,
these tests are skipped. They build from a copy, so that nothing is left in the checkout.
"""

from __future__ import annotations

import email.message
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
PACKAGE = ROOT / "customer_activity"
VERSION = customer_activity.__version__
DIST_INFO = f"customer_activity-{VERSION}.dist-info"

pytestmark = pytest.mark.skipif(
    not (ROOT / "pyproject.toml").exists(), reason="no source tree here to build from"
)

# What runs against the installed wheel: not what starts interpreters and tools of its own, or reads
# the source tree.
FOR_THE_WHEEL = ["contract", "documents", "errors", "instances", "names", "signature", "values"]


def run(*command: str | Path, path: str | Path | None = None, cwd: Path | None = None) -> str:
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    env["PYTHONDONTWRITEBYTECODE"] = "1"
    if path is not None:
        env["PYTHONPATH"] = str(path)
    done = subprocess.run(command, capture_output=True, text=True, env=env, cwd=cwd)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def pip(*arguments: str | Path, path: Path | None = None) -> None:
    run(sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments, path=path)


@pytest.fixture(scope="session")
def backend(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the build backend, of a version that pyproject.toml asks for."""
    folder = tmp_path_factory.mktemp("backend")
    requires = re.search(r'^requires = \["(.+)"\]$', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert requires is not None
    try:
        pip("install", "--no-compile", "--target", folder, requires[1])
    except AssertionError as problem:
        said = str(problem)
        if "No module named pip" in said:
            pytest.skip("there is no pip here to get the build backend with")
        if re.search(
            "No matching distribution|Could not fetch|connection|timed out|Errno", said, re.IGNORECASE
        ):
            pytest.skip("the package index, which has the build backend, cannot be reached")
        raise
    return folder


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what belongs to the project, without what running the tests leaves behind."""
    folder = tmp_path_factory.mktemp("source") / "checkout"
    inside = ["customer_activity", "tests"]
    outside = ["CHANGELOG.md", "LICENSE", "README.md", "py.typed", "pyproject.toml"]
    folder.mkdir()
    for name in outside:
        shutil.copy(ROOT / name, folder)
    for name in inside:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    # What a run of the tests would leave in a checkout is to stay out of the sdist all the same.
    (folder / "tests" / "__pycache__").mkdir()
    (folder / "tests" / "__pycache__" / "left.cpython-310.pyc").touch()
    return folder


@pytest.fixture(scope="session")
def sdist(source: Path, backend: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sdist")
    code = "import sys, flit_core.buildapi as b; print(b.build_sdist(sys.argv[1]))"
    name = run(sys.executable, "-c", code, folder, path=backend, cwd=source).strip()
    assert [path.name for path in folder.iterdir()] == [name]
    return folder / name


@pytest.fixture(scope="session")
def wheel(sdist: Path, backend: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that pip builds from the sdist, as it does for who asks for no wheels."""
    folder = tmp_path_factory.mktemp("wheel")
    pip(
        "wheel", "--no-index", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, sdist, path=backend
    )
    (file,) = folder.iterdir()
    return file


@pytest.fixture(scope="session")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    pip("install", "--no-index", "--no-deps", "--target", folder, wheel)
    return folder


@pytest.fixture(scope="session")
def unpacked(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(sdist) as archive:
        if hasattr(tarfile, "data_filter"):
            archive.extractall(folder, filter="data")
        else:
            archive.extractall(folder)
    (only,) = folder.iterdir()
    return only


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def members(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def metadata(wheel: Path) -> email.message.Message:
    return email.parser.BytesParser().parsebytes(members(wheel)[f"{DIST_INFO}/METADATA"])


# --- the sdist -----------------------------------------------------------------------------------


def test_the_sdist_is_named_after_its_version_and_holds_one_folder(sdist: Path, unpacked: Path) -> None:
    assert sdist.name == f"customer_activity-{VERSION}.tar.gz"
    assert unpacked.name == f"customer_activity-{VERSION}"


def test_the_sdist_holds_the_package_the_tests_and_the_documents(source: Path, unpacked: Path) -> None:
    there = files(unpacked)
    assert there.pop("PKG-INFO").startswith(b"Metadata-Version: ")
    expected = {name: content for name, content in files(source).items() if "__pycache__" not in name}
    assert sorted(there) == sorted(expected)
    assert there == expected
    assert {"LICENSE", "README.md", "CHANGELOG.md", "pyproject.toml"} <= set(there)
    assert {"customer_activity/py.typed", "tests/test_artefacts.py"} <= set(there)


def test_the_sdist_and_the_wheel_say_the_same_of_themselves(unpacked: Path, wheel: Path) -> None:
    assert (unpacked / "PKG-INFO").read_bytes() == members(wheel)[f"{DIST_INFO}/METADATA"]


# --- the wheel -----------------------------------------------------------------------------------


def test_the_wheel_is_for_every_python_and_platform(wheel: Path) -> None:
    assert wheel.name == f"customer_activity-{VERSION}-py3-none-any.whl"
    assert b"Root-Is-Purelib: true" in members(wheel)[f"{DIST_INFO}/WHEEL"]


def test_the_wheel_holds_the_package_its_licence_and_nothing_else(source: Path, wheel: Path) -> None:
    expected = {
        *(f"customer_activity/{name}" for name in files(source / "customer_activity")),
        f"{DIST_INFO}/licenses/LICENSE",
        *(f"{DIST_INFO}/{name}" for name in ("METADATA", "RECORD", "WHEEL")),
    }
    there = members(wheel)
    assert set(there) == expected
    assert there["customer_activity/py.typed"] == b""
    assert there[f"{DIST_INFO}/licenses/LICENSE"] == (source / "LICENSE").read_bytes()
    for name, content in files(source / "customer_activity").items():
        assert there[f"customer_activity/{name}"] == content


def test_the_wheel_needs_python_and_nothing_else(wheel: Path) -> None:
    about = metadata(wheel)
    assert about["Name"] == "customer-activity"
    assert about["Version"] == VERSION
    assert about["Requires-Python"] == ">=3.10"
    assert about.get_all("Requires-Dist") is None
    assert about.get_all("Provides-Extra") is None


def test_the_wheel_says_its_licence(wheel: Path) -> None:
    about = metadata(wheel)
    assert about["License-Expression"] == "MIT"
    assert about.get_all("License-File") == ["LICENSE"]


def test_the_wheel_is_small(wheel: Path) -> None:
    assert wheel.stat().st_size < 45_000


# --- the wheel, installed ------------------------------------------------------------------------

WHERE = """\
import customer_activity, customer_activity.webhook
from pathlib import Path

def test_it_is_the_wheel_that_is_tested():
    for module in customer_activity, customer_activity.webhook:
        assert Path(module.__file__).parent == Path({package!r})
"""


def test_the_suite_passes_against_the_installed_wheel(unpacked: Path, site: Path, tmp_path: Path) -> None:
    # The sdist without the package: pyproject.toml still says how the tests are to be run.
    folder = tmp_path / "without_source"
    shutil.copytree(unpacked, folder, ignore=shutil.ignore_patterns("customer_activity"))
    (folder / "tests" / "test_where.py").write_text(WHERE.format(package=str(site / "customer_activity")))
    tests = [f"tests/test_{name}.py" for name in [*FOR_THE_WHEEL, "where"]]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--tb=line", *tests]
    # pytest may itself have come by PYTHONPATH, as it does in tests/scripts/interpreter.sh.
    path = os.pathsep.join([str(site), str(Path(pytest.__file__).parents[1])])
    last = run(*command, path=path, cwd=folder).splitlines()[-1]
    passed = re.match(r"(\d+) passed", last)
    assert passed is not None, last
    assert int(passed[1]) > 1000


def test_the_command_runs_from_the_installed_wheel(site: Path, tmp_path: Path) -> None:
    (tmp_path / "customer.json").write_text('{"id":"cust_7"}')
    printed = run(sys.executable, "-m", "customer_activity", "customer.json", path=site, cwd=tmp_path)
    assert printed == '{"id":"cust_7","object":"customer"}\n'
