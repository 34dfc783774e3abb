"""Steering the conversation: why a question is asked, stop, start over, go back, forget me, summary."""

from __future__ import annotations

from typing import Any

from rasa_sdk.events import AllSlotsReset, Restarted
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import UNCLEAR, chat
from actions.base import NOTE, SafeAction, audited, note, plain, say
from actions.checking import offer, put
from actions.conversation import Conversation
from triage import guide, reply, summary, transcript
from triage.knowledge import knowledge
from triage.notes import START_AFRESH

PLAIN = plain(NOTE)


class ActionExplainQuestion(SafeAction):
    """Why the open question is asked, before it is asked again; "say that again" repeats the question or the last advice."""

    def name(self) -> str:
        return "action_explain_question"

    def act(self, dispatcher: CollectingDispatcher, talk: Conversation) -> list[dict[str, Any]] | None:
        if note(dispatcher, talk):
            return None
        waiting = talk.case.open
        if talk.last and talk.last.intent == "ask_repeat":
            said = None if waiting else last_words(talk)
            if said:
                say(dispatcher, str(said["text"]), dict(transcript.payload(said)))
            elif not waiting:
                chat(dispatcher, talk, UNCLEAR)
            return None
        why = f" {waiting.payload.get('why')}" if waiting else " I have no open question for you right now."
        say(dispatcher, f"I ask only what can change my advice.{why}", PLAIN)
        return None


def last_words(talk: Conversation) -> dict[str, Any] | None:
    """The bot's last advice or answer, as its event."""
    spoken = (e for e in reversed(talk.events) if e.get("event") == "bot" and e.get("text"))
    return next((e for e in spoken if transcript.payload(e).get("type") in ("disposition", "answer")), None)


class ActionStop(SafeAction):
    """No more questions: the highest level not excluded, never below INJECTOR while danger signs are unchecked."""

    def name(self) -> str:
        return "action_stop"

    def act(self, dispatcher: CollectingDispatcher, talk: Conversation) -> list[dict[str, Any]] | None:
        if not talk.case.known():
            say(dispatcher, "All right, no questions. Come back whenever you like.", PLAIN)
            return None
        told = reply.disposition(talk.disposition, talk.facts, talk.today)
        text = f"All right, no more questions. From what I know so far:\n{told['text']}"
        say(dispatcher, text, told["custom"]["data"], offer(talk.disposition.level))
        return [audited(talk, text)]


class ActionStartOver(SafeAction):
    """Everything told is set aside; an emergency only after one direct question."""

    def name(self) -> str:
        return "action_start_over"

    def act(self, dispatcher: CollectingDispatcher, talk: Conversation) -> list[dict[str, Any]] | None:
        if talk.dialogue.emergency is not None:
            put(dispatcher, guide.restart(talk.dialogue))
            return None
        say(dispatcher, START_AFRESH, PLAIN)
        return [AllSlotsReset(), Restarted()]


class ActionGoBack(SafeAction):
    """The answer is taken back in `triage.dialogue`; the form then asks its question again."""

    def name(self) -> str:
        return "action_go_back"

    def act(self, dispatcher: CollectingDispatcher, talk: Conversation) -> list[dict[str, Any]] | None:
        if note(dispatcher, talk):
            return None
        taken = talk.outcome == "taken back"
        text = "All right, I take your last answer back." if taken else "There is no answer to take back yet."
        say(dispatcher, text, PLAIN)
        return None


class ActionForgetMe(SafeAction):
    """The channel deletes the conversation when it sees this payload."""

    def name(self) -> str:
        return "action_forget_me"

    def act(self, dispatcher: CollectingDispatcher, talk: Conversation) -> list[dict[str, Any]] | None:
        text = "Done: this conversation and everything you told me are deleted."
        if talk.dialogue.emergency is not None:
            numbers = knowledge().country(talk.facts.country).emergency_text
            text += f" What I said about your safety still holds: please call {numbers} now."
        say(dispatcher, text, {"type": "forgotten", "v": 1})
        return [AllSlotsReset(), Restarted()]


class ActionSummary(SafeAction):
    def name(self) -> str:
        return "action_summary"

    def act(self, dispatcher: CollectingDispatcher, talk: Conversation) -> list[dict[str, Any]] | None:
        text = summary.render_text(talk.events) or "There is nothing to sum up yet: tell me what you noticed first."
        say(dispatcher, text, {"type": "summary", "v": 1, "text": text, "url": None})
        return None
