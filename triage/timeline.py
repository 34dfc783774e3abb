"""The six doctors' ranges on a time line, with the patient's place on it and the dates that follow."""

from __future__ import annotations

import calendar
import datetime
from typing import Any

from triage.claims import common_point, duration_table, envelope, months_since
from triage.facts import Facts

SHOWN = (3, 4, 5, 6)  # months after the injection


def timeline(facts: Facts, today: datetime.date) -> dict[str, Any]:
    """The `custom.data` of type `timeline`: ranges in months, today's place in months or None, dates or {}."""
    rows = duration_table()
    months = months_since(facts)
    low, high = envelope()
    dates: dict[str, dict[str, str]] = {}
    if facts.days_since_injection is not None:
        injected = today - datetime.timedelta(days=round(facts.days_since_injection))
        dates = {
            str(n): {"iso": add_months(injected, n).isoformat(), "written": written(add_months(injected, n))} for n in SHOWN
        }
    place = "" if months is None else f" You are at about {months:.1f} months."
    return {
        "type": "timeline",
        "v": 1,
        "ranges": [
            {
                "answer": row.answer,
                "from": row.min if row.min is not None else low,
                "to": row.max,
                "note": ", ".join(str(part) for part in (row.endpoint, row.condition) if part),
            }
            for row in rows
        ],
        "envelope": [low, high],
        "common": common_point(),
        "today_months": None if months is None else round(months, 2),
        "dates": dates,
        "text": f"{len(rows)} of the ten doctors give a figure, from {low} to {high} months.{place}",
    }


def add_months(day: datetime.date, months: int) -> datetime.date:
    """The same day so many calendar months later, or that month's last day."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return day.replace(year=year, month=month, day=min(day.day, calendar.monthrange(year, month)[1]))


def written(day: datetime.date) -> str:
    """A date as people write it: 3 May 2026."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"
