"""Section 3 of the triage policy as a table: every rule of every level, in order of precedence."""

from __future__ import annotations

from triage.rules.base import Rule
from triage.rules.emergency import EMERGENCY
from triage.rules.injector import INJECTOR
from triage.rules.same_day import SAME_DAY
from triage.rules.specialist import SPECIALIST
from triage.rules.support import SUPPORT
from triage.rules.watch import INFO, WATCH

RULES: tuple[Rule, ...] = (*EMERGENCY, *SAME_DAY, *SUPPORT, *SPECIALIST, *INJECTOR, *WATCH, INFO)
BY_ID = {rule.id: rule for rule in RULES}

__all__ = ["BY_ID", "RULES", "Rule"]
