"""`WebChat`: page, widget, its API under `/chat/v1`, health, and the API's description, on Rasa's own port."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from channels import apidocs, fallback, guard, health, http, pages, privacy, services, sources, summary, trackers
from channels.problem import Problem
from channels.tokens import Session
from channels.turn import Handler, Turn

OWN_PAGES = Path(__file__).parent / "pages"


class WebChat(InputChannel):
    """The widget's side of the assistant. Its routes are complete paths, so its prefix is "/"."""

    def __init__(self, shared: services.Services | None = None, documents: summary.Summary | None = None) -> None:
        self._shared = shared or services.default()
        self._settings = self._shared.settings
        self._documents = documents or summary.default()
        self._readiness = health.Readiness()

    @classmethod
    def name(cls) -> str:
        """The channel's name."""
        return "webchat"

    def url_prefix(self) -> str:
        """Rasa joins it to "/webhooks/" as a URL; the leading slash leads out of there."""
        return "/"

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The routes."""
        privacy.install()
        blueprint = Blueprint("triage_web")

        @blueprint.listener("before_server_start")
        async def prepare(app: Any, _: Any) -> None:
            http.prepare(app, self._settings)

        self._add_api(blueprint, on_new_message)
        self._add_documents(blueprint)
        self._add_health(blueprint)
        self._add_pages(blueprint)
        return blueprint

    def _add_api(self, blueprint: Blueprint, on_new_message: Handler) -> None:
        around = http.route(self._settings)

        @blueprint.get("/chat/v1/config")
        @around
        async def config(_: Request) -> HTTPResponse:
            settings = self._settings
            return http.respond_json(
                {
                    "clinic": {"name": settings.clinic_name, "phone": settings.clinic_phone},
                    "country": settings.country,
                    "emergency": fallback.EMERGENCY_LINE,
                    "max_message": guard.MAX_MESSAGE,
                }
            )

        @blueprint.get("/chat/v1/sources")
        @around
        async def claims_and_evidence(_: Request) -> HTTPResponse:
            return http.respond_json(sources.default())

        @blueprint.post("/chat/v1/session")
        @around
        async def session(request: Request) -> HTTPResponse:
            self._count(request)
            http.body(request, optional=True)
            old = self._session(request) if "authorization" in request.headers else None
            made, token = self._shared.signer.new_session(self._settings.session_seconds, old.id if old else None)
            expires = datetime.fromtimestamp(made.expires, timezone.utc).isoformat()
            answer = {"session": made.id, "token": token, "expires_at": expires}
            return http.respond_json({**answer, "expires_in": self._settings.session_seconds}, 201)

        @blueprint.post("/chat/v1/messages")
        @around
        async def messages(request: Request) -> None:
            turn = await self._turn(request, on_new_message)
            await _events(request, turn, self._settings.heartbeat)

        @blueprint.get("/chat/v1/history")
        @around
        async def history(request: Request) -> HTTPResponse:
            self._count(request)
            conversation = self._session(request).id
            events = await trackers.events(request.app.ctx.agent, conversation)
            said = [
                self._shared.turns.dress(conversation, message, trackers.turns(events))
                for message in trackers.transcript(events, fallback.reply(self._settings))
            ]
            waiting = self._shared.turns.waiting(conversation)
            return http.respond_json({"session": conversation, "messages": said, "waiting": waiting})

        @blueprint.post("/chat/v1/forget")
        @around
        async def forget(request: Request) -> HTTPResponse:
            self._count(request)
            http.body(request, optional=True)
            await self._shared.turns.forget(request.app.ctx.agent, self._session(request).id)
            return HTTPResponse(status=204)

    def _add_documents(self, blueprint: Blueprint) -> None:
        around = http.route(self._settings)

        @blueprint.get("/chat/v1/summary")
        @around
        async def summary_text(request: Request) -> HTTPResponse:
            self._count(request)
            conversation = self._session(request).id
            text = self._documents.text(await trackers.events(request.app.ctx.agent, conversation))
            return http.respond_json({"text": text, "url": self._shared.turns.summary_url(conversation)})

        @blueprint.get("/chat/v1/summary.pdf")
        @around
        async def summary_pdf(request: Request) -> HTTPResponse:
            self._count(request)
            ticket = request.args.get("ticket")
            conversation = self._shared.signer.read_ticket(ticket) if ticket else self._session(request).id
            pdf = self._documents.pdf(await trackers.events(request.app.ctx.agent, conversation))
            disposition = {"Content-Disposition": 'attachment; filename="summary-for-your-injector.pdf"'}
            return HTTPResponse(pdf, headers=disposition, content_type="application/pdf")

    def _add_health(self, blueprint: Blueprint) -> None:
        around = http.route(self._settings)

        @blueprint.route("/livez", methods=["GET", "HEAD"])
        @around
        async def livez(_: Request) -> HTTPResponse:
            return http.respond_json({"status": "ok"})

        @blueprint.route("/readyz", methods=["GET", "HEAD"])
        @around
        async def readyz(request: Request) -> HTTPResponse:
            checks = await self._readiness.checks(getattr(request.app.ctx, "agent", None))
            if all(checks.values()):
                return http.respond_json({"status": "ready", **checks})
            response = http.respond_problem(Problem("unavailable", retry_after=2))
            response.body = json.dumps({**Problem("unavailable").body, **checks}).encode()
            return response

        @blueprint.route("/version", methods=["GET", "HEAD"])
        @around
        async def version(request: Request) -> HTTPResponse:
            return http.respond_json(health.versions(getattr(request.app.ctx, "agent", None)))

    def _add_pages(self, blueprint: Blueprint) -> None:
        around = http.route(self._settings)
        widget, own = pages.Files(self._settings.widget_dir), pages.Files(OWN_PAGES)
        embedded = pages.policy(self._settings.frame_ancestors)
        description = apidocs.load()

        @blueprint.route("/chat/", methods=["GET", "HEAD"])
        @around
        async def page(request: Request) -> HTTPResponse:
            return _slashed(request) or widget.respond(request, "index.html")

        @blueprint.route("/chat/embed", methods=["GET", "HEAD"])
        @around
        async def embed(request: Request) -> HTTPResponse:
            return widget.respond(request, "embed.html", embedded)

        @blueprint.route("/chat/<name:path>", methods=["GET", "HEAD"])
        @around
        async def file(request: Request, name: str) -> HTTPResponse:
            return widget.respond(request, name or "index.html")  # Sanic brings "/chat/" here

        @blueprint.route("/openapi.json", methods=["GET", "HEAD"])
        @around
        async def openapi(_: Request) -> HTTPResponse:
            return http.respond_json(description)

        @blueprint.route("/docs/", methods=["GET", "HEAD"])
        @around
        async def docs(request: Request) -> HTTPResponse:
            html = apidocs.render(description)
            headers = {"Content-Security-Policy": pages.policy()}
            return _slashed(request) or HTTPResponse(html, headers=headers, content_type="text/html; charset=utf-8")

        @blueprint.route("/docs/docs.css", methods=["GET", "HEAD"])
        @around
        async def docs_style(request: Request) -> HTTPResponse:
            return own.respond(request, "docs.css")

    def _count(self, request: Request) -> None:
        self._shared.by_address.take(http.address(request, self._settings))

    def _session(self, request: Request) -> Session:
        kind, _, token = request.headers.getone("authorization", "").partition(" ")
        if kind.lower() != "bearer":
            raise Problem("no-session")
        return self._shared.signer.session(token.strip())

    async def _turn(self, request: Request, handler: Handler) -> Turn:
        """Every guard in its order, then the turn."""
        self._count(request)
        conversation = self._session(request).id
        key = guard.idempotency_key(request.headers.getone("idempotency-key", None))
        data = http.body(request)
        sent, country = data.get("message"), data.get("country")
        return await self._shared.turn(self._shared.incoming(request, handler, self.name(), conversation, sent, key, country))


def _slashed(request: Request) -> HTTPResponse | None:
    """A page's relative addresses need its closing slash."""
    if request.path.endswith("/"):
        return None
    location = {"Location": request.path.rsplit("/", 1)[-1] + "/"}
    return HTTPResponse("Moved.", 308, headers=location, content_type="text/plain; charset=utf-8")


async def _events(request: Request, turn: Turn, heartbeat: float) -> None:
    """The turn as server-sent events: typing, message …, then done or error."""
    response = await request.respond(content_type="text/event-stream; charset=utf-8", headers={"X-Accel-Buffering": "no"})

    async def send(event: str, data: dict[str, Any]) -> None:
        await response.send(f"event: {event}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n")

    try:
        await send("typing", {"v": 1})
        count = 0
        async for reply in turn.read(heartbeat):
            if reply is None:
                await response.send(": waiting\n\n")
            else:
                await send("message", reply)
                count += 1
        await send("done", {"v": 1, "messages": count})
    except Problem as problem:
        await send("error", dict(problem.body))
    await response.eof()
