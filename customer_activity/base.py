# SPDX-License-Identifier: MIT
"""The base of every class: what all of them have in common.

A class adds only its members: a field, a line in `_read` and a line in `_write` for each.

Decoding takes a JSON object apart. `rest` is a copy of it. Each reader in `_read` pops its member from
`rest`, so that what remains is `extra`, and adds the member's name to `nulls` if it's null. Encoding
fills `out`, member by member. Each level of nesting adds a step to the path of an error.
"""

# Without `from __future__ import annotations`: the annotations of `extra` and `nulls` are evaluated here,
# because `inspect.signature` would look for `Mapping` in the module of each class.

import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

from . import _json
from ._values import MAX_DEPTH, OBJECT, describe, detached_copy, json_copy
from .errors import DecodeError, EncodeError

__all__ = ["JsonObject"]

T = TypeVar("T", bound="JsonObject")

NO_NULLS: frozenset[str] = frozenset()
_FRAME = ("extra", "nulls")
_EXTRA_DEPTH = MAX_DEPTH + 1  # `extra` itself is one more level
_WRONG_OBJECT = "a different kind of object"
_UNSET: Any = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class JsonObject:
    """The base class of every class here. Use it to annotate functions that work with all of them."""

    extra: Mapping[str, Any] = field(default_factory=dict[str, Any], hash=False, repr=False)
    """The members that this class doesn't know, as they arrived. They're written after the others."""
    nulls: frozenset[str] = field(default=NO_NULLS, repr=False)
    """The names of the members that arrived as null. They're written as null; other members that are None
    are left out."""

    # `__init_subclass__` sets these for each class of the package. They have no annotations, because
    # `get_type_hints` would list them with the members.
    _model = _UNSET  # the class of the package that a class is or extends
    _defaults = _UNSET  # its members, with their defaults
    _object = _UNSET  # the default of its member `object`
    _draft = _UNSET  # see `_draft_class`
    _document = ""  # what errors call a class that's a document, such as "a customer"

    @classmethod
    def from_dict(cls: type[T], data: Mapping[str, Any]) -> T:
        """Decode a JSON object. Raises `DecodeError` if it isn't what Voucherify documents."""
        if cls is not cls._model:  # your subclass: its constructor might validate or add something
            model = cls._model or cls()  # JsonObject has no model, and its constructor says so
            decoded = model.from_dict(data)
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
                # No member was read. Since none is required, anything would decode to an empty instance.
                raise DecodeError((), cls._document, "an object with none of its members")
            else:
                draft.extra = json_copy(rest, DecodeError, (), _EXTRA_DEPTH)
        except RecursionError:
            raise DecodeError((), "less deeply nested JSON", "nesting that exceeds the stack") from None
        draft.nulls = frozenset(nulls) if nulls else NO_NULLS
        draft.__class__ = cls
        instance: T = draft
        return instance

    def to_dict(self) -> dict[str, Any]:
        """Encode as a JSON object. Raises `EncodeError` if a field has a value of another type, or if the
        result couldn't be decoded again."""
        out: dict[str, Any] = {}
        self._write(out, self.nulls)
        if self.extra:
            self._write_extra(out)
        if "object" in out:
            name = out["object"]
            if isinstance(name, str) and name != self._object and not self._accepts_object(name):
                path = ("object",) if self._object else ("extra", "object")
                raise EncodeError(path, self._document, _WRONG_OBJECT)
        return out

    @classmethod
    def from_json(cls: type[T], text: str | bytes | bytearray) -> T:
        """Decode JSON text. Raises `DecodeError`, even if the text isn't JSON."""
        return cls.from_dict(_json.load(text))

    def to_json(self) -> str:
        """Encode as compact ASCII JSON text. Raises `EncodeError`, like `to_dict`."""
        return _json.dump(self.to_dict())

    def __init_subclass__(cls, **arguments: Any) -> None:
        """Prepare a class of the package for decoding."""
        # A plain super() would refer to the class as it was before `dataclass` gave it slots.
        super(JsonObject, cls).__init_subclass__(**arguments)
        if "_read" in vars(cls) and "__slots__" in vars(
            cls
        ):  # neither your subclass nor one without slots yet
            cls._model = cls
            cls._defaults = {each.name: each.default for each in fields(cls) if each.name not in _FRAME}
            cls._object = cls._defaults.get("object")
            cls._draft = _draft_class(cls)

    @staticmethod
    def _read(draft: Any, rest: dict[str, Any], nulls: list[str]) -> None:
        """Fill the draft with the members in `rest`, and remove them from it. Each class has its own."""

    def _write(self, out: dict[str, Any], nulls: frozenset[str]) -> None:
        """Put the members into `out`, in the order of the fields. Each class has its own."""

    def _write_extra(self, out: dict[str, Any]) -> None:
        for name, value in json_copy(self.extra, EncodeError, ("extra",), _EXTRA_DEPTH).items():
            if name in self._defaults:  # the constructor checks this too, but a dict can change
                expected = f"a name that isn't a member of {type(self).__name__}"
                raise EncodeError(("extra", name), expected, "a member")
            out[name] = value
        if self._document and self._defaults.keys().isdisjoint(out):
            raise EncodeError((), self._document, "an object with none of its members")

    @classmethod
    def _accepts_object(cls, name: str) -> bool:
        """Whether a document whose `object` isn't the default can be of this class. A page can't."""
        return cls._object is None

    def __post_init__(self) -> None:
        """Check what type checkers don't, and copy mappings and arrays, which the caller might change."""
        name = type(self).__name__
        if self._model is None:
            raise TypeError(f"{name} has no members: use Customer or another class of the package")
        if not isinstance(self.extra, OBJECT):
            raise ValueError(f"extra of {name}: expected a mapping, got {describe(self.extra)}")
        for member in ("extra", *self._defaults):
            object.__setattr__(self, member, detached_copy(getattr(self, member)))
        if known := [member for member in self._defaults if member in self.extra]:
            raise ValueError(f"extra of {name}: {known[0]!r} is one of its members")
        if self.nulls is not NO_NULLS:
            object.__setattr__(self, "nulls", self._checked_nulls(self.nulls, f"nulls of {name}"))

    def _checked_nulls(self, given: Any, place: str) -> frozenset[str]:
        """The names, without those of members that have a value or a default."""
        if isinstance(given, str) or not isinstance(given, Iterable):
            raise ValueError(f"{place}: expected a collection of member names, got {describe(given)}")
        names = frozenset[str](given)
        if unknown := sorted(names - self._defaults.keys(), key=str):
            raise ValueError(f"{place}: {unknown[0]!r:.60} isn't one of its members")
        return frozenset(n for n in names if getattr(self, n) is None and self._defaults[n] is None)

    def __repr__(self) -> str:
        """Show the members that are set, but personal data only as `...`."""
        shown: list[str] = []
        for each in fields(self):
            value = getattr(self, each.name)
            if each.name in _FRAME or value is None or (each.default is not None and value == each.default):
                continue
            shown.append(f"{each.name}={value!r}" if each.repr else f"{each.name}=...")
        return f"{type(self).__name__}({', '.join(shown)})"

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle and copy by way of JSON, and with what a subclass has added. By default, a slotted dataclass
        is pickled by position, so a new member would shift all values after it."""
        own: dict[str, Any] = {}
        for name in ("__dict__", *(each.name for each in fields(self))):
            if name not in _FRAME and name not in self._defaults:
                with contextlib.suppress(AttributeError):  # no `__dict__`, or a field without a value
                    # Asked of `object`, because a subclass can have a `__getattr__`.
                    own[name] = object.__getattribute__(self, name)
        attributes = own.pop("__dict__", {})
        return JsonObject._restored, (type(self), JsonObject.to_dict(self), {**attributes, **own})

    @staticmethod
    def _restored(model: type[T], document: dict[str, Any], own: dict[str, Any]) -> T:
        """Create the instance that `__reduce__` describes, perhaps in another version of the package. Pickles
        refer to this function, so its name, module and parameters must stay as they are."""
        decoded = model._model.from_dict(document)
        instance = object.__new__(model)
        members = {each.name: getattr(decoded, each.name) for each in fields(decoded)}
        for name, value in {**members, **own}.items():
            object.__setattr__(instance, name, value)
        return instance

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> dict[str, Any]:
        """Tell pydantic to decode with `from_dict` and to encode with `to_dict`."""
        from ._pydantic import core_schema

        return core_schema(cls, JsonObject)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        """Tell pydantic what the JSON looks like."""
        from ._pydantic import json_schema

        return json_schema(cls, cls._defaults)


def _draft_class(cls: type[JsonObject]) -> Any:
    """Create the class for drafts of `cls`. A draft is mutable: it's filled member by member, then becomes
    an instance of `cls` by assigning its `__class__`. For that, it needs the same base and slots.

    The usual form, `return cls(city=read.string(...), ...)`, would make decoding of real payloads take
    1.8 times as long, because a frozen dataclass sets each field with `object.__setattr__`.
    """
    plain = {name: getattr(object, name) for name in ("__init__", "__setattr__", "__delattr__")}
    return type(f"{cls.__name__}Draft", (JsonObject,), {"__slots__": vars(cls)["__slots__"], **plain})
