# SPDX-License-Identifier: MIT
"""The benchmark: sets up an environment of its own and runs `measure.py` in it.

Usage, on Linux or macOS: python3 tests/benchmarks/run.py [--check] [--json FILE] [--venv DIR]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure this package beside its peers.")
    parser.add_argument("--check", action="store_true", help="exit with 1 where a target is missed")
    parser.add_argument("--json", metavar="FILE", help="write the figures to FILE as well")
    parser.add_argument(
        "--venv",
        metavar="DIR",
        type=Path,
        default=ROOT / f".venv-bench-{sys.version_info[0]}.{sys.version_info[1]}",
        help="where the environment is made, and found again (%(default)s)",
    )
    options = parser.parse_args()
    python = environment(options.venv.resolve())
    arguments = ["--check"] * options.check + (["--json", options.json] if options.json else [])
    # What would change how Python starts must not change the figures.
    variables = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    variables["PYTHONPATH"] = str(ROOT)
    return subprocess.run([python, str(HERE / "measure.py"), *arguments], env=variables).returncode


def environment(folder: Path) -> str:
    """The interpreter of a virtual environment with the dependency group `bench` in it."""
    python = str(folder / "bin/python")
    if not Path(python).exists():
        print(f"setting up {folder}", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    pip = [python, "-m", "pip", "-qq", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "pip >=25.1"], check=True)  # the first to know groups
    subprocess.run([*pip, "install", "--group", f"{ROOT / 'pyproject.toml'}:bench"], check=True)
    # Before 3.12 a new environment has setuptools, which makes every start of Python slower: the
    # floor's too, so that the ratios of the imports would look better than they are.
    subprocess.run([*pip, "uninstall", "--yes", "setuptools"], check=True)
    return python


if __name__ == "__main__":
    sys.exit(main())
