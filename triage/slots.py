"""The facts a question may ask for (section 3 of the contract), and whether one is still open."""

from __future__ import annotations

from triage.areas import changed_parts
from triage.facts import Facts, Tri
from triage.rules.base import ill

SLOTS = (
    "danger_signs", "function_gate", "days_since_injection", "onset_after_days", "onset", "course", "treated_area",
    "changed_part", "eye_closure", "side", "provider", "product", "filler", "distress", "suicidal", "who", "history",
)  # fmt: skip
_FACTS = {  # where a slot is not one fact of the same name
    "danger_signs": ("danger_checked",),
    "function_gate": ("moves_lips", "speaks", "chews", "swallows"),
    "treated_area": ("areas",),
    "eye_closure": ("closes_eye",),
}
_UNKNOWN: tuple[object, ...] = (None, Tri.UNKNOWN, (), frozenset())


def names(slot: str) -> tuple[str, ...]:
    """The fields of `Facts` that a slot fills."""
    return _FACTS.get(slot, (slot,))


def is_open(facts: Facts, slot: str) -> bool:
    """Whether a slot is not known yet: neither told nor answered with a plain no."""
    if slot in facts.answered_no:
        return False
    if slot == "changed_part":
        return not changed_parts(facts) and not ill(facts) - {"facial_asymmetry"}
    return any(getattr(facts, name) in _UNKNOWN for name in names(slot))


def answered(before: Facts, after: Facts, slot: str) -> bool:
    """Whether a message settled a slot: made it known, said it anew, or said that the patient does not know."""
    if slot in after.unsure and slot not in before.unsure:
        return True
    if is_open(after, slot):
        return False
    return is_open(before, slot) or any(getattr(before, name) != getattr(after, name) for name in names(slot))
