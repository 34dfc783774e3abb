"""Several concerns in one reply; and no figure is typed: a changed claim changes the text."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.triage.situations import FOUR_MONTHS, QUESTION, SEED_CONCERNS, SITUATIONS, words
from triage.answers import CONCERNS, answer, combine
from triage.answers_parts import number
from triage.facts import Facts
from triage.knowledge import FOLDER, Knowledge, load


def test_the_first_demonstration() -> None:
    found = combine(SEED_CONCERNS, FOUR_MONTHS, asked_text=QUESTION)
    for said in (
        "known unwanted effect", "not the usual result",  # is it normal
        "should not make a side bigger", "one to two years of regular repeats", "bulge",  # size
        "None of ten explains the heaviness",  # heaviness
        "from three to six months; all six include about four",  # duration
        "At four months, three of ten expect it to be gone",
        "your own balance from before",  # symmetry
        "Start with whoever injected", "ENT doctor look once, to rule out Bell's palsy", "neurologist if it has become worse",
    ):  # fmt: skip
        assert said in found.text
    assert {row.answer for row in found.doctors if row.claim in {"1.6", "4.8", "5.1", "7.2", "8.1", "9.1"}} == {1, 4, 5, 7, 8, 9}
    assert words(found.text) <= 250
    assert found.concerns == ("cause", "asymmetry", "duration", "permanence", "referral", "smile_weakness", "heaviness")


def test_the_ten_are_introduced_once() -> None:
    text = combine(SEED_CONCERNS, FOUR_MONTHS).text
    assert text.count("the ten doctors") == 1 and text.count("of ten") > 3


@given(st.lists(st.sampled_from(list(CONCERNS)), min_size=1, max_size=6), st.sampled_from(list(SITUATIONS.values())))
@settings(max_examples=200)
def test_nothing_is_said_twice_and_order_and_repeats_do_not_matter(concerns: list[str], facts: Facts) -> None:
    found = combine(concerns, facts)
    sentences = re.split(r"(?<=[.?])\s+", found.text.replace("the ten doctors", "ten"))
    assert len(sentences) == len(set(sentences))
    assert combine([*reversed(concerns), concerns[0]], facts) == found
    assert "\n\n" not in found.text
    assert set(found.concerns) == set(concerns)


def test_shared_advice_is_given_once() -> None:
    text = combine(["referral", "complaint", "bells_palsy"], Facts()).text
    assert text.count("whoever injected") == 1 and text.count("ENT doctor") == 1


def test_the_data_is_that_of_the_contract() -> None:
    data = combine(["duration", "heaviness"], FOUR_MONTHS).data()
    assert (data["type"], data["v"], data["concern"], data["concerns"]) == ("answer", 1, "duration", ["duration", "heaviness"])
    assert {"answer": 4, "claim": "4.8"} in data["doctors"]  # type: ignore[operator]
    assert data["counts"]["figures"] == 6 and "A18" in data["evidence"]  # type: ignore[index,operator]


def altered(folder: Path, **claims: dict[str, Any]) -> Knowledge:
    for name in ("evidence.yml", "services.yml"):
        shutil.copy(FOLDER / name, folder / name)
    data = yaml.safe_load((FOLDER / "doctors.yml").read_text(encoding="utf-8"))
    for row in (claim for doctor in data["answers"] for claim in doctor["claims"]):
        row.update(claims.get("c" + row["id"].replace(".", "_"), {}))
    (folder / "doctors.yml").write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return load(folder)


@pytest.mark.parametrize(
    ("concern", "change", "before", "after"),
    [
        ("duration", {"c1_6": {"duration": {"min": 4, "max": 8, "endpoint": "wears off"}}}, "three to six", "three to eight"),
        ("duration", {"c8_1": {"duration": None}}, "Six of the", "Five of the"),
        (
            "duration",
            {"c9_1": {"duration": {"min": None, "max": 4, "endpoint": "gone"}}},
            "three of ten expect",
            "four of ten expect",
        ),
        ("permanence", {"c2_3": {"tags": []}}, "Nine of the", "Eight of the"),
        ("asymmetry", {"c3_2": {"tags": []}}, "say two of ten", "says one of ten"),
        ("asymmetry", {"c1_3": {"exposure": {"min": 24, "max": 36, "meaning": "x"}}}, "one to two years", "two to three years"),
        ("heaviness", {"c3_3": {"tags": ["heaviness"]}}, "None of the", "One of the"),
        ("referral", {"c9_4": {"referral": {"to": "ENT doctor"}}}, "as two of", "as one of"),
        ("prevention", {"c10_4": {"tags": []}}, "Three of the", "Two of the"),
        ("bells_palsy", {"c9_2": {"tags": []}}, "Two of the", "One of the"),
        ("photo_assessment", {"c10_2": {"tags": []}}, "three of the", "two of the"),
        ("treatment", {"c3_4": {"tags": ["remedy"]}}, "None of the", "One of the"),
    ],
)
def test_a_changed_claim_changes_the_text(concern: str, change: dict[str, Any], before: str, after: str, tmp_path: Path) -> None:
    assert before in answer(concern, FOUR_MONTHS).text
    text = answer(concern, FOUR_MONTHS, k=altered(tmp_path, **change)).text
    assert before not in text and after in text


def test_no_figure_stands_in_the_texts_of_the_code() -> None:
    """Only "one" as a plain word, and counts of body parts and functions, may be typed."""
    figures = re.compile(r"\b(two|three|four|five|six|seven|eight|nine|\d+) (of|month|week|year|doctor|in \d)", re.I)
    for path in (Path(__file__).resolve().parents[2] / "triage").glob("answers*.py"):
        for literal in re.findall(r'"([^"\n]*)"', re.sub(r'"""[\s\S]*?"""', "", path.read_text(encoding="utf-8"))):
            assert not figures.search(literal), (path.name, literal)


@pytest.mark.parametrize(
    ("n", "text"), [(0, "none"), (1, "one"), (0.5, "half"), (3.5, "three and a half"), (12, "twelve"), (30, "30")]
)
def test_figures_in_words(n: float, text: str) -> None:
    assert number(n) == text


@pytest.mark.parametrize(
    ("text", "concerns", "order", "first"),
    [
        ("My smile is crooked. How long will it last?", "smile_weakness duration asymmetry", "duration smile_weakness asymmetry",
         "If Botox is the cause, usually about"),
        ("My eyelid is drooping, will it stay like that for good?", "eyelid_or_brow_droop permanence",
         "permanence eyelid_or_brow_droop", "Nine of the ten doctors"),
        ("My smile is crooked and it feels heavy, who should I see?", "smile_weakness heaviness referral asymmetry",
         "referral smile_weakness asymmetry heaviness", "Start with whoever injected"),
        ("My face is lopsided after botox, why?", "asymmetry cause", "cause asymmetry", "A crooked smile"),
        ("One side of my mouth hangs lower. Can it be fixed?", "smile_weakness asymmetry treatment",
         "treatment asymmetry smile_weakness", "Nothing is known to undo Botox"),
        ("My face feels heavy. Is that normal? How long?", "heaviness cause duration", "heaviness cause duration",
         "None of the ten doctors explains the heaviness"),
        ("My face feels heavy and my smile is crooked", "smile_weakness asymmetry heaviness", "heaviness smile_weakness asymmetry",
         "None of the ten doctors explains the heaviness"),
        ("I cry all day. How long does this crooked smile last?", "distress smile_weakness duration",
         "distress duration smile_weakness", ""),
    ],
)  # fmt: skip
def test_what_was_asked_is_answered_before_the_background(text: str, concerns: str, order: str, first: str) -> None:
    found = combine(concerns.split(), Facts(), asked_text=text)
    assert found.concerns == tuple(order.split())
    assert found.text.startswith(first), found.text


@pytest.mark.parametrize(
    "text", ["My face feels heavy", "My face feels heavy, is that normal?", "Why does my forehead feel so heavy?"]
)
def test_heaviness_is_no_crooked_smile(text: str) -> None:
    found = combine(["heaviness", *(["cause"] if "?" in text else [])], Facts(), asked_text=text)
    assert found.text.startswith("None of the ten doctors explains the heaviness")
    assert "smile" not in found.text and "mouth" not in found.text
