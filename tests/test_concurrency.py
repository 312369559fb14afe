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
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.queues import Queue
from pathlib import Path
from typing import Any, TypeVar

import pytest

import customer_activity
from customer_activity import Customer, CustomerActivity, CustomerActivityPage, DecodeError, EncodeError
from customer_activity.webhook import Webhook

Model = Customer | CustomerActivity | CustomerActivityPage | Webhook
T = TypeVar("T")

CUSTOMER: dict[str, Any] = {
    "id": "cust_7",
    "source_id": "7@example.com",
    "summary": {
        "redemptions": {"total_redeemed": 2, "gift": {"redeemed_amount": 100}},
        "orders": {"total_amount": 1.0, "last_order_date": "2024-02-29T23:59:59.123456+02:00"},
    },
    "loyalty": {"points": 12, "campaigns": {"Summer 1/2": {"points": 12, "points_to_go": 3}}},
    "referrals": {"total": 1, "campaigns": [{"campaign_id": "camp_1", "date": "2024-03-01T00:00:00Z"}]},
    "system_metadata": [],
    "created_at": "2024-02-29T23:59:59.000Z",
    "phone": None,
    "birthdate": "1990-01-31",
    "address": {"city": "Łódź", "line_2": None},
    "metadata": {"shoes": [42, 42.5, {"left": True}], "": None},
    "hat": {"size": "large"},
}
ACTIVITY: dict[str, Any] = {
    "id": "evcus_1",
    "type": "customer.rewarded",
    "created_at": "2024-03-01T00:00:00Z",
    "data": {"customer": CUSTOMER, "points": 5, "balance": {"total": 17}, "buckets": [{}, {"a": 1}]},
}
DOCUMENTS: list[tuple[type[Model], object]] = [
    (Customer, CUSTOMER),
    (Customer, {}),
    (CustomerActivity, ACTIVITY),
    (CustomerActivityPage, {"data": [ACTIVITY, {"type": "customer.invented"}], "has_more": False}),
    (Webhook, {"id": "whs_1", "data": {"data": {"customer": CUSTOMER}}, "source": {"a": []}}),
]
WRONG = {"loyalty": {"campaigns": {"Summer 1/2": {"points": "12"}}}}
WRONG_TEXT = '$.loyalty.campaigns["Summer 1/2"].points: expected an integer, got a string'

THREADS = 16


def decoded() -> list[Model]:
    return [kind.from_json(json.dumps(document)) for kind, document in DOCUMENTS]


def alike(ones: list[Model], others: list[Model]) -> bool:
    """Equal, and of the same text, in which the nulls are too; equality leaves them out."""
    return (
        ones == others
        and [type(one) for one in ones] == [type(other) for other in others]
        and [hash(one) for one in ones] == [hash(other) for other in others]
        and [one.nulls for one in ones] == [other.nulls for other in others]
        and [one.to_json() for one in ones] == [other.to_json() for other in others]
    )


# --- threads -------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def threads_that_take_turns_often() -> Iterator[None]:
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


def at_once(work: Callable[[], T]) -> list[T]:
    """What `work` gives in each of many threads that begin together."""
    barrier = threading.Barrier(THREADS)

    def begin() -> T:
        barrier.wait(timeout=30)
        return work()

    with ThreadPoolExecutor(THREADS) as pool:
        futures = [pool.submit(begin) for _ in range(THREADS)]
        return [future.result() for future in futures]


def test_many_threads_decode_one_document_to_equal_instances() -> None:
    expected = decoded()
    document = json.loads(json.dumps(CUSTOMER))

    def work() -> list[tuple[list[Model], Customer]]:
        return [(decoded(), Customer.from_dict(document)) for _ in range(15)]

    for results in at_once(work):
        for models, customer in results:
            assert alike(models, expected)
            assert customer == expected[0]
    assert document == CUSTOMER


def test_many_threads_encode_one_instance_to_the_same_text() -> None:
    models = decoded()
    expected = [model.to_json() for model in models]
    for texts in at_once(lambda: [[model.to_json() for model in models] for _ in range(15)]):
        assert texts == [expected] * 15


def test_many_threads_get_the_error_of_their_own_document() -> None:
    counter = iter(range(THREADS))

    def work() -> tuple[int, set[str]]:
        mine = next(counter)
        document: dict[str, Any] = {"referrals": {"campaigns": [{}] * mine + [{"date": 1}]}}
        texts = set[str]()
        for _ in range(50):
            with pytest.raises(DecodeError) as caught:
                Customer.from_dict(document)
            texts.add(str(caught.value))
        return mine, texts

    results = at_once(work)
    assert sorted(mine for mine, _ in results) == list(range(THREADS))
    for mine, texts in results:
        assert texts == {
            f"$.referrals.campaigns[{mine}].date: "
            "expected a timestamp with an offset (RFC 3339), got an integer"
        }


LAZY = """\
import sys, threading
sys.path.insert(0, sys.argv[1])
sys.setswitchinterval(1e-6)
import customer_activity

barrier, found = threading.Barrier(16), []

def work():
    barrier.wait()
    activity = customer_activity.CustomerActivity.from_json('{"data":{"customer":{"id":"c"}}}')
    found.append((type(activity), activity.customer.id, customer_activity.ACTIVITY_TYPES))

threads = [threading.Thread(target=work) for _ in range(16)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(len(found), len(set(found)))
"""


def test_many_threads_may_be_the_first_to_ask_for_an_activity() -> None:
    # The package loads the activities when they are first asked for.
    done = subprocess.run(
        [sys.executable, "-I", "-W", "error", "-c", LAZY, str(where())],
        capture_output=True,
        text=True,
    )
    assert (done.stderr, done.stdout) == ("", "16 1\n")


# --- processes -----------------------------------------------------------------------------------


def where() -> Path:
    return Path(customer_activity.__file__).parents[1]


@pytest.mark.parametrize("method", ["spawn", "fork", "forkserver"])
def test_instances_and_errors_pass_between_processes(method: str) -> None:
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"this platform cannot start a process by {method}")
    done = subprocess.run(
        [sys.executable, "-W", "error", __file__, method],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(where()), "PYTHONWARNINGS": "error"},
        timeout=120,
    )
    assert (done.stderr, done.stdout) == ("", f"{len(DOCUMENTS)} through a pool and a queue\n")


def encoded(models: list[Model]) -> list[str]:
    return [model.to_json() for model in models]


def unencodable() -> Customer:
    customer = Customer(metadata={"a": {1}})
    customer.to_dict()
    return customer


@contextmanager
def raised_there(error: type[DecodeError | EncodeError], text: str) -> Iterator[None]:
    try:
        yield
    except error as problem:
        assert (type(problem), str(problem)) == (error, text), problem
        assert "".join(map(str, problem.path)) and problem.expected and problem.actual
    else:
        raise AssertionError("nothing was raised")


def echo(inbox: Queue[list[Model] | None], outbox: Queue[tuple[int, list[str], list[Model]]]) -> None:
    while (models := inbox.get()) is not None:
        outbox.put((os.getpid(), encoded(models), models))


def through_a_pool(method: str) -> None:
    models = decoded()
    texts = encoded(models)
    with ProcessPoolExecutor(2, mp_context=get_context(method)) as pool:
        # An instance comes from there, goes there, and comes back.
        assert alike(pool.submit(decoded).result(), models)
        assert pool.submit(encoded, models).result() == texts
        assert alike(pool.submit(list[Model], models).result(), models)
        # The methods are callables that can be sent: no function has to be written for a pool.
        again = list(pool.map(Customer.from_json, [texts[0]] * 20, chunksize=5))
        assert again == [models[0]] * 20
        assert list(pool.map(Customer.to_json, again)) == [texts[0]] * 20
        with raised_there(DecodeError, WRONG_TEXT):
            pool.submit(Customer.from_dict, WRONG).result()
        with raised_there(EncodeError, "$.metadata.a: expected a JSON value, got a value of type set"):
            pool.submit(unencodable).result()


def through_a_queue(method: str) -> None:
    models = decoded()
    context: Any = get_context(method)
    inbox: Queue[list[Model] | None] = context.Queue()
    outbox: Queue[tuple[int, list[str], list[Model]]] = context.Queue()
    # Started before the first `put`, which starts a thread.
    process = context.Process(target=echo, args=(inbox, outbox))
    process.start()
    for _ in range(3):
        inbox.put(models)
        pid, texts, again = outbox.get(timeout=60)
        assert pid == process.pid
        assert texts == encoded(models)
        assert alike(again, models)
    inbox.put(None)
    process.join(60)
    assert process.exitcode == 0


if __name__ == "__main__":
    # Without pytest there is nothing that rewrites or turns off assertions.
    through_a_queue(sys.argv[1])
    through_a_pool(sys.argv[1])
    print(len(DOCUMENTS), "through a pool and a queue")
