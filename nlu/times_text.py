"""What the four entity components share: text with exact offsets, word lists from disk, spans with values.

`flat` makes a lower-case copy in which every character keeps its place, so a match of a regular expression is at once
an exact offset into the message, whatever the tokenizer does. `add` writes what was found to `doc.spans["entities"]`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from spacy.tokens import Doc, Span, SpanGroup

GROUP = "entities"
LANGUAGE_DIR = Path(__file__).resolve().parent.parent / "data" / "language"
_PLAIN = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "`": "'",
        "´": "'",
        "ʼ": "'",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "–": "-",
        "—": "-",
        "‑": "-",
        "−": "-",
    }
)


class LanguageFileError(ValueError):
    """A file of data/language is not as it should be; the message names file, key and what was expected."""


@dataclass(frozen=True)
class Found:
    """One entity: its label, value and exact character offsets; `role` only for areas."""

    label: str
    value: float | int | str
    start: int
    end: int
    role: str | None = None


def flat(text: str) -> str:
    """The text in lower case with plain apostrophes, hyphens and spaces; same length, character by character."""
    low = text.lower()
    if len(low) != len(text):  # a few letters, such as the Turkish İ, have a longer lower case
        low = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    return low.translate(_PLAIN)


def whole(days: float) -> float | int:
    """The number as an int where it is whole, else rounded to three digits."""
    return int(days) if float(days).is_integer() else round(days, 3)


def load(path: Path, sections: Mapping[str, type]) -> dict[str, Any]:
    """A language file as a dict; raises LanguageFileError unless every section is there and of its type, not empty."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise LanguageFileError(f"{path}: cannot be read as YAML: {error}") from error
    if not isinstance(data, dict):
        raise LanguageFileError(f"{path}: expected a mapping at the top, got {type(data).__name__}")
    for key, kind in sections.items():
        if not isinstance(data.get(key), kind) or not data[key]:
            raise LanguageFileError(f"{path}: {key}: expected a {kind.__name__} that is not empty")
    return data


def words(path: Path, key: str, value: object) -> tuple[str, ...]:
    """A list of strings from a language file; raises LanguageFileError naming file and key."""
    if not isinstance(value, list) or not value or not all(isinstance(item, str) and item for item in value):
        raise LanguageFileError(f"{path}: {key}: expected a list of words or phrases, got {value!r}")
    return tuple(value)


def _key(span: Span) -> tuple[str, str, str, int, int]:
    return ("entity", span.label_, span.id_, span.start, span.end)


def _reader(name: str) -> Any:
    return lambda span: span.doc.user_data.get(_key(span), {}).get(name)


def _writer(name: str) -> Any:
    return lambda span, value: span.doc.user_data.setdefault(_key(span), {}).__setitem__(name, value)


# spaCy 3 keys `span._` by offsets alone: two entities over the same words would share one value. These keep them apart.
for _name in ("value", "chars", "role"):
    Span.set_extension(_name, getter=_reader(_name), setter=_writer(_name), force=True)


def add(doc: Doc, found: Iterable[Found]) -> Doc:
    """Append what was found to doc.spans["entities"] (made if missing), with `_.value`, `_.chars` and `_.role`."""
    if GROUP not in doc.spans:
        doc.spans[GROUP] = SpanGroup(doc, name=GROUP, spans=[])
    group = doc.spans[GROUP]
    data: dict[Any, Any] = doc.user_data
    for item in dict.fromkeys(found):
        span = doc.char_span(item.start, item.end, label=item.label, span_id=str(item.value), alignment_mode="expand")
        if span is not None and len(span):
            group.append(span)
            data[_key(span)] = {"value": item.value, "chars": (item.start, item.end), "role": item.role}
    return doc
