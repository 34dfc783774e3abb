"""What every action shares: it always speaks, and an error never reaches the patient as silence."""

from __future__ import annotations

import abc
import logging
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import Conversation
from triage import audit, memory
from triage import notes as acknowledge

log = logging.getLogger(__name__)
SORRY = (
    "I'm sorry, something went wrong on our side. If you have trouble breathing, swallowing or speaking, sudden weakness, or a "
    "change in your sight, call your emergency number now (112, 999, 911 or 000). For anything else, please contact the person "
    "who injected you, or send your message again."
)
NOTE = "dialogue"  # the concern of words about the conversation itself


class SafeAction(Action, abc.ABC):
    """Subclasses write `act`; what it raises is logged without the patient's words, and an apology is said."""

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        try:
            talk = Conversation.of(tracker)
            return [*remember(talk), *(self.act(dispatcher, talk) or [])]
        except Exception as error:
            log.error("%s failed: %s at %s", self.name(), type(error).__name__, _place(error))
            dispatcher.utter_message(text=SORRY, json_message={"data": {"type": "error", "v": 1, "code": "action"}})
            return []

    @abc.abstractmethod
    def name(self) -> str:
        """The action's name in the domain."""

    @abc.abstractmethod
    def act(self, dispatcher: CollectingDispatcher, talk: Conversation) -> list[dict[str, Any]] | None:
        """Say what is to be said; the events to add to the tracker."""


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"


def remember(talk: Conversation) -> list[dict[str, Any]]:
    """What an earlier session left, put where later turns of this one find it: the store hands out one session only."""
    kept = talk.dialogue.remembered
    slot = any(e.get("event") == "slot" and e.get("name") == memory.SLOT and e.get("value") for e in talk.events)
    return [SlotSet(memory.SLOT, kept.as_slot())] if kept and not slot else []


def plain(concern: str) -> dict[str, Any]:
    """The payload of words that rest on no doctor and no evidence."""
    return {"type": "answer", "v": 1, "concern": concern, "doctors": [], "counts": {}, "evidence": []}


def say(dispatcher: CollectingDispatcher, text: str, data: dict[str, Any], buttons: list[str] | None = None) -> None:
    """One message: text, the payload for machines, and buttons that send their own title."""
    dispatcher.utter_message(
        text=text,
        json_message={"data": data},
        buttons=[{"title": title, "payload": title} for title in buttons or []],
    )


def note(dispatcher: CollectingDispatcher, talk: Conversation) -> bool:
    """Acknowledge what the latest message did to the conversation, once a turn; whether anything was said."""
    lines = [] if talk.said(NOTE) else acknowledge.notes(talk.dialogue)
    if lines:
        say(dispatcher, " ".join(lines), plain(NOTE))
    return bool(lines)


def audited(talk: Conversation, text: str) -> dict[str, Any]:
    """The event that keeps what was decided beside what was said."""
    model = audit.model_of(talk.events)
    return SlotSet(audit.SLOT, audit.record(talk.disposition, talk.facts, text=text, who=talk.case.who, model=model))
