"""The questions' words and choices, `data/language/questions.yml`, and the reading of choices in an answer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from triage.slots import SLOTS
from triage.vocabulary import vocabulary

FILE = Path(__file__).resolve().parent.parent / "data" / "language" / "questions.yml"
ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
)  # fmt: skip


class QuestionsError(ValueError):
    """The file does not hold what it must; the message names file, key and what was expected."""


@dataclass(frozen=True)
class Item:
    """A choice of the danger checklist: its title, the sign it stands for, and words that name it."""

    title: str
    code: str
    words: re.Pattern[str]


@dataclass(frozen=True)
class Words:
    """One question: its title, why it is asked, and the text of each of its slots."""

    title: str
    why: str
    slots: Mapping[str, str]


@dataclass(frozen=True)
class Questions:
    """The file's contents. `picks` are the choices by slot; `checks`, `keeps` and `restarts` those of the special questions."""

    none: str
    unsure: str
    checklist: tuple[Item, ...]
    questions: Mapping[str, Words]
    picks: Mapping[str, tuple[str, ...]]
    checks: tuple[str, ...]
    keeps: tuple[str, ...]
    restarts: tuple[str, ...]
    again: Mapping[str, str]

    @property
    def checklist_choices(self) -> tuple[str, ...]:
        return (*(item.title for item in self.checklist), self.none)

    def choices(self, slots: Sequence[str]) -> tuple[str, ...]:
        """What can be picked for these slots: the danger list alone, or each slot's own and "not sure"."""
        if "danger_signs" in slots:
            return self.checklist_choices
        picked = [slot for slot in slots if slot in self.picks and (slot != "onset_after_days" or len(slots) == 1)]
        return (*(title for slot in picked for title in self.picks[slot]), self.unsure) if picked else ()


@lru_cache(maxsize=1)
def questions() -> Questions:
    return load(FILE)


def load(file: Path) -> Questions:
    """The questions of a file; `QuestionsError` if something is missing or a code is no sign."""
    data: dict[str, Any] = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    lists = ("checklist", "checks", "keeps", "restarts")
    kinds: list[tuple[str, type]] = [("none", str), ("unsure", str), ("questions", dict), ("picks", dict), ("again", dict)]
    for key, kind in (*kinds, *((name, list) for name in lists)):
        if not isinstance(data.get(key), kind):
            raise QuestionsError(f"{file}: {key}: expected a {kind.__name__}")
    items = []
    for number, entry in enumerate(data["checklist"]):
        if entry.get("code") not in vocabulary().signs:
            raise QuestionsError(f"{file}: checklist[{number}].code: expected a sign of signs.yml")
        items.append(Item(entry["title"], entry["code"], re.compile(rf"\b(?:{entry['words']})\b")))
    asked = {name: _words(file, name, entry) for name, entry in data["questions"].items()}
    picks = {slot: tuple(titles) for slot, titles in data["picks"].items()}
    if set(picks) - set(SLOTS):
        raise QuestionsError(f"{file}: picks: expected slots, not {sorted(set(picks) - set(SLOTS))}")
    checks, keeps, restarts = (tuple(data[name]) for name in lists[1:])
    return Questions(data["none"], data["unsure"], tuple(items), asked, picks, checks, keeps, restarts, data["again"])


def _words(file: Path, name: str, entry: Any) -> Words:
    for key in ("title", "why", "slots"):
        if key not in entry:
            raise QuestionsError(f"{file}: questions.{name}: expected {key}")
    return Words(title=entry["title"], why=entry["why"], slots=entry["slots"])


def read_choice(text: str, choices: Sequence[str]) -> tuple[int, ...]:
    """The choices (from 0) an answer names by number, ordinal or title; empty if it holds anything else.

    "2" → (1,); "1 and 3" → (0, 2); "the second" → (1,); "the last one" → the last.
    """
    low = text.strip().lower().rstrip(".!")
    titles = {title.lower(): index for index, title in enumerate(choices)}
    if low in titles:
        return (titles[low],)
    token = rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)?|({'|'.join((*ORDINALS, 'last'))}))\b"
    filling = r"\b(ones?|number|option|choice|the|and|or|yes|yeah|both)\b"
    found = [digits or word for digits, word in re.findall(token, low)]
    if not found or re.search(r"[a-z]", re.sub(filling, "", re.sub(token, "", low))):
        return ()
    numbers = [_number(word, len(choices)) for word in found]
    return tuple(dict.fromkeys(n for n in numbers if 0 <= n < len(choices)))


def _number(word: str, count: int) -> int:
    if word == "last":
        return count - 1
    return ORDINALS.index(word) if word in ORDINALS else int(word) - 1
