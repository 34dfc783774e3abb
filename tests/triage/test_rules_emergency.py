"""E1 to E11 at their limits, just inside and just outside."""

from __future__ import annotations

import pytest

from tests.triage.table import f, holds, ids
from triage.decide import decide
from triage.facts import Course, Onset, Suicidal, Tri
from triage.levels import Level

NO_THROAT = "dysphagia voice_change"
TABLE = [
    ("E1", f("dyspnoea"), True),
    ("E1", f("orthopnoea", days_since_injection=400), True),
    ("E1", f("fatigue"), False),
    ("E2", f("dysphagia", days_since_injection=91), True),
    ("E2", f("dysphagia", days_since_injection=92), False),
    ("E2", f("hoarse_voice"), True),  # unknown date: any toxin counts
    ("E2", f("choking", injected=Tri.NO), False),
    ("E2", f("choking nasal_voice", injected=Tri.NO), True),
    ("E2", f("dysphagia smile_weakness", days_since_injection=200), True),
    ("E2", f(swallows=Tri.NO, days_since_injection=30), True),
    ("E2", f("lip_seal_difficulty bilabial_speech", days_since_injection=6), False),
    ("E2", f("slurred_speech drooling", no=NO_THROAT, days_since_injection=6, areas=("upper_lip_perioral",)), False),
    ("E2", f("slurred_speech drooling", no="dysphagia", days_since_injection=6, areas=("upper_lip_perioral",)), True),
    ("E2", f("slurred_speech drooling", no=NO_THROAT, days_since_injection=6, areas=("masseter_jaw",)), True),
    ("E2", f("poor_appetite weak_bite", days_since_injection=6), False),
    ("E3", f("arm_weakness"), True),
    ("E3", f("limb_numbness", course=Course.RESOLVED, days_since_injection=5), True),
    ("E3", f("face_droop", onset=Onset.SUDDEN, course=Course.RESOLVED, days_since_onset=3), True),
    ("E3", f("face_numbness", days_since_onset=1), True),
    ("E3", f("face_numbness", days_since_onset=2, onset=Onset.GRADUAL), False),
    ("E3", f("dizziness headache_mild"), False),
    ("E4", f("face_droop", onset=Onset.SUDDEN, days_since_onset=1), True),
    ("E4", f("face_droop", onset=Onset.SUDDEN, days_since_onset=1.1), False),
    ("E4", f("face_droop", onset=Onset.GRADUAL, days_since_onset=0.5), False),
    ("E4", f("face_droop_sudden"), True),
    ("E4", f("face_droop"), True),  # no toxin, no time, no course in the story
    ("E4", f("face_droop", days_since_injection=10), False),
    ("E4", f("smile_weakness", onset=Onset.SUDDEN, days_since_onset=0.5), True),
    (
        "E4",
        f(
            "smile_weakness",
            onset=Onset.SUDDEN,
            days_since_onset=0.5,
            days_since_injection=14,
            areas=("cheek",),
            noticed_only=Tri.YES,
        ),
        False,
    ),
    (
        "E4",
        f(
            "smile_weakness",
            onset=Onset.SUDDEN,
            days_since_onset=0.5,
            days_since_injection=15,
            areas=("cheek",),
            noticed_only=Tri.YES,
        ),
        True,
    ),
    (
        "E4",
        f(
            "smile_weakness",
            onset=Onset.SUDDEN,
            days_since_onset=0.5,
            days_since_injection=7,
            areas=("forehead",),
            noticed_only=Tri.YES,
        ),
        True,
    ),
    ("E4", f("smile_weakness", onset=Onset.SUDDEN, days_since_onset=0.5, days_since_injection=7, areas=("cheek",)), True),
    ("E4", f("smile_asymmetry", onset=Onset.SUDDEN, days_since_onset=0.5, days_since_injection=7, areas=("cheek",)), False),
    ("E5", f("tongue_swelling"), True),
    ("E5", f("hives syncope"), True),
    ("E5", f("hives"), False),
    ("E5", f("lip_swelling"), True),
    ("E5", f("lip_swelling", areas=("upper_lip_perioral",), days_since_injection=0.4), True),
    ("E5", f("lip_swelling", areas=("upper_lip_perioral",), days_since_injection=0.5), False),
    ("E5", f("lip_swelling hives", areas=("upper_lip_perioral",), days_since_injection=1), True),
    ("E5", f("lip_swelling", areas=("forehead",), days_since_injection=1), True),
    ("E5", f("swelling lid_puffiness"), False),
    ("E6", f("ptosis_both diplopia", days_since_injection=56), True),
    ("E6", f("ptosis_both diplopia", days_since_injection=57), False),
    ("E6", f("dry_mouth blurred_vision"), True),
    ("E6", f("dry_mouth"), False),
    ("E6", f("general_weakness ptosis_one", days_since_injection=20), True),
    ("E6", f("general_weakness", days_since_injection=20), False),
    ("E6", f("fatigable_ptosis diplopia_intermittent", days_since_injection=20), False),
    ("E7", f("vision_loss"), True),
    ("E7", f("blanching", filler=Tri.YES), True),
    ("E7", f("mottling"), True),  # unknown filler is not no filler
    ("E7", f("blanching", filler=Tri.NO), False),
    ("E7", f("severe_pain", filler=Tri.YES), True),
    ("E7", f("severe_pain"), False),
    ("E7", f("bruise", filler=Tri.YES), False),
    ("E7", f("headache_new scalp_tenderness blurred_vision", age=70), True),
    ("E8", f("ptosis_one small_pupil"), True),
    ("E8", f("ptosis_one neck_pain"), True),
    ("E8", f("ptosis_one headache_mild"), False),
    ("E8", f("head_injury smile_weakness"), True),
    ("E8", f("head_injury"), False),
    ("E9", f("seizure"), True),
    ("E9", f("chest_pain"), True),
    ("E9", f("fatigue"), False),
    ("E10", f(suicidal=Suicidal.IMMINENT), True),
    ("E10", f("suicidal_imminent"), True),
    ("E10", f("suicidal_active", suicidal=Suicidal.ACTIVE), False),
    ("E11", f("eye_swollen_shut eye_movement_pain fever"), True),
    ("E11", f("eye_swollen_shut fever"), True),
    ("E11", f("eye_swollen_shut"), False),
    ("E11", f("pus confusion"), True),
    ("E11", f("pus fever"), False),
]


@pytest.mark.parametrize(("rule", "facts", "wanted"), TABLE, ids=ids(TABLE))
def test_the_rule_holds_exactly_within_its_limits(rule, facts, wanted):
    assert holds(rule, facts) is wanted


@pytest.mark.parametrize("facts", [row[1] for row in TABLE if row[2]])
def test_what_holds_is_an_emergency(facts):
    assert decide(facts).level is Level.EMERGENCY


@pytest.mark.parametrize(
    ("facts", "least"),
    [
        (f("dysphagia", days_since_injection=120), Level.SAME_DAY),
        (f("dysphagia", injected=Tri.NO), Level.SAME_DAY),
        (f("face_droop", onset=Onset.SUDDEN, days_since_onset=1.5), Level.SAME_DAY),
        (f("ptosis_both", days_since_injection=9), Level.SAME_DAY),
        (f("general_weakness", days_since_injection=9), Level.SAME_DAY),
        (f("eye_swollen_shut"), Level.SAME_DAY),
        (f("blanching", filler=Tri.NO), Level.SAME_DAY),
        (f("hives"), Level.SAME_DAY),
        (f("lip_swelling", areas=("upper_lip_perioral",), days_since_injection=1), Level.SAME_DAY),
    ],
)
def test_just_outside_an_emergency_is_still_today(facts, least):
    assert decide(facts).level is least
