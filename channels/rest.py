"""`GuardedRest`: Rasa's REST wire format at `/webhooks/rest/webhook`, made fit for the public."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from channels import guard, http, privacy, services
from channels.problem import Problem
from channels.turn import Turn


class GuardedRest(InputChannel):
    """`POST {"sender", "message"}` → `[{"recipient_id", "text", "buttons", "image", "custom"}]`."""

    def __init__(self, shared: services.Services | None = None) -> None:
        self._shared = shared or services.default()

    @classmethod
    def name(cls) -> str:
        """The channel's name, and its path under `/webhooks/`."""
        return "rest"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes."""
        privacy.install()
        settings = self._shared.settings
        blueprint = Blueprint("triage_rest")
        around = http.route(settings)

        @blueprint.listener("before_server_start")
        async def prepare(app: Any, _: Any) -> None:
            http.prepare(app, settings)

        @blueprint.route("/", methods=["GET", "HEAD"])
        @around
        async def rest_status(_: Request) -> HTTPResponse:
            return http.respond_json({"status": "ok"})

        @blueprint.post("/webhook")
        @around
        async def rest_message(request: Request) -> HTTPResponse | None:
            turn = await self._turn(request, on_new_message)
            if request.args.get("stream", "").lower() in ("1", "true"):
                await _stream(request, turn)
                return None
            return http.respond_json([reply async for reply in turn.read()])

        return blueprint

    async def _turn(self, request: Request, handler: Callable[[UserMessage], Awaitable[Any]]) -> Turn:
        """Every guard in its order, then the turn."""
        shared, settings = self._shared, self._shared.settings
        trusted = guard.api_key(request.headers.getone("x-api-key", None), settings.api_key)
        if not trusted:
            shared.by_address.take(http.address(request, settings))
        key = guard.idempotency_key(request.headers.getone("idempotency-key", None))
        data = http.body(request)
        conversation = guard.sender(data.get("sender"), trusted=trusted)
        metadata = data.get("metadata")
        country = metadata.get("country") if isinstance(metadata, dict) else None
        incoming = shared.incoming(request, handler, self.name(), conversation, data.get("message"), key, country)
        return await shared.turn(incoming)


async def _stream(request: Request, turn: Turn) -> None:
    """One JSON object a line, as each reply comes."""
    response = await request.respond(content_type="application/x-ndjson")
    try:
        async for reply in turn.read():
            await response.send(json.dumps(reply, ensure_ascii=False) + "\n")
    except Problem as problem:
        await response.send(json.dumps(problem.body) + "\n")
    await response.eof()
