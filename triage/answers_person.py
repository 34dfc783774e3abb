"""The person behind the question: distress, hiding it meanwhile, photos."""

from __future__ import annotations

from triage.answers_care import makeup
from triage.answers_parts import Ask, Need, Piece, number, upper, verb


def distress(ask: Ask) -> list[Piece]:
    """The stance of answer 4: distress is a real effect. What plays it down (7.8) is never shown."""
    s = ask.support("emotional_effect")
    who = f"{upper(number(s.n))} of {{ten}} {verb(s.n, 'says', 'say')} that face and feelings are closely tied"
    saw = "saw people unable to work over a seemingly slight weakness while it lasted"
    help_text = "If it weighs on your days, a GP or a therapist can help now."
    return [
        ask.say("distress.heard", "I am sorry. This is hard, and what you feel counts."),
        ask.say("distress.doctors", f"{who}, and {saw}.", brief=f"{who}.", emotional_effect=s),
        ask.say("distress.help", f"{help_text} You need not wait for your face to change.", Need.SAFETY, brief=help_text),
        *([ask.cite("I1", Need.SPARE)] if len(ask.concerns) == 1 else []),
    ]


def camouflage(ask: Ask) -> list[Piece]:
    return [
        ask.say("camouflage", "Yes, you can hide it for now, and that is a fair choice."),
        makeup(ask, Need.MUST),
    ]


def photo_assessment(ask: Ask) -> list[Piece]:
    none, some, no_view = (ask.support(tag) for tag in ("photos_no_change", "photos_some_change", "photos_inadequate"))
    text = f"Doctors differ over photos too. Of one patient's, {number(none.n)} of {{ten}} saw no clear change, "
    text += f"{number(some.n)} saw a slight one, and {number(no_view.n)} found them too poor to judge. "
    text += "That says nothing about your face."
    return [
        ask.say("photo.none", "I cannot judge a photo, and I give no view on looks."),
        ask.say("photo.doctors", text, photos_no_change=none, photos_some_change=some, photos_inadequate=no_view),
        ask.say("photo.how", "For an examination, bring dated photos, taken straight on, at rest and smiling."),
    ]
