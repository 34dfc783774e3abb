"""The figures: counted from the claims, and exactly those of the digest of the ten answers."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from triage import claims
from triage.facts import Facts, Tri
from triage.knowledge import ALL_DOCTORS, FOLDER, Knowledge, load

SUPPORTS = {
    "temporary": (1, 2, 3, 4, 5, 6, 7, 8, 9),
    "natural_asymmetry": (1, 6, 10),
    "natural_asymmetry_implied": (7,),
    "no_size_change": (1, 3),
    "size_change_exception": (1,),
    "photos_no_change": (5, 6, 10),
    "photos_some_change": (5, 7),
    "photos_inadequate": (5, 7),
    "bells_possible": (8, 9),
    "dose_matters": (4,),
    "never_seen_permanent": (5,),
    "back_to_baseline": (7,),
    "lower_face_caution": (1, 4, 10),
    "stop_botox": (10,),
    "emotional_effect": (4,),
    "empathy_only": (2, 5),
    "makeup": (7,),
    "function_gate": (6,),
    "movement_changed": (1, 3, 4),
    "movement_changed_if": (7, 8, 9),
    "heaviness": (),
    "emergency_signs": (),
    "eye_care": (),
}
AT_FOUR = {
    "gone": (5, 7, 8),
    "fading": (2, 3, 6),
    "may_persist": (1, 4, 9),
    "silent": (10,),
}


@pytest.mark.parametrize(("tag", "answers"), SUPPORTS.items())
def test_who_supports_what(tag: str, answers: tuple[int, ...]) -> None:
    assert claims.supporters(tag) == answers
    assert claims.count(tag) == len(answers)


def test_a_tag_that_is_not_in_the_list_is_an_error_and_no_count_of_none() -> None:
    with pytest.raises(KeyError, match="heavyness"):
        claims.supporters("heavyness")


def test_the_duration_table() -> None:
    rows = [(row.answer, row.min, row.max) for row in claims.duration_table()]
    assert rows == [(1, 4, 6), (4, 3, 6), (5, 4, 4), (7, 3, 4), (8, 4, 4), (9, None, 5)]


def test_years_of_repeats_are_not_in_the_duration_table() -> None:
    assert "1.3" not in {row.claim for row in claims.duration_table()}
    assert max(row.max for row in claims.duration_table()) == 6


def test_the_conditions_of_the_figures() -> None:
    kinds = {row.answer: row.condition_kind for row in claims.duration_table()}
    assert kinds == {1: None, 4: "amount_used", 5: "heading_only", 7: "first_treatment", 8: "if_toxin", 9: "if_toxin"}


def test_envelope_and_common_point() -> None:
    assert claims.envelope() == (3, 6)
    assert claims.common_point() == 4
    assert len(claims.including(4)) == 6


@pytest.mark.parametrize(("months", "n"), [(3, 6), (4, 6), (5, 3), (6, 2), (7, 0)])
def test_how_many_figures_still_reach_a_month(months: int, n: int) -> None:
    assert len(claims.still_possible_at(months)) == n


def test_at_four_months_the_ten_split_as_in_the_digest() -> None:
    expected = claims.expectation_at(4)
    assert {what: tuple(a for a, e in expected.items() if e == what) for what in AT_FOUR} == AT_FOUR


@pytest.mark.parametrize(
    ("months", "gone", "fading", "may", "silent"),
    [
        (0, (), (), (1, 4, 5, 7, 8, 9), (2, 3, 6, 10)),
        (2, (), (), (1, 4, 5, 7, 8, 9), (2, 3, 6, 10)),
        (3, (), (), (1, 4, 5, 7, 8, 9), (2, 3, 6, 10)),
        (3.5, (), (2, 3, 6), (1, 4, 5, 7, 8, 9), (10,)),
        (4.5, (5, 7, 8), (2, 3, 6), (1, 4, 9), (10,)),
        (5, (5, 7, 8, 9), (), (1, 4), (2, 3, 6, 10)),
        (6, (1, 4, 5, 7, 8, 9), (), (), (2, 3, 6, 10)),
        (9, (1, 4, 5, 7, 8, 9), (), (), (2, 3, 6, 10)),
    ],
)
def test_what_the_ten_expect_at_other_times(months: float, gone: Any, fading: Any, may: Any, silent: Any) -> None:
    found = claims.expectation_at(months)
    by = {what: tuple(a for a, e in found.items() if e == what) for what in AT_FOUR}
    assert by == {"gone": gone, "fading": fading, "may_persist": may, "silent": silent}
    assert claims.silent(months) == silent


@given(st.floats(min_value=0, max_value=100))
def test_each_of_the_ten_expects_one_thing_at_any_time(months: float) -> None:
    assert tuple(claims.expectation_at(months)) == ALL_DOCTORS
    spoken = [a for what in ("gone", "fading", "may_persist") for a in claims.expecting(months, what).answers]  # type: ignore[arg-type]
    assert sorted((*spoken, *claims.silent(months))) == list(ALL_DOCTORS)


@given(st.floats(min_value=6, max_value=1000, exclude_min=True))
def test_nobody_speaks_of_more_than_six_months(months: float) -> None:
    assert "may_persist" not in claims.expectation_at(months).values()
    assert claims.still_possible_at(months) == ()


@given(st.floats(min_value=0, max_value=12), st.floats(min_value=0, max_value=12))
def test_what_is_expected_gone_stays_gone(a: float, b: float) -> None:
    early, late = sorted((a, b))
    gone = {n for n, e in claims.expectation_at(early).items() if e == "gone"}
    assert gone <= {n for n, e in claims.expectation_at(late).items() if e == "gone"}


def test_months_before_the_injections_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        claims.expectation_at(-1)


def test_the_referrals_with_their_conditions() -> None:
    assert [(r.answer, r.to, r.when, r.medical) for r in claims.referrals()] == [
        (2, "injector", None, True),
        (6, "neurologist", "if it has become worse", True),
        (7, "make-up expert", "for the time being", False),
        (8, "ENT doctor", "to rule out Bell's palsy", True),
        (9, "injector", None, True),
    ]
    assert len({r.answer for r in claims.referrals() if r.medical}) == 4
    assert claims.referring("injector").answers == (2, 9)


def test_the_eight_disagreements() -> None:
    found = {row.id: [claims.answers_of(side.claims) for side in row.sides] for row in claims.disagreements()}
    assert len(found) == 8
    assert found["size"] == [(3,), (1,), (6,)]
    assert found["status_now"] == [AT_FOUR["gone"], AT_FOUR["fading"], AT_FOUR["may_persist"]]
    assert found["whom_to_see"] == [(2, 9), (8,), (6,)]
    assert found["near_the_mouth"] == [(4,), (1,), (10,)]


@pytest.mark.parametrize(("days", "months"), [(120, 4), (122, 4), (124, 4), (61, 2), (137, 4.5), (183, 6), (10, 0.5), (0, 0)])
def test_days_become_months_to_the_nearest_half(days: int, months: float) -> None:
    assert claims.months_since(Facts(days_since_injection=days)) == months


@pytest.mark.parametrize("days", [None, -3])
def test_without_a_past_date_there_are_no_months(days: float | None) -> None:
    assert claims.months_since(Facts(days_since_injection=days)) is None


ALL_FOUR = {"moves_lips": Tri.YES, "speaks": Tri.YES, "chews": Tri.YES, "swallows": Tri.YES, "danger_checked": Tri.YES}


def test_the_gate_opens_only_when_all_is_explicitly_confirmed() -> None:
    assert claims.functions_confirmed(Facts(**ALL_FOUR))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ALL_FOUR)
@pytest.mark.parametrize("value", [Tri.NO, Tri.UNKNOWN])
def test_the_gate_stays_shut_when_one_is_lost_or_not_known(name: str, value: Tri) -> None:
    assert not claims.functions_confirmed(Facts(**{**ALL_FOUR, name: value}))  # type: ignore[arg-type]


def changed(folder: Path, claim: str, **fields: Any) -> Knowledge:
    """The project's knowledge with one claim altered."""
    for name in ("evidence.yml", "services.yml"):
        shutil.copy(FOLDER / name, folder / name)
    data = yaml.safe_load((FOLDER / "doctors.yml").read_text(encoding="utf-8"))
    next(c for a in data["answers"] for c in a["claims"] if c["id"] == claim).update(fields)
    (folder / "doctors.yml").write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return load(folder)


def test_another_figure_moves_every_sum(tmp_path: Path) -> None:
    k = changed(tmp_path, "1.6", duration={"min": 5, "max": 8, "endpoint": "wears off"})
    assert claims.envelope(k) == (3, 8)
    assert claims.common_point(k) is None
    assert claims.still_possible_at(7, k) == (1,)
    assert claims.expectation_at(7, k)[1] == "may_persist"


def test_another_tag_moves_the_count(tmp_path: Path) -> None:
    assert claims.count("heaviness", changed(tmp_path, "3.3", tags=["heaviness"])) == 1
