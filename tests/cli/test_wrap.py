"""Lines fitted to a width."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cli.wrap import spaced, wrapped


def test_an_item_goes_on_under_its_own_words() -> None:
    assert wrapped("- one two three", 11) == ["- one two", "  three"]
    assert wrapped("  [ ] 10. a lump by the ear", 22) == ["  [ ] 10. a lump by", "       the ear"]


def test_long_paragraphs_stand_apart_and_short_lines_together() -> None:
    assert spaced("a b c d e f g\nshort\nshort too", 10) == ["a b c d e", "f g", "", "short", "short too"]


def test_a_list_hangs_together_under_its_heading() -> None:
    assert spaced("Keep in mind:\n- a a a a a a a a\n- b\nAnd so on.", 14) == [
        *("Keep in mind:", "- a a a a a a", "  a a", "- b", "", "And so on."),
    ]


def test_an_address_stays_whole() -> None:
    address = "https://x.example/" + "a" * 40
    assert wrapped(f"As PDF: {address}", 30) == ["As PDF:", address]


@given(st.text("ab -\n", max_size=200), st.integers(10, 60))
def test_no_word_is_lost_and_no_line_is_too_wide(text: str, width: int) -> None:
    for fitted in (wrapped(text, width), spaced(text, width)):
        assert "".join("\n".join(fitted).split()) == "".join(text.split())
        assert all(len(line) <= width for line in fitted)
