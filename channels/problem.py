"""Errors as `application/problem+json` (RFC 9457): fixed sentences, never the patient's words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

CONTENT_TYPE: Final = "application/problem+json"

#: code: (status, title, detail). The whole of what a client can be told; documented in `docs/rest.md`.
PROBLEMS: Final[Mapping[str, tuple[int, str, str]]] = {
    "bad-request": (400, "Bad request", "The request could not be read."),
    "bad-json": (400, "Not JSON", "The body must be one JSON object in UTF-8."),
    "no-session": (401, "No session", "Send 'Authorization: Bearer <token>' from POST /chat/v1/session."),
    "session-expired": (401, "Session expired", "Ask for a new session with POST /chat/v1/session."),
    "bad-api-key": (401, "Unknown API key", "The X-API-Key header does not hold the key of this server."),
    "bad-ticket": (401, "Link expired", "Ask for a new link with GET /chat/v1/summary."),
    "foreign-origin": (403, "Origin not allowed", "This origin is not in TRIAGE_ALLOWED_ORIGINS."),
    "not-found": (404, "Not found", "There is nothing at this address."),
    "no-summary": (404, "No summary yet", "There is no advice in this conversation to sum up yet."),
    "method-not-allowed": (405, "Method not allowed", "See the Allow header."),
    "in-flight": (409, "One message at a time", "The answer to the message before is not finished yet."),
    "too-large": (413, "Body too large", "The request is larger than this server takes."),
    "not-json": (415, "Unsupported media type", "Send Content-Type: application/json."),
    "bad-body": (422, "Wrong body", "The body must be a JSON object."),
    "bad-sender": (
        422,
        "Wrong sender",
        "'sender' must be a random id of 16 to 64 characters of A-Z a-z 0-9 . _ ~ - that does not begin with 'web.'"
        " (with an API key: any 1 to 255 printable characters).",
    ),
    "bad-message": (422, "Wrong message", "'message' must be a string of 1 to 2,000 characters with words in it."),
    "bad-choice": (422, "Unknown choice", "This choice was not offered in this conversation."),
    "stale-choice": (422, "Choice no longer open", "This choice belongs to an earlier question. Write the answer."),
    "bad-key": (422, "Wrong idempotency key", "'Idempotency-Key' must be 16 to 64 characters of A-Z a-z 0-9 _ -."),
    "key-reused": (422, "Idempotency key used before", "The same key was sent with another message."),
    "bad-country": (422, "Wrong country", "'country' must be a code of two capital letters, such as GB."),
    "too-many": (429, "Too many requests", "Wait the seconds in the Retry-After header and send it again."),
    "internal": (500, "Something went wrong", "The request could not be answered. If it is urgent, call for help."),
    "not-forgotten": (500, "Not deleted", "The conversation could not be deleted. Please tell the clinic."),
    "cancelled": (503, "Stopped", "The answer was stopped, because the conversation was deleted or the server ends."),
    "unavailable": (503, "Not available", "The server cannot answer at the moment."),
}


class Problem(Exception):
    """A request that is refused, by its code in `PROBLEMS`."""

    def __init__(self, code: str, *, retry_after: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.status, self.title, self.detail = PROBLEMS[code]
        self.retry_after = retry_after

    @property
    def headers(self) -> dict[str, str]:
        """The headers that go with this problem."""
        if self.retry_after is not None:
            return {"Retry-After": str(self.retry_after)}
        if self.status == 401:
            return {"WWW-Authenticate": "X-API-Key" if self.code == "bad-api-key" else "Bearer"}
        return {}

    @property
    def body(self) -> dict[str, str | int]:
        """The JSON object of the response."""
        return {
            "type": f"/docs/#problem-{self.code}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "code": self.code,
        }


def for_status(status: int) -> Problem:
    """The general problem for an HTTP status that a library raised."""
    general = {400: "bad-request", 404: "not-found", 405: "method-not-allowed", 413: "too-large", 503: "unavailable"}
    if status in general:
        return Problem(general[status])
    return Problem("bad-request" if 400 <= status < 500 else "internal")
