"""A reply longer than the terminal is high: a screenful at a time, so that its beginning can be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence

MORE = "-- Enter shows more, or write your answer -- "
LEAST_HEIGHT = 6


def page(lines: Sequence[str], height: int, write: Callable[[str], None], ask: Callable[[str], str] | None) -> str:
    """Write the lines, asking after every `height` - 2 of them.

    Words typed at the question end the paging: the rest is written at once and the words are handed back. Without
    `ask`, or on a terminal lower than `LEAST_HEIGHT`, everything is written at once.
    """
    step = height - 2 if ask and height >= LEAST_HEIGHT and len(lines) > height - 1 else max(len(lines), 1)
    for start in range(0, len(lines), step):
        end = start + step
        if end >= len(lines):
            write("\n".join(lines[start:]))
            break
        write("\n".join(lines[start:end]) + "\n")
        typed = ask(MORE) if ask else ""
        if typed.strip():
            write("\n".join(lines[end:]))
            return typed
    return ""
