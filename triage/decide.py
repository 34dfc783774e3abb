"""Facts to a disposition: pure and total. The first rule that holds, in order of precedence, decides.

Section 3 of the policy with its cross-rules: a child goes one level up, WATCH only with the completed checklist (else INJECTOR),
an assessment in hospital answers the acute rules it could have seen. Unknown is never read as no.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from triage.facts import Course, Distress, Facts, Onset, Suicidal, Tri
from triage.levels import Level
from triage.rules import BY_ID, RULES, Rule
from triage.rules.injector import who as injector
from triage.rules.watch import allowed
from triage.vocabulary import vocabulary

MOST_REASONS = 4
_RAISED = {
    Level.INFO: Level.INFO,
    Level.WATCH: Level.INJECTOR,
    Level.INJECTOR: Level.SPECIALIST,
    Level.SPECIALIST: Level.SAME_DAY,
    Level.SUPPORT: Level.SAME_DAY,
    Level.SAME_DAY: Level.SAME_DAY,
    Level.EMERGENCY: Level.EMERGENCY,
}
# What an unknown fact could turn out to be; a danger sign stands for the whole checklist.
_TRIALS: dict[str, tuple[object, ...]] = {
    "days_since_injection": (5.0, 60.0, 200.0),
    "onset": tuple(Onset),
    "onset_after_days": (5.0, 60.0),
    "course": tuple(Course),
    "closes_eye": (Tri.NO, Tri.YES),
    "distress": (Distress.SEVERE,),
    "suicidal": (Suicidal.PASSIVE,),
    "provider": ("unlicensed", "clinic"),
    "filler": (Tri.YES,),
}


@dataclass(frozen=True)
class Disposition:
    """Where the patient is sent, and why. `reasons` are the patient's own facts; `reason` is the rule's."""

    level: Level
    rule: str
    who: str
    when: str
    reason: str
    reasons: tuple[str, ...]
    secondary: tuple[tuple[Level, str, str], ...]
    evidence: tuple[str, ...]
    facts_used: tuple[str, ...]
    unknown_that_matters: tuple[str, ...]
    floor_applied: bool
    provisional: bool


def decide(facts: Facts) -> Disposition:
    """The disposition of the facts. Never raises for any facts."""
    first, rest, floor = _matches(facts)
    unknown = () if first.level is Level.EMERGENCY else _unknown_that_matters(facts, _level(first, facts, floor))
    level = _level(first, facts, floor)
    who = first.who or injector(facts)
    if floor:
        who = injector(facts)
    return Disposition(
        level=level,
        rule=first.id,
        who=who,
        when="in the next two weeks" if floor else first.timing,
        reason=first.reason,
        reasons=_reasons(first, facts),
        secondary=tuple((rule.level, rule.id, rule.reason) for rule in rest if rule.id != "N1"),
        evidence=first.evidence,
        facts_used=first.needs,
        unknown_that_matters=unknown,
        floor_applied=floor,
        provisional=facts.danger_checked is not Tri.YES,
    )


def _matches(facts: Facts) -> tuple[Rule, list[Rule], bool]:
    held = [rule for rule in RULES if rule.when(_seen(facts, rule))]
    held.sort(key=lambda rule: rule.level.precedence)
    first = held[0]
    if first.id == "N1" and facts.has_complaint is Tri.YES:
        first = BY_ID["I1"]
    floor = first.level is Level.WATCH and not allowed(facts)
    return first, [rule for rule in held if rule is not first], floor


def _level(first: Rule, facts: Facts, floor: bool) -> Level:
    level = Level.INJECTOR if floor else first.level
    return _RAISED[level] if facts.age is not None and facts.age < 18 else level


def _seen(facts: Facts, rule: Rule) -> Facts:
    """For acute rules, the facts without what a hospital has assessed already."""
    if not rule.acute or facts.assessed_in_hospital is not Tri.YES:
        return facts
    turn = facts.assessed_turn if facts.assessed_turn is not None else 0
    new = tuple(s for s in facts.signs if not s.present or s.turn > turn)
    suicidal = facts.suicidal if any(s.turn > turn and s.code.startswith("suicidal") for s in facts.signs) else None
    return replace(facts, signs=new, swallows=Tri.UNKNOWN, speaks=Tri.UNKNOWN, suicidal=suicidal)


def _reasons(rule: Rule, facts: Facts) -> tuple[str, ...]:
    words = vocabulary()
    present = facts.present()
    told = [s for s in present if s.code in rule.signs] or [s for s in present if rule.level.rank >= 3][:2] or list(present[:2])
    seen = dict.fromkeys(f"“{s.words.strip()}”" if s.words else words.title(s.code) for s in told)
    reasons = list(seen)[:MOST_REASONS]
    days = facts.days_since_injection
    if days is not None and rule.level is not Level.EMERGENCY:
        reasons.append(f"injections {days:g} days ago" if days != 1 else "injections one day ago")
    if facts.course is not None and "course" in rule.needs:
        reasons.append(f"the course: {facts.course.value}")
    return tuple(reasons)


def _unknown_that_matters(facts: Facts, level: Level) -> tuple[str, ...]:
    """Names of unknown facts by how far the level could move, the most first; the checklist always leads."""
    moved = {name: max((_distance(level, trial) for trial in trials), default=0) for name, trials in _trials(facts)}
    ordered = sorted((name for name, far in moved.items() if far), key=lambda name: -moved[name])
    return (*(("danger_signs",) if facts.danger_checked is not Tri.YES else ()), *ordered)


def _trials(facts: Facts) -> Iterator[tuple[str, list[Level]]]:
    for name, values in _TRIALS.items():
        now = getattr(facts, name)
        if now is None or now is Tri.UNKNOWN:
            checked = replace(facts, danger_checked=Tri.YES)
            yield name, [_plain(replace(checked, **{name: value})) for value in values]  # type: ignore[arg-type]


def _plain(facts: Facts) -> Level:
    first, _, floor = _matches(facts)
    return _level(first, facts, floor)


def _distance(level: Level, other: Level) -> int:
    return abs(level.rank - other.rank)
