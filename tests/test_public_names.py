# SPDX-License-Identifier: MIT
"""The public names: what this file lists is promised, and stays until the next major version."""

from __future__ import annotations

import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import customer_activity

PACKAGE = [
    "ACTIVITY_TYPES",
    "ActivityType",
    "Customer",
    "CustomerActivity",
    "CustomerActivityData",
    "CustomerActivityPage",
    "CustomerAddress",
    "CustomerAssets",
    "CustomerLoyalty",
    "CustomerLoyaltyCampaign",
    "CustomerReferrals",
    "CustomerReferralsCampaign",
    "CustomerSummary",
    "CustomerSummaryOrders",
    "CustomerSummaryRedemptions",
    "CustomerSummaryRedemptionsGift",
    "CustomerSummaryRedemptionsLoyaltyCard",
    "DecodeError",
    "EncodeError",
]
WEBHOOK = ["Webhook", "WebhookEvent", "verify_signature"]
MODULES = ["activity", "customer", "errors", "webhook"]


def public(names: list[str]) -> list[str]:
    return sorted(name for name in names if not name.startswith("_"))


def test_the_package_has_these_names_and_no_others() -> None:
    assert customer_activity.__all__ == PACKAGE
    assert public(dir(customer_activity)) == PACKAGE


def test_the_names_are_in_order() -> None:
    assert customer_activity.__all__ == sorted(customer_activity.__all__)
    webhook = importlib.import_module("customer_activity.webhook")
    assert webhook.__all__ == sorted(webhook.__all__)


def test_the_module_webhook_has_these_names_and_no_others() -> None:
    webhook = importlib.import_module("customer_activity.webhook")
    assert webhook.__all__ == WEBHOOK
    here = [name for name, value in vars(webhook).items() if _defined_in(webhook.__name__, value)]
    assert public(here) == WEBHOOK


def test_the_package_has_these_modules_and_no_others_without_an_underscore() -> None:
    found = [module.name for module in pkgutil.iter_modules(customer_activity.__path__)]
    assert public(found) == MODULES


@pytest.mark.parametrize("name", [name for name in PACKAGE if name[1].islower()])
def test_every_class_of_the_package_comes_from_a_public_module(name: str) -> None:
    value = getattr(customer_activity, name)
    if isinstance(value, type):
        package, module = value.__module__.split(".")
        assert (package, module in MODULES) == ("customer_activity", True)
        assert getattr(importlib.import_module(value.__module__), name) is value


@pytest.mark.parametrize(("package", "names"), [
    ("customer_activity", PACKAGE),
    ("customer_activity.webhook", WEBHOOK),
])
def test_import_of_everything_brings_just_the_public_names(package: str, names: list[str]) -> None:
    code = f"from {package} import *\nprint(sorted(n for n in globals() if not n.startswith('__')))"
    assert run(code) == f"{names}\n"


def test_the_names_are_the_same_before_and_after_a_lazy_one_was_asked_for() -> None:
    code = (
        "import customer_activity as c\n"
        "before = dir(c)\n"
        "c.CustomerActivityPage, c.ACTIVITY_TYPES\n"
        "print(before == dir(c) and set(c.__all__) < set(before))"
    )
    assert run(code) == "True\n"


def test_another_name_is_an_error_that_says_which() -> None:
    with pytest.raises(AttributeError) as caught:
        getattr(customer_activity, "Voucher")
    assert str(caught.value) == "module 'customer_activity' has no attribute 'Voucher'"


def run(code: str) -> str:
    """What a new interpreter prints, in which nothing of the package has been imported."""
    folder = str(Path(customer_activity.__file__).parents[1])
    code = f"import sys; sys.path.insert(0, {folder!r})\ndel sys\n{code}"
    done = subprocess.run(
        [sys.executable, "-I", "-W", "error", "-c", code], capture_output=True, text=True
    )
    assert done.stderr == ""
    return done.stdout


def _defined_in(module: str, value: object) -> bool:
    return getattr(value, "__module__", None) == module
