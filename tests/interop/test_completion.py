# SPDX-License-Identifier: MIT
"""jedi, which reads and does not run, completes the names: also those that are loaded when asked for."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

import customer_activity
from customer_activity import Customer, CustomerActivity, CustomerActivityData, Webhook

jedi = pytest.importorskip("jedi", reason="the group interop is not installed")

PROJECT = jedi.Project(Path(customer_activity.__file__).parents[1])
ALL = set(customer_activity.__all__)


def completed(code: str) -> set[str]:
    return {name.name for name in jedi.Script(code, project=PROJECT).complete()}


def test_all_names_of_the_package_are_completed() -> None:
    assert completed("import customer_activity\ncustomer_activity.") >= ALL
    assert completed("from customer_activity import ") >= ALL
    assert completed("from customer_activity import Cust") >= {
        name for name in ALL if name.startswith("Cust")
    }


@pytest.mark.parametrize(
    ("code", "cls"),
    [
        ("Customer.from_dict({}).", Customer),
        ("Customer.from_json('').", Customer),
        ("CustomerActivity.from_json('').customer.", Customer),
        ("Webhook.from_dict({}).data.", CustomerActivityData),
        ("def use(activity: CustomerActivity):\n    activity.", CustomerActivity),
        ("def use(activity: CustomerActivity):\n    activity.customer.", Customer),
        ("def use(webhook: Webhook):\n    webhook.", Webhook),
        ("def use(webhook: Webhook):\n    webhook.data.customer.", Customer),
    ],
)
def test_the_members_and_methods_of_an_instance_are_completed(code: str, cls: type) -> None:
    names = completed(f"from customer_activity import Customer, CustomerActivity, Webhook\n{code}")
    assert names >= {*(field.name for field in dataclasses.fields(cls)), "to_dict", "to_json"}
