"""Every mention of a time in a message, whatever it is about: spans, "day 24", "yesterday", and dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from nlu.times_dates import calendar_mentions, reference
from nlu.times_mention import Form, Mention, lead_of
from nlu.times_units import WORDS, durations, number

_ORDINAL = "|".join(WORDS["ordinals"])
RELATIVE: tuple[tuple[re.Pattern[str], float], ...] = tuple(
    (re.compile(rf"\b(?:{pattern})\b"), days)
    for pattern, days in (
        (r"(?:the )?day (?:before|b4|bfore) yest(?:erday|a?day)", 2),
        (
            r"(?:yest(?:er|re|ar|e)?r?d[ae]?y|ystrda?y|yest(?:erday)?|yday|yday'?s)(?: (?:morning|afternoon|evening"
            r"|night))?",
            1,
        ),
        (r"last (?:night|nite|evening)", 1),
        (
            r"(?:earlier )?(?:today|2day)(?! is|'s|s\b)|this (?:morning|mornin|afternoon|evening|am|pm)|tonight|tonite"
            r"|just now|earlier on",
            0,
        ),
        (r"(?:the )?other (?:day|night|evening)", 3),
        (r"(?:the )?(?:week|wk) before last", 14),
        (r"(?:the )?month before last", 60.8),
        (r"(?:sometime |some time )?last (?:week|wk|weeks|weak|wek)(?!end| of|'?s\b)", 7),
        (r"(?:sometime |some time )?last (?:month|mth|mnth|munth)(?!'?s\b)", 30.4),
        (r"last (?:year|yr)(?!'?s\b)", 365),
    )
)
DAY = re.compile(
    r"(?<!vitamin )(?<!vit )(?<![\w.-])(?:(?P<u>day|dya|week|wk|weeks|weak|month|mth|mnth)\s*(?:no\.?|number|nr"
    rf"|#)?\s*(?P<n>\d{{1,3}}(?:\.5)?(?![\d:/x%]|\s*(?:x|units?|u|weeks?|days?|months?|times|of my|am|pm|wks?|years?"
    rf"|yrs?)\b)|(?:{'|'.join(k for k in WORDS['numbers'])})\b)|d(?P<d>\d{{1,2}})\b)"
)
_NTH_LEADS = {"on", "in", "by", "since", "from", "at", "its", "it's"}
NTH = re.compile(rf"\b(?:(?P<w>{_ORDINAL})|(?P<n>\d{{1,2}})(?:st|nd|rd|th))\s+(?P<u>day|week|wk|month|mth)\b")
NEXT_DAY = re.compile(
    r"\b(?P<same>same (?:day|night|evening|afternoon)|that (?:same )?(?:night|evening|afternoon|very (?:day|night"
    r"|evening))|the (?:very )?(?:day|night|evening|afternoon) of (?:the|my|her|his) (?:botox|tox|injections?|jabs?|treatment"
    r"|dysport|xeomin)|(?:straight|right|immediately|directly|instantly) after|straight ?away|immediately)|(?:the "
    r"|very )*(?:next|following) (?:day|morning|evening|night|am)\b|\bthe (?:day|morning|night) after\b"
)


def mentions(text: str, today: date) -> list[Mention]:
    """Every time in `text` (made flat), in order; of overlapping ones the longest."""
    now = reference(text, today)
    found = [*_spans(text), *_numbered(text), *_relative(text), *calendar_mentions(text, now)]
    found.sort(key=lambda m: (m.start - m.end, m.start))
    kept: list[Mention] = []
    for mention in found:
        if all(mention.end <= other.start or mention.start >= other.end for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)


_TAIL_FORM = {
    **dict.fromkeys(("ago", "agoo", "aog", "agi", "back", "previously", "prior"), Form.AGO),
    **dict.fromkeys(
        (
            "after",
            "aftr",
            "aftre",
            "afterwards",
            "afterward",
            "post",
            "pos",
            "following",
            "later",
            "l8r",
            "latter",
            "since",
            "in",
            "into",
            "out",
            "on",
        ),
        Form.AFTER,
    ),
}


def _spans(text: str) -> Iterator[Mention]:
    for span in durations(text):
        form = _TAIL_FORM.get(span.tail, Form.SPAN)
        if form is Form.AFTER and span.tail in ("in", "on", "out") and span.lead in ("in", "on", "out"):
            form = Form.SPAN
        yield Mention(span.start, span.end, span.days, form, span.lead, span.tail, span.unit, span.article, span.more)


def _numbered(text: str) -> Iterator[Mention]:
    for match in DAY.finditer(text):
        if text[match.start()] == "d" and match["d"]:
            unit, count = 1.0, float(match["d"])
        else:
            unit, count = {"d": 1.0, "w": 7.0, "m": 30.4}[match["u"][0]], number(match["n"])
        after = text[match.end() : match.end() + 12]
        tail = "of that" if re.match(r"\s+of (?:that|this|it|the droop)", after) else ""
        yield Mention(match.start(), match.end(), count * unit, Form.DAY, lead_of(text, match.start()), tail, unit)
    for match in NTH.finditer(text):
        lead = lead_of(text, match.start())
        after_it = re.match(r"\s+(after|post|now|since|of|following|in|into|on|out)\b", text[match.end() : match.end() + 12])
        if not (after_it or lead in _NTH_LEADS or len(text.split()) <= 3):  # "the 5th day" alone is an answer
            continue
        count = float(WORDS["ordinals"][match["w"]]) if match["w"] else float(match["n"])
        unit = {"d": 1.0, "w": 7.0, "m": 30.4}[match["u"][0]]
        form = Form.AFTER if after_it and after_it[1] in ("after", "post", "since", "following") else Form.DAY
        yield Mention(match.start(), match.end(), count * unit, form, lead, after_it[1] if after_it else "", unit)
    for match in NEXT_DAY.finditer(text):
        yield Mention(match.start(), match.end(), 0.0 if match["same"] else 1.0, Form.AFTER, lead_of(text, match.start()), "next")


def _relative(text: str) -> Iterator[Mention]:
    for pattern, days in RELATIVE:
        for match in pattern.finditer(text):
            yield Mention(
                match.start(),
                match.end(),
                days,
                Form.AGO,
                lead_of(text, match.start()),
                unit=1.0 if days < 5 else 7.0,
                calendar=days == 0,
            )
