# SPDX-License-Identifier: MIT
"""The receivers for web frameworks, which do the same as the one for AWS Lambda."""

from __future__ import annotations

import base64
import hmac
import importlib.util
import json
import logging
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from customer_activity import DecodeError, Webhook

ROOT = Path(__file__).resolve().parents[2]
SECRET = "made-up-secret-ü"
PRIVATE = "noor.private@example.com"
PATH = "/webhooks/voucherify"


def load_module(path: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(Path(path).stem, ROOT / "examples" / path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# --- the receivers -------------------------------------------------------------------------------

Send = Callable[[str, bytes, dict[str, str]], int]


def send_to_lambda(monkeypatch: pytest.MonkeyPatch) -> tuple[ModuleType, Send]:
    example = load_module("aws_lambda/http_webhook.py")

    def send(method: str, body: bytes, headers: dict[str, str]) -> int:
        event = {
            "httpMethod": method,
            "headers": headers,
            "body": base64.b64encode(body).decode(),
            "isBase64Encoded": True,
        }
        return int(example.handler(event, None)["statusCode"])

    return example, send


def send_to_fastapi(monkeypatch: pytest.MonkeyPatch) -> tuple[ModuleType, Send]:
    pytest.importorskip("fastapi", reason="the interop group isn't installed")
    pytest.importorskip("httpx2", reason="the interop group isn't installed")
    from fastapi.testclient import TestClient

    example = load_module("fastapi_app.py")
    client = TestClient(example.app, raise_server_exceptions=False)

    def send(method: str, body: bytes, headers: dict[str, str]) -> int:
        response = client.request(method, PATH, content=body, headers=headers)
        assert response.content in (b"", b"Internal Server Error")
        return int(response.status_code)

    return example, send


def send_to_flask(monkeypatch: pytest.MonkeyPatch) -> tuple[ModuleType, Send]:
    pytest.importorskip("flask", reason="the interop group isn't installed")
    example = load_module("flask_app.py")

    def send(method: str, body: bytes, headers: dict[str, str]) -> int:
        return int(
            example.app.test_client().open(PATH, method=method, data=body, headers=headers).status_code
        )

    return example, send


def send_to_django(monkeypatch: pytest.MonkeyPatch) -> tuple[ModuleType, Send]:
    pytest.importorskip("django", reason="the interop group isn't installed")
    from django.conf import settings
    from django.test import Client
    from django.urls import clear_url_caches

    example = load_module("any_framework.py")
    page = ModuleType("django_page")  # which is the URL configuration, too
    monkeypatch.setitem(sys.modules, "any_framework", example)
    monkeypatch.setitem(sys.modules, page.__name__, page)
    if not settings.configured:
        csrf = "django.middleware.csrf.CsrfViewMiddleware"
        settings.configure(ALLOWED_HOSTS=["testserver"], MIDDLEWARE=[csrf], ROOT_URLCONF=page.__name__)
    text = (ROOT / "docs" / "webhooks.md").read_text("utf-8")
    [snippet] = re.findall(r"^```py\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    exec(snippet, vars(page))
    clear_url_caches()
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)

    def send(method: str, body: bytes, headers: dict[str, str]) -> int:
        response = client.generic(method, PATH, body, "application/json", headers=headers)
        return int(response.status_code)

    return example, send


RECEIVERS = {
    "Lambda": send_to_lambda,
    "FastAPI": send_to_fastapi,
    "Flask": send_to_flask,
    "Django": send_to_django,
}


class Receiver:
    """A receiver, what reached its hooks, and what it logged."""

    def __init__(self, name: str, monkeypatch: pytest.MonkeyPatch, log: pytest.LogCaptureFixture) -> None:
        self.module, self.send = RECEIVERS[name](monkeypatch)
        self.log = log
        self.calls: list[tuple[Any, ...]] = []
        self.problem: Exception | None = None
        for hook in "on_customer", "on_other_event", "on_undecodable":
            vars(self.module)[hook] = lambda *arguments, hook=hook: self.call(hook, *arguments)

    def call(self, *call: Any) -> None:
        self.calls.append(call)
        if self.problem is not None:
            raise self.problem

    def post(self, body: bytes, signature: str | None) -> int:
        headers = {} if signature is None else {"X-Voucherify-Signature": signature}
        return self.send("POST", body, headers)

    @property
    def logged(self) -> list[tuple[str, str]]:
        """What our code logged, without the lines of test clients and frameworks."""
        theirs = ("httpx2", "django", "asyncio")
        return [(r.levelname, r.getMessage()) for r in self.log.records if not r.name.startswith(theirs)]


Load = Callable[[], Receiver]


@pytest.fixture(params=RECEIVERS)
def load(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> Load:
    monkeypatch.setenv("VOUCHERIFY_SECRET", SECRET)
    caplog.set_level(logging.DEBUG)
    return lambda: Receiver(request.param, monkeypatch, caplog)


# --- requests ------------------------------------------------------------------------------------


def sign(body: bytes, secret: str = SECRET) -> str:
    return hmac.digest(secret.encode(), body, "sha256").hex()


def webhook(**members: Any) -> bytes:
    return json.dumps({"type": "customer.updated", **members}, separators=(",", ":")).encode()


WEBHOOK = webhook(data={"customer": {"id": "cust_1", "name": "Åse ☕", "email": PRIVATE}})
DELETED = webhook(type="customer.deleted", data={"customer": {"id": "cust_1"}})
NO_CUSTOMER = webhook(type="campaign.created", data={"campaign": {"id": "camp_1"}})
DISTRIBUTION = webhook(type="Hi", data={"customer": {"id": "cust_1"}}, source={"object": "distribution"})
DESIGNED = webhook(type="Hi", data={"customer": "Ann"}, source={"object": "distribution"})
INDENTED = json.dumps(json.loads(WEBHOOK), indent=2).encode()

HANDLED = {
    "a customer": (WEBHOOK, "on_customer"),
    "a deleted customer": (DELETED, "on_customer"),
    "an event without a customer": (NO_CUSTOMER, "on_other_event"),
    "a distribution": (DISTRIBUTION, "on_other_event"),
    "a distribution with data of another type": (DESIGNED, "on_undecodable"),
    "not JSON": (b"hello", "on_undecodable"),
    "not UTF-8": (b"\xe9\xff", "on_undecodable"),
    "an empty body": (b"", "on_undecodable"),
}


@pytest.mark.parametrize(("body", "hook"), HANDLED.values(), ids=HANDLED)
def test_a_signed_webhook_reaches_one_hook_and_gets_200(load: Load, body: bytes, hook: str) -> None:
    receiver = load()
    assert receiver.post(body, sign(body)) == 200
    [call] = receiver.calls
    assert call[0] == hook
    if hook == "on_undecodable":
        assert call[1] == body and isinstance(call[2], DecodeError)
    else:
        decoded = Webhook.from_json(body)
        assert call[1:] == ((decoded, decoded.customer) if hook == "on_customer" else (decoded,))
    assert receiver.logged == []


def test_whitespace_between_tokens_does_not_change_the_signature(load: Load) -> None:
    assert load().post(INDENTED, sign(WEBHOOK)) == 200


UNSIGNED = {
    "another body": (WEBHOOK, sign(DELETED)),
    "another secret": (WEBHOOK, sign(WEBHOOK, "another")),
    "no signature": (WEBHOOK, None),
    "an empty signature": (WEBHOOK, ""),
    "not JSON, no signature": (PRIVATE.encode(), None),
    "not JSON, a wrong signature": (PRIVATE.encode(), sign(WEBHOOK)),
    "undecodable": (b'{"data":7}', None),
    "not UTF-8": (b"\xe9\xff", sign(WEBHOOK)),
}


@pytest.mark.parametrize(("body", "signature"), UNSIGNED.values(), ids=UNSIGNED)
def test_an_unsigned_request_gets_401_before_it_is_parsed(
    load: Load, body: bytes, signature: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    receiver = load()
    monkeypatch.delattr(receiver.module, "Webhook")  # so that decoding would fail
    assert receiver.post(body, signature) == 401
    reason = "is missing" if signature is None else "does not match the body"
    assert receiver.logged == [("WARNING", f"webhook rejected with 401: the signature {reason}")]
    assert receiver.calls == []


@pytest.mark.parametrize("body", [WEBHOOK, NO_CUSTOMER, b"hello"], ids=["customer", "other", "undecodable"])
def test_an_exception_in_your_code_gets_500(load: Load, body: bytes) -> None:
    receiver = load()
    receiver.problem = ConnectionError(PRIVATE)
    assert receiver.post(body, sign(body)) == 500


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_health_check_gets_200_without_a_log_entry(load: Load, method: str) -> None:
    receiver = load()
    assert receiver.send(method, b"", {}) == 200
    assert (receiver.logged, receiver.calls) == ([], [])


def test_both_secrets_are_accepted_while_one_is_replaced(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VOUCHERIFY_SECRET", " old\nnew\r\n")
    receiver = load()
    statuses = [
        receiver.post(WEBHOOK, sign(WEBHOOK, secret)) for secret in ("old", "new", "old\nnew", " old")
    ]
    assert statuses == [200, 200, 401, 401]


@pytest.mark.parametrize("secret", ["", " \n"])
def test_a_receiver_without_a_secret_does_not_start(
    load: Load, secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VOUCHERIFY_SECRET", secret)
    with pytest.raises(ValueError, match=r"^VOUCHERIFY_SECRET is empty$"):
        load()


# --- the files -----------------------------------------------------------------------------------

FILES = ["any_framework", "fastapi_app", "flask_app"]


def read_function(path: Path, name: str) -> str:
    text = path.read_text("utf-8")
    [found] = re.findall(rf"^def {name}\(.*?(?=\n\n\n|\Z)", text, re.MULTILINE | re.DOTALL)
    return str(found).rstrip()


@pytest.mark.parametrize("name", ["receive", "on_customer", "on_other_event", "on_undecodable"])
def test_functions_that_examples_share_are_equal_in_each_copy(name: str) -> None:
    paths = [
        *(ROOT / "examples" / f"{file}.py" for file in FILES),
        ROOT / "examples/aws_lambda/http_webhook.py",
    ]
    assert len({read_function(path, name) for path in paths}) == 1


def test_mypy_finds_nothing_in_the_apps(tmp_path: Path) -> None:
    for library in "mypy", "fastapi", "flask":
        pytest.importorskip(library, reason="the interop group isn't installed")
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--config-file="]
    paths = [f"examples/{file}.py" for file in FILES]
    done = subprocess.run(
        [*command, "--cache-dir", tmp_path, *paths],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)
