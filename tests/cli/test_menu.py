"""What is typed at a list of choices, and what is sent for it."""

from __future__ import annotations

import pytest

from cli.menu import Menu, NoSuchChoice
from cli.replies import read

SIDES = Menu.of([read({"text": "Side?", "buttons": [{"title": "Left", "payload": "~1"}, {"title": "Right"}]})])
CHECKLIST = Menu.of(
    [read({"custom": {"data": {"type": "question", "multiple": True, "choices": [{"title": t} for t in "Abc Def Ghi".split()]}}})]
)


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("2", "Right"),
        (" 2. ", "Right"),
        ("#1", "Left"),
        ("1)", "Left"),
        ("left", "Left"),
        ("the left one", "the left one"),
        ("3", "3"),  # perhaps days: words, not a mistake
        ("0", "0"),
        ("1 2", "1 2"),
        ("14 days", "14 days"),
    ],
)
def test_one_choice(typed: str, sent: str) -> None:
    assert SIDES.message(typed) == sent


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("1", "Abc"),
        ("1 3", "Abc, Ghi"),
        ("1, 3", "Abc, Ghi"),
        ("1,3", "Abc, Ghi"),
        ("1 and 3", "Abc, Ghi"),
        ("1, 2 & 3", "Abc, Def, Ghi"),
        ("1 1 3", "Abc, Ghi"),
        ("1, a headache", "Abc, a headache"),
        ("def", "Def"),
        ("none of these", "none of these"),
        ("it hurts, and I am dizzy", "it hurts, and I am dizzy"),
        ("for 3 days", "for 3 days"),
    ],
)
def test_a_checklist(typed: str, sent: str) -> None:
    assert CHECKLIST.message(typed) == sent


@pytest.mark.parametrize("typed", ["7", "1 7", "0", "1, 7", "7, a headache"])
def test_a_number_that_a_checklist_does_not_have_is_not_sent(typed: str) -> None:
    with pytest.raises(NoSuchChoice, match="from 1 to 3"):
        CHECKLIST.message(typed)


def test_choices_are_numbered_through_the_turn() -> None:
    menu = Menu.of([read({"buttons": [{"title": "A"}, {"title": "B"}]}), read({"buttons": [{"title": "C"}]})])
    assert menu.message("3") == "C"


def test_without_choices_a_number_is_a_word() -> None:
    assert Menu().message("2") == "2"
