"""A conversation over REST, in the terminal (piped and as NDJSON) and in the widget, and the comparison of what they show."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from cli.disposition import plain
from cli.replies import read
from cli.sources import explains
from tests.live import ways
from tests.live.ways import Reply, Talk, Turn

AGAIN = "Send my message again"  # the widget's own button under an apology


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


def on_the_page(turn: Turn, shown: list[dict[str, Any]]) -> None:
    """A turn on the page against the same turn over REST."""
    assert len(shown) == len(turn), [one["text"][:80] for one in shown]
    for reply, its in zip(turn, shown, strict=True):
        text = f" {plain(its['text'])} "
        for fragment in ways.fragments(reply):
            assert f" {fragment} " in text
        for answer, months in ways.ranges(reply):
            assert f" answer {answer} {months} " in text
        again = [AGAIN] if ways.data(reply).get("type") == "error" else []
        assert its["choices"] == ways.titles([reply]) + again
        assert its["levels"] == ways.levels([reply])
        assert ways.read_sources("\n".join(its["sources"])) == ways.sources(reply)


def as_ndjson(its: Run) -> None:
    """The terminal's NDJSON against the replies over REST."""
    received = [ways.same(json.loads(line)) for line in its.ndjson.splitlines()]
    assert received == [ways.same(reply) for turn in its.turns for reply in turn]


def in_a_pipe(its: Run) -> None:
    """What the terminal writes into a pipe against the replies over REST."""
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
