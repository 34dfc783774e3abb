"""A conversation as Rasa stores it (events as plain dicts), read back as turns.

The tracker's events are the only memory: facts, questions asked and advice given are derived from them, so a conversation can
be replayed. Nothing here imports Rasa.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from triage.translate import Turn, intent_of

Event = Mapping[str, Any]
FRESH_START = ("restart", "session_started")


def current(events: Sequence[Event]) -> Sequence[Event]:
    """The events since the conversation (re)started."""
    for index in range(len(events) - 1, -1, -1):
        if events[index].get("event") in FRESH_START:
            return events[index + 1 :]
    return events


def payload(event: Event) -> Mapping[str, Any]:
    """What a bot event carried for machines: the object of section 3 of the contract, or nothing."""
    custom = (event.get("data") or {}).get("custom") or {}
    data = custom.get("data") or {}
    return data if isinstance(data, Mapping) else {}


def turns(events: Sequence[Event]) -> list[Turn]:
    """The patient's messages with what was understood and the slots of the question each one answers.

    A turn that the patient took back ("go back") is left out together with the request to go back.
    """
    found: list[Turn] = []
    asked: tuple[str, ...] = ()
    for event in current(events):
        kind = event.get("event")
        if kind == "bot":
            data = payload(event)
            if data.get("type") == "question":
                asked = tuple(data.get("slots") or ())
        elif kind == "user" and event.get("text"):
            understood = dict(event.get("parse_data") or {})
            if intent_of(understood) == "go_back":
                answered = [i for i, turn in enumerate(found) if turn.asked]
                if answered:
                    asked = found.pop(answered[-1]).asked
                continue
            country = str((event.get("metadata") or {}).get("country") or "")
            found.append(Turn(understood=understood, asked=asked, text=str(event["text"]), country=country))
            asked = ()
    return found


def questions(events: Sequence[Event]) -> list[tuple[str, ...]]:
    """The slot tuples of the questions asked so far, without those the patient went back to."""
    asked: list[tuple[str, ...]] = []
    for event in current(events):
        if event.get("event") == "bot" and payload(event).get("type") == "question":
            slots = tuple(payload(event).get("slots") or ())
            if not asked or asked[-1] != slots:
                asked.append(slots)
        elif event.get("event") == "user" and intent(event) == "go_back":
            del asked[-2:]
    return asked


def intent(event: Event) -> str:
    """The intent's name of a user event."""
    return intent_of(event.get("parse_data") or {})


def dispositions(events: Sequence[Event]) -> Iterator[Mapping[str, Any]]:
    """The advice given so far, oldest first."""
    return (payload(e) for e in current(events) if e.get("event") == "bot" and payload(e).get("type") == "disposition")


@dataclass(frozen=True)
class LastTurn:
    """The patient's latest message and what the bot has already said to it."""

    text: str
    understood: Mapping[str, Any]
    said: tuple[Mapping[str, Any], ...]
    actions: tuple[str, ...]

    @property
    def intent(self) -> str:
        return intent_of(self.understood)


def last_turn(events: Sequence[Event]) -> LastTurn | None:
    """The latest patient message with the payloads and actions that followed it; None before the first one."""
    recent = current(events)
    for index in range(len(recent) - 1, -1, -1):
        event = recent[index]
        if event.get("event") == "user" and event.get("text"):
            after = recent[index + 1 :]
            return LastTurn(
                text=str(event["text"]),
                understood=event.get("parse_data") or {},
                said=tuple(payload(e) for e in after if e.get("event") == "bot"),
                actions=tuple(str(e.get("name")) for e in after if e.get("event") == "action"),
            )
    return None
