"""The timeline: where the patient stands among the ranges that the doctors give, as bars of characters."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from cli.blocks import Look
from cli.clean import clean_line
from cli.disposition import Said, dates
from cli.replies import words
from cli.wrap import wrapped

MOST_MONTHS: Final = 240.0
WIDEST: Final = 60
NARROWEST: Final = 16
TITLE: Final = "Months after the injections"


@dataclass(frozen=True)
class Marks:
    """The characters a chart is made of."""

    bar: str
    gap: str
    today: str
    pointer: str


UNICODE: Final = Marks("█", "·", "│", "▲")
ASCII: Final = Marks("#", ".", "|", "^")


@dataclass(frozen=True)
class Range:
    """What one answer says, in months. `to` None: no end is given. `start` None: it gives no figures at all."""

    label: str
    start: float | None
    to: float | None
    note: str
    about: bool = False

    @property
    def figures(self) -> str:
        """The range in words, so that nobody has to read it off the bars; the same words as the widget's."""
        if self.start is None:
            return "no figure"
        if self.to is None:
            return f"{self.start:g} or more"
        if self.start == self.to:
            return f"about {self.start:g}" if self.about else f"{self.start:g}"
        return f"{self.start:g} to {self.to:g}" if self.start else f"up to {self.to:g}"


def answers(data: Mapping[str, Any]) -> list[str]:
    """The numbers of the answers that the chart draws."""
    value = data.get("ranges")
    return [words(item.get("answer")) for item in (value if isinstance(value, list) else []) if isinstance(item, dict)]


def chart(data: Mapping[str, Any], look: Look, text: str = "") -> tuple[str, ...]:
    """The lines of the chart, none wider than `look.width`; without bars where there is no room for them.

    What the reply's `text` says of today and the dates is not said again.

    `data`: {"ranges": [{"answer": 1, "from": 4, "to": 6, "note": …}], "today_months": 4.0, "dates": {…}}; months
    after the injections. What is missing or of another form is left out.
    """
    marks = ASCII if look.ascii_only else UNICODE
    ranges = list(_ranges(data.get("ranges")))
    today = _months(data.get("today_months"))
    said = Said(text)
    after = tuple(
        line for label, date in dates(data.get("dates")) if said.news([date]) for line in wrapped(f"{label}: {date}", look.width)
    )
    about = f"about {today:g} month{'' if today == 1 else 's'}" if today is not None else ""
    position = f"Today: {about}" if about and said.news([about]) else ""
    if not ranges:
        return tuple(filter(None, [position, *after]))
    label = max(len(item.label) for item in ranges)
    figures = max(len(item.figures) for item in ranges)
    room = min(look.width - label - figures - 3, WIDEST)
    title = TITLE + ":" if said.news([TITLE]) else ""
    if room < NARROWEST:
        return tuple(filter(None, [title, *_plain(ranges, look.width), position, *after]))
    ends = [month for item in ranges for month in (item.start, item.to) if month is not None]
    scale = _Scale(math.ceil(max([*ends, today or 0.0, 1.0]) + 0.5), room)
    left = label + figures + 3
    lines = [*filter(None, [title]), " " * left + scale.axis()]
    for item in ranges:
        lines.append(f"{item.label:<{label}}  {item.figures:>{figures}} " + scale.bar(item, today, marks))
        lines += _note(item, look.width)
    if today is not None:
        lines += ["today".ljust(left) + " " * scale.column(today) + marks.pointer, *filter(None, [position])]
    return (*(line.rstrip() for line in lines), *after)


@dataclass(frozen=True)
class _Scale:
    """Months 0 to `top` on `room` columns."""

    top: int
    room: int

    def column(self, month: float) -> int:
        return round(min(month, self.top) / self.top * (self.room - 1))

    def axis(self) -> str:
        """The months that have room for their number."""
        line = ""
        for month in range(self.top + 1):
            column = self.column(month)
            if (not line or column > len(line) + 1) and column + len(str(month)) <= self.room:
                line = line.ljust(column) + str(month)
        return line

    def bar(self, item: Range, today: float | None, marks: Marks) -> str:
        cells = [marks.gap] * self.room
        if item.start is not None:
            end = self.room - 1 if item.to is None else self.column(item.to)
            for column in range(self.column(item.start), end + 1):
                cells[column] = marks.bar
            if item.to is None:
                cells[-1] = ">"
        if today is not None:
            cells[self.column(today)] = marks.today
        return "".join(cells)


def _ranges(value: Any) -> Iterator[Range]:
    for item in value if isinstance(value, list) else []:
        if not isinstance(item, dict):
            continue
        pair = item.get("months") if isinstance(item.get("months"), list) else []
        start = _first(item, "from", "low", "min", "start") if not pair else _months(pair[0])
        to = _first(item, "to", "high", "max", "end") if not pair else _months(pair[-1])
        if start is None and to is not None:
            start = 0.0
        if start is not None and to is not None:
            start, to = min(start, to), max(start, to)
        note = clean_line(words(item.get("note")))
        if start is not None or note:
            yield Range(_label(item), start, to, note, item.get("approximate") is True)


def _label(item: Mapping[str, Any]) -> str:
    answer = item.get("answer", item.get("doctor"))
    if isinstance(answer, int) and not isinstance(answer, bool):
        return f"answer {answer} of 10"
    return clean_line(words(item.get("label")) or words(answer))[:24] or "an answer"


def _first(item: Mapping[str, Any], *keys: str) -> float | None:
    return next((month for key in keys if (month := _months(item.get(key))) is not None), None)


def _months(value: Any) -> float | None:
    """A number of months that can be drawn."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return round(float(value), 1) if 0 <= value <= MOST_MONTHS else None


def _note(item: Range, width: int) -> list[str]:
    return textwrap.wrap(item.note, max(width, 20), initial_indent="  ", subsequent_indent="  ")


def _plain(ranges: list[Range], width: int) -> Iterator[str]:
    for item in ranges:
        yield f"{item.label}: {item.figures}"
        yield from _note(item, width)
