"""Codes as people say them: areas, parts, illnesses and providers from `data/knowledge/names.yml`, signs by their titles.

    areas(("crows_feet_periocular", "brow"))   "crow's feet, brow"
    value("history", "als")                    "a motor neurone disease"
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from triage.areas import AREAS
from triage.vocabulary import vocabulary

FILE = Path(__file__).resolve().parent.parent / "data" / "knowledge" / "names.yml"
KINDS = ("areas", "parts", "history", "providers")
_KIND = {"area": "areas", "areas": "areas", "parts": "parts", "history": "history", "provider": "providers"}
_SIGNS = frozenset({"contradicted", "checked", "signs"})


class NamesError(ValueError):
    """The file does not hold what it must; the message names file, key and what was expected."""


@lru_cache(maxsize=1)
def names() -> Mapping[str, Mapping[str, str]]:
    return load(FILE)


def load(file: Path) -> Mapping[str, Mapping[str, str]]:
    """The names of a file by kind and code; `NamesError` if a kind is missing, a name no text, or an area has no name."""
    data: dict[str, Any] = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    for kind in KINDS:
        if not isinstance(data.get(kind), dict):
            raise NamesError(f"{file}: {kind}: expected a mapping of codes to names")
        for code, name in data[kind].items():
            if not isinstance(name, str) or not name:
                raise NamesError(f"{file}: {kind}.{code}: expected a name, not {name!r}")
    unnamed = sorted(set(AREAS) - set(data["areas"]))
    if unnamed:
        raise NamesError(f"{file}: areas: expected a name for each of {unnamed}")
    return {kind: dict(data[kind]) for kind in KINDS}


def area(code: str) -> str:
    """The area as a patient says it."""
    return _named("areas", code)


def areas(codes: Iterable[str]) -> str:
    """Areas in one line, in the order given."""
    return ", ".join(dict.fromkeys(area(code) for code in codes))


def provider(code: str) -> str:
    """Who injected, in a clinician's summary."""
    return _named("providers", code)


def value(fact: str, code: str) -> str:
    """A coded value of a fact or an entity of that name."""
    if fact in _SIGNS:
        return vocabulary().title(code)
    return _named(_KIND[fact], code) if fact in _KIND else code.replace("_", " ")


def _named(kind: str, code: str) -> str:
    return names()[kind].get(code) or code.replace("_", " ")
