# SPDX-License-Identifier: MIT
"""jedi, which reads code without running it, completes all names, including those that are loaded lazily."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

import customer_activity
from customer_activity import Customer, CustomerActivity, CustomerActivityData

jedi = pytest.importorskip("jedi", reason="the interop group isn't installed")

PROJECT = jedi.Project(Path(customer_activity.__file__).parents[1])


def completed(code: str) -> set[str]:
    return {name.name for name in jedi.Script(code, project=PROJECT).complete()}


@pytest.mark.parametrize(
    "code", ["import customer_activity\ncustomer_activity.", "from customer_activity import "]
)
def test_all_names_of_the_package_are_completed(code: str) -> None:
    assert completed(code) >= {*customer_activity.__all__, "webhook", "activity"}


@pytest.mark.parametrize(
    ("code", "cls"),
    [
        ("Customer.from_json('').", Customer),
        ("Webhook.from_dict({}).data.", CustomerActivityData),
        ("def use(activity: CustomerActivity):\n    activity.", CustomerActivity),
        ("def use(webhook: Webhook):\n    webhook.data.customer.", Customer),
    ],
)
def test_the_members_and_methods_of_an_instance_are_completed(code: str, cls: type) -> None:
    names = completed(f"from customer_activity import Customer, CustomerActivity, Webhook\n{code}")
    assert names >= {*(field.name for field in dataclasses.fields(cls)), "to_dict", "to_json"}
