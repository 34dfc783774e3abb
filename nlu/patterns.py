"""The pattern mini-language of data/language/*.yml, compiled and matched over normalised words.

    word  a|b  @class     one word, one of several, one of a class of words.yml
    x?    x*              optional; any number of times
    ..3                   up to three words in between, never across punctuation, "and" or "but"
    left ~3 right         both, in either order, at most three words apart

spaCy's Matcher tries every pattern at every token: 1,500 patterns cost 9 ms for 25 words (measured). Here patterns
are indexed by their first word, which costs a hundredth of that; the spans that come out are spaCy's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
GAP_STOPS = frozenset(
    [
        ".",
        ",",
        "!",
        "?",
        ";",
        ":",
        "(",
        ")",
        "…",
        "-",
        "–",
        "—",
        "but",
        "and",
        "except",
        "though",
        "although",
        "however",
        "because",
        "fine",
        "ok",
        "okay",
        "normal",
        "perfectly",
        "unaffected",
        "while",
    ]
)
_STEP = re.compile(r"^(?P<words>[^?*\s]+)(?P<op>[?*]?)$")


class PatternError(ValueError):
    """A pattern that does not follow the mini-language."""


@dataclass(frozen=True)
class Step:
    """One element: the words it takes (None: any) and how often, at least and at most."""

    words: frozenset[str] | None
    low: int = 1
    high: int = 1


@dataclass(frozen=True)
class Match(Generic[T]):
    """Words start..end (exclusive) matched for `entry`; `gaps` are the indices taken by `..n` elements."""

    start: int
    end: int
    entry: T
    gaps: tuple[int, ...]


def compile_pattern(text: str, classes: Mapping[str, frozenset[str]]) -> list[tuple[Step, ...]]:
    """The step sequences of one pattern; two if it holds `~n`. Raises PatternError."""
    parts = re.split(r"\s~(\d+)\s", text)
    if len(parts) == 3:
        left, right = _steps(parts[0], classes), _steps(parts[2], classes)
        gap = Step(None, 0, int(parts[1]))
        return [(*left, gap, *right), (*right, gap, *left)]
    if len(parts) != 1:
        raise PatternError(f"{text!r}: at most one ~n")
    steps = _steps(text, classes)
    if not steps or steps[0].words is None or not steps[0].low:
        raise PatternError(f"{text!r}: must begin with a word that is neither optional nor a gap")
    return [steps]


def _steps(text: str, classes: Mapping[str, frozenset[str]]) -> tuple[Step, ...]:
    steps = []
    for element in text.split():
        if gap := re.fullmatch(r"\.\.(\d+)", element):
            steps.append(Step(None, 0, int(gap[1])))
            continue
        found = _STEP.match(element)
        if not found:
            raise PatternError(f"{text!r}: cannot read {element!r}")
        words: set[str] = set()
        for choice in found["words"].split("|"):
            if choice.startswith("@"):
                if choice[1:] not in classes:
                    raise PatternError(f"{text!r}: no word class {choice}")
                words |= classes[choice[1:]]
            elif choice:
                words.add(choice)
        if not words:
            raise PatternError(f"{text!r}: cannot read {element!r}")
        low, high = {"": (1, 1), "?": (0, 1), "*": (0, 12)}[found["op"]]
        steps.append(Step(frozenset(words), low, high))
    if steps and steps[-1].words is None:
        raise PatternError(f"{text!r}: a gap at the end takes nothing")
    return tuple(steps)


class PatternSet(Generic[T]):
    """Compiled patterns, each with the entry it stands for."""

    def __init__(self, entries: Iterable[tuple[T, Iterable[str]]], classes: Mapping[str, frozenset[str]]) -> None:
        self._by_word: dict[str, list[tuple[T, tuple[Step, ...]]]] = {}
        self.words: set[str] = set()
        for entry, patterns in entries:
            for pattern in patterns:
                for steps in compile_pattern(pattern, classes):
                    for step in steps:
                        self.words |= step.words or frozenset()
                    for word in steps[0].words or ():
                        self._by_word.setdefault(word, []).append((entry, steps))

    @classmethod
    def joined(cls, sets: Iterable[PatternSet[T]]) -> PatternSet[T]:
        """One set with the patterns of several, so that a message is gone through once."""
        whole = cls((), {})
        for one in sets:
            whole.words |= one.words
            for word, entries in one._by_word.items():
                whole._by_word.setdefault(word, []).extend(entries)
        return whole

    def find(self, words: Sequence[str], start: int = 0, end: int | None = None) -> list[Match[T]]:
        """Every match of every pattern inside words[start:end], the shortest gaps first."""
        end = len(words) if end is None else end
        present = frozenset(words[start:end])
        found = []
        for at in range(start, end):
            for entry, steps in self._by_word.get(words[at], ()):
                if len(steps) == 1:
                    found.append(Match(at, at + 1, entry, ()))
                    continue
                if any(s.low and s.words is not None and present.isdisjoint(s.words) for s in steps[1:]):
                    continue
                gaps: list[int] = []
                stop = _match(steps, 1, words, at + 1, end, gaps)
                if stop > 0:
                    found.append(Match(at, stop, entry, tuple(gaps)))
        return found


def _match(steps: Sequence[Step], at: int, words: Sequence[str], position: int, end: int, gaps: list[int]) -> int:
    """Where the steps from `at` end when they begin at `position`, or -1."""
    if at == len(steps):
        return position
    step = steps[at]
    if step.words is None:  # a gap: as short as will do
        for taken in range(step.high + 1):
            if taken and (position + taken > end or words[position + taken - 1] in GAP_STOPS):
                return -1
            stop = _match(steps, at + 1, words, position + taken, end, gaps)
            if stop > 0:
                gaps.extend(range(position, position + taken))
                return stop
        return -1
    reach = position
    while reach < end and reach - position < step.high and words[reach] in step.words:
        reach += 1
    for stop_at in range(reach, position + step.low - 1, -1):
        stop = _match(steps, at + 1, words, stop_at, end, gaps)
        if stop > 0:
            return stop
    return -1


def longest(matches: Iterable[Match[T]]) -> list[Match[T]]:
    """Of overlapping matches of the same entry only the longest (the earlier one on a tie), in order of the text."""
    kept: list[Match[T]] = []
    for match in sorted(matches, key=lambda m: (m.start - m.end, m.start)):
        if not any(k.entry == match.entry and k.start < match.end and match.start < k.end for k in kept):
            kept.append(match)
    return sorted(kept, key=lambda m: (m.start, m.end))
