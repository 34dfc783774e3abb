"""A conversation as the client holds it: in memory, for as long as it runs."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from cli import sources
from cli.bot import Bot
from cli.errors import BotError
from cli.menu import Menu
from cli.replies import Reply, read
from cli.transcript import Transcript


def new_sender() -> str:
    """A random id of 32 hexadecimal digits."""
    return secrets.token_hex(16)


@dataclass
class Conversation:
    """Who talks, what may be chosen, and what `/why` can explain."""

    bot: Bot
    sender: str = field(default_factory=new_sender)
    transcript: Transcript | None = None
    menu: Menu = field(default_factory=Menu)
    question: Reply | None = None
    sourced: tuple[Reply, ...] = ()
    _unanswered: tuple[str, str] | None = None

    def say(self, typed: str) -> list[Reply]:
        """The replies to what was typed (a number stands for a choice).

        The same words again after a failure are the same message: the server does not take it twice. Raises
        `NoSuchChoice`, `Unreachable`, or `BotError` if there is nothing in the answer.
        """
        message = self.menu.message(typed)
        if self._unanswered is None or self._unanswered[0] != message:
            self._unanswered = (message, secrets.token_hex(16))
        try:
            raw = self.bot.send(self.sender, message, key=self._unanswered[1])
        except BotError:
            self._unanswered = None
            raise
        self._unanswered = None
        replies = [reply for reply in map(read, raw) if not reply.empty]
        self._note(message, replies)
        if not replies:
            raise BotError("The assistant gave no answer. Please say it again in other words.")
        return replies

    def _note(self, message: str, replies: list[Reply]) -> None:
        if self.transcript:
            self.transcript.write(message, replies)
        if any(reply.kind == "forgotten" for reply in replies):
            self.restart()
            return
        self.menu = Menu.of(replies)
        self.question = next((reply for reply in reversed(replies) if reply.kind == "question"), self.question)
        self.sourced = tuple(filter(sources.explains, replies)) or self.sourced

    def restart(self) -> None:
        """Forget what was said here, and be somebody new to the server."""
        self.sender = new_sender()
        self.menu, self.question, self.sourced, self._unanswered = Menu(), None, (), None


def failed(replies: list[Reply]) -> bool:
    """Whether the bot says itself that it could not answer."""
    return any(reply.kind == "error" for reply in replies)
