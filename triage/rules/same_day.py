"""Seen today: U1 to U12."""

from __future__ import annotations

from collections.abc import Callable

from triage import areas, timing
from triage.facts import Course, Facts, Onset, Tri
from triage.levels import Level
from triage.rules.base import (
    BREATHING,
    DROOP,
    EAR,
    EYE_OPEN,
    EYE_SORE,
    FACE_CHANGE,
    FACE_WEAKNESS,
    LIDS,
    MILD,
    MINOR,
    MOOD,
    SHAPE,
    SIGHT,
    UNEVEN,
    WEAK,
    Rule,
    codes,
    denied,
    has,
    ill,
)
from triage.rules.emergency import BOTULISM, FALLEN, abrupt, temporal_arteritis, throat_or_voice

INFECTION = codes("fever spreading_redness pus hot_swelling trismus")
UNSAFE_PROVIDERS = frozenset({"unlicensed", "self"})
NEUROMUSCULAR = frozenset({"myasthenia", "lambert_eaton", "als"})
OLD_PALSY = frozenset({"palsy", "bells_palsy", "ramsay_hunt"})
SPREAD_ALONE = codes("neck_weakness general_weakness bladder_trouble anisocoria small_pupil")


def _leans_local(facts: Facts) -> bool:
    """L1, or nothing against it but a manner of onset or a place that was not told, within its first three weeks."""
    local = areas.local_pattern(facts)
    if local is not Tri.UNKNOWN:
        return local is Tri.YES
    after = timing.onset_after(facts)
    days = facts.days_since_injection
    began = after is not None or (days is not None and days <= areas.LAST_DAY)
    reach = timing.since(facts, timing.lasting(facts)) is Tri.YES
    place = areas.fits(facts) is Tri.YES or facts.onset is not Onset.HOURS_DAYS
    return reach and began and place


def _u1(facts: Facts) -> bool:
    """One-sided weakness, at most a week old, that is not L1; not the abrupt one (E4, U1b)."""
    if facts.side == "both" or facts.course is Course.RESOLVED or abrupt(facts) or facts.onset is Onset.SINCE_BEFORE:
        return False
    age = timing.age(facts)
    if has(facts, DROOP):
        if age is not None:
            return age <= timing.WEEK
        settled = facts.course in (Course.SAME, Course.BETTER, Course.FLUCTUATING)
        if not settled and (facts.onset is not Onset.GRADUAL or has(facts, EYE_OPEN)):
            return True
    if has(facts, DROOP, WEAK):
        if age is not None:
            return age <= timing.WEEK and not _leans_local(facts)
        foreign = timing.toxin(facts) is not Tri.YES or areas.local_pattern(facts) is Tri.NO
        undated = facts.days_since_injection is None and facts.course in (None, Course.WORSE, Course.NEW)
        return (foreign or undated) and facts.onset is Onset.HOURS_DAYS and not timing.better(facts)
    foreign = timing.toxin(facts) is not Tri.YES or areas.local_pattern(facts) is Tri.NO
    recent = age is not None and age <= timing.WEEK
    return has(facts, UNEVEN) and foreign and recent and facts.onset is Onset.HOURS_DAYS


def _u1b(facts: Facts) -> bool:
    """An abrupt droop of the last seven days, or of an unknown day; or one E4 leaves as merely noticed."""
    if not abrupt(facts):
        return False
    if has(facts, codes("ptosis_one")) and timing.since(facts, timing.FOUR_WEEKS) is not Tri.YES:
        return True
    age = timing.age(facts)
    if age is not None:
        return has(facts, FALLEN) and age <= timing.WEEK
    oldest = timing.oldest(facts)
    return has(facts, DROOP, WEAK) or (has(facts, UNEVEN) and oldest is not None and oldest <= 14)


def eye_open(facts: Facts) -> bool:
    return has(facts, EYE_OPEN) or facts.closes_eye is Tri.NO


def _u3(facts: Facts) -> bool:
    if eye_open(facts) and has(facts, EYE_SORE):
        return True
    if has(facts, codes("eye_pain photophobia corneal_spot eye_swollen_shut eye_movement_pain")):
        return True
    if has(facts, codes("eye_red")) and not (facts.closes_eye is Tri.YES and facts.danger_checked is Tri.YES):
        return True
    return bool(OLD_PALSY & facts.history) and has(facts, EYE_SORE - {"contact_lens"}, codes("eye_dry"))


def _u4(facts: Facts) -> bool:
    recent = timing.since(facts, timing.FOUR_WEEKS) is Tri.YES
    return has(facts, SIGHT) or (recent and has(facts, codes("diplopia_intermittent")))


def _u5(facts: Facts) -> bool:
    pain = has(facts, codes("severe_pain")) and facts.filler is not Tri.NO
    pale = has(facts, codes("blanching mottling"))
    return has(facts, INFECTION) or pain or pale


def _u7(facts: Facts) -> bool:
    if facts.spreading is Tri.YES or throat_or_voice(facts):
        return True
    if has(facts, SPREAD_ALONE) or _both_lids(facts):
        return True
    if facts.worsening == "slow":
        return False
    early = timing.since(facts, 14) is Tri.YES
    return facts.worse_after_better is Tri.YES or (facts.worsening == "fast" and not early)


def _both_lids(facts: Facts) -> bool:
    """Both lids alone, E6's single sign: today, unless every companion is denied and the brow was treated."""
    others = (BOTULISM - {"ptosis_both"}) | codes("dysphagia general_weakness")
    explained = denied(facts, others) and bool(areas.UPPER_FACE & set(facts.areas))
    return has(facts, codes("ptosis_both")) and not explained


def _u8(facts: Facts) -> bool:
    age = timing.oldest(facts)
    both = has(facts, codes("face_weak_both")) or (has(facts, DROOP) and facts.side == "both")
    return (both and (age is None or age <= timing.FOUR_WEEKS)) or (has(facts, codes("tick_bite")) and has(facts, FACE_WEAKNESS))


def _u9(facts: Facts) -> bool:
    signs = FACE_CHANGE | SIGHT | codes("diplopia_intermittent fatigable_weakness")
    return bool(NEUROMUSCULAR & facts.history) and timing.toxin(facts) is not Tri.NO and has(facts, signs)


def _u11(facts: Facts) -> bool:
    if facts.provider not in UNSAFE_PROVIDERS or timing.since(facts, timing.FOUR_WEEKS) is Tri.NO:
        return False
    if facts.onset is Onset.SINCE_BEFORE:  # an old unevenness is no new symptom; anything else still is
        return bool(beyond(facts) - FACE_CHANGE)
    return bool(beyond(facts))


def beyond(facts: Facts) -> frozenset[str]:
    """The signs that lie beyond the treated area: general ones, and parts of the face it does not explain."""
    whole_body = codes("flu_like nausea fatigue dizziness constipation poor_appetite fatigable_weakness")
    local = MINOR | MILD | SHAPE | MOOD | codes("lump eye_dry masseter_bulge weak_bite")
    signs = ill(facts)
    general = signs & whole_body
    unexplained = {
        code
        for code in signs - whole_body - local
        if (part := areas.part_of(code)) is None or areas.explained({part}, facts.areas) is not Tri.YES
    }
    return general | unexplained


def _u12(facts: Facts) -> bool:
    """New weakness in a child, or not L1 in pregnancy; after toxin a child's change of any kind but a passing one (MINOR)."""
    if facts.onset is Onset.SINCE_BEFORE or facts.course is Course.RESOLVED:
        return False
    weak = has(facts, FACE_WEAKNESS, LIDS)
    if facts.age is not None and facts.age < 18:
        passing = MINOR - {"heaviness", "crinkle_asymmetry"} | {"lump", "natural_asymmetry"}
        return weak or (timing.toxin(facts) is Tri.YES and bool(ill(facts) - passing or facts.parts))
    return weak and facts.pregnant is Tri.YES and areas.local_pattern(facts) is not Tri.YES


DOCTOR = "an urgent care line, a same-day doctor or urgent care centre"
EYE_DOCTOR = "an eye casualty or urgent eye clinic"


def _rule(
    id: str,
    when: Callable[[Facts], bool],
    reason: str,
    evidence: str,
    signs: frozenset[str],
    needs: str = "",
    who: str = DOCTOR,
) -> Rule:
    acute = id in ("U1", "U1b", "U7")
    return Rule(id, Level.SAME_DAY, when, reason, who, "today", tuple(evidence.split()), tuple(needs.split()), signs, acute)


TIMES = "onset days_since_onset days_since_injection onset_after_days"
SAME_DAY = (
    _rule(
        "U1",
        _u1,
        "New weakness of one side of the face is best treated within three days, so it needs a doctor today.",
        "G1 G2 F5",
        FALLEN,
        TIMES + " areas side",
    ),
    _rule(
        "U1b",
        _u1b,
        "A face that dropped all at once in the last days has to be examined today, even if it stays the same.",
        "F1 F5 G1",
        FALLEN | {"ptosis_one"},
        TIMES + " noticed_only",
    ),
    _rule(
        "U2",
        lambda f: (has(f, FACE_WEAKNESS) and has(f, EAR)) or has(f, codes("ear_blisters")),
        "Weakness of the face with ear trouble can be shingles of the facial nerve; early treatment helps.",
        "G8",
        FACE_WEAKNESS | EAR,
    ),
    _rule(
        "U3",
        _u3,
        "An eye that is sore, red or blurred, or open and unprotected, can be damaged and needs to be seen today.",
        "H1 A22",
        EYE_OPEN | EYE_SORE | codes("eye_swollen_shut eye_movement_pain eye_dry"),
        "closes_eye history",
        EYE_DOCTOR,
    ),
    _rule(
        "U4",
        _u4,
        "New double or blurred vision after the injections needs to be seen today. Do not drive.",
        "A1 A5",
        SIGHT | {"diplopia_intermittent"},
        "days_since_injection",
        "a same-day doctor or an eye casualty",
    ),
    _rule(
        "U5",
        _u5,
        "Spreading heat, pus, fever or severe pain can be an infection or a blocked vessel.",
        "H4 H6",
        INFECTION | codes("severe_pain blanching mottling"),
        "filler",
    ),
    _rule(
        "U6",
        lambda f: has(f, codes("hives rash lip_swelling")),
        "A rash or hives after injections can be an allergy and needs to be seen today.",
        "H3",
        codes("hives rash lip_swelling"),
    ),
    _rule(
        "U7",
        _u7,
        "A quick turn for the worse, or trouble beyond the treated part, needs to be examined today.",
        "A1 G1",
        SPREAD_ALONE | FALLEN | {"ptosis_both"},
        "worse_after_better worsening spreading days_since_injection",
    ),
    _rule(
        "U8",
        _u8,
        "Weakness of both sides of the face, or after a tick bite, needs tests soon.",
        "G9",
        codes("face_weak_both tick_bite tingling") | FACE_WEAKNESS,
        "side days_since_onset",
    ),
    _rule(
        "U9",
        _u9,
        "With your nerve or muscle condition, new weakness after this toxin has to be seen today.",
        "D4",
        FACE_CHANGE | SIGHT,
        "history",
    ),
    _rule(
        "U10",
        temporal_arteritis,
        "A new headache with a tender scalp or jaw pain can be an inflamed artery that threatens sight.",
        "G12",
        codes("headache_new headache_severe scalp_tenderness jaw_claudication"),
        "age",
    ),
    _rule(
        "U11",
        _u11,
        "After an unlicensed or home injection, any trouble beyond the treated spot needs to be seen today.",
        "E1 E3 E4",
        FACE_CHANGE | LIDS | SIGHT | BREATHING | codes("fatigue flu_like nausea dizziness dry_mouth"),
        "provider days_since_injection areas",
    ),
    _rule(
        "U12",
        _u12,
        "New weakness or change of the face at this age, or in pregnancy or just after birth, has to be seen today.",
        "G10",
        FACE_CHANGE | {"heaviness"},
        "age pregnant",
    ),
)
