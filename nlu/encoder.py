"""Sentence vectors as a spaCy component: all-MiniLM-L6-v2 run by ONNX Runtime on one thread.

The vectors are made when first asked for: `doc.vector` (mean of the token states, unit length, width 384) reaches everything
that reads spaCy vectors, Rasa's SpacyFeaturizer among them; `doc._.states` gives the token states themselves.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from spacy.language import Language
from spacy.tokens import Doc
from tokenizers import Tokenizer

WIDTH = 384
MOST_TOKENS = 512


class Encoder:
    """Texts to token states; `folder` holds encoder.onnx and tokenizer.json (see `nlu.encoder_build`)."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        model = folder / "encoder.onnx"
        if not model.is_file():
            raise FileNotFoundError(f"{model} is missing: run `make train`, which builds the encoder")
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(MOST_TOKENS)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])

    def states(self, text: str) -> np.ndarray:
        """Token states, float32 (tokens, 384), with those of [CLS] and [SEP]."""
        ids = np.asarray([self.tokenizer.encode(text).ids], dtype=np.int32)
        return np.asarray(self.session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})[0][0])


def pooled(states: np.ndarray) -> np.ndarray:
    """Mean of the token states at unit length, float32 (384,)."""
    mean = states.mean(axis=0)
    return np.asarray(mean / (np.linalg.norm(mean) + 1e-9), dtype=np.float32)


@lru_cache(maxsize=4)
def encoder(folder: str) -> Encoder:
    """The encoder of that folder, loaded once a process."""
    return Encoder(Path(folder))


@Language.factory("sentence_encoder", default_config={"folder": "build/encoder"})
class SentenceEncoder:
    """Gives every doc its vectors, lazily."""

    def __init__(self, nlp: Language, name: str, *, folder: str) -> None:
        self.folder = folder
        for extension, getter in (("states", self.states),):
            if not Doc.has_extension(extension):
                Doc.set_extension(extension, getter=getter)
        nlp.vocab.reset_vectors(width=WIDTH)

    def states(self, doc: Doc) -> np.ndarray:
        """Token states of the doc's text, computed once a doc."""
        cached = doc.user_data.get("states")
        if cached is None:
            cached = doc.user_data["states"] = encoder(self.folder).states(doc.text)
        return np.asarray(cached)

    def vector(self, doc: Doc) -> np.ndarray:
        return pooled(self.states(doc))

    def __call__(self, doc: Doc) -> Doc:
        doc.user_hooks["vector"] = self.vector
        doc.user_hooks["has_vector"] = lambda _doc: True
        doc.user_hooks["vector_norm"] = lambda _doc: 1.0
        return doc

    def to_disk(self, *_: Any, **__: Any) -> None:
        """The weights stay where they are; the config names the folder."""

    def from_disk(self, *_: Any, **__: Any) -> SentenceEncoder:
        return self
