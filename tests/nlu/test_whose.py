"""Whose sign it is: a relative told of in passing, or a relative who is the patient (section 7 of the policy)."""

from __future__ import annotations

import pytest

PATIENTS = [
    ("my mums face dropped and she cant lift her arm, what should i do", "arm_weakness"),
    ("my mum can't swallow since her botox, should i take her to hospital", "dysphagia"),
    ("my husband slurs his words since this morning and his mouth hangs", "slurred_speech"),
    ("it's for my daughter, she sees double since her jaw botox, i need advice", "diplopia"),
    ("my wife cannot breathe properly lying down since neck botox. can you help", "dyspnoea"),
    ("my friend's left arm went weak ten minutes ago, i only have a low brow myself", "arm_weakness"),
    ("my sister says she can't close her eye, can i get her drops", "cannot_close_eye"),
    ("dad is choking on his tea right now and i've a crooked smile", "choking"),
]
PASSING = [
    ("my uncle has double vision from diabetes and my lip is uneven after a lip flip", "diplopia"),
    ("my aunt can't close her eye because of bell's palsy, can i have botox?", "cannot_close_eye"),
    ("a colleague is hoarse since her neck botox, could i get that too?", "hoarse_voice"),
    ("my gran slurs since her stroke, i just want to know about my brow", "slurred_speech"),
]


def statuses(nlp, text, code):
    return {span._.status for span in nlp(text).spans["findings"] if span.label_ == code}


@pytest.mark.parametrize(("text", "code"), PATIENTS, ids=[t[:35] for t, _ in PATIENTS])
def test_a_relative_who_is_the_patient_counts(nlp, text, code):
    assert "affirmed" in statuses(nlp, text, code)


@pytest.mark.parametrize(("text", "code"), PASSING, ids=[t[:35] for t, _ in PASSING])
def test_a_relative_told_of_in_passing_does_not(nlp, text, code):
    assert "affirmed" not in statuses(nlp, text, code)


@pytest.mark.parametrize(
    ("text", "code", "status"),
    [
        ("my voice is hoarse, sorry, i meant my lip is stiff", "hoarse_voice", "negated"),
        ("i can't swallow. typo, i can swallow fine", "dysphagia", "negated"),
        ("no double vision. correction: i do see double", "diplopia", "affirmed"),
        ("i'm seeing double and no i'm not joking", "diplopia", "affirmed"),
        ("wait, my arm is weak too", "arm_weakness", "affirmed"),
        ("sorry to bother you, i cannot swallow", "dysphagia", "affirmed"),
        ("i can't swallow, sorry for my english, also my lid is low", "dysphagia", "affirmed"),
        ("i can't breathe well hang on i will sit down, my neck is weak", "dyspnoea", "affirmed"),
    ],
)
def test_a_correction_inside_a_message_replaces_what_it_corrects(nlp, text, code, status):
    found = statuses(nlp, text, code)
    assert found == {status} or (status == "affirmed" and "affirmed" in found), found
