"""A bot to talk to, and the client as a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.fakebot import FakeBot

ROOT = Path(__file__).parents[2]
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def bot() -> Iterator[FakeBot]:
    """A running fake bot."""
    fake = FakeBot()
    server = fake.start()
    yield fake
    fake.release.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def nobody() -> str:
    """An address where nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


@pytest.fixture
def environment(bot: FakeBot) -> dict[str, str]:
    """The environment of the client's process: the fake bot's address, and nothing of this machine's settings."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {
        **kept,
        "TRIAGE_URL": bot.url,
        "PYTHONPATH": str(ROOT),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLUMNS": "80",
    }


@pytest.fixture
def triage(environment: dict[str, str]) -> Run:
    """`triage("ask", "hello", input="…", TRIAGE_URL="…")` → the ended process."""

    def run(*arguments: str, input: str | None = None, **settings: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "cli.main", *arguments],
            input=input,
            stdin=subprocess.DEVNULL if input is None else None,
            capture_output=True,
            text=True,
            timeout=30,
            env={**environment, **settings},
            cwd=ROOT,
        )

    return run
