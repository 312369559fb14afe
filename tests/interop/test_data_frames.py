# SPDX-License-Identifier: MIT
"""The data-frame snippets in docs/integrations.md, on data that the libraries' defaults get wrong."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest

import customer_activity

PAGE = Path(__file__).resolve().parents[2] / "docs/integrations.md"

# DuckDB guesses the types from the first 20,480 lines, and Polars from the first 100.
EARLY = {
    "id": "0042",
    "source_id": "12345678901234567890",
    "loyalty": {"points": 7},
    "created_at": "2022-08-30T06:32:07.380Z",
    "object": "customer",
    "phone": "+15550101",
    "birthdate": "1990-01-01",
    "metadata": {"rating": 2, "account": 12345678901234567890},
}
LATE = {
    "id": "-7",
    "source_id": "007",
    "object": "customer",
    "email": "ada@example.org",
    "metadata": {"rating": 1.5, "account": 7},
    "vip": "since 2026",
}
MIXED = {"id": "1e5", "object": "customer", "metadata": {"rating": True}}
ROWS = [*[EARLY] * 20_500, LATE]


def snippet(start: str) -> str:
    """The Python code in the docs from a line on, to the end of its block."""
    found = re.search(rf"^{re.escape(start)}.*?(?=^```)", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[0]


def line(start: str) -> str:
    return snippet(start).splitlines()[0]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("frames")
    (folder / "customers.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in ROWS), "utf-8")
    return folder


@pytest.fixture
def here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The names of a program in that folder."""
    monkeypatch.chdir(folder)
    return vars(customer_activity).copy()


def run(code: str, names: dict[str, Any]) -> dict[str, Any]:
    exec(compile(code, str(PAGE), "exec"), names)
    return names


def as_dict(row: Any) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None and value == value}


def test_pandas_keeps_texts_numbers_and_late_members(here: dict[str, Any]) -> None:
    here["pandas"] = pandas = pytest.importorskip("pandas", reason="the data group isn't installed")
    frame = run(line("frame = "), here)["frame"]
    first = as_dict(frame.iloc[0])
    created_at = pandas.Timestamp(first.pop("created_at"))  # pandas 2 has made it one already
    assert created_at == pandas.Timestamp(EARLY["created_at"])
    assert first == {name: value for name, value in EARLY.items() if name != "created_at"}
    assert as_dict(frame.iloc[-1]) == LATE


def test_polars_keeps_texts_numbers_and_late_members(here: dict[str, Any]) -> None:
    here["polars"] = pytest.importorskip("polars", reason="the data group isn't installed")
    table = run(line("table = "), here)["table"]
    assert as_dict(table.row(0, named=True)) == EARLY
    assert as_dict(table.row(-1, named=True)) == LATE


def test_polars_reads_metadata_of_several_types_as_json_text(tmp_path: Path) -> None:
    polars = pytest.importorskip("polars", reason="the data group isn't installed")
    path = tmp_path / "mixed.jsonl"
    path.write_text(f"{json.dumps(EARLY)}\n{json.dumps(MIXED)}\n", "utf-8")
    with pytest.raises(polars.exceptions.ComputeError):
        polars.read_ndjson(path, infer_schema_length=None)
    overrides = {"metadata": polars.String}
    table = polars.read_ndjson(path, infer_schema_length=None, schema_overrides=overrides)
    assert [json.loads(text) for text in table["metadata"]] == [EARLY["metadata"], MIXED["metadata"]]


def test_duckdb_keeps_texts_numbers_and_late_members(here: dict[str, Any]) -> None:
    here["duckdb"] = pytest.importorskip("duckdb", reason="the data group isn't installed")
    relation = run(line("relation = "), here)["relation"]
    rows = relation.fetchall()
    first, last = (as_dict(dict(zip(relation.columns, row, strict=True))) for row in (rows[0], rows[-1]))
    assert first.pop("created_at").replace(tzinfo=dt.timezone.utc).timestamp() == 1661841127.38
    assert first.pop("birthdate") == dt.date(1990, 1, 1)
    assert first == {name: value for name, value in EARLY.items() if name not in ("created_at", "birthdate")}
    assert last == LATE


def test_duckdb_keeps_booleans_and_numbers_apart(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="the data group isn't installed")
    path = tmp_path / "mixed.jsonl"
    path.write_text(f"{json.dumps(EARLY)}\n{json.dumps(MIXED)}\n", "utf-8")
    rows = duckdb.sql(f"SELECT metadata.rating FROM read_json('{path}', sample_size=-1)").fetchall()
    assert rows == [("2",), ("true",)]


def test_the_loop_over_json_lines_keeps_the_lines_that_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    lines = [
        b'{"id":"cust_1","object":"customer"}\n',
        b'{"id":7}\n',
        b"{\n",
        b'{"name":"\xff"}\n',
        b'{"id":"2"}',
    ]
    (tmp_path / "export.jsonl").write_bytes(b"".join(lines))
    run(snippet('with open("export.jsonl"'), vars(customer_activity).copy())
    assert (tmp_path / "failed.jsonl").read_bytes() == b"".join(lines[1:4])
    expected = '{"id":"cust_1","object":"customer"}\n{"id":"2","object":"customer"}\n'
    assert (tmp_path / "customers.jsonl").read_text("utf-8") == expected
    assert [text.partition(":")[0] for text in capsys.readouterr().out.splitlines()] == [
        "line 2",
        "line 3",
        "line 4",
    ]
    assert len(snippet('with open("export.jsonl"').splitlines()) - 1 <= 10  # without the output
