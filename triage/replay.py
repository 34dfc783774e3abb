"""A stored conversation told again, turn by turn: what was said, understood and known, which rule fired, and what was shown.

What was decided stands in the audit's records (`triage.audit`); it is decided again from the stored facts with today's rules, and
every difference is named. Turns without a record (small talk) are worked out anew from what was understood at the time.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from triage import audit, case, dialogue, transcript, version
from triage.decide import Disposition, decide
from triage.facts import Facts
from triage.quotes import UNQUOTED
from triage.rules import BY_ID
from triage.transcript import FRESH_START, Event
from triage.vocabulary import vocabulary


@dataclass(frozen=True)
class Fact:
    """A fact that a message changed: values JSON-ready, None for unknown; the words it came from."""

    name: str
    before: Any
    after: Any
    words: str


@dataclass(frozen=True)
class SignChange:
    """A sign that a message told or denied. `words` are empty where a whole checklist was answered."""

    code: str
    title: str
    present: bool
    words: str


@dataclass(frozen=True)
class Decision:
    """What stood after a message. `stored`: read from the audit's record, else worked out now; `standing`: an emergency repeated."""

    level: str
    rule: str
    reason: str
    stored: bool
    standing: bool
    because: tuple[str, ...]
    facts_used: Mapping[str, Any]
    lower: tuple[Mapping[str, str], ...]
    unknown_that_matters: tuple[str, ...]
    knowledge: str | None
    model: str | None


@dataclass(frozen=True)
class Rerun:
    """Today's rules on the stored facts; `differences` are empty where all of it is as it was."""

    level: str
    rule: str
    differences: tuple[str, ...]


@dataclass(frozen=True)
class Turn:
    """One message of the patient and everything that followed from it."""

    number: int
    time: str
    words: str
    about: str
    question: str
    outcome: str
    understood: Mapping[str, Any]
    facts: tuple[Fact, ...]
    signs: tuple[SignChange, ...]
    decision: Decision
    rerun: Rerun
    shown: tuple[Mapping[str, str], ...]


@dataclass(frozen=True)
class Part:
    """The turns between two beginnings: a new session, or "start over"."""

    begun: str
    turns: tuple[Turn, ...]


@dataclass(frozen=True)
class Replay:
    conversation: str
    knowledge_now: str | None
    parts: tuple[Part, ...]

    @property
    def versions(self) -> set[str]:
        """The versions of the knowledge that the stored decisions were made with."""
        return {turn.decision.knowledge for part in self.parts for turn in part.turns if turn.decision.knowledge}

    @property
    def differences(self) -> int:
        return sum(len(turn.rerun.differences) for part in self.parts for turn in part.turns)


def replay(conversation: str, events: Sequence[Event]) -> Replay:
    """The replay of all of a conversation's events, as Rasa serialises them, oldest first."""
    return Replay(conversation, version.knowledge(), tuple(part for part in _parts(events) if part.turns))


def _parts(events: Sequence[Event]) -> Iterator[Part]:
    starts = [i for i, event in enumerate(events) if event.get("event") in FRESH_START]
    number = 0
    for begin, end in zip([-1, *starts], [*starts, len(events)], strict=True):
        inside = events[begin + 1 : end]
        said = [e for e in inside if e.get("event") == "user" and e.get("text")]
        if not said:
            continue
        talk = dialogue.read(events[:end], _day(said[-1]))
        turns = []
        for step, after in zip(talk.steps, _following(inside), strict=True):
            number += 1
            turns.append(_turn(number, step, after))
        begun = "the patient started over" if begin >= 0 and events[begin].get("event") == "restart" else "a new session"
        yield Part(begun, tuple(turns))


def _following(events: Sequence[Event]) -> list[list[Event]]:
    """For each message of the patient, the events up to the next one."""
    found: list[list[Event]] = []
    for event in events:
        if event.get("event") == "user" and event.get("text"):
            found.append([])
        elif found:
            found[-1].append(event)
    return found


def _turn(number: int, step: case.Step, after: Sequence[Event]) -> Turn:
    record = next(iter(reversed(list(audit.records(after)))), None)
    found = decide(step.after)
    return Turn(
        number=number,
        time=_time(step.event),
        words=step.turn.text,
        about=step.who,
        question=step.question.name if step.question else "",
        outcome=step.outcome,
        understood=_understood(step.turn.understood),
        facts=tuple(_facts(step.before, step.after)),
        signs=tuple(_signs(step.before, step.after)),
        decision=_stored(record) if record else _worked_out(found, step.after),
        rerun=_again(record, step.after) if record else Rerun(found.level.value, found.rule, ()),
        shown=tuple(_shown(event) for event in after if event.get("event") == "bot" and event.get("text")),
    )


def _day(event: Event) -> datetime.date:
    return datetime.datetime.fromtimestamp(float(event.get("timestamp") or 0), datetime.timezone.utc).date()


def _time(event: Event) -> str:
    moment = datetime.datetime.fromtimestamp(float(event.get("timestamp") or 0), datetime.timezone.utc)
    return moment.isoformat(timespec="seconds")


def _understood(understood: Mapping[str, Any]) -> dict[str, Any]:
    findings = [
        {"code": f.get("code"), "title": vocabulary().title(str(f.get("code"))), "status": f.get("status"), "text": f.get("text")}
        for f in understood.get("findings") or ()
    ]
    entities = [
        {name: e[name] for name in ("entity", "value", "text", "role") if e.get(name) is not None}
        for e in understood.get("entities") or ()
    ]
    concerns = [c.get("name") for c in understood.get("concerns") or ()]
    intent = (understood.get("intent") or {}).get("name")
    return {"intent": intent, "concerns": concerns, "findings": findings, "entities": entities}


def _facts(before: Facts, after: Facts) -> Iterator[Fact]:
    for name in (f.name for f in fields(Facts) if f.name not in UNQUOTED - {"unsure", "answered_no", "contradicted", "doubtful"}):
        if getattr(before, name) != getattr(after, name):
            old, new = audit.facts_dict(before).get(name), audit.facts_dict(after).get(name)
            yield Fact(name, old, new, after.words.get(name, ""))


def _signs(before: Facts, after: Facts) -> Iterator[SignChange]:
    for code, sign in after.latest.items():
        if before.sign(code) is not after.sign(code):
            yield SignChange(code, vocabulary().title(code), sign.present, sign.words)


def _stored(record: Mapping[str, Any]) -> Decision:
    rule = BY_ID.get(str(record.get("rule")))
    return Decision(
        level=str(record.get("level")),
        rule=str(record.get("rule")),
        reason=rule.reason if rule else "",
        stored=True,
        standing=bool(record.get("standing")),
        because=tuple(record.get("reasons") or ()),
        facts_used=_used(record.get("facts_used") or (), record.get("facts") or {}),
        lower=tuple(record.get("secondary") or ()),
        unknown_that_matters=tuple(record.get("unknown_that_matters") or ()),
        knowledge=record.get("knowledge"),
        model=record.get("model"),
    )


def _used(names: Sequence[str], facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts a rule looks at, with their values; None for unknown."""
    return {name: facts.get(name) for name in names}


def _worked_out(found: Disposition, facts: Facts) -> Decision:
    lower = tuple({"level": level.value, "rule": rule} for level, rule, _ in found.secondary)
    return Decision(
        found.level.value, found.rule, found.reason, False, False, found.reasons,
        _used(found.facts_used, audit.facts_dict(facts)), lower, found.unknown_that_matters, None, None,
    )  # fmt: skip


def _again(record: Mapping[str, Any], read: Facts) -> Rerun:
    """Today's `decide` on the stored facts, and today's reading of the message against the stored facts."""
    stored = record.get("facts") or {}
    try:
        facts = audit.facts_of(stored)
    except (TypeError, ValueError) as error:
        return Rerun("", "", (f"the stored facts cannot be read by this version: {error}",))
    found, was = decide(facts), record.get("found") or {}
    differences = [f"this version does not know the stored fact {name}" for name in audit.unknown_fields(stored)]
    if (found.level.value, found.rule) != (was.get("level"), was.get("rule")):
        differences.append(f"today's rules say {found.level.value}, {found.rule}; then it was {was.get('level')}, {was.get('rule')}")
    now = audit.facts_dict(read)
    changed = sorted(name for name in {*now, *stored} - {"words", "signs"} if now.get(name) != stored.get(name))
    if changed:
        differences.append("today the messages are read otherwise: " + ", ".join(changed))
    here = {sign["code"] for sign in stored.get("signs") or () if facts.latest[sign["code"]].present and sign.get("present")}
    if here != read.here:
        differences.append("today other signs are read as present: " + ", ".join(vocabulary().title(code) for code in sorted(here ^ read.here)))
    return Rerun(found.level.value, found.rule, tuple(differences))


def _shown(event: Event) -> dict[str, str]:
    return {"type": str(transcript.payload(event).get("type") or "text"), "text": str(event.get("text"))}
