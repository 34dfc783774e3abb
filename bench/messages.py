"""Labelled messages and pairs of minimal edits, read from JSON lines.

A message is {"id", "text", "concern": [...], "entities": {...}, "provenance"?}, a pair {"id", "kind", "a", "b", "expect": {...}}.
Every error is a `BadInput` that names file, line and what was expected.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from nlu.intents import INTENTS

ROOT = Path(__file__).resolve().parent.parent
CONCERNS = tuple(label for label in INTENTS if not label.startswith("act_"))  # red flags first
RED_FLAGS = tuple(label for label in CONCERNS if label.startswith("red_flag_"))
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")  # of a set: it becomes part of file names
T = TypeVar("T")


class BadInput(Exception):
    """A file or a setting cannot be used; the message says which and why."""


@dataclass(frozen=True)
class Message:
    """A message with what two readers would find in it: `concerns`, and `facts` (the field `entities` of the file)."""

    id: str
    text: str
    concerns: frozenset[str]
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class MessageSet:
    """The messages of one file, under a name that is fit for a file name."""

    name: str
    path: Path
    messages: tuple[Message, ...]


@dataclass(frozen=True)
class Pair:
    """Two texts that differ by a minimal edit, and what must be understood of each (see bench.pairs)."""

    id: str
    kind: str
    texts: Mapping[str, str]  # "a", "b"
    expect: Mapping[str, Any]


def default_sets(root: Path = ROOT) -> list[tuple[str, Path]]:
    """Name and file of our own examinations, then of the shared development set where it lies beside the project."""
    exams = sorted((root / "tests" / "exam").glob("messages*.jsonl"))
    development = root.parent / "shared" / "eval" / "messages-dev.jsonl"
    own = [(path.stem.replace("messages", "exam", 1), path) for path in exams]
    return [*own, *([("dev", development)] if development.is_file() else [])]


def named_file(setting: str) -> tuple[str, Path]:
    """NAME=FILE taken apart. Raises BadInput."""
    name, equals, file = setting.partition("=")
    if not (equals and file and NAME.fullmatch(name)):
        raise BadInput(f"{setting!r} is not NAME=FILE, where NAME is made of letters, digits, _ . and -")
    return name, Path(file)


def read_sets(files: Sequence[tuple[str, Path]]) -> list[MessageSet]:
    """Every file read. Raises BadInput, also when two sets have the same name or there is none."""
    if not files:
        raise BadInput("no labelled messages: tests/exam/messages.jsonl is missing and no --set NAME=FILE was given")
    names = [name for name, _ in files]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise BadInput(f"two sets are named {twice!r}")
    return [MessageSet(name, path, read_messages(path)) for name, path in files]


def read_messages(path: Path) -> tuple[Message, ...]:
    """The labelled messages of a file. Raises BadInput."""
    return _read(path, _message, lambda message: message.id)


def read_pairs(path: Path) -> tuple[Pair, ...]:
    """The pairs of a file. Raises BadInput."""
    return _read(path, _pair, lambda pair: pair.id)


def _read(path: Path, make: Callable[[dict[str, Any]], T], key: Callable[[T], str]) -> tuple[T, ...]:
    made: dict[str, T] = {}
    for number, row in _rows(path):
        try:
            one = make(row)
            if key(one) in made:
                raise BadInput(f"id {key(one)!r} was used before")
        except BadInput as error:
            raise BadInput(f"{path}:{number}: {error}") from None
        made[key(one)] = one
    if not made:
        raise BadInput(f"{path}: holds no line")
    return tuple(made.values())


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise BadInput(f"{path}: cannot be read ({error.strerror})") from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line.decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise BadInput(f"{path}:{number}: not UTF-8") from None
        except (ValueError, RecursionError):
            raise BadInput(f"{path}:{number}: not JSON") from None
        if not isinstance(row, dict):
            raise BadInput(f"{path}:{number}: not a JSON object")
        yield number, row


def _message(row: dict[str, Any]) -> Message:
    concerns = _field(row, "concern", list)
    if unknown := [name for name in concerns if name not in CONCERNS]:
        raise BadInput(f"unknown concern {unknown[0]!r}")
    facts = _field(row, "entities", dict)
    months = facts.get("months")
    if months is not None and (isinstance(months, bool) or not isinstance(months, int | float)):
        raise BadInput('"months" of "entities" is not a number')
    areas = facts.get("area_canon")
    if areas is not None and not (isinstance(areas, list) and all(isinstance(area, str) for area in areas)):
        raise BadInput('"area_canon" of "entities" is not a list of strings')
    if wrong := next((name for name in ("side", "product") if not isinstance(facts.get(name), str | None)), None):
        raise BadInput(f'"{wrong}" of "entities" is not a string')
    return Message(_field(row, "id", str), _field(row, "text", str), frozenset(concerns), facts)


def _pair(row: dict[str, Any]) -> Pair:
    expect = _field(row, "expect", dict)
    if expect.get("finding"):
        _field(expect, "status_a", str), _field(expect, "status_b", str)
    if expect.get("entity"):
        _field(expect, "value_a", object), _field(expect, "value_b", object)
    texts = {side: _field(row, side, str) for side in ("a", "b")}
    return Pair(_field(row, "id", str), _field(row, "kind", str), texts, expect)


WORDS = {str: "a string", list: "a list", dict: "an object", object: "a value"}


def _field(row: Mapping[str, Any], name: str, kind: type[T]) -> T:
    if name not in row:
        raise BadInput(f'no "{name}"')
    if not isinstance(row[name], kind):
        raise BadInput(f'"{name}" is not {WORDS[kind]}')
    value: T = row[name]
    return value
