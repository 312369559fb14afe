# SPDX-License-Identifier: MIT
"""What an instance of any class is once it is there: its fields, its equality, its copies, its subclasses."""

from __future__ import annotations

import collections
import collections.abc
import copy
import dataclasses
import datetime as dt
import inspect
import itertools
import json
import pickle
import sys
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import FrozenInstanceError, dataclass
from typing import Any

import pytest

from contract import CLASSES, DEFAULTS, DOCUMENTS, JSON, MEMBERS, OBJECT, OBJECTS, PERSONAL, Map, full
from customer_activity import (
    Customer,
    CustomerActivity,
    CustomerAddress,
    CustomerLoyalty,
    CustomerLoyaltyCampaign,
    EncodeError,
    Webhook,
)

every_class = pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
both_ways = pytest.mark.parametrize(
    "make", [lambda cls: cls(), lambda cls: cls.from_dict({})], ids=["made", "decoded"]
)


NO_CAMPAIGNS: Any = [CustomerLoyalty]


def document(cls: Any) -> dict[str, Any]:
    """A document with every member, one of them null, and an unknown one."""
    name = next((name for name in MEMBERS[cls] if name not in DEFAULTS[cls]), None)
    return {**full(cls), **({name: None} if name else {}), "unknown": {"a": [1, {"b": []}]}}


def instances(value: Any) -> Iterator[Any]:
    """An instance and all within it."""
    if type(value) in MEMBERS:
        yield value
        value = [getattr(value, field.name) for field in dataclasses.fields(value)]
    if isinstance(value, (list, tuple, Mapping)):
        for item in value.values() if isinstance(value, Mapping) else value:
            yield from instances(item)


# --- fields and methods --------------------------------------------------------------------------


def is_a(value: Any, hint: Any) -> bool:
    """Whether a value is exactly what a type hint says: a bool is no int."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if hint is Any:
        return True
    if origin in (typing.Union, types.UnionType):
        return any(is_a(value, argument) for argument in arguments)
    if origin is typing.Literal:
        return value in arguments
    if origin in (tuple, frozenset):
        return type(value) is origin and all(is_a(item, arguments[0]) for item in value)
    if origin is collections.abc.Mapping:
        return type(value) is dict and all(
            is_a(k, arguments[0]) and is_a(v, arguments[1]) for k, v in value.items()
        )
    return type(value) is hint


@every_class
def test_what_is_decoded_is_of_the_declared_types(cls: Any) -> None:
    for instance in instances(cls.from_dict(document(cls))):
        for name, hint in typing.get_type_hints(type(instance)).items():
            assert is_a(getattr(instance, name), hint), name


@every_class
def test_the_hints_of_the_methods_can_be_resolved(cls: Any) -> None:
    hints = {
        name: typing.get_type_hints(getattr(cls, name)) for name in ("from_dict", "from_json", "to_dict")
    }
    itself = hints["from_dict"]["return"]
    assert typing.get_args(hints["from_dict"]["cls"]) == (itself,)
    assert hints["from_dict"]["data"] == Mapping[str, Any]
    assert hints["from_json"]["text"] == str | bytes | bytearray
    assert hints["to_dict"]["return"] == dict[str, Any]
    assert inspect.signature(cls.from_json, eval_str=True).return_annotation == itself


def test_a_decoded_class_has_no_subclasses_but_those_that_somebody_makes() -> None:
    Customer.from_dict(full(Customer))

    class Member(Customer):
        pass

    subclasses = Customer.__subclasses__()
    assert Member in subclasses
    assert [cls for cls in subclasses if cls.__module__.startswith("customer_activity")] == []


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
    customer = Customer.from_dict(
        {"id": "cust_1", "description": None, "email": "a@example.com", "unknown": [1]}
    )
    changed = dataclasses.replace(customer, email="b@example.com")
    assert changed.to_dict() == {**customer.to_dict(), "email": "b@example.com"}
    assert changed.nulls == {"description"}
    assert changed.extra == {"unknown": [1]}
    assert customer.email == "a@example.com"


def test_asdict_gives_the_fields_down_to_the_last() -> None:
    customer = Customer.from_dict(
        {"id": "cust_1", "address": {"city": None}, "metadata": {"a": [1]}, "new": None}
    )
    fields = dataclasses.asdict(customer)
    assert list(fields) == ["extra", "nulls", *MEMBERS[Customer]]
    address: dict[str, Any] = {
        **dict.fromkeys(MEMBERS[CustomerAddress]),
        "extra": {},
        "nulls": frozenset({"city"}),
    }
    assert fields["address"] == address
    assert (fields["metadata"], fields["extra"], fields["object"]) == ({"a": [1]}, {"new": None}, "customer")
    assert dataclasses.astuple(customer)[2] == "cust_1"


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
        if kind in (OBJECT, JSON) or isinstance(kind, Map):
            changed[name] = {"x": CustomerLoyaltyCampaign()}
        elif kind == OBJECTS:
            changed[name] = ({"x": {}},)
    other = dataclasses.replace(one, **changed)
    assert one != other
    assert hash(one) == hash(other)


# --- repr ----------------------------------------------------------------------------------------

PRIVATE = "hunter2-secret"


@every_class
def test_repr_shows_ids_timestamps_and_figures_and_neither_personal_nor_opaque_data(cls: Any) -> None:
    hidden = {name for name, kind in MEMBERS[cls].items() if kind in (OBJECT, OBJECTS, JSON)}
    hidden |= {*PERSONAL.get(cls, "").split()}
    shown = [f"{name}={getattr(cls(), name)!r}" for name in MEMBERS[cls] if name not in hidden]
    assert repr(cls()) == f"{cls.__name__}({', '.join(shown)})", (
        "personal data is `repr=False`, and stands in PERSONAL in tests/contract.py"
    )


def test_no_personal_data_is_in_the_repr_of_a_whole_webhook() -> None:
    customer = full(Customer) | dict.fromkeys(["source_id", "name", "description", "email", "phone"], PRIVATE)
    customer |= {"birthday": "1911-11-11", "birthdate": "1911-11-11", PRIVATE: PRIVATE}
    customer |= {
        part: dict.fromkeys(customer[part], PRIVATE) | {PRIVATE: PRIVATE} for part in ("address", "assets")
    }
    customer |= {part: {PRIVATE: [PRIVATE]} for part in ("metadata", "system_metadata")}
    data = {
        "customer": customer,
        "order": {PRIVATE: 1},
        "balance": PRIVATE,
        "consents": [{PRIVATE: 1}],
        PRIVATE: 1,
    }
    webhook = Webhook.from_dict(
        {"id": "whs_1", "data": {**data, "data": data}, "source": {PRIVATE: 1}, PRIVATE: 1}
    )
    for text in (repr(webhook), str(webhook), f"{webhook}", *map(repr, instances(webhook))):
        assert PRIVATE not in text
        assert "1911" not in text
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


def nested(levels: int) -> dict[str, Any]:
    value: dict[str, Any] = {}
    for _ in range(levels):
        value = {"a": [value]}
    return value


UNWRITABLE: dict[str, Callable[[], Any]] = {
    "a set": lambda: Customer(metadata={"a": {1, 2}}, extra={"b": [b"x"]}),
    "a naive datetime": lambda: Customer(created_at=dt.datetime(2026, 1, 1)),
    "dicts for instances": lambda: CustomerLoyalty(campaigns={"x": {"points": 1}}),  # type: ignore[dict-item]
    "a known name in extra": lambda: Customer(extra={"email": "x"}),
    "deep nesting": lambda: Customer(metadata=nested(110)),
}


@pytest.mark.parametrize("make", UNWRITABLE.values(), ids=UNWRITABLE)
@pytest.mark.parametrize(
    "duplicate", [copy.copy, copy.deepcopy, pickled(4)], ids=["copy", "deepcopy", "pickle"]
)
def test_an_instance_that_cannot_be_written_can_be_copied(make: Any, duplicate: Any) -> None:
    instance = make()
    with pytest.raises(EncodeError):
        instance.to_dict()
    other = duplicate(instance)
    assert other == instance
    for one, two in itertools.product(containers(instance), containers(other)):
        assert one is not two


# --- 11: isolation -------------------------------------------------------------------------------


def containers(value: Any) -> Iterator[Any]:
    """Every dict and list below a value, also within instances and tuples."""
    if isinstance(value, (dict, list)):
        yield value
    if type(value) in MEMBERS:
        value = [getattr(value, field.name) for field in dataclasses.fields(value)]
    if isinstance(value, (dict, list, tuple)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from containers(item)


@every_class
def test_input_instances_and_outputs_share_nothing_that_can_be_changed(cls: Any) -> None:
    given = document(cls)
    before = copy.deepcopy(given)
    instance = cls.from_dict(given)
    groups = [
        given,
        instance,
        instance.to_dict(),
        instance.to_dict(),
        cls.from_dict(given),
        copy.deepcopy(instance),
    ]
    found = [container for group in groups for container in containers(group)]
    assert len({id(container) for container in found}) == len(found) > len(groups)
    written = instance.to_dict()
    for group in (given, groups[2]):
        assert group == (before if group is given else written)
        for container in list(containers(group)):
            container.clear()
    assert json.dumps(instance.to_dict()) == json.dumps(written)


def test_a_hand_made_instance_shares_nothing_with_what_it_was_given_and_what_it_writes() -> None:
    metadata = {"a": [1]}
    customer = Customer(metadata=metadata, extra={"b": metadata})
    written = {"object": "customer", "metadata": {"a": [1]}, "b": {"a": [1]}}
    for container in list(containers(customer.to_dict())):
        container.clear()
    assert metadata == {"a": [1]}
    for container in list(containers(metadata)):
        container.clear()
    assert customer.to_dict() == written


@every_class
@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy], ids=["copy", "deepcopy"])
def test_a_copy_shares_nothing_that_can_be_changed(cls: Any, duplicate: Callable[[Any], Any]) -> None:
    original = cls.from_dict(document(cls))
    other = duplicate(original)
    assert other == original
    shared = {id(found) for found in containers(original)} & {id(found) for found in containers(other)}
    assert shared == set()


def test_the_deepest_activity_can_be_copied_and_pickled() -> None:
    data: dict[str, Any] = {}
    for _ in range(200):
        data = {"data": data}
    activity = CustomerActivity.from_dict(data)
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
    assert CustomerLoyalty(campaigns=NO_CAMPAIGNS).campaigns == NO_CAMPAIGNS
    assert CustomerLoyalty(campaigns=NO_CAMPAIGNS).campaigns is not NO_CAMPAIGNS


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
    with pytest.raises(ValueError, match=r"^nulls of WithField: 'note' is no member of it$"):
        WithField(nulls=frozenset({"note"}))
    with pytest.raises(ValueError, match=r"^a customer of ours has an e-mail address$"):
        Checked.from_dict({})


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
    assert CustomerLoyalty(campaigns={"LP1": Tier(points=1)}).to_dict() == {
        "campaigns": {"LP1": {"points": 1}}
    }
    assert Customer(loyalty=type("L", (CustomerLoyalty,), {})()).to_dict() == {
        "loyalty": {},
        "object": "customer",
    }
    assert set(DOCUMENTS) < set(CLASSES)


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
    with pytest.raises(ValueError, match=r"^nulls of TenantCustomer: 'tenant' is no member of it$"):
        TenantCustomer(nulls=frozenset({"tenant"}))


@dataclass(frozen=True, kw_only=True)
class Named(Customer):
    shop: str


def test_a_subclass_with_a_required_field_is_an_error_that_says_so() -> None:
    with pytest.raises(TypeError) as caught:
        Named.from_dict({"id": "x"})
    assert str(caught.value) == "Named cannot be decoded: its field 'shop' has no default"
    assert copy.deepcopy(Named(shop="s", id="x")) == Named(shop="s", id="x")


@dataclass(frozen=True, kw_only=True)
class Fixed(Customer):
    email: str | None = dataclasses.field(default=None, init=False)


def test_a_subclass_whose_constructor_does_not_take_a_member_is_an_error_that_says_so() -> None:
    with pytest.raises(TypeError) as caught:
        Fixed.from_dict({"id": "x"})
    assert str(caught.value) == "Fixed cannot be decoded: its constructor takes no 'email'"


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
    __slots__ = ("__private", "tag")


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


@pytest.mark.skipif(
    sys.implementation.name != "cpython", reason="PyPy's stack is counted in bytes, not in calls"
)
def test_the_constructor_shares_nothing_however_full_the_stack_is() -> None:
    metadata = nested(60)
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
            shared = [one for one in loop(customer.metadata) if id(one) in given]
            assert shared == []
    finally:
        sys.setrecursionlimit(limit)
    assert made > 300


def loop(value: Any) -> Iterator[Any]:
    """Every dict and list below a value, without a call for each, as the stack is short."""
    to_do = [value]
    while to_do:
        container = to_do.pop()
        yield container
        items = container.values() if isinstance(container, dict) else container
        to_do += [item for item in items if isinstance(item, (dict, list))]
