"""The order of a reply to several concerns: what cannot wait, then what was asked, then the background on what was told."""

from __future__ import annotations

import re
from collections.abc import Iterable

URGENT = ("infection_or_allergy", "distress")
QUESTIONS = (
    "bells_palsy", "cause", "duration", "permanence", "referral", "treatment", "pregnancy_or_medication", "dose_or_product",
    "prevention", "camouflage", "photo_assessment", "complaint",
)  # fmt: skip
COMPLAINTS = {  # with the words that tell of them: of several complaints the one told first comes first
    "eyelid_or_brow_droop": r"\b(?:eye ?)?(?:lids?|brows?)\b|droop|hooded",
    "smile_weakness": r"smil|grin|\bmouth|\blips?\b|cheek|whistl|frozen|paraly",
    "asymmetry": r"uneven|lop ?sided|asymm|crooked|\bsides?\b|bigger|larger|higher|lower",
    "heaviness": r"heav|weigh",
}
SIZE = "big|larg|fat|full|size|puff|swoll|wide|chubb|round|small|shrunk|shrink|sunk|bulg|volume"


def ordered(concerns: Iterable[str], asked_text: str) -> list[str]:
    """The concerns in the order of the text, each once; those without an answer are left out."""
    wanted = set(concerns)
    told = sorted((name for name in COMPLAINTS if name in wanted), key=lambda name: _told_at(name, asked_text))
    asked = [name for name in QUESTIONS if name in wanted]
    at = asked.index("cause") if "cause" in asked else None
    if at is not None and told == ["heaviness"]:
        asked.insert(at, told.pop())  # what is known of heaviness is the answer to why
    elif at is not None and "asymmetry" in told and re.search(rf"\b(?:{SIZE})", asked_text, re.IGNORECASE):
        told.remove("asymmetry")
        asked.insert(at + 1, "asymmetry")  # "is it normal that one side is bigger?"
    return [*(name for name in URGENT if name in wanted), *asked, *told]


def _told_at(name: str, text: str) -> int:
    found = re.search(COMPLAINTS[name], text, re.IGNORECASE)
    return found.start() if found else len(text)
