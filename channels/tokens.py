"""What the server signs: sessions, choices (buttons) and short-lived links. HMAC-SHA-256, nothing is stored.

A token is `<prefix>.<base64url JSON>.<base64url mac>`. Each kind has a key of its own, derived from the one
secret, so a token of one kind can never be used as another.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import hmac
import json
import os
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from channels.guard import WEB_PREFIX
from channels.problem import Problem

CHOICE_PREFIX: Final = "choice.v1."
MAX_CHOICE: Final = 8000
TICKET_SECONDS: Final = 600


def load_secret(given: str, path: Path) -> bytes:
    """The signing secret: `given`, or the one in `path`, which is made (0600) at the first start."""
    if given:
        return given.encode()
    with contextlib.suppress(FileNotFoundError):
        return _checked(path)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
        with contextlib.suppress(FileExistsError):  # another worker was first: its secret counts
            os.link(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    return _checked(path)


def _checked(path: Path) -> bytes:
    text = path.read_text().strip()
    if len(text) < 32:
        raise ValueError(f"{path}: expected a secret of at least 32 characters; delete the file to have a new one made")
    return text.encode()


@dataclass(frozen=True)
class Session:
    """A widget's session: a random id, and when its token ends (seconds since 1970)."""

    id: str
    expires: int


@dataclass(frozen=True)
class Choice:
    """What pressing a button means: Rasa's payload, the words on it, and the question (turn) it belongs to."""

    payload: str
    title: str
    turn: int


class Signer:
    """Makes and reads the three kinds of tokens."""

    def __init__(self, secret: bytes, clock: Callable[[], float] = time.time) -> None:
        self._secret = secret
        self._clock = clock

    def new_session(self, seconds: int, session_id: str | None = None) -> tuple[Session, str]:
        """A session (a new one, or `session_id` prolonged) that lasts `seconds`, and its token."""
        session = Session(session_id or WEB_PREFIX + secrets.token_urlsafe(24), int(self._clock()) + seconds)
        return session, self._sign("session", "session.v1.", {"s": session.id, "e": session.expires})

    def session(self, token: str) -> Session:
        """The session of a token; `Problem` if it is forged or has ended."""
        data = self._read("session", "session.v1.", token, "no-session")
        if data["e"] <= self._clock():
            raise Problem("session-expired")
        return Session(data["s"], data["e"])

    def choice(self, conversation: str, choice: Choice) -> str:
        """What the client sends back, as its message, when this button is pressed."""
        data = {"p": choice.payload, "t": choice.title, "n": choice.turn}
        return self._sign(f"choice\0{conversation}", CHOICE_PREFIX, data)

    def read_choice(self, conversation: str, token: str) -> Choice:
        """The choice a message stands for; `Problem("bad-choice")` if it was not offered in `conversation`."""
        data = self._read(f"choice\0{conversation}", CHOICE_PREFIX, token, "bad-choice")
        return Choice(data["p"], data["t"], data["n"])

    def ticket(self, conversation: str) -> str:
        """A key for the summary of `conversation`, good for ten minutes, to stand in a link."""
        return self._sign("ticket", "ticket.v1.", {"s": conversation, "e": int(self._clock()) + TICKET_SECONDS})

    def read_ticket(self, token: str) -> str:
        """The conversation of a ticket."""
        data = self._read("ticket", "ticket.v1.", token, "bad-ticket")
        if data["e"] <= self._clock():
            raise Problem("bad-ticket")
        return str(data["s"])

    def _mac(self, kind: str, body: str) -> bytes:
        key = hmac.digest(self._secret, kind.encode(), hashlib.sha256)
        return hmac.digest(key, body.encode(), hashlib.sha256)

    def _sign(self, kind: str, prefix: str, data: dict[str, Any]) -> str:
        body = _encode(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode())
        return f"{prefix}{body}.{_encode(self._mac(kind, body))}"

    def _read(self, kind: str, prefix: str, token: str, problem: str) -> dict[str, Any]:
        body, dot, mac = token.removeprefix(prefix).partition(".")
        good = token.startswith(prefix) and dot and token.isascii() and len(token) <= MAX_CHOICE
        if not good or not hmac.compare_digest(_encode(self._mac(kind, body)), mac):
            raise Problem(problem)
        data: dict[str, Any] = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
        return data


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
