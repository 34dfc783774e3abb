"""Every mention of a time in a message, whatever it is about: spans, "day 24", "yesterday", weekdays, dates, holidays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from nlu import times_calendar as cal
from nlu.times_text import words
from nlu.times_units import LEAD, PATH, WORDS, durations, number


class Form(Enum):
    """How a time is put: counted back from today, on from the injection, as a day of the course, or with no anchor."""

    AGO = "ago"
    AFTER = "after"
    DAY = "day"
    SPAN = "span"


@dataclass(frozen=True)
class Mention:
    """`days` at text[start:end]; back from today (AGO), or after the injection (AFTER, DAY), or a length (SPAN)."""

    start: int
    end: int
    days: float
    form: Form
    lead: str = ""
    tail: str = ""
    unit: float = 1.0
    article: bool = False
    more: bool = False
    calendar: bool = False


_MONTHS = "|".join(f"(?P<m{i}>{p})" for i, p in enumerate(words(PATH, "months", WORDS["months"]), 1))
_MONTH = "|".join(WORDS["months"])
_WEEKDAYS = "|".join(words(PATH, "weekdays", WORDS["weekdays"]))
_WEEKDAY = [re.compile(pattern) for pattern in WORDS["weekdays"]]
_ORDINAL = "|".join(WORDS["ordinals"])
_PART = r"(?P<part>early|start|beginning|begining|mid|middle|late|end)"

RELATIVE: tuple[tuple[re.Pattern[str], float], ...] = tuple(
    (re.compile(rf"\b(?:{pattern})\b"), days)
    for pattern, days in (
        (r"(?:the )?day before yest(?:erday|a?day)", 2),
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
        (r"(?:earlier|early) (?:on )?this week", 2),
        (r"(?:sometime |some time |early |late |end of |middle of )?last (?:week|wk|weeks|weak|wek)(?!end| of)", 7),
        (r"(?:sometime |some time |early |late |end of |middle of )?last (?:month|mth|mnth|munth)", 30.4),
        (r"(?:late |early )?last (?:year|yr)", 365),
    )
)
WEEKEND = re.compile(
    r"\b(?:last |this |the |over the |at the |on the )?(?P<past>past )?week-?end(?! is)(?: just gone| gone)?\b"
)
START_OF = re.compile(r"\b(?:start|beginning|begining) of (?P<last>last|this|the) (?P<unit>week|month)\b")
WEEKDAY = re.compile(
    r"\b(?:(?P<lead>last|past|on|since|this|was|were|by|from|next|every|each|until|till?|coming|come|is|on a"
    rf"|now)\s+(?:last\s+|this\s+|the\s+)?)?(?P<day>{_WEEKDAYS})(?P<plural>s)?(?:'s)?\b"
    r"(?P<tail>\s+(?:just\s+)?gone|\s+before\s+last|\s+last\s+week|\s+of\s+last\s+week|\s+week\b|\s+coming|\s+next)?"
)
LONG_DAYS = 5  # an abbreviated weekday ("sat", "wed") needs a word such as "on" before it
TEXT_DATE = re.compile(
    rf"\b(?:(?P<d1>\d{{1,2}})\s*(?:st|nd|rd|th|ed)?\s*(?:of\s+|-|/|\.)?\s*(?:{_MONTH})(?!\w)"
    rf"|(?:{_MONTH})\.?\s*(?:the\s+)?-?(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?![\w:.]\d|\d|\s*(?:units?|u|weeks?|days?"
    r"|months?|years?)\b))"
    r"(?:,?\s*(?P<y>20\d\d|'?\d\d)(?!\w|\s*(?:units?|u|weeks?|days?|months?)\b))?"
)
NUMERIC_DATE = re.compile(
    r"(?<![\w./$£€-])(?:20\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-](?:20)?\d\d"
    r"|(?P<short>\d{1,2}/\d{1,2}))(?![\w/%-]|\.\d)(?!\s*(?:weeks?|wks?|days?|months?|mths?|hours?|hrs?|times|units?"
    r"|pain|an?\b))"
)
BEFORE_SHORT = re.compile(
    r"\b(?:on|since|from|dated?|done|injected|injections?|treated|treatment|was|were|had|botox|dysport|got|jabs?"
    r"|shots|by|the|xeomin|appointment)\s*[:(]?\s*(?:the\s+)?$"
)
MONTH = re.compile(
    r"\b(?:(?:(?P<lead>in|since|last|during|from|was|around|back in|this|until|till?|by|next|on"
    rf"|every)\s+)?(?:the\s+)?(?:{_PART}(?:\s+of"
    rf"|-)?\s+)?)(?P<last>last\s+)?(?:{_MONTHS})\b(?!\s*\d{{1,2}}(?!\d))(?:\s+(?P<y>20\d\d))?"
)
YEAR = re.compile(r"\b(?:in|since|back in|from|of)\s+(?P<y>(?:19[5-9]|20[0-4])\d)\b")
SEASON = re.compile(
    r"\b(?:(?:(?P<lead>in|since|last|this|during|next|over)\s+)(?:the\s+|last\s+"
    rf"|this\s+)?)?(?:{_PART}(?:\s+of)?(?:\s+the)?[\s-]+)?(?P<s>spring|summer|autumn|winter|(?<=the )fall"
    r"|(?<=last )fall|(?<=early )fall)\b"
)
HOLIDAY = [
    (
        re.compile(
            r"\b(?P<lead>since|at|on|over|around|before|after|last|by|until|till?|for|next|day after"
            rf"|day before)\s+(?:the\s+)?(?:last\s+)?(?:{p})(?!\w)"
        ),
        name,
    )
    for p, name in WORDS["holidays"].items()
]
HOLIDAY_GATE = re.compile(
    r"easter|friday|mas\b|boxing|new year|nye|halloween|bonfire|fawkes|valentine|thanksgiving|labou?r day"
    r"|memorial day|july|independence|patrick|paddy|mother|bank hol|crimbo"
)
OF_MONTH = re.compile(
    r"\b(?P<lead>on|since|by|from|was|of)\s+the\s+(?P<d>\d{1,2})(?:st|nd|rd|th)\b(?!\s*(?:of|day|week|month|time"
    r"|visit|session|treatment|floor|round|birthday|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))"
)
DAY = re.compile(
    r"(?<!vitamin )(?<!vit )(?<![\w.-])(?:(?P<u>day|dya|week|wk|weeks|weak|month|mth|mnth)\s*(?:no\.?|number|nr"
    rf"|#)?\s*(?P<n>\d{{1,3}}(?:\.5)?(?![\d:/x%]|\s*(?:x|units?|u|weeks?|days?|months?|times|of my|am|pm|wks?|years?"
    rf"|yrs?)\b)|(?:{'|'.join(k for k in WORDS['numbers'])})\b)|d(?P<d>\d{{1,2}})\b)"
)
NTH = re.compile(rf"\b(?:(?P<w>{_ORDINAL})|(?P<n>\d{{1,2}})(?:st|nd|rd|th))\s+(?P<u>day|week|wk|month|mth)\b")
NEXT_DAY = re.compile(
    r"\b(?P<same>same (?:day|night|evening|afternoon)|that (?:same )?(?:night|evening|afternoon|very (?:day|night"
    r"|evening))|(?:straight|right|immediately|directly|instantly) after|straight ?away|immediately)|(?:the "
    r"|very )*(?:next|following) (?:day|morning|evening|night|am)\b|\bthe (?:day|morning|night) after\b"
)
NOW_WEEKDAY = re.compile(
    rf"\b(?:today is|today'?s|now it'?s|it is now|it'?s now|now)\s+(?:a\s+)?(?P<day>{_WEEKDAYS})\b"
)
NOW_MONTH = re.compile(
    r"\b(?:it'?s|it is|now it'?s|we'?re in|now in)\s+(?:now\s+|only\s+"
    rf"|already\s+)?(?:{_PART}\s+)?(?:{_MONTHS})\b(?!\s+(?:i|be|not|\d))"
)
WEEKS_AND_DAY = re.compile(r"\s+(?:last|past|this|on)?\s*$")


def _month_of(match: re.Match[str]) -> int:
    return next(i for i in range(1, 13) if match[f"m{i}"])


def _weekday_of(text: str) -> int:
    return next(i for i, pattern in enumerate(_WEEKDAY) if pattern.fullmatch(text))


def reference(text: str, today: date) -> date:
    """The day the writer calls today ("today is Monday", "it's August"), at most a year back; else `today`."""
    if (found := NOW_MONTH.search(text)) and _month_of(found) != today.month:
        today = cal.month(_month_of(found), today, part=found["part"] or "") or today
    if found := NOW_WEEKDAY.search(text):
        today -= timedelta(days=(today.weekday() - _weekday_of(found["day"])) % 7)
    return today


def mentions(text: str, today: date) -> list[Mention]:
    """Every time in `text` (made flat), in order; of overlapping ones the longest."""
    now = reference(text, today)
    found = [*_spans(text), *_numbered(text), *_relative(text, now), *_weekdays(text, now), *_dates(text, now)]
    found.sort(key=lambda m: (m.start - m.end, m.start))
    kept: list[Mention] = []
    for mention in found:
        if all(mention.end <= other.start or mention.start >= other.end for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)


def _lead(text: str, start: int) -> str:
    found = LEAD.search(text[max(0, start - 60) : start])
    return found["lead"] if found else ""


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
        yield Mention(match.start(), match.end(), count * unit, Form.DAY, _lead(text, match.start()), tail, unit)
    for match in NTH.finditer(text):
        lead = _lead(text, match.start())
        tail = re.match(r"\s+(after|post|now|since|of|following)\b", text[match.end() : match.end() + 12])
        if not (tail or lead in ("on", "in", "by", "since", "from", "at", "its", "it's")) or (
            lead == "for" and not tail
        ):
            continue
        count = float(WORDS["ordinals"][match["w"]]) if match["w"] else float(match["n"])
        unit = {"d": 1.0, "w": 7.0, "m": 30.4}[match["u"][0]]
        form = Form.AFTER if tail and tail[1] in ("after", "post", "since", "following") else Form.DAY
        yield Mention(match.start(), match.end(), count * unit, form, lead, tail[1] if tail else "", unit)
    for match in NEXT_DAY.finditer(text):
        yield Mention(
            match.start(), match.end(), 0.0 if match["same"] else 1.0, Form.AFTER, _lead(text, match.start()), "next"
        )


def _relative(text: str, today: date) -> Iterator[Mention]:
    for pattern, days in RELATIVE:
        for match in pattern.finditer(text):
            yield Mention(
                match.start(),
                match.end(),
                days,
                Form.AGO,
                _lead(text, match.start()),
                unit=1.0 if days < 5 else 7.0,
                calendar=days == 0,
            )
    for match in WEEKEND.finditer(text):
        back = (today - cal.weekday(5, today)).days
        yield Mention(match.start(), match.end(), float(back), Form.AGO, _lead(text, match.start()), calendar=True)
    for match in START_OF.finditer(text):
        first = today - timedelta(days=today.weekday()) if match["unit"] == "week" else today.replace(day=1)
        if match["last"] == "last":
            first = first - timedelta(days=7) if match["unit"] == "week" else (first - timedelta(days=1)).replace(day=3)
        yield Mention(match.start(), match.end(), float((today - first).days), Form.AGO, calendar=True)


def _weekdays(text: str, today: date) -> Iterator[Mention]:
    for match in WEEKDAY.finditer(text):
        lead, tail, name = match["lead"] or "", (match["tail"] or "").split(), match["day"]
        if lead in ("next", "every", "each", "until", "til", "till", "coming", "come") or match["plural"]:
            continue
        if (lead in ("is", "now") and "now" in text[match.start() : match.end()]) or tail[:1] in (
            ["week"],
            ["coming"],
            ["next"],
        ):
            continue
        if (
            len(name) <= LONG_DAYS
            and lead not in ("last", "on", "since", "this", "was", "by", "from", "were", "past")
            and not tail
            and len(text.split()) > 2
        ):
            continue
        index = _weekday_of(name)
        if tail[-2:] == ["last", "week"]:
            day = cal.weekday_of_last_week(index, today)
        else:
            day = cal.weekday(index, today, weeks_before=int(tail[:2] == ["before", "last"]))
        start, days = match.start(), float((today - day).days)
        before = next(
            (
                s
                for s in durations(text[: match.start("day")])[-1:]
                if s.unit == 7 and not s.tail and WEEKS_AND_DAY.fullmatch(text[s.end : match.start("day")])
            ),
            None,
        )
        if before and before.days >= 7:  # "a week last Tuesday"
            start, days = before.start, days + before.days
        yield Mention(start, match.end(), days, Form.AGO, lead or _lead(text, start), calendar=True)


def _dates(text: str, today: date) -> Iterator[Mention]:
    def at(match: re.Match[str], day: date | None, lead: str) -> Iterator[Mention]:
        if day is not None and day <= today:
            yield Mention(match.start(), match.end(), float((today - day).days), Form.AGO, lead, calendar=True)

    if any(c.isdigit() for c in text):
        for match in TEXT_DATE.finditer(text):
            yield from at(match, cal.numeric_date(match[0].replace("ed ", " "), today), _lead(text, match.start()))
        for match in NUMERIC_DATE.finditer(text):
            if match["short"] and (
                match["short"] == "24/7"
                or not (
                    BEFORE_SHORT.search(text[max(0, match.start() - 20) : match.start()])
                    or match[0] == text.strip(" .!?")
                )
            ):
                continue
            yield from at(match, cal.numeric_date(match[0], today), _lead(text, match.start()))
        for match in OF_MONTH.finditer(text):
            if 1 <= int(match["d"]) <= 31:
                yield from at(match, cal.day_of_month(int(match["d"]), today), match["lead"])
        for match in YEAR.finditer(text):
            if int(match["y"]) < today.year:
                yield from at(match, date(int(match["y"]), 7, 1), "year")
    for match in MONTH.finditer(text):
        lead = match["lead"] or ""
        if lead in ("until", "till", "til", "by", "next", "every") or not (
            lead or match["part"] or match["last"] or match["y"]
        ):
            continue
        year = int(match["y"]) if match["y"] else None
        if NOW_MONTH.search(text) and match.group().split()[-1] in NOW_MONTH.search(text).group():  # type: ignore[union-attr]
            continue
        yield from at(match, cal.month(_month_of(match), today, part=match["part"] or "", year=year), lead)
    for match in SEASON.finditer(text):
        lead = match["lead"] or ""
        if lead == "next" or not (lead or match["part"]):
            continue
        yield from at(match, cal.season(tuple(WORDS["seasons"][match["s"]]), today, part=match["part"] or ""), lead)
    if HOLIDAY_GATE.search(text):
        for pattern, name in HOLIDAY:
            for match in pattern.finditer(text):
                if match["lead"] not in ("by", "until", "till", "til", "for", "next"):
                    yield from at(match, cal.holiday(name, today), match["lead"])
