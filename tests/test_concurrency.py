# SPDX-License-Identifier: MIT
"""Threads and processes: the same document gives equal instances, wherever they come from.

The part with processes runs as a script of its own, `test_concurrency.py spawn`: a fork is safe
only in a process without threads, and from Python 3.12 on warns where there are some.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

import pytest

import customer_activity
from customer_activity import Customer, CustomerActivityPage, DecodeError, EncodeError, Webhook

T = TypeVar("T")

CUSTOMER: dict[str, Any] = {
    "id": "cust_7",
    "summary": {"orders": {"total_amount": 1.0, "last_order_date": "2024-02-29T23:59:59.123456+02:00"}},
    "loyalty": {"points": 12, "campaigns": {"Summer 1/2": {"points": 12, "points_to_go": 3}}},
    "system_metadata": [],
    "phone": None,
    "birthdate": "1990-01-31",
    "metadata": {"shoes": [42, 42.5, {"left": True}], "": None},
    "hat": {"size": "large"},
}
DOCUMENTS: list[tuple[Any, object]] = [
    (Customer, CUSTOMER),
    (
        CustomerActivityPage,
        {"data": [{"type": "customer.invented", "data": {"customer": CUSTOMER}}], "total": 1},
    ),
    (Webhook, {"id": "whs_1", "data": {"data": {"customer": CUSTOMER}}, "source": {"a": []}}),
]
WRONG = {"loyalty": {"campaigns": {"Summer 1/2": {"points": "12"}}}}
WRONG_TEXT = '$.loyalty.campaigns["Summer 1/2"].points: expected an integer, got a string'
UNWRITABLE = Customer(metadata={"a": {1}})
UNWRITABLE_TEXT = "$.metadata.a: expected a JSON value, got a value of type set"

THREADS = 16
SECONDS = 20
"""After which a process that does not answer has failed."""


def decoded() -> list[Any]:
    return [cls.from_json(json.dumps(document)) for cls, document in DOCUMENTS]


# --- threads -------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def threads_that_take_turns_often() -> Iterator[None]:
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


def at_once(work: Callable[[], T]) -> list[T]:
    """What `work` gives in each of many threads that begin together."""
    barrier = threading.Barrier(THREADS, timeout=SECONDS)

    def begin() -> T:
        barrier.wait()
        return work()

    with ThreadPoolExecutor(THREADS) as pool:
        return [future.result() for future in [pool.submit(begin) for _ in range(THREADS)]]


def test_many_threads_decode_one_document_and_encode_one_instance() -> None:
    expected, document = decoded(), json.loads(json.dumps(CUSTOMER))
    texts = [instance.to_json() for instance in expected]
    for found in at_once(lambda: [(decoded(), Customer.from_dict(document)) for _ in range(15)]):
        assert found == [(expected, expected[0])] * 15
    assert at_once(lambda: [instance.to_json() for instance in expected]) == [texts] * THREADS
    assert document == CUSTOMER


def test_many_threads_get_the_error_of_their_own_document() -> None:
    counter = iter(range(THREADS))

    def work() -> tuple[int, set[str]]:
        mine = next(counter)
        texts = set[str]()
        for _ in range(50):
            with pytest.raises(DecodeError) as caught:
                Customer.from_dict({"referrals": {"campaigns": [{}] * mine + [{"campaign_id": 1}]}})
            texts.add(str(caught.value))
        return mine, texts

    path = "$.referrals.campaigns[{}].campaign_id: expected a string, got an integer"
    assert sorted(at_once(work)) == [(mine, {path.format(mine)}) for mine in range(THREADS)]


LAZY = """\
import sys, threading
sys.path.insert(0, sys.argv[1])
sys.setswitchinterval(1e-6)
import customer_activity

barrier, found = threading.Barrier(16, timeout=20), []

def work():
    barrier.wait()
    webhook = customer_activity.Webhook.from_json('{"data":{"customer":{"id":"c"}}}')
    found.append((type(webhook), webhook.customer.id, webhook.to_json(), customer_activity.ACTIVITY_TYPES))

threads = [threading.Thread(target=work, daemon=True) for _ in range(16)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(len(found), len(set(found)))
"""


def test_many_threads_may_be_the_first_to_ask_for_what_is_loaded_late() -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-W", "error", "-c", LAZY, str(where())],
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    assert (done.stderr, done.stdout) == ("", "16 1\n")


# --- processes -----------------------------------------------------------------------------------


def where() -> Path:
    return Path(customer_activity.__file__).parents[1]


@pytest.mark.parametrize("method", ["spawn", "fork", "forkserver"])
def test_instances_and_errors_pass_between_processes(method: str) -> None:
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"this platform cannot start a process by {method}")
    if method == "fork" and sys.version_info >= (3, 15):
        pytest.skip("Python 3.15 warns of every fork by multiprocessing, which -W error makes an error")
    done = subprocess.run(
        [sys.executable, "-W", "error", __file__, method],
        capture_output=True,
        text=True,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(where()), *sys.path]),
            "PYTHONWARNINGS": "error",
        },
        timeout=2 * SECONDS,
    )
    assert (done.stderr, done.stdout) == ("", f"{len(DOCUMENTS)} through a process and back\n")


def answer(connection: Any) -> None:
    """What a worker does: what it is sent goes back decoded, encoded, and as the errors of its own."""
    instances = connection.recv()
    errors: list[Exception] = []
    for call in (lambda: Customer.from_dict(WRONG), UNWRITABLE.to_dict):
        try:
            call()
        except (DecodeError, EncodeError) as error:
            errors.append(error)
    connection.send((instances, decoded(), [instance.to_json() for instance in instances], errors))


def through_a_process(method: str) -> None:
    context: Any = get_context(method)
    ours, theirs = context.Pipe()
    process = context.Process(target=answer, args=(theirs,), daemon=True)
    process.start()
    instances = decoded()
    ours.send(instances)
    assert ours.poll(SECONDS), "the process does not answer"
    again, anew, texts, errors = ours.recv()
    process.join(SECONDS)
    assert process.exitcode == 0
    assert again == anew == instances
    assert [type(instance) for instance in again] == [type(instance) for instance in instances]
    assert texts == [instance.to_json() for instance in instances]
    assert [(type(e), str(e)) for e in errors] == [(DecodeError, WRONG_TEXT), (EncodeError, UNWRITABLE_TEXT)]
    assert errors[0].path == ("loyalty", "campaigns", "Summer 1/2", "points")


if __name__ == "__main__":
    # Without pytest there is nothing that rewrites or turns off assertions.
    through_a_process(sys.argv[1])
    print(len(DOCUMENTS), "through a process and back")
