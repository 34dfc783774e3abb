"""What to ask next (section 4 of the policy): danger first, then only what is unknown and could change the level."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from triage.areas import changed_parts
from triage.decide import Disposition
from triage.facts import Distress, Facts, Suicidal, Tri
from triage.levels import Level
from triage.questions import questions
from triage.rules.base import EYE_OPEN, FATIGABLE, LIDS, SIGHT, has, ill
from triage.rules.watch import gate
from triage.slots import is_open

MOST = 6  # questions, whatever is unknown
USUAL = 4  # "the normal total"
BEFORE_SAME_DAY = 2
RECENT_DAYS = 28.0  # question 5 up to four weeks, question 6 from there
CHECKED = ("danger_signs", "function_gate")


@dataclass(frozen=True)
class Question:
    """A question: the slots it fills, its words, why it is asked, and choices to pick from.

    `name` is its key in questions.yml. `offered` are facts of an earlier visit, `checks` danger signs it asks about directly.
    """

    slots: tuple[str, ...]
    title: str
    text: str
    why: str
    choices: tuple[str, ...] = ()
    multiple: bool = False
    step: int = 1
    of: int = USUAL
    name: str = ""
    offered: Mapping[str, Any] = field(default_factory=dict)
    checks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Waiting:
    """A question that got no answer yet: how many messages missed it, whether the last one only interrupted, or told something
    else (`noted`)."""

    name: str
    slots: tuple[str, ...]
    misses: int = 0
    interrupted: bool = False
    noted: bool = False


def next_question(
    facts: Facts, asked: Sequence[tuple[str, ...]], disposition: Disposition, waiting: Waiting | None = None
) -> Question | None:
    """The next question, or None when enough is known.

    `asked` are the slots of each question so far, () for one that was put off. Nothing is asked in an EMERGENCY or of somebody
    without a complaint; nothing twice, except a question that got no answer (`waiting`) and a danger list or function gate that
    was passed over; two questions at most at SAME_DAY.
    """
    most = BEFORE_SAME_DAY if disposition.level is Level.SAME_DAY or _dark(facts) else MOST
    if disposition.level is Level.EMERGENCY or facts.has_complaint is Tri.NO:
        return None
    useful = set(disposition.unknown_that_matters)
    if waiting is not None and (waiting.interrupted or len(asked) < most):
        slots = tuple(slot for slot in waiting.slots if is_open(facts, slot) and _still(slot, useful, facts))
        if slots:
            return _again(waiting, slots, asked)
    if len(asked) >= most:
        return None
    for name, slots in (
        ("danger", _danger(facts, asked)),
        ("timing", _timing(facts, useful)),
        ("course", ("course",) if facts.course is None and "course" in useful else ()),
        ("place", _place(facts, useful)),
        ("functions", ("function_gate",) if "function_gate" in useful and _settled(facts) else ()),
        ("treatment", _treatment(facts, useful, asked)),
        ("mind", _mind(facts, asked)),
    ):
        slots = _fresh(slots, asked, facts.unsure)
        if slots:
            return _question("again" if name == "danger" and _was_asked("danger_signs", asked) else name, slots, asked)
    return None


def _danger(facts: Facts, asked: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Question 1, before any level below EMERGENCY is final."""
    if facts.danger_checked is Tri.YES:
        return ()
    both = gate(facts) is Tri.UNKNOWN and not _was_asked("function_gate", asked)
    return CHECKED if both else CHECKED[:1]


def _settled(facts: Facts) -> bool:
    """The function gate alone is worth a question only for self-care."""
    return facts.danger_checked is Tri.YES and gate(facts) is Tri.UNKNOWN


def _timing(facts: Facts, useful: set[str]) -> tuple[str, ...]:
    """Question 2, the unknown ones; with the date unknown, the beginning belongs to it."""
    undated = facts.days_since_injection is None and facts.injected is not Tri.NO
    slots = ["days_since_injection"] if undated and "days_since_injection" in useful else []
    if facts.onset_after_days is None and facts.days_since_onset is None:
        slots += ["onset_after_days"] if "onset_after_days" in useful or slots else []
    if facts.onset is None and ("onset" in useful or slots):
        slots.append("onset")
    return tuple(slots)


def _place(facts: Facts, useful: set[str]) -> tuple[str, ...]:
    """Question 4, the unknown ones; the eye where a lid or the cheek is concerned."""
    slots = ["treated_area"] if not facts.areas and "treated_area" in useful else []
    if not changed_parts(facts) and not ill(facts) - {"facial_asymmetry"}:
        slots.append("changed_part")
    if not facts.closes_eye.known and has(facts, LIDS) and not has(facts, EYE_OPEN):
        slots.append("eye_closure")
    return tuple(slots)


def _treatment(facts: Facts, useful: set[str], asked: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Question 5: within four weeks, or for lids, sight or tiredness, unless a clinic was named."""
    days = facts.days_since_injection
    early = days is not None and days <= RECENT_DAYS
    tired = has(facts, LIDS, SIGHT, FATIGABLE)
    wanted = "provider" in useful or "product" in useful or (tired and "history" in useful)
    if facts.provider is not None or not wanted or not (early or tired) or len(asked) >= USUAL:
        return ()
    slots = ["provider"]
    slots += ["product"] if facts.product is None else []
    slots += ["filler"] if not facts.filler.known and early else []
    slots += ["history"] if tired and not facts.history else []
    return tuple(slots)


def _mind(facts: Facts, asked: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Question 6: on any cue of distress, or after four weeks while the interview is short."""
    days = facts.days_since_injection
    cue = facts.distress in (Distress.MILD, Distress.SEVERE) or facts.bdd_pattern is Tri.YES
    late = days is not None and days > RECENT_DAYS and len(asked) < USUAL and facts.distress is None
    if not (cue or late):
        return ()
    slots = ["distress"] if facts.distress in (None, Distress.MILD) else []
    slots += ["suicidal"] if facts.suicidal is None else []
    return tuple(slots)


def _dark(facts: Facts) -> bool:
    """Thoughts of suicide: help comes first, so few questions."""
    return facts.suicidal not in (None, Suicidal.NONE)


def _was_asked(slot: str, asked: Iterable[tuple[str, ...]]) -> bool:
    return any(slot in slots for slots in asked)


def _fresh(slots: tuple[str, ...], asked: Sequence[tuple[str, ...]], unsure: frozenset[str]) -> tuple[str, ...]:
    """The slots that may still be asked: once each, danger list and function gate a second time if passed over."""
    times = {slot: sum(slot in before for before in asked) for slot in slots}
    fresh = tuple(slot for slot in slots if times[slot] < (2 if slot in CHECKED and slot not in unsure else 1))
    return () if asked and fresh == tuple(asked[-1]) else fresh


def _still(slot: str, useful: set[str], facts: Facts) -> bool:
    """Whether an unanswered slot is worth asking again."""
    return slot in useful or slot in (*CHECKED, "changed_part", "distress", "suicidal")


def _again(waiting: Waiting, slots: tuple[str, ...], asked: Sequence[tuple[str, ...]]) -> Question:
    """The question that got no answer: as it was after an interruption, and explained more with every answer that told nothing."""
    name = "again" if waiting.name == "danger" and waiting.misses == 1 else waiting.name
    if waiting.misses >= 2 and "danger_signs" not in slots:
        slots = slots[:1]
    question = _question(name, slots, asked if waiting.misses and not waiting.interrupted else asked[:-1])
    again = questions().again
    if waiting.interrupted:
        lead = again["interrupted"]
    else:
        lead = " ".join([again["noted"]] * waiting.noted + [again["explained"]] * (waiting.misses >= 2)) or again["missed"]
    return replace(question, text=f"{lead} {question.text}", name=waiting.name)


def _question(name: str, slots: tuple[str, ...], asked: Sequence[tuple[str, ...]]) -> Question:
    words = questions().questions[name]
    step = len(asked) + 1
    return Question(
        slots=slots,
        title=words.title,
        text=" ".join(words.slots[slot] for slot in slots if slot in words.slots),
        why=words.why,
        choices=questions().choices(slots),
        multiple=len(slots) > 1 or "danger_signs" in slots,
        step=step,
        of=max(USUAL, step),
        name="danger" if name == "again" else name,
    )
