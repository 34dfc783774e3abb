"""No patient's words in any log, at any level.

Rasa logs the text of messages, slots and whole trackers in many places (`core/processor.py` at DEBUG,
`core/channels/rest.py` at ERROR, action server errors in tracebacks, ...), and so may any library. Finding
each of them would not last, so while a patient's message is handled (`with handling():`) **every** record of
every logger, structlog event and Python warning is reduced to where it came from: logger, function, line,
type of the exception and its frames, never a value. Own loggers under `channels.` speak in fixed sentences
and are left alone.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
import warnings
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final, TextIO

import structlog

OWN: Final = "channels."
_EVENT_NAME = re.compile(r"[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*")

_handling: ContextVar[bool] = ContextVar("triage_handling", default=False)
_log = logging.getLogger(OWN + "structlog")
_original_factory = logging.getLogRecordFactory()
_original_showwarning = warnings.showwarning


@contextmanager
def handling() -> Iterator[None]:
    """A patient's message is handled inside (and in every task started inside)."""
    token = _handling.set(True)
    try:
        yield
    finally:
        _handling.reset(token)


def where(error: BaseException) -> str:
    """The types and frames of an exception and its causes, without messages and values."""
    parts: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        frames = traceback.extract_tb(current.__traceback__)
        trail = " > ".join(f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames[-6:])
        parts.append(f"{type(current).__name__} [{trail}]")
        current = current.__cause__ or current.__context__
    return " from ".join(parts)


def _short(path: str) -> str:
    return "/".join(path.replace("\\", "/").split("/")[-2:])


def _record(*args: Any, **kwargs: Any) -> logging.LogRecord:
    record = _original_factory(*args, **kwargs)
    if not _handling.get() or record.name.startswith(OWN):
        return record
    error = record.exc_info[1] if record.exc_info else None
    record.msg = f"{record.name}: withheld ({record.module}.{record.funcName}:{record.lineno})"
    if error is not None:
        record.msg += f" {where(error)}"
    record.args, record.exc_info, record.exc_text, record.stack_info = (), None, None, None
    return record


def _event(_: Any, method: str, event_dict: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """structlog's processor: inside a turn only the event's constant name and the exception's frames remain."""
    if not _handling.get():
        return event_dict
    name = str(event_dict.get("event", ""))
    info = event_dict.get("exc_info")
    error = info if isinstance(info, BaseException) else sys.exc_info()[1] if info or method == "exception" else None
    level = logging.getLevelName(method.upper())
    _log.log(
        level if isinstance(level, int) else logging.ERROR,
        "%s%s",
        name if len(name) <= 80 and _EVENT_NAME.fullmatch(name) and "." in name else "withheld",
        f" {where(error)}" if error else "",
    )
    raise structlog.DropEvent


def _show(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    if _handling.get():
        message = "withheld"
    _original_showwarning(message, category, filename, lineno, file, "" if _handling.get() else line)


def install() -> None:
    """Put the filters in place. May be called again: after something configured logging anew it has to be."""
    if logging.getLogRecordFactory() is not _record:
        logging.setLogRecordFactory(_record)
    processors = structlog.get_config()["processors"]
    if _event not in processors:
        processors.insert(0, _event)  # in place: loggers that are bound already hold this very list
    if warnings.showwarning is not _show:
        warnings.showwarning = _show
