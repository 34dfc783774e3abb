"""Which unknown facts would change the level most: found by trying what they could turn out to be.

Each is tried on the facts as they are and on a calm reading of them (checklist clear, gate complete, stable), since what
matters after a clear checklist shows only there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from triage.areas import changed_parts
from triage.facts import Course, Distress, Facts, Onset, Sign, Suicidal, Tri
from triage.judge import judge
from triage.levels import Level
from triage.rules.base import EYE_OPEN, ill
from triage.rules.same_day import UNSAFE_PROVIDERS
from triage.slots import SLOTS
from triage.vocabulary import vocabulary

Change = Mapping[str, Any]
DAYS = (1.0, 5.0, 20.0, 40.0, 100.0, 135.0, 165.0, 240.0)
AFTER = (1.0, 4.0, 19.0, 40.0)
AREAS = ("forehead", "crows_feet_periocular", "upper_lip_perioral", "masseter_jaw", "mouth_corner_dao", "neck_platysma")
PARTS = ("smile_weakness", "smile_asymmetry_mild", "ptosis_one", "cannot_close_eye", "natural_asymmetry")
DANGERS = ("dyspnoea", "dysphagia", "diplopia", "ear_pain", "fever", "twitching")


def matters(facts: Facts) -> tuple[str, ...]:
    """Names of unknown slots (section 3 of the contract) that could change the level, the furthest first."""
    bases = tuple((base, judge(base).level) for base in (facts, calm(facts)))
    weights = {slot: _weight(bases, tuple(trials(facts, slot))) for slot in SLOTS if slot not in facts.answered_no}
    return tuple(sorted((slot for slot, weight in weights.items() if weight), key=lambda slot: -weights[slot]))


def _weight(bases: Iterable[tuple[Facts, Level]], changes: Collection[Change]) -> float:
    """How far the level of one of the bases moves with a slot's values: ranks, or a tenth where only the kind of help changes."""
    return max(_spread({level, *(judge(_with(base, change)).level for change in changes)}) for base, level in bases)


def _spread(levels: Collection[Level]) -> float:
    ranks = [level.rank for level in levels]
    return max(ranks) - min(ranks) or (0.1 if len(levels) > 1 else 0.0)


def _with(base: Facts, change: Change) -> Facts:
    """The facts with a trial's values; signs are added to those there are."""
    extra = tuple(Sign(code, True) for code in change.get("signs", ()))
    return replace(base, **{k: v for k, v in change.items() if k != "signs"}, signs=base.signs + extra)


def calm(facts: Facts) -> Facts:
    """The facts as if every unknown turned out well: what stays open after a clear checklist."""
    told = {s.code for s in facts.present()}
    denied = tuple(Sign(code, False) for code in vocabulary().danger if code not in told)
    gate = {name: Tri.YES for name in ("moves_lips", "speaks", "chews", "swallows") if not _known(facts, name)}
    return replace(
        facts,
        signs=facts.signs + denied,
        danger_checked=Tri.YES,
        closes_eye=Tri.YES if not facts.closes_eye.known and not facts.any_sign(EYE_OPEN) else facts.closes_eye,
        course=facts.course or Course.SAME,
        filler=facts.filler if facts.filler.known else Tri.NO,
        **gate,  # type: ignore[arg-type]
    )


def _known(facts: Facts, name: str) -> bool:
    return getattr(facts, name) not in (None, Tri.UNKNOWN)


def trials(facts: Facts, slot: str) -> Iterator[Change]:
    """What an unknown slot could turn out to be; nothing for one that is known."""
    if slot == "danger_signs" and facts.danger_checked is not Tri.YES:
        yield from ({"signs": (code,)} for code in DANGERS)
    elif slot == "function_gate":
        open_gate = [name for name in ("moves_lips", "speaks", "chews", "swallows") if not _known(facts, name)]
        if open_gate:
            yield {name: Tri.YES for name in open_gate}
            yield from ({name: Tri.NO} for name in open_gate if name != "moves_lips")
    elif slot == "days_since_injection" and facts.days_since_injection is None:
        yield from ({slot: days, "injected": Tri.YES} for days in DAYS)
    elif slot == "onset_after_days" and facts.onset_after_days is None and facts.days_since_onset is None:
        if facts.days_since_injection is not None and facts.onset is not Onset.SINCE_BEFORE:
            lately = max(0.0, facts.days_since_injection - 2.0)
            yield from ({slot: after} for after in (*AFTER, lately) if after <= facts.days_since_injection)
    elif slot == "onset" and facts.onset is None:
        began = facts.onset_after_days is not None
        yield from ({slot: onset} for onset in Onset if not (began and onset is Onset.SINCE_BEFORE))
    elif slot == "course" and facts.course is None:
        yield from ({slot: course} for course in Course if course is not Course.NEW)
    else:
        yield from _more_trials(facts, slot)


def _more_trials(facts: Facts, slot: str) -> Iterator[Change]:
    if slot == "treated_area" and not facts.areas:
        yield from ({"areas": (area,)} for area in AREAS)
    elif slot == "changed_part" and not changed_parts(facts) and not ill(facts) - {"facial_asymmetry"}:
        yield from ({"signs": (code,)} for code in PARTS)
    elif slot == "eye_closure" and not facts.closes_eye.known and not facts.any_sign(EYE_OPEN):
        yield from ({"closes_eye": value} for value in (Tri.YES, Tri.NO))
    elif slot == "provider" and facts.provider is None:
        yield from ({slot: name} for name in ("clinic", *sorted(UNSAFE_PROVIDERS)))
    elif slot == "product" and facts.product is None:
        yield from ({slot: name} for name in ("botox", "daxxify"))
    elif slot == "filler" and not facts.filler.known:
        yield from ({slot: value} for value in (Tri.YES, Tri.NO))
    elif slot == "distress" and facts.distress in (None, Distress.MILD):
        yield from ({slot: value} for value in (Distress.NONE, Distress.SEVERE))
    elif slot == "suicidal" and facts.suicidal is None:
        yield from ({slot: value} for value in Suicidal)
    elif slot == "side" and facts.side is None:
        yield from ({slot: value} for value in ("one", "both"))
    elif slot == "history" and not facts.history:
        yield from ({slot: frozenset({name})} for name in ("myasthenia", "palsy", "facial_cancer"))
