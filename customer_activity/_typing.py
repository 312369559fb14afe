# SPDX-License-Identifier: MIT
"""Stands for `typing` in annotations, and loads it when somebody asks what they mean.

`typing.get_type_hints` does; importing the package does not, and takes a tenth less time for it.
"""

from __future__ import annotations


def __getattr__(name: str) -> object:
    import typing

    return getattr(typing, name)
