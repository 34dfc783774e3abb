"""The language data of data/language/*.yml: word classes, patterns of signs, rules of context. Validated on load."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml

from nlu.patterns import PatternError, PatternSet, compile_pattern

T = TypeVar("T")
DATA = Path(__file__).resolve().parent.parent / "data"
STATUSES = ("affirmed", "negated", "hypothetical", "historical", "other_person", "figurative")


class LanguageError(ValueError):
    """A language file is not as expected; the message names file, key and what was expected."""

    def __init__(self, file: Path, key: str, expected: str) -> None:
        super().__init__(f"{file}: {key}: expected {expected}")


@dataclass(frozen=True)
class Sign:
    """What a pattern stands for: the codes and whether the words say that they are present, absent, or merely name
    a function or place ("topic", a finding only when something denies it)."""

    codes: tuple[str, ...]
    kind: str  # present | absent | topic


@dataclass(frozen=True)
class ContextRule:
    """Words that change the status of signs near them, at most `within` words away. `reach`: list (the next item and those
    joined to it), clause (may cross one subject) or general (a clause that is not about the writer: no "my" in between)."""

    status: str
    direction: str  # forward | backward
    reach: str  # list | clause | general
    within: int


@dataclass(frozen=True)
class Words:
    """words.yml: `spelling` maps a variant to the canonical word, `classes` a class's name to its words."""

    spelling: Mapping[str, str]
    classes: Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Language:
    """Everything the components read, and `lexicon`, the words towards which typos are corrected."""

    words: Words
    signs: PatternSet[Sign]
    context: PatternSet[ContextRule]
    cues: Mapping[str, PatternSet[str]]
    lexicon: frozenset[str]
    common: frozenset[str]
    learned: Mapping[str, tuple[str, ...]]


def _read(path: Path) -> dict[str, Any]:
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as problem:
        raise LanguageError(path, "file", f"readable YAML ({problem})") from problem
    if not isinstance(data, dict):
        raise LanguageError(path, "file", "a mapping")
    return data


def _strings(path: Path, key: str, value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise LanguageError(path, key, "a list of texts (quote numbers, yes and no)")
    return value


def load_words(path: Path) -> Words:
    """Reads words.yml; a class may name others with @."""
    data = _read(path)
    spelling: dict[str, str] = {}
    for canonical, variants in (data.get("spelling") or {}).items():
        if not isinstance(canonical, str) or not isinstance(variants, str):
            raise LanguageError(path, f"spelling.{canonical}", "a text of variants (quote numbers, yes and no)")
        spelling |= dict.fromkeys(variants.split(), canonical)
    raw = data.get("classes") or {}
    classes: dict[str, frozenset[str]] = {}

    def resolve(name: str, trail: tuple[str, ...] = ()) -> frozenset[str]:
        if name in trail or not isinstance(raw.get(name), str):
            raise LanguageError(path, f"classes.{name}", "a text of words, without a circle of @classes")
        if name not in classes:
            members: set[str] = set()
            for word in raw[name].split():
                members |= resolve(word[1:], (*trail, name)) if word.startswith("@") else {word}
            classes[name] = frozenset(members)
        return classes[name]

    for name in raw:
        resolve(name)
    return Words(spelling, classes)


def _codes(path: Path, key: str, value: Any, vocabulary: Mapping[str, Any]) -> tuple[str, ...]:
    names = value if isinstance(value, list) else [value]
    codes: list[str] = []
    for name in names:
        if name in vocabulary["signs"] or name == "other_symptoms":
            codes.append(name)
        elif name in vocabulary["sets"]:
            codes += vocabulary["sets"][name]
        else:
            raise LanguageError(path, key, f"codes or sets of signs.yml, not {name!r}")
    return tuple(dict.fromkeys(codes))


def load_signs(path: Path, words: Words, vocabulary: Mapping[str, Any]) -> PatternSet[Sign]:
    """Reads findings.yml against the vocabulary of signs.yml; each code's own name is one of its patterns."""
    data, entries = _read(path), []
    signs = data.get("signs")
    if not isinstance(signs, dict):
        raise LanguageError(path, "signs", "a mapping of code to patterns")
    for code, patterns in signs.items():
        if code not in vocabulary["signs"]:
            raise LanguageError(path, f"signs.{code}", "a code of signs.yml")
        entries.append((Sign((code,), "present"), _strings(path, f"signs.{code}", patterns)))
    entries += [(Sign((code,), "present"), [code.replace("_", " ")]) for code in vocabulary["signs"]]
    for kind, section in (("absent", "well"), ("topic", "topics")):
        for number, item in enumerate(data.get(section) or []):
            key = f"{section}[{number}]"
            if not isinstance(item, dict) or set(item) != {"denies", "says"}:
                raise LanguageError(path, key, "denies and says")
            codes = _codes(path, f"{key}.denies", item["denies"], vocabulary)
            entries.append((Sign(codes, kind), _strings(path, f"{key}.says", item["says"])))
    for sign, patterns in entries:
        for pattern in patterns:
            try:
                compile_pattern(pattern, words.classes)
            except PatternError as problem:
                raise LanguageError(path, "/".join(sign.codes), f"a pattern; {problem}") from problem
    return PatternSet(entries, words.classes)


def load_learned(path: Path, vocabulary: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The signs the trained model hears, label → codes; a code belongs to one label."""
    found: dict[str, tuple[str, ...]] = {}
    for label, codes in (vocabulary.get("learned") or {}).items():
        found[label] = tuple(_strings(path, f"learned.{label}", codes))
        for code in found[label]:
            if code not in vocabulary["signs"]:
                raise LanguageError(path, f"learned.{label}", f"codes of signs, not {code!r}")
    codes = [code for group in found.values() for code in group]
    if len(codes) != len(set(codes)):
        raise LanguageError(path, "learned", "each code under one label only")
    return found


def load_context(path: Path, words: Words) -> tuple[PatternSet[ContextRule], dict[str, PatternSet[str]]]:
    """Reads context.yml: the rules with their patterns, and the cues of nlu/status.py by name."""
    data, entries = _read(path), []
    for number, item in enumerate(data.get("rules") or []):
        key = f"rules[{number}]"
        keys = {"status", "direction", "reach", "within", "says"}
        if not isinstance(item, dict) or not {"status", "says"} <= set(item) <= keys:
            raise LanguageError(path, key, "status, says and perhaps direction, reach, within")
        rule = ContextRule(item["status"], item.get("direction", "forward"), item.get("reach", "clause"), item.get("within", 12))
        for name, value, choices in (
            ("status", rule.status, (*STATUSES, "stop", "pseudo")),
            ("direction", rule.direction, ("forward", "backward")),
            ("reach", rule.reach, ("list", "clause", "general")),
        ):
            if value not in choices:
                raise LanguageError(path, f"{key}.{name}", f"one of {', '.join(choices)}")
        entries.append((rule, _strings(path, f"{key}.says", item["says"])))
    cues: dict[str, PatternSet[str]] = {}
    for name, patterns in (data.get("cues") or {}).items():
        cues[name] = _patterns(path, f"cues.{name}", [(name, _strings(path, f"cues.{name}", patterns))], words)
    return _patterns(path, "rules", entries, words), cues


def _patterns(path: Path, key: str, entries: list[tuple[T, list[str]]], words: Words) -> PatternSet[T]:
    try:
        return PatternSet(entries, words.classes)
    except PatternError as problem:
        raise LanguageError(path, key, f"patterns; {problem}") from problem


@lru_cache(maxsize=4)
def load(data: Path = DATA) -> Language:
    """All language data under `data` (language/ and knowledge/signs.yml). Raises LanguageError."""
    folder = data / "language"
    words = load_words(folder / "words.yml")
    vocabulary = _read(data / "knowledge" / "signs.yml")
    signs = load_signs(folder / "findings.yml", words, vocabulary)
    context, cues = load_context(folder / "context.yml", words)
    lines = (folder / "common.txt").read_text(encoding="utf-8").splitlines()
    common = frozenset(line for line in lines if not line.startswith("#"))
    used = signs.words | context.words | set(words.spelling.values())
    lexicon = frozenset(used).union(*words.classes.values(), *(cue.words for cue in cues.values()))
    return Language(words, signs, context, cues, lexicon, common, load_learned(data / "knowledge" / "signs.yml", vocabulary))
