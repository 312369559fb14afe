# SPDX-License-Identifier: MIT
"""The package in a zip, alone or with a Lambda function, and as a Lambda layer."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

import customer_activity

pytestmark = pytest.mark.needs_processes

ROOT = Path(__file__).parents[1]
PACKAGE = Path(customer_activity.__file__).parent
MODULES = {
    f"customer_activity/{path.name}": path.read_bytes()
    for path in sorted(PACKAGE.glob("*.py"))
    if path.name != "__main__.py"
}
"""The modules that decode: without the command and the marker `py.typed`."""

CUSTOMER = '{"id":"cust_7","object":"customer","phone":null,"birthdate":"1990-01-31","hat":"large"}'


def write_zip(archive: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return archive


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def python(*arguments: str, path: Path, text: str) -> str:
    """The output of an interpreter that can import only from `path` and the standard library."""
    done = subprocess.run(
        [sys.executable, "-B", "-s", "-S", "-W", "error", *arguments],
        capture_output=True,
        text=True,
        input=text,
        env={**os.environ, "PYTHONPATH": str(path)},
        cwd=os.sep,
        timeout=60,
    )
    assert (done.stderr, done.returncode) == ("", 0)
    return done.stdout


FUNCTION = """\
import json, pickle, sys
from customer_activity import DecodeError, Webhook, verify_signature

def handler(event):
    if not verify_signature(event["body"], event["signature"], "secret"):
        return "401"
    try:
        webhook = Webhook.from_json(event["body"])
    except DecodeError as error:
        return f"422 {error}"
    assert pickle.loads(pickle.dumps(webhook)) == webhook
    return f"200 {webhook.customer.to_json()}"

for event in json.load(sys.stdin):
    print(handler(event))
"""


def answers(path: Path) -> list[str]:
    """A function's answers to three webhooks, with the package in `path`."""
    bodies = [f'{{"data":{{"customer":{CUSTOMER}}}}}', '{"data":{"customer":{"id":7}}}', '{"id":"whs_1"}']
    secrets = [b"secret", b"secret", b"another secret"]
    events = [
        {"body": body, "signature": hmac.new(secret, body.encode(), hashlib.sha256).hexdigest()}
        for body, secret in zip(bodies, secrets, strict=True)
    ]
    return python("-c", FUNCTION, path=path, text=json.dumps(events)).splitlines()


ANSWERS = [f"200 {CUSTOMER}", "422 $.data.customer.id: expected a string, got an integer", "401"]


def test_a_zip_of_the_modules_without_the_command_works(tmp_path: Path) -> None:
    archive = write_zip(tmp_path / "library.zip", MODULES)
    assert answers(archive) == ANSWERS
    assert [path.name for path in tmp_path.iterdir()] == ["library.zip"]


def test_the_command_runs_from_a_zip(tmp_path: Path) -> None:
    files = {f"customer_activity/{name}": content for name, content in contents(PACKAGE).items()}
    archive = write_zip(tmp_path / "library.zip", files)
    assert python("-m", "customer_activity", path=archive, text=CUSTOMER) == CUSTOMER + "\n"


# --- the zips that the documentation builds -------------------------------------------------------

FUNCTION_FILES = ["http_webhook.py", "dynamodb.py"]
"""The user's files, which the documented commands put into the zip."""


def build(archive: str, folder: Path) -> Path:
    """The unpacked archive that the documented commands build."""
    page = (ROOT / "docs" / "aws-lambda.md").read_text("utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    [commands] = [block for block in blocks if f"../{archive}" in block]
    # They name the function's Python version; here it's this one.
    commands, named = re.subn(r"\bpython3\.\d+", shlex.quote(sys.executable), commands)
    assert named
    # A clone can have bytecode for another Python or of older sources.
    shutil.copytree(PACKAGE, folder / "customer_activity", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "LICENSE", folder)
    (folder / "function").mkdir()
    for name in FUNCTION_FILES:
        shutil.copy(ROOT / "examples" / "aws_lambda" / name, folder / "function")
    (folder / "customer_activity" / "__pycache__").mkdir()
    (folder / "customer_activity" / "__pycache__" / "customer.cpython-39.pyc").touch()
    subprocess.run(["sh", "-e", "-c", commands], cwd=folder, check=True)
    with zipfile.ZipFile(folder / archive) as file:
        file.extractall(folder / "unpacked")
    return folder / "unpacked"


def with_bytecode(modules: Iterable[str]) -> list[str]:
    tag = sys.implementation.cache_tag
    paths = [Path(name) for name in modules]
    return [
        *map(str, paths),
        *(str(path.parent / "__pycache__" / f"{path.stem}.{tag}.pyc") for path in paths),
    ]


def break_sources(folder: Path) -> None:
    """Leaves the bytecode as the only thing that can be imported."""
    for source in folder.rglob("*.py"):
        source.write_text("raise ImportError('this is the source')\n")


def test_the_documented_layer_has_the_modules_without_the_command_and_uses_its_bytecode(
    tmp_path: Path,
) -> None:
    folder = build("layer.zip", tmp_path)
    modules = (f"python/{name}" for name in MODULES)
    expected = ["python/customer_activity/LICENSE", *with_bytecode(modules)]
    assert sorted(contents(folder)) == sorted(expected)
    break_sources(folder)
    assert answers(folder / "python") == ANSWERS


def test_the_documented_zip_has_your_files_and_the_modules_and_uses_their_bytecode(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = build("function.zip", tmp_path)
    expected = ["customer_activity/LICENSE", *with_bytecode([*FUNCTION_FILES, *MODULES])]
    assert sorted(contents(folder)) == sorted(expected)
    break_sources(folder)
    monkeypatch.setenv("VOUCHERIFY_SECRET", "secret")
    program = "import http_webhook; print(http_webhook.handler({'httpMethod': 'GET'}, None)['statusCode'])"
    assert python("-c", program, path=folder, text="") == "200\n"
    assert answers(folder) == ANSWERS
