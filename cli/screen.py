"""Where replies go: rich text on a terminal, plain lines into a pipe or a simple terminal, JSON for machines."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol, TextIO

from cli.blocks import Block, Lines, Look, Prose
from cli.clean import clean
from cli.replies import Reply
from cli.wrap import wrapped

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

WIDEST = 100


class Screen(Protocol):
    """What a command shows its results on."""

    def show(self, replies: Sequence[Reply]) -> str:
        """Show a turn's replies. What was typed while they were paged is handed back, else ""."""
        ...

    def note(self, text: str) -> None:
        """The client's own words, such as the help."""
        ...

    def waiting(self) -> AbstractContextManager[None]:
        """Something that shows life while inside."""
        ...


def complain(text: str) -> None:
    """A diagnostic: on stderr, whatever the screen."""
    print(f"triage: {clean(text)}", file=sys.stderr, flush=True)


def choose(*, as_json: bool, colour: bool, base: str) -> Screen:
    """The screen for stdout as it is. `colour` False: asked for by --no-color; `base`: what links are relative to."""
    ascii_only = not (sys.stdout.encoding or "").lower().startswith("utf")
    if as_json:
        return JsonScreen()
    if not sys.stdout.isatty():
        return PlainScreen(sys.stdout, Look(80, ascii_only, base))
    if os.environ.get("TERM", "dumb") in ("dumb", "unknown", ""):
        width = min(shutil.get_terminal_size().columns - 1, WIDEST)
        return PlainScreen(sys.stdout, Look(max(width, 10), ascii_only, base), wrap=True)
    from cli.richscreen import RichScreen

    return RichScreen(colour=colour and not os.environ.get("NO_COLOR"), ascii_only=ascii_only, base=base)


class JsonScreen:
    """One JSON object a line, as received; every control character and all that is not ASCII is escaped."""

    def show(self, replies: Sequence[Reply]) -> str:
        for reply in replies:
            print(json.dumps(reply.raw), flush=True)
        return ""

    def note(self, text: str) -> None:
        complain(text)

    @contextmanager
    def waiting(self) -> Iterator[None]:
        yield


class PlainScreen:
    """Text without escape sequences. Wrapped only for a terminal; a pipe gets the bot's own lines."""

    def __init__(self, out: TextIO, look: Look, *, wrap: bool = False) -> None:
        self._out = out
        self._look = look
        self._wrap = wrap

    def show(self, replies: Sequence[Reply]) -> str:
        from cli.layout import of_turn

        for blocks in of_turn(replies, self._look):
            self.note("\n".join(self._drawn(block) for block in blocks) + "\n")
        return ""

    def note(self, text: str) -> None:
        print(self._wrapped(text), file=self._out, flush=True)

    @contextmanager
    def waiting(self) -> Iterator[None]:
        yield

    def _drawn(self, block: Block) -> str:
        if isinstance(block, Lines):
            return "\n".join(block.lines)
        if isinstance(block, Prose):
            return block.text
        return "\n".join([f"[{block.title}]", block.text, *map(_row, block.rows)])

    def _wrapped(self, text: str) -> str:
        return "\n".join(wrapped(text, self._look.width)) if self._wrap else text


def _row(row: tuple[str, str]) -> str:
    label, value = row
    return f"{label}: {value}" if label else f"  {value}"
