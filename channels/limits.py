"""How much may come in: token buckets by session and address, and one message at a time."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from channels.problem import Problem


class RateLimiter:
    """Token buckets, one a key: `burst` at once, then `per_minute`. Kept in memory, the longest unused go first."""

    def __init__(self, *, per_minute: int, burst: int, clock: Callable[[], float] = time.monotonic, keep: int = 10_000) -> None:
        self._rate = per_minute / 60
        self._burst = float(burst)
        self._clock = clock
        self._keep = keep
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str) -> None:
        """Take one token of `key`; `Problem("too-many")` with the seconds to wait if there is none."""
        if self._rate == 0:
            return
        now = self._clock()
        tokens, then = self._buckets.pop(key, (self._burst, now))
        tokens = min(self._burst, tokens + max(0.0, now - then) * self._rate)
        allowed = tokens >= 1
        self._buckets[key] = (tokens - 1 if allowed else tokens, now)
        while len(self._buckets) > self._keep:
            self._buckets.popitem(last=False)
        if not allowed:
            raise Problem("too-many", retry_after=max(1, math.ceil((1 - tokens) / self._rate)))


class InFlight:
    """Which conversations are waiting for an answer."""

    def __init__(self) -> None:
        self._busy: set[str] = set()

    def start(self, conversation: str) -> None:
        """Mark `conversation` as waiting; `Problem("in-flight")` if it is already."""
        if conversation in self._busy:
            raise Problem("in-flight", retry_after=1)
        self._busy.add(conversation)

    def end(self, conversation: str) -> None:
        """The answer of `conversation` is complete."""
        self._busy.discard(conversation)

    @contextmanager
    def hold(self, conversation: str) -> Iterator[None]:
        """`conversation` is waiting while inside."""
        self.start(conversation)
        try:
            yield
        finally:
            self.end(conversation)
