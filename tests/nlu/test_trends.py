"""How a change came on and where it is going. The sentences are the project's own."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.trends import find


def values(text: str, label: str) -> set[str]:
    return {str(item.value) for item in find(text) if item.label == label}


COURSES = [
    ("it is getting better", {"better"}),
    ("better", {"better"}),
    ("barely improving", {"better"}),
    ("easing slightly", {"better"}),
    ("perhaps a touch better", {"better"}),
    ("improving all the time", {"better"}),
    ("nearly level again", {"better"}),
    ("starting to move again", {"better"}),
    ("it is slowly coming back", {"better"}),
    ("it is getting worse", {"worse"}),
    ("worse", {"worse"}),
    ("its now worse not better", {"worse"}),
    ("more noticeable each day", {"worse"}),
    ("each fortnight it's a notch lower", {"worse"}),
    ("every week the lid sits a bit lower", {"worse"}),
    ("heavier by the day", {"worse"}),
    ("my left brow is a bit lower", set()),
    ("spreading", {"worse"}),
    ("weaker and weaker", {"worse"}),
    ("about the same", {"same"}),
    ("not getting better", {"same"}),
    ("no better no worse", {"same"}),
    ("not changing", {"same"}),
    ("STILL the same", {"same"}),
    ("not worse", {"same"}),
    ("same as month 4", {"same"}),
    ("no improvement at all", {"same"}),
    ("hasn't budged", {"same"}),
    ("isn't improving", {"same"}),
    ("it comes and goes", {"fluctuating"}),
    ("on and off", {"fluctuating"}),
    ("worse at night", {"fluctuating"}),
    ("better after a nap", {"fluctuating"}),
    ("it has gone now", {"resolved"}),
    ("back to normal", {"resolved"}),
    ("it went away", {"resolved"}),
    ("it cleared up", {"resolved"}),
    # none
    ("when will it get better", set()),
    ("will it get worse?", set()),
    ("when does it go back to normal", set()),
    ("that makes me feel a bit better", set()),
    ("half the frown has gone", set()),
    ("both but worse on the L", set()),
    ("everyone would be better off", set()),
    ("same clinic", set()),
    ("until it's gone", set()),
]

ONSETS = [
    ("all at once", {"sudden"}),
    ("suddenly drooped", {"sudden"}),
    ("woke up with it", {"sudden"}),
    ("the second the needle went in", {"sudden"}),
    ("out of nowhere", {"sudden"}),
    ("overnight", {"sudden"}),
    ("it built up over a day or two", {"hours-days"}),
    ("over the next few days", {"hours-days"}),
    ("within 24 hours", {"hours-days"}),
    ("gradually", {"gradual"}),
    ("it crept up", {"gradual"}),
    ("bit by bit", {"gradual"}),
    ("fades a bit more each month", {"gradual"}),
    ("very slowly", {"gradual"}),
    ("it was already there before the injections", {"since-before"}),
    ("always had it", {"since-before"}),
    ("old photos show it", {"since-before"}),
    ("since birth", {"since-before"}),
    # none
    ("slowly better", set()),
    ("not suddenly", set()),
    ("does it come on fast or slow", set()),
    ("not sure how it came on", set()),
    ("over 6 months", set()),
    ("its been over 3 days", set()),
    ("botox 2 weeks ago", set()),
]


@pytest.mark.parametrize(("text", "wanted"), COURSES)
def test_the_course_is_what_is_told_not_what_is_hoped(text: str, wanted: set[str]) -> None:
    assert values(text, "course") == wanted


@pytest.mark.parametrize(("text", "wanted"), ONSETS)
def test_the_manner_of_onset_is_read(text: str, wanted: set[str]) -> None:
    assert values(text, "onset") == wanted


def test_only_just_started_is_new() -> None:
    assert values("it only just started", "course_new") == {"new"}


def test_worse_after_better_is_noted() -> None:
    assert values("it was improving but then it dropped again", "worse_after_better") == {"yes"}


def test_the_component_runs_in_a_pipeline() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("trends")
    doc = nlp("about the same")
    assert [(s.label_, s._.value) for s in doc.spans["entities"]] == [("course", "same")]


@given(st.text(max_size=150))
@settings(max_examples=300)
def test_no_text_breaks_it(text: str) -> None:
    assert all(0 <= item.start < item.end <= len(text) for item in find(text))
