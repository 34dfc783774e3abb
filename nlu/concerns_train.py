"""Fine-tune the sentence encoder on the training messages (TensorFlow on the CPU). Progress goes to stderr.

The lower layers stay as they are, so their states are computed once. A share of the messages is seen with typing errors, and the
weights kept are an average over the last part of the training.
"""

from __future__ import annotations

import json
import random
import shutil
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlu import concerns_weights, weights
from nlu.concerns_model import ConcernNetwork
from nlu.typos import mistyped

SETTINGS: dict[str, Any] = {
    "epochs": 6,
    "batch": 32,
    "frozen_layers": 1,  # of six
    "encoder_rate": 2e-4,
    "head_rate": 2e-3,
    "most_tokens": 128,
    "mistyped": 0.25,  # share of the messages that an epoch sees with typing errors
    "averaged_from": 0.5,  # share of the training after which the weights are averaged …
    "kept": 0.9,  # … each time by this much of the old average …
    "every": 5,  # … every so many steps
    "seed": 7,
}
Floats = NDArray[np.float32]
Examples = Sequence[tuple[str, Iterable[str]]]


def train(examples: Examples, labels: Sequence[str], folder: Path) -> None:
    """Write concerns.onnx, tokenizer.json and labels.json into `folder`, from the kept weights if they fit these messages."""
    stamp = concerns_weights.fingerprint(examples, labels, SETTINGS)
    if concerns_weights.fresh(stamp):
        network = concerns_weights.load(len(labels))
    else:
        network, before = fit(examples, labels)
        concerns_weights.save(network, before, stamp)
        network = concerns_weights.load(len(labels))  # what is served is what is kept
    folder.mkdir(parents=True, exist_ok=True)
    network.export(folder / "concerns.onnx")
    shutil.copy(weights.folder() / "tokenizer.json", folder / "tokenizer.json")
    (folder / "labels.json").write_text(json.dumps(list(labels)))


def fit(examples: Examples, labels: Sequence[str], **changed: Any) -> tuple[ConcernNetwork, list[Any]]:
    """The trained network, and its layers' values from before. `changed` replaces settings."""
    import tensorflow as tf

    settings = SETTINGS | changed
    tf.keras.utils.set_random_seed(settings["seed"])
    network = ConcernNetwork(len(labels), frozen=settings["frozen_layers"])
    before = concerns_weights.upstream(network)
    chance = random.Random(settings["seed"])
    texts = [text for text, _ in examples]
    clean, noisy = (states(network, view, settings) for view in (texts, [mistyped(text, chance) for text in texts]))
    targets = np.array([[float(label in set(held)) for label in labels] for _, held in examples], dtype=np.float32)
    _learn(network, clean, noisy, targets, settings)
    return network, before


def states(network: ConcernNetwork, texts: Sequence[str], settings: dict[str, Any] = SETTINGS) -> list[NDArray[np.float16]]:
    """Each text's token states after the frozen layers, (tokens, width)."""
    import tensorflow as tf
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(weights.folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(settings["most_tokens"])
    ids = [np.asarray(encoding.ids, np.int32) for encoding in tokenizer.encode_batch(list(texts))]
    lower = tf.function(network.lower_states, reduce_retracing=True, autograph=False)
    found: dict[int, NDArray[np.float16]] = {}
    order = np.argsort([len(tokens) for tokens in ids])
    for rows in np.array_split(order, -(-len(ids) // 64)):
        padded, mask = pad([ids[row] for row in rows])
        for row, state in zip(rows, lower(tf.constant(padded), tf.constant(mask)).numpy(), strict=True):
            found[int(row)] = state[: len(ids[row])].astype(np.float16)
    return [found[row] for row in range(len(ids))]


def pad(rows: Sequence[NDArray[Any]]) -> tuple[NDArray[Any], NDArray[np.int32]]:
    """Rows of (tokens, …) as one array (batch, tokens rounded up to eight, …), with its mask."""
    length = -(-max(map(len, rows)) // 8) * 8
    dtype = np.float32 if rows[0].ndim > 1 else np.int32
    padded = np.zeros((len(rows), length, *rows[0].shape[1:]), dtype)
    mask = np.zeros((len(rows), length), np.int32)
    for number, row in enumerate(rows):
        padded[number, : len(row)] = row
        mask[number, : len(row)] = 1
    return padded, mask


def _learn(network: ConcernNetwork, clean: list[Any], noisy: list[Any], targets: Floats, settings: dict[str, Any]) -> None:
    import tensorflow as tf

    upper = network.upper
    learning = upper + network.heads
    slow = tf.keras.optimizers.Adam(settings["encoder_rate"])
    fast = tf.keras.optimizers.Adam(settings["head_rate"])

    @tf.function(reduce_retracing=True, autograph=False)
    def step(x: Any, mask: Any, y: Any) -> Any:
        with tf.GradientTape() as tape:
            losses = tf.nn.sigmoid_cross_entropy_with_logits(y, network.read(x, mask, training=True)[0])
            loss = tf.reduce_mean(tf.reduce_sum(losses, 1))
        gradients, _ = tf.clip_by_global_norm(tape.gradient(loss, learning), 5.0)
        slow.apply_gradients(zip(gradients[: len(upper)], upper, strict=True))
        fast.apply_gradients(zip(gradients[len(upper) :], network.heads, strict=True))
        return loss

    chance = np.random.default_rng(settings["seed"])
    batch, epochs = settings["batch"], settings["epochs"]
    batches = -(-len(clean) // batch)
    total, done, start, loss = epochs * batches, 0, time.monotonic(), 0.0
    average: list[Floats] = []
    for epoch in range(epochs):
        seen = [b if chance.random() < settings["mistyped"] else a for a, b in zip(clean, noisy, strict=True)]
        # batches of like length, in another order each time
        order = np.argsort([len(tokens) + chance.uniform(0, 6) for tokens in seen])
        for number in chance.permutation(batches):
            rows = order[number * batch : (number + 1) * batch]
            left = (1 - done / total) * min(1.0, (done + 1) / 30)
            slow.learning_rate.assign(settings["encoder_rate"] * left)
            fast.learning_rate.assign(settings["head_rate"] * left + 1e-5)
            x, mask = pad([seen[row] for row in rows])
            loss = 0.98 * loss + 0.02 * float(step(tf.constant(x), tf.constant(mask), tf.constant(targets[rows])))
            done += 1
            if done >= settings["averaged_from"] * total and done % settings["every"] == 0:
                now = [variable.numpy() for variable in learning]
                kept = settings["kept"]
                average = [kept * a + (1 - kept) * n for a, n in zip(average, now, strict=True)] if average else now
            if done % 20 == 0 or done == total:
                share = f"concerns {done / total:.0%} epoch {epoch + 1}/{epochs} {time.monotonic() - start:.0f}s loss {loss:.2f}"
                print(share, file=sys.stderr, flush=True)
    for variable, value in zip(learning, average, strict=True) if average else ():
        variable.assign(value)
