# SPDX-License-Identifier: MIT
"""The program of docs/updating.md: only what differs is sent, and only once."""

from __future__ import annotations

import copy
import csv
import inspect
import re
import runpy
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest

from contract import catch
from customer_activity import Customer
from fake_api import KEYS, Api, make_customers, serve

pytestmark = pytest.mark.needs_processes

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "examples/sync_customers.py"
COLUMNS = ["source_id", "name", "email", "phone", "city", "rating"]


@pytest.fixture(params=[True, False], ids=["an API that merges addresses", "an API that replaces addresses"])
def api(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Api]:
    with serve(make_customers(250), merges=request.param) as api:
        for name, value in {**KEYS, "VOUCHERIFY_API": api.url}.items():
            monkeypatch.setenv(name, value)
        yield api


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that the program would have slept."""
    waits: list[float] = []
    monkeypatch.setattr(time, "sleep", waits.append)
    return waits


@pytest.fixture
def program(api: Api, waits: list[float]) -> dict[str, Any]:
    return runpy.run_path(str(PROGRAM))


def record_of(customer: dict[str, Any]) -> dict[str, Any]:
    """A row for the CSV file, with the data that Voucherify has."""
    row = {**customer, **customer["metadata"], "city": customer.get("address", {}).get("city")}
    return {column: row[column] for column in COLUMNS}


def run(tmp_path: Path, records: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    with (tmp_path / "customers.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(records)
    monkeypatch.setattr(sys, "argv", [str(PROGRAM), str(tmp_path / "customers.csv")])
    runpy.run_path(str(PROGRAM), run_name="__main__")


def test_six_of_250_customers_differ_so_there_are_six_requests_and_then_none(
    api: Api,
    waits: list[float],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    records = [record_of(customer) for customer in api.customers]
    wanted = copy.deepcopy(api.customers)
    records[10]["name"] = wanted[10]["name"] = "Ada Example"
    records[60]["email"] = wanted[60]["email"] = None
    records[101]["city"] = wanted[101]["address"]["city"] = "Exampleton"
    records[102]["city"] = "Exampleton"
    wanted[102]["address"] = {"city": "Exampleton"}
    records[203]["city"] = wanted[203]["address"]["city"] = None
    records[249]["rating"] = wanted[249]["metadata"]["rating"] = 4.5
    for number in (10, 60, 101, 102, 203, 249):
        wanted[number]["updated_at"] = "2026-01-06T10:00:00.000Z"

    run(tmp_path, records, monkeypatch)
    assert capsys.readouterr().out == "250 customers, 6 requests\n"
    assert api.customers == wanted
    changed = [(path, status) for method, path, status in api.log if method != "GET"]
    assert changed == [
        ("/v1/customers/cust_10", 429),
        *((f"/v1/customers/cust_{number}", 200) for number in (10, 60, 101, 102, 203, 249)),
    ]
    assert waits == [7.0]

    api.log.clear()
    run(tmp_path, records, monkeypatch)
    assert capsys.readouterr().out == "250 customers, 0 requests\n"
    assert [method for method, _, _ in api.log] == ["GET"] * 4


def test_customers_that_voucherify_does_not_know_are_created(
    api: Api,
    waits: list[float],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    records = [{**record_of(api.customers[0]), "source_id": "crm/new"}]
    for requests in (1, 0):
        run(tmp_path, records, monkeypatch)
        assert capsys.readouterr().out == f"1 customers, {requests} requests\n"
    assert (len(api.customers), api.customers[250]["source_id"]) == (251, "crm/new")


def test_a_path_can_be_made_from_either_id(program: dict[str, Any]) -> None:
    for customer in (Customer(source_id="crm/7"), Customer(id="cust_7", source_id="crm/7")):
        response = program["call"]("GET", program["customer_path"](customer))
        assert Customer.from_json(response).id == "cust_7"
    error = catch(ValueError, program["customer_path"], Customer(source_id=""))
    assert str(error) == "the customer has neither an id nor a source_id"


@pytest.mark.parametrize("size", [50, 99])
def test_every_customer_is_listed_once_whatever_the_size_of_a_page(
    program: dict[str, Any], api: Api, size: int
) -> None:
    del api.customers[100:]
    listed = [customer.id for customer in program["all_customers"](size)]
    assert listed == [customer["id"] for customer in api.customers]


def test_a_request_gives_up_after_five_retries(program: dict[str, Any], api: Api, waits: list[float]) -> None:
    api.refusals = 100
    error = catch(HTTPError, program["call"], "PUT", "/v1/customers/cust_1", {"name": "Ada"})
    assert (str(error), waits) == ("HTTP Error 429: Too Many Requests", [7.0] * 5)
    error.close()


def test_a_request_without_retries_does_not_wait(
    program: dict[str, Any], api: Api, waits: list[float]
) -> None:
    error = catch(HTTPError, program["call"], "PUT", "/v1/customers/cust_1", {"name": "Ada"}, retries=0)
    assert (error.code, waits, len(api.log)) == (429, [], 1)
    error.close()


def test_a_request_gives_up_when_the_api_is_silent_for_the_timeout(
    program: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setenv("VOUCHERIFY_API", f"http://127.0.0.1:{silent.getsockname()[1]}")
        error = catch(TimeoutError, program["call"], "GET", "/v1/customers/cust_1", timeout=0.05)
    assert str(error) == "timed out"


def test_the_page_shows_the_functions_of_the_program(program: dict[str, Any]) -> None:
    page = (ROOT / "docs/updating.md").read_text("utf-8")
    shown = re.findall(r"^def (\w+)", page, re.MULTILINE)
    same = [name for name in shown if name in program]
    assert same == ["all_customers"]
    for name in same:
        assert inspect.getsource(program[name]) in page
