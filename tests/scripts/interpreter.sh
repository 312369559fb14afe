#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Runs the tests with an interpreter that .ci/run does not find: PyPy, or a newer CPython, also one that
# was only unpacked and has no pip. What cannot be tested there is skipped with its reason. From anywhere:
#
#     tests/scripts/interpreter.sh PYTHON [PYTEST-ARGUMENT ...]
set -euo pipefail
python=$(command -v "$1")
shift
repository=$(cd "$(dirname "$0")/../.." && pwd)
site=$(mktemp -d)
trap 'rm -rf "$site"' EXIT

# The pip of python3 chooses for that other Python: pytest and what it needs is nothing but Python code.
python3 -m pip install --quiet --disable-pip-version-check --target "$site" pytest
"$python" -c 'import platform, sys; print(platform.python_implementation(), sys.version)'
cd "$repository"
PYTHONPATH="$site" "$python" -B -m pytest -q -rs -p no:cacheprovider "$@"
