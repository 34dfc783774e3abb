"""Greetings, thanks, who and what the bot is, and what it is not for: short fixed texts with a way on."""

from __future__ import annotations

import re

CHECK = "Check my symptoms"
TOPICS = ("Is this normal?", "How long does it last?", "Whom should I see?", CHECK)
TEXTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "greet": (
        "Hello. I answer questions about a face that is uneven, heavy or weak after Botox, from ten doctors' answers, and tell "
        "you whom to see. In an emergency call 112, 999, 911 or 000. What have you noticed?",
        TOPICS,
    ),
    "thank": ("You're welcome. Come back any time, even if it feels silly.", ()),
    "goodbye": ("Goodbye, and take care. Come back or call a doctor if anything changes.", ()),
    "ask_capabilities": (
        "I know what ten doctors answered about faces that are uneven, heavy or weak after Botox: how many say what, and where "
        "they differ. I can ask you a few questions and tell you whom to see and how soon. I cannot examine you.",
        TOPICS,
    ),
    "ask_identity": (
        "I am a computer program, not a doctor or a nurse, and nobody reads along. I answer from ten doctors' answers and "
        "published guidance.",
        (CHECK,),
    ),
    "filler": (
        "That sounds like filler, which I do not cover. If skin turns white or mottled, hurts badly, or your sight changes after "
        "filler, call 112, 999, 911 or 000 now. Otherwise ask the clinic that injected it.",
        (),
    ),
    "language": (
        "I only understand English so far. In an emergency call 112, 999, 911 or 000. Otherwise please ask the person who "
        "injected you, or write to me in English.",
        (),
    ),
    "booking": (
        "I cannot book, and I know no prices or opening hours. Please ring the clinic. If something has changed in your face since "
        "Botox, tell me.",
        (CHECK,),
    ),
    "medicine": (
        "I do not know that medicine, so please ask a pharmacist or your GP. I only cover Botox and other botulinum toxins.",
        (),
    ),
    "out_of_scope": (
        "That is outside what I know. I only cover faces that are uneven, heavy or weak after Botox or another botulinum toxin. "
        "If you are worried about your health, your GP or pharmacist can help.",
        TOPICS,
    ),
    "nlu_fallback": (
        "I am not sure I understood you. Could you say it in other words, or pick one of these? If you have trouble breathing, "
        "swallowing or speaking, or sudden weakness, call 112, 999, 911 or 000 now.",
        (*TOPICS[:3], "Something else"),
    ),
}
FILLER = re.compile(r"\b(filler|juved\w*|restylane|volbella|sculptra|radiesse|hyaluron\w*)\b", re.I)
BOOKING = re.compile(
    r"\b(book(ing)?|appointment|price|prices|how much (is|does|do|are)|opening hours|open on|parking|voucher|discount|insurance)\b",
    re.I,
)
MEDICINE = re.compile(r"\b(ibuprofen|paracetamol|accutane|isotretinoin|antibiotic\w*|ozempic|tretinoin|retinol|dose of)\b", re.I)
ENGLISH = re.compile(
    r"\b(the|is|are|my|i|it|to|and|of|you|what|how|do|does|can|for|in|a|not|this|me|who|why|when|best|no|yes|help|lol|ok)\b", re.I
)


def reply(intent: str, text: str) -> tuple[str, list[str]]:
    """The text for an intent, by what the message is about, and the titles of its buttons."""
    kind = intent if intent in TEXTS else "nlu_fallback"
    if kind == "out_of_scope":
        if FILLER.search(text):
            kind = "filler"
        elif BOOKING.search(text):
            kind = "booking"
        elif MEDICINE.search(text):
            kind = "medicine"
        elif len(re.findall(r"\w+", text)) >= 3 and not ENGLISH.search(text):
            kind = "language"
    said, buttons = TEXTS[kind]
    return said, list(buttons)
