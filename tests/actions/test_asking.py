"""What is asked when (section 4 of the policy), interruptions, and answers that are none."""

from __future__ import annotations

import pytest

from tests.conversation import CLEAR, LID, SMILE, Talk, asked, data, level, lid, question, smile, words

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
        found = next(
            data(e) for e in reversed(talk.events) if e["event"] == "bot" and data(e)["type"] in ("question", "disposition")
        )
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
