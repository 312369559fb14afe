# SPDX-License-Identifier: MIT
"""Libraries that know dataclasses but not this package, each by its recipe in the documentation."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

import pytest

from customer_activity import Customer, JsonObject

MISSING = "the interop group isn't installed"


@dataclass
class Order:
    customer: Customer
    others: list[Customer]


def default(value: Any) -> Any:
    return value.to_dict() if isinstance(value, JsonObject) else json.JSONEncoder().default(value)


def test_json_encodes_customers_with_a_default(document: dict[str, Any], customer: Customer) -> None:
    assert json.loads(json.dumps({"all": [customer]}, default=default)) == {"all": [document]}


def test_that_default_raises_the_usual_errors_for_values_of_other_types(customer: Customer) -> None:
    values = [customer, dt.datetime(2026, 1, 5)]
    with pytest.raises(TypeError, match=r"^Object of type datetime is not JSON serializable"):
        json.dumps(values, default=default)
    orjson = pytest.importorskip("orjson", reason=MISSING)
    with pytest.raises(orjson.JSONEncodeError, match=r"^Type is not JSON serializable: complex$"):
        orjson.dumps([customer, 1j], default=default, option=orjson.OPT_PASSTHROUGH_DATACLASS)


def test_orjson_encodes_customers_with_a_default_if_it_passes_dataclasses_through(customer: Customer) -> None:
    orjson = pytest.importorskip("orjson", reason=MISSING)
    text = orjson.dumps(customer, default=default, option=orjson.OPT_PASSTHROUGH_DATACLASS)
    assert text.decode() == customer.to_json()
    assert Customer.from_dict(orjson.loads(text)) == customer


def test_orjson_without_that_option_refuses_a_customer(customer: Customer) -> None:
    orjson = pytest.importorskip("orjson", reason=MISSING)
    with pytest.raises(orjson.JSONEncodeError, match=r"^Type is not JSON serializable: frozenset$"):
        orjson.dumps(customer)


def test_msgspec_encodes_and_decodes_the_plain_values(customer: Customer) -> None:
    msgspec = pytest.importorskip("msgspec", reason=MISSING)
    text = msgspec.json.encode(customer.to_dict())
    assert text.decode() == customer.to_json()
    assert Customer.from_dict(msgspec.json.decode(text)) == customer


def test_msgspec_by_itself_writes_absent_members_as_null_as_the_docs_warn() -> None:
    msgspec = pytest.importorskip("msgspec", reason=MISSING)
    assert json.loads(msgspec.json.encode(Customer(source_id="crm-17")))["phone"] is None


def test_cattrs_uses_the_methods_of_the_classes(document: dict[str, Any], customer: Customer) -> None:
    converter = pytest.importorskip("cattrs", reason=MISSING).Converter()
    strategies = pytest.importorskip("cattrs.strategies", reason=MISSING)
    strategies.use_class_methods(converter, "from_dict", "to_dict")
    order = Order(customer, [customer])
    assert converter.unstructure(order) == {"customer": document, "others": [document]}
    assert converter.structure({"customer": document, "others": [document]}, Order) == order
