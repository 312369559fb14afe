#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Checks the package with pyright: every public name has a known type, and strict mode finds
# nothing. Needs Node, npm and python3; the npm package `pyright` goes to a temporary folder, where
# the package is checked as if installed. From anywhere:
#
#     tests/scripts/pyright.sh
set -euo pipefail
repository=$(cd "$(dirname "$0")/../.." && pwd)
temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT

npm install --silent --no-audit --no-fund --no-save --prefix "$temporary" pyright
mkdir "$temporary/site"
cp -R "$repository/customer_activity" "$temporary/site"
cat > "$temporary/pyrightconfig.json" <<'JSON'
{"include": ["site/customer_activity"], "typeCheckingMode": "strict", "pythonVersion": "3.10"}
JSON

cd "$temporary"
pyright=node_modules/.bin/pyright
status=0
PYTHONPATH="$temporary/site" "$pyright" --verifytypes customer_activity --ignoreexternal || status=1
"$pyright" || status=1
exit "$status"
