"""Tokens, spellings and clauses of chat."""

from __future__ import annotations

import pytest

TOKENS = [
    ("10days", ["10", "days"]),
    ("2wks ago", ["2", "wks", "ago"]),
    ("w/o fever", ["w/o", "fever"]),
    ("can’t see", ["can’t", "see"]),
    ("pain...and", ["pain", "...", "and"]),
    ("eyes/lids", ["eyes", "/", "lids"]),
    ("sad :( today", ["sad", ":(", "today"]),
    ("ok😭now", ["ok", "😭", "now"]),
    ("12/8", ["12/8"]),
    ("the 11s", ["the", "11s"]),
    ("mum's face", ["mum", "'s", "face"]),
]


@pytest.mark.parametrize(("text", "tokens"), TOKENS)
def test_chat_is_cut_into_words(nlp, text: str, tokens: list[str]) -> None:
    assert [token.text for token in nlp.make_doc(text)] == tokens


@pytest.mark.parametrize("text", ["a  b\n\nc ", " \t", "", "I’m 😭😭 ok…", "x\u200dy\ud800z", "e\u0301té"])
def test_offsets_are_exact(nlp, text: str) -> None:
    doc = nlp(text)
    assert len(doc.text) == len(text)
    assert all(text[t.idx : t.idx + len(t)] == t.text for t in doc if "\ufffd" not in t.text)


NORMS = [
    ("cant", "cannot"), ("can't", "cannot"), ("CANNOT", "cannot"), ("dont", "dont"), ("wont", "wont"), ("sppech", "speech"),
    ("swalowing", "swallowing"), ("eylid", "eyelid"), ("drooooopy", "droopy"), ("u", "you"), ("brown", "brown"), ("sweet", "sweet"),
    ("slurry", "slurry"), ("house", "house"), ("brother", "brother"), ("spend", "spend"), ("throne", "throne"), ("smile", "smile"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "norm"), NORMS)
def test_spellings_are_mended_and_words_kept(nlp, typed: str, norm: str) -> None:
    assert nlp(typed)[0].norm_ == norm


def test_can_not_is_cannot(nlp) -> None:
    assert [token.norm_ for token in nlp("i can not see")][1] == "cannot"


CLAUSES = [
    ("no fever, pain or swelling but i see double", ["no fever, pain or swelling", "but i see double"]),
    ("smile is crooked and my arm is weak", ["smile is crooked", "and my arm is weak"]),
    ("had botox in may. how long does it last?", ["had botox in may.", "how long does it last?"]),
    ("1) is it normal 2) who do i see", ["1) is it normal", "2) who do i see"]),
    ("swallowing fine\nvoice hoarse", ["swallowing fine", "voice hoarse"]),
    ("my arm and leg are weak", ["my arm and leg are weak"]),
    ("so sad 😭 help me", ["so sad 😭", "help me"]),
]


@pytest.mark.parametrize(("text", "clauses"), CLAUSES, ids=[row[0] for row in CLAUSES])
def test_clauses_are_found_without_punctuation(nlp, text: str, clauses: list[str]) -> None:
    assert [clause.text.strip(" ,") for clause in nlp(text)._.clauses] == clauses
