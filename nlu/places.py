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

_PART = (
    r"(?:side|sides|hand|eye\w*|ey\w*|lid\w*|brow\w*|cheek\w*|lip\w*|mouth|corner\w*|face|jaw\w*|masseter\w*"
    r"|temple\w*|forehead|half|nostril|nose|chin|neck|"
    r"arm|leg|ear|foot|dimple|smile|upper|lower|outer|inner|bottom|top|dao|crow\w*|part|pupil|muscle|sided|under"
    r"|one\b(?! thing)|pupil|shoulder|zygo\w*|hand)"
)
_SIDE_WORD = re.compile(
    r"(?<![\w'/])(?P<w>left|lef|lft|leftt|lefft|right|rite|rigth|rigt|rihgt|rt|lt|lhs|rhs|leftside|rightside|lefthand"
    r"|righthand|l(?=[\s,.)]|$)|r(?=[\s,.)]|$))(?![a-z'])(?!/[a-z])"
)
_LETTERS = {"l", "r", "rt", "lt"}
_LETTER_OK = re.compile(rf"[\s-]*{_PART}\b|\s*(?:only|is|more|worse|but|and|one|than|not|side)\b|\s*[.,!?)]*\s*$")
_BEFORE_SIDE = re.compile(
    r"(?:\b(?:the|my|her|his|on|your|upper|lower|far|bottom|top|from|mainly|mostly|just|only|outer|inner|its|whole"
    r"|both the|than)\s+|[(/]\s*)$"
)
_BEFORE_LEFT_NOT = re.compile(
    r"\b(?:i|you|he|she|they|we|it|have|has|had|was|were|been|being|be|am|injector|clinic|doctor|dr|nurse|that|who"
    r"|which|bell'?s|filler|sculptra|botox|this|is|days?|weeks?|months?|units?|any|anything|nothing|some|much|time"
    r"|got|just|then|never|already|what'?s|stuff|hours|dysport|toxin|and) $"
)
_AFTER_LEFT_NOT = re.compile(
    r"\s+(?:me\b|us\b|him\b|them\b|it\b|with\b|to (?:go|wear|do|wait|heal|deal|live)|over\b|alone|untreated|feeling"
    r"|looking|wondering|unable|behind|out\b|off\b|for\b|a (?!bit)|an\b|because|this|that|in (?:my system|limbo|tears"
    r"|pain|a|the)|my (?!side)|her (?:face|with)|until|before it|uneven|lopsided|crooked|crying|the (?:clinic|room"
    r"|office|salon|house|country|surgery|building))"
)
_AFTER_RIGHT_NOT = re.compile(
    r"\s+(?:now|away|after|before|thing|way|dose|amount|person|place|direction|doctor|dr\b|time|choice|decision"
    r"|product|track|injector|technique|answer|word|here|there|thru|through|as|when|since|till|until|spot|muscles?"
    r"|moment|stuff|to (?:be|ask|complain|sue|feel|expect|worry)|in the middle|or wrong|where\b)"
)
_AFTER_SIDE = re.compile(
    r"[\s-]+(?:(?:hand|upper|lower|outer|inner|bottom|top|front|back|droopy|good|bad|weak|frozen"
    rf"|most)[\s-]+)*{_PART}"
)
_RIGHT_BARE = re.compile(
    r"\s*(?:is|looks?|was|seems?|droops?|drops?|dropped|drooped|hangs?|sags?|higher|lower|worse|only|more|won'?t"
    r"|doesn'?t|not\b|and left|one\b|then left|but|is\b|cheek|(?:i|I) think|(?:than|vs) left|went|got|i think"
    r"|definitely|mostly|mainly)"
)
_NOT_SIDE = re.compile(r"\bnot\s+(?:on\s+)?(?:the\s+|my\s+|your\s+)?$")
_BOTH = re.compile(
    r"\b(?:both|bth)\s+(?:of\s+)?(?:the\s+|my\s+|her\s+|his\s+)?(?:(?:upper|lower|outer|inner)\s+)?(?:sides?|eyes?"
    r"|ey\w+|lids?|(?:eye)?brows?|cheeks?|corners?|halves|jaws?|masseters?|lips|temples?|dimples|arms|legs|half"
    r"|mouth corners)\b"
    r"|\bboth\s+(?:the\s+)?(?:left\s+(?:and|&)\s+right|right\s+(?:and|&)\s+left)\b|\bbi-?laterall?y?\b|\b(?:either"
    r"|each) side of (?:my|the) (?:face|mouth|smile)\b|\bon (?:each|either) side\b(?! effect)"
    r"|\b(?:left|l|right|r)\s+(?:and|&|\+)\s+(?:the\s+)?(?:right|left|r|l)(?:\s+(?:sides?|eyes?|cheeks?))?\b"
    r"|\beyes both\b|\bsides both\b|\b(?:2|two) sides\b|\bwhole face\b|\bl/r\b|\ball over\b(?=.{0,12}\bface)"
)
_BOTH_BARE = re.compile(
    r"^\W*(?:(?:it'?s|its|on|um+|er+|i think|think|probably|yeah|yes|actually)[\s,]+)*both\b(?!\s+(?:of|botox|filler"
    r"|times|clinics?|injections?|days|the (?:clinic|doctor)))|\bboth\s*[.!?]*\s*$|\b(?:it'?s|its|drooping|affected"
    r"|heavy|uneven|on)\s+both\b(?!\s+\w)"
)
_ONE = re.compile(
    r"\b(?:(?:just |only )?(?:one|1|that|this|the (?:other|one|same|bad|good|weak\w*|droopy|treated|worse|affected)"
    r"|(?:my |her )?(?:good|bad|other|weaker?|droopy|affected|same|worse))\s+(?:side|half)|half (?:of )?(?:my|the"
    rf"|her) face|one (?:half|{_PART})|1 (?:eye\w*|lid|brow)|one ?-?sided|same side)\b"
)

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
    return [*_sides(low, text), *_areas(low)]


def _sides(low: str, text: str) -> list[Found]:
    both = [m for m in (*_BOTH.finditer(low), *_BOTH_BARE.finditer(low))]
    found = [Found("side", "both", m.start(), m.end()) for m in both]
    for match in _SIDE_WORD.finditer(low):
        value = "left" if match["w"][0] == "l" else "right"
        if _is_side(match, low, text):
            found.append(Found("side", value, match.start(), match.end()))
    found += [Found("side_unspecified", "one", m.start(), m.end()) for m in _ONE.finditer(low)]
    return found


def _is_side(match: re.Match[str], low: str, text: str) -> bool:
    before, after = low[max(0, match.start() - 24) : match.start()], low[match.end() : match.end() + 40]
    word = match["w"]
    if _NOT_SIDE.search(before):
        return False
    if word in ("lhs", "rhs", "leftside", "rightside", "lefthand", "righthand"):
        return True
    if word in _LETTERS:
        upper = text[match.start() : match.end()].isupper()
        return (
            bool(_LETTER_OK.match(after))
            and (upper or bool(_AFTER_SIDE.match(after)))
            and not re.search(r"\d\s*$|\bu\s+$", before)
        )
    own = bool(_BEFORE_SIDE.search(before))
    part = bool(_AFTER_SIDE.match(after))
    if word[0] == "l":
        if part:
            return True
        if _AFTER_LEFT_NOT.match(after):
            return (
                own
                and not re.match(r"\s+(?:me|us|him|them|over|untreated|alone)\b", after)
                and not re.search(r"\b(?:just|only|its|whole)\s+$", before)
            )
        return own or not _BEFORE_LEFT_NOT.search(before)
    if _AFTER_RIGHT_NOT.match(after):
        return False
    if part and not re.match(r"\s+(?:one\b(?! is)|under (?:the|my)|upper ?cut|top\b|part of)", after):
        return True
    if own and not re.search(r"\b(?:just|only|its)\s+$", before):
        return True
    start = not before.strip() or before.rstrip()[-1:] in ",.;!?(-:"
    if re.search(r"\b(?:swallow|look|looks|feel|feels|work|works|sit|sits|speak|talk|eat|chew|close)\s+$", before):
        return False
    alone = (
        len(low.split()) <= 4
        and "?" not in low
        and not re.search(r"\b(?:all|that'?s|thats|not|yeah|ok|oh|quite|is|alright)\s+$", before)
    )
    joined = bool(re.search(r"\b(?:or|and|is|its|it's|than|more|mostly|mainly|vs|definitely)\s+$", before))
    return alone or ((start or joined) and bool(_RIGHT_BARE.match(after)) and bool(after.strip()))


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
