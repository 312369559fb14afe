# SPDX-License-Identifier: MIT
"""The base class: everything that all classes have in common.

Each class only declares its members: for each, a field, a line in `_read` and a line in `_write`.

Decoding works on a copy of the object, `rest`. Each reader in `_read` pops its member from `rest`, and adds
its name to `nulls` if it's null. What's left at the end becomes `extra`. Encoding fills `out`, one member at
a time. As an error propagates, readers and writers of nested objects add their step to its path.
"""

# This module doesn't use `from __future__ import annotations`: `inspect.signature(cls, eval_str=True)` would
# look up the annotations of `extra` and `nulls` in the module of each class, which might lack `Mapping`.

import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

from . import _json
from ._values import MAX_DEPTH, OBJECT, describe, detached_copy, json_copy
from .errors import DecodeError, EncodeError

__all__ = ["JsonObject"]

T = TypeVar("T", bound="JsonObject")

_NO_NULLS: frozenset[str] = frozenset()
NOT_MEMBERS = ("extra", "nulls")
_EXTRA_DEPTH = MAX_DEPTH + 1  # `extra` itself is one more level
_WRONG_OBJECT = "a different kind of object"
_UNSET: Any = None  # as Any, so that type checkers accept what `__init_subclass__` sets


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class JsonObject:
    """The base of all classes. Use it to annotate functions that work with any of them."""

    extra: Mapping[str, Any] = field(default_factory=dict[str, Any], hash=False, repr=False)
    """Members that this class doesn't know, unchanged. They're written after the others."""
    nulls: frozenset[str] = field(default=_NO_NULLS, repr=False)
    """Names of the members that were null, and are written as null. Other members that are None are left
    out."""

    # `__init_subclass__` sets these for each class of the package. They have no annotations, because
    # `get_type_hints` would then list them as members.
    _model = _UNSET  # this class, or the one of the package that a user's class extends
    _defaults = _UNSET  # the names and defaults of the members
    _object = _UNSET  # the default of the member `object`, None without one
    _draft = _UNSET  # see `_draft_class`
    # A class that's sent as a document of its own sets this: what errors call it, such as "a customer".
    _document = ""

    @classmethod
    def from_dict(cls: type[T], data: Mapping[str, Any]) -> T:
        """Decode a JSON object. Raises `DecodeError` if it doesn't match Voucherify's documentation."""
        if cls is not cls._model:
            if cls._model is None:
                raise _no_members(cls)
            # A user's subclass: its constructor might validate or add something.
            decoded = cls._model.from_dict(data)
            return cls(**{each.name: getattr(decoded, each.name) for each in fields(decoded)})
        try:
            if not isinstance(data, OBJECT):
                raise DecodeError((), "an object", describe(data))
            rest = {**data}
            if "object" in rest:
                name = rest["object"]
                if isinstance(name, str) and name != cls._object and not cls._accepts_object(name):
                    raise DecodeError(("object",), cls._document, _WRONG_OBJECT)
            nulls: list[str] = []
            draft = cls._draft()
            cls._read(draft, rest, nulls)
            if not rest:
                draft.extra = {}
            elif cls._document and len(rest) == len(data):
                # No member was recognised. All are optional, so any object would decode to an empty instance.
                raise DecodeError((), cls._document, "an object with none of its members")
            else:
                draft.extra = json_copy(rest, DecodeError, (), _EXTRA_DEPTH)
        except RecursionError:
            raise DecodeError((), "less deeply nested JSON", "nesting that exceeds the stack") from None
        draft.nulls = frozenset(nulls) if nulls else _NO_NULLS
        draft.__class__ = cls
        instance: T = draft
        return instance

    def to_dict(self) -> dict[str, Any]:
        """Encode as a JSON object. Raises `EncodeError` if a field has a value of the wrong type, or if the
        result couldn't be decoded again."""
        out: dict[str, Any] = {}
        self._write(out, self.nulls)
        if self.extra:
            self._write_extra(out)
        if "object" in out:
            name = out["object"]
            if isinstance(name, str) and name != self._object and not self._accepts_object(name):
                # A class without this member can only have it in `extra`.
                path = ("object",) if self._object else ("extra", "object")
                raise EncodeError(path, self._document, _WRONG_OBJECT)
        return out

    @classmethod
    def from_json(cls: type[T], text: str | bytes | bytearray) -> T:
        """Decode JSON text. Raises `DecodeError`, including when the text isn't JSON."""
        return cls.from_dict(_json.load(text))

    def to_json(self) -> str:
        """Encode as compact ASCII JSON text. Raises `EncodeError`, like `to_dict`."""
        return _json.dump(self.to_dict())

    def __init_subclass__(cls, **arguments: Any) -> None:
        """Prepare a class of the package for decoding."""
        # A plain super() would refer to the class as it was before `dataclass` gave it slots.
        super(JsonObject, cls).__init_subclass__(**arguments)
        # A user's subclass has no `_read`, and `dataclass` calls this twice: first for a class without slots.
        if "_read" in vars(cls) and "__slots__" in vars(cls):
            cls._model = cls
            cls._defaults = {each.name: each.default for each in fields(cls) if each.name not in NOT_MEMBERS}
            cls._object = cls._defaults.get("object")
            cls._draft = _draft_class(cls)

    @staticmethod
    def _read(draft: Any, rest: dict[str, Any], nulls: list[str]) -> None:
        """Move the members from `rest` to the draft. Each class overrides this."""

    def _write(self, out: dict[str, Any], nulls: frozenset[str]) -> None:
        """Put the members into `out`, in the order of the fields. Each class overrides this."""

    def _write_extra(self, out: dict[str, Any]) -> None:
        for name, value in json_copy(self.extra, EncodeError, ("extra",), _EXTRA_DEPTH).items():
            if name in self._defaults:  # the constructor checks this too, but `extra` can change later
                expected = f"a name that isn't a member of {type(self).__name__}"
                raise EncodeError(("extra", name), expected, "a member")
            out[name] = value
        if self._document and self._defaults.keys().isdisjoint(out):
            raise EncodeError((), self._document, "an object with none of its members")

    @classmethod
    def _accepts_object(cls, name: str) -> bool:
        """Whether this class accepts an `object` other than the default. A page doesn't. Activities and
        webhooks, which have no such member, accept any that isn't a customer's or a page's."""
        return cls._object is None and not (cls._document and name in ("customer", "list"))

    def __post_init__(self) -> None:
        """Check `extra` and `nulls`, and copy mappings and arrays, because the caller might change them."""
        if self._model is None:
            raise _no_members(type(self))
        name = type(self).__name__
        if not isinstance(self.extra, OBJECT):
            raise ValueError(f"extra of {name}: expected a mapping, got {describe(self.extra)}")
        for member in ("extra", *self._defaults):
            object.__setattr__(self, member, detached_copy(getattr(self, member)))
        if known := [member for member in self._defaults if member in self.extra]:
            raise ValueError(f"extra of {name}: {known[0]!r} is one of its members")
        if self.nulls is not _NO_NULLS:
            object.__setattr__(self, "nulls", self._checked_nulls(self.nulls, f"nulls of {name}"))

    def _checked_nulls(self, given: Any, place: str) -> frozenset[str]:
        """The names, without those of members that have a value (as after `replace`) or a default, which are
        always written."""
        if isinstance(given, str) or not isinstance(given, Iterable):
            raise ValueError(f"{place}: expected a collection of member names, got {describe(given)}")
        names: list[Any] = [*given]
        for name in names:
            if not isinstance(name, str) or name not in self._defaults:
                raise ValueError(f"{place}: {name!r:.60} isn't one of its members")
        return frozenset(n for n in names if getattr(self, n) is None and self._defaults[n] is None)

    def __repr__(self) -> str:
        """Show the members that are set, but personal data (`repr=False`) only as `...`."""
        shown: list[str] = []
        for each in fields(self):
            value = getattr(self, each.name, None)  # a field of a subclass might have no value
            # The types first, because comparing NumPy arrays doesn't give a bool.
            is_default = type(value) is type(each.default) and value == each.default
            if value is not None and not is_default and each.name not in NOT_MEMBERS:
                shown.append(f"{each.name}={value!r}" if each.repr else f"{each.name}=...")
        return f"{type(self).__name__}({', '.join(shown)})"

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle and copy the JSON, and the fields and the `__dict__` of a subclass. By default, a slotted
        dataclass is pickled by position, so that a new member would shift all values after it."""
        own: dict[str, Any] = {}
        for name in ("__dict__", *(each.name for each in fields(self))):
            if name not in NOT_MEMBERS and name not in self._defaults:
                with contextlib.suppress(AttributeError):  # no `__dict__`, or a field without a value
                    # Looked up via `object`, because a subclass can have a `__getattr__`.
                    own[name] = object.__getattribute__(self, name)
        attributes = own.pop("__dict__", {})
        return JsonObject._restored, (type(self), JsonObject.to_dict(self), {**attributes, **own})

    @staticmethod
    def _restored(target: type[T], document: dict[str, Any], own: dict[str, Any]) -> T:
        """Create the instance that `__reduce__` describes, perhaps in another version of the package. Pickles
        refer to this function, so its name, module and arguments must stay as they are."""
        decoded = target._model.from_dict(document)
        instance = object.__new__(target)
        members = {each.name: getattr(decoded, each.name) for each in fields(decoded)}
        for name, value in {**members, **own}.items():
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
    """Create the class for drafts of `cls`. Drafts are mutable: one is filled member by member and then
    turned into an instance of `cls` by assigning `__class__`, for which it needs the same base and slots.

    With the usual form, `return cls(city=read.string(...), ...)`, decoding real payloads would take 1.8 times
    as long, because a frozen dataclass sets each field with `object.__setattr__`.
    """
    # These undo what `dataclass` did to the base. Decoding is also slower without `__delattr__`: 1.8 times.
    plain = {name: getattr(object, name) for name in ("__init__", "__setattr__", "__delattr__")}
    return type(f"{cls.__name__}Draft", (JsonObject,), {"__slots__": vars(cls)["__slots__"], **plain})


def _no_members(cls: type[JsonObject]) -> TypeError:
    return TypeError(f"{cls.__name__} has no members: use Customer or another class of the package")
