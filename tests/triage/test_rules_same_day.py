"""U1 to U12 at their limits, just inside and just outside."""

from __future__ import annotations

import pytest

from tests.triage.table import f, holds, ids
from triage.decide import decide
from triage.facts import Course, Onset, Tri
from triage.levels import Level

PALSY = {"onset": Onset.HOURS_DAYS, "days_since_injection": 130}
LOCAL = {"onset": Onset.HOURS_DAYS, "days_since_injection": 10, "onset_after_days": 5, "areas": ("crows_feet_periocular",)}
TABLE = [
    ("U1", f("face_weak_half", days_since_onset=7, **PALSY), True),
    ("U1", f("face_weak_half", days_since_onset=8, **PALSY), False),
    ("U1", f("smile_weakness", days_since_onset=3, **PALSY), True),
    ("U1", f("smile_weakness", **LOCAL), False),  # L1
    ("U1", f("smile_weakness", **{**LOCAL, "areas": ("forehead",)}), True),
    ("U1", f("smile_weakness", days_since_onset=3, injected=Tri.NO), True),
    ("U1", f("smile_asymmetry", days_since_onset=3, injected=Tri.NO, onset=Onset.HOURS_DAYS), True),
    ("U1", f("smile_asymmetry", days_since_onset=3, days_since_injection=10), False),
    ("U1", f("smile_weakness", days_since_onset=3, side="both", **PALSY), False),
    ("U1", f("smile_weakness", days_since_onset=3, onset=Onset.SINCE_BEFORE), False),
    ("U1b", f("face_droop", onset=Onset.SUDDEN, days_since_onset=7), True),
    ("U1b", f("face_droop", onset=Onset.SUDDEN, days_since_onset=7.5), False),
    ("U1b", f("face_droop", onset=Onset.GRADUAL, days_since_onset=3), False),
    ("U1b", f("smile_asymmetry", onset=Onset.SUDDEN, days_since_injection=90), False),
    ("U2", f("smile_asymmetry ear_pain"), True),
    ("U2", f("ear_blisters"), True),
    ("U2", f("ear_pain masseter_bulge"), False),
    ("U3", f("cannot_close_eye eye_red"), True),
    ("U3", f("incomplete_blink contact_lens"), True),
    ("U3", f("cannot_close_eye", no="eye_red eye_pain"), False),
    ("U3", f("eye_red", closes_eye=Tri.YES, danger_checked=Tri.YES), False),
    ("U3", f("eye_red"), True),  # closing unknown
    ("U3", f("contact_lens"), False),
    ("U3", f("eye_dry", history=frozenset({"palsy"})), True),
    ("U3", f("eye_dry"), False),
    ("U4", f("diplopia", days_since_injection=12), True),
    ("U4", f("vision_change"), True),
    ("U4", f("diplopia_intermittent", days_since_injection=28), True),
    ("U4", f("diplopia_intermittent", days_since_injection=29), False),
    ("U4", f("eye_watering"), False),
    ("U5", f("spreading_redness"), True),
    ("U5", f("trismus"), True),
    ("U5", f("swelling bruise"), False),
    ("U5", f("severe_pain"), True),
    ("U5", f("severe_pain", filler=Tri.NO), False),
    ("U6", f("hives"), True),
    ("U6", f("rash"), True),
    ("U6", f("lid_puffiness"), False),
    ("U7", f("smile_weakness", worse_after_better=Tri.YES), True),
    ("U7", f("smile_weakness", worse_after_better=Tri.YES, worsening="slow"), False),
    ("U7", f("smile_weakness", worsening="fast", days_since_injection=15), True),
    ("U7", f("smile_weakness", worsening="fast", days_since_injection=14), False),  # the effect is still setting in
    ("U7", f("smile_weakness", spreading=Tri.YES), True),
    ("U7", f("ptosis_both"), True),
    (
        "U7",
        f(
            "ptosis_both",
            no="diplopia blurred_vision dry_mouth bladder_trouble dysphagia general_weakness",
            areas=("forehead",),
        ),
        False,
    ),
    ("U8", f("face_weak_both"), True),
    ("U8", f("face_weak_both", days_since_onset=29), False),
    ("U8", f("smile_weakness tick_bite"), True),
    ("U8", f("tick_bite"), False),
    ("U8", f("smile_stiff", side="both"), False),
    ("U9", f("ptosis_one", history=frozenset({"myasthenia"})), True),
    ("U9", f("ptosis_one", history=frozenset({"myasthenia"}), injected=Tri.NO), False),
    ("U9", f("bruise", history=frozenset({"als"})), False),
    ("U10", f("headache_new scalp_tenderness", age=50), True),
    ("U10", f("headache_new scalp_tenderness", age=49), False),
    ("U10", f("headache_new jaw_claudication"), True),  # age unknown
    ("U10", f("headache_new", age=70), False),
    ("U11", f("smile_weakness", provider="unlicensed", areas=("forehead",), days_since_injection=28), True),
    ("U11", f("smile_weakness", provider="unlicensed", areas=("forehead",), days_since_injection=29), False),
    ("U11", f("smile_weakness", provider="self", areas=("cheek",), days_since_injection=9), False),
    ("U11", f("nausea", provider="self", areas=("cheek",)), True),
    ("U11", f("bruise", provider="unlicensed", areas=("cheek",)), False),
    ("U11", f("nausea", provider="clinic", areas=("cheek",)), False),
    ("U12", f("smile_weakness", age=17), True),
    ("U12", f("smile_weakness", age=18), False),
    ("U12", f("masseter_bulge", age=15), False),
    *[
        ("U12", f(code, age=17, injected=Tri.YES), True)
        for code in (
            "brow_ptosis",
            "ptosis_one",
            "brow_asymmetry",
            "spock_brow",
            "heaviness",
            "smile_asymmetry_mild",
            "masseter_bulge",
            "weak_bite",
        )
    ],
    ("U12", f("brow_ptosis", age=17), True),
    ("U12", f(age=17, injected=Tri.YES, parts=("brow",)), True),
    ("U12", f("bruise headache_mild", age=17, injected=Tri.YES), False),
    ("U12", f("brow_asymmetry", age=18, injected=Tri.YES), False),
    ("U12", f("brow_asymmetry", age=17, injected=Tri.YES, onset=Onset.SINCE_BEFORE), False),
    ("U12", f("smile_weakness", pregnant=Tri.YES, days_since_injection=90), True),
    ("U12", f("smile_weakness", pregnant=Tri.YES, **LOCAL), False),
]


@pytest.mark.parametrize(("rule", "facts", "wanted"), TABLE, ids=ids(TABLE))
def test_the_rule_holds_exactly_within_its_limits(rule, facts, wanted):
    assert holds(rule, facts) is wanted


@pytest.mark.parametrize("facts", [row[1] for row in TABLE if row[2]])
def test_what_holds_is_seen_today_or_sooner(facts):
    assert decide(facts).level.rank >= Level.SAME_DAY.rank


def test_an_abrupt_change_merely_noticed_beside_a_recent_injection_is_today():
    noticed = f(
        "smile_weakness",
        onset=Onset.SUDDEN,
        days_since_onset=0.3,
        days_since_injection=6,
        areas=("upper_lip_perioral",),
        noticed_only=Tri.YES,
    )
    assert (decide(noticed).level, decide(noticed).rule) == (Level.SAME_DAY, "U1b")


def test_a_local_smile_weakness_days_after_the_injection_is_the_injectors():
    assert decide(f("smile_weakness", course=Course.SAME, **LOCAL)).level is Level.INJECTOR
