"""The seam to the summary of a conversation, which `triage.summary` writes.

Expected there (imported at the first use, so the channels start without it):

    render_text(events: list[dict]) -> str      # "" while there is no advice yet
    render_pdf(events: list[dict]) -> bytes     # b"" while there is no advice yet

`events` are the conversation's events as Rasa serialises them. Tests and other deployments hand `WebChat` a
`Summary` of their own.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from channels.problem import Problem

Events = list[dict[str, Any]]


@dataclass(frozen=True)
class Summary:
    """How a conversation becomes a document."""

    render_text: Callable[[Events], str]
    render_pdf: Callable[[Events], bytes]

    def text(self, events: Events) -> str:
        """The summary as text; `Problem("no-summary")` while there is none."""
        return self.render_text(events) or _none()

    def pdf(self, events: Events) -> bytes:
        """The summary as PDF; `Problem("no-summary")` while there is none."""
        return self.render_pdf(events) or _none()


def default() -> Summary:
    """The project's own summary."""
    return Summary(lambda events: _module().render_text(events), lambda events: _module().render_pdf(events))


def _module() -> Any:
    try:
        return importlib.import_module("triage.summary")
    except ModuleNotFoundError as error:
        if error.name != "triage.summary":
            raise
        raise Problem("no-summary") from None


def _none() -> Any:
    raise Problem("no-summary")
