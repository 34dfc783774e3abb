"""Facts for hypothesis: any combination of signs, times and answers, sensible or not."""

from __future__ import annotations

from hypothesis import strategies as st

from triage.areas import AREAS
from triage.facts import Course, Distress, Facts, Onset, Sign, Suicidal, Tri
from triage.vocabulary import vocabulary

CODES = sorted(vocabulary().signs)
DANGER = sorted(vocabulary().danger)
tri = st.sampled_from(Tri)
days = st.none() | st.sampled_from(
    [0.0, 0.02, 0.9, 1.0, 2.0, 7.0, 8.0, 14.0, 21.0, 28.0, 29.0, 57.0, 92.0, 130.0, 151.0, 184.0, 400.0]
)
signs = st.lists(st.builds(Sign, st.sampled_from(CODES), st.booleans(), turn=st.integers(0, 3)), max_size=7).map(tuple)
facts = st.builds(
    Facts,
    age=st.none() | st.sampled_from([15.0, 30.0, 70.0]),
    vulnerable=tri,
    pregnant=tri,
    injected=tri,
    areas=st.lists(st.sampled_from(sorted(AREAS)), max_size=2, unique=True).map(tuple),
    days_since_injection=days,
    product=st.none() | st.sampled_from(["botox", "daxxify"]),
    provider=st.none() | st.sampled_from(["clinic", "unlicensed", "self", "abroad"]),
    provider_reachable=tri,
    filler=tri,
    years_of_repeats=st.none() | st.sampled_from([0.5, 3.0]),
    onset=st.none() | st.sampled_from(Onset),
    onset_after_days=days,
    days_since_onset=days,
    course=st.none() | st.sampled_from(Course),
    worse_after_better=tri,
    worsening=st.none() | st.sampled_from(["slow", "fast"]),
    improving=st.none() | st.sampled_from(["clear", "slight"]),
    spreading=tri,
    side=st.none() | st.sampled_from(["left", "one", "both"]),
    noticed_only=tri,
    parts=st.lists(st.sampled_from(["brow", "cheek", "upper_lip"]), max_size=1).map(tuple),
    signs=signs,
    moves_lips=tri,
    speaks=tri,
    chews=tri,
    swallows=tri,
    danger_checked=tri,
    closes_eye=tri,
    distress=st.none() | st.sampled_from(Distress),
    suicidal=st.none() | st.sampled_from(Suicidal),
    bdd_pattern=tri,
    history=st.frozensets(st.sampled_from(["myasthenia", "palsy", "facial_cancer", "stroke"]), max_size=2),
    assessed_in_hospital=tri,
    assessed_turn=st.none() | st.integers(0, 3),
    wants_correction=tri,
    has_complaint=tri,
)
