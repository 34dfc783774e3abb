"""The triage form: validate, ask, advise. What to ask is decided in `triage.guide` and `triage.interview`."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import UNCLEAR, answer
from actions.base import NOTE, SafeAction, audited, note, plain, say
from actions.conversation import Conversation
from triage import notes as acknowledge
from triage import reply, smalltalk
from triage.case import KEEP
from triage.dialogue import SMALL_TALK, STEERING
from triage.interview import Question
from triage.levels import Level
from triage.slots import SLOTS
from triage.wording import dialogue as wording
from triage.wording import plain as low

STEERS = STEERING | {"ask_capabilities", "ask_identity"}
RASA_OWN = frozenset({"action_listen", "action_extract_slots", "action_session_start"})


class ValidateTriageForm(SafeAction):
    """Chooses the next question from the whole conversation; None ends the form."""

    def name(self) -> str:
        return "validate_triage_form"

    def act(self, dispatcher: CollectingDispatcher, talk: Conversation) -> list[dict[str, Any]] | None:
        if steers(talk):
            return []  # nothing to validate: the form gives way to the rule for that intent
        question = talk.question
        if talk.concerns and question is None:
            answer(dispatcher, talk)
        asked = {slot for slots in talk.case.asked for slot in slots}
        settled = [SlotSet(slot, "told") for slot in SLOTS if slot in asked]
        return [*settled, SlotSet("requested_slot", question.slots[0] if question else None)]


def steers(talk: Conversation) -> bool:
    """Whether the latest message steers the conversation and its own action has not run yet. "Skip" only passes a question."""
    if talk.last is None or talk.last.intent not in STEERS or wording().says("skip", low(talk.last.text)):
        return False
    return not any(name.startswith("action_") and name not in RASA_OWN for name in talk.last.actions)


class Ask(SafeAction):
    """Asks the next question; one class serves every slot of the form."""

    slot = ""

    def name(self) -> str:
        return f"action_ask_triage_form_{self.slot}"

    def act(self, dispatcher: CollectingDispatcher, talk: Conversation) -> list[dict[str, Any]] | None:
        noted = note(dispatcher, talk)
        if not answer(dispatcher, talk) and not noted and talk.outcome in ("aside", "missed"):
            _smalltalk(dispatcher, talk)
        return ask(dispatcher, talk)


def _smalltalk(dispatcher: CollectingDispatcher, talk: Conversation) -> None:
    """A greeting, thanks or something out of scope in the middle of the check gets its word before the question comes again."""
    intent = talk.last.intent if talk.last else ""
    if intent in SMALL_TALK | {"out_of_scope"} and not talk.said(intent) and not talk.said(NOTE):
        text, _ = smalltalk.reply(intent, talk.last.text if talk.last else "")
        say(dispatcher, text, plain(intent))


def ask(dispatcher: CollectingDispatcher, talk: Conversation) -> list[dict[str, Any]] | None:
    """Say the next question, at SAME_DAY after the advice; nothing if there is none."""
    question = talk.question
    if question is None:
        return None
    said = []
    if talk.disposition.level is Level.SAME_DAY and Level.SAME_DAY.value not in {level for level, _ in talk.given}:
        told = reply.disposition(talk.disposition, talk.facts, talk.today)
        say(dispatcher, told["text"], told["custom"]["data"])
        said.append(told["text"])
    said.append(put(dispatcher, question))
    return [audited(talk, "\n".join(said))]


def put(dispatcher: CollectingDispatcher, question: Question) -> str:
    """Say a question; its text."""
    data = {
        "type": "question",
        "v": 1,
        "name": question.name,
        "slots": list(question.slots),
        "choices": [{"title": title} for title in question.choices],
        "multiple": question.multiple,
        "why": question.why,
        "step": question.step,
        "of": question.of,
    }
    if question.offered:
        data["offered"] = dict(question.offered)
    if question.checks:
        data["checks"] = list(question.checks)
    text = f"{question.text}\n({question.why})"
    say(dispatcher, text, data, list(question.choices))
    return text


class ActionDisposition(SafeAction):
    """The advice, once nothing that matters is left to ask."""

    def name(self) -> str:
        return "action_disposition"

    def act(self, dispatcher: CollectingDispatcher, talk: Conversation) -> list[dict[str, Any]] | None:
        note(dispatcher, talk)
        last = talk.dialogue.last
        kept = last is not None and last.question is not None and last.question.name == KEEP
        if talk.disposition.level is Level.INFO and (kept or talk.outcome == "apart"):
            say(dispatcher, smalltalk.ask(talk.case.who), plain("greet"), list(smalltalk.TOPICS))
            return None
        answered = answer(dispatcher, talk) or talk.answered
        same = talk.given[-1:] == [(talk.disposition.level.value, talk.disposition.rule)]
        noted = talk.disposition.level is Level.INFO and acknowledge.notes(talk.dialogue)
        if talk.said(UNCLEAR) or noted or (same and answered):
            return None  # what was said is what the message asked for; the advice stands as it was given
        render = reply.unchanged if same else reply.disposition
        told = render(talk.disposition, talk.facts, talk.today)
        say(dispatcher, told["text"], told["custom"]["data"], offer(talk.disposition.level))
        return [audited(talk, told["text"])]


def offer(level: Level) -> list[str]:
    """The button under an advice: the summary, or the check where there is no complaint to sum up."""
    return [smalltalk.CHECK] if level is Level.INFO else ["Summary"]


def ask_actions() -> list[type[Action]]:
    """One action class a slot, as Rasa looks them up by name."""
    return [type(f"Ask{slot.title().replace('_', '')}", (Ask,), {"slot": slot}) for slot in SLOTS]


for _made in ask_actions():
    globals()[_made.__name__] = _made
