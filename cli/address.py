"""Where the bot is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cli.clean import clean_line
from cli.errors import Usage

if TYPE_CHECKING:
    from http.client import HTTPConnection

_LOOPBACK = re.compile(r"localhost|127(\.\d+){3}|::1")


@dataclass(frozen=True)
class Address:
    """The base of the bot's web address, without a slash at the end."""

    secure: bool
    host: str
    port: int
    path: str

    @classmethod
    def read(cls, url: str) -> Address:
        """The address in `url`: http(s)://host[:port][/path]. Raises `Usage`."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise _unusable(url) from None
        plain = url.isascii() and url.isprintable() and " " not in url
        if not plain or parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
            raise _unusable(url)
        if parts.username is not None or parts.query or parts.fragment:
            raise Usage("The URL must not hold a name, a password or a query; a key goes into TRIAGE_API_KEY.")
        secure = parts.scheme == "https"
        return cls(secure, parts.hostname, port or (443 if secure else 80), parts.path.rstrip("/"))

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == (443 if self.secure else 80) else f":{self.port}"
        return f"{'https' if self.secure else 'http'}://{host}{port}{self.path}"

    @property
    def private(self) -> bool:
        """Whether nobody on the way can read along: encrypted, or on this machine."""
        return self.secure or bool(_LOOPBACK.fullmatch(self.host))

    def connection(self, timeout: float) -> HTTPConnection:
        """A connection, not yet opened; `timeout` in seconds."""
        from http.client import HTTPConnection, HTTPSConnection

        kind = HTTPSConnection if self.secure else HTTPConnection
        return kind(self.host, self.port, timeout=timeout)


def _unusable(url: str) -> Usage:
    return Usage(f"{clean_line(url) or 'An empty string'} is not a web address such as http://127.0.0.1:5005.")
