"""spaCy component `products`: what was injected, how much, by whom, and how often before.

Entities of the contract: `product` (lower-case brand; the generic "toxin" has none) and `dose` (units as said, whether
in all, per side or per point). For the triage's own use: `filler` ("yes", or "no" where denied), `provider` (clinic,
dentist, nurse, doctor, unlicensed, self, abroad), `first_treatment` ("yes", "no") and `years_of_repeats` (years).
"""

import re
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA
from spacy.language import Language

from nlu.entity_text import LANGUAGE_DIR, Entities, Found, flat, load, whole, words
from nlu.times_units import NUMBER, number

PATH = LANGUAGE_DIR / "products.yml"
_DATA = load(PATH, {"brands": dict, "spelling": list, "spelling_not": list, "filler": list, "provider": dict})

_BRANDS = {
    spelling: brand for brand, spellings in _DATA["brands"].items() for spelling in words(PATH, f"brands.{brand}", spellings)
}
_BRANDS.update({brand: brand for brand in _DATA["brands"]})
_SPELLINGS = "|".join(re.escape(spelling) for spelling in sorted(_BRANDS, key=len, reverse=True))
_BRAND = re.compile(rf"(?<![a-z0-9])(?:{_SPELLINGS})(?![a-z])")
_SPELLING = words(PATH, "spelling", _DATA["spelling"])
_SPELLING_NOT = frozenset(words(PATH, "spelling_not", _DATA["spelling_not"])) | set(_BRANDS)
_WORD = re.compile(r"[a-z]{5,16}")
_RUN = re.compile(r"(.)\1+")
_SINGLE: dict[str, str] = {
    _RUN.sub(r"\1", spelling): brand for spelling, brand in _BRANDS.items() if len(_RUN.sub(r"\1", spelling)) > 4
}
_FIRST_LETTERS = frozenset("abdijlmnrvxz")

_AMOUNT = rf"(?P<a>{NUMBER})(?:\s*(?:-|to|or)\s*(?P<b>{NUMBER}))?"
_DOSE = re.compile(
    rf"(?<![\w.,£$/:-]){_AMOUNT}\s*-?\s*(?:units?|unit's|unites?|untis?|uints?|iu\b|ius\b|u(?![\w']|\.k|\.s|\s+(?:can"
    r"|have|are|think|know|guys|get)\b)|speywood|ie\b)(?!\s*(?:cost|for £|for \$))"
    rf"|(?<![\w.,£$/:-])(?P<c>\d{{1,3}}(?:\.\d)?)\s*(?:per|/|each|in each|a|either|on each|every|x each)\s*(?:side"
    r"|eye|brow|eyebrow|masseter|point|site|crow|cheek|spot)\b"
    rf"|(?<![\w.,£$/:-])(?P<d>\d{{1,3}})\s*(?:each side|each)\b(?!\s*(?:day|week|month|time))"
    rf"|\bdose\s+(?:was|of|is)\s+(?P<e>\d{{1,3}})\b"
)
_FILLER = re.compile(rf"(?<![a-z0-9])(?:{'|'.join(words(PATH, 'filler', _DATA['filler']))})(?![a-z0-9])")
_NO_FILLER = re.compile(
    r"(?:\bno|\bnot|\bnever|\bwithout|\bnor|\bzero|\bdidn'?t|\bhaven'?t|\bhasn'?t|\bwasn'?t|\bdon'?t|\bno other"
    r"|\bor)\s+(?:(?:had|have|get|got|any|a|ever|done|the|lip|cheek|other|dermal|use|used|it|in|before|injections?"
    r"|or)\s+){0,4}$|\bjust botox,? no\s+$"
)
_YES = re.compile(r"\byes\b[\s,]*$")
_PROVIDERS = [
    (value, re.compile(rf"(?<![a-z0-9])(?:{'|'.join(words(PATH, f'provider.{value}', patterns))})(?![a-z])"))
    for value, patterns in _DATA["provider"].items()
]
_NOT_PROVIDER = re.compile(
    r"\b(?:see(?:ing)?|saw|call|rang|ask(?:ed)?|need|another|second|2nd|to my|tell|told|should i|find|finding"
    r"|went back to|different|eye|not by|not from|not a|is there a|nor|any|which|recommend|new|review at|no|not at"
    r"|not in)\s+(?:\w+\s+)?(?:a |an |the |my )?$"
)
_FIRST = re.compile(
    r"\b(?P<yes>(?:my |was my |the |it'?s my |for the )?(?:very )?(?:first|1st)[- ](?:ever )?(?:time(?!s)|treatment"
    r"|session|round|go\b|botox|injections?|appointment|ever)|first timer|never (?:had|done|tried) (?:it|this|botox"
    r"|them|any|tox) (?:done )?before(?! this never)|newbie|new to (?:botox|this|tox)|botox virgin|(?:first"
    r"|1st) (?!day|week|month|night|thing|few|i\b|of)(?:\w+ ){0,2}botox)"
    r"|(?P<no>(?:(?:my |the |was my |was the |for the )?(?:second|2nd|third|3rd|fourth|4th|fifth|5th|sixth|6th"
    r"|seventh|7th|eighth|8th|ninth|9th|tenth|10th|\d\dth|umpteenth|nth) (?:time|treatment|session|round|go\b|botox"
    r"|injections?|appointment)|(?:had|have had|done|i'?ve had) (?:it|botox|this|them|tox|dysport"
    r"|xeomin) (?:done )?(?:loads|many|lots|several|a few|plenty|twice|three|four|five|two|\d+|before|for (?:years"
    r"|\d+|ages|a long))|never (?:had )?(?:a|any|had a|had any|been a) (?:problem|issue|trouble)s?(?: before)?"
    r"|never (?:happened|had this) before|same (?:dr|doctor|clinic|injector|nurse|place|girl|lady)|not my first"
    r"|every (?:\d|three|four|six|few)[\w -]{0,4} months|regular (?:botox|user|client)|been (?:having|getting"
    r"|doing) (?:it|botox|tox)|previous (?:times|treatments)|usual(?:ly)? (?:dose|injector|fine)|without (?:trouble"
    r"|problems?|issues?) before))\b"
)
_YEARS = re.compile(
    rf"(?<![\w.,])(?:{_AMOUNT}|(?P<vague>a couple(?: of)?|a few|several|couple))\+?(?:\s+(?:plus|odd"
    r"|or so))?\s*(?:years?|yrs?|yaers)\s*(?P<after>(?:now\s+)?(?:of|with|having|getting|doing|on)\s+(?:regular\s+"
    r"|having\s+|getting\s+)?(?:botox|tox|dysport|xeomin|injections?|treatments?|it))?"
)
_YEARS_BEFORE = re.compile(
    r"\b(?:botox\w*|tox|dysport|xeomin|injections?|treatments?|having it|getting it|doing it|had it|had this"
    r"|been (?:having|getting|doing)(?: \w+){0,3}|injected|same (?:clinic|injector|dr|doctor"
    r"|nurse))\b[^.;!?]{0,22}\b(?:for|over|since|past|last|about)\s+(?:the\s+)?(?:over|past|last|about|around|nearly"
    r"|almost|more than|like|some)?\s*(?:the\s+)?(?:past|last)?\s*$"
)
_YEARS_AFTER = re.compile(r"[^.;!?]{0,24}\b(?:i'?ve (?:had|been (?:having|getting))|i have (?:had|been)|of botox|botox)\b")
_FOR = re.compile(r"\b(?:for|over|past|last)\s+(?:the\s+)?(?:over|past|last|about|around|nearly|almost)?\s*$")


def find(text: str) -> list[Found]:
    """The products, doses, providers and earlier treatments of a message."""
    low = flat(text)
    return [*_products(low), *_doses(low), *_fillers(low), *_provider(low), *_repeats(low)]


@lru_cache(maxsize=8192)
def _respelt(word: str) -> str | None:
    """The brand a misspelt word is nearest to: letters doubled, one letter wrong, or two in a word of eight or more."""
    if word in _SPELLING_NOT or word[0] not in _FIRST_LETTERS:
        return None
    if _RUN.search(word) and (brand := _SINGLE.get(_RUN.sub(r"\1", word))):
        return brand
    best = process.extractOne(word, _SPELLING, scorer=OSA.distance, score_cutoff=2 if len(word) >= 8 else 1)
    return str(best[0]) if best else None


def _products(low: str) -> list[Found]:
    found = [Found("product", _BRANDS[m[0]], m.start(), m.end()) for m in _BRAND.finditer(low)]
    return found + [Found("product", brand, m.start(), m.end()) for m in _WORD.finditer(low) if (brand := _respelt(m[0]))]


def _amount(match: re.Match[str]) -> float | None:
    groups = match.groupdict()
    said = next((groups[key] for key in "acde" if groups.get(key)), None)
    if said is None:
        return None
    low, high = number(said), number(groups["b"]) if groups.get("b") else 0.0
    return (low + high) / 2 if high > low else low


def _doses(low: str) -> list[Found]:
    if not any(c.isdigit() for c in low) and "unit" not in low:
        return []
    amounts = ((m, _amount(m)) for m in _DOSE.finditer(low))
    return [Found("dose", whole(amount), m.start(), m.end()) for m, amount in amounts if amount and 0 < amount <= 1500]


def _fillers(low: str) -> list[Found]:
    return [
        Found("filler", "no" if _NO_FILLER.search(before) and not _YES.search(before) else "yes", m.start(), m.end())
        for m in _FILLER.finditer(low)
        for before in [low[max(0, m.start() - 40) : m.start()]]
    ]


def _provider(low: str) -> list[Found]:
    for value, pattern in _PROVIDERS:
        for match in pattern.finditer(low):
            if value in ("self", "unlicensed") or not _NOT_PROVIDER.search(low[max(0, match.start() - 30) : match.start()]):
                return [Found("provider", value, match.start(), match.end())]
    return []


def _repeats(low: str) -> list[Found]:
    found = [Found("first_treatment", "yes" if m["yes"] else "no", m.start(), m.end()) for m in _FIRST.finditer(low)]
    for m in _YEARS.finditer(low):
        before, after = low[max(0, m.start() - 70) : m.start()], low[m.end() : m.end() + 50]
        repeated = m["after"] or _YEARS_BEFORE.search(before) or (_FOR.search(before) and _YEARS_AFTER.match(after))
        if not repeated or re.match(r"\s*(?:ago|later|old)\b", after):
            continue
        years = {"a few": 3.0, "several": 4.0}.get(m["vague"], 2.0) if m["vague"] else _amount(m)
        if years:
            found.append(Found("years_of_repeats", whole(years), m.start(), m.end()))
    return found


@Language.factory("products")
def make_products(nlp: Language, name: str) -> Entities:
    """The component; it has no settings."""
    return Entities(find)
