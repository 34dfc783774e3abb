"""A disposition as a card: the level, what to do first, then when, who, why and by which dates."""

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


SIGNS: Final[Mapping[str, Sign]] = {
    "EMERGENCY": Sign("■", "!!!", "EMERGENCY: act now", "red"),
    "SAME_DAY": Sign("▲", "!!", "SAME DAY: be seen today", "yellow"),
    "SUPPORT": Sign("♥", "<3", "SUPPORT: talk to someone", "magenta"),
    "SPECIALIST": Sign("◆", "->", "SPECIALIST: see one", "blue"),
    "INJECTOR": Sign("●", ">", "INJECTOR: have it looked at", "cyan"),
    "WATCH": Sign("○", "o", "WATCH: with a date to look again", "green"),
    "INFO": Sign("i", "i", "INFORMATION", "white"),
}
_DATES: Final = (
    ("review", "Look again on"),
    ("specialist_if_no_change", "Specialist if no change by"),
    ("specialist", "Specialist if not gone by"),
)
_MONTHS: Final = "January February March April May June July August September October November December".split()


def sign(level: str) -> Sign:
    """The sign of a level; a level this client does not know keeps its own name."""
    return SIGNS.get(level) or Sign("*", "*", clean_line(level).replace("_", " ") or "ADVICE", "white")


def card(reply: Reply, look: Look) -> Card:
    """The card. Text of the reply stands whole; a field is only added if the text does not say it already."""
    data = reply.data
    level = words(data.get("level"))
    its = sign(level)
    action = words(data.get("action"))
    text = reply.text
    if _Said(text.partition("\n")[0]).news([action]):
        text = f"{action}\n{text}" if text else action
    said = _Said(reply.text)
    rows = [
        *_rows("When", said.news(several(data.get("when")))),
        *_rows("Who", said.news(several(data.get("who")))),
        *_rows("Because", said.news(several(data.get("reasons")))),
        *_rows("Also", [_also(item) for item in _items(data.get("secondary")) if said.news(several(item))]),
        *_rows("Remember", said.news(several(data.get("safety_net")))),
    ]
    symbol = its.ascii if look.ascii_only else its.symbol
    return Card(level, f"{symbol} {its.words}", text, (*rows, *dates(data.get("dates"))))


def dates(value: Any) -> list[tuple[str, str]]:
    """Labelled dates, in words: {"review": "2026-12-24"} → ("Look again on", "24 December 2026").

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


def _also(secondary: Any) -> str:
    text = words(secondary)
    level = words(secondary.get("level")).replace("_", " ") if isinstance(secondary, dict) else ""
    return f"{level}: {text}" if level else text


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _rows(label: str, values: list[str]) -> list[tuple[str, str]]:
    """A row a value, the label on the first."""
    return [(label if index == 0 else "", value) for index, value in enumerate(values)]


class _Said:
    """What a text says already, whatever its capitals, punctuation and line breaks."""

    def __init__(self, text: str) -> None:
        self._text = f" {_plain(text)} "

    def news(self, values: list[str]) -> list[str]:
        """Those of the values that the text does not say."""
        return [value for value in values if _plain(value) and f" {_plain(value)} " not in self._text]


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", text.casefold()).split())
