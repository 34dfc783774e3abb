"""What a returning patient may keep from an earlier visit: the date of the injections and the treated areas, nothing else.

Symptoms, mood and levels are never carried over (section 6 of the brief: privacy in the flow). A tracker store hands out only the
events of the latest session, so the first action of a new one puts what there is into the slot `remembered`.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from triage.facts import Facts
from triage.transcript import Event

SLOT = "remembered"


@dataclass(frozen=True)
class Remembered:
    """The day of the injections and the treated areas, as told on an earlier visit; whose they are."""

    injected: datetime.date | None
    areas: tuple[str, ...]
    who: str = "self"

    def as_slot(self) -> dict[str, Any]:
        """The value of the slot, JSON-ready."""
        return {"injected": self.injected and self.injected.isoformat(), "areas": list(self.areas), "who": self.who}

    def offer(self, today: datetime.date) -> dict[str, Any]:
        """What a question offers to keep: times in days before `today`."""
        days = None if self.injected is None else float((today - self.injected).days)
        return {"days_since_injection": days, "areas": list(self.areas)}


def remembered(events: Sequence[Event], facts_of: Callable[[Sequence[Event]], Facts]) -> Remembered | None:
    """What the latest earlier session left, read from its events or from the slot; None where there is nothing."""
    start = _last(events, "session_started")
    slot = next((e for e in reversed(events[start + 1 :]) if e.get("event") == "slot" and e.get("name") == SLOT), None)
    if slot is not None:
        return _from_slot(slot.get("value"))
    if _last(events, "restart") > start:
        return None  # "start over" sets all of it aside
    earlier = events[:start] if start > 0 else ()
    words = [e for e in earlier if e.get("event") == "user" and e.get("text")]
    if not words:
        return None
    facts = facts_of(earlier)
    said_on = datetime.date.fromtimestamp(float(words[-1].get("timestamp") or 0))
    days = facts.days_since_injection
    injected = None if days is None else said_on - datetime.timedelta(days=round(days))
    return Remembered(injected, facts.areas, facts.who) if injected or facts.areas else None


def _last(events: Sequence[Event], kind: str) -> int:
    return max((i for i, e in enumerate(events) if e.get("event") == kind), default=-1)


def _from_slot(value: object) -> Remembered | None:
    if not isinstance(value, Mapping):
        return None
    injected = value.get("injected")
    day = datetime.date.fromisoformat(injected) if injected else None
    return Remembered(day, tuple(value.get("areas") or ()), str(value.get("who") or "self"))
