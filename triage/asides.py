"""Messages that are no answer and no complaint: abuse, orders to the program, a colleague testing it, a pasted article, a question about driving."""

from __future__ import annotations

import re

from triage.wording import dialogue, plain

PASTED_WORDS = 60  # fewer are read as a message
PASTED_MARKS = 3  # different words of leaflets and papers


def kind(text: str) -> str | None:
    """`orders`, `insult`, `clinician`, `driving` or `pasted`; None for any other message. What else the message tells still counts."""
    if pasted(text):
        return "pasted"
    words, low = dialogue(), plain(text)
    return next((name for name in ("orders", "insult", "clinician", "driving") if words.says(name, low)), None)


def pasted(text: str) -> bool:
    """A text about no one, in the manner of leaflets and papers: its signs are nobody's."""
    low = plain(text)
    if len(re.findall(r"\w+", low)) < PASTED_WORDS or dialogue().says("someone", low):
        return False
    return len({match[0] for match in dialogue().facts["leaflet"].find(low)}) >= PASTED_MARKS
