# SPDX-License-Identifier: MIT
"""Customers that a library for tests makes up, by the documented recipes, are written and come back."""

from __future__ import annotations

import datetime as dt

import pytest

from customer_activity import Customer

pytest.importorskip("hypothesis", reason="the group interop is not installed")
pytest.importorskip("polyfactory", reason="the group interop is not installed")

from hypothesis import given, settings
from hypothesis import strategies as st
from polyfactory.factories import DataclassFactory

CUSTOMERS = st.builds(Customer, id=st.text(), created_at=st.datetimes(timezones=st.just(dt.timezone.utc)))


@settings(database=None, deadline=None, derandomize=True)
@given(CUSTOMERS)
def test_a_customer_of_hypothesis_comes_back_from_json(customer: Customer) -> None:
    assert Customer.from_json(customer.to_json()) == customer


def test_a_customer_of_polyfactory_comes_back_from_json() -> None:
    DataclassFactory.add_provider(dt.datetime, lambda: dt.datetime.now(dt.timezone.utc))
    DataclassFactory.add_provider(frozenset[str], frozenset)
    factory = DataclassFactory.create_factory(Customer, __random_seed__=1)
    for customer in factory.batch(50, object="customer"):
        assert Customer.from_json(customer.to_json()) == customer
