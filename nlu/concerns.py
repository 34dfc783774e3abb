"""Which concerns and speech acts a message holds: a fine-tuned sentence encoder with one attention head a label.

The model is a single ONNX graph (int8) from token ids to one logit a label; see `nlu.concerns_train` for how it is made and
docs/nlu.md for the ways it was compared with. What is decided from its probabilities and the findings stands in `decide`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from spacy.tokens import Doc

from nlu.encoder import session, tokenizer
from nlu.intents import CONCERN_OF, INTENTS
from nlu.redflags import red_flags

LABELS = tuple(INTENTS)
THRESHOLD = 0.4  # chosen under cross-validation; one value for all labels generalised better than one a label
RED_FLAGS = tuple(label for label in LABELS if label.startswith("red_flag_"))
ALONE = ("out_of_scope", "greeting", "thanks", "goodbye")  # these hold only where nothing else is said or asked
BARE_WORDS = 7  # at most, in an answer that asks nothing ("two weeks", "the left lid")
MUMBLE = 0.12  # below this every label is unlikely: a bare answer


def labels_of(text: str, intent: str | None, metadata: Mapping[str, Any] | None) -> frozenset[str]:
    """The labels of one of Rasa's training messages: they stand in its metadata, else follow from the intent.

    Raises ValueError on a label that is not known.
    """
    given = (metadata or {}).get("example", metadata or {}).get("concerns")
    labels = given if given is not None else [CONCERN_OF[intent]] if intent in CONCERN_OF else []
    unknown = set(labels) - set(LABELS)
    if unknown:
        raise ValueError(f"training example {text!r}: unknown concerns {sorted(unknown)}")
    return frozenset(labels)


class ConcernModel:
    """Serves a trained model: probabilities by label, and the labels that hold."""

    def __init__(self, folder: Path) -> None:
        self.labels: list[str] = json.loads((folder / "labels.json").read_text())
        self.tokenizer = tokenizer(folder)
        self.session = session(folder / "concerns.onnx")

    def predict(self, doc: Doc) -> dict[str, float]:
        """Probability of every label, 0 to 1."""
        if not doc.text.strip():
            return dict.fromkeys(self.labels, 0.0)
        ids = np.asarray([self.tokenizer.encode(doc.text).ids], dtype=np.int32)
        logits = self.session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})[0][0]
        return dict(zip(self.labels, (1 / (1 + np.exp(-logits))).tolist(), strict=True))

    def decide(self, doc: Doc, probabilities: Mapping[str, float]) -> list[str]:
        """The labels that hold, most probable first; red flags also from the findings, whose status is known."""
        flags = red_flags(doc, probabilities)
        likely = [label for label, p in probabilities.items() if p >= THRESHOLD and label not in RED_FLAGS]
        held = _consistent([*flags, *likely])
        bare = doc.spans.get("entities") and len(doc) <= BARE_WORDS
        if not held and not doc.spans.get("findings") and not bare:
            best = max(probabilities, key=lambda label: probabilities[label], default="")
            held = [best] if probabilities.get(best, 0.0) >= MUMBLE and best not in RED_FLAGS else []
        return sorted(held, key=lambda label: -probabilities.get(label, 1.0))


def _consistent(labels: Iterable[str]) -> list[str]:
    """Without the labels that hold only alone where there are others."""
    held = list(dict.fromkeys(labels))
    content = [label for label in held if label not in ALONE and not label.startswith("act_")]
    if content:
        return [label for label in held if label not in ALONE or (label == "thanks" and len(content) == 1)]
    return held
