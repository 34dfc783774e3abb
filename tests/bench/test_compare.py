"""`make bench`: what is measured, how answers of either kind are scored, and what the tables hold."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from bench import compare, starter
from bench.compare import LONG, SHORT, Row, System
from bench.measure import Measured, Task, brief, measure, peak_memory, timed
from bench.messages import BadInput, MessageSet
from tests.bench.fakes import message, row, write_rows

SETS = MessageSet(
    "exam",
    Path("exam.jsonl"),
    (
        message("a", "duration", "cause"),
        message("b", "red_flag_eye", "referral"),
        message("c", "out_of_scope"),
        message("d"),
    ),
)


def said(*intents: str, concerns: list[str] | None = None) -> dict[str, Any]:
    return {"intents": list(intents), "concerns": concerns}


OWN = [
    said("ask_duration", concerns=["duration", "cause"]),
    said("report_danger", concerns=["red_flag_eye", "referral"]),
    said("out_of_scope", concerns=["out_of_scope"]),
    said("inform", concerns=[]),
]
MAIN = [said("duration"), said("referral"), said("out_of_scope"), said("inform")]
JOINED = [said("duration+cause"), said("red_flag_eye"), said(), said("act_affirm")]


def measured(understood: list[dict[str, Any]], pace: float) -> Measured:
    times = [pace * n for n in range(1, 101)]
    return Measured(5.0, 2.0 * pace, 300 * 2**20, {SHORT: times, LONG: [10 * t for t in times]}, understood)


SYSTEMS = [
    System("this project", "rasa", "m", 900.0),
    System("main", "rasa", "m", 300.0),
    System("joined", "rasa", "m", 400.0),
    System("library", "library", "-", math.nan),
]
MEASURED = [measured(OWN, 0.1), measured(MAIN, 0.3), measured(JOINED, 0.2), measured(OWN, 0.1)]


def test_messages_are_cut_to_their_first_words() -> None:
    long = " ".join(str(n) for n in range(30))
    assert compare.texts_of_words(["too short", long], 25) == [" ".join(str(n) for n in range(25))]
    with pytest.raises(BadInput, match="25 words"):
        compare.texts_of_words(["too short"], 25)


def test_rambles_have_their_length_and_differ() -> None:
    made = compare.rambles(["one message", "and another", "a third"], 2000, 3)
    assert [len(text) for text in made] == [2000] * 3
    assert len(set(made)) == 3
    assert made[1].startswith("and another a third one message and another")


def test_an_intent_of_either_kind_stands_for_its_concerns_and_main_intent() -> None:
    assert compare.intent_said(said("ask_duration")) == "ask_duration"
    assert compare.intent_said(said("duration")) == "ask_duration"
    assert compare.intent_said(said("cause+red_flag_eye")) == "report_danger"
    assert compare.intent_said(said("inform")) == "inform"
    assert compare.intent_said(said()) == ""
    got = [one.got for one in compare.as_parsed(SETS, JOINED)]
    assert got == [{"duration", "cause"}, {"red_flag_eye"}, set(), set()]


def test_all_are_scored_alike() -> None:
    own, main, joined = (compare.accuracy(SETS, answers) for answers in (OWN, MAIN, JOINED))
    names = [
        "main intent, accuracy",
        "concerns, micro-F1",
        "concerns, macro-F1",
        "red flags, recall",
        "red flags, precision",
        "out of scope, F1",
    ]
    assert list(own) == names
    assert [own[name].value for name in names] == [1.0] * 6
    assert main["main intent, accuracy"].value == pytest.approx(2 / 3)
    assert main["concerns, micro-F1"].value == pytest.approx(2 * 3 / (2 * 3 + 0 + 2))
    assert main["red flags, recall"].value == 0.0
    assert joined["main intent, accuracy"].value == pytest.approx(2 / 3)
    assert joined["concerns, micro-F1"].value == pytest.approx(2 * 3 / (2 * 3 + 0 + 2))
    assert joined["red flags, recall"].value == 1.0


def test_the_table_holds_accuracy_speed_start_memory_and_training() -> None:
    found = {one.measure: one for one in compare.rows(SYSTEMS, MEASURED, [SETS])}
    assert [one.value for one in found["main intent, accuracy (exam)"].cells] == pytest.approx([1, 2 / 3, 2 / 3, 1])
    assert found[f"{SHORT}, median"].cells[0].value == pytest.approx(5.05)
    assert found[f"{SHORT}, 95th percentile"].cells[1].value == pytest.approx(0.3 * 95.05)
    assert found[f"{LONG}, median"].cells[2].value == pytest.approx(101)
    assert [one.value for one in found["memory, peak resident"].cells] == [300.0] * 4
    assert [one.value for one in found["training, from nothing kept"].cells][:3] == [900, 300, 400]
    assert found["loading the model, beyond Rasa's own start"].cells[0].value == pytest.approx(0.2)


def test_two_sets_are_scored_apart() -> None:
    twice = [Measured(**{**vars(one), "understood": [*one.understood, *reversed(one.understood)]}) for one in MEASURED]
    other = MessageSet("back", Path("back.jsonl"), tuple(reversed(SETS.messages)))
    found = {one.measure: one for one in compare.rows(SYSTEMS, twice, [SETS, other])}
    for name in ("exam", "back"):
        assert [one.value for one in found[f"main intent, accuracy ({name})"].cells] == pytest.approx([1, 2 / 3, 2 / 3, 1])


def test_the_verdict_says_where_it_is_behind() -> None:
    found = compare.rows(SYSTEMS, MEASURED, [SETS])
    assert compare.verdict(SYSTEMS, found) == "not ahead of the better of Rasa's two in: training, from nothing kept"
    assert compare.verdict(SYSTEMS, [one for one in found if "training" not in one.measure]) == "ahead of both in every measure"
    worse = Row("concerns", "", tuple(compare.plain(v) for v in (0.8, 0.7, 0.9, math.nan)), True)
    assert compare.verdict(SYSTEMS, [worse]).endswith("in: concerns")


@pytest.mark.parametrize(
    ("value", "unit", "shown"), [(math.nan, "ms", "–"), (4.567, "ms", "4.6 ms"), (1234.5, "MB", "1234 MB"), (0.5, "", "0.500")]
)
def test_cells_are_for_reading(value: float, unit: str, shown: str) -> None:
    assert compare.cell(compare.plain(value), unit) == shown


def test_tables_are_written_for_people_and_for_machines(tmp_path: Path) -> None:
    found = compare.rows(SYSTEMS, MEASURED, [SETS])
    compare.write(SYSTEMS, found, tmp_path, "A note.")
    with (tmp_path / "bench.csv").open(newline="", encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    assert list(lines[0]) == ["measure", "unit", "system", "value", "low", "high"]
    assert len(lines) == len(found) * len(SYSTEMS)
    assert [one["value"] for one in lines if one["system"] == "library" and one["measure"].startswith("training")] == [""]
    written = (tmp_path / "bench.md").read_text(encoding="utf-8")
    assert "| this project" in written
    assert f"| {SHORT}, median" in written
    assert written.endswith("A note.\n")


class Reader:
    """Remembers what it was given."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(self, text: str) -> Mapping[str, Any]:
        self.read.append(text)
        return {"intent": {"name": "inform"}, "concerns": [{"name": "cause"}]}


def test_texts_are_read_in_turn_and_the_warm_up_is_left_out() -> None:
    reader, ticks = Reader(), []
    times = timed(reader, ["a", "b"], repetitions=5, warmup=2, tick=lambda: ticks.append(1))
    assert reader.read == ["a", "b", "a", "b", "a", "b", "a"]
    assert len(times) == 5
    assert all(time >= 0 for time in times)
    assert len(ticks) == 7


def test_a_system_is_timed_and_asked_every_message() -> None:
    reader = Reader()
    found = measure(reader, Task(["x", "y"], {SHORT: ["s"], LONG: ["l"]}, 3, 1), 1.0, 2.0, "title")
    assert reader.read == ["s"] * 4 + ["l"] * 4 + ["x", "y"]
    assert {name: len(times) for name, times in found.milliseconds.items()} == {SHORT: 3, LONG: 3}
    assert found.understood == [said("inform", concerns=["cause"])] * 2
    assert (found.start, found.load) == (1.0, 2.0)


def test_of_an_answer_the_likeliest_real_intent_is_kept() -> None:
    ranking = [{"name": "nlu_fallback"}, {"name": "cause"}, {"name": "duration"}]
    assert brief({"intent": ranking[0], "intent_ranking": ranking, "entities": []}) == said("cause")
    assert brief({"intent": {"name": "nlu_fallback"}, "intent_ranking": []}) == said()
    assert brief({"intent": {"name": "inform"}, "concerns": []}) == said("inform", concerns=[])


def test_memory_is_read_from_the_system(tmp_path: Path) -> None:
    status = tmp_path / "status"
    status.write_text("Name:\tpython\nVmHWM:\t    2048 kB\nVmRSS:\t 1024 kB\n")
    assert peak_memory(status) == 2 * 2**20
    assert peak_memory(tmp_path / "none") is None


def test_without_a_model_it_says_what_makes_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(compare, "ROOT", tmp_path)
    exam = write_rows(tmp_path / "m.jsonl", [row(one) for one in SETS.messages])
    assert compare.main(["--set", f"exam={exam}", "--out", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err == f"error: {tmp_path / 'models'} holds no trained model: run `make train`\n"


def test_a_bad_set_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = write_rows(tmp_path / "bad.jsonl", [row(SETS.messages[0]), {"id": "x"}])
    assert compare.main(["--set", f"bad={bad}", "--out", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err.startswith(f"error: {bad}:2: ")


def test_a_worker_that_fails_is_named(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(BadInput, match=r"main could not be measured \(exit status 2\)"):
        compare._worker(["no such kind"], "main")
    assert "invalid choice" in capfd.readouterr().err


def test_a_stop_keeps_what_was_trained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(compare, "compare", stop)
    assert compare.main([]) == 130
    assert "what was trained is kept" in capsys.readouterr().err


def test_own_training_is_timed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def worker(arguments: list[str], what: str, *, cores: bool) -> None:
        calls.append(cores)
        Path(arguments[3]).write_text('{"seconds": 12.5}')

    monkeypatch.setattr(compare, "_worker", worker)
    assert [compare.own_training(tmp_path) for _ in range(2)] == [12.5, 12.5]
    assert calls == [True]


def test_help_names_the_settings(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        compare.main(["--help"])
    assert done.value.code == 0
    shown = capsys.readouterr().out
    assert all(option in shown for option in ("--out", "--set", "--quick"))
    assert starter.QUICK_EPOCHS < 100
