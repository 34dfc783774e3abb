"""What tells outright that a span ran from the injections to the start of the change: "six weeks before it began"."""

from __future__ import annotations

import re

from nlu.times_mention import Form, Mention

_BEGAN = (
    r"(?:start(?:ed|ing)?|began|begun|came on|come on|kicked in|noticed?|spotted|appeared|developed|happened|set in|showed(?: up)?"
    r"|dropp?ed|drooped|fell|collapsed|sank|slipped|slid|hit|crept|swelled|went|turned|stopped|froze|became|gave way|came (?:down|off|up|over))"
    r"(?!\s+(?:to\s+)?(?:lift|improv|com(?:e|ing) back|wear|eas|get better|getting better|recover|mov|work|settl|fad)\w*)"
)
_WHOSE = r"(?:it|this|that|they|the \w+|my(?: \w+){1,2}|her \w+|his \w+|one \w+|both \w+|i|she|he|we|anything|anyone|everything)"
_FILL = r"(?:(?:about|around|roughly|maybe|a|the|first|nearly|almost|like|only|just|over|another|good)\s+)*$"

_BEFORE_IT_BEGAN = re.compile(rf"\s*before\s+{_WHOSE}\s+(?:\w+\s+)?{_BEGAN}\b(?!\s+(?:away|off|back))")
_BEFORE_THE_CHANGE = re.compile(
    r"\s*before\s+(?:the|any|my) (?:first |\w+ )?(?:droop\w*|weakness|symptoms?|change|heaviness|drop)\b"
)
_IN_IT_BEGAN = re.compile(
    rf"\s*(?:in|into it|out)[\s,]+(?:when\s+)?{_WHOSE}\s+(?:(?:just|suddenly|then|all|left|right)\s+)*{_BEGAN}\b"
)
_IT_BEGAN = re.compile(rf"[\s,]*{_WHOSE}\s+(?:(?:just|suddenly|then|all|left|right)\s+)*{_BEGAN}\b")
_TOOK = re.compile(rf"\b(?:it|this|that|they|which|droop\w*|change|weakness|heaviness)?\s*(?:took|taken)\s+{_FILL}")
_TO_BEGIN = re.compile(
    r"\s*(?:for (?:it|this|that|the \w+|my \w+) )?(?:to (?:come on|come|start|begin|show(?: up)?|appear|develop|set in|drop|droop|happen"
    r"|fall|notice)\b|(?:before|until|till?) )"
)
_WAS_FINE = re.compile(
    r"\b(?:fine|ok(?:ay)?|normal|good|perfect|great|lovely|happy|level|even|nothing|all well|no (?:droop|problems?|issues?|trouble"
    rf"|change|difference))\s+(?P<w>for|until|till?|up to|up until|(?=the first|all|most))\s*{_FILL}"
)
_THEN_BEGAN = re.compile(
    rf"[\s,;-]*(?:(?:and|but)\s+)?(?:then|before|after that|afterwards|until|when)\b[^.!?]{{0,40}}\b(?:{_BEGAN}|woke|droop\w*|crooked"
    r"|heavy|uneven|weak)\b"
)
_BEGINS = re.compile(rf"[^.,;!?]{{0,45}}\b(?:my|the|her|his|i|it)\s+(?:\w+\s+){{0,2}}{_BEGAN}\b")
_CHANGES = re.compile(rf"[^.;!?]{{0,30}}\b(?:{_BEGAN}|woke|gone|closed|shut|got)\b")


def told_onset(text: str, mention: Mention) -> bool:
    """Is the mention (of a flat text) said to be how long after the injections the change began?"""
    before = text[max(0, mention.start - 60) : mention.start]
    if mention.form not in (Form.DAY, Form.AGO) and (
        _BEFORE_IT_BEGAN.match(text, mention.end) or _BEFORE_THE_CHANGE.match(text, mention.end)
    ):
        return True
    if mention.form in (Form.AFTER, Form.SPAN) and _IN_IT_BEGAN.match(text, mention.end):
        return not re.search(r"\b(?:i'?m|i am|im|now|she'?s|he'?s)\s+(?:\w+\s+)?$", before)
    if mention.form is Form.SPAN and mention.lead in ("after", "within") and _IT_BEGAN.match(text, mention.end):
        return True
    if mention.form is Form.SPAN and _TOOK.search(before) and _TO_BEGIN.match(text, mention.end):
        return True
    if mention.form in (Form.SPAN, Form.DAY, Form.AFTER) and (fine := _WAS_FINE.search(before)):
        return fine["w"].startswith("u") or fine["w"].startswith("t") or bool(_THEN_BEGAN.match(text, mention.end))
    return False


def changes_after(text: str, mention: Mention) -> bool:
    """Does something change right after the mention: "on day 4 the lid went"?"""
    return bool(_CHANGES.match(text, mention.end))


def changes_soon(rest: str) -> bool:
    """Does something begin in the same breath as the words after "two weeks after"?"""
    return bool(_BEGINS.match(rest))
