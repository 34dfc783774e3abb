"""What the trained model hears of signs, brought together with what the patterns found.

Patterns know words and their scope but not every wording; the model (labels `sign_…`) was trained on signs that are present and
meant, and on the same words where they are not. Each mends the other where it is sure: the model adds a sign no pattern knows, and
sets aside one whose words are there but not meant. Where the rules take a sign for denied, feared, past or another's, they are right
more often than the model, even where that is sure (docs/nlu.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from spacy.tokens import Doc, Span

from nlu import language
from nlu.entity_text import GROUP, Found, add

PREFIX = "sign_"
SUDDEN = "sign_sudden"
HEARD = 0.6  # the model alone, no pattern of the kind in the message: the sign is added, …
GRAVE = {PREFIX + "suicidal_imminent": 0.4}  # less is needed where missing it is worst
MEANT = 0.45  # … if the clause it was heard in is meant
ELSEWHERE = 0.9  # the same where patterns of the kind found only what does not count, in other words than these
DOUBTED = 0.05  # mention, and …
UNHEARD = 0.01  # … sign at most: what the patterns take for present is a figure of speech, a fear, someone else's
PLAIN = 40  # tokens at most of a message in which the patterns are not doubted: there they are right more often
NOT_MEANT = "hypothetical"  # the status of that
AT_ONCE = {"headache_new": "thunderclap_headache"}  # what a sign is called when it came on suddenly
NOT_WEAK = {"smile_weakness": "smile_asymmetry"}  # and where the message denies weakness


class Heard(Protocol):
    """What the model made of a message."""

    def probability(self, label: str) -> float: ...

    def focus(self, label: str) -> tuple[int, int]:
        """The characters (start, end) that spoke most for a label."""
        ...

    def meant(self, start: int, end: int) -> float:
        """Whether what these characters say is present and meant."""
        ...


@dataclass(frozen=True)
class Learned:
    """The signs the model knows: label → codes, the first standing for all; and code → label."""

    codes: Mapping[str, tuple[str, ...]]

    @property
    def labels(self) -> tuple[str, ...]:
        return (*self.codes, SUDDEN)


@lru_cache(maxsize=1)
def learned() -> Learned:
    """Read from the section `learned` of signs.yml; raises LanguageError."""
    return Learned({PREFIX + name: codes for name, codes in language.load().learned.items()})


def fuse(doc: Doc, heard: Heard) -> None:
    """Correct `doc.spans["findings"]` (status, additions) by what was heard, and tell a sudden onset no pattern saw."""
    group = doc.spans["findings"]
    sudden = heard.probability(SUDDEN) >= HEARD
    for label, codes in learned().codes.items():
        p = heard.probability(label)
        found = [span for span in group if span.label_ in codes]
        affirmed = [span for span in found if span._.status == "affirmed"]
        for span in affirmed if p <= UNHEARD and len(doc) > PLAIN else ():
            if heard.meant(span.start_char, span.end_char) <= DOUBTED:
                span._.status = NOT_MEANT
        least = GRAVE.get(label, HEARD)
        if affirmed or p < least:
            continue
        place = heard.focus(label)
        if p >= (ELSEWHERE if found else least) and not any(s.start_char < place[1] and place[0] < s.end_char for s in found):
            code = AT_ONCE.get(codes[0], codes[0]) if sudden else codes[0]
            if any(span.label_ == "face_weak_half" and span._.status == "negated" for span in group):
                code = NOT_WEAK.get(code, code)
            span = _clause(doc, code, place)
            if heard.meant(span.start_char, span.end_char) >= MEANT:
                group.append(span)
                span._.status = "affirmed"
    if sudden and not any(e.label_ == "onset" for e in doc.spans.get(GROUP, ())):
        add(doc, [Found("onset", "sudden", *heard.focus(SUDDEN))])


def _clause(doc: Doc, code: str, focus: tuple[int, int]) -> Span:
    """The clause that holds the focus, as a span of that code."""
    middle = (focus[0] + focus[1]) // 2
    clauses = doc._.clauses or [doc[:]]
    clause = next((c for c in clauses if c.start_char <= middle < c.end_char), clauses[-1])
    return Span(doc, clause.start, clause.end, label=code, span_id="heard")
