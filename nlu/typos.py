"""Typing errors as thumbs make them, for training and for the examination's mistyped copies."""

from __future__ import annotations

import random
import re

NEAR = {
    "a": "qsz", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo", "j": "hk", "k": "jl", "l": "k",
    "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "wa", "r": "et", "s": "ad", "t": "ry", "u": "yi", "v": "cb", "w": "qe", "x": "zc",
    "y": "tu", "z": "x",
}  # fmt: skip
SHORTEST = 4  # letters; shorter words are typed right
SLOPPY = 0.4  # share of messages without apostrophes, and of those without full stops and commas


def mistyped(text: str, chance: random.Random, *, rate: float = 0.18) -> str:
    """The text with a share `rate` of its longer words mistyped (two letters swapped, one lost, doubled or hit beside the key),
    sometimes without apostrophes or punctuation. Never empty if the text is not."""
    words = [mistyped_word(word, chance) if chance.random() < rate else word for word in text.split(" ")]
    typed = " ".join(words)
    if chance.random() < SLOPPY:
        typed = re.sub("['’]", "", typed)
    if chance.random() < SLOPPY:
        typed = re.sub(r"[.,;]+(?= |$)", "", typed)
    return typed if typed.strip() else text


def mistyped_word(word: str, chance: random.Random) -> str:
    """One error inside a word of letters; the first letter stays."""
    if len(word) < SHORTEST or not word.isalpha():
        return word
    at = chance.randrange(1, len(word) - 1)
    kind = chance.choice(("swap", "lose", "double", "beside"))
    if kind == "swap":
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == "lose":
        return word[:at] + word[at + 1 :]
    if kind == "double":
        return word[:at] + word[at] + word[at:]
    return word[:at] + chance.choice(NEAR.get(word[at].lower(), word[at])) + word[at + 1 :]
