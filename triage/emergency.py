"""When a conversation stands at EMERGENCY, and what fills the fixed response.

Sticky (cross-rule of section 3): once it was reached, only an assessment in hospital moves it; a new sign arms it again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from triage import audit
from triage.case import Dialogue
from triage.decide import Disposition, decide
from triage.facts import Facts, Suicidal, Tri
from triage.judge import judge
from triage.knowledge import knowledge
from triage.knowledge_models import Country
from triage.levels import Level
from triage.reply import QUOTED

AGAIN = "utter_emergency_still"
SAFE_NOW = "Are you safe right now? If you can, go to someone you trust and stay with them. I stay here with you."
SAFE_OTHER = "Is your {who} safe right now? Stay with them, and do not leave them alone until help is there."


@dataclass(frozen=True)
class Alarm:
    """The fixed response to give and the slots it is filled with; what the rules found in which facts."""

    response: str
    found: Disposition
    facts: Facts
    who: str
    slots: Mapping[str, str]
    standing: Mapping[str, Any] | None = None

    def record(self, text: str, model: str | None) -> dict[str, Any]:
        """The audit's record of this alarm with the text that is shown."""
        return audit.record(self.found, self.facts, text=text, who=self.who, model=model, standing=self.standing)


def alarm(talk: Dialogue) -> Alarm | None:
    """The alarm of the conversation after the patient's latest message, or None."""
    turns, facts = talk.case.turns, talk.case.facts
    standing = talk.emergency
    if not turns and standing is None:
        return None
    level = judge(facts).level  # on every prediction: without the unknowns that `decide` weighs
    if level is not Level.EMERGENCY:
        if standing is None or facts.assessed_in_hospital is Tri.YES:
            return None
        found = decide(facts)
        reasons = tuple(standing.get("reasons") or ())
        return Alarm(AGAIN, found, facts, talk.case.who, _slots(str(standing.get("rule")), reasons, facts, again=True), standing)
    found = decide(facts)
    before = decide(talk.last.before) if talk.last and len(turns) > 1 else None
    new = standing is None or before is None or _signs(found) != _signs(before)
    response = f"utter_emergency_{found.rule.lower()}" if new else AGAIN
    return Alarm(response, found, facts, talk.case.who, _slots(found.rule, found.reasons, facts, again=not new))


def _signs(found: Disposition) -> tuple[str, ...]:
    return (found.rule, *found.reasons)


def _slots(rule: str, reasons: Sequence[str], facts: Facts, *, again: bool = False) -> dict[str, str]:
    country = knowledge().country(facts.country)
    return {
        "danger_rule": rule,
        "danger_words": spoken(reasons) or "what you told me",
        "emergency_numbers": country.emergency_text,
        "crisis_lines": country.crisis_text,
        "crisis_note": _crisis_note(rule, facts, country, again),
        "safe_now": SAFE_NOW if facts.who == "self" else SAFE_OTHER.format(who=facts.who),
    }


def spoken(reasons: Sequence[str]) -> str:
    """Reasons as one line: what the patient said once, in quotes, then the other facts."""
    quotes = [reason.removeprefix(QUOTED) for reason in reasons if reason.startswith(QUOTED)]
    told = [f"{QUOTED}{', '.join(quotes)}"] if quotes else []
    return "; ".join([*told, *(reason for reason in reasons if not reason.startswith(QUOTED))])


def _crisis_note(rule: str, facts: Facts, country: Country, again: bool) -> str:
    """A physical emergency never hides the crisis lines (section 1); E10's own text has them, its repetition does not."""
    if rule == "E10":
        return f"\nSomeone to talk to right now: {country.crisis_text}. Are you safe right now?" if again else ""
    if facts.suicidal in (None, Suicidal.NONE):
        return ""
    return f"\nYou also told me how dark it feels. You can talk to someone now: {country.crisis_text}. Are you safe right now?"
