"""A disposition's reasons: the patient's own facts, as short phrases in the second person."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from triage import names
from triage.facts import Course, Facts, Onset, Sign, Tri
from triage.judge import Judgement, dependent
from triage.levels import Level
from triage.rules.base import ill
from triage.rules.watch import gate
from triage.vocabulary import vocabulary

MOST = 7
MOST_SIGNS = 4
ONSET = {
    Onset.SUDDEN: "it came all at once",
    Onset.HOURS_DAYS: "it built up over hours or a few days",
    Onset.GRADUAL: "it came gradually",
    Onset.SINCE_BEFORE: "it was there before the injections",
}
COURSE = {
    Course.BETTER: "it is getting better",
    Course.SAME: "it is staying the same",
    Course.WORSE: "it is getting worse",
    Course.FLUCTUATING: "it comes and goes",
    Course.RESOLVED: "it has gone again",
    Course.NEW: "it has only just started",
}


def days(number: float) -> str:
    """14.0 → "14 days"; below two days in hours."""
    if number < 2:
        hours = round(number * 24)
        return "1 day" if hours in (23, 24, 25) else f"{max(hours, 1)} hour{'s' if hours > 1 else ''}"
    return f"{number:.0f} days" if number < 60 else f"about {round(number / 30.4)} months"


def reasons(judged: Judgement, facts: Facts) -> tuple[str, ...]:
    """What the deciding rule rests on; for calm levels also what was denied."""
    found = [*_signs(judged, facts)]
    found += [phrase for name in judged.rule.needs if (phrase := _phrase(name, facts))]
    if dependent(facts) and (judged.raised or judged.rule.id == "U12"):
        found.append("this is about a child" if facts.age is not None and facts.age < 18 else "someone needs extra care")
    if judged.level.rank <= Level.SPECIALIST.rank:
        found += _calm(facts)
    return tuple(dict.fromkeys(found))[:MOST]


def _signs(judged: Judgement, facts: Facts) -> Iterator[str]:
    present = [s for s in facts.present() if s.code in judged.rule.signs]
    if not present:
        present = [s for s in facts.present() if s.code in ill(facts)][:2]
    quotes = [" ".join(sign.words.split()).lower() for sign in present]
    said: set[str] = set()
    for sign, quote in zip(present, quotes, strict=True):
        phrase = told(sign)
        inside = any(quote and quote in other and quote != other for other in quotes)
        if phrase not in said and not inside and len(said) < MOST_SIGNS:
            said.add(phrase)
            yield phrase


def told(sign: Sign) -> str:
    """The sign in the patient's words, or by its title."""
    words = " ".join(sign.words.split())
    if 3 < len(words) <= 80:
        return f"you told me: “{words}”"
    return f"you told me about {vocabulary().title(sign.code)}"


def _phrase(name: str, facts: Facts) -> str | None:
    value = getattr(facts, name)
    if value is None or value is Tri.UNKNOWN or value == () or value == frozenset():
        return None
    phrases: dict[str, Callable[[], str | None]] = {
        "days_since_injection": lambda: f"the injections were {days(value)} ago",
        "onset_after_days": lambda: f"it began {days(value)} after the injections" if value >= 0 else None,
        "days_since_onset": lambda: f"it began {days(value)} ago",
        "onset": lambda: ONSET[value],
        "course": lambda: COURSE[value],
        "areas": lambda: "injected: " + names.areas(value),
        "product": lambda: f"the product was {value.capitalize()}",
        "history": lambda: "you have had " + ", ".join(names.value("history", h) for h in sorted(value)),
        "provider": lambda: {"unlicensed": "someone unlicensed injected", "self": "you injected it yourself"}.get(value),
        "filler": lambda: "you had filler too" if value is Tri.YES else None,
        "pregnant": lambda: "you are pregnant or have just had a baby" if value is Tri.YES else None,
        "age": lambda: f"age {value:.0f}",
        "provider_reachable": lambda: "you cannot reach your injector" if value is Tri.NO else None,
        "wants_correction": lambda: "you ask for a correction" if value is Tri.YES else None,
        "worse_after_better": lambda: "it got worse after getting better" if value is Tri.YES else None,
        "years_of_repeats": lambda: f"treated for {value:.0f} years" if value >= 1 else None,
        "closes_eye": lambda: "the eye does not close fully" if value is Tri.NO else None,
        "noticed_only": lambda: "you noticed it when smiling" if value is Tri.YES else None,
    }
    return phrases[name]() if name in phrases else None


def _calm(facts: Facts) -> Iterator[str]:
    if gate(facts) is Tri.YES:
        yield "you can move your lips, speak, chew and swallow"
    if facts.danger_checked is Tri.YES:
        yield "you have none of the danger signs" if not _danger(facts) else "you have none of the other danger signs"


def _danger(facts: Facts) -> bool:
    signs = vocabulary().signs
    return any(signs[s.code].danger for s in facts.present() if s.code in signs)
