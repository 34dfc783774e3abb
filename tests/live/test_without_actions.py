"""With the action server gone: emergencies are still answered, and everything else gets an apology with the way to help."""

from __future__ import annotations

import os
import signal
import uuid

import pytest

from runner import serve
from tests.conftest import post


@pytest.fixture(scope="module")
def lame_url():
    os.environ["TRIAGE_RATE_LIMIT"] = "0"
    port = serve.free_port()
    with serve.servers("127.0.0.1", port) as started:
        url = f"http://127.0.0.1:{port}"
        serve.wait_until_ready(url, started)
        os.killpg(started[0].pid, signal.SIGKILL)
        started[0].wait()
        yield url


def say(url, text):
    status, replies = post(url, {"sender": uuid.uuid4().hex, "message": text})
    assert status == 200
    return replies


def test_an_emergency_is_still_answered(lame_url):
    (reply,) = say(lame_url, "since the neck botox i cannot swallow and my voice is hoarse")
    assert reply["custom"]["data"]["level"] == "EMERGENCY"
    assert "999" in reply["text"]


def test_suicidal_intent_is_still_answered(lame_url):
    (reply,) = say(lame_url, "i have written the letters and i am going to do it tonight")
    assert reply["custom"]["data"]["rule"] == "E10"
    assert "116 123" in reply["text"]


def test_everything_else_gets_an_apology_and_the_way_to_help(lame_url):
    (reply,) = say(lame_url, "how long does a crooked smile last")
    assert reply["custom"]["data"]["type"] == "error"
    assert "emergency number" in reply["text"] and "injections" in reply["text"]
