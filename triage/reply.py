"""A disposition as the patient reads it, in the fixed order of section 5 of the policy, and as machines read it."""

from __future__ import annotations

import datetime
from typing import Any

from triage import doctors_say, review
from triage.decide import Disposition
from triage.facts import Facts, Suicidal, Tri
from triage.knowledge import knowledge
from triage.knowledge_models import Country
from triage.levels import Level
from triage.rules import BY_ID
from triage.rules.injector import who as injector

TITLES = {
    Level.EMERGENCY: "Emergency: call now",
    Level.SAME_DAY: "This cannot wait",
    Level.SUPPORT: "Support for you comes first",
    Level.SPECIALIST: "A specialist should look at this",
    Level.INJECTOR: "This should be looked at",
    Level.WATCH: "Look after it at home, with a review date",
    Level.INFO: "Information",
}
DANGER_LINE = (
    "trouble breathing, swallowing or speaking, a weak arm or leg, a sudden face droop, a change in your sight, or both "
    "eyelids drooping"
)
TODAY_LINE = "new ear pain or blisters, a red eye, an eye that does not close, or fever"
QUOTED = "you told me: "  # how `triage.reasons` gives the patient's words
CRISIS_RULES = frozenset({"E10", "D1"})
DRIVING_RULES = frozenset({"U4", "E6", "S8"})
ADULT = 18.0  # years
INFORMATION = (
    "This is general information, not advice for you. If your own face has changed, I can ask a few questions and tell you whom "
    "to see."
)
EYE_RULES = frozenset({"U3", "S7", "S9", "U1", "U2"})


def action(found: Disposition, country: Country) -> str:
    """One sentence: what to do at this level, or a crisis line where thoughts of suicide were told."""
    if found.rule in CRISIS_RULES:
        return f"Talk to someone now: {country.crisis_text}."
    return {
        Level.EMERGENCY: f"Call an ambulance now: {country.emergency_text}.",
        Level.SAME_DAY: f"Be seen by a doctor today. Contact {_contact(country)} now.",
        Level.SUPPORT: "Please talk to your GP or a therapist this week about how this weighs on you.",
        Level.SPECIALIST: "Ask your GP to refer you to a specialist.",
        Level.INJECTOR: f"Book a review with {found.who}, within the next two weeks.",
        Level.WATCH: "You can look after this at home for now, with a fixed review date.",
        Level.INFO: "Here is what the ten doctors say.",
    }[found.level]


def disposition(found: Disposition, facts: Facts, today: datetime.date) -> dict[str, Any]:
    """The message of a disposition below EMERGENCY: `text` and `custom.data`."""
    data = payload(found, facts, today)
    return {"text": _text(found, facts, today, data), "custom": {"data": data}}


def _text(found: Disposition, facts: Facts, today: datetime.date, data: dict[str, Any]) -> str:
    country = knowledge().country(facts.country)
    if found.level is Level.INFO:
        return " ".join([INFORMATION, *_child(facts)])
    if found.rule in CRISIS_RULES:
        parts = [_crisis(country), _why(found), "I stay here with you.", _face(found, facts, country, today)]
        return "\n".join(part for part in parts if part)
    parts = [
        _crisis(country) if dark(facts) else "",
        f"This is about your {facts.who}." if facts.who != "self" else "",
        f"{TITLES[found.level]}. {_first(found, country)}",
        _why(found),
        doctors_say.line(found.rule, facts) if found.level.rank <= Level.SPECIALIST.rank else "",
        f"Whom to see: {found.who}. When: {data['when']}.",
        *_child(facts),
        *(f"Also: {text}" for _, rule, text in secondary(found, facts)[:2] if rule not in CRISIS_RULES),
        " ".join(data["safety_net"]),
        *_do(found, facts, country),
        "I can write this up for your doctor: type “summary”.",
        "This is guidance, not a diagnosis, and I cannot examine you.",
    ]
    return "\n".join(part for part in parts if part)


def unchanged(found: Disposition, facts: Facts, today: datetime.date) -> dict[str, Any]:
    """The message when the patient has been given this level by this rule before: shorter, with the same payload."""
    country = knowledge().country(facts.country)
    text = (
        f"Thank you. That does not change my advice. {action(found, country)} For trouble breathing, swallowing or speaking call "
        f"{country.emergency_text} at once. Do the same for a weak arm or leg, a sudden face droop, a change in your sight, or both "
        "eyelids drooping."
    )
    if dark(facts) and found.rule not in CRISIS_RULES:
        text += f" You can talk to someone at any time: {country.crisis_text}."
    return {"text": text, "custom": {"data": payload(found, facts, today)}}


def payload(found: Disposition, facts: Facts, today: datetime.date) -> dict[str, Any]:
    """The `custom.data` of type `disposition`."""
    country = knowledge().country(facts.country)
    return {
        "type": "disposition",
        "v": 1,
        "level": found.level.value,
        "rule": found.rule,
        "action": action(found, country),
        "who": found.who,
        "when": review.when(found.when, facts, today),
        "reasons": list(found.reasons),
        "secondary": [{"level": level.value, "rule": rule, "text": text} for level, rule, text in secondary(found, facts)],
        "dates": review.dates(Level.EMERGENCY if found.rule in CRISIS_RULES else found.level, facts, today),
        "safety_net": safety_net(found.level, facts, country, today),
        "evidence": list(found.evidence),
    }


def safety_net(level: Level, facts: Facts, country: Country, today: datetime.date) -> list[str]:
    """The seven elements (evidence K5), each a sentence or two."""
    uncertain = "I can't examine you, so I can't tell what causes this; it could be something else than the toxin."
    if level.rank <= Level.INJECTOR.rank:
        uncertain = "This may fit a local effect, but I can't examine you, so it could be something else."
    return [
        uncertain,
        f"Call {country.emergency_text} at once for {DANGER_LINE}. Be seen today for {TODAY_LINE}.",
        review.course(level, facts, today),
        f"For help that cannot wait: {_contact(country)}.",
        "Come back or call even if you feel silly.",
        "What would make you call straight away? Read the danger signs once more.",
        "You get all this in writing in the summary.",
    ]


def dark(facts: Facts) -> bool:
    """Whether thoughts of suicide or self-harm were told: no physical level hides the crisis lines (section 1)."""
    return facts.suicidal not in (None, Suicidal.NONE)


def _contact(country: Country) -> str:
    number = f" on {country.same_day.number}" if country.same_day.number else ""
    return f"{country.same_day.name}{number}"


def _crisis(country: Country) -> str:
    """Acknowledge, numbers at once, then whether they are safe (section 5, crisis wording)."""
    return (
        f"Thank you for telling me; this sounds very hard. You can talk to someone now: {country.crisis_text}. "
        f"If you might act on it, call {country.emergency_text}. Are you safe right now?"
    )


def _face(found: Disposition, facts: Facts, country: Country, today: datetime.date) -> str:
    """The physical advice that follows a crisis line in the same reply (SUPPORT in section 1); "" if there is none."""
    physical = next((BY_ID[rule] for level, rule, _ in found.secondary if level is not Level.SUPPORT), None)
    if physical is None:
        return ""
    who = physical.who or injector(facts)
    time = review.when(physical.timing, facts, today)
    return f"About your face, when you are ready: {physical.reason} Whom to see: {who}. When: {time}. Call {country.emergency_text} at once for {DANGER_LINE}."


def _first(found: Disposition, country: Country) -> str:
    if found.level is Level.SUPPORT:
        return f"I'm sorry; this is clearly very hard on you, and that counts. {action(found, country)}"
    extra = f" In an emergency call {country.emergency_text}." if found.level is Level.SAME_DAY else ""
    return action(found, country) + extra


def _why(found: Disposition) -> str:
    quotes = [r.removeprefix(QUOTED) for r in found.reasons if r.startswith(QUOTED)]
    facts = [r for r in found.reasons if not r.startswith(QUOTED)]
    told = f" You told me: {', '.join(quotes)}." if quotes else ""
    known = "; ".join(facts)
    return f"Why: {found.reason}{told}" + (f" {known[0].upper()}{known[1:]}." if known else "")


def _child(facts: Facts) -> list[str]:
    """A child is sent to a grown-up as well (open point 8 of section 13)."""
    if facts.age is None or facts.age >= ADULT:
        return []
    if facts.who == "self":
        return ["I am not made for people under 18. Please show this to a parent or another adult you trust."]
    return ["I am not made for people under 18, so please go with them."]


def _do(found: Disposition, facts: Facts, country: Country) -> list[str]:
    rules = {found.rule, *(rule for _, rule, _ in found.secondary)}
    lines = []
    if rules & EYE_RULES or facts.sign("synkinesis") is Tri.YES or facts.closes_eye is Tri.NO or facts.sign("cannot_close_eye") is Tri.YES:
        lines.append(
            "Protect the eye: lubricating drops by day, ointment and tape at night, no pad, and leave contact lenses out."
        )
    if rules & DRIVING_RULES or any(facts.sign(s) is Tri.YES for s in ("diplopia", "blurred_vision", "vision_change")):
        lines.append("Do not drive while you see double or blurred.")
    if found.level in (Level.SPECIALIST, Level.INJECTOR, Level.WATCH):
        lines.append(
            "Have no more toxin, massage or devices before someone has examined you; no antidote exists. Keep the product's "
            "name, the dates and straight-on photos, at rest and smiling. Make-up is a fair way to hide it meanwhile."
        )
    if found.level in (Level.SAME_DAY, Level.SPECIALIST, Level.INJECTOR):
        lines.append(f"You can report a side effect to {country.regulator.text}.")
    return lines


def secondary(found: Disposition, facts: Facts) -> list[tuple[Level, str, str]]:
    """The lower matches with the words for them. Beside a doctor or specialist nothing is put down to the toxin (section 5, never)."""
    if found.level not in (Level.SAME_DAY, Level.SPECIALIST):
        return list(found.secondary)
    then = "Once that is done, show it to " + injector(facts) + " as well."
    said: dict[str, tuple[Level, str, str]] = {}
    for level, rule, text in found.secondary:
        if level.rank >= Level.SPECIALIST.rank:
            said[rule] = (level, rule, text)
        elif level is Level.INJECTOR:
            said.setdefault("injector", (level, rule, then))
    return list(said.values())
