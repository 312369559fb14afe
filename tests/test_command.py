# SPDX-License-Identifier: MIT
"""The command, run as a process: what it writes where, and the status that it ends with."""

from __future__ import annotations

import json
import os
import re
import select
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import customer_activity

PACKAGE = Path(customer_activity.__file__).parent
COMMAND = [sys.executable, "-W", "error", "-m", "customer_activity"]
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": str(PACKAGE.parent),
    "PYTHONUNBUFFERED": "",  # what is written late fails late
    "PYTHONUTF8": "1",
    "PYTHONDONTWRITEBYTECODE": "",
    "COLUMNS": "80",
}

Outcome = tuple[str, str, int]
"""Standard output, standard error and exit status."""

NO_DOCUMENT = "expected a customer, an activity, a page of activities or a webhook, got"
NONE_OF_THEM = f"{NO_DOCUMENT} an object that looks like none of them"
NO_OBJECT = f"{NO_DOCUMENT} no object"

posix = pytest.mark.skipif(os.name != "posix", reason="POSIX only")
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux only")


@pytest.fixture(scope="module", autouse=True)
def compiled_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the byte code of what the processes import: outside of the checkout, for all of them."""
    ENVIRONMENT["PYTHONPYCACHEPREFIX"] = str(tmp_path_factory.mktemp("pycache"))


def run(folder: Path, *arguments: str, stdin: bytes = b"") -> Outcome:
    done = subprocess.run(
        [*COMMAND, *arguments], cwd=folder, env=ENVIRONMENT, input=stdin, capture_output=True, timeout=60
    )
    return done.stdout.decode(), done.stderr.decode(), done.returncode


def run_redirected(folder: Path, redirection: str, *arguments: str) -> Outcome:
    done = subprocess.run(
        ["sh", "-c", f'exec "$@" {redirection}', "sh", *COMMAND, *arguments],
        cwd=folder,
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
    )
    return done.stdout.decode(), done.stderr.decode(), done.returncode


def start(folder: Path, *arguments: str, stdout: int = subprocess.PIPE, stderr: int = subprocess.PIPE) -> subprocess.Popen[bytes]:
    """The command with a pipe for standard input, and with the usual answer to Ctrl-C.

    Whoever runs these tests in the background of a script has SIGINT ignored, and so its children.
    """
    return subprocess.Popen(
        [*COMMAND, *arguments],
        cwd=folder,
        env=ENVIRONMENT,
        stdin=subprocess.PIPE,
        stdout=stdout,
        stderr=stderr,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def crash_in(stderr: str) -> list[str]:
    """The lines that only Python itself writes when it comes to an end that nobody meant."""
    return [line for line in stderr.splitlines() if re.match("Traceback|Exception ignored|Fatal|.*Warning:", line)]


def given(number: int) -> str:
    """The JSON text of a customer, not in canonical form."""
    return f'{{"object": "customer", "id": "cust_{number}"}}'


def written(*numbers: int) -> str:
    """What the command makes of these customers."""
    return "".join(f'{{"id":"cust_{number}","object":"customer"}}\n' for number in numbers)


def pretty(*documents: object) -> str:
    return json.dumps(documents, indent=2)


# --- what a file holds ---------------------------------------------------------------------------


def holds(name: str, content: str | bytes, documents: tuple[int, ...], *problems: str) -> Any:
    """A row: a file, the customers found in it, and the lines on standard error without its name."""
    raw = content if isinstance(content, bytes) else content.encode()
    return pytest.param(raw, (written(*documents), "".join(f"{problem}\n" for problem in problems)), id=name)


READS = [
    holds("one document", given(1) + "\n", (1,)),
    holds("one document, no newline at the end", given(1), (1,)),
    holds("one document on many lines", '{\n  "object": "customer",\n  "id": "cust_1"\n}\n', (1,)),
    holds("one document on many lines, CRLF", '{\r\n  "id": "cust_1"\r\n}\r\n', (1,)),
    holds("one document on many lines, BOM", '\ufeff{\n"id": "cust_1"\n}\n', (1,)),
    holds("one document on many lines, a blank one first", '\n\n{\n"id": "cust_1"\n}\n', (1,)),
    holds("one document of which a whole object is on a line", '{"id": "cust_1", "object":\n"customer"\n}', (1,)),
    holds("one document on many lines that does not decode", '{\n  "id": "cust_1",\n  "phone": 1\n}', (),
          "1: $.phone: expected a string, got an integer"),
    holds("one document on many lines that is no JSON", '{\n  "id": "cust_1",\n  "phone": +1\n}', (),
          "1: $: expected JSON, got something else from line 3, column 12 on"),
    holds("one document on many lines, cut off", '{\n  "id": "cust_1",\n', (),
          "1: $: expected JSON, got something else from line 3, column 1 on"),
    holds("an array on one line", f"[{given(1)}, {given(2)}]", (1, 2)),
    holds("an array on one line, one element does not decode", f'[{given(1)}, {{"x": 1}}, {given(3)}]', (1, 3),
          f"1: $: {NONE_OF_THEM}"),
    holds("an array on many lines",
          pretty({"id": "cust_1"}, {"id": "cust_2", "phone": 1}, {"id": "cust_3"}, {"id": "cust_4", "email": []}), (1, 3),
          "5: $.phone: expected a string, got an integer",
          "12: $.email: expected a string, got an array"),
    holds("an array on many lines, BOM, CRLF and blank lines first",
          "\ufeff" + ("\n\n" + pretty({"id": "cust_1"}, {"object": "customer", "id": 2}, {"id": "cust_3"})).replace("\n", "\r\n"), (1, 3),
          "7: $.id: expected a string, got an integer"),
    holds("an array with an element a line", f'[\n{given(1)},\n{{"id": 2}},\n\n{given(3)}\n]\n', (1, 3),
          f"3: $: {NONE_OF_THEM}"),
    holds("an array with the comma first", f'[ {given(1)}\n, {{"id": 2, "object": "customer"}}\n, {given(3)}\n]\n', (1, 3),
          "2: $.id: expected a string, got an integer"),
    holds("an array with two elements on a line", f'[{given(1)},\n1, {{"a":\n1}}, 2\n,3]', (1,),
          f"2: $: {NO_OBJECT}", f"2: $: {NONE_OF_THEM}", f"3: $: {NO_OBJECT}", f"4: $: {NO_OBJECT}"),
    holds("an array with brackets, commas and line breaks in strings",
          '[\n{"id": "cust_1", "object": "customer"},\n"],[\\n\\",",\n{"id": 1, "object": "customer"}\n]', (1,),
          f"3: $: {NO_OBJECT}", "4: $.id: expected a string, got an integer"),
    holds("an array of what are no objects", '[\n1,\nnull,\n"x",\n[],\n[{"id": "cust_1"}]\n]', (),
          *(f"{line}: $: {NO_OBJECT}" for line in (2, 3, 4, 5, 6))),
    holds("an array on many lines that is cut off", f"[\n{given(1)},\n", (),
          "1: $: expected JSON, got something else from line 3, column 1 on"),
    holds("an empty array", "[]\n", ()),
    holds("an empty array on two lines", "[\n]\n", ()),
    holds("JSON Lines", f"{given(1)}\n{given(2)}\n", (1, 2)),
    holds("JSON Lines, blank ones between", f"\n{given(1)}\n\n  \n{given(2)}\n1\n\n", (1, 2), f"6: $: {NO_OBJECT}"),
    holds("JSON Lines, CRLF", f"{given(1)}\r\n\r\n{given(2)}\r\n1\r\n", (1, 2), f"4: $: {NO_OBJECT}"),
    holds("JSON Lines, BOM", f"\ufeff{given(1)}\n{given(2)}\n", (1, 2)),
    holds("JSON Lines, BOMs of two files put together", f"\ufeff{given(1)}\n\ufeff{given(2)}\n", (1, 2)),
    holds("JSON Lines, space around and no newline at the end", f"  {given(1)} \n\t{given(2)}", (1, 2)),
    holds("JSON Lines with an array on a line", f"{given(1)}\n[{given(2)}, 1]\n[]\n{given(3)}\n", (1, 2, 3), f"2: $: {NO_OBJECT}"),
    holds("JSON Lines of arrays", f"[{given(1)}, 1]\n[{given(2)}]\n", (1, 2), f"1: $: {NO_OBJECT}"),
    holds("JSON Lines of scalars", '1\n"x"\nnull\ntrue\n-1.5e3\n', (), *(f"{line}: $: {NO_OBJECT}" for line in (1, 2, 3, 4, 5))),
    holds("JSON Lines, the first is no JSON", f"id: 1\n{given(2)}\n", (2,),
          "1: $: expected JSON, got something else from column 1 on"),
    holds("JSON Lines, the first is cut off in a string", f'{{"id": "cust_\n{given(2)}\n{given(3)}\n', (2, 3),
          "1: $: expected JSON, got something else from column 8 on"),
    holds("JSON Lines, the first is cut off after a comma", f'{{"object": "customer",\n\n{given(2)}\n{given(3)}\n', (2, 3),
          "1: $: expected JSON, got something else from column 23 on"),
    holds("JSON Lines, the first is cut off after a comma, the others indented",
          f'{{"object": "customer",\n {given(2)}\n {given(3)}\n', (2, 3),
          "1: $: expected JSON, got something else from column 23 on"),
    holds("JSON Lines, the middle one is cut off", f'{given(1)}\n{{"object": "customer",\n{given(3)}\n', (1, 3),
          "2: $: expected JSON, got something else from column 23 on"),
    holds("JSON Lines, two documents on one", f"{given(1)}\n{given(2)} {given(2)}\n{given(3)}\n", (1, 3),
          "2: $: expected JSON, got something else from column 40 on"),
    holds("JSON Lines, the last one is cut off", f'{given(1)}\n{{"id"', (1,),
          "2: $: expected JSON, got something else from column 6 on"),
    holds("JSON Lines, bytes that are not text", given(1).encode() + b'\n{"id": "cust_\xff"}\n' + given(3).encode(), (1, 3),
          "2: $: expected JSON, got bytes that are not text"),
    holds("JSON Lines, bytes that are not text in the first", b'{"id": "cust_\xe9"}\n' + given(2).encode(), (2,),
          "1: $: expected JSON, got bytes that are not text"),
    holds("JSON Lines, NaN", f'NaN\n{given(2)}\n{{"id": "cust_3", "metadata": {{"a": [-Infinity]}}}}\n{given(4)}', (2, 4),
          f"1: $: {NO_OBJECT}", "3: $.metadata.a[0]: expected a JSON value, got a number that is not finite"),
    holds("JSON Lines, one nested 100,000 deep", f"{given(1)}\n{'[' * 100_000}{']' * 100_000}\n{given(3)}", (1, 3),
          "2: $: expected JSON, got text nested too deep to read"),
    holds("JSON Lines, the first nested 100,000 deep", '{"a":' * 100_000 + f"1{'}' * 100_000}\n{given(2)}", (2,),
          "1: $: expected JSON, got text nested too deep to read"),
    holds("JSON Lines, one opened 100,000 times and never closed", f"{given(1)}\n{'[' * 100_000}\n{given(3)}", (1, 3),
          "2: $: expected JSON, got text nested too deep to read"),
    holds("JSON Lines, an integer of 5000 digits", f'{given(1)}\n{{"id": {"9" * 5000}}}\n{given(3)}', (1, 3),
          "2: $: expected JSON, got text with an integer too long to convert"),
    holds("JSON Lines, an integer of 5000 digits in the first", f'{{"id": {"9" * 5000}}}\n{given(2)}', (2,),
          "1: $: expected JSON, got text with an integer too long to convert"),
    holds("nothing", b"", ()),
    holds("blank lines only", b"\n \r\n\t\n", ()),
]  # fmt: skip


MARK = '{"id":"between","object":"customer"}\n'


@pytest.fixture(scope="module")
def contents_read(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, str]]:
    """What the command writes for each file of the table, all of them read by one process."""
    folder = tmp_path_factory.mktemp("contents")
    (folder / "mark").write_text(MARK)
    names = [str(row.id) for row in READS]
    arguments = []
    for number, row in enumerate(READS):
        (folder / f"f{number}").write_bytes(row.values[0])
        arguments += [f"f{number}", "mark"]
    stdout, stderr, status = run(folder, *arguments)
    assert (crash_in(stderr), status) == ([], 1)
    problems = {
        name: "".join(re.findall(rf"(?m)^f{number}:(.*\n)", stderr)) for number, name in enumerate(names)
    }
    documents = stdout.split(MARK)
    assert (len(documents) - 1, sum(map(len, problems.values()))) == (len(names), len(re.sub("(?m)^f[0-9]+:", "", stderr)))
    return {name: (text, problems[name]) for name, text in zip(names, documents)}


@pytest.mark.parametrize(("content", "expected"), READS)
def test_file(
    content: bytes, expected: tuple[str, str], contents_read: dict[str, tuple[str, str]], request: pytest.FixtureRequest
) -> None:
    assert contents_read[request.node.callspec.id] == expected


# Whatever the message for the first lines, the others are documents.
RECOVERS = [
    pytest.param('{"object": "customer",\n{"id":\n' + given(3), id="the first two lines are cut off"),
    pytest.param('{"object": "customer",\n{"id": "cust_\n' + given(3), id="the second is cut off in a string"),
    pytest.param('{"object": "customer",\nnull\n' + given(3), id="the second is a scalar"),
    pytest.param('\ufeff{"object": "customer",\n' + given(3), id="the first is cut off and has a BOM"),
]


@pytest.mark.parametrize("content", RECOVERS)
def test_json_lines_go_on_after_a_first_line_that_is_cut_off(content: str, tmp_path: Path) -> None:
    (tmp_path / "f").write_text(content, encoding="utf-8")
    stdout, stderr, status = run(tmp_path, "f")
    assert (stdout, status) == (written(3), 1)
    assert [line.partition(" ")[0] for line in stderr.splitlines()] == [f"f:{i + 1}:" for i in range(content.count("\n"))]


def test_a_document_whose_second_line_is_an_object_is_one_document(tmp_path: Path) -> None:
    (tmp_path / "f").write_text('{"loyalty":\n{"points": 1}\n}\n')
    assert run(tmp_path, "f") == ('{"loyalty":{"points":1},"object":"customer"}\n', "", 0)


def test_an_array_reads_what_a_line_reads(tmp_path: Path) -> None:
    # Half of a surrogate pair, which JavaScript writes when it cuts a string: json takes it.
    document = b'{"id": "cust_1", "object": "customer", "name": "\xed\xa0\xbd"}'
    (tmp_path / "line").write_bytes(document + b"\n")
    (tmp_path / "array").write_bytes(b"[\n" + document + b"\n]\n")
    stdout, stderr, status = run(tmp_path, "line")
    assert run(tmp_path, "array") == (stdout, stderr.replace("line:1", "array:2"), status)


def test_an_array_with_its_commas_on_lines_of_their_own_takes_linear_time(tmp_path: Path) -> None:
    (tmp_path / "array").write_text("[\n" + "\n,\n".join(['{"id":"cust_1"}'] * 20_000) + "\n]")
    stdout, stderr, status = run(tmp_path, "array")
    assert (stdout.count("\n"), stderr, status) == (20_000, "", 0)



@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32-be"])
def test_another_encoding_is_no_reason_to_crash(encoding: str, tmp_path: Path) -> None:
    documents = [{"id": "cust_1"}, {"id": "cust_2"}]
    (tmp_path / "compact").write_bytes(json.dumps(documents).encode(encoding))
    (tmp_path / "pretty").write_bytes(json.dumps(documents, indent=1).encode(encoding))
    stdout, stderr, status = run(tmp_path, "compact", "pretty")
    assert (crash_in(stderr), status) in (([], 0), ([], 1))
    assert stdout in ("", written(1, 2), written(1, 2, 1, 2))


@pytest.mark.parametrize("option", ["--kind=activity", "--drift"])
def test_any_depth_decodes_or_is_an_error(option: str, tmp_path: Path) -> None:
    depths = range(50, 1000, 50)
    lines = ['{"id": "evcus_1", "data": ' + '{"data": ' * depth + "{}" + "}" * depth + "}" for depth in depths]
    (tmp_path / "f").write_text("\n".join([*lines, '{"id": "evcus_2"}']))
    stdout, stderr, status = run(tmp_path, option, "f")
    assert (crash_in(stderr), status) in (([], 0), ([], 1))
    if option == "--drift":
        counts = re.findall(r"^ +([0-9]+)  (?:activity|failed)$", stdout, re.MULTILINE)
        assert sum(map(int, counts)) == len(lines) + 1
    else:
        assert stdout.endswith('}\n{"id":"evcus_2"}\n')
        assert (stdout + stderr).count("\n") == len(lines) + 1


# --- which files ---------------------------------------------------------------------------------


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with the files `one`, `two` and `bad`, and a folder in it."""
    (tmp_path / "one").write_text(given(1))
    (tmp_path / "two").write_text(given(2))
    (tmp_path / "bad").write_text(f'{given(3)}\n{{"id": "cust_4", "name": 4}}\n{given(5)}\n')
    (tmp_path / "folder").mkdir()
    return tmp_path


BAD = "bad:2: $.name: expected a string, got an integer\n"

FILES = [
    pytest.param(["one", "two"], (written(1, 2), "", 0), id="several"),
    pytest.param(["one", "one"], (written(1, 1), "", 0), id="twice the same"),
    pytest.param(["one", "bad", "two"], (written(1, 3, 5, 2), BAD, 1), id="a document fails"),
    pytest.param(["one", "none", "two"], (written(1, 2), "none: No such file or directory\n", 2), id="one is missing"),
    pytest.param(["none", "bad"], (written(3, 5), "none: No such file or directory\n" + BAD, 2), id="one is missing, a document fails"),
    pytest.param(["folder", "one"], (written(1), "folder: Is a directory\n", 2), id="one is a folder", marks=posix),
    pytest.param([], (written(8), "<stdin>:2: $: " + NO_OBJECT + "\n", 1), id="none, which is standard input"),
    pytest.param(["-"], (written(8), "<stdin>:2: $: " + NO_OBJECT + "\n", 1), id="standard input"),
    pytest.param(["one", "-", "two"], (written(1, 8, 2), "<stdin>:2: $: " + NO_OBJECT + "\n", 1), id="standard input between others"),
    pytest.param(["-", "-"], (written(8), "<stdin>:2: $: " + NO_OBJECT + "\n", 1), id="standard input twice, read once"),
    pytest.param(["--", "one"], (written(1), "", 0), id="after the end of the options"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "expected"), FILES)
def test_files(arguments: list[str], expected: Outcome, files: Path) -> None:
    assert run(files, *arguments, stdin=given(8).encode() + b"\n8\n") == expected


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="permissions do not bind root")
def test_a_file_that_must_not_be_read(files: Path) -> None:
    (files / "two").chmod(0)
    assert run(files, "one", "two", "bad") == (written(1, 3, 5), "two: Permission denied\n" + BAD, 2)


@linux
def test_a_file_that_opens_and_cannot_be_read(files: Path) -> None:
    stdout, stderr, status = run(files, "one", "/proc/self/mem", "two")  # its first page is not mapped
    assert (stdout, stderr, status) == (written(1, 2), "/proc/self/mem: Input/output error\n", 2)


@linux
def test_a_file_whose_name_is_not_utf8(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9")
    (tmp_path / name).write_text("1")
    row = f"         1  $: {NO_OBJECT}, first caf\\udce9:1\n"
    assert run(tmp_path, name) == ("", f"caf\\udce9:1: $: {NO_OBJECT}\n", 1)
    assert run(tmp_path, "--check", name) == ("         1  failed\n" + row, "", 1)


# --- which kind ----------------------------------------------------------------------------------


# The canonical form tells the kind: a customer and a page have an `object`, and an activity has its
# `data` before `created_at`, where a webhook has it after.
KINDS = {
    "customer, by its object": ('{"object": "customer"}', '{"object":"customer"}'),
    "customer, by its id": ('{"id": "cust_1"}', '{"id":"cust_1","object":"customer"}'),
    "customer, by source_id": ('{"source_id": "J", "metadata": {}}', '{"source_id":"J","object":"customer","metadata":{}}'),
    "customer, by an e-mail": ('{"email": "j@example.com"}', '{"object":"customer","email":"j@example.com"}'),
    "customer, by its loyalty": ('{"loyalty": {"points": 1}}', '{"loyalty":{"points":1},"object":"customer"}'),
    "customer, object null": ('{"id": "cust_1", "object": null, "assets": null}', '{"id":"cust_1","assets":null,"object":null}'),
    "customer with a member of a webhook": (
        '{"id": "cust_1", "object": "customer", "project_id": "proj_1"}',
        '{"id":"cust_1","object":"customer","project_id":"proj_1"}',
    ),
    "customer with a member of an activity": (
        '{"id": "cust_1", "object": "customer", "data": {}}',
        '{"id":"cust_1","object":"customer","data":{}}',
    ),
    "customer with a member of a page": (
        '{"id": "cust_1", "object": "customer", "data": []}',
        '{"id":"cust_1","object":"customer","data":[]}',
    ),
    "an order with a phone": ('{"id": "ord_1", "phone": "1"}', f"$: {NONE_OF_THEM}"),
    "the data of an activity, without the activity": (
        '{"customer": {"id": "cust_1"}, "loyalty": null}',
        f"$: {NONE_OF_THEM}",
    ),
    "list of something else": (
        '{"object": "list", "data_ref": "vouchers", "vouchers": []}',
        f"$: {NONE_OF_THEM}",
    ),
    "activity, by its id": (
        '{"created_at": null, "type": "customer.deleted", "id": "evcus_1"}',
        '{"id":"evcus_1","type":"customer.deleted","created_at":null}',
    ),
    "activity, by its data": (
        '{"type": "x", "created_at": null, "data": {"customer": {"id": "cust_1"}}}',
        '{"type":"x","data":{"customer":{"id":"cust_1","object":"customer"}},"created_at":null}',
    ),
    "activity, wrapped": (
        '{"id": "evcus_1", "created_at": null, "data": {"event_source": {}, "data": {"customer": {}}}}',
        '{"id":"evcus_1","data":{"event_source":{},"data":{"customer":{"object":"customer"}}},"created_at":null}',
    ),
    "activity with a member of a webhook": (
        '{"id": "evcus_1", "created_at": null, "data": {}, "project_id": "proj_1"}',
        '{"id":"evcus_1","data":{},"created_at":null,"project_id":"proj_1"}',
    ),
    "webhook, by its id": (
        '{"id": "whs_1", "data": {}, "type": "x", "created_at": null}',
        '{"id":"whs_1","created_at":null,"type":"x","data":{}}',
    ),
    "webhook, by its project": (
        '{"type": "voucher.published", "project_id": "proj_1", "created_at": null}',
        '{"project_id":"proj_1","created_at":null,"type":"voucher.published"}',
    ),
    "webhook, by its event": (
        '{"data": {}, "type": "x", "event": {"type": "x", "id": "evcus_1"}, "created_at": null}',
        '{"created_at":null,"type":"x","data":{},"event":{"id":"evcus_1","type":"x"}}',
    ),
    "page, by its object": ('{"has_more": false, "object": "list"}', '{"object":"list","data_ref":"data","has_more":false}'),
    "page, by its data": ('{"data": [{"id": "evcus_1"}]}', '{"object":"list","data_ref":"data","data":[{"id":"evcus_1"}]}'),
    "page without activities": (
        '{"object": "list", "data_ref": "data", "total": 0, "data": []}',
        '{"object":"list","data_ref":"data","data":[],"total":0}',
    ),
    "record of a customer": ('{"source": "x", "document": {"id": "cust_1"}}', '{"id":"cust_1","object":"customer"}'),
    "record of a page": ('{"document": {"object": "list"}}', '{"object":"list","data_ref":"data"}'),
    "record of a customer that does not decode": (
        '{"source": "x", "document": {"id": 1, "object": "customer"}}',
        "$.id: expected a string, got an integer",
    ),
    "record of something else": ('{"document": {"object": "voucher"}}', f"$: {NONE_OF_THEM}"),
    "record without a payload": ('{"source": "x", "document": null}', f"$: {NONE_OF_THEM}"),
    "record in a record": ('{"document": {"document": {"id": "cust_1"}}}', f"$: {NONE_OF_THEM}"),
    "nothing at all": ("{}", f"$: {NONE_OF_THEM}"),
    "an object of another kind": ('{"id": "v_1", "object": "voucher", "metadata": {}}', f"$: {NONE_OF_THEM}"),
    "an id that is no string": ('{"id": ["cust_1"], "name": "Jane"}', f"$: {NONE_OF_THEM}"),
}


@pytest.fixture(scope="module")
def kinds_recognised(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the command writes for each document of the table."""
    folder = tmp_path_factory.mktemp("kinds")
    (folder / "mark").write_text(MARK)
    for number, (text, _) in enumerate(KINDS.values()):
        (folder / f"f{number}").write_text(text)
    stdout, stderr, status = run(folder, *(name for n in range(len(KINDS)) for name in (f"f{n}", "mark")))
    assert (crash_in(stderr), status) == ([], 1)
    problems = dict(re.findall(r"(?m)^f([0-9]+):1: (.*)$", stderr))
    documents = stdout.split(MARK)
    return {name: documents[n].strip() or problems[str(n)] for n, name in enumerate(KINDS)}


@pytest.mark.parametrize("name", KINDS)
def test_kind(name: str, kinds_recognised: dict[str, str]) -> None:
    assert kinds_recognised[name] == KINDS[name][1]


def test_each_kind_is_written_in_its_canonical_form(tmp_path: Path) -> None:
    documents = b"""
{"object": "customer", "x": {"b": 1.0, "a": null}, "phone": null, "name": "Zo\xc3\xab", "id": "cust_1", "system_metadata": []}
{"type": "customer.created", "data": {"points": 1.0, "customer": {"id": "cust_1"}}, "id": "evcus_1", "created_at": "2024-01-01T00:00:00Z"}
{"total": 1, "data": [{"type": "x", "id": "evcus_1"}], "object": "list"}
{"event": {"type": "x", "id": "evcus_1"}, "data": {}, "id": "whs_1"}
"""
    assert run(tmp_path, stdin=documents) == (
        r"""{"id":"cust_1","system_metadata":{},"object":"customer","name":"Zo\u00eb","phone":null,"x":{"b":1.0,"a":null}}
{"id":"evcus_1","type":"customer.created","data":{"customer":{"id":"cust_1","object":"customer"},"points":1},"created_at":"2024-01-01T00:00:00.000Z"}
{"object":"list","data_ref":"data","data":[{"id":"evcus_1","type":"x"}],"total":1}
{"id":"whs_1","data":{},"event":{"id":"evcus_1","type":"x"}}
""",
        "",
        0,
    )


KIND_GIVEN = {
    "customer": (
        '{"name": "Jane"}\n{"id": "evcus_1", "data": []}\n{"id"}\n',
        '{"object":"customer","name":"Jane"}\n{"id":"evcus_1","object":"customer","data":[]}\n',
        "<stdin>:3: $: expected JSON, got something else from column 6 on\n",
    ),
    "activity": ('{"id": "cust_1", "x": 1}', '{"id":"cust_1","x":1}\n', ""),
    "page": (
        '{}\n{"id": "evcus_1", "data": {}}\n',
        '{"object":"list","data_ref":"data"}\n',
        "<stdin>:2: $.data: expected an array, got an object\n",
    ),
    "webhook": (
        '{"event": {"id": "x"}, "type": "y"}\n1\n',
        '{"type":"y","event":{"id":"x"}}\n',
        "<stdin>:2: $: expected an object, got an integer\n",
    ),
}


@pytest.mark.parametrize("kind", KIND_GIVEN)
def test_kind_given(kind: str, tmp_path: Path) -> None:
    text, stdout, stderr = KIND_GIVEN[kind]
    assert run(tmp_path, "--kind", kind, stdin=text.encode()) == (stdout, stderr, 1 if stderr else 0)


# --- the reports ---------------------------------------------------------------------------------

CUSTOMERS = """\
{"id": "cust_1", "hat": 1, "loyalty": {"campaigns": {"A": {"points_to_go": 1}, "B b": {"points_to_go": 1.5}}}}
{"id": "cust_2", "hat": "L", "metadata": {"unknown": 1}, "referrals": {"campaigns": [{"x": null}, {"x": []}]}}

{"id": "cust_3", "loyalty": {"campaigns": {"A": {"points": "1"}}}}
{"id": "cust_4", "loyalty": {"campaigns": {"C c": {"points": "2"}}}}
{"id": "cust_5", "referrals": {"campaigns": [{}, "rf_1"]}}
{"id": "cust_6", "loyalty": {"campaigns": {"A": {"points": true}}}}
{"id": "cust_7", "hat": {"size": 7}, "a b": false, "x\\ny": 1, "summary": {"orders": {"hat": 1}}}
no JSON
"""
EVENTS = """\
{"id": "evcus_1", "type": "customer.created", "hat": 1, "data": {"order": {"hat": 1}, "hat": true, "source": {"hat": 1}}}
{"id": "evcus_2", "type": "customer.consents.given", "data": {"data": {"customer": {"loyalty": {"points": "many"}}}}}
{"object": "list", "next": "x", "data": [{"type": "customer.new"}, {"type": "customer.new", "hat": 2}, {"type": "customer.updated"}]}
{"id": "whs_1", "type": "voucher.published", "data": {"customer": {"hat": 2}}, "event": {"hat": "L", "type": "not.this.one"}}
{"id": "cust_8", "loyalty": {"campaigns": {"D": {"points": "1"}}}}
{"id": "evcus_3", "type": "customer.consents.given", "data": null}
"""
SUMMARY = f"""\
         3  customer
         2  activity
         1  page
         1  webhook
         7  failed
         3  $.loyalty.campaigns.*.points: expected an integer, got a string, first customers:4
         1  $.referrals.campaigns[*]: expected an object, got a string, first customers:6
         1  $.loyalty.campaigns.*.points: expected an integer, got a boolean, first customers:7
         1  $: expected JSON, got something else, first customers:9
         1  $.data.data.customer.loyalty.points: expected an integer, got a string, first events:2
"""
DRIFT = """\
members that the model does not know:
         4  $.hat: integer, object, string, first customers:1
         2  $.loyalty.campaigns.*.points_to_go: integer, number, first customers:1
         2  $.referrals.campaigns[*].x: array, null, first customers:2
         1  $["a b"]: boolean, first customers:8
         1  $["x\\ny"]: integer, first customers:8
         1  $.summary.orders.hat: integer, first customers:8
         1  $.data.hat: boolean, first events:1
         1  $.next: string, first events:3
         1  $.data[*].hat: integer, first events:3
         1  $.data.customer.hat: integer, first events:4
         1  $.event.hat: string, first events:4
types that are not documented:
         2  customer.new, first events:3
         1  voucher.published, first events:4
         1  customer.consents.given, first events:6
"""


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    (tmp_path / "customers").write_text(CUSTOMERS)
    (tmp_path / "events").write_text(EVENTS)
    return tmp_path


def test_check_sums_up_and_groups_the_failures(exports: Path) -> None:
    assert run(exports, "--check", "customers", "events") == (SUMMARY, "", 1)


def test_drift_adds_what_the_model_does_not_know(exports: Path) -> None:
    assert run(exports, "--drift", "customers", "events") == (SUMMARY + DRIFT, "", 1)


def rows(text: str, pattern: str) -> list[dict[str, Any]]:
    """The lines of the report for people as the report for programs has them."""
    found = [match.groupdict() for match in re.finditer(pattern, text, re.MULTILINE)]
    return [{**row, "count": int(row["count"])} for row in found]


def test_json_gives_the_same_as_one_object(exports: Path) -> None:
    summary: dict[str, Any] = {
        "documents": {"customer": 3, "activity": 2, "page": 1, "webhook": 1},
        "failed": 7,
        "failures": rows(SUMMARY, r"^ +(?P<count>\d+)  (?P<path>\$.*): (?P<reason>expected .*), first (?P<first>.*)$"),
    }
    members = rows(DRIFT, r"^ +(?P<count>\d+)  (?P<path>\$.*): (?P<types>.*), first (?P<first>.*)$")
    drift = {
        "unknown_members": [{**row, "types": row["types"].split(", ")} for row in members],
        "undocumented_types": rows(DRIFT, r"^ +(?P<count>\d+)  (?P<type>[a-z.]+), first (?P<first>.*)$"),
    }
    assert (len(summary["failures"]), *map(len, drift.values())) == (5, 11, 3)
    for options, expected in {("--check",): summary, (): summary, ("--drift",): {**summary, **drift}}.items():
        stdout, stderr, status = run(exports, "--json", *options, "customers", "events")
        assert (json.loads(stdout), stdout.count("\n"), stderr, status) == (expected, 1, "", 1)


NOTHING_SEEN: dict[str, Any] = {
    "documents": {"customer": 0, "activity": 0, "page": 0, "webhook": 0},
    "failed": 0,
    "failures": [],
    "unknown_members": [],
    "undocumented_types": [],
}


def test_the_report_on_an_empty_file(tmp_path: Path) -> None:
    stdout, stderr, status = run(tmp_path, "--drift", "--json")
    assert (json.loads(stdout), stderr, status) == (NOTHING_SEEN, "", 0)


def test_a_file_that_cannot_be_read_leaves_the_report_on_the_others(files: Path) -> None:
    expected = "         3  customer\n         1  failed\n         1  $.name: expected a string, got an integer, first bad:2\n"
    assert run(files, "--check", "one", "none", "bad") == (expected, "none: No such file or directory\n", 2)


SECRET = "s3cret"
TELLING = [
    f'{{"id": "cust_{SECRET}", "source_id": "{SECRET}", "metadata": {{"{SECRET}": ["{SECRET}"]}}, "hat": "{SECRET}"}}',
    f'{{"id": "cust_1", "hat": {{"{SECRET}": "{SECRET}"}}, "cap": ["{SECRET}"], "system_metadata": {{"{SECRET}": 1}}}}',
    f'{{"id": "cust_1", "loyalty": {{"campaigns": {{"{SECRET}": {{"hat": "{SECRET}"}}}}}}}}',
    f'{{"id": "cust_1", "loyalty": {{"points": "{SECRET}"}}}}',
    f'{{"id": "cust_1", "created_at": "{SECRET}"}}',
    f'{{"id": "cust_1", "created_at": "2024-02-30T00:00:00Z{SECRET}"}}',
    f'{{"id": "cust_1", "birthdate": "{SECRET}"}}',
    f'{{"id": "cust_1", "summary": "{SECRET}"}}',
    f'{{"id": "cust_1", "referrals": {{"campaigns": ["{SECRET}"]}}}}',
    f'{{"id": "cust_1", "metadata": ["{SECRET}"]}}',
    f'{{"id": ["{SECRET}"], "object": "{SECRET}"}}',
    f'"{SECRET}"',
    f'["{SECRET}"]',
    f'{{"id": "{SECRET}", {SECRET}}}',
    f'{{"id": "{SECRET}',
    f'{{"{SECRET}": "\\x"}}',
    f'{{"id": "evcus_1", "type": "{SECRET} of Jane", "data": {{"customer": {{"name": "{SECRET}"}}}}}}',
    f'{{"id": "evcus_1", "type": "{SECRET}@example.com", "data": {{"order": {{"{SECRET}": 1}}}}}}',
    f'{{"id": "evcus_1", "type": "\\u001b[2J{SECRET}\\n"}}',
    f'{{"id": "evcus_1", "type": "{SECRET * 100}"}}',
    f'{{"id": "evcus_1", "type": ["{SECRET}"]}}',
    f'{{"id": "whs_1", "type": "", "event": {{"type": "{SECRET}"}}, "data": {{"hat": "{SECRET}"}}}}',
]


@pytest.mark.parametrize("options", ["", "--check", "--drift", "--drift --json"])
def test_no_value_is_in_any_report(options: str, tmp_path: Path) -> None:
    (tmp_path / "f").write_text("\n".join(TELLING))
    (tmp_path / "g").write_bytes(f'{{"id": "{SECRET}\xff"}}'.encode("latin-1"))
    (tmp_path / "h").write_text("[\n" + ",\n".join(TELLING[:12]) + "\n]")
    stdout, stderr, status = run(tmp_path, *options.split(), "f", "g", "h")
    assert (crash_in(stderr), status) == ([], 1)
    assert SECRET not in (stdout + stderr if options else stderr)
    if "--drift" in options:
        assert (stdout.count("$.loyalty.campaigns.*.hat"), stdout.count("(no name)")) == (1, 1)


def test_a_key_of_a_map_is_folded_in_the_failures(tmp_path: Path) -> None:
    text = f'{{"id": "cust_1", "loyalty": {{"campaigns": {{"{SECRET}": {{"points": []}}}}}}}}'
    reason = "expected an integer, got an array"
    stdout = f"         1  failed\n         1  $.loyalty.campaigns.*.points: {reason}, first <stdin>:1\n"
    assert run(tmp_path, "--check", stdin=text.encode()) == (stdout, "", 1)
    # Without a report the message is the one of the library, which says where to look.
    stderr = f"<stdin>:1: $.loyalty.campaigns.{SECRET}.points: {reason}\n"
    assert run(tmp_path, stdin=text.encode()) == ("", stderr, 1)


def test_a_report_has_a_thousand_rows_and_one_for_all_others(tmp_path: Path) -> None:
    lines = []
    for number in range(0, 1500, 100):
        members: dict[str, Any] = {f"m{number + n}": n if number < 1400 else "x" for n in range(100)}
        types = [{"type": f"t{number + n}"} for n in range(100)]
        lines.append(json.dumps({"object": "list", **members, "data": types}))
    (tmp_path / "f").write_text("\n".join(lines))
    stdout, stderr, status = run(tmp_path, "--drift", "--json", "f")
    report = json.loads(stdout)
    assert (report["documents"]["page"], report["failed"], stderr, status) == (15, 0, "", 0)
    first, *others = report["unknown_members"]
    assert first == {"path": "(others)", "types": ["integer", "string"], "count": 500, "first": "f:11"}
    assert others == [
        {"path": f"$.m{n}", "types": ["integer"], "count": 1, "first": f"f:{n // 100 + 1}"} for n in range(1000)
    ]
    first, *others = report["undocumented_types"]
    assert first == {"type": "(others)", "count": 500, "first": "f:11"}
    assert others == [{"type": f"t{n}", "count": 1, "first": f"f:{n // 100 + 1}"} for n in range(1000)]


# --- how it is called ----------------------------------------------------------------------------

USAGE = [
    pytest.param(["--nope"], "unrecognized arguments: --nope", id="an option that there is not"),
    pytest.param(["--kind", "voucher"], "argument --kind: invalid choice: 'voucher'", id="a kind that there is not"),
    pytest.param(["--kind"], "argument --kind: expected one argument", id="no kind"),
]


@pytest.mark.parametrize(("arguments", "message"), USAGE)
def test_usage(arguments: list[str], message: str, files: Path) -> None:
    stdout, stderr, status = run(files, *arguments)
    assert (stdout, status, crash_in(stderr)) == ("", 2, [])
    assert stderr.startswith("usage: python -m customer_activity ")
    assert stderr.splitlines()[-1].startswith(f"python -m customer_activity: error: {message}")


def examples_in(text: str, name: str) -> list[str]:
    """The command lines at the end of the help."""
    lines = text[text.index("examples:\n") :].splitlines()[1:]
    assert all(line.startswith(f"  python -m {name} ") for line in lines), lines
    return [line.strip() for line in lines]


@posix
def test_help_is_short_and_its_examples_work(files: Path) -> None:
    stdout, stderr, status = run(files, "--help")
    assert (stderr, status) == ("", 0)
    assert len(stdout.splitlines()) <= 30
    assert all(option in stdout for option in ("--check", "--drift", "--json", "--kind", "FILE"))
    examples = examples_in(stdout, "customer_activity")
    assert len(examples) == 2
    for example in examples:
        for name in re.findall(r"[^ ]+\.jsonl?", example.partition(">")[0]):
            (files / name).write_text(given(1) + "\n")
        command = example.replace("python", shlex.quote(sys.executable), 1)
        done = subprocess.run(["sh", "-c", command], cwd=files, env=ENVIRONMENT, capture_output=True, timeout=60)
        assert (done.stderr, done.returncode) == (b"", 0)


def test_it_works_from_the_parent_of_a_folder_of_any_name(files: Path) -> None:
    shutil.copytree(PACKAGE, files / "acme_customers", ignore=shutil.ignore_patterns("__pycache__"))
    environment = {name: value for name, value in ENVIRONMENT.items() if name != "PYTHONPATH"}
    outcomes = []
    for arguments in ["--help"], ["bad"]:
        done = subprocess.run(
            [sys.executable, "-W", "error", "-S", "-m", "acme_customers", *arguments],
            cwd=files,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
        )
        outcomes.append((done.stdout, done.stderr, done.returncode))
    assert len(examples_in(outcomes.pop(0)[0], "acme_customers")) == 2
    assert outcomes == [(written(3, 5), BAD, 1)]


# --- streams that are closed, full, or left by their reader --------------------------------------

FULL = ["No space left on device"]

REDIRECTED = [
    pytest.param("<&-", ["one"], written(1), [], 0, id="standard input closed and not asked for"),
    pytest.param("<&-", ["-", "one"], written(1), ["Bad file descriptor"], 2, id="standard input closed"),
    pytest.param(">&-", ["one"], "", [], 2, id="standard output closed"),
    pytest.param(">&-", ["--check", "one"], "", [], 2, id="standard output closed, report"),
    pytest.param(">/dev/full", ["one"], "", FULL, 2, id="device full", marks=linux),
    pytest.param(">/dev/full", ["plenty", "one"], "", FULL, 2, id="device full while writing", marks=linux),
    pytest.param(">/dev/full", ["--check", "one"], "", FULL, 2, id="device full, report", marks=linux),
    pytest.param(">/dev/full", ["--help"], "", FULL, 2, id="device full, help", marks=linux),
    pytest.param("2>&-", ["none"], "", [], 2, id="standard error closed, a file is missing"),
    pytest.param("2>/dev/full", ["none"], "", [], 2, id="standard error full, a file is missing", marks=linux),
    pytest.param(">&- 2>&- <&-", ["one", "-"], "", [], 2, id="all closed"),
]


@pytest.fixture
def plenty(files: Path) -> Path:
    """The same folder, with a file `plenty` that no pipe holds."""
    (files / "plenty").write_text((given(1) + "\n") * 20_000)
    return files


@posix
@pytest.mark.parametrize(("redirection", "arguments", "stdout", "messages", "status"), REDIRECTED)
def test_redirected(
    redirection: str, arguments: list[str], stdout: str, messages: list[str], status: int, plenty: Path
) -> None:
    done = run_redirected(plenty, redirection, *arguments)
    assert (crash_in(done[1]), done[0], done[2]) == ([], stdout, status)
    if messages != FULL or done[1]:  # that a device is full, argparse does not say of its help
        assert [line.rpartition(": ")[2] for line in done[1].splitlines()] == messages


@posix
def test_the_first_documents_are_enough_for_the_reader(plenty: Path) -> None:
    with start(plenty, "plenty") as process:
        assert process.stdout and process.stderr
        assert process.stdout.readline().decode() == written(1)
        process.stdout.close()
        assert (process.stderr.read(), process.wait(60)) == (b"", 0)


READER_GONE = [
    pytest.param(["one"], 0, id="few documents"),
    pytest.param(["plenty"], 0, id="plenty of documents"),
    pytest.param(["--check", "one"], 0, id="report"),
    pytest.param(["--help"], 0, id="help"),
    pytest.param(["--version"], 0, id="version"),
]


@posix
@pytest.mark.parametrize(("arguments", "status"), READER_GONE)
def test_the_reader_of_the_output_has_gone(arguments: list[str], status: int, plenty: Path) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    process = start(plenty, *arguments, stdout=write_end)
    os.close(write_end)
    _, stderr = process.communicate(timeout=60)
    assert (stderr.decode(), process.returncode) == ("", status)


MESSAGES_UNREAD = [
    pytest.param(["bad"], written(3, 5), 1, id="a document fails"),
    pytest.param(["none", "one"], written(1), 2, id="a file is missing"),
    pytest.param(["--nope"], "", 2, id="usage"),
]


@posix
@pytest.mark.parametrize(("arguments", "stdout", "status"), MESSAGES_UNREAD)
def test_the_reader_of_the_messages_has_gone(arguments: list[str], stdout: str, status: int, files: Path) -> None:
    # It may stop there or go on with the documents: the status is one of the documented in any case.
    read_end, write_end = os.pipe()
    os.close(read_end)
    process = start(files, *arguments, stderr=write_end)
    os.close(write_end)
    out, _ = process.communicate(timeout=60)
    assert stdout.startswith(out.decode())
    assert process.returncode in (0, status)


# --- a terminal, and Ctrl-C ----------------------------------------------------------------------


class Terminal:
    """The screen of a terminal that the command writes to."""

    def __init__(self) -> None:
        import pty

        self.ours, self.theirs = pty.openpty()
        self.text = ""

    def read(self, until: str = "") -> str:
        """Everything written so far: up to a text, or without one, up to the end."""
        if not until:
            os.close(self.theirs)
        end = time.monotonic() + 30
        while not until or until not in self.text:
            ready, _, _ = select.select([self.ours], [], [], max(0, end - time.monotonic()))
            assert ready, f"not seen: {until!r} in {self.text!r}"
            try:
                chunk = os.read(self.ours, 65536)
            except OSError:  # as Linux says that the other end is closed
                chunk = b""
            if not chunk:
                break
            self.text += chunk.decode()
        if not until:
            os.close(self.ours)
        return self.text

    def screen(self) -> list[str]:
        """The lines that are left to see: `\\r` and ESC [K begin a line anew."""
        return [line.rpartition("\r\x1b[K")[2].rstrip("\r") for line in self.text.split("\n")]


@posix
def test_a_terminal_shows_the_progress_and_is_left_clean(files: Path) -> None:
    terminal = Terminal()
    process = start(files, "bad", stderr=terminal.theirs)
    out, _ = process.communicate(timeout=60)
    assert (out.decode(), process.returncode) == (written(3, 5), 1)
    first, *_ = re.findall(r"\r\x1b\[K([^\r\n]+)", terminal.read())
    assert re.sub("[0-9,]+ a second", "N a second", first) == "1 documents, 37% of the file, N a second, 0 failed"
    assert terminal.screen() == [BAD.rstrip(), ""]


@posix
def test_documents_and_progress_do_not_mix_on_a_terminal(files: Path) -> None:
    terminal = Terminal()
    process = start(files, "one", "bad", "two", stdout=terminal.theirs, stderr=terminal.theirs)
    process.communicate(timeout=60)
    terminal.read()
    # Documents and messages are two streams, which come in any order.
    assert sorted(terminal.screen()) == sorted([*written(1, 2, 3, 5).splitlines(), BAD.rstrip(), ""])


def test_there_is_no_progress_where_there_is_no_terminal(files: Path) -> None:
    assert run(files, "--check", "one", "two") == ("         2  customer\n         0  failed\n", "", 0)


@posix
def test_ctrl_c_ends_it_with_the_summary_so_far(files: Path) -> None:
    terminal = Terminal()
    with start(files, "--check", "one", "-", stderr=terminal.theirs) as process:
        assert process.stdin
        terminal.read(until="1 documents, ")
        for text, shown in (given(2), "2 documents, "), ("{}", "3 documents, "):
            time.sleep(0.3)  # the line is brought up to date five times a second
            process.stdin.write(text.encode() + b"\n")
            process.stdin.flush()
            terminal.read(until=shown)
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=60)
    report = f"         2  customer\n         1  failed\n         1  $: {NONE_OF_THEM}, first <stdin>:2\n"
    assert (out.decode(), process.returncode) == (report, 130)
    terminal.read()
    assert (crash_in(terminal.text), terminal.screen()) == ([], [""])


@posix
def test_ctrl_c_leaves_the_documents_so_far(files: Path) -> None:
    with start(files, "one", "-", "two") as process:
        assert process.stdin and process.stderr
        process.stdin.write(f"{given(2)}\n1\n".encode())
        process.stdin.flush()
        message = process.stderr.readline()
        process.send_signal(signal.SIGINT)
        out, rest = process.communicate(timeout=60)
    assert ((message + rest).decode(), process.returncode) == (f"<stdin>:2: $: {NO_OBJECT}\n", 130)
    assert out.decode() == written(1, 2)


@posix
def test_ctrl_c_ends_it_while_the_reader_of_the_output_waits(plenty: Path) -> None:
    read_end, write_end = os.pipe()
    process = start(plenty, "plenty", stdout=write_end)
    os.close(write_end)
    try:
        assert select.select([read_end], [], [], 30)[0]
        time.sleep(0.5)  # the pipe is full by now
        for _ in range(2):  # as somebody would who sees nothing happen
            process.send_signal(signal.SIGINT)
            try:
                process.wait(1)
                break
            except subprocess.TimeoutExpired:
                pass
        _, stderr = process.communicate(timeout=10)
        assert (crash_in(stderr.decode()), process.returncode) == ([], 130)
    finally:
        os.close(read_end)
        process.kill()
        process.communicate()


# --- size ----------------------------------------------------------------------------------------

# Run by an interpreter of its own, since a child counts the memory of its parent until it execs.
MEASURE = """\
import resource, subprocess, sys
status = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
print(status, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * (1 if sys.platform == "darwin" else 1024))
"""
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with files of 60 MB of JSON Lines."""
    folder = tmp_path_factory.mktemp("large")
    line = '{"id": "cust_%08d", "hat": 1, "loyalty": {"points": 1, "campaigns": {"c%d": {"points": 1, "x": 2}}}, "metadata": {"text": "%s"}}\n'
    lines = "".join(line % (n, n, "x" * 7900) for n in range(750))
    with open(folder / "sound", "w") as sound, open(folder / "broken", "w") as broken:
        broken.write('{"id": "cust_0",\n')
        for _ in range(10):
            sound.write(lines)
            broken.write(lines)
    assert (folder / "sound").stat().st_size > 60 * MEGABYTE
    return folder


@linux
@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        pytest.param(["--drift", "sound"], 0, id="report"),
        pytest.param(["sound"], 0, id="documents"),
        pytest.param(["--check", "broken"], 1, id="the first line is cut off"),
    ],
)
def test_memory_stays_flat(arguments: list[str], expected: int, large: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-S", "-c", MEASURE, *COMMAND, *arguments], cwd=large, env=ENVIRONMENT, capture_output=True, timeout=120
    )
    status, memory = map(int, done.stdout.split())
    assert status == expected
    assert 5 * MEGABYTE < memory < 40 * MEGABYTE


def test_a_line_of_50_megabytes(tmp_path: Path) -> None:
    (tmp_path / "f").write_text(f'{given(1)}\n{{"id": "cust_2", "name": "{"x" * 50 * MEGABYTE}"}}\n{given(3)}\n1\n')
    stdout, stderr, status = run(tmp_path, "f")
    # Compared with `is True`, so that a failure does not print it all.
    expected = f'{written(1)}{{"id":"cust_2","object":"customer","name":"{"x" * 50 * MEGABYTE}"}}\n{written(3)}'
    assert (stdout == expected) is True
    assert (stderr, status) == (f"f:4: $: {NO_OBJECT}\n", 1)
