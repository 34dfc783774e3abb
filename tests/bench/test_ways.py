"""`python -m bench.ways`: near-duplicates share a fold, nothing is tested on what it learned from, and every way uses what it sees."""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from bench import ways
from bench.folds import folds, groups
from bench.learners import WAYS, Fitted, Seen, finder, logistic, network
from bench.messages import CONCERNS, BadInput, Message
from bench.ways import FOLDS, OWN, SERVED, SPEED, Row, Sources
from tests.bench.fakes import Fake, message, row, write_rows

TOPICS = {"duration": "weeks months lasting", "cause": "why reason happened", "red_flag_eye": "double blurred sight"}
WORDS = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in ("a", "e", "ei", "ou", "u") for c in ("ck", "ll", "m", "nd")]
BY_NAME = {way.name: way for way in WAYS}


def examples(number: int = 90) -> list[tuple[str, frozenset[str]]]:
    """Messages of a topic in words of their own; one in three is an act and no concern."""
    chance = random.Random(3)
    made = []
    for n in range(number):
        topic = list(TOPICS)[n % 3]
        text = " ".join([*chance.sample(WORDS, 8), *chance.sample(TOPICS[topic].split(), 2)])
        made.append((text, frozenset([topic, "act_why"])))
    return [*made, *((" ".join(chance.sample(WORDS, 8)), frozenset(["act_stop"])) for _ in range(number // 3))]


def encode(text: str) -> Any:
    """Three numbers of length one, the topic's the largest."""
    vector = np.array([0.1 + sum(word in text for word in words.split()) for words in TOPICS.values()])
    return vector / np.linalg.norm(vector)


def find(text: str) -> frozenset[str]:
    return frozenset(["diplopia affirmed"] if "double" in text else [])


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer resamples, and no more readings than it takes to have a median: what is tested does not need them."""
    monkeypatch.setattr("bench.metrics.RESAMPLES", 50)
    monkeypatch.setattr(ways, "WARMUP", 1)
    monkeypatch.setattr(ways, "QUICK_REPETITIONS", 3)


def sources(**changed: Callable[[], Any]) -> Sources:
    known = {text: {name: 0.9 for name in labels & set(CONCERNS)} for text, labels in examples()}
    given: dict[str, Callable[[], Any]] = {"examples": examples, "encoder": lambda: encode, "finder": lambda: find, "served": lambda: Fake(known)}
    return Sources(**{**given, **changed})


@pytest.fixture()
def exam(tmp_path: Path) -> str:
    """A set whose messages are training messages, so that a way which learned from all of them knows them."""
    asked = [message(f"m{n}", *(labels & set(CONCERNS)), text=text) for n, (text, labels) in enumerate(examples()[:9])]
    return f"exam={write_rows(tmp_path / 'exam.jsonl', [row(one) for one in asked])}"


# folds


def test_what_differs_by_a_word_is_of_one_group_and_so_is_what_hangs_together() -> None:
    of = groups(["a b c d e", "b c d e f", "c d e f g h", "x y z", "X, y; Z!", "b", "", "?!"])
    assert of[0] == of[1] == of[2]
    assert of[3] == of[4]
    assert len(set(of.tolist())) == 5


def test_two_words_in_five_are_enough() -> None:
    assert len(set(groups(["a b c", "a b d e"]).tolist())) == 1
    assert len(set(groups(["a b c", "a b d e f"]).tolist())) == 2


def test_groups_are_found_across_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [text for text, _ in examples()] + ["one two three four", "one two three five"]
    whole = groups(texts)
    monkeypatch.setattr("bench.folds.BLOCK", 7)
    assert whole[-1] == whole[-2]
    assert (groups(texts) == whole).all()


def test_a_fold_depends_on_the_text_and_the_seed_alone() -> None:
    texts = [f"{a} {a}y {b}" for a in WORDS for b in ("red", "blue")]
    first = dict(zip(texts, folds(texts, FOLDS, 7).tolist(), strict=True))
    backwards = dict(zip(texts[::-1], folds(texts[::-1], FOLDS, 7).tolist(), strict=True))
    other = dict(zip(texts, folds(texts, FOLDS, 8).tolist(), strict=True))
    assert first == backwards != other
    assert all(first[f"{a} {a}y red"] == first[f"{a} {a}y blue"] for a in WORDS)


def test_every_fold_has_its_share() -> None:
    sizes = np.bincount(folds([f"word{n}" for n in range(1000)], FOLDS, 7))
    assert len(sizes) == FOLDS
    assert sizes.min() > 150


# what learns


def seen(texts: list[str], vectors: Any = None, findings: Any = None) -> Seen:
    return Seen(texts, np.ones((len(texts), 2)) if vectors is None else vectors, findings or [frozenset()] * len(texts))


YES, NO = ["double sight today"] * 4, ["lovely result today"] * 4
WANTED = np.array([[True, False]] * 4 + [[False, False]] * 4)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
@pytest.mark.parametrize("kind", ["words", "vectors", "findings"])
def test_a_way_learns_from_what_it_sees_and_from_nothing_else(way: Any, kind: str) -> None:
    given = {
        "words": seen([*YES, *NO]),
        "vectors": seen(["same words"] * 8, np.array([[1.0, 0.0]] * 4 + [[0.0, 1.0]] * 4)),
        "findings": seen(["same words"] * 8, findings=[frozenset(["diplopia affirmed"])] * 4 + [frozenset(["diplopia negated"])] * 4),
    }[kind]
    probable = Fitted(way, given, WANTED, 7).probabilities(given)
    assert probable.shape == (8, 2)
    apart = probable[:4, 0].min() - probable[4:, 0].max()
    assert apart > 0.3 if kind in way.sees else abs(apart) < 1e-9


@pytest.mark.parametrize("learn", [lambda x, y: logistic(x, y, 10.0), lambda x, y: network(x, y, 7)], ids=["logistic", "network"])
def test_a_label_never_wanted_is_improbable(learn: Any) -> None:
    vectors = np.array([[1.0, 0.0]] * 4 + [[0.0, 1.0]] * 4)
    assert learn(vectors, WANTED)(vectors)[:, 1].max() < 0.3


def test_findings_not_met_in_training_are_no_obstacle() -> None:
    way = BY_NAME["vectors+findings"]
    learned = Fitted(way, seen([*YES, *NO], np.array([[1.0, 0.0]] * 4 + [[0.0, 1.0]] * 4)), WANTED, 7)
    assert learned.probabilities(seen(["x"], np.array([[1.0, 0.0]]), [frozenset(["ptosis_one affirmed"])]))[0, 0] > 0.5


def test_a_finding_is_told_with_its_status(monkeypatch: pytest.MonkeyPatch) -> None:
    spans = [SimpleNamespace(label_="diplopia", _=SimpleNamespace(status=status)) for status in ("affirmed", "negated", "affirmed")]
    pipeline = SimpleNamespace(make=lambda: lambda text: SimpleNamespace(spans={"findings": spans}))
    monkeypatch.setitem(sys.modules, "nlu.pipeline", pipeline)  # the real one takes seconds to load
    assert finder()("I see double") == {"diplopia affirmed", "diplopia negated"}


# how they are compared


def test_the_threshold_is_the_one_with_the_best_micro_f1() -> None:
    wanted = np.zeros((4, len(CONCERNS)), dtype=bool)
    wanted[:3, 0] = True
    probable = np.zeros(wanted.shape)
    probable[:, 0] = [0.62, 0.7, 0.8, 0.9]  # the last message wants nothing and is not scored
    probable[:3, 1] = [0.5, 0.59, 0.3]  # never wanted
    assert ways.best_threshold(wanted, probable) == pytest.approx(0.6)


class Recorder(Fitted):
    """Remembers what was learned from and what was asked."""

    calls: list[tuple[set[str], set[str]]] = []  # noqa: RUF012

    def __init__(self, way: Any, given: Seen, wanted: Any, seed: int) -> None:
        super().__init__(way, given, wanted, seed)
        self._from = set(given.texts)

    def probabilities(self, given: Seen) -> Any:
        self.calls.append((self._from, set(given.texts)))
        return super().probabilities(given)


def test_nothing_is_asked_that_was_learned_from_and_the_threshold_comes_from_the_training_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ways, "Fitted", Recorder)
    monkeypatch.setattr(Recorder, "calls", [])
    own = [Message(str(n), text, labels & set(CONCERNS), {}) for n, (text, labels) in enumerate(examples())]
    texts = [one.text for one in own]
    fold = folds(texts, FOLDS, 7)
    rows, threshold = ways.cross_validated(BY_NAME["vectors"], own, ways.look(texts, encode, None), fold, 7)
    assert len(Recorder.calls) == 2 * FOLDS
    for held in range(FOLDS):
        test = {text for text, of in zip(texts, fold, strict=True) if of == held}
        (chose, chosen_on), (learned, asked) = Recorder.calls[2 * held : 2 * held + 2]
        assert asked == test
        assert learned == set(texts) - test
        assert chosen_on
        assert not (chose | chosen_on) & test
        assert not chose & chosen_on
    micro = next(one for one in rows if one.measure == "concerns, micro-F1")
    assert micro.where == OWN
    assert micro.value > 0.95
    assert 0 < threshold < 1


def test_without_anything_to_see_the_figures_are_poor() -> None:
    own = [Message(str(n), text, labels & set(CONCERNS), {}) for n, (text, labels) in enumerate(examples())]
    texts = [one.text for one in own]
    blind = ways.look(texts, lambda text: np.ones(2), None)
    rows, _ = ways.cross_validated(BY_NAME["vectors"], own, blind, folds(texts, FOLDS, 7), 7)
    assert {one.measure: one.value for one in rows}["concerns, micro-F1"] < 0.6


# the command


def test_every_way_is_in_the_tables_and_the_csv(
    exam: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ways, "FOLDS", 3)
    file = tmp_path / "new" / "ways.csv"
    assert ways.main(["--set", exam, "--csv", str(file), "--quick"], sources()) == 0
    shown = capsys.readouterr().out
    assert "own folds (120)" in shown
    assert "exam (9)" in shown
    assert "not to be quoted" in shown
    with file.open(newline="", encoding="utf-8") as lines:
        told = {(one["way"], one["where"], one["measure"]): one for one in csv.DictReader(lines)}
    for way in ways.NAMES:
        assert f"\n{way} " in shown
        assert float(told[way, "exam", "concerns, micro-F1"]["value"]) > 0.9
        assert float(told[way, "", SPEED]["value"]) > 0
        assert ((way, OWN, "concerns, micro-F1") in told) is (way != SERVED)
    assert told["vectors", OWN, "concerns, macro-F1"]["standard_deviation"]
    assert not told["vectors", OWN, "concerns, macro-F1"]["low"]


def test_only_what_the_chosen_ways_need_is_loaded(exam: str) -> None:
    def never() -> Any:
        raise AssertionError("not needed")

    assert ways.main(["--set", exam, "--quick", "--way", "tfidf"], sources(encoder=never, finder=never, served=never)) == 0
    assert ways.main(["--set", exam, "--quick", "--way", SERVED], sources(examples=never, encoder=never, finder=never)) == 0


def test_a_missing_model_is_told_before_the_work(exam: str, capsys: pytest.CaptureFixture[str]) -> None:
    def missing() -> Any:
        raise BadInput("there is no model: run `make train`")

    def never() -> Any:
        raise AssertionError("began without the model")

    assert ways.main(["--set", exam], sources(served=missing, examples=never)) == 1
    said = capsys.readouterr().err
    assert said.startswith("error: there is no model: run `make train`; or leave 'served' out: --way tfidf")


@pytest.mark.parametrize("labelled", [[], examples()[:4], examples()[90:]], ids=["none", "four", "no concerns"])
def test_too_few_messages_are_refused(labelled: Any, exam: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert ways.main(["--set", exam, "--way", "tfidf"], sources(examples=lambda: labelled)) == 1
    assert "too few for 5 folds" in capsys.readouterr().err


def test_a_file_that_cannot_be_written_is_told_before_the_work(exam: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "taken").write_text("")
    assert ways.main(["--set", exam, "--csv", str(tmp_path / "taken" / "ways.csv")], sources(examples=lambda: 1 / 0)) == 1
    assert capsys.readouterr().err.startswith(f"error: {tmp_path / 'taken'}")


def test_a_bad_training_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(folder: Path) -> Any:
        raise ValueError("training example 'x': unknown labels ['y']")

    monkeypatch.setattr("bench.starter.examples", refuse)
    monkeypatch.setitem(sys.modules, "nlu.rasa.importer", SimpleNamespace(MessagesError=ValueError))  # Rasa takes seconds to load
    with pytest.raises(BadInput, match="unknown labels"):
        ways.own_messages()


def test_a_stop_is_no_error(exam: str, capsys: pytest.CaptureFixture[str]) -> None:
    def stop() -> Any:
        raise KeyboardInterrupt

    assert ways.main(["--set", exam], sources(served=stop)) == 130
    assert "stopped" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("figure", "shown"),
    [
        (None, "–"),
        (Row("w", "exam", "m", float("nan")), "–"),
        (Row("w", "exam", "m", 0.8762, low=0.8, high=0.9), "0.876 (0.80–0.90)"),
        (Row("w", OWN, "m", 0.8762, spread=0.0123), "0.876 ± 0.012"),
        (Row("w", "", SPEED, 12.345), "12.3"),
    ],
)
def test_cells_are_for_reading(figure: Row | None, shown: str) -> None:
    assert ways.cell(figure) == shown


def test_help_names_the_ways_and_settings(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        ways.main(["--help"])
    assert done.value.code == 0
    shown = capsys.readouterr().out
    assert all(word in shown for word in (*ways.NAMES, "--csv", "--set", "--quick", "--way", "--seed"))


def test_the_timed_reader_says_what_the_way_learned() -> None:
    texts = [text for text, _ in examples()]
    own = [Message(str(n), text, labels & set(CONCERNS), {}) for n, (text, labels) in enumerate(examples())]
    for way in WAYS:
        learned = Fitted(way, ways.look(texts, encode, find), ways.wanted_of(own), 7)
        assert ways.reader(learned, 0.5, encode, find)("tack pell why reason") == ["cause"], way.name
