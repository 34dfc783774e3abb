"""Which concerns, speech acts and signs a message holds: a fine-tuned sentence encoder with one attention head a label.

The encoder is a single ONNX graph (int8) from token ids to one logit and one attention over the tokens a label (`nlu.concerns_graph`;
`nlu.concerns_train` for how it is made); `nlu.words` reads the same message a second time. docs/nlu.md has the ways they were compared
with. What is decided from the probabilities and the findings stands in `decide`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from nlu.concerns_model import OUTPUTS
from nlu.encoder import session, tokenizer
from nlu.intents import INTENTS
from nlu.learned import PREFIX
from nlu.redflags import red_flags
from nlu.windows import windows
from nlu.words import WordModel

THRESHOLD = 0.4  # one value for all labels generalised better than one a label
SECOND = 0.3  # weight of the second reader's logit beside the encoder's
SUREST = 1e-5  # neither is taken to be surer than this
RED_FLAGS = tuple(label for label in INTENTS if label.startswith("red_flag_"))
PLEASANTRIES = ("greeting", "thanks", "goodbye")
ALONE = ("out_of_scope", *PLEASANTRIES)  # these hold only where nothing else is said or asked
BARE_WORDS = 7  # at most, in an answer that asks nothing ("two weeks", "the left lid")
SURE_OF_PART = 0.9  # a sign in one part of a long message
MUMBLE = 0.12  # below this every label is unlikely: a bare answer


class Heard:
    """What the model made of one message: a probability a label, where in the text it looked for it, and what there is meant.

    The parts of a long message are also heard by themselves, from the same states of the encoder: a sign named in one clause of two
    hundred words is lost in the whole. Of the parts only signs count, and only where they are sure.

    A second reader (`nlu.words`) has its say in the concerns and speech acts.

    `places`: characters of each word-piece; `scores`, `values`, `means`: (tokens, labels); `meant`: (tokens,), logits.
    """

    def __init__(
        self,
        labels: Sequence[str],
        places: Sequence[tuple[int, int]] = (),
        tokens: Sequence[NDArray[np.float32]] = (),
        parts: Sequence[tuple[int, int]] = (),
        second: Mapping[str, float] = MappingProxyType({}),
    ) -> None:
        self._column = {label: number for number, label in enumerate(labels)}
        self._places, self._tokens = places, tokens
        self._part: dict[str, slice] = {}
        self.probabilities: dict[str, float] = dict.fromkeys(labels, 0.0)
        if not places:
            return
        whole = self._hear(slice(0, len(places)))
        self.probabilities = dict(zip(labels, whole.tolist(), strict=True))
        for part in _slices(places, parts):
            heard = self._hear(part)
            for number in np.flatnonzero((heard >= SURE_OF_PART) & (heard > whole)).tolist():
                label = labels[number]
                if label.startswith(PREFIX) and heard[number] > self.probabilities[label]:
                    self.probabilities[label], self._part[label] = float(heard[number]), part
        for label, p in second.items():
            self.probabilities[label] = _between(self.probabilities[label], p)

    def _hear(self, part: slice) -> NDArray[np.float32]:
        """Probabilities (labels,) of a run of tokens."""
        scores, values, means = (array[part] for array in self._tokens[:3])
        weights = np.exp(scores - scores.max(axis=0))
        return _sigmoid((weights * values).sum(axis=0) / weights.sum(axis=0) + means.mean(axis=0))

    def probability(self, label: str) -> float:
        """0 to 1; 0 for a label the model does not know."""
        return self.probabilities.get(label, 0.0)

    def focus(self, label: str) -> tuple[int, int]:
        """The characters of the word-piece that spoke most for a label; (0, 0) of an empty message."""
        if not self._places:
            return (0, 0)
        part = self._part.get(label, slice(0, len(self._places)))
        start, end = self._places[part.start + int(self._tokens[0][part, self._column[label]].argmax())]
        return start, end

    def meant(self, start: int, end: int) -> float:
        """0 to 1: whether what these characters say is present and meant; 0.5 where the model saw nothing."""
        tokens = _inside(self._places, start, end)
        return float(_sigmoid(self._tokens[3][tokens]).mean()) if tokens else 0.5


class ConcernModel:
    """Serves a trained model: probabilities by label, and the labels that hold."""

    def __init__(self, folder: Path) -> None:
        self.labels: list[str] = json.loads((folder / "labels.json").read_text())
        self.tokenizer = tokenizer(folder)
        self.session = session(folder / "concerns.onnx")
        self.words = WordModel.load(folder)

    def hear(self, doc: Doc) -> Heard:
        """Probability of every label, 0 to 1, and their places; `doc` has gone through the pipeline."""
        if not doc.text.strip():
            return Heard(self.labels)
        encoded = self.tokenizer.encode(doc.text)
        tokens = self.session.run(OUTPUTS, {"input_ids": np.asarray([encoded.ids], dtype=np.int32)})
        second = self.words.probabilities(doc.text)
        return Heard(self.labels, encoded.offsets, [array[0] for array in tokens], windows(doc), second)

    def decide(self, doc: Doc, probabilities: Mapping[str, float]) -> list[str]:
        """The labels that hold, most probable first; red flags also from the findings, whose status is known."""
        flags = red_flags(doc, probabilities)
        said = {label: p for label, p in probabilities.items() if not label.startswith(PREFIX)}
        likely = [label for label, p in said.items() if p >= THRESHOLD and label not in RED_FLAGS]
        held = _consistent([*flags, *likely])
        bare = doc.spans.get("entities") and len(doc) <= BARE_WORDS
        if not held and not doc.spans.get("findings") and not bare:
            best = max(said, key=lambda label: said[label], default="")
            held = [best] if said.get(best, 0.0) >= MUMBLE and best not in (*RED_FLAGS, *PLEASANTRIES) else []
        return sorted(held, key=lambda label: -probabilities.get(label, 1.0))


def _inside(places: Sequence[tuple[int, int]], start: int, end: int) -> list[int]:
    """The tokens that share a character with start to end."""
    return [number for number, (a, b) in enumerate(places) if a < end and start < b]


def _slices(places: Sequence[tuple[int, int]], parts: Sequence[tuple[int, int]]) -> Iterable[slice]:
    """The runs of tokens that parts (characters start, end) hold; none for a part beyond the last token."""
    for start, end in parts:
        if inside := _inside(places, start, end):
            yield slice(inside[0], inside[-1] + 1)


def _between(first: float, second: float) -> float:
    """What two readers think together: the weighted mean of their logits, as a probability."""
    a, b = (math.log(p / (1 - p)) for p in (min(max(p, SUREST), 1 - SUREST) for p in (first, second)))
    return 1 / (1 + math.exp(-((1 - SECOND) * a + SECOND * b)))


def _sigmoid(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(1 / (1 + np.exp(-logits)), dtype=np.float32)


def _consistent(labels: Iterable[str]) -> list[str]:
    """Without the labels that hold only alone where there are others."""
    held = list(dict.fromkeys(labels))
    content = [label for label in held if label not in ALONE and not label.startswith("act_")]
    if content:
        return [label for label in held if label not in ALONE or (label == "thanks" and len(content) == 1)]
    return held
