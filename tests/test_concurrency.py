# SPDX-License-Identifier: MIT
"""Threads and processes: the same document gives equal instances, wherever it's decoded."""

from __future__ import annotations

import json
import multiprocessing
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest

import customer_activity
from customer_activity import CustomerActivityPage, DecodeError

T = TypeVar("T")

PAGE = """{"data":[{"type":"customer.invented","data":{"customer":{
    "summary":{"orders":{"total_amount":1.0,"last_order_date":"2024-02-29T23:59:59.123456+02:00"}},
    "loyalty":{"campaigns":{"Summer 1/2":{"points":12,"points_to_go":3}}}, "system_metadata":[],
    "phone":null, "birthdate":"1990-01-31", "metadata":{"shoes":[42,{"left":true}]}, "hat":"large"}}}]}"""

THREADS = 16
SECONDS = 30
"""How long a thread waits for the others, and a test for a process."""

pytestmark = pytest.mark.needs_processes


@pytest.fixture(autouse=True)
def threads_that_take_turns_often() -> Iterator[None]:
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


def at_once(work: Callable[[int], T]) -> list[T]:
    """The results of `work` in many threads that start at the same moment. It gets the thread's number."""
    barrier = threading.Barrier(THREADS, timeout=SECONDS)

    def begin(number: int) -> T:
        barrier.wait()
        return work(number)

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(begin, range(THREADS)))


def run(program: str, *arguments: str) -> str:
    """The output of a new process that can import the package."""
    path = f"import sys; sys.path.insert(0, {str(Path(customer_activity.__file__).parents[1])!r})\n"
    done = subprocess.run(
        [sys.executable, "-I", "-W", "error", "-c", path + program, *arguments],
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    assert (done.stderr, done.returncode) == ("", 0)
    return done.stdout


def test_threads_can_share_a_document_and_an_instance() -> None:
    document = json.loads(PAGE)
    page = CustomerActivityPage.from_dict(document)
    text = page.to_json()

    def work(_: int) -> list[tuple[CustomerActivityPage, str]]:
        return [(CustomerActivityPage.from_dict(document), page.to_json()) for _ in range(10)]

    assert at_once(work) == [[(page, text)] * 10] * THREADS
    assert document == json.loads(PAGE)


def test_each_thread_gets_the_error_of_its_own_document() -> None:
    def work(number: int) -> set[str]:
        messages = set[str]()
        for _ in range(50):
            with pytest.raises(DecodeError) as caught:
                CustomerActivityPage.from_dict({"data": [{}] * number + [{"id": 1}]})
            messages.add(str(caught.value))
        return messages

    message = "$.data[{}].id: expected a string, got an integer"
    assert at_once(work) == [{message.format(number)} for number in range(THREADS)]


LAZY = """\
import threading
import customer_activity

sys.setswitchinterval(1e-6)
barrier, found = threading.Barrier(16, timeout=20), []

def work():
    barrier.wait()
    webhook = customer_activity.Webhook.from_json('{"data":{"customer":{"id":"c"}}}')
    found.append((type(webhook), webhook.to_json(), customer_activity.ACTIVITY_TYPES))

threads = [threading.Thread(target=work, daemon=True) for _ in range(16)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(len(found), len(set(found)))
"""


def test_threads_can_load_a_module_at_the_same_time() -> None:
    assert run(LAZY) == "16 1\n"


POOL = """\
import multiprocessing
from customer_activity import CustomerActivityPage, DecodeError, EncodeError

method, text = sys.argv[1:]
page = CustomerActivityPage.from_json(text)
with multiprocessing.get_context(method).Pool(1) as pool:
    print(pool.apply(CustomerActivityPage.from_json, (text,)) == page)
    print(pool.apply(CustomerActivityPage.to_json, (page,)) == page.to_json())
    for call, argument in (
        (CustomerActivityPage.from_json, '{"data":[{"id":7}]}'),
        (CustomerActivityPage.to_dict, CustomerActivityPage(total="7")),
    ):
        try:
            pool.apply(call, (argument,))
        except (DecodeError, EncodeError) as error:
            print(type(error).__name__, error.path, error)
"""
POOL_PRINTS = """\
True
True
DecodeError ('data', 0, 'id') $.data[0].id: expected a string, got an integer
EncodeError ('total',) $.total: expected an integer, got a string
"""


@pytest.mark.slow
@pytest.mark.parametrize("method", ["spawn", "fork", "forkserver"])
def test_instances_and_errors_can_be_passed_between_processes(method: str) -> None:
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"this platform can't start a process by {method}")
    if method == "fork" and sys.version_info >= (3, 15):
        pytest.skip(
            "multiprocessing warns about each fork from Python 3.15 on, which -W error makes an error"
        )
    assert run(POOL, method, PAGE) == POOL_PRINTS
