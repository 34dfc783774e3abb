"""What was decided, kept beside the conversation for the clinician who reads it later: the slot `audit` of Rasa's tracker.

A record is written with every disposition and every question, so the store holds what stood at each turn. Patients never see it.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, fields
from enum import Enum
from typing import Any

from triage import version
from triage.decide import Disposition
from triage.facts import Facts, Sign
from triage.transcript import Event

SLOT = "audit"
V = 1


def record(
    found: Disposition, facts: Facts, *, text: str, who: str, model: str | None, standing: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The slot's value: facts with their words, the rule and what it rests on, the versions, and the text shown.

    `standing` is the payload of an earlier EMERGENCY that is repeated although the rules would now say less.
    """
    return {
        "v": V,
        "level": standing["level"] if standing else found.level.value,
        "rule": standing["rule"] if standing else found.rule,
        "standing": standing is not None,
        "found": {"level": found.level.value, "rule": found.rule, "raised_or_floored": found.floor_applied},
        "reasons": list(found.reasons),
        "facts_used": list(found.facts_used),
        "secondary": [{"level": level.value, "rule": rule} for level, rule, _ in found.secondary],
        "unknown_that_matters": list(found.unknown_that_matters),
        "who": who,
        "facts": facts_dict(facts),
        "knowledge": version.knowledge(),
        "model": model,
        "text": text,
    }


def model_of(events: Sequence[Event]) -> str | None:
    """The id of the trained model that Rasa stamped on the latest event."""
    stamped = ((e.get("metadata") or {}).get("model_id") for e in reversed(events))
    return next((str(model) for model in stamped if model), None)


def records(events: Sequence[Event]) -> Iterator[Mapping[str, Any]]:
    """Every record of a conversation, oldest first."""
    for event in events:
        if event.get("event") == "slot" and event.get("name") == SLOT and isinstance(event.get("value"), Mapping):
            yield event["value"]


# -- facts as JSON and back


def facts_dict(facts: Facts) -> dict[str, Any]:
    """The facts that are known, JSON-ready; what is left out has its default, "unknown"."""
    return {f.name: _plain(getattr(facts, f.name)) for f in fields(Facts) if getattr(facts, f.name) != _default(f)}


def facts_of(data: Mapping[str, Any]) -> Facts:
    """The facts of a stored record. Fields this version does not know are left out."""
    kinds = typing.get_type_hints(Facts)
    known = {f.name for f in fields(Facts)}
    return Facts(**{name: _typed(value, kinds[name]) for name, value in data.items() if name in known})


def unknown_fields(data: Mapping[str, Any]) -> list[str]:
    """Stored fields that this version of the program does not have."""
    return sorted(set(data) - {f.name for f in fields(Facts)})


def _default(field: Field[Any]) -> Any:
    return field.default_factory() if field.default_factory is not MISSING else field.default


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Sign):
        return {f.name: getattr(value, f.name) for f in fields(Sign) if getattr(value, f.name) != f.default}
    if isinstance(value, frozenset):
        return sorted(value)
    return [_plain(v) for v in value] if isinstance(value, tuple) else value


def _typed(value: Any, kind: Any) -> Any:
    """A JSON value as the type that `Facts` declares."""
    inner = typing.get_args(kind)
    if typing.get_origin(kind) in (types.UnionType, typing.Union):
        return None if value is None else _typed(value, next(k for k in inner if k is not type(None)))
    if typing.get_origin(kind) is tuple:
        return tuple(Sign(**v) if inner[0] is Sign else v for v in value)
    if typing.get_origin(kind) is frozenset:
        return frozenset(value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    return value
