"""Another person, a returning patient, a crisis, and what is kept for the audit."""

from __future__ import annotations

import pytest

from tests.conversation import CLEAR, LID, SMILE, Talk, asked, data, level, lid, question, words
from triage.levels import Level

# -- another person


def test_whose_the_facts_are_is_asked_and_kept_apart():
    talk = lid()
    said = talk.say("actually it's for my mum")
    assert question(said)["name"] == "whose" and question(said)["slots"] == ["who"]
    talk.say("about me")
    assert talk.dialogue.case.who == "mum" and not talk.dialogue.case.facts.here
    assert talk.dialogue.others["self"].facts.here == {"ptosis_one"}
    talk.say("her smile is crooked", **SMILE)
    assert talk.dialogue.case.facts.here == {"smile_asymmetry"}
    talk.say("back to me", "go_back", acts=["act_go_back"])
    assert talk.dialogue.case.who == "self" and talk.dialogue.case.facts.here == {"ptosis_one"}


def test_all_of_it_may_be_about_the_other():
    talk = lid()
    talk.say("actually it's for my mum")
    said = talk.say("about my mum")
    assert talk.dialogue.case.who == "mum" and talk.dialogue.case.facts.here == {"ptosis_one"}
    assert question(said)["slots"][0] == "danger_signs"


def test_an_unclear_answer_to_whose_loses_no_fact():
    talk = lid()
    talk.say("actually it's for my mum")
    talk.say("blah")
    assert talk.dialogue.case.facts.here == {"ptosis_one"}


def test_signs_told_with_the_change_of_person_begin_anew():
    talk = lid()
    talk.say("also, this is about my sister: her smile is weak", findings=["smile_weakness"])
    assert talk.dialogue.case.who == "sister" and talk.dialogue.case.facts.here == {"smile_weakness"}
    assert talk.dialogue.others["self"].facts.here == {"ptosis_one"}


def test_advice_is_worded_for_the_helper():
    talk = Talk()
    talk.say("it's for my mum, her lid droops since forehead botox 12 days ago", **LID)
    said = talk.say("stop", "stop", acts=["act_stop"])
    assert "This is about your mum." in words(said)


def test_an_emergency_stands_for_the_session_whoever_is_next():
    talk = Talk()
    talk.say("I cannot swallow", "report_danger", findings=["dysphagia"], concerns=["red_flag_bulbar"])
    assert level(talk.say("actually it's for my mum, her lid droops", findings=["ptosis_one"])) == "EMERGENCY"


def test_a_helper_is_asked_whether_the_other_is_safe():
    talk = Talk()
    said = talk.say(
        "this is about my friend, he says he will end it tonight",
        "report_danger",
        findings=["suicidal_imminent"],
        concerns=["distress"],
    )
    assert "Is your friend safe right now?" in words(said)
    assert data(said[-1])["rule"] == "E10"


# -- memory


def returning(days: int = 30) -> Talk:
    talk = lid()
    talk.say(CLEAR)
    talk.begin(days_later=days)
    return talk


def test_a_returning_patient_is_asked_whether_to_keep_date_and_area():
    talk = returning()
    said = talk.say("hello", "greet")
    assert question(said)["name"] == "keep"
    assert "12 November 2026" in words(said) and "forehead" in words(said)
    talk.say("yes, use that", "affirm")
    facts = talk.dialogue.case.facts
    assert (facts.days_since_injection, facts.areas) == (42.0, ("forehead",))
    assert not facts.here and facts.danger_checked.value == "unknown" and facts.side is None


def test_no_keeps_nothing_and_says_how_to_delete():
    talk = returning()
    talk.say("hello", "greet")
    said = talk.say("No, do not use it", "deny")
    facts = talk.dialogue.case.facts
    assert facts.days_since_injection is None and not facts.areas
    assert "forget me" in words(said)
    assert "keep" not in [d.get("name") for d in map(data, talk.say("hello", "greet"))]


def test_danger_comes_before_memory():
    talk = returning()
    said = talk.say("my smile is crooked now", "ask_smile_weakness", findings=["smile_asymmetry"], concerns=["smile_weakness"])
    assert question(said)["slots"][0] == "danger_signs"
    assert question(talk.say(CLEAR))["name"] == "keep"


def test_what_is_told_anew_is_not_offered():
    talk = returning()
    talk.say("my smile is crooked", **SMILE)
    talk.say(CLEAR)
    assert "keep" not in asked(talk)


def test_memory_outlives_a_store_that_hands_out_one_session():
    talk = returning()
    talk.say("hello", "greet")
    start = max(i for i, e in enumerate(talk.events) if e["event"] == "session_started")
    talk.events = talk.events[start:]
    assert talk.dialogue.remembered is not None
    assert talk.dialogue.remembered.areas == ("forehead",)


def test_no_level_is_carried_over_to_another_day():
    talk = Talk()
    talk.say("I cannot swallow", "report_danger", findings=["dysphagia"], concerns=["red_flag_bulbar"])
    talk.begin(days_later=2)
    assert level(talk.say("hello", "greet")) is None


def test_forget_me_says_so_and_repeats_an_emergency():
    talk = Talk()
    talk.say("I cannot swallow", "report_danger", findings=["dysphagia"], concerns=["red_flag_bulbar"])
    (said,) = talk.say("forget me", "forget_me", acts=["act_forget_me"])
    assert data(said)["type"] == "forgotten" and "deleted" in said["text"] and "112" in said["text"]


# -- a crisis


def dark() -> Talk:
    talk = Talk()
    talk.say(
        "crooked smile, and I think everyone would be better off without me",
        **{**SMILE, "findings": ["smile_asymmetry", "suicidal_passive"], "concerns": ["distress"]},
    )
    return talk


def test_a_crisis_line_comes_alone_and_then_the_face_is_checked():
    talk = dark()
    assert talk.record()["rule"] == "D1" and asked(talk) == []
    said = talk.say("I'm in Ireland. I am safe at the moment")
    assert "Thank you for writing back" in words(said) and "Samaritans, 116 123" in words(said)
    assert question(said)["slots"][0] == "danger_signs"


@pytest.mark.parametrize("text", ["no", "no, not really", "I am not safe", "I don't feel safe", "I might do something"])
def test_not_safe_is_an_emergency(text):
    talk = dark()
    said = talk.say(text, "deny")
    assert level(said) == "EMERGENCY" and data(said[-1])["rule"] == "E10"


def test_a_later_no_is_no_answer_to_whether_they_are_safe():
    talk = dark()
    talk.say("yes I am safe", "affirm")
    assert level(talk.say("no", "deny")) is None or talk.record()["rule"] != "E10"


# -- the audit


def test_every_advice_and_question_is_kept_with_facts_rule_and_versions():
    talk = lid()
    talk.say(CLEAR)
    said = talk.say("stop", "stop", acts=["act_stop"])
    record = talk.record()
    assert (record["level"], record["rule"]) == ("INJECTOR", "I2")
    assert record["text"] == said[-1]["text"]
    assert record["model"] == "m1" and len(record["knowledge"]) == 12
    assert record["facts"]["words"]["days_since_injection"] == "12"
    assert Level(record["found"]["level"]) is Level.INJECTOR


def test_an_emergency_is_kept_too_without_the_action_server():
    talk = Talk()
    (said,) = talk.say("I cannot swallow", "report_danger", findings=["dysphagia"], concerns=["red_flag_bulbar"])
    record = talk.record()
    assert (record["level"], record["rule"], record["standing"]) == ("EMERGENCY", "E2", False)
    assert record["text"] == said["text"] and record["facts"]["signs"][0]["code"] == "dysphagia"
    talk.say("it is fine really")
    assert talk.record()["standing"] is False  # the sign is still there
    talk.say("A friend says it is nothing")
    assert talk.record()["level"] == "EMERGENCY"


def test_going_back_leaves_the_person():
    talk = lid()
    talk.say("actually it's for my mum")
    talk.say("about my mum")
    talk.say(CLEAR)
    talk.say("go back", "go_back", acts=["act_go_back"])
    assert talk.dialogue.case.facts.who == "mum"
