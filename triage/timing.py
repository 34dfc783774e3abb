"""Times worked out from facts, in days: how old the change is, how long after the injections it began."""

from __future__ import annotations

from triage.facts import Course, Facts, Onset, Tri

LONG_LASTING = frozenset({"daxxify"})
WEEK = 7.0
MONTH = 30.4
TWELVE_WEEKS = 91.0  # "the last ~12 weeks" (E2), taken as three months
EIGHT_WEEKS = 56.0  # E6
FOUR_WEEKS = 28.0  # S2, S3, U11
FIVE_MONTHS = 150.0  # S1, no improvement at all
SIX_MONTHS = 183.0  # S1, L1
NINE_MONTHS = 274.0  # S1, L1 for Daxxify


def lasting(facts: Facts) -> float:
    """Days a toxin's effect may last: six months, nine for Daxxify (L1 a, S1)."""
    return NINE_MONTHS if facts.product in LONG_LASTING else SIX_MONTHS


def age(facts: Facts) -> float | None:
    """Days since the change began: as told, or from the two other times."""
    if facts.days_since_onset is not None:
        return facts.days_since_onset
    if facts.days_since_injection is not None and facts.onset_after_days is not None:
        return max(0.0, facts.days_since_injection - facts.onset_after_days)
    return None


def oldest(facts: Facts) -> float | None:
    """The most days the change can be old: its age, or for a change after the injections the days since those."""
    known = age(facts)
    if known is not None:
        return known
    return None if facts.onset is Onset.SINCE_BEFORE else facts.days_since_injection


def onset_after(facts: Facts) -> float | None:
    """Days from the injections to the first sign, told or worked out; negative if it began before them."""
    if facts.onset_after_days is not None:
        return facts.onset_after_days
    if facts.days_since_injection is not None and facts.days_since_onset is not None:
        return facts.days_since_injection - facts.days_since_onset
    return None


def toxin(facts: Facts) -> Tri:
    """Whether there was any botulinum toxin: implied by what is known of the treatment, or else as said."""
    told = (facts.days_since_injection, facts.onset_after_days, facts.product, facts.provider)
    if facts.injected is Tri.NO and all(days is None for days in told[:2]):  # "offered, but I haven't had any"
        return Tri.NO
    if facts.areas or any(t is not None for t in told):
        return Tri.YES
    return facts.injected


def since(facts: Facts, days: float) -> Tri:
    """Whether the injections were at most `days` ago; unknown where toxin or date is."""
    if toxin(facts) is Tri.NO:
        return Tri.NO
    if facts.days_since_injection is None:
        return Tri.UNKNOWN
    return Tri.YES if facts.days_since_injection <= days else Tri.NO


def better(facts: Facts) -> bool:
    return facts.course in (Course.BETTER, Course.RESOLVED)
