"""Fine-tune the sentence encoder on the training messages and write one ONNX graph from token ids to label logits.

TensorFlow on the CPU: the lower layers stay as they are, the upper ones and the heads learn. Each label has its own attention
over the token states, which lets a clause of a long message speak for itself. Progress is written to stderr.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlu import weights

EPOCHS = 5
BATCH = 32
FROZEN_LAYERS = 2  # of six
ENCODER_RATE = 2.5e-4
HEAD_RATE = 2e-3
MOST_TOKENS = 128  # while training
SCALE = 8.0  # length the token states are brought to
SEED = 7


def train(
    examples: Sequence[tuple[str, Iterable[str]]],
    labels: Sequence[str],
    folder: Path,
    *,
    epochs: int = EPOCHS,
) -> None:
    """Write concerns.onnx, tokenizer.json and labels.json into `folder`."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    import tensorflow as tf
    from transformers import TFBertModel, logging

    logging.set_verbosity_error()
    source = weights.folder()
    tf.keras.utils.set_random_seed(SEED)
    model = _Model(TFBertModel.from_pretrained(str(source), use_safetensors=True), len(labels))
    texts = [text for text, _ in examples]
    targets = np.array([[float(label in set(held)) for label in labels] for _, held in examples], dtype=np.float32)
    _fit(model, _token_ids(source, texts), targets, epochs)
    folder.mkdir(parents=True, exist_ok=True)
    _export(model, folder / "concerns.onnx")
    shutil.copy(source / "tokenizer.json", folder / "tokenizer.json")
    (folder / "labels.json").write_text(json.dumps(list(labels)))


class _Model:
    """BERT with one attention head a label plus the mean of the token states."""

    def __init__(self, bert: Any, labels: int) -> None:
        import tensorflow as tf

        width = bert.config.hidden_size
        self.bert = bert
        self.query = tf.Variable(tf.random.normal((width, labels), stddev=0.05), name="query")
        self.own = tf.Variable(tf.random.normal((labels, width), stddev=0.02), name="own")
        self.mean = tf.Variable(tf.zeros((width, labels)), name="mean")
        self.bias = tf.Variable(tf.fill((labels,), -2.5), name="bias")

    @property
    def heads(self) -> list[Any]:
        return [self.query, self.own, self.mean, self.bias]

    @property
    def upper(self) -> list[Any]:
        layers = self.bert.bert.encoder.layer[FROZEN_LAYERS:]
        return [variable for layer in layers for variable in layer.trainable_variables]

    def logits(self, ids: Any, mask: Any, *, training: bool) -> Any:
        """(batch, labels) from token ids and mask, int32 (batch, tokens)."""
        import tensorflow as tf

        states = self.bert(ids, attention_mask=mask, training=training).last_hidden_state
        states = SCALE * states / (tf.norm(states, axis=-1, keepdims=True) + 1e-6)
        if training:
            states = tf.nn.dropout(states, 0.2)
        real = tf.cast(mask, tf.float32)
        attention = tf.nn.softmax(tf.einsum("btd,dk->btk", states, self.query) - 1e4 * (1 - real[:, :, None]), axis=1)
        pooled = tf.einsum("btk,btd->bkd", attention, states)
        mean = tf.einsum("btd,bt->bd", states, real / tf.reduce_sum(real, 1, keepdims=True))
        return tf.reduce_sum(pooled * self.own[None], axis=-1) + tf.matmul(mean, self.mean) + self.bias


def _token_ids(source: Path, texts: Sequence[str]) -> list[list[int]]:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(source / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MOST_TOKENS)
    return [encoding.ids for encoding in tokenizer.encode_batch(list(texts))]


def _pad(ids: Sequence[Sequence[int]]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Padded ids and mask, int32 (batch, tokens rounded up to eight)."""
    length = -(-max(map(len, ids)) // 8) * 8
    padded = np.zeros((len(ids), length), np.int32)
    mask = np.zeros_like(padded)
    for row, tokens in enumerate(ids):
        padded[row, : len(tokens)] = tokens
        mask[row, : len(tokens)] = 1
    return padded, mask


def _fit(model: _Model, ids: Sequence[Sequence[int]], targets: NDArray[np.float32], epochs: int) -> None:
    import tensorflow as tf

    upper, heads = model.upper, model.heads
    slow, fast = tf.keras.optimizers.Adam(ENCODER_RATE), tf.keras.optimizers.Adam(HEAD_RATE)

    @tf.function(reduce_retracing=True, autograph=False)
    def step(x: Any, mask: Any, y: Any) -> Any:
        with tf.GradientTape() as tape:
            losses = tf.nn.sigmoid_cross_entropy_with_logits(y, model.logits(x, mask, training=True))
            loss = tf.reduce_mean(tf.reduce_sum(losses, 1))
        gradients, _ = tf.clip_by_global_norm(tape.gradient(loss, upper + heads), 5.0)
        slow.apply_gradients(zip(gradients[: len(upper)], upper, strict=True))
        fast.apply_gradients(zip(gradients[len(upper) :], heads, strict=True))
        return loss

    random = np.random.default_rng(SEED)
    batches = -(-len(ids) // BATCH)
    done, start = 0, time.monotonic()
    for epoch in range(epochs):
        # batches of like length, in another order each time
        order = np.argsort([len(tokens) + random.uniform(0, 6) for tokens in ids])
        for number in random.permutation(batches):
            rows = order[number * BATCH : (number + 1) * BATCH]
            left = (1 - done / (epochs * batches)) * min(1.0, (done + 1) / 30)
            slow.learning_rate.assign(ENCODER_RATE * left)
            fast.learning_rate.assign(HEAD_RATE * left + 1e-5)
            x, mask = _pad([ids[row] for row in rows])
            step(tf.constant(x), tf.constant(mask), tf.constant(targets[rows]))
            done += 1
            if done % 20 == 0 or done == epochs * batches:
                share = done / (epochs * batches)
                print(f"concerns {share:.0%} epoch {epoch + 1}/{epochs} {time.monotonic() - start:.0f}s", file=sys.stderr)


def _export(model: _Model, out: Path) -> None:
    import tensorflow as tf
    import tf2onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    signature = (
        tf.TensorSpec([None, None], tf.int32, name="input_ids"),
        tf.TensorSpec([None, None], tf.int32, name="attention_mask"),
    )

    @tf.function(input_signature=signature, autograph=False)
    def logits(input_ids: Any, attention_mask: Any) -> dict[str, Any]:
        return {"logits": model.logits(input_ids, attention_mask, training=False)}

    exact = out.with_suffix(".fp32.onnx")
    tf2onnx.convert.from_function(logits, input_signature=signature, opset=17, output_path=str(exact))
    quantize_dynamic(str(exact), str(out), weight_type=QuantType.QInt8, per_channel=True)
    exact.unlink()
