# SPDX-License-Identifier: MIT
"""Checks for this repository. CI runs the sessions that are marked with *. To run one, with any arguments for
pytest at the end: nox -s SESSION [-- ARGUMENT ...]"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import nox
from nox.command import CommandFailed

PYPROJECT = nox.project.load_toml("pyproject.toml")
WHICH_PYTHON = "import sys; sys.exit(sys.implementation.name != 'cpython')"


def find_pythons() -> list[str]:
    """The supported versions of CPython on the PATH, oldest first. A command alone proves nothing: it might
    be one of pyenv's shims, which fail unless you've selected their version."""
    found: list[str] = []
    for version in nox.project.python_versions(PYPROJECT):
        command = shutil.which(f"python{version}")
        if command and subprocess.run([command, "-c", WHICH_PYTHON], capture_output=True).returncode == 0:
            found.append(version)
    needed = 2 if os.environ.get("CI") == "true" else 1
    if len(found) < needed:
        raise SystemExit(f"Supported versions of CPython on the PATH: {found}. Needed: at least {needed}.")
    return found


PYTHONS = find_pythons()
# The newest that all libraries support, if there is one.
NEWEST = ([version for version in PYTHONS if version <= "3.14"] or PYTHONS)[-1]

nox.options.default_venv_backend = "virtualenv"  # with pip in it
nox.options.sessions = ["tests", "slow", f"interop-{NEWEST}", "spark", "checkers"]


def install(session: nox.Session, *groups: str, target: str = "") -> None:
    options = ["--target", target] if target else []
    session.install(*options, *nox.project.dependency_groups(PYPROJECT, *groups))


def pytest(session: nox.Session, *arguments: str) -> None:
    """Run pytest. If it fails, name the installed versions, because most of them aren't pinned."""
    try:
        session.run("python", "-m", "pytest", *arguments, *session.posargs)
    except CommandFailed:
        versions = session.run("python", "-m", "pip", "freeze", silent=True)
        session.warn("failed with " + " ".join(str(versions).split()))
        raise


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """Run the quick tests, as the README's command does. The newest Python also measures coverage."""
    if session.python == NEWEST and not session.posargs:
        install(session, "coverage")
        pytest(session, "--cov", "-m", "not slow or needs_processes")  # slow tests cover the command too
    else:
        install(session, "test")
        pytest(session)


@nox.session(python=NEWEST)
def slow(session: nox.Session) -> None:
    """Run the slow tests: they build packages or start many processes."""
    install(session, "test")
    pytest(session, "-m", "slow", "--ignore=tests/test_spark.py")


@nox.session(python=PYTHONS)
def interop(session: nox.Session) -> None:
    """Run the quick tests where the other libraries are installed, such as pydantic, FastAPI and pandas."""
    install(session, "interop", "data")
    pytest(session, "-rs")


@nox.session(python=NEWEST)
def spark(session: nox.Session) -> None:
    """Run the tests of the Spark example. They need Java."""
    if not shutil.which("java"):
        session.skip("Java isn't installed")
    install(session, "spark")
    pytest(session, "-rs", "-m", "slow", "tests/test_spark.py")


@nox.session(python=NEWEST)
def checkers(session: nox.Session) -> None:
    """Check format, style and types, and the types again in a vendored copy of the package."""
    install(session, "check")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("mypy")
    session.run("basedpyright")
    session.run("ty", "check")

    # Outside this repository, because some checkers look for settings in the folders above.
    with tempfile.TemporaryDirectory() as folder, session.chdir(vendor(Path(folder))):
        session.run("mypy", "--strict", "app", "user.py")
        session.run("basedpyright")
        session.run("ty", "check")
        session.run("pyrefly", "check", "--preset=default")
        session.run("zuban", "mypy", "--strict", "app", "user.py")


def vendor(folder: Path) -> Path:
    """Copy the package into an application, with a user's code, and ask pyright to be strict."""
    shutil.copytree("customer_activity", folder / "app/_vendor/voucherify")
    for package in ("app", "app/_vendor"):
        (folder / package / "__init__.py").touch()
    user = Path("tests/typing/user.py").read_text("utf-8")
    for statement in ("from", "import"):
        user = user.replace(f"\n{statement} customer_activity", f"\n{statement} app._vendor.voucherify")
    (folder / "user.py").write_text(user, "utf-8")
    (folder / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict"}')
    return folder


@nox.session(python=NEWEST, name="format")
def format_code(session: nox.Session) -> None:
    """Format the code, and fix what the linter can fix."""
    install(session, "check")
    session.run("ruff", "check", "--fix-only")
    session.run("ruff", "format")


@nox.session(python=NEWEST)
def other_python(session: nox.Session) -> None:
    """Run the quick tests with another interpreter, such as PyPy: nox -s other_python -- PYTHON"""
    python, *arguments = session.posargs
    site = session.create_tmp()
    install(session, "pytest", target=site)  # only Python code, so it doesn't matter whose pip installs it
    environment = {"PYTHONPATH": site, "PYTHONDONTWRITEBYTECODE": "1"}
    session.run(python, "-m", "pytest", "-rs", *arguments, env=environment, external=True)


@nox.session(python=NEWEST)
def pyodide(session: nox.Session) -> None:
    """In Pyodide (CPython for WebAssembly), run the tests that start no processes. Needs Node 20 and npm."""
    folder = session.create_tmp()
    session.run("npm", "install", "--silent", "--no-save", "--prefix", folder, "pyodide", external=True)
    install(session, "pytest", target=f"{folder}/site")
    session.run("node", "tests/pyodide.mjs", folder, *session.posargs, external=True)


@nox.session(python=PYTHONS)
def benchmarks(session: nox.Session) -> None:
    """Measure speed and memory, on Linux or macOS. `-- --check` compares the ratios with the targets."""
    install(session, "bench")
    # It slows down every start of Python, which would flatter the ratios of start-up times.
    session.run("python", "-m", "pip", "--quiet", "uninstall", "--yes", "setuptools")
    environment = {"PYTHONPATH": str(Path.cwd())}
    session.run("python", "tests/benchmarks/measure.py", *session.posargs, env=environment)


@nox.session(python=NEWEST)
def mutation(session: nox.Session) -> None:
    """Plant faults in a clone, and show those that no test catches: nox -s mutation -- webhook.py"""
    [module] = session.posargs
    install(session, "mutation")
    clone = Path(session.create_tmp()) / "clone"
    shutil.rmtree(clone, ignore_errors=True)
    session.run("git", "clone", "--quiet", ".", str(clone), external=True)
    tests = "tests/test_command.py" if module.startswith(("__main__", "_command")) else ""
    # `|` is used in annotations and `**` in `{**data}`, where nothing is computed.
    config = f"""
        [cosmic-ray]
        module-path = "customer_activity/{module}"
        timeout = 120.0
        test-command = "python -m pytest -q -x -p no:cacheprovider -m 'not (slow or needs_processes)' {tests}"
        distributor.name = "local"
        filters.operators-filter.exclude-operators = ["core/ReplaceBinaryOperator_(BitOr|Pow)_.*"]
        """
    with session.chdir(clone):
        Path("mutation.toml").write_text(config, "utf-8")
        session.run("cosmic-ray", "baseline", "mutation.toml")
        session.run("cosmic-ray", "init", "mutation.toml", "mutation.sqlite")
        session.run("cr-filter-operators", "mutation.sqlite", "mutation.toml")
        session.run("cosmic-ray", "exec", "mutation.toml", "mutation.sqlite")
        session.run("cr-report", "--surviving-only", "--show-diff", "mutation.sqlite")
