# SPDX-License-Identifier: MIT
"""The customer in Voucherify's SDK, in the one of its classes that has all of the customer's members."""

from __future__ import annotations

import json
from typing import Any

from voucherify import ApiClient
from voucherify.models.customers_get_response_body import CustomersGetResponseBody

decode = CustomersGetResponseBody.from_dict
encode = CustomersGetResponseBody.to_dict
from_text = CustomersGetResponseBody.from_json

# How the SDK's client writes the bodies that it sends: the model's own `to_json` fails at timestamps.
_plain = ApiClient().sanitize_for_serialization


def to_text(customer: Any) -> str:
    return json.dumps(_plain(customer))
