"""Pairs of minimal edits: what counts as flipped rightly."""

from __future__ import annotations

from typing import Any

import pytest

from bench.messages import Pair
from bench.pairs import by_kind, judge, near, side_wrong
from tests.bench.fakes import Fake, understood


@pytest.mark.parametrize(
    ("value", "wanted", "right"), [(11, 10, True), (12, 10, False), (115, 100, True), (116, 100, False), (1, 2, True)]
)
def test_times_agree_within_fifteen_per_cent_or_a_day(value: float, wanted: float, right: bool) -> None:
    assert near(value, wanted) is right


@pytest.mark.parametrize(
    ("expect", "said", "wrong"),
    [
        ({"red_flag_a": ["red_flag_eye"]}, understood({"red_flag_eye": 1.0, "cause": 1.0}), 0),
        ({"red_flag_a": []}, understood({"red_flag_eye": 1.0}), 1),
        ({"red_flag_a": ["red_flag_eye"]}, understood({}), 1),
        ({}, understood({"red_flag_eye": 1.0}), 0),
        ({"finding": "ptosis", "status_a": "affirmed"}, understood({}, findings=[("ptosis", "affirmed")]), 0),
        ({"finding": "ptosis", "status_a": "affirmed"}, understood({}, findings=[("ptosis", "negated")]), 1),
        ({"finding": "ptosis", "status_a": "figurative"}, understood({}), 0),
        ({"finding": "ptosis", "status_a": "negated"}, understood({}, findings=[("ptosis", "affirmed")]), 1),
        ({"entity": "side", "value_a": "left"}, understood({}, entities=[{"entity": "side", "value": "left"}]), 0),
        ({"entity": "side", "value_a": "left"}, understood({}, entities=[{"entity": "area", "value": "left"}]), 1),
        (
            {"entity": "time_since_injection", "value_a": 14},
            understood({}, entities=[{"entity": "time_since_injection", "value": 15.0}]),
            0,
        ),
        (
            {"entity": "time_since_injection", "value_a": 14},
            understood({}, entities=[{"entity": "time_since_injection", "value": 30}]),
            1,
        ),
    ],
)
def test_one_text_of_a_pair(expect: dict[str, Any], said: dict[str, Any], wrong: int) -> None:
    assert len(side_wrong(said, expect, "a")) == wrong


def test_a_pair_is_right_when_both_texts_are() -> None:
    nlu = Fake({"eye shut": {"red_flag_eye": 0.9}, "mum's eye shut": {"red_flag_eye": 0.9}})
    expect = {"red_flag_a": ["red_flag_eye"], "red_flag_b": []}
    pairs = [
        Pair("p1", "negate", {"a": "eye shut", "b": "eye not shut"}, expect),
        Pair("p2", "relative", {"a": "eye shut", "b": "mum's eye shut"}, expect),
        Pair("p3", "negate", {"a": "eye open", "b": "eye not shut"}, expect),
    ]
    ticks: list[int] = []
    judged = judge(nlu.understand, pairs, lambda: ticks.append(1))
    assert [one.right for one in judged] == [True, False, False]
    assert [bool(judged[1].wrong[side]) for side in "ab"] == [False, True]
    assert by_kind(judged) == {"negate": (1, 2), "relative": (0, 1)}
    assert len(ticks) == 3
