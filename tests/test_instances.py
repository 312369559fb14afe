# SPDX-License-Identifier: MIT
"""What an instance is once it is there: its fields, its equality, its copies, its subclasses."""

from __future__ import annotations

import collections.abc
import copy
import dataclasses
import datetime as dt
import json
import pickle
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import FrozenInstanceError, dataclass
from pathlib import Path
from typing import Any

import pytest

from customer_activity import (
    Customer,
    CustomerAddress,
    CustomerAssets,
    CustomerLoyalty,
    CustomerLoyaltyCampaign,
    CustomerReferrals,
    CustomerReferralsCampaign,
    CustomerSummary,
    CustomerSummaryOrders,
    CustomerSummaryRedemptions,
    CustomerSummaryRedemptionsGift,
    CustomerSummaryRedemptionsLoyaltyCard,
)

FIELDS: dict[Any, str] = {
    CustomerAddress: "city state line_1 line_2 country postal_code",
    CustomerAssets: "cockpit_url cockpit_preference_center_url",
    CustomerLoyaltyCampaign: "points loyalty_tier referred_customers",
    CustomerLoyalty: "points referred_customers campaigns",
    CustomerReferralsCampaign: "campaign_id referrer_id related_object_id related_object_type date",
    CustomerReferrals: "total campaigns",
    CustomerSummaryOrders: "total_amount total_count average_amount last_order_amount last_order_date",
    CustomerSummaryRedemptionsGift: "redeemed_amount amount_to_go",
    CustomerSummaryRedemptionsLoyaltyCard: "redeemed_points points_to_go",
    CustomerSummaryRedemptions: (
        "total_redeemed total_failed total_succeeded total_rolled_back total_rollback_failed"
        " total_rollback_succeeded gift loyalty_card"
    ),
    CustomerSummary: "redemptions orders",
    Customer: (
        "id source_id summary loyalty referrals system_metadata created_at updated_at assets object"
        " name description email phone birthday birthdate address metadata"
    ),
}
SCHEMAS: dict[Any, str] = {
    CustomerAddress: "CustomerActivityDataCustomerAddress",
    CustomerAssets: "CustomerActivityDataCustomerAssets",
    CustomerLoyaltyCampaign: "CustomerLoyaltyCampaignsEntry",
    CustomerLoyalty: "CustomerActivityDataCustomerLoyalty",
    CustomerReferralsCampaign: "CustomerReferralsCampaignsItem",
    CustomerReferrals: "CustomerActivityDataCustomerReferrals",
    CustomerSummaryOrders: "CustomerActivityDataCustomerSummaryOrders",
    CustomerSummaryRedemptionsGift: "CustomerActivityDataCustomerSummaryRedemptionsGift",
    CustomerSummaryRedemptionsLoyaltyCard: "CustomerActivityDataCustomerSummaryRedemptionsLoyaltyCard",
    CustomerSummaryRedemptions: "CustomerActivityDataCustomerSummaryRedemptions",
    CustomerSummary: "CustomerActivityDataCustomerSummary",
    Customer: "CustomerActivityDataCustomer",
}
CLASSES = list(FIELDS)

every_class = pytest.mark.parametrize("cls", CLASSES)
every_protocol = pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))


def payload(name: str) -> Any:
    return json.loads((Path(__file__).parent / "payloads" / name).read_text(encoding="utf-8"))


def instances(value: Any) -> Iterator[Any]:
    """An instance and all within it."""
    if type(value) in FIELDS:
        yield value
        for field in dataclasses.fields(value):
            yield from instances(getattr(value, field.name))
    elif isinstance(value, (tuple, Mapping)):
        for item in value.values() if isinstance(value, Mapping) else value:
            yield from instances(item)


def customers() -> list[Customer]:
    names = ["full", "short", "nulls", "php-empty-maps", "unknown-members", "timestamps"]
    return [Customer.from_dict(payload(f"customer-{name}.json")) for name in names]


def full() -> Customer:
    return Customer.from_dict(payload("customer-full.json"))


# --- fields --------------------------------------------------------------------------------------


@every_class
def test_the_fields_are_those_of_the_contract_in_its_order(cls: Any) -> None:
    assert [field.name for field in dataclasses.fields(cls)] == [*FIELDS[cls].split(), "extra", "nulls"]


@every_class
def test_the_docstring_names_the_schema(cls: Any) -> None:
    assert f"`{SCHEMAS[cls]}`" in cls.__doc__


@every_class
def test_the_fields_have_type_hints_that_can_be_resolved(cls: Any) -> None:
    hints = typing.get_type_hints(cls)
    assert list(hints) == [field.name for field in dataclasses.fields(cls)]
    assert hints["extra"] == Mapping[str, Any]
    assert hints["nulls"] == frozenset[str]
    for name in FIELDS[cls].split():
        assert type(None) in typing.get_args(hints[name])


def test_the_types_are_those_of_the_contract() -> None:
    hints = typing.get_type_hints(Customer)
    assert hints["summary"] == CustomerSummary | None
    assert hints["created_at"] == dt.datetime | None
    assert hints["birthdate"] == dt.date | None
    assert hints["object"] == str | None
    assert hints["metadata"] == Mapping[str, Any] | None
    assert typing.get_type_hints(CustomerLoyalty)["campaigns"] == Mapping[str, CustomerLoyaltyCampaign] | None
    assert typing.get_type_hints(CustomerReferrals)["campaigns"] == tuple[CustomerReferralsCampaign, ...] | None
    assert typing.get_type_hints(CustomerReferralsCampaign)["date"] == dt.datetime | None


def is_a(value: Any, hint: Any) -> bool:
    """Whether a value is exactly what a type hint says: an int is none where a bool is."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if hint is Any:
        return True
    if origin in (typing.Union, types.UnionType):
        return any(is_a(value, argument) for argument in arguments)
    if origin is tuple:
        return type(value) is tuple and all(is_a(item, arguments[0]) for item in value)
    if origin is frozenset:
        return type(value) is frozenset and all(is_a(item, arguments[0]) for item in value)
    if origin is collections.abc.Mapping:
        return isinstance(value, Mapping) and all(
            is_a(key, arguments[0]) and is_a(item, arguments[1]) for key, item in value.items()
        )
    return type(value) is hint


def test_what_is_decoded_is_of_the_declared_types() -> None:
    seen = set()
    for customer in customers():
        for instance in instances(customer):
            seen.add(type(instance))
            for name, hint in typing.get_type_hints(type(instance)).items():
                assert is_a(getattr(instance, name), hint), f"{type(instance).__name__}.{name}"
    assert seen == set(CLASSES)


# --- construction and change ---------------------------------------------------------------------


@every_class
def test_a_positional_argument_is_refused(cls: Any) -> None:
    with pytest.raises(TypeError):
        cls(None)


@every_class
def test_an_unknown_keyword_is_refused(cls: Any) -> None:
    with pytest.raises(TypeError):
        cls(nickname="x")


@every_class
@pytest.mark.parametrize("make", [lambda cls: cls(), lambda cls: cls.from_dict({})], ids=["made", "decoded"])
def test_a_field_can_be_neither_assigned_nor_deleted(cls: Any, make: Callable[[Any], Any]) -> None:
    instance = make(cls)
    for name in [*FIELDS[cls].split(), "extra", "nulls"]:
        with pytest.raises(FrozenInstanceError):
            setattr(instance, name, None)
        with pytest.raises(FrozenInstanceError):
            delattr(instance, name)


@every_class
def test_there_is_no_room_for_other_attributes(cls: Any) -> None:
    for instance in (cls(), cls.from_dict({})):
        assert not hasattr(instance, "__dict__")
        with pytest.raises((AttributeError, TypeError)):  # TypeError is CPython's gh-90562
            instance.nickname = "x"


@every_class
@pytest.mark.parametrize("way", ["__setitem__", "setdefault", "update", "__ior__"])
def test_an_empty_extra_is_shared_and_so_cannot_be_filled(cls: Any, way: str) -> None:
    arguments: tuple[Any, ...] = ("x", 1) if way in ("__setitem__", "setdefault") else ({"x": 1},)
    for extra in (cls().extra, cls.from_dict({}).extra):
        with pytest.raises(TypeError, match="extra cannot be changed in place: use dataclasses.replace"):
            getattr(extra, way)(*arguments)
        assert extra == {}


def test_replace_changes_one_field_and_keeps_the_others() -> None:
    customer = Customer.from_dict({**payload("customer-full.json"), "description": None, "unknown": [1]})
    changed = dataclasses.replace(customer, email="other@example.com")
    assert changed.email == "other@example.com"
    assert changed.to_dict() == {**customer.to_dict(), "email": "other@example.com"}
    assert changed.nulls == {"description"}
    assert changed.extra == {"unknown": [1]}
    assert customer.email == "ottoline@example.com"


def test_asdict_gives_a_dict_of_the_fields() -> None:
    customer = Customer.from_dict({"id": "cust_1", "address": {"city": "C"}, "metadata": {"a": [1]}, "unknown": None})
    fields = dataclasses.asdict(customer)
    assert list(fields) == [*FIELDS[Customer].split(), "extra", "nulls"]
    assert fields["address"] == {
        **dict.fromkeys(FIELDS[CustomerAddress].split()), "city": "C", "extra": {}, "nulls": frozenset()
    }  # fmt: skip
    assert fields["metadata"] == {"a": [1]}
    assert fields["extra"] == {"unknown": None}
    fields["address"]["extra"]["mine"] = 1  # also the empty one is the caller's own
    assert customer.address is not None
    assert customer.address.extra == {}
    for each in customers():
        assert dataclasses.asdict(each)["id"] == each.id
        assert dataclasses.astuple(each)[0] == each.id


# --- equality and hash ---------------------------------------------------------------------------


@every_class
def test_a_decoded_instance_equals_a_hand_made_one(cls: Any) -> None:
    decoded, made = cls.from_dict({}), cls()
    assert decoded == made and not decoded != made
    assert hash(decoded) == hash(made)
    assert repr(decoded) == repr(made)
    assert type(decoded) is type(made) is cls


@every_class
def test_each_field_but_nulls_takes_part_in_equality(cls: Any) -> None:
    for name in FIELDS[cls].split():
        assert dataclasses.replace(cls(), **{name: "other"}) != cls()
    assert dataclasses.replace(cls(), extra={"unknown": 1}) != cls()
    assert dataclasses.replace(cls(), nulls=frozenset({"any"})) == cls()


def test_instances_of_different_classes_are_never_equal() -> None:
    empty = [cls() for cls in CLASSES]
    for index, instance in enumerate(empty):
        assert [other == instance for other in empty] == [other == index for other in range(len(empty))]
        assert instance != {} and instance != instance.to_dict()


def test_every_decoded_instance_can_be_hashed() -> None:
    for customer in customers():
        again = Customer.from_dict(customer.to_dict())
        for one, other in zip(instances(customer), instances(again), strict=True):
            assert one == other
            assert hash(one) == hash(other)
    assert len(set(customers() + customers())) == len(customers())


@pytest.mark.parametrize(
    "document",
    [
        {"metadata": {"a": 1}},
        {"system_metadata": {"a": 1}},
        {"unknown": 1},
        {"loyalty": {"campaigns": {"LP1": {"points": 1}}}},
        {"address": {"unknown": {}}},
    ],
    ids=str,
)
def test_mappings_take_no_part_in_the_hash(document: dict[str, Any]) -> None:
    one = Customer.from_dict(document)
    other = Customer.from_dict(json.loads(json.dumps(document).replace("1", "2").replace("{}", "[]")))
    assert one != other
    assert hash(one) == hash(other)


# --- repr ----------------------------------------------------------------------------------------

PERSONAL = [
    "source_id", "name", "description", "email", "phone", "birthday", "birthdate", "address", "assets",
    "metadata", "system_metadata",
]  # fmt: skip


def test_repr_shows_no_personal_data() -> None:
    document = payload("customer-full.json")
    secret = "hunter2-secret"
    document.update(dict.fromkeys(["source_id", "name", "description", "email", "phone"], secret))
    document.update(birthday="1911-11-11", birthdate="1911-11-11", unknown=secret)
    document["address"] = dict.fromkeys([*document["address"], "unknown"], secret)
    document["assets"] = dict.fromkeys([*document["assets"], "unknown"], secret)
    document["metadata"] = {secret: secret}
    document["system_metadata"] = {secret: [secret]}
    for part in ("summary", "loyalty", "referrals"):
        document[part]["unknown"] = secret
    document["summary"]["orders"]["unknown"] = secret
    document["referrals"]["campaigns"][0]["unknown"] = secret
    customer = Customer.from_dict(document)
    for text in (repr(customer), str(customer), f"{customer}", *map(repr, instances(customer))):
        assert secret not in text
        assert "1911" not in text
    for name in PERSONAL:
        assert f" {name}=" not in repr(customer)


def test_repr_shows_ids_timestamps_and_figures() -> None:
    text = repr(full())
    for part in (
        "Customer(id='cust_Own0Full0Payload0001'",
        "total_redeemed=7",
        "redeemed_amount=2500",
        "points_to_go=880",
        "total_amount=1250099",
        "loyalty_tier='ltr_Own0Silver'",
        "campaign_id='camp_Own0Bring0A0Friend'",
        "created_at=datetime.datetime(2025, 1, 2, 3, 4, 5, 6000",
        "object='customer'",
    ):
        assert part in text


# --- copies --------------------------------------------------------------------------------------


def assert_same(one: Any, other: Any) -> None:
    assert one == other and one is not other
    for left, right in zip(instances(one), instances(other), strict=True):
        assert type(left) is type(right)
        assert left.nulls == right.nulls
        assert left.extra == right.extra
    assert json.dumps(one.to_dict()) == json.dumps(other.to_dict())
    assert hash(one) == hash(other)


@every_protocol
def test_an_instance_survives_pickling(protocol: int) -> None:
    for customer in customers():
        assert_same(pickle.loads(pickle.dumps(customer, protocol)), customer)
    for cls in CLASSES:
        assert_same(pickle.loads(pickle.dumps(cls(), protocol)), cls())


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy])
def test_an_instance_can_be_copied(duplicate: Callable[[Customer], Customer]) -> None:
    for customer in customers():
        assert_same(duplicate(customer), customer)


def test_a_deep_copy_shares_nothing_that_can_change() -> None:
    customer = full()
    other = copy.deepcopy(customer)
    assert isinstance(other.metadata, dict)
    other.metadata["allergies"].clear()
    assert customer.to_dict() == payload("customer-full.json")


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


class Tier(CustomerLoyaltyCampaign):
    pass


@pytest.mark.parametrize("cls", [Plain, Slotted, WithField, Checked])
def test_a_subclass_decodes_to_itself(cls: Any) -> None:
    document = {**payload("customer-full.json"), "description": None, "unknown": [1]}
    customer = cls.from_dict(document)
    assert type(customer) is cls
    assert isinstance(customer, Customer)
    assert customer.to_dict() == document
    assert cls.from_json(customer.to_json()) == customer
    assert type(cls.from_json(customer.to_json())) is cls
    assert customer.nulls == {"description"}
    for other in (pickle.loads(pickle.dumps(customer)), copy.copy(customer), copy.deepcopy(customer)):
        assert type(other) is cls and other == customer
    changed = dataclasses.replace(customer, name="N")
    assert type(changed) is cls and changed.name == "N"


@pytest.mark.parametrize("cls", CLASSES)
def test_every_class_can_be_subclassed(cls: Any) -> None:
    sub: Any = type("Sub", (cls,), {})
    assert type(sub.from_dict({})) is sub
    assert type(sub.from_dict({"unknown": None})) is sub
    assert sub.from_dict({"unknown": None}).to_dict() == {**cls().to_dict(), "unknown": None}


def test_a_property_of_a_subclass_works_on_what_it_decodes() -> None:
    assert Slotted.from_dict({"name": "Nils"}).greeting == "Dear Nils"
    assert WithField.from_dict({}).note == "none yet"


def test_the_check_of_a_subclass_runs_at_decoding() -> None:
    assert Checked.from_dict({"email": "n@example.com"}).email == "n@example.com"
    with pytest.raises(ValueError, match="^a customer of ours has an e-mail address$"):
        Checked.from_dict({})


def test_an_instance_of_a_subclass_is_written_in_place_of_one_of_its_class() -> None:
    loyalty = CustomerLoyalty(campaigns={"LP1": Tier(points=1)})
    assert loyalty.to_dict() == {"campaigns": {"LP1": {"points": 1}}}
