#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Runs every checker: over the package for the oldest Python that it supports, and, for the Python that
# runs them, over a vendored copy with the code of a user, in the strictest mode that each has. They
# come from the group `check` and go to .venv-check. .ci/run calls this too. From anywhere:
#
#     tests/scripts/checkers.sh [PYTHON]
set -uo pipefail
cd "$(dirname "$0")/../.."
python=${1:-python3}
{ [ -x .venv-check/bin/python ] || "$python" -m venv .venv-check; } &&
  .venv-check/bin/python -m pip install --quiet --upgrade pip &&
  .venv-check/bin/python -m pip install --quiet --group check || exit 1
export PATH="$PWD/.venv-check/bin:$PATH"
user=$(mktemp -d)
trap 'rm -rf "$user"' EXIT

status=0
check() {
  echo "--- $*"
  "$@" || status=1
}

check ruff check
check ruff format --check
check mypy customer_activity
check basedpyright
check ty check

mkdir -p "$user/app/_vendor"
touch "$user/app/__init__.py" "$user/app/_vendor/__init__.py"
cp -R customer_activity "$user/app/_vendor/voucherify"
sed 's/^\(from\|import\) customer_activity/\1 app._vendor.voucherify/' tests/typing/user.py > "$user/user.py"
echo '{"typeCheckingMode": "strict"}' > "$user/pyrightconfig.json"
cd "$user" || exit 1
check mypy --strict app user.py
check basedpyright
check ty check
exit "$status"
