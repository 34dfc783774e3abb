"""Replies on a real terminal: wrapped, in colour where wanted, a screenful at a time. Imports rich only when needed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from cli.blocks import Block, Card, Look, Prose
from cli.clean import clean
from cli.disposition import sign
from cli.pager import page
from cli.replies import Reply
from cli.wrap import spaced, wrapped

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

WIDEST = 100  # longer lines are hard to read
NARROWEST = 10
LABELS = r"(?m)^(Why|Whom to see|Also|Until help comes|Keep in mind):"


class RichScreen:
    """The screen of a person. `ask`, if set, reads a line between two screenfuls."""

    def __init__(self, *, colour: bool, ascii_only: bool, base: str) -> None:
        self._colour = colour
        self._ascii_only = ascii_only
        self._base = base
        self.ask: Callable[[str], str] | None = None

    @cached_property
    def _console(self) -> Console:
        from rich.console import Console

        return Console(
            file=sys.stdout,
            force_terminal=True,
            color_system="auto" if self._colour else None,
            no_color=not self._colour,
            highlight=False,
            markup=False,
            emoji=False,
            legacy_windows=False,
        )

    def show(self, replies: Sequence[Reply]) -> str:
        from cli.layout import of_turn

        look = Look(self._width, self._ascii_only, self._base)
        with self._console.capture() as drawn:
            for blocks in of_turn(replies, look):
                self._console.print()
                for block in blocks:
                    self._console.print(self._drawn(block), width=look.width, soft_wrap=not isinstance(block, Card))
        return page(drawn.get().split("\n"), self._console.size.height, self._write, self.ask)

    def note(self, text: str) -> None:
        from rich.text import Text

        self._console.print(Text("\n".join(wrapped(clean(text), self._width))), soft_wrap=True)

    @contextmanager
    def waiting(self) -> Iterator[None]:
        with self._console.status("", spinner="line" if self._ascii_only else "dots"):
            yield

    @property
    def _width(self) -> int:
        return max(min(self._console.size.width, WIDEST), NARROWEST)

    def _write(self, text: str) -> None:
        sys.stdout.write(text)
        sys.stdout.flush()

    def _drawn(self, block: Block) -> RenderableType:
        from rich.text import Text

        if isinstance(block, Card):
            return self._card(block)
        if isinstance(block, Prose):
            return Text("\n".join(spaced(block.text, self._width)), style="dim" if block.quiet else "")
        return Text("\n".join(fitted for line in block.lines for fitted in wrapped(line, self._width)))

    def _card(self, card: Card) -> RenderableType:
        from rich import box
        from rich.console import Group
        from rich.panel import Panel
        from rich.table import Table
        from rich.text import Text

        first, _, rest = card.text.partition("\n")
        inside = self._width - 4
        parts: list[RenderableType] = [Text("\n".join(wrapped(first, inside)), style="bold")] if first else []
        body = Text("\n".join(spaced(rest, inside)))
        body.highlight_regex(LABELS, "bold")
        parts += [Text(""), body] if rest else []
        if card.rows:
            rows = Table.grid(padding=(0, 2))
            rows.add_column(style="bold", max_width=max(self._width // 3, 4))
            rows.add_column(ratio=1)
            for label, value in card.rows:
                rows.add_row(Text(label), Text(value))
            parts += [Text(""), rows]
        colour = sign(card.level).colour
        return Panel(
            Group(*parts),
            title=Text(f" {card.title} ", style=f"bold reverse {colour}"),
            title_align="left",
            border_style=colour,
            box=box.ASCII if self._ascii_only else box.HEAVY,
        )
