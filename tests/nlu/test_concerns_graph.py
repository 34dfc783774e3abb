"""The served graph says what the trained network says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from nlu import concerns_graph
from nlu.concerns_model import OUTPUTS, ConcernNetwork

IDS = np.array([[101, 2026, 3239, 10958, 2015, 2144, 1037, 2733, 102]], dtype=np.int32)


@pytest.fixture(scope="module")
def network() -> ConcernNetwork:
    return ConcernNetwork(5, frozen=6)


def run(graph: Path, names: list[str]) -> list[np.ndarray]:
    session = onnxruntime.InferenceSession(str(graph), providers=["CPUExecutionProvider"])
    return session.run(names, {concerns_graph.INPUT: IDS})


def test_the_encoders_states_are_the_networks(network: ConcernNetwork, tmp_path: Path) -> None:
    name = concerns_graph.write_encoder(network, tmp_path / "encoder.onnx")
    (states,) = run(tmp_path / "encoder.onnx", [name])
    assert np.allclose(states, network.lower_states(IDS, np.ones_like(IDS)).numpy(), atol=1e-3)


def test_the_served_outputs_are_the_networks_but_for_the_bytes(network: ConcernNetwork, tmp_path: Path) -> None:
    concerns_graph.write(network, tmp_path / "concerns.onnx")
    mask = np.ones_like(IDS)
    wanted = [array.numpy() for array in network.tokens(network.lower_states(IDS, mask), mask)]
    for name, got, exact in zip(OUTPUTS, run(tmp_path / "concerns.onnx", list(OUTPUTS)), wanted, strict=True):
        assert got.shape == exact.shape, name
        assert np.abs(got - exact).mean() < 0.15 * max(1.0, float(np.abs(exact).mean())), name
    assert [path.name for path in tmp_path.iterdir()] == ["concerns.onnx"]
