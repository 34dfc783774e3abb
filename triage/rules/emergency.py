"""Emergencies, E1 to E11. One positive sign is enough, and signs that have gone again count (principles 2 and 4)."""

from __future__ import annotations

from collections.abc import Callable

from triage import areas, timing
from triage.facts import Course, Facts, Onset, Suicidal, Tri
from triage.levels import Level
from triage.rules.base import (
    BREATHING,
    BULBAR,
    DROOP,
    EYE_OPEN,
    FACE_CHANGE,
    LIDS,
    LIMB,
    LIP_SEAL,
    SIGHT,
    SPEECH,
    SWALLOWING,
    UNEVEN,
    VOICE,
    WEAK,
    Rule,
    codes,
    has,
)

AIRWAY = codes("tongue_swelling throat_swelling lip_swelling wheeze syncope")
STROKE = LIMB | codes("speech_garbled loss_of_balance confusion thunderclap_headache")
INFECTED = codes("fever spreading_redness pus hot_swelling")
BOTULISM = codes("ptosis_both diplopia blurred_vision dry_mouth bladder_trouble")
BODY_WEAK = codes("neck_weakness limb_weakness general_weakness arm_weakness leg_weakness")
FALLEN = DROOP | WEAK | UNEVEN
NOTICED_DAYS = (2.0, 14.0)  # E4's exception, after an adjacent injection


def lip_seal_only(facts: Facts) -> bool:
    """E2's exception (I5): speech troubled by treated lips alone, with throat and voice explicitly normal."""
    return (
        has(facts, LIP_SEAL)
        and bool(areas.LIPS & set(facts.areas))
        and not has(facts, SWALLOWING, VOICE)
        and (facts.sign("dysphagia") is Tri.NO or facts.swallows is Tri.YES)
        and Tri.NO in (facts.sign("voice_change"), facts.sign("hoarse_voice"), facts.sign("nasal_voice"))
    )


def throat_or_voice(facts: Facts) -> bool:
    """Trouble swallowing, speaking or with the voice, however mild, unless only the lips do not seal."""
    if has(facts, SWALLOWING, VOICE) or facts.swallows is Tri.NO:
        return True
    return (has(facts, SPEECH) or _cannot_speak(facts)) and not lip_seal_only(facts)


def _cannot_speak(facts: Facts) -> bool:
    return facts.speaks is Tri.NO


def _e2(facts: Facts) -> bool:
    if not throat_or_voice(facts):
        return False
    if timing.since(facts, timing.TWELVE_WEEKS) is Tri.YES:
        return True
    if timing.toxin(facts) is not Tri.NO and facts.days_since_injection is None:
        return True
    return _throat_and_more(facts)


def _throat_and_more(facts: Facts) -> bool:
    """Beyond twelve weeks, or with no toxin at all: two kinds of throat trouble, or one with weakness elsewhere."""
    speech = has(facts, SPEECH, VOICE) or _cannot_speak(facts)
    swallowing = has(facts, SWALLOWING) or facts.swallows is Tri.NO
    elsewhere = has(facts, FALLEN, LIDS, LIMB, BODY_WEAK, SIGHT, BREATHING, codes("face_weak_both"))
    return (speech and swallowing) or elsewhere or (speech and facts.onset is Onset.SUDDEN)


def abrupt(facts: Facts) -> bool:
    """It happened at once, or was found on waking."""
    return facts.onset is Onset.SUDDEN or has(facts, codes("face_droop_sudden"))


def adjacent(facts: Facts) -> bool:
    """Day 2 to 14 after an injection that may reach the changed part (E4's exception)."""
    days, (first, last) = facts.days_since_injection, NOTICED_DAYS
    return days is not None and first <= days <= last and areas.fits(facts) is not Tri.NO


def _transient(facts: Facts) -> bool:
    """A droop that has gone again, a possible TIA (ev:F3)."""
    gone = facts.course is Course.RESOLVED or any(s.resolved for s in facts.present() if s.code in DROOP | WEAK)
    return gone and has(facts, DROOP, WEAK) and abrupt(facts)


def _e3(facts: Facts) -> bool:
    numb = has(facts, codes("face_numbness")) and (abrupt(facts) or _within_a_day(facts))
    return has(facts, STROKE) or numb or _transient(facts)


def _within_a_day(facts: Facts) -> bool:
    old = timing.age(facts)
    return old is not None and old <= 1


def _e4(facts: Facts) -> bool:
    if not has(facts, FALLEN):
        return False
    old = timing.oldest(facts)
    known = timing.age(facts) is not None or (old is not None and old <= 1)
    local = adjacent(facts) and (facts.noticed_only is Tri.YES or not has(facts, DROOP, WEAK))
    if abrupt(facts):
        return not local and (_recent(old) if known else _undated(facts))
    if facts.onset is not None:
        return False
    if known:  # within a day, no word on how: only a droop, or weakness that no injection explains
        return _recent(old) and not local and (has(facts, DROOP) or (has(facts, WEAK) and not adjacent(facts)))
    return _nothing_else_known(facts)


def _recent(days: float | None) -> bool:
    return days is not None and days <= 1


def _undated(facts: Facts) -> bool:
    """Abrupt, no word on when: a droop counts as new, so does weakness that no recent injection explains."""
    return has(facts, DROOP) or (has(facts, WEAK) and not adjacent(facts))


def _nothing_else_known(facts: Facts) -> bool:
    """A drooping face, and neither toxin nor time nor course in the story."""
    told = (facts.course, facts.worsening, facts.improving)
    return has(facts, codes("face_droop")) and timing.toxin(facts) is not Tri.YES and all(t is None for t in told)


def _e5(facts: Facts) -> bool:
    """Lips that were themselves injected may be swollen half a day later; that alone is U6's."""
    days = facts.days_since_injection
    injected = bool(areas.LIPS & set(facts.areas)) and days is not None and days >= 0.5
    if has(facts, AIRWAY - {"lip_swelling"}):
        return True
    return has(facts, codes("lip_swelling")) and not (injected and not has(facts, codes("hives rash"), BREATHING))


def _e6(facts: Facts) -> bool:
    if timing.since(facts, timing.EIGHT_WEEKS) is Tri.NO:
        return False
    old = facts.days_since_onset
    if facts.days_since_injection is None and old is not None and old > timing.EIGHT_WEEKS:
        return False
    weak = has(facts, BODY_WEAK) and has(facts, LIDS, EYE_OPEN, BULBAR, SIGHT, codes("diplopia_intermittent"))
    return weak or sum(facts.sign(code) is Tri.YES for code in BOTULISM) >= 2


def _e7(facts: Facts) -> bool:
    if has(facts, codes("vision_loss")) or (temporal_arteritis(facts) and has(facts, SIGHT)):
        return True
    pale = has(facts, codes("blanching mottling"))
    return (pale and facts.filler is not Tri.NO) or (has(facts, codes("severe_pain")) and facts.filler is Tri.YES)


def temporal_arteritis(facts: Facts) -> bool:
    """U10's picture: over 50 (or age unknown), new headache with a tender scalp or jaw pain on chewing (ev:G12)."""
    if facts.age is not None and facts.age < 50:
        return False
    tender = has(facts, codes("scalp_tenderness")) + has(facts, codes("jaw_claudication"))
    return tender == 2 or (tender == 1 and has(facts, codes("headache_new headache_severe")))


def _e8(facts: Facts) -> bool:
    pain = codes("neck_pain headache_new headache_severe thunderclap_headache")
    pupils = codes("small_pupil anisocoria")
    lid = has(facts, codes("ptosis_one ptosis_both")) and has(facts, pain, pupils)
    droop = has(facts, DROOP) and has(facts, codes("neck_pain headache_severe"))
    return (
        lid
        or droop
        or (has(facts, pupils) and has(facts, pain))
        or (has(facts, codes("head_injury")) and has(facts, FACE_CHANGE))
    )


def _e10(facts: Facts) -> bool:
    return facts.suicidal is Suicidal.IMMINENT or has(facts, codes("suicidal_imminent"))


def _e11(facts: Facts) -> bool:
    eye = codes("eye_swollen_shut eye_movement_pain fever")
    orbit = sum(facts.sign(code) is Tri.YES for code in eye) >= 2
    return orbit or (has(facts, INFECTED) and has(facts, BREATHING, codes("confusion syncope")))


def _rule(
    id: str,
    when: Callable[[Facts], bool],
    reason: str,
    evidence: str,
    signs: frozenset[str],
    needs: str = "",
    who: str = "",
) -> Rule:
    return Rule(
        id,
        Level.EMERGENCY,
        when,
        reason,
        who or "an ambulance, or the emergency department",
        "now",
        tuple(evidence.split()),
        tuple(needs.split()),
        signs,
        acute=True,
    )


EMERGENCY = (
    _rule("E1", lambda f: has(f, BREATHING), "Trouble breathing needs help at once.", "A1 A2", BREATHING),
    _rule(
        "E2",
        _e2,
        "New trouble swallowing, or a changed speech or voice, needs care at once after injections, even if mild.",
        "A1 A2",
        SWALLOWING | SPEECH | VOICE,
        "days_since_injection injected swallows speaks areas",
    ),
    _rule(
        "E3",
        _e3,
        "This can be a sign of a stroke, even if it has gone again, whatever the injections did.",
        "F1 F2 F3",
        STROKE | DROOP | WEAK | {"face_numbness"},
        "onset course days_since_onset",
    ),
    _rule(
        "E4",
        _e4,
        "A face that drops all at once can be a stroke, and a chat cannot rule that out.",
        "F1 F5",
        FALLEN,
        "onset days_since_onset days_since_injection onset_after_days noticed_only",
    ),
    _rule("E5", _e5, "This can be a severe allergic reaction.", "H2 H3", AIRWAY | {"hives"}),
    _rule(
        "E6",
        _e6,
        "Weakness together with eye, lid or throat trouble can be botulism from the toxin spreading.",
        "E1 E2 E3 E4 E6 E7",
        BOTULISM | BODY_WEAK | LIDS | EYE_OPEN | SIGHT,
        "days_since_injection",
    ),
    _rule(
        "E7",
        _e7,
        "Loss of sight, or skin turning pale or mottled after filler, can mean a blocked vessel. Minutes matter.",
        "H6",
        SIGHT | codes("blanching mottling severe_pain scalp_tenderness jaw_claudication"),
        "filler age",
    ),
    _rule(
        "E8",
        _e8,
        "A lid or face change with neck or head pain, unequal pupils or an injury can come from a torn artery.",
        "D5",
        LIDS | DROOP | codes("neck_pain headache_new headache_severe small_pupil anisocoria head_injury"),
    ),
    _rule(
        "E9",
        lambda f: has(f, codes("seizure unresponsive chest_pain")),
        "A fit, a person who does not respond, or chest pain needs an ambulance.",
        "",
        codes("seizure unresponsive chest_pain"),
        who="an ambulance",
    ),
    _rule(
        "E10",
        _e10,
        "Your life matters most right now. Please do not stay alone with this.",
        "I6 I7",
        codes("suicidal_imminent"),
        "suicidal",
        "the emergency number or a crisis line",
    ),
    _rule(
        "E11",
        _e11,
        "An infection around the eye, or one that makes you this ill, needs hospital.",
        "H5",
        INFECTED | BREATHING | codes("eye_swollen_shut eye_movement_pain confusion syncope"),
    ),
)
