#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Runs the tests with PyPy: `pypy3` from the PATH, or the interpreter given. That has to be one of
# Python 3.10 or newer, like every Python that this package is for; exits with 77 where there is
# none, so as to be told from tests that fail. pytest goes to a temporary folder. From anywhere:
#
#     tests/scripts/pypy.sh [PYPY]
set -euo pipefail
repository=$(cd "$(dirname "$0")/../.." && pwd)
temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT

pypy=${1:-pypy3}
if ! command -v "$pypy" > /dev/null; then
  echo "there is no $pypy here: nothing was run" >&2
  exit 77
fi
version=$("$pypy" -c 'import platform; print(platform.python_implementation(), platform.python_version())')
if ! "$pypy" -c 'import sys; sys.exit(sys.version_info < (3, 10) or sys.implementation.name != "pypy")'; then
  echo "$pypy is $version, and PyPy of Python 3.10 or newer is needed: nothing was run" >&2
  exit 77
fi
echo "$version"
"$pypy" -m venv "$temporary"
"$temporary/bin/python" -m pip install --quiet --disable-pip-version-check pytest
cd "$repository"
# mypy has no release for PyPy, so that the tests of the types are left out.
"$temporary/bin/python" -B -m pytest -q -p no:cacheprovider --ignore-glob='*/test_typing*'
