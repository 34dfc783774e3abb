"""Lines fitted to a width: a paragraph stands apart from the next, the lines of a list hang together."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

_ITEM = re.compile(r"( *(?:[-•] |\d+\. |\[ \] +\d+\. )?)")
LEAST = 10


def wrapped(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` columns; an item of a list goes on under its own words."""
    return [fitted for line in text.split("\n") for fitted in _line(line, max(width, LEAST))]


def spaced(text: str, width: int) -> list[str]:
    """`wrapped`, with an empty line between paragraphs that take more than one line, and after a list."""
    return list(_apart(text.split("\n"), max(width, LEAST)))


def _line(line: str, width: int) -> list[str]:
    found = _ITEM.match(line)
    indent = " " * min(len(found[0]) if found else 0, width // 3)
    whole = "://" in line  # an address in pieces cannot be followed
    fitted = textwrap.wrap(line, width, subsequent_indent=indent, break_on_hyphens=False, break_long_words=not whole)
    return fitted or [""]


def _apart(lines: list[str], width: int) -> Iterator[str]:
    before = ""
    for line in lines:
        if line.strip() and before.strip() and _parted(before, line, width):
            yield ""
        yield from _line(line, width)
        before = line


def _parted(before: str, line: str, width: int) -> bool:
    after_item, item = _listed(before), _listed(line)
    if item:
        return False
    return after_item or max(len(line), len(before)) > width


def _listed(line: str) -> bool:
    return line.lstrip().startswith("- ")
