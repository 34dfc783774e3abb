"""The vocabulary of signs, `data/knowledge/signs.yml`: titles, groups, parts of the face and sets of codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).resolve().parent.parent / "data" / "knowledge" / "signs.yml"
EVERYTHING = "*"  # a set holding this stands for every sign


class VocabularyError(ValueError):
    """The file does not hold what it must; the message says where, and what was expected."""


@dataclass(frozen=True)
class Word:
    """One sign: its `title` completes "you told me about …"; `danger`: its group stands on the danger list."""

    code: str
    title: str
    group: str
    danger: bool
    part: str | None


@dataclass(frozen=True)
class Vocabulary:
    signs: Mapping[str, Word]
    sets: Mapping[str, tuple[str, ...]]

    @property
    def danger(self) -> tuple[str, ...]:
        """The codes of the danger list, in the file's order."""
        return tuple(code for code, word in self.signs.items() if word.danger)

    def title(self, code: str) -> str:
        return self.signs[code].title if code in self.signs else code.replace("_", " ")

    def part(self, code: str) -> str | None:
        return self.signs[code].part if code in self.signs else None

    def group(self, code: str) -> str:
        return self.signs[code].group if code in self.signs else "general"

    def expand(self, code: str) -> tuple[str, ...]:
        """The signs a code stands for: itself, the members of a set, or nothing if it is not known."""
        if code in self.sets:
            return self.sets[code]
        return (code,) if code in self.signs else ()


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    return load(FILE)


def load(file: Path) -> Vocabulary:
    """The vocabulary of a file; `VocabularyError` names file, key and what was expected."""
    data: dict[str, Any] = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    for key in ("groups", "signs", "sets"):
        if not isinstance(data.get(key), dict):
            raise VocabularyError(f"{file}: {key}: expected a mapping")
    signs = {code: _word(file, code, entry, data["groups"]) for code, entry in data["signs"].items()}
    sets = {}
    for name, codes in data["sets"].items():
        unknown = [code for code in codes if code not in signs and code != EVERYTHING]
        if unknown:
            raise VocabularyError(f"{file}: sets.{name}: expected codes of `signs`, not {unknown}")
        sets[name] = tuple(signs) if EVERYTHING in codes else tuple(codes)
    return Vocabulary(signs, sets)


def _word(file: Path, code: str, entry: Any, groups: Mapping[str, Any]) -> Word:
    if not isinstance(entry, dict) or not isinstance(entry.get("title"), str):
        raise VocabularyError(f"{file}: signs.{code}: expected a title")
    if entry.get("group") not in groups:
        raise VocabularyError(f"{file}: signs.{code}.group: expected one of {sorted(groups)}")
    return Word(code, entry["title"], entry["group"], bool(groups[entry["group"]].get("danger")), entry.get("part"))
