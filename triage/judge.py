"""Which rules hold, and the level they come to: section 3 of the policy with its cross-rules.

Kept apart from `decide` so that `matters` can try many facts cheaply.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from triage.facts import Facts, Tri
from triage.levels import Level
from triage.rules import BY_ID, RULES, Rule
from triage.rules.base import ill
from triage.rules.watch import allowed

RAISED = {  # child or vulnerable adult: one level up; EMERGENCY stays for the E rules
    Level.WATCH: Level.INJECTOR,
    Level.INJECTOR: Level.SPECIALIST,
    Level.SPECIALIST: Level.SAME_DAY,
    Level.SUPPORT: Level.SAME_DAY,
}
DEFAULT = "I1"  # a complaint that no rule names: INJECTOR is the least
AFTER_HOSPITAL = replace(  # an emergency that a hospital has assessed: follow-up by a specialist, under the id of S10
    BY_ID["S10"],
    reason="A hospital has looked at this, so the next step is a specialist who follows it up.",
    who="a neurologist, ENT or facial-nerve specialist, through your GP",
    signs=frozenset(),
    needs=("assessed", "assessed_in_hospital"),
)


@dataclass(frozen=True)
class Judgement:
    """The rule that decides, the others that hold, and the level after floor and raise."""

    rule: Rule
    others: tuple[Rule, ...]
    level: Level
    floored: bool
    raised: bool


def judge(facts: Facts) -> Judgement:
    """First match wins, in order of precedence (section 1)."""
    held, answered = [], False
    for rule in RULES:
        if not rule.when(facts):
            continue
        if rule.acute and not rule.when(unassessed(facts)):
            answered = answered or rule.level is Level.EMERGENCY
            continue
        held.append(rule)
    if answered and BY_ID["S10"] not in held:
        held.append(AFTER_HOSPITAL)
    held.sort(key=lambda rule: rule.level.precedence)
    first = held[0]
    if first.level is Level.INFO and _complains(facts):
        first = BY_ID[DEFAULT]
    floored = first.level is Level.WATCH and not allowed(facts)
    level = Level.INJECTOR if floored else first.level
    raised = dependent(facts) and level in RAISED
    others = tuple(rule for rule in held if rule is not first and rule.level is not Level.INFO)
    return Judgement(first, others, RAISED[level] if raised else level, floored, raised)


def dependent(facts: Facts) -> bool:
    """A child or a vulnerable adult."""
    return (facts.age is not None and facts.age < 18) or facts.vulnerable is Tri.YES


def unassessed(facts: Facts) -> Facts:
    """The facts without what a hospital has assessed already; signs told after that are new and count."""
    if facts.assessed_in_hospital is not Tri.YES:
        return facts
    turn = facts.assessed_turn if facts.assessed_turn is not None else -1
    new = tuple(s for s in facts.signs if not s.present or s.turn > turn)
    dark = any(s.present and s.code.startswith("suicidal") for s in new)
    return replace(
        facts,
        signs=new,
        swallows=_unless_lost(facts.swallows),
        speaks=_unless_lost(facts.speaks),
        suicidal=facts.suicidal if dark else None,
    )


def _unless_lost(function: Tri) -> Tri:
    return Tri.UNKNOWN if function is Tri.NO else function


def _complains(facts: Facts) -> bool:
    return facts.has_complaint is Tri.YES or bool(ill(facts)) or facts.closes_eye is Tri.NO
