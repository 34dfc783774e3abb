"""The vignettes used for tuning, played with the trained understanding: what was reached must not be lost.

Played in this process by `tests.triage.simulate`; ../shared/eval/talk.py plays them against the running bot. The held-out ones
(tests/vignettes/second_held_out.jsonl) are measured, never tested: a test on them would be tuning on them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from nlu.local import ROOT, unpacked
from tests.triage import simulate
from triage.decide import decide
from triage.translate import facts_from
from triage.turn import Turn

VIGNETTES = Path(__file__).parents[1] / "vignettes"
pytestmark = pytest.mark.skipif(not simulate.TALK.is_file(), reason="the evaluation tool is not beside the project")


def read(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (VIGNETTES / f"{name}.jsonl").read_text().splitlines()]


@pytest.fixture(scope="module", params=["tuning", "second"])
def played(request: pytest.FixtureRequest) -> list[dict[str, Any]]:
    return simulate.results(read(request.param), str(unpacked(ROOT / "models", ROOT / "build" / "concerns")))


@pytest.fixture(scope="module")
def figures(played: list[dict[str, Any]]) -> dict[str, Any]:
    summary: dict[str, Any] = simulate.talk().summary(played)
    return summary


def test_no_emergency_is_missed(figures):
    assert figures["emergency_recall"] == 1.0
    assert figures["emergency_in_time"] >= 0.95


def test_nothing_else_is_lost(figures):
    assert figures["exact_or_accepted"] >= 0.90
    assert figures["same_day_or_higher_recall"] >= 0.97
    assert figures["under_triage"] <= 0.03
    assert figures["false_emergencies"] <= 0.08
    assert figures["median_answers"] <= 4


@pytest.fixture(scope="module")
def first_levels() -> list[tuple[list[str], str]]:
    """For first messages written to be hard: the levels a careful reader accepts, and the level given at once."""
    understand = simulate.pipeline(str(unpacked(ROOT / "models", ROOT / "build" / "concerns")))
    return [
        (
            message["levels"],
            decide(facts_from([Turn(understand(message["text"]), (), message["text"])], simulate.TODAY)).level.value,
        )
        for message in read("first_messages")
    ]


def test_emergencies_are_seen_in_the_first_message(first_levels):
    seen = [got == "EMERGENCY" for accepted, got in first_levels if accepted == ["EMERGENCY"]]
    assert len(seen) >= 100 and sum(seen) / len(seen) >= 0.90


def test_look_alikes_are_no_emergencies(first_levels):
    false = [got == "EMERGENCY" for accepted, got in first_levels if "EMERGENCY" not in accepted]
    assert len(false) >= 200 and sum(false) / len(false) <= 0.08


def test_the_two_sets_share_no_patient():
    tuned, held = ({turn for v in read(name) for turn in v["turns"]} for name in ("tuning", "second_held_out"))
    assert not tuned & held and len(read("tuning")) >= 100 and len(read("second_held_out")) >= 50
