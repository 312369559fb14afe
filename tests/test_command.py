# SPDX-License-Identifier: MIT
"""The parts of the command: how kinds are detected, how files are read, and what a report says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from customer_activity import DecodeError
from customer_activity._command.files import Unreadable, read_texts
from customer_activity._command.kinds import KINDS, detect_kind
from customer_activity._command.report import Report
from customer_activity._json import load
from test_command_process import KIND_GIVEN

# --- the kind of a document ----------------------------------------------------------------------


def page(member: str, *entries: Any, **others: Any) -> dict[str, Any]:
    return {"object": "list", "data_ref": member, member: [*entries], **others}


DETECTED: dict[str, dict[str, Any]] = {
    "customer": {
        "its object": {"object": "customer"},
        "an object that ends in customer": {"object": "unconfirmed_customer"},
        "an object as an SDK writes it": {"object": "CUSTOMER"},
        "its object, whatever else it has": {"id": "v_1", "object": "customer", "type": "x", "data": {}},
    },
    "customer-page": {
        "data_ref": {"object": "list", "data_ref": "customers", "total": 0},
        "data_ref without entries": page("customers"),
        "data_ref and its first entry": page("customers", {"object": "customer"}, 1),
        "the member": {"object": "list", "customers": None},
        "the member without entries": page("customers", data_ref=None),
        "the member and its first entry": page("customers", {"object": "CUSTOMER"}, data_ref=None),
        "a list that decoding will reject": {"object": "list", "customers": [{"object": "segment"}]},
    },
    "activity": {
        "type and data": {"type": "customer.created", "data": {}},
        "any form of id": {"id": "event_1", "type": "customer.created", "data": {}, "group_id": "v-1"},
        "a null object": {"object": None, "type": None, "data": {"points": 1}},
    },
    "activity-page": {
        "data_ref": {"object": "list", "data_ref": "data", "has_more": False},
        "data_ref without entries": page("data"),
        "data_ref, although there is a cursor": page("data", cursor="c_1"),
        "has_more, although there is a cursor": {"object": "list", "data": [], "has_more": 0, "cursor": None},
        "data_ref and its first entry": page("data", {"type": "x", "data": {}}, 1),
        "the member": {"object": "list", "data": None},
        "the member without entries": page("data", data_ref=None),
        "the member and its first entry": page(
            "data", {"id": "event_1", "type": "x", "data": []}, data_ref=None
        ),
    },
    "webhook": {
        "its project": {"type": "customer.created", "data": {}, "project_id": "proj_1"},
        "its event": {"type": "customer.created", "data": {}, "event": {"id": "evcus_1"}},
        "its source": {"type": "customer.created", "data": {}, "source": {"object": "webhook"}},
        "a distribution": {"type": "", "data": {"To": "x"}, "source": {"object": "distribution"}},
    },
}
NOT_DETECTED: dict[str, Any] = {
    "transactions": page("data", {"id": "vtx_1", "type": "POINTS_ADDITION", "details": {"balance": {}}}),
    "redeemables": page("data", {"id": "v_1", "object": "voucher", "result": {}}),
    "pending points": page("data", {"id": "lopp_1", "voucher_id": "v_1", "points": 3}),
    "projects": page("data", {"id": "proj_1", "name": "Ours", "metadata": {}}),
    "users": page("data", {"id": "user_1", "email": "a@example.com", "role": "x"}),
    "assignments": page("data", {"id": "asgm_1", "object": "promotion_tier"}),
    "segments": page("data", {"id": "seg_1", "object": "segment"}, customers=[]),
    "segments said to be customers": page("customers", {"id": "seg_1", "name": "All"}),
    "customers where activities belong": page("data", {"object": "customer"}),
    "activities where customers belong": page("customers", {"type": "x", "data": {}}),
    "entries that are not objects": page("data", 1),
    "vouchers": page("vouchers", customers=[]),
    "a list without entries": {"object": "list", "has_more": False},
    "a data_ref that is not a name": {"object": "list", "data_ref": ["data"], "data": []},
    "a validation response": {"valid": True, "code": "X", "loyalty": {"points": 1}, "tracking_id": "t"},
    "a validation response with a customer": {
        "valid": False,
        "customer": {"object": "customer"},
        "order": {},
    },
    "a product request": {"source_id": "prod-1", "name": "Shirt", "price": 1000, "metadata": {}},
    "a SKU request": {"source_id": "sku-1", "sku": "Shirt, blue", "price": 1000},
    "branding": {"id": "br_1", "address": {"city": "London"}, "email": "a@example.com", "website": "x"},
    "a customer without an object": {"id": "cust_1", "email": "a@example.com"},
    "a page without an object": {"customers": [{"object": "customer"}], "total": 1},
    "a voucher": {"id": "v_1", "object": "voucher", "type": "x", "data": {}},
    "a type without data": {"type": "customer.created", "project_id": "proj_1"},
    "data without a type": {"project_id": "proj_1", "data": {}},
    "a type with other data": {"type": "customer.created", "data": []},
    "an object that is not a name": {"object": ["customer"], "type": "x", "data": {}},
    "nothing": {},
    "an array": [],
    "a scalar": 1,
}
EXPECTED = "$: expected a customer, an activity, a webhook or a page of customers or activities, got "
UNKNOWN_KIND = f"{EXPECTED}a document that doesn't say what it is (see --kind)"
LOYALTY_V2: dict[str, tuple[dict[str, Any], str]] = {
    "a list": ({"object": "list", "data": [{"type": "vl.x", "data": {}}], "cursor": "c_1"}, "list"),
    "the last list": ({"object": "list", "data": [], "cursor": None}, "list"),
    "an activity": ({"type": "vl.card.created", "data": {}, "source": {}}, "activity"),
    "an activity with a null object": ({"object": None, "type": "vl.x", "data": {}}, "activity"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_detected_and_documented(kind: str) -> None:
    assert kind in DETECTED, f"DETECTED in tests/test_command.py: write a row for {kind!r}"
    assert kind in KIND_GIVEN, f"KIND_GIVEN in tests/test_command_process.py: write a row for {kind!r}"
    page = Path(__file__).parent.parent / "docs/command.md"
    assert f"`{kind}`" in page.read_text("utf-8"), f"docs/command.md: write `{kind}` in the row of --kind"


@pytest.mark.parametrize(("kind", "by"), [(kind, by) for kind in DETECTED for by in DETECTED[kind]])
def test_the_kind_of_a_document_is_detected(kind: str, by: str) -> None:
    assert detect_kind(DETECTED[kind][by]) == kind


@pytest.mark.parametrize("name", NOT_DETECTED)
def test_a_document_of_unknown_kind_is_rejected(name: str) -> None:
    with pytest.raises(DecodeError) as caught:
        detect_kind(NOT_DETECTED[name])
    assert str(caught.value) == UNKNOWN_KIND


@pytest.mark.parametrize("name", LOYALTY_V2)
def test_loyalty_v2_is_rejected(name: str) -> None:
    document, kind = LOYALTY_V2[name]
    with pytest.raises(DecodeError) as caught:
        detect_kind(document)
    assert str(caught.value) == f"{EXPECTED}a Loyalty v2 {kind}"


# --- how files are read --------------------------------------------------------------------------

# The content of a file, and the texts that are read from it, by line number.
LINES: dict[str, tuple[str, dict[int, str]]] = {
    "a document": ("{}", {1: "{}"}),
    "a trailing newline": ("{}\n[]\n", {1: "{}", 2: "[]"}),
    "blank lines are counted": ("\n{}\n \t\r\n1\n\n", {2: "{}", 4: "1"}),
    "CRLF": ("{}\r\n{\r\n", {1: "{}", 2: "{"}),
    "a later line that is not JSON": ("{}\n{\n{}", {1: "{}", 2: "{", 3: "{}"}),
    "characters that Python takes for newlines": ('["\u2028\x85"]\n{}', {1: '["\u2028\x85"]', 2: "{}"}),
    "blank lines only": ("\n \r\n\t\n", {}),
    "nothing": ("", {}),
}
WHOLE = {
    "a document on several lines": '{\n"id": 1\n}\n',
    "a multi-line document after blank lines": '\n \n{\n\n"id": 1}',
    "an array with one document per line": "[\n{},\n{}\n]\n",
    "a first line that is not JSON": "id\n{}\n",
    "a truncated first line": '{"id":\n{}\n',
}
TOO_DEEP = pytest.param("[" * 100_000 + "]" * 100_000 + "\n{}\n", marks=pytest.mark.needs_stack)
ENCODINGS = ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("name", LINES)
def test_a_file_whose_first_line_is_json_is_read_line_by_line(
    name: str, encoding: str, tmp_path: Path
) -> None:
    content, texts = LINES[name]
    file = tmp_path / "f"
    file.write_bytes(content.encode(encoding))
    assert dict(read_texts(str(file), False)) == {f"{file}:{n}": text for n, text in texts.items()}


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(
    "content", [*WHOLE.values(), TOO_DEEP], ids=[*WHOLE, "a first line nested too deeply"]
)
def test_any_other_file_is_one_text(content: str, encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "f"
    file.write_bytes(content.encode(encoding))
    [(location, text)] = read_texts(str(file), False)
    assert (location, text.split()) == (str(file), content.split())
    assert text.count("\n") == content.count("\n")  # so that the line number of an error is right


@pytest.mark.parametrize("name", ["f.jsonl", "f.ndjson", "F.JSONL", "f.NDJson"])
def test_a_file_is_read_line_by_line_because_of_its_name(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_text('{"id":\n{}\n')
    assert list(read_texts(str(file), False)) == [(f"{file}:1", '{"id":'), (f"{file}:2", "{}")]


def test_a_file_is_read_line_by_line_if_the_caller_says_so(tmp_path: Path) -> None:
    file = tmp_path / "f.json"
    file.write_text("{\n}")
    assert list(read_texts(str(file), True)) == [(f"{file}:1", "{"), (f"{file}:2", "}")]


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"^No such file or directory$"):
        list(read_texts("none", False))
    file = tmp_path / "f"
    file.write_bytes("{}".encode("utf-16") + b"\0")
    with pytest.raises(Unreadable, match=r"^bytes that aren't UTF-16 or UTF-32$"):
        list(read_texts(str(file), False))


# --- reports -------------------------------------------------------------------------------------


def report_on(*lines: str, drift: bool = True) -> Report:
    report = Report(drift)
    for number, line in enumerate(lines, 1):
        try:
            document = load(line)
            kind = detect_kind(document)
            instance = KINDS[kind].from_dict(document)
        except DecodeError as error:
            report.add_failure(f"f:{number}", error)
        else:
            report.documents[kind] += 1
            if drift:
                report.add_drift(f"f:{number}", instance, "$")
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
    '{"object": "list", "customers": [{"object": "customer"}, {"object": "segment"}]}',
    "1",
    '{"object":\n"customer" 1}',
    '{"object": "customer" 1}',
    '{"object": "customer"',
)
TEXT = f"""\
         3  customer
         1  customer-page
         9  failures
             2  $.loyalty.campaigns.*.points: expected an integer, got a string, first f:3
             2  $: expected JSON, got invalid syntax, first f:11 at line 2, column 12
             1  $.referrals.campaigns[*]: expected an object, got a string, first f:5
             1  $.metadata.*[*]: expected a JSON value, got a number that is not finite, first f:6
             1  $.customers[*].object: expected a customer, got a different kind of object, first f:9
             1  {UNKNOWN_KIND}, first f:10
             1  $: expected JSON, got truncated text, first f:13 at column 22
         9  unknown members
             2  $.hat: integer, first f:1
             1  $.loyalty.campaigns.*.cap: integer, first f:1
             1  $.loyalty.campaigns.*.cap: number, first f:1
             1  $.referrals.campaigns[*].x: null, first f:2
             1  $.hat: object, first f:7
             1  $['a b']: array, first f:7
             1  $.summary.orders.hat: string, first f:7
             1  $.customers[*].hat: boolean, first f:8
         0  undocumented types"""


def test_a_report_counts_and_groups_failures_and_drift() -> None:
    assert report_on(*CUSTOMERS).as_text() == TEXT


def test_a_report_as_json_has_the_same_tables() -> None:
    report = report_on(CUSTOMERS[6], CUSTOMERS[2], CUSTOMERS[3]).as_dict()
    reason = "expected an integer, got a string"
    assert report == {
        "documents": {**dict.fromkeys(KINDS, 0), "customer": 1},
        "failed": 2,
        "interrupted": False,
        "failures": [{"path": "$.loyalty.campaigns.*.points", "reason": reason, "count": 2, "first": "f:2"}],
        "unknown_members": [
            {"path": "$.hat", "type": "object", "count": 1, "first": "f:1"},
            {"path": "$['a b']", "type": "array", "count": 1, "first": "f:1"},
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


TYPES = {  # the type, the event's type, and whether they are drift
    "documented": ("customer.created", None, False),
    "undocumented": ("customer.new", None, True),
    "undocumented, from a different family": ("voucher.new", None, False),
    "a name chosen by a merchant": ("customer Jane", None, False),
    "a name chosen for a documented type": ("customer.jane", "customer.created", False),
    "a name chosen for an undocumented type": ("", "customer.new", True),
    "an email address": ("customer.jane@example.com", None, False),
}


@pytest.mark.parametrize("name", TYPES)
def test_only_undocumented_customer_types_are_drift(name: str) -> None:
    outer, inner, is_drift = TYPES[name]
    webhook = {"type": outer, "data": {}, "source": {}, "event": {"type": inner}}
    rows = report_on(json.dumps(webhook)).as_dict()["undocumented_types"]
    assert rows == ([{"type": inner or outer, "count": 1, "first": "f:1"}] if is_drift else [])
    if inner is None:
        activity = {"type": outer, "data": {"event": {"type": "customer.other"}}}
        assert report_on(json.dumps(activity)).as_dict()["undocumented_types"] == rows


LEAKY_DOCUMENTS = [
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


def test_a_report_contains_no_values_and_no_keys_that_could_be_values() -> None:
    report = report_on(*LEAKY_DOCUMENTS)
    assert "s3cret" not in report.as_text()
    assert "s3cret" not in json.dumps(report.as_dict())
    assert report.total("failures") == 5
