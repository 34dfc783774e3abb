"""What to ask next (section 4 of the policy): danger first, only what is unknown and matters, six questions at most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from triage.decide import Disposition
from triage.facts import Distress, Facts, Tri
from triage.levels import Level
from triage.rules.base import FATIGABLE, LIDS, SIGHT, has
from triage.vocabulary import vocabulary

MOST = 6
USUAL = 4
NONE = "None of these"
EARLY_DAYS = 28.0
DISTRESS_DAYS = 28.0


@dataclass(frozen=True)
class Question:
    """A question: the slots it fills, its words, why it is asked, and choices to pick from."""

    slots: tuple[str, ...]
    title: str
    text: str
    why: str
    choices: tuple[str, ...] = ()
    multiple: bool = False
    step: int = 1
    of: int = USUAL


def next_question(facts: Facts, asked: Sequence[tuple[str, ...]], disposition: Disposition) -> Question | None:
    """The next question, or None when enough is known. Nothing is asked twice, nor after an EMERGENCY."""
    if disposition.level is Level.EMERGENCY or len(asked) >= MOST:
        return None
    before = {slot for slots in asked for slot in slots}
    candidates = [_danger(facts)]
    if disposition.level is not Level.SAME_DAY:
        candidates += [_timing(facts), _course(facts), _place(facts), _provider(facts), _mind(facts)]
    for question in candidates:
        if question is None:
            continue
        open_slots = tuple(slot for slot in question.slots if slot not in before)
        if open_slots and question.slots[0] in open_slots:
            step = len(asked) + 1
            return Question(
                open_slots, question.title, question.text, question.why, question.choices, question.multiple, step, max(USUAL, step)
            )
    return None


def _danger(facts: Facts) -> Question | None:
    if facts.danger_checked is Tri.YES:
        return None
    items = tuple(title[0].upper() + title[1:] for title in danger_items())
    text = (
        "First, to be safe: right now or since the injections, do you have any of these? "
        + "; ".join(danger_items())
        + "; or none of these? And can you move your lips, speak, chew and swallow?"
    )
    why = "These are the signs that need help today or at once, so I ask them before anything else."
    return Question(("danger_signs", "function_gate"), "Danger signs", text, why, (*items, NONE), multiple=True)


def danger_items() -> tuple[str, ...]:
    """The items of the danger checklist, in the patient's words."""
    return vocabulary().danger_titles


def _timing(facts: Facts) -> Question | None:
    unknown = []
    if facts.days_since_injection is None:
        unknown.append("days_since_injection")
    if facts.onset_after_days is None and facts.days_since_onset is None:
        unknown.append("onset_after_days")
    if facts.onset is None:
        unknown.append("onset")
    if not unknown:
        return None
    asks = {
        "days_since_injection": "When were the injections?",
        "onset_after_days": "When did the change begin?",
        "onset": "Did it come all at once, over a day or two, or bit by bit?",
    }
    why = "When it began tells a toxin effect from other causes better than anything else."
    choices = ("All at once", "Over a day or two", "Bit by bit", "It was there before", "Not sure") if unknown == ["onset"] else ()
    return Question(tuple(unknown), "Timing", " ".join(asks[slot] for slot in unknown), why, choices)


def _course(facts: Facts) -> Question | None:
    if facts.course is not None:
        return None
    why = "Getting better or worse changes whom you should see."
    choices = ("Getting better", "About the same", "Getting worse", "It comes and goes", "Not sure")
    return Question(("course",), "Course", "Since then, is it getting better, the same, worse, or does it come and go?", why, choices)


def _place(facts: Facts) -> Question | None:
    unknown = []
    if not facts.areas:
        unknown.append("treated_area")
    if not facts.parts and not facts.present():
        unknown.append("changed_part")
    if not facts.closes_eye.known and has(facts, LIDS):
        unknown.append("eye_closure")
    if not unknown:
        return None
    asks = {
        "treated_area": "Where were you injected?",
        "changed_part": "What part looks or feels different?",
        "eye_closure": "Does that eye close fully?",
    }
    why = "A muscle near the injected spot is often a local effect; one far from it is not."
    return Question(tuple(unknown), "Place", " ".join(asks[slot] for slot in unknown), why)


def _provider(facts: Facts) -> Question | None:
    days = facts.days_since_injection
    early = days is not None and days <= EARLY_DAYS
    if facts.provider is not None or not (early or has(facts, LIDS, SIGHT, FATIGABLE)):
        return None
    slots = ["provider"]
    slots += ["product"] if facts.product is None else []
    slots += ["filler"] if not facts.filler.known else []
    text = "Who injected you, and with which product? Was any filler given at the same visit?"
    return Question(tuple(slots), "Injector", text, "Unlicensed product and filler carry dangers of their own.")


def _mind(facts: Facts) -> Question | None:
    days = facts.days_since_injection
    late = days is not None and days > DISTRESS_DAYS
    cue = facts.distress in (Distress.MILD, Distress.SEVERE)
    if (facts.distress is Distress.SEVERE and facts.suicidal is not None) or not (cue or late):
        return None
    text = "How is this affecting you day to day? Have there been any thoughts of not wanting to be here?"
    return Question(("distress", "suicidal"), "You", text, "How you feel counts as much as how your face moves.")
