"""What a message without any label may have meant."""

from __future__ import annotations

from nlu.intents import INTENTS
from nlu.understand import GUESS, guesses
from triage.smalltalk import TITLES


def test_likely_concerns_come_first_and_neither_danger_nor_steering_is_guessed():
    probabilities = {"duration": 0.2, "cause": 0.3, "red_flag_eye": 0.35, "act_stop": 0.3, "referral": GUESS / 2}
    assert guesses(probabilities) == ["cause", "duration"]


def test_every_title_is_a_concern():
    assert set(TITLES) <= set(INTENTS)
