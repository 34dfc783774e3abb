"""What both channels share in one process: settings, keys, limits, turns."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from sanic.request import Request

from channels import guard
from channels.limits import RateLimiter
from channels.problem import Problem
from channels.settings import Settings
from channels.tokens import Signer, load_secret
from channels.turn import Handler, Incoming, Turn, Turns


@dataclass(frozen=True)
class Services:
    """Made once a process by `default()`; tests make their own with `of()`."""

    settings: Settings
    signer: Signer
    turns: Turns
    by_conversation: RateLimiter
    by_address: RateLimiter

    @staticmethod
    def incoming(
        request: Request, handler: Handler, channel: str, conversation: str, sent: object, key: str | None, country: object
    ) -> Incoming:
        """The message of a request whose sender is known; `Problem("bad-message")` unless it is a string."""
        if not isinstance(sent, str):
            raise Problem("bad-message")
        return Incoming(
            agent=request.app.ctx.agent,
            handler=handler,
            channel=channel,
            conversation=conversation,
            sent=sent,
            key=key,
            country=guard.country(country),
        )

    async def turn(self, incoming: Incoming) -> Turn:
        """The turn of a message: the one under way for a repeated key, else a new one within the conversation's rate."""
        known = self.turns.known(incoming.conversation, incoming.key, incoming.sent)
        if known:
            return known
        self.by_conversation.take(incoming.conversation)
        return await self.turns.start(incoming)


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
