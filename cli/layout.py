"""From the replies of a turn to the blocks on the screen."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from cli import disposition, documents, timeline
from cli.blocks import Block, Lines, Look, Prose
from cli.replies import Reply, words

_LIST = re.compile(r": [^:?\n]*;[^?\n]*\?(?: Or none[^?\n]*\?)?")  # as in widget/parts/choices.js
_ROW = re.compile(r"- Answer (\d+):")


@dataclass
class Numbering:
    """Choices are numbered through all replies of a turn."""

    next: int = field(default=1)

    def choices(self, reply: Reply) -> Lines | None:
        """The numbered choices of a reply, if it offers any."""
        if not reply.choices:
            return None
        box = "[ ] " if reply.multiple else ""
        last = self.next + len(reply.choices) - 1
        digits = len(str(last))
        lines = [f"  {box}{number:>{digits}}. {title}" for number, title in enumerate(reply.choices, self.next)]
        first, self.next = self.next, last + 1
        if reply.multiple and len(lines) > 1:
            lines.append(f"  (all that are true, such as: {first} {first + 1})")
        return Lines(tuple(lines))


def of_turn(replies: Iterable[Reply], look: Look) -> list[list[Block]]:
    """The blocks of each reply of a turn."""
    numbering = Numbering()
    return [of_reply(reply, look, numbering) for reply in replies]


def of_reply(reply: Reply, look: Look, numbering: Numbering) -> list[Block]:
    """The blocks of one reply."""
    draw = {"disposition": _advice, "timeline": _timeline, "question": _question}.get(reply.kind, _prose)
    blocks = [*draw(reply, look), *(Prose(line, quiet=True) for line in documents.links(reply, look))]
    choices = numbering.choices(reply)
    return blocks + ([choices] if choices else [])


def _prose(reply: Reply, look: Look) -> list[Block]:
    return [Prose(reply.text)] if reply.text else []


def _advice(reply: Reply, look: Look) -> list[Block]:
    lead, card = disposition.card(reply, look)
    return [*([Prose(lead)] if lead else []), card]


def _timeline(reply: Reply, look: Look) -> list[Block]:
    """The chart between the text's first line and what is left of it without the rows that the chart draws."""
    chart = timeline.chart(reply.data, look, reply.text)
    rows = set(timeline.answers(reply.data)) if chart else set()
    lines = [line for line in reply.text.split("\n") if not (found := _ROW.match(line)) or found[1] not in rows]
    first, rest = (lines[0], "\n".join(lines[1:])) if rows and len(lines) > 1 else ("", "\n".join(lines))
    return [*([Prose(first)] if first else []), *([Lines(chart)] if chart else []), *([Prose(rest)] if rest else [])]


def _question(reply: Reply, look: Look) -> list[Block]:
    """How far the check is, the question without the list that its choices show, and quietly why it is asked."""
    step, of = reply.data.get("step"), reply.data.get("of")
    counted = isinstance(step, int) and isinstance(of, int)
    text = _LIST.sub("?", reply.text, count=1) if reply.multiple and reply.choices else reply.text
    why = f"({words(reply.data.get('why'))})"
    said = "\n".join(line for line in text.split("\n") if line.strip() != why)
    blocks = [Prose(f"Question {step} of at most {of}", quiet=True)] if counted else []
    blocks += [Prose(said)] if said else []
    return [*blocks, *([Prose(why, quiet=True)] if said != text else [])]
