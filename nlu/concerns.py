"""Which concerns, speech acts and signs a message holds: a fine-tuned sentence encoder with one attention head a label.

The model is a single ONNX graph (int8) from token ids to one logit and one attention over the tokens a label; see
`nlu.concerns_train` for how it is made and docs/nlu.md for the ways it was compared with. What is decided from its probabilities
and the findings stands in `decide`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from nlu.encoder import session, tokenizer
from nlu.intents import INTENTS
from nlu.learned import PREFIX
from nlu.redflags import red_flags

THRESHOLD = 0.4  # chosen under cross-validation; one value for all labels generalised better than one a label
RED_FLAGS = tuple(label for label in INTENTS if label.startswith("red_flag_"))
ALONE = ("out_of_scope", "greeting", "thanks", "goodbye")  # these hold only where nothing else is said or asked
BARE_WORDS = 7  # at most, in an answer that asks nothing ("two weeks", "the left lid")
MUMBLE = 0.12  # below this every label is unlikely: a bare answer


class Heard:
    """What the model made of one message: a probability a label, where in the text it looked for it, and what there is meant."""

    def __init__(
        self,
        probabilities: Mapping[str, float],
        places: Sequence[tuple[int, int]] = (),
        attention: NDArray[np.float32] | None = None,  # (tokens, labels)
        meant: NDArray[np.float32] | None = None,  # (tokens,)
    ) -> None:
        self.probabilities, self._places, self._attention, self._meant = probabilities, places, attention, meant
        self._column = {label: number for number, label in enumerate(probabilities)}

    def probability(self, label: str) -> float:
        """0 to 1; 0 for a label the model does not know."""
        return self.probabilities.get(label, 0.0)

    def focus(self, label: str) -> tuple[int, int]:
        """The characters of the word-piece that spoke most for a label; (0, 0) of an empty message."""
        if self._attention is None or not self._places:
            return (0, 0)
        return self._places[int(self._attention[:, self._column[label]].argmax())]

    def meant(self, start: int, end: int) -> float:
        """0 to 1: whether what these characters say is present and meant; 0.5 where the model saw nothing."""
        tokens = [number for number, (a, b) in enumerate(self._places) if a < end and start < b]
        return float(self._meant[tokens].mean()) if tokens and self._meant is not None else 0.5


class ConcernModel:
    """Serves a trained model: probabilities by label, and the labels that hold."""

    def __init__(self, folder: Path) -> None:
        self.labels: list[str] = json.loads((folder / "labels.json").read_text())
        self.tokenizer = tokenizer(folder)
        self.session = session(folder / "concerns.onnx")

    def hear(self, doc: Doc) -> Heard:
        """Probability of every label, 0 to 1, and their places."""
        if not doc.text.strip():
            return Heard(dict.fromkeys(self.labels, 0.0))
        encoded = self.tokenizer.encode(doc.text)
        ids = np.asarray([encoded.ids], dtype=np.int32)
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        logits, attention, meant = self.session.run(["logits", "attention", "meant"], feed)
        probabilities = dict(zip(self.labels, _sigmoid(logits[0]).tolist(), strict=True))
        return Heard(probabilities, encoded.offsets, attention[0], _sigmoid(meant[0]))

    def decide(self, doc: Doc, probabilities: Mapping[str, float]) -> list[str]:
        """The labels that hold, most probable first; red flags also from the findings, whose status is known."""
        flags = red_flags(doc, probabilities)
        said = {label: p for label, p in probabilities.items() if not label.startswith(PREFIX)}
        likely = [label for label, p in said.items() if p >= THRESHOLD and label not in RED_FLAGS]
        held = _consistent([*flags, *likely])
        bare = doc.spans.get("entities") and len(doc) <= BARE_WORDS
        if not held and not doc.spans.get("findings") and not bare:
            best = max(said, key=lambda label: said[label], default="")
            held = [best] if said.get(best, 0.0) >= MUMBLE and best not in RED_FLAGS else []
        return sorted(held, key=lambda label: -probabilities.get(label, 1.0))


def _sigmoid(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(1 / (1 + np.exp(-logits)), dtype=np.float32)


def _consistent(labels: Iterable[str]) -> list[str]:
    """Without the labels that hold only alone where there are others."""
    held = list(dict.fromkeys(labels))
    content = [label for label in held if label not in ALONE and not label.startswith("act_")]
    if content:
        return [label for label in held if label not in ALONE or (label == "thanks" and len(content) == 1)]
    return held
