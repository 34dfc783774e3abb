"""What a time in a message is nearest to: the injection, the start of a change, or some other event.

Distance is in characters, and a sentence end, a comma or a joining word between costs extra, so that "botox was Monday.
Half an hour ago my hand went clumsy" ties each time to its own event.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate

from nlu.entity_text import words
from nlu.times_units import PATH, WORDS

SENTENCE, COMMA, JOINT = 70, 20, 16
EXTRA = {"injection": 0, "area": 6, "onset": 0, "other": 0}  # a word of an area is a weaker sign than "botox"
FAR = 10_000

_KINDS = {
    kind: re.compile(rf"(?<![\w-])(?:{'|'.join(words(PATH, f'anchors.{kind}', WORDS['anchors'].get(kind)))})(?!\w)")
    for kind in EXTRA
}
_BREAKS = re.compile(r"(?P<s>[.!?;]+(?=\s|$)|\n|\.\.+)|(?P<c>,|\(|\)|:| - )|\b(?P<j>and|but|then|so|now|because|since then)\b")


class Anchors:
    """The anchors of one message (made flat) and how far they are from a place in it."""

    def __init__(self, text: str, counted_from: list[int]) -> None:
        """`counted_from`: where spans such as "2 months after" end; the injection just after one is its own."""
        self.found = {kind: [m.span() for m in pattern.finditer(text)] for kind, pattern in _KINDS.items()}
        breaks = [(m.start(), SENTENCE if m["s"] else COMMA if m["c"] else JOINT) for m in _BREAKS.finditer(text)]
        self._at = [position for position, _ in breaks]
        self._cost = [0, *accumulate(cost for _, cost in breaks)]
        self.counted = bool(counted_from)
        self._own = [
            (start, end) for start, end in self.found["injection"] if any(0 <= start - after < 26 for after in counted_from)
        ]
        self._ends = [m.start() for m in _BREAKS.finditer(text) if m["s"]]

    def between(self, start: int, end: int) -> int:
        """The cost of the punctuation and joining words in text[start:end]."""
        return self._cost[bisect_left(self._at, end)] - self._cost[bisect_left(self._at, start)]

    def distance(self, kind: str, start: int, end: int) -> int:
        """From text[start:end] to the nearest anchor of that kind; FAR if there is none."""
        best = FAR
        for a, b in self.found[kind]:
            if kind == "injection" and (a, b) in self._own and not 0 <= a - end < 34:
                continue
            if b <= start:
                best = min(best, start - b + self.between(b, start))
            elif a >= end:
                best = min(best, a - end + self.between(end, a))
        return best + EXTRA[kind]

    def sentence(self, position: int) -> tuple[int, int]:
        """The bounds of the sentence about a position."""
        i = bisect_left(self._ends, position)
        return (self._ends[i - 1] + 1 if i else 0, self._ends[i] if i < len(self._ends) else FAR)

    def any(self, *kinds: str) -> bool:
        """Is there an anchor of one of these kinds anywhere?"""
        return any(self.found[kind] for kind in kinds)
