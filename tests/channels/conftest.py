"""Fixtures of the channels' tests: settings, and servers on free loopback ports."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from channel_server import Server, serve

from channels import summary
from channels.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return of_clinic(tmp_path)


def of_clinic(folder: Path) -> Settings:
    """The settings of most tests, with a small widget in `folder`."""
    widget = folder / "widget"
    widget.mkdir()
    (widget / "index.html").write_text("<!doctype html><title>Chat</title>" + "<p>words</p>" * 100)
    (widget / "embed.html").write_text("<!doctype html><title>Embedded</title>")
    (widget / "triage-chat.js").write_text("export {};\n" + "// words\n" * 100)
    (widget / ".secret.js").write_text("hidden")
    (folder / "outside.txt").write_text("outside")
    return Settings(
        rate_limit=0,
        secret="x" * 40,
        widget_dir=widget,
        reply_timeout=10,
        allowed_origins=("https://clinic.example",),
        frame_ancestors=("https://clinic.example",),
    )


@pytest.fixture(scope="session")
def documents() -> summary.Summary:
    def text(events: list[dict[str, Any]]) -> str:
        return "SUMMARY" if any(event["event"] == "bot" for event in events) else ""

    return summary.Summary(text, lambda events: b"%PDF-1.4" if text(events) else b"")


@pytest.fixture
def server(settings: Settings, documents: summary.Summary) -> Iterator[Server]:
    yield from serve(settings, documents)


@pytest.fixture(scope="module")
def standing(documents: summary.Summary, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for many requests of which none leaves anything behind."""
    yield from serve(of_clinic(tmp_path_factory.mktemp("standing")), documents)


@pytest.fixture
def start(settings: Settings, documents: summary.Summary) -> Iterator[Callable[..., Server]]:
    """Start a server with other settings: `start(rate_limit=20)`."""
    running: list[Iterator[Server]] = []

    def begin(cors: Any = None, **changes: Any) -> Server:
        running.append(serve(replace(settings, **changes), documents, cors))
        return next(running[-1])

    yield begin
    for one in running:
        next(one, None)
