"""The principles of the policy as properties of `decide`, and its cross-rules."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.triage.strategies import CODES, DANGER, facts
from triage.decide import combine_sticky, decide
from triage.facts import Course, Distress, Facts, Onset, Sign, Suicidal, Tri
from triage.judge import judge
from triage.levels import Level
from triage.rules import BY_ID, RULES

CALM = {  # facts of yes, no or unknown, and the answer that reassures
    "vulnerable": Tri.NO, "pregnant": Tri.NO, "injected": Tri.NO, "provider_reachable": Tri.YES, "filler": Tri.NO,
    "worse_after_better": Tri.NO, "spreading": Tri.NO, "noticed_only": Tri.YES, "moves_lips": Tri.YES, "speaks": Tri.YES,
    "chews": Tri.YES, "swallows": Tri.YES, "danger_checked": Tri.YES, "closes_eye": Tri.YES, "bdd_pattern": Tri.NO,
    "wants_correction": Tri.NO, "has_complaint": Tri.NO, "assessed_in_hospital": Tri.YES,
}  # fmt: skip
COMPLETE = {n: Tri.YES for n in ("moves_lips", "speaks", "chews", "swallows", "danger_checked", "closes_eye", "has_complaint")}


def told(*codes: str, **more: object) -> Facts:
    return Facts(signs=tuple(Sign(code, True) for code in codes), has_complaint=Tri.YES).with_(**more)


@given(facts)
@settings(max_examples=300)
def test_decide_never_raises(given_facts):
    found = decide(given_facts)
    assert found.level is judge(given_facts).level
    assert found.rule in BY_ID
    assert set(found.evidence) <= set(BY_ID[found.rule].evidence)
    assert found.who and (found.when or found.level is Level.INFO)


@given(facts)
@settings(max_examples=200)
def test_adding_a_danger_sign_never_lowers_the_level(given_facts):
    base = replace(given_facts, assessed_in_hospital=Tri.NO)
    least = judge(base).level.rank
    for code in DANGER:
        assert judge(base.with_(signs=(*base.signs, Sign(code, True, turn=3)))).level.rank >= least, code


@given(facts)
@settings(max_examples=100)
def test_an_unknown_sign_never_gives_less_than_a_denied_one(given_facts):
    for code in CODES:
        unknown = replace(given_facts, signs=tuple(s for s in given_facts.signs if s.code != code))
        denied = replace(unknown, signs=(*unknown.signs, Sign(code, False)))
        assert judge(unknown).level.rank >= judge(denied).level.rank, code


@given(facts)
@settings(max_examples=300)
def test_an_unknown_fact_never_gives_less_than_the_reassuring_answer(given_facts):
    for name, reassuring in CALM.items():
        unknown, calm = (judge(replace(given_facts, **{name: value})).level for value in (Tri.UNKNOWN, reassuring))
        assert unknown.rank >= calm.rank, name


@given(facts, st.randoms())
@settings(max_examples=300)
def test_the_order_of_signs_is_irrelevant(given_facts, random):
    once = {s.code: s for s in given_facts.signs}
    mixed = list(once.values())
    random.shuffle(mixed)
    base = replace(given_facts, signs=tuple(once.values()))
    assert judge(base).level is judge(replace(base, signs=tuple(mixed))).level


@given(facts)
def test_words_and_who_tells_change_nothing(given_facts):
    signs = tuple(replace(s, words="it is really nothing, my friend says it's fine") for s in given_facts.signs)
    other = replace(given_facts, signs=signs, who="mother", country="gb", words={"signs": "nothing much"})
    assert judge(other).level is judge(given_facts).level


@given(facts)
def test_self_care_needs_checklist_timing_and_gate(given_facts):
    if judge(given_facts).level is Level.WATCH:
        assert given_facts.danger_checked is Tri.YES
        assert {given_facts.moves_lips, given_facts.speaks, given_facts.chews, given_facts.swallows} == {Tri.YES}


@given(facts)
def test_an_emergency_asks_nothing_and_is_final(given_facts):
    found = decide(given_facts)
    if found.level is Level.EMERGENCY:
        assert not found.unknown_that_matters
        assert not found.provisional


def test_every_fact_of_yes_no_unknown_is_covered_by_the_property():
    three = {f.name for f in fields(Facts) if str(f.type) == "Tri"}
    assert three - set(CALM) <= {"first_treatment", "danger_unclear"}


def test_every_rule_of_the_policy_is_there():
    wanted = [f"E{n}" for n in range(1, 12)] + ["U1", "U1b"] + [f"U{n}" for n in range(2, 13)] + ["D1", "D2", "D3"]
    wanted += [f"S{n}" for n in range(1, 11)] + [f"I{n}" for n in range(1, 8)] + ["W1", "W2", "W3", "W4", "N1"]
    assert {rule.id for rule in RULES} == set(wanted)


MILD = told("smile_asymmetry_mild", days_since_injection=60.0, course=Course.BETTER, **COMPLETE)


@pytest.mark.parametrize(
    "missing",
    [
        {"danger_checked": Tri.UNKNOWN},
        {"chews": Tri.UNKNOWN},
        {"moves_lips": Tri.NO},
        {"days_since_injection": None},
    ],
    ids=str,
)
def test_the_floor_is_injector(missing):
    assert decide(MILD).level is Level.WATCH
    floored = decide(MILD.with_(**missing))
    assert floored.level is Level.INJECTOR
    assert floored.floor_applied


@pytest.mark.parametrize(
    ("grown", "child"),
    [
        (MILD, Level.INJECTOR),
        (told("masseter_bulge", days_since_injection=20.0), Level.SPECIALIST),
        (told("twitching"), Level.SAME_DAY),
        (told("smile_weakness", suicidal=Suicidal.PASSIVE, onset=Onset.SINCE_BEFORE), Level.SAME_DAY),
        (told("fever"), Level.SAME_DAY),
        (Facts(has_complaint=Tri.NO), Level.INFO),
    ],
)
def test_a_child_or_a_vulnerable_adult_goes_one_level_up(grown, child):
    assert decide(grown.with_(vulnerable=Tri.YES)).level is child
    assert decide(grown.with_(age=15.0)).level.rank >= child.rank
    assert decide(grown.with_(age=40.0)).level is decide(grown).level


def test_the_higher_of_two_complaints_wins_and_the_other_stays_as_advice():
    found = decide(told("masseter_bulge", "diplopia", days_since_injection=10.0, areas=("masseter_jaw",)))
    assert found.rule == "U4"
    assert ("INJECTOR", "I3") in [(level.value, rule) for level, rule, _ in found.secondary]


def test_support_and_a_physical_level_do_not_hide_each_other():
    found = decide(told("fever", suicidal=Suicidal.PASSIVE))
    assert found.level is Level.SAME_DAY
    assert "D1" in [rule for _, rule, _ in found.secondary]
    found = decide(told("smile_weakness", distress=Distress.SEVERE, days_since_injection=200.0))
    assert (found.level, found.rule) == (Level.SUPPORT, "D2")
    assert "S1" in [rule for _, rule, _ in found.secondary]


def test_a_hospital_answers_what_it_saw_and_new_signs_arm_again():
    droop = told("face_droop", onset=Onset.SUDDEN, days_since_onset=0.5, course=Course.SAME)
    assert decide(droop).level is Level.EMERGENCY
    seen = droop.with_(assessed_in_hospital=Tri.YES, assessed_turn=1)
    assert decide(seen).level is Level.SPECIALIST
    assert decide(seen.with_(signs=(*seen.signs, Sign("dysphagia", True, turn=2)))).level is Level.EMERGENCY


def test_an_emergency_sticks_until_assessed():
    emergency, calm = decide(told("dysphagia")), decide(told("bruise"))
    assert combine_sticky(emergency, calm).level is Level.EMERGENCY
    assert combine_sticky(emergency, calm, assessed=True).level is calm.level
    assert combine_sticky(calm, emergency).level is Level.EMERGENCY
    assert combine_sticky(None, calm) == calm


def test_reasons_are_the_patients_own_facts():
    words = "water goes down the wrong way"
    found = decide(Facts(signs=(Sign("choking", True, words),), days_since_injection=9.0))
    assert f"you told me: “{words}”" in found.reasons
    assert "the injections were 9 days ago" in found.reasons


def test_what_is_unknown_and_matters_leads_with_the_danger_list():
    found = decide(told("smile_asymmetry", days_since_injection=14.0))
    assert found.unknown_that_matters[0] == "danger_signs"
    assert "days_since_injection" not in found.unknown_that_matters
    assert found.provisional
