"""The second reader: what it learns, that it is kept, and that its own way of counting is scikit-learn's."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import hstack
from scipy.special import expit

from nlu.concerns import SECOND, _between
from nlu.examples import Example
from nlu.words import WordModel

LABELS = ("duration", "referral", "greeting", "camouflage")
TEXTS = {
    "how long does it last": "duration",
    "how long until it wears off": "duration",
    "when does it last until": "duration",
    "which doctor should i see": "referral",
    "should i see a doctor": "referral",
    "do i need to see a doctor": "referral",
    "hello there": "greeting",
    "hello again": "greeting",
    "hello": "greeting",
}


@pytest.fixture(scope="module")
def model() -> WordModel:
    return WordModel.fit([Example(text, frozenset([label])) for text, label in TEXTS.items()], LABELS)


@pytest.mark.parametrize(("text", "label"), [("how long does this last?", "duration"), ("SHOULD I SEE A DOCTOR", "referral"), ("helo", "greeting")])
def test_it_learns(model: WordModel, text: str, label: str) -> None:
    found = model.probabilities(text)
    assert max(found, key=lambda name: found[name]) == label


def test_a_label_without_a_message_never_comes(model: WordModel) -> None:
    assert model.probabilities("how long does it last")["camouflage"] < 1e-6


@pytest.mark.parametrize("text", ["", "🙂", "how long how long until then, doctor?", "x" * 3000])
def test_it_counts_as_scikit_learn_does(model: WordModel, text: str) -> None:
    seen = hstack([one.transform([text]) for one in model._words], format="csr")
    wanted = expit(seen @ model._weights + model._biases)[0]
    assert np.allclose(list(model.probabilities(text).values()), wanted, atol=1e-5)


def test_it_is_kept(model: WordModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    again = WordModel.load(tmp_path)
    for text in TEXTS:
        assert np.allclose(list(again.probabilities(text).values()), list(model.probabilities(text).values()), atol=1e-2)


def test_two_readers_agree_between_what_each_thinks() -> None:
    assert 0 < SECOND < 0.5
    assert _between(0.7, 0.7) == pytest.approx(0.7)
    assert 0.2 < _between(0.9, 0.2) < 0.9
    assert _between(0.9, 0.2) > _between(0.2, 0.9)  # the encoder counts for more
    assert 0 < _between(0.0, 1.0) < _between(1.0, 1.0) < 1
