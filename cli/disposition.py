"""A disposition as a card: the level, what to do first, then why, whom to see, and what to keep in mind."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from cli.blocks import Card, Look
from cli.clean import clean_line
from cli.replies import Reply, several, words


@dataclass(frozen=True)
class Sign:
    """How a level is told apart without colour, and the colour that is added where there is one."""

    symbol: str
    ascii: str
    words: str
    colour: str


#: The words are the widget's (`widget/parts/words.js`); a test compares them.
SIGNS: Final[Mapping[str, Sign]] = {
    "EMERGENCY": Sign("■", "!!!", "Emergency: call now", "red"),
    "SAME_DAY": Sign("▲", "!!", "Be seen today", "yellow"),
    "SUPPORT": Sign("♥", "<3", "Support for you comes first", "magenta"),
    "SPECIALIST": Sign("◆", "->", "See a specialist", "blue"),
    "INJECTOR": Sign("●", ">", "See your injector", "cyan"),
    "WATCH": Sign("○", "o", "Look after it at home, with a review date", "green"),
    "INFO": Sign("i", "i", "Information", "white"),
}
_UNDATED: Final = frozenset({"EMERGENCY", "SAME_DAY"})  # nobody waits for a date there
_TOLD: Final = "you told me: "
_DATES: Final = (
    ("review", "Clearly better by"),
    ("specialist_if_no_change", "No change? See a specialist"),
    ("specialist", "Anything left? See a specialist"),
)
_MONTHS: Final = "January February March April May June July August September October November December".split()


def sign(level: str) -> Sign:
    """The sign of a level; a level this client does not know keeps its own name."""
    return SIGNS.get(level) or Sign("*", "*", clean_line(level).replace("_", " ") or "ADVICE", "white")


def card(reply: Reply, look: Look) -> tuple[str, Card]:
    """What the text says before the advice, and the card: what to do first, then the rest of the text, each sentence once.

    A field of the data is only added if the text does not say it already.
    """
    data = reply.data
    level = words(data.get("level"))
    its = sign(level)
    lead, act, lines = _divided(reply.text, words(data.get("action")))
    said = Said(reply.text)
    net = several(data.get("safety_net"))
    reasons = [reason.removeprefix(_TOLD) for reason in several(data.get("reasons"))]
    rows = [
        *_rows("When", [] if reply.text else several(data.get("when"))),
        *_rows("Who", [] if reply.text else several(data.get("who"))),
        *_rows("Because", said.news(reasons)),
        *_rows("Also", [words(item) for item in _items(data.get("secondary")) if said.news(several(item))]),
        *_rows("Remember", said.news(net)),
        *((label, date) for label, date in dates(data.get("dates")) if level not in _UNDATED and said.news([date])),
    ]
    symbol = its.ascii if look.ascii_only else its.symbol
    text = "\n".join(filter(None, [act, *(part for line in lines for part in _reminders(line, net))]))
    return lead, Card(level, f"{symbol} {its.words}", text, tuple(rows))


def _divided(text: str, action: str) -> tuple[str, str, list[str]]:
    """What stands before the line with the action, the sentence that holds it, and all the other lines."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    at = next((n for n, line in enumerate(lines) if action and action.casefold() in line.casefold()), None)
    if at is None:
        return "", action, lines
    line = lines[at]
    found = line.casefold().index(action.casefold())
    start = max((line.rfind(stop, 0, found) + 2 for stop in (". ", "! ", "? ") if stop in line[:found]), default=0)
    end = found + len(action)
    end += line[end : end + 1] in (".", "!", "?")
    around = " ".join(filter(None, (line[:start].strip(), line[end:].strip())))
    return "\n".join(lines[:at]), line[start:end], [*filter(None, [around]), *lines[at + 1 :]]


def _reminders(line: str, net: list[str]) -> list[str]:
    """The line; the one that is the safety net as a list."""
    if net and plain(line) == plain(" ".join(net)):
        return ["Keep in mind:", *(f"- {item}" for item in net)]
    return [line]


def dates(value: Any) -> list[tuple[str, str]]:
    """Labelled dates, in words: {"review": "2026-12-24"} → ("Clearly better by", "24 December 2026").

    A key that is a number stands for so many months; a value may be {"iso": …, "written": …} as well.
    """
    if not isinstance(value, dict):
        return []
    names = dict(_DATES)
    order = [*names, *(key for key in value if key not in names)]
    rows = [(names.get(key) or _label(key), _date(value.get(key))) for key in order]
    return [(label, date) for label, date in rows if date]


def _label(key: str) -> str:
    if key.isdecimal():
        return f"{key} month{'' if key == '1' else 's'} after"
    return clean_line(key).replace("_", " ").capitalize()


def _date(value: Any) -> str:
    said = words(value.get("written") or value.get("iso")) if isinstance(value, dict) else words(value)
    try:
        day = datetime.date.fromisoformat(said)
    except ValueError:
        return said
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _rows(label: str, values: list[str]) -> list[tuple[str, str]]:
    """A row a value, the label on the first."""
    return [(label if index == 0 else "", value) for index, value in enumerate(values)]


class Said:
    """What a text says already, whatever its capitals, punctuation and line breaks."""

    def __init__(self, text: str) -> None:
        self._text = f" {plain(text)} "

    def news(self, values: list[str]) -> list[str]:
        """Those of the values that the text does not say."""
        return [value for value in values if plain(value) and f" {plain(value)} " not in self._text]


def plain(text: str) -> str:
    """Words only: no capitals, no punctuation, one space."""
    return " ".join(re.sub(r"[^\w]+", " ", text.casefold()).split())
