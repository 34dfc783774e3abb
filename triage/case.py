"""The parts of a conversation's state: the open question, a step, one person's case, and the whole."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from triage import memory
from triage.facts import Facts, Tri
from triage.transcript import Event
from triage.turn import Turn

CHECK, KEEP, WHOSE, RESTART = "check", "keep", "whose", "restart"  # questions that are none of the interview's


@dataclass(frozen=True)
class Open:
    """A question that waits for its answer: how often it was asked, and how many answers told nothing."""

    name: str
    slots: tuple[str, ...]
    payload: Mapping[str, Any] = field(default_factory=dict)
    times: int = 1
    misses: int = 0


@dataclass(frozen=True)
class Step:
    """A message of the patient: what it could answer, what came of it, and the facts before and after.

    `outcome`: answered, aside (a question or small talk), missed, given up, told, taken back, nothing to take back, apart (now
    about another person), moved (all of it is about the other person), whose, restarted.
    """

    turn: Turn
    before: Facts
    after: Facts
    question: Open | None
    outcome: str
    who: str
    event: Event

    @property
    def told_more(self) -> bool:
        """Whether the message told any fact at all."""
        return bare(self.before) != bare(self.after)


@dataclass(frozen=True)
class Case:
    """One person's part: the messages that count, the facts, the questions asked so far, and the advice given.

    `asked` holds the slots of every question that counts, () for one that was never answered and may be asked again.
    """

    who: str
    turns: tuple[Turn, ...] = ()
    facts: Facts = field(default_factory=Facts)
    asked: tuple[tuple[str, ...], ...] = ()
    open: Open | None = None
    answers: tuple[tuple[int, Open, int], ...] = ()  # message, question, and how many were asked before it
    given: tuple[Mapping[str, Any], ...] = ()
    answered_concerns: frozenset[str] = frozenset()
    kept_asked: bool = False
    stopped: bool = False

    def known(self) -> bool:
        """Whether anything of a face was told yet."""
        told = self.facts
        return told.has_complaint is Tri.YES or bool(told.here or told.areas) or told.days_since_injection is not None


@dataclass(frozen=True)
class Dialogue:
    """The whole of it: the case in hand, the others, every step, and what an earlier visit left.

    `whose` is (the person so far, the person now named) while it is open whom the facts belong to. `unclear` counts the last
    messages that were not understood. `emergency` is the advice that stands for the session, None where there is none.
    """

    case: Case
    others: Mapping[str, Case]
    steps: tuple[Step, ...]
    remembered: memory.Remembered | None
    whose: tuple[str, str] | None
    unclear: int
    emergency: Mapping[str, Any] | None
    today: datetime.date

    @property
    def last(self) -> Step | None:
        return self.steps[-1] if self.steps else None


def bare(facts: Facts) -> Facts:
    """The facts without the words they came from."""
    return facts.with_(words={}, doubtful=())
