"""What is said when nothing else could be: an apology, the emergency line and the way to the injector."""

from __future__ import annotations

from typing import Any, Final

from channels.settings import Settings

EMERGENCY_LINE: Final = (
    "If you have trouble breathing, swallowing or speaking, sudden weakness of the face, an arm or a leg, or any "
    "change in your sight, call your emergency number now (112, 999, 911 or 000)."
)


def reply(settings: Settings) -> dict[str, Any]:
    """The message for a turn that failed. It needs neither the model nor the action server."""
    injector = "the person or clinic who gave your injections"
    if settings.clinic_name:
        injector = settings.clinic_name
    phone = f" ({settings.clinic_phone})" if settings.clinic_phone else ""
    text = (
        "I'm sorry, something went wrong on our side and I couldn't answer that.\n\n"
        f"{EMERGENCY_LINE}\n\n"
        f"For anything else, please contact {injector}{phone}, or send your message again in a minute."
    )
    return {"text": text, "custom": {"data": {"type": "error", "v": 1, "code": "no-answer"}}}
