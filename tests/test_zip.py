# SPDX-License-Identifier: MIT
"""The package in a zip, and as a Lambda layer of which nothing but the code is left."""

from __future__ import annotations

import compileall
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
from pathlib import Path

import pytest

import customer_activity

PACKAGE = Path(customer_activity.__file__).parent
README = Path(__file__).resolve().parent.parent / "README.md"

# As `to_json` writes it. Nothing is decoded while tests are collected: a fault would stop all of them.
CUSTOMER = (
    '{"id":"cust_7","summary":{"orders":{"total_count":3,"last_order_date":"2024-02-29T23:59:59.000Z"}},'
    '"object":"customer","phone":null,"metadata":{"shoe":[42,42.5]},"hat":"large"}'
)

# A file system that cannot be written to, for root as well, whom permissions do not keep out.
# Python's own attempts at __pycache__ are refused like any other, and it goes on without them.
READ_ONLY = """\
import os, sys

def refuse(event, args):
    if event == "open":
        mode, flags = args[1:]
        writes = any(c in mode for c in "wax+") if mode else flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    else:
        writes = event in {"os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.truncate", "os.chmod"}
    if writes:
        if "__pycache__" not in str(args[0]):
            tried.append(str(args[0]))
        raise PermissionError(30, "Read-only file system")

tried = []
sys.addaudithook(refuse)
"""

LIBRARY = """\
import pickle
from customer_activity import Customer, CustomerActivity, DecodeError
from customer_activity.webhook import Webhook

customer = Customer.from_json(sys.argv[1])
assert pickle.loads(pickle.dumps(customer)) == customer
assert CustomerActivity.from_dict({"data": {"customer": customer.to_dict()}}).customer == customer
assert Webhook.from_dict({"data": {"customer": customer.to_dict()}}).customer == customer
try:
    Customer.from_dict({"summary": {"orders": {"total_count": "3"}}})
except DecodeError as error:
    assert str(error) == "$.summary.orders.total_count: expected an integer, got a string"
else:
    raise AssertionError
assert not tried, tried
print(customer.to_json())
print(sys.modules["customer_activity"].__file__)
"""


def contents(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def write_zip(archive: Path, files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(archive, "w", compression) as file:
        for name, content in files.items():
            file.writestr(name, content)
    archive.chmod(0o444)
    return archive


def python(*arguments: str, path: Path | None = None, text: str = "") -> str:
    """What an interpreter prints that has only `path` and the standard library to import from."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    if path is not None:
        env["PYTHONPATH"] = str(path)
    done = subprocess.run(
        [sys.executable, "-S", "-W", "error", *arguments],
        capture_output=True,
        text=True,
        input=text,
        env=env,
        cwd=os.sep,
    )
    assert (done.stderr, done.returncode) == ("", 0)
    return done.stdout


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """The package and nothing else: no metadata, no tests, no documents, no type marker."""
    return {
        f"customer_activity/{name}": content
        for name, content in contents(PACKAGE).items()
        if name.endswith(".py")
    }


@pytest.mark.parametrize(
    "compression",
    [
        pytest.param(zipfile.ZIP_STORED, id="stored"),
        pytest.param(zipfile.ZIP_DEFLATED, id="deflated"),
    ],
)
def test_from_a_zip_on_the_path(tmp_path: Path, files: dict[str, bytes], compression: int) -> None:
    archive = write_zip(tmp_path / "library.zip", files, compression)
    before = archive.read_bytes()
    lines = python("-c", READ_ONLY + LIBRARY, CUSTOMER, path=archive).splitlines()
    assert lines == [CUSTOMER, str(archive / "customer_activity" / "__init__.py")]
    assert archive.read_bytes() == before
    assert os.listdir(tmp_path) == ["library.zip"]


def test_from_a_folder_within_a_zip(tmp_path: Path, files: dict[str, bytes]) -> None:
    archive = write_zip(tmp_path / "app.zip", {f"lib/{name}": files[name] for name in files})
    lines = python("-c", READ_ONLY + LIBRARY, CUSTOMER, path=archive / "lib").splitlines()
    assert lines == [CUSTOMER, str(archive / "lib" / "customer_activity" / "__init__.py")]


def test_the_command_runs_from_a_zip(tmp_path: Path, files: dict[str, bytes]) -> None:
    archive = write_zip(tmp_path / "library.zip", files)
    payload = json.dumps(json.loads(CUSTOMER))
    assert python("-m", "customer_activity", path=archive, text=payload) == CUSTOMER + "\n"


# --- AWS Lambda ----------------------------------------------------------------------------------

HANDLER = """\
import json, os

from customer_activity import DecodeError, Webhook, verify_signature

def handler(event, context):
    body = event["body"]
    if not verify_signature(body, event["headers"]["x-voucherify-signature"], os.environ["SECRET"]):
        return {"statusCode": 401}
    try:
        webhook = Webhook.from_json(body)
    except DecodeError as error:
        return {"statusCode": 422, "body": str(error)}
    return {"statusCode": 200, "body": webhook.customer.to_json()}
"""

# What Lambda's runtime does: the function's folder first on the path, then the layers', and the
# same handler called for each event as long as the environment lives. Then, which of the layer's
# modules had to be compiled for it.
RUNTIME = """\
import importlib, json

compiled = []
sys.addaudithook(lambda event, args: event == "compile" and compiled.append(os.path.split(str(args[1]))))
sys.path[:0] = sys.argv[1:3]
sys.path[:] = [folder for folder in sys.path if folder]
handler = importlib.import_module("handler").handler
for event in json.load(sys.stdin):
    print(json.dumps(handler(event, None)))
try:
    importlib.import_module("importlib.metadata").version("customer-activity")
except ImportError:
    print("no metadata")
assert not tried, tried
print(sys.modules["customer_activity"].__version__)
print(*sorted(name for folder, name in compiled if folder.startswith(sys.argv[2])))
"""


def event_of(body: str, secret: str = "secret") -> dict[str, object]:
    # Signed by the definition, since the package only checks.
    signature = hmac.new(secret.encode(), body.encode(), hashlib.sha256).hexdigest()
    return {"headers": {"x-voucherify-signature": signature}, "body": body}


def invoke(tmp_path: Path, layer: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a function answers to three events, with `layer` unpacked as Lambda does, to /opt."""
    task, opt = tmp_path / "var" / "task", tmp_path / "opt"
    task.mkdir(parents=True)
    (task / "handler.py").write_text(HANDLER)
    with zipfile.ZipFile(layer) as archive:
        archive.extractall(opt)
    for path in [task, opt, *task.rglob("*"), *opt.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    before = [sorted(opt.rglob("*")), contents(opt), contents(task)]

    body = json.dumps({"id": "whs_1", "data": {"customer": json.loads(CUSTOMER)}})
    wrong = '{"data":{"customer":{"id":7}}}'
    events = [event_of(body), event_of(wrong), event_of(body, "another secret")]
    monkeypatch.setenv("SECRET", "secret")
    try:
        printed = python(
            "-I", "-c", READ_ONLY + RUNTIME, str(task), str(opt / "python"), text=json.dumps(events)
        )
        assert [sorted(opt.rglob("*")), contents(opt), contents(task)] == before
    finally:
        for path in [task, opt, *task.rglob("*"), *opt.rglob("*")]:
            path.chmod(0o755)  # so that pytest can clean up
    return printed.splitlines()


ANSWERS = [
    json.dumps({"statusCode": 200, "body": CUSTOMER}),
    json.dumps({"statusCode": 422, "body": "$.data.customer.id: expected a string, got an integer"}),
    json.dumps({"statusCode": 401}),
    "no metadata",
    customer_activity.__version__,
]


audited = pytest.mark.skipif(
    sys.implementation.name == "pypy",
    reason="PyPy tells an audit hook neither of new folders nor of what it compiles; Lambda has none",
)


@audited
def test_as_a_read_only_layer_of_nothing_but_the_code(
    tmp_path: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    layer = write_zip(tmp_path / "layer.zip", {f"python/{name}": files[name] for name in files})
    *answers, compiled = invoke(tmp_path, layer, monkeypatch)
    assert answers == ANSWERS
    assert {"__init__.py", "webhook.py"} <= {*compiled.split()}


@audited
def test_as_the_read_only_layer_that_readme_builds_of_which_nothing_is_compiled_at_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocks = re.findall(r"^```sh\n(.*?)^```$", README.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    [block] = [block for block in blocks if "compileall" in block]
    # README names the Python of the function; here it is this one.
    script, named = re.subn(r"\bpython3\.\d+", shlex.quote(sys.executable), block)
    assert named
    # A clone may hold byte code that belongs to others, or to other sources.
    shutil.copytree(PACKAGE, tmp_path / PACKAGE.name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(README.parent / "LICENSE", tmp_path)
    modules = sorted(path.stem for path in PACKAGE.glob("*.py"))
    for tag in "cpython-39", str(sys.implementation.cache_tag):
        (tmp_path / PACKAGE.name / "__pycache__").mkdir(exist_ok=True)
        (tmp_path / PACKAGE.name / "__pycache__" / f"customer.{tag}.pyc").write_bytes(b"of another time")
    subprocess.run(["sh", "-e", "-c", script], cwd=tmp_path, check=True)

    layer = tmp_path / "layer.zip"
    with zipfile.ZipFile(layer) as archive:
        byte_code = {name: archive.read(name) for name in archive.namelist() if name.endswith(".pyc")}
    assert sorted(byte_code) == [
        f"python/customer_activity/__pycache__/{module}.{sys.implementation.cache_tag}.pyc"
        for module in modules
    ]
    assert {code[4:8] for code in byte_code.values()} == {b"\1\0\0\0"}  # by hash, and not checked (PEP 552)
    shutil.rmtree(tmp_path / "layer")
    assert invoke(tmp_path, layer, monkeypatch) == [*ANSWERS, ""]


def test_as_a_layer_of_compiled_modules_without_source_and_docstrings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As tools that slim layers leave it behind.
    build = tmp_path / "build"
    shutil.copytree(
        PACKAGE, build / "python" / "customer_activity", ignore=shutil.ignore_patterns("__pycache__")
    )
    assert compileall.compile_dir(build, legacy=True, quiet=1, optimize=2)
    compiled = {name: content for name, content in contents(build).items() if name.endswith(".pyc")}
    assert len(compiled) == len(list(PACKAGE.glob("*.py")))
    layer = write_zip(tmp_path / "layer.zip", compiled)
    assert invoke(tmp_path, layer, monkeypatch) == [*ANSWERS, ""]
