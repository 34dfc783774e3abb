"""One response of the bot becomes one object: text, buttons, image and custom together, blank lines and all."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from rasa.core.channels.channel import OutputChannel

Reply = dict[str, Any]


def as_reply(message: dict[str, Any]) -> Reply | None:
    """Rasa's response as `{text?, buttons?, image?, attachment?, custom?}`, or None if it says nothing.

    Where only the data has words (a time line's `text`) they become the reply's `text`, for clients that do not draw it.
    """
    custom = message.get("custom")
    buttons = [*(message.get("buttons") or []), *(message.get("quick_replies") or [])]
    reply = {
        "text": (message.get("text") or "").strip() or _spoken(custom),
        "buttons": [_button(button) for button in buttons] or None,
        "image": message.get("image"),
        "attachment": message.get("attachment"),
        "custom": custom,
    }
    said = {key: value for key, value in reply.items() if value}
    return said or None


def _button(button: dict[str, Any]) -> dict[str, str]:
    title = str(button.get("title", ""))
    return {"title": title, "payload": str(button.get("payload") or title)}


def data_type(reply: Reply) -> str | None:
    """The `type` of a reply's `custom.data`, if it has one."""
    return _string(reply.get("custom"), "type")


def _spoken(custom: Any) -> str | None:
    """The words that stand in `custom.data`, if there are any."""
    return (_string(custom, "text") or "").strip() or None


def _string(custom: Any, key: str) -> str | None:
    data = custom.get("data") if isinstance(custom, dict) else None
    value = data.get(key) if isinstance(data, dict) else None
    return value if isinstance(value, str) else None


class OneObject(OutputChannel):
    """Hands every response as one reply to `send`. `channel` is the name that response variations can ask for."""

    def __init__(self, channel: str, send: Callable[[Reply], Awaitable[None]]) -> None:
        self._channel = channel
        self._send = send

    def name(self) -> str:
        """The channel's name."""
        return self._channel

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """One response, one reply."""
        reply = as_reply(message)
        if reply:
            await self._send(reply)

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        """Text alone."""
        await self.send_response(recipient_id, {"text": text})

    async def send_text_with_buttons(self, recipient_id: str, text: str, buttons: list[dict[str, Any]], **kwargs: Any) -> None:
        """Text and buttons."""
        await self.send_response(recipient_id, {"text": text, "buttons": buttons})

    async def send_image_url(self, recipient_id: str, image: str, **kwargs: Any) -> None:
        """An image's address."""
        await self.send_response(recipient_id, {"image": image})

    async def send_attachment(self, recipient_id: str, attachment: str, **kwargs: Any) -> None:
        """An attachment's address."""
        await self.send_response(recipient_id, {"attachment": attachment})

    async def send_custom_json(self, recipient_id: str, json_message: dict[str, Any], **kwargs: Any) -> None:
        """Data alone."""
        await self.send_response(recipient_id, {"custom": json_message})

    async def send_elements(self, recipient_id: str, elements: Iterable[dict[str, Any]], **kwargs: Any) -> None:
        """Cards, as text."""
        for element in elements:
            title, subtitle = element.get("title", ""), element.get("subtitle", "")
            await self.send_response(recipient_id, {"text": f"{title}: {subtitle}", "buttons": element.get("buttons")})
