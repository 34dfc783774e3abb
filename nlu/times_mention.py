"""A mention of a time in a message, and how it is put."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from nlu.times_units import LEAD


class Form(Enum):
    """How a time is put: counted back from today, on from the injection, as a day of the course, or with no anchor."""

    AGO = "ago"
    AFTER = "after"
    DAY = "day"
    SPAN = "span"


@dataclass(frozen=True)
class Mention:
    """`days` at text[start:end]; back from today (AGO), or after the injection (AFTER, DAY), or a length (SPAN)."""

    start: int
    end: int
    days: float
    form: Form
    lead: str = ""
    tail: str = ""
    unit: float = 1.0
    article: bool = False
    more: bool = False
    calendar: bool = False


def lead_of(text: str, start: int) -> str:
    """The word before a time that says what it is ("since", "for"), fillers passed over; "" if none."""
    found = LEAD.search(text[max(0, start - 60) : start])
    return found["lead"] if found else ""
