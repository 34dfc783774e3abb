"""A conversation as Rasa stores it: events as plain dicts, what the bot said for machines, and the latest turn.

The tracker's events are the only memory: `triage.dialogue` derives everything else from them. Nothing here imports Rasa.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from triage.turn import intent_of

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
