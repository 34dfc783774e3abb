"""Ways to tell the concerns of a message that need no fine-tuning: what they see of it, and what learns from that.

Every way gives a probability a label; bench.ways chooses the threshold.
"""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from scipy.special import expit
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.neural_network import MLPClassifier
from threadpoolctl import threadpool_limits

from bench.messages import BadInput
from nlu import words

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Encode = Callable[[str], Floats]
Find = Callable[[str], frozenset[str]]
Learned = Callable[[Any], Floats]  # (messages, features) → probabilities (messages, labels)
SCALE = 8.0  # length the vectors are brought to for the network, as nlu.concerns_model does
HIDDEN, EPOCHS = 128, 25


@dataclass(frozen=True)
class Seen:
    """What the ways see of messages: texts, sentence vectors (messages, width), findings as "code status"."""

    texts: Sequence[str]
    vectors: Floats
    findings: Sequence[frozenset[str]]

    def __getitem__(self, rows: Bools) -> Seen:
        """The messages whose row is True."""
        held = np.flatnonzero(rows).tolist()
        return Seen([self.texts[n] for n in held], self.vectors[rows], [self.findings[n] for n in held])


@dataclass(frozen=True)
class Way:
    """A way by its name, what it sees (of words, vectors, findings) and what learns: `inverse` strength of regularisation of the
    logistic regression, None for the network with one hidden layer."""

    name: str
    sees: frozenset[str]
    inverse: float | None


# the strengths: the best of a few for micro-F1, then macro-F1, on a part of the training messages that the first fold learns from
WAYS = (
    Way("tfidf", frozenset(["words"]), 30.0),
    Way("vectors", frozenset(["vectors"]), 10.0),
    Way("vectors+findings", frozenset(["vectors", "findings"]), 10.0),
    Way("vectors-mlp", frozenset(["vectors"]), None),
    Way("vectors+tfidf", frozenset(["vectors", "words"]), 10.0),
)


class Fitted:
    """A way that has learned from messages `seen` with the labels `wanted` (messages, labels)."""

    def __init__(self, way: Way, seen: Seen, wanted: Bools, seed: int) -> None:
        self.way = way
        self._words = words.vectorizers()
        self._findings = CountVectorizer(analyzer=lambda found: ["", *found], dtype=np.float64)  # "": so that none is empty
        features = self._features(seen, "fit_transform")
        self._learned = network(features, wanted, seed) if way.inverse is None else logistic(features, wanted, way.inverse)

    def probabilities(self, seen: Seen) -> Floats:
        """(messages, labels)"""
        return self._learned(self._features(seen, "transform"))

    def _features(self, seen: Seen, do: str) -> Any:
        """(messages, features), sparse only where there are words."""
        parts: list[Any] = [seen.vectors] if "vectors" in self.way.sees else []
        if "findings" in self.way.sees:
            parts.append(getattr(self._findings, do)(seen.findings).toarray())
        if "words" not in self.way.sees:
            return np.hstack(parts)
        return hstack([*map(csr_matrix, parts), *(getattr(one, do)(seen.texts) for one in self._words)], format="csr")


def logistic(features: Any, wanted: Bools, inverse: float) -> Learned:
    """One logistic regression a label, against the rest."""
    weights, biases = words.logistic(features, wanted, inverse)
    return lambda seen: np.asarray(expit(seen @ weights + biases))


def network(features: Any, wanted: Bools, seed: int) -> Learned:
    """One hidden layer for all labels, so many epochs without stopping early."""
    model = MLPClassifier((HIDDEN,), max_iter=EPOCHS, batch_size=min(64, len(wanted)), alpha=1e-3, random_state=seed)
    with threadpool_limits(1), warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(SCALE * features, wanted.astype(int))
    return lambda seen: np.asarray(model.predict_proba(SCALE * seen))


def encoder() -> Encode:
    """The frozen all-MiniLM-L6-v2 as it comes from upstream: the mean of the token states, of length one. (width,)

    It runs as the served encoder does, as an ONNX graph on one thread, but in full precision. Raises BadInput.
    """
    from nlu import weights
    from nlu.concerns_graph import INPUT, write_encoder
    from nlu.concerns_model import ConcernNetwork
    from nlu.encoder import session, tokenizer

    try:
        folder = weights.folder()
    except weights.WeightsError as error:
        raise BadInput(str(error)) from None
    with tempfile.TemporaryDirectory() as made:
        graph = Path(made) / "frozen.onnx"
        name = write_encoder(ConcernNetwork(1, frozen=6), graph)
        states, cut = session(graph), tokenizer(folder)

    def encode(text: str) -> Floats:
        mean = states.run([name], {INPUT: np.asarray([cut.encode(text).ids], dtype=np.int32)})[0][0].mean(axis=0).astype(np.float64)
        return np.asarray(mean / np.linalg.norm(mean))

    return encode


def finder() -> Find:
    """The signs that the lexicon finds in a text, each with its status, as "code status"."""
    from nlu.pipeline import make

    nlp = make()
    return lambda text: frozenset(f"{span.label_} {span._.status}" for span in nlp(text).spans["findings"])
