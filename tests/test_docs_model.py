# SPDX-License-Identifier: MIT
"""The tables of docs/model.md, compared with the package."""

from __future__ import annotations

import dataclasses
import itertools
import json
import re
from pathlib import Path
from typing import Any

import pytest

from contract import CLASSES, DEFAULTS
from customer_activity import (
    ACTIVITY_TYPES,
    Customer,
    CustomerLoyalty,
    CustomerLoyaltyCampaign,
    CustomerPage,
    CustomerReferrals,
    DecodeError,
)

TEXT = (Path(__file__).parent.parent / "docs" / "model.md").read_text("utf-8")


def rows(header: str) -> list[list[str]]:
    """The cells of the rows of the tables with this header."""
    found: list[list[str]] = []
    for table in re.findall(rf"^{re.escape(header)}\n\|[-|]+\n((?:\|.*\n)*)", TEXT, re.MULTILINE):
        found += [[cell.strip() for cell in row.strip("|").split(" | ")] for row in table.splitlines()]
    return found


def members_of(cls: Any) -> list[tuple[str, str]]:
    """The name and the type of each member. The page says elsewhere that each can be None."""
    own = [field for field in dataclasses.fields(cls) if field.name not in ("extra", "nulls")]
    return [(field.name, re.sub(r" \| None$|\bdt\.", "", str(field.type))) for field in own]


def row_of(cls: Any) -> str:
    groups = itertools.groupby(members_of(cls), lambda member: member[1])
    members = "; ".join(f"{', '.join(name for name, _ in group)}: `{kind}`" for kind, group in groups)
    return f"| `{cls.__name__}` | {members} |"


def documented_members() -> dict[str, list[tuple[str, str]]]:
    """The members of each class. A row without a class continues the previous one."""
    classes: dict[str, list[tuple[str, str]]] = {}
    name = ""
    for row in rows("| class | members, in output order |"):
        name = row[0].strip("`") or name
        for names, kind in re.findall(r"([\w, ]+): `(.+?)`", row[1]):
            classes.setdefault(name, []).extend((member.strip(), kind) for member in names.split(","))
    return classes


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: str(cls.__name__))
def test_the_table_has_the_members_of_each_class_in_order(cls: Any) -> None:
    found = documented_members().get(cls.__name__)
    assert found == members_of(cls), f"docs/model.md lacks this row:\n{row_of(cls)}"


def test_the_table_has_no_other_class() -> None:
    unknown = documented_members().keys() - {cls.__name__ for cls in CLASSES}
    assert not unknown, f"delete these rows of docs/model.md: {unknown}"


def test_the_table_of_defaults_is_complete() -> None:
    found: dict[str, dict[str, Any]] = {}
    for classes, members, default in rows("| class | member | default |"):
        for cls in re.findall(r"\w+", classes):
            for member in re.findall(r"\w+", members):
                found.setdefault(cls, {})[member] = json.loads(default.strip("`"))
    expected = {cls.__name__: defaults for cls, defaults in DEFAULTS.items() if defaults}
    assert found == expected, "the table of defaults in docs/model.md differs from DEFAULTS in contract.py"


PLACES: dict[str, tuple[Any, str]] = {
    "string": (Customer, "name"),
    "boolean": (CustomerPage, "has_more"),
    "integer": (CustomerLoyaltyCampaign, "points"),
    "timestamp": (Customer, "created_at"),
    "date": (Customer, "birthdate"),
    "object": (Customer, "address"),
    "array": (CustomerReferrals, "campaigns"),
    "map": (CustomerLoyalty, "campaigns"),
    "other JSON": (Customer, "metadata"),
}
"""A member of each kind in the table of conversions."""


def test_the_table_of_conversions_is_right() -> None:
    table = rows("| JSON | Python | accepted | rejected |")
    plain = {kind for cls in CLASSES for _, kind in members_of(cls) if kind.isidentifier() and kind.islower()}
    missing = plain - {python.strip("`") for _, python, _, _ in table}
    assert not missing, f"the table of conversions in docs/model.md: write a row for {missing}"
    assert [row[0] for row in table] == [*PLACES], "PLACES in tests/test_docs_model.py: write the new kind"
    for kind, python, accepted, rejected in table:
        cls, member = PLACES[kind]
        for text in re.findall(r"`([^`]+)`", accepted):
            if text != "Decimal":
                value = getattr(cls.from_json(f'{{"{member}": {text}}}'), member)
                wanted = type(value).__name__ if python != "its class" else "its class"
                assert f"`{wanted}`" == python or wanted == python, (kind, text)
        for text in re.findall(r"`([^`]+)`", rejected):
            document = f'{{"{member}": {{"x": {text}}}}}' if text == "NaN" else f'{{"{member}": {text}}}'
            with pytest.raises(DecodeError):
                cls.from_json(document)


def test_the_number_of_documented_types_is_right() -> None:
    number = str(len(ACTIVITY_TYPES))
    assert re.findall(r"(\d+) documented types", TEXT) == [number], f"docs/model.md: write {number}"
