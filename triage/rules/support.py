"""Support, D1 to D3: distress is clinical content (principle 7)."""

from __future__ import annotations

from triage.facts import Distress, Facts, Suicidal, Tri
from triage.levels import Level
from triage.rules.base import Rule, codes, has

DARK = codes("suicidal_passive suicidal_active self_harm")


def _d1(facts: Facts) -> bool:
    return facts.suicidal in (Suicidal.PASSIVE, Suicidal.ACTIVE) or has(facts, DARK)


def _d2(facts: Facts) -> bool:
    return facts.distress is Distress.SEVERE or has(facts, codes("distress_severe"))


def _d3(facts: Facts) -> bool:
    checking = has(facts, codes("appearance_checking"))
    unseen = has(facts, codes("perceived_asymmetry")) or facts.wants_correction is Tri.YES
    upset = has(facts, codes("distress low_mood")) or facts.distress not in (None, Distress.NONE)
    return facts.bdd_pattern is Tri.YES or (checking and (unseen or upset))


SUPPORT = (
    Rule(
        "D1",
        Level.SUPPORT,
        _d1,
        "Thoughts of not wanting to be here deserve help now, with or without a plan.",
        "a crisis line now; your doctor soon",
        "now",
        ("I5", "I6", "I7", "I10"),
        ("suicidal",),
        DARK,
    ),
    Rule(
        "D2",
        Level.SUPPORT,
        _d2,
        "This is weighing on your daily life, and that is a reason for help in itself.",
        "your GP or a talking therapy",
        "this week",
        ("I1", "I2"),
        ("distress",),
        codes("distress_severe distress low_mood"),
    ),
    Rule(
        "D3",
        Level.SUPPORT,
        _d3,
        "When worry about one's looks takes hours a day, talking therapy helps more than another procedure.",
        "your GP, for a therapist who knows worry about appearance",
        "in the next weeks",
        ("I3", "I4", "I5"),
        ("bdd_pattern", "wants_correction", "distress"),
        codes("appearance_checking perceived_asymmetry distress low_mood"),
    ),
)
