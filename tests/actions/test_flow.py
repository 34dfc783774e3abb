"""Section 4 of the policy as conversations: what is asked when, interruptions, steering, persons, checks, memory."""

from __future__ import annotations

import pytest

from tests.conversation import Talk, data, level, question, words
from triage.levels import Level

SMILE = {
    "intent": "ask_smile_weakness",
    "findings": ["smile_asymmetry"],
    "entities": [("time_since_injection", 10), ("area", "upper_lip_perioral", "treated")],
    "concerns": ["smile_weakness"],
}
LID = {
    "intent": "ask_droop",
    "findings": ["ptosis_one"],
    "entities": [("time_since_injection", 12), ("area", "forehead", "treated"), ("side", "right")],
    "concerns": ["eyelid_or_brow_droop"],
}
CLEAR = "none of these, I can move my lips, speak, chew and swallow"


def smile() -> Talk:
    talk = Talk()
    talk.say("my smile is crooked since a lip flip 10 days ago", **SMILE)
    return talk


def lid() -> Talk:
    talk = Talk()
    talk.say("my right eyelid droops after forehead botox 12 days ago", **LID)
    return talk


def asked(talk: Talk) -> list[str]:
    return [data(e)["name"] for e in talk.events if e["event"] == "bot" and data(e).get("type") == "question"]


# -- what is asked


def test_the_danger_signs_come_first_with_why_and_choices():
    talk = smile()
    found = next(data(e) for e in reversed(talk.events) if e["event"] == "bot" and data(e)["type"] == "question")
    assert found["slots"] == ["danger_signs", "function_gate"]
    assert found["why"] and found["choices"] and found["multiple"]


def test_every_question_says_why_and_has_choices():
    talk = lid()
    answers = iter([CLEAR, "about the same", "a clinic, no filler, nothing like that", "I'm coping"])
    for answer in answers:
        found = next(data(e) for e in reversed(talk.events) if e["event"] == "bot" and data(e)["type"] in ("question", "disposition"))
        if found["type"] == "disposition":
            break
        assert found["why"] and len(found["choices"]) >= 2, found
        talk.say(answer)
    assert asked(talk)[0] == "danger" and len(asked(talk)) >= 3


def test_what_was_said_is_not_asked():
    talk = Talk()
    talk.say(
        "crooked smile, came on slowly from day 4, same since",
        **{**SMILE, "entities": [*SMILE["entities"], ("onset_after_injection", 4), ("onset", "gradual"), ("course", "same")]},
    )
    assert level(talk.say(CLEAR)) == "INJECTOR"
    assert asked(talk) == ["danger"]


def test_nothing_is_asked_in_an_emergency():
    talk = smile()
    said = talk.say("since this morning I cannot swallow", "report_danger", findings=["dysphagia"], concerns=["red_flag_bulbar"])
    assert level(said) == "EMERGENCY" and question(said) is None


def test_one_danger_sign_is_advised_at_once_with_two_questions_at_most():
    talk = Talk()
    said = talk.say("droopy lid and double vision", **{**LID, "findings": ["ptosis_one", "diplopia"]})
    assert [data(m)["type"] for m in said] == ["disposition", "question"] and level(said) == "SAME_DAY"
    talk.say("hm")
    talk.say("hm hm")
    assert len(asked(talk)) <= 2


def test_six_questions_at_most_whatever_comes():
    talk = Talk()
    talk.say("my smile is crooked", **{**SMILE, "entities": []})
    for _ in range(12):
        talk.say("blah")
    assert len(asked(talk)) <= 6
    assert talk.record()["level"] == "INJECTOR"


@pytest.mark.parametrize(
    ("answer", "course"),
    [
        ("yes the second", "same"),
        ("2", "same"),
        ("About the same", "same"),
        ("it is slowly getting worse", "worse"),
        ("the last one", None),
        ("not sure", None),
        ("skip", None),
    ],
)
def test_answers_by_number_choice_words_or_not_sure(answer, course):
    talk = lid()
    talk.say(CLEAR)
    assert asked(talk)[-1] == "course"
    talk.say(answer, "stop" if answer == "skip" else "inform")
    facts = talk.dialogue.case.facts
    assert (facts.course.value if facts.course else None) == course
    assert "course" in facts.unsure or course
    assert asked(talk)[-1] != "course"


def test_several_answers_at_once():
    talk = lid()
    talk.say(
        f"{CLEAR}. about the same. it was a clinic and no filler",
        entities=[("course", "same"), ("provider", "clinic"), ("filler", "no")],
    )
    facts = talk.dialogue.case.facts
    assert facts.danger_checked.value == "yes" and facts.course and facts.provider == "clinic"
    assert "course" not in asked(talk)


# -- interruptions and answers that are none


def test_a_question_in_the_middle_is_answered_and_the_flow_returns():
    talk = lid()
    talk.say(CLEAR)
    said = talk.say("how long does it last?", "ask_duration", concerns=["duration"])
    assert data(said[0])["type"] == "answer" and "duration" in data(said[0])["concerns"]
    assert question(said)["name"] == "course"
    assert question(said)["step"] == 2


def test_why_is_answered_and_the_question_asked_again():
    talk = lid()
    said = talk.say("why do you ask", "ask_why_asked", acts=["act_why"])
    assert "these signs need help" in words(said).lower()
    assert question(said)["slots"] == ["danger_signs", "function_gate"]
    assert question(said)["step"] == 1


def test_interruptions_do_not_use_up_questions_but_the_same_is_asked_four_times_at_most():
    talk = lid()
    for _ in range(7):
        talk.say("how long does it last?", "ask_duration", concerns=["duration"])
    assert asked(talk).count("danger") == 4
    assert talk.record()["level"] == "INJECTOR"


def test_two_missed_answers_explain_and_a_third_goes_on_with_unknown():
    talk = lid()
    talk.say(CLEAR)
    first = talk.say("blah")
    assert "did not catch" in words(first) and question(first)["name"] == "course"
    second = talk.say("blah blah")
    assert "not sure" in words(second) and question(second)["choices"]
    third = talk.say("blah blah blah")
    assert "leave that open" in words(third)
    assert (question(third) or {}).get("name") != "course"
    assert "course" in talk.dialogue.case.facts.unsure


def test_an_answer_to_another_question_counts_and_the_question_stays():
    talk = lid()
    said = talk.say("it is getting worse", entities=[("course", "worse")])
    assert talk.dialogue.case.facts.course.value == "worse"
    assert question(said)["slots"][0] == "danger_signs"


def test_unclear_messages_are_asked_about_twice_then_comes_the_safety_line_and_the_contact(monkeypatch):
    monkeypatch.setenv("TRIAGE_CLINIC_NAME", "Clinic Rose")
    monkeypatch.setenv("TRIAGE_CLINIC_PHONE", "020 7946 0000")
    talk = Talk()
    first = talk.say("fnord", guesses=["duration", "asymmetry", "cause", "referral"])
    titles = [button["title"] for button in first[-1]["data"]["buttons"]]
    assert titles == ["How long does it last?", "One side differs from the other", "Is this normal?", "Something else"]
    talk.say("fnord fnord")
    third = words(talk.say("fnord!"))
    assert "Clinic Rose, 020 7946 0000" in third and "112" in third
    talk.say("how long does it last", "ask_duration", concerns=["duration"])
    assert "other words" in words(talk.say("fnord"))


def test_something_else_asks_for_own_words():
    talk = Talk()
    talk.say("fnord")
    assert "own words" in words(talk.say("Something else"))


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
    talk.say("neck botox 5 days ago, cannot swallow", "report_danger", findings=["dysphagia"], entities=[("time_since_injection", 5)])
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
        "this is about my friend, he says he will end it tonight", "report_danger", findings=["suicidal_imminent"], concerns=["distress"]
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


# -- what was read wrongly once


def test_a_time_in_another_answer_is_no_new_date_of_the_injections():
    talk = Talk()
    talk.say(
        "smile weak since crow's feet botox seven months ago, no change",
        **{**SMILE, "entities": [("time_since_injection", 213), ("area", "crows_feet_periocular", "treated"), ("course", "same")]},
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
    talk.say("neck botox 5 days ago, cannot swallow", "report_danger", findings=["dysphagia"], entities=[("time_since_injection", 5)])
    talk.say("A&E checked me, scan clear, they sent me home")
    said = words(talk.say("stop", "stop", acts=["act_stop"]))
    assert "A hospital has looked at this" in said and "Linked movements" not in said and "Protect the eye" not in said
