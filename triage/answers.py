"""Answers to a patient's concerns: what the ten doctors say, counted, with their conditions, related to the facts.

    answer("duration", facts)                       one concern, under about 80 words
    combine(["cause", "heaviness"], facts)          several in one text, the question first, nothing said twice

Concerns without an answer here (greeting, thanks, goodbye, out_of_scope: `smalltalk`; red_flag_*: `decide`) are left
out by `combine` and raise `UnknownConcern` in `answer`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from triage import answers_care as care
from triage import answers_face as face
from triage import answers_person as person
from triage import answers_time as time
from triage.answers_order import ordered
from triage.answers_parts import Ask, Need, Piece, finish
from triage.facts import Facts, Tri
from triage.knowledge import Knowledge, knowledge

# Every concern with an answer; `answers_order` says which comes first in a combined one.
CONCERNS: dict[str, Callable[[Ask], list[Piece]]] = {
    "infection_or_allergy": care.infection_or_allergy,
    "distress": person.distress,
    "bells_palsy": care.bells_palsy,
    "eyelid_or_brow_droop": face.eyelid_or_brow_droop,
    "cause": face.cause,
    "smile_weakness": face.smile_weakness,
    "asymmetry": face.asymmetry,
    "heaviness": face.heaviness,
    "duration": time.duration,
    "permanence": time.permanence,
    "referral": care.referral,
    "treatment": care.treatment,
    "pregnancy_or_medication": care.pregnancy_or_medication,
    "dose_or_product": care.dose_or_product,
    "prevention": care.prevention,
    "camouflage": person.camouflage,
    "photo_assessment": person.photo_assessment,
    "complaint": care.complaint,
}
# The slot of the contract whose value would make the answer more exact, asked only while it is not known.
_FOLLOWUPS = {
    "asymmetry": "treated_area",
    "smile_weakness": "treated_area",
    "heaviness": "treated_area",
    "eyelid_or_brow_droop": "eye_closure",
    "duration": "days_since_injection",
    "permanence": "days_since_injection",
    "cause": "onset",
    "bells_palsy": "onset",
    "infection_or_allergy": "danger_signs",
    "distress": "distress",
    "referral": "course",
    "dose_or_product": "product",
}
_ABOUT_THE_CHANGE = frozenset(
    {"cause", "smile_weakness", "asymmetry", "heaviness", "duration", "permanence", "eyelid_or_brow_droop", "treatment"}
)
_WORDS = (80, 145, 170, 190)  # the most words for one, two, three, four concerns
_WORDS_A_FURTHER = 20


class UnknownConcern(KeyError):
    """No answer is kept for a concern of that name."""


@dataclass(frozen=True)
class Said:
    """A claim an answer rests on."""

    answer: int
    claim: str


@dataclass(frozen=True)
class Answer:
    """What is said to one concern. `counts` are the figures said, by statement; `followup` a slot worth asking for."""

    concern: str
    text: str
    doctors: tuple[Said, ...]
    counts: dict[str, int]
    evidence: tuple[str, ...]
    followup: str | None

    def data(self) -> dict[str, object]:
        """The `custom.data` of type `answer`."""
        return {
            "type": "answer",
            "v": 1,
            "concern": self.concern,
            "doctors": [{"answer": said.answer, "claim": said.claim} for said in self.doctors],
            "counts": dict(self.counts),
            "evidence": list(self.evidence),
        }


@dataclass(frozen=True)
class CombinedAnswer:
    """One text for several concerns; `answers` hold each concern's share of it, in the order of the text."""

    text: str
    answers: tuple[Answer, ...]

    @property
    def concerns(self) -> tuple[str, ...]:
        return tuple(answer.concern for answer in self.answers)

    @property
    def doctors(self) -> tuple[Said, ...]:
        return tuple(dict.fromkeys(said for answer in self.answers for said in answer.doctors))

    @property
    def counts(self) -> dict[str, int]:
        return {name: n for answer in self.answers for name, n in answer.counts.items()}

    @property
    def evidence(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row for answer in self.answers for row in answer.evidence))

    @property
    def followup(self) -> str | None:
        return next((answer.followup for answer in self.answers if answer.followup), None)

    def data(self) -> dict[str, object]:
        """The `custom.data` of type `answer` for the whole text; `concern` is the first, `concerns` are all."""
        merged = Answer(
            self.concerns[0] if self.answers else "", self.text, self.doctors, self.counts, self.evidence, self.followup
        )
        return {**merged.data(), "concerns": list(self.concerns)}


def answer(concern: str, facts: Facts, *, asked_text: str = "", k: Knowledge | None = None) -> Answer:
    """The answer to one concern, in the light of the facts and of the words it was asked in.

    Raises `UnknownConcern` for a concern without an answer.
    """
    if concern not in CONCERNS:
        raise UnknownConcern(concern)
    return combine([concern], facts, asked_text=asked_text, k=k).answers[0]


def combine(concerns: Iterable[str], facts: Facts, *, asked_text: str = "", k: Knowledge | None = None) -> CombinedAnswer:
    """One text for all concerns that have an answer; empty text and no answers where none has.

    What two concerns share is said once, where it is needed most. What is least needed is left out to keep it short.
    """
    wanted = ordered(concerns, asked_text)
    ask = Ask(facts, asked_text, k or knowledge(), frozenset(wanted))
    share = _without_repeats({name: _pieces(name, ask) for name in wanted})
    if len(share) > 1:
        share = {name: [piece.shortened() for piece in pieces] for name, pieces in share.items()}
    kept = _shortened(share, _most_words(len(share)))
    text = finish(" ".join(piece.text for piece in pieces) for pieces in kept.values())
    return CombinedAnswer(text, tuple(_answer(name, pieces, facts, ask.k) for name, pieces in kept.items()))


def _pieces(concern: str, ask: Ask) -> list[Piece]:
    if concern in _ABOUT_THE_CHANGE and ask.facts.injected is Tri.NO and ask.facts.present():
        text = "You told me you have had no Botox. The answers of {the ten} do not fit that. Have a doctor look at the change."
        return [ask.say("no_toxin", text, evidence=["G1"])]
    return CONCERNS[concern](ask)


def _without_repeats(share: dict[str, list[Piece]]) -> dict[str, list[Piece]]:
    """Each key once: where it is needed most, or else first."""
    best: dict[str, tuple[Need, str]] = {}
    for name, pieces in share.items():
        for piece in pieces:
            if piece.key not in best or piece.need < best[piece.key][0]:
                best[piece.key] = (piece.need, name)
    return {name: [p for p in pieces if best[p.key] == (p.need, name)] for name, pieces in share.items()}


def _most_words(concerns: int) -> int:
    if concerns <= len(_WORDS):
        return _WORDS[max(concerns - 1, 0)]
    return _WORDS[-1] + _WORDS_A_FURTHER * (concerns - len(_WORDS))


def _shortened(share: dict[str, list[Piece]], most: int) -> dict[str, list[Piece]]:
    """The first of each concern and all SAFETY, then what fits by need and turn by turn; in the order of the text."""
    queue: list[tuple[Need, int, Piece]] = []
    for pieces in share.values():
        turns = dict.fromkeys(Need, 0)
        for piece in pieces:
            kept_anyway = piece.need is Need.MUST and (len(share) == 1 or not turns[Need.MUST])
            queue.append((Need.SAFETY if kept_anyway else piece.need, turns[piece.need], piece))
            turns[piece.need] += 1
    kept: set[int] = set()
    words = 2  # {ten} becomes three words once
    for need, _, piece in sorted(queue, key=lambda entry: entry[:2]):
        if need is Need.SAFETY or words + piece.words <= most:
            kept.add(id(piece))
            words += piece.words
    return {name: [piece for piece in pieces if id(piece) in kept] for name, pieces in share.items()}


def _answer(concern: str, pieces: list[Piece], facts: Facts, k: Knowledge) -> Answer:
    ids = dict.fromkeys(id for piece in pieces for id in piece.claims)
    return Answer(
        concern,
        finish([" ".join(piece.text for piece in pieces)]),
        tuple(Said(k.claim(id).answer, id) for id in ids),
        {name: n for piece in pieces for name, n in piece.counts},
        tuple(dict.fromkeys(row for piece in pieces for row in piece.evidence)),
        _followup(concern, facts),
    )


def _followup(concern: str, facts: Facts) -> str | None:
    known = {
        "treated_area": bool(facts.areas),
        "eye_closure": facts.closes_eye.known,
        "days_since_injection": facts.days_since_injection is not None,
        "onset": facts.onset is not None,
        "danger_signs": facts.danger_checked is Tri.YES,
        "distress": facts.distress is not None,
        "course": facts.course is not None,
        "product": facts.product is not None,
    }
    slot = _FOLLOWUPS.get(concern)
    return None if slot is None or known[slot] else slot
