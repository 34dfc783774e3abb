"""spaCy component `times`: when the injections were, when the change began after them, how long it has lasted.

Writes to doc.spans["entities"], values in days (30.4 a month, 365 a year): `time_since_injection`,
`onset_after_injection` and `symptom_duration` of the contract, and for the triage's own use `days_since_onset`,
`event_age` (of something else: an old stroke, an earlier treatment) and `episode_length`. Today is
doc.user_data["today"] (a date), else the machine's date.
"""

import re
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc

from nlu.entity_text import Found, add, flat, whole
from nlu.times_find import mentions
from nlu.times_mention import Form, Mention
from nlu.times_roles import AFTER, EVENT, INJECTION, ONSET, Reading, read
from triage.clock import today

_COUNT = re.compile(
    r"(?:\bit(?:'?s| has|'?s only| has only) been|\bso(?: that'?s| it'?s)?|\bthat'?s|\bwhich is|\b(?:i )?makes? (?:it|that)"
    r"|[,(]\s*(?:about|around|roughly|nearly|almost|approx\w*))\s*(?:(?:about|around|roughly|nearly|almost|over|just|like|approx\w*|now|already|just over|a bit over)\s+)*$"
)
VAGUE_DAYS = 14  # so far back a month or a season is a date to within weeks
SAME_DAYS = 0.6  # two times closer than this are the same


def find(text: str, today: date) -> list[Found]:
    """The times of a message, with what each is the time of."""
    low = flat(text)
    readings = _settle(read(low, mentions(low, today)), low)
    return [_found(reading.label, reading.mention.days, reading.mention) for reading in readings] + _derived(readings)


def _found(label: str, days: float, mention: Mention) -> Found:
    return Found(label, whole(days), mention.start, mention.end)


def _settle(readings: list[Reading], text: str) -> list[Reading]:
    """One time since the injection (the last counts); what cannot be it beside a surer one becomes what it then is."""
    elapsed = [r for r in readings if r.label == INJECTION]
    if not elapsed:
        return readings
    dated = [r for r in elapsed if r.mention.form is Form.AGO and r.sure >= 2]
    counted = [r for r in elapsed if r.mention.form is Form.SPAN and _is_counted(r, text, dated)]
    if counted and all(r.mention.calendar for r in dated):  # "in June ... so about two months": the writer's own count
        dated = counted
    best = min(dated, key=lambda r: r.mention.days) if dated else max(elapsed, key=lambda r: (r.sure, -r.mention.start))
    begun = {r.mention for r in readings if r.label == ONSET}
    kept = [
        r
        for r in (_beside(r, best) if r.label == INJECTION else r for r in readings)
        if r is not None and not (r.label == EVENT and r.mention in begun)
    ]
    if not best.sure and best.mention.lead == "after":  # "normal after 10 days to ...": today, not the onset
        kept = [r for r in kept if not (r.label == AFTER and r.mention is best.mention)]
    return [r for r in kept if r.label != AFTER or r.mention.days <= best.mention.days + SAME_DAYS or best.sure < 2]


def _is_counted(reading: Reading, text: str, dated: list[Reading]) -> bool:
    """Is this span the writer's count from a date: "two months now", or "so about two months" beside a mere month?"""
    if reading.sure and reading.mention.tail == "now":
        return True
    vague = bool(dated) and not any(c.isdigit() for r in dated for c in text[r.mention.start : r.mention.end])
    start = reading.mention.start
    return vague and dated[0].mention.days >= VAGUE_DAYS and bool(_COUNT.search(text[max(0, start - 40) : start]))


def _beside(reading: Reading, best: Reading) -> Reading | None:
    if reading is best or abs(reading.mention.days - best.mention.days) < SAME_DAYS:
        return reading
    mention = reading.mention
    if mention.form in (Form.AFTER, Form.DAY) and mention.days < best.mention.days and reading.sure:
        return Reading(mention, AFTER, 1)
    if mention.form is Form.AGO and reading.sure and not (mention.calendar and best.mention.form is Form.SPAN):
        return Reading(mention, EVENT, 1)
    return None


def _derived(readings: list[Reading]) -> list[Found]:
    """The third of injection, onset and today's distance from each, where the other two were said."""
    days = {label: next((r for r in readings if r.label == label), None) for label in (INJECTION, AFTER, ONSET)}
    since, after, onset = days[INJECTION], days[AFTER], days[ONSET]
    if since and onset and not after and since.mention is not onset.mention and since.mention.days >= onset.mention.days:
        return [_found(AFTER, since.mention.days - onset.mention.days, onset.mention)]
    if since and after and not onset and since.mention is not after.mention and since.mention.days >= after.mention.days:
        return [_found(ONSET, since.mention.days - after.mention.days, after.mention)]
    if after and onset and not since and after.mention is not onset.mention:
        return [_found(INJECTION, after.mention.days + onset.mention.days, onset.mention)]
    return []


class Times:
    """Adds the times of a message to doc.spans["entities"]."""

    def __call__(self, doc: Doc) -> Doc:
        given = doc.user_data.get("today")
        return add(doc, find(doc.text, given if isinstance(given, date) else today()))


@Language.factory("times")
def make_times(nlp: Language, name: str) -> Times:
    """The component; it has no settings."""
    return Times()
