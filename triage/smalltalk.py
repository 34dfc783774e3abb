"""Greetings, thanks, who and what the bot is, and what it is not for: short fixed texts with a way on."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
    "nlu_fallback": ("", ()),
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


TITLES = {  # a concern as a choice, for a message that was not understood
    "asymmetry": "One side differs from the other",
    "smile_weakness": "My smile is weak or crooked",
    "heaviness": "It feels heavy",
    "eyelid_or_brow_droop": "An eyelid or brow droops",
    "duration": "How long does it last?",
    "permanence": "Will it come back?",
    "referral": "Whom should I see?",
    "treatment": "What can be done about it?",
    "cause": "Is this normal?",
    "prevention": "How can I avoid this next time?",
    "bells_palsy": "Could it be Bell's palsy?",
    "infection_or_allergy": "Redness, swelling or a rash",
    "distress": "It gets me down",
    "camouflage": "How can I hide it meanwhile?",
    "complaint": "I want to complain",
}
MOST_GUESSES = 3
ELSE = "Something else"
OWN_WORDS = "Please tell me in your own words: what have you noticed in your face, and since when?"
DANGER = "If you have trouble breathing, swallowing or speaking, or sudden weakness, call 112, 999, 911 or 000 now."


def ask(who: str) -> str:
    """What to tell next, of oneself or of another person."""
    if who == "self":
        return "What have you noticed, or what would you like to know?"
    return f"What have you noticed about your {who}'s face, and when was it injected?"


def reply(
    intent: str, text: str, *, guesses: Sequence[str] = (), tired: bool = False, contact: str = "the person who injected you"
) -> tuple[str, list[str]]:
    """The text for an intent, by what the message is about, and the titles of its buttons.

    `guesses` are the concerns that an unclear message may have meant, the likeliest first. `tired`: it was asked about twice in
    a row already, so what follows is the safety line and the `contact`.
    """
    kind = intent if intent in TEXTS else "nlu_fallback"
    if text.strip().lower().rstrip(".!") == ELSE.lower():
        return OWN_WORDS, []
    if kind == "out_of_scope":
        if FILLER.search(text):
            kind = "filler"
        elif BOOKING.search(text):
            kind = "booking"
        elif MEDICINE.search(text):
            kind = "medicine"
        elif len(re.findall(r"\w+", text)) >= 3 and not ENGLISH.search(text):
            kind = "language"
    if kind == "nlu_fallback":
        return _unclear(guesses, tired, contact)
    said, buttons = TEXTS[kind]
    return said, list(buttons)


def _unclear(guesses: Sequence[str], tired: bool, contact: str) -> tuple[str, list[str]]:
    if tired:
        return (
            f"I still do not understand, and I do not want to guess. {DANGER} For anything else please ask {contact}, your GP, or in "
            f"the UK NHS 111. Or I can go through a few questions with you."
        ), [CHECK]
    titles = [TITLES[guess] for guess in guesses if guess in TITLES][:MOST_GUESSES] or list(TOPICS[:MOST_GUESSES])
    return f"I am not sure I understood you. Could you say it in other words, or pick one of these? {DANGER}", [*titles, ELSE]
