"""With the action server gone: emergencies are still answered, and everything else gets an apology with the way to help, alike over
REST, in the terminal (piped and as NDJSON) and in the widget.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from tests.browsers import open_page
from tests.conftest import System, post
from tests.live import compare, ways
from tests.live.compare import Run
from tests.live.test_rest_live import kinds, level
from tests.live.ways import Talk

SWALLOW = "since the neck botox i cannot swallow and my voice is hoarse"
LETTERS = "i have written the letters and i am going to do it tonight"
TALKS = [
    Talk("an apology", ("how long does a crooked smile last",)),
    Talk("an apology for every message, an emergency between them", ("hello", SWALLOW, "thanks"), "IE"),
    Talk("an emergency", (SWALLOW,)),
    Talk("an emergency in another country", (SWALLOW,), "US"),
    Talk("a plan to die", (LETTERS,), "GB"),
]
each = pytest.mark.parametrize("number", range(len(TALKS)), ids=[talk.name for talk in TALKS])


@pytest.fixture(scope="module")
def lame_url(system: System) -> Iterator[str]:
    with system.without_actions():
        yield system.url


@pytest.fixture(scope="module")
def runs(lame_url: str) -> list[Run]:
    """Each conversation over REST and in the terminal."""
    return [compare.run(lame_url, talk) for talk in TALKS]


@pytest.fixture(scope="module")
def page(chromium: Any) -> Iterator[Any]:
    opened = open_page(chromium)
    yield opened
    opened.context.close()


def say(url: str, text: str) -> list[dict[str, Any]]:
    status, replies = post(url, {"sender": uuid.uuid4().hex, "message": text})
    assert status == 200
    return replies


def test_an_emergency_is_still_answered(lame_url: str) -> None:
    (reply,) = say(lame_url, SWALLOW)
    assert reply["custom"]["data"]["level"] == "EMERGENCY"
    assert "999" in reply["text"]


def test_suicidal_intent_is_still_answered(lame_url: str) -> None:
    (reply,) = say(lame_url, LETTERS)
    assert reply["custom"]["data"]["rule"] == "E10"
    assert "116 123" in reply["text"]


def test_everything_else_gets_an_apology_and_the_way_to_help(lame_url: str) -> None:
    (reply,) = say(lame_url, "how long does a crooked smile last")
    assert reply["custom"]["data"]["type"] == "error"
    assert "emergency number" in reply["text"] and "injections" in reply["text"]


def test_the_conversations_hold_apologies_and_emergencies(runs: list[Run]) -> None:
    said = [[(level(turn), *kinds(turn)) for turn in its.turns] for its in runs]
    apology, emergency = (None, "error"), ("EMERGENCY", "disposition")
    assert said[0] == [apology]
    assert said[1][:2] == [apology, emergency]
    assert said[2:] == [[emergency]] * 3


@each
def test_the_terminal_as_ndjson(runs: list[Run], number: int) -> None:
    compare.as_ndjson(runs[number])


@each
def test_the_terminal_in_a_pipe(runs: list[Run], number: int) -> None:
    compare.in_a_pipe(runs[number])


@each
@pytest.mark.browser
def test_the_widget(lame_url: str, runs: list[Run], page: Any, number: int) -> None:
    its = runs[number]
    for turn, shown in zip(its.turns, ways.by_widget(page, lame_url, its.talk, its.turns), strict=True):
        compare.on_the_page(turn, shown)
    assert page.troubles == []
