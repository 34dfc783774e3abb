"""From the replies of a turn to the blocks on the screen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from cli import disposition, documents, timeline
from cli.blocks import Block, Lines, Look, Prose
from cli.replies import Reply


@dataclass
class Numbering:
    """Choices are numbered through all replies of a turn."""

    next: int = field(default=1)

    def choices(self, reply: Reply) -> Lines | None:
        """The numbered choices of a reply, if it offers any."""
        if not reply.choices:
            return None
        box = "[ ] " if reply.multiple else ""
        lines = [f"  {box}{number}. {title}" for number, title in enumerate(reply.choices, self.next)]
        first, self.next = self.next, self.next + len(lines)
        if reply.multiple and len(lines) > 1:
            lines.append(f"  (all that are true, such as: {first} {first + 1})")
        return Lines(tuple(lines))


def of_turn(replies: Iterable[Reply], look: Look) -> list[list[Block]]:
    """The blocks of each reply of a turn."""
    numbering = Numbering()
    return [of_reply(reply, look, numbering) for reply in replies]


def of_reply(reply: Reply, look: Look, numbering: Numbering) -> list[Block]:
    """The blocks of one reply."""
    blocks: list[Block] = []
    if reply.kind == "disposition":
        blocks.append(disposition.card(reply, look))
    elif reply.text:
        blocks.append(Prose(reply.text))
    if reply.kind == "timeline":
        chart = timeline.chart(reply.data, look)
        blocks += [Lines(chart)] if chart else []
    blocks += [Prose(line, quiet=True) for line in documents.links(reply, look)]
    step, of = reply.data.get("step"), reply.data.get("of")
    if reply.kind == "question" and isinstance(step, int) and isinstance(of, int):
        blocks.append(Prose(f"(question {step} of at most {of})", quiet=True))
    choices = numbering.choices(reply)
    return blocks + ([choices] if choices else [])
