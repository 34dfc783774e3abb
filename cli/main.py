"""`triage`: the command line's entry point. Each command's code is imported only when that command runs."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import TextIO

from cli.arguments import parser
from cli.errors import INTERRUPTED, OK, USAGE, Failure


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; its exit status (see `cli.errors`)."""
    _tolerate(sys.stdin, sys.stdout, sys.stderr)
    try:
        status = _run(parser().parse_args(argv))
        sys.stdout.flush()
        return status
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # whoever read our output has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK


def _run(options: argparse.Namespace) -> int:
    if options.command in ("chat", "ask"):
        return _talk(options)
    if options.command == "parse":
        from cli import parse

        return parse.command()
    if options.command == "replay":
        return _replay(options)
    from cli import completion

    return completion.run(options.shell)


def _replay(options: argparse.Namespace) -> int:
    from cli import replay, screen

    try:
        return replay.run(options.conversation, options.endpoints, as_json=options.json)
    except Failure as failure:
        screen.complain(str(failure))
        return failure.status


def _talk(options: argparse.Namespace) -> int:
    from cli import ask, chat, screen
    from cli.address import Address
    from cli.bot import Bot
    from cli.conversation import Conversation, new_sender
    from cli.transcript import Transcript
    from cli.words import EMERGENCY_LINE

    try:
        address = Address.read(options.url)
        conversation = Conversation(
            Bot(address, options.timeout, options.api_key, options.country, notice=screen.complain),
            options.sender or new_sender(),
            Transcript(options.transcript, screen.complain) if options.transcript else None,
        )
        shown = screen.choose(as_json=options.json, colour=not options.no_color, base=str(address))
        if options.command == "ask":
            return ask.run(conversation, shown, options.words)
        return chat.run(conversation, shown)
    except Failure as failure:
        screen.complain(str(failure) if failure.status == USAGE else f"{failure}\n{EMERGENCY_LINE}")
        return failure.status


def _tolerate(*streams: TextIO) -> None:
    """A byte or letter that the terminal's encoding does not know becomes a mark, never an error."""
    for stream in streams:
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")


if __name__ == "__main__":
    sys.exit(main())
