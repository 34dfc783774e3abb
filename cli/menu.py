"""The choices on the screen: what was typed becomes what is sent."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from cli.replies import Reply

_NUMBER = re.compile(r"#?(\d{1,3})[.)]?")


class NoSuchChoice(ValueError):
    """A number that is not on the list; the message says which are."""


@dataclass(frozen=True)
class Menu:
    """The choices of one turn, numbered from 1 through all its replies; `ticks` are the numbers of checklists."""

    titles: tuple[str, ...] = ()
    ticks: frozenset[int] = field(default=frozenset())

    @classmethod
    def of(cls, replies: Iterable[Reply]) -> Menu:
        """The choices that a turn offers."""
        titles: list[str] = []
        ticks: set[int] = set()
        for reply in replies:
            first = len(titles) + 1
            titles += reply.choices
            if reply.multiple:
                ticks.update(range(first, len(titles) + 1))
        return cls(tuple(titles), frozenset(ticks))

    def message(self, typed: str) -> str:
        """What to send for what was typed: the titles behind numbers, or the words themselves.

        "2" is the second title. In a checklist "1 3", "1, 3" and "1 and 3" are two titles, joined by ", ", and a number
        may stand among words between commas. Raises `NoSuchChoice` for a number that a checklist does not have.
        """
        typed = typed.strip()
        number = _number(typed)
        if number is not None and 1 <= number <= len(self.titles):
            return self.titles[number - 1]
        if not self.ticks:
            return self._title(typed)
        parts = [part for part in re.split(r"\s*[,;\n]\s*|\s+and\s+|\s*&\s*", typed) if part]
        spaced = re.sub(r"[,;&]|\band\b", " ", typed).split()
        if spaced and all(_number(part) is not None for part in spaced):
            parts = spaced
        elif all(_number(part) is None for part in parts):
            return self._title(typed)
        return ", ".join(dict.fromkeys(self._ticked(part) for part in parts))

    def _ticked(self, part: str) -> str:
        number = _number(part)
        if number is None:
            return self._title(part)
        if number not in self.ticks:
            raise NoSuchChoice(f"Choose from {min(self.ticks)} to {max(self.ticks)}, or write it in your own words.")
        return self.titles[number - 1]

    def _title(self, typed: str) -> str:
        """The title as it is written on the list, if the words are one."""
        return next((title for title in self.titles if title.casefold() == typed.casefold()), typed)


def _number(part: str) -> int | None:
    match = _NUMBER.fullmatch(part)
    return int(match[1]) if match else None
