# SPDX-License-Identifier: MIT
"""Pages: the API responses that list customers, or the activities of a customer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from . import _readers as read
from . import _writers as write
from .activity import CustomerActivity
from .base import JsonObject
from .customer import Customer

__all__ = ["CustomerActivityPage", "CustomerPage"]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CustomerPage(JsonObject):
    """A page of a project's customers: the response of `GET /v1/customers`.

    Schema: `CustomersListResponseBody`.
    """

    _document = "a page of customers"

    object: str | None = "list"
    """The type of the object, `list`."""
    data_ref: str | None = "customers"
    """The name of the member that contains the customers, `customers`."""
    customers: tuple[Customer, ...] | None = None
    """The customers."""
    total: int | None = None
    """The number of customers on all pages."""
    has_more: bool | None = None
    """Whether there are more customers. To get the next page, use `page`, or `starting_after` with the
    last `created_at`."""

    @staticmethod
    def _read(draft: Any, rest: dict[str, Any], nulls: list[str]) -> None:
        draft.object = read.string_with_default(rest, "object", "list")
        draft.data_ref = read.constant(rest, "data_ref", "customers")
        draft.customers = read.array(rest, "customers", Customer, nulls)
        draft.total = read.integer(rest, "total", nulls)
        draft.has_more = read.boolean(rest, "has_more", nulls)

    def _write(self, out: dict[str, Any], nulls: frozenset[str]) -> None:
        write.string_with_default(out, "object", self.object)
        write.constant(out, "data_ref", self.data_ref, "customers")
        write.array(out, "customers", self.customers, Customer, nulls)
        write.integer(out, "total", self.total, nulls)
        write.boolean(out, "has_more", self.has_more, nulls)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CustomerActivityPage(JsonObject):
    """A page of a customer's activities: the response of `GET /v1/customers/{id}/activity`.

    Schema: `CustomersActivityListResponseBody`.
    """

    _document = "a page of activities"

    object: str | None = "list"
    """The type of the object, `list`."""
    data_ref: str | None = "data"
    """The name of the member that contains the activities, `data`."""
    data: tuple[CustomerActivity, ...] | None = None
    """The activities."""
    has_more: bool | None = None
    """Whether there are more activities."""
    more_starting_after: str | None = None
    """The id of an activity. To get the next page, pass it as `starting_after_id`."""
    total: int | None = None
    """The number of activities on all pages."""

    @staticmethod
    def _read(draft: Any, rest: dict[str, Any], nulls: list[str]) -> None:
        draft.object = read.string_with_default(rest, "object", "list")
        draft.data_ref = read.constant(rest, "data_ref", "data")
        draft.data = read.array(rest, "data", CustomerActivity, nulls)
        draft.has_more = read.boolean(rest, "has_more", nulls)
        draft.more_starting_after = read.string(rest, "more_starting_after", nulls)
        draft.total = read.integer(rest, "total", nulls)

    def _write(self, out: dict[str, Any], nulls: frozenset[str]) -> None:
        write.string_with_default(out, "object", self.object)
        write.constant(out, "data_ref", self.data_ref, "data")
        write.array(out, "data", self.data, CustomerActivity, nulls)
        write.boolean(out, "has_more", self.has_more, nulls)
        write.string(out, "more_starting_after", self.more_starting_after, nulls)
        write.integer(out, "total", self.total, nulls)
