"""Messages divided into folds in which near-duplicates stay together.

The training messages hold contrast sets: one message and others that differ from it by a few words. Were one of them learned from
and another tested on, a way that knows texts by heart would look good. Two messages whose words overlap by `ALIKE` (words of both ÷
words of either) are of one group, and so is whatever hangs together over such pairs; a group's fold comes from a hash of its text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from sklearn.feature_extraction.text import CountVectorizer

ALIKE = 0.4  # at 0.3 a sixth of our messages hang together in one group, at 0.5 half of the pairs are lost
BLOCK = 500  # messages compared with all others at a time
Ints = NDArray[np.int64]


def groups(texts: Sequence[str]) -> Ints:
    """A number for each text, the same for those of one group. (texts,)"""
    if not texts:
        return np.zeros(0, dtype=np.int64)
    words = CountVectorizer(binary=True, token_pattern=r"[^\W_]+", dtype=np.int32).fit_transform([f"{text} x" for text in texts])
    pairs = [_alike(words, start) for start in range(0, len(texts), BLOCK)]
    one, other = (np.concatenate(side) for side in zip(*pairs, strict=True))
    graph = coo_matrix((np.ones(len(one)), (one, other)), shape=(len(texts),) * 2)
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.int64)


def _alike(words: Any, start: int) -> tuple[Ints, Ints]:
    """The pairs of texts alike whose first is of the block that begins at `start`."""
    sizes = np.diff(words.indptr) - 1  # without the x that every text was given, so that none is without a word
    shared = (words[start : start + BLOCK] @ words.T).tocoo()
    one, other, both = shared.row + start, shared.col, shared.data - 1
    alike = (one < other) & (both > 0) & (both >= ALIKE * (sizes[one] + sizes[other] - both))
    return one[alike].astype(np.int64), other[alike].astype(np.int64)


def folds(texts: Sequence[str], number: int, seed: int) -> Ints:
    """The fold, 0 to number - 1, of each text, whatever order they come in. (texts,)"""
    of = groups(texts).tolist()
    first: dict[int, str] = {}
    for group, text in zip(of, texts, strict=True):
        first[group] = min(text, first.get(group, text))
    fold = {group: hashed(text, seed) % number for group, text in first.items()}
    return np.array([fold[group] for group in of], dtype=np.int64)


def hashed(text: str, seed: int) -> int:
    """A number that looks like chance but is the same for a text and a seed everywhere."""
    return int.from_bytes(hashlib.sha256(f"{seed}:{text}".encode()).digest()[:8], "big")
