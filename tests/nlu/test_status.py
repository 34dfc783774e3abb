"""Findings and their status in patients' language (section 7 of the policy)."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

CASES = [
    ("no fever, no rash, swallowing ok but I see double", {"fever": "negated", "dysphagia": "negated", "diplopia": "affirmed"}),
    ("water goes down the wrong way since friday", {"choking": "affirmed"}),
    ("is there a risk of trouble swallowing?", {"dysphagia": "hypothetical"}),
    ("my mum had slurred speech in 2015", {"slurred_speech": "other_person"}),
    ("my mum's speech is slurred since an hour ago", {"slurred_speech": "affirmed"}),
    ("cant swallow right. voice going. neck feels weak", {"dysphagia": "affirmed", "neck_weakness": "affirmed"}),
    ("left eyelid droops, no double vision, pupils look equal", {"ptosis_one": "affirmed", "diplopia": "negated"}),
    ("not just numb arm, also slurred speech", {"limb_numbness": "affirmed", "slurred_speech": "affirmed"}),
    ("nothing wrong apart from my hoarse voice", {"hoarse_voice": "affirmed"}),
    ("talking and arms are normal", {"arm_weakness": "negated"}),
    ("my speech is slurred, wait no it's fine", {"slurred_speech": "negated"}),
    ("my eye won't close at night", {"cannot_close_eye": "affirmed"}),
    ("what if i cannot breathe tonight", {"dyspnoea": "hypothetical"}),
    ("a lump pops out when I clench", {"masseter_bulge": "affirmed"}),
    ("everyone would be better off without me", {"suicidal_passive": "affirmed"}),
    ("face droop, arm weakness", {"face_droop": "affirmed", "arm_weakness": "affirmed"}),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0][:40] for c in CASES])
def test_a_sign_is_found_with_its_status(nlp, text, expected):
    found = {span.label_: span._.status for span in nlp(text).spans["findings"]}
    assert {code: found.get(code) for code in expected} == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("i have no appetite", "dysphagia"),
        ("my forehead is heavy", "arm_weakness"),
        ("my eye is watering", "vision_loss"),
        ("i cannot whistle since the lip flip", "slurred_speech"),
    ],
)
def test_near_misses_stay_apart(nlp, text, code):
    assert code not in {span.label_ for span in nlp(text).spans["findings"]}


@given(text=st.text(max_size=300))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_crashes_the_pipeline(nlp, text):
    assert all(span._.status for span in nlp(text).spans["findings"])
