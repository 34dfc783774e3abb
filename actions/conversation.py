"""From Rasa's tracker to the medicine: facts, disposition and the next question of a conversation."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rasa_sdk import Tracker

from triage import dialogue, guide, transcript
from triage.case import Case, Dialogue
from triage.clock import today
from triage.decide import Disposition, decide
from triage.facts import Facts
from triage.interview import Question


@dataclass(frozen=True)
class Conversation:
    """What the tracker's events come to. Nothing is kept elsewhere."""

    events: list[dict[str, Any]]
    today: datetime.date

    @classmethod
    def of(cls, tracker: Tracker) -> Conversation:
        return cls(tracker.events, today())

    @cached_property
    def dialogue(self) -> Dialogue:
        return dialogue.read(self.events, self.today)

    @property
    def case(self) -> Case:
        """The person in hand: messages, facts, questions and advice."""
        return self.dialogue.case

    @property
    def facts(self) -> Facts:
        return self.case.facts

    @property
    def given(self) -> list[tuple[str, str]]:
        """Level and rule of the advice given so far about this person, oldest first."""
        return [(str(d.get("level")), str(d.get("rule"))) for d in self.case.given]

    @cached_property
    def disposition(self) -> Disposition:
        return decide(self.facts)

    @cached_property
    def question(self) -> Question | None:
        return guide.question(self.dialogue, self.disposition, self.today)

    @cached_property
    def last(self) -> transcript.LastTurn | None:
        return transcript.last_turn(self.events)

    @property
    def outcome(self) -> str:
        """What came of the latest message (`triage.dialogue.Step`), or ""."""
        return self.dialogue.last.outcome if self.dialogue.last else ""

    @property
    def concerns(self) -> list[str]:
        """The concerns of the latest message that are questions or complaints to answer.

        A complaint that was answered once is not answered again when it is only told once more.
        """
        if self.last is None or (self.dialogue.last and self.dialogue.last.outcome == "restarted"):
            return []
        named = [str(c["name"]) for c in (self.last.understood.get("concerns") or [])]
        asks = any(name in dialogue.QUESTIONS for name in named) or "?" in self.last.text
        return [name for name in named if asks or name not in self.case.answered_concerns]

    @property
    def answered(self) -> bool:
        """Whether this turn's questions have been answered already."""
        return bool(self.last) and any(said.get("type") == "answer" and said.get("concerns") for said in self.last.said)

    def said(self, concern: str) -> bool:
        """Whether words of this kind were said in this turn already."""
        return bool(self.last) and any(said.get("concern") == concern for said in self.last.said)
