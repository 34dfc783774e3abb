"""Whether the assistant lives, is ready, and which versions it runs."""

from __future__ import annotations

import importlib.metadata
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import aiohttp

from channels.settings import ROOT
from triage.version import knowledge

CACHE_SECONDS = 1.0
TIMEOUT_SECONDS = 2.0


async def _answers(url: str) -> bool:
    try:
        timeout = aiohttp.ClientTimeout(total=TIMEOUT_SECONDS)
        async with aiohttp.ClientSession(timeout=timeout) as session, session.get(url) as response:
            return response.status == 200
    except (aiohttp.ClientError, TimeoutError, OSError):
        return False
    except Exception as error:  # asyncio.TimeoutError is a class of its own in Python 3.10
        if type(error).__name__ == "TimeoutError":
            return False
        raise


class Readiness:
    """The model is loaded and the action server answers. Asked at most once a second."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._since = float("-inf")
        self._checks: dict[str, bool] = {}

    async def checks(self, agent: Any) -> dict[str, bool]:
        """`{"model": …, "actions": …}`. Without an action endpoint there is nothing to wait for."""
        if self._clock() - self._since >= CACHE_SECONDS or not all(self._checks.values()):
            endpoint = getattr(agent, "action_endpoint", None)
            actions = await _answers(urljoin(endpoint.url, "health")) if endpoint is not None else True
            self._checks = {"model": bool(agent and agent.is_ready()), "actions": actions}
            self._since = self._clock()
        return self._checks


def versions(agent: Any, root: Path = ROOT) -> dict[str, str | None]:
    """The program's version, the trained model's id, and a digest of knowledge, language files and rules."""
    return {
        "version": _program(),
        "model": getattr(agent, "model_id", None),
        "knowledge": knowledge(root),
    }


def _program() -> str:
    try:
        return importlib.metadata.version("triage-assistant")
    except importlib.metadata.PackageNotFoundError:
        return "0+source"
