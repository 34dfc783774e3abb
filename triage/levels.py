"""The seven dispositions and their order (section 1 of the triage policy)."""

from __future__ import annotations

from enum import Enum


class Level(str, Enum):
    """Where a patient is sent. `rank` orders urgency; SUPPORT shares SPECIALIST's rank."""

    EMERGENCY = "EMERGENCY"
    SAME_DAY = "SAME_DAY"
    SUPPORT = "SUPPORT"
    SPECIALIST = "SPECIALIST"
    INJECTOR = "INJECTOR"
    WATCH = "WATCH"
    INFO = "INFO"

    @property
    def rank(self) -> int:
        """Urgency from 0 (INFO) to 5 (EMERGENCY)."""
        return _RANK[self]

    @property
    def precedence(self) -> int:
        """Order in which matches win: 0 first."""
        return _PRECEDENCE.index(self)


_RANK = {
    Level.EMERGENCY: 5,
    Level.SAME_DAY: 4,
    Level.SUPPORT: 3,
    Level.SPECIALIST: 3,
    Level.INJECTOR: 2,
    Level.WATCH: 1,
    Level.INFO: 0,
}
_PRECEDENCE = [
    Level.EMERGENCY,
    Level.SAME_DAY,
    Level.SUPPORT,
    Level.SPECIALIST,
    Level.INJECTOR,
    Level.WATCH,
    Level.INFO,
]
