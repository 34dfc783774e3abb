"""The date that "three weeks ago" and every review date count from."""

from __future__ import annotations

import datetime
import os


def today() -> datetime.date:
    """The date; `TRIAGE_TODAY` (ISO) fixes it, for tests and replays."""
    fixed = os.environ.get("TRIAGE_TODAY")
    return datetime.date.fromisoformat(fixed) if fixed else datetime.date.today()
