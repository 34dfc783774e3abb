"""Nothing from outside can steer the terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.clean import clean, clean_json, clean_line


@pytest.mark.parametrize(
    ("dirty", "expected"),
    [
        ("\x1b[31mred", "[31mred"),
        ("\x1b]0;title\x07", "]0;title"),
        ("\x9b2J", "2J"),
        ("a\u202egnp", "agnp"),
        ("a\u2066b\u2069", "ab"),
        ("a\x7fb\x00c\x08", "abc"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("a\tb", "a   b"),
        ("\ud800", ""),
        ("\U000e0041tag", "tag"),
        ("naïve – 😊", "naïve – 😊"),
        ("👩\u200d⚕\ufe0f", "👩\u200d⚕\ufe0f"),
    ],
)
def test_clean(dirty: str, expected: str) -> None:
    assert clean(dirty) == expected


@given(st.text())
def test_no_control_character_but_line_breaks_is_left(text: str) -> None:
    left = {c for c in clean(text) if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co")}
    assert left <= {"\n", "\u200c", "\u200d"}
    assert "\n" not in clean_line(text)


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_json_is_cleaned_to_its_keys() -> None:
    assert clean_json({"a\x1b": ["\x07b", 1, None, {"c": "\x9bd"}]}) == {"a": ["b", 1, None, {"c": "d"}]}
