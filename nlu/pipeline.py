"""The spaCy pipeline of the project: `make` it, save it, `load` it.

Order matters: tokens → clauses → findings → their status → entities.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import registry

from nlu.tokenizer import make_tokenizer

COMPONENTS = (
    "chat_norm",
    "clauses",
    "findings",
    "status",
    "times",
    "places",
    "products",
    "trends",
)


@registry.tokenizers("chat_tokenizer.v1")
def chat_tokenizer() -> Callable[[Language], Tokenizer]:
    """The tokenizer as spaCy's config names it."""
    return make_tokenizer


def make() -> Language:
    """A fresh pipeline, English rules, no statistical model."""
    nlp = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "chat_tokenizer.v1"}}})
    for name in COMPONENTS:
        nlp.add_pipe(name)
    nlp.meta["name"] = "triage"
    return nlp


def load(folder: Path | str = "build/language") -> Language:
    """The saved pipeline of `folder`.

    Raises FileNotFoundError, with the command that makes it, when there is none.
    """
    if not Path(folder, "meta.json").is_file():
        raise FileNotFoundError(f"{folder} holds no spaCy pipeline: run `make train`")
    return spacy.load(folder)


if __name__ == "__main__":
    make().to_disk(sys.argv[1])
