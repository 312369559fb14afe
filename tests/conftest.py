# SPDX-License-Identifier: MIT
"""The order of the tests: `pytest -x` is to stop where a fault is easiest to see."""

from __future__ import annotations

import pytest

PLACES = {"test_contract": 0, "test_values": 1, "test_errors": 2}
"""The plainest first, and the others as they are found."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: PLACES.get(item.path.stem, 3))
