"""The actions without a server: a tracker's events in, messages out."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import actions
from actions.base import SORRY, SafeAction
from actions.checking import ask_actions


def user(text: str, intent: str = "inform", **understood: Any) -> dict[str, Any]:
    return {"event": "user", "text": text, "parse_data": {"intent": {"name": intent}, **understood}}


def concerns(*names: str) -> list[dict[str, Any]]:
    return [{"name": name, "confidence": 0.9} for name in names]


CROOKED = user(
    "my smile is crooked since a lip flip 10 days ago",
    "ask_smile_weakness",
    concerns=concerns("smile_weakness", "asymmetry"),
    findings=[{"code": "smile_asymmetry", "status": "affirmed", "text": "smile is crooked"}],
    entities=[
        {"entity": "time_since_injection", "value": 10},
        {"entity": "area", "value": "upper_lip_perioral", "role": "treated"},
    ],
)


def run(action: SafeAction, *events: dict[str, Any]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The messages said and the events returned."""
    dispatcher = CollectingDispatcher()
    tracker = Tracker("x", {}, {}, list(events), False, None, {}, None)
    returned = asyncio.run(action.run(dispatcher, tracker, {}))
    return dispatcher.messages, returned


def data(message: dict[str, Any]) -> dict[str, Any]:
    return message["custom"]["data"]


@pytest.mark.parametrize(
    "concern",
    "asymmetry smile_weakness heaviness eyelid_or_brow_droop duration permanence referral treatment cause prevention bells_palsy "
    "infection_or_allergy distress camouflage photo_assessment complaint dose_or_product pregnancy_or_medication".split(),
)
def test_every_concern_is_answered_with_its_sources(concern):
    messages, _ = run(actions.ActionAnswer(), user("?", f"ask_{concern}", concerns=concerns(concern)))
    assert messages[0]["text"]
    assert data(messages[0])["type"] == "answer"
    assert data(messages[0])["doctors"] or data(messages[0])["evidence"]


def test_duration_comes_with_the_time_line():
    messages, _ = run(actions.ActionAnswer(), user("how long", "ask_duration", concerns=concerns("duration")))
    assert [data(m)["type"] for m in messages] == ["answer", "timeline"]


def test_the_check_begins_with_the_danger_signs():
    _, events = run(actions.ValidateTriageForm(), CROOKED)
    assert events[-1]["name"] == "requested_slot" and events[-1]["value"] == "danger_signs"
    ask = next(cls for cls in ask_actions() if cls().name().endswith("danger_signs"))
    messages, _ = run(ask(), CROOKED)
    question = data(messages[-1])
    assert question["slots"][0] == "danger_signs" and question["multiple"] and question["why"]
    assert "None of these" in [choice["title"] for choice in question["choices"]]


def test_a_general_question_starts_no_check():
    _, events = run(actions.ValidateTriageForm(), user("how long does botox last", "ask_duration", concerns=concerns("duration")))
    assert events[-1]["value"] is None


def test_steering_words_are_left_to_their_own_rule():
    assert run(actions.ValidateTriageForm(), CROOKED, user("stop", "stop"))[1] == []


def test_the_advice_has_all_that_the_contract_names():
    messages, _ = run(actions.ActionDisposition(), CROOKED)
    advice = data(messages[-1])
    keys = {"level", "rule", "action", "who", "when", "reasons", "secondary", "dates", "safety_net", "evidence"}
    assert keys <= set(advice)
    assert len(advice["safety_net"]) == 7


def test_forget_me_tells_the_channel_to_delete():
    messages, events = run(actions.ActionForgetMe(), CROOKED, user("forget me", "forget_me"))
    assert data(messages[0])["type"] == "forgotten"
    assert "restart" in {event["event"] for event in events}


def test_a_failing_action_apologises_and_logs_no_word_of_the_patient(caplog):
    class Broken(SafeAction):
        def name(self) -> str:
            return "broken"

        def act(self, dispatcher, talk):
            raise ValueError(talk.last.text)

    messages, events = run(Broken(), CROOKED)
    assert messages[0]["text"] == SORRY and events == []
    assert "crooked" not in caplog.text


def test_the_same_advice_is_not_read_out_twice():
    first, _ = run(actions.ActionDisposition(), CROOKED)
    given = {"event": "bot", "text": first[-1]["text"], "data": {"custom": first[-1]["custom"]}}
    again, _ = run(actions.ActionDisposition(), CROOKED, given, user("same"))
    assert len(again[-1]["text"]) < len(first[-1]["text"]) / 2
    assert data(again[-1])["level"] == data(first[-1])["level"]


def test_a_crisis_line_comes_before_any_answer():
    thoughts = user(
        "everyone would be better off without me, how long does it last",
        "express_distress",
        concerns=concerns("distress", "duration"),
        findings=[{"code": "suicidal_passive", "status": "affirmed", "text": "better off without me"}],
    )
    assert run(actions.ActionAnswer(), thoughts)[0] == []
    (message,), _ = run(actions.ActionDisposition(), thoughts)
    assert "116 123" in message["text"] and "Are you safe right now?" in message["text"]


def test_nothing_is_put_down_to_the_toxin_when_someone_must_be_seen_today():
    double = user(
        "12 days after frown botox I see two of things",
        concerns=concerns("red_flag_eye"),
        findings=[{"code": "diplopia", "status": "affirmed", "text": "see two of things"}],
        entities=[{"entity": "time_since_injection", "value": 12}],
    )
    (message,), _ = run(actions.ActionDisposition(), double)
    assert data(message)["level"] == "SAME_DAY"
    assert "local effect" not in message["text"]
    assert "not drive" in message["text"]


def test_the_summary_lists_no_denial_that_nobody_made():
    from triage.summary import render_text

    first, _ = run(actions.ActionDisposition(), CROOKED)
    given = {"event": "bot", "text": first[-1]["text"], "data": {"custom": first[-1]["custom"]}}
    text = render_text([CROOKED, given, user("summary", "ask_summary")])
    assert "crooked" in text and "Explicitly denied" not in text and "- summary" not in text


def test_a_message_that_says_nothing_known_is_not_taken_for_a_complaint():
    nothing = user("how many of ten said so")
    messages, _ = run(actions.ActionAnswer(), nothing)
    assert data(messages[0])["concern"] == "nlu_fallback"
    assert run(actions.ValidateTriageForm(), nothing)[1][-1]["value"] is None


def test_thoughts_of_suicide_end_the_checklist_at_once():
    ask = next(cls for cls in ask_actions() if cls().name().endswith("danger_signs"))
    (*_, question), _ = run(ask(), CROOKED)
    asked = {"event": "bot", "text": question["text"], "data": {"custom": question["custom"]}}
    thoughts = user(
        "I wish I wasn't here", findings=[{"code": "suicidal_passive", "status": "affirmed", "text": "wish I wasn't here"}]
    )
    _, events = run(actions.ValidateTriageForm(), CROOKED, asked, thoughts)
    assert events[-1] == {"event": "slot", "timestamp": None, "name": "requested_slot", "value": None}
    messages, _ = run(actions.ActionDisposition(), CROOKED, asked, thoughts)
    assert data(messages[-1])["rule"] == "D1"
    given = {"event": "bot", "text": messages[-1]["text"], "data": {"custom": messages[-1]["custom"]}}
    again, _ = run(actions.ActionDisposition(), CROOKED, asked, thoughts, given, user("ok"))
    assert "116 123" in again[-1]["text"]
