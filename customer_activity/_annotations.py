# SPDX-License-Identifier: MIT
"""The names that only annotations use, loaded when somebody asks what an annotation means.

`typing.get_type_hints` does; importing the package does not, and starts a tenth faster for it. No
field's annotation begins with one of them, because the dataclasses of Python 3.15 look up what an
annotation begins with.
"""

from __future__ import annotations

TYPE_CHECKING = bool()  # False, but tools that only read take no branch for dead; a checker says True
if TYPE_CHECKING:
    from typing_extensions import Any as Any
    from typing_extensions import Self as Self
    from typing_extensions import TypeAlias as TypeAlias
    from typing_extensions import TypeVar as TypeVar

    from .activity_types import ActivityType as ActivityType
else:

    def __getattr__(name):
        if name == "ActivityType":
            from .activity_types import ActivityType

            return ActivityType
        import typing

        if name == "Self" and not hasattr(typing, name):  # Python 3.10 has none
            return typing.Any
        return getattr(typing, name)
