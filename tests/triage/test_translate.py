"""From what was understood to facts: findings, entities, answers to questions, and the raw words."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from triage.facts import Course, Distress, Facts, Onset, Suicidal, Tri
from triage.levels import Level
from triage.translate import facts_from
from triage.turn import Turn
from triage.wording import FILE, WordingError, load

TODAY = datetime.date(2026, 11, 24)


def turn(text: str = "", asked: tuple[str, ...] = (), findings: Any = (), entities: Any = (), concerns: Any = ()) -> Turn:
    return Turn(
        {
            "findings": [{"code": code, "status": status, "text": code} for code, status in findings],
            "entities": [{"entity": e[0], "value": e[1], **({"role": e[2]} if len(e) > 2 else {})} for e in entities],
            "concerns": [{"name": name} for name in concerns],
        },
        asked,
        text,
    )


def facts(*turns: Turn) -> Facts:
    return facts_from(turns, TODAY)


# -- findings


@pytest.mark.parametrize("status", ["hypothetical", "figurative", "other_person", "historical"])
def test_only_what_is_meant_and_there_is_a_sign(status):
    assert not facts(turn("x", findings=[("dysphagia", status)])).here


def test_a_spell_that_has_passed_is_there_and_resolved():
    told = facts(
        turn("my arm went numb yesterday for ten minutes, then it went away", findings=[("limb_numbness", "historical")])
    )
    assert told.sign("limb_numbness") is Tri.YES
    assert told.present()[0].resolved
    years = facts(turn("years ago my arm went numb and it went away", findings=[("limb_numbness", "historical")]))
    assert years.sign("limb_numbness") is Tri.UNKNOWN


def test_the_last_message_counts():
    told = facts(turn("a bruise", findings=[("bruise", "affirmed")]), turn("no, no bruise", findings=[("bruise", "negated")]))
    assert told.sign("bruise") is Tri.NO


def test_a_danger_sign_stands_against_a_denial_in_the_same_message():
    both = [("diplopia", "affirmed"), ("diplopia", "negated")]
    assert facts(turn("left eye double, right eye not double", findings=both)).sign("diplopia") is Tri.YES
    assert facts(turn("seeing double. no wait, it is not double", findings=both)).sign("diplopia") is Tri.YES  # no offsets


def test_sets_are_denied_as_a_whole_and_take_back_nothing():
    told = facts(turn("x", findings=[("smile_weakness", "affirmed"), ("speech", "negated"), ("other_symptoms", "negated")]))
    assert told.sign("slurred_speech") is Tri.NO
    assert told.sign("dyspnoea") is Tri.NO
    assert told.sign("smile_weakness") is Tri.YES
    assert told.danger_checked is Tri.UNKNOWN


def test_a_drooping_mouth_is_no_half_face():
    entry = {"code": "face_droop", "status": "affirmed", "text": "corner of my mouth droops", "start": 0, "end": 25}
    assert facts(Turn({"findings": [entry]}, (), "corner of my mouth droops")).here == {"mouth_corner_droop"}


# -- entities


def test_times_areas_and_course():
    told = facts(
        turn(
            "x",
            findings=[("cheek_weakness", "affirmed")],
            entities=[
                ("time_since_injection", 90),
                ("time_since_injection", 14),
                ("onset_after_injection", 4),
                ("area", "cheek", "changed"),
                ("area", "masseter_jaw", "treated"),
                ("course", "worse"),
                ("side", "left"),
            ],
        )
    )
    assert (told.days_since_injection, told.onset_after_days) == (14.0, 4.0)  # the last injection counts
    assert told.areas == ("masseter_jaw",)
    assert (told.course, told.side, told.injected) == (Course.WORSE, "left", Tri.YES)


def test_an_area_of_no_clear_role_is_treated_only_where_it_explains_the_change():
    unclear = [("area", "crows_feet_periocular", "unknown")]
    assert facts(turn("x", findings=[("cheek_weakness", "affirmed")], entities=unclear)).areas
    assert not facts(turn("x", findings=[("lower_lip_asymmetry", "affirmed")], entities=unclear)).areas


def test_a_time_that_says_how_it_came_on_is_no_date():
    spans = [("onset", "hours-days", 11, 26), ("days_since_onset", 3, 16, 26), ("onset_after_injection", 7, 34, 40)]
    entities = [{"entity": name, "value": value, "start": start, "end": end} for name, value, start, end in spans]
    told = facts(Turn({"entities": entities}, (), "It came on over a few days, about a week after"))
    assert (told.onset, told.days_since_onset, told.onset_after_days) == (Onset.HOURS_DAYS, None, 7.0)


def test_later_entities_correct_earlier_ones():
    told = facts(turn("l", entities=[("side", "left")]), turn("no wait, the right", entities=[("side", "right")]))
    assert told.side == "right"


def test_years_of_repeats_are_no_time_since_the_injection():
    told = facts(turn("after four years of jaw botox every few months", entities=[("time_since_injection", 1460)]))
    assert told.days_since_injection is None
    assert told.years_of_repeats == 4


# -- raw words


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("my 16 year old daughter", "age", 16.0),
        ("he is 15 and had botox", "age", 15.0),
        ("I'm 62, crow's feet", "age", 62.0),
        ("I'm 18 weeks out", "age", None),
        ("she is 10 days post", "age", None),
        ("my teenage son", "age", 16.0),
        ("I am 20 weeks pregnant", "pregnant", Tri.YES),
        ("I'm not pregnant", "pregnant", Tri.UNKNOWN),
        ("gave birth three weeks ago", "pregnant", Tri.YES),
        ("I have myasthenia gravis", "history", frozenset({"myasthenia"})),
        ("my mother has myasthenia", "history", frozenset()),
        ("no history of myasthenia", "history", frozenset()),
        ("I had Bell's palsy in 2015", "history", frozenset({"palsy"})),
        ("could this be bell's palsy?", "history", frozenset()),
        ("melanoma taken off my cheek", "history", frozenset({"facial_cancer"})),
        ("A&E said it's not a stroke", "assessed_in_hospital", Tri.YES),
        ("they did a CT and it was clear", "assessed_in_hospital", Tri.YES),
        ("should I go to A&E? the leaflet said so", "assessed_in_hospital", Tri.UNKNOWN),
        ("my friend says it's nothing", "assessed_in_hospital", Tri.UNKNOWN),
        ("the clinic closed down", "provider_reachable", Tri.NO),
        ("she ignores me", "provider_reachable", Tri.NO),
        ("I want a refund", "wants_correction", Tri.YES),
        ("never had botox", "injected", Tri.NO),
        ("botox went in on Monday", "injected", Tri.YES),
        ("bought the vial online", "provider", "unlicensed"),
        ("I injected myself", "provider", "self"),
        ("had filler as well", "filler", Tri.YES),
        ("I haven't left the house in weeks", "distress", Distress.SEVERE),
        ("my eyelid just stopped working", "distress", None),
        ("my mum has a droopy eye", "who", "mum"),
        ("I rang NHS 111", "country", "gb"),
    ],
)
def test_words_tell(text, name, value):
    assert getattr(facts(turn(text)), name) == value


def test_how_fast_it_changes():
    assert facts(turn("a bit more each month", entities=[("course", "worse")])).worsening == "slow"
    assert facts(turn("suddenly far worse", entities=[("course", "worse")])).worsening == "fast"
    assert facts(turn("nearly level now", entities=[("course", "better")])).improving == "clear"
    assert facts(turn("perhaps a touch better", entities=[("course", "better")])).improving == "slight"


def test_found_on_waking_came_at_once():
    assert facts(turn("woke up and my smile is down", findings=[("smile_weakness", "affirmed")])).onset is Onset.SUDDEN


def test_the_dysmorphic_pattern_may_come_in_pieces():
    told = facts(turn("five surgeons told me it's even"), turn("I take forty photos a day, where can I get more?"))
    assert told.bdd_pattern is Tri.YES
    assert facts(turn("two doctors said it is normal for botox")).bdd_pattern is Tri.UNKNOWN


def test_intent_in_plain_words():
    assert facts(turn("I've written the letters and I'm going to do it tonight")).suicidal is Suicidal.IMMINENT
    figurative = [("suicidal_imminent", "figurative")]
    assert facts(turn("I'm going to kill myself laughing", findings=figurative)).suicidal is None


# -- is there a complaint at all


@pytest.mark.parametrize(
    "text",
    [
        "how many of the ten doctors say it comes back?",
        "does botox ever make a smile crooked?",
        "can a lip flip go wrong?",
        "Thinking of getting my neck done. Could it weaken my smile?",
    ],
)
def test_a_question_in_general_is_no_complaint(text):
    told = facts(turn(text, findings=[("smile_asymmetry", "affirmed")], concerns=["smile_weakness", "duration"]))
    assert told.has_complaint is Tri.NO
    assert not told.here


def test_a_concern_told_of_a_person_is_a_complaint():
    told = facts(turn("will my smile come back", concerns=["smile_weakness", "permanence"]))
    assert told.has_complaint is Tri.YES
    assert told.here == {"smile_weakness"}


def test_a_general_question_does_not_hide_a_danger_sign():
    told = facts(turn("is it normal not to be able to swallow?", findings=[("dysphagia", "affirmed")]))
    assert told.sign("dysphagia") is Tri.YES


def test_nothing_understood_is_nothing_known():
    told = facts(Turn({}, (), ""), Turn({"findings": None, "entities": None, "concerns": None}, ("danger_signs",), "???"))
    assert told.has_complaint is Tri.UNKNOWN
    assert Level.INFO.rank == 0 and not told.here


def test_the_patterns_are_checked_on_load(tmp_path):
    broken = tmp_path / "facts.yml"
    broken.write_text(FILE.read_text().replace("  minor:\n    say:", "  minor:\n    says:"))
    with pytest.raises(WordingError, match=r"facts\.minor\.say: expected a list"):
        load(broken)


def test_the_migraine_that_was_treated_is_no_new_headache():
    entry = {"code": "headache_severe", "status": "affirmed", "text": "migraine", "start": 10, "end": 18}
    assert not facts(Turn({"findings": [entry]}, (), "botox for migraine two weeks ago")).here
    assert facts(Turn({"findings": [entry]}, (), "botox. my migraine is unbearable since")).here == {"headache_severe"}


def test_the_place_that_changed_is_not_taken_as_treated():
    told = facts(turn("my brow is low", findings=[("brow_ptosis", "affirmed")], entities=[("area", "brow", "unknown")]))
    assert told.areas == ()
    told = facts(turn("lips swollen since my lip flip", findings=[("lip_swelling", "affirmed")]))
    assert told.areas == ("upper_lip_perioral",)
