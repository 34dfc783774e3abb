"""Answers to what a message asks, from the ten doctors' claims."""

from __future__ import annotations

import os
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.base import SafeAction, note, plain, say
from actions.conversation import Conversation
from triage import answers, reply, smalltalk, timeline
from triage.facts import Tri
from triage.levels import Level

UNCLEAR = "nlu_fallback"
MOST_UNCLEAR = 2  # times the patient is asked to say it otherwise, in a row
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
        noted = note(dispatcher, talk)
        if not answer(dispatcher, talk) and not noted and not understood(talk):
            chat(dispatcher, talk, UNCLEAR)
        return None


def understood(talk: Conversation) -> bool:
    """Whether the message told, asked or answered anything, so that the check has something to go on with."""
    if talk.answered or talk.concerns or talk.facts.has_complaint is Tri.YES or talk.disposition.level is not Level.INFO:
        return True
    return bool(talk.case.asked) or bool(talk.last and talk.last.understood.get("acts"))


class ActionSmalltalk(SafeAction):
    """Greetings, thanks, who and what the bot is, and what it is not for."""

    def name(self) -> str:
        return "action_smalltalk"

    def act(self, dispatcher: CollectingDispatcher, talk: Conversation) -> list[dict[str, Any]] | None:
        from actions.checking import ask

        if not note(dispatcher, talk):
            chat(dispatcher, talk, (talk.last.intent if talk.last else "") or UNCLEAR)
        return ask(dispatcher, talk) if talk.question else None


def chat(dispatcher: CollectingDispatcher, talk: Conversation, intent: str) -> None:
    """Say the small talk that fits the intent and the latest message; after two in a row that were unclear, where to turn."""
    words = talk.last.text if talk.last else ""
    guesses = list((talk.last.understood.get("guesses") if talk.last else None) or ())
    tired = talk.dialogue.unclear >= MOST_UNCLEAR
    text, buttons = smalltalk.reply(intent, words, guesses=guesses, tired=tired, contact=contact(os.environ))
    say(dispatcher, text, plain(UNCLEAR if intent == UNCLEAR else intent), buttons)


def contact(settings: Any) -> str:
    """The clinic of the settings, as a sentence's object; else whoever injected."""
    name, phone = settings.get("TRIAGE_CLINIC_NAME", ""), settings.get("TRIAGE_CLINIC_PHONE", "")
    if name:
        return f"{name}, {phone}" if phone else name
    return phone or "the person who injected you"
