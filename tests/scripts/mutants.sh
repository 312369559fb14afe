#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Puts faults into one module of the package, one at a time in a clone, and shows those that the tests
# of the codecs, or of the command, do not notice. Needs git and a python3 with pip, which installs cosmic-ray into the clone; takes
# some seconds a fault. Only what is committed is tested. From anywhere:
#
#     tests/scripts/mutants.sh webhook.py
set -euo pipefail
repository=$(cd "$(dirname "$0")/../.." && pwd)
clone=$(mktemp -d)
trap 'rm -rf "$clone"' EXIT
git clone --quiet "$repository" "$clone"
cd "$clone"
python3 -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check cosmic-ray pytest

tests=$(ls tests/test_{bodies,contract,documents,errors,instances,law,names,pydantic_hooks,signature,values,versions}.py | xargs)
case $1 in __main__.py | _command/*) tests=tests/test_command.py ;; esac
# `|` stands in annotations and `**` in `{**data}`, where nothing is computed.
cat > mutants.toml <<TOML
[cosmic-ray]
module-path = "customer_activity/$1"
timeout = 120.0
test-command = ".venv/bin/python -m pytest -q -x -p no:cacheprovider $tests"
distributor.name = "local"
filters.operators-filter.exclude-operators = ["core/ReplaceBinaryOperator_(BitOr|Pow)_.*"]
TOML
.venv/bin/cosmic-ray baseline mutants.toml
.venv/bin/cosmic-ray init mutants.toml session.sqlite
.venv/bin/cr-filter-operators session.sqlite mutants.toml
.venv/bin/cosmic-ray exec mutants.toml session.sqlite
.venv/bin/cr-report --surviving-only --show-diff session.sqlite
