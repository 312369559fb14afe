# SPDX-License-Identifier: MIT
"""Schemas for pydantic, as plain dicts in the format that it has accepted since 2.0."""

from __future__ import annotations

import datetime as dt
import inspect
import sys
from dataclasses import MISSING, fields
from typing import Any, get_args, get_type_hints

from .base import NOT_MEMBERS, JsonObject

_PLAIN = (str, int, float, bool, dt.datetime, dt.date, type(None))


def core_schema(cls: Any, handler: Any) -> dict[str, Any]:
    """Decode with `from_dict`, or accept an instance as it is; encode with `to_dict`, even in Python mode.

    The schema of the members is there for the JSON schema alone, and validates nothing.
    """

    def decode(value: Any, validate_members: Any) -> Any:
        return value if isinstance(value, cls) else cls.from_dict(value)

    # A JSON schema contains the class once and refers to it by this name.
    ref = f"{cls.__module__}.{cls.__name__}:{id(cls)}"
    try:
        hints = get_type_hints(cls)
    except NameError:  # a subclass has annotations that only a type checker can read
        hints = get_type_hints(cls._model)
    members: dict[str, Any] = {}
    for field in [each for each in fields(cls) if each.name not in NOT_MEMBERS]:
        hint = hints.get(field.name, Any)
        types = get_args(hint) or (hint,)
        if cls in types:
            schema = {"type": "nullable", "schema": {"type": "definition-ref", "schema_ref": ref}}
        elif field.name in cls._defaults or all(each in _PLAIN for each in types):
            schema = handler.generate_schema(hint)
            if field.default is not MISSING and field.default is not None:
                schema = {"type": "default", "schema": schema, "default": field.default}
        else:  # a subclass's own field, whose type might not have a JSON schema
            schema = {"type": "any"}
        members[field.name] = {"type": "typed-dict-field", "schema": schema, "required": False}
    return {
        "type": "function-wrap",
        "ref": ref,
        "function": {"type": "no-info", "function": decode},
        "schema": {"type": "typed-dict", "fields": members},
        "serialization": _SERIALIZATION,
    }


def _encode(instance: Any, info: Any) -> Any:
    if not isinstance(instance, JsonObject):  # the type is a union, and the value belongs to another member
        raise sys.modules["pydantic_core"].PydanticSerializationUnexpectedValue
    document = instance.to_dict()
    if info.include is None and info.exclude is None:
        return document
    to_jsonable = sys.modules["pydantic_core"].to_jsonable_python
    return to_jsonable(document, include=info.include, exclude=info.exclude)


_SERIALIZATION = {"type": "function-plain", "function": _encode, "info_arg": True}


def serializer() -> Any:
    """The serializer that pydantic uses for an instance where it has no type to go by."""
    core = sys.modules.get("pydantic_core")
    if core is None:  # the caller isn't pydantic, but a tool that reads every attribute
        raise AttributeError("__pydantic_serializer__")
    return core.SchemaSerializer({"type": "any", "serialization": _SERIALIZATION})


def json_schema(cls: type[Any], schema: Any, handler: Any) -> Any:
    """Complete the schema that pydantic has made of the members.

    It has no title, because FastAPI might list a class twice, as Customer-Input and Customer-Output, and
    client generators such as openapi-python-client reject two schemas with the same title.
    """
    reference = handler(schema)
    described = handler.resolve_ref_schema(reference)
    described.pop("required", None)  # pydantic 2.0 requires every member that's written
    described["additionalProperties"] = True
    description = " ".join((inspect.getdoc(cls) or "").partition("\n\n")[0].split())
    if not description.startswith(f"{cls.__name__}("):  # from `dataclass`, if there's no docstring
        described["description"] = description
    if handler.mode == "validation":
        described["properties"] = {
            name: _or_empty(member) for name, member in described["properties"].items()
        }
    return reference


def _or_empty(schema: dict[str, Any]) -> dict[str, Any]:
    """Allow an empty array for an object, which is how PHP writes an empty map."""
    options = schema.get("anyOf", [schema])
    for option in options:
        for key in ("items", "additionalProperties"):
            if isinstance(option.get(key), dict):
                option[key] = _or_empty(option[key])
    if not any("$ref" in option or option.get("type") == "object" for option in options):
        return schema
    empty_array: dict[str, Any] = {"type": "array", "items": {}, "maxItems": 0}
    options = [*options, empty_array]
    return {**schema, "anyOf": options} if "anyOf" in schema else {"anyOf": options}
