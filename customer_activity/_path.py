# SPDX-License-Identifier: MIT
"""How a path is shown: on one line, and of bounded length, whatever the keys are."""

from __future__ import annotations

import json

_KEY = 40  # characters that are shown of a key
_STEPS = 20  # steps that are shown of a path, half of them from each end


def path_text(path: tuple[str | int, ...]) -> str:
    """A path as the messages show it: `$.loyalty.campaigns["Spring 2026"].points`."""
    steps = [_step_text(step) for step in path]
    more = len(steps) - _STEPS
    if more > 0:
        steps[_STEPS // 2 : -_STEPS // 2] = [f"...({more} more)..."]
    return "$" + "".join(steps)


def _step_text(step: str | int) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    if len(step) > _KEY:
        step = step[:_KEY] + "..."
    if step.isidentifier():
        return f".{step}"
    # A key that is not printable is escaped whole, so that a message is always one line.
    return f"[{json.dumps(step, ensure_ascii=not step.isprintable())}]"
