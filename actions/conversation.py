"""From Rasa's tracker to the medicine: facts, disposition and the next question of a conversation."""

from __future__ import annotations

import datetime
import os
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rasa_sdk import Tracker

from triage import transcript
from triage.decide import Disposition, decide
from triage.facts import Facts
from triage.interview import Question, next_question
from triage.translate import facts_from


def today() -> datetime.date:
    """The date; `TRIAGE_TODAY` (ISO) fixes it, for tests and replays."""
    fixed = os.environ.get("TRIAGE_TODAY")
    return datetime.date.fromisoformat(fixed) if fixed else datetime.date.today()


@dataclass(frozen=True)
class Conversation:
    """What the tracker's events come to. Nothing is kept elsewhere."""

    events: list[dict[str, Any]]
    today: datetime.date

    @classmethod
    def of(cls, tracker: Tracker) -> Conversation:
        return cls(tracker.events, today())

    @cached_property
    def facts(self) -> Facts:
        return facts_from(transcript.turns(self.events), self.today)

    @cached_property
    def disposition(self) -> Disposition:
        return decide(self.facts)

    @cached_property
    def question(self) -> Question | None:
        return next_question(self.facts, transcript.questions(self.events), self.disposition)

    @cached_property
    def last(self) -> transcript.LastTurn | None:
        return transcript.last_turn(self.events)

    @property
    def concerns(self) -> list[str]:
        """The concerns of the latest message that are questions or complaints to answer."""
        return [c["name"] for c in (self.last.understood.get("concerns") or [])] if self.last else []

    @property
    def answered(self) -> bool:
        """Whether this turn's questions have been answered already."""
        return bool(self.last) and any(said.get("type") == "answer" for said in self.last.said)
