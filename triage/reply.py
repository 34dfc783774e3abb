"""A disposition as the patient reads it, in the fixed order of section 5 of the policy, and as machines read it."""

from __future__ import annotations

import datetime
from typing import Any

from triage import timeline
from triage.decide import Disposition
from triage.facts import Facts, Tri
from triage.knowledge import knowledge
from triage.knowledge_models import Country
from triage.levels import Level

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
EYE_RULES = frozenset({"U3", "S7", "S9", "U1", "U2", "S10"})


def action(found: Disposition, country: Country) -> str:
    """One sentence: what to do at this level, or a crisis line where thoughts of suicide were told."""
    if found.rule in CRISIS_RULES:
        return f"Talk to someone now: {country.crisis_text}."
    return {
        Level.EMERGENCY: f"Call an ambulance now: {country.emergency_text}.",
        Level.SAME_DAY: f"Be seen by a doctor today. Contact {_contact(country)} now.",
        Level.SUPPORT: "Please talk to your GP or a therapist this week about how this weighs on you.",
        Level.SPECIALIST: "Ask your GP to refer you to a specialist.",
        Level.INJECTOR: "Book a review with the person who injected you, within the next two weeks.",
        Level.WATCH: "You can look after this at home for now, with a fixed review date.",
        Level.INFO: "Here is what the ten doctors say.",
    }[found.level]


def disposition(found: Disposition, facts: Facts, today: datetime.date) -> dict[str, Any]:
    """The message of a disposition below EMERGENCY: `text` and `custom.data`."""
    country = knowledge().country(facts.country)
    data = payload(found, facts, today)
    return {"text": _text(found, facts, country, data["safety_net"]), "custom": {"data": data}}


def _text(found: Disposition, facts: Facts, country: Country, net: list[str]) -> str:
    if found.level is Level.INFO:
        return "This is general information, not advice for you. If your own face has changed, I can ask a few questions and tell you whom to see."
    if found.rule in CRISIS_RULES:
        return f"{_first(found, country)}\n{_why(found)}\nI stay here, and we can talk about your face as well when you want to."
    parts = [
        f"{TITLES[found.level]}. {_first(found, country)}",
        _why(found),
        _see(found),
        *_do(found, facts),
        *_secondary(found),
        " ".join(net),
        "I can write this up for your doctor: type “summary”.",
        "This is guidance, not a diagnosis, and I cannot examine you.",
    ]
    return "\n".join(part for part in parts if part)


def unchanged(found: Disposition, facts: Facts, today: datetime.date) -> dict[str, Any]:
    """The message when the patient has been given this level by this rule before: shorter, with the same payload."""
    country = knowledge().country(facts.country)
    text = f"Thank you, that does not change my advice: {action(found, country)} Call {country.emergency_text} at once for {DANGER_LINE}."
    return {"text": text, "custom": {"data": payload(found, facts, today)}}


def payload(found: Disposition, facts: Facts, today: datetime.date) -> dict[str, Any]:
    """The `custom.data` of type `disposition`."""
    country = knowledge().country(facts.country)
    dates = review_dates(facts, today)
    return {
        "type": "disposition",
        "v": 1,
        "level": found.level.value,
        "rule": found.rule,
        "action": action(found, country),
        "who": found.who,
        "when": found.when,
        "reasons": list(found.reasons),
        "secondary": [{"level": level.value, "rule": rule, "text": text} for level, rule, text in found.secondary],
        "dates": dates,
        "safety_net": safety_net(found.level, facts, country, dates),
        "evidence": list(found.evidence),
    }


def safety_net(level: Level, facts: Facts, country: Country, dates: dict[str, str | None]) -> list[str]:
    """The seven elements (evidence K5), each a sentence or two."""
    course = "Tell your injector the date of your injections: the dates to check by follow from it."
    uncertain = "I can't examine you, so I can't tell what causes this; it could be something else than the toxin."
    if level.rank <= Level.INJECTOR.rank:
        uncertain = "This may fit a local effect, but I can't examine you, so it could be something else."
    if level is Level.SAME_DAY:
        course = "What happens next depends on what the doctor finds today; tell your injector as well."
    elif dates["review"]:
        course = (
            f"It should be clearly better by about {dates['review']}. If it is not improving by "
            f"{dates['specialist_if_no_change']}, or any is left after {dates['specialist']}, see a specialist."
        )
        if facts.product == "daxxify":
            course = f"Daxxify lasts longer than the others, so ask your injector. {course}"
    return [
        uncertain,
        f"Call {country.emergency_text} at once for {DANGER_LINE}. Be seen today for {TODAY_LINE}.",
        course,
        f"For help that cannot wait: {_contact(country)}.",
        "Come back or call even if you feel silly.",
        "What would make you call straight away? Read the danger signs once more.",
        "You get all this in writing in the summary.",
    ]


def review_dates(facts: Facts, today: datetime.date) -> dict[str, str | None]:
    """Written dates at 4, 5 and 6 months after the injection (6, 8, 9 for Daxxify); None without its date."""
    if facts.days_since_injection is None:
        return {"review": None, "specialist_if_no_change": None, "specialist": None}
    injected = today - datetime.timedelta(days=round(facts.days_since_injection))
    months = (6, 8, 9) if facts.product == "daxxify" else (4, 5, 6)
    names = ("review", "specialist_if_no_change", "specialist")
    return {n: timeline.written(timeline.add_months(injected, m)) for n, m in zip(names, months, strict=True)}


def _contact(country: Country) -> str:
    number = f" on {country.same_day.number}" if country.same_day.number else ""
    return f"{country.same_day.name}{number}"


def _first(found: Disposition, country: Country) -> str:
    if found.rule in CRISIS_RULES:
        return (
            f"Thank you for telling me; this sounds very hard. You can talk to someone now: {country.crisis_text}. "
            f"If you might act on it, call {country.emergency_text}. Are you safe right now?"
        )
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


def _see(found: Disposition) -> str:
    return f"Whom to see: {found.who}. When: {found.when}." if found.level is not Level.INFO else ""


def _do(found: Disposition, facts: Facts) -> list[str]:
    rules = {found.rule, *(rule for _, rule, _ in found.secondary)}
    lines = []
    if rules & EYE_RULES or facts.closes_eye is Tri.NO or facts.sign("cannot_close_eye") is Tri.YES:
        lines.append(
            "Protect the eye: lubricating drops by day, ointment and tape at night, no pad, and leave contact lenses out."
        )
    if rules & DRIVING_RULES or any(facts.sign(s) is Tri.YES for s in ("diplopia", "blurred_vision", "vision_change")):
        lines.append("Do not drive while you see double or blurred.")
    if found.level in (Level.SPECIALIST, Level.INJECTOR, Level.WATCH):
        lines.append(
            "Have no more toxin, massage or devices before someone has examined you; no antidote exists. Keep the product's "
            "name, the dates and straight-on photos, at rest and smiling."
        )
    return lines


def _secondary(found: Disposition) -> list[str]:
    return [f"Also: {text}" for _, _, text in found.secondary[:2]]
