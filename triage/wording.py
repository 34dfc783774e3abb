"""What raw text tells beyond findings and entities: the patterns of `data/language/facts.yml` and `dialogue.yml`.

All offsets are those of the text as typed: `plain` changes case and apostrophes, never lengths.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).resolve().parent.parent / "data" / "language" / "facts.yml"
DIALOGUE = FILE.with_name("dialogue.yml")
Span = tuple[int, int]


class WordingError(ValueError):
    """The file does not hold what it must; the message names file, key and what was expected."""


@dataclass(frozen=True)
class Entry:
    """One fact's patterns, and what before a match (in the same clause) takes it back."""

    say: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...] = ()

    def find(self, text: str) -> Iterator[re.Match[str]]:
        """The matches that stand, in no particular order. `text` is plain."""
        for pattern in self.say:
            for match in pattern.finditer(text):
                if not any(veto.search(text[: match.start()]) for veto in self.unless):
                    yield match

    def first(self, text: str) -> re.Match[str] | None:
        return next(self.find(text), None)


@dataclass(frozen=True)
class Wording:
    """`facts` are read from every message, `answers` from an answer to a question."""

    facts: Mapping[str, Entry]
    answers: Mapping[str, Entry]
    denied: re.Pattern[str]

    def says(self, key: str, text: str) -> re.Match[str] | None:
        return self.facts[key].first(text)

    def answers_with(self, key: str, text: str) -> re.Match[str] | None:
        return self.answers[key].first(text)


def plain(text: str) -> str:
    """Lower case with straight apostrophes and quotes, of the same length."""
    lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lowered.translate(str.maketrans("’‘`´“”", "''''\"\""))


def mask(text: str, spans: list[Span]) -> str:
    """The text with the spans blanked out, of the same length."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


@lru_cache(maxsize=1)
def wording() -> Wording:
    return load(FILE)


@lru_cache(maxsize=1)
def dialogue() -> Wording:
    """How a conversation is steered: change of person, jokes, orders, dates that cannot be."""
    return load(DIALOGUE)


def load(file: Path) -> Wording:
    """The patterns of a file; `WordingError` if a key is missing or a pattern is no regular expression."""
    data: dict[str, Any] = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    for key in ("vetoes", "facts", "answers"):
        if not isinstance(data.get(key), dict):
            raise WordingError(f"{file}: {key}: expected a mapping")
    vetoes = {name: _compile(file, f"vetoes.{name}", pattern) for name, pattern in data["vetoes"].items()}
    sections = {
        section: {name: _entry(file, f"{section}.{name}", entry, vetoes) for name, entry in data[section].items()}
        for section in ("facts", "answers")
    }
    if "denied" not in vetoes:
        raise WordingError(f"{file}: vetoes.denied: expected a pattern")
    return Wording(sections["facts"], sections["answers"], vetoes["denied"])


def _entry(file: Path, key: str, entry: Any, vetoes: Mapping[str, re.Pattern[str]]) -> Entry:
    if not isinstance(entry, dict) or not isinstance(entry.get("say"), list) or not entry["say"]:
        raise WordingError(f"{file}: {key}.say: expected a list of patterns")
    unknown = set(entry.get("unless", ())) - set(vetoes)
    if unknown:
        raise WordingError(f"{file}: {key}.unless: expected keys of vetoes, not {sorted(unknown)}")
    say = tuple(_compile(file, f"{key}.say", pattern) for pattern in entry["say"])
    return Entry(say, tuple(vetoes[name] for name in entry.get("unless", ())))


def _compile(file: Path, key: str, pattern: Any) -> re.Pattern[str]:
    try:
        return re.compile(str(pattern))
    except re.error as error:
        raise WordingError(f"{file}: {key}: expected a regular expression: {error}: {pattern}") from error
