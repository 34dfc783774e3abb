"""What training changed in the encoder, small enough to be kept with the sources.

Fine-tuning takes half an hour, so its result is committed: for each matrix of the encoder the change from the upstream weights in
bytes with a scale a column (factors of rank 40 were a third of the size and cost 1.5 points of F1), everything else in half
precision. `fingerprint` ties a file to the messages, labels and settings it was trained with; where they differ, the model is
trained anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from nlu.concerns_model import ConcernNetwork
from nlu.examples import Example

FILE = Path(__file__).resolve().parent.parent / "data" / "concerns" / "trained.npz"


def fingerprint(examples: Sequence[Example], labels: Sequence[str], settings: Mapping[str, Any]) -> str:
    """SHA-256 over messages with their labels (in any order), the labels' order and the settings."""
    told = sorted([example.text, *sorted(example.labels)] for example in examples)
    return hashlib.sha256(json.dumps([told, list(labels), dict(settings)], sort_keys=True).encode()).hexdigest()


def fresh(stamp: str, file: Path = FILE) -> bool:
    """Whether a file is there that was trained with the fingerprint `stamp`."""
    if not file.is_file():
        return False
    with np.load(file) as data:
        return str(data["stamp"]) == stamp


def upstream(network: ConcernNetwork) -> list[Any]:
    """The learning layers' values before training, for `save`."""
    return [variable.numpy() for variable in network.upper]


def save(network: ConcernNetwork, before: Sequence[Any], stamp: str, file: Path = FILE) -> None:
    """Write what changed from `before`, and the heads."""
    arrays: dict[str, Any] = {"stamp": np.array(stamp), "frozen": np.array(network.frozen)}
    for number, (variable, old) in enumerate(zip(network.upper, before, strict=True)):
        change = variable.numpy() - old
        if change.ndim == 2:
            scale = np.maximum(np.abs(change).max(axis=0), 1e-12) / 127
            arrays[f"q{number}"] = np.rint(change / scale).astype(np.int8)
            arrays[f"s{number}"] = scale.astype(np.float32)
        else:
            arrays[f"v{number}"] = change.astype(np.float16)
    for number, head in enumerate(network.heads):
        arrays[f"h{number}"] = head.numpy().astype(np.float16)
    file.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(file, **arrays)


def load(labels: int, file: Path = FILE) -> ConcernNetwork:
    """The network with the file's weights. Raises FileNotFoundError; ValueError if it was trained for other labels."""
    with np.load(file) as data:
        if data["h3"].shape != (labels,):
            raise ValueError(f"{file}: trained for {data['h3'].shape[0]} labels, not {labels}")
        network = ConcernNetwork(labels, frozen=int(data["frozen"]))
        for number, variable in enumerate(network.upper):
            if f"q{number}" in data:
                change = data[f"q{number}"].astype(np.float32) * data[f"s{number}"]
            else:
                change = data[f"v{number}"].astype(np.float32)
            variable.assign_add(change)
        for number, head in enumerate(network.heads):
            head.assign(data[f"h{number}"].astype(np.float32))
    return network
