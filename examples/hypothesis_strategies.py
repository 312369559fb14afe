# SPDX-License-Identifier: MIT
"""Hypothesis strategies that fill every member of every class. Import this file in your `conftest.py`.

from hypothesis import given, strategies as st

@given(st.from_type(Webhook))
def test_my_code_accepts_any_webhook(webhook: Webhook) -> None: ...
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, get_type_hints

from hypothesis import strategies as st

# If the package is somewhere else, change this line: `from app._vendor import customer_activity`.
import customer_activity

# Hypothesis has no strategies for `Any`, and its datetimes have no offset unless it's told otherwise.
values: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=3,
)
objects = st.dictionaries(st.text(), values, max_size=1)
strategies: dict[Any, Any] = {
    Any: values,
    Mapping[str, Any] | None: st.none() | objects,
    tuple[Mapping[str, Any], ...] | None: st.none() | st.lists(objects, max_size=1).map(tuple),
}
st.register_type_strategy(dt.datetime, st.datetimes(timezones=st.just(dt.timezone.utc)))

for class_name in customer_activity.__all__:
    if class_name.startswith(("Customer", "Webhook")):
        cls = getattr(customer_activity, class_name)
        # `object` and `data_ref` keep their defaults, because only some texts are accepted.
        members = {
            name: strategies.get(hint, ...)
            for name, hint in get_type_hints(cls).items()
            if name not in ("extra", "nulls", "object", "data_ref")
        }
        st.register_type_strategy(cls, st.builds(cls, **members))
