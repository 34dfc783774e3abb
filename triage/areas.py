"""The local toxin pattern L1 and the area table (section 2.1 of the policy).

Parts of the face: brow, lid, lower_lid, eye_closure, cheek, upper_lip, mouth_corner, lower_lip, lip_seal, jaw, neck,
half_face, both_face. A part in neither column of the table is neither explained nor excluded by the area.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from triage import timing
from triage.facts import Course, Facts, Onset, Tri
from triage.vocabulary import vocabulary

FIRST_DAY, LAST_DAY = 0.5, 21.0  # L1 b, "day 1 to 21"; half a day leaves room for "the next day"


@dataclass(frozen=True)
class Area:
    """What toxin in an area can do nearby (`plausible`), and what it does not explain."""

    plausible: frozenset[str]
    not_explained: frozenset[str]


def _area(plausible: str, not_explained: str) -> Area:
    return Area(frozenset(plausible.split()), frozenset(not_explained.split()))


_LOWER = "lower_lip mouth_corner lip_seal upper_lip cheek"
AREAS = {
    "forehead": _area("brow lid", "mouth_corner upper_lip lower_lip lip_seal jaw cheek half_face both_face"),
    "glabella_frown": _area("brow lid", "mouth_corner upper_lip lower_lip lip_seal jaw half_face both_face"),
    "brow": _area("brow lid", "mouth_corner upper_lip lower_lip lip_seal jaw half_face both_face"),
    "eyelid": _area("brow lid lower_lid eye_closure", "lower_lip jaw lip_seal half_face both_face"),
    "eye_unspecified": _area("brow lid lower_lid eye_closure cheek upper_lip mouth_corner", "lower_lip jaw"),
    "crows_feet_periocular": _area("cheek upper_lip mouth_corner lower_lid eye_closure brow", "lower_lip jaw"),
    "under_eye": _area("cheek upper_lip mouth_corner lower_lid eye_closure", "lower_lip jaw"),
    "cheek": _area("cheek upper_lip mouth_corner lip_seal", "brow lid"),
    "bunny_lines": _area("upper_lip cheek mouth_corner", "brow jaw"),
    "upper_lip_perioral": _area("upper_lip lip_seal mouth_corner cheek", "brow jaw lid"),
    "lower_lip": _area("lower_lip lip_seal mouth_corner", "brow lid"),
    "mouth_corner_dao": _area("lower_lip mouth_corner lip_seal", "brow lid"),
    "chin": _area("lower_lip mouth_corner lip_seal", "brow lid"),
    "masseter_jaw": _area("jaw upper_lip mouth_corner lower_lip cheek", "brow lid"),
    "neck_platysma": _area("lower_lip mouth_corner neck", "brow lid"),
    "lower_face_unspecified": _area(_LOWER + " jaw", "brow lid"),
}
ALIASES = {  # other names of areas, as vignettes and clinics use them
    "glabella": "glabella_frown", "frown": "glabella_frown", "crows_feet": "crows_feet_periocular",
    "crow's_feet": "crows_feet_periocular", "gummy_smile": "upper_lip_perioral", "lip_flip": "upper_lip_perioral",
    "upper_lip": "upper_lip_perioral", "lip": "upper_lip_perioral", "lips": "upper_lip_perioral",
    "perioral": "upper_lip_perioral", "lip_lines": "upper_lip_perioral", "smokers_lines": "upper_lip_perioral",
    "dao": "mouth_corner_dao", "mouth_corners": "mouth_corner_dao", "mentalis": "chin", "masseter": "masseter_jaw",
    "jaw": "masseter_jaw", "platysma": "neck_platysma", "neck": "neck_platysma", "neck_bands": "neck_platysma",
    "bunny": "bunny_lines", "nasalis": "bunny_lines", "periocular": "crows_feet_periocular", "brow_lift": "brow",
    "tear_trough": "under_eye", "lower_face": "lower_face_unspecified", "nose": "bunny_lines",
}  # fmt: skip
CHANGED = {  # a changed place told without a sign → part
    "forehead": "brow", "glabella_frown": "brow", "brow": "brow", "eyelid": "lid", "under_eye": "lower_lid",
    "cheek": "cheek", "upper_lip_perioral": "upper_lip", "lower_lip": "lower_lip", "mouth_corner_dao": "mouth_corner",
    "chin": "lower_lip", "masseter_jaw": "jaw",
}  # fmt: skip
_PART = {"mouth_corner_droop": "mouth_corner", "neck_weakness": "neck"}
_NOT_WEAK = frozenset({"natural_asymmetry", "lid_puffiness", "lip_swelling"})
UPPER_FACE = frozenset({"forehead", "glabella_frown", "brow"})
PERIOCULAR = frozenset({"crows_feet_periocular", "under_eye", "eyelid", "eye_unspecified"})
LIPS = frozenset({"upper_lip_perioral", "lower_lip", "mouth_corner_dao", "chin", "lower_face_unspecified"})


def canonical(name: str) -> str:
    """The contract's name of an area, where `name` is one or an alias; else `name` itself."""
    key = name.strip().lower().replace(" ", "_").replace("-", "_").replace("’", "'")
    return ALIASES.get(key, key)


def part_of(code: str) -> str | None:
    """The part of the face a sign concerns."""
    return _PART.get(code) or vocabulary().part(code)


def changed_parts(facts: Facts) -> frozenset[str]:
    """The parts that look or work differently: told as such, or those of the present signs."""
    signs = (part_of(s.code) for s in facts.present() if s.code not in _NOT_WEAK)
    return frozenset(p for p in (*signs, *facts.parts) if p)


def explained(parts: Iterable[str], areas: Iterable[str]) -> Tri:
    """Whether toxin in `areas` explains a change of `parts` (L1 d): no if one part is excluded by every area."""
    rows = [AREAS[a] for a in areas if a in AREAS]
    parts = frozenset(parts)
    if not rows or not parts:
        return Tri.UNKNOWN
    if any(all(p in row.not_explained for row in rows) for p in parts):
        return Tri.NO
    return Tri.YES if all(any(p in row.plausible for row in rows) for p in parts) else Tri.UNKNOWN


def fits(facts: Facts) -> Tri:
    """L1 (d): the weak muscles fit the treated areas."""
    return explained(changed_parts(facts), facts.areas)


def _within_reach(facts: Facts) -> Tri:
    """L1 (a)"""
    return timing.since(facts, timing.lasting(facts))


def _began_in_window(facts: Facts) -> Tri:
    """L1 (b)"""
    if facts.onset is Onset.SINCE_BEFORE:
        return Tri.NO
    after = timing.onset_after(facts)
    if after is not None:
        return Tri.YES if FIRST_DAY <= after <= LAST_DAY else Tri.NO
    days = facts.days_since_injection
    return Tri.YES if days is not None and FIRST_DAY <= days <= LAST_DAY else Tri.UNKNOWN


def _built_up(facts: Facts) -> Tri:
    """L1 (c)"""
    if facts.onset is None:
        return Tri.UNKNOWN
    return Tri.YES if facts.onset in (Onset.HOURS_DAYS, Onset.GRADUAL) else Tri.NO


def _not_worsening(facts: Facts) -> Tri:
    """L1 (e)"""
    early = timing.since(facts, timing.FOUR_WEEKS)
    if facts.course is Course.WORSE:
        return early
    return Tri.YES if facts.course is not None or early is Tri.YES else Tri.UNKNOWN


def _local_only(facts: Facts) -> Tri:
    """L1 (f): no sign of the danger list, and no other feature of an E, U or S rule among the signs."""
    words = vocabulary()
    if any(words.signs[s.code].danger for s in facts.present() if s.code in words.signs):
        return Tri.NO
    return Tri.NO if facts.any_sign(("face_weak_both", "tick_bite", "synkinesis")) else Tri.YES


def local_pattern(facts: Facts) -> Tri:
    """L1, the local toxin pattern: all of (a) to (f), no if one fails, unknown if one is not known."""
    parts = (_within_reach, _began_in_window, _built_up, fits, _not_worsening, _local_only)
    held = [part(facts) for part in parts]
    if Tri.NO in held:
        return Tri.NO
    return Tri.YES if all(h is Tri.YES for h in held) else Tri.UNKNOWN
