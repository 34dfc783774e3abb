"""A reply of the bot as the terminal needs it, read leniently from Rasa's REST format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cli.clean import clean, clean_json, clean_line


@dataclass(frozen=True)
class Reply:
    """One object of the bot's list. All text is clean but for `raw`, the object as received.

    `kind` is the `type` of `custom.data` ("" without one), `data` the rest of it.
    """

    text: str = ""
    choices: tuple[str, ...] = ()
    kind: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    links: tuple[str, ...] = ()
    raw: Mapping[str, Any] = field(default_factory=dict)

    @property
    def multiple(self) -> bool:
        """Whether several of the choices may be taken."""
        return self.data.get("multiple") is True

    @property
    def empty(self) -> bool:
        """Whether there is nothing in it to show."""
        return not (self.text or self.choices or self.kind or self.links)


def read(raw: Mapping[str, Any]) -> Reply:
    """A reply from its JSON object; whatever is not of the expected form is left out."""
    custom = raw.get("custom")
    data = custom.get("data") if isinstance(custom, dict) else None
    data = clean_json(data) if isinstance(data, dict) else {}
    return Reply(
        text=_text(raw.get("text")) or _text(data.get("text")),
        choices=_titles(raw.get("buttons")) or _titles(data.get("choices")),
        kind=_text(data.get("type")),
        data=data,
        links=tuple(clean_line(str(raw[key])) for key in ("image", "attachment") if raw.get(key)),
        raw=raw,
    )


def words(value: Any) -> str:
    """A value of `custom.data` as words, whatever its shape: a string, a number, a list, or an object with a text."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, (str, int, float)):
        return clean(str(value)).strip()
    if isinstance(value, list):
        return "; ".join(filter(None, map(words, value)))
    if isinstance(value, dict):
        named = (words(value.get(key)) for key in ("text", "title", "name", "fact", "claim", "id"))
        return next(filter(None, named), "")
    return ""


def several(value: Any) -> list[str]:
    """A value of `custom.data` as a list of words."""
    return list(filter(None, map(words, value if isinstance(value, list) else [value])))


def _text(value: Any) -> str:
    return clean(value).strip() if isinstance(value, str) else ""


def _titles(value: Any) -> tuple[str, ...]:
    return tuple(clean_line(title) for title in several(value)) if isinstance(value, list) else ()
