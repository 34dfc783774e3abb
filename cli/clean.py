"""Text from outside, made fit for a terminal: no control, bidi or invisible characters."""

from __future__ import annotations

import unicodedata
from typing import Any, Final

_BREAKS: Final = str.maketrans({"\r": "\n", "\v": "\n", "\f": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"})
_KEPT: Final = frozenset("\n\u200c\u200d")  # the joiners: Persian words and many emoji need them
_REMOVED: Final = frozenset({"Cc", "Cf", "Cs", "Co"})  # control; format and bidi; lone surrogates; private use


def clean(text: str) -> str:
    """`text` without anything that could move the cursor, set colours or titles, or turn the reading direction.

    Line breaks of every kind become "\\n", a tab becomes spaces; joiners between letters stay.
    """
    if text.isascii() and text.isprintable():
        return text
    lines = text.replace("\r\n", "\n").translate(_BREAKS).expandtabs(4)
    return "".join(c for c in lines if c in _KEPT or unicodedata.category(c) not in _REMOVED)


def clean_line(text: str) -> str:
    """`clean`, on one line."""
    return " ".join(clean(text).split())


def clean_json(value: Any) -> Any:
    """A JSON value with every string in it cleaned, keys too."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [clean_json(item) for item in value]
    if isinstance(value, dict):
        return {clean(key): clean_json(item) for key, item in value.items()}
    return value
