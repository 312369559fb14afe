# SPDX-License-Identifier: MIT
"""The order of the tests, chosen so that `pytest -x` stops where a bug is easiest to see."""

from __future__ import annotations

import pytest

PLACES = {"test_contract": 0, "test_values": 1, "test_errors": 2}
"""The plainest come first. The others keep their order."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: PLACES.get(item.path.stem, 3))
