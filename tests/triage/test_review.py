"""Dates to check by: none where nobody should wait, and none that has passed."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import given, settings

from tests.triage import strategies
from tests.triage.table import f
from tests.triage.test_reply import CALM, situations
from triage import reply, review
from triage.decide import decide
from triage.facts import Course, Facts, Onset, Suicidal
from triage.levels import Level
from triage.rules import RULES

TODAY = datetime.date(2026, 11, 24)
NONE = dict.fromkeys(review.NAMES)
WRITTEN = re.compile(
    r"\b(\d{1,2}) (January|February|March|April|May|June|July|August|September|October|November|December) (\d{4})"
)


def days_in(text: str) -> list[datetime.date]:
    return [datetime.datetime.strptime(" ".join(found), "%d %B %Y").date() for found in WRITTEN.findall(text)]


def given_dates(facts: Facts) -> dict[str, str | None]:
    dates: dict[str, str | None] = reply.payload(decide(facts), facts, TODAY)["dates"]
    return dates


@pytest.mark.parametrize(
    ("days", "left"),
    [
        (0, ["24 March 2027", "24 April 2027", "24 May 2027"]),
        (122, ["25 November 2026", "25 December 2026", "25 January 2027"]),  # four months are up tomorrow
        (123, [None, "24 December 2026", "24 January 2027"]),  # and today: better "by today" is no date to wait for
        (153, [None, None, "24 December 2026"]),
        (184, [None, None, None]),
        (400, [None, None, None]),
        (-3, [None, None, None]),
        (None, [None, None, None]),
    ],
)
def test_only_days_still_to_come_are_given(days: float | None, left: list[str | None]) -> None:
    assert list(review.dates(Level.INJECTOR, f(days_since_injection=days), TODAY).values()) == left


@pytest.mark.parametrize(
    ("level", "given"),
    [("EMERGENCY", 0), ("SAME_DAY", 0), ("SPECIALIST", 1), ("SUPPORT", 3), ("INJECTOR", 3), ("WATCH", 3), ("INFO", 0)],
)
def test_how_many_dates_a_level_gives(level: str, given: int) -> None:
    """An emergency has none, same day none, no complaint none; whom a specialist is to see now is not told to wait for one."""
    dates = review.dates(Level(level), f(days_since_injection=20), TODAY)
    assert list(dates) == list(review.NAMES)
    assert sum(date is not None for date in dates.values()) == given


def test_no_date_follows_from_the_injections_for_what_was_there_before() -> None:
    assert review.dates(Level.WATCH, f("natural_asymmetry", days_since_injection=20), TODAY) == NONE
    assert review.dates(Level.WATCH, f(days_since_injection=20, onset=Onset.SINCE_BEFORE), TODAY) == NONE


def test_no_date_stands_beside_a_crisis_line() -> None:
    assert given_dates(f("smile_asymmetry", days_since_injection=20, suicidal=Suicidal.PASSIVE, **CALM)) == NONE


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if rule.level in (Level.EMERGENCY, Level.SAME_DAY)], ids=lambda rule: rule.id
)
def test_nobody_who_is_sent_today_reads_a_date(rule) -> None:
    when = review.when(rule.timing, f(days_since_injection=5), TODAY)
    assert not days_in(when) and "look again" not in when and "week" not in when


@pytest.mark.parametrize("days", [0, 1, 13, 13.6, 14, 15, 40, 121, 122, 152, 183])
@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.level is Level.WATCH], ids=lambda rule: rule.id)
def test_who_waits_reads_a_day_after_today_and_after_the_injections(rule, days: float) -> None:
    found = days_in(review.when(rule.timing, f(days_since_injection=float(days)), TODAY))
    assert found and all(TODAY < day <= TODAY + datetime.timedelta(days=28) for day in found)


@pytest.mark.parametrize("days", [0, 20, 121, 122, 123, 152, 153, 154, 183, 184, 185, 400])
@pytest.mark.parametrize("level", ["SPECIALIST", "SUPPORT", "INJECTOR", "WATCH"])
def test_what_to_expect_is_not_promised_for_a_day_that_has_passed(level: str, days: int) -> None:
    text = review.course(Level(level), f(days_since_injection=days, course=Course.SAME), TODAY)
    for day in days_in(text):
        told_as_past = re.search(rf"(should have ended by about|By) {day.day} {day:%B} {day.year}", text)
        assert day > TODAY or told_as_past, text


def test_every_reply_keeps_to_it() -> None:
    for _, facts, found in situations():
        data = reply.payload(found, facts, TODAY)
        dates = [date for date in data["dates"].values() if date]
        assert all(day > TODAY for day in days_in(" ".join(dates)))
        if found.level is Level.SAME_DAY:
            assert not dates and not days_in(data["when"])


@given(strategies.facts)
@settings(max_examples=100, deadline=None)
def test_no_facts_bring_a_date_that_has_passed(facts: Facts) -> None:
    found = decide(facts)
    said = [date for date in given_dates(facts).values() if date] + [review.when(found.when, facts, TODAY)]
    assert all(day > TODAY for day in days_in(" ".join(said)))
    if found.level in (Level.EMERGENCY, Level.SAME_DAY):
        assert not days_in(" ".join(said))
