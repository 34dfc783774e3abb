"""The same conversation over REST, in the terminal (piped and as NDJSON) and in the widget: same text, level and sources.

What the bot says is not examined here, only that all three say it; and that every level and kind of reply is among it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from cli.disposition import plain
from tests.browsers import open_page, settled
from tests.live import ways
from tests.live.ways import Talk, Turn
from triage.levels import Level

TALKS = ways.talks()
KINDS = {"question", "answer", "disposition", "timeline", "summary", "forgotten"}  # "error": tests/live/test_without_actions.py
SMALL = {"greet", "thank", "goodbye", "ask_identity", "ask_capabilities", "dialogue"}
each = pytest.mark.parametrize("talk", TALKS, ids=[f"{number} {talk.name}" for number, talk in enumerate(TALKS, 1)])


@pytest.fixture(scope="module")
def rest(bot_url: str) -> dict[Talk, list[Turn]]:
    """What each conversation gets over REST, against which the others are held."""
    return {id(talk): ways.by_rest(bot_url, talk) for talk in TALKS}  # type: ignore[misc]


@pytest.fixture(scope="module")
def page(chromium: Any) -> Iterator[Any]:
    opened = open_page(chromium)
    yield opened
    opened.context.close()


def test_there_are_enough_conversations() -> None:
    assert len(TALKS) >= 25


def test_every_level_and_every_kind_of_reply_is_among_them(rest: Any) -> None:
    said = [ways.data(reply) for turns in rest.values() for turn in turns for reply in turn]
    assert {data.get("level") for data in said if data.get("type") == "disposition"} == {level.value for level in Level}
    assert {data["type"] for data in said} == KINDS
    concerns = {data.get("concern") for data in said if data["type"] == "answer"}
    assert concerns >= {"out_of_scope", "nlu_fallback"}, "out of scope, and not understood"
    assert len(concerns & SMALL) >= 4, "small talk"
    assert any(data.get("multiple") for data in said) and any(data["type"] == "question" and not data["multiple"] for data in said)


@each
def test_the_terminal_as_ndjson(bot_url: str, rest: Any, talk: Talk) -> None:
    turns = rest[id(talk)]
    lines = ways.by_terminal(bot_url, talk, ways.typed(talk, turns), "--json").splitlines()
    assert [ways.same(json.loads(line)) for line in lines] == [ways.same(reply) for turn in turns for reply in turn]


@each
def test_the_terminal_in_a_pipe(bot_url: str, rest: Any, talk: Talk) -> None:
    turns = rest[id(talk)]
    forgotten = any(ways.data(reply).get("type") == "forgotten" for reply in turns[-1])
    printed = ways.by_terminal(bot_url, talk, [*ways.typed(talk, turns), "/why"])
    shown, why = ways.WHY.split(printed, maxsplit=1)
    text = f" {plain(shown)} "
    for reply in (reply for turn in turns for reply in turn):
        for fragment in ways.fragments(reply):
            assert f" {fragment} " in text
        for answer, months in ways.ranges(reply):
            assert f" answer {answer} of 10 {months} " in text
        for title in ways.titles([reply]):
            assert f" {plain(title)} " in text
    assert ways.read_levels(shown) == [level for turn in turns for level in ways.levels(turn)]
    if not forgotten:
        claims, evidence = ways.read_sources(why)
        last = last_sourced(turns)
        assert set().union(*(ways.sources(reply)[0] for reply in last)) <= claims
        assert set().union(*(ways.sources(reply)[1] for reply in last)) == evidence


def last_sourced(turns: list[Turn]) -> Turn:
    """The replies of the last turn that rests on anything: what /why explains."""
    from cli.replies import read
    from cli.sources import explains

    return next((found for turn in reversed(turns) if (found := [reply for reply in turn if explains(read(reply))])), [])


@each
@pytest.mark.browser
def test_the_widget(bot_url: str, rest: Any, page: Any, talk: Talk) -> None:
    turns = rest[id(talk)]
    seen = ways.by_widget(page, bot_url, talk, turns)
    for turn, shown in zip(turns, seen, strict=True):
        compare(turn, shown)
    assert page.troubles == []


def compare(turn: Turn, shown: list[dict[str, Any]]) -> None:
    """A turn on the page against the same turn over REST."""
    assert len(shown) == len(turn), [one["text"][:80] for one in shown]
    for reply, its in zip(turn, shown, strict=True):
        text = f" {plain(its['text'])} "
        for fragment in ways.fragments(reply):
            assert f" {fragment} " in text
        for answer, months in ways.ranges(reply):
            assert f" answer {answer} {months} " in text
        assert its["choices"] == ways.titles([reply])
        assert its["levels"] == ways.levels([reply])
        assert ways.read_sources("\n".join(its["sources"])) == ways.sources(reply)


@pytest.mark.browser
def test_the_widget_after_a_reload(bot_url: str, rest: Any, page: Any) -> None:
    talk = TALKS[0]
    ways.by_widget(page, bot_url, talk, rest[id(talk)])
    page.reload()
    page.get_by_role("log").get_by_text("You said:").wait_for(state="attached")
    settled(page)
    compare(rest[id(talk)][-1], page.evaluate(ways.SHOWN))
