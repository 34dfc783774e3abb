"""The ONNX graph that serves the concern model: the encoder in ONNX Runtime's fused operators, and the heads.

It is written from the weights, operator by operator: what a converter makes of the TensorFlow model spells every normalisation and
attention out in a dozen operators and needs a third more time (docs/nlu.md). All tokens of a batch are real: there is no padding.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from nlu.concerns_model import OUTPUTS, SCALE, ConcernNetwork

INPUT = "input_ids"  # int32 (batch, tokens)
OPSET, FUSED, IR = 17, "com.microsoft", 8
HEADS = [f"{name}.product" for name in OUTPUTS]  # these stay in full precision: they are small, and decide


class _Graph:
    """Nodes and weights as they are added; the one output of a node bears its name."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def weight(self, name: str, value: Any) -> str:
        value = np.asarray(value)
        dtype = np.int64 if value.dtype.kind == "i" else np.float32
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value, dtype), name))
        return name

    def add(self, op: str, name: str, inputs: Iterable[str], domain: str = "", **attributes: Any) -> str:
        self.nodes.append(helper.make_node(op, list(inputs), [name], name, domain=domain, **attributes))
        return name

    def product(self, name: str, x: str, kernel: Any) -> str:
        return self.add("MatMul", f"{name}.product", [x, self.weight(f"{name}.kernel", kernel)])

    def plus(self, name: str, x: str, value: Any) -> str:
        return self.add("Add", name, [x, self.weight(f"{name}.value", value)])

    def normalised(self, name: str, x: str, norm: Any, skip: str = "", bias: Any = None) -> str:
        """Layer normalisation of x, or of x + skip + bias."""
        scale = [self.weight(f"{name}.gamma", norm.gamma), self.weight(f"{name}.beta", norm.beta)]
        if not skip:
            return self.add("LayerNormalization", name, [x, *scale], axis=-1, epsilon=norm.epsilon)
        inputs = [x, skip, *scale, self.weight(f"{name}.bias", bias)]
        return self.add("SkipLayerNormalization", name, inputs, FUSED, epsilon=norm.epsilon)

    def model(self, outputs: Iterable[str]) -> onnx.ModelProto:
        given = [helper.make_tensor_value_info(INPUT, TensorProto.INT32, ["batch", "tokens"])]
        made = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs]
        graph = helper.make_graph(self.nodes, "concerns", given, made, self.weights)
        domains = [helper.make_opsetid("", OPSET), helper.make_opsetid(FUSED, 1)]
        return helper.make_model(graph, opset_imports=domains, ir_version=IR)


def write(network: ConcernNetwork, out: Path) -> None:
    """Write the int8 graph: input_ids → scores, values, means (batch, tokens, labels) and meant (batch, tokens).

    See `ConcernNetwork.tokens` for what they are.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    graph = _Graph()
    states = _encoder(graph, network)
    length = graph.plus("length", graph.add("ReduceL2", "norm", [states], axes=[-1], keepdims=1), 1e-6)
    unit = graph.add("Div", "unit", [states, length])
    scaled = graph.add("Mul", "scaled", [unit, graph.weight("scale", SCALE)])
    query, own, mean, bias, meant, meant_bias = (np.asarray(head, np.float32) for head in network.heads)
    for name, kernel, added in (("scores", query, 0.0), ("values", own.T, 0.0), ("means", mean, bias)):
        graph.plus(name, graph.product(name, scaled, kernel), added)
    told = graph.plus("told", graph.product("meant", scaled, meant[:, None]), meant_bias)
    graph.add("Squeeze", "meant", [told, graph.weight("last", np.array([-1]))])
    exact = out.with_suffix(".fp32.onnx")
    onnx.save(graph.model(OUTPUTS), str(exact))
    untyped = {"DefaultTensorType": TensorProto.FLOAT}  # shape inference does not know the fused operators
    quantize_dynamic(str(exact), str(out), weight_type=QuantType.QInt8, per_channel=True, nodes_to_exclude=HEADS, extra_options=untyped)
    exact.unlink()


def write_encoder(network: ConcernNetwork, out: Path) -> str:
    """Write the encoder alone, in full precision: input_ids → token states (batch, tokens, width), whose name is returned."""
    graph = _Graph()
    states = _encoder(graph, network)
    onnx.save(graph.model([states]), str(out))
    return states


def _encoder(graph: _Graph, network: ConcernNetwork) -> str:
    """The token states after the last layer."""
    table = network.embeddings
    words = graph.add("Gather", "words", [graph.weight("word_table", table.weight), INPUT])
    places = np.asarray(table.position_embeddings) + np.asarray(table.token_type_embeddings)[0]
    first = graph.weight("first", np.array([0]))
    tokens = graph.add("Shape", "tokens", [INPUT], start=1, end=2)
    place = graph.add("Slice", "place", [graph.weight("place_table", places), first, tokens, first])
    states = graph.normalised("embedded", graph.add("Add", "placed", [words, place]), table.LayerNorm)
    for number, layer in enumerate(network.layers):
        states = _layer(graph, f"layer{number}", layer, states)
    return states


def _layer(graph: _Graph, name: str, layer: Any, states: str) -> str:
    own, mixed = layer.attention.self_attention, layer.attention.dense_output
    parts = (own.query, own.key, own.value)
    kernel: NDArray[Any] = np.concatenate([np.asarray(part.kernel) for part in parts], axis=1)
    bias: NDArray[Any] = np.concatenate([np.asarray(part.bias) for part in parts])
    inputs = [states, graph.weight(f"{name}.attention.kernel", kernel), graph.weight(f"{name}.attention.bias", bias)]
    attended = graph.add("Attention", f"{name}.attention", inputs, FUSED, num_heads=own.num_attention_heads)
    out = graph.product(f"{name}.mixed", attended, mixed.dense.kernel)
    states = graph.normalised(f"{name}.middle", out, mixed.LayerNorm, states, mixed.dense.bias)
    up, down = layer.intermediate.dense, layer.bert_output
    wide = graph.product(f"{name}.up", states, up.kernel)
    wide = graph.add("BiasGelu", f"{name}.gelu", [wide, graph.weight(f"{name}.up.bias", up.bias)], FUSED)
    narrow = graph.product(f"{name}.down", wide, down.dense.kernel)
    return graph.normalised(f"{name}.end", narrow, down.LayerNorm, states, down.dense.bias)
