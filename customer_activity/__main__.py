# SPDX-License-Identifier: MIT
"""`python -m customer_activity`. The command is in `_command/`, which a copy may leave out."""

from __future__ import annotations

import sys


def main() -> int:
    try:
        from ._command.run import run

        return run()
    except KeyboardInterrupt:  # while importing, before the command has its own answer to it
        return 130
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith(f"{__package__}._command"):
            raise
        print(f"{__package__}: this copy has no command: the folder _command is missing", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
