"""The same conversation over REST, in the terminal (piped and as NDJSON) and in the widget: same text, level and sources.

What the bot says is not examined here, only that all three say it; and that every level and kind of reply is among it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest

from cli.disposition import plain
from cli.replies import read
from cli.sources import explains
from tests.browsers import open_page, settled
from tests.live import ways
from tests.live.ways import Reply, Talk, Turn
from triage.levels import Level

TALKS = ways.talks()
KINDS = {"question", "answer", "disposition", "timeline", "summary", "forgotten"}  # "error": tests/live/test_without_actions.py
SMALL = {"greet", "thank", "goodbye", "ask_identity", "ask_capabilities", "dialogue"}
each = pytest.mark.parametrize("number", range(len(TALKS)), ids=[f"{number} {talk.name}" for number, talk in enumerate(TALKS, 1)])


@dataclass(frozen=True)
class Run:
    """A conversation over REST, and what the terminal wrote for the same one."""

    talk: Talk
    turns: list[Turn]
    ndjson: str
    printed: str


def run(url: str, talk: Talk) -> Run:
    turns = ways.by_rest(url, talk)
    lines = ways.typed(talk, turns)
    return Run(talk, turns, ways.by_terminal(url, talk, lines, "--json"), ways.by_terminal(url, talk, [*lines, "/why"]))


@pytest.fixture(scope="module")
def runs(bot_url: str) -> Iterator[list[Future[Run]]]:
    """Every conversation over REST and in the terminal, under way while the browser has its own."""
    pool = ThreadPoolExecutor(2)
    yield [pool.submit(run, bot_url, talk) for talk in TALKS]
    pool.shutdown(cancel_futures=True)


@pytest.fixture(scope="module")
def page(chromium: Any) -> Iterator[Any]:
    opened = open_page(chromium)
    yield opened
    opened.context.close()


def test_there_are_enough_conversations() -> None:
    assert len(TALKS) >= 25


@each
@pytest.mark.browser
def test_the_widget(bot_url: str, runs: list[Future[Run]], page: Any, number: int) -> None:
    its = runs[number].result()
    seen = ways.by_widget(page, bot_url, its.talk, its.turns)
    for turn, shown in zip(its.turns, seen, strict=True):
        compare(turn, shown)
    assert page.troubles == []


@pytest.mark.browser
def test_the_widget_after_a_reload(bot_url: str, runs: list[Future[Run]], page: Any) -> None:
    its = runs[0].result()
    ways.by_widget(page, bot_url, its.talk, its.turns)
    page.reload()
    page.get_by_role("log").get_by_text("You said:").wait_for(state="attached")
    settled(page)
    compare(its.turns[-1], page.evaluate(ways.SHOWN))


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


@each
def test_the_terminal_as_ndjson(runs: list[Future[Run]], number: int) -> None:
    its = runs[number].result()
    received = [ways.same(json.loads(line)) for line in its.ndjson.splitlines()]
    assert received == [ways.same(reply) for turn in its.turns for reply in turn]


@each
def test_the_terminal_in_a_pipe(runs: list[Future[Run]], number: int) -> None:
    its = runs[number].result()
    shown, why = ways.WHY.split(its.printed, maxsplit=1)
    text = f" {plain(shown)} "
    for reply in (reply for turn in its.turns for reply in turn):
        for fragment in ways.fragments(reply):
            assert f" {fragment} " in text
        for answer, months in ways.ranges(reply):
            assert f" answer {answer} of 10 {months} " in text
        for title in ways.titles([reply]):
            assert f" {plain(title)} " in text
    assert ways.read_levels(shown) == [level for turn in its.turns for level in ways.levels(turn)]
    claims, evidence = ways.read_sources(why)
    wanted = [ways.sources(reply) for reply in last_sourced(its.turns)]
    assert {claim for one, _ in wanted for claim in one} == claims
    assert {row for _, one in wanted for row in one} == evidence


def last_sourced(turns: list[Turn]) -> list[Reply]:
    """The replies of the last turn that rests on anything, since the conversation began: what /why explains."""
    found: list[Reply] = []
    for turn in turns:
        forgotten = any(ways.data(reply).get("type") == "forgotten" for reply in turn)
        found = [] if forgotten else [reply for reply in turn if explains(read(reply))] or found
    return found


def test_every_level_and_every_kind_of_reply_is_among_them(runs: list[Future[Run]]) -> None:
    said = [ways.data(reply) for its in runs for turn in its.result().turns for reply in turn]
    assert {data.get("level") for data in said if data.get("type") == "disposition"} == {level.value for level in Level}
    assert {data["type"] for data in said} == KINDS
    concerns = {data.get("concern") for data in said if data["type"] == "answer"}
    assert concerns >= {"out_of_scope", "nlu_fallback"}, "out of scope, and not understood"
    assert len(concerns & SMALL) >= 4, "small talk"
    assert {data.get("multiple") for data in said if data["type"] == "question"} == {True, False}
