"""Left, right, both and "one side" of the face in a message, for nlu/places.py.

Not a side: what is left over, all right, right now. A side taken back ("left, I mean right") or only measured by ("lower
than the right") is left out; "each side" is both, unless it tells where the units went or a side is named as well.
"""

import re

from nlu.entity_text import Found

_PART = (
    r"(?:side|sides|hand|eye\w*|ey\w*|lid\w*|brow\w*|cheek\w*|lip\w*|mouth|corner\w*|face|jaw\w*|masseter\w*"
    r"|temple\w*|forehead|half|nostril|nose|chin|neck|"
    r"arm|leg|ear|foot|dimple|smile|upper|lower|outer|inner|bottom|top|dao|crow\w*|part|pupil|muscle|sided|under"
    r"|one\b(?! thing)|pupil|shoulder|zygo\w*|hand)"
)
_SIDE_WORD = re.compile(
    r"(?<![\w'/>])(?P<w>left|lef|leff|lft|leftt|lefft|right|rite|rigth|rigt|rihgt|rt|lt|lhs|rhs|(?:left|right)[- ]?most"
    r"|leftside|rightside|lefthand|righthand|l(?=[\s,.)>-]|$)|r(?=[\s,.)>-]|$))(?![a-z'])(?!/[a-z])"
    r"|(?<=the )(?P<own>left|right)(?='s\b)|(?<=my )(?P<own2>left|right)(?='s\b)"
)
_LETTERS = {"l", "r", "rt", "lt"}
_LETTER_OK = re.compile(rf"\s*>|[\s-]*{_PART}\b|\s*(?:only|is|more|worse|but|and|one|than|not|side)\b|\s*[.,!?)]*\s*$")
_BEFORE_SIDE = re.compile(
    r"(?:\b(?:the|my|her|his|on|your|upper|lower|far|bottom|top|from|mainly|mostly|just|only|outer|inner|its|whole"
    r"|both the|than)\s+|[(/]\s*)$"
)
_BEFORE_LEFT_NOT = re.compile(
    r"\b(?:i|you|he|she|they|we|it|have|has|had|was|were|been|being|be|am|injector|clinic|doctor|dr|nurse|that|who"
    r"|which|bell'?s|filler|sculptra|botox|this|is|days?|weeks?|months?|units?|any|anything|nothing|some|much|time"
    r"|got|just|then|never|already|what'?s|stuff|hours|dysport|toxin|tox|xeomin|product|movement|effect|swelling|bruising|and) $"
)
_AFTER_LEFT_NOT = re.compile(
    r"\s+(?:me\b|us\b|him\b|them\b|it\b|with\b|to (?:go|wear|do|wait|heal|deal|live)|over\b|alone|untreated|feeling"
    r"|looking|wondering|unable|behind|out\b|off\b|for\b|a (?!bit)|an\b|because|this|that|in (?:it|me|there|them|my system|limbo|tears"
    r"|pain|a|the)|my (?!side)|her (?:face|with)|until|before it|uneven|lopsided|crooked|crying|the (?:clinic|room"
    r"|office|salon|house|country|surgery|building)|work\b|home\b|early|school)"
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
_NOT_SIDE = re.compile(r"\bnot\s+(?:on\s+)?(?:the\s+|my\s+|your\s+)?$|\byour\s+$")
_PULLS = re.compile(r"\b(?:tilt|pull|lean|skew|slant|twist|drift|slide|slope|drag|point|curl)(?:s|ing|ed)?\s+$")
_ON_THE = re.compile(r"\b(?:on|to|towards|from|than|of)\s+(?:the|my|her|his)\s+$")
_CLAUSE_AFTER = re.compile(r"\s+(?:now|after|before|as|when|since|till|until|because|here|again|where)\b")
_FILLER_WORD = re.compile(  # "right, bye"; "right so what now"
    r"\s*[,.!]?\s*(?:(?:thanks|thank you|thx|ty|bye|cheers|ok|okay|well|then(?! left)|so|what|who|how|why|can you|let'?s|i'?ll|i'?ve got to)\b)"
)
_SIDE = r"(?:left|right|lhs|rhs)"
_CORRECTED = re.compile(  # the one taken back
    rf"\b(?P<old>{_SIDE})\b[^.;!?]{{0,18}}?[\s,.-]+(?:i mean(?:t)?|i mean to say|no,? wait|wait,? no|sorry|scratch that|correction|or rather|er,? no"
    rf"|no,?|oops|make that|actually)[\s,.-]+(?:(?:it'?s|i mean(?:t)?|the|my|on|actually|no)[\s,]+)*(?P<new>{_SIDE})\b"
    rf"|\b(?:said|wrote|put|typed)\s+(?:the\s+|my\s+)?(?P<old2>{_SIDE})\b[^.;!?]{{0,30}}\b(?P<new2>{_SIDE})\b"
)
_MEASURE = re.compile(
    r"\b(?:than|compared (?:with|to)|unlike|versus|vs\.?|as \w+ as|(?:like|as) (?=(?:the|my) $))\s*(?:it is |it does )?(?:on |in )?"
    r"(?:the |my |her |his )?$"
)
_EACH = re.compile(
    r"\b(?:each|either|every|per)\s+(?:side|masseter|cheek|eye|brow|eyebrow|lid|eyelid|jaw|corner|temple)s?\b(?! effect)|\bneither\s+(?:side"
    r"|eye|lid|eyelid|brow|eyebrow|cheek|corner)s?\b"
)
_DOSED = re.compile(r"(?:\d|\bunits?|\bu|\bten|\btwenty|\bthirty|\bforty|\bfifty)\s*(?:in|on|to|into|at|per|for)?\s*$")
_BOTH = re.compile(
    r"\b(?:both|bth)\s+(?:of\s+)?(?:the\s+|my\s+|her\s+|his\s+)?(?:(?:upper|lower|outer|inner)\s+)?(?:sides?|eyes?"
    r"|ey\w+|lids?|(?:eye)?brows?|cheeks?|corners?|halves|jaws?|masseters?|lips|temples?|dimples|arms|legs|half"
    r"|mouth corners)\b"
    r"|\bboth\s+of\s+(?:them|these|those)\b|\b(?:they|them|these|those|it|lids|brows|eyebrows|eyes|cheeks|sides|corners)\s+(?:(?:are|have"
    r"|do|just)\s+)?both\b(?!\s+(?:a|my|the|of us|times)\b)"
    r"|\bboth\s+(?:the\s+)?(?:left\s+(?:and|&)\s+right|right\s+(?:and|&)\s+left)\b|\bbi-?lat(?:eral\w*)?\b|\b(?:either"
    r"|each) side of (?:my|the) (?:face|mouth|smile)\b|\bon (?:each|either) side\b(?! effect)"
    r"|\b(?:left|l|right|r)\s*(?:\band\b|\bn\b|&|\+)\s*(?:the\s+)?(?:right|left|r|l)(?:\s+(?:sides?|eyes?|cheeks?))?\b"
    r"|\beyes both\b|\bsides both\b|\b(?:2|two) sides\b|\bwhole face\b|\bl/r\b|\ball over\b(?=.{0,12}\bface)"
)
_BOTH_BARE = re.compile(
    r"^\W*(?:(?:it'?s|its|on|um+|er+|i think|think|probably|yeah|yes|actually)[\s,]+)*both\b(?!\s+(?:of|botox|filler"
    r"|(?:my|the|her|his) \w+ and\b|\w+ and \w+|times|clinics?|injections?|days|the (?:clinic|doctor)))|\bboth\s*[.!?]*\s*$|\b(?:it'?s|its|drooping|affected"
    r"|heavy|uneven|on)\s+both\b(?!\s+\w)"
)
_ONE = re.compile(
    r"\b(?:(?:just |only )?(?:one|1|that|this|the (?:other|one|same|bad|good|weak\w*|droopy|treated|worse|affected)"
    r"|(?:my |her )?(?:good|bad|other|weaker?|droopy|affected|same|worse))\s+(?:side|half)|half (?:of )?(?:my|the"
    rf"|her) face|one (?:half|{_PART})|1 (?:eye\w*|lid|brow)|one ?-?sided|same side)\b"
)


def sides(low: str, text: str) -> list[Found]:
    """The sides of a message; `low` is its flat copy. The last named is the one meant."""
    both = [m for m in (*_BOTH.finditer(low), *_BOTH_BARE.finditer(low))]
    found = [Found("side", "both", m.start(), m.end()) for m in both]
    found += _named(low, text)
    if not found:  # beside a named side "each side" only tells where the units went
        found = [
            Found("side", "both", m.start(), m.end())
            for m in _EACH.finditer(low)
            if not _DOSED.search(low[max(0, m.start() - 24) : m.start()])
        ]
    found += [Found("side_unspecified", "one", m.start(), m.end()) for m in _ONE.finditer(low)]
    return found


def _named(low: str, text: str) -> list[Found]:
    """Left and right, without those taken back ("left, I mean right") and those only measured by ("lower than the right")."""
    words = list(_SIDE_WORD.finditer(low))
    corrections = [
        m
        for m in (_CORRECTED.finditer(low) if len(words) > 1 else ())
        if (m["old"] or m["old2"])[0] != (m["new"] or m["new2"])[0]
    ]
    old = {m.start("old" if m["old"] else "old2") for m in corrections}
    new = {m.start("new" if m["new"] else "new2") for m in corrections}
    named = [
        Found("side", "left" if match[0][0] == "l" else "right", match.start(), match.end())
        for match in words
        if match.start() not in old and (match.start() in new or not match["w"] or _is_side(match, low, text))
    ]
    meant = [side for side in named if not _MEASURE.search(low[max(0, side.start - 30) : side.start])]
    return meant or named


def _is_side(match: re.Match[str], low: str, text: str) -> bool:
    before, after = low[max(0, match.start() - 24) : match.start()], low[match.end() : match.end() + 40]
    word = match["w"]
    if _NOT_SIDE.search(before):
        return False
    if word in ("lhs", "rhs", "leftside", "rightside", "lefthand", "righthand") or word.endswith("most"):
        return True
    if word in _LETTERS:
        after = after.removeprefix(".") if len(word) == 2 else after  # "Rt. brow"
        upper = text[match.start() : match.end()].isupper()
        return (
            bool(_LETTER_OK.match(after))
            and (upper or bool(_AFTER_SIDE.match(after)))
            and not re.search(r"\d\s*$|\bu\s+$", before)
        )
    if _PULLS.search(before) and not re.match(r"\s+\w", after.replace(" and", "").replace(" when", "")):
        return True
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
        return own or not (_BEFORE_LEFT_NOT.search(before) or re.search(r"\bno\s+(?:\w+\s+){1,2}$", before))
    if _ON_THE.search(before) and _CLAUSE_AFTER.match(after):  # "droops on the right since Monday"
        return True
    if _AFTER_RIGHT_NOT.match(after) or (not before.strip() and _FILLER_WORD.match(after)):
        return False
    if part and not re.match(r"\s+(?:one\b(?! is)|under (?:the|my)|upper ?cut|top\b|part of)", after):
        return True
    if own and not re.search(r"\b(?:just|only|its)\s+$", before):
        return True
    start = not before.strip() or before.rstrip()[-1:] in ",.;!?(-:"
    if re.search(
        r"\b(?:swallow|look|looks|feel|feels|work|works|sit|sits|speak|talk|eat|chew|close|it|isn'?t|wasn'?t"
        r"|doesn'?t|don'?t|didn'?t|do|does|did|done|you'?re|you are|were|not)\s+$",
        before,
    ):
        return False
    alone = (
        len(low.split()) <= 4
        and "?" not in low
        and not re.search(r"\b(?:all|that'?s|thats|not|yeah|ok|oh|quite|is|alright)\s+$", before)
    )
    joined = bool(re.search(r"\b(?:or|and|is|its|it's|than|more|mostly|mainly|vs|definitely)\s+$", before))
    return alone or ((start or joined) and bool(_RIGHT_BARE.match(after)) and bool(after.strip()))
