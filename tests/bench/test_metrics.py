"""The figures against cases counted by hand, and against the shared scorer where it lies beside the project."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from bench import metrics
from bench.hearing import Parsed
from bench.messages import ROOT
from bench.metrics import Figure
from tests.bench.fakes import message, parsed, row, write_rows

SCORER = ROOT.parent / "shared" / "eval" / "score_messages.py"


def side(value: str) -> dict[str, object]:
    return {"entity": "side", "value": value}


def days(value: float) -> dict[str, object]:
    return {"entity": "time_since_injection", "value": value}


@pytest.fixture()
def four() -> list[Parsed]:
    """tp 4, fp 2, fn 2 over concerns; a red flag caught, one missed, one raised wrongly; a bare answer."""
    return [
        parsed(
            message("a", "duration", "cause", side="left", months=1, time_kind="elapsed"),
            {"duration": 0.9, "treatment": 0.5},
            entities=[side("left"), days(34)],
        ),
        parsed(
            message("b", "red_flag_eye", "cause", side="right"),
            {"red_flag_eye": 0.8, "cause": 0.7, "red_flag_bulbar": 0.6},
            entities=[side("left")],
        ),
        parsed(
            message("c", "red_flag_stroke", "out_of_scope", area_canon=["brow", "chin"]),
            {"out_of_scope": 0.9},
            entities=[{"entity": "area", "value": "chin"}],
        ),
        parsed(
            message("d", side="both", product="Botox"),
            {"cause": 1.0, "red_flag_eye": 1.0},
            entities=[side("both"), {"entity": "product", "value": "botox"}],
        ),
    ]


def test_headlines_follow_the_count_by_hand(four: list[Parsed]) -> None:
    found = metrics.headline(four, seed=1)
    assert tuple(found) == metrics.HEADLINES
    values = {name: one.value for name, one in found.items()}
    assert values["concerns, micro-F1"] == pytest.approx(2 * 4 / (2 * 4 + 2 + 2))
    # duration 1, cause 2/3, red_flag_eye 1, red_flag_stroke 0, out_of_scope 1
    assert values["concerns, macro-F1"] == pytest.approx((1 + 2 / 3 + 1 + 0 + 1) / 5)
    assert values["red flags, recall"] == pytest.approx(1 / 2)
    assert values["red flags, precision"] == pytest.approx(1 / 2)
    assert values["out of scope, F1"] == 1.0
    assert (values["time_since_injection, recall"], found["time_since_injection, recall"].of) == (1.0, 1)
    assert (values["side, recall"], found["side, recall"].of) == (pytest.approx(2 / 3), 3)
    assert (values["area, recall"], found["area, recall"].of) == (0.5, 2)
    assert (values["product, recall"], found["product, recall"].of) == (1.0, 1)


@pytest.mark.parametrize(("value", "right"), [(30.4, True), (34.9, True), (25.9, True), (35.1, False), (25.8, False)])
def test_a_time_is_right_within_fifteen_per_cent(value: float, right: bool) -> None:
    one = parsed(message("a", months=1, time_kind="elapsed"), {}, entities=[days(value)])
    assert metrics.entity_hits(one)["time_since_injection"] == (int(right), 1)


def test_a_time_ahead_is_not_asked_for() -> None:
    assert metrics.entity_hits(parsed(message("a", months=1, time_kind="planned"), {}))["time_since_injection"] == (0, 0)


def test_each_concern_has_its_row_most_wanted_first(four: list[Parsed]) -> None:
    rows = {row.name: row for row in metrics.per_concern(four, seed=1)}
    assert next(iter(rows)) == "cause"
    assert set(rows) == {"duration", "cause", "treatment", "red_flag_eye", "red_flag_bulbar", "red_flag_stroke", "out_of_scope"}
    cause = rows["cause"]
    assert (cause.precision, cause.recall, cause.f1.value, cause.f1.of) == (1.0, 0.5, pytest.approx(2 / 3), 2)
    assert (cause.tp, cause.fp, cause.fn) == (1, 0, 1)
    assert (rows["treatment"].precision, rows["treatment"].f1.value, rows["treatment"].f1.of) == (0.0, 0.0, 0)
    assert math.isnan(rows["treatment"].recall)


def test_intervals_hold_the_value_and_come_from_the_seed(four: list[Parsed]) -> None:
    many = four * 20
    first, again, other = (metrics.headline(many, seed)["concerns, micro-F1"] for seed in (1, 1, 2))
    assert first == again
    assert (first.low, first.high) != (other.low, other.high)
    assert first.low < first.value < first.high
    assert 0.02 < first.high - first.low < 0.3


def test_a_share_of_one_has_the_exact_interval() -> None:
    perfect = [parsed(message(str(n), "red_flag_eye"), {"red_flag_eye": 0.9}) for n in range(37)]
    recall = metrics.headline(perfect, seed=1)["red flags, recall"]
    assert (recall.value, recall.high, recall.exact) == (1.0, 1.0, True)
    assert recall.low == pytest.approx(0.025 ** (1 / 37))  # Clopper-Pearson without a miss
    micro = metrics.headline(perfect, seed=1)["concerns, micro-F1"]
    assert micro.value == 1.0
    assert math.isnan(micro.low)


def test_what_nobody_wants_has_no_figure() -> None:
    figure = metrics.headline([parsed(message("a", "cause"), {"cause": 0.9})], seed=1)["side, recall"]
    assert math.isnan(figure.value)
    assert figure.of == 0


def test_one_figure_from_samples() -> None:
    values = np.array([0.5, *np.linspace(0, 1, 101), np.nan])
    assert metrics.figure(values, 4) == Figure(0.5, pytest.approx(0.025), pytest.approx(0.975), 4)


def test_the_loss_on_mistyped_copies_is_a_difference(four: list[Parsed]) -> None:
    typed = [parsed(one.message, {}) for one in four]
    found = metrics.loss(four, typed, seed=1)
    assert found["concerns, micro-F1: as written"].value == pytest.approx(2 / 3)
    assert found["concerns, micro-F1: mistyped"].value == 0.0
    assert found["concerns, micro-F1: loss"].value == pytest.approx(2 / 3)
    assert found["red flags, recall: loss"].value == pytest.approx(0.5)
    assert metrics.loss(four, four, seed=1)["concerns, micro-F1: loss"].value == 0.0


@pytest.mark.skipif(not SCORER.is_file(), reason="the shared scorer does not lie beside the project")
def test_the_shared_scorer_says_the_same(four: list[Parsed], tmp_path: Path) -> None:
    gold = write_rows(tmp_path / "gold.jsonl", [row(one.message) for one in four])
    said = write_rows(tmp_path / "said.jsonl", [{"id": one.message.id, **one.understood} for one in four])
    done = subprocess.run(
        [sys.executable, str(SCORER), str(gold), str(said), "--json"], capture_output=True, text=True, check=True
    )
    theirs, ours = json.loads(done.stdout), metrics.headline(four, seed=1)
    for name, figure in (
        ("micro_f1", "concerns, micro-F1"),
        ("macro_f1", "concerns, macro-F1"),
        ("red_flag_recall", "red flags, recall"),
        ("red_flag_precision", "red flags, precision"),
        ("out_of_scope_f1", "out of scope, F1"),
    ):
        assert ours[figure].value == pytest.approx(theirs["concerns"][name]), name
    for entity, one in theirs["entities"].items():
        assert ours[f"{entity}, recall"].value == pytest.approx(one["recall"])
        assert ours[f"{entity}, recall"].of == one["of"]
