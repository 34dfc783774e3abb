"""What the signs say of the functions, the eye and the mood."""

from __future__ import annotations

from typing import Any

from triage.facts import Distress, Facts, Suicidal, Tri
from triage.rules.base import EYE_OPEN, SWALLOWING, codes

SPEECHLESS = codes("slurred_speech dysarthria speech_garbled")
CHEWLESS = codes("chewing_difficulty chewing_fatigue")
SUICIDAL = {
    "suicidal_passive": Suicidal.PASSIVE,
    "self_harm": Suicidal.ACTIVE,
    "suicidal_active": Suicidal.ACTIVE,
    "suicidal_imminent": Suicidal.IMMINENT,
}
LOST = {"swallows": SWALLOWING, "speaks": SPEECHLESS, "chews": CHEWLESS, "closes_eye": EYE_OPEN}
DENIED = {"swallows": "dysphagia", "speaks": "slurred_speech", "chews": "chewing_difficulty", "closes_eye": "cannot_close_eye"}


def derived(facts: Facts) -> Facts:
    """What signs say of functions and mood."""
    here = facts.here
    changes: dict[str, Any] = {}
    for name, lost in LOST.items():
        if here & lost:
            changes[name] = Tri.NO
        elif getattr(facts, name) is Tri.UNKNOWN and facts.sign(DENIED[name]) is Tri.NO:
            changes[name] = Tri.YES
    grave = [SUICIDAL[code] for code in SUICIDAL if code in here]
    order = list(Suicidal)
    none = all(facts.sign(code) is Tri.NO for code in ("suicidal_passive", "suicidal_active"))
    if none and not grave and facts.suicidal is None:
        changes["suicidal"] = Suicidal.NONE
    if grave and (facts.suicidal is None or order.index(grave[-1]) > order.index(facts.suicidal)):
        changes["suicidal"] = grave[-1]
    if "distress_severe" in here:
        changes["distress"] = Distress.SEVERE
    elif here & codes("distress low_mood appearance_checking") and facts.distress is None:
        changes["distress"] = Distress.MILD
    return facts.with_(**changes)
