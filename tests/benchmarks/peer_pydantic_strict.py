# SPDX-License-Identifier: MIT
"""The customer in pydantic 2 with our promises, set in its classes: strict, unknown members kept, frozen.

Only from and to text: from dicts, a strict model doesn't accept timestamps as strings.
"""

from __future__ import annotations

from functools import partial

from peer_pydantic import customer_model
from pydantic import ConfigDict

Customer = customer_model(ConfigDict(strict=True, extra="allow", frozen=True))

from_text = Customer.model_validate_json
to_text = partial(Customer.model_dump_json, exclude_unset=True)
