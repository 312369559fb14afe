# SPDX-License-Identifier: MIT
"""The package as a folder inside another application, under any name, with nothing around it."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import customer_activity

PACKAGE = Path(customer_activity.__file__).parent
SOURCES = sorted(PACKAGE.rglob("*.py"))
NAMES = ["whatever", "customer_activity", "_customers2", "json", "dataclasses"]
FLAGS = ["-I", "-S", "-W", "error"]

CUSTOMER = {
    "id": "cust_7",
    "loyalty": {"points": 12, "campaigns": {"Summer 1/2": {"points": 12}}},
    "created_at": "2024-02-29T23:59:59.000Z",
    "object": "customer",
    "phone": None,
    "metadata": {"shoe": [42, 42.5]},
    "hat": "large",
}

# What an application does with the copy of which the first argument is the name. The modules are
# imported by that name, since a static import would have to know it.
APPLICATION = """\
import importlib, json, pickle, sys

root, name, payload = sys.argv[1:]
sys.path.insert(0, root)
opened = set()
sys.addaudithook(lambda event, args: event == "open" and opened.add(str(args[0])))

package = importlib.import_module(name)
webhook = importlib.import_module(name + ".webhook")
modules = [package, webhook, *(importlib.import_module(f"{name}.{m}") for m in ("activity", "customer", "errors"))]
data = json.loads(payload)

customer = package.Customer.from_json(payload)
assert customer.to_dict() == data, customer.to_dict()
assert json.loads(customer.to_json()) == data
activity = package.CustomerActivity.from_dict({"type": "customer.created", "data": {"customer": data}})
assert activity.customer == customer
hook = webhook.Webhook.from_dict({"id": "whs_1", "data": {"customer": data}})
assert hook.customer == customer
signature = "a17d2ac229d1ebbb5f10e839c7985c4818e5986eab297f7e5979196d4d7d3ed2"
assert webhook.verify_signature('{"a":1}', signature, "secretKey")

try:
    package.Customer.from_dict({"loyalty": {"points": "12"}})
except package.DecodeError as error:
    problem = error
assert str(problem) == "$.loyalty.points: expected an integer, got a string"

for value in customer, activity, hook, problem:
    text = pickle.dumps(value)
    assert name.encode() in text
    again = pickle.loads(text)
    assert type(again) is type(value)
    assert str(again) == str(value) if value is problem else again == value
    assert value is problem or again.to_json() == value.to_json()

for module in modules:
    assert module.__name__ == name or module.__name__.startswith(name + "."), module
    assert module.__file__.startswith(root), module
inside = {path for path in opened if path.startswith(root)}
assert inside and all(path.endswith(".py") or ".pyc" in path for path in inside), inside
print(package.__version__, "customer_activity" in sys.modules, sorted(
    loaded for loaded in sys.modules if loaded.startswith(("importlib.metadata", "importlib.resources", "pkg"))))
"""


# `python -m` of that name, which -I alone keeps from being found.
COMMAND = """\
import runpy, sys

sys.path.insert(0, sys.argv.pop(1))
runpy.run_module(sys.argv.pop(1), run_name="__main__", alter_sys=True)
"""


def copy_package(folder: Path) -> Path:
    shutil.copytree(PACKAGE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def run(code: str, *arguments: str, flags: list[str] = FLAGS, text: str = "") -> str:
    """What an interpreter that knows nothing but the standard library prints."""
    done = subprocess.run(
        [sys.executable, *flags, "-c", code, *arguments], capture_output=True, text=True, input=text
    )
    assert (done.stderr, done.returncode) == ("", 0)
    return done.stdout


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """The folder of an application, with a package `app._vendor` and nothing in that."""
    vendor = tmp_path / "app" / "_vendor"
    vendor.mkdir(parents=True)
    (tmp_path / "app" / "__init__.py").touch()
    (vendor / "__init__.py").touch()
    return tmp_path


@pytest.mark.parametrize("name", NAMES)
def test_a_copy_of_any_name_decodes_encodes_and_pickles(app: Path, name: str) -> None:
    copy_package(app / "app" / "_vendor" / name)
    printed = run(APPLICATION, str(app), f"app._vendor.{name}", json.dumps(CUSTOMER))
    assert printed == f"{customer_activity.__version__} False []\n"


@pytest.mark.parametrize("name", NAMES)
def test_a_copy_of_any_name_runs_its_command(app: Path, name: str) -> None:
    copy_package(app / "app" / "_vendor" / name)
    payload = json.dumps(CUSTOMER)
    file = app / "customer.json"
    file.write_text(payload, "utf-8")
    for arguments, text in ([], payload), ([str(file)], ""):
        printed = run(COMMAND, str(app), f"app._vendor.{name}", *arguments, text=text)
        assert printed == customer_activity.Customer.from_json(payload).to_json() + "\n"


def test_the_command_of_a_copy_names_itself_as_it_was_called(app: Path) -> None:
    copy_package(app / "app" / "_vendor" / "whatever")
    usage = run(COMMAND, str(app), "app._vendor.whatever", "--help").partition("\n")[0]
    assert usage.startswith("usage: python -m app._vendor.whatever ")


def test_a_copy_runs_without_docstrings(app: Path) -> None:
    copy_package(app / "app" / "_vendor" / "whatever")
    flags = [*FLAGS, "-OO"]
    payload = json.dumps(CUSTOMER)
    printed = run(COMMAND, str(app), "app._vendor.whatever", flags=flags, text=payload)
    assert printed == customer_activity.Customer.from_json(payload).to_json() + "\n"
    assert run(COMMAND, str(app), "app._vendor.whatever", "--help", flags=flags).startswith("usage: ")


def test_a_copy_does_not_notice_a_package_of_the_original_name_that_is_broken(app: Path) -> None:
    copy_package(app / "app" / "_vendor" / "whatever")
    broken = app / "customer_activity"
    broken.mkdir()
    (broken / "__init__.py").write_text("raise ImportError('the copy imported the original')\n")
    printed = run(APPLICATION, str(app), "app._vendor.whatever", json.dumps(CUSTOMER))
    assert printed == f"{customer_activity.__version__} False []\n"


TWO_VERSIONS = """\
import dataclasses, json, pickle, sys

root, payload, version = sys.argv[1:]
sys.path.insert(0, root)
import customer_activity as installed, customer_activity.webhook as installed_webhook
import app._vendor.whatever as vendored, app._vendor.whatever.webhook as vendored_webhook

assert (installed.__version__, vendored.__version__) == ("0.9.0", version)
for name in installed.__all__:
    value, other = getattr(installed, name), getattr(vendored, name)
    if isinstance(value, type):
        assert value is not other, name
        assert value.__qualname__ == other.__qualname__ == name
        assert not issubclass(value, other) and not issubclass(other, value), name
assert installed_webhook.Webhook is not vendored_webhook.Webhook

one, other = installed.Customer.from_json(payload), vendored.Customer.from_json(payload)
assert one != other and other != one
assert one.to_dict() == other.to_dict() == json.loads(payload)
assert b"_vendor" not in pickle.dumps(one)
assert b"customer_activity" not in pickle.dumps(other)
assert pickle.loads(pickle.dumps([one, other])) == [one, other]

for package, stranger in (installed, vendored), (vendored, installed):
    try:
        package.Customer.from_dict({"id": 1})
    except stranger.DecodeError:
        raise SystemExit("the error of one copy was caught as that of the other")
    except package.DecodeError as error:
        assert str(error) == "$.id: expected a string, got an integer"

# An instance of the other copy has no place in one of this, and is refused as any stranger.
try:
    dataclasses.replace(one, loyalty=other.loyalty).to_dict()
except installed.EncodeError as error:
    print(error)
"""


def test_a_copy_and_an_installed_one_of_another_version_live_side_by_side(app: Path) -> None:
    copy_package(app / "app" / "_vendor" / "whatever")
    init = copy_package(app / "customer_activity") / "__init__.py"
    text, versions = re.subn(
        r'^__version__ = ".*"$', '__version__ = "0.9.0"', init.read_text("utf-8"), flags=re.MULTILINE
    )
    assert versions == 1
    init.write_text(text, "utf-8")
    assert run(TWO_VERSIONS, str(app), json.dumps(CUSTOMER), customer_activity.__version__) == (
        "$.loyalty: expected an instance of CustomerLoyalty, got a value of type CustomerLoyalty\n"
    )


# --- what the source may not say -----------------------------------------------------------------


def test_there_is_a_source_to_look_at() -> None:
    assert {"__init__.py", "__main__.py", "customer.py"} <= {source.name for source in SOURCES}


def imports(source: Path) -> Iterator[tuple[int, str]]:
    """The level and name of every import, also of those inside functions and `TYPE_CHECKING`."""
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield node.level, node.module or ""
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield 0, alias.name


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_a_module_imports_its_siblings_relatively_and_else_the_standard_library(source: Path) -> None:
    absolute = {name.partition(".")[0] for level, name in imports(source) if not level}
    # typing_extensions is named under TYPE_CHECKING, where every type checker brings it along:
    # that the package runs without it is what -S shows.
    assert absolute <= set(sys.stdlib_module_names) | {"typing_extensions"}
    assert {level for level, _ in imports(source)} <= {0, 1}


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_a_module_does_not_ask_where_it_is_or_how_it_was_installed(source: Path) -> None:
    text = source.read_text("utf-8")
    words = set(re.findall(r"\w+", text))
    assert not words & {"__file__", "pkgutil", "pkg_resources"}
    assert "importlib" not in words


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_no_line_would_be_rewritten_by_a_tool_that_vendors(source: Path) -> None:
    # Such tools replace lines that look like imports, wherever they stand, docstrings included.
    lines = source.read_text("utf-8").splitlines()
    found = [line for line in lines if re.match(r"\s*(import|from)\s+customer_activity\b", line)]
    assert found == []


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_a_module_names_its_licence_in_the_first_line(source: Path) -> None:
    # A single file that was copied still says what it is under.
    assert source.read_text("utf-8").startswith("# SPDX-License-Identifier: MIT\n")
