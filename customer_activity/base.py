# SPDX-License-Identifier: MIT
"""The base of every class: what all of them do alike.

A class holds only what is its own: its fields, and one line a member in `_read` and in `_write`.

To read an object is to take it apart. `rest` is a copy of it, from which each reader in `_read`
removes its member, so that what remains is `extra`. Members that are null are noted in `nulls`. To
write an object is to fill `out`, member by member. An error gets a step of its path at each level.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from typing import Any, TypeVar

from . import _json
from ._times import format_date, format_timestamp
from ._values import ARRAY, MAX_DEPTH, OBJECT, describe, detached_copy, json_copy
from .errors import DecodeError, EncodeError

__all__ = ["JsonObject"]

T = TypeVar("T", bound="JsonObject")

NO_NULLS: frozenset[str] = frozenset()
_UNSET: Any = None  # until `__init_subclass__` sets it
_EXTRA_DEPTH = MAX_DEPTH + 1  # `extra` itself is one level more
_ANOTHER = "another kind of object"


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonObject:
    """A JSON object of Voucherify's API, immutable and with every member typed."""

    extra: Mapping[str, Any] = field(default_factory=dict[str, Any], hash=False, repr=False)
    """The members that this class does not know, as they came. They are written after the others."""
    nulls: frozenset[str] = field(default=NO_NULLS, repr=False)
    """The names of the members that came as null, and are written as null. Other members that are
    None are left out."""

    # None of these is annotated: `get_type_hints` would list them with the members of every class.
    _document = ""  # what errors call a class that is sent as a document of its own, such as "a customer"
    _model = _UNSET  # the class of this package that a class is or extends
    _defaults = _UNSET  # the members of that class, with their defaults
    _object = _UNSET  # the default of its member `object`, None if it has none
    _draft = _UNSET  # see `_draft_class`; None for a user's subclass

    @classmethod
    def from_dict(cls: type[T], data: Mapping[str, Any]) -> T:
        """Decode a JSON object. Raises `DecodeError` if it is not what Voucherify documents."""
        try:
            new_draft = cls._draft
            if new_draft is None:  # a user's subclass: decode as our class, then call its constructor
                return _as_subclass(cls, cls._model.from_dict(data))
            rest = {**data} if isinstance(data, dict) else _members(data)
            nulls: list[str] = []
            draft = new_draft()
            if "object" in rest and cls._document:
                name = rest["object"]
                if isinstance(name, str) and name != cls._object and not cls._accepts_object(name):
                    raise DecodeError(("object",), cls._document, _ANOTHER)
            cls._read(draft, rest, nulls)
            draft.extra = json_copy(rest, DecodeError, (), _EXTRA_DEPTH) if rest else {}
        except RecursionError:
            raise DecodeError((), "JSON less deeply nested", "nesting too deep for the stack") from None
        if rest and cls._document and len(rest) == len(dict(data)):
            # No member was taken. None is required, so anything else would decode to an empty instance.
            raise DecodeError((), cls._document, "an object with none of its members")
        draft.nulls = frozenset(nulls) if nulls else NO_NULLS
        draft.__class__ = cls
        instance: T = draft
        return instance

    def to_dict(self) -> dict[str, Any]:
        """Encode as a JSON object. Raises `EncodeError` if a field holds what it cannot hold, or if what
        would be written could not be decoded again."""
        out: dict[str, Any] = {}
        try:
            self._write(out, self.nulls)
            if self.extra:
                self._write_extra(out)
        except RecursionError:
            raise EncodeError((), "JSON less deeply nested", "nesting too deep for the stack") from None
        if "object" in out and self._document:
            name = out["object"]
            if isinstance(name, str) and name != self._object and not self._accepts_object(name):
                path = ("object",) if "object" in self._defaults else ("extra", "object")
                raise EncodeError(path, self._document, _ANOTHER)
        return out

    @classmethod
    def from_json(cls: type[T], text: str | bytes | bytearray) -> T:
        """Decode JSON text. Raises `DecodeError`, also if the text is not JSON."""
        return cls.from_dict(_json.load(text))

    def to_json(self) -> str:
        """Encode as compact ASCII JSON text. Raises `EncodeError`, also for integers too long to write."""
        return _json.dump(self.to_dict())

    def __init_subclass__(cls, **arguments: Any) -> None:
        """Prepare a class of this package for decoding."""
        # A plain super() would refer to the class as it was before `dataclass` gave it slots.
        super(JsonObject, cls).__init_subclass__(**arguments)
        if "_read" not in vars(cls) or "__slots__" not in vars(cls):
            # A user's subclass, or a class of ours to which `dataclass` has yet to give slots.
            cls._draft = None
            return
        own = fields(cls)[len(fields(JsonObject)) :]
        cls._model = cls
        cls._defaults = {member.name: member.default for member in own}
        cls._object = cls._defaults.get("object")
        cls._draft = _draft_class(cls)

    @staticmethod
    def _read(draft: Any, rest: dict[str, Any], nulls: list[str]) -> None:
        """Fill the draft from the members in `rest`, removing each. Every class has its own."""

    def _write(self, out: dict[str, Any], nulls: frozenset[str]) -> None:
        """Put the members into `out`, in the order of the fields. Every class has its own."""

    def _write_extra(self, out: dict[str, Any]) -> None:
        for name, value in json_copy(self.extra, EncodeError, ("extra",), _EXTRA_DEPTH).items():
            if name in self._defaults:
                expected = f"a name that is no member of {type(self).__name__}"
                raise EncodeError(("extra", name), expected, "a member")
            out[name] = value
        if self._document and self._defaults.keys().isdisjoint(out):
            raise EncodeError((), self._document, "an object with none of its members")

    @classmethod
    def _accepts_object(cls, name: str) -> bool:
        """Whether a document of this class may have a `name` as its `object` that is not the default."""
        return False

    def __post_init__(self) -> None:
        """Give an instance that was made by hand copies of its own, and check what the types do not."""
        cls = type(self)
        if not isinstance(self.extra, OBJECT):
            raise ValueError(f"extra of {cls.__name__}: expected a mapping, got {describe(self.extra)}")
        for name in ("extra", *cls._defaults):
            object.__setattr__(self, name, detached_copy(getattr(self, name)))
        if self.nulls is not NO_NULLS:
            object.__setattr__(self, "nulls", self._checked_nulls())

    def _checked_nulls(self) -> frozenset[str]:
        """The given names, without those of members that hold a value or have a default."""
        given: Any = self.nulls
        cls = type(self)
        if isinstance(given, str) or not hasattr(given, "__iter__"):
            raise ValueError(f"nulls of {cls.__name__}: expected names of members, got {describe(given)}")
        defaults = cls._defaults
        nulls: list[str] = []
        for name in given:
            if not isinstance(name, str) or name not in defaults:
                raise ValueError(f"nulls of {cls.__name__}: {name!r:.60} is no member of it")
            if getattr(self, name) is None and defaults[name] is None:
                nulls.append(str.__str__(name))
        return frozenset(nulls)

    def __copy__(self: T) -> T:
        """A copy that shares nothing with this instance that can be changed."""
        return self._copied(None)

    def __deepcopy__(self: T, memo: dict[int, Any]) -> T:
        return self._copied(memo)

    def _copied(self: T, memo: dict[int, Any] | None) -> T:
        """With `memo`, what is no JSON, and what a subclass has added, is copied deep as well."""
        instance = object.__new__(type(self))
        if memo is not None:
            memo[id(self)] = instance

        def leaf(value: Any) -> Any:
            if isinstance(value, JsonObject):
                return value._copied(memo)
            return value if memo is None else copy.deepcopy(value, memo)

        for name in ("extra", "nulls", *self._defaults):
            value = getattr(self, name)
            own = value._copied(memo) if isinstance(value, JsonObject) else detached_copy(value, leaf)
            object.__setattr__(instance, name, own)
        for name, value in self._added().items():
            object.__setattr__(instance, name, value if memo is None else copy.deepcopy(value, memo))
        return instance

    def _added(self) -> dict[str, Any]:
        """The attributes that a subclass has added, be they fields or not."""
        names = {*getattr(self, "__dict__", ())}
        for base in type(self).__mro__:
            slots = vars(base).get("__slots__", ())
            for slot in [slots] if isinstance(slots, str) else slots:
                private = slot.startswith("__") and not slot.endswith("__")
                names.add(f"_{base.__name__.lstrip('_')}{slot}" if private else slot)
        added = sorted(names - {*self._defaults, "extra", "nulls", "__dict__", "__weakref__"})
        return {name: getattr(self, name) for name in added if hasattr(self, name)}

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle by name. A slotted dataclass would do so by position, and mix up its fields as soon as a
        version has one more."""
        members: dict[str, Any] = {"extra": self.extra, "nulls": self.nulls}
        for name, default in self._defaults.items():
            value = getattr(self, name)
            if value is not None or default is not None:
                members[name] = value
        attributes = self._added()
        if not self._defaults.keys().isdisjoint(self.extra):
            # Such an instance cannot be written, but it can be pickled. Not as if an older version had
            # put into `extra` what it did not know.
            members["extra"], attributes["extra"] = {}, self.extra
        return JsonObject._restored, (type(self), members, attributes)

    @staticmethod
    def _restored(model: type[T], members: dict[str, Any], attributes: dict[str, Any]) -> T:
        """Make the instance that a pickle describes. Pickles refer to this method, so its name, its module
        and its parameters stay as they are. The pickle may come from another version, older or newer."""
        held, extra, nulls = {**members}, {**members["extra"]}, members["nulls"]
        for name in [*members, *sorted(nulls)]:
            if name not in model._defaults and name not in ("extra", "nulls"):
                extra[name] = _json_of(held.get(name))  # a newer version has a member of this name
        new = {name: extra.pop(name) for name in model._defaults if name in extra}
        decoded = model._model.from_dict(new)  # an older version had none
        held.update({name: getattr(decoded, name) for name in new})
        values = {name: held.get(name, default) for name, default in model._defaults.items()} | attributes
        values["extra"] = {**extra, **attributes.get("extra", {})}
        values["nulls"] = frozenset(name for name in nulls if name in model._defaults) | decoded.nulls
        instance = object.__new__(model)
        for name, value in values.items():
            object.__setattr__(instance, name, value)
        return instance

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> dict[str, Any]:
        """Tell pydantic to decode with `from_dict` and to encode with `to_dict`."""
        from ._pydantic import core_schema

        return core_schema(cls, handler)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> Any:
        """Tell pydantic what the JSON looks like."""
        from ._pydantic import json_schema

        return json_schema(cls, schema, handler)

    @property
    def __pydantic_serializer__(self) -> Any:
        """Tell pydantic to encode with `to_dict`, even a value without a type, such as one in a list[Any]."""
        from ._pydantic import serializer

        return serializer()


def _draft_class(cls: type[JsonObject]) -> Any:
    """The class of the drafts of `cls`. A draft can be assigned to: it is filled member by member, and then
    becomes an instance of `cls` by assigning its `__class__`. For that, it has the same base and slots.

    The usual form, `return cls(city=read.string(...), ...)`, would make decoding of real payloads take
    1.8 times as long, because a frozen dataclass sets each field by `object.__setattr__`.
    """
    plain = {name: getattr(object, name) for name in ("__init__", "__setattr__", "__delattr__")}
    return type(f"{cls.__name__}Draft", (JsonObject,), {"__slots__": vars(cls)["__slots__"], **plain})


def _members(data: Any) -> dict[str, Any]:
    if not isinstance(data, OBJECT):
        raise DecodeError((), "an object", describe(data))
    return dict(data)


def _as_subclass(cls: type[T], instance: JsonObject) -> T:
    """The same as an instance of a subclass, made by its constructor, which may check or add."""
    values = {each.name: getattr(instance, each.name) for each in fields(instance)}
    for each in fields(cls):
        if each.name in values and not each.init:
            raise TypeError(f"{cls.__name__} cannot be decoded: its constructor takes no {each.name!r}")
        required = each.init and each.default is MISSING and each.default_factory is MISSING
        if required and each.name not in values:
            raise TypeError(f"{cls.__name__} cannot be decoded: its field {each.name!r} has no default")
    return cls(**values)


def _json_of(value: Any) -> Any:
    """A field's value as JSON would write it. What cannot be written stays, for `to_dict` to refuse."""
    try:
        if isinstance(value, JsonObject):
            return value.to_dict()
        if isinstance(value, dt.datetime):
            return format_timestamp(value, "")
        if isinstance(value, dt.date):
            return format_date(value, "")
    except EncodeError:
        return value
    if isinstance(value, OBJECT):
        return {key: _json_of(item) for key, item in value.items()}
    return [_json_of(item) for item in value] if isinstance(value, ARRAY) else value
