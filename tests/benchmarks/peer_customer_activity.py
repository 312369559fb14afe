# SPDX-License-Identifier: MIT
"""This package, through the same four functions as its peers."""

from __future__ import annotations

from customer_activity import Customer

decode = Customer.from_dict
encode = Customer.to_dict
from_text = Customer.from_json
to_text = Customer.to_json
