"""No patient's words in the logs of the started system, whichever way they came and whatever came of them."""

from __future__ import annotations

import json
import urllib.request
import uuid

import pytest

from runner.steps import LOGS
from tests.conftest import post

WORD = "wobblyword"


def widget_message(url: str, text: str) -> str:
    """A message through the widget's API; the stream as text."""
    with urllib.request.urlopen(
        urllib.request.Request(f"{url}/chat/v1/session", data=b"{}", headers={"content-type": "application/json"})
    ) as made:
        token = json.load(made)["token"]
    headers = {"content-type": "application/json", "authorization": f"Bearer {token}"}
    request = urllib.request.Request(f"{url}/chat/v1/messages", data=json.dumps({"message": text}).encode(), headers=headers)
    with urllib.request.urlopen(request, timeout=60) as stream:
        return stream.read().decode()


@pytest.mark.parametrize(
    "text",
    [f"my smile is crooked since botox {WORD}", f"/{WORD}", f"since my neck botox i cannot swallow {WORD}", f"{WORD} " * 100],
)
def test_words_reach_no_log(bot_url: str, text: str) -> None:
    status, replies = post(bot_url, {"sender": uuid.uuid4().hex, "message": text})
    assert status == 200 and replies
    assert "event: done" in widget_message(bot_url, text)
    assert post(bot_url, {"sender": "short", "message": text})[0] == 422
    for name in ("rasa.log", "actions.log"):
        assert WORD not in (LOGS / name).read_text(errors="replace"), name
