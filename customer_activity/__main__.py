# SPDX-License-Identifier: MIT
"""`python -m customer_activity`. The implementation is in `_command/`. Vendored copies can omit both."""

import sys

if __name__ == "__main__":
    try:
        from ._command.run import run

        sys.exit(run())
    except KeyboardInterrupt:  # during import, before the command has installed its own handler
        sys.exit(130)
