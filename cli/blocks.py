"""What a reply looks like, before it is known on what: a list of blocks that each screen draws in its own way."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Prose:
    """Paragraphs, wrapped to the width. `quiet` for what is not the bot's answer itself."""

    text: str
    quiet: bool = False


@dataclass(frozen=True)
class Lines:
    """Lines that stay as they are: a chart, a list of choices."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Card:
    """A disposition: its level by word, symbol and (where there are colours) colour; its text begins with what to do; then rows."""

    level: str
    title: str
    text: str = ""
    rows: tuple[tuple[str, str], ...] = ()


Block = Prose | Lines | Card


@dataclass(frozen=True)
class Look:
    """What a screen can show: `width` in columns, whether it knows more than ASCII, the address links are based on."""

    width: int = 80
    ascii_only: bool = False
    base: str = ""
