"""`triage ask`: one message, its answer, an exit status."""

from __future__ import annotations

import sys

from cli.clean import clean
from cli.conversation import Conversation, failed
from cli.errors import BOT_ERROR, OK, Usage
from cli.screen import Screen


def run(conversation: Conversation, screen: Screen, words: list[str]) -> int:
    """Send the words ("-" alone: all of stdin) and show the answer. Raises `Failure`."""
    message = clean(sys.stdin.read() if words == ["-"] else " ".join(words)).strip()
    if not message:
        raise Usage("There is no question: give it as words, or on standard input with `triage ask -`.")
    with screen.waiting():
        replies = conversation.say(message)
    screen.show(replies)
    return BOT_ERROR if failed(replies) else OK
