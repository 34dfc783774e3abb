"""What the person types: a line at a time, with line editing and a history in memory only."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Protocol

PROMPT = "You: "


class Keyboard(Protocol):
    """Where the lines of a conversation come from."""

    interactive: bool

    def read(self, *, offer: str = "") -> str | None:
        """The next line; None at the end. `offer` is put on the line, to be sent with Enter."""
        ...

    def forget(self) -> None:
        """Drop the history."""
        ...


class Pipe:
    """Lines of a pipe or file, without a prompt."""

    interactive = False

    def read(self, *, offer: str = "") -> str | None:
        return sys.stdin.readline() or None

    def forget(self) -> None:
        pass


class Terminal:
    """A person's keyboard. GNU readline or libedit, where Python has one."""

    interactive = True

    def __init__(self, words: tuple[str, ...]) -> None:
        """`words` are completed with Tab."""
        self._words = words
        self._readline = _readline()
        if self._readline:
            self._readline.set_completer_delims("")
            self._readline.set_completer(self._complete)
            libedit = "libedit" in (self._readline.__doc__ or "")
            self._readline.parse_and_bind("bind ^I rl_complete" if libedit else "tab: complete")

    def read(self, *, offer: str = "") -> str | None:
        line = self._readline
        if line and offer:
            line.set_startup_hook(lambda: line.insert_text(offer))
        try:
            return self.ask(PROMPT)
        except EOFError:
            print(flush=True)
            return None
        finally:
            if line:
                line.set_startup_hook(None)

    def ask(self, prompt: str) -> str:
        """A line after a prompt of one's own. Raises `EOFError`."""
        return input(prompt)

    def forget(self) -> None:
        if self._readline:
            self._readline.clear_history()

    def _complete(self, typed: str, state: int) -> str | None:
        fitting = [word for word in self._words if typed and word.startswith(typed)]
        return fitting[state] if state < len(fitting) else None


def _readline() -> ModuleType | None:
    try:
        import readline
    except ImportError:
        return None
    return readline
