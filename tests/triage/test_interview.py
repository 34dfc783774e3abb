"""Section 4 of the policy: what is asked, in which order, and when to stop."""

from __future__ import annotations

import datetime
import re
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.triage.cases import CASES
from tests.triage.simulate import TALK, results, talk
from tests.triage.strategies import facts as any_facts
from tests.triage.table import f
from triage.decide import decide
from triage.facts import Course, Distress, Facts, Onset, Suicidal, Tri
from triage.interview import CHECKED, MOST, Question, next_question
from triage.levels import Level
from triage.questions import FILE, QuestionsError, load, questions, read_choice
from triage.translate import facts_from
from triage.turn import Turn

DONE = {n: Tri.YES for n in ("moves_lips", "speaks", "chews", "swallows", "danger_checked", "closes_eye")}
SLOTS = (
    "danger_signs function_gate days_since_injection onset_after_days onset course treated_area changed_part eye_closure side "
    "provider product filler distress suicidal who history"
).split()


def ask(facts: Facts, *asked: tuple[str, ...]) -> Question | None:
    return next_question(facts, asked, decide(facts))


def slots(facts: Facts, *asked: tuple[str, ...]) -> tuple[str, ...]:
    question = ask(facts, *asked)
    return question.slots if question else ()


def test_the_danger_list_comes_first():
    question = ask(f("smile_asymmetry", days_since_injection=14))
    assert question.slots == CHECKED
    assert question.multiple
    assert question.choices[-1] == "None of these"
    assert question.why and question.text.endswith("?")
    assert (question.step, question.of) == (1, 4)


def test_nothing_is_asked_in_an_emergency():
    assert ask(f("dysphagia")) is None
    assert ask(f("dysphagia", **DONE)) is None


def test_nothing_is_asked_of_somebody_without_a_complaint():
    assert ask(Facts(has_complaint=Tri.NO)) is None


def test_order_and_only_what_is_unknown():
    base = f("smile_asymmetry", **DONE)
    assert slots(base, CHECKED) == ("days_since_injection", "onset_after_days", "onset")
    dated = base.with_(days_since_injection=10.0, onset_after_days=4.0)
    assert slots(dated, CHECKED) == ("onset",)
    timed = dated.with_(onset=Onset.GRADUAL)
    assert slots(timed, CHECKED) == ("course",)
    known = timed.with_(course=Course.SAME)
    assert slots(known, CHECKED) == ("treated_area",)
    placed = known.with_(areas=("cheek",))
    assert slots(placed, CHECKED) == ()  # who injected changes nothing for a local effect
    sick = f("smile_asymmetry nausea", **DONE, days_since_injection=10, onset_after_days=4, onset=Onset.GRADUAL)
    sick = sick.with_(course=Course.SAME, areas=("cheek",))
    assert slots(sick, CHECKED) == ("provider", "product", "filler")
    assert slots(sick.with_(provider="clinic"), CHECKED) == ()


def test_what_was_asked_is_not_asked_again():
    base = f("smile_asymmetry", **DONE)
    asked = (CHECKED, ("days_since_injection", "onset_after_days", "onset"))
    assert slots(base, *asked) == ("course",)


def test_a_danger_list_that_was_passed_over_is_asked_once_more():
    base = f("smile_asymmetry", days_since_injection=14)
    assert slots(base, CHECKED) == ("danger_signs",)
    assert slots(base, CHECKED, ("danger_signs",)) != ("danger_signs",)


def test_not_sure_about_the_danger_list_goes_on():
    base = f("smile_asymmetry", days_since_injection=14, unsure=frozenset(CHECKED))
    assert slots(base, CHECKED) not in (CHECKED, ("danger_signs",))


def test_two_questions_at_most_at_same_day():
    today = f("diplopia", days_since_injection=12)
    assert slots(today) == CHECKED
    assert ask(today.with_(**DONE), CHECKED) is None
    assert ask(today, CHECKED, ("course",)) is None


def test_thoughts_of_suicide_bring_few_questions():
    dark = f("smile_weakness", suicidal=Suicidal.PASSIVE, days_since_injection=90)
    assert ask(dark, CHECKED, ("course",)) is None


def test_distress_is_asked_on_a_cue_or_after_four_weeks():
    late = f("smile_asymmetry", days_since_injection=90, course=Course.SAME, onset=Onset.GRADUAL, areas=("cheek",), **DONE)
    late = late.with_(onset_after_days=4.0)
    assert slots(late, CHECKED) == ("distress", "suicidal")
    early = late.with_(days_since_injection=20.0, provider="clinic")
    assert slots(early, CHECKED) == ()
    assert slots(early.with_(distress=Distress.MILD), CHECKED) == ("distress", "suicidal")


def test_tired_lids_bring_the_question_of_illness():
    lids = f("ptosis_one", days_since_injection=10, course=Course.SAME, onset=Onset.GRADUAL, areas=("forehead",), **DONE)
    assert "history" in slots(lids.with_(onset_after_days=4.0), CHECKED)


def test_a_bare_none_leaves_the_functions_to_be_asked():
    told = facts_from([Turn({"findings": [{"code": "bruise", "status": "affirmed", "text": ""}]}, (), "a bruise"),
                       Turn({}, CHECKED, "None of these")], datetime.date(2026, 11, 24))  # fmt: skip
    told = told.with_(days_since_injection=5.0, course=Course.BETTER, areas=("forehead",), provider="clinic", onset=Onset.GRADUAL)
    assert slots(told.with_(onset_after_days=1.0), CHECKED) == ("function_gate",)


@given(any_facts, st.lists(st.sampled_from([CHECKED, ("course",), ("treated_area", "changed_part")]), max_size=7))
@settings(max_examples=150)
def test_questions_are_few_fresh_and_of_the_contract(given_facts, asked):
    question = next_question(given_facts, asked, decide(given_facts))
    if question is None:
        return
    assert len(asked) < MOST
    assert set(question.slots) <= set(SLOTS)
    assert question.text and question.why
    assert not set(question.slots) - set(CHECKED) & {slot for before in asked for slot in before}


def test_every_slot_asked_for_has_words_and_plain_ones():
    for name, words in questions().questions.items():
        for text in (*words.slots.values(), words.why):
            longest = max(len(word) for word in re.findall(r"[a-z]+", text.lower()))
            assert longest <= 12, name


@pytest.mark.parametrize(
    ("text", "chosen"),
    [("2", (1,)), ("the second", (1,)), ("1 and 3", (0, 2)), ("1st, 2nd", (0, 1)), ("the last one", (2,)), ("C", (2,)),
     ("day 3", ()), ("7", ()), ("a b", ())],
)  # fmt: skip
def test_choices_are_read_by_number_ordinal_or_title(text, chosen):
    assert read_choice(text, ["A", "B", "C"]) == chosen


def test_the_questions_are_checked_on_load(tmp_path):
    broken = tmp_path / "questions.yml"
    broken.write_text(FILE.read_text().replace("code: dyspnoea", "code: nonsense"))
    with pytest.raises(QuestionsError, match=r"checklist\[0\]\.code: expected a sign"):
        load(broken)


# -- whole conversations


@cache
def rows() -> dict[str, dict[str, Any]]:
    """Every case as played, by its id."""
    return {row["id"]: row for row in results(CASES)}


@pytest.mark.skipif(not TALK.exists(), reason="the evaluation tool's answers are needed")
@pytest.mark.parametrize("case", CASES, ids=lambda c: c["id"])
def test_a_patient_whose_facts_are_understood_comes_to_the_right_level(case):
    row = rows()[case["id"]]
    assert row["got"] in row["accepted"], "\n".join(row["script"])
    assert not row["late"]


def test_the_cases_cover_every_rule_and_few_questions_do():
    assert {c["why"] for c in CASES} >= {
        *(f"E{n}" for n in range(1, 12)), "U1", "U1b", *(f"U{n}" for n in range(2, 13)), "D1", "D2", "D3",
        *(f"S{n}" for n in range(1, 11)), *(f"I{n}" for n in range(1, 8)), "W1", "W2", "W3", "W4", "N1",
    }  # fmt: skip
    if TALK.exists():
        played = list(rows().values())
        assert len(played) == len(CASES)
        assert talk().summary(played)["median_answers"] <= 4
        assert all(row["answers"] <= MOST for row in played)
        assert all(row["answers"] == 0 for row in played if row["got"] == Level.EMERGENCY.value and not row["late"])
