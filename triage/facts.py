"""What is known of a patient: every fact is yes, no or unknown, with the words it came from.

Unknown is never no (principle 2 of the triage policy). All times are days unless the name says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property


class Tri(str, Enum):
    """Yes, no or not known."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    @property
    def known(self) -> bool:
        return self is not Tri.UNKNOWN


class Onset(str, Enum):
    """How the change came on (section 2 of the policy)."""

    SUDDEN = "sudden"  # all at once: seconds to hours, or found on waking
    HOURS_DAYS = "hours-days"  # built up over hours to three days
    GRADUAL = "gradual"
    SINCE_BEFORE = "since-before"  # was there before the treatment


class Course(str, Enum):
    """How it went on since it began."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    FLUCTUATING = "fluctuating"
    RESOLVED = "resolved"
    NEW = "new"  # it only just started: too early for a trend


class Suicidal(str, Enum):
    """Suicidal thoughts, as far as said."""

    NONE = "none"
    PASSIVE = "passive"
    ACTIVE = "active"
    IMMINENT = "imminent"


class Distress(str, Enum):
    NONE = "none"
    MILD = "mild"
    SEVERE = "severe"  # stops work, study, leaving home, eating, sleeping or caring


@dataclass(frozen=True)
class Sign:
    """One sign of `data/knowledge/signs.yml`, present or denied.

    `words` are the patient's own; `turn` counts their messages from 0. `resolved` marks a sign that was there since the
    treatment and has gone. `minutes_ago`/`days_ago` say when it began, where the message told.
    """

    code: str
    present: bool
    words: str = ""
    turn: int = 0
    resolved: bool = False
    days_ago: float | None = None


@dataclass(frozen=True)
class Facts:
    """Everything `decide` looks at. Times in days; `None` means not known."""

    # who
    who: str = "self"  # "self", or the person asked about: "mother", "friend", …
    age: float | None = None  # years
    vulnerable: Tri = Tri.UNKNOWN  # an adult who depends on others' care: dementia, learning disability
    pregnant: Tri = Tri.UNKNOWN  # pregnant or within six weeks after birth
    country: str | None = None  # ISO 3166 code, lower case; only chooses phone numbers
    # treatment
    injected: Tri = Tri.UNKNOWN  # any botulinum toxin ever
    areas: tuple[str, ...] = ()  # treated areas, names of the contract
    days_since_injection: float | None = None
    product: str | None = None  # lower-case brand
    provider: str | None = None  # clinic, dentist, nurse, unlicensed, self, abroad, unknown
    provider_reachable: Tri = Tri.UNKNOWN
    filler: Tri = Tri.UNKNOWN
    first_treatment: Tri = Tri.UNKNOWN
    years_of_repeats: float | None = None
    # change
    onset: Onset | None = None
    onset_after_days: float | None = None  # from injection to the first sign
    days_since_onset: float | None = None
    course: Course | None = None
    worse_after_better: Tri = Tri.UNKNOWN
    worsening: str | None = None  # how fast it gets worse: "slow" (weeks to months) or "fast" (hours to days)
    improving: str | None = None  # how surely it gets better: "clear" or "slight"
    spreading: Tri = Tri.UNKNOWN  # reaches parts of the face it spared at first
    side: str | None = None  # left, right, one, both
    noticed_only: Tri = Tri.UNKNOWN  # merely noticed when smiling, level at rest
    parts: tuple[str, ...] = ()  # changed parts, as `part` in signs.yml
    signs: tuple[Sign, ...] = ()
    # function gate of answer 6
    moves_lips: Tri = Tri.UNKNOWN
    speaks: Tri = Tri.UNKNOWN
    chews: Tri = Tri.UNKNOWN
    swallows: Tri = Tri.UNKNOWN
    danger_checked: Tri = Tri.UNKNOWN  # yes: the whole checklist was answered (by items or "none of these")
    danger_unclear: Tri = Tri.UNKNOWN  # yes: a bare "yes" to the checklist, no telling to what
    closes_eye: Tri = Tri.UNKNOWN
    # mind
    distress: Distress | None = None
    suicidal: Suicidal | None = None
    bdd_pattern: Tri = Tri.UNKNOWN
    # history and earlier assessment
    history: frozenset[str] = frozenset()  # myasthenia, lambert_eaton, als, palsy, facial_cancer, stroke, …
    assessed: str | None = None  # what a hospital or doctor found, in the patient's words
    assessed_in_hospital: Tri = Tri.UNKNOWN
    assessed_turn: int | None = None  # the message that told of it; signs told later are new and count again
    wants_correction: Tri = Tri.UNKNOWN  # asks for a correction, complains, or cannot reach the injector
    has_complaint: Tri = Tri.UNKNOWN  # any present complaint at all (no: an information question)
    unsure: frozenset[str] = frozenset()  # slots answered "not sure": asked, still unknown
    answered_no: frozenset[str] = frozenset()  # slots answered with a plain no, where no other fact holds it (history)
    contradicted: tuple[str, ...] = ()  # danger signs told and then denied: they stand until one direct check question
    checked: frozenset[str] = frozenset()  # danger signs that were checked so
    doubtful: tuple[str, ...] = ()  # times of the latest message that cannot be: keys of `triage.doubts`
    words: dict[str, str] = field(default_factory=dict)  # fact name → the patient's words it came from

    @cached_property
    def latest(self) -> dict[str, Sign]:
        """The last word on each sign."""
        return {s.code: s for s in self.signs}

    def sign(self, code: str) -> Tri:
        """Whether the sign is there; the last word on it counts."""
        said = self.latest.get(code)
        if said is None:
            return Tri.UNKNOWN
        return Tri.YES if said.present else Tri.NO

    @cached_property
    def here(self) -> frozenset[str]:
        """The codes of the signs that are there."""
        return frozenset(code for code, sign in self.latest.items() if sign.present)

    def any_sign(self, codes: Iterable[str]) -> bool:
        return not self.here.isdisjoint(codes)

    def present(self) -> tuple[Sign, ...]:
        """The signs that are there, each once, in the order they were told."""
        return tuple(s for s in self.latest.values() if s.present)

    def denied(self) -> tuple[Sign, ...]:
        return tuple(s for s in self.latest.values() if not s.present)

    def with_(self, **changes: object) -> Facts:
        """A copy with those facts replaced."""
        return replace(self, **changes)  # type: ignore[arg-type]
