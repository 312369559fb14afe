# SPDX-License-Identifier: MIT
"""What pydantic is told when it asks: plain dicts, in the form that it has taken since 2.0."""

from __future__ import annotations

import inspect
import sys
from dataclasses import fields
from typing import Any


def core_schema(cls: Any, base: type[Any]) -> dict[str, Any]:
    """Decode by `from_dict`, or take an instance as it is; encode by `to_dict`, also to Python."""

    def decoded(value: Any) -> Any:
        return value if isinstance(value, cls) else cls.from_dict(value)

    def encoded(instance: Any) -> Any:
        if not isinstance(instance, base):  # the field is a union, and this is for another of its types
            raise sys.modules["pydantic_core"].PydanticSerializationUnexpectedValue
        return instance.to_dict()

    return {
        "type": "function-plain",
        # A JSON schema holds the class once, and refers to it by this name.
        "ref": f"{cls.__module__}.{cls.__name__}:{id(cls)}",
        "function": {"type": "no-info", "function": decoded},
        "serialization": {"type": "function-plain", "function": encoded},
    }


def json_schema(cls: type[Any], defaults: dict[str, Any]) -> dict[str, Any]:
    """The members with their types. Nested objects are given by the names of their classes."""
    annotations = {field.name: str(field.type) for field in fields(cls)}
    properties: dict[str, Any] = {}
    for name, default in defaults.items():
        documented = {} if default is None else {"default": default}
        properties[name] = {**_schema_of(annotations[name]), **documented}
    return {
        "type": "object",
        "title": cls.__name__,
        "description": inspect.getdoc(cls),
        "properties": properties,
        "additionalProperties": True,
    }


_SCHEMAS: dict[str, dict[str, Any]] = {
    "str": {"type": "string"},
    "ActivityType": {"type": "string"},
    "int": {"type": "integer"},
    "bool": {"type": "boolean"},
    "dt.datetime": {"type": "string", "format": "date-time"},
    "dt.date": {"type": "string", "format": "date"},
    "Any": {},
}


def _schema_of(annotation: str) -> dict[str, Any]:
    """The schema of a field's annotation, which is text that this package wrote."""
    optional = annotation.removesuffix(" | None")
    if optional != annotation:
        return {"anyOf": [_schema_of(optional), {"type": "null"}]}
    if annotation.startswith("tuple["):
        items = annotation.removeprefix("tuple[").removesuffix(", ...]")
        return {"type": "array", "items": _schema_of(items)}
    if annotation.startswith("Mapping["):
        values = annotation.removeprefix("Mapping[str, ").removesuffix("]")
        return {"type": "object", "additionalProperties": _schema_of(values)}
    return {**_SCHEMAS.get(annotation, {"type": "object", "title": annotation})}
