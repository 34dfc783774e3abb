"""The parts an answer is made of: sentences with their sources, and the helpers that write figures as words.

A text may say `{ten}` or `{the ten}` for the ten doctors: the first time it reads "the ten doctors", later "ten" or "the ten".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from triage.claims import DAYS_A_MONTH, Support, months_since, support
from triage.facts import Facts
from triage.knowledge import Knowledge
from triage.knowledge_models import Country
from triage.timing import LONG_LASTING

UPPER_AREAS = frozenset({"forehead", "glabella_frown", "brow", "eyelid"})
_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


class Need(IntEnum):
    """What is left out first when an answer gets long: SPARE, WANTED, then of the MUST what is not a concern's first.

    SAFETY is never left out.
    """

    SAFETY = 0
    MUST = 1
    WANTED = 2
    SPARE = 3


@dataclass(frozen=True)
class Piece:
    """A sentence or two with sources. Pieces of one `key` say the same thing: a reply has it once.

    `brief` is the shorter text for a reply to several concerns.
    """

    key: str
    text: str
    need: Need
    claims: tuple[str, ...]
    counts: tuple[tuple[str, int], ...]
    evidence: tuple[str, ...]
    brief: str | None = None

    def shortened(self) -> Piece:
        return self if self.brief is None else replace(self, text=self.brief, brief=None)

    @property
    def words(self) -> int:
        return len(self.text.split())


@dataclass(frozen=True)
class Ask:
    """What a concern is answered from: the facts, the patient's words, the knowledge."""

    facts: Facts
    asked_text: str
    k: Knowledge
    concerns: frozenset[str] = frozenset()

    def asks(self, pattern: str) -> bool:
        """Whether the patient's words match, whole words, any case; `False` where there are none."""
        return bool(re.search(rf"\b(?:{pattern})", self.asked_text, re.IGNORECASE))

    def support(self, tag: str) -> Support:
        return support(tag, self.k)

    def row(self, id: str) -> str:
        """The sentence of a row of evidence; general knowledge is never shown as a cited fact (`ValueError`)."""
        row = self.k.row(id)
        if row.general_knowledge:
            raise ValueError(f"row {id} is general knowledge and may not be shown as a cited fact")
        return row.fact

    def say(
        self,
        key: str,
        text: str,
        need: Need = Need.MUST,
        *,
        evidence: Sequence[str] = (),
        brief: str | None = None,
        supports: Mapping[str, Support] | None = None,
        **more: Support,
    ) -> Piece:
        """A piece from a text, the claims it counts (named as in `counts`) and rows of evidence."""
        counted = {**(supports or {}), **more}
        ids = tuple(id for s in counted.values() for id in s.ids)
        counts = tuple((name, s.n) for name, s in counted.items())
        return Piece(key, text, need, tuple(dict.fromkeys(ids)), counts, tuple(evidence), brief)

    def cite(self, id: str, need: Need = Need.MUST, *, then: str = "") -> Piece:
        """A row of evidence as it stands, and what follows from it."""
        return self.say(f"evidence.{id}", f"{self.row(id)} {then}".strip(), need, evidence=[id])

    @property
    def months(self) -> float | None:
        return months_since(self.facts)

    @property
    def country(self) -> Country:
        return self.k.country(self.facts.country)

    @property
    def long_acting(self) -> bool:
        """Daxxify, for which the ten doctors' figures do not hold (evidence A11)."""
        return self.facts.product in LONG_LASTING or self.asks("daxx?if")

    @property
    def upper_face(self) -> bool:
        """Whether it is about lids, brows or forehead and not about the mouth, of which the ten doctors spoke."""
        parts = set(self.facts.parts)
        if "smile_weakness" in self.concerns or parts - {"lid", "brow", "lower_lid", "eye_closure"}:
            return False
        treated = bool(self.facts.areas) and set(self.facts.areas) <= UPPER_AREAS
        return "eyelid_or_brow_droop" in self.concerns or bool(parts) or treated

    def treated(self, *areas: str) -> bool:
        return any(area in self.facts.areas for area in areas)


def with_need(piece: Piece, need: Need) -> Piece:
    return replace(piece, need=need)


def number(n: float) -> str:
    """A figure in words up to twelve, with halves: `four`, `four and a half`."""
    whole = int(n)
    if n == 0.5:
        return "half"
    word = _NUMBERS[whole] if whole < len(_NUMBERS) else str(whole)
    return word if n == whole else f"{word} and a half"


def upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def verb(n: int, one: str, several: str) -> str:
    """The form of a verb for a count; none takes that of one."""
    return one if n <= 1 else several


def listed(parts: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    found = [part for part in parts if part]
    return found[0] if len(found) == 1 else ", ".join(found[:-1]) + " and " + found[-1] if found else ""


def months_text(months: float) -> str:
    return f"{number(months)} {'month' if months == 1 else 'months'}"


def time_text(facts: Facts) -> str:
    """The time since the injections as the patient would say it: days in the first month, then months."""
    days = facts.days_since_injection or 0.0
    months = months_since(facts) or 0.0
    if days < DAYS_A_MONTH - 2:
        return "one day" if round(days) == 1 else f"{number(round(days))} days"
    return months_text(months)


def finish(texts: Iterable[str]) -> str:
    """The whole text, one paragraph a line, with `{ten}` or `{the ten}` written out the first time."""
    whole = "\n".join(text for text in texts if text)
    first = re.sub(r"\{(the )?ten\}", "the ten doctors", whole, count=1)
    return first.replace("{ten}", "ten").replace("{the ten}", "the ten")
