"""Rasa's default pipeline as it is compared with: read from the installed Rasa, our messages, kept by hash."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bench import starter
from bench.messages import BadInput
from bench.starter import JOINED, MAIN
from nlu.intents import INTENTS

MESSAGES = [
    ('why: is it "normal"?', frozenset({"cause", "asymmetry", "sign_ptosis"})),
    ("- my eye won't shut", frozenset({"red_flag_eye", "cause"})),
    ("yes", frozenset({"act_affirm"})),
    ("ten days", frozenset[str]()),
    ("why", frozenset({"cause"})),
]


def test_one_intent_a_message() -> None:
    assert [starter.intent_of(labels, MAIN) for _, labels in MESSAGES] == [
        "cause",
        "red_flag_eye",
        "act_affirm",
        "inform",
        "cause",
    ]
    assert [starter.intent_of(labels, JOINED) for _, labels in MESSAGES] == [
        "cause+asymmetry",
        "red_flag_eye+cause",
        "act_affirm",
        "inform",
        "cause",
    ]


@pytest.mark.parametrize("variant", [MAIN, JOINED])
def test_an_intent_gives_its_labels_back(variant: str) -> None:
    for _, labels in MESSAGES:
        back = set(starter.labels_in(starter.intent_of(labels, variant)))
        assert back <= labels
        assert variant == MAIN or back == labels & set(INTENTS)


def test_the_pipeline_is_the_installed_rasa_s() -> None:
    names = [component["name"] for component in starter.pipeline()]
    assert names == [
        "WhitespaceTokenizer",
        "RegexFeaturizer",
        "LexicalSyntacticFeaturizer",
        "CountVectorsFeaturizer",
        "CountVectorsFeaturizer",
        "DIETClassifier",
        "EntitySynonymMapper",
        "ResponseSelector",
        "FallbackClassifier",
    ]


def test_joined_intents_change_the_tokenizer_and_quick_the_epochs_only() -> None:
    main, joined, quick = (starter.config(v, quick=q)["pipeline"] for v, q in ((MAIN, False), (JOINED, False), (MAIN, True)))
    assert main == starter.pipeline()
    assert joined[1:] == main[1:]
    assert joined[0] == {"name": "WhitespaceTokenizer", "intent_tokenization_flag": True, "intent_split_symbol": "+"}
    assert [c.get("epochs") for c in main if "epochs" in c] == [100, 100]
    assert [c.get("epochs") for c in quick if "epochs" in c] == [starter.QUICK_EPOCHS] * 2


def test_rasa_reads_the_messages_back(tmp_path: Path) -> None:
    from rasa.shared.nlu.training_data.loading import load_data

    path = tmp_path / "nlu.yml"
    path.write_text(starter.training_file(MESSAGES, JOINED), encoding="utf-8")
    back = {message.get("text"): message.get("intent") for message in load_data(str(path)).intent_examples}
    assert back == {text: starter.intent_of(labels, JOINED) for text, labels in MESSAGES}


def test_the_training_messages_are_the_project_s(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text(
        yaml.safe_dump(
            {
                "version": "3.1",
                "nlu": [
                    {
                        "intent": "ask_cause",
                        "examples": [
                            {"text": "why"},
                            {"text": "why the lid", "metadata": {"concerns": ["cause", "eyelid_or_brow_droop"]}},
                        ],
                    }
                ],
            }
        )
    )
    assert starter.examples(tmp_path) == [("why", {"cause"}), ("why the lid", {"cause", "eyelid_or_brow_droop"})]


def test_without_messages_there_is_nothing_to_train(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("version: '3.1'\nnlu: []\n")
    with pytest.raises(BadInput, match="holds no training messages"):
        starter.examples(tmp_path)


@pytest.fixture()
def fits(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Where a training happened; it takes 60 s."""
    places: list[Path] = []

    def fit(place: Path) -> float:
        places.append(place)
        (place / "starter.tar.gz").write_bytes(b"model")
        return 60.0

    monkeypatch.setattr(starter, "_fit", fit)
    return places


def test_a_model_is_trained_once_for_what_it_is_made_from(tmp_path: Path, fits: list[Path]) -> None:
    first, second = (starter.train(MESSAGES, MAIN, tmp_path, quick=False) for _ in range(2))
    assert first == second == starter.Trained(first.archive, 60.0, 4, 5)
    assert len(fits) == 1
    assert (fits[0] / "nlu.yml").read_text(encoding="utf-8") == starter.training_file(MESSAGES, MAIN)
    starter.train(MESSAGES[:-1], MAIN, tmp_path, quick=False)
    starter.train(MESSAGES, JOINED, tmp_path, quick=False)
    starter.train(MESSAGES, MAIN, tmp_path, quick=True)
    assert len(set(fits)) == 4


def test_a_training_that_was_broken_off_begins_anew(tmp_path: Path, fits: list[Path]) -> None:
    trained = starter.train(MESSAGES, MAIN, tmp_path, quick=False)
    (trained.archive.parent / "trained.json").unlink()
    starter.train(MESSAGES, MAIN, tmp_path, quick=False)
    assert len(fits) == 2


def test_a_training_that_fails_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starter.sys, "executable", "/bin/false")
    with pytest.raises(BadInput, match=r"could not be trained in .* \(exit status 1\)"):
        starter.train(MESSAGES, MAIN, tmp_path, quick=True)
    assert not list(tmp_path.rglob("trained.json"))
