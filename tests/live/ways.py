"""The three ways in, each running a conversation, and what of a reply each of them must show."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from cli.disposition import SIGNS, plain
from tests.browsers import say, settled
from tests.conftest import post

ROOT = Path(__file__).parents[2]
LIST = re.compile(r": [^:?\n]*;[^?\n]*\?(?: Or none[^?\n]*\?)?")
ROW = re.compile(r"- Answer (\d+):")
CLAIM = re.compile(r"(?<![\d.])(?:10|[1-9])\.[1-9](?![\d.])")
WHY = re.compile(
    r"(?m)^(?=Why the last question was asked:|What the last answer rests on|Why the advice is|There is nothing to explain)"
)
EVIDENCE = re.compile(r"(?i)\bevidence:? ((?:[A-L]\d{1,2}(?:, )?)+)")

Reply = dict[str, Any]
Turn = list[Reply]


@dataclass(frozen=True)
class Talk:
    """A conversation of parity.yml. A step is words, {"tick": [titles]} or {"press": title}."""

    name: str
    says: tuple[Any, ...]
    country: str = ""


def talks() -> list[Talk]:
    return [
        Talk(one["name"], tuple(one["says"]), one.get("country", ""))
        for one in yaml.safe_load((Path(__file__).parent / "parity.yml").read_text())
    ]


def chosen(step: Any, before: Turn) -> list[str]:
    """The titles that a step picks, or none: it is words, or they are not all offered."""
    picked = [] if isinstance(step, str) else step.get("tick") or [step["press"]]
    return picked if set(picked) <= set(titles(before)) else []


def words(step: Any) -> str:
    """The step as words."""
    return " ".join(step.split()) if isinstance(step, str) else ", ".join(step.get("tick") or [step["press"]])


def data(reply: Reply) -> dict[str, Any]:
    return (reply.get("custom") or {}).get("data") or {}


def titles(turn: Turn) -> list[str]:
    """What may be chosen after a turn, in order."""
    return [button["title"] for reply in turn for button in reply.get("buttons") or ()]


def same(reply: Reply) -> Reply:
    """A reply without what is new each time: whose it is, the link to the summary, and the minute that was made in."""
    stored = re.sub(r'"url": "[^"]*"', '"url": ""', json.dumps({**reply, "recipient_id": ""}))
    return json.loads(re.sub(r"- Time: [^\\\"]*", "- Time:", stored))


# -- the ways


def by_rest(url: str, talk: Talk) -> list[Turn]:
    """Every turn's replies; a button is pressed by its payload."""
    sender, turns = uuid.uuid4().hex, list[Turn]()
    for step in talk.says:
        payloads = {
            button["title"]: button["payload"] for reply in (turns[-1] if turns else []) for button in reply.get("buttons") or ()
        }
        message = payloads.get(words(step), words(step))
        body = {"sender": sender, "message": message, **({"metadata": {"country": talk.country}} if talk.country else {})}
        status, replies = post(url, body)
        assert status == 200, replies
        turns.append(replies)
    return turns


def typed(talk: Talk, turns: Sequence[Turn]) -> list[str]:
    """The conversation as it is typed in the terminal: choices by their numbers."""
    lines = []
    for step, before in zip(talk.says, [[], *turns], strict=False):
        numbers = {title: str(number) for number, title in enumerate(titles(before), 1)}
        lines.append(" ".join(numbers[title] for title in chosen(step, before)) or words(step))
    return lines


def by_terminal(url: str, talk: Talk, lines: Sequence[str], *options: str) -> str:
    """What `triage chat` writes to a pipe for these lines."""
    command = [
        sys.executable,
        "-m",
        "cli.main",
        "chat",
        "--url",
        url,
        *(["--country", talk.country] if talk.country else []),
        *options,
    ]
    done = subprocess.run(
        command, input="\n".join(lines) + "\n", capture_output=True, text=True, timeout=120, cwd=ROOT, check=False
    )
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


SHOWN = """() => {
  const items = [...document.querySelector('triage-chat').shadowRoot.querySelectorAll('ol.turns > li')];
  const last = items.map((item) => item.classList.contains('me')).lastIndexOf(true);
  return items.slice(last + 1).map((item) => {
    const parts = [];
    const walker = document.createTreeWalker(item, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) parts.push(walker.currentNode.data);
    return {
      text: parts.join(' '),
      levels: [...item.querySelectorAll('[data-level]')].map((card) => card.dataset.level),
      sources: [...item.querySelectorAll('.sources li')].map((source) => source.textContent),
      choices: [...item.querySelectorAll('.choices button:not(.full), .choices label')].map((choice) => choice.textContent),
    };
  });
}"""


def by_widget(page: Any, url: str, talk: Talk, expected: Sequence[Turn]) -> list[list[dict[str, Any]]]:
    """Every turn's messages as they stand on the page: text, levels, sources, choices."""
    page.goto(f"{url}/chat/icon.svg")
    page.evaluate("sessionStorage.clear()")
    page.troubles.clear()
    page.goto(f"{url}/chat/{f'?country={talk.country}' if talk.country else ''}")
    turns = []
    for step, before in zip(talk.says, [[], *expected], strict=False):
        picked = chosen(step, before)
        if not picked:
            say(page, words(step))
        elif "press" in step:
            page.get_by_role("button", name=step["press"], exact=True).click()
        else:
            for title in picked:
                page.get_by_role("checkbox", name=title, exact=True).check()
            page.locator("triage-chat .go button").click()
        settled(page)
        turns.append(page.evaluate(SHOWN))
    return turns


# -- what must be shown


def fragments(reply: Reply) -> list[str]:
    """The sentences of a reply, as bare words. What boxes or a plot show instead is left out (`choices`, `ranges`)."""
    text, its = reply.get("text") or "", data(reply)
    lines = [line for line in text.split("\n") if not line.startswith("- Time: ")]  # a summary made in the next minute
    if its.get("multiple") and its.get("choices"):
        lines = LIST.sub("?", text, count=1).split("\n")
    if its.get("type") == "timeline":
        drawn = {str(row["answer"]) for row in its["ranges"]}
        lines = [line for line in lines if not (row := ROW.match(line)) or row[1] not in drawn]
    sentences = [part for line in lines for part in re.split(r"(?<=[.!?]) +", line)]
    if its.get("level") == "EMERGENCY":  # a button a number
        sentences = [part for one in sentences for part in (re.split(r"[:,]| or ", one) if "ambulance now" in one else [one])]
    return [found for one in sentences if (found := plain(one))]


def ranges(reply: Reply) -> list[tuple[str, str]]:
    """The rows of a time line: the answer and its figures in words."""
    rows = []
    for row in data(reply).get("ranges") or ():
        low, high = row["min"], row["max"]
        about = "about " if row["approximate"] else ""
        rows.append(
            (str(row["answer"]), f"up to {high}" if low is None else f"{about}{high}" if low == high else f"{low} to {high}")
        )
    return rows


def sources(reply: Reply) -> tuple[set[str], set[str]]:
    """The claims and the evidence a reply rests on."""
    its = data(reply)
    return {said["claim"] for said in its.get("doctors") or ()}, set(its.get("evidence") or ())


def read_sources(text: str) -> tuple[set[str], set[str]]:
    """The claims and evidence that are named in a text."""
    return set(CLAIM.findall(text)), {name for found in EVIDENCE.findall(text) for name in re.findall(r"[A-L]\d{1,2}", found)}


def levels(turn: Turn) -> list[str]:
    return [data(reply)["level"] for reply in turn if data(reply).get("type") == "disposition"]


def read_levels(text: str) -> list[str]:
    """The levels that the terminal's output names, in order."""
    named = {its.words: level for level, its in SIGNS.items()}
    return [named[found] for found in re.findall(r"(?m)^\[\S+ (.+)\]$", text) if found in named]
