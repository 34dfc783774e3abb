"""Steering the conversation: why a question is asked, stop, start over, go back, forget me, summary."""

from __future__ import annotations

from typing import Any

from rasa_sdk.events import AllSlotsReset, Restarted
from rasa_sdk.executor import CollectingDispatcher

from actions.base import SafeAction, plain, say
from actions.checking import wanted
from actions.conversation import Conversation
from triage import reply, summary

PLAIN = plain("dialogue")


class ActionExplainQuestion(SafeAction):
    def name(self) -> str:
        return "action_explain_question"

    def act(self, dispatcher: CollectingDispatcher, talk: Conversation) -> list[dict[str, Any]] | None:
        question = talk.question if wanted(talk) else None
        text = "I ask only what can change my advice."
        if question:
            text = f"{text} {question.why}"
        say(dispatcher, text, PLAIN)
        return None


class ActionStop(SafeAction):
    """No more questions: the highest level not excluded, never below INJECTOR while danger signs are unchecked."""

    def name(self) -> str:
        return "action_stop"

    def act(self, dispatcher: CollectingDispatcher, talk: Conversation) -> list[dict[str, Any]] | None:
        told = reply.disposition(talk.disposition, talk.facts, talk.today)
        say(dispatcher, f"All right, no more questions. From what I know so far:\n{told['text']}", told["custom"]["data"])
        return None


class ActionStartOver(SafeAction):
    def name(self) -> str:
        return "action_start_over"

    def act(self, dispatcher: CollectingDispatcher, talk: Conversation) -> list[dict[str, Any]] | None:
        text = "We start afresh; I have set aside what you told me. What would you like to ask or tell me?"
        say(dispatcher, text, PLAIN)
        return [AllSlotsReset(), Restarted()]


class ActionGoBack(SafeAction):
    def name(self) -> str:
        return "action_go_back"

    def act(self, dispatcher: CollectingDispatcher, talk: Conversation) -> list[dict[str, Any]] | None:
        say(dispatcher, "All right, back one question.", PLAIN)
        return None


class ActionForgetMe(SafeAction):
    """The channel deletes the conversation when it sees this payload."""

    def name(self) -> str:
        return "action_forget_me"

    def act(self, dispatcher: CollectingDispatcher, talk: Conversation) -> list[dict[str, Any]] | None:
        text = "Done: this conversation and everything you told me are deleted."
        say(dispatcher, text, {"type": "forgotten", "v": 1})
        return [AllSlotsReset(), Restarted()]


class ActionSummary(SafeAction):
    def name(self) -> str:
        return "action_summary"

    def act(self, dispatcher: CollectingDispatcher, talk: Conversation) -> list[dict[str, Any]] | None:
        text = summary.render_text(talk.events) or "There is nothing to sum up yet: tell me what you noticed first."
        say(dispatcher, text, {"type": "summary", "v": 1, "text": text, "url": None})
        return None
