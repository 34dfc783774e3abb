"""What the four entity components share: text with exact offsets, word lists from disk, spans with values.

`flat` makes a lower-case copy in which every character keeps its place, so a match of a regular expression is at once
an exact offset into the message, whatever the tokenizer does. `add` writes what was found to `doc.spans["entities"]`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
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


def _key(span: Span, name: str) -> Any:
    return (name, span.label_, span.id_, span.start, span.end)


def keep_apart(name: str, default: Any = None) -> None:
    """Register `span._.<name>` by label, id and words. spaCy 3 keys it by offsets alone: two spans over the same words would
    share one value."""
    Span.set_extension(
        name,
        getter=lambda span: span.doc.user_data.get(_key(span, name), default),
        setter=lambda span, value: span.doc.user_data.__setitem__(_key(span, name), value),
        force=True,
    )


for _name in ("value", "chars", "role"):
    keep_apart(_name)


def add(doc: Doc, found: Iterable[Found]) -> Doc:
    """Append what was found to doc.spans["entities"] (made if missing), with `_.value`, `_.chars` and `_.role`."""
    if GROUP not in doc.spans:
        doc.spans[GROUP] = SpanGroup(doc, name=GROUP, spans=[])
    group = doc.spans[GROUP]
    for item in dict.fromkeys(found):
        span = doc.char_span(item.start, item.end, label=item.label, span_id=str(item.value), alignment_mode="expand")
        if span is not None and len(span):
            group.append(span)
            span._.value, span._.chars, span._.role = item.value, (item.start, item.end), item.role
    return doc


class Entities:
    """A component that adds what `find` sees in a message's text to doc.spans["entities"]."""

    def __init__(self, find: Callable[[str], Iterable[Found]]) -> None:
        self._find = find

    def __call__(self, doc: Doc) -> Doc:
        return add(doc, self._find(doc.text))
