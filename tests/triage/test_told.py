"""Whose facts the words tell: the patient's, not those of somebody told of in passing; and times without a verb."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.triage.test_translate import facts, turn
from triage import timing
from triage.facts import Facts, Suicidal, Tri


def told(text: str, *codes: str, **more: Any) -> Facts:
    return facts(turn(text, findings=[(code, "affirmed") for code in codes], **more))


@pytest.mark.parametrize(
    ("text", "sign", "who"),
    [
        ("I'm asking for my dad, he has dementia, had Botox two weeks ago and one eyelid droops", "ptosis_one", "dad"),
        ("My mum has dementia and since her botox one lid droops", "ptosis_one", "mum"),
        ("it's for my sister, she has down's syndrome", "", "sister"),
        ("I am her carer. Her smile dropped since the botox", "smile_weakness", "self"),
        ("I'm a carer for my mum with dementia, her lid droops since botox", "ptosis_one", "self"),
        ("she lives in a care home and her eyelid droops since botox", "ptosis_one", "self"),
        ("I have a learning disability and my smile is uneven since botox", "smile_asymmetry", "self"),
        ("I live in a care home and my eyelid droops", "ptosis_one", "self"),
    ],
)
def test_a_vulnerable_patient_is_one(text: str, sign: str, who: str) -> None:
    found = told(text, *sign.split())
    assert (found.vulnerable, found.who) == (Tri.YES, who)


@pytest.mark.parametrize(
    "text",
    [
        "my dad has dementia and I look after him",
        "my dad has dementia, I have to go now",
        "my dad has dementia and I look after him. My smile is crooked since botox 10 days ago",
        "my smile is crooked since botox, and my mum, who has dementia, says I look odd",
        "I care for my dad, my lid droops after botox",
        "I'm his carer and my crooked smile frightens him",
        "I work in a care home, my smile is uneven since botox",
        "I'm a nurse in a nursing home and my lip is weak",
        "I don't have dementia, my smile is weak",
    ],
)
def test_a_relative_or_the_people_at_work_make_nobody_vulnerable(text: str) -> None:
    found = told(text, *(["smile_asymmetry"] if "my smile" in text.lower() else []))
    assert (found.vulnerable, found.who) == (Tri.UNKNOWN, "self")


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("my daughter is 16 and since my botox my smile is uneven", None),
        ("my teenage daughter laughs at my crooked smile after botox", None),
        ("my 16 year old daughter had lip botox ten days ago and her smile is weak", 16.0),
        ("my teenage daughter had lip botox and her smile is weak", 16.0),
        ("I'm 15, my mum took me for botox, my smile is weak", 15.0),
    ],
)
def test_the_age_is_the_patients(text: str, age: float | None) -> None:
    assert told(text, "smile_weakness").age == age


@pytest.mark.parametrize(
    ("text", "recent"),
    [
        ("my baby is four weeks old and my smile is crooked", True),
        ("my baby is 6 weeks old and my smile is crooked", True),
        ("I have a four-week-old baby, my lip is weak", True),
        ("our twins are ten days old, my smile dropped", True),
        ("I have a newborn and a crooked smile", True),
        ("my baby is nine weeks old and my smile is crooked", False),
        ("my baby is 14 weeks old, my smile dropped", False),
        ("my sister has a newborn, my smile dropped", False),
    ],
)
def test_a_young_baby_means_a_recent_birth(text: str, recent: bool) -> None:
    assert told(text, "smile_weakness").pregnant is (Tri.YES if recent else Tri.UNKNOWN)


@pytest.mark.parametrize(
    "text", ["I have tablets saved up, picked Friday", "the pills are put by, I know the night", "I've chosen the day to die"]
)
def test_means_laid_by_and_a_chosen_day_are_intent(text: str) -> None:
    assert told(text).suicidal is Suicidal.IMMINENT


@pytest.mark.parametrize("text", ["I picked Friday for the review", "I saved up for the botox", "picked the day for my wedding"])
def test_saving_up_and_picking_a_day_for_something_else_are_none(text: str) -> None:
    assert told(text).suicidal is None


@pytest.mark.parametrize(
    "asked", [(), ("onset_after_days",), ("onset_after_days", "onset"), ("days_since_injection", "onset_after_days")]
)
@pytest.mark.parametrize(
    "text", ["about 5 days after", "5 days later", "around 5 days after the injections", "it was like 5 days after"]
)
def test_once_the_injections_are_dated_a_bare_time_after_them_tells_the_onset(text: str, asked: tuple[str, ...]) -> None:
    dated = turn("injected 3 weeks ago", entities=[("time_since_injection", 21)])
    found = facts(dated, turn(text, asked, entities=[("time_since_injection", 5)]))
    assert (found.days_since_injection, found.onset_after_days) == (21.0, 5.0)


def test_a_time_that_cannot_be_after_or_comes_first_still_dates_the_injections() -> None:
    dated = turn("injected 3 days ago", entities=[("time_since_injection", 3)])
    assert facts(dated, turn("about 5 days after", entities=[("time_since_injection", 5)])).onset_after_days is None
    assert (
        facts(turn("5 days after", ("days_since_injection",), entities=[("time_since_injection", 5)])).days_since_injection == 5.0
    )
    again = facts(dated, turn("no, 5 days ago", entities=[("time_since_injection", 5)]))
    assert (again.days_since_injection, again.onset_after_days) == (5.0, None)


def told_where(text: str, code: str, words: str) -> Facts:
    """The facts of a message whose one finding, affirmed, stands at `words`."""
    message = turn(text)
    found = {"code": code, "status": "affirmed", "text": words, "start": text.lower().index(words)}
    return facts(replace(message, understood={**message.understood, "findings": [found]}))


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("I have never had botox but my face is drooping since this morning, what should I do?", "face_droop", "face is drooping"),
        ("I'm due for my botox next week but since today my speech is slurred, should I cancel?", "slurred_speech", "speech is slurred"),
        ("Thinking of getting it done. Right now I cannot swallow, is that normal?", "dysphagia", "cannot swallow"),
    ],
)
def test_a_danger_sign_of_somebody_not_treated_yet_is_there(text: str, code: str, words: str) -> None:
    assert told_where(text, code, words).sign(code) is Tri.YES


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("Never had botox. Will my face droop?", "face_droop", "face droop"),
        ("My neck is booked for Friday. If tablets stick in my throat, whom do I ring?", "dysphagia", "tablets stick"),
        ("I will receive botox in the neck next Thursday and I read it gives trouble to breathe. Is it true?", "dyspnoea", "trouble to breathe"),
        ("Considering trying it: what about slurred speech?", "slurred_speech", "slurred speech"),
    ],
)
def test_what_is_feared_before_a_treatment_is_not(text: str, code: str, words: str) -> None:
    assert told_where(text, code, words).sign(code) is Tri.UNKNOWN


@pytest.mark.parametrize(
    "text", ["I've put tablets aside for it", "Most nights I think of not being alive. I've put tablets aside for it", "I saved the pills up"]
)
def test_means_put_aside_are_intent_beside_passive_thoughts_too(text: str) -> None:
    assert told(text, "suicidal_passive").suicidal is Suicidal.IMMINENT


@pytest.mark.parametrize("status", ["negated", "figurative", "other_person"])
def test_plain_words_of_intent_do_not_outweigh_what_the_findings_say_of_them(status: str) -> None:
    assert facts(turn("I saved the pills up", findings=[("suicidal_imminent", status)])).suicidal is not Suicidal.IMMINENT


@pytest.mark.parametrize(
    ("text", "age"),
    [("asking for my child. Age? 14.", 14.0), ("Asking for my child, not me", 16.0), ("age: 15", 15.0), ("my kids are loud", None)],
)
def test_a_child_is_one(text: str, age: float | None) -> None:
    assert told(text).age == age


def test_who_was_offered_toxin_and_had_none_is_untreated() -> None:
    found = told("A beautician offered Botox. I haven't had any, ever.", "smile_asymmetry", entities=[("product", "botox"), ("provider", "unlicensed")])
    assert timing.toxin(found) is Tri.NO


@pytest.mark.parametrize("text", ["i woke from siesta at four, now is half past five, my mouth hangs", "woke from a nap and my mouth hangs"])
def test_a_change_found_after_a_nap_is_of_today(text: str) -> None:
    found = told(text, "face_droop")
    assert found.days_since_onset == 0.25


@pytest.mark.parametrize(
    ("text", "danger", "gate"),
    [
        ("Yes I swallow, speak, chew, lips move. No anything of those.", False, Tri.YES),
        ("yes, swallowing", True, Tri.NO),
    ],
)
def test_yes_i_swallow_is_no_trouble_swallowing(text: str, danger: bool, gate: Tri) -> None:
    found = facts(turn("crooked smile"), turn(text, ("danger_signs", "function_gate")))
    assert (found.sign("dysphagia") is Tri.YES) is danger
    assert found.swallows is gate


@pytest.mark.parametrize(
    ("text", "noticed"),
    [
        ("this morning the corner of my mouth hung lower, even at rest", Tri.UNKNOWN),
        ("my face is even at rest", Tri.YES),
        ("only when i smile, level at rest", Tri.YES),
    ],
)
def test_lower_even_at_rest_is_not_level_at_rest(text: str, noticed: Tri) -> None:
    assert told(text, "face_droop").noticed_only is noticed


@pytest.mark.parametrize("text", ["I should maybe mention I have myasthenia gravis", "I should add that I have myasthenia"])
def test_what_one_should_mention_is_there(text: str) -> None:
    assert "myasthenia" in told(text).history
