# SPDX-License-Identifier: MIT
"""What an instance of any class is once it is there: its fields, its equality, its copies, its subclasses."""

from __future__ import annotations

import collections
import copy
import dataclasses
import datetime as dt
import inspect
import json
import pickle
import sys
import typing
from collections.abc import Callable, Mapping
from dataclasses import FrozenInstanceError, dataclass
from typing import Any

import pytest

import contract
from contract import CLASSES, DEFAULTS, MEMBERS, OPAQUE, catch, containers, every_class, full, instances
from customer_activity import (
    Customer,
    CustomerActivity,
    CustomerAddress,
    CustomerLoyalty,
    CustomerLoyaltyCampaign,
    EncodeError,
    Webhook,
)

both_ways = pytest.mark.parametrize(
    "make", [lambda cls: cls(), lambda cls: cls.from_dict({})], ids=["made", "decoded"]
)


def document(cls: Any) -> dict[str, Any]:
    """A document with every member, one of them null, and an unknown one."""
    name = next((name for name in MEMBERS[cls] if name not in DEFAULTS[cls]), None)
    return {**full(cls), **({name: None} if name else {}), "unknown": {"a": [1, {"b": []}]}}


# --- fields and methods --------------------------------------------------------------------------


@every_class
def test_the_hints_of_the_methods_can_be_resolved(cls: Any) -> None:
    hints = typing.get_type_hints(cls.from_dict)
    assert typing.get_args(hints["cls"]) == (hints["return"],)
    assert hints["data"] == Mapping[str, Any]
    assert typing.get_type_hints(cls.to_dict)["return"] == dict[str, Any]
    signature = inspect.signature(cls.from_json, eval_str=True)
    assert signature.return_annotation == hints["return"]
    assert signature.parameters["text"].annotation == str | bytes | bytearray


def test_a_class_has_no_subclasses_but_those_that_somebody_makes() -> None:
    Customer.from_dict(full(Customer))
    modules = {cls.__module__ for cls in Customer.__subclasses__()}
    assert __name__ in modules
    assert not [name for name in modules if name.startswith("customer_activity")]


@every_class
def test_fields_are_given_by_name(cls: Any) -> None:
    for arguments, keywords in (((None,), {}), ((), {"nickname": "x"})):
        with pytest.raises(TypeError):
            cls(*arguments, **keywords)


@every_class
@both_ways
def test_a_field_can_be_neither_assigned_nor_deleted(cls: Any, make: Callable[[Any], Any]) -> None:
    instance = make(cls)
    assert type(instance) is cls
    for name in [*MEMBERS[cls], "extra", "nulls"]:
        with pytest.raises(FrozenInstanceError):
            setattr(instance, name, None)
        with pytest.raises(FrozenInstanceError):
            delattr(instance, name)


@every_class
@both_ways
def test_there_is_no_room_for_other_attributes(cls: Any, make: Callable[[Any], Any]) -> None:
    instance = make(cls)
    assert not hasattr(instance, "__dict__")
    with pytest.raises((AttributeError, TypeError)):  # TypeError is CPython's gh-90562
        instance.nickname = "x"


def test_replace_changes_one_field_and_keeps_the_others() -> None:
    given = {"object": "customer", "description": None, "email": "a", "unknown": [1]}
    customer = Customer.from_dict(given)
    changed = dataclasses.replace(customer, email="b")
    assert changed.to_dict() == {**given, "email": "b"}
    assert (changed.nulls, changed.extra) == (customer.nulls, customer.extra)
    assert customer.to_dict() == given


def test_asdict_gives_the_fields_down_to_the_last() -> None:
    given: dict[str, Any] = {"address": {"city": None}, "metadata": {"a": [1]}, "new": None}
    fields = dataclasses.asdict(Customer.from_dict(given))
    assert list(fields) == ["extra", "nulls", *MEMBERS[Customer]]
    assert fields["address"].items() >= {"city": None, "extra": {}, "nulls": frozenset({"city"})}.items()
    assert (fields["metadata"], fields["extra"], fields["object"]) == ({"a": [1]}, {"new": None}, "customer")


# --- equality and hash (`test_contract.py` holds them against what is written) -------------------


def test_instances_of_different_classes_are_never_equal() -> None:
    empty = [cls() for cls in CLASSES]
    for index, instance in enumerate(empty):
        assert [other == instance for other in empty] == [other == index for other in range(len(empty))]
        assert instance != {} and instance != instance.to_dict()


@every_class
def test_the_hash_leaves_out_what_cannot_be_hashed(cls: Any) -> None:
    one = cls.from_dict({**full(cls), "unknown": 1})
    changed: dict[str, Any] = {"extra": {"unknown": [2]}}
    for name, kind in MEMBERS[cls].items():
        if kind in OPAQUE or isinstance(kind, contract.Map):
            changed[name] = {"x": CustomerLoyaltyCampaign()}
    other = dataclasses.replace(one, **changed)
    assert one != other
    assert hash(one) == hash(other)


# --- repr ----------------------------------------------------------------------------------------

PRIVATE = "hunter2-secret"


@every_class
def test_repr_shows_ids_timestamps_and_figures_and_neither_personal_nor_opaque_data(cls: Any) -> None:
    hidden = {name for name, kind in MEMBERS[cls].items() if kind in OPAQUE}
    hidden |= {*contract.PERSONAL.get(cls, "").split()}
    shown = [f"{name}={getattr(cls(), name)!r}" for name in MEMBERS[cls] if name not in hidden]
    assert repr(cls()) == f"{cls.__name__}({', '.join(shown)})", (
        "personal data is `repr=False`, and stands in PERSONAL in tests/contract.py"
    )


def test_no_personal_data_is_in_the_repr_of_a_whole_webhook() -> None:
    customer = full(Customer) | dict.fromkeys("source_id name description email phone".split(), PRIVATE)
    customer |= {"birthday": "1911-11-11", "birthdate": "1911-11-11", PRIVATE: PRIVATE}
    for part in ("address", "assets"):
        customer[part] = dict.fromkeys(customer[part], PRIVATE) | {PRIVATE: PRIVATE}
    customer |= {part: {PRIVATE: [PRIVATE]} for part in ("metadata", "system_metadata")}
    opaque = {"order": {PRIVATE: 1}, "balance": PRIVATE, "consents": [{PRIVATE: 1}], PRIVATE: 1}
    data = {**opaque, "customer": customer, "data": {**opaque, "customer": customer}}
    webhook = Webhook.from_dict({"id": "whs_1", "data": data, "source": {PRIVATE: 1}, PRIVATE: 1})
    for text in (repr(webhook), str(webhook), f"{webhook}", *map(repr, instances(webhook))):
        assert PRIVATE not in text and "1911" not in text
    assert repr(webhook).startswith("Webhook(id='whs_1', project_id=None, created_at=None, type=None, data=")
    assert "Customer(id='text', summary=CustomerSummary(" in repr(webhook)


# --- copies --------------------------------------------------------------------------------------


def pickled(protocol: int) -> Callable[[Any], Any]:
    return lambda instance: pickle.loads(pickle.dumps(instance, protocol))


COPIES: dict[str, Callable[[Any], Any]] = {
    **{f"pickle {protocol}": pickled(protocol) for protocol in range(pickle.HIGHEST_PROTOCOL + 1)},
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "replace": dataclasses.replace,
}


@every_class
@pytest.mark.parametrize("duplicate", COPIES.values(), ids=COPIES)
def test_a_copy_is_the_same_again(cls: Any, duplicate: Callable[[Any], Any]) -> None:
    for instance in (cls.from_dict(document(cls)), cls()):
        other = duplicate(instance)
        assert other == instance and other is not instance and hash(other) == hash(instance)
        assert [type(one) for one in instances(other)] == [type(one) for one in instances(instance)]
        assert (other.nulls, other.extra) == (instance.nulls, instance.extra)
        assert json.dumps(other.to_dict()) == json.dumps(instance.to_dict())


UNWRITABLE: dict[str, Callable[[], Any]] = {
    "a set": lambda: Customer(metadata={"a": {1, 2}}, extra={"b": [b"x"]}),
    "a naive datetime": lambda: Customer(created_at=dt.datetime(2026, 1, 1)),
    "dicts for instances": lambda: CustomerLoyalty(campaigns={"x": {"points": 1}}),  # type: ignore[dict-item]
    "a known name in extra": lambda: Customer(extra={"email": "x"}),
    "deep nesting": lambda: Customer(metadata=contract.nested(220, lambda value: {"a": value}, {})),
}


@pytest.mark.parametrize("make", UNWRITABLE.values(), ids=UNWRITABLE)
@pytest.mark.parametrize(
    "duplicate", [copy.copy, copy.deepcopy, pickled(4)], ids=["copy", "deepcopy", "pickle"]
)
def test_an_instance_that_cannot_be_written_can_be_copied(make: Any, duplicate: Any) -> None:
    instance = make()
    catch(EncodeError, instance.to_dict)
    other = duplicate(instance)
    assert other == instance
    assert {id(found) for found in containers(instance)}.isdisjoint(map(id, containers(other)))


# --- 11: isolation -------------------------------------------------------------------------------


@every_class
def test_input_instances_and_outputs_share_nothing_that_can_be_changed(cls: Any) -> None:
    given = document(cls)
    before = copy.deepcopy(given)
    instance = cls.from_dict(given)
    groups = [given, instance, instance.to_dict(), instance.to_dict(), cls.from_dict(given)]
    groups += [copy.copy(instance), copy.deepcopy(instance)]
    found = [container for group in groups for container in containers(group)]
    assert len({id(container) for container in found}) == len(found) > len(groups)
    written = instance.to_dict()
    assert given == before
    for container in (*containers(given), *containers(groups[2])):
        container.clear()
    assert json.dumps(instance.to_dict()) == json.dumps(written)


def test_a_hand_made_instance_shares_nothing_with_what_it_was_given_and_what_it_writes() -> None:
    metadata = {"a": [1]}
    customer = Customer(metadata=metadata, extra={"b": metadata})
    written = {"object": "customer", "metadata": {"a": [1]}, "b": {"a": [1]}}
    for container in containers(customer.to_dict()):
        container.clear()
    assert metadata == {"a": [1]}
    for container in containers(metadata):
        container.clear()
    assert customer.to_dict() == written


def test_the_deepest_activity_can_be_copied_and_pickled() -> None:
    activity = CustomerActivity.from_dict(contract.nested(200, lambda data: {"data": data}, {}))
    for duplicate in COPIES.values():
        assert duplicate(activity) == activity


def test_a_deep_copy_copies_what_is_no_json_as_well() -> None:
    odd = Customer(metadata={"a": {1}}, extra={"b": [CustomerAddress(extra={"c": [{2}]})]})
    other = copy.deepcopy(odd)
    assert other == odd
    assert other.metadata is not None and odd.metadata is not None
    assert other.metadata["a"] is not odd.metadata["a"]
    assert other.extra["b"][0].extra["c"][0] is not odd.extra["b"][0].extra["c"][0]


@every_class
def test_what_replace_makes_has_mappings_and_arrays_of_its_own(cls: Any) -> None:
    def own(instance: Any) -> list[Any]:
        values = [getattr(instance, field.name) for field in dataclasses.fields(instance)]
        inside = {id(found) for value in values for one in instances(value) for found in containers(one)}
        return [found for value in values for found in containers(value) if id(found) not in inside]

    instance = cls.from_dict(document(cls))
    other = dataclasses.replace(instance)
    assert other == instance
    assert len(own(other)) == len(own(instance)) > 0
    assert {id(found) for found in own(other)}.isdisjoint(id(found) for found in own(instance))


def test_what_is_no_json_stays_as_it_was_given() -> None:
    odd = {"a": {1, 2}}
    assert Customer(metadata=odd).metadata == odd
    assert Customer(metadata=collections.ChainMap({"a": 1})).metadata == {"a": 1}
    campaigns: Any = [CustomerLoyalty]
    loyalty = CustomerLoyalty(campaigns=campaigns)
    assert loyalty.campaigns == campaigns and loyalty.campaigns is not campaigns


# --- subclasses ----------------------------------------------------------------------------------


class Plain(Customer):
    pass


class Slotted(Customer):
    __slots__ = ()

    @property
    def greeting(self) -> str:
        return f"Dear {self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class WithField(Customer):
    note: str = "none yet"


@dataclass(frozen=True, kw_only=True)
class Checked(Customer):
    def __post_init__(self) -> None:
        if self.email is None:
            raise ValueError("a customer of ours has an e-mail address")


@pytest.mark.parametrize("cls", [Plain, Slotted, WithField, Checked])
@pytest.mark.parametrize("duplicate", COPIES.values(), ids=COPIES)
def test_a_subclass_decodes_to_itself(cls: Any, duplicate: Callable[[Any], Any]) -> None:
    given = {**full(Customer), "description": None, "unknown": [1]}
    customer = cls.from_dict(given)
    assert type(customer) is type(cls.from_json(customer.to_json())) is cls
    assert cls.from_json(customer.to_json()) == customer != Customer.from_dict(given)
    assert json.dumps(customer.to_dict()) == json.dumps(given)
    assert customer.nulls == {"description"}
    assert type(duplicate(customer)) is cls and duplicate(customer) == customer


@every_class
def test_every_class_can_be_subclassed(cls: Any) -> None:
    sub: Any = type("Sub", (cls,), {})
    given = document(cls)
    assert type(sub.from_dict(given)) is sub
    assert sub.from_dict(given).to_dict() == cls.from_dict(given).to_dict()


def test_a_subclass_may_have_properties_fields_and_checks() -> None:
    assert Slotted.from_dict({"name": "Nils"}).greeting == "Dear Nils"
    assert WithField.from_dict({"id": "x", "note": "theirs"}).note == "none yet"
    assert WithField(nulls=frozenset({"phone"})).to_dict() == {"object": "customer", "phone": None}
    error = catch(ValueError, WithField, nulls=frozenset({"note"}))
    assert str(error) == "nulls of WithField: 'note' is no member of it"
    assert str(catch(ValueError, Checked.from_dict, {})) == "a customer of ours has an e-mail address"


class Point(typing.NamedTuple):
    x: int
    y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Located(Customer):
    at: Point = dataclasses.field(default=Point(0, 0))
    later: str = dataclasses.field(init=False)


def test_the_fields_that_a_subclass_adds_are_left_as_they_are() -> None:
    at = Point(1, 2)
    assert Located(at=at, metadata={"a": [1]}).at is at
    assert Located.from_dict({"id": "x"}).at == Point(0, 0)


class Tier(CustomerLoyaltyCampaign):
    pass


def test_an_instance_of_a_subclass_is_written_in_the_place_of_one_of_its_class() -> None:
    loyalty: Any = type("Loyalty", (CustomerLoyalty,), {})(campaigns={"LP1": Tier(points=1)})
    written = {"loyalty": {"campaigns": {"LP1": {"points": 1}}}, "object": "customer"}
    assert Customer(loyalty=loyalty).to_dict() == written


@dataclass(frozen=True, kw_only=True)
class Guest(Customer):
    object: str | None = "guest_customer"
    phone: str | None = "none given"


def test_a_subclass_with_another_default_loses_no_null_and_invents_no_member() -> None:
    for given in ({"id": "x", "phone": None}, {"id": "x"}, {"id": "x", "phone": "+1", "object": None}):
        guest = Guest.from_dict(given)
        assert guest.to_dict() == Customer.from_dict(given).to_dict()
        assert copy.copy(guest) == pickle.loads(pickle.dumps(guest)) == guest
    assert Guest(phone=None, nulls=frozenset({"phone"})).to_dict()["phone"] is None


@dataclass(frozen=True, kw_only=True)
class Tenant:
    tenant: str = "ours"


@dataclass(frozen=True, kw_only=True)
class TenantCustomer(Tenant, Customer):
    pass


def test_the_fields_of_a_mixin_are_no_members() -> None:
    customer = TenantCustomer.from_dict({"id": "x", "tenant": "theirs"})
    assert (customer.tenant, customer.id, customer.extra) == ("ours", "x", {"tenant": "theirs"})
    assert customer.to_dict() == {"id": "x", "object": "customer", "tenant": "theirs"}
    error = catch(ValueError, TenantCustomer, nulls=frozenset({"tenant"}))
    assert str(error) == "nulls of TenantCustomer: 'tenant' is no member of it"


@dataclass(frozen=True, kw_only=True)
class Named(Customer):
    shop: str


@dataclass(frozen=True, kw_only=True)
class Fixed(Customer):
    email: str | None = dataclasses.field(default=None, init=False)


@pytest.mark.parametrize(
    ("cls", "reason"),
    [(Named, "its field 'shop' has no default"), (Fixed, "its constructor takes no 'email'")],
)
def test_a_subclass_that_cannot_be_made_of_members_alone_says_why(cls: Any, reason: str) -> None:
    assert str(catch(TypeError, cls.from_dict, {"id": "x"})) == f"{cls.__name__} cannot be decoded: {reason}"
    assert copy.deepcopy(Named(shop="s", id="x")) == Named(shop="s", id="x")


def test_a_deep_copy_of_an_attribute_that_refers_back_to_the_instance_refers_to_the_copy() -> None:
    tagged: Any = Tagged(id="x")
    object.__setattr__(tagged, "tag", [tagged])
    other = copy.deepcopy(tagged)
    assert other.tag[0] is other is not tagged


class Counted(Customer):
    def __post_init__(self) -> None:
        Customer.__post_init__(self)
        object.__setattr__(self, "letters", len(self.name or ""))


class Tagged(Customer):
    __slots__ = ("__dict__", "__private", "__weakref__", "tag")


@pytest.mark.parametrize("duplicate", COPIES.values(), ids=COPIES)
def test_the_attributes_of_a_subclass_come_along(duplicate: Callable[[Any], Any]) -> None:
    counted: Any = duplicate(Counted.from_dict({"name": "Ada"}))
    assert (counted.letters, counted.name) == (3, "Ada")
    tagged: Any = Tagged(id="x")
    if duplicate is not dataclasses.replace:
        for name in ("tag", "_Tagged__private"):
            object.__setattr__(tagged, name, "red")
            assert getattr(duplicate(tagged), name) == "red"


def test_a_mixin_may_prepare_its_subclasses_as_well() -> None:
    prepared: list[type] = []

    class Prepared:
        def __init_subclass__(cls, **arguments: Any) -> None:
            prepared.append(cls)

    class Both(Customer, Prepared):
        pass

    assert prepared == [Both]


# --- the constructor in a full stack -------------------------------------------------------------


@contract.cpython_only
def test_the_constructor_shares_nothing_however_full_the_stack_is() -> None:
    metadata = contract.nested(60, lambda value: {"a": [value]}, {})
    given = {id(container) for container in containers(metadata)}

    def at(depth: int) -> Any:
        return at(depth - 1) if depth else Customer(metadata=metadata)

    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(400)
    made = 0
    try:
        for depth in range(400):
            try:
                customer = at(depth)
            except RecursionError:
                break
            made += 1
            assert given.isdisjoint(map(id, containers(customer.metadata)))
    finally:
        sys.setrecursionlimit(limit)
    assert made > 300
