"""The triage form: validate, ask, advise. What to ask is decided in `triage.interview`."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import UNCLEAR, answer
from actions.base import SafeAction, say
from actions.conversation import Conversation
from triage import reply, smalltalk
from triage.facts import Tri
from triage.levels import Level

SLOTS = [
    "danger_signs",
    "function_gate",
    "days_since_injection",
    "onset_after_days",
    "onset",
    "course",
    "treated_area",
    "changed_part",
    "eye_closure",
    "side",
    "provider",
    "product",
    "filler",
    "distress",
    "suicidal",
    "who",
    "history",
]

STEERING = frozenset(
    "stop start_over forget_me ask_summary go_back ask_why_asked ask_capabilities ask_identity ask_repeat".split()
)
RASA_OWN = frozenset({"action_listen", "action_extract_slots", "action_session_start"})


class ValidateTriageForm(SafeAction):
    """Chooses the next question from the whole conversation; None ends the form."""

    def name(self) -> str:
        return "validate_triage_form"

    def act(self, dispatcher: CollectingDispatcher, talk: Conversation) -> list[dict[str, Any]] | None:
        if steers(talk):
            return []  # nothing to validate: the form gives way to the rule for that intent
        question = talk.question if wanted(talk) and not crisis(talk) else None
        if talk.concerns and question is None:
            answer(dispatcher, talk)
        asked = {slot for slots in talk.asked for slot in slots}
        settled = [SlotSet(slot, "told") for slot in SLOTS if slot in asked]
        return [*settled, SlotSet("requested_slot", question.slots[0] if question else None)]


def steers(talk: Conversation) -> bool:
    """Whether the latest message steers the conversation and its own action has not run yet."""
    if talk.last is None or talk.last.intent not in STEERING:
        return False
    return not any(name.startswith("action_") and name not in RASA_OWN for name in talk.last.actions)


def crisis(talk: Conversation) -> bool:
    """Whether thoughts of suicide were told and no crisis line has been given yet: then nothing else is asked in this turn."""
    return talk.disposition.rule in reply.CRISIS_RULES and not any(rule in reply.CRISIS_RULES for _, rule in talk.given)


def wanted(talk: Conversation) -> bool:
    """Whether there is a complaint to check, or the patient asked for the check."""
    asked_for = any(turn.intent == "start_triage" for turn in talk.turns)
    under_way = bool(talk.asked) and talk.facts.has_complaint is not Tri.NO
    return asked_for or under_way or talk.facts.has_complaint is Tri.YES


class Ask(SafeAction):
    """Asks the next question; one class serves every slot of the form."""

    slot = ""

    def name(self) -> str:
        return f"action_ask_triage_form_{self.slot}"

    def act(self, dispatcher: CollectingDispatcher, talk: Conversation) -> list[dict[str, Any]] | None:
        answer(dispatcher, talk)
        question = talk.question
        if question is None:
            return None
        if talk.disposition.level is Level.SAME_DAY and Level.SAME_DAY.value not in {level for level, _ in talk.given}:
            told = reply.disposition(talk.disposition, talk.facts, talk.today)
            say(dispatcher, told["text"], told["custom"]["data"])
        data = {
            "type": "question",
            "v": 1,
            "slots": list(question.slots),
            "choices": [{"title": title} for title in question.choices],
            "multiple": question.multiple,
            "why": question.why,
            "step": question.step,
            "of": question.of,
        }
        say(dispatcher, f"{question.text}\n({question.why})", data, list(question.choices))
        return None


class ActionDisposition(SafeAction):
    """The advice, once nothing that matters is left to ask."""

    def name(self) -> str:
        return "action_disposition"

    def act(self, dispatcher: CollectingDispatcher, talk: Conversation) -> list[dict[str, Any]] | None:
        answered = answer(dispatcher, talk) or talk.answered
        same = talk.given[-1:] == [(talk.disposition.level.value, talk.disposition.rule)]
        unclear = talk.last is not None and any(said.get("concern") == UNCLEAR for said in talk.last.said)
        if unclear or (same and answered):
            return None  # the answer was what was asked for; the advice stands as it was given
        render = reply.unchanged if same else reply.disposition
        told = render(talk.disposition, talk.facts, talk.today)
        offer = [smalltalk.CHECK] if talk.disposition.level is Level.INFO else ["Summary"]
        say(dispatcher, told["text"], told["custom"]["data"], offer)
        return None


def ask_actions() -> list[type[Action]]:
    """One action class a slot, as Rasa looks them up by name."""
    return [type(f"Ask{slot.title().replace('_', '')}", (Ask,), {"slot": slot}) for slot in SLOTS]


for _made in ask_actions():
    globals()[_made.__name__] = _made
