"""Dates that follow from the injections and from today, written as dates (element 3 of the safety net, evidence K5)."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping

from triage.facts import Facts, Onset, Tri
from triage.levels import Level
from triage.timeline import add_months, injection_date, written
from triage.timing import LONG_LASTING

NAMES = ("review", "specialist_if_no_change", "specialist")
MONTHS, LONG_MONTHS = (4, 5, 6), (6, 8, 9)  # after the injections: better, not improving, any left (section 5); Daxxify
GIVEN: Mapping[Level, int] = {  # how many of `NAMES` a level is told: nobody sent now or today is to wait for a date
    Level.SPECIALIST: 1,  # and who is to see a specialist anyway needs no date for that
    Level.SUPPORT: 3,
    Level.INJECTOR: 3,
    Level.WATCH: 3,
}
PEAK = 14  # days: the effect is complete (W1)


def days_of(facts: Facts, today: datetime.date) -> tuple[datetime.date, datetime.date, datetime.date] | None:
    """The three days after the injections, by `NAMES`; None without the injections' date."""
    injected = injection_date(facts, today)
    if injected is None:
        return None
    one, two, three = LONG_MONTHS if facts.product in LONG_LASTING else MONTHS
    return add_months(injected, one), add_months(injected, two), add_months(injected, three)


def dates(level: Level, facts: Facts, today: datetime.date) -> dict[str, str | None]:
    """The `dates` of the contract, written out: those of the level that are still to come, else None."""
    found = None if _before(facts) else days_of(facts, today)
    days = found[: GIVEN.get(level, 0)] if found else ()
    return dict.fromkeys(NAMES) | {name: written(day) for name, day in zip(NAMES, days, strict=False) if day > today}


def _before(facts: Facts) -> bool:
    """Whether the difference is older than the injections, so that no date follows from them."""
    return facts.onset is Onset.SINCE_BEFORE or facts.sign("natural_asymmetry") is Tri.YES


def course(level: Level, facts: Facts, today: datetime.date) -> str:
    """What to expect, with dates; no promise."""
    if level is Level.SAME_DAY:
        return "What happens next depends on what the doctor finds today."
    if _before(facts):
        return f"It was there before the injections, so no date follows from them. Look again by {_in(today, 28)}."
    found = days_of(facts, today)
    if found is None:
        return "Look up the date of your injections: the dates to check by follow from it."
    better, still, left = (written(day) for day in found)
    text = f"It should be clearly better by about {better}. If it is not improving by {still}, or any is left after {left}, see a specialist."
    if level is Level.SPECIALIST:
        soon = f"it should be clearly better by about {better}, with nothing left after {left}"
        ended = f"nothing should be left after {left}"
        text = f"If the toxin is the cause, {soon if today < found[0] else ended}. Do not wait for that."
    if today >= found[2]:
        text = f"An effect of the toxin should have ended by about {left}, so what is left now needs a specialist."
    elif today >= found[1] and level is not Level.SPECIALIST:
        text = f"By {still} it should have been improving. If it is not, or any is left after {left}, see a specialist."
    elif today >= found[0] and level is not Level.SPECIALIST:
        text = f"It should be clearly better by now. If it is not improving by {still}, or any is left after {left}, see a specialist."
    if facts.product in LONG_LASTING:
        text = f"{str(facts.product).capitalize()} lasts longer than the others, so read its leaflet. {text}"
    return text


def when(timing: str, facts: Facts, today: datetime.date) -> str:
    """A rule's time limit with its date: "in the next two weeks, by 9 December 2026"."""
    return _DATED[timing](facts, today) if timing in _DATED else timing


def _in(today: datetime.date, days: int) -> str:
    return written(today + datetime.timedelta(days=days))


def _day_14(facts: Facts, today: datetime.date) -> str:
    injected = injection_date(facts, today)
    peak = injected + datetime.timedelta(days=PEAK) if injected else None
    if peak is None or peak <= today:
        return f"look again in two weeks, on {_in(today, PEAK)}"
    return f"look again on day 14, {written(peak)}"


def _by(timing: str, days: int) -> Callable[[Facts, datetime.date], str]:
    return lambda facts, today: f"{timing}, by {_in(today, days)}"


_DATED: Mapping[str, Callable[[Facts, datetime.date], str]] = {
    "look again on day 14": _day_14,
    "look again on day 14, or in two weeks": _day_14,
    "look again in two to four weeks": lambda facts, today: f"look again between {_in(today, 14)} and {_in(today, 28)}",
    "in the next two weeks": _by("in the next two weeks", 14),
    "within two weeks": _by("within two weeks", 14),
    "in the next days": _by("in the next days", 7),
    "within 24 to 48 hours": _by("within 24 to 48 hours", 2),
    "this week": _by("this week", 7),
}
