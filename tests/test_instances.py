# SPDX-License-Identifier: MIT
"""What all instances have in common: fields, equality, repr, copies and subclasses."""

from __future__ import annotations

import collections
import copy
import dataclasses
import datetime as dt
import itertools
import json
import pickle
import typing
from collections.abc import Callable
from dataclasses import FrozenInstanceError, dataclass
from typing import Any, TypeVar

import pytest

import contract
from contract import DEFAULTS, MEMBERS, OPAQUE, catch, containers, every_class, full, instances
from customer_activity import (
    Customer,
    CustomerActivity,
    CustomerAddress,
    CustomerLoyalty,
    CustomerLoyaltyCampaign,
    EncodeError,
    JsonObject,
    Webhook,
)

T = TypeVar("T", bound=JsonObject)

both_ways = pytest.mark.parametrize(
    "make", [lambda cls: cls(), lambda cls: cls.from_dict({})], ids=["made", "decoded"]
)


def document(cls: Any) -> dict[str, Any]:
    """A document with every member, one of them null, and an unknown one."""
    name = next((name for name in MEMBERS[cls] if name not in DEFAULTS[cls]), None)
    return {**full(cls), **({name: None} if name else {}), "unknown": {"a": [1, {"b": []}]}}


# --- fields and methods --------------------------------------------------------------------------


def test_the_package_creates_no_subclasses() -> None:
    Customer.from_dict(full(Customer))
    modules = {cls.__module__ for cls in Customer.__subclasses__()}
    assert __name__ in modules
    assert not [name for name in modules if name.startswith("customer_activity")]


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
def test_other_attributes_cannot_be_set(cls: Any, make: Callable[[Any], Any]) -> None:
    instance = make(cls)
    assert not hasattr(instance, "__dict__")
    with pytest.raises((AttributeError, TypeError)):  # TypeError is CPython's gh-90562
        instance.nickname = "x"


# --- equality and hash (`test_contract.py` compares them with what is encoded) -------------------


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
def test_repr_shows_what_is_set_but_only_the_values_that_the_contract_lists(cls: Any) -> None:
    instance = cls.from_dict({**full(cls), "unknown": PRIVATE})
    if cls is Customer:
        instance = dataclasses.replace(instance, object="unconfirmed_customer")
    shown = []
    for name in MEMBERS[cls]:
        value = getattr(instance, name)
        if value != DEFAULTS[cls].get(name):
            shown.append(
                f"{name}={value!r}" if name in contract.SHOWN.get(cls, "").split() else f"{name}=..."
            )
    assert repr(instance) == f"{cls.__name__}({', '.join(shown)})", (
        "give a field with personal data `repr=False`, and list others in SHOWN in tests/contract.py"
    )


REPRS: dict[str, Any] = {
    "Customer()": Customer(nulls=frozenset({"phone"}), extra={"vip": PRIVATE}),
    "Customer(id='cust_1', email=..., address=...)": Customer(
        id="cust_1", email=PRIVATE, address=CustomerAddress(city=PRIVATE)
    ),
    "CustomerAddress(city=...)": CustomerAddress(city=""),
    "Customer(object='unconfirmed_customer', metadata=...)": Customer(
        object="unconfirmed_customer", metadata={}
    ),
    "CustomerLoyalty(points=0, campaigns={'LP1': CustomerLoyaltyCampaign(points=7)})": CustomerLoyalty(
        points=0, campaigns={"LP1": CustomerLoyaltyCampaign(points=7)}
    ),
}


@pytest.mark.parametrize(("text", "instance"), REPRS.items(), ids=REPRS)
def test_repr_leaves_out_what_is_none_or_a_default_and_hides_personal_data(text: str, instance: Any) -> None:
    assert repr(instance) == str(instance) == text


def test_the_repr_of_a_whole_webhook_has_no_personal_data() -> None:
    customer = full(Customer) | dict.fromkeys("source_id name description email phone".split(), PRIVATE)
    customer |= {"birthday": "1911-11-11", "birthdate": "1911-11-11", PRIVATE: PRIVATE}
    for part in ("address", "assets"):
        customer[part] = dict.fromkeys(customer[part], PRIVATE) | {PRIVATE: PRIVATE}
    customer |= {part: {PRIVATE: [PRIVATE]} for part in ("metadata", "system_metadata")}
    opaque = {"order": {PRIVATE: 1}, "balance": PRIVATE, "consents": [{PRIVATE: 1}], PRIVATE: 1}
    data = {**opaque, "customer": customer, "data": {**opaque, "customer": customer}}
    webhook = Webhook.from_dict({"id": "whs_1", "data": data, "source": {PRIVATE: 1}, PRIVATE: 1})
    for text in (repr(webhook), *map(repr, instances(webhook))):
        assert PRIVATE not in text and "1911" not in text
    assert repr(webhook).startswith(
        "Webhook(id='whs_1', data=CustomerActivityData(customer=Customer(id='text', "
    )


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
def test_a_copy_is_equal(cls: Any) -> None:
    instances_of_it = (cls.from_dict(document(cls)), cls())
    for instance, duplicate in itertools.product(instances_of_it, COPIES.values()):
        other = duplicate(instance)
        assert other == instance and other is not instance and hash(other) == hash(instance)
        assert [type(one) for one in instances(other)] == [type(one) for one in instances(instance)]
        assert (other.nulls, other.extra) == (instance.nulls, instance.extra)
        assert json.dumps(other.to_dict()) == json.dumps(instance.to_dict())


UNENCODABLE: dict[str, Any] = {
    "a set": Customer(metadata={"a": {1, 2}}),
    "a naive datetime": Customer(created_at=dt.datetime(2026, 1, 1)),
    "a dict instead of an instance": CustomerLoyalty(campaigns={"x": {"points": 1}}),  # type: ignore[dict-item]
}


@pytest.mark.parametrize("instance", UNENCODABLE.values(), ids=UNENCODABLE)
@pytest.mark.parametrize(
    "duplicate", [copy.copy, copy.deepcopy, pickled(4)], ids=["copy", "deepcopy", "pickle"]
)
def test_copying_an_instance_that_cannot_be_encoded_raises_encode_error(
    instance: Any, duplicate: Any
) -> None:
    assert str(catch(EncodeError, duplicate, instance)) == str(catch(EncodeError, instance.to_dict))


def test_copies_work_inside_containers() -> None:
    customer = Customer.from_dict(document(Customer))
    containers: Any = {"a": [customer, (customer,)], "b": {customer}}
    for duplicate in (copy.deepcopy, pickled(2), pickled(5)):
        again = duplicate(containers)
        assert again == containers
        assert again["a"][0] is again["a"][1][0] is not customer


# --- isolation -------------------------------------------------------------------------------


@every_class
def test_input_instances_and_output_share_no_mutable_objects(cls: Any) -> None:
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


def test_the_constructor_copies_its_arguments() -> None:
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


@every_class
def test_replace_copies_mappings_and_arrays(cls: Any) -> None:
    def own(instance: Any) -> list[Any]:
        values = [getattr(instance, field.name) for field in dataclasses.fields(instance)]
        inside = {id(found) for value in values for one in instances(value) for found in containers(one)}
        return [found for value in values for found in containers(value) if id(found) not in inside]

    instance = cls.from_dict(document(cls))
    other = dataclasses.replace(instance)
    assert other == instance
    assert len(own(other)) == len(own(instance)) > 0
    assert {id(found) for found in own(other)}.isdisjoint(id(found) for found in own(instance))


def test_values_that_are_not_json_are_kept() -> None:
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
            raise ValueError("our customers have an email address")


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


def test_a_subclass_can_have_properties_fields_and_checks() -> None:
    assert Slotted.from_dict({"name": "Nils"}).greeting == "Dear Nils"
    assert WithField.from_dict({"id": "x", "note": "theirs"}).note == "none yet"
    assert WithField(nulls=frozenset({"phone"})).to_dict() == {"object": "customer", "phone": None}
    error = catch(ValueError, WithField, nulls=frozenset({"note"}))
    assert str(error) == "nulls of WithField: 'note' isn't one of its members"
    assert str(catch(ValueError, Checked.from_dict, {})) == "our customers have an email address"


class Point(typing.NamedTuple):
    x: int
    y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Located(Customer):
    at: Point = dataclasses.field(default=Point(0, 0))
    later: str = dataclasses.field(init=False)


def test_the_fields_that_a_subclass_adds_are_not_copied() -> None:
    at = Point(1, 2)
    assert Located(at=at, metadata={"a": [1]}).at is at
    assert Located.from_dict({"id": "x"}).at == Point(0, 0)


class Tier(CustomerLoyaltyCampaign):
    pass


def test_an_instance_of_a_subclass_can_be_part_of_another_object() -> None:
    loyalty: Any = type("Loyalty", (CustomerLoyalty,), {})(campaigns={"LP1": Tier(points=1)})
    written = {"loyalty": {"campaigns": {"LP1": {"points": 1}}}, "object": "customer"}
    assert Customer(loyalty=loyalty).to_dict() == written


@dataclass(frozen=True, kw_only=True)
class Guest(Customer):
    object: str | None = "guest_customer"
    phone: str | None = "none given"


def test_a_subclass_with_another_default_keeps_nulls_and_adds_no_member() -> None:
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


def test_the_fields_of_a_mixin_are_not_members() -> None:
    customer = TenantCustomer.from_dict({"id": "x", "tenant": "theirs"})
    assert (customer.tenant, customer.id, customer.extra) == ("ours", "x", {"tenant": "theirs"})
    assert customer.to_dict() == {"id": "x", "object": "customer", "tenant": "theirs"}
    error = catch(ValueError, TenantCustomer, nulls=frozenset({"tenant"}))
    assert str(error) == "nulls of TenantCustomer: 'tenant' isn't one of its members"


@dataclass(frozen=True, kw_only=True)
class Named(Customer):
    shop: str


@dataclass(frozen=True, kw_only=True)
class Fixed(Customer):
    email: str | None = dataclasses.field(default=None, init=False)


def test_a_subclass_that_needs_more_than_the_members_raises_type_error() -> None:
    for cls, name in ((Named, "'shop'"), (Fixed, "'email'")):
        with pytest.raises(TypeError, match=name):
            cls.from_dict({"id": "x"})
    assert copy.deepcopy(Named(shop="s", id="x")) == Named(shop="s", id="x")


class Recursive(Customer):
    def __post_init__(self) -> None:
        raise RecursionError("theirs")


def test_an_exception_from_a_constructor_reaches_the_caller() -> None:
    with pytest.raises(RecursionError, match="theirs"):
        Recursive.from_json("{}")


class Mixin:
    def __init_subclass__(cls) -> None:
        """Doesn't call super()."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedWithMixin(Mixin, Customer):
    def __post_init__(self) -> None:
        raise ValueError("checked")


def test_a_check_runs_even_if_a_mixin_does_not_call_super() -> None:
    assert str(catch(ValueError, CheckedWithMixin.from_dict, {"id": "x"})) == "checked"


class Counted(Customer):
    def __post_init__(self) -> None:
        Customer.__post_init__(self)
        object.__setattr__(self, "letters", len(self.name or ""))


class Guessing(Customer):
    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name != "__dict__":
            raise AttributeError(name)
        return f"no {name}"


class Terse(Customer):
    def to_dict(self) -> dict[str, Any]:
        return {"id": self.id}


@pytest.mark.parametrize("duplicate", COPIES.values(), ids=COPIES)
def test_copies_keep_what_a_subclass_adds(duplicate: Callable[[Any], Any]) -> None:
    counted: Any = duplicate(Counted.from_dict({"name": "Ada"}))
    assert (counted.letters, counted.name) == (3, "Ada")
    assert duplicate(Guessing(id="x")) == Guessing(id="x")
    assert duplicate(Terse(id="x", phone="+1")).phone == "+1"
    located = duplicate(Located(at=Point(1, 2), id="x"))
    assert (located.at, located.id, hasattr(located, "later")) == (Point(1, 2), "x", False)


def test_a_copy_shares_what_a_subclass_adds_and_a_deep_copy_does_not() -> None:
    plain: Any = Plain(metadata={"a": [1]})
    object.__setattr__(plain, "tags", ["red"])
    assert copy.copy(plain).tags is plain.tags
    assert copy.deepcopy(plain).tags == plain.tags and copy.deepcopy(plain).tags is not plain.tags
    for duplicate in (copy.copy, copy.deepcopy):
        assert duplicate(plain).metadata["a"] is not plain.metadata["a"]


def test_a_mixin_can_have_its_own_init_subclass() -> None:
    prepared: list[type] = []

    class Prepared:
        def __init_subclass__(cls, **arguments: Any) -> None:
            prepared.append(cls)

    class Both(Customer, Prepared):
        pass

    assert prepared == [Both]


# --- the base class ------------------------------------------------------------------------------


def load_all(cls: type[T], documents: list[Any]) -> list[T]:
    return [cls.from_dict(document) for document in documents]


def test_a_function_can_work_with_any_class() -> None:
    assert load_all(Customer, [{"id": "x"}]) == [Customer(id="x")]
    assert load_all(CustomerAddress, [{"city": "Ulm"}]) == [CustomerAddress(city="Ulm")]


@pytest.mark.parametrize("cls", [JsonObject, type("Mine", (JsonObject,), {})])
@pytest.mark.parametrize(
    "create", [lambda cls: cls(), lambda cls: cls.from_dict({})], ids=["call", "from_dict"]
)
def test_the_base_class_itself_cannot_be_used(cls: Any, create: Callable[[Any], Any]) -> None:
    message = f"{cls.__name__} has no members: use Customer or another class of the package"
    assert str(catch(TypeError, create, cls)) == message
