"""What may come in: words and ids, cleaned and checked. No Rasa, no Sanic, no state.

Every refusal is a `Problem`; none of them repeats what was sent.
"""

from __future__ import annotations

import hmac
import ipaddress
import json
import re
import unicodedata
from typing import Any, Final

from channels.problem import Problem

MAX_MESSAGE: Final = 2000
WEB_PREFIX: Final = "web."  # ids of widget sessions: never accepted as a REST sender

_SENDER = re.compile(r"[A-Za-z0-9._~-]{16,64}")
_KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_LINE_BREAKS = str.maketrans({"\r": "\n", "\v": "\n", "\f": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"})
_KEPT = frozenset("\n\t")
_REMOVED = frozenset({"Cc", "Cf", "Cs", "Co"})  # control; format, bidi, zero width; lone surrogates; private use


def clean(text: str) -> str:
    """`text` in NFC without control, bidi, zero-width and private characters, and without a leading "/".

    Rasa reads a message that begins with "/" as a command that sets intent and slots; what a patient
    types is words. The result can be empty.
    """
    text = text.replace("\r\n", "\n").translate(_LINE_BREAKS)
    kept = "".join(c for c in text if c in _KEPT or not _removed(c))
    return re.sub(r"^[\s/]+", "", unicodedata.normalize("NFC", kept)).rstrip()


def _removed(char: str) -> bool:
    return unicodedata.category(char) in _REMOVED or (ord(char) & 0xFFFE) == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF


def message(value: object) -> str:
    """The patient's words, cleaned. `Problem("bad-message")` unless a string of 1 to 2,000 characters with words."""
    if not isinstance(value, str) or not value:
        raise Problem("bad-message")
    if len(unicodedata.normalize("NFC", value)) > MAX_MESSAGE:
        raise Problem("bad-message")
    words = clean(value)
    if not words:
        raise Problem("bad-message")
    return words


def sender(value: object, *, trusted: bool) -> str:
    """The REST conversation id. `trusted`: the request carried the API key, so integrators may use their own ids."""
    if not isinstance(value, str) or value.startswith(WEB_PREFIX):
        raise Problem("bad-sender")
    if trusted and 1 <= len(value) <= 255 and value.isprintable() and value.strip():
        return value
    if not trusted and _SENDER.fullmatch(value):
        return value
    raise Problem("bad-sender")


def country(value: object) -> str:
    """A two-letter country code, or "" for none."""
    if value is None or value == "":
        return ""
    if not isinstance(value, str) or not _COUNTRY.fullmatch(value):
        raise Problem("bad-country")
    return value


def idempotency_key(value: str | None) -> str | None:
    """The client's key for one message, if it sent one."""
    if value is not None and not _KEY.fullmatch(value):
        raise Problem("bad-key")
    return value


def json_object(body: bytes, content_type: str, *, optional: bool = False) -> dict[str, Any]:
    """The JSON object in a request's body. `optional`: no body at all is an empty object."""
    if optional and not body:
        return {}
    if content_type.split(";")[0].strip().lower() != "application/json":
        raise Problem("not-json")
    try:
        value = json.loads(body.decode("utf-8"), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Problem("bad-json") from None
    if not isinstance(value, dict):
        raise Problem("bad-body")
    return value


def _no_constant(_: str) -> None:
    raise ValueError("NaN and Infinity are not JSON")


def api_key(sent: str | None, expected: str) -> bool:
    """Whether the request carries the API key. A wrong one is refused rather than ignored."""
    if sent is None:
        return False
    if not expected or not hmac.compare_digest(sent.encode(errors="replace"), expected.encode()):
        raise Problem("bad-api-key")
    return True


def origin_allowed(origin: str | None, host: str, allowed: tuple[str, ...]) -> bool:
    """Whether a browser's request from `origin` may be answered: no origin, the server's own, or one of the list."""
    if origin is None:
        return True
    origin = origin.lower()
    if origin in allowed:
        return True
    own = host.lower()
    return bool(own) and origin in (f"http://{own}", f"https://{own}")


def client_address(peer: str, forwarded_for: str, trusted_proxies: int) -> str:
    """The address to count requests by: the peer, or what the last trusted proxy saw. IPv6 by its /64 network."""
    hops = [hop.strip() for hop in forwarded_for.split(",") if hop.strip()]
    address = peer
    if trusted_proxies and len(hops) >= trusted_proxies:
        address = hops[-trusted_proxies]
    try:
        ip = ipaddress.ip_address(address.strip("[]"))
    except ValueError:
        return peer
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return str(ip.ipv4_mapped)
        return str(ipaddress.ip_network((ip, 64), strict=False))
    return str(ip)
