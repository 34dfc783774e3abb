"""Going back, stopping, starting over, corrections and contradictions."""

from __future__ import annotations

import pytest

from tests.conversation import CLEAR, LID, SMILE, Talk, asked, data, level, lid, question, words

# -- go back, stop, start over


def test_go_back_takes_the_answer_back_and_asks_again():
    talk = lid()
    talk.say(CLEAR)
    talk.say("getting worse", entities=[("course", "worse")])
    said = talk.say("go back", "go_back", acts=["act_go_back"])
    assert question(said)["name"] == "course"
    assert talk.dialogue.case.facts.course is None
    talk.say("about the same")
    assert talk.dialogue.case.facts.course.value == "same"


def test_go_back_passes_over_interruptions():
    talk = lid()
    talk.say(CLEAR)
    talk.say("how long?", "ask_duration", concerns=["duration"])
    said = talk.say("go back", "go_back", acts=["act_go_back"])
    assert question(said)["slots"] == ["danger_signs", "function_gate"]
    assert talk.dialogue.case.facts.danger_checked.value == "unknown"


def test_going_back_loses_no_danger_sign_and_no_dark_thought():
    talk = lid()
    talk.say("yes, double vision", findings=["diplopia"], concerns=["red_flag_eye"])
    talk.say("go back", "go_back", acts=["act_go_back"])
    assert "diplopia" in talk.dialogue.case.facts.here
    talk.say(CLEAR)
    assert talk.record()["level"] == "SAME_DAY"


def test_nothing_to_take_back_is_said():
    talk = lid()
    said = talk.say("go back", "go_back", acts=["act_go_back"])
    assert "no answer to take back" in words(said) and question(said)


def test_stop_gives_the_level_so_far_and_asks_no_more():
    talk = lid()
    said = talk.say("stop", "stop", acts=["act_stop"])
    assert level(said) == "INJECTOR" and len(data(said[-1])["safety_net"]) == 7
    assert question(talk.say("how long does it last?", "ask_duration", concerns=["duration"])) is None
    again = talk.say("check my symptoms", "start_triage", acts=["act_start_triage"])
    assert question(again)["slots"][0] == "danger_signs"


def test_stop_offers_the_summary_as_any_other_end_does():
    talk = lid()
    stopped = talk.say("stop", "stop", acts=["act_stop"])
    assert [button["title"] for button in stopped[-1]["data"]["buttons"]] == ["Summary"]
    assert "one drooping eyelid" in words(talk.say("Summary", "ask_summary", acts=["act_ask_summary"]))
    told = Talk()
    told.say("forehead botox 12 days ago", entities=[("time_since_injection", 12), ("area", "forehead", "treated")])
    ended = told.say("stop", "stop", acts=["act_stop"])
    assert level(ended) == "INFO" and [button["title"] for button in ended[-1]["data"]["buttons"]] == ["Check my symptoms"]


def test_stop_before_anything_was_told_gives_no_level():
    assert level(Talk().say("stop", "stop", acts=["act_stop"])) is None


def test_start_over_sets_all_aside():
    talk = lid()
    talk.say("start over", "start_over", acts=["act_start_over"])
    assert not talk.dialogue.case.known()
    assert talk.dialogue.remembered is None


def test_start_over_after_an_emergency_asks_whether_it_was_misread():
    talk = Talk()
    talk.say("I cannot swallow", "report_danger", findings=["dysphagia"], concerns=["red_flag_bulbar"])
    said = talk.say("start over", "start_over", acts=["act_start_over"])
    assert question(said)["name"] == "restart" and "112" in words(said)
    assert level(talk.say("it is right")) == "EMERGENCY"
    assert level(talk.say("hello", "greet")) == "EMERGENCY"
    talk.say("start over", "start_over", acts=["act_start_over"])
    assert "afresh" in words(talk.say("you misread me", "ask_repeat", acts=["act_repeat"]))
    assert level(talk.say("hello", "greet")) is None


@pytest.mark.parametrize("text", ["no", "just kidding", "forget it", "how long does it last?"])
def test_an_emergency_is_dropped_for_nothing_less(text):
    talk = Talk()
    talk.say("I cannot swallow", "report_danger", findings=["dysphagia"], concerns=["red_flag_bulbar"])
    talk.say("start over", "start_over", acts=["act_start_over"])
    assert level(talk.say(text)) == "EMERGENCY"


def test_an_emergency_moves_when_a_hospital_has_looked_and_new_signs_arm_it_again():
    talk = Talk()
    talk.say(
        "neck botox 5 days ago, cannot swallow", "report_danger", findings=["dysphagia"], entities=[("time_since_injection", 5)]
    )
    talk.say("A&E checked me, scan clear, they sent me home", entities=[])
    assert talk.record()["level"] == "SPECIALIST"
    assert level(talk.say("now I cannot breathe", "report_danger", findings=["dyspnoea"])) == "EMERGENCY"


# -- corrections and contradictions


def test_a_correction_replaces_and_is_acknowledged():
    talk = lid()
    said = talk.say("no wait, it was the left", entities=[("side", "left")])
    assert talk.dialogue.case.facts.side == "left"
    assert "the left side instead of the right side" in words(said)


def test_a_danger_sign_taken_back_is_checked_once_and_stands_until_then():
    talk = Talk()
    talk.say("droopy lid and double vision", **{**LID, "findings": ["ptosis_one", "diplopia"]})
    talk.say(CLEAR)
    said = talk.say("I don't have double vision", findings=[("diplopia", "negated")])
    assert question(said)["name"] == "check" and "double vision" in words(said)
    assert talk.record()["level"] == "SAME_DAY"
    talk.say("no, never", "deny")
    assert "diplopia" not in talk.dialogue.case.facts.here
    assert talk.record()["level"] == "INJECTOR"
    talk.say("well, double vision again", findings=["diplopia"])
    assert talk.record()["level"] == "SAME_DAY"


@pytest.mark.parametrize("answer", ["yes I have", "not sure", "blah", "I had it on Monday"])
def test_anything_but_a_plain_no_keeps_the_sign(answer):
    talk = Talk()
    talk.say("droopy lid and double vision", **{**LID, "findings": ["ptosis_one", "diplopia"]})
    talk.say("just kidding about the double vision", findings=["diplopia"])
    assert asked(talk)[-1] == "check"
    talk.say(answer)
    assert talk.record()["level"] == "SAME_DAY"
    assert asked(talk).count("check") == 1


def test_a_sign_corrected_in_the_same_message_is_not_checked():
    talk = lid()
    talk.say("double vision. no wait, I mean blurry glasses", findings=[("diplopia", "negated")])
    assert "check" not in asked(talk)


# -- what was read wrongly once


def test_a_time_in_another_answer_is_no_new_date_of_the_injections():
    talk = Talk()
    talk.say(
        "smile weak since crow's feet botox seven months ago, no change",
        **{
            **SMILE,
            "entities": [("time_since_injection", 213), ("area", "crows_feet_periocular", "treated"), ("course", "same")],
        },
    )
    talk.say(CLEAR)
    talk.say(
        "It came on over a few days, about a week after",
        entities=[("time_since_injection", 3), ("onset_after_injection", 7), ("onset", "hours-days")],
    )
    assert talk.dialogue.case.facts.days_since_injection == 213
    assert talk.record()["rule"] == "S1"
    talk.say("no wait, the injections were five months ago", entities=[("time_since_injection", 152)])
    assert talk.dialogue.case.facts.days_since_injection == 152


def test_no_wait_denies_nothing():
    talk = lid()
    talk.say("no wait, it was the left", entities=[("side", "left")])
    facts = talk.dialogue.case.facts
    assert facts.danger_checked.value == "unknown" and facts.filler.value == "unknown" and not facts.answered_no


def test_telling_something_else_is_noted_and_the_question_comes_again():
    talk = lid()
    talk.say(CLEAR)
    said = talk.say("it was a clinic", entities=[("provider", "clinic")])
    assert "noted" in words(said) and "did not catch" not in words(said)
    assert question(said)["name"] == "course"


def test_mood_told_unasked_is_not_asked():
    talk = Talk()
    talk.say(
        "smile crooked for 3 months, came on slowly, same since. I'm coping, no dark thoughts",
        **{
            **SMILE,
            "findings": ["smile_asymmetry", ("suicidal_passive", "negated"), ("suicidal_active", "negated")],
            "entities": [("time_since_injection", 90), ("onset_after_injection", 4), ("onset", "gradual"), ("course", "same"),
                         ("area", "upper_lip_perioral", "treated")],
        },
    )  # fmt: skip
    talk.say(CLEAR)
    assert asked(talk) == ["danger"]


def test_driving_with_double_vision_is_answered():
    talk = Talk()
    talk.say("droopy lid and double vision", **{**LID, "findings": ["ptosis_one", "diplopia"]})
    assert "Do not drive" in words(talk.say("can I still drive to work?", "out_of_scope"))


def test_after_a_hospital_the_reason_is_the_hospital():
    talk = Talk()
    talk.say(
        "neck botox 5 days ago, cannot swallow", "report_danger", findings=["dysphagia"], entities=[("time_since_injection", 5)]
    )
    talk.say("A&E checked me, scan clear, they sent me home")
    said = words(talk.say("stop", "stop", acts=["act_stop"]))
    assert "A hospital has looked at this" in said and "Linked movements" not in said and "Protect the eye" not in said
