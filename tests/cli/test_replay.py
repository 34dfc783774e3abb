"""`triage replay` against a tracker store as Rasa writes it."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path
from typing import Any

import pytest

from cli import replayed, stored
from cli.errors import Failure, Usage
from cli.main import main
from tests.conversation import Talk
from triage import audit
from triage.replay import replay

ENDPOINTS = """action_endpoint:
  url: http://127.0.0.1:${TRIAGE_ACTION_PORT}/webhook
tracker_store:
  type: SQL
  dialect: sqlite
  db: var/conversations.db
"""


def conversation() -> Talk:
    talk = Talk()
    talk.say(
        "my eyelid droops after forehead botox 12 days ago", "ask_droop", findings=["ptosis_one"],
        entities=[("time_since_injection", 12), ("area", "forehead", "treated")], concerns=["eyelid_or_brow_droop"],
    )  # fmt: skip
    talk.say("none of these, I can move my lips, speak, chew and swallow")
    talk.say("now I cannot swallow", "report_danger", findings=["dysphagia"], concerns=["red_flag_bulbar"])
    return talk


def save(folder: Path, events: list[dict[str, Any]], sender: str = "abc") -> Path:
    """An endpoints file whose store holds the events, written by Rasa's own store."""
    from rasa.core.tracker_store import SQLTrackerStore
    from rasa.shared.core.domain import Domain
    from rasa.shared.core.trackers import DialogueStateTracker

    (folder / "var").mkdir()
    endpoints = folder / "endpoints.yml"
    endpoints.write_text(ENDPOINTS)
    domain = Domain.load(str(stored.ROOT / "domain.yml"))
    tracker = DialogueStateTracker.from_dict(sender, events, domain.slots)
    asyncio.run(SQLTrackerStore(domain, dialect="sqlite", db=str(folder / "var" / "conversations.db")).save(tracker))
    return endpoints


def test_a_stored_conversation_is_told(tmp_path, capsys):
    endpoints = save(tmp_path, conversation().events)
    assert main(["replay", "abc", "--endpoints", str(endpoints)]) == 0
    text = capsys.readouterr().out
    for words in (
        "“my eyelid droops after forehead botox 12 days ago”", "days since injection: 12 days (from “12”)", "INJECTOR, I2",
        "answers the question", "denied with the checklist", "EMERGENCY, E2", "Lower matches", "would change most",
        "the same: EMERGENCY, E2", "Please call an ambulance now", "Differences between then and now: none",
    ):  # fmt: skip
        assert words in text, words
    assert max(len(line) for line in text.splitlines()) <= replayed.WIDTH + 10


def test_it_is_told_as_json(tmp_path, capsys):
    endpoints = save(tmp_path, conversation().events)
    assert main(["replay", "abc", "--json", "--endpoints", str(endpoints)]) == 0
    told = json.loads(capsys.readouterr().out)
    turns = told["parts"][0]["turns"]
    assert [turn["decision"]["level"] for turn in turns] == ["INJECTOR", "INJECTOR", "EMERGENCY"]
    assert turns[2]["shown"][0]["type"] == "disposition"


def test_a_conversation_that_is_not_there_says_so(tmp_path, capsys):
    endpoints = save(tmp_path, conversation().events)
    assert main(["replay", "somebody", "--endpoints", str(endpoints)]) == 1
    assert "no conversation somebody" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (None, Usage, "no file"),
        ("action_endpoint: {url: x}\n", Usage, "names no tracker_store"),
        ("a: [\n", Usage, "cannot be read"),
        (ENDPOINTS, Failure, "no conversation yet"),
        ("tracker_store: {type: nosuch.Store}\n", Failure, "keeps nothing"),
    ],
)
def test_a_store_that_cannot_be_read_says_why(tmp_path, content, error, words):
    endpoints = tmp_path / "endpoints.yml"
    if content is not None:
        endpoints.write_text(content)
    with pytest.raises(error, match=words):
        stored.events("abc", endpoints)


def test_differences_are_marked():
    events = conversation().events
    record = next(e for e in events if e.get("name") == audit.SLOT)["value"]
    record["found"]["rule"], record["knowledge"] = "I1", "0123456789ab"
    text = "\n".join(replayed.lines(replay("abc", events)))
    assert "Differences between then and now: 1 (marked ≠)" in text
    assert "Decided again ≠" in text and "then it was INJECTOR, I1" in text
    assert "held with 0123456789ab ≠" in text


def test_another_person_a_new_session_and_small_talk_are_named():
    talk = Talk()
    talk.say("hello", "greet")
    talk.begin(days_later=2)
    talk.say("this is for my mum, her smile is weak", findings=["smile_weakness"])
    text = "\n".join(replayed.lines(replay("abc", talk.events)))
    assert "== A new session ==" in text
    assert "about the patient's mum" in text and "worked out now" in text


def test_terminal_control_in_a_message_is_taken_out(tmp_path, capsys):
    talk = Talk()
    talk.say("my smile\x1b[2J is crooked", findings=["smile_asymmetry"])
    endpoints = save(tmp_path, talk.events)
    assert main(["replay", "abc", "--endpoints", str(endpoints)]) == 0
    assert "\x1b" not in capsys.readouterr().out


def test_reading_a_store_leaves_the_environment_as_it_was(tmp_path, monkeypatch):
    monkeypatch.delenv("TRIAGE_ACTION_PORT", raising=False)
    endpoints = save(tmp_path, conversation().events)
    before = dict(os.environ)
    stored.events("abc", endpoints)
    assert {name for name in os.environ.keys() ^ before.keys() if name.startswith("TRIAGE")} == set()
