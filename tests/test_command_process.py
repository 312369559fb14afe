# SPDX-License-Identifier: MIT
"""The command, run as a process: its output, its messages and its exit status. Every wait has a timeout."""

from __future__ import annotations

import contextlib
import json
import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import customer_activity

PACKAGE = Path(customer_activity.__file__).parent
COMMAND = [sys.executable, "-W", "error", "-m", "customer_activity"]
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": str(PACKAGE.parent),
    "PYTHONUNBUFFERED": "",
    "PYTHONUTF8": "1",
    "PYTHONDONTWRITEBYTECODE": "",
    "TERM": "xterm",
}

TIMEOUT = 60
Outcome = tuple[str, str, int]
"""Standard output, standard error and exit status."""

pytestmark = [
    pytest.mark.needs_processes,
    pytest.mark.skipif(os.name != "posix", reason="POSIX only"),
]
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux only")
slow = pytest.mark.slow
UNBUFFERED = pytest.param("1", marks=slow)
both_ways = pytest.mark.parametrize("unbuffered", ["", UNBUFFERED], ids=["buffered", "unbuffered"])


@pytest.fixture(scope="module", autouse=True)
def compiled_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the bytecode that the processes compile, for all of them and outside the checkout."""
    ENVIRONMENT["PYTHONPYCACHEPREFIX"] = str(tmp_path_factory.mktemp("pycache"))


def run(folder: Path, *arguments: str, stdin: bytes = b"", shell: str = '"$@"', **variables: str) -> Outcome:
    """Run the command in a shell script, which calls it `"$@"`."""
    done = subprocess.run(
        ["sh", "-c", shell, "sh", *COMMAND, *arguments],
        cwd=folder,
        env={**ENVIRONMENT, **variables},
        input=stdin,
        capture_output=True,
        timeout=TIMEOUT,
    )
    return done.stdout.decode(), done.stderr.decode(), done.returncode


@contextlib.contextmanager
def start(
    folder: Path,
    *arguments: str,
    stdin: int = -1,
    stdout: int = -1,
    stderr: int = -1,
    sigint: signal.Handlers = signal.SIG_DFL,
    **variables: str,
) -> Iterator[subprocess.Popen[bytes]]:
    """Start the command with pipes and with the usual handler for Ctrl-C, and kill it at the end.

    If a script runs these tests in the background, SIGINT is ignored, and the children inherit that.
    """
    process = subprocess.Popen(
        [*COMMAND, *arguments],
        cwd=folder,
        env={**ENVIRONMENT, **variables},
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        preexec_fn=lambda: signal.signal(signal.SIGINT, sigint),
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate(timeout=TIMEOUT)


def read_some(descriptor: int, size: int = 65536) -> bytes:
    """Read from a pipe or a terminal, which must have something before the timeout."""
    assert select.select([descriptor], [], [], TIMEOUT)[0], "nothing to read"
    try:
        return os.read(descriptor, size)
    except OSError:  # Linux says that the other end of a terminal is closed
        return b""


def read_all(descriptor: int) -> str:
    """Read to the end, and close."""
    text = b""
    while chunk := read_some(descriptor):
        text += chunk
    os.close(descriptor)
    return text.decode()


def given(number: int) -> str:
    """The JSON text of a customer, not in canonical form."""
    return f'{{"object": "customer", "id": "cust_{number}"}}\n'


def written(*numbers: int) -> str:
    """The output for these customers."""
    return "".join(f'{{"id":"cust_{number}","object":"customer"}}\n' for number in numbers)


WRONG = '{"object": "customer", "name": 1}\n'
FAILS = "$.name: expected a string, got an integer"
UNKNOWN_KIND = (
    "$: expected a customer, an activity, a webhook or a page of customers or activities,"
    " got a document that doesn't say what it is (see --kind)"
)
NONE = "$: expected a document, got none"
MANY = 20_000


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with customers: one, two, three of which one is wrong, and more than a pipe can hold."""
    (tmp_path / "one").write_text(given(1))
    (tmp_path / "two").write_text(given(2))
    (tmp_path / "bad").write_text(given(3) + WRONG + given(5))
    (tmp_path / "many").write_text(given(1) * MANY)
    (tmp_path / "folder").mkdir()
    return tmp_path


# --- files and documents -------------------------------------------------------------------------

FILES: dict[str, tuple[str, Outcome]] = {
    "several": ("one two one", (written(1, 2, 1), "", 0)),
    "a document fails": (
        "bad two",
        (written(3, 5, 2), f"bad:2: {FAILS}\n1 of 4 documents was left out\n", 1),
    ),
    "a file is missing": ("one none two", (written(1, 2), "none: No such file or directory\n", 2)),
    "a file is a folder": ("folder one", (written(1), "folder: Is a directory\n", 2)),
    "standard input": ("", (written(8), "", 0)),
    "standard input between files": ("one - two", (written(1, 8, 2), "", 0)),
    "standard input twice": (
        "- -",
        (written(8), f"<stdin>: {NONE}\n1 of 2 documents was left out\n", 1),
    ),
    "after the end of the options": ("-- one", (written(1), "", 0)),
}


@pytest.mark.parametrize("name", FILES)
def test_files(name: str, files: Path) -> None:
    arguments, expected = FILES[name]
    assert run(files, *arguments.split(), stdin=given(8).encode()) == expected


def test_documents_in_an_array_fail_independently(tmp_path: Path) -> None:
    lines = f"[{given(1)[:-1]}, {WRONG[:-1]}, [{given(7)[:-1]}]]\n[]\n{{\n\ufeff{given(2)}"
    stdout, stderr, status = run(tmp_path, "--lines", stdin=lines.encode())
    places = [line.split(": $")[0] for line in stderr.splitlines()]
    assert places == ["<stdin>:1[1]", "<stdin>:1[2]", "<stdin>:3", "3 of 5 documents were left out"]
    assert (stdout, status) == (written(1, 2), 1)


def test_only_the_line_that_is_not_utf_8_is_left_out(tmp_path: Path) -> None:
    text = b'\xef\xbb\xbf{"object": "customer", "id": "\xc3\xa9"}\n{"id": "\xff"}\n' + given(2).encode()
    message = "$: expected JSON, got bytes that aren't UTF-8, UTF-16 or UTF-32"
    failed = f"<stdin>:2: {message}\n1 of 3 documents was left out\n"
    assert run(tmp_path, stdin=text) == ('{"id":"\\u00e9","object":"customer"}\n' + written(2), failed, 1)


KIND_GIVEN = {
    "customer": ('{"name": "J"}', '{"object":"customer","name":"J"}\n'),
    "customer-page": ('{"customers": []}', '{"object":"list","data_ref":"customers","customers":[]}\n'),
    "activity": ('{"data": {}, "id": "x", "source": "y"}', '{"id":"x","data":{},"source":"y"}\n'),
    "activity-page": ('{"total": 0}', '{"object":"list","data_ref":"data","total":0}\n'),
    "webhook": ('{"type": "x", "project_id": "y"}', '{"project_id":"y","type":"x"}\n'),
}


@pytest.mark.parametrize("kind", KIND_GIVEN)
def test_every_document_is_treated_as_the_given_kind(kind: str, tmp_path: Path) -> None:
    text, expected = KIND_GIVEN[kind]
    assert run(tmp_path, f"--kind={kind}", stdin=text.encode()) == (expected, "", 0)


CHECKED = f"""\
         4  customer
         1  failures
             1  {FAILS}, first bad:2
"""


def test_check_reports_on_all_files_and_drift_also_on_unknown_names(files: Path) -> None:
    assert run(files, "--check", "one", "bad", "two") == (CHECKED, "", 1)
    assert run(files, "--check", "one", "bad", "none", "two") == (
        CHECKED,
        "none: No such file or directory\n",
        2,
    )
    drift = f"{CHECKED}         0  unknown members\n         0  undocumented types\n"
    assert run(files, "--drift", "one", "bad", "two") == (drift, "", 1)
    stdout, stderr, status = run(files, "--json", "one", "bad", "two")
    assert (stdout.count("\n"), json.loads(stdout)["failed"], stderr, status) == (1, 1, "", 1)


def test_drift_is_a_failure_only_with_fail_on_drift(tmp_path: Path) -> None:
    text = b'{"object": "customer", "hat": 1}'
    report, *others = run(tmp_path, "--drift", stdin=text)
    assert others == ["", 0]
    assert run(tmp_path, "--fail-on-drift", stdin=text) == (report, "", 1)
    assert run(tmp_path, "--fail-on-drift", stdin=given(1).encode())[2] == 0


NOT_ONE_PER_LINE = {
    "as jq writes them": ('{\n  "object": "customer"\n}\n{\n  "object": "customer"\n}\n', "line 4, column 1"),
    "on one line": ('{"object": "customer"} {"object": "customer"}\n', "column 24"),
}


@pytest.mark.parametrize("name", NOT_ONE_PER_LINE)
def test_documents_that_are_not_one_per_line_fail_with_a_hint(name: str, tmp_path: Path) -> None:
    text, position = NOT_ONE_PER_LINE[name]
    (tmp_path / "f").write_text(text)
    message = "$: expected one document, or one per line (use `jq -c .`), got extra data"
    failed = f"f: {message} at {position}\n1 of 1 document was left out\n"
    assert run(tmp_path, "f") == ("", failed, 1)
    report = f"         1  failures\n             1  {message}, first f at {position}\n"
    assert run(tmp_path, "--check", "f") == (report, "", 1)


@slow
def test_any_depth_decodes_or_fails_as_one_document(tmp_path: Path) -> None:
    depths = [1, 100, 150, 180, 190, 195, 199, 200, 250, 1000]
    deep = ['{"data": ' * depth + '{"a": %s' + "}" * (depth + 1) for depth in depths]
    wide = ["[" * width + "]" * width for width in (1, 150, 199)]
    lines = [f'{{"type": "x", "data": {data % a}}}' for data in deep for a in wide]
    text = "\n".join(lines).encode()
    report, stderr, _ = run(tmp_path, "--drift", "--json", "--lines", stdin=text)
    counts = json.loads(report)
    assert (counts["documents"]["activity"] + counts["failed"], stderr) == (len(lines), "")
    stdout, stderr, _ = run(tmp_path, "--lines", stdin=text)
    assert (stdout.count("\n"), stderr.count("\n")) == (counts["documents"]["activity"], counts["failed"] + 1)


# --- arguments -----------------------------------------------------------------------------------


def test_help_fits_on_a_screen_and_its_examples_work(files: Path) -> None:
    stdout, stderr, status = run(files, "--help", COLUMNS="100")
    assert (stderr, status, len(stdout.splitlines()) < 40) == ("", 0, True)
    (files / "webhooks.jsonl").write_text(given(1))
    (files / "export.jsonl").write_text(given(1))
    examples = re.findall(r"^  python -m customer_activity (.*)$", stdout, re.MULTILINE)
    assert len(examples) == 2
    for example in examples:
        assert run(files, shell=f'"$@" {example}')[1:] == ("", 0)


USAGE = {
    "--nope": "unrecognized arguments: --nope",
    "--dr": "unrecognized arguments: --dr",
    "--kind": "argument --kind: expected one argument",
}


@pytest.mark.parametrize("argument", USAGE)
def test_wrong_usage(argument: str, tmp_path: Path) -> None:
    stdout, stderr, status = run(tmp_path, argument)
    assert (stdout, status) == ("", 2)
    assert stderr.splitlines()[-1] == f"python -m customer_activity: error: {USAGE[argument]}"


@linux
def test_any_file_name_is_shown_on_one_line(tmp_path: Path) -> None:
    names = [os.fsdecode(b"caf\xe9"), "a\nb", "\x1b[2J", "\u202e", "caf\xe9 \u017c"]
    shown = ["caf\\udce9", "a\\nb", "\\x1b[2J", "\\u202e", "caf\xe9 \u017c"]
    for name in names:
        (tmp_path / name).write_text("1")
    _, stderr, status = run(tmp_path, *names)
    problems = [f"{name}:1: {UNKNOWN_KIND}\n" for name in shown]
    assert (stderr, status) == ("".join(problems) + "5 of 5 documents were left out\n", 1)
    stdout, stderr, status = run(tmp_path, "--check", names[4], PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert (stdout.endswith(", first caf\\xe9 \\u017c:1\n"), stderr, status) == (True, "", 1)


IN_PROCESS = {
    "redirected": "with contextlib.redirect_stdout(io.StringIO()): print(run(), file=sys.__stdout__)",
    "in a thread": "thread = threading.Thread(target=lambda: print(run())); thread.start(); thread.join()",
}


@pytest.mark.parametrize("name", IN_PROCESS)
def test_it_refuses_to_run_inside_another_program(name: str, tmp_path: Path) -> None:
    code = (
        "import contextlib, io, sys, threading\nfrom customer_activity._command.run import run\n"
        f"sys.argv = ['', '--version']\n{IN_PROCESS[name]}"
    )
    message = "this command must run in its own process: use `python -m customer_activity`\n"
    assert run_code(code, tmp_path) == ("2\n", message, 0)


def run_code(code: str, folder: Path, stdin: bytes = b"") -> Outcome:
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env=ENVIRONMENT,
        input=stdin,
        capture_output=True,
        timeout=TIMEOUT,
    )
    return done.stdout.decode(), done.stderr.decode(), done.returncode


INTERRUPTED_IMPORT = """\
import runpy, sys

class Interrupt:
    def find_spec(self, name, *_):
        if name == "argparse":
            raise KeyboardInterrupt

sys.meta_path.insert(0, Interrupt())
runpy.run_module("customer_activity", run_name="__main__")
"""


def test_ctrl_c_during_import_prints_no_traceback(tmp_path: Path) -> None:
    assert run_code(INTERRUPTED_IMPORT, tmp_path) == ("", "", 130)


NO_MEMORY = """\
import sys
from customer_activity._command import run

def load(text):
    raise MemoryError

run.load = load
sys.argv = ["", "-", "none"]
sys.exit(run.run())
"""


def test_only_the_file_that_does_not_fit_into_memory_is_left_out(tmp_path: Path) -> None:
    message = "<stdin>: out of memory\nnone: No such file or directory\n"
    assert run_code(NO_MEMORY, tmp_path, stdin=b"{}") == ("", message, 2)


# --- streams that are closed, full or slow -------------------------------------------------------

FULL = "cannot write: No space left on device\n"
CLOSED = "cannot write: standard output is closed\n"
LEFT_OUT = f"bad:2: {FAILS}\n1 of 3 documents was left out\n"

REDIRECTED: dict[str, tuple[str, str, Outcome]] = {
    "standard input closed and not needed": ('"$@" <&-', "one", (written(1), "", 0)),
    "standard output closed": ('"$@" >&-', "one", ("", CLOSED, 2)),
    "standard error closed, a document fails": ('"$@" 2>&-', "bad", (written(3, 5), "", 1)),
    "standard error closed, a file is missing": ('"$@" 2>&-', "none one", (written(1), "", 2)),
    "standard error closed, usage": ('"$@" 2>&-', "--nope", ("", "", 2)),
    "standard error full": ('"$@" 2>/dev/full', "bad none", (written(3, 5), "", 2)),
    "all closed": ('"$@" >&- 2>&- <&-', "one -", ("", "", 2)),
    "full": ('"$@" >/dev/full', "one", ("", FULL, 2)),
    "full while writing": ('"$@" >/dev/full', "many one", ("", FULL, 2)),
    "full, report": ('"$@" >/dev/full', "--check one", ("", FULL, 2)),
    "full, --version": ('"$@" >/dev/full', "--version", ("", FULL, 2)),
    "full, --help": ('"$@" >/dev/full', "--help", ("", FULL, 2)),
    "a file-size limit": (
        'trap "" XFSZ; ulimit -f 1; "$@" >out; s=$?; wc -l <out; exit $s',
        "many",
        ("?", "cannot write: File too large\n", 2),
    ),
    "the input is also the output": (
        '"$@" >>one',
        "one two",
        ("", "one: the input file is also the output\n", 2),
    ),
    "the input is also where messages go": (
        '"$@" 2>>bad; s=$?; tail -n 1 bad; exit $s',
        "bad two",
        (written(2) + "bad: the input file is also the output\n", "", 2),
    ),
    "the input and the output are /dev/null": ('"$@" </dev/null >/dev/null', "--check -", ("", "", 1)),
    "the reader stops": ('"$@" | head -n 1', "many one", (written(1), "", 0)),
    "the reader of a report has gone": ('{ "$@"; echo $? >&2; } | :', "--check one", ("", "0\n", 0)),
    "the reader of a bad report has gone": ('{ "$@"; echo $? >&2; } | :', "--check bad", ("", "1\n", 0)),
    "the reader of --help has gone": ('{ "$@"; echo $? >&2; } | :', "--help", ("", "0\n", 0)),
}


WRITTEN_LATE = [name for name in REDIRECTED if name.startswith(("full", "a file-size", "the reader"))]


@linux
@pytest.mark.parametrize(
    ("name", "unbuffered"),
    [*((name, "") for name in REDIRECTED), *(pytest.param(name, "1", marks=slow) for name in WRITTEN_LATE)],
)
def test_redirected(name: str, unbuffered: str, files: Path) -> None:
    shell, arguments, (stdout, *others) = REDIRECTED[name]
    out, *rest = run(files, *arguments.split(), shell=shell, PYTHONUNBUFFERED=unbuffered)
    assert (rest, out if stdout != "?" else stdout) == (others, stdout)


@linux
@pytest.mark.skipif(sys.implementation.name != "cpython", reason="PyPy opens its own file as descriptor 0")
def test_standard_input_is_closed_but_needed(files: Path) -> None:
    closed = run(files, "-", "one", shell='"$@" <&-')
    assert closed == (written(1), "<stdin>: Bad file descriptor\n", 2)


@linux
def test_a_file_that_opens_and_cannot_be_read(files: Path) -> None:
    outcome = run(files, "one", "/proc/self/mem", "two")  # its first page is not mapped
    assert outcome == (written(1, 2), "/proc/self/mem: Input/output error\n", 2)


@both_ways
def test_drift_is_status_1_even_if_the_reader_stops(unbuffered: str, files: Path) -> None:
    members = (json.dumps({"object": "customer", f"m{number}": 1}) + "\n" for number in range(5000))
    (files / "strange").write_text("".join(members))
    shell = '{ "$@"; echo $? >&2; } | head -n 1'
    outcome = run(files, "--fail-on-drift", "strange", shell=shell, PYTHONUNBUFFERED=unbuffered)
    assert outcome == ("     5,000  customer\n", "1\n", 0)


@pytest.mark.slow
@both_ways
def test_every_document_gets_through_a_non_blocking_pipe(unbuffered: str, files: Path) -> None:
    read_end, write_end = os.pipe()
    os.set_blocking(write_end, False)
    with start(files, "many", "two", stdout=write_end, PYTHONUNBUFFERED=unbuffered) as process:
        os.close(write_end)
        time.sleep(0.5)  # the pipe is full by now
        assert read_all(read_end) == written(1) * MANY + written(2)
        _, err = process.communicate(timeout=TIMEOUT)
        assert (err, process.returncode) == (b"", 0)


@slow
@both_ways
def test_no_output_is_lost_after_sigstop_and_sigcont(unbuffered: str, files: Path) -> None:
    with start(files, "many", "two", PYTHONUNBUFFERED=unbuffered) as process:
        for _ in range(3):
            time.sleep(0.1)
            process.send_signal(signal.SIGSTOP)
            time.sleep(0.05)
            process.send_signal(signal.SIGCONT)
        out, _ = process.communicate(timeout=TIMEOUT)
        assert (out.decode() == written(1) * MANY + written(2), process.returncode) == (True, 0)


@pytest.mark.slow
@pytest.mark.parametrize("whole", [False, True], ids=["lines", "one text"])
def test_a_non_blocking_standard_input_is_read_to_its_end(whole: bool, files: Path) -> None:
    read_end, write_end = os.pipe()
    os.set_blocking(read_end, False)
    with start(files, stdin=read_end) as process:
        os.close(read_end)
        parts = [f"[\n{given(1)},", f"{given(2)}\n]"] if whole else [given(1) + given(2)[:5], given(2)[5:]]
        for part in parts:
            time.sleep(0.3)
            os.write(write_end, part.encode())
        os.close(write_end)
        out, err = process.communicate(timeout=TIMEOUT)
        assert (out.decode(), err, process.returncode) == (written(1, 2), b"", 0)


# --- a terminal ----------------------------------------------------------------------------------


def on_a_terminal(folder: Path, *arguments: str, term: str = "xterm") -> tuple[str, str]:
    """Standard output, and standard error, which is a terminal."""
    ours, theirs = os.openpty()
    with start(folder, *arguments, stderr=theirs, TERM=term) as process:
        out, _ = process.communicate(timeout=TIMEOUT)
    os.close(theirs)
    return out.decode(), read_all(ours)


def test_a_terminal_shows_the_progress_and_is_left_clean(files: Path) -> None:
    out, text = on_a_terminal(files, "bad")
    assert (out, text.split("\r\x1b[K")[1]) == (written(3, 5), "1 read, 0 failed")
    lines = [line.rpartition("\r\x1b[K")[2] for line in text.split("\r\n")]
    assert lines == [f"bad:2: {FAILS}", "1 of 3 documents was left out", ""]


def test_a_dumb_terminal_gets_no_progress_and_no_escapes(files: Path) -> None:
    out, text = on_a_terminal(files, "bad", term="dumb")
    assert (out, text) == (written(3, 5), LEFT_OUT.replace("\n", "\r\n"))


# --- Ctrl-C --------------------------------------------------------------------------------------


@both_ways
def test_ctrl_c_while_reading_keeps_the_documents_so_far(unbuffered: str, files: Path) -> None:
    with start(files, "one", "-", "two", PYTHONUNBUFFERED=unbuffered) as process:
        assert process.stdin and process.stderr
        process.stdin.write(f"{given(2)}1\n".encode())
        process.stdin.flush()
        message = read_some(process.stderr.fileno())
        process.send_signal(signal.SIGINT)
        out, rest = process.communicate(timeout=TIMEOUT)
        said = f"<stdin>:2: {UNKNOWN_KIND}\n1 of 3 documents was left out\n"
        assert ((message + rest).decode(), process.returncode) == (said, 130)
        assert out.decode() == written(1, 2)


@pytest.mark.skipif(sys.implementation.name != "cpython", reason="PyPy handles SIGINT even if it's ignored")
def test_ctrl_c_is_ignored_if_a_script_runs_the_command_in_the_background(files: Path) -> None:
    with start(files, "-", sigint=signal.SIG_IGN) as process:
        assert process.stdin and process.stderr
        process.stdin.write(f"{given(2)}1\n".encode())
        process.stdin.flush()
        read_some(process.stderr.fileno())
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(given(1).encode(), timeout=TIMEOUT)
        assert (out.decode(), process.returncode) == (written(2, 1), 1)


@pytest.mark.parametrize("option", ["--check", "--json"])
def test_an_interrupted_report_says_so(option: str, files: Path) -> None:
    ours, theirs = os.openpty()
    with start(files, option, "one", "-", stderr=theirs) as process:
        assert b"1 read" in read_some(ours)
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=TIMEOUT)
        text = b"interrupted before the end of the input\n         1  customer\n         0  failures\n"
        assert json.loads(out)["interrupted"] if option == "--json" else out == text
        assert process.returncode == 130
    os.close(ours)
    os.close(theirs)


LONG = 'x"' * 100_000
LENGTHS = {"short lines": "1", "lines longer than a pipe": LONG}


@slow
@both_ways
@pytest.mark.parametrize("name", LENGTHS)
@pytest.mark.parametrize(("times", "delay"), [(1, 0), (3, 0.05)], ids=["once", "three times"])
def test_after_ctrl_c_the_last_line_is_complete(
    unbuffered: str, name: str, delay: float, times: int, files: Path
) -> None:
    document = json.dumps({"id": LENGTHS[name], "object": "customer"}, separators=(",", ":")) + "\n"
    (files / "documents").write_text(document * (2_000_000 // len(document)))
    with start(files, "documents", PYTHONUNBUFFERED=unbuffered) as process:
        assert process.stdout and process.stderr
        out = read_some(process.stdout.fileno(), 1000)
        time.sleep(delay)
        for _ in range(times):
            process.send_signal(signal.SIGINT)
        for _ in range(5):  # a slow reader
            time.sleep(0.05)
            out += read_some(process.stdout.fileno(), 20_000)
        rest, err = process.communicate(timeout=TIMEOUT)
        text = (out + rest).decode()
        assert text == document * text.count("\n")
        assert (err, process.returncode) == (b"", 130)
    assert len(text) < 2_000_000 - len(document)


STUCK = {
    "documents": ("many", "stdout"),
    "a long report": ("--drift strange", "stdout"),
    "messages": ("wrong", "stderr"),
}


@slow
@pytest.mark.parametrize("name", STUCK)
def test_ctrl_c_works_even_if_the_reader_is_stuck(name: str, files: Path) -> None:
    arguments, stream = STUCK[name]
    # Each name is shown in 240 characters, so the report takes more than a pipe can hold.
    names = (f"{number:04}" + "\\u0001" * 36 for number in range(1000))
    (files / "strange").write_text("".join(f'{{"object": "customer", "{name}": 1}}\n' for name in names))
    (files / "wrong").write_text("1\n" * 2000)
    read_end, write_end = os.pipe()
    streams = {"stdout": -1, "stderr": -1, stream: write_end}
    with start(files, *arguments.split(), stdout=streams["stdout"], stderr=streams["stderr"]) as process:
        os.close(write_end)
        text = read_some(read_end, 1)
        time.sleep(0.5)  # the pipe is full by now
        process.send_signal(signal.SIGINT)
        with pytest.raises(subprocess.TimeoutExpired):  # it waits for the reader, to complete the line
            process.wait(1.2)
        process.send_signal(signal.SIGINT)
        assert process.wait(TIMEOUT) == 130
    assert "Traceback" not in text.decode() + read_all(read_end)


# --- size ----------------------------------------------------------------------------------------

# Runs in its own interpreter, because until exec, a child's memory includes its parent's.
MEASURE = """\
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
MEGABYTE = 1_000_000
LARGE = {
    "documents": ('{"object": "customer", "metadata": {"text": "%d' + "x" * 7900 + '"}}\n', 0),
    "lines that fail": ('{"object": "customer", "name": %d, "email": "' + "x" * 7900 + '"}\n', 1),
}


@linux
@slow
@pytest.mark.skipif(sys.implementation.name != "cpython", reason="PyPy keeps more memory than it needs")
@pytest.mark.parametrize("name", LARGE)
def test_json_lines_take_less_than_40_megabytes(name: str, tmp_path: Path) -> None:
    line, status = LARGE[name]
    with (tmp_path / "large").open("w") as file:
        file.writelines(line % number for number in range(45 * MEGABYTE // len(line)))
    measure = [sys.executable, "-S", "-c", MEASURE, *COMMAND, "large"]
    done = subprocess.run(measure, cwd=tmp_path, env=ENVIRONMENT, capture_output=True, timeout=120)
    ended, kilobytes = map(int, done.stdout.split())
    assert ended == status
    assert 5 * MEGABYTE < kilobytes * 1024 < 40 * MEGABYTE
