"""The doctors' ranges on a time line, with the patient's place on it and the dates that follow from the injections."""

from __future__ import annotations

import calendar
import datetime
from typing import Any

from triage.answers_parts import listed, number, upper
from triage.claims import DurationRow, common_point, duration_table, envelope
from triage.facts import Facts
from triage.knowledge import Knowledge
from triage.timing import LONG_LASTING


def timeline(facts: Facts, today: datetime.date, k: Knowledge | None = None) -> dict[str, Any]:
    """The `custom.data` of type `timeline`: ranges in months, today's place in months or None, dates or {}.

    `ranges` has a row a doctor with a figure: `from` is 0 and `min` None where the doctor gives an upper limit only.
    `dates` has the day of every month of the envelope, as `iso` and `written`. `text` says the same without the plot.
    """
    low, high = envelope(k)
    injected = injection_date(facts, today)
    months = range(low, high + 1)
    dates = {str(n): _date(add_months(injected, n)) for n in months} if injected else {}
    return {
        "type": "timeline",
        "v": 1,
        "ranges": [_range(row) for row in duration_table(k)],
        "envelope": [low, high],
        "common": common_point(k),
        "today_months": None if injected is None else months_between(injected, today),
        "dates": dates,
        "text": _text(facts, injected, today, k),
    }


def injection_date(facts: Facts, today: datetime.date) -> datetime.date | None:
    """The day of the injections, if told; None too for one that is still to come."""
    days = facts.days_since_injection
    return None if days is None or days < 0 else today - datetime.timedelta(days=round(days))


def add_months(day: datetime.date, months: int) -> datetime.date:
    """The same day so many calendar months later, or that month's last day."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return day.replace(year=year, month=month, day=min(day.day, calendar.monthrange(year, month)[1]))


def months_between(start: datetime.date, end: datetime.date) -> float:
    """Calendar months from one day to a later one, to one decimal: 3 February to 18 March is 1.5."""
    whole = 0
    while add_months(start, whole + 1) <= end:
        whole += 1
    last, following = add_months(start, whole), add_months(start, whole + 1)
    return round(whole + (end - last).days / (following - last).days, 1)


def written(day: datetime.date) -> str:
    """A date as people write it: 3 May 2026."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def _date(day: datetime.date) -> dict[str, str]:
    return {"iso": day.isoformat(), "written": written(day)}


def _range(row: DurationRow) -> dict[str, Any]:
    note = ", ".join(part for part in (_endpoint(row), row.condition) if part)
    return {
        "answer": row.answer,
        "claim": row.claim,
        "from": row.min or 0,
        "to": row.max,
        "min": row.min,
        "max": row.max,
        "approximate": row.approximate,
        "endpoint": row.endpoint,
        "condition": row.condition,
        "note": note,
    }


def _endpoint(row: DurationRow) -> str:
    return f"an upper limit only: {row.endpoint}" if row.min is None else row.endpoint


def _months(row: DurationRow) -> str:
    if row.min is None:
        return f"up to {number(row.max)}"
    if row.min == row.max:
        return f"about {number(row.max)}" if row.approximate else number(row.max)
    return f"{number(row.min)} to {number(row.max)}"


def _text(facts: Facts, injected: datetime.date | None, today: datetime.date, k: Knowledge | None) -> str:
    rows, (low, high) = duration_table(k), envelope(k)
    lines = [f"{upper(number(len(rows)))} of the ten doctors give a figure in months after the injections:"]
    for row in rows:
        note = "; ".join(part for part in (row.endpoint, row.condition) if part)
        lines.append(f"- Answer {row.answer}: {_months(row)} ({note}).")
    if injected:
        days = [f"{written(add_months(injected, n))} ({number(n)})" for n in range(low, high + 1)]
        lines.append(f"You are at about {months_between(injected, today):g} months. The months end on {listed(days)}.")
    if facts.product in LONG_LASTING:
        lines.append("These figures are about Botox. Your brand lasts longer: go by its leaflet.")
    return "\n".join(lines)
