# SPDX-License-Identifier: MIT
"""The package as a folder inside another application, under any name."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import customer_activity

pytestmark = pytest.mark.needs_processes

CUSTOMER = (
    '{"id":"cust_7","loyalty":{"campaigns":{"Summer 1/2":{"points":12}}},'
    '"object":"customer","phone":null,"hat":"large"}'
)


def copy_package(folder: Path, *without: str) -> None:
    ignored = shutil.ignore_patterns("__pycache__", *without)
    shutil.copytree(Path(customer_activity.__file__).parent, folder, ignore=ignored)


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """The folder of an application that has a place for copies, and a broken package with our name."""
    for package in "app", "app/_vendor", "customer_activity":
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").touch()
    (tmp_path / "customer_activity" / "__init__.py").write_text("raise ImportError('not the copy')\n")
    return tmp_path


def run(app: Path, *arguments: str, text: str = "") -> str:
    """The output of an interpreter that has only the application and the standard library."""
    command = [sys.executable, "-E", "-s", "-S", "-W", "error", *arguments]
    done = subprocess.run(command, cwd=app, input=text, capture_output=True, text=True, timeout=60)
    assert (done.stderr, done.returncode) == ("", 0)
    return done.stdout


APPLICATION = """\
import importlib, json, pickle, pkgutil, sys

name, text = sys.argv[1:]
package = importlib.import_module(name)
for module in pkgutil.walk_packages(package.__path__, name + "."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)

customer = package.Customer.from_json(text)
webhook = package.Webhook.from_dict({"data": {"customer": json.loads(text)}})
try:
    package.Customer.from_dict({"loyalty": {"points": "12"}})
except package.DecodeError as error:
    problem = error
again = pickle.loads(pickle.dumps([customer, webhook, problem]))
print(customer.to_json())
print(webhook.customer == customer, again[:2] == [customer, webhook], str(again[2]) == str(problem))
print(type(problem).__module__, problem)
print("customer_activity" in sys.modules)
"""


@pytest.mark.parametrize("name", ["customer_activity", "json"])
def test_a_copy_with_any_name_and_without_the_command_decodes_encodes_and_pickles(
    app: Path, name: str
) -> None:
    copy_package(app / "app" / "_vendor" / name, "_command", "__main__.py", "py.typed")
    assert run(app, "-c", APPLICATION, f"app._vendor.{name}", CUSTOMER).splitlines() == [
        CUSTOMER,
        "True True True",
        f"app._vendor.{name}.errors $.loyalty.points: expected an integer, got a string",
        "False",
    ]


TWO_VERSIONS = """\
import dataclasses, pickle, sys
import customer_activity as installed, app._vendor.voucherify as vendored

one, other = (package.Customer.from_json(sys.argv[1]) for package in (installed, vendored))
again = pickle.loads(pickle.dumps([one, other]))
print(installed.__version__, vendored.__version__)
print(one == other, one.to_dict() == other.to_dict(), again == [one, other])
print(issubclass(installed.DecodeError, vendored.DecodeError))
try:
    dataclasses.replace(one, loyalty=other.loyalty).to_dict()
except installed.EncodeError as error:
    print(error)
"""


def test_a_copy_works_alongside_another_installed_version(app: Path) -> None:
    shutil.rmtree(app / "customer_activity")
    copy_package(app / "customer_activity")
    copy_package(app / "app" / "_vendor" / "voucherify")
    init = app / "customer_activity" / "__init__.py"
    init.write_text(init.read_text("utf-8").replace(customer_activity.__version__, "0.9.0"), "utf-8")
    assert run(app, "-c", TWO_VERSIONS, CUSTOMER).splitlines() == [
        f"0.9.0 {customer_activity.__version__}",
        "False True True",
        "False",
        "$.loyalty: expected an instance of CustomerLoyalty, got a value of type CustomerLoyalty",
    ]
