# SPDX-License-Identifier: MIT
"""The command: decode files of payloads and write them in canonical form, or report on them."""
