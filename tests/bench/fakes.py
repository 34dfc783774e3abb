"""An understanding that says what a test tells it to, and messages to ask it about."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from bench.hearing import Parsed
from bench.messages import Message

NO_FACTS: Mapping[str, Any] = {"months": None, "time_kind": None, "side": None, "area_canon": None, "product": None}


def message(name: str, *concerns: str, text: str = "", **facts: Any) -> Message:
    return Message(name, text or f"text of {name}", frozenset(concerns), {**NO_FACTS, **facts})


def understood(
    given: Mapping[str, float], *, entities: Iterable[Mapping[str, Any]] = (), findings: Iterable[tuple[str, str]] = ()
) -> dict[str, Any]:
    """The contract's object: concerns with confidence, entities, findings as (code, status)."""
    return {
        "intent": {"name": "inform", "confidence": 1.0},
        "concerns": [{"name": name, "confidence": p} for name, p in given.items()],
        "acts": [],
        "entities": list(entities),
        "findings": [{"code": code, "status": status} for code, status in findings],
    }


def parsed(one: Message, given: Mapping[str, float], heard: Mapping[str, float] | None = None, **more: Any) -> Parsed:
    """A message of which `given` was understood; `heard` are probabilities of labels that do not hold."""
    return Parsed(one, understood(given, **more), {**(heard or {}), **given})


@dataclass
class Fake:
    """Knows some texts by heart and finds nothing in any other."""

    known: Mapping[str, Mapping[str, float]] = field(default_factory=dict)  # text → concern → probability
    understandings: Mapping[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def nlp(self) -> Any:
        return lambda text: SimpleNamespace(text=text)

    @property
    def concerns(self) -> Any:
        return SimpleNamespace(hear=lambda doc: SimpleNamespace(probabilities=dict(self.known.get(doc.text, {}))))

    def understand(self, text: str) -> dict[str, Any]:
        if text in self.understandings:
            return self.understandings[text]
        return understood({name: p for name, p in self.known.get(text, {}).items() if p >= 0.4})


def row(one: Message) -> dict[str, Any]:
    """A message as its file holds it."""
    return {"id": one.id, "text": one.text, "concern": sorted(one.concerns), "entities": dict(one.facts), "provenance": "test"}


def write_rows(path: Path, rows: Iterable[Any]) -> Path:
    """A file of JSON lines; strings are written as they are."""
    path.write_text("".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in rows), encoding="utf-8")
    return path
