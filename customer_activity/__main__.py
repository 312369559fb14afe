# SPDX-License-Identifier: MIT
"""`python -m customer_activity`. The implementation is in `_command/`, which vendored copies can omit."""

import sys

if __name__ == "__main__":
    try:
        from ._command.run import run

        sys.exit(run())
    except KeyboardInterrupt:  # during import, before the command has installed its own handler
        sys.exit(130)
