"""The command line: every command with its options, its help and examples."""

from __future__ import annotations

import argparse
import math
import os
from pathlib import Path
from typing import Any, Final

DEFAULT_URL: Final = "http://127.0.0.1:5005"
DEFAULT_TIMEOUT: Final = 30.0
SHELLS: Final = ("bash", "zsh", "fish")

_ENDINGS = """
exit status:
  0 answered   1 the bot could not answer   2 wrong usage   69 not reachable   130 stopped with Ctrl-C

environment:
  TRIAGE_URL  TRIAGE_API_KEY  NO_COLOR  TERM=dumb

Not for emergencies: call 112, 999, 911 or 000."""

_CHAT = f"""examples:
  triage chat
  triage chat --url https://chat.example.org --transcript talk.txt
  printf 'my smile is uneven\\nthree weeks ago\\n' | triage chat
{_ENDINGS}"""

_ASK = f"""examples:
  triage ask "How long does an uneven smile last?"
  triage ask --json "my eyelid droops" | jq -r .text
  triage ask - < question.txt
{_ENDINGS}"""

_PARSE = """Reads JSON lines {"id", "text"} and writes one JSON line each, in the same order: id, text, intent, concerns,
entities, findings. A line that cannot be read gives one line on stderr, and exit status 1 at the end.

examples:
  echo '{"id": "m1", "text": "my smile is uneven, no trouble swallowing"}' | triage parse
  triage parse < messages.jsonl > understood.jsonl"""

_REPLAY = """Shows every message with what was understood, the facts it changed, the rule that fired and why, what would change it
most, the text shown, and whether today's rules still say the same. Read from the tracker store, so the server need not run.

examples:
  triage replay 4be0643f1d98573b97cdca98a65347dd
  triage replay --json 4be0643f1d98573b97cdca98a65347dd | jq '.parts[].turns[].decision.rule'"""

_COMPLETION = """examples:
  eval "$(triage completion bash)"                                     in ~/.bashrc
  triage completion zsh > "${fpath[1]}/_triage"                        for zsh
  triage completion fish > ~/.config/fish/completions/triage.fish      for fish"""


class _Version(argparse.Action):
    """--version, looked up only when it is asked for."""

    def __init__(self, option_strings: list[str], dest: str, **_: Any) -> None:
        super().__init__(option_strings, dest, nargs=0, help="show the version and exit")

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        from importlib.metadata import PackageNotFoundError, version

        try:
            number = version("triage-assistant")
        except PackageNotFoundError:
            number = "(not installed)"
        print(f"triage {number}")
        parser.exit(0)


def parser() -> argparse.ArgumentParser:
    """The whole command line. `command` of the result names what to do."""
    whole = argparse.ArgumentParser(
        prog="triage",
        description="Triage assistant for a face that is uneven, heavy or weak after Botox, from a terminal.",
        epilog="Each command has its own --help with examples. Not for emergencies: call 112, 999, 911 or 000.",
    )
    whole.add_argument("--version", action=_Version)
    commands = whole.add_subparsers(dest="command", metavar="command", required=True)

    def add(name: str, about: str, epilog: str) -> argparse.ArgumentParser:
        return commands.add_parser(
            name,
            help=about,
            description=about[0].upper() + about[1:] + ".",
            epilog=epilog,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )

    _client(add("chat", "talk with the assistant", _CHAT))
    ask = add("ask", "ask one question and get the answer", _ASK)
    _client(ask)
    ask.add_argument("words", nargs="+", metavar="question", help="the question; - reads it from standard input")
    add("parse", "show what is understood of messages, without a server", _PARSE)
    replay = add("replay", "print why a conversation's advice came out as it did", _REPLAY)
    replay.add_argument("conversation", type=_sender, help="its id, the sender of its messages")
    replay.add_argument("--endpoints", type=Path, metavar="FILE", help="where the tracker store is named (endpoints.yml)")
    replay.add_argument("--json", action="store_true", help="print the replay as one JSON object")
    completion = add("completion", "print the completion script for a shell", _COMPLETION)
    completion.add_argument("shell", choices=SHELLS)
    return whole


def _client(command: argparse.ArgumentParser) -> None:
    """The options of the commands that talk to the server."""
    url, key = os.environ.get("TRIAGE_URL") or DEFAULT_URL, os.environ.get("TRIAGE_API_KEY", "")
    command.add_argument("--url", default=url, help=f"where the assistant is (TRIAGE_URL; {DEFAULT_URL})")
    command.add_argument(
        "--timeout", type=_seconds, default=DEFAULT_TIMEOUT, metavar="SECONDS", help="longest wait for an answer (30)"
    )
    command.add_argument("--json", action="store_true", help="print one JSON object a line, as received")
    command.add_argument("--no-color", action="store_true", help="no colours (as NO_COLOR)")
    command.add_argument("--transcript", type=Path, metavar="FILE", help="append the conversation to a private file")
    command.add_argument("--sender", type=_sender, metavar="ID", help="the conversation's id (a random one)")
    command.add_argument(
        "--country", type=_country, default="", metavar="CODE", help="the patient's, two letters, for telephone numbers"
    )
    command.add_argument(
        "--api-key",
        type=_key,
        default=key,
        metavar="KEY",
        help="sent as X-API-Key; others can see it in the process list, so rather set TRIAGE_API_KEY",
    )


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds <= 3600:
        raise argparse.ArgumentTypeError("must be a number of seconds above 0 and up to 3600")
    return seconds


def _sender(text: str) -> str:
    if not 1 <= len(text) <= 255 or not text.isprintable() or not text.strip():
        raise argparse.ArgumentTypeError("must be 1 to 255 printable characters")
    return text


def _country(text: str) -> str:
    if text and not (len(text) == 2 and text.isascii() and text.isalpha()):
        raise argparse.ArgumentTypeError("must be a code of two letters, such as GB")
    return text.upper()


def _key(text: str) -> str:
    if not text.isascii() or not text.isprintable():
        raise argparse.ArgumentTypeError("must be printable ASCII")
    return text
