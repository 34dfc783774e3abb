"""What all tests share: the pipeline, and the really started system."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import requests
from hypothesis import settings
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # a shell's background job: the programs under test would not hear Ctrl-C
    signal.signal(signal.SIGINT, signal.default_int_handler)
settings.register_profile("untimed", deadline=None)  # a busy machine is no failure: timings belong to bench/
settings.load_profile("untimed")
os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")


@pytest.fixture(scope="session")
def nlp() -> Any:
    """The spaCy pipeline, made from the sources."""
    from nlu.pipeline import make

    return make()


@dataclass(frozen=True)
class System:
    """The started system: its address, its settings, and its processes (the action server and Rasa)."""

    url: str
    settings: dict[str, str]
    processes: list[subprocess.Popen[bytes]]

    @contextlib.contextmanager
    def without_actions(self) -> Iterator[None]:
        """The action server is gone, and comes back on leaving; but not for Ctrl-C, which ends the whole system."""
        os.killpg(self.processes[0].pid, signal.SIGKILL)
        self.processes[0].wait()
        try:
            yield
        except Exception:
            self._bring_back()
            raise
        self._bring_back()

    def _bring_back(self) -> None:
        from runner import serve

        self.processes[0] = serve.start_actions(**self.settings)
        assert patient().get(f"http://127.0.0.1:{self.settings['TRIAGE_ACTION_PORT']}/health", timeout=20).ok


@pytest.fixture(scope="session")
def system() -> Iterator[System]:
    """Action server and Rasa with the trained model, no rate limit."""
    from runner import serve

    port = serve.free_port()
    settings = {"TRIAGE_RATE_LIMIT": "0", "TRIAGE_ACTION_PORT": str(serve.free_port())}
    with serve.servers("127.0.0.1", port, **settings) as started:
        url = f"http://127.0.0.1:{port}"
        serve.wait_until_ready(url, started)
        yield System(url, settings, started)


@pytest.fixture(scope="session")
def bot_url(system: System) -> str:
    """The address of the started system."""
    return system.url


@pytest.fixture()
def talk(bot_url: str) -> Callable[..., list[dict[str, Any]]]:
    """Says something in a conversation of its own over REST and gives the replies."""
    sender = uuid.uuid4().hex

    def say(text: str) -> list[dict[str, Any]]:
        status, body = post(bot_url, {"sender": sender, "message": text})
        assert status == 200, body
        return body

    return say


def patient() -> requests.Session:
    """Tries again, for a minute, until a port is open."""
    session = requests.Session()
    session.mount("http://", HTTPAdapter(max_retries=Retry(total=120, connect=120, backoff_factor=0.5, backoff_max=0.5)))
    return session


def post(url: str, body: object, raw: bytes | None = None) -> tuple[int, Any]:
    """Status and JSON of a POST to the REST channel."""
    data = raw if raw is not None else json.dumps(body).encode()
    request = urllib.request.Request(url + "/webhooks/rest/webhook", data=data, headers={"content-type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=60) as reply:
            return reply.status, json.load(reply)
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read() or b"null")
