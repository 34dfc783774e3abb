"""What the answers' claims and the evidence say, for a client that shows the sources of a reply in words.

The ids are those of `custom.data`: `doctors` [{answer, claim}] and `evidence` [id].
"""

from __future__ import annotations

import functools
from typing import Any

from triage.knowledge import Knowledge, knowledge
from triage.knowledge_models import Claim, Duration, Evidence


def document(k: Knowledge) -> dict[str, Any]:
    """`{"claims": {"4.8": {"answer": 4, "text": "…"}}, "evidence": {"A7": {"text": "…", "source": "…"}}}`.

    A claim stands with its figures (months after the injections) and its condition; one that is never shown is left out.
    """
    return {
        "claims": {claim.id: {"answer": claim.answer, "text": _claim(claim)} for claim in k.claims if not claim.not_shown},
        "evidence": {row.id: {"text": _fact(row), "source": _cited(row)} for row in k.evidence},
    }


@functools.lru_cache(maxsize=1)
def default() -> dict[str, Any]:
    """The project's own claims and evidence."""
    return document(knowledge())


def _claim(claim: Claim) -> str:
    months = f", {_months(claim.duration)}" if claim.duration else ""
    condition = f" ({claim.condition})" if claim.condition and claim.condition not in claim.says else ""
    return f"{claim.says}{months}{condition}"


def _months(given: Duration) -> str:
    if given.min is None:
        return f"up to {given.max} months"
    about = "about " if given.approximate else ""
    return f"{about}{given.max} months" if given.min == given.max else f"{given.min} to {given.max} months"


def _cited(row: Evidence) -> str:
    if row.general_knowledge or not row.source:
        return "general knowledge, not checked"
    return f"{row.source}, {row.year}" if row.year else row.source


def _fact(row: Evidence) -> str:
    return f"{row.fact} ({_cited(row)})"
