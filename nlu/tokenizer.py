"""Tokens of chat messages: digits glued to units, missing spaces, smileys and emoji, with exact offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

_TOKEN = re.compile(
    r"""
      https?://\S+
    | (?<!\w)[:;=]['’]?-?[()\[\]DPpoO/\\|3](?!\w) | <3 | \^_*\^       # :( ;-) :'( =D <3 ^^
    | \d{4}-\d{1,2}-\d{1,2} | \d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?(?![\w/])  # dates; 38.5 and 3.5 too
    | (?<!\w)(?:b4|gr8|l8r|2day|2moro|2nite|2night|b12)(?!\w)
    | \d+(?:st|nd|rd|th|s)(?!\w)                                      # 31st, the 11s
    | \d+(?:[.,]\d+)*
    | (?<!\w)(?:w/o|w/|b/c|n/a)(?!\w)
    | [^\W\d_]+(?:['’‘`´](?:t|m|re|ve|ll|d|clock|all)(?!\w))?         # can't, i'm, i've: one token
    | ['’‘`´]s(?!\w)                                                  # mum|'s face, it|'s
    | \.{2,} | …+ | [!?]+
    | [\u2190-\u2BFF\U0001F000-\U0001FAFF][\uFE0F\u200D\U0001F3FB-\U0001F3FF\u2640\u2642]*
    | \d | [^\s]
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SURROGATE = re.compile("[\ud800-\udfff]")


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Each token with whether one space follows; further white space is a token of its own."""
    position = 0
    while position < len(text):
        if text[position].isspace():
            end = position
            while end < len(text) and text[end].isspace():
                end += 1
            yield text[position:end], False
            position = end
            continue
        found = _TOKEN.match(text, position)
        end = found.end() if found and found.end() > position else position + 1
        spaced = text[end : end + 1] == " "
        yield text[position:end], spaced
        position = end + spaced


class ChatTokenizer:
    """A spaCy tokenizer for what people type. `doc.text` is as long as the text and equal to it, save lone surrogates."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        pieces = list(_pieces(_SURROGATE.sub("\ufffd", text)))
        return Doc(self.vocab, words=[word for word, _ in pieces], spaces=[spaced for _, spaced in pieces])

    def pipe(self, texts: Iterator[str], batch_size: int = 1000) -> Iterator[Doc]:
        """Tokenize one text after another."""
        return map(self, texts)

    def to_bytes(self, **_: Any) -> bytes:
        """Nothing to keep: the tokenizer has no state."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> ChatTokenizer:
        """Nothing to restore."""
        return self

    def to_disk(self, _path: str | Path, **_: Any) -> None:
        """Nothing to keep."""

    def from_disk(self, _path: str | Path, **_: Any) -> ChatTokenizer:
        """Nothing to restore."""
        return self


def make_tokenizer(nlp: Language) -> ChatTokenizer:
    """The tokenizer for `nlp`, sharing its vocabulary."""
    return ChatTokenizer(nlp.vocab)
