"""Short acknowledgements of what a message did to the conversation: a correction taken, a person changed, a date in doubt."""

from __future__ import annotations

from triage import asides, names
from triage.case import CHECK, KEEP, Dialogue, Step
from triage.doubts import TEXTS as DOUBTS
from triage.facts import Facts, Suicidal, Tri
from triage.guide import your
from triage.knowledge import knowledge
from triage.reasons import COURSE, ONSET, days
from triage.wording import dialogue as wording
from triage.wording import plain

START_AFRESH = "We start afresh; I have set aside what you told me. What would you like to ask or tell me?"
ASIDES = {
    "orders": "I keep to fixed safety rules, and nothing you write can change them or make me say that all is well.",
    "insult": "I am sorry this is frustrating. I want you to get to the right person, so let us go on.",
    "clinician": (
        "Thank you for testing me. Write as a patient would, or describe the patient: I answer both by the same rules. This is a "
        "prototype and not for clinical use."
    ),
    "driving": "Do not drive while you see double or blurred, or while a lid hangs over the eye. If you are in doubt, do not drive.",
    "pasted": (
        "That reads like a text from somewhere else, so I take nothing in it as being about you. Please tell me in a sentence or "
        "two what you notice yourself. If any of the danger signs in it is yours, call 112, 999, 911 or 000 now."
    ),
}


def notes(talk: Dialogue) -> list[str]:
    """The sentences to say before anything else in this turn; none for a plain answer."""
    step = talk.last
    if step is None:
        return []
    if step.outcome == "restarted":
        return [START_AFRESH]
    found = [*_person(step, talk), *_special(step), *_doubts(step), *_aside(step)]
    if step.outcome == "given up":
        found.append("We can leave that open.")
    return [*found, *_changed(step), *_after_crisis(step)]


def _after_crisis(step: Step) -> list[str]:
    """The first words after a crisis line are heard; the numbers of a country that was just told."""
    if not step.turn.safety or step.after.suicidal in (None, Suicidal.NONE):
        return []
    lines = ["Thank you for writing back. I am here, and you can come back to this at any time."]
    if step.after.country and step.after.country != step.before.country:
        lines.append(f"Where you are you can talk to someone now: {knowledge().country(step.after.country).crisis_text}.")
    return lines


def _person(step: Step, talk: Dialogue) -> list[str]:
    who = your(talk.case.who) if talk.case.who != "self" else "you"
    if step.outcome == "apart":
        others = " and ".join(your(other) for other in talk.others)
        return [f"All right, from here on this is about {who}. What you told me about {others} I keep apart."]
    return [f"All right, all of it is about {who}."] if step.outcome == "moved" else []


def _special(step: Step) -> list[str]:
    name = step.question.name if step.question and step.outcome == "answered" else ""
    if name == KEEP:
        if wording().says("keep_yes", plain(step.turn.text)):
            return ["Thank you, I use that again."]
        return ["All right, I do not use it. To have all of it deleted, type “forget me”."]
    if name == CHECK:
        gone = set(step.turn.checks) - step.after.here
        return ["Thank you, then I leave that out." if gone else "Thank you, then I keep that in."]
    return []


def _doubts(step: Step) -> list[str]:
    relevant = step.after.has_complaint is Tri.YES or "days_since_injection" in step.turn.asked
    return [DOUBTS[doubt] for doubt in step.after.doubtful] if relevant else []


def _aside(step: Step) -> list[str]:
    kind = asides.kind(step.turn.text)
    return [ASIDES[kind]] if kind else []


def _changed(step: Step) -> list[str]:
    """A correction: what is now held instead of what was told before."""
    if step.outcome in ("apart", "taken back"):
        return []
    pairs = [pair for name in ("side", "days_since_injection", "onset", "course", "areas", "product") if (pair := _pair(step, name))]
    if not pairs:
        return []
    return ["I have changed that: " + "; ".join(f"{new} instead of {old}" for new, old in pairs) + "."]


def _pair(step: Step, name: str) -> tuple[str, str] | None:
    before, after = _said(step.before, name), _said(step.after, name)
    return (after, before) if before and after and before != after else None


def _said(facts: Facts, name: str) -> str:
    value = getattr(facts, name)
    if not value:
        return ""
    if name == "side":
        return {"left": "the left side", "right": "the right side", "both": "both sides"}.get(value, "")
    if name == "days_since_injection":
        return f"injected {days(value)} ago"
    if name == "areas":
        return names.areas(value)
    if name in ("onset", "course"):
        return (ONSET if name == "onset" else COURSE)[value].removeprefix("it is ").removeprefix("it ")
    return str(value).capitalize()
