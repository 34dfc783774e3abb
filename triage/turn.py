"""A message of the patient, as the translation to facts takes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Turn:
    """A patient's message: what was understood, the slots of the question it answers, and its words.

    `safety` marks the answer to "are you safe right now?". `choices` are the titles that were shown, `offered` the facts of an earlier visit that the question offered to keep, `checks`
    the danger signs it asked about directly. `country` is the channel's (ISO 3166). Of a message that was `taken_back` ("go
    back") only danger signs and dark thoughts still count.
    """

    understood: Mapping[str, Any] = field(default_factory=dict)
    asked: tuple[str, ...] = ()
    text: str = ""
    choices: tuple[str, ...] = ()
    offered: Mapping[str, Any] = field(default_factory=dict)
    checks: tuple[str, ...] = ()
    country: str = ""
    safety: bool = False
    taken_back: bool = False

    @property
    def intent(self) -> str:
        return intent_of(self.understood)


def intent_of(understood: Mapping[str, Any]) -> str:
    """The intent's name of what was understood, or ""."""
    return str((understood.get("intent") or {}).get("name") or "")
