"""A second reader of a message: its words and letters by TF-IDF, one logistic regression a concern or speech act.

It knows no order and no grammar, and for that very reason errs elsewhere than the encoder (`nlu.concerns`): the two together are
better than either (docs/nlu.md). It is learned anew at every training, in less than half a minute.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray
from scipy.sparse import hstack
from scipy.special import expit
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from nlu.examples import Example
from nlu.intents import INTENTS

INVERSE = 30.0  # strength of regularisation: the best of a few on a part of the training messages (bench.ways)
NEVER = -30.0  # logit of a label that no message has
NUMBERS, NAMES = "words.npz", "words.json"
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def vectorizers(vocabularies: Sequence[Sequence[str] | None] = (None, None)) -> list[TfidfVectorizer]:
    """Words and pairs of them; two to four letters inside a word, which survive typing errors."""
    words, letters = vocabularies
    return [
        TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True, token_pattern=r"[^\W_]+", vocabulary=words),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), min_df=3, sublinear_tf=True, vocabulary=letters),
    ]


def logistic(features: Any, wanted: Bools, inverse: float = INVERSE) -> tuple[Floats, Floats]:
    """One logistic regression a label, against the rest: weights (features, labels) and biases (labels,)."""

    def one(column: int) -> tuple[Floats, float]:
        if not wanted[:, column].any():
            return np.zeros(features.shape[1]), NEVER
        solver = "lbfgs" if isinstance(features, np.ndarray) else "liblinear"
        model = LogisticRegression(C=inverse, solver=solver, max_iter=1000, tol=1e-3).fit(features, wanted[:, column])
        return model.coef_[0], float(model.intercept_[0])

    with threadpool_limits(1):  # a core a label: sums of several threads in each would only wait for each other
        fitted = Parallel(n_jobs=-1, prefer="threads")(delayed(one)(column) for column in range(wanted.shape[1]))
    return np.stack([weights for weights, _ in fitted], axis=1), np.array([bias for _, bias in fitted])


class WordModel:
    """Serves what was learned: `weights` (features, labels), `biases` (labels,)."""

    def __init__(self, labels: Sequence[str], words: Sequence[TfidfVectorizer], weights: NDArray[Any], biases: NDArray[Any]) -> None:
        self.labels, self._words = tuple(labels), words
        self._seen = [(one.build_analyzer(), one.vocabulary_, one.idf_) for one in words]
        self._weights, self._biases = weights.astype(np.float32), biases.astype(np.float32)

    @classmethod
    def fit(cls, examples: Sequence[Example], labels: Sequence[str] = tuple(INTENTS)) -> WordModel:
        """Learn from messages."""
        words = vectorizers()
        features = hstack([one.fit_transform([example.text for example in examples]) for one in words], format="csr")
        wanted = np.array([[label in example.labels for label in labels] for example in examples])
        return cls(labels, words, *logistic(features, wanted))

    @classmethod
    def load(cls, folder: Path) -> WordModel:
        """What `save` wrote. Raises FileNotFoundError."""
        names = json.loads((folder / NAMES).read_text(encoding="utf-8"))
        words = vectorizers(names["vocabularies"])
        with np.load(folder / NUMBERS) as numbers:
            for number, one in enumerate(words):
                one.idf_ = numbers[f"idf{number}"]
            return cls(names["labels"], words, numbers["weights"], numbers["biases"])

    def save(self, folder: Path) -> None:
        """Write words.npz and words.json, the weights in half precision."""
        vocabularies = [one.get_feature_names_out().tolist() for one in self._words]
        (folder / NAMES).write_text(json.dumps({"labels": self.labels, "vocabularies": vocabularies}), encoding="utf-8")
        numbers = {f"idf{number}": idf for number, (_, _, idf) in enumerate(self._seen)}
        np.savez_compressed(folder / NUMBERS, weights=self._weights.astype(np.float16), biases=self._biases, **numbers)

    def probabilities(self, text: str) -> Mapping[str, float]:
        """A probability a label, 0 to 1."""
        rows, values, first = [], [], 0
        for analyse, vocabulary, idf in self._seen:
            counts = Counter(row for term in analyse(text) if (row := vocabulary.get(term)) is not None)
            row, count = np.array([*counts], np.int64), np.array([*counts.values()], np.float32)
            value = (1 + np.log(count)) * idf[row]  # as `transform` has it, which takes ten times as long for one text
            rows.append(first + row)
            values.append(value / max(float(np.linalg.norm(value)), 1e-9))
            first += len(idf)
        logits = np.concatenate(values) @ self._weights[np.concatenate(rows)] + self._biases
        return dict(zip(self.labels, expit(logits).tolist(), strict=True))
