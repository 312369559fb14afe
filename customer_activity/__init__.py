# SPDX-License-Identifier: MIT
"""The customer of Voucherify's customer-activity API, typed, without dependencies."""

from __future__ import annotations

from .customer import Customer
from .errors import DecodeError, EncodeError

__version__ = "1.0.0"
