# SPDX-License-Identifier: MIT
"""The benchmark: makes an environment of its own and runs `measure.py` in it.

Usage, on Linux or macOS: python3 tests/benchmarks/run.py [--check] [--json FILE]
[--customers FILE] [--activities FILE]; `measure.py` says what they mean.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


def environment() -> str:
    """The interpreter of a virtual environment with the dependency group `bench` in it."""
    folder = ROOT / f".venv-bench-{sys.version_info[0]}.{sys.version_info[1]}"
    python = str(folder / "bin/python")
    if not Path(python).exists():
        print(f"setting up {folder}", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    pip = [python, "-m", "pip", "-qq", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "pip >=25.1"], check=True)  # the first to know groups
    subprocess.run([*pip, "install", "--group", f"{ROOT / 'pyproject.toml'}:bench"], check=True)
    # Before 3.12 a new environment has setuptools, which makes every start of Python slower: the
    # floor's too, so that the ratios of the starts would look better than they are.
    subprocess.run([*pip, "uninstall", "--yes", "setuptools"], check=True)
    return python


if __name__ == "__main__":
    # What changes how Python starts must not change the figures.
    variables = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    variables["PYTHONPATH"] = str(ROOT)
    command = [environment(), str(HERE / "measure.py"), *sys.argv[1:]]
    sys.exit(subprocess.run(command, env=variables).returncode)
