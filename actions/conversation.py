"""From Rasa's tracker to the medicine: facts, disposition and the next question of a conversation."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rasa_sdk import Tracker

from triage import transcript
from triage.clock import today
from triage.decide import Disposition, decide
from triage.facts import Facts
from triage.interview import Question, next_question
from triage.translate import Turn, facts_from


@dataclass(frozen=True)
class Conversation:
    """What the tracker's events come to. Nothing is kept elsewhere."""

    events: list[dict[str, Any]]
    today: datetime.date

    @classmethod
    def of(cls, tracker: Tracker) -> Conversation:
        return cls(tracker.events, today())

    @cached_property
    def turns(self) -> list[Turn]:
        """The patient's messages."""
        return transcript.turns(self.events)

    @cached_property
    def asked(self) -> list[tuple[str, ...]]:
        """The slots of the questions asked so far."""
        return transcript.questions(self.events)

    @cached_property
    def given(self) -> list[tuple[str, str]]:
        """Level and rule of the advice given so far, oldest first."""
        return [(str(d.get("level")), str(d.get("rule"))) for d in transcript.dispositions(self.events)]

    @cached_property
    def facts(self) -> Facts:
        return facts_from(self.turns, self.today)

    @cached_property
    def disposition(self) -> Disposition:
        return decide(self.facts)

    @cached_property
    def question(self) -> Question | None:
        return next_question(self.facts, self.asked, self.disposition)

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
