"""Spans of time in words: "3 and a half weeks", "10days", "a fortnight", "13 weeks and a day", "4-5 mths".

Every quantity is turned into days (30.4 a month, 365 a year; a range into its midpoint). Whether the span is elapsed
time is not decided here: `Span` carries the word before it (`lead`) and after it (`tail`) for that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from nlu.entity_text import LANGUAGE_DIR, LanguageFileError, load

PATH = LANGUAGE_DIR / "times.yml"
WORDS = load(
    PATH,
    {
        "numbers": dict,
        "vague": dict,
        "units": dict,
        "letters": dict,
        "ordinals": dict,
        "months": list,
        "weekdays": list,
        "seasons": dict,
        "holidays": dict,
        "anchors": dict,
    },
)
for _section in ("numbers", "vague", "units", "letters", "ordinals"):
    for _word, _value in WORDS[_section].items():
        if not isinstance(_word, str) or not isinstance(_value, (int, float)):
            raise LanguageFileError(f"{PATH}: {_section}.{_word}: expected a number, got {_value!r}")

_NUMBER_WORDS = "|".join(sorted(WORDS["numbers"], key=len, reverse=True))
NUMBER = (
    rf"\d{{1,3}}(?:[.,]\d{{1,2}})?(?!\d)|(?:{_NUMBER_WORDS})"
    r"(?:[ -](?:one|two|three|four|five|six|seven|eight|nine)\b)?"
)
UNIT = "|".join(f"(?:{pattern})" for pattern in WORDS["units"])
_UNITS = [(re.compile(pattern), days) for pattern, days in WORDS["units"].items()]
_VAGUE = "|".join(WORDS["vague"])
_HALF = r"\s*(?:and\s+(?:a\s+)?half|n\s+a\s+half|&\s*(?:a\s+)?half|½|¼|¾|\s1/2|-1/2)"

# the words about a span that say what it is; fillers between are passed over
LEAD = re.compile(
    r"\b(?P<lead>since|for|at|by|on|within|after|in|over|every|each|another|next|until|till?"
    r"|(?<!coming )(?<!getting )up to|per|from|before|take[ns]?"
    r"|lasted|lasts?|wait(?:ed)?|give(?:n)?(?: it)?|(?<!more )(?<!less )(?<!longer )than|as|under|around|past|last|of"
    r"|there is|been|its|it's|making|did|been on)\s+"
    r"(?:(?:the|my|a|about|around|roughly|aprox\w*|approx\w*|like|only|just|nearly|nealry|almost|allmost|over|under"
    r"|going|on|maybe|"
    r"perhaps|at least|more|less|than|past|last|this|good|well|bit|little|some|exactly|coming up|to|up|now|circa"
    r"|probably|first|"
    r"first|same|whole|close|been|already)\s+){0,5}$"
)
TAIL = re.compile(
    r"[\s,.~+-]*(?:(?:or\s+so|or\s+thereabouts|roughly|exactly|ish|ago\s+now|plus|now|something|worth)[\s,]+)?"
    r"(?P<tail>ago+|aog|agi|back(?! to)|previously|prior|before|aft(?:er|re|r)(?:wards?)?|post|pos|following|later"
    r"|l8r|latter|since(?! (?:then|that\b|monday|tues|wed|thur|fri|sat|sun|yesterday|this|last))|into|in(?! (?:the|my|a|total|hospital|bed|pain))"
    r"|out|on(?=\s*$|[\s,.!?]+(?!the|my|a\b|iopidine|drops|steroids|antibiotics|it\b|them|monday|tues|wed|thur|fri"
    r"|sat|sun))|now|from now|until|til|till|to go|away|more|longer|left(?! (?:side|eye|lid|brow|cheek|half))"
    r"|apart|straight|of that|of this|old|tops|max\w*|today|gone|time|from)\b(?!')"
)

DURATION = re.compile(
    rf"(?<![\w.,/$£€:-])(?:(?:(?P<halfof>half\s+(?:an?|of\s+an?)|½\s*(?:an?|of\s+an?)?|1/2\s*(?:an?|of\s+an?)?)"
    rf"|(?:an?\s+)?(?:good\s+|last\s+|past\s+|whole\s+)?(?P<vague>{_VAGUE})(?:\s+(?:of|o'?))?"
    rf"|(?P<n1>{NUMBER})(?:ish|\+|\s+plus)?(?:\s*(?P<sep>-|/|to|or|maybe"
    rf"|,)\s*(?P<n2>{NUMBER}))?(?P<half>{_HALF})?(?:\s+and\s+a\s+bit)?"
    rf"|(?P<a>an?))(?P<more>\s+more|\s+full|\s+whole|\s+long|\s+solid|\s+good|\s+short|\s+odd)?[\s-]*)?"
    rf"(?P<unit>{UNIT})(?![\w/])(?!-(?:day|week|wk))"
    r"(?P<extra>\s+and\s+a\s+half|\s+&\s+a\s+half|\s+and\s+half|\s+n\s+a\s+half|\s+or\s+(?:two|so|2|three|3)\b"
    r"|-?ish\b|\s+to\s+the\s+day\b)?"
)
LETTER = re.compile(
    r"(?<![\w.,/$£€-])(?P<n>\d{1,3}(?:\.\d)?)\s?(?P<letter>[dwmyh])(?=\s*(?:ago|post|out|in|after|since|back|later|on"
    r"|now)\b|\s*$)"
)
BARE_TAIL = re.compile(r"[\s-]*(?:or\s+so\s+)?(?:ago|later|after|post|back|since|out|on|now|gone)\b")


@dataclass(frozen=True)
class Span:
    """A span of `days` at text[start:end]; `lead` and `tail`: the words beside it, "" if none; `article`: "a week"."""

    start: int
    end: int
    days: float
    lead: str = ""
    tail: str = ""
    unit: float = 1.0
    article: bool = False
    more: bool = False


def number(text: str) -> float:
    """A number in digits (decimal point or comma) or words ("twenty-one"); 0 if it is neither."""
    text = text.strip()
    if text[:1].isdigit():
        return float(text.replace(",", "."))
    known: dict[str, float] = WORDS["numbers"]
    return float(sum(known.get(part, 0) for part in re.split(r"[\s-]+", text)))


def _quantity(match: re.Match[str]) -> float:
    if match["halfof"]:
        return 0.5
    if match["vague"]:
        return float(WORDS["vague"][match["vague"]])
    if not match["n1"]:
        return 1.0
    first = number(match["n1"])
    if match["n2"]:
        second = number(match["n2"])
        if match["sep"] == "/" and (first, second) in ((1, 2), (1, 4), (3, 4)) and first + 1 != second:
            first = first / second
        elif second > first:
            first = (first + second) / 2
        elif match["sep"] == "/" and second:
            first = first / second
    half = match["half"]
    return first + (0 if not half else 0.25 if "¼" in half else 0.75 if "¾" in half else 0.5)


def _extra(text: str | None) -> float:
    if not text:
        return 0.0
    if "half" in text or "two" in text or "2" in text:
        return 0.5
    return 1.0 if "three" in text or "3" in text else 0.0


def _duration(match: re.Match[str], text: str) -> Span | None:
    unit_text = match["unit"]
    unit = next(days for pattern, days in _UNITS if pattern.fullmatch(unit_text))
    bare = not (match["halfof"] or match["vague"] or match["n1"] or match["a"])
    tailed = bool(BARE_TAIL.match(text, match.end()))
    plural = unit_text.endswith("s") and unit != 14
    if bare and (plural or not (tailed or match["extra"] or unit == 14)):
        return None
    if unit_text in ("weak", "weeak", "wek", "moth", "mo", "mon", "dy", "dys", "moe") and not (tailed or match["n1"]):
        return None
    if unit_text == "weak" and match["n1"] and not tailed:
        return None
    if match["n1"] in ("one",) and unit == 1 and not tailed:  # "one day it just dropped"
        return None
    days = (_quantity(match) + _extra(match["extra"])) * unit
    return Span(
        match.start(),
        match.end(),
        days,
        unit=unit,
        article=bool(match["a"]) or bare,
        more=bool(match["more"] and "more" in match["more"]),
    )


_JOIN = re.compile(r"\s*(?:,|and|&|\+|n)?\s*")


def durations(text: str) -> list[Span]:
    """Every span of time in `text` (as made by entity_text.flat), in order, parts added up ("3 months and 1 week")."""
    found = [span for match in DURATION.finditer(text) if (span := _duration(match, text))]
    taken = {span.start for span in found}
    found += [
        Span(m.start(), m.end(), float(m["n"]) * WORDS["letters"][m["letter"]], unit=WORDS["letters"][m["letter"]])
        for m in LETTER.finditer(text)
        if m.start() not in taken
    ]
    found.sort(key=lambda span: span.start)
    joined: list[Span] = []
    for span in found:
        last = joined[-1] if joined else None
        gap = text[last.end : span.start] if last else ""
        if (
            last
            and span.unit < last.unit
            and len(gap) < 8
            and _JOIN.fullmatch(gap)
            and gap.strip() != ","
            and last.days >= last.unit
        ):
            joined[-1] = replace(last, end=span.end, days=last.days + span.days, unit=span.unit)
        else:
            joined.append(span)
    return [context(span, text) for span in joined]


def context(span: Span, text: str) -> Span:
    """The span with the words beside it that tell what it is."""
    lead = LEAD.search(text[max(0, span.start - 60) : span.start])
    tail = TAIL.match(text, span.end)
    return replace(span, lead=lead["lead"] if lead else "", tail=tail["tail"] if tail else "")
