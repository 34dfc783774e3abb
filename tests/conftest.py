"""What all tests share: the pipeline, and the really started system."""

from __future__ import annotations

import json
import os
import signal
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from typing import Any
from unittest import mock

import pytest
from hypothesis import settings

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # a shell's background job: the programs under test would not hear Ctrl-C
    signal.signal(signal.SIGINT, signal.default_int_handler)
settings.register_profile("untimed", deadline=None)  # a busy machine is no failure: timings belong to bench/
settings.load_profile("untimed")
os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")


@pytest.fixture(scope="session")
def nlp() -> Any:
    """The spaCy pipeline, made from the sources."""
    from nlu.pipeline import make

    return make()


@pytest.fixture(scope="session")
def bot_url() -> Iterator[str]:
    """The address of the started system: action server and Rasa with the trained model, no rate limit."""
    from runner import serve

    port = serve.free_port()
    with mock.patch.dict(os.environ, TRIAGE_RATE_LIMIT="0"), serve.servers("127.0.0.1", port) as started:
        url = f"http://127.0.0.1:{port}"
        serve.wait_until_ready(url, started)
        yield url


@pytest.fixture()
def talk(bot_url: str) -> Callable[..., list[dict[str, Any]]]:
    """Says something in a conversation of its own over REST and gives the replies."""
    sender = uuid.uuid4().hex

    def say(text: str) -> list[dict[str, Any]]:
        status, body = post(bot_url, {"sender": sender, "message": text})
        assert status == 200, body
        return body

    return say


def post(url: str, body: object, raw: bytes | None = None) -> tuple[int, Any]:
    """Status and JSON of a POST to the REST channel."""
    data = raw if raw is not None else json.dumps(body).encode()
    request = urllib.request.Request(url + "/webhooks/rest/webhook", data=data, headers={"content-type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=60) as reply:
            return reply.status, json.load(reply)
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read() or b"null")
