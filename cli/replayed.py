"""A replay as a clinician reads it: plain text, one block a message, nothing coded that has a name."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from triage import names
from triage.replay import Decision, Fact, Part, Replay, SignChange, Turn

WIDTH = 100
LABEL = 20  # columns before the text
OUTCOMES = {
    "answered": "answers the question",
    "aside": "asks or says something else; the question stays open",
    "missed": "tells nothing that was asked",
    "given up": "tells nothing for the third time; the question is left open",
    "taken back": "takes the last answer back",
    "nothing to take back": "wants to go back, but there is no answer yet",
    "apart": "is about another person; the facts before are kept apart",
    "moved": "says that all of it is about the other person",
    "whose": "names another person; whose the facts are is asked",
    "restarted": "says that the emergency was misread; all is set aside",
    "told": "",
}
PRESENT = {"affirmed": "there", "negated": "denied", "other_person": "somebody else's", "historical": "in the past"}


def lines(replay: Replay) -> Iterator[str]:
    """The whole replay, line by line."""
    yield f"Replay of conversation {replay.conversation}"
    others = sorted(replay.versions - {str(replay.knowledge_now)})
    held = f"; the conversation was held with {', '.join(others)} ≠" if others else ""
    yield f"Knowledge of this program: {replay.knowledge_now}{held}"
    many = replay.differences
    yield f"Differences between then and now: {many or 'none'}" + (" (marked ≠)" if many else "")
    for number, part in enumerate(replay.parts):
        yield ""
        yield f"== {'The conversation begins' if number == 0 else part.begun[0].upper() + part.begun[1:]} =="
        yield from _part(part)


def _part(part: Part) -> Iterator[str]:
    for turn in part.turns:
        yield ""
        about = "" if turn.about == "self" else f", about the patient's {turn.about}"
        yield f"{turn.number}. {turn.time.replace('T', ' ').replace('+00:00', ' UTC')}{about}"
        yield from _row("Patient", f"“{turn.words}”")
        yield from _row("", OUTCOMES.get(turn.outcome, turn.outcome))
        yield from _row("Understood", "\n".join(_understood(turn)))
        yield from _row("Facts changed", "\n".join([*_facts(turn.facts), *_signs(turn.signs)]) or "none")
        yield from _decision(turn.decision)
        yield from _rerun(turn)
        for shown in turn.shown:
            yield from _row(f"Shown ({shown['type']})", shown["text"])


def _row(label: str, text: str) -> Iterator[str]:
    """A label and its text, wrapped beside it."""
    head = f"   {label}"
    for paragraph in text.split("\n") if text else ():
        for line in textwrap.wrap(paragraph, WIDTH - LABEL - 3) or [""]:
            yield f"{head:<{LABEL + 3}}{line}".rstrip() if len(head) < LABEL + 3 else f"{head} {line}"
            head = ""


def _understood(turn: Turn) -> Iterator[str]:
    known = turn.understood
    for found in known.get("findings") or ():
        yield f"{found['title']}: {PRESENT.get(found['status'], found['status'])} (“{found['text']}”)"
    for entity in known.get("entities") or ():
        role = f", {entity['role']}" if entity.get("role") not in (None, "unknown") else ""
        yield f"{_name(entity['entity'])}: {_value(entity['entity'], entity.get('value'))}{role} (“{entity.get('text', '')}”)"
    asked = [_name(str(name)) for name in known.get("concerns") or ()]
    yield f"told or asked: {', '.join(asked)}" if asked else f"intent: {_name(str(known.get('intent')))}"


def _facts(facts: Sequence[Fact]) -> Iterator[str]:
    for fact in facts:
        new = _value(fact.name, fact.after)
        was = f", before {_value(fact.name, fact.before)}" if fact.before is not None else ""
        words = f" (from “{fact.words}”)" if fact.words else ""
        yield f"{_name(fact.name)}: {new}{was}{words}"


def _signs(signs: Sequence[SignChange]) -> Iterator[str]:
    listed = [sign for sign in signs if not sign.present and not sign.words]
    for sign in signs:
        if sign not in listed:
            words = f" (from “{sign.words}”)" if sign.words else ""
            yield f"{sign.title}: {'there' if sign.present else 'denied'}{words}"
    if listed:
        yield f"denied with the checklist, {len(listed)} signs: {', '.join(sign.title for sign in listed)}"


def _decision(decision: Decision) -> Iterator[str]:
    how = "" if decision.stored else " (no advice was due; worked out now)"
    standing = ", which stands from before" if decision.standing else ""
    yield from _row("Rule", f"{decision.level}, {decision.rule}{standing}{how}: {decision.reason}")
    yield from _row("Because", "; ".join(decision.because) or "nothing was told that a rule rests on")
    used = [f"{_name(name)} {_value(name, value)}" for name, value in decision.facts_used.items()]
    yield from _row("Facts it rests on", "; ".join(used))
    yield from _row("Lower matches", ", ".join(f"{match['level']} {match['rule']}" for match in decision.lower) or "none")
    unknown = [_name(name) for name in decision.unknown_that_matters]
    yield from _row("Still unknown", f"{', '.join(unknown)} (the first would change most)" if unknown else "nothing that matters")
    if decision.stored:
        yield from _row("Versions", f"knowledge {decision.knowledge}, model {decision.model}")


def _rerun(turn: Turn) -> Iterator[str]:
    if not turn.decision.stored:
        return
    if not turn.rerun.differences:
        yield from _row("Decided again", f"the same: {turn.rerun.level}, {turn.rerun.rule}")
    for difference in turn.rerun.differences:
        yield from _row("Decided again ≠", difference)


def _name(name: str) -> str:
    """The name of a fact, an entity, a concern or a slot."""
    return name.replace("_", " ")


def _value(name: str, value: Any) -> str:
    if value is None:
        return "unknown"
    if isinstance(value, list):
        return ", ".join(names.value(name, str(item)) for item in value)
    days = name.startswith(("days_", "onset_after", "time_since", "symptom_duration"))
    number = f"{value:g}" if isinstance(value, int | float) and not isinstance(value, bool) else names.value(name, str(value))
    return f"{number} days" if days else number
