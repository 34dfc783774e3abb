"""Mentions of weekdays, weekends, dates, months, seasons and holidays, as days before the writer's today."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from nlu import times_calendar as cal
from nlu.entity_text import words
from nlu.times_mention import Form, Mention, lead_of
from nlu.times_units import NUMBER, PATH, WORDS, durations, number

_MONTHS = "|".join(f"(?P<m{i}>{p})" for i, p in enumerate(words(PATH, "months", WORDS["months"]), 1))
_MONTH = "|".join(WORDS["months"])
_WEEKDAYS = "|".join(words(PATH, "weekdays", WORDS["weekdays"]))
_WEEKDAY = [re.compile(pattern) for pattern in WORDS["weekdays"]]
_PART = (
    r"(?P<part>early|start|beginning|begining|mid|middle|late|end|(?:first|1st|second|2nd|third|3rd|last) week"
    r"|(?:first|second) half)"
)
_OF_YEAR = r"(?:\s+(?:of\s+)?(?P<ly>last\s+(?:year|yr))\b)?"  # "at Xmas last year"

WEEKEND = re.compile(
    r"\b(?:last |this |the |over the |at the |on the )?(?P<past>past )?week-?end(?! is)(?: just gone| gone)?"
    r"(?P<earlier> before last)?\b"
)
PART_OF = re.compile(
    r"\b(?P<part>start|beginning|begining|middle|mid|end|early|earlier|late|later|first week|last week)\s+(?:on\s+|in\s+)?"
    r"(?:of\s+)?(?P<last>last|this|the) (?P<unit>week|month|year)\b"
)
WEEKDAY = re.compile(
    r"\b(?:(?P<lead>last|past|on|since|this|was|were|by|from|next|every|each|until|till?|coming|come|is|on a"
    rf"|now)\s+(?:last\s+|this\s+|the\s+)?)?(?P<day>{_WEEKDAYS})(?P<plural>s)?(?:'s)?\b"
    r"(?P<tail>\s+(?:just\s+)?gone|\s+before\s+last|\s+last\s+week|\s+of\s+last\s+week|\s+week\b|\s+coming|\s+next)?"
)
WEEKDAYS_AGO = re.compile(rf"\b(?P<n>{NUMBER}|couple(?: of)?|few)\s+(?P<day>{_WEEKDAYS})s\s+ago\b")
NAMED_DAY = re.compile(r"\b(?:black|good|easter|cyber|ash|pancake|shrove|palm|bank holiday|super) $")  # days of their own
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
    r"|shots|by|the|tox|forehead|jaw|masseters?|feet|lines|chin|eyes|brows?|lip|dao|11s|xeomin|appointment)\s*[:(]?\s*(?:the\s+)?$"
)
MONTH = re.compile(
    r"\b(?:(?:(?P<lead>in|since|last|during|from|was|around|back in|this|until|till?|by|next|on"
    rf"|every)\s+)?(?:the\s+)?(?:{_PART}(?:\s+(?:of|in)"
    rf"|-)?\s+)?)(?P<last>last\s+)?(?:{_MONTHS})\b(?!\s*\d{{1,2}}(?!\d))(?:\s+(?P<y>20\d\d)\b|{_OF_YEAR})"
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
            rf"|day before|nearly|almost|near|round|done|botox|tox|jabs|injected|treated|it|masseters)\s+(?:the\s+)?(?:last\s+)?(?:{p})(?!\w){_OF_YEAR}"
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
OF_MONTH_ALONE = re.compile(r"^\W*(?:(?:it|was|about|around|maybe|i|think)\s+)*(?:the\s+)?(?P<d>\d{1,2})(?:st|nd|rd|th)\W*$")
NOW_WEEKDAY = re.compile(
    rf"\b(?:today is|today'?s|now it'?s|it is now|it'?s now|now)\s+(?:a\s+)?(?P<day>{_WEEKDAYS})\b"
    rf"|\bit(?:'?s| is)\s+(?:a\s+|only\s+|already\s+)?(?P<day2>{_WEEKDAYS})\s+(?:now|today|here)\b"
)
NOW_MONTH = re.compile(
    r"\b(?:it'?s|it is|now it'?s|we'?re in|now in)\s+(?:now\s+|only\s+"
    rf"|already\s+)?(?:the\s+)?(?:{_PART}\s+(?:of\s+)?)?(?:{_MONTHS})\b(?!\s+(?:i|be|not|\d))"
)
WEEKS_AND_DAY = re.compile(r"\s+(?:ago\s+)?(?:last|past)?\s*$")
DAY_OF_DATE = re.compile(r"[\s,]*(?:the\s+)?")
AGO_ON_DAY = re.compile(r"\s+ago,?\s+(?:on\s+)(?:a\s+|the\s+)?$")
AND_YESTERDAY = re.compile(r"\s+(?:ago\s+)?(?:yesterday|yday)\b")
YESTERDAY_WEEK = re.compile(r"\b(?:yesterday|yday)\s+(?P<u>week|fortnight)\b")


def _month_of(match: re.Match[str]) -> int:
    return next(i for i in range(1, 13) if match[f"m{i}"])


def _weekday_of(text: str) -> int:
    return next(i for i, pattern in enumerate(_WEEKDAY) if pattern.fullmatch(text))


def reference(text: str, today: date) -> date:
    """The day the writer calls today ("today is Monday", "it's August"), at most a year back; else `today`."""
    if (found := NOW_MONTH.search(text)) and _month_of(found) != today.month:
        today = cal.month(_month_of(found), today, part=found["part"] or "") or today
    if found := NOW_WEEKDAY.search(text):
        today -= timedelta(days=(today.weekday() - _weekday_of(found["day"] or found["day2"])) % 7)
    return today


def calendar_mentions(text: str, today: date) -> Iterator[Mention]:
    """Every one in `text` (made flat), in no order; none later than today."""
    yield from _weekends(text, today)
    dates = list(_dates(text, today))
    yield from dates
    dated = [mention.start for mention in dates]
    for mention in _weekdays(text, today):  # "Tuesday the 10th of November": the date says it all
        if not any(0 <= start - mention.end <= 6 and DAY_OF_DATE.fullmatch(text[mention.end : start]) for start in dated):
            yield mention


def _weekends(text: str, today: date) -> Iterator[Mention]:
    for match in WEEKEND.finditer(text):
        back = (today - cal.weekday(5, today, weeks_before=int(bool(match["earlier"])))).days
        yield Mention(match.start(), match.end(), float(back), Form.AGO, lead_of(text, match.start()), calendar=True)
    for match in PART_OF.finditer(text):
        first = cal.part_of(match["unit"], match["part"], today, last=match["last"] == "last")
        yield Mention(match.start(), match.end(), float((today - first).days), Form.AGO, calendar=True)


def _weeks_before_yesterday(text: str) -> Iterator[Mention]:
    """ "A week ago yesterday", "yesterday week"."""
    if "yesterday" not in text and "yday" not in text:
        return
    for match in YESTERDAY_WEEK.finditer(text):
        yield Mention(match.start(), match.end(), 8.0 if match["u"] == "week" else 15.0, Form.AGO, tail="ago")
    for span in durations(text):
        if span.unit in (7, 14, 30.4) and (more := AND_YESTERDAY.match(text, span.end)):
            yield Mention(span.start, more.end(), span.days + 1, Form.AGO, span.lead, tail="ago")


def _weekdays(text: str, today: date) -> Iterator[Mention]:
    named_today = [m.span() for m in NOW_WEEKDAY.finditer(text)]
    yield from _weeks_before_yesterday(text)
    for match in WEEKDAYS_AGO.finditer(text):
        count = number(match["n"]) or {"few": 3}.get(match["n"], 2)
        day = cal.weekday(_weekday_of(match["day"]), today, weeks_before=max(1, min(int(count), 60)) - 1)
        yield Mention(match.start(), match.end(), float((today - day).days), Form.AGO, tail="ago")
    for match in WEEKDAY.finditer(text):
        lead, tail, name = match["lead"] or "", (match["tail"] or "").split(), match["day"]
        if lead in ("next", "every", "each", "until", "til", "till", "coming", "come") or match["plural"]:
            continue
        if any(a < match.end() and match.start() < b for a, b in named_today):
            continue
        if NAMED_DAY.search(text[max(0, match.start("day") - 14) : match.start("day")]):
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
        before = next((s for s in durations(text[: match.start("day")])[-1:] if s.unit in (7, 14) and s.days >= 7), None)
        gap = text[before.end : match.start("day")] if before else ""
        if before and AGO_ON_DAY.fullmatch(gap):  # "three weeks ago on Friday": the Friday nearest to it
            start, days = before.start, days + 7 * round((before.days - days) / 7)
        elif before and WEEKS_AND_DAY.fullmatch(gap):  # "a week last Tuesday", "a fortnight ago Saturday"
            start, days = before.start, days + before.days
        yield Mention(start, match.end(), days, Form.AGO, lead or lead_of(text, start), calendar=True)


def _dates(text: str, today: date) -> Iterator[Mention]:
    def at(match: re.Match[str], day: date | None, lead: str) -> Iterator[Mention]:
        if day is not None and day <= today:
            yield Mention(match.start(), match.end(), float((today - day).days), Form.AGO, lead, calendar=True)

    if any(c.isdigit() for c in text):
        for match in TEXT_DATE.finditer(text):
            yield from at(match, cal.numeric_date(match[0].replace("ed ", " "), today), lead_of(text, match.start()))
        for match in NUMERIC_DATE.finditer(text):
            if match["short"] and (
                match["short"] == "24/7"
                or not (BEFORE_SHORT.search(text[max(0, match.start() - 20) : match.start()]) or match[0] == text.strip(" .!?"))
            ):
                continue
            yield from at(match, cal.numeric_date(match[0], today), lead_of(text, match.start()))
        for match in OF_MONTH.finditer(text):
            if 1 <= int(match["d"]) <= 31:
                yield from at(match, cal.day_of_month(int(match["d"]), today), match["lead"])
        if (alone := OF_MONTH_ALONE.match(text)) and 1 <= int(alone["d"]) <= 31:
            yield from at(alone, cal.day_of_month(int(alone["d"]), today), "on")
        for match in YEAR.finditer(text):
            if int(match["y"]) < today.year:
                yield from at(match, date(int(match["y"]), 7, 1), "year")
    said = NOW_MONTH.search(text)
    for match in MONTH.finditer(text):
        lead = match["lead"] or ""
        if lead in ("until", "till", "til", "by", "next", "every") or not (
            lead or match["part"] or match["last"] or match["y"] or match["ly"]
        ):
            continue
        year = int(match["y"]) if match["y"] else today.year - 1 if match["ly"] else None
        if said and said.start() < match.end() and match.start() < said.end():  # "it's August"
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
                    by = date(today.year - 1, 12, 31) if match["ly"] else today
                    yield from at(match, cal.holiday(name, by), match["lead"])
