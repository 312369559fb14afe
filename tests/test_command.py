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
from collections.abc import Iterator
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
    "COLUMNS": "110",
    "NO_COLOR": "1",
    "TERM": "xterm",
}

Outcome = tuple[str, str, int]
"""Standard output, standard error and exit status."""

SOUGHT = "expected a customer, customer-page, activity, activity-page or webhook (see --kind), got"
NONE_OF_THEM = (
    f"$: {SOUGHT} an object that is none by its id (cust_, evcus_, whs_), its object or its members"
)
NO_OBJECT = f"{SOUGHT} no object"

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


def start(
    folder: Path,
    *arguments: str,
    stdout: int = subprocess.PIPE,
    stderr: int = subprocess.PIPE,
    **variables: str,
) -> subprocess.Popen[bytes]:
    """The command with a pipe for standard input, and with the usual answer to Ctrl-C.

    Whoever runs these tests in the background of a script has SIGINT ignored, and so its children.
    """
    return subprocess.Popen(
        [*COMMAND, *arguments],
        cwd=folder,
        env={**ENVIRONMENT, **variables},
        stdin=subprocess.PIPE,
        stdout=stdout,
        stderr=stderr,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def crash_in(stderr: str) -> list[str]:
    """The lines that only Python itself writes when it comes to an end that nobody meant."""
    crash = "Traceback|Exception ignored|Fatal|.*Warning:"
    return [line for line in stderr.splitlines() if re.match(crash, line)]


def given(number: int) -> str:
    """The JSON text of a customer, not in canonical form."""
    return f'{{"object": "customer", "id": "cust_{number}"}}'


def written(*numbers: int) -> str:
    """What the command makes of these customers."""
    return "".join(f'{{"id":"cust_{number}","object":"customer"}}\n' for number in numbers)


ONE, TWO, THREE = map(given, (1, 2, 3))
WRONG = '{"id": "cust_9", "name": 1}'
NAME_FAILS = "$.name: expected a string, got an integer"

MARK = '{"id":"between","object":"customer"}\n'


def read_apart(folder: Path, contents: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """What one process writes for each of these files, and what it says of them without their names."""
    (folder / "mark").write_text(MARK)
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    stdout, stderr, status = run(folder, *(name for each in contents for name in (each, "mark")))
    assert (crash_in(stderr), status) == ([], 1)
    documents = stdout.split(MARK)
    assert (len(documents), documents[-1]) == (len(contents) + 1, "")
    for name, text in zip(contents, documents):
        problems = re.findall(rf"(?m)^{re.escape(name)}\b(.*\n)", stderr)
        yield text, "".join(problems)
        stderr = re.sub(rf"(?m)^{re.escape(name)}\b.*\n", "", stderr)
    assert stderr == ""


# --- how a file is read --------------------------------------------------------------------------


def row(name: str, content: str | bytes, documents: tuple[int, ...], *problems: str) -> Any:
    """What a file holds, the customers found in it, and what is said of it behind its name."""
    raw = content if isinstance(content, bytes) else content.encode()
    return pytest.param(raw, (written(*documents), "".join(f"{problem}\n" for problem in problems)), id=name)


def cut(place: str) -> str:
    return f"$: expected JSON, got something else from {place} on"


NO_DOCUMENT = ": $: expected a document, got none"
NO_TEXT = "$: expected JSON, got bytes that are not text"
TOO_DEEP = "$: expected JSON, got text nested too deep to read"
TOO_LONG = "$: expected JSON, got text with an integer too long to convert"
NO_NUMBER = "$.metadata.a[0]: expected a JSON value, got a number that is not finite"

BY_NAME = [  # as JSON Lines, because the name of the file ends in .jsonl
    row("lines", f"{ONE}\n{TWO}\n", (1, 2)),
    row("a last line without its end", f"{ONE}\n{TWO}", (1, 2)),
    row("a line that does not decode", f"{ONE}\n{WRONG}\n{THREE}\n", (1, 3), f":2: {NAME_FAILS}"),
    row("a first line that is cut off", f'{{"id":\n{TWO}\n{THREE}\n', (2, 3), f":1: {cut('column 7')}"),
    row("a first array that is cut off", f"[{ONE},\n[{TWO}]\n[{THREE}]\n", (2, 3), f":1: {cut('column 41')}"),
    row("a first line that ends in a comma", f'{{"id": "c",\n{TWO}\n', (2,), f":1: {cut('column 12')}"),
    row("a line that is cut off", f'{ONE}\n{{"id": "cust_\n{THREE}\n', (1, 3), f":2: {cut('column 8')}"),
    row("a last line that is cut off", f'{ONE}\n{{"id"', (1,), f":2: {cut('column 6')}"),
    row("two documents on a line", f"{ONE}\n{TWO} {TWO}\n", (1,), f":2: {cut('column 40')}"),
    row("an array on a line", f"{ONE}\n[{TWO}, {WRONG}, {THREE}]\n[]\n", (1, 2, 3), f":2[1]: {NAME_FAILS}"),
    row("an array in an array", f"{ONE}\n[[{TWO}], {THREE}]\n", (1, 3), f":2[0]: $: {NO_OBJECT}"),
    row("blank lines, which count", f"\n{ONE}\n \t\r\n1\n\n", (1,), f":4: $: {NO_OBJECT}"),
    row("CRLF", f'{ONE}\r\n{{"id":\r\n{THREE}\r\n', (1, 3), f":2: {cut('column 7')}"),
    row("BOMs of two files put together", f"\ufeff{ONE}\n\ufeff{TWO}\n", (1, 2)),
    row(
        "a document on two lines", '{"id":\n"cust_1"}', (), f":1: {cut('column 7')}", f":2: {cut('column 9')}"
    ),
    row("bytes that are not text", b'{"id": "\xff"}\n' + TWO.encode(), (2,), f":1: {NO_TEXT}"),
    row("a line nested 100,000 deep", f"{'[' * 100_000}{']' * 100_000}\n{TWO}", (2,), f":1: {TOO_DEEP}"),
    row("an integer of 5000 digits", f'{{"id": {"9" * 5000}}}\n{TWO}', (2,), f":1: {TOO_LONG}"),
    row(
        "a number that is none",
        f'{{"email": "", "metadata": {{"a": [NaN]}}}}\n{TWO}',
        (2,),
        f":1: {NO_NUMBER}",
    ),
    row("scalars", '1\n"x"\nnull\n-1.5e3\n', (), *(f":{line}: $: {NO_OBJECT}" for line in (1, 2, 3, 4))),
    row("nothing", b"", (), NO_DOCUMENT),
    row("blank lines only", b"\n \r\n\t\n", (), NO_DOCUMENT),
    row("empty arrays only", b"[]\n[]\n", (), NO_DOCUMENT),
]
BY_FIRST_LINE = [  # as JSON Lines, because the first line that is not blank is a whole JSON value
    row("one document", ONE, (1,)),
    row("lines", f"{ONE}\n{TWO}\n", (1, 2)),
    row("lines behind blank ones", f"\n \n{ONE}\n{TWO}\n1\n", (1, 2), f":5: $: {NO_OBJECT}"),
    row("a second line that is cut off", f'{ONE}\n{{"id":\n{THREE}\n', (1, 3), f":2: {cut('column 7')}"),
    row("a first line that does not decode", f"{WRONG}\n{TWO}\n", (2,), f":1: {NAME_FAILS}"),
    row("a first line that is a scalar", f"1\n{TWO}\n", (2,), f":1: $: {NO_OBJECT}"),
    row("lines with a BOM", f"\ufeff{ONE}\n{TWO}\n", (1, 2)),
    row("an array on one line", f"[{ONE}, {WRONG}, {THREE}]\n", (1, 3), f":1[1]: {NAME_FAILS}"),
    row("an array without documents", "[ ]\n", (), NO_DOCUMENT),
]
NESTED = f'{{"email": "", "loyalty":\n{ONE}\n, "name":\n{TWO}}}\n'
WHOLE = [  # as one JSON text
    row("a document on many lines", '{\n  "object": "customer",\n  "id": "cust_1"\n}\n', (1,)),
    row("CRLF", '{\r\n  "id": "cust_1"\r\n}\r\n', (1,)),
    row("a BOM", '\ufeff{\n"id": "cust_1"\n}\n', (1,)),
    row("lines that are objects", NESTED, (), ": $.name: expected a string, got an object"),
    row("a document that does not decode", '{\n  "id": "cust_1",\n  "name": 1\n}\n', (), f": {NAME_FAILS}"),
    row(
        "a document that is no JSON, behind blank lines",
        '\n\n{\n"id": +1\n}',
        (),
        f": {cut('line 4, column 7')}",
    ),
    row(
        "an array",
        json.dumps([{"id": "cust_1"}, 2, {"id": "cust_3"}], indent=1),
        (1, 3),
        f"[1]: $: {NO_OBJECT}",
    ),
    row("an array with a document a line", f"[\n{ONE},\n{TWO}\n]\n", (1, 2)),
    row("an array that is cut off", f"[\n{ONE},\n{TWO},\n", (), f": {cut('line 4, column 1')}"),
    row("an array without documents", "[\n]\n", (), NO_DOCUMENT),
    row("a first line that is cut off", f'{{"id":\n{TWO}\n{THREE}\n', (), f": {cut('line 3, column 1')}"),
    row("a first line that is no JSON", f"id: 1\n{TWO}\n", (), f": {cut('column 1')}"),
    row("UTF-16 as PowerShell writes it", '{\r\n  "id": "cust_1"\r\n}\r\n'.encode("utf-16"), (1,)),
]


@pytest.fixture(scope="module")
def contents_read(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, bytes], tuple[str, str]]:
    """What the command writes and says for each file of the tables, all of them read by one process."""
    keys = [(".jsonl", each.values[0]) for each in BY_NAME]
    keys += [("", each.values[0]) for each in (*BY_FIRST_LINE, *WHOLE)]
    contents = {f"f{number}{ending}": content for number, (ending, content) in enumerate(keys)}
    return dict(zip(keys, read_apart(tmp_path_factory.mktemp("contents"), contents)))


@pytest.mark.parametrize(("content", "expected"), BY_NAME)
def test_a_file_whose_name_ends_in_jsonl_is_read_line_by_line(
    content: bytes, expected: tuple[str, str], contents_read: dict[tuple[str, bytes], tuple[str, str]]
) -> None:
    assert contents_read[".jsonl", content] == expected


@pytest.mark.parametrize(("content", "expected"), BY_FIRST_LINE)
def test_a_file_whose_first_line_is_a_whole_value_is_read_line_by_line(
    content: bytes, expected: tuple[str, str], contents_read: dict[tuple[str, bytes], tuple[str, str]]
) -> None:
    assert contents_read["", content] == expected


@pytest.mark.parametrize(("content", "expected"), WHOLE)
def test_any_other_file_is_one_json_text(
    content: bytes, expected: tuple[str, str], contents_read: dict[tuple[str, bytes], tuple[str, str]]
) -> None:
    assert contents_read["", content] == expected


def test_ndjson_and_lines_are_read_line_by_line_as_well(tmp_path: Path) -> None:
    content = f'{{"id":\n{TWO}\n'
    problem = f": {cut('column 7')}"
    for name, *options in ["f.ndjson"], ["f.json", "--lines"], ["jsonl", "--lines"]:
        (tmp_path / name).write_text(content)
        assert run(tmp_path, name, *options) == (written(2), f"{name}:1{problem}\n", 1)
    assert run(tmp_path, "--lines", stdin=content.encode()) == (written(2), f"<stdin>:1{problem}\n", 1)


@pytest.mark.parametrize("option", ["--kind=activity", "--drift"])
def test_any_depth_decodes_or_is_an_error(option: str, tmp_path: Path) -> None:
    depths = range(50, 1000, 50)
    lines = [
        '{"id": "evcus_1", "data": ' + '{"data": ' * depth + "{}" + "}" * depth + "}" for depth in depths
    ]
    (tmp_path / "f").write_text("\n".join([*lines, '{"id": "evcus_2"}']))
    stdout, stderr, status = run(tmp_path, option, "f")
    assert (crash_in(stderr), status) in (([], 0), ([], 1))
    if option == "--drift":
        counts = re.findall(r"^ +([0-9]+)  (?:activity|failures)$", stdout, re.MULTILINE)
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


BAD = f"bad:2: {NAME_FAILS}\n"
MISSING = "none: No such file or directory\n"
EIGHT = f"<stdin>:2: $: {NO_OBJECT}\n"

FILES: dict[str, tuple[list[str], Outcome]] = {
    "several": (["one", "two"], (written(1, 2), "", 0)),
    "twice the same": (["one", "one"], (written(1, 1), "", 0)),
    "a document fails": (["one", "bad", "two"], (written(1, 3, 5, 2), BAD, 1)),
    "one is missing": (["one", "none", "two"], (written(1, 2), MISSING, 2)),
    "one is missing, a document fails": (["none", "bad"], (written(3, 5), MISSING + BAD, 2)),
    "one is a folder": (["folder", "one"], (written(1), "folder: Is a directory\n", 2)),
    "none, which is standard input": ([], (written(8), EIGHT, 1)),
    "standard input": (["-"], (written(8), EIGHT, 1)),
    "standard input between others": (["one", "-", "two"], (written(1, 8, 2), EIGHT, 1)),
    "standard input twice, read once": (["-", "-"], (written(8), f"{EIGHT}<stdin>{NO_DOCUMENT}\n", 1)),
    "after the end of the options": (["--", "one"], (written(1), "", 0)),
}


@posix
@pytest.mark.parametrize("name", FILES)
def test_files(name: str, files: Path) -> None:
    arguments, expected = FILES[name]
    assert run(files, *arguments, stdin=given(8).encode() + b"\n8\n") == expected


@linux
def test_a_file_that_opens_and_cannot_be_read(files: Path) -> None:
    stdout, stderr, status = run(files, "one", "/proc/self/mem", "two")  # its first page is not mapped
    assert (stdout, stderr, status) == (written(1, 2), "/proc/self/mem: Input/output error\n", 2)


@linux
def test_the_name_of_a_file_is_shown_on_one_line_whatever_it_is(tmp_path: Path) -> None:
    names = [os.fsdecode(b"caf\xe9"), "a\nb", "\x1b[2J", "\u202e", "caf\xe9 \u017c"]
    shown = ["caf\\udce9", "a\\nb", "\\x1b[2J", "\\u202e", "caf\xe9 \u017c"]
    for name in names[:4]:
        (tmp_path / name).write_text("1")
    problems = [f"{name}:1: $: {NO_OBJECT}\n" for name in shown[:4]]
    problems.append(f"{shown[4]}: No such file or directory\n")
    assert run(tmp_path, *names) == ("", "".join(problems), 2)
    first = f"         4  failures\n             4  $: {NO_OBJECT}, first caf\\udce9:1\n"
    assert run(tmp_path, "--check", *names[:4]) == (first, "", 1)


@linux
def test_a_name_that_the_encoding_of_the_output_lacks_is_shown_escaped(tmp_path: Path) -> None:
    (tmp_path / "\u017c").write_text("1")
    environment = {**ENVIRONMENT, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run([*COMMAND, "--check", "\u017c"], cwd=tmp_path, env=environment, capture_output=True)
    assert done.stdout.decode().endswith(", first \\u017c:1\n")
    assert (done.stderr, done.returncode) == (b"", 1)


# --- which kind ----------------------------------------------------------------------------------

CLASSES: dict[str, Any] = {
    "customer": customer_activity.Customer,
    "customer-page": customer_activity.CustomerPage,
    "activity": customer_activity.CustomerActivity,
    "activity-page": customer_activity.CustomerActivityPage,
    "webhook": customer_activity.Webhook,
}
# The order of the members tells the kind in which a document was written: an activity has its `data`
# before `created_at`, a webhook behind.
KINDS = {
    "by its object": ('{"object": "customer"}', "customer"),
    "by its id": ('{"id": "cust_1"}', "customer"),
    "by its id, though the object is null": ('{"email": null, "object": null, "id": "cust_1"}', "customer"),
    "by its id, in spite of others": ('{"project_id": "", "data": [], "id": "cust_1"}', "customer"),
    "by its object, in spite of its id": ('{"email": null, "object": "customer", "id": "a_1"}', "customer"),
    "by a member, with an id without prefix": ('{"id": "7", "email": "j@example.com"}', "customer"),
    **{
        f"by its {name}": (f'{{"{name}": null, "name": "J"}}', "customer")
        for name in (
            *("source_id", "summary", "loyalty", "referrals", "system_metadata", "assets"),
            *("email", "phone", "birthday", "birthdate", "address"),
        )
    },
    "customers, by data_ref": ('{"total": 0, "data_ref": "customers", "object": "list"}', "customer-page"),
    "customers, by their object": ('{"total": 0, "object": "list", "customers": []}', "customer-page"),
    "customers, though data_ref is null": (
        '{"total": 0, "data_ref": null, "object": "list", "customers": []}',
        "customer-page",
    ),
    "customers, by a member": ('{"customers": [], "total": 0}', "customer-page"),
    "an activity, by its id": ('{"created_at": null, "data": {}, "id": "evcus_1"}', "activity"),
    "an activity, by its members": ('{"type": "x", "created_at": null, "data": {"points": 1}}', "activity"),
    "an activity with data as PHP has it": ('{"type": "x", "created_at": null, "data": []}', "activity"),
    "an activity, wrapped": ('{"id": "evcus_1", "created_at": null, "data": {"data": {}}}', "activity"),
    "an activity, in spite of a project": ('{"project_id": "p", "id": "evcus_1", "type": ""}', "activity"),
    "activities, by data_ref": ('{"total": 0, "data_ref": "data", "object": "list"}', "activity-page"),
    "activities, by their object": ('{"object": "list", "data": []}', "activity-page"),
    "activities, by a member": ('{"data": [{"id": "evcus_1"}]}', "activity-page"),
    "a webhook, by its id": ('{"id": "whs_1", "data": {}, "type": "x", "created_at": null}', "webhook"),
    "a webhook, by its project": ('{"type": "x", "project_id": "proj_1", "data": {}}', "webhook"),
    "a webhook with data as PHP has it": ('{"project_id": "", "data": [], "created_at": null}', "webhook"),
    "a webhook, by its event": ('{"data": {}, "type": "x", "event": {}, "created_at": null}', "webhook"),
}
REFUSED = {
    "a list of something else": (
        '{"object": "list", "data_ref": "vouchers", "total": 0, "vouchers": []}',
        f"$: {SOUGHT} a list of something else, in $.vouchers",
    ),
    "a list of something else, whose reference is not shown": (
        '{"object": "list", "data_ref": "Jane", "a b": [], "data": [{"id": "evcus_1"}]}',
        f'$: {SOUGHT} a list of something else, in $["a b"]',
    ),
    "a list of the vendor's other objects, which stand in data too": (
        '{"object": "list", "data_ref": "data", "data": [{"id": "ltr_1", "object": "loyalty_tier"}]}',
        f"$: {SOUGHT} a list of something else, in $.data",
    ),
    "a list of customers, which stand in data": (
        '{"object": "list", "data": [{"id": "cust_1", "object": "customer"}]}',
        f"$: {SOUGHT} a list of something else, in $.data",
    ),
    "other objects in data, without a word on the whole": (
        '{"data": [{"id": "ltr_1", "object": "loyalty_tier"}]}',
        NONE_OF_THEM,
    ),
    "a list that does not say of what": (
        '{"object": "list", "has_more": false}',
        f"$: {SOUGHT} a list of something else, in no member",
    ),
    "an activity with an array of objects as data": (
        '{"type": "customer.created", "data": [{"id": "evcus_1"}]}',
        "$.data: expected an object, got an array",
    ),
    "an order with a phone": ('{"id": "ord_1", "phone": "1"}', NONE_OF_THEM),
    "something with an object of its own": ('{"object": "voucher", "email": "j@example.com"}', NONE_OF_THEM),
    "the data of an activity, alone": ('{"customer": {"id": "cust_1"}, "loyalty": null}', NONE_OF_THEM),
    "data without anything": ('{"data": []}', NONE_OF_THEM),
    "data that is an object, without anything": ('{"data": {}}', NONE_OF_THEM),
    "data with entries that are no objects": ('{"data": [1]}', NONE_OF_THEM),
    "an event without data": ('{"event": {"id": "evcus_1"}}', NONE_OF_THEM),
    "a type without data": ('{"type": "customer.created"}', NONE_OF_THEM),
    "a record with a document in it": ('{"source": "x", "document": {"id": "cust_1"}}', NONE_OF_THEM),
    "nothing at all": ("{}", NONE_OF_THEM),
    "an id that is no string": ('{"id": ["cust_1"], "name": "Jane"}', NONE_OF_THEM),
    "an id that is only a prefix of one": ('{"id": "cust", "name": "Jane"}', NONE_OF_THEM),
    "no object": ("1", f"$: {NO_OBJECT}"),
}


@pytest.fixture(scope="module")
def kinds_recognised(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the command writes for each document of the tables."""
    contents = {f"f{n}": text.encode() for n, (text, _) in enumerate([*KINDS.values(), *REFUSED.values()])}
    read = read_apart(tmp_path_factory.mktemp("kinds"), contents)
    texts = [(text + problems.removeprefix(":1: ")).strip() for text, problems in read]
    return dict(zip([*KINDS, *REFUSED], texts))


def outcome(cls: Any, text: str) -> str:
    try:
        return str(cls.from_json(text).to_json())
    except customer_activity.DecodeError as error:
        return str(error)


@pytest.mark.parametrize("name", KINDS)
def test_it_knows_a_document(name: str, kinds_recognised: dict[str, str]) -> None:
    text, kind = KINDS[name]
    outcomes = {of: outcome(cls, text) for of, cls in CLASSES.items()}
    assert [of for of in outcomes if outcomes[of] == kinds_recognised[name]] == [kind]


@pytest.mark.parametrize("name", REFUSED)
def test_it_says_what_it_does_not_know(name: str, kinds_recognised: dict[str, str]) -> None:
    assert kinds_recognised[name] == REFUSED[name][1]


KIND_GIVEN = {
    "customer": (
        '{"name": "Jane"}\n{"id": "evcus_1", "data": []}\n{"id"}\n',
        '{"object":"customer","name":"Jane"}\n{"id":"evcus_1","object":"customer","data":[]}\n',
        f"<stdin>:3: {cut('column 6')}\n",
    ),
    "customer-page": (
        '{"customers": [{}]}\n{"data_ref": "data"}',
        '{"object":"list","data_ref":"customers","customers":[{"object":"customer"}]}\n',
        '<stdin>:2: $.data_ref: expected "customers", got another string\n',
    ),
    "activity": ('{"id": "cust_1", "x": 1}', '{"id":"cust_1","x":1}\n', ""),
    "activity-page": (
        '{}\n{"id": "evcus_1", "data": {}}\n',
        '{"object":"list","data_ref":"data"}\n',
        "<stdin>:2: $.data: expected an array, got an object\n",
    ),
    "webhook": (
        '{"event": {"id": "x"}, "type": "y"}\n1\n{"vip": 1}',
        '{"type":"y","event":{"id":"x"}}\n',
        "<stdin>:2: $: expected an object, got an integer\n"
        "<stdin>:3: $: expected a webhook, got an object with none of its members\n",
    ),
}


@pytest.mark.parametrize("kind", KIND_GIVEN)
def test_kind_given(kind: str, tmp_path: Path) -> None:
    text, stdout, stderr = KIND_GIVEN[kind]
    assert run(tmp_path, "--kind", kind, stdin=text.encode()) == (stdout, stderr, 1 if stderr else 0)


# --- the reports ---------------------------------------------------------------------------------

CUSTOMERS = """\
{"id": "cust_1", "hat": 1, "loyalty": {"campaigns": {"A": {"points_to_go": 1}, "B b": {"points_to_go": 1.5}}}}
{"id": "cust_2", "hat": 2, "metadata": {"unknown": 1}, "referrals": {"campaigns": [{"x": null}, {"x": []}]}}

{"id": "cust_3", "loyalty": {"campaigns": {"A": {"points": "1"}}}}
{"id": "cust_4", "loyalty": {"campaigns": {"points": {"points": "2"}}}}
{"id": "cust_5", "referrals": {"campaigns": [{}, "rf_1"]}}
{"id": "cust_6", "loyalty": {"campaigns": {"A": {"points": true}}}}
{"id": "cust_7", "hat": {"size": 7}, "a b": false, "x\\ny": 1, "summary": {"orders": {"hat": 1}}}
{"id": "cust_8", "metadata": {"name": [NaN]}}
{"id": "cust_9", "loyalty": {"loyalty": {"points": [NaN]}}}
no JSON
{"id": "cust_10"} and more
[{"object": "list", "customers": [{}, {"hat": "L", "loyalty": {"campaigns": {"D": {"hat": "L"}}}}]}]
"""
EVENTS = """\
{"id": "evcus_1", "type": "customer.created", "hat": 1, "data": {"order": {"hat": 1}, "hat": true, "source": {"hat": 1}}}
{"id": "evcus_2", "type": "customer.consents.given", "data": {"data": {"customer": {"loyalty": {"points": "many"}}}}}
{"object": "list", "data_ref": "data", "next": "x", "data": [{"type": "customer.new"}, {"type": "customer.new", "hat": 2}, {"type": "customer.updated"}]}
{"id": "whs_1", "type": "voucher.published", "data": {"customer": {"id": "cust_1", "hat": 2}}, "event": {"hat": "L", "type": "not.this.one"}}
{"id": "cust_8", "loyalty": {"campaigns": {"D": {"points": "1"}}}}
{"id": "evcus_3", "type": "customer.consents.given", "data": null}
"""
SUMMARY = """\
         3  customer
         1  customer-page
         2  activity
         1  activity-page
         1  webhook
        10  failures
             3  $.loyalty.campaigns.*.points: expected an integer, got a string, first customers:4
             2  $: expected JSON, got something else, first customers:11
             1  $.referrals.campaigns[*]: expected an object, got a string, first customers:6
             1  $.loyalty.campaigns.*.points: expected an integer, got a boolean, first customers:7
             1  $.metadata.*[*]: expected a JSON value, got a number that is not finite, first customers:9
             1  $.loyalty.*.*[*]: expected a JSON value, got a number that is not finite, first customers:10
             1  $.data.data.customer.loyalty.points: expected an integer, got a string, first events:2
"""
DRIFT = """\
        18  unknown members
             3  $.hat: integer, first customers:1
             1  $.loyalty.campaigns.*.points_to_go: integer, first customers:1
             1  $.loyalty.campaigns.*.points_to_go: number, first customers:1
             1  $.referrals.campaigns[*].x: null, first customers:2
             1  $.referrals.campaigns[*].x: array, first customers:2
             1  $.hat: object, first customers:8
             1  $["a b"]: boolean, first customers:8
             1  $["x\\ny"]: integer, first customers:8
             1  $.summary.orders.hat: integer, first customers:8
             1  $.customers[*].hat: string, first customers:13[0]
             1  $.customers[*].loyalty.campaigns.*.hat: string, first customers:13[0]
             1  $.data.hat: boolean, first events:1
             1  $.next: string, first events:3
             1  $.data[*].hat: integer, first events:3
             1  $.data.customer.hat: integer, first events:4
             1  $.event.hat: string, first events:4
         4  undocumented types
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
        "documents": {"customer": 3, "customer-page": 1, "activity": 2, "activity-page": 1, "webhook": 1},
        "failed": 10,
        "failures": rows(
            SUMMARY, r"^ +(?P<count>\d+)  (?P<path>\$.*): (?P<reason>expected .*), first (?P<first>.*)$"
        ),
    }
    drift = {
        "unknown_members": rows(
            DRIFT, r"^ +(?P<count>\d+)  (?P<path>\$.*): (?P<type>.*), first (?P<first>.*)$"
        ),
        "undocumented_types": rows(DRIFT, r"^ +(?P<count>\d+)  (?P<type>[a-z.]+), first (?P<first>.*)$"),
    }
    assert (len(summary["failures"]), *map(len, drift.values())) == (7, 16, 3)
    for options, expected in {("--check",): summary, (): summary, ("--drift",): {**summary, **drift}}.items():
        stdout, stderr, status = run(exports, "--json", *options, "customers", "events")
        assert (json.loads(stdout), stdout.count("\n"), stderr, status) == (expected, 1, "", 1)


def test_a_report_on_nothing_names_all_kinds(tmp_path: Path) -> None:
    stdout, stderr, status = run(tmp_path, "--drift", "--json")
    documents = dict.fromkeys(["customer", "customer-page", "activity", "activity-page", "webhook"], 0)
    failure = {"path": "$", "reason": "expected a document, got none", "count": 1, "first": "<stdin>"}
    report = {"documents": documents, "failed": 1, "failures": [failure]}
    assert json.loads(stdout) == {**report, "unknown_members": [], "undocumented_types": []}
    assert (stderr, status) == ("", 1)


DRIFTS = {
    "a member that the model does not know": ('{"id": "cust_1", "hat": 1}', 1),
    "a type that is not documented": ('{"id": "evcus_1", "type": "customer.new"}', 1),
    "neither": ('{"id": "evcus_1", "type": "customer.created"}', 0),
}


@pytest.mark.parametrize("name", DRIFTS)
def test_drift_fails_where_it_is_asked_to(name: str, tmp_path: Path) -> None:
    text, status = DRIFTS[name]
    report, *others = run(tmp_path, "--drift", stdin=text.encode())
    assert others == ["", 0]
    assert run(tmp_path, "--fail-on-drift", stdin=text.encode()) == (report, "", status)


def test_a_file_that_cannot_be_read_leaves_the_report_on_the_others(files: Path) -> None:
    expected = f"         3  customer\n         1  failures\n             1  {NAME_FAILS}, first bad:2\n"
    assert run(files, "--check", "one", "none", "bad") == (expected, MISSING, 2)


TELLING = r"""
{"id": "cust_s3cret", "source_id": "s3cret", "metadata": {"s3cret": ["s3cret"]}, "hat": "s3cret"}
{"id": "cust_1", "hat": {"s3cret": "s3cret"}, "cap": ["s3cret"], "system_metadata": {"s3cret": 1}}
{"id": "cust_1", "loyalty": {"campaigns": {"s3cret": {"hat": "s3cret"}}}}
{"id": "cust_1", "loyalty": {"campaigns": {"s3cret": {"points": []}}}}
{"id": "cust_1", "metadata": {"s3cret": {"s3cret": NaN}}}
{"id": "cust_1", "hat": {"s3cret": {"s3cret": NaN}}}
{"id": "cust_1", "loyalty": {"points": "s3cret"}}
{"id": "cust_1", "created_at": "s3cret"}
{"id": "cust_1", "created_at": "2024-02-30T00:00:00Zs3cret"}
{"id": "cust_1", "birthdate": "s3cret"}
{"id": "cust_1", "summary": "s3cret"}
{"id": "cust_1", "referrals": {"campaigns": ["s3cret"]}}
{"id": ["s3cret"], "object": "s3cret"}
{"object": "list", "data_ref": "s3cret", "data": ["s3cret"]}
["s3cret"]
{"id": "s3cret", s3cret}
{"s3cret": "\x"}
{"id": "evcus_1", "type": "s3cret of Jane", "data": {"customer": {"name": "s3cret"}}}
{"id": "evcus_1", "type": "s3cret@example.com", "data": {"order": {"s3cret": 1}}}
{"id": "evcus_1", "type": "\u001b[2Js3cret\n"}
{"id": "evcus_1", "type": "LONG"}
{"id": "whs_1", "type": "", "event": {"type": "s3cret"}, "data": {"hat": "s3cret"}}
""".replace("LONG", "s3cret" * 100)


@pytest.mark.parametrize("options", ["--check", "--drift", "--drift --json"])
def test_no_value_and_no_key_that_may_be_one_is_in_a_report(options: str, tmp_path: Path) -> None:
    (tmp_path / "f.jsonl").write_text(TELLING)
    (tmp_path / "g").write_bytes(b'{"id": "s3cret\xff"}')
    stdout, stderr, status = run(tmp_path, *options.split(), "f.jsonl", "g")
    assert ("s3cret" in stdout, stderr, status) == (False, "", 1)
    assert stdout.count("$.loyalty.campaigns.*.points") == 1
    if "--drift" in options:
        assert stdout.count("$.loyalty.campaigns.*.hat") == 1
        assert len(re.findall(r'\(no name\)[,"]', stdout)) == 1


def test_no_value_is_in_a_message(tmp_path: Path) -> None:
    text = TELLING.replace('"s3cret":', '"key":')  # which says where to look
    stdout, stderr, status = run(tmp_path, "--lines", stdin=text.encode())
    assert ("s3cret" in stdout, "s3cret" in stderr, crash_in(stderr), status) == (True, False, [], 1)
    assert "<stdin>:5: $.loyalty.campaigns.key.points: expected an integer, got an array\n" in stderr


def test_a_report_has_a_thousand_rows_and_one_for_all_others(tmp_path: Path) -> None:
    lines = []
    for number in range(0, 1500, 100):
        members: dict[str, Any] = {f"m{number + n}": n for n in range(100)}
        types = [{"type": f"t{number + n}"} for n in range(100)]
        lines.append(json.dumps({"object": "list", **members, "data": types}))
    (tmp_path / "f").write_text("\n".join(lines))
    stdout, stderr, status = run(tmp_path, "--drift", "--json", "f")
    report = json.loads(stdout)
    assert (report["documents"]["activity-page"], report["failed"], stderr, status) == (15, 0, "", 0)
    first, *others = report["unknown_members"]
    more = "more different ones than are kept apart"
    assert first == {"path": "(others)", "type": more, "count": 500, "first": "f:11"}
    assert others == [
        {"path": f"$.m{n}", "type": "integer", "count": 1, "first": f"f:{n // 100 + 1}"} for n in range(1000)
    ]
    first, *others = report["undocumented_types"]
    assert first == {"type": "(others)", "count": 500, "first": "f:11"}
    assert others == [{"type": f"t{n}", "count": 1, "first": f"f:{n // 100 + 1}"} for n in range(1000)]


# --- how it is called ----------------------------------------------------------------------------

HELP = """\
Decode what Voucherify sends, and write each document as a line of canonical JSON.

positional arguments:
  FILE

options:
  -h, --help            show this help message and exit
  --check               write no documents, but count them
  --drift               as --check, and what the model does not know
  --fail-on-drift       as --drift, which is then a status 1
  --json                as --check or --drift, as one JSON object
  --kind {customer,customer-page,activity,activity-page,webhook}
                        take every document for one of this kind
  --lines               read line by line, whatever the name
  --version             show program's version number and exit

A FILE whose name ends in .jsonl or .ndjson, or any under --lines, is read line by line, each line
a document. Another whose first line that is not blank is a whole JSON value is read so too.
Everything else is one JSON text, a document or an array of documents, and held in memory whole.
No FILE, or -, is standard input. Places are FILE:LINE or FILE, with [0], [1] ... in an array.

Exit status: 0 all decoded, 1 some did not or a file held no document, 2 the command could not
work, 130 interrupted.

examples:
  python -m customer_activity webhooks.jsonl > canonical.jsonl
  python -m customer_activity --drift --json export.jsonl
"""

USAGE = {
    "an option that there is not": (["--nope"], "unrecognized arguments: --nope"),
    "a kind that there is not": (["--kind", "page"], "argument --kind: invalid choice: 'page'"),
    "no kind": (["--kind"], "argument --kind: expected one argument"),
}


@pytest.mark.parametrize("name", USAGE)
def test_usage(name: str, files: Path) -> None:
    arguments, message = USAGE[name]
    stdout, stderr, status = run(files, *arguments)
    assert (stdout, status, crash_in(stderr)) == ("", 2, [])
    assert stderr.startswith("usage: python -m customer_activity ")
    assert stderr.splitlines()[-1].startswith(f"python -m customer_activity: error: {message}")


def test_version(tmp_path: Path) -> None:
    assert run(tmp_path, "--version") == (f"{customer_activity.__version__}\n", "", 0)


def test_help_fits_on_a_screen_and_its_examples_work(files: Path) -> None:
    stdout, stderr, status = run(files, "--help")
    usage, _, text = stdout.partition("\n\n")
    assert (text, stderr, status) == (HELP, "", 0)
    assert len(stdout.splitlines()) <= 36
    for example in HELP.partition("examples:\n")[2].splitlines():
        (files / example.split()[-1]).write_text(given(1))
        (files / "webhooks.jsonl").write_text(given(1))
        command = ["sh", "-c", example.replace("python", shlex.quote(sys.executable), 1)]
        done = subprocess.run(command, cwd=files, env=ENVIRONMENT, capture_output=True, timeout=60)
        assert (done.stderr, done.returncode) == (b"", 0)


@pytest.mark.skipif(not shutil.which("jq"), reason="needs jq")
def test_jq_makes_a_csv_of_the_documents(tmp_path: Path) -> None:
    readme = Path(__file__).resolve().parent.parent / "README.md"
    [program] = re.findall(r"\| jq -r '(.+)'$", readme.read_text("utf-8"), re.MULTILINE)
    text = '{"id": "cust_1", "email": "a@example.com", "loyalty": {"points": 7}}\n{"id": "cust_2"}\n'
    page = '{"object": "list", "data_ref": "customers", "customers": [{"id": "cust_3"}]}\n'
    documents = run(tmp_path, stdin=(text + page).encode())[0]
    table = subprocess.run(["jq", "-r", program], input=documents.encode(), capture_output=True, check=True)
    assert table.stdout == b'"cust_1","a@example.com",7\n"cust_2",,\n"cust_3",,\n'


# --- streams that are closed, full, or left by their reader --------------------------------------

FULL = "cannot write: No space left on device\n"
CLOSED = "cannot write: standard output is closed\n"

REDIRECTED: dict[str, tuple[str, list[str], Outcome]] = {
    "standard input closed and not asked for": ("<&-", ["one"], (written(1), "", 0)),
    "standard output closed": (">&-", ["one"], ("", CLOSED, 2)),
    "standard output closed, report": (">&-", ["--check", "one"], ("", CLOSED, 2)),
    "device full": (">/dev/full", ["one"], ("", FULL, 2)),
    "device full while writing": (">/dev/full", ["plenty", "one"], ("", FULL, 2)),
    "device full, report": (">/dev/full", ["--check", "one"], ("", FULL, 2)),
    "device full, version": (">/dev/full", ["--version"], ("", FULL, 2)),
    "standard error closed, a document fails": ("2>&-", ["bad", "one"], (written(3, 5, 1), "", 1)),
    "standard error closed, a file is missing": ("2>&-", ["none", "one"], (written(1), "", 2)),
    "standard error closed and not needed": ("2>&-", ["one", "two"], (written(1, 2), "", 0)),
    "standard error closed, usage": ("2>&-", ["--nope"], ("", "", 2)),
    "standard error full": ("2>/dev/full", ["bad", "none", "one"], (written(3, 5, 1), "", 2)),
    "all closed": (">&- 2>&- <&-", ["one", "-"], ("", "", 2)),
}


@pytest.fixture
def plenty(files: Path) -> Path:
    """The same folder, with a file `plenty` that no pipe holds."""
    (files / "plenty").write_text((given(1) + "\n") * 20_000)
    return files


@linux
@pytest.mark.parametrize("name", REDIRECTED)
def test_redirected(name: str, plenty: Path) -> None:
    redirection, arguments, expected = REDIRECTED[name]
    assert run_redirected(plenty, redirection, *arguments) == expected


@posix
@pytest.mark.skipif(sys.implementation.name != "cpython", reason="PyPy has a file of its own as number 0")
def test_standard_input_is_closed_and_asked_for(files: Path) -> None:
    closed = run_redirected(files, "<&-", "-", "one")
    assert closed == (written(1), "<stdin>: Bad file descriptor\n", 2)


@posix
def test_the_first_documents_are_enough_for_the_reader(plenty: Path) -> None:
    with start(plenty, "plenty", "one") as process:
        assert process.stdout and process.stderr
        assert process.stdout.readline().decode() == written(1)
        process.stdout.close()
        assert (process.stderr.read(), process.wait(60)) == (b"", 0)


READER_GONE = {
    "few documents": (["one"], 0),
    "plenty of documents": (["plenty"], 0),
    "a report": (["--check", "one"], 0),
    "a report on a document that fails": (["--check", "bad"], 1),
    "help": (["--help"], 0),
}


@posix
@pytest.mark.parametrize("name", READER_GONE)
def test_the_reader_of_the_output_has_gone(name: str, plenty: Path) -> None:
    arguments, status = READER_GONE[name]
    read_end, write_end = os.pipe()
    os.close(read_end)
    process = start(plenty, *arguments, stdout=write_end)
    os.close(write_end)
    _, stderr = process.communicate(timeout=60)
    assert (stderr.decode(), process.returncode) == ("", status)


@posix
def test_the_reader_of_the_messages_has_gone(files: Path) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    process = start(files, "bad", "none", "one", stderr=write_end)
    os.close(write_end)
    stdout, _ = process.communicate(timeout=60)
    assert (stdout.decode(), process.returncode) == (written(3, 5, 1), 2)


# --- a terminal ----------------------------------------------------------------------------------


class Terminal:
    """The screen of a terminal that the command writes to."""

    def __init__(self, columns: int = 0) -> None:
        import fcntl
        import pty
        import struct
        import termios

        self.ours, self.theirs = pty.openpty()
        fcntl.ioctl(self.theirs, termios.TIOCSWINSZ, struct.pack("4H", 24, columns, 0, 0))
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


def shown_on(terminal: Terminal) -> list[str]:
    """What the line of progress said."""
    return re.findall(r"\r\x1b\[K([^\r\n]*documents[^\r\n]*)", terminal.read())


@posix
def test_a_terminal_shows_the_progress_and_is_left_clean(files: Path) -> None:
    terminal = Terminal()
    process = start(files, "bad", stderr=terminal.theirs)
    out, _ = process.communicate(timeout=60)
    assert (out.decode(), process.returncode) == (written(3, 5), 1)
    assert shown_on(terminal)[0] == "1 documents, 0 failed"
    assert terminal.screen() == [BAD.rstrip(), ""]


@posix
def test_the_line_of_progress_does_not_wrap_on_a_narrow_terminal(files: Path) -> None:
    terminal = Terminal(columns=16)
    process = start(files, "--check", "one", stderr=terminal.theirs)
    process.communicate(timeout=60)
    assert shown_on(terminal) == ["1 documents, 0 "]
    assert terminal.screen() == [""]


@posix
def test_a_dumb_terminal_gets_no_progress_and_no_escapes(files: Path) -> None:
    terminal = Terminal()
    process = start(files, "bad", stderr=terminal.theirs, TERM="dumb")
    process.communicate(timeout=60)
    assert terminal.read() == BAD.replace("\n", "\r\n")


@posix
def test_documents_and_progress_do_not_mix_on_a_terminal(files: Path) -> None:
    terminal = Terminal()
    process = start(files, "one", "bad", "two", stdout=terminal.theirs, stderr=terminal.theirs)
    process.communicate(timeout=60)
    assert shown_on(terminal) == []
    # Documents and messages are two streams, which come in any order.
    assert sorted(terminal.screen()) == sorted([*written(1, 2, 3, 5).splitlines(), BAD.rstrip(), ""])


@posix
def test_a_report_and_progress_may_share_a_terminal(files: Path) -> None:
    terminal = Terminal()
    process = start(files, "--check", "one", stdout=terminal.theirs, stderr=terminal.theirs)
    process.communicate(timeout=60)
    assert shown_on(terminal) == ["1 documents, 0 failed"]
    assert terminal.screen() == ["         1  customer", "         0  failures", ""]


# --- Ctrl-C --------------------------------------------------------------------------------------

SOON = 2
"""Seconds after Ctrl-C. It takes half of one at most; the rest is for a machine that is busy."""


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
        out, _ = process.communicate(timeout=SOON)
    report = f"         2  customer\n         1  failures\n             1  {NONE_OF_THEM}, first <stdin>:2\n"
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
        out, rest = process.communicate(timeout=SOON)
    assert ((message + rest).decode(), process.returncode) == (f"<stdin>:2: $: {NO_OBJECT}\n", 130)
    assert out.decode() == written(1, 2)


@posix
@pytest.mark.parametrize("delay", [0, 0.05, 0.1, 0.15])
def test_ctrl_c_ends_it_while_it_decodes(delay: float, tmp_path: Path) -> None:
    (tmp_path / "f").write_text((given(1) + "\n") * 400_000)
    terminal = Terminal()
    process = start(tmp_path, "--check", "f", stderr=terminal.theirs)
    terminal.read(until="documents")
    time.sleep(delay)
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=SOON)
    terminal.read()
    assert (crash_in(terminal.text), terminal.screen(), process.returncode) == ([], [""], 130)
    assert re.fullmatch("[ 0-9,]{10}  customer\n         0  failures\n", out.decode())


WAITING = {
    "documents": (["plenty"], "stdout"),
    "a long report": (["--drift", "strange"], "stdout"),
    "a long report for a program": (["--drift", "--json", "strange"], "stdout"),
    "messages": (["wrong"], "stderr"),
}


@posix
@pytest.mark.parametrize("name", WAITING)
def test_ctrl_c_ends_it_while_the_reader_waits(name: str, plenty: Path) -> None:
    arguments, stream = WAITING[name]
    # Each name is shown in 240 characters, which make a report above 64 KB.
    strange = [json.dumps({"id": "cust_1", f"{number:04}" + "\x01" * 36: 1}) + "\n" for number in range(1000)]
    (plenty / "strange").write_text("".join(strange))
    (plenty / "wrong").write_text("1\n" * 2000)
    read_end, write_end = os.pipe()
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, stream: write_end}
    process = start(plenty, *arguments, stdout=pipes["stdout"], stderr=pipes["stderr"])
    os.close(write_end)
    try:
        assert select.select([read_end], [], [], 30)[0]
        time.sleep(0.5)  # the pipe is full by now
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=SOON)
        assert (crash_in((err or b"").decode()), process.returncode) == ([], 130)
        assert b"Traceback" not in os.read(read_end, 1_000_000)
    finally:
        os.close(read_end)
        process.kill()
        process.communicate()


# --- size ----------------------------------------------------------------------------------------

# Run by an interpreter of its own, since a child counts the memory of its parent until it execs.
MEASURE = """\
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
print(done.returncode, len(done.stdout), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
MEGABYTE = 1_000_000
LINE = (
    '{"id": "cust_%08d", "hat": 1, "loyalty": {"campaigns": {"c%d": {"points": 1, "x": 2}}},'
    ' "metadata": {"text": "' + "x" * 7900 + '"}}\n'
)

LONG_NAME = '{"id": "cust_%08d", "%d' + "x" * 100_000 + '": 1}\n'
LARGE: dict[str, tuple[str, str, list[str], int]] = {
    "documents": ("", LINE, [], 44 * MEGABYTE),
    "a first line that is cut off": ('{"id":\n', LINE, ["--drift", "--lines"], 280),
    "members with names of 100 KB": ("", LONG_NAME, ["--drift"], 40_000),
}


@linux
@pytest.mark.skipif(sys.implementation.name != "cpython", reason="PyPy keeps more memory than it needs")
@pytest.mark.parametrize("name", LARGE)
def test_json_lines_take_less_than_40_megabytes_whatever_is_in_them(name: str, tmp_path: Path) -> None:
    first, line, options, size = LARGE[name]
    with open(tmp_path / "large", "w") as file:
        file.write(first)
        for number in range(45 * MEGABYTE // len(line)):
            file.write(line % (number, number))
    assert (tmp_path / "large").stat().st_size > 44 * MEGABYTE
    measure = [sys.executable, "-S", "-c", MEASURE, *COMMAND, *options, "large"]
    done = subprocess.run(measure, cwd=tmp_path, env=ENVIRONMENT, capture_output=True, timeout=120)
    ended, written, kilobytes = map(int, done.stdout.split())
    assert ended == (1 if first else 0)
    assert size / 2 < written < size * 1.1
    assert 5 * MEGABYTE < kilobytes * 1024 < 40 * MEGABYTE


@pytest.mark.parametrize("value", ["9" * 4301, "[" * 100_000 + "]" * 100_000], ids=["too long", "too deep"])
def test_a_first_line_that_is_json_and_cannot_be_read_costs_one_document(tmp_path: Path, value: str) -> None:
    lines = f'{{"id": "cust_0", "n": {value}}}\n{{"id": "cust_1"}}\n'
    printed, said, status = run(tmp_path, stdin=lines.encode())
    assert (printed, status) == ('{"id":"cust_1","object":"customer"}\n', 1)
    assert len(said.splitlines()) == 1


def test_an_option_that_is_none_is_shown_escaped(tmp_path: Path) -> None:
    _, said, status = run(tmp_path, "-\x1b[2J\nx.jsonl")
    assert status == 2
    assert "\x1b" not in said
    assert said.endswith("unrecognized arguments: -\\x1b[2J\\nx.jsonl\n")


def test_what_does_not_fit_into_memory_is_no_document_that_does_not_decode(tmp_path: Path) -> None:
    code = (
        "import sys; from customer_activity import __main__ as command\n"
        "def value_of(text): raise MemoryError\n"
        "command.value_of = value_of; sys.argv = ['', '--check', '-']; sys.exit(command.run())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=ENVIRONMENT,
        input=b"{}",
        capture_output=True,
        timeout=60,
        cwd=tmp_path,
    )
    assert (done.stderr, done.returncode) == (b"cannot read: out of memory\n", 2)
