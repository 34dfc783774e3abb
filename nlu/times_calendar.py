"""Calendar words to dates: weekdays, day-and-month in either order, months, seasons, holidays: always the last past.

dateparser reads the dates that carry a number ("31st March", "3rd of aug 26", "8.12.26"): it knows the order of parts,
ordinals and two-digit years, and is well kept. It is slow (about a millisecond), so it only ever sees the few letters
that a regular expression has matched, and its answers are cached. dateutil (a dependency of it) knows Easter and
the "fourth Thursday". Months, seasons and weekdays by name are plain arithmetic, for which neither has a past tense.
"""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta
from functools import lru_cache

import dateparser
from dateutil.easter import easter
from dateutil.relativedelta import FR, MO, SU, TH, relativedelta

MONTH_PARTS = {
    "early": 5,
    "start": 3,
    "beginning": 3,
    "begining": 3,
    "mid": 15,
    "middle": 15,
    "late": 25,
    "end": 28,
    "first week": 4,
    "1st week": 4,
    "second week": 11,
    "2nd week": 11,
    "third week": 18,
    "3rd week": 18,
    "last week": 27,
    "first half": 8,
    "second half": 22,
    "": 15,
}


@lru_cache(maxsize=2048)
def numeric_date(snippet: str, today: date) -> date | None:
    """A date with a number in it ("31st march", "12/8", "2026-08-03"); of two readings, the more recent past one."""
    options = {_parse(snippet, order, today) for order in ("DMY", "MDY")}
    past = [day for day in options if day is not None and day <= today]
    return max(past, default=None)


def _parse(snippet: str, order: str, today: date) -> date | None:
    settings = {
        "DATE_ORDER": order,
        "PREFER_DATES_FROM": "past",
        "RETURN_AS_TIMEZONE_AWARE": False,
        "RELATIVE_BASE": datetime(today.year, today.month, today.day, 12),
        "REQUIRE_PARTS": ["day", "month"],
        "PARSERS": ["absolute-time"],
    }
    try:
        found: datetime | None = dateparser.parse(snippet, languages=["en"], settings=settings)
    except (ValueError, OverflowError, RecursionError):
        return None
    if found is None:
        return None
    day = found.date()
    # dateparser puts "12/30" read as day/month into the other order by itself; a date of the coming year is last year's
    return (
        day.replace(year=day.year - 1)
        if today < day <= today + timedelta(366)
        and day.day < 29
        and (str(day.year) not in snippet and str(day.year % 100) not in snippet[-2:])
        else day
    )


def weekday(index: int, today: date, *, weeks_before: int = 0) -> date:
    """The last Monday (0) … Sunday (6) before today, and so many weeks before that one."""
    return today - timedelta(days=((today.weekday() - index) % 7 or 7) + 7 * weeks_before)


def weekday_of_last_week(index: int, today: date) -> date:
    """The given weekday of the calendar week (from Monday) before this one."""
    return today - timedelta(days=today.weekday() + 7 - index)


def month(number: int, today: date, *, part: str = "", year: int | None = None) -> date | None:
    """Early, mid, late or the middle of a month, in its most recent past occurrence (or of the year given)."""
    last = calendar.monthrange(today.year, number)[1]
    day = min(MONTH_PARTS.get(part, 15), last)
    if year is not None:
        found = date(year, number, min(day, 28))
        return found if found <= today else None
    if number == today.month:  # "in November" said in November: halfway through what has passed of it
        if part or today.day > 1:
            return today.replace(day=min(day, max(1, (1 + today.day) // 2) if not part else today.day))
        return today
    return date(today.year if number < today.month else today.year - 1, number, min(day, 28))


def part_of(unit: str, part: str, today: date, *, last: bool) -> date:
    """Start, middle or end of this or the last week, month or year; "earlier" is halfway through what has passed of it."""
    first = {"week": today - timedelta(days=today.weekday()), "month": today.replace(day=1), "year": date(today.year, 1, 1)}[unit]
    end = today
    if last:
        end = first - timedelta(days=1)
        first = {"week": first - timedelta(days=7), "month": end.replace(day=1), "year": date(end.year, 1, 1)}[unit]
    share = {"earlier": 0.5, "middle": 0.5, "mid": 0.5, "end": 0.95, "late": 0.85, "later": 0.85, "last week": 0.9}.get(part)
    if share is None:
        share = {"early": 0.15, "first week": 0.1}.get(part, 0.07 if last else 0.0)
    return first + timedelta(days=round((end - first).days * share))


def season(middle: tuple[int, int], today: date, *, part: str = "") -> date:
    """About the middle of the last season of that name; "early" and "late" are a month before and after."""
    shift = {"early": -30, "start": -30, "beginning": -30, "late": 30, "end": 30}.get(part, 0)
    for year in (today.year, today.year - 1):
        found = date(year, *middle) + timedelta(days=shift)
        if found <= today:
            return found
        if found - timedelta(days=45 - max(0, shift)) <= today:  # within the season: halfway from its start
            return today - timedelta(days=max(1, (today - (found - timedelta(days=45))).days // 2))
    return date(today.year - 2, *middle)


def day_of_month(day: int, today: date) -> date | None:
    """The last "12th" that is past or today."""
    for back in range(3):
        first: date = today.replace(day=1) - relativedelta(months=back)
        if day <= calendar.monthrange(first.year, first.month)[1] and first.replace(day=day) <= today:
            return first.replace(day=day)
    return None


def _bank_holidays(year: int) -> list[date]:
    """Those of England, where the word is used."""
    return [
        easter(year) + timedelta(days=1),
        date(year, 5, 1) + relativedelta(weekday=MO(1)),
        date(year, 5, 31) + relativedelta(weekday=MO(-1)),
        date(year, 8, 31) + relativedelta(weekday=MO(-1)),
        date(year, 12, 26),
        date(year, 1, 1),
    ]


@lru_cache(maxsize=512)
def holiday(name: str, today: date) -> date:
    """The last time a holiday was, today included; raises KeyError for a name not known."""
    return max(day for year in (today.year, today.year - 1) for day in _holiday(name, year) if day <= today)


def _holiday(name: str, year: int) -> list[date]:
    thanksgiving = date(year, 11, 1) + relativedelta(weekday=TH(4))
    known = {
        "easter": [easter(year)],
        "good_friday": [easter(year) + relativedelta(weekday=FR(-1))],
        "christmas": [date(year, 12, 25)],
        "boxing_day": [date(year, 12, 26)],
        "new_year": [date(year, 1, 1)],
        "halloween": [date(year, 10, 31)],
        "bonfire": [date(year, 11, 5)],
        "valentine": [date(year, 2, 14)],
        "thanksgiving": [thanksgiving],
        "black_friday": [thanksgiving + timedelta(days=1)],
        "labor_day": [date(year, 9, 1) + relativedelta(weekday=MO(1))],
        "memorial_day": [date(year, 5, 31) + relativedelta(weekday=MO(-1))],
        "independence": [date(year, 7, 4)],
        "patrick": [date(year, 3, 17)],
        "mothers_day": [date(year, 5, 1) + relativedelta(weekday=SU(2))],
        "bank_holiday": _bank_holidays(year),
    }
    return known[name]
