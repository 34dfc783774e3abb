"""The same conversation over REST, in the terminal (piped and as NDJSON) and in the widget: same text, level and sources.

What the bot says is not examined here, only that all three say it; and that every level and kind of reply is among it.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest

from tests.browsers import open_page, settled
from tests.live import compare, ways
from tests.live.compare import Run
from triage.levels import Level

TALKS = ways.talks()
KINDS = {"question", "answer", "disposition", "timeline", "summary", "forgotten"}  # "error": tests/live/test_without_actions.py
SMALL = {"greet", "thank", "goodbye", "ask_identity", "ask_capabilities", "dialogue"}
each = pytest.mark.parametrize("number", range(len(TALKS)), ids=[f"{number} {talk.name}" for number, talk in enumerate(TALKS, 1)])


@pytest.fixture(scope="module")
def runs(bot_url: str) -> Iterator[list[Future[Run]]]:
    """Every conversation over REST and in the terminal, under way while the browser has its own."""
    pool = ThreadPoolExecutor(2)
    yield [pool.submit(compare.run, bot_url, talk) for talk in TALKS]
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
        compare.on_the_page(turn, shown)
    assert page.troubles == []


@pytest.mark.browser
def test_the_widget_after_a_reload(bot_url: str, runs: list[Future[Run]], page: Any) -> None:
    its = runs[0].result()
    ways.by_widget(page, bot_url, its.talk, its.turns)
    page.reload()
    page.get_by_role("log").get_by_text("You said:").wait_for(state="attached")
    settled(page)
    compare.on_the_page(its.turns[-1], page.evaluate(ways.SHOWN))


@each
def test_the_terminal_as_ndjson(runs: list[Future[Run]], number: int) -> None:
    compare.as_ndjson(runs[number].result())


@each
def test_the_terminal_in_a_pipe(runs: list[Future[Run]], number: int) -> None:
    compare.in_a_pipe(runs[number].result())


def test_every_level_and_every_kind_of_reply_is_among_them(runs: list[Future[Run]]) -> None:
    said = [ways.data(reply) for its in runs for turn in its.result().turns for reply in turn]
    assert {data.get("level") for data in said if data.get("type") == "disposition"} == {level.value for level in Level}
    assert {data["type"] for data in said} == KINDS
    concerns = {data.get("concern") for data in said if data["type"] == "answer"}
    assert concerns >= {"out_of_scope", "nlu_fallback"}, "out of scope, and not understood"
    assert len(concerns & SMALL) >= 4, "small talk"
    assert {data.get("multiple") for data in said if data["type"] == "question"} == {True, False}
