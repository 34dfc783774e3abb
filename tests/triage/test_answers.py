"""The answers: every concern has one, it is short, plain, sourced and counted, and never says what must not be said."""

from __future__ import annotations

import re
from itertools import combinations
from typing import Any

import pytest

from tests.triage.situations import FOUR_MONTHS, QUESTION, SEED_CONCERNS, SITUATIONS, words
from triage import smalltalk
from triage.answers import CONCERNS, UnknownConcern, answer, combine
from triage.answers_parts import Ask
from triage.facts import Facts
from triage.knowledge import knowledge

FORBIDDEN = {
    "reassure": r"don'?t worry|no need to worry|nothing to worry|you'?ll be fine|perfectly normal|this is normal|quite normal|"
    r"harmless|not serious|rest assured",
    "wait_and_see": r"wait and see|give it (some )?time|just wait|wait it out|watch and wait",
    "promise": r"will (definitely |certainly )?(be gone|be back to normal|have resolved|recover)|\bis permanent\b|guarantee",
    "more_botox": r"(top[- ]?up|touch[- ]?up|more botox|another injection) (can|could|will|would|may|might) (help|fix|even)",
    "looks": r"\b(beautiful|attractive|pretty|gorgeous|ugly|you look)\b",
    "dose": r"\b\d+(\.\d+)? ?(mg|units|drops (a|per) day)\b",
    "minimise": r"only you\b|(no one|nobody) (else )?(will )?notice|just cosmetic|calm down|dwell",
    "safe": r"\byou (are|'re) (safe|fine|ok|okay)\b",
    "stroke_excluded": r"not a stroke|isn'?t a stroke|rules? out (a )?stroke",
    "names": r"\bDr\b|steinsapir",
}


def every_answer() -> list[tuple[str, str, str]]:
    return [
        (name, concern, answer(concern, facts, asked_text=asked).text)
        for name, facts in SITUATIONS.items()
        for asked in ("", QUESTION, "when does it start? is it fake? my eyelid and brow, pregnant")
        for concern in CONCERNS
    ]


def test_every_concern_of_the_contract_that_asks_something_has_an_answer() -> None:
    assert set(CONCERNS) == set(
        "asymmetry smile_weakness heaviness eyelid_or_brow_droop duration permanence referral treatment cause prevention bells_palsy "
        "infection_or_allergy distress camouflage photo_assessment complaint dose_or_product pregnancy_or_medication".split()
    )


@pytest.mark.parametrize("concern", ["greeting", "thanks", "out_of_scope", "red_flag_stroke", "nonsense"])
def test_other_concerns_are_left_to_others(concern: str) -> None:
    with pytest.raises(UnknownConcern):
        answer(concern, Facts())
    assert combine([concern], Facts()).text == ""
    assert combine([concern, "duration"], Facts()).concerns == ("duration",)


@pytest.mark.parametrize("name", SITUATIONS)
@pytest.mark.parametrize("concern", CONCERNS)
def test_one_concern_is_answered_within_eighty_words(concern: str, name: str) -> None:
    for asked in ("", QUESTION):
        assert 10 <= words(answer(concern, SITUATIONS[name], asked_text=asked).text) <= 90
    assert words(answer(concern, FOUR_MONTHS).text) <= 80


@pytest.mark.parametrize(("n", "most"), [(2, 145), (3, 170), (4, 190)])
def test_several_concerns_stay_short(n: int, most: int) -> None:
    for chosen in list(combinations(CONCERNS, n))[:: 1 if n == 2 else 7]:
        for facts in (FOUR_MONTHS, SITUATIONS["eight months, worse, self-injected, palsy before"]):
            assert words(combine(chosen, facts).text) <= most, chosen


def test_every_answer_has_sources() -> None:
    for name, facts in SITUATIONS.items():
        for concern in CONCERNS:
            found = answer(concern, facts)
            assert found.doctors or found.evidence, (name, concern)


def test_no_answer_says_what_must_not_be_said() -> None:
    texts = [*every_answer(), *(("small talk", kind, text) for kind, (text, _) in smalltalk.TEXTS.items())]
    hits = [
        (name, concern, rule)
        for name, concern, text in texts
        for rule, pattern in FORBIDDEN.items()
        if re.search(pattern, text.replace("’", "'"), re.IGNORECASE)
    ]
    assert not hits


def test_every_answer_reads_at_grade_eight_or_below(grade: Any) -> None:
    assert not [(name, concern, text) for name, concern, text in every_answer() if not grade(text)]
    assert not [kind for kind, (text, _) in smalltalk.TEXTS.items() if not grade(text)]


def test_general_knowledge_is_never_shown_as_a_cited_fact() -> None:
    shown = {row for facts in SITUATIONS.values() for concern in CONCERNS for row in answer(concern, facts).evidence}
    assert not {row for row in shown if knowledge().row(row).general_knowledge}
    with pytest.raises(ValueError, match="general knowledge"):
        Ask(Facts(), "", knowledge()).row("A12")


def test_every_claim_is_reached_or_marked_with_a_reason() -> None:
    asked = ("", QUESTION)
    reached = {
        said.claim
        for facts in SITUATIONS.values()
        for concern in CONCERNS
        for text in asked
        for said in answer(concern, facts, asked_text=text).doctors
    }
    hidden = {claim.id for claim in knowledge().claims if claim.not_shown}
    assert reached | hidden == {claim.id for claim in knowledge().claims}
    assert not reached & hidden


def test_placeholders_are_filled() -> None:
    assert not [text for _, _, text in every_answer() if re.search(r"[{}]|\bNone\b(?! of)", text)]


def test_the_demonstration_reads_at_grade_eight(grade: Any) -> None:
    assert grade(combine(SEED_CONCERNS, FOUR_MONTHS, asked_text=QUESTION).text)


@pytest.mark.parametrize(
    ("intent", "text", "says"),
    [
        ("greet", "hi", "Hello"),
        ("thank", "ta", "welcome"),
        ("goodbye", "see ya", "Goodbye"),
        ("ask_capabilities", "what can you do", "cannot examine you"),
        ("ask_identity", "are you a real doctor", "not a doctor"),
        ("out_of_scope", "got my lips filled with juvederm", "filler"),
        ("out_of_scope", "bonjour vous parlez quelle langue", "only understand English"),
        ("out_of_scope", "what are your opening hours and is there parking", "cannot book"),
        ("out_of_scope", "what dose of ibuprofen for a 6 yr old", "pharmacist"),
        ("out_of_scope", "who won the match last night", "outside what I know"),
        ("something_new", "?", "not sure I understood"),
    ],
)
def test_small_talk(intent: str, text: str, says: str) -> None:
    said, _ = smalltalk.reply(intent, text)
    assert says in said and words(said) <= 60
