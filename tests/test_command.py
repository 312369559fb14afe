# SPDX-License-Identifier: MIT
"""The parts of the command: which kind a document is, how a file is read, and what a report says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from customer_activity import DecodeError
from customer_activity._command.files import Unreadable, read_texts
from customer_activity._command.kinds import KINDS, detect_kind
from customer_activity._command.report import Report

# --- which kind ----------------------------------------------------------------------------------


def page(member: str, *entries: Any, **others: Any) -> dict[str, Any]:
    return {"object": "list", "data_ref": member, member: [*entries], **others}


TOLD: dict[str, dict[str, Any]] = {
    "customer": {
        "its object": {"object": "customer"},
        "an object that ends so": {"object": "unconfirmed_customer"},
        "an object as an SDK wrote it": {"object": "CUSTOMER"},
        "its object, whatever else it has": {"id": "v_1", "object": "customer", "type": "x", "data": {}},
    },
    "customer-page": {
        "data_ref": {"object": "list", "data_ref": "customers", "total": 0},
        "data_ref and no entry": page("customers"),
        "data_ref and its first entry": page("customers", {"object": "customer"}, 1),
        "the member": {"object": "list", "customers": None},
        "the member and no entry": page("customers", data_ref=None),
        "the member and its first entry": page("customers", {"object": "CUSTOMER"}, data_ref=None),
    },
    "activity": {
        "type and data": {"type": "customer.created", "data": {}},
        "an id of any form": {"id": "event_1", "type": "customer.created", "data": {}, "group_id": "v-1"},
        "an object of null": {"object": None, "type": None, "data": {"points": 1}},
    },
    "activity-page": {
        "data_ref": {"object": "list", "data_ref": "data", "has_more": False},
        "data_ref and no entry": page("data"),
        "data_ref and its first entry": page("data", {"type": "x", "data": {}}, 1),
        "the member": {"object": "list", "data": None},
        "the member and no entry": page("data", data_ref=None),
        "the member and its first entry": page(
            "data", {"id": "event_1", "type": "x", "data": []}, data_ref=None
        ),
    },
    "webhook": {
        "its project": {"type": "customer.created", "data": {}, "project_id": "proj_1"},
        "its event": {"type": "customer.created", "data": {}, "event": {"id": "evcus_1"}},
        "its source": {"type": "customer.created", "data": {}, "source": {"object": "webhook"}},
        "a distribution": {
            "type": "",
            "data": {"To": "x"},
            "source": {"object": "distribution"},
            "event": {},
        },
    },
}
NOT_TOLD: dict[str, Any] = {
    "transactions": page("data", {"id": "vtx_1", "type": "POINTS_ADDITION", "details": {"balance": {}}}),
    "redeemables": page("data", {"id": "v_1", "object": "voucher", "result": {}}),
    "pending points": page("data", {"id": "lopp_1", "voucher_id": "v_1", "points": 3}),
    "projects": page("data", {"id": "proj_1", "name": "Ours", "metadata": {}}),
    "users": page("data", {"id": "user_1", "email": "a@example.com", "role": "x"}),
    "assignments": page("data", {"id": "asgm_1", "object": "promotion_tier"}),
    "segments": page("data", {"id": "seg_1", "object": "segment"}, customers=[]),
    "segments that are said to be customers": page("customers", {"id": "seg_1", "name": "All"}),
    "segments of a customer": {"object": "list", "customers": [{"object": "segment"}]},
    "customers where activities belong": page("data", {"object": "customer"}),
    "activities where customers belong": page("customers", {"type": "x", "data": {}}),
    "entries that are no objects": page("data", 1),
    "vouchers": page("vouchers", customers=[]),
    "a list of nothing": {"object": "list", "has_more": False},
    "a data_ref that is no name": {"object": "list", "data_ref": ["data"], "data": []},
    "a response of a validation": {"valid": True, "code": "X", "loyalty": {"points": 1}, "tracking_id": "t"},
    "a validation of a customer": {"valid": False, "customer": {"object": "customer"}, "order": {}},
    "a request of a product": {"source_id": "prod-1", "name": "Shirt", "price": 1000, "metadata": {}},
    "a request of a SKU": {"source_id": "sku-1", "sku": "Shirt, blue", "price": 1000},
    "branding": {"id": "br_1", "address": {"city": "London"}, "email": "a@example.com", "website": "x"},
    "a customer that does not say so": {"id": "cust_1", "email": "a@example.com"},
    "a page that does not say so": {"customers": [{"object": "customer"}], "total": 1},
    "a voucher": {"id": "v_1", "object": "voucher", "type": "x", "data": {}},
    "a type without data": {"type": "customer.created", "project_id": "proj_1"},
    "data without a type": {"project_id": "proj_1", "data": {}},
    "a type with other data": {"type": "customer.created", "data": []},
    "an object that is no name": {"object": ["customer"], "type": "x", "data": {}},
    "nothing": {},
    "an array": [],
    "a scalar": 1,
}
SAYS_NOTHING = (
    "$: expected a customer, an activity, a webhook or a page of customers or activities,"
    " got something that does not say it is one (see --kind)"
)


@pytest.mark.parametrize(("kind", "by"), [(kind, by) for kind in TOLD for by in TOLD[kind]])
def test_a_document_tells_its_kind(kind: str, by: str) -> None:
    assert detect_kind(TOLD[kind][by]) == kind


@pytest.mark.parametrize("name", NOT_TOLD)
def test_what_does_not_tell_its_kind_is_refused(name: str) -> None:
    with pytest.raises(DecodeError) as caught:
        detect_kind(NOT_TOLD[name])
    assert str(caught.value) == SAYS_NOTHING


# --- how a file is read --------------------------------------------------------------------------

DEEP = "[" * 100_000 + "]" * 100_000
LINES: dict[
    str, tuple[str, dict[int, str]]
] = {  # content of a file, and the texts that are read from it, by their lines
    "a document": ("{}", {1: "{}"}),
    "a last line with its end": ("{}\n[]\n", {1: "{}", 2: "[]"}),
    "blank lines, which count": ("\n{}\n \t\r\n1\n\n", {2: "{}", 4: "1"}),
    "CRLF": ("{}\r\n{\r\n", {1: "{}", 2: "{"}),
    "a later line that is no JSON": ("{}\n{\n{}", {1: "{}", 2: "{", 3: "{}"}),
    "a first line that is too deep to read": (f"{DEEP}\n{{}}", {1: DEEP, 2: "{}"}),
    "a first line with too long an integer": (f"{'9' * 5000}\n{{}}", {1: "9" * 5000, 2: "{}"}),
    "blank lines only": ("\n \r\n\t\n", {}),
    "nothing": ("", {}),
}
WHOLE: dict[str, str | bytes] = {
    "a document on many lines": '{\n"id": 1\n}\n',
    "a document on many lines behind blank ones": '\n \n{\n\n"id": 1}',
    "an array with a document a line": "[\n{},\n{}\n]\n",
    "a first line that is no JSON": "id\n{}\n",
    "a first line that is cut off": '{"id":\n{}\n',
    "UTF-16": '{"id": "x"}\n'.encode("utf-16"),
}


@pytest.mark.parametrize("name", LINES)
def test_a_file_whose_first_line_is_json_is_read_line_by_line(name: str, tmp_path: Path) -> None:
    content, texts = LINES[name]
    file = tmp_path / "f"
    file.write_bytes(content.encode())
    assert dict(read_texts(str(file), False)) == {f"{file}:{n}": text.encode() for n, text in texts.items()}


@pytest.mark.parametrize("name", WHOLE)
def test_any_other_file_is_one_text(name: str, tmp_path: Path) -> None:
    content = WHOLE[name]
    raw = content if isinstance(content, bytes) else content.encode()
    file = tmp_path / "f"
    file.write_bytes(raw)
    [(place, text)] = read_texts(str(file), False)
    assert (place, text.split()) == (str(file), raw.split())
    assert text.count(b"\n") == raw.count(b"\n")  # so that the line of a fault is right


@pytest.mark.parametrize("name", ["f.jsonl", "f.ndjson", "F.JSONL", "f.NDJson"])
def test_a_file_is_read_line_by_line_for_its_name(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_text('{"id":\n{}\n')
    assert list(read_texts(str(file), False)) == [(f"{file}:1", b'{"id":'), (f"{file}:2", b"{}")]


def test_a_file_is_read_line_by_line_where_the_caller_says_so(tmp_path: Path) -> None:
    file = tmp_path / "f.json"
    file.write_text("{\n}")
    assert list(read_texts(str(file), True)) == [(f"{file}:1", b"{"), (f"{file}:2", b"}")]


def test_a_file_that_cannot_be_read_says_why() -> None:
    with pytest.raises(Unreadable, match=r"^No such file or directory$"):
        list(read_texts("none", False))


# --- reports -------------------------------------------------------------------------------------


def report_on(*lines: str, drift: bool = True) -> Report:
    report = Report(drift)
    for number, line in enumerate(lines, 1):
        document = json.loads(line)
        try:
            kind = detect_kind(document)
            report.add(f"f:{number}", KINDS[kind].from_dict(document), kind)
        except DecodeError as error:
            report.add_failure(f"f:{number}", error)
    return report


CUSTOMERS = (
    '{"object": "customer", "hat": 1, "loyalty": {"campaigns": {"A": {"cap": 1}, "B b": {"cap": 1.5}}}}',
    '{"object": "customer", "hat": 2, "metadata": {"x": 1}, "referrals": {"campaigns": [{"x": null}, {}]}}',
    '{"object": "customer", "loyalty": {"campaigns": {"A": {"points": "1"}}}}',
    '{"object": "customer", "loyalty": {"campaigns": {"B": {"points": "2"}}}}',
    '{"object": "customer", "referrals": {"campaigns": [{}, "rf_1"]}}',
    '{"object": "customer", "metadata": {"x": [NaN]}}',
    '{"object": "customer", "hat": {"size": 7}, "a b": [], "summary": {"orders": {"hat": "L"}}}',
    '{"object": "list", "customers": [{"object": "customer"}, {"hat": true, "object": "customer"}]}',
    "1",
)
TEXT = f"""\
         3  customer
         1  customer-page
         5  failures
             2  $.loyalty.campaigns.*.points: expected an integer, got a string, first f:3
             1  $.referrals.campaigns[*]: expected an object, got a string, first f:5
             1  $.metadata.*[*]: expected a JSON value, got a number that is not finite, first f:6
             1  {SAYS_NOTHING}, first f:9
         9  unknown members
             2  $.hat: integer, first f:1
             1  $.loyalty.campaigns.*.cap: integer, first f:1
             1  $.loyalty.campaigns.*.cap: number, first f:1
             1  $.referrals.campaigns[*].x: null, first f:2
             1  $.hat: object, first f:7
             1  $["a b"]: array, first f:7
             1  $.summary.orders.hat: string, first f:7
             1  $.customers[*].hat: boolean, first f:8
         0  undocumented types"""


def test_a_report_counts_and_groups_what_fails_and_what_the_model_does_not_know() -> None:
    assert report_on(*CUSTOMERS).as_text() == TEXT


def test_a_report_as_json_has_the_same_tables() -> None:
    report = report_on(CUSTOMERS[6], CUSTOMERS[2], CUSTOMERS[3]).as_dict()
    reason = "expected an integer, got a string"
    assert report == {
        "documents": {"customer": 1, "customer-page": 0, "activity": 0, "activity-page": 0, "webhook": 0},
        "failed": 2,
        "interrupted": False,
        "failures": [{"path": "$.loyalty.campaigns.*.points", "reason": reason, "count": 2, "first": "f:2"}],
        "unknown_members": [
            {"path": "$.hat", "type": "object", "count": 1, "first": "f:1"},
            {"path": '$["a b"]', "type": "array", "count": 1, "first": "f:1"},
            {"path": "$.summary.orders.hat", "type": "string", "count": 1, "first": "f:1"},
        ],
        "undocumented_types": [],
    }


def test_a_report_without_drift_has_only_failures() -> None:
    report = report_on(CUSTOMERS[0], drift=False)
    assert report.as_text() == "         1  customer\n         0  failures"
    assert list(report.as_dict()) == ["documents", "failed", "interrupted", "failures"]


def test_a_report_says_that_it_was_interrupted() -> None:
    report = report_on(CUSTOMERS[0], drift=False)
    report.interrupted = True
    text = "interrupted before the end of the input\n         1  customer\n         0  failures"
    assert (report.as_text(), report.as_dict()["interrupted"]) == (text, True)


TYPES = {  # the type and the type of the event, and whether that is drift
    "documented": ("customer.created", None, False),
    "not documented": ("customer.new", None, True),
    "not documented, of another family": ("voucher.new", None, False),
    "a name that a merchant gave": ("customer Jane", None, False),
    "a name that a merchant gave to a documented type": ("customer.jane", "customer.created", False),
    "a name that a merchant gave to a type that is not documented": ("", "customer.new", True),
    "the address of somebody": ("customer.jane@example.com", None, False),
}


@pytest.mark.parametrize("name", TYPES)
def test_only_a_type_of_the_customers_family_is_drift(name: str) -> None:
    outer, inner, is_drift = TYPES[name]
    webhook = {"type": outer, "data": {}, "source": {}, "event": {"type": inner}}
    rows = report_on(json.dumps(webhook)).as_dict()["undocumented_types"]
    assert rows == ([{"type": inner or outer, "count": 1, "first": "f:1"}] if is_drift else [])
    if inner is None:
        activity = {"type": outer, "data": {"event": {"type": "customer.other"}}}
        assert report_on(json.dumps(activity)).as_dict()["undocumented_types"] == rows


TELLING = [
    '{"object": "customer", "source_id": "s3cret", "metadata": {"s3cret": ["s3cret"]}, "hat": "s3cret"}',
    '{"object": "customer", "hat": {"s3cret": "s3cret"}, "cap": ["s3cret"]}',
    '{"object": "customer", "loyalty": {"campaigns": {"s3cret": {"hat": "s3cret"}}}}',
    '{"object": "customer", "loyalty": {"campaigns": {"s3cret": {"points": "s3cret"}}}}',
    '{"object": "customer", "metadata": {"s3cret": {"s3cret": NaN}}}',
    '{"object": "customer", "created_at": "2024-02-30T00:00:00Zs3cret", "birthdate": "s3cret"}',
    '{"object": "s3cret", "data_ref": "s3cret"}',
    '{"object": "list", "data_ref": "s3cret", "data": ["s3cret"]}',
    '{"type": "s3cret of Jane", "data": {"customer": {"name": "s3cret"}, "order": {"s3cret": 1}}}',
]


def test_no_value_and_no_key_that_may_be_one_is_in_a_report() -> None:
    report = report_on(*TELLING)
    assert "s3cret" not in report.as_text()
    assert "s3cret" not in json.dumps(report.as_dict())
    assert report.failures.total == 5


def test_a_report_has_a_thousand_rows_and_one_for_all_others() -> None:
    lines = [json.dumps({"object": "customer", f"m{number}": 1}) for number in range(1500)]
    rows: list[dict[str, Any]] = report_on(*lines).as_dict()["unknown_members"]
    assert rows[0] == {"path": "(others)", "type": "(others)", "count": 500, "first": "f:1001"}
    assert [row["path"] for row in rows[1:]] == [f"$.m{number}" for number in range(1000)]
