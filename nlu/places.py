"""spaCy component `places`: entities `side` (left, right, both), `area` (names of the contract), `side_unspecified`.

Every area mentioned is found, treated or changed; `span._.role` says which, from the words about it: "treated" (botox
in my forehead, got my 11s done), "changed" (the lid droops, heavy brow) or "unknown". "One side", "my good side" are
`side_unspecified` with value "one". Bunny lines count as glabella_frown and upper_lip_perioral both: the injections lie
between the two, and the triage policy lists their effects with the upper lip's. "Droopy eye" is eyelid and
eye_unspecified both. "Near the mouth" is mouth_corner_dao and upper_lip_perioral both.
"""

import re
from bisect import bisect_right
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA
from spacy.language import Language

from nlu.entity_text import LANGUAGE_DIR, Entities, Found, flat, load, words
from nlu.places_sides import sides

PATH = LANGUAGE_DIR / "areas.yml"
_DATA = load(PATH, {"areas": dict, "not_areas": list, "spelling": list})


def _pattern(phrases: tuple[str, ...]) -> str:
    return "|".join(phrase.replace(" ", r"[\s-]+").replace(r"[\s-]+?", r"[\s-]*") for phrase in phrases)


_AREAS = [
    (name, re.compile(rf"(?<![a-z0-9])(?<![a-z]')(?:{_pattern(words(PATH, f'areas.{name}', phrases))})(?![a-z0-9])"))
    for name, phrases in _DATA["areas"].items()
]
_NOT = re.compile(rf"(?<![a-z0-9])(?:{_pattern(words(PATH, 'not_areas', _DATA['not_areas']))})(?![a-z0-9])")
_SPELLING = words(PATH, "spelling", _DATA["spelling"])
_AND_UNDER = re.compile(
    r"(?:crow'?s?'?[\s-]?feet|around (?:the |my )?eyes?|eyes?)\s*(?:,|and|&|\+"
    r"|n)\s*(?P<under>under(?:neath)?)(?!\w)(?!\s+(?:my|the|both)?\s*\w*\s*(?:eye|chin|lip|brow))"
)
_WORD = re.compile(r"[a-z]{6,14}")

_INJECT = (
    r"(?:inject\w*|botox\w*|b[ou]t+[oua](?:x|ks|cks)|tox|toxin|dysport|xeomin|jeuveau|daxxify|letybo|azzalure"
    r"|bocouture|botulin\w*|jabs?"
    r"|jabbed|shots?|needles?|units?|\d+u|treat\w*|top[ -]?up|touch[ -]?up)"
)
_TREATED_BEFORE = re.compile(
    rf"\b{_INJECT}\b(?:\s+(?:\w+\s+)?(?:in|into|to|for|on|around|near|at|between|by|under|along|through|over|was|were"
    r"|is|had|all|my|the|a|of|both|his|her|some|each|little|bit|left|right|upper|lower|only|just|about|area|done|x"
    rf"|per|lines?|wrinkles|also|then|as well as)){{0,6}}[\s,:(]*$"
)
_TREATED_AFTER = re.compile(
    rf"(?:[\s-]+(?:area|muscles?|lines?|wrinkles?|region|bands?))?\s*[)']?\s*(?:{_INJECT}|done\b|injected)"
    r"|\s+(?:(?:on (?:the )?(?:\d|mon|tue|wed|thu|fri|sat|sun)|in (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
    r"|spring|summer|autumn|winter)|last (?:week|month|night|mon|tue|wed|thu|fri|sat|sun|wk|year)|yesterday\b"
    rf"|end of\b)|(?:\d+|a|two|three|four|five|six|seven|eight|ten|few|couple)[\s\w]{{0,14}}\bago)"
)
_DONE = re.compile(
    r"\b(?:got|had|get|getting|having|did|done|do|does|doing|since|after|for)\s+(?:a |the |my |her |some "
    r"|small amount |bit |just |only |1st |first |both )*$"
)
_DONE_AFTER = re.compile(
    r"[^.!?;]{0,40}\bdone\b|\s*(?:$|[,.;+&]|\b(?:and|on|last|\d|a |two|three|yesterday|with|plus|at|again|for the"
    r"|injections?|treated)\b)"
)
_CHANGED_AFTER = re.compile(
    r"(?:\s+(?:is|are|was|were|looks?|feels?|felt|seems?|has|have|had|now|so|a|bit|also|still|very|really|slightly"
    r"|both|all|just|of|my|the|side|way|started|to|keeps?|went|getting|got|completely|super|muscles?|corner|up|hardly"
    r"|barely|sits?|stays?|goes|half)){0,5}"
    r"\s*(?:droop\w*|drop\w*|hang\w*|heav\w*|sag\w*|won'?t|wont|can'?t|cant|doesn'?t|doesnt|don'?t|swollen|lower"
    r"|higher|uneven|weak\w*|numb|frozen|froze|puffy|smaller|bigger|twitch\w*|closed?|shut\w*|tight|crooked|lopsided"
    r"|dead|moves?|moving|fell|falling|flat|lag\w*|red|hot|sore|hurts?|stiff|jerk\w*|raised|start\w*|gap(?:es?|ing)"
    r"|collaps\w*|stays?|pulls?|tucks?|rolls?|sink\w*|tingl\w*|wonky|gone|slid|shot|look)\b"
)
_CHANGED_BEFORE = re.compile(
    r"\b(?:droop\w*|heavy|uneven|sagg\w*|swollen|crooked|frozen|lopsided|low|lower|raise|move|lift|close|shut|blink"
    r"|open|hooded|one|puffy|weak|numb|dropp\w*|smaller|bigger|feel|higher|dead|stiff|spot|hives|rash|lump|tight\w*"
    r"|heaviness|weight)\s+(?:my |the |her |his |behind |in |of |under |left |right |upper |lower |a |slightly |on "
    r"|both |one |over )*$"
)
_LIST = re.compile(
    r"[\s]*(?:,|and|&|\+|/|n|plus|,\s*and|as well as|then)[\s]*(?:my |the |her |both |around |round |near |by |under "
    r"|at |in |some |a |slightly "
    r"|also )*"
)
_TRADE = re.compile(
    r"crow|11|eleven|frown|glab|dao|gum|flip|nefer|platys|mass?e|bunny|smoker|tmj|marionette|corrug|procer"
    r"|mouth lines|lip lines|neck ?band"
)
_SHAPE = re.compile(r"droop|spock|hood|shut|closed|lazy|ptosis")
_SENTENCE = re.compile(r"[.!?;]+(?=\s|$)|\n")


def find(text: str) -> list[Found]:
    """The sides and areas of a message."""
    low = flat(text)
    return [*sides(low, text), *_areas(low)]


@lru_cache(maxsize=8192)
def _respelt(word: str) -> str | None:
    """The name of an area that a misspelt word is nearest to, if near enough."""
    if word in _SPELLING:
        return None
    best = process.extractOne(word, _SPELLING, scorer=OSA.distance, score_cutoff=2 if len(word) >= 9 else 1)
    return best[0] if best else None


@lru_cache(maxsize=64)
def _area_of(word: str) -> str | None:
    return next((name for name, pattern in _AREAS if pattern.fullmatch(word)), None)


def _areas(low: str) -> list[Found]:
    blocked = [m.span() for m in _NOT.finditer(low)]
    spans = [(m.start(), m.end(), name) for name, pattern in _AREAS for m in pattern.finditer(low)]
    for m in _WORD.finditer(low):
        if (right := _respelt(m[0])) and (name := _area_of(right)):
            spans.append((m.start(), m.end(), name))
    spans += [(m.start("under"), m.end("under"), "under_eye") for m in _AND_UNDER.finditer(low)]
    spans = sorted(set(spans), key=lambda s: (s[0] - s[1], s[0], s[2]))
    kept: list[tuple[int, int, str]] = []
    for start, end, name in spans:
        within_longer = any((a, b) != (start, end) and a < end and start < b for a, b, _ in kept)
        if not within_longer and not any(a < end and start < b for a, b in blocked):
            kept.append((start, end, name))
    kept.sort()
    roles = _roles(low, kept)
    return [Found("area", name, start, end, role) for (start, end, name), role in zip(kept, roles, strict=True)]


def _roles(low: str, spans: list[tuple[int, int, str]]) -> list[str]:
    ends = [m.end() for m in _SENTENCE.finditer(low)]
    roles = []
    for start, end, _ in spans:
        i = bisect_right(ends, start)
        first = ends[i - 1] if i else 0
        last = ends[i] if i < len(ends) else len(low)
        roles.append(_role(low[max(first, start - 60) : start], low[end : min(last, end + 60)], low[start:end]))
    for i in range(1, len(spans)):  # "forehead, 11s and crow's feet": one role for the list
        if spans[i][0] >= spans[i - 1][1] and _LIST.fullmatch(low[spans[i - 1][1] : spans[i][0]]):
            if roles[i] == "unknown":
                roles[i] = roles[i - 1]
            elif roles[i - 1] == "unknown":
                roles[i - 1] = roles[i]
    return roles


def _role(before: str, after: str, area: str) -> str:
    if _SHAPE.search(area):
        return "changed"
    if _TREATED_BEFORE.search(before) or (_DONE.search(before) and _DONE_AFTER.match(after)):
        return "treated"
    if _CHANGED_AFTER.match(after) or _CHANGED_BEFORE.search(before):
        return "changed"
    if _TREATED_AFTER.match(after) or _TRADE.match(area):
        return "treated"
    return "unknown"


@Language.factory("places")
def make_places(nlp: Language, name: str) -> Entities:
    """The component; it has no settings."""
    return Entities(find)
