# SPDX-License-Identifier: MIT
"""Tools that show personal data although `repr` hides it, as the docs warn."""

from __future__ import annotations

import dataclasses
import logging
import traceback

import pytest

from customer_activity import Customer, DecodeError

ADA = Customer(id="cust_1", email="ada@example.org")


def test_a_log_message_does_not_show_an_email(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("app").warning("new: %s", ADA)
    assert "cust_1" in caplog.text
    assert "ada@example.org" not in caplog.text


def test_a_tool_that_walks_dataclasses_shows_it() -> None:
    assert dataclasses.asdict(ADA)["email"] == "ada@example.org"


def test_a_tool_that_records_local_variables_shows_the_payload() -> None:
    payload = {"name": "Ada Example", "email": 7}
    with pytest.raises(DecodeError) as caught:
        Customer.from_dict(payload)
    for capture_locals in (False, True):
        report = traceback.TracebackException.from_exception(caught.value, capture_locals=capture_locals)
        assert ("'email': 7" in "".join(report.format())) is capture_locals
