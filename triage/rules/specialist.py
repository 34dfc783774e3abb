"""A specialist by way of the GP: S1 to S10."""

from __future__ import annotations

from collections.abc import Callable

from triage import areas, timing
from triage.facts import Course, Facts, Onset, Tri
from triage.levels import Level
from triage.rules.base import (
    DROOP,
    EYE_OPEN,
    FACE_WEAKNESS,
    FATIGABLE,
    LIDS,
    MILD,
    SHAPE,
    UNEVEN,
    WEAK,
    Rule,
    codes,
    has,
    ill,
)
from triage.rules.same_day import NEUROMUSCULAR, OLD_PALSY, eye_open

CHANGED = FACE_WEAKNESS | LIDS | MILD
NERVE = codes("parotid_lump twitching face_numbness tingling hearing_loss")
ENT = "an ENT or facial-nerve specialist, through your GP"
NEUROLOGY = "a neurologist, through your GP"
EYES = "an eye doctor (ophthalmologist)"


def _there(facts: Facts) -> bool:
    return facts.course is not Course.RESOLVED and facts.onset is not Onset.SINCE_BEFORE


def _s1(facts: Facts) -> bool:
    days = facts.days_since_injection
    still = bool(ill(facts) - SHAPE) or has(facts, UNEVEN) or (not ill(facts) and facts.has_complaint is Tri.YES)
    if days is None or not still or not _there(facts):
        return False
    standing = facts.course in (Course.SAME, Course.WORSE, Course.FLUCTUATING)
    return days > timing.lasting(facts) or (days >= timing.FIVE_MONTHS and standing)


def _s2(facts: Facts) -> bool:
    after = timing.onset_after(facts)
    return after is not None and after > timing.FOUR_WEEKS and has(facts, CHANGED) and _there(facts)


def _s3(facts: Facts) -> bool:
    early = timing.since(facts, timing.FOUR_WEEKS) is Tri.YES
    return facts.course is Course.WORSE and not early and facts.has_complaint is not Tri.NO and bool(ill(facts))


def _s4(facts: Facts) -> bool:
    """The week of S4 needs no test here: younger weakness is U1, which wins."""
    if not _there(facts):
        return False
    foreign = areas.fits(facts) is Tri.NO and has(facts, CHANGED) and facts.course is not Course.BETTER
    unexplained = has(facts, WEAK) and timing.toxin(facts) is not Tri.YES and facts.course is not Course.BETTER
    return foreign or unexplained or has(facts, DROOP, codes("face_weak_both"))


def _s5(facts: Facts) -> bool:
    return has(facts, NERVE) or ("facial_cancer" in facts.history and has(facts, CHANGED))


def _s6(facts: Facts) -> bool:
    return bool(OLD_PALSY & facts.history) and has(facts, FACE_WEAKNESS)


def _s8(facts: Facts) -> bool:
    varying = facts.course is Course.FLUCTUATING and has(facts, codes("ptosis_one ptosis_both diplopia"))
    return has(facts, FATIGABLE) or varying


def _s9(facts: Facts) -> bool:
    near = not facts.areas or bool((areas.PERIOCULAR | areas.UPPER_FACE) & set(facts.areas))
    oldest = timing.oldest(facts)
    return has(facts, codes("eye_dry")) and near and oldest is not None and oldest > 14


def _s10(facts: Facts) -> bool:
    return has(facts, codes("synkinesis"))


def _s10_floor(facts: Facts) -> bool:
    """Nerve or muscle conditions with any change, where U9 does not hold."""
    return bool(NEUROMUSCULAR & facts.history) and has(facts, CHANGED)


def _rule(
    id: str,
    when: Callable[[Facts], bool],
    reason: str,
    who: str,
    timing_: str,
    evidence: str,
    signs: frozenset[str],
    needs: str = "",
) -> Rule:
    return Rule(id, Level.SPECIALIST, when, reason, who, timing_, tuple(evidence.split()), tuple(needs.split()), signs)


TIMES = "days_since_injection onset_after_days days_since_onset onset course"
SPECIALIST = (
    _rule(
        "S5",
        _s5,
        "A lump, twitching, a numb patch or one-sided hearing loss is not a usual effect of these injections.",
        "an ENT specialist or neurologist, through your GP",
        "within two weeks",
        "G5 G7",
        NERVE | CHANGED,
        "history course",
    ),
    _rule(
        "S7",
        eye_open,
        "An eye that does not close fully needs protection and a check, even when it does not hurt.",
        EYES,
        "within 24 to 48 hours",
        "H1 G6",
        EYE_OPEN,
        "closes_eye",
    ),
    _rule(
        "S8",
        lambda f: _s8(f) or _s10_floor(f),
        "Weakness that grows when you are tired or by evening needs tests of nerve and muscle.",
        NEUROLOGY,
        "in the next weeks",
        "D4",
        FATIGABLE | codes("ptosis_one ptosis_both diplopia"),
        "course history",
    ),
    _rule(
        "S1",
        _s1,
        "This is longer than the toxin is expected to act, or there is no change after five months.",
        "an ENT, facial-nerve or nerve specialist, through your GP",
        "in the next weeks",
        "B3 A11",
        CHANGED | {"heaviness"},
        "days_since_injection product course",
    ),
    _rule(
        "S2",
        _s2,
        "It began more than four weeks after the injections, when a new effect of the toxin is not expected.",
        "an ENT specialist or neurologist, through your GP",
        "in the next weeks",
        "G5 G6",
        CHANGED,
        TIMES,
    ),
    _rule(
        "S3",
        _s3,
        "It is getting worse after week four, when the effect should be wearing off.",
        NEUROLOGY,
        "in the next weeks",
        "G5 G6",
        CHANGED,
        TIMES,
    ),
    _rule(
        "S10",
        _s10,
        "Linked movements after a facial palsy can be treated by a facial-nerve clinic.",
        "a facial-nerve clinic, through your GP",
        "in the next weeks",
        "G1 G6",
        codes("synkinesis"),
        "history",
    ),
    _rule(
        "S6",
        _s6,
        "Weakness in someone who had a facial palsy before should be looked at by a specialist.",
        "an ENT specialist or neurologist, through your GP",
        "in the next weeks",
        "G5 G6",
        FACE_WEAKNESS,
        "history",
    ),
    _rule(
        "S4",
        _s4,
        "The weak part does not match the place that was treated.",
        ENT,
        "in the next weeks",
        "F5 G5",
        CHANGED,
        "areas onset days_since_onset injected",
    ),
    _rule(
        "S9",
        _s9,
        "Dry, burning eyes for more than two weeks after toxin near the eye need an eye check.",
        EYES,
        "in the next weeks",
        "A22",
        codes("eye_dry"),
        "days_since_injection days_since_onset areas",
    ),
)
