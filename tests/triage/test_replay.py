"""A stored conversation told again, and what is marked when today's rules differ."""

from __future__ import annotations

import dataclasses
import json

from tests.conversation import Talk
from triage import audit
from triage.replay import replay

LID = {
    "intent": "ask_droop",
    "findings": ["ptosis_one"],
    "entities": [("time_since_injection", 12), ("area", "forehead", "treated")],
    "concerns": ["eyelid_or_brow_droop"],
}


def conversation() -> Talk:
    talk = Talk()
    talk.say("my right eyelid droops after forehead botox 12 days ago", **LID)
    talk.say("none of these, I can move my lips, speak, chew and swallow")
    talk.say("and now I see double", "report_danger", findings=["diplopia"], concerns=["red_flag_eye"])
    return talk


def test_each_turn_shows_words_facts_rule_reasons_and_text():
    (part,) = replay("abc", conversation().events).parts
    first, second, third = part.turns
    assert [turn.number for turn in part.turns] == [1, 2, 3]
    assert first.words.startswith("my right eyelid")
    assert first.understood["findings"][0]["title"] == "one drooping eyelid"
    changed = {fact.name: fact.after for fact in first.facts}
    assert (changed["days_since_injection"], changed["areas"]) == (12.0, ["forehead"])
    assert next(fact.words for fact in first.facts if fact.name == "days_since_injection") == "12"
    assert [(sign.code, sign.present) for sign in first.signs] == [("ptosis_one", True)]
    assert first.decision.rule == "I2" and first.decision.stored
    assert first.decision.unknown_that_matters[0] == "danger_signs"
    assert second.outcome == "answered" and second.question == "danger"
    assert not any(sign.present for sign in second.signs) and len(second.signs) > 20
    assert (third.decision.level, third.decision.rule) == ("SAME_DAY", "U4")
    assert {"level": "INJECTOR", "rule": "I2"} in third.decision.lower
    assert any("Be seen by a doctor today" in shown["text"] for shown in third.shown)


def test_nothing_differs_with_the_same_rules():
    told = replay("abc", conversation().events)
    assert told.differences == 0
    assert told.versions == {told.knowledge_now}


def test_a_decision_of_other_rules_is_marked():
    events = conversation().events
    stored = [e for e in events if e.get("name") == audit.SLOT]
    stored[-1]["value"]["found"]["rule"] = "U3"
    stored[-1]["value"]["knowledge"] = "0ther"
    told = replay("abc", events)
    (difference,) = told.parts[0].turns[-1].rerun.differences
    assert "today's rules say SAME_DAY, U4; then it was SAME_DAY, U3" in difference
    assert "0ther" in told.versions


def test_facts_that_are_read_otherwise_today_are_marked():
    events = conversation().events
    stored = [e for e in events if e.get("name") == audit.SLOT]
    stored[0]["value"]["facts"]["days_since_injection"] = 200.0
    stored[0]["value"]["facts"]["moon"] = "full"
    differences = replay("abc", events).parts[0].turns[0].rerun.differences
    assert any("days_since_injection" in difference for difference in differences)
    assert any("moon" in difference for difference in differences)


def test_facts_that_cannot_be_read_are_marked_and_stop_nothing():
    events = conversation().events
    next(e for e in events if e.get("name") == audit.SLOT)["value"]["facts"]["course"] = "sideways"
    told = replay("abc", events)
    assert "cannot be read" in told.parts[0].turns[0].rerun.differences[0]
    assert len(told.parts[0].turns) == 3


def test_sessions_and_starting_over_are_parts():
    talk = conversation()
    talk.say("start over", "start_over", acts=["act_start_over"])
    talk.say("hello", "greet")
    talk.begin(days_later=3)
    talk.say("hello again", "greet")
    parts = replay("abc", talk.events).parts
    assert [part.begun for part in parts] == ["a new session", "the patient started over", "a new session"]
    assert [turn.number for part in parts for turn in part.turns] == list(range(1, 7))


def test_an_emergency_that_stands_says_so():
    talk = Talk()
    talk.say("cannot swallow", "report_danger", findings=["dysphagia"], concerns=["red_flag_bulbar"])
    talk.say("actually it's for my mum, her lid droops", findings=["ptosis_one"])
    last = replay("abc", talk.events).parts[0].turns[-1]
    assert last.decision.standing and last.decision.level == "EMERGENCY" and last.decision.rule == "E2"
    assert last.about == "mum" and not last.rerun.differences


def test_small_talk_is_worked_out_and_marked_as_not_stored():
    talk = Talk()
    talk.say("hello", "greet")
    (turn,) = replay("abc", talk.events).parts[0].turns
    assert not turn.decision.stored and turn.decision.level == "INFO" and not turn.rerun.differences


def test_the_replay_is_json():
    told = dataclasses.asdict(replay("abc", conversation().events))
    assert json.loads(json.dumps(told))["parts"][0]["turns"][2]["decision"]["rule"] == "U4"


def test_nothing_stored_gives_no_part():
    assert replay("abc", []).parts == ()
