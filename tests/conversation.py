"""A conversation with the actions and the danger gate as Rasa's rules run them, without Rasa and without a trained model.

What is understood of each message is given by the test; everything else is the project's own code.
"""

from __future__ import annotations

import asyncio
import datetime
import os
from functools import lru_cache
from pathlib import Path
from typing import Any
from unittest import mock

import yaml
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import actions
from actions.base import SafeAction
from actions.checking import steers
from actions.conversation import Conversation
from triage import audit, dialogue, emergency

TODAY = datetime.date(2026, 11, 24)
CONTROL: dict[str, type[SafeAction]] = {
    "ask_why_asked": actions.ActionExplainQuestion,
    "ask_repeat": actions.ActionExplainQuestion,
    "stop": actions.ActionStop,
    "start_over": actions.ActionStartOver,
    "go_back": actions.ActionGoBack,
    "forget_me": actions.ActionForgetMe,
    "ask_summary": actions.ActionSummary,
    "ask_capabilities": actions.ActionSmalltalk,
    "ask_identity": actions.ActionSmalltalk,
}
SMALL_TALK = ("greet", "thank", "goodbye", "out_of_scope", "nlu_fallback")
EXEMPT = ("start_over", "forget_me", "ask_summary")  # of the gate, nlu/rasa/gate.py
ASKS = {cls().name().removeprefix("action_ask_triage_form_"): cls for cls in actions.ask_actions()}


@lru_cache(maxsize=1)
def responses() -> dict[str, Any]:
    domain = yaml.safe_load((Path(__file__).parents[1] / "domain.yml").read_text())
    responses: dict[str, Any] = domain["responses"]
    return responses


class Talk:
    """One conversation; `events` are what Rasa would store."""

    def __init__(self, today: datetime.date = TODAY) -> None:
        self.today = today
        self.events: list[dict[str, Any]] = []
        self.loop = False
        self.begin()

    @property
    def time(self) -> float:
        return datetime.datetime.combine(self.today, datetime.time(12), datetime.timezone.utc).timestamp() + len(self.events)

    def begin(self, days_later: int = 0) -> None:
        """A session begins, so many days later."""
        self.today += datetime.timedelta(days=days_later)
        self.loop = False
        self._add("action", name="action_session_start")
        self._add("session_started")

    def say(self, text: str, intent: str = "inform", **understood: Any) -> list[dict[str, Any]]:
        """What the bot says to a message: findings as "code" or ("code", "status"[, "words"]), entities as (name, value[, role[, "words"]])."""
        start = len(self.events)
        self._add("user", text=text, parse_data=parsed(text, intent, **understood), metadata=understood.get("metadata") or {})
        alarm = None if intent in EXEMPT else emergency.alarm(self.dialogue)
        if alarm:
            self._alarm(alarm)
        elif intent in CONTROL and (not self.loop or steers(Conversation(self.events, self.today))):
            self._run(CONTROL[intent])
            if (self.loop and intent not in ("stop", "start_over", "forget_me")) or intent == "go_back":
                self._form()
            if intent in ("stop", "start_over", "forget_me"):
                self.loop = False
        elif intent in SMALL_TALK and not self.loop:
            self._run(actions.ActionSmalltalk)
        else:
            if not self.loop:
                self._run(actions.ActionAnswer)
            self._form()
        return [e for e in self.events[start:] if e["event"] == "bot"]

    @property
    def dialogue(self) -> dialogue.Dialogue:
        return dialogue.read(self.events, self.today)

    def record(self) -> dict[str, Any]:
        """The audit's latest record."""
        return dict(list(audit.records(self.events))[-1])

    def _form(self) -> None:
        events = self._run(actions.ValidateTriageForm)
        slot = next((e["value"] for e in reversed(events) if e.get("name") == "requested_slot"), None)
        self.loop = slot is not None
        self._run(ASKS[slot] if slot else actions.ActionDisposition)

    def _alarm(self, alarm: emergency.Alarm) -> None:
        (response,) = responses()[alarm.response]
        text = response["text"].format(**alarm.slots)
        self._add("slot", name=audit.SLOT, value=alarm.record(text, audit.model_of(self.events)))
        self._add("action", name=alarm.response)
        self._add("bot", text=text, data={"custom": {"data": _filled(response["custom"]["data"], alarm.slots)}})
        self.loop = False

    def _run(self, action: type[SafeAction]) -> list[dict[str, Any]]:
        dispatcher = CollectingDispatcher()
        tracker = Tracker("x", {}, {}, list(self.events), False, None, {}, None)
        with mock.patch.dict(os.environ, TRIAGE_TODAY=self.today.isoformat()):
            returned = asyncio.run(action().run(dispatcher, tracker, {}))
        self._add("action", name=action().name())
        for message in dispatcher.messages:
            self._add("bot", text=message.get("text"), data={"custom": message.get("custom"), "buttons": message.get("buttons")})
        for event in returned:
            self.events.append({**event, "timestamp": self.time, "metadata": {"model_id": "m1"}})
        return returned

    def _add(self, event: str, **more: Any) -> None:
        self.events.append({"event": event, "timestamp": self.time, "metadata": {"model_id": "m1"}, **more})


def _filled(value: Any, slots: Any) -> Any:
    if isinstance(value, str):
        return value.format(**slots)
    if isinstance(value, list):
        return [_filled(item, slots) for item in value]
    return {key: _filled(item, slots) for key, item in value.items()} if isinstance(value, dict) else value


def parsed(
    text: str,
    intent: str,
    findings: Any = (),
    entities: Any = (),
    concerns: Any = (),
    acts: Any = (),
    guesses: Any = (),
    **_: Any,
) -> dict[str, Any]:
    """The message as the understanding would hand it over."""
    triples = [(f, "affirmed") if isinstance(f, str) else f for f in findings]
    return {
        "intent": {"name": intent, "confidence": 0.9},
        "concerns": [{"name": name, "confidence": 0.9} for name in concerns],
        "acts": list(acts),
        "guesses": list(guesses),
        "findings": [{"code": f[0], "status": f[1], "text": f[2] if len(f) > 2 else f[0].replace("_", " ")} for f in triples],
        "entities": [
            {"entity": e[0], "value": e[1], "text": str(e[3] if len(e) > 3 else e[1]), **({"role": e[2]} if len(e) > 2 else {})}
            for e in entities
        ],
    }


def data(message: dict[str, Any]) -> dict[str, Any]:
    """What a bot event carries for machines."""
    payload: dict[str, Any] = message["data"]["custom"]["data"]
    return payload


def question(messages: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The question among the messages, if there is one."""
    return next((data(m) for m in messages if data(m).get("type") == "question"), None)


def level(messages: list[dict[str, Any]]) -> str | None:
    """The level of the advice among the messages, if there is one."""
    return next((data(m)["level"] for m in reversed(messages) if data(m).get("type") == "disposition"), None)


def words(messages: list[dict[str, Any]]) -> str:
    return "\n".join(m["text"] or "" for m in messages)


# -- two patients to begin with

SMILE = {
    "intent": "ask_smile_weakness",
    "findings": ["smile_asymmetry"],
    "entities": [("time_since_injection", 10), ("area", "upper_lip_perioral", "treated")],
    "concerns": ["smile_weakness"],
}
LID = {
    "intent": "ask_droop",
    "findings": ["ptosis_one"],
    "entities": [("time_since_injection", 12), ("area", "forehead", "treated"), ("side", "right")],
    "concerns": ["eyelid_or_brow_droop"],
}
CLEAR = "none of these, I can move my lips, speak, chew and swallow"


def smile() -> Talk:
    talk = Talk()
    talk.say("my smile is crooked since a lip flip 10 days ago", **SMILE)
    return talk


def lid() -> Talk:
    talk = Talk()
    talk.say("my right eyelid droops after forehead botox 12 days ago", **LID)
    return talk


def asked(talk: Talk) -> list[str]:
    return [data(e)["name"] for e in talk.events if e["event"] == "bot" and data(e).get("type") == "question"]
