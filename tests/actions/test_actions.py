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
    entities=[{"entity": "time_since_injection", "value": 10}, {"entity": "area", "value": "upper_lip_perioral", "role": "treated"}],
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
