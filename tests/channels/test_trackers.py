"""What is read from Rasa's tracker, and summaries."""

import sys
from types import SimpleNamespace
from typing import Any

import pytest

from channels import summary, trackers
from channels.output import as_reply, data_type
from channels.problem import Problem

APOLOGY = {"text": "sorry"}


def user(text: str | None, **more: Any) -> dict[str, Any]:
    return {"event": "user", "timestamp": 0.0, "text": text, **more}


def bot(text: str | None, **data: Any) -> dict[str, Any]:
    return {"event": "bot", "timestamp": 1.0, "text": text, "data": data}


def test_only_the_patients_messages_are_turns() -> None:
    events = [{"event": "session_started"}, user("a"), bot("b"), {"event": "slot"}, user(None), user("c")]
    assert trackers.turns(events) == 2


def test_a_greeting_before_the_first_message_is_part_of_the_transcript() -> None:
    said = trackers.transcript([bot("Hello."), user("a"), bot("b")], APOLOGY)
    assert [one["text"] for one in said] == ["Hello.", "a", "b"]


def test_every_message_without_an_answer_is_followed_by_the_apology() -> None:
    said = trackers.transcript([user("a"), user("b"), bot(""), user("c"), bot("d")], APOLOGY)
    assert [one["text"] for one in said] == ["a", "sorry", "b", "sorry", "c", "d"]


def test_an_empty_conversation_has_an_empty_transcript() -> None:
    assert trackers.transcript([], APOLOGY) == []


def test_a_reply_is_what_says_something() -> None:
    assert as_reply({"text": "", "buttons": [], "custom": {}, "image": None}) is None
    assert as_reply({"text": " a ", "quick_replies": [{"title": "x"}], "utter_action": "utter_a"}) == {
        "text": "a",
        "buttons": [{"title": "x", "payload": "x"}],
    }


def test_words_that_only_the_data_has_become_the_replys_text() -> None:
    plot = {"data": {"type": "timeline", "v": 1, "text": " Six of ten give a figure. "}}
    assert as_reply({"custom": plot}) == {"text": "Six of ten give a figure.", "custom": plot}
    assert as_reply({"text": "Here.", "custom": plot}) == {"text": "Here.", "custom": plot}
    assert as_reply({"custom": {"data": {"type": "x", "text": 7}}}) == {"custom": {"data": {"type": "x", "text": 7}}}


@pytest.mark.parametrize("reply", [{}, {"custom": 1}, {"custom": {"data": []}}, {"custom": {"data": {"type": 1}}}])
def test_data_without_a_type_has_none(reply: dict[str, Any]) -> None:
    assert data_type(reply) is None


def test_there_is_no_summary_while_nothing_is_rendered() -> None:
    empty = summary.Summary(lambda events: "", lambda events: b"")
    for render in (empty.text, empty.pdf):
        with pytest.raises(Problem) as refused:
            render([])
        assert refused.value.code == "no-summary"


def test_without_the_projects_summary_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "triage.summary", None)
    with pytest.raises(Problem) as refused:
        summary.default().text([])
    assert refused.value.code == "no-summary"


def test_the_projects_summary_is_asked_when_it_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    module = SimpleNamespace(render_text=lambda events: f"{len(events)} events", render_pdf=lambda events: b"%PDF")
    monkeypatch.setitem(sys.modules, "triage.summary", module)
    assert summary.default().text([user("a")]) == "1 events"
    assert summary.default().pdf([user("a")]) == b"%PDF"
