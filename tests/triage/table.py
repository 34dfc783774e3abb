"""Helpers of the rule tables: facts in one line, and whether a rule holds."""

from __future__ import annotations

from typing import Any

from triage.facts import Facts, Sign, Tri
from triage.rules import BY_ID


def f(codes: str = "", no: str = "", **more: Any) -> Facts:
    """Facts with the signs `codes` there and the signs `no` denied."""
    signs = tuple(Sign(c, True) for c in codes.split()) + tuple(Sign(c, False) for c in no.split())
    for name, number in more.items():
        more[name] = float(number) if isinstance(number, int) and not isinstance(number, bool) else number
    return Facts(signs=signs, has_complaint=Tri.YES).with_(**more)


def holds(rule: str, facts: Facts) -> bool:
    return BY_ID[rule].when(facts)


def ids(table: list[tuple[Any, ...]]) -> list[str]:
    return [f"{row[0]}-{'yes' if row[-1] else 'no'}-{number}" for number, row in enumerate(table)]
