# SPDX-License-Identifier: MIT
"""Pages: the responses to the requests that list customers and a customer's activities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from . import _annotations as t
from ._codec import (
    NO_NULLS,
    JsonObject,
    as_subclass,
    draft_of,
    members,
    no_extra,
    read_array,
    read_boolean,
    read_constant,
    read_document_extra,
    read_integer,
    read_string,
    read_string_or,
    write_array,
    write_boolean,
    write_constant,
    write_extra,
    write_integer,
    write_string,
    write_string_or_null,
)
from .activity import CustomerActivity
from .customer import Customer

__all__ = ["CustomerActivityPage", "CustomerPage"]


def __dir__() -> list[str]:
    return [*__all__]


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerPage(JsonObject):
    """A page of a project's customers: the response to "list customers".

    Schema: `CustomersListResponseBody`.
    """

    object: str | None = "list"
    """The type of the object, `list`."""
    data_ref: str | None = "customers"
    """The name of the member that holds the customers, `customers`."""
    customers: tuple[Customer, ...] | None = None
    """The customers."""
    total: int | None = None
    """How many customers there are on all pages."""
    has_more: bool | None = None
    """Whether there is a next page."""
    extra: Mapping[str, t.Any] = field(default_factory=no_extra, hash=False, repr=False)
    """The members that this class does not know, as they came."""
    nulls: frozenset[str] = field(default=NO_NULLS, repr=False)
    """The names of the members that came as null and are written as null."""

    @classmethod
    def from_dict(cls, data: Mapping[str, t.Any]) -> t.Self:
        """Decode a JSON object. Raises `DecodeError` where it is not what is documented."""
        rest: dict[str, t.Any] = {**data} if isinstance(data, dict) else members(data)
        nulls: list[str] = []
        draft = _PageDraft()
        draft.object = read_string_or(rest, "object", "list")
        draft.data_ref = read_constant(rest, "data_ref", "customers")
        draft.customers = read_array(rest, "customers", Customer, nulls)
        draft.total = read_integer(rest, "total", nulls)
        draft.has_more = read_boolean(rest, "has_more", nulls)
        draft.extra = read_document_extra(rest, data, "a page of customers") if rest else {}
        draft.nulls = frozenset(nulls) if nulls else NO_NULLS
        draft.__class__ = CustomerPage
        instance: t.Self = draft if cls is CustomerPage else as_subclass(cls, draft)
        return instance

    def to_dict(self) -> dict[str, t.Any]:
        """Encode as a JSON object. Raises `EncodeError` where a value has no place in it."""
        out: dict[str, t.Any] = {}
        nulls = self.nulls
        write_string_or_null(out, "object", self.object)
        write_constant(out, "data_ref", self.data_ref, "customers")
        write_array(out, "customers", self.customers, Customer, nulls)
        write_integer(out, "total", self.total, nulls)
        write_boolean(out, "has_more", self.has_more, nulls)
        if self.extra:
            write_extra(out, self.extra, CustomerPage)
        return out


_PageDraft = draft_of(CustomerPage)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerActivityPage(JsonObject):
    """A page of a customer's activities: the response to "list customer activity".

    Schema: `CustomersActivityListResponseBody`.
    """

    object: str | None = "list"
    """The type of the object, `list`."""
    data_ref: str | None = "data"
    """The name of the member that holds the activities, `data`."""
    data: tuple[CustomerActivity, ...] | None = None
    """The activities."""
    has_more: bool | None = None
    """Whether there is a next page."""
    more_starting_after: str | None = None
    """The id to ask for the next page with."""
    total: int | None = None
    """How many activities there are on all pages."""
    extra: Mapping[str, t.Any] = field(default_factory=no_extra, hash=False, repr=False)
    """The members that this class does not know, as they came."""
    nulls: frozenset[str] = field(default=NO_NULLS, repr=False)
    """The names of the members that came as null and are written as null."""

    @classmethod
    def from_dict(cls, data: Mapping[str, t.Any]) -> t.Self:
        """Decode a JSON object. Raises `DecodeError` where it is not what is documented."""
        rest: dict[str, t.Any] = {**data} if isinstance(data, dict) else members(data)
        nulls: list[str] = []
        draft = _ActivityPageDraft()
        draft.object = read_string_or(rest, "object", "list")
        draft.data_ref = read_constant(rest, "data_ref", "data")
        draft.data = read_array(rest, "data", CustomerActivity, nulls)
        draft.has_more = read_boolean(rest, "has_more", nulls)
        draft.more_starting_after = read_string(rest, "more_starting_after", nulls)
        draft.total = read_integer(rest, "total", nulls)
        draft.extra = read_document_extra(rest, data, "a page of activities") if rest else {}
        draft.nulls = frozenset(nulls) if nulls else NO_NULLS
        draft.__class__ = CustomerActivityPage
        instance: t.Self = draft if cls is CustomerActivityPage else as_subclass(cls, draft)
        return instance

    def to_dict(self) -> dict[str, t.Any]:
        """Encode as a JSON object. Raises `EncodeError` where a value has no place in it."""
        out: dict[str, t.Any] = {}
        nulls = self.nulls
        write_string_or_null(out, "object", self.object)
        write_constant(out, "data_ref", self.data_ref, "data")
        write_array(out, "data", self.data, CustomerActivity, nulls)
        write_boolean(out, "has_more", self.has_more, nulls)
        write_string(out, "more_starting_after", self.more_starting_after, nulls)
        write_integer(out, "total", self.total, nulls)
        if self.extra:
            write_extra(out, self.extra, CustomerActivityPage)
        return out


_ActivityPageDraft = draft_of(CustomerActivityPage)
