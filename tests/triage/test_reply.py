"""Section 5 of the policy: what every reply contains, in which order, in which words."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache
from typing import Any

import pytest

from tests.conversation import Talk, responses, words
from tests.triage.cases import CASES
from tests.triage.simulate import understood
from tests.triage.table import f
from tests.triage.test_answers import FORBIDDEN
from triage import emergency, notes, reply, review
from triage.decide import Disposition, decide
from triage.facts import Course, Distress, Facts, Onset, Sign, Suicidal, Tri
from triage.knowledge import knowledge
from triage.levels import Level
from triage.questions import questions
from triage.rules import RULES
from triage.translate import facts_from
from triage.turn import Turn

TODAY = datetime.date(2026, 11, 24)
CALM = dict.fromkeys(("moves_lips", "speaks", "chews", "swallows", "danger_checked", "closes_eye"), Tri.YES)
EVERY_RULE = {rule.id for rule in RULES if rule.level is not Level.EMERGENCY}


GRADUAL = {"onset": Onset.GRADUAL, "course": Course.SAME, "areas": ("upper_lip_perioral",)}
OTHERS = {  # rules that a case's facts alone, without its words, do not come to
    "W4": f("bruise", days_since_injection=2, course=Course.SAME, **CALM),
    "D3": f("smile_asymmetry", bdd_pattern=Tri.YES),
    "I7": f("volume_loss", days_since_injection=40, years_of_repeats=3, **CALM),
    "S2": f("smile_weakness", days_since_injection=100, onset_after_days=50, **GRADUAL, **CALM),
    "U7": f("smile_weakness", days_since_injection=60, worse_after_better=Tri.YES),
}


@lru_cache(maxsize=1)
def situations() -> list[tuple[str, Facts, Disposition]]:
    """The facts of every case, of the level as it stands and with the check cleared, in several countries."""
    found = []
    for case in CASES:
        told = facts_from([Turn(understood(case["facts"], " ".join(case["turns"])), (), " ".join(case["turns"]))], TODAY)
        for facts in (told, told.with_(**CALM), told.with_(country="gb"), told.with_(suicidal=Suicidal.PASSIVE, country="us")):
            found.append((case["id"], facts, decide(facts)))
    found += [(rule, facts, decide(facts)) for rule, facts in OTHERS.items()]
    return [row for row in found if row[2].level is not Level.EMERGENCY]


def told(facts: Facts) -> str:
    return str(reply.disposition(decide(facts), facts, TODAY)["text"])


def net(facts: Facts) -> list[str]:
    found: list[str] = reply.payload(decide(facts), facts, TODAY)["safety_net"]
    return found


LOCAL = f("smile_asymmetry", days_since_injection=20, onset_after_days=4, onset=Onset.GRADUAL, course=Course.SAME, **CALM)
LOCAL = LOCAL.with_(areas=("upper_lip_perioral",), country="gb")


def test_the_situations_come_to_every_rule_below_an_emergency():
    assert {found.rule for _, _, found in situations()} >= EVERY_RULE


def test_every_reply_reads_at_grade_eight_or_below(grade):
    hard = [(id, found.rule) for id, facts, found in situations() if not grade(reply.disposition(found, facts, TODAY)["text"])]
    assert not hard
    again = [(id, found.rule) for id, facts, found in situations() if not grade(reply.unchanged(found, facts, TODAY)["text"])]
    assert not again


def test_every_emergency_text_reads_at_grade_eight_or_below(grade):
    country = knowledge().country(None)
    slots = {
        "danger_words": "you told me: “cannot swallow”", "emergency_numbers": country.emergency_text, "danger_rule": "E2",
        "crisis_lines": country.crisis_text, "crisis_note": "", "safe_now": emergency.SAFE_NOW,
    }  # fmt: skip
    assert not [name for name, (response,) in responses().items() if not grade(response["text"].format(**slots))]


def test_every_note_and_question_reads_at_grade_eight_or_below(grade):
    assert not [text for text in (*notes.ASIDES.values(), *notes.DOUBTS.values(), notes.START_AFRESH) if not grade(text)]
    asked = questions()
    texts = [words.why for words in asked.questions.values()] + list(asked.again.values())
    texts += [text for words in asked.questions.values() for slot, text in words.slots.items() if slot != "danger_signs"]
    assert not [text for text in texts if not grade(text)]


def test_no_reply_says_what_must_not_be_said():
    said = [reply.disposition(found, facts, TODAY)["text"] for _, facts, found in situations()]
    said += [response["text"] for (response,) in responses().values()]
    low = "\n".join(said).lower().replace("’", "'")
    assert not [name for name, pattern in FORBIDDEN.items() if re.search(pattern, low)]


# -- the order


def positions(text: str, *parts: str) -> list[int]:
    return [text.find(part) for part in parts]


def test_the_order_is_fixed():
    text = told(LOCAL)
    found = positions(
        text, "This should be looked at.", "Why:", "What the doctors say:", "Whom to see:", "could be something else",
        "Have no more toxin", "type “summary”", "not a diagnosis",
    )  # fmt: skip
    assert -1 not in found and found == sorted(found)


def test_the_doctors_are_quoted_with_counts_up_to_rank_three_only():
    assert "Six of the ten doctors give a figure" in told(LOCAL)
    assert "What the doctors say" not in told(f("diplopia", days_since_injection=12))
    for _, facts, found in situations():
        text = reply.disposition(found, facts, TODAY)["text"]
        assert not ("What the doctors say" in text and found.level is Level.SAME_DAY), found.rule


def test_lids_are_not_put_into_the_doctors_mouths():
    text = told(f("ptosis_one", days_since_injection=12, areas=("forehead",), course=Course.SAME, **CALM))
    assert "None of the ten doctors speaks of lids or brows" in text


def test_daxxify_is_not_given_the_figures_for_botox():
    assert "do not fit it" in told(LOCAL.with_(product="daxxify"))


# -- the safety net


def test_seven_elements_and_all_of_them_in_the_text():
    for _, facts, found in situations():
        data = reply.payload(found, facts, TODAY)
        assert len(data["safety_net"]) == 7 and all(data["safety_net"])
        if found.level is not Level.INFO and found.rule not in reply.CRISIS_RULES:
            text = reply.disposition(found, facts, TODAY)["text"]
            assert all(element in text for element in data["safety_net"]), found.rule


def test_the_elements_are_uncertainty_signs_course_help_return_check_and_writing():
    uncertain, danger, course, help_, back, check, writing = net(LOCAL)
    assert "can't examine you" in uncertain
    assert all(
        sign in danger
        for sign in ("breathing", "swallowing", "speaking", "arm or leg", "sudden face droop", "sight", "both eyelids")
    )
    assert "999" in danger and all(sign in danger for sign in ("ear pain or blisters", "red eye", "does not close", "fever"))
    assert "4 March 2027" in course and "4 April 2027" in course and "4 May 2027" in course
    assert "NHS 111 on 111" in help_
    assert "silly" in back and check.startswith("What would make you call straight away?") and "summary" in writing


def test_nothing_urgent_is_put_down_to_the_toxin():
    assert "local effect" not in net(f("diplopia", days_since_injection=12))[0]


def test_no_lower_rule_puts_it_down_to_the_toxin_beside_a_doctor():
    for _, facts, found in situations():
        if found.level in (Level.SAME_DAY, Level.SPECIALIST):
            data = reply.payload(found, facts, TODAY)
            assert not [item for item in data["secondary"] if "local effect" in item["text"] or "known effect" in item["text"]], (
                found.rule
            )
    both = f("diplopia ptosis_one", days_since_injection=12)
    assert "Also: Once that is done, show it to your injector" in told(both)


# -- dates


def test_no_figure_of_the_doctors_is_given_for_heaviness_alone():
    heavy = f("heaviness", days_since_injection=10, onset_after_days=4, course=Course.SAME, areas=("forehead",), **CALM)
    assert "What the doctors say: None of the ten doctors explains the heaviness.\n" in told(heavy)
    both = LOCAL.with_(signs=(*LOCAL.signs, Sign("heaviness", True)))
    assert "give a figure" in told(both)


def test_dates_count_from_the_injections():
    assert reply.payload(decide(LOCAL), LOCAL, TODAY)["dates"] == {
        "review": "4 March 2027", "specialist_if_no_change": "4 April 2027", "specialist": "4 May 2027",
    }  # fmt: skip
    long = review.dates(Level.INJECTOR, LOCAL.with_(product="daxxify"), TODAY)
    assert list(long.values()) == ["4 May 2027", "4 July 2027", "4 August 2027"]
    assert set(review.dates(Level.INJECTOR, Facts(), TODAY).values()) == {None}
    assert set(review.dates(Level.INJECTOR, Facts(days_since_injection=-3.0), TODAY).values()) == {None}


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (20, "It should be clearly better by about 4 March 2027"),
        (130, "It should be clearly better by now. If it is not improving by 17 December 2026"),
        (160, "By 17 November 2026 it should have been improving"),
        (190, "should have ended by about 18 November 2026"),
    ],
)
def test_dates_that_have_passed_are_told_as_passed(days, said):
    assert said in review.course(Level.INJECTOR, LOCAL.with_(days_since_injection=float(days)), TODAY)


@pytest.mark.parametrize(
    ("timing", "days", "said"),
    [
        ("look again on day 14", 5, "look again on day 14, 3 December 2026"),
        ("look again on day 14", 40, "look again in two weeks, on 8 December 2026"),
        ("look again in two to four weeks", 40, "look again between 8 December 2026 and 22 December 2026"),
        ("in the next two weeks", 40, "in the next two weeks, by 8 December 2026"),
        ("within 24 to 48 hours", 40, "within 24 to 48 hours, by 26 November 2026"),
        ("today", 40, "today"),
    ],
)
def test_time_limits_are_dated(timing, days, said):
    assert review.when(timing, Facts(days_since_injection=float(days)), TODAY) == said


def test_every_time_limit_but_today_now_and_weeks_is_dated():
    undated = {rule.timing for rule in RULES if review.when(rule.timing, Facts(), TODAY) == rule.timing}
    assert undated <= {"now", "today", "", "in the next weeks"}


def test_what_was_there_before_has_no_dates_of_the_injections():
    told_before = f("natural_asymmetry", days_since_injection=20, onset=Onset.SINCE_BEFORE, **CALM)
    assert "no date follows" in net(told_before)[2]


# -- whom to see


@pytest.mark.parametrize(
    "facts",
    [
        LOCAL.with_(provider="unlicensed"),
        LOCAL.with_(provider="self"),
        LOCAL.with_(provider_reachable=Tri.NO),
        LOCAL.with_(provider="abroad"),
    ],
)
def test_nobody_is_sent_back_to_whom_they_should_not_see(facts):
    text = told(facts)
    assert "another qualified prescriber or your GP" in text
    assert "Whom to see: your injector" not in text and "review with your injector" not in text


# -- do and don't


def test_an_open_eye_is_protected_and_double_vision_does_not_drive():
    text = told(f("cannot_close_eye diplopia", days_since_injection=12))
    assert "tape at night" in text and "no pad" in text and "not drive" in text


def test_side_effects_can_be_reported_and_no_antidote_is_promised():
    text = told(LOCAL)
    assert "Yellow Card" in text and "no antidote exists" in text


# -- crisis


def test_a_crisis_gets_acknowledgement_numbers_safety_and_then_the_face():
    text = told(LOCAL.with_(suicidal=Suicidal.PASSIVE))
    found = positions(
        text, "Thank you for telling me", "116 123", "999", "Are you safe right now?", "I stay here", "About your face"
    )
    assert -1 not in found and found == sorted(found)
    assert "months" not in text and "doctors say" not in text


def test_the_country_decides_the_numbers_and_an_unknown_one_shows_all():
    us = told(LOCAL.with_(suicidal=Suicidal.PASSIVE, country="us"))
    assert "988" in us and "116 123" not in us and "911" in us
    every = told(LOCAL.with_(suicidal=Suicidal.PASSIVE, country=None))
    assert all(
        number in every for number in ("988", "116 123", "111", "13 11 14", "findahelpline.com", "999", "911", "112", "000")
    )


def test_a_physical_level_does_not_hide_the_crisis_lines():
    text = told(f("diplopia", days_since_injection=12, suicidal=Suicidal.ACTIVE, country="ie"))
    assert text.startswith("Thank you for telling me") and "116 123" in text and "Are you safe right now?" in text
    assert "Be seen by a doctor today" in text


def test_a_physical_emergency_does_not_either():
    talk = Talk()
    said = talk.say("cannot swallow, and I don't want to live", "report_danger", findings=["dysphagia", "suicidal_passive"])
    assert "ambulance" in words(said) and "116 123" in words(said)


def test_the_country_of_the_channel_is_used_and_what_is_told_comes_first():
    talk = Talk()
    talk.say("hello", "greet", metadata={"country": "US"})
    assert talk.dialogue.case.facts.country == "us"
    talk.say("I rang NHS 111 here in the uk", metadata={"country": "US"})
    assert talk.dialogue.case.facts.country == "gb"


def test_severe_distress_is_acknowledged_before_anything_else():
    text = told(LOCAL.with_(distress=Distress.SEVERE))
    assert "I'm sorry" in text.split("Why:")[0] and "therap" in text


# -- emergencies hold only what they may


@pytest.mark.parametrize("rule", [rule.id for rule in RULES if rule.level is Level.EMERGENCY and rule.id != "E10"])
def test_an_emergency_has_action_one_line_of_why_interim_steps_and_the_time(rule):
    (response,) = responses()[f"utter_emergency_{rule.lower()}"]
    action, why, until = response["text"].removesuffix("{crisis_note}").split("\n")
    assert action == "Please call an ambulance now: {emergency_numbers}."
    assert why.startswith("Why: {danger_words}.")
    assert until.startswith("Until help comes: ") and "time" in until
    assert not re.search(r"month|doctors say|summary|injector will|GP", response["text"])


def test_a_crisis_emergency_acknowledges_gives_numbers_and_asks_whether_they_are_safe():
    talk = Talk()
    text = words(talk.say("I have the pills and I will do it tonight", "report_danger", findings=["suicidal_imminent"]))
    found = positions(text, "Thank you for telling me", "999", "116 123", "Are you safe right now?", "I stay here")
    assert -1 not in found and found == sorted(found)
    again = words(talk.say("ok"))
    assert "116 123" in again and "Are you safe right now?" in again


def test_the_same_advice_is_short_the_second_time():
    found: Any = decide(LOCAL)
    assert len(reply.unchanged(found, LOCAL, TODAY)["text"]) < len(told(LOCAL)) / 2


def test_reasons_are_the_patients_words():
    text = told(LOCAL.with_(signs=(Sign("smile_asymmetry", True, "my grin goes sideways"),)))
    assert "You told me: “my grin goes sideways”." in text
