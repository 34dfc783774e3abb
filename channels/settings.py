"""Settings of the public channels: one frozen dataclass, read from the environment once.

Every field is documented in `docs/rest.md` (a test fails when one is missing there).
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent


class SettingsError(ValueError):
    """A setting has a value that cannot be used. The message names it and says what was expected."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What the channels need to know about the place they run in. Times in seconds, rates per minute."""

    allowed_origins: tuple[str, ...] = ()
    frame_ancestors: tuple[str, ...] = ()
    rate_limit: int = 20
    rate_burst: int = 8
    address_rate_limit: int = 120
    trusted_proxies: int = 0
    max_body: int = 65_536
    reply_timeout: float = 20.0
    heartbeat: float = 10.0
    session_seconds: int = 3600
    secret: str = field(default="", repr=False)
    secret_file: Path = ROOT / "var" / "secret"
    api_key: str = field(default="", repr=False)
    clinic_name: str = ""
    clinic_phone: str = ""
    country: str = ""
    widget_dir: Path = ROOT / "widget"

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> Settings:
        """Settings from `TRIAGE_*` variables; an unset or empty one keeps its default.

        Raises `SettingsError` naming the variable and what was expected.
        """
        default = cls()
        return cls(
            allowed_origins=_origins(env, "TRIAGE_ALLOWED_ORIGINS"),
            frame_ancestors=_origins(env, "TRIAGE_FRAME_ANCESTORS"),
            rate_limit=_int(env, "TRIAGE_RATE_LIMIT", default.rate_limit, 0),
            rate_burst=_int(env, "TRIAGE_RATE_BURST", default.rate_burst, 1),
            address_rate_limit=_int(env, "TRIAGE_ADDRESS_RATE_LIMIT", default.address_rate_limit, 1),
            trusted_proxies=_int(env, "TRIAGE_TRUSTED_PROXIES", default.trusted_proxies, 0),
            max_body=_int(env, "TRIAGE_MAX_BODY", default.max_body, 16_384),
            reply_timeout=_seconds(env, "TRIAGE_REPLY_TIMEOUT", default.reply_timeout),
            heartbeat=_seconds(env, "TRIAGE_HEARTBEAT", default.heartbeat),
            session_seconds=_int(env, "TRIAGE_SESSION_SECONDS", default.session_seconds, 60),
            secret=_secret(env, "TRIAGE_SECRET", 32),
            secret_file=Path(env.get("TRIAGE_SECRET_FILE") or default.secret_file),
            api_key=_secret(env, "TRIAGE_API_KEY", 16),
            clinic_name=_line(env, "TRIAGE_CLINIC_NAME"),
            clinic_phone=_phone(env, "TRIAGE_CLINIC_PHONE"),
            country=_country(env, "TRIAGE_COUNTRY"),
            widget_dir=Path(env.get("TRIAGE_WIDGET_DIR") or default.widget_dir),
        )


def _int(env: Mapping[str, str], name: str, default: int, least: int) -> int:
    text = env.get(name, "").strip()
    if not text:
        return default
    if not (text.isascii() and text.isdigit()) or int(text) < least:
        raise SettingsError(f"{name}: expected a whole number of at least {least}, got {text!r}")
    return int(text)


def _seconds(env: Mapping[str, str], name: str, default: float) -> float:
    text = env.get(name, "").strip()
    if not text:
        return default
    if not re.fullmatch(r"\d{1,4}(\.\d{1,3})?", text) or not 0 < float(text) < 50:
        # Sanic itself gives up on an answer after 60 s
        raise SettingsError(f"{name}: expected seconds above 0 and under 50, got {text!r}")
    return float(text)


def _secret(env: Mapping[str, str], name: str, least: int) -> str:
    text = env.get(name, "").strip()
    if text and len(text) < least:
        raise SettingsError(f"{name}: expected at least {least} characters, got {len(text)}")
    return text


def _origins(env: Mapping[str, str], name: str) -> tuple[str, ...]:
    items = [item for item in re.split(r"[\s,]+", env.get(name, "")) if item]
    for item in items:
        parts = urlsplit(item)
        if parts.scheme not in ("http", "https") or not parts.netloc or item != f"{parts.scheme}://{parts.netloc}":
            raise SettingsError(f"{name}: expected origins like https://clinic.example, separated by commas, got {item!r}")
        if "*" in item or not re.fullmatch(r"[A-Za-z0-9.:\[\]-]+", parts.netloc):
            raise SettingsError(f"{name}: expected exact origins without wildcards, got {item!r}")
    return tuple(item.lower() for item in items)


def _line(env: Mapping[str, str], name: str) -> str:
    text = env.get(name, "").strip()
    if len(text) > 100 or not text.isprintable():
        raise SettingsError(f"{name}: expected one line of at most 100 printable characters")
    return text


def _phone(env: Mapping[str, str], name: str) -> str:
    text = env.get(name, "").strip()
    if text and not re.fullmatch(r"\+?[0-9 ()./-]{3,30}", text):
        raise SettingsError(f"{name}: expected a telephone number such as +44 20 7946 0000, got {text!r}")
    return text


def _country(env: Mapping[str, str], name: str) -> str:
    text = env.get(name, "").strip().upper()
    if text and not re.fullmatch(r"[A-Z]{2}", text):
        raise SettingsError(f"{name}: expected a two-letter country code such as GB, got {text!r}")
    return text
