"""Review by the injector, or by another qualified clinician: I1 to I7."""

from __future__ import annotations

from collections.abc import Callable

from triage import timing
from triage.facts import Course, Facts, Onset, Tri
from triage.levels import Level
from triage.rules.base import DROOP, LIP_SEAL, MILD, UNEVEN, WEAK, Rule, codes, has
from triage.rules.same_day import UNSAFE_PROVIDERS

LID_OR_BROW = codes("ptosis_one ptosis_both brow_ptosis lower_lid_gape")
JAW = codes("masseter_bulge weak_bite chewing_difficulty")
VOLUME = codes("volume_loss volume_gain")
FROM_MONTH_4 = 112.0  # I4: "4–6 months", from week 16
QUALIFIED = "another qualified prescriber or your GP"


def improving(facts: Facts) -> bool:
    """W2: clearly better, at most six months on. From month four a slight change is I4's."""
    if facts.course is Course.RESOLVED:
        return True
    days = facts.days_since_injection
    if facts.course is not Course.BETTER or (days is not None and days > timing.SIX_MONTHS):
        return False
    if facts.improving is not None:
        return facts.improving == "clear"
    return days is None or days < FROM_MONTH_4 or not has(facts, WEAK, UNEVEN, DROOP, codes("heaviness"))


def _lasting(facts: Facts) -> bool:
    return not improving(facts) and facts.onset is not Onset.SINCE_BEFORE


def _i1(facts: Facts) -> bool:
    days = facts.days_since_injection
    mild = has(facts, MILD, codes("heaviness smile_stiff lip_stiffness")) and days is not None and days >= 14
    return _lasting(facts) and (has(facts, WEAK, UNEVEN, DROOP) or (mild and has(facts, MILD)))


def _i4(facts: Facts) -> bool:
    days = facts.days_since_injection
    within = days is not None and FROM_MONTH_4 <= days <= timing.SIX_MONTHS
    return within and _lasting(facts) and facts.has_complaint is not Tri.NO


def _i6(facts: Facts) -> bool:
    return (
        facts.wants_correction is Tri.YES
        or facts.provider_reachable is Tri.NO
        or (facts.provider in UNSAFE_PROVIDERS and facts.has_complaint is Tri.YES)
        or has(facts, codes("lump"))
    )


def _i7(facts: Facts) -> bool:
    return has(facts, VOLUME) and facts.years_of_repeats is not None and facts.years_of_repeats >= 1


def who(facts: Facts) -> str:
    """The injector; or someone else if unlicensed, abroad or out of reach (section 1, INJECTOR)."""
    away = facts.provider in UNSAFE_PROVIDERS | {"abroad"} or facts.provider_reachable is Tri.NO
    return QUALIFIED if away else "your injector, or another qualified prescriber"


def _rule(
    id: str,
    when: Callable[[Facts], bool],
    reason: str,
    evidence: str,
    signs: frozenset[str],
    needs: str = "course days_since_injection areas",
    timing_: str = "in the next two weeks",
) -> Rule:
    return Rule(id, Level.INJECTOR, when, reason, "", timing_, tuple(evidence.split()), tuple(needs.split()), signs)


INJECTOR = (
    _rule(
        "I2",
        lambda f: has(f, LID_OR_BROW) and _lasting(f),
        "A single low lid or brow without double vision, pain or unequal pupils is a known local effect.",
        "D1 D2",
        LID_OR_BROW,
        timing_="in the next days",
    ),
    _rule(
        "I3",
        lambda f: has(f, JAW) and _lasting(f),
        "A bulge on clenching or a weaker bite is a known effect of toxin in the jaw muscle.",
        "C1 C2",
        JAW,
    ),
    _rule(
        "I5",
        lambda f: has(f, LIP_SEAL) and _lasting(f),
        "Trouble sealing the lips, with throat and voice normal, is a known effect of toxin around the mouth.",
        "B7 A23",
        LIP_SEAL,
    ),
    _rule(
        "I7",
        _i7,
        "A muscle that was treated for years can shrink; a pause and a second opinion are wise.",
        "C6 C7",
        VOLUME,
        "years_of_repeats",
    ),
    _rule(
        "I6",
        _i6,
        "What you ask for needs a qualified person who can look at your face.",
        "A26",
        codes("lump") | UNEVEN | WEAK,
        "wants_correction provider_reachable provider",
    ),
    _rule(
        "I4",
        _i4,
        "Four to six months on and not worse: most doctors expect it to be fading, so it should be looked at.",
        "A7 A8 B3",
        WEAK | UNEVEN | {"heaviness"},
    ),
    _rule(
        "I1",
        _i1,
        "This fits a local effect of the toxin that is worth showing to the person who injected.",
        "B1 B4 C4",
        WEAK | UNEVEN | DROOP | MILD,
    ),
)
