"""`triage chat`: a conversation, typed or piped."""

from __future__ import annotations

import sys

from cli import commands
from cli.commands import Place
from cli.conversation import Conversation, failed
from cli.errors import BOT_ERROR, OK, UNREACHABLE, USAGE, Failure
from cli.keyboard import Keyboard, Pipe, Terminal
from cli.menu import NoSuchChoice
from cli.richscreen import RichScreen
from cli.screen import JsonScreen, Screen, complain
from cli.words import BANNER, EMERGENCY_LINE


def run(conversation: Conversation, screen: Screen) -> int:
    """Talk until the input ends; the exit status. Raises `Unreachable` if a person would talk to nobody."""
    keyboard: Keyboard = Pipe()
    if sys.stdin.isatty() and sys.stdout.isatty() and not isinstance(screen, JsonScreen):
        keyboard = terminal = Terminal(commands.NAMES)
        conversation.bot.reach()
        screen.note(BANNER)
        if not conversation.bot.address.private:
            screen.note(f"Note: the way to {conversation.bot.address} is not encrypted.")
        if isinstance(screen, RichScreen):
            screen.ask = terminal.ask
    return Chat(conversation, screen, keyboard).run()


class Chat:
    """The loop: read, send, show.

    A person can try again after a failure, so for them only the last message counts in the exit status. In a pipe
    the first failure counts, unless the server cannot be reached, which ends it.
    """

    def __init__(self, conversation: Conversation, screen: Screen, keyboard: Keyboard) -> None:
        self._conversation = conversation
        self._screen = screen
        self._keyboard = keyboard
        self._place = Place(conversation, screen, keyboard, self._say)
        self._status = OK
        self._offer = ""
        self._ahead = ""
        self._over = False

    def run(self) -> int:
        """The exit status, once the conversation is over."""
        while (typed := self._next()) is not None:
            command = commands.find(typed)
            if command and not commands.run(command, self._place):
                break
            if command:
                self._offer = ""
            elif typed.strip():
                self._say(typed)
            if self._status == UNREACHABLE and not self._keyboard.interactive:
                break
        return self._status

    def _next(self) -> str | None:
        if self._over:
            return None
        if self._ahead:
            ahead, self._ahead = self._ahead, ""
            return ahead
        offer, self._offer = self._offer, ""
        return self._keyboard.read(offer=offer)

    def _say(self, typed: str) -> bool:
        sender = self._conversation.sender
        try:
            with self._screen.waiting():
                replies = self._conversation.say(typed)
        except NoSuchChoice as error:
            complain(str(error))
            self._end(OK if self._keyboard.interactive else USAGE)
            return False
        except Failure as error:
            complain(f"{error}\n{EMERGENCY_LINE}")
            self._end(error.status)
            if self._keyboard.interactive:
                self._offer = typed.strip()
            return False
        try:
            self._ahead = self._screen.show(replies)
        except EOFError:
            self._over = True
        if self._conversation.sender != sender:
            self._forgotten()
        self._end(BOT_ERROR if failed(replies) else OK)
        return True

    def _forgotten(self) -> None:
        self._keyboard.forget()
        kept = self._conversation.transcript
        self._screen.note(
            "Forgotten here too; what follows is a new conversation."
            + (f" Your transcript {kept.path} is still on disk." if kept else "")
        )

    def _end(self, status: int) -> None:
        """A turn ended with this status."""
        if self._keyboard.interactive or self._status == OK or status == UNREACHABLE:
            self._status = status
