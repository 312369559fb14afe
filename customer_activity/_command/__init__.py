# SPDX-License-Identifier: MIT
"""The command: decodes files of payloads and writes them in canonical form, or reports on them."""
