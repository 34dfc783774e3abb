"""What both channels share in one process: settings, keys, limits, turns."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from channels.limits import RateLimiter
from channels.settings import Settings
from channels.tokens import Signer, load_secret
from channels.turn import Turns


@dataclass(frozen=True)
class Services:
    """Made once a process by `default()`; tests make their own with `of()`."""

    settings: Settings
    signer: Signer
    turns: Turns
    by_conversation: RateLimiter
    by_address: RateLimiter


def of(settings: Settings) -> Services:
    """The services for these settings. `rate_limit=0` turns both limits off."""
    signer = Signer(load_secret(settings.secret, settings.secret_file))
    address_rate = settings.address_rate_limit if settings.rate_limit else 0
    return Services(
        settings=settings,
        signer=signer,
        turns=Turns(settings, signer),
        by_conversation=RateLimiter(per_minute=settings.rate_limit, burst=settings.rate_burst),
        by_address=RateLimiter(per_minute=address_rate, burst=max(settings.rate_burst, address_rate // 2)),
    )


@functools.lru_cache(maxsize=1)
def default() -> Services:
    """The services of this process, from the environment."""
    return of(Settings.from_env())
