"""Words that a message puts in place of others: "the pain is in my jaw, hang on, I mean in my eye"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlu.clauses import COMMAS

THE = frozenset(["my", "the", "his", "her"])
WHERE = frozenset(["in", "on", "at", "around", "under", "behind", "with"])
ENDS = frozenset([".", "!", "?", ";"]) | COMMAS
NEAR = 10  # words between what was written and what replaces it
LONG = 3  # words at most that are put in its place


@dataclass(frozen=True)
class Mended:
    """words[start:end] stand corrected: `words` is that stretch with the word at `at` replaced (by one or more)."""

    start: int
    end: int
    at: int
    words: tuple[str, ...]

    def place(self, i: int) -> int:
        """The index in the message of word `i` of the corrected stretch."""
        longer = len(self.words) - (self.end - self.start)
        return self.start + (i if self.start + i <= self.at else max(self.at - self.start, i - longer))


def mended(words: Sequence[str], start: int, end: int) -> Iterator[Mended]:
    """The corrected stretches of the sentence words[start:end]: "X, I mean Y" and "X. It's not the X, it's the Y"."""
    for i in range(start + 2, end - 2):
        if words[i] == "i" and words[i + 1] in ("mean", "meant"):
            yield from _meant(words, start, i, i + 2, end)
        elif words[i] == "not" and words[i + 1] in THE and i + 4 < end:
            yield from _not_the(words, start, i, end)


def _new(words: Sequence[str], at: int, end: int) -> tuple[str, ...]:
    """The few words from `at` to the next stop; () if they go on."""
    stop = next((i for i in range(at, end) if words[i] in ENDS), end)
    return tuple(words[at:stop]) if 0 < stop - at <= LONG else ()


def _meant(words: Sequence[str], start: int, cue: int, after: int, end: int) -> Iterator[Mended]:
    where = words[after] if words[after] in WHERE else ""
    at = after + bool(where)
    if at >= end or words[at] not in THE:
        return
    new = _new(words, at + 1, end)
    for i in range(cue - 1, max(start, cue - NEAR), -1):
        if words[i - 1] in THE and (not where or words[i - 2] == where):
            if new and words[i] not in new:
                yield Mended(start, cue, i, (*words[start:i], *new, *words[i + 1 : cue]))
            return


def _not_the(words: Sequence[str], start: int, cue: int, end: int) -> Iterator[Mended]:
    old = words[cue + 2]
    at = cue + 3
    while at < end and (words[at] in COMMAS or words[at] in ("its", "it", "is", "but", "rather")):
        at += 1
    if at == cue + 3 or at >= end or words[at] not in THE:
        return
    new = _new(words, at + 1, end)
    for i in range(cue - 1, max(start, cue - NEAR) - 1, -1):
        if words[i] == old and new and old not in new:
            yield Mended(start, cue, i, (*words[start:i], *new, *words[i + 1 : cue]))
            return
