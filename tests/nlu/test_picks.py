"""Every choice that a question offers is understood as an answer to it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

import pytest
from spacy.tokens import Doc

from nlu.concerns import Heard
from nlu.understand import understand
from triage.facts import Facts
from triage.questions import questions
from triage.slots import answered
from triage.translate import step
from triage.turn import Turn

TODAY = datetime.date(2026, 11, 24)


class NoConcerns:
    """Choices ask and complain of nothing."""

    def hear(self, doc: Doc) -> Heard:
        return Heard(())

    def decide(self, doc: Doc, probabilities: Mapping[str, float]) -> Sequence[str]:
        return []


def told(nlp, text: str, *slots: str) -> Facts:
    understood = understand(nlp, text, concerns=NoConcerns(), today=TODAY)
    return step(Facts(), [Turn(understood, slots, text, questions().choices(slots))], TODAY)


PICKS = [(slot, title) for slot, titles in questions().picks.items() for title in (*titles, questions().unsure)]


@pytest.mark.parametrize(("slot", "title"), PICKS)
def test_a_choice_answers_its_slot(nlp, slot, title):
    assert answered(Facts(), told(nlp, title, slot), slot)


@pytest.mark.parametrize(
    ("slot", "title", "name", "value"),
    [
        ("days_since_injection", "Injected 2 weeks ago", "days_since_injection", 14),
        ("days_since_injection", "Injected 5 months ago", "days_since_injection", 152),
        ("onset_after_days", "It began 4 days after", "onset_after_days", 4),
        ("treated_area", "Frown lines", "areas", ("glabella_frown",)),
        ("treated_area", "Crow's feet", "areas", ("crows_feet_periocular",)),
        ("treated_area", "Lip or gummy smile", "areas", ("upper_lip_perioral",)),
        ("provider", "A friend or beautician", "provider", "unlicensed"),
    ],
)
def test_a_choice_means_what_it_says(nlp, slot, title, name, value):
    assert getattr(told(nlp, title, slot), name) == value


@pytest.mark.parametrize(
    ("slots", "text"),
    [
        (("provider", "product", "filler", "history"), "A clinic, Botox, No filler, Nothing like that"),
        (("days_since_injection", "onset_after_days", "onset"), "Injected 2 weeks ago, Bit by bit"),
        (("treated_area", "changed_part", "eye_closure"), "Forehead, A drooping eyelid, Yes, my eyes close fully"),
        (("distress", "suicidal"), "I'm coping, No thoughts like that"),
    ],
)
def test_several_choices_answer_their_slots(nlp, slots, text):
    facts = told(nlp, text, *slots)
    missing = [slot for slot in slots if slot != "onset_after_days" and not answered(Facts(), facts, slot)]
    assert not missing
