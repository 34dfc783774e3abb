"""What a message answers to signs it has only named: "X, Y: neither", "does it droop? it does", "I ticked no, it should be yes"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from nlu.clauses import COMMAS
from nlu.patterns import Match
from nlu.scope import Cues, Scene, Target

Hows = Mapping[Target, str]  # how the words put a sign: see nlu/findings.py
YES = frozenset(["yes", "yep", "yeah", "yea"])
NO = frozenset(["no", "nope", "none", "nah"])
ORDINALS = {
    "first": 0,
    "1st": 0,
    "former": 0,
    "second": 1,
    "2nd": 1,
    "latter": -1,
    "third": 2,
    "3rd": 2,
    "fourth": 3,
    "4th": 3,
    "last": -1,
}
LISTS = ("none_of_them", "all_of_them", "one_of_them", "all_but_one")
SPEAKERS = frozenset(["i", "im", "ive", "id", "my", "we", "is", "are", "has", "was"])
DATED = frozenset(["since", "today", "yesterday", "now", "started", "still", "tonight", "ago", "keeps"])
AFTER = frozenset(
    [
        ".",
        ",",
        "!",
        ";",
        "?",
        ")",
        "…",
        "...",
        "but",
        "only",
        "just",
        "and",
        "here",
        "for",
        "thanks",
        "at",
        "so",
        "in",
        "that",
        "me",
        "to",
        "plus",
        "two",
        "three",
        "four",
        "five",
    ]
)
ASKING = frozenset(["can", "could", "do", "does", "did", "is", "are", "any", "have", "has"])
ASKED = frozenset(["you", "your", "i", "it", "my", "there", "trouble", "problems", "double", "the", "u"])
ENDS = frozenset([".", "!", "?", ";"])
NEAR = 12  # words between a sign and what answers it


class Verdicts:
    """The status that answers give to signs."""

    def __init__(self, scene: Scene, cues: Cues, hows: Hows) -> None:
        self._scene, self._cues, self._hows = scene, cues, hows
        self._targets = sorted(hows)

    def given(self) -> dict[Target, str]:
        """Target → affirmed or negated, for those signs that something answers."""
        found: dict[Target, str] = {}
        for name in LISTS:
            for cue in self._cues[name]:
                if self._ends(cue.end) and (items := self._items(cue.start)):
                    found |= self._lists(name, cue, items)
        return found | dict(self._echoes()) | dict(self._answers())

    def _lists(self, name: str, cue: Match[str], items: Sequence[Sequence[Target]]) -> dict[Target, str]:
        words = self._scene.words[cue.start : cue.end]
        at = next((ORDINALS[word] for word in words if word in ORDINALS), 0)
        if not -1 <= at < len(items):
            return {}
        one = {target for target in items[at]}
        said = {target: name in ("all_of_them", "all_but_one") for item in items for target in item}
        if name in ("one_of_them", "all_but_one"):
            said |= {target: name == "one_of_them" for target in one}
        return {target: self._status(target, yes) for target, yes in said.items()}

    def _status(self, target: Target, yes: bool) -> str:
        """What "yes" or "no" to a question makes of the sign: "can you swallow? no" affirms the trouble."""
        return "affirmed" if yes != (self._hows[target] == "absent") else "negated"

    def _ends(self, end: int) -> bool:
        words = self._scene.words
        return end >= len(words) or words[end] in AFTER or end in self._scene.starts

    def _opens(self, at: int) -> bool:
        """Whether an answer may begin at `at`: not "what should | I do"."""
        words = self._scene.words
        return (
            at in self._scene.starts
            or words[at - 1] in COMMAS
            or words[at - 1] in ENDS
            or words[at - 1] in ("and", "but", "well", "so", "yes", "no")
        )

    def _region(self, at: int) -> Target | None:
        """The words that an answer beginning at `at` is about: what stands before a comma or colon, or the sentences before."""
        start, _ = self._scene.sentence(at)
        words = self._scene.words
        for i in range(at - 1, max(start, at - 5), -1):
            if any(a <= i < b for a, b in self._targets):
                return None
            if words[i] in COMMAS:
                return (start, i)
        if at - start > 4 or not start:
            return None
        before = self._scene.sentence(start - 1)
        while before[0] and words[before[0] - 1] == "?" and words[before[1] - 1] == "?":
            before = (self._scene.sentence(before[0] - 1)[0], before[1])
        return before

    def _items(self, at: int) -> list[list[Target]]:
        """The signs of a bare list before `at`, item by item; [] if what stands there is told and not listed."""
        region = self._region(at)
        if region is None:
            return []
        chunks = list(self._chunks(region))
        items = [[t for t in self._targets if a <= t[0] < b] for a, b in chunks]
        while items and not items[0]:
            chunks, items = chunks[1:], items[1:]
        listed = [set(self._scene.words[a:b]) for a, b in chunks]
        if len(items) < 2 or not all(items) or any(words & DATED for words in listed):
            return []
        asked = self._scene.words[region[1] - 1] == "?"
        return [] if not asked and any(words & SPEAKERS for words in listed) else items

    def _chunks(self, region: Target) -> Iterator[Target]:
        words, start = self._scene.words, region[0]
        for i in range(*region):
            inside = any(a < i < b for a, b in self._targets)
            if i > start and words[i] in ASKING and words[i + 1 : i + 2] and words[i + 1] in ASKED and not inside:
                yield (start, i)
                start = i
            elif words[i] in COMMAS or words[i] in ENDS or (words[i] in ("or", "and", "nor") and not inside):
                if i > start:
                    yield (start, i)
                start = i + 1
        if start < region[1]:
            yield (start, region[1])

    def _answers(self) -> Iterator[tuple[Target, str]]:
        """ "Can you swallow, can you breathe? No and yes": as many answers as questions."""
        words, at = self._scene.words, 0
        while at < len(words):
            end, said = at, []
            while end < len(words) and (words[end] in YES or words[end] in NO):
                said.append(words[end] in YES)
                end += 2 if words[end + 1 : end + 2] and words[end + 1] in (",", "and", "then", "or") else 1
            if len(said) > 1 and (region := self._region(at)):
                items = [[t for t in self._targets if a <= t[0] < b] for a, b in self._chunks(region)]
                items = [item for item in items if item]
                if len(items) == len(said):
                    yield from ((t, self._status(t, yes)) for item, yes in zip(items, said, strict=True) for t in item)
            at = max(end, at + 1)

    def _echoes(self) -> Iterator[tuple[Target, str]]:
        """ "He asked if I see double. I don't", "they say I don't slur, but I do", "it should be no", "and I have it too"."""
        for name, asks in (("it_does", True), ("it_does_not", True), ("should_be_yes", False), ("should_be_no", False)):
            for cue in self._cues[name]:
                if not asks or (
                    self._ends(cue.end) and self._opens(cue.start) and self._scene.words[cue.end : cue.end + 1] != ["?"]
                ):
                    yield from ((t, self._status(t, name.endswith(("does", "yes")))) for t in self._last(cue.start, asks))
        for cue in self._cues["me_too"]:
            yield from ((t, "affirmed") for t in self._last(cue.start, asks=False) if self._hows[t] != "absent")
        for cue in self._cues["but_it_does"]:
            if self._echoed(cue.end):
                yield from ((t, "affirmed") for t in self._last(cue.start, asks=False))
        for cue in self._cues["but_it_does_not"]:
            if self._ends(cue.end) and self._reported(cue.start):
                yield from ((t, self._status(t, yes=False)) for t in self._last(cue.start, asks=False))

    def _last(self, at: int, asks: bool) -> list[Target]:
        """The last sign before `at`, close by or at the end of the sentence before; if `asks`, only when it is asked about."""
        before = [t for t in self._targets if t[1] <= at]
        if not before:
            return []
        last = max(before, key=lambda t: (t[0], t[1]))
        start, end = self._scene.sentence(last[0])
        if at - last[1] > NEAR or (at >= end and self._scene.sentence(min(end, len(self._scene.words) - 1))[1] <= at):
            return []
        asked = any(start <= m.start < last[0] for m in self._cues["asked"]) or self._scene.words[end - 1] == "?"
        return [t for t in before if t[0] < last[1] and last[0] < t[1]] if asked or not asks else []

    def _echoed(self, end: int) -> bool:
        words = self._scene.words
        return self._ends(end) or words[end] in (
            "when",
            "if",
            "sometimes",
            "now",
            "on",
            "since",
            "today",
            "after",
            "whenever",
            "again",
            "every",
            "most",
        )

    def _reported(self, at: int) -> bool:
        start, _ = self._scene.sentence(at)
        return any(start <= m.start < at for m in self._cues["reported"])
