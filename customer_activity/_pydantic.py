# SPDX-License-Identifier: MIT
"""What pydantic is told when it asks: plain dicts, in the form that it has had since 2.0."""

from __future__ import annotations

import inspect
import sys
from dataclasses import fields

from . import _annotations as t
from ._codec import JsonObject, defaults_of


def core_schema(cls: type[t.Any]) -> dict[str, t.Any]:
    """Decode by `from_dict`, or take an instance as it is; encode by `to_dict`, also to Python."""

    def decoded(value: t.Any) -> t.Any:
        return value if isinstance(value, cls) else cls.from_dict(value)

    def encoded(instance: t.Any) -> t.Any:
        if not isinstance(instance, JsonObject):  # it is for another type of a union
            raise sys.modules["pydantic_core"].PydanticSerializationUnexpectedValue
        return instance.to_dict()

    return {
        "type": "function-plain",
        # Lets a JSON schema hold the class once, and refer to it by its name.
        "ref": f"{cls.__module__}.{cls.__name__}:{id(cls)}",
        "function": {"type": "no-info", "function": decoded},
        "serialization": {"type": "function-plain", "function": encoded},
    }


def json_schema(cls: t.Any) -> dict[str, t.Any]:
    """The members with their types; of an object within, no more than the name of its class."""
    annotations = {field.name: str(field.type) for field in fields(cls)}
    properties: dict[str, t.Any] = {}
    for name, default in defaults_of(cls).items():
        documented = {} if default is None else {"default": default}
        properties[name] = {**_schema_of(annotations[name]), **documented}
    return {
        "type": "object",
        "title": cls.__name__,
        "description": inspect.getdoc(cls),
        "properties": properties,
        "additionalProperties": True,
    }


_SCHEMAS = {
    "str": {"type": "string"},
    "t.ActivityType": {"type": "string"},
    "int": {"type": "integer"},
    "bool": {"type": "boolean"},
    "dt.datetime": {"type": "string", "format": "date-time"},
    "dt.date": {"type": "string", "format": "date"},
    "t.Any": {},
    "_Json": {},
}


def _schema_of(annotation: str) -> dict[str, t.Any]:
    """The schema of what a field is annotated with, which is text that this package wrote."""
    within = annotation.removeprefix("None | ").removesuffix(" | None")
    if within != annotation:
        return {"anyOf": [_schema_of(within), {"type": "null"}]}
    if annotation.startswith("tuple["):
        items = annotation.removeprefix("tuple[").removesuffix(", ...]")
        return {"type": "array", "items": _schema_of(items)}
    if annotation.startswith("Mapping["):
        values = annotation.removeprefix("Mapping[str, ").removesuffix("]")
        return {"type": "object", "additionalProperties": _schema_of(values)}
    return {**_SCHEMAS.get(annotation, {"type": "object", "title": annotation})}
