"""The words that a fact came from, kept beside it for summary and replay."""

from __future__ import annotations

import textwrap
from dataclasses import fields

from triage.facts import Facts
from triage.turn import Turn

SOURCES = {  # the entities that tell a fact
    "days_since_injection": ("time_since_injection",), "onset_after_days": ("onset_after_injection",),
    "days_since_onset": ("days_since_onset", "symptom_duration"), "years_of_repeats": ("years_of_repeats",),
    "areas": ("area",), "parts": ("area",), "side": ("side", "side_unspecified"), "product": ("product",),
    "provider": ("provider",), "filler": ("filler",), "onset": ("onset",), "course": ("course", "course_new"),
}  # fmt: skip
UNQUOTED = frozenset({"signs", "words", "unsure", "answered_no", "contradicted", "checked", "doubtful"})
LONGEST_QUOTE = 160  # characters of a message kept beside a fact


def quotes(before: Facts, after: Facts, turn: Turn) -> dict[str, str]:
    """For every fact the message changed, the words it came from: the entity's, or else the message's."""
    told_by: dict[str, str] = {}
    for entity in turn.understood.get("entities") or ():
        if entity.get("text"):
            told_by[str(entity["entity"])] = str(entity["text"])
    found = {}
    for name in (f.name for f in fields(Facts) if f.name not in UNQUOTED):
        if getattr(before, name) != getattr(after, name):
            words = next((told_by[e] for e in SOURCES.get(name, ()) if e in told_by), turn.text)
            found[name] = textwrap.shorten(words, LONGEST_QUOTE, placeholder=" …")
    return found
