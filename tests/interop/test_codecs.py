# SPDX-License-Identifier: MIT
"""Libraries that know dataclasses and no hook of ours, each by the recipe that README has for it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest

from customer_activity import Customer, CustomerAddress

MISSING = "the group interop is not installed"


@dataclass
class Order:
    customer: Customer
    others: list[Customer]


def test_json_encodes_customers_with_a_default(document: dict[str, Any], customer: Customer) -> None:
    assert json.loads(json.dumps(customer, default=Customer.to_dict)) == document
    assert json.loads(json.dumps({"all": [customer]}, default=Customer.to_dict)) == {"all": [document]}


def test_cattrs_uses_the_methods_of_the_classes(document: dict[str, Any], customer: Customer) -> None:
    converter = pytest.importorskip("cattrs", reason=MISSING).Converter()
    use_class_methods = pytest.importorskip("cattrs.strategies", reason=MISSING).use_class_methods
    use_class_methods(converter, "from_dict", "to_dict")
    assert converter.structure(document, Customer) == customer
    assert converter.unstructure(customer) == document
    order = Order(customer, [customer])
    assert converter.unstructure(order) == {"customer": document, "others": [document]}
    assert converter.structure({"customer": document, "others": [document]}, Order) == order
    assert converter.structure({"city": "Example"}, CustomerAddress) == CustomerAddress(city="Example")


def test_orjson_encodes_customers_with_a_default_when_it_is_told_to_pass_dataclasses_through(
    customer: Customer,
) -> None:
    orjson = pytest.importorskip("orjson", reason=MISSING)
    text = orjson.dumps(customer, default=Customer.to_dict, option=orjson.OPT_PASSTHROUGH_DATACLASS)
    assert text.decode() == customer.to_json()
    assert Customer.from_dict(orjson.loads(text)) == customer


def test_orjson_refuses_a_customer_when_it_is_told_nothing(customer: Customer) -> None:
    orjson = pytest.importorskip("orjson", reason=MISSING)
    with pytest.raises(orjson.JSONEncodeError, match="^Type is not JSON serializable: frozenset$"):
        orjson.dumps(customer)


def test_msgspec_encodes_and_decodes_the_plain_values(customer: Customer) -> None:
    msgspec = pytest.importorskip("msgspec", reason=MISSING)
    text = msgspec.json.encode(customer.to_dict())
    assert text.decode() == customer.to_json()
    assert Customer.from_dict(msgspec.json.decode(text)) == customer


def test_readme_still_has_to_warn_of_msgspec_which_writes_what_is_absent_as_null() -> None:
    msgspec = pytest.importorskip("msgspec", reason=MISSING)
    assert json.loads(msgspec.json.encode(Customer(source_id="crm-17")))["phone"] is None
