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
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlu import concerns_graph, concerns_weights, pipeline, weights
from nlu.concerns_model import ConcernNetwork
from nlu.examples import Example, with_mentions
from nlu.typos import mistyped
from nlu.words import WordModel

SETTINGS: dict[str, Any] = {
    "epochs": 5,
    "batch": 32,
    "frozen_layers": 1,  # of six
    "encoder_rate": 2e-4,
    "head_rate": 2e-3,
    "most_tokens": 128,
    "mistyped": 0.25,  # share of the messages that an epoch sees with typing errors
    "mention_weight": 0.7,  # of the loss of a mention beside that of a message
    "averaged_from": 0.5,  # share of the training after which the weights are averaged …
    "kept": 0.9,  # … each time by this much of the old average …
    "every": 5,  # … every so many steps
    "seed": 7,
}
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Tokens:
    """A message as the upper layers see it: states (tokens, width); per token whether it is meant, and the weight of that."""

    states: NDArray[np.float16]
    meant: Floats
    weight: Floats


def train(examples: Sequence[Example], labels: Sequence[str], folder: Path) -> None:
    """Write the encoder (concerns.onnx, tokenizer.json, labels.json), from the kept weights if they fit these messages, and the
    second reader (words.npz, words.json) into `folder`."""
    stamp = concerns_weights.fingerprint(examples, labels, SETTINGS)
    if not concerns_weights.fresh(stamp):
        nlp = pipeline.make()
        network, before = fit([with_mentions(example, nlp(example.text)) for example in examples], labels)
        concerns_weights.save(network, before, stamp)
    network = concerns_weights.load(len(labels))
    folder.mkdir(parents=True, exist_ok=True)
    concerns_graph.write(network, folder / "concerns.onnx")
    WordModel.fit(examples).save(folder)
    shutil.copy(weights.folder() / "tokenizer.json", folder / "tokenizer.json")
    (folder / "labels.json").write_text(json.dumps(list(labels)))


def fit(examples: Sequence[Example], labels: Sequence[str], **changed: Any) -> tuple[ConcernNetwork, list[Any]]:
    """The trained network, and its layers' values from before. `changed` replaces settings."""
    import tensorflow as tf

    settings = SETTINGS | changed
    tf.keras.utils.set_random_seed(settings["seed"])
    network = ConcernNetwork(len(labels), frozen=settings["frozen_layers"])
    before = concerns_weights.upstream(network)
    chance = random.Random(settings["seed"])
    noisy = [Example(mistyped(example.text, chance), example.labels) for example in examples]
    views = tuple(tokens(network, view, settings) for view in (examples, noisy))
    targets = np.array([[float(label in example.labels) for label in labels] for example in examples], dtype=np.float32)
    _learn(network, views[0], views[1], targets, settings)
    return network, before


def tokens(network: ConcernNetwork, examples: Sequence[Example], settings: dict[str, Any] = SETTINGS) -> list[Tokens]:
    """The messages with their states after the frozen layers."""
    import tensorflow as tf
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(weights.folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(settings["most_tokens"])
    encodings = tokenizer.encode_batch([example.text for example in examples])
    ids = [np.asarray(encoding.ids, np.int32) for encoding in encodings]
    lower = tf.function(network.lower_states, reduce_retracing=True, autograph=False)
    found: dict[int, Tokens] = {}
    order = np.argsort([len(row) for row in ids])
    for rows in np.array_split(order, -(-len(ids) // 64)):
        padded, mask = pad([ids[row] for row in rows])
        for row, state in zip(rows, lower(tf.constant(padded), tf.constant(mask)).numpy(), strict=True):
            meant = _meant(examples[row].mentions, encodings[row].offsets)
            found[int(row)] = Tokens(state[: len(ids[row])].astype(np.float16), *meant)
    return [found[row] for row in range(len(ids))]


def _meant(mentions: Sequence[tuple[int, int, bool]], offsets: Sequence[tuple[int, int]]) -> tuple[Floats, Floats]:
    """Target and weight a token; each mention weighs one in all."""
    target, weight = np.zeros(len(offsets), np.float32), np.zeros(len(offsets), np.float32)
    for start, end, meant in mentions:
        inside = [number for number, (a, b) in enumerate(offsets) if a < end and start < b]
        target[inside] = float(meant)
        weight[inside] = 1 / max(len(inside), 1)
    return target, weight


def pad(rows: Sequence[NDArray[Any]]) -> tuple[NDArray[Any], NDArray[np.int32]]:
    """Rows of (tokens, …) as one array (batch, tokens rounded up to eight, …), with its mask."""
    length = -(-max(map(len, rows)) // 8) * 8
    dtype = np.int32 if rows[0].dtype == np.int32 else np.float32
    padded = np.zeros((len(rows), length, *rows[0].shape[1:]), dtype)
    mask = np.zeros((len(rows), length), np.int32)
    for number, row in enumerate(rows):
        padded[number, : len(row)] = row
        mask[number, : len(row)] = 1
    return padded, mask


def _learn(network: ConcernNetwork, clean: list[Tokens], noisy: list[Tokens], targets: Floats, settings: dict[str, Any]) -> None:
    import tensorflow as tf

    upper = network.upper
    learning = upper + network.heads
    slow = tf.keras.optimizers.Adam(settings["encoder_rate"])
    fast = tf.keras.optimizers.Adam(settings["head_rate"])
    cross_entropy = tf.nn.sigmoid_cross_entropy_with_logits

    @tf.function(reduce_retracing=True, autograph=False)
    def step(x: Any, mask: Any, y: Any, meant: Any, weight: Any) -> Any:
        with tf.GradientTape() as tape:
            logits, _, said = network.read(x, mask, training=True)
            loss = tf.reduce_mean(tf.reduce_sum(cross_entropy(y, logits), 1))
            of_mentions = tf.reduce_mean(tf.reduce_sum(weight * cross_entropy(meant, said), 1))
            whole = loss + settings["mention_weight"] * of_mentions
        gradients, _ = tf.clip_by_global_norm(tape.gradient(whole, learning), 5.0)
        slow.apply_gradients(zip(gradients[: len(upper)], upper, strict=True))
        fast.apply_gradients(zip(gradients[len(upper) :], network.heads, strict=True))
        return loss, of_mentions

    chance = np.random.default_rng(settings["seed"])
    batch, epochs = settings["batch"], settings["epochs"]
    batches = -(-len(clean) // batch)
    total, done, start, lost = epochs * batches, 0, time.monotonic(), np.zeros(2)
    average: list[Floats] = []
    for epoch in range(epochs):
        seen = [b if chance.random() < settings["mistyped"] else a for a, b in zip(clean, noisy, strict=True)]
        # batches of like length, in another order each time
        order = np.argsort([len(row.meant) + chance.uniform(0, 6) for row in seen])
        for number in chance.permutation(batches):
            rows = order[number * batch : (number + 1) * batch]
            left = (1 - done / total) * min(1.0, (done + 1) / 30)
            slow.learning_rate.assign(settings["encoder_rate"] * left)
            fast.learning_rate.assign(settings["head_rate"] * left + 1e-5)
            x, mask = pad([seen[row].states for row in rows])
            meant, weight = (pad([getattr(seen[row], name) for row in rows])[0] for name in ("meant", "weight"))
            losses = step(*map(tf.constant, (x, mask, targets[rows], meant, weight)))
            lost = 0.98 * lost + 0.02 * np.array([float(loss) for loss in losses])
            done += 1
            if done >= settings["averaged_from"] * total and done % settings["every"] == 0:
                now = [variable.numpy() for variable in learning]
                kept = settings["kept"]
                average = [kept * a + (1 - kept) * n for a, n in zip(average, now, strict=True)] if average else now
            if done % 20 == 0 or done == total:
                share = f"concerns {done / total:.0%} epoch {epoch + 1}/{epochs} {time.monotonic() - start:.0f}s"
                print(f"{share} loss {lost[0]:.2f} mentions {lost[1]:.2f}", file=sys.stderr, flush=True)
    for variable, value in zip(learning, average, strict=True) if average else ():
        variable.assign(value)
