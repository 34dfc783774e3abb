"""The bot behind Rasa's REST channel: one HTTP request a message, standard library only."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import Any, Final

from cli.address import Address
from cli.clean import clean_line
from cli.errors import BotError, Failure, Unreachable

WEBHOOK: Final = "/webhooks/rest/webhook"
SOURCES: Final = "/chat/v1/sources"
MOST_BYTES: Final = 4_000_000
PAUSE_SECONDS: Final = 1.0
_NOT_READY: Final = frozenset({502, 503, 504})


@dataclass(frozen=True)
class Bot:
    """`timeout`: seconds to connect, and again for the answer. `notice` is told of a second try. `country`: the patient's, or "".

    The connection goes straight to the address: no proxy and no redirect gets to see a patient's words.
    """

    address: Address
    timeout: float = 30.0
    api_key: str = ""
    country: str = ""
    notice: Callable[[str], None] = lambda _: None
    pause: Callable[[float], None] = time.sleep

    def reach(self) -> None:
        """Raise `Unreachable` unless something listens there."""
        self._connected().close()

    def send(self, sender: str, message: str, *, key: str) -> list[dict[str, Any]]:
        """The bot's replies to a message, as received. A message sent again with its `key` is not taken twice.

        Raises `Unreachable` or `BotError`.
        """
        where = {"metadata": {"country": self.country}} if self.country else {}
        body = json.dumps({"sender": sender, "message": message, **where}).encode()
        headers = {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Connection": "close",
            "Idempotency-Key": key,
            "User-Agent": "triage-cli",
        } | ({"X-API-Key": self.api_key} if self.api_key else {})
        response, content = self._exchange("POST", WEBHOOK, body, headers)
        if response.status != 200:
            raise self._refused(response, content)
        return self._replies(content)

    def sources(self) -> dict[str, Any]:
        """What the doctors' claims and the evidence say, by their ids; empty if the server cannot tell."""
        try:
            response, content = self._exchange("GET", SOURCES, None, {"Connection": "close", "User-Agent": "triage-cli"})
            said = json.loads(content) if response.status == 200 else None
        except (Failure, ValueError, RecursionError):
            return {}
        return said if isinstance(said, dict) else {}

    def _exchange(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> tuple[HTTPResponse, bytes]:
        """One request and its whole response, within the timeout. Raises `Unreachable` or `BotError`."""
        connection = self._connected()
        line = connection.sock
        deadline = time.monotonic() + self.timeout
        try:
            connection.request(method, self.address.path + path, body, headers)
            response = connection.getresponse()
            return response, self._read(response, line, deadline)
        except TimeoutError:
            raise self._late() from None
        except (HTTPException, OSError) as error:
            raise Unreachable(f"{self.address} broke off before it answered ({_reason(error)}).") from None
        finally:
            connection.close()

    def _connected(self) -> HTTPConnection:
        """An open connection; one more try if it is refused, since the server may just be starting."""
        try:
            return self._connect()
        except ConnectionRefusedError:
            self.notice(f"Nothing answers at {self.address} yet, trying once more …")
            self.pause(PAUSE_SECONDS)
        try:
            return self._connect()
        except ConnectionRefusedError:
            raise Unreachable(f"Nothing answers at {self.address}: start it with `make run`.") from None

    def _connect(self) -> HTTPConnection:
        connection = self.address.connection(self.timeout)
        try:
            connection.connect()
        except ConnectionRefusedError:
            raise
        except TimeoutError:
            raise self._late() from None
        except (OSError, UnicodeError, HTTPException) as error:
            raise Unreachable(f"{self.address} cannot be reached ({_reason(error)}).") from None
        return connection

    def _read(self, response: HTTPResponse, line: socket.socket, deadline: float) -> bytes:
        """The body, within the time and size that are allowed."""
        content = bytearray()
        while chunk := response.read1(65_536):
            content += chunk
            if len(content) > MOST_BYTES:
                raise BotError(f"{self.address} sent far more than an answer.")
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            if line.fileno() >= 0:
                line.settimeout(left)
        return bytes(content)

    def _replies(self, content: bytes) -> list[dict[str, Any]]:
        try:
            replies = json.loads(content, parse_constant=_no_constant)
        except (ValueError, RecursionError):
            replies = None
        if not isinstance(replies, list) or not all(isinstance(reply, dict) for reply in replies):
            raise BotError(f"{self.address} answers, but not as the assistant does. Is it the right address?")
        return replies

    def _refused(self, response: HTTPResponse, content: bytes) -> Failure:
        """What a status other than 200 means; the server's problem+json says it best where there is one."""
        try:
            problem = json.loads(content)
        except (ValueError, RecursionError):
            problem = None
        problem = problem if isinstance(problem, dict) else {}
        said = [clean_line(str(problem[name])).rstrip(".") for name in ("title", "detail") if problem.get(name)]
        said = said or [f"{self.address} answered with HTTP status {response.status}"]
        wait = response.headers.get("Retry-After", "")
        if response.status == 429 and wait.isdecimal():
            said = ["Too many messages in a short time", f"Please wait {int(wait)} seconds and send it again"]
        elif 300 <= response.status < 400:
            said.append("Redirects are not followed, so that your words go nowhere else")
        kind = Unreachable if response.status in _NOT_READY else BotError
        return kind(". ".join(said) + ".")

    def _late(self) -> Unreachable:
        return Unreachable(f"No answer from {self.address} within {self.timeout:g} seconds.")


def _reason(error: Exception) -> str:
    """The system's own words for an error, or the name of its kind."""
    return clean_line(getattr(error, "strerror", None) or type(error).__name__)


def _no_constant(_: str) -> None:
    raise ValueError("NaN and Infinity are not JSON")
