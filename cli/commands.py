"""The words that begin with "/": what they do, and on what."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from cli import sources, words
from cli.conversation import Conversation
from cli.keyboard import Keyboard
from cli.screen import Screen

_COMMAND = re.compile(r"/([a-z]+)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Place:
    """What a command works on. `say` sends words to the bot and shows the answer; False if none came."""

    conversation: Conversation
    screen: Screen
    keyboard: Keyboard
    say: Callable[[str], bool]


def find(typed: str) -> str | None:
    """The name of the command that was typed, in lower case; None for words to the bot. It need not exist."""
    match = _COMMAND.fullmatch(typed.strip())
    return match[1].lower() if match else None


def run(name: str, place: Place) -> bool:
    """Do a command; False if it ends the conversation."""
    if name == "quit":
        return False
    if name in COMMANDS:
        COMMANDS[name](place)
    else:
        place.screen.note(f"There is no command /{name}. /help lists them; nothing was sent.")
    return True


def _help(place: Place) -> None:
    place.screen.note(words.HELP)


def _new(place: Place) -> None:
    place.conversation.restart()
    place.keyboard.forget()
    place.screen.note("A new conversation. The server keeps the one before until it is deleted there.")


def _summary(place: Place) -> None:
    place.say(words.ASK_SUMMARY)


def _why(place: Place) -> None:
    talk = place.conversation
    place.screen.note(sources.explain(talk.question, talk.sourced, talk.bot.sources() if talk.sourced else None))


def _forget(place: Place) -> None:
    """The id stays until the server says that it deleted its part: it is needed to ask again."""
    if not place.say(words.ASK_FORGET):
        place.screen.note("Nothing was deleted. Please try /forget again.")


COMMANDS: Final[Mapping[str, Callable[[Place], None]]] = {
    "help": _help,
    "new": _new,
    "summary": _summary,
    "why": _why,
    "forget": _forget,
}
NAMES: Final = (*(f"/{name}" for name in COMMANDS), "/quit")
