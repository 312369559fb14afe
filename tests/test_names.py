# SPDX-License-Identifier: MIT
"""The public names, which stay until the next major version, and what is loaded when one is asked for."""

from __future__ import annotations

import importlib
import pkgutil
import subprocess
import sys
import typing
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

import customer_activity
from contract import CLASSES
from customer_activity import ACTIVITY_TYPES, ActivityType, CustomerActivity, DocumentedActivityType

MODULES = ["activity", "activity_types", "base", "customer", "errors", "page", "webhook"]
OTHERS = [
    "ACTIVITY_TYPES",
    "ActivityType",
    "DecodeError",
    "DocumentedActivityType",
    "EncodeError",
    "JsonObject",
    "verify_signature",
]
NAMES = sorted([*(cls.__name__ for cls in CLASSES), *OTHERS])


def public(names: Any) -> list[str]:
    return sorted(name for name in names if not name.startswith("_"))


def differences(found: Iterable[str], expected: Iterable[str]) -> str:
    missing, unexpected = sorted({*expected} - {*found}), sorted({*found} - {*expected})
    return f"write {missing}" if missing else f"delete {unexpected}" if unexpected else "sort them"


def test_the_package_has_the_classes_of_the_contract_and_a_few_other_names() -> None:
    found = customer_activity.__all__
    unknown = sorted({*found} - {*NAMES})
    assert not unknown, f"write {unknown}: classes in MEMBERS in contract.py, others in OTHERS in this file"
    assert found == NAMES, f"__all__ in customer_activity/__init__.py: {differences(found, NAMES)}"
    found, expected = dir(customer_activity), sorted([*NAMES, *MODULES, "__version__"])
    assert found == expected, f"__dir__ in customer_activity/__init__.py: {differences(found, expected)}"
    names: dict[str, Any] = {}
    exec("from customer_activity import *", names)
    assert public(names) == NAMES


def test_each_public_name_belongs_to_a_public_module() -> None:
    found = public(module.name for module in pkgutil.iter_modules(customer_activity.__path__))
    assert found == MODULES, f"MODULES in tests/test_names.py: {differences(MODULES, found)}"
    modules = [importlib.import_module(f"customer_activity.{name}") for name in MODULES]
    found = sorted(name for module in modules for name in module.__all__)
    assert found == NAMES, f"__all__ of the modules: {differences(found, NAMES)}"
    for module in modules:
        assert [*module.__all__] == sorted(module.__all__)
        for name in module.__all__:
            assert getattr(module, name) is getattr(customer_activity, name)


def test_an_unknown_name_raises_an_error_with_the_name() -> None:
    with pytest.raises(AttributeError) as caught:
        getattr(customer_activity, "Voucher")
    assert str(caught.value) == "module 'customer_activity' has no attribute 'Voucher'"


# --- what is loaded ------------------------------------------------------------------------------

WATCHED = ["activity", "activity_types", "page", "webhook", "_pydantic", "_command"]
STANDARD = ["hmac", "argparse", "logging"]
LOADED: dict[str, str] = {
    "import customer_activity": "",
    "import customer_activity; dir(customer_activity)": "",
    "from customer_activity import Customer; Customer.from_json('{}').to_json()": "",
    "from customer_activity import CustomerActivity": "activity activity_types",
    "from customer_activity import CustomerPage": "activity activity_types page",
    "from customer_activity import ActivityType": "activity_types",
    "import customer_activity; customer_activity.page": "activity activity_types page",
    "from customer_activity import verify_signature": "activity activity_types webhook hmac",
}


@pytest.mark.needs_processes
@pytest.mark.skipif(sys.implementation.name != "cpython", reason="PyPy loads other modules at its start")
@pytest.mark.parametrize(("statement", "loaded"), LOADED.items(), ids=LOADED)
def test_nothing_is_loaded_before_it_is_needed(statement: str, loaded: str) -> None:
    parent = Path(customer_activity.__file__).parents[1]
    names = [*(f"customer_activity.{name}" for name in WATCHED), *STANDARD]
    program = (
        f"import sys; sys.path.insert(0, {str(parent)!r}); before = set(sys.modules); {statement}\n"
        f"print(*[name.rpartition('.')[2] for name in {names!r} if name in set(sys.modules) - before])"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-c", program], capture_output=True, text=True, timeout=60
    )
    assert (done.stderr, done.stdout.split()) == ("", loaded.split())


THREADS = """
import threading
import customer_activity

sys.setswitchinterval(1e-6)
barrier, found = threading.Barrier(16, timeout=20), []

def load():
    barrier.wait()
    found.append((customer_activity.Webhook, customer_activity.ACTIVITY_TYPES))

threads = [threading.Thread(target=load, daemon=True) for _ in range(16)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(len(found), len(set(found)))
"""


@pytest.mark.needs_processes
def test_threads_can_load_a_module_at_the_same_time() -> None:
    parent = Path(customer_activity.__file__).parents[1]
    program = f"import sys; sys.path.insert(0, {str(parent)!r}){THREADS}"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert (done.stderr, done.stdout) == ("", "16 1\n")


# --- the types of activities ---------------------------------------------------------------------

FAMILIES = {
    "": "confirmed created updated deleted referred custom_event rewarded rewarded.loyalty_points",
    "segment.": "entered left",
    **{
        f"{channel}.": "sent recovered failed"
        for channel in "sms email activecampaign braze mailchimp intercom shopify klaviyo batch".split()
    },
    "voucher.": "deleted gift.balance_added",
    "voucher.loyalty_card.": "points_activated points_added points_transferred points_expired",
    "voucher.loyalty_card.pending_points.": "activated added canceled updated",
    "publication.": "succeeded failed",
    "validation.": "succeeded failed",
    "redemption.": "failed succeeded rollback.failed rollback.succeeded",
    "order.": "canceled created fulfilled paid processing updated",
    "reward_redemptions.": "created pending completed rolledback",
    "loyalty.": "updated",
    "loyalty.tier.": "upgraded downgraded prolonged expiration.changed joined left",
    "holder.assignment.": "created deleted",
}
DOCUMENTED = [f"customer.{family}{name}" for family, names in FAMILIES.items() for name in names.split()]


def test_activity_types_are_the_documented_ones() -> None:
    assert type(ACTIVITY_TYPES) is frozenset
    assert sorted(ACTIVITY_TYPES) == sorted(DOCUMENTED), differences(ACTIVITY_TYPES, DOCUMENTED)
    assert sorted(typing.get_args(DocumentedActivityType)) == sorted(DOCUMENTED)
    assert ActivityType == DocumentedActivityType | str


@pytest.mark.parametrize("name", [*DOCUMENTED, "customer.consents.given", "voucher.published", "", "Ω 1"])
def test_any_type_decodes_to_the_same_string(name: str) -> None:
    activity = CustomerActivity.from_dict({"type": name})
    assert (activity.type, type(activity.type), activity.to_dict()) == (name, str, {"type": name})
