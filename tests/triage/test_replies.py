"""Answers to what was asked, in the evaluation tool's words and in free ones."""

from __future__ import annotations

import pytest

from tests.triage.test_translate import facts, turn
from triage.facts import Course, Distress, Facts, Onset, Suicidal, Tri
from triage.turn import Turn

Q1 = ("danger_signs", "function_gate")
GATE = "yes, I can move my lips, speak, chew and swallow"


def answered(text: str, *asked: str) -> Facts:
    return facts(turn(text, asked))


@pytest.mark.parametrize("text", [f"none of these. {GATE}", "nope all good", "None of them, and yes I can do all that"])
def test_none_of_these_denies_the_list_and_completes_the_gate(text):
    told = answered(text, *Q1)
    assert told.danger_checked is Tri.YES
    assert told.sign("dyspnoea") is Tri.NO
    assert {told.moves_lips, told.speaks, told.chews, told.swallows} == {Tri.YES}
    assert told.closes_eye is Tri.YES


def test_none_of_these_leaves_what_was_told_before():
    told = facts(turn("x", findings=[("diplopia", "affirmed")]), turn(f"none of these. {GATE}", Q1))
    assert told.sign("diplopia") is Tri.YES
    assert told.sign("dysphagia") is Tri.NO


def test_a_list_stands_and_the_rest_is_denied():
    told = answered(f"yes: ear blisters, smile weakness. {GATE}", *Q1)
    assert told.here == {"ear_blisters", "smile_weakness"}
    assert told.danger_checked is Tri.YES
    assert told.sign("dysphagia") is Tri.NO


def test_abilities_are_not_read_as_signs():
    entry = {"code": "dysphagia", "status": "affirmed", "text": "swallow", "start": 55, "end": 62}
    told = facts(Turn({"findings": [entry]}, Q1, f"none of these. {GATE}"))
    assert told.sign("dysphagia") is Tri.NO


def test_what_cannot_be_done_is_told_by_the_sign():
    told = facts(turn("yes: trouble swallowing. no, trouble swallowing", Q1))
    assert told.sign("dysphagia") is Tri.YES
    assert told.swallows is Tri.NO


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("none apart from my voice", "voice_change"),
        ("yes the second", "dysphagia"),
        ("1 and 3", "voice_change"),
        ("Both eyelids drooping", "ptosis_both"),
        ("Double or blurred vision, Neck pain", "neck_pain"),
        ("yes my voice", "voice_change"),
    ],
)
def test_choices_by_number_title_or_word(text, code):
    told = answered(text, *Q1)
    assert told.sign(code) is Tri.YES
    assert told.danger_checked is Tri.YES


def test_a_bare_yes_tells_nothing_of_which():
    told = answered("yes", *Q1)
    assert told.danger_unclear is Tri.YES
    assert told.danger_checked is Tri.UNKNOWN


@pytest.mark.parametrize("text", ["how long will this last?", "I can do all that", "not sure"])
def test_an_answer_to_something_else_leaves_the_list_open(text):
    assert answered(text, *Q1).danger_checked is Tri.UNKNOWN


def test_not_sure_is_remembered():
    assert "danger_signs" in answered("not sure", *Q1).unsure
    assert "onset" in answered("not sure how it came on", "onset").unsure


def test_three_times_in_one_answer():
    text = "the injections were 14 days ago. it started 4 days after the injections. gradually"
    told = answered(text, "days_since_injection", "onset_after_days", "onset")
    assert (told.days_since_injection, told.onset_after_days, told.onset) == (14.0, 4.0, Onset.GRADUAL)


def test_a_bare_time_means_what_was_asked():
    told = facts(turn("two weeks", ("onset_after_days",), entities=[("time_since_injection", 14)]))
    assert told.onset_after_days == 14.0


@pytest.mark.parametrize(
    ("text", "slot", "name", "value"),
    [
        ("all at once", "onset", "onset", Onset.SUDDEN),
        ("it built up over a day or two", "onset", "onset", Onset.HOURS_DAYS),
        ("gradually", "onset", "onset", Onset.GRADUAL),
        ("it was already there before the injections", "onset", "onset", Onset.SINCE_BEFORE),
        ("about the same", "course", "course", Course.SAME),
        ("it is getting better", "course", "course", Course.BETTER),
        ("it is getting worse", "course", "course", Course.WORSE),
        ("not getting any better", "course", "course", Course.SAME),
        ("it comes and goes", "course", "course", Course.FLUCTUATING),
        ("it has gone now", "course", "course", Course.RESOLVED),
        ("it only just started", "course", "course", Course.NEW),
        ("not sure if it is changing", "course", "course", None),
        ("injected in the crows feet", "treated_area", "areas", ("crows_feet_periocular",)),
        ("injected in the gummy smile", "treated_area", "areas", ("upper_lip_perioral",)),
        ("my jaw", "treated_area", "areas", ("masseter_jaw",)),
        ("not sure where exactly", "treated_area", "areas", ()),
        ("yes, my eyes close fully", "eye_closure", "closes_eye", Tri.YES),
        ("my eye does not close fully", "eye_closure", "closes_eye", Tri.NO),
        ("no", "eye_closure", "closes_eye", Tri.NO),
        ("someone without a licence", "provider", "provider", "unlicensed"),
        ("I injected it myself", "provider", "provider", "self"),
        ("a clinic abroad", "provider", "provider", "abroad"),
        ("a clinic, I think", "provider", "provider", "clinic"),
        ("botox I think", "product", "product", "botox"),
        ("no filler", "filler", "filler", Tri.NO),
        ("yes, filler too", "filler", "filler", Tri.YES),
        ("I'm coping", "distress", "distress", Distress.NONE),
        ("it is ruining my life, I can't function", "distress", "distress", Distress.SEVERE),
        ("no thoughts like that", "suicidal", "suicidal", Suicidal.NONE),
        ("sometimes I wish I wasn't here", "suicidal", "suicidal", Suicidal.PASSIVE),
        ("I have thought about ending my life", "suicidal", "suicidal", Suicidal.ACTIVE),
        ("I am going to do it tonight", "suicidal", "suicidal", Suicidal.IMMINENT),
        ("one side", "side", "side", "one"),
        ("it's for mother", "who", "who", "mother"),
        ("myasthenia, palsy", "history", "history", frozenset({"myasthenia", "palsy"})),
        ("nothing like that", "history", "history", frozenset()),
    ],
)
def test_an_answer_to_one_slot(text, slot, name, value):
    assert getattr(answered(text, slot), name) == value


def test_answers_to_several_slots():
    told = answered(
        "injected in the crows feet. smile weakness. yes, my eyes close fully", "treated_area", "changed_part", "eye_closure"
    )
    assert told.areas == ("crows_feet_periocular",)
    assert told.here == {"smile_weakness"}
    assert told.closes_eye is Tri.YES
    told = answered("someone without a licence. botox I think. no filler", "provider", "product", "filler")
    assert (told.provider, told.product, told.filler) == ("unlicensed", "botox", Tri.NO)
    told = answered("I'm coping. no thoughts like that", "distress", "suicidal")
    assert (told.distress, told.suicidal) == (Distress.NONE, Suicidal.NONE)


def test_a_denial_of_thoughts_does_not_take_back_intent():
    told = facts(turn("x", findings=[("suicidal_active", "affirmed")]), turn("no thoughts like that", ("suicidal",)))
    assert told.suicidal is Suicidal.ACTIVE
