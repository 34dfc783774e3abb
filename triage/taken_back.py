"""Danger signs that are taken back: by "go back", by a denial, by a joke. They stand until one direct check says otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from triage.derived import LOST, derived
from triage.facts import Facts, Sign, Suicidal, Tri
from triage.turn import Turn
from triage.vocabulary import vocabulary
from triage.wording import dialogue, plain, wording


def kept(before: Facts, after: Facts) -> Facts:
    """Of a message that was taken back: the danger signs and dark thoughts, until they are denied in answer to a check."""
    signs = vocabulary().signs
    stay = tuple(s for s in after.signs[len(before.signs) :] if s.present and s.code in signs and signs[s.code].danger)
    order = list(Suicidal)
    graver = after.suicidal is not None and (
        before.suicidal is None or order.index(after.suicidal) > order.index(before.suicidal)
    )
    dark = after.suicidal if graver and after.suicidal is not Suicidal.NONE else before.suicidal
    complaint = Tri.YES if stay else before.has_complaint
    return derived(before.with_(signs=before.signs + stay, suicidal=dark, has_complaint=complaint))


def contradictions(before: Facts, after: Facts, turn: Turn, number: int) -> Facts:
    """A danger sign that was told and is now denied stands until one direct check (cross-rule on contradictions).

    A joke takes back the danger signs the message names, or else all there are; it is checked too.
    """
    signs, low = vocabulary().signs, plain(turn.text)
    if turn.checks:
        return _checked(after, turn, number)
    danger = {code for code in before.here if code in signs and signs[code].danger} - before.checked
    taken = {code for code in danger if after.sign(code) is Tri.NO}
    if dialogue().says("joking", low):
        named = {str(f["code"]) for f in turn.understood.get("findings") or ()} & danger
        taken |= named or ({s.code for s in before.present() if s.code in danger} if not after.here - before.here else set())
    if not taken:
        return after
    again = tuple(s for s in before.present() if s.code in taken)
    gates = {name: getattr(before, name) for name in LOST}
    lost = {name: value for name, value in gates.items() if value is Tri.NO}
    return after.with_(signs=after.signs + again, contradicted=tuple(s.code for s in again), **lost)


def _checked(after: Facts, turn: Turn, number: int) -> Facts:
    """The answer to the direct check: a plain no takes the signs back, anything else leaves them standing."""
    low = plain(turn.text)
    answers = wording()
    no = bool(answers.answers_with("deny", low) or answers.answers_with("none", low) or dialogue().says("misread", low))
    sure = not answers.answers_with("unsure", low) and not answers.answers_with("affirm", low)
    done = after.with_(contradicted=(), checked=after.checked | set(turn.checks))
    told_again = {str(f["code"]) for f in turn.understood.get("findings") or () if f.get("status") == "affirmed"}
    if not (no and sure) or told_again & set(turn.checks):
        standing = tuple(s for s in after.signs if s.present and s.code in turn.checks)
        return done.with_(signs=done.signs + standing[-len(turn.checks) :])
    gone = tuple(Sign(code, False, turn.text, number) for code in turn.checks)
    return derived(done.with_(signs=done.signs + gone, **_unlost(done, turn.checks)))


def _unlost(facts: Facts, taken: Sequence[str]) -> dict[str, Any]:
    """The functions that only the signs taken back had put in doubt."""
    rest = facts.here - set(taken)
    return {name: Tri.UNKNOWN for name, family in LOST.items() if set(taken) & family and not rest & family}
