"""I1 to I7, W1 to W4 and N1 at their limits, just inside and just outside."""

from __future__ import annotations

import pytest

from tests.triage.table import f, holds, ids
from triage.decide import decide
from triage.facts import Course, Facts, Onset, Tri
from triage.levels import Level

BETTER, SAME = Course.BETTER, Course.SAME
TABLE = [
    ("I1", f("smile_asymmetry", days_since_injection=14), True),
    ("I1", f("smile_asymmetry", days_since_injection=60, course=BETTER), False),
    ("I1", f("brow_asymmetry", days_since_injection=14), True),
    ("I1", f("brow_asymmetry", days_since_injection=13), False),
    ("I2", f("ptosis_one"), True),
    ("I2", f("heaviness"), False),
    ("I3", f("masseter_bulge"), True),
    ("I3", f("volume_loss"), False),
    ("I4", f("smile_asymmetry", days_since_injection=112), True),
    ("I4", f("smile_asymmetry", days_since_injection=111), False),
    ("I4", f("smile_asymmetry", days_since_injection=183, course=BETTER), True),
    ("I4", f("smile_asymmetry", days_since_injection=184), False),
    ("I5", f("lip_seal_difficulty"), True),
    ("I5", f("lip_stiffness"), False),
    ("I6", f("smile_asymmetry", provider_reachable=Tri.NO), True),
    ("I6", f("bruise", wants_correction=Tri.YES), True),
    ("I6", f("lump"), True),
    ("I6", f("bruise"), False),
    ("I7", f("volume_loss", years_of_repeats=1), True),
    ("I7", f("volume_loss", years_of_repeats=0.9), False),
    ("W1", f("uneven_onset", days_since_injection=13), True),
    ("W1", f("uneven_onset", days_since_injection=14), False),
    ("W1", f("uneven_onset ptosis_one", days_since_injection=5), False),
    ("W2", f("smile_asymmetry", days_since_injection=60, course=BETTER), True),
    ("W2", f("smile_asymmetry", days_since_injection=184, course=BETTER), False),
    ("W2", f("smile_asymmetry", days_since_injection=126, course=BETTER), False),  # I4's, unless clearly better
    ("W2", f("smile_asymmetry", days_since_injection=126, course=BETTER, improving="clear"), True),
    ("W2", f("smile_asymmetry", days_since_injection=60, course=BETTER, improving="slight"), False),
    ("W3", f("natural_asymmetry"), True),
    ("W3", f("facial_asymmetry", onset=Onset.SINCE_BEFORE), True),
    ("W3", f("smile_weakness", onset=Onset.SINCE_BEFORE), False),
    ("W4", f("bruise", days_since_injection=3), True),
    ("W4", f("headache_mild", days_since_injection=7), True),
    ("W4", f("headache_mild", days_since_injection=8), False),
    ("W4", f("heaviness", days_since_injection=6, areas=("forehead",)), True),
    ("W4", f("heaviness", days_since_injection=6, areas=("masseter_jaw",)), False),
    ("W4", f("heaviness ptosis_one", days_since_injection=6, areas=("forehead",)), False),
]
COMPLETE = {n: Tri.YES for n in ("moves_lips", "speaks", "chews", "swallows", "danger_checked")}


@pytest.mark.parametrize(("rule", "facts", "wanted"), TABLE, ids=ids(TABLE))
def test_the_rule_holds_exactly_within_its_limits(rule, facts, wanted):
    assert holds(rule, facts) is wanted


@pytest.mark.parametrize("facts", [row[1] for row in TABLE if row[2] and row[0][0] == "I"])
def test_what_holds_is_at_least_the_injectors(facts):
    assert decide(facts).level.rank >= Level.INJECTOR.rank


@pytest.mark.parametrize("facts", [row[1] for row in TABLE if row[2] and row[0][0] == "W"])
def test_self_care_comes_with_the_whole_checklist_only(facts):
    assert decide(facts).level is Level.INJECTOR
    course = facts.course or SAME
    days = facts.days_since_injection or 20.0
    assert decide(facts.with_(**COMPLETE, course=course, days_since_injection=days)).level is Level.WATCH


@pytest.mark.parametrize("provider", ["unlicensed", "self", "abroad"])
def test_nobody_is_sent_back_to_the_unlicensed_or_unreachable(provider):
    assert "your injector" not in decide(f("bruise smile_asymmetry", provider=provider, areas=("cheek",))).who
    assert "your injector" not in decide(f("smile_asymmetry", provider_reachable=Tri.NO)).who


def test_a_complaint_that_no_rule_names_is_the_injectors():
    assert decide(Facts(has_complaint=Tri.YES)).level is Level.INJECTOR


def test_no_symptom_is_information():
    found = decide(Facts(has_complaint=Tri.NO))
    assert (found.level, found.rule) == (Level.INFO, "N1")
