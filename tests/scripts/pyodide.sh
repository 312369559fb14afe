#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Runs the tests of the codecs and of the signature in Pyodide, CPython compiled to WebAssembly,
# under Node; pyodide.mjs says which are left out, and why. Needs Node 20, npm and a python3 with
# pip; the npm package `pyodide` and pytest go to a temporary folder. From anywhere:
#
#     tests/scripts/pyodide.sh [PYTEST-ARGUMENT ...]
set -euo pipefail
repository=$(cd "$(dirname "$0")/../.." && pwd)
temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT

npm install --silent --no-audit --no-fund --no-save --prefix "$temporary" pyodide
python3 -m pip install --quiet --disable-pip-version-check --target "$temporary/site" pytest
node "$repository/tests/scripts/pyodide.mjs" "$temporary" "$temporary/site" "$repository" "$@"
