"""Facts to a disposition: pure and total. Section 3 of the policy; the rules are in `triage.rules`."""

from __future__ import annotations

from dataclasses import dataclass, replace

from triage.facts import Facts
from triage.judge import Judgement, judge
from triage.levels import Level
from triage.matters import matters
from triage.reasons import reasons
from triage.rules.injector import who as injector
from triage.rules.same_day import DOCTOR


@dataclass(frozen=True)
class Disposition:
    """Where the patient is sent, and why.

    `rule` is the id of section 3 that decided, `reason` its words; `reasons` are the patient's own facts. `secondary` are the
    other rules that hold, most urgent first. `unknown_that_matters` names the slots (section 3 of the contract) that could
    still change the level, the furthest first. `floor_applied`: self-care was not allowed yet, or a child or vulnerable
    adult went one level up. `provisional`: something that matters has neither been told nor been answered "not sure".
    """

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
    """The disposition of the facts. Never raises, for any facts."""
    judged = judge(facts)
    open_slots = () if judged.level is Level.EMERGENCY else matters(facts)
    who, when = _where(judged, facts)
    return Disposition(
        level=judged.level,
        rule=judged.rule.id,
        who=who,
        when=when,
        reason=judged.rule.reason,
        reasons=reasons(judged, facts),
        secondary=tuple((rule.level, rule.id, rule.reason) for rule in judged.others),
        evidence=judged.rule.evidence,
        facts_used=judged.rule.needs,
        unknown_that_matters=open_slots,
        floor_applied=judged.floored or judged.raised,
        provisional=any(slot not in facts.unsure for slot in open_slots),
    )


def _where(judged: Judgement, facts: Facts) -> tuple[str, str]:
    """Whom to see and when; after floor or raise what the new level asks for."""
    if judged.level is judged.rule.level:
        return judged.rule.who or injector(facts), judged.rule.timing
    return {
        Level.SAME_DAY: (DOCTOR, "today"),
        Level.SPECIALIST: ("a specialist, through the GP", "in the next weeks"),
    }.get(judged.level, (injector(facts), "in the next two weeks"))


def combine_sticky(previous: Disposition | None, new: Disposition, *, assessed: bool = False) -> Disposition:
    """`new`, unless an earlier EMERGENCY stands: only an assessment in hospital (`assessed`) moves that."""
    if previous is None or previous.level is not Level.EMERGENCY or new.level is Level.EMERGENCY or assessed:
        return new
    return replace(previous, secondary=((new.level, new.rule, new.reason), *new.secondary))
