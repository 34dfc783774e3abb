"""The state of a conversation, folded from its events: whose face it is about, the open question, what was asked and advised.

Nothing is kept elsewhere, so any conversation can be folded again, message by message, from the tracker store.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from triage import asides, memory, transcript
from triage.case import CHECK, KEEP, RESTART, WHOSE, Case, Dialogue, Open, Step, bare
from triage.facts import Facts, Suicidal
from triage.levels import Level
from triage.slots import answered
from triage.transcript import Event
from triage.translate import facts_from, step
from triage.turn import Turn
from triage.wording import dialogue, plain

MOST_MISSES = 3  # answers that were none: then the conversation goes on without
MOST_TIMES = 4  # the same question is asked, whatever comes in between
SMALL_TALK = frozenset("greet thank goodbye ask_capabilities ask_identity".split())
STEERING = frozenset("stop start_over forget_me ask_summary go_back ask_why_asked ask_repeat".split())
QUESTIONS = frozenset(
    "duration permanence referral treatment cause prevention bells_palsy camouflage photo_assessment complaint dose_or_product "
    "pregnancy_or_medication".split()
)
SAME_PERSON = {"mom": "mum", "mother": "mum", "father": "dad", "grandmother": "gran", "grandma": "gran", "nan": "gran"}


def read(events: Sequence[Event], today: datetime.date) -> Dialogue:
    """The conversation since it was last begun or begun anew."""
    fold = _Fold(today)
    for event in transcript.current(events):
        if event.get("event") == "bot":
            fold.say(transcript.payload(event))
        elif event.get("event") == "user" and event.get("text"):
            fold.hear(event)
    remembered = memory.remembered(events, lambda part: read(part, today).case.facts)
    return Dialogue(fold.case, fold.others, tuple(fold.steps), remembered, fold.whose, fold.unclear, fold.emergency, today)


def interrupts(turn: Turn) -> bool:
    """Whether a message asks or steers instead of answering."""
    concerns = {str(c["name"]) for c in turn.understood.get("concerns") or ()}
    return turn.intent in SMALL_TALK | STEERING or bool(concerns & QUESTIONS) or asides.kind(turn.text) is not None


def person(text: str) -> str | None:
    """The person a message says it is about from now on: "self", "mum", …; None if it says nothing of the kind."""
    low, words = plain(text), dialogue()
    if words.says("switch_to_me", low):
        return "self"
    match = words.says("switch_to", low)
    return SAME_PERSON.get(match["who"], match["who"]) if match else None


class _Fold:
    """Events in, state out. Its parts are the fields of `Dialogue`."""

    def __init__(self, today: datetime.date) -> None:
        self.today = today
        self.case = Case("self")
        self.others: dict[str, Case] = {}
        self.steps: list[Step] = []
        self.whose: tuple[str, str] | None = None
        self.unclear = 0
        self.emergency: Mapping[str, Any] | None = None
        self.safety = False  # the last words were "are you safe right now?"

    # -- the bot speaks

    def say(self, said: Mapping[str, Any]) -> None:
        self.safety = said.get("type") == "disposition" and self.case.facts.suicidal not in (None, Suicidal.NONE)
        if said.get("type") == "question":
            self._ask(said)
        elif said.get("type") == "disposition":
            self.case = replace(self.case, given=(*self.case.given, said))
            if said.get("level") == Level.EMERGENCY.value:
                self.emergency = said
        elif said.get("type") == "answer":
            if said.get("concern") == "nlu_fallback":
                self.unclear += 1
            concerns = self.case.answered_concerns | set(said.get("concerns") or [said.get("concern")])
            self.case = replace(self.case, answered_concerns=concerns)

    def _ask(self, said: Mapping[str, Any]) -> None:
        case, slots = self.case, tuple(said.get("slots") or ())
        name = str(said.get("name") or "")
        before = case.open
        if before and (before.name == name if name else set(slots) <= set(before.slots)):
            counts = bool(self.steps) and self.steps[-1].outcome == "missed"
            asked = (*case.asked, slots) if counts else case.asked
            self.case = replace(case, open=replace(before, payload=said, slots=slots, times=before.times + 1), asked=asked)
            return
        asked = case.asked
        if before and asked and before.name != CHECK:  # put off for another question: it may be asked again
            asked = (*asked[:-1], ())
        if name != RESTART:
            asked = (*asked, slots)
        kept = case.kept_asked or name == KEEP
        self.case = replace(case, open=Open(name, slots, said), asked=asked, kept_asked=kept)

    # -- the patient speaks

    def hear(self, event: Event) -> None:
        turn = self._turn(event)
        low = plain(turn.text)
        other = person(turn.text)
        if turn.intent == "go_back" and not other:  # "back to me" is no request to go back
            return self._back(turn, event)
        question = self.case.open
        if question and question.name == RESTART:
            if dialogue().says("misread", low) and not dialogue().says("joking", low):
                return self._restart(turn, event)
            self.case = replace(self.case, open=None)
            turn = replace(turn, asked=(), choices=())
        if question and question.name == WHOSE and self.whose:
            return self._belongs(turn, event)
        if other and other != self.case.who:
            return self._switch(other, turn, event)
        self._take(turn, event)

    def _turn(self, event: Event) -> Turn:
        question = self.case.open
        said = question.payload if question else {}
        return Turn(
            understood=event.get("parse_data") or {},
            asked=question.slots if question else (),
            text=str(event["text"]),
            choices=tuple(str(c.get("title")) for c in said.get("choices") or ()),
            offered=said.get("offered") or {},
            checks=tuple(said.get("checks") or ()),
            country=str((event.get("metadata") or {}).get("country") or ""),
            safety=self.safety,
        )

    def _take(self, turn: Turn, event: Event, outcome: str = "") -> None:
        """A message of the case in hand: new facts, and whether it answered the open question; unless `outcome` says what it did."""
        case = self.case
        turns = (*case.turns, turn)
        after = step(case.facts, turns, self.today)
        question, answers = case.open, case.answers
        if not outcome:
            outcome = self._outcome(question, turn, case.facts, after) if question else "told"
        if question and outcome == "answered":
            answers = (*answers, (len(turns) - 1, question, len(case.asked) - question.misses - 1))
        elif question and outcome == "given up":
            after = after.with_(unsure=after.unsure | set(question.slots))
        still = None
        if question and outcome not in ("answered", "given up"):
            still = replace(question, misses=question.misses + (outcome == "missed"))
        self.steps.append(Step(turn, case.facts, after, question, outcome, case.who, event))
        new_signs = bool(after.here - case.facts.here)
        stopped = turn.intent == "stop" or (case.stopped and turn.intent != "start_triage" and not new_signs)
        self.case = replace(case, turns=turns, facts=after, open=still, answers=answers, stopped=stopped and not _skips(turn))
        if _understood(turn, case.facts, after, outcome):
            self.unclear = 0

    def _outcome(self, question: Open, turn: Turn, before: Facts, after: Facts) -> str:
        if question.name == CHECK:
            return "answered"
        if question.name == KEEP and not interrupts(turn):
            return "answered"
        if any(answered(before, after, slot) for slot in question.slots):
            return "answered"
        if question.times >= MOST_TIMES:
            return "given up"
        if interrupts(turn) and not _skips(turn):
            return "aside"
        return "given up" if question.misses + 1 >= MOST_MISSES else "missed"

    def _back(self, turn: Turn, event: Event) -> None:
        """The last answer is taken back, and its question is open again."""
        case = self.case
        if not case.answers:
            self.steps.append(Step(turn, case.facts, case.facts, case.open, "nothing to take back", case.who, event))
            return
        index, question, asked = case.answers[-1]
        turns = tuple(replace(t, taken_back=True) if i == index else t for i, t in enumerate(case.turns))
        facts = facts_from(turns, self.today)
        facts = facts if case.who == "self" else facts.with_(who=case.who)
        self.steps.append(Step(turn, case.facts, facts, question, "taken back", case.who, event))
        again = replace(question, times=1, misses=0)
        self.case = replace(
            case, turns=turns, facts=facts, open=again, asked=(*case.asked[:asked], question.slots), answers=case.answers[:-1],
            stopped=False,
        )  # fmt: skip

    def _restart(self, turn: Turn, event: Event) -> None:
        """The patient says, asked directly, that an emergency was misread: all of it is set aside."""
        before = self.case.facts
        self.case, self.others, self.whose, self.emergency, self.unclear = Case("self"), {}, None, None, 0
        self.steps.append(Step(turn, before, Facts(), None, "restarted", "self", event))

    # -- another person

    def _switch(self, other: str, turn: Turn, event: Event) -> None:
        """From now on about someone else; whose the facts so far are is asked, unless the message tells signs itself."""
        signs = any(f.get("status") == "affirmed" for f in turn.understood.get("findings") or ())
        if other in self.others or (self.case.known() and (signs or other == "self")):
            self._apart(other)
            self._take(replace(turn, asked=(), choices=(), offered={}, checks=()), event, "apart")
        elif not self.case.known():
            self.case = replace(self.case, who=other)
            self._take(turn, event)
        else:
            self.whose = (self.case.who, other)
            self._take(replace(turn, asked=()), event, "whose")

    def _belongs(self, turn: Turn, event: Event) -> None:
        """The answer to whose the facts are: the first person's are kept apart, or all of them move to the other."""
        assert self.whose is not None
        first, other = self.whose
        self.whose = None
        if not _of_the_first(plain(turn.text), first, other):
            self.case = replace(self.case, who=other, open=None, asked=self.case.asked[:-1])
            self._take(replace(turn, asked=()), event, "moved")
            self.case = replace(self.case, facts=self.case.facts.with_(who=other))
            return
        switched = self.case.turns[-1]
        before = replace(self.case, turns=self.case.turns[:-1], open=None, asked=self.case.asked[:-1])
        self.case = replace(before, facts=facts_from(before.turns, self.today))
        self._apart(other)
        self.case = replace(self.case, turns=(switched,), facts=facts_from((switched,), self.today))
        self._take(replace(turn, asked=()), event, "apart")

    def _apart(self, other: str) -> None:
        """The case in hand is put aside and the other person's taken up, or begun."""
        self.others[self.case.who] = self.case
        self.case = self.others.pop(other, Case(other, facts=Facts(who=other)))
        self.whose = None


def _of_the_first(low: str, first: str, other: str) -> bool:
    """Whether the answer says that the facts are the first person's. Anything unclear keeps them with the other: none is lost."""
    words = dialogue()
    names = {other, *(name for name, same in SAME_PERSON.items() if same == other)}
    theirs = any(re.search(rf"\b{name}\b", low) for name in names)
    if first == "self":
        return not theirs and bool(words.says("mine", low))
    return first in low and not theirs


def _skips(turn: Turn) -> bool:
    """ "Skip": the question goes unanswered, whatever else the words could mean."""
    return bool(turn.asked) and bool(dialogue().says("skip", plain(turn.text)))


def _understood(turn: Turn, before: Facts, after: Facts, outcome: str) -> bool:
    """Whether a message told, asked or answered anything."""
    concerns = [c for c in turn.understood.get("concerns") or () if c.get("name") != "out_of_scope"]
    return bare(before) != bare(after) or bool(concerns) or outcome == "answered" or bool(turn.understood.get("acts"))
