"""E1 to E11 as a table: one positive sign is enough, and what is denied or absent raises nothing."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.decide import decide
from triage.facts import Course, Facts, Onset, Sign, Suicidal, Tri
from triage.judge import judge
from triage.levels import Level
from triage.translate import facts_from
from triage.turn import Turn
from triage.vocabulary import vocabulary

TODAY = datetime.date(2026, 11, 24)


def facts(*codes: str, **more: object) -> Facts:
    base = Facts(signs=tuple(Sign(code, True) for code in codes), has_complaint=Tri.YES, injected=Tri.YES)
    return base.with_(**more) if more else base


EMERGENCIES = [
    ("E1", facts("dyspnoea", days_since_injection=40.0)),
    ("E2", facts("dysphagia", days_since_injection=9.0)),
    ("E2", facts("choking")),
    ("E2", facts("hoarse_voice", days_since_injection=30.0)),
    ("E3", facts("arm_weakness")),
    ("E3", facts("thunderclap_headache")),
    ("E4", facts("face_droop", onset=Onset.SUDDEN, days_since_onset=0.2)),
    ("E5", facts("tongue_swelling")),
    ("E6", facts("ptosis_both", "diplopia", days_since_injection=10.0)),
    ("E6", facts("neck_weakness", "ptosis_one", days_since_injection=10.0)),
    ("E7", facts("blanching", filler=Tri.YES)),
    ("E7", facts("vision_loss", onset=Onset.SUDDEN)),
    ("E8", facts("ptosis_one", "small_pupil")),
    ("E9", facts("seizure")),
    ("E10", facts("smile_weakness", suicidal=Suicidal.IMMINENT)),
    ("E11", facts("eye_swollen_shut", "eye_movement_pain", "fever")),
]


@pytest.mark.parametrize(("rule", "given_facts"), EMERGENCIES, ids=[f"{r}-{i}" for i, (r, _) in enumerate(EMERGENCIES)])
def test_an_emergency_sign_is_an_emergency(rule, given_facts):
    found = decide(given_facts)
    assert found.level is Level.EMERGENCY
    matched = {found.rule, *(r for _, r, _ in found.secondary)}
    assert rule in matched or (rule == "E7" and "E3" in matched)


CALM = [
    facts("smile_asymmetry", days_since_injection=14.0, areas=("upper_lip_perioral",), course=Course.SAME),
    facts("ptosis_one", days_since_injection=12.0, areas=("forehead",), onset=Onset.GRADUAL),
    facts("masseter_bulge", days_since_injection=10.0, areas=("masseter_jaw",)),
    facts("heaviness", days_since_injection=6.0, areas=("forehead",)),
    facts("poor_appetite"),
    facts("eye_watering", days_since_injection=6.0),
]


@pytest.mark.parametrize("given_facts", CALM, ids=lambda f: f.signs[0].code)
def test_a_local_effect_is_no_emergency(given_facts):
    assert decide(given_facts).level is not Level.EMERGENCY


def test_watch_needs_the_whole_checklist():
    improving = facts("smile_asymmetry_mild", days_since_injection=60.0, course=Course.BETTER, improving="clear")
    assert decide(improving).level is Level.INJECTOR
    gate = dict.fromkeys(("moves_lips", "speaks", "chews", "swallows", "danger_checked"), Tri.YES)
    assert decide(improving.with_(**gate)).level is Level.WATCH


@pytest.mark.parametrize("calm", CALM, ids=lambda f: f.signs[0].code)
def test_adding_a_danger_sign_never_lowers_the_level(calm):
    alone = [code for code in vocabulary().danger if judge(facts(code)).level is Level.EMERGENCY]
    assert alone
    for code in alone:
        worse = calm.with_(signs=(*calm.signs, Sign(code, True)))
        assert judge(worse).level.rank >= judge(calm).level.rank, code


@given(st.lists(st.sampled_from(sorted(vocabulary().signs)), max_size=6), st.randoms())
def test_the_order_of_the_signs_is_irrelevant_and_nothing_raises(codes, random):
    shuffled = list(codes)
    random.shuffle(shuffled)
    assert decide(facts(*codes)).level is decide(facts(*shuffled)).level


def turn(text, asked=(), findings=(), entities=(), concerns=()):
    return Turn(
        {
            "findings": [{"code": c, "status": s, "text": c} for c, s in findings],
            "entities": [{"entity": e, "value": v} for e, v in entities],
            "concerns": [{"name": n} for n in concerns],
        },
        asked,
        text,
    )


def test_none_of_these_answers_the_checklist():
    told = facts_from([turn("none of these. yes, I can do all", ("danger_signs", "function_gate"))], TODAY)
    assert told.danger_checked is Tri.YES
    assert told.sign("dysphagia") is Tri.NO
    assert told.swallows is Tri.YES


def test_not_sure_leaves_the_checklist_open():
    assert facts_from([turn("not sure", ("danger_signs",))], TODAY).danger_checked is Tri.UNKNOWN


def test_what_is_hypothetical_or_another_persons_is_no_sign():
    findings = [("dysphagia", "hypothetical"), ("arm_weakness", "other_person"), ("dyspnoea", "figurative")]
    assert facts_from([turn("what if", findings=findings)], TODAY).present() == ()


def test_a_correction_replaces():
    told = facts_from(
        [turn("left", entities=[("side", "left")]), turn("no wait, the right", entities=[("side", "right")])], TODAY
    )
    assert told.side == "right"
