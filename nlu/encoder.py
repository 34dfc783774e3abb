"""The served encoder: ONNX Runtime on one thread, and its word-piece tokenizer."""

from __future__ import annotations

from pathlib import Path

import onnxruntime
from tokenizers import Tokenizer

MOST_TOKENS = 512


def tokenizer(folder: Path) -> Tokenizer:
    """The word-piece tokenizer of a model's folder, cut at 512 tokens, without padding."""
    made = Tokenizer.from_file(str(folder / "tokenizer.json"))
    made.no_padding()
    made.enable_truncation(MOST_TOKENS)
    return made


def session(model: Path) -> onnxruntime.InferenceSession:
    """A session for the model; FileNotFoundError, with what makes it, when it is missing."""
    if not model.is_file():
        raise FileNotFoundError(f"{model} is missing: run `make train`")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
