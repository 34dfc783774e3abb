"""`triage parse`: what is understood of each message, as section 2 of the contract has it. No server, no network."""

from __future__ import annotations

import importlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO, Final, Protocol, TextIO

from cli.clean import clean_line
from cli.errors import BOT_ERROR, OK

LONGEST: Final = 100_000  # bytes a line, without its end
KEYS: Final = ("intent", "concerns", "entities", "findings")
PROGRESS_SECONDS: Final = 0.2


class Understanding(Protocol):
    """What `nlu.local.load()` gives."""

    def understand(self, text: str) -> Mapping[str, Any]:
        """`KEYS` and their values for one message."""
        ...


class Unreadable(ValueError):
    """A line that is not what it should be; the message says why, without the line's words."""


def command(load: Callable[[], Understanding] | None = None) -> int:
    """stdin to stdout. Whatever a library prints meanwhile goes to stderr, so stdout holds results only."""
    sys.stdout.flush()
    results = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        with os.fdopen(results, "wb") as out:
            return run((load or _load)(), sys.stdin.buffer, out, sys.stderr)
    except _NotThere as error:
        print(f"triage parse: {error}", file=sys.stderr)
        return BOT_ERROR


def run(understanding: Understanding, source: BinaryIO, out: BinaryIO, errors: TextIO) -> int:
    """A result a line, in order, each flushed; the exit status. One line is held in memory at a time."""
    status = OK
    progress = _Progress(errors)
    for number, line in enumerate(_lines(source), 1):
        try:
            result = one(understanding, line)
        except Unreadable as error:
            progress.clear()
            print(f"triage parse: line {number}: {error}", file=errors, flush=True)
            status = BOT_ERROR
        else:
            out.write(json.dumps(result).encode() + b"\n")
            out.flush()
        progress.tell(number)
    progress.clear()
    return status


def one(understanding: Understanding, line: bytes) -> dict[str, Any]:
    """The result for one line. Raises `Unreadable`."""
    if len(line) > LONGEST:
        raise Unreadable(f"longer than {LONGEST // 1000} kB")
    try:
        asked = json.loads(line.decode("utf-8-sig"), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Unreadable("not JSON" if line.strip() else "empty, not JSON") from None
    if not isinstance(asked, dict):
        raise Unreadable("not a JSON object")
    text = asked.get("text")
    if not isinstance(text, str):
        raise Unreadable('no "text"' if text is None else '"text" is not a string')
    try:
        understood = understanding.understand(text)
        return {"id": asked.get("id"), "text": text, **{key: understood[key] for key in KEYS}}
    except Exception as error:  # one message must not end ten thousand; its words stay out of the diagnostics
        raise Unreadable(f"not understood because of a fault in the program ({type(error).__name__})") from error


def _lines(source: BinaryIO) -> Iterator[bytes]:
    """The lines without their ends; of one that is too long only the beginning, just over `LONGEST`."""
    while line := source.readline(LONGEST + 2):
        yield line.rstrip(b"\r\n") if line.endswith(b"\n") else line
        while line and not line.endswith(b"\n"):
            line = source.readline(LONGEST)


def _no_constant(_: str) -> None:
    raise ValueError("NaN and Infinity are not JSON")


class _NotThere(Exception):
    """The language model cannot be loaded."""


def _load() -> Understanding:
    try:
        loaded: Understanding = importlib.import_module("nlu.local").load()
    except Exception as error:
        reason = clean_line(f"{type(error).__name__}: {error}")
        raise _NotThere(f"the language model cannot be loaded ({reason}).") from error
    return loaded


class _Progress:
    """A count on a terminal, nothing in a log."""

    def __init__(self, errors: TextIO) -> None:
        self._errors = errors
        self._terminal = errors.isatty()
        self._last = time.monotonic()

    def tell(self, number: int) -> None:
        if self._terminal and time.monotonic() - self._last >= PROGRESS_SECONDS:
            self._last = time.monotonic()
            print(f"\r{number} lines", end="", file=self._errors, flush=True)

    def clear(self) -> None:
        if self._terminal:
            print("\r\033[K", end="", file=self._errors, flush=True)
