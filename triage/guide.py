"""What to ask in a conversation: the questions that its course calls for, then the interview's."""

from __future__ import annotations

import datetime
from dataclasses import replace

from triage import names, timeline
from triage.case import CHECK, KEEP, RESTART, WHOSE, Case, Dialogue
from triage.decide import Disposition
from triage.facts import Facts, Tri
from triage.interview import USUAL, Question, Waiting, next_question
from triage.knowledge import knowledge
from triage.levels import Level
from triage.questions import questions
from triage.reply import CRISIS_RULES
from triage.vocabulary import vocabulary


def question(dialogue: Dialogue, found: Disposition, today: datetime.date) -> Question | None:
    """The next question, or None. Whose face it is comes first, then a danger sign taken back, then what is kept from last time."""
    case = dialogue.case
    if found.level is Level.EMERGENCY:
        return None
    if dialogue.whose is not None:
        return whose(*dialogue.whose, step=len(case.asked) + 1)
    if case.facts.contradicted:
        return check(case.facts.contradicted, step=len(case.asked) + 1)
    if case.stopped or crisis(dialogue, found):
        return None
    if keeps(dialogue, found):
        return keep(dialogue, today)
    if not wanted(case):
        return None
    waiting = None
    if case.open is not None and case.open.name not in (CHECK, KEEP, WHOSE, RESTART):
        interrupted = dialogue.last is not None and dialogue.last.outcome in ("aside", "taken back", "nothing to take back", "moved")
        noted = dialogue.last is not None and dialogue.last.told_more
        waiting = Waiting(case.open.name, case.open.slots, case.open.misses, interrupted, noted)
    return next_question(case.facts, case.asked, found, waiting)


def wanted(case: Case) -> bool:
    """Whether there is a complaint to check, or the patient asked for the check."""
    asked_for = any(turn.intent == "start_triage" for turn in case.turns)
    under_way = any("danger_signs" in slots for slots in case.asked) and case.facts.has_complaint is not Tri.NO
    return asked_for or under_way or case.facts.has_complaint is Tri.YES


def crisis(dialogue: Dialogue, found: Disposition) -> bool:
    """Whether thoughts of suicide were told and no crisis line has been given yet: then nothing else is asked in this turn."""
    given = {str(advice.get("rule")) for advice in dialogue.case.given}
    return found.rule in CRISIS_RULES and not given & CRISIS_RULES


def keeps(dialogue: Dialogue, found: Disposition) -> bool:
    """Whether to offer what is kept from an earlier visit: once, after the danger signs, and only what was not told anew."""
    case, kept = dialogue.case, dialogue.remembered
    if kept is None or case.who != kept.who or found.level.rank >= Level.SUPPORT.rank or _settled(dialogue):
        return False
    clear = case.facts.danger_checked is Tri.YES or case.facts.has_complaint is not Tri.YES
    return clear and bool(_offer(dialogue, case.facts))


def _settled(dialogue: Dialogue) -> bool:
    """Whether the offer was made already and got an answer."""
    waiting = dialogue.case.open
    return dialogue.case.kept_asked and not (waiting is not None and waiting.name == KEEP and waiting.times < 2)


def _offer(dialogue: Dialogue, facts: Facts) -> list[str]:
    kept = dialogue.remembered
    assert kept is not None
    told = [f"the injections were on {timeline.written(kept.injected)}"] if kept.injected and facts.days_since_injection is None else []
    if kept.areas and not facts.areas:
        told.append("injected: " + names.areas(kept.areas))
    return told


def keep(dialogue: Dialogue, today: datetime.date) -> Question:
    """Whether to use the date and areas of the last visit again."""
    kept = dialogue.remembered
    assert kept is not None
    made = _special(KEEP, ("days_since_injection", "treated_area"), questions().keeps, len(dialogue.case.asked) + 1)
    text = made.text.format(told="; ".join(_offer(dialogue, dialogue.case.facts)))
    return replace(made, text=text, offered=kept.offer(today))


def check(signs: tuple[str, ...], step: int) -> Question:
    """One direct question about danger signs that were told and then taken back."""
    made = _special(CHECK, ("danger_signs",), (*questions().checks, questions().unsure), step)
    titles = [vocabulary().title(code) for code in signs]
    return replace(made, text=made.text.format(signs=" and ".join(titles)), checks=signs)


def whose(first: str, other: str, step: int) -> Question:
    """Whether the facts so far are the first person's or the other's."""
    made = _special(WHOSE, ("who",), tuple("About me" if who == "self" else f"About my {who}" for who in (other, first)), step)
    return replace(made, text=made.text.format(other=your(other), first=your(first)))


def your(who: str) -> str:
    """ "mum" → "your mum"."""
    return "yourself" if who == "self" else f"your {who}"


def restart(dialogue: Dialogue) -> Question:
    """Before an emergency is set aside: was it misread?"""
    assert dialogue.emergency is not None
    made = _special(RESTART, ("danger_signs",), questions().restarts, 1)
    country = knowledge().country(dialogue.case.facts.country)
    signs = "; ".join(dialogue.emergency.get("reasons") or ()) or "you told me of a danger sign"
    return replace(made, text=made.text.format(signs=signs, numbers=country.emergency_text))


def _special(name: str, slots: tuple[str, ...], choices: tuple[str, ...], step: int) -> Question:
    words = questions().questions[name]
    text = " ".join(words.slots[slot] for slot in slots if slot in words.slots)
    return Question(slots, words.title, text, words.why, choices, step=step, of=max(USUAL, step), name=name)
