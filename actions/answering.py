"""Answers to what a message asks, from the ten doctors' claims."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.base import SafeAction, say
from actions.conversation import Conversation
from triage import answers, reply, smalltalk, timeline, transcript
from triage.facts import Tri
from triage.levels import Level

TIMED = frozenset({"duration", "permanence"})


def answer(dispatcher: CollectingDispatcher, talk: Conversation) -> bool:
    """Say the answer to the latest message's concerns; False when there is nothing to answer.

    Nothing is compared or comforted at SAME_DAY or above, nor before a crisis line: the answers of the ten are for ranks up to 3.
    """
    if talk.answered or talk.disposition.level.rank >= Level.SAME_DAY.rank or talk.disposition.rule in reply.CRISIS_RULES:
        return False
    asked = talk.last.text if talk.last else ""
    combined = answers.combine(talk.concerns, talk.facts, asked_text=asked)
    if not combined.text:
        return False
    say(dispatcher, combined.text, combined.data())
    if TIMED & set(combined.concerns):
        plot = timeline.timeline(talk.facts, talk.today)
        dispatcher.utter_message(json_message={"data": plot})
    return True


class ActionAnswer(SafeAction):
    def name(self) -> str:
        return "action_answer"

    def act(self, dispatcher: CollectingDispatcher, talk: Conversation) -> list[dict[str, Any]] | None:
        if not answer(dispatcher, talk) and not understood(talk):
            text, buttons = smalltalk.reply("nlu_fallback", talk.last.text if talk.last else "")
            data = {"type": "answer", "v": 1, "concern": "nlu_fallback", "doctors": [], "counts": {}, "evidence": []}
            say(dispatcher, text, data, buttons)
        return None


def understood(talk: Conversation) -> bool:
    """Whether the message told, asked or answered anything, so that the check has something to go on with."""
    if talk.answered or talk.concerns or talk.facts.has_complaint is Tri.YES or talk.facts.suicidal is not None:
        return True
    return bool(transcript.questions(talk.events)) or bool(talk.last and talk.last.understood.get("acts"))


class ActionSmalltalk(SafeAction):
    """Greetings, thanks, who and what the bot is, and what it is not for."""

    def name(self) -> str:
        return "action_smalltalk"

    def act(self, dispatcher: CollectingDispatcher, talk: Conversation) -> list[dict[str, Any]] | None:
        understood = talk.last.understood if talk.last else {}
        intent = (understood.get("intent") or {}).get("name", "nlu_fallback")
        text, buttons = smalltalk.reply(intent, talk.last.text if talk.last else "")
        say(dispatcher, text, {"type": "answer", "v": 1, "concern": intent, "doctors": [], "counts": {}, "evidence": []}, buttons)
        return None
