"""D1 to D3 and S1 to S10 at their limits, just inside and just outside."""

from __future__ import annotations

import pytest

from tests.triage.table import f, holds, ids
from triage.decide import decide
from triage.facts import Course, Distress, Onset, Suicidal, Tri
from triage.levels import Level

BETTER, SAME, WORSE = Course.BETTER, Course.SAME, Course.WORSE
TABLE = [
    ("D1", f(suicidal=Suicidal.PASSIVE), True),
    ("D1", f("self_harm"), True),
    ("D1", f(suicidal=Suicidal.NONE), False),
    ("D2", f(distress=Distress.SEVERE), True),
    ("D2", f("distress", distress=Distress.MILD), False),
    ("D3", f(bdd_pattern=Tri.YES), True),
    ("D3", f("appearance_checking perceived_asymmetry"), True),
    ("D3", f("perceived_asymmetry"), False),
    ("S1", f("smile_weakness", days_since_injection=184), True),
    ("S1", f("smile_weakness", days_since_injection=183), False),
    ("S1", f("smile_weakness", days_since_injection=184, course=BETTER), True),
    ("S1", f("smile_weakness", days_since_injection=150, course=SAME), True),
    ("S1", f("smile_weakness", days_since_injection=149, course=SAME), False),
    ("S1", f("smile_weakness", days_since_injection=170, course=BETTER), False),
    ("S1", f("brow_ptosis", days_since_injection=274, product="daxxify", course=BETTER), False),
    ("S1", f("brow_ptosis", days_since_injection=275, product="daxxify", course=BETTER), True),
    ("S1", f("natural_asymmetry", days_since_injection=300), False),
    ("S1", f("smile_weakness", days_since_injection=300, course=Course.RESOLVED), False),
    ("S2", f("smile_weakness", onset_after_days=29, days_since_injection=60), True),
    ("S2", f("smile_weakness", onset_after_days=28, days_since_injection=60), False),
    ("S3", f("smile_asymmetry", days_since_injection=29, course=WORSE), True),
    ("S3", f("smile_asymmetry", days_since_injection=28, course=WORSE), False),
    ("S3", f("smile_asymmetry", course=WORSE), True),  # date unknown
    ("S4", f("lower_lip_asymmetry", areas=("glabella_frown",), days_since_onset=8), True),
    ("S4", f("lower_lip_asymmetry", areas=("mouth_corner_dao",), days_since_onset=8), False),
    ("S4", f("brow_asymmetry", areas=("masseter_jaw",)), True),
    ("S5", f("parotid_lump"), True),
    ("S5", f("smile_weakness", history=frozenset({"facial_cancer"})), True),
    ("S5", f("lump numb_feeling"), False),
    ("S6", f("smile_weakness", history=frozenset({"palsy"})), True),
    ("S6", f("masseter_bulge", history=frozenset({"palsy"})), False),
    ("S7", f("cannot_close_eye"), True),
    ("S7", f(closes_eye=Tri.NO), True),
    ("S7", f("eye_watering"), False),
    ("S8", f("fatigable_ptosis"), True),
    ("S8", f("ptosis_one", course=Course.FLUCTUATING), True),
    ("S8", f("ptosis_one", course=SAME), False),
    ("S9", f("eye_dry", days_since_onset=15, areas=("under_eye",)), True),
    ("S9", f("eye_dry", days_since_onset=14, areas=("under_eye",)), False),
    ("S9", f("eye_dry", days_since_onset=15, areas=("chin",)), False),
    ("S10", f("synkinesis"), True),
    ("S10", f("smile_weakness"), False),
]


@pytest.mark.parametrize(("rule", "facts", "wanted"), TABLE, ids=ids(TABLE))
def test_the_rule_holds_exactly_within_its_limits(rule, facts, wanted):
    assert holds(rule, facts) is wanted


@pytest.mark.parametrize("facts", [row[1] for row in TABLE if row[2]])
def test_what_holds_is_at_least_a_specialists(facts):
    assert decide(facts).level.rank >= Level.SPECIALIST.rank


@pytest.mark.parametrize(
    ("facts", "who"),
    [
        (f("parotid_lump"), "ENT"),
        (f("cannot_close_eye", no="eye_red eye_pain photophobia blurred_vision"), "ophthalmologist"),
        (f("fatigable_ptosis"), "neurologist"),
        (f("smile_asymmetry", days_since_injection=60, course=WORSE), "neurologist"),
    ],
)
def test_the_specialist_is_named(facts, who):
    found = decide(facts.with_(onset=Onset.GRADUAL))
    assert found.level is Level.SPECIALIST
    assert who in found.who
