"""The channels' manners in HTTP: problem+json, security headers, origins, addresses, bodies."""

from __future__ import annotations

import functools
import json
import logging
from collections.abc import Callable, Coroutine
from typing import Any, Final

from sanic import Sanic
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import BaseHTTPResponse, HTTPResponse

from channels import guard, privacy
from channels.problem import CONTENT_TYPE, Problem, for_status
from channels.settings import Settings

Route = Callable[..., Coroutine[Any, Any, HTTPResponse | None]]

CORS_HEADERS: Final = "Authorization, Content-Type, Idempotency-Key, X-API-Key"
API_POLICY: Final = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
SECURITY: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}

_log = logging.getLogger(__name__)


def respond_json(data: Any, status: int = 200) -> HTTPResponse:
    """A JSON response."""
    return HTTPResponse(json.dumps(data, ensure_ascii=False), status, content_type="application/json")


def respond_problem(problem: Problem) -> HTTPResponse:
    """A refusal."""
    body = json.dumps(problem.body, ensure_ascii=False)
    return HTTPResponse(body, problem.status, headers=problem.headers, content_type=CONTENT_TYPE)


def route(settings: Settings) -> Callable[[Route], Route]:
    """Around every handler: nothing of it is logged, foreign origins are refused, every error is a problem."""

    def around(handler: Route) -> Route:
        @functools.wraps(handler)
        async def guarded(request: Request, *args: Any, **kwargs: Any) -> HTTPResponse | None:
            with privacy.handling():
                try:
                    check_origin(request, settings)
                    return await handler(request, *args, **kwargs)
                except Problem as problem:
                    return respond_problem(problem)
                except SanicException as error:
                    return respond_problem(for_status(error.status_code))
                except Exception as error:
                    _log.error("%s failed: %s", handler.__name__, privacy.where(error))
                    return respond_problem(Problem("internal"))

        return guarded

    return around


def check_origin(request: Request, settings: Settings) -> None:
    """Refuse a browser's request from a page that is neither ours nor on the list."""
    if not guard.origin_allowed(request.headers.getone("origin", None), request.host, settings.allowed_origins):
        raise Problem("foreign-origin")


def address(request: Request, settings: Settings) -> str:
    """Whom to count this request to."""
    forwarded = ",".join(request.headers.getall("x-forwarded-for", []))
    return guard.client_address(request.ip, forwarded, settings.trusted_proxies)


def body(request: Request, *, optional: bool = False) -> dict[str, Any]:
    """The request's JSON object. Its size was checked before it was read (`prepare`)."""
    return guard.json_object(request.body, request.headers.getone("content-type", ""), optional=optional)


def prepare(app: Sanic, settings: Settings) -> None:
    """App-wide, once, before the port opens: body limit, preflights, headers, errors."""
    if getattr(app.ctx, "triage_prepared", False):
        return
    app.ctx.triage_prepared = True
    privacy.install()
    app.config.REQUEST_MAX_SIZE = settings.max_body

    async def preflight(request: Request) -> HTTPResponse | None:
        if request.method != "OPTIONS":
            return None
        origin = request.headers.getone("origin", None)
        if not guard.origin_allowed(origin, request.host, settings.allowed_origins):
            return respond_problem(Problem("foreign-origin"))
        return HTTPResponse(status=204, headers={"Allow": "GET, HEAD, POST, OPTIONS"})

    async def finish(request: Request, response: BaseHTTPResponse) -> None:
        _security(response)
        _cors(request, response, settings)

    # sanic-cors has put itself at the front of the requests and the end of the responses just before;
    # this goes around it, so that the one list of origins counts whatever `--cors` says.
    app.request_middleware.appendleft(preflight)
    app.response_middleware.append(finish)
    app.error_handler.add(Exception, _on_error)


def _security(response: BaseHTTPResponse) -> None:
    for name, value in SECURITY.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", API_POLICY)
    response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    response.headers.setdefault("Cache-Control", "no-store")
    if "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]:
        response.headers.setdefault("X-Frame-Options", "DENY")


def _cors(request: Request, response: BaseHTTPResponse, settings: Settings) -> None:
    for name in [name for name in response.headers if name.lower().startswith("access-control-")]:
        response.headers.pop(name, None)
    if not settings.allowed_origins:
        return
    vary = [part for part in response.headers.getall("vary", []) if part.lower() != "origin"]
    response.headers["Vary"] = ", ".join([*vary, "Origin"])
    origin = request.headers.getone("origin", "").lower()
    if origin not in settings.allowed_origins:
        return
    response.headers["Access-Control-Allow-Origin"] = request.headers.getone("origin")
    response.headers["Access-Control-Expose-Headers"] = "Retry-After"
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = "GET, POST"
        response.headers["Access-Control-Allow-Headers"] = CORS_HEADERS
        response.headers["Access-Control-Max-Age"] = "600"


def _on_error(request: Request, error: Exception) -> HTTPResponse:
    """Errors outside a handler: unknown address, wrong method, body too large, unreadable request."""
    if isinstance(error, Problem):
        return respond_problem(error)
    if isinstance(error, SanicException):
        response = respond_problem(for_status(error.status_code))
        allow = getattr(error, "headers", {}).get("Allow")
        if allow:
            response.headers["Allow"] = allow
        return response
    if request.route is None and isinstance(error, ValueError):  # a header that cannot be read
        return respond_problem(Problem("bad-request"))
    _log.error("A request failed: %s", privacy.where(error))
    return respond_problem(Problem("internal"))
