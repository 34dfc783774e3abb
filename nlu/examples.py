"""A training message of the concern model: its labels, and which mentions of signs in it are meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from spacy.tokens import Doc

from nlu.intents import CONCERN_OF, INTENTS
from nlu.learned import PREFIX, learned


@dataclass(frozen=True)
class Example:
    """`mentions` are (start, end, meant): characters where a pattern found a sign, and whether the labels hold that sign."""

    text: str
    labels: frozenset[str]
    mentions: tuple[tuple[int, int, bool], ...] = ()


def all_labels() -> tuple[str, ...]:
    """Every label of the model: concerns and speech acts, then signs."""
    return (*INTENTS, *learned().labels)


def with_mentions(example: Example, doc: Doc) -> Example:
    """The example with what the patterns found in the doc of its text."""
    return replace(example, mentions=tuple(mentions(doc, example.labels)))


def labels_of(text: str, intent: str | None, metadata: Mapping[str, Any] | None) -> frozenset[str]:
    """The labels of a training message: they stand in its metadata (`concerns`, `signs`), else follow from the intent."""
    given = (metadata or {}).get("example", metadata or {})
    concerns = given.get("concerns", [CONCERN_OF[intent]] if intent in CONCERN_OF else [])
    labels = {*concerns, *(PREFIX + sign for sign in given.get("signs", ()))}
    unknown = labels - set(all_labels())
    if unknown:
        raise ValueError(f"training example {text!r}: unknown labels {sorted(unknown)}")
    return frozenset(labels)


def mentions(doc: Doc, labels: frozenset[str]) -> Iterable[tuple[int, int, bool]]:
    """The patterns' finds of signs that the model learns. Of several of one sign in a message that holds it, some of them not
    affirmed by the rules, only the affirmed ones are meant."""
    group = doc.spans.get("findings", ())
    for label, codes in learned().codes.items():
        found = [span for span in group if span.label_ in codes]
        affirmed = [span for span in found if span._.status == "affirmed"]
        mixed = label in labels and 0 < len(affirmed) < len(found)
        for span in found:
            yield span.start_char, span.end_char, span in affirmed if mixed else label in labels
