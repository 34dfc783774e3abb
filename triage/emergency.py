"""When a conversation stands at EMERGENCY, and what fills the fixed response.

Sticky (cross-rule of section 3): once it was reached, only an assessment in hospital moves it; a new sign arms it again.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from triage import transcript
from triage.decide import Disposition, decide
from triage.facts import Facts, Tri
from triage.judge import judge
from triage.knowledge import knowledge
from triage.levels import Level
from triage.translate import facts_from

AGAIN = "utter_emergency_still"


@dataclass(frozen=True)
class Alarm:
    """The fixed response to give, and the slots it is filled with."""

    response: str
    slots: Mapping[str, str]


def alarm(events: Sequence[transcript.Event], today: datetime.date) -> Alarm | None:
    """The alarm of the conversation after the patient's latest message, or None."""
    said = transcript.turns(events)
    if not said:
        return None
    facts = facts_from(said, today)
    level = judge(facts).level  # on every prediction: without the unknowns that `decide` weighs
    given = [d for d in transcript.dispositions(events) if d.get("level") == Level.EMERGENCY.value]
    if level is not Level.EMERGENCY:
        if not given or facts.assessed_in_hospital is Tri.YES:
            return None
        return Alarm(AGAIN, _slots(str(given[-1].get("rule")), tuple(given[-1].get("reasons") or ()), facts))
    found = decide(facts)
    before = decide(facts_from(said[:-1], today)) if len(said) > 1 else None
    new = not given or before is None or _signs(found) != _signs(before)
    response = f"utter_emergency_{found.rule.lower()}" if new else AGAIN
    return Alarm(response, _slots(found.rule, found.reasons, facts))


def _signs(found: Disposition) -> tuple[str, ...]:
    return (found.rule, *found.reasons)


def _slots(rule: str, reasons: Sequence[str], facts: Facts) -> dict[str, str]:
    country = knowledge().country(facts.country)
    return {
        "danger_rule": rule,
        "danger_words": "; ".join(reasons) or "what you told me",
        "emergency_numbers": country.emergency_text,
        "crisis_lines": country.crisis_text,
    }
