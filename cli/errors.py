"""How a command ends: the exit statuses, and one exception for each that is not success."""

from __future__ import annotations

from typing import Final

OK: Final = 0
BOT_ERROR: Final = 1
USAGE: Final = 2
UNREACHABLE: Final = 69  # EX_UNAVAILABLE of sysexits.h
INTERRUPTED: Final = 130  # 128 + SIGINT


class Failure(Exception):
    """A command could not do what it was asked; the message says why, in words for the person at the terminal."""

    status = BOT_ERROR


class BotError(Failure):
    """The bot answered, but not with an answer."""


class Usage(Failure):
    """What was typed on the command line cannot be used."""

    status = USAGE


class Unreachable(Failure):
    """No answer came: nothing listens, it took too long, or the server said it is not ready."""

    status = UNREACHABLE
