"""Self-care with a date (W1 to W4) and information (N1). `decide` applies the floor to WATCH."""

from __future__ import annotations

from triage import areas, timing
from triage.facts import Course, Facts, Onset, Tri
from triage.levels import Level
from triage.rules.base import EYE_OPEN, LIDS, MILD, MINOR, SHAPE, UNEVEN, WEAK, Rule, codes, has, ill
from triage.rules.injector import improving

HEAVY_DAYS = 84.0  # W4: a heavy forehead is taken as expected for at most twelve weeks
HEADACHE_DAYS = 7.0  # W4


def _w1(facts: Facts) -> bool:
    signs = ill(facts)
    return timing.since(facts, 13.99) is Tri.YES and bool(signs & MILD) and signs <= MILD | MINOR


def _w3(facts: Facts) -> bool:
    signs = ill(facts)
    before = facts.onset is Onset.SINCE_BEFORE or "natural_asymmetry" in signs
    return before and bool(signs) and signs <= SHAPE | UNEVEN | MILD and not has(facts, WEAK, LIDS, EYE_OPEN)


def _w4(facts: Facts) -> bool:
    signs, days = ill(facts), facts.days_since_injection
    if not signs or not signs <= MINOR or facts.course is Course.WORSE or days is None:
        return False
    lower = bool(set(facts.areas) - areas.UPPER_FACE) or bool(set(facts.parts) - {"brow"})
    heavy = "heaviness" not in signs or (days <= HEAVY_DAYS and not lower)
    headache = "headache_mild" not in signs or days <= HEADACHE_DAYS
    return heavy and headache


def in_time(facts: Facts) -> bool:
    """Timing and trend are known, as the floor asks; what was there before the injections needs neither."""
    if facts.onset is Onset.SINCE_BEFORE or facts.sign("natural_asymmetry") is Tri.YES:
        return True
    return facts.days_since_injection is not None and facts.course is not None


def gate(facts: Facts) -> Tri:
    """The function gate of answer 6: moves the lips, speaks, chews, swallows; no if one fails."""
    held = (facts.moves_lips, facts.speaks, facts.chews, facts.swallows)
    if Tri.NO in held:
        return Tri.NO
    return Tri.YES if all(h is Tri.YES for h in held) else Tri.UNKNOWN


def allowed(facts: Facts) -> bool:
    """The WATCH floor of section 3: checklist, timing and trend, and the function gate."""
    return facts.danger_checked is Tri.YES and in_time(facts) and gate(facts) is Tri.YES


WATCH = (
    Rule(
        "W2",
        Level.WATCH,
        lambda f: improving(f) and bool(ill(f) or f.has_complaint is Tri.YES),
        "It is clearly getting better, inside the time the toxin is expected to act.",
        "you, and your injector if it stops improving",
        "look again in two to four weeks",
        ("A7", "B1"),
        ("course", "days_since_injection"),
        WEAK | UNEVEN | MILD | LIDS,
    ),
    Rule(
        "W1",
        Level.WATCH,
        _w1,
        "The effect often starts unevenly and is not complete before day 14.",
        "you, then your injector",
        "look again on day 14",
        ("A7", "A26"),
        ("days_since_injection",),
        MILD | MINOR,
    ),
    Rule(
        "W3",
        Level.WATCH,
        _w3,
        "The difference was there before, and nothing is weak.",
        "you",
        "look again in two to four weeks",
        ("C2",),
        ("onset",),
        SHAPE | UNEVEN,
    ),
    Rule(
        "W4",
        Level.WATCH,
        _w4,
        "This is an expected minor effect of the injections.",
        "you, then your injector",
        "look again on day 14, or in two weeks",
        ("A18",),
        ("days_since_injection", "areas"),
        MINOR | codes("heaviness"),
    ),
)
INFO = Rule(
    "N1",
    Level.INFO,
    lambda f: True,
    "You told me of no trouble right now.",
    "nobody",
    "",
    needs=("has_complaint",),
)
