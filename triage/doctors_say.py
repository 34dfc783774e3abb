"""What the ten doctors say, in a line or two of advice (item 3 of section 5), with counts: for ranks up to 3 only."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from triage.answers_care import ent, injector, neurologist
from triage.answers_face import unexplained
from triage.answers_parts import Ask, Need, Piece, finish
from triage.answers_person import distress
from triage.answers_time import beyond, figures, long_acting, natural, status, upper_face
from triage.facts import Facts
from triage.knowledge import knowledge
from triage.rules.base import FACE_CHANGE, LIDS, codes, has

HEAD = "What the doctors say: "


def line(rule: str, facts: Facts) -> str:
    """The line for a rule of section 3, beginning with `HEAD`; "" where none of the ten speaks of it."""
    concern = "eyelid_or_brow_droop" if has(facts, LIDS) else "smile_weakness"
    if has(facts, codes("heaviness")) and not has(facts, FACE_CHANGE):
        concern = "heaviness"
    ask = Ask(facts, "", knowledge(), frozenset({concern}))
    pieces = LINES[rule](ask) if rule in LINES else ()
    return HEAD + " ".join(finish([" ".join(piece.text for piece in pieces)]).split()) if pieces else ""


def _time(ask: Ask) -> Sequence[Piece]:
    """The figures, or what holds instead of them: for Daxxify, and for lids and brows."""
    if "heaviness" in ask.concerns:
        return [unexplained(ask)]
    if ask.long_acting:
        return [long_acting(ask)]
    if ask.upper_face:
        return [_silent(ask), *upper_face(ask)]
    return [figures(ask), *status(ask)]


def _silent(ask: Ask) -> Piece:
    return ask.say("silent", "None of {ten} speaks of lids or brows.", Need.MUST)


def _past(ask: Ask) -> Sequence[Piece]:
    return beyond(ask) or _time(ask)


LINES: Mapping[str, Callable[[Ask], Sequence[Piece]]] = {
    **dict.fromkeys(("I1", "I2", "I3", "I4", "I5", "W1", "W2", "W4"), _time),
    "I6": lambda ask: [injector(ask)],
    "I7": lambda ask: [injector(ask)],
    "W3": lambda ask: [natural(ask, Need.MUST)],
    "S1": _past,
    **dict.fromkeys(("S3", "S8"), lambda ask: [neurologist(ask)]),
    **dict.fromkeys(("S2", "S4", "S5", "S6", "S10"), lambda ask: [ent(ask)]),
    **dict.fromkeys(("D2", "D3"), lambda ask: [piece for piece in distress(ask) if piece.key == "distress.doctors"]),
}
