"""What is no point or stretch of the patient's past: a rate, a promise, a plan, an age, a course of drops."""

from __future__ import annotations

import re

from nlu.times_anchors import Anchors
from nlu.times_mention import Form, Mention

_FUTURE_TAIL = {
    "from now",
    "until",
    "til",
    "till",
    "to go",
    "away",
    "more",
    "longer",
    "left",
    "apart",
    "straight",
    "old",
    "tops",
    "max",
    "maximum",
    "time",
}
_RATE = re.compile(
    r"(?:\d+\s*x?|\btimes|\bonce|\btwice|\bthrice|\bx|drops?|tablets?|pills?|hours?|mins?|minutes|\bmg|\bml|£\d+"
    r"|\$\d+|units?|bottles?|litres?)\s*$"
)
_SAID = re.compile(
    r"\b(?:say|says|said|sais|told|tells|(?<!i )reckons?|quoted|read|reads|googled?|google|advise[sd]?|promised?|warned"
    r"|suggest(?:ed|s)?|heard|"
    r"website|leaflet|online|box|aftercare|usually|normally|typically|supposed to|meant to"
    r"|should(?:'?ve| have)?|could|would|will|won'?t|may|might|can\b|"
    r"gonna|expect(?:ed)?|hopefully|(?<!the )(?<!these )(?<!this )lasts?|lasted(?= me)|wear(?:s|ing)? off|wore off|worn off"
    r"|take[sn]?|taking|took|settle[sd]?|peaks?|kick(?:s|ed)? in|recover|heal|weeks? or|how long"
    r"|how many|how soon|"
    r"realistic|wait(?:ed|ing)?|give it|another|next|every|each|per|(?<!coming )(?<!getting )up to)\b"
)
_WILL_BE = re.compile(r"\b(?:it|that|this)(?: will|'?ll) (?:have been|be)\s+(?:about\s+|nearly\s+|exactly\s+)?$")
_UNIT_JUST_BEFORE = re.compile(r"(?:weeks?|wks?|days?|months?|mths?|years?|yrs?)(?: \d+)?[\s,]*$")
_COMING_DAY = re.compile(r"(?:on|this|come)\b")  # "it's 8 weeks on Friday"
_COMPARED = re.compile(
    r"(?<!more )(?<!less )(?<!longer )(?<!fewer )(?<!later )(?<!earlier )(?<!over )\bthan\s+"
    r"(?:(?:it|they|i|he|she|that)\s+(?:was|were|is|did|had|looked|felt)\s+)?(?:in |on |at |back |the )?$"
    r"|\bsame(?: \w+)?(?: as)?\s+(?:(?:it|they|i|he|she|that)\s+(?:was|were|is|did|had|looked|felt)\s+)?"
    r"(?:in |on |at |back |the )?$"
)  # "the same as last week", "worse than yesterday"
_ASKED_PLAN = re.compile(
    r"\b(?:(?:could|can|should|would|shall|may)\s+(?:i|we|they|you|she|he)|i(?:'?d| would) (?:like|love)|hoping|want(?:ing)?"
    r"|plan(?:ning)?|next (?:one|session|treatment|appointment))\b[^.;!?]*$"
)
_RESCHEDULED = re.compile(r"\b(?:move|change|reschedul\w+|push|bring|shift|postpone\w*|slot|appointment|booking)\b[^.;!?]*$")
_BY_THEN = re.compile(
    r"\b(?:gone|better|back|normal|over|off|recovered|settled|right|ok|okay|fine|even|level|healed|sorted)\s+(?:again\s+)?"
    r"(?:by|in|within|after)\s+(?:about |around |the )?$"
)
_ASKS = re.compile(
    r"(?:^|[.;!?\n]|\bbut\b|\band\b|\bso\b)\W*(?:is|are|will|would|should|does|do|can|could|might|shall)\b[^.;!?]*$"
)
_AFTERCARE = re.compile(
    r"\b(?:lie|lay|laid|lying|sle(?:pt|ep)\w*|nap\w*|gym|exercis\w*|yoga|pilates|ran|running|run|swim|swam|sw(?:imming|um)"
    r"|fl(?:ew|y|ying|ight)|dr(?:ank|ink|inking|unk)|wine|alcohol|rubb\w+|massag\w*|touch\w*|facial|helmet|headband|bent|bend\w*"
    r"|shower\w*|sauna|sunbath\w*|make-?up|cycl\w+|danc\w+|train(?:ed|ing)|work(?:ed)? out|hair (?:cut|done))\b[^.;!?]{0,40}$"
)  # what the patient did soon after the injections
_OTHER_DOINGS = re.compile(
    r"\b(?:cr(?:y|ied|ying)|awake|sle(?:pt|ep)\w*|eat(?:en|ing)?|off work|(?:ring|call|phon|text|email|messag|chas|wait|worry|hid|googl)"
    r"(?:ed|ing)|online|panick\w+)\b[^.,;!?]{0,28}$"
)
_CREATURE = re.compile(
    r"\b(?:bab(?:y|ies)|son|daughter|little (?:one|boy|girl)|boy|girl|kids?|child|children|toddler|twins?|newborn|infant|dog|puppy"
    r"|cat|kitten|grandson|granddaughter|niece|nephew|car|house|phone|vial|bottle|product|photo|picture|pic)s?\b"
)
_AGED_CHANGE = re.compile(
    r"[\s-]+(?:\w+[\s-]+){0,4}?(?:smile|droop\w*|face|brows?|eyebrows?|lids?|eyelids?|forehead|mouth|lip|cheek|jaw|asymmetry|weakness"
    r"|botox|tox|toxin|injections?|jabs?|treatment|dysport|xeomin|problem|side effects?)\b"
)
_AGED_BEFORE = re.compile(
    r"\b(?:botox|tox|toxin|injections?|jabs?|treatment|dysport|xeomin|one|droop|it|smile|this|mine|lot|round|batch|session|dose)\s*(?:is|are|was|'s|being|only|about|now"
    r"|just|nearly|almost|over|\s)*$"
)
_MEDICINE = re.compile(
    r"\b(?:on|using|used|taking|took|tried|wearing|wore|doing|did|with|off)\b[^.,;!?]{0,24}\b(?:iopidine|drops?"
    r"|alphagan|apraclonidine|naphcon\S*|upneeq|antibiotics?|steroids?|pred\w*|tape|patch|massag\w*|exercis\w*|heat"
    r"|ice|arnica|antihistamines?|holiday|vacation|work|tablets|meds|medication|sick)\b[^.,;!?]{0,12}$"
)
_REPEATS = re.compile(
    r"\s*(?:of|with|having|getting|doing|worth of)\s+(?:regular\s+|having\s+|getting\s+)?(?:botox|tox|dysport|xeomin"
    r"|injections?|treatments?|it)\b"
)
_REGULAR = re.compile(
    r"\b(?:been (?:having|getting|doing|using|going)|having|getting|i'?ve had|have had|had|used|using|doing|i get"
    r"|i have|botox(?:ed)?|injections|treatments|clinic|injector|user|patient|client)\b[^.;!?]{0,30}$"
)
_HAVING_IT = re.compile(
    r"\b(?:having|getting|doing|using)\s+(?:it|botox|them|this|tox|dysport|xeomin|injections?)\s+(?:now\s+)?$"
)
HALF_A_YEAR = 180  # days: a date so far back, said with "is", is rather the coming one ("my interview is 5 December")
_IS_ON = re.compile(r"(?:\b(?:is|are)|'s)\s+(?:on\s+)?(?:the\s+)?$")
_WAS = re.compile(r"\b(?:was|were|had|did|went)\b")
_HOUSE_RULE = re.compile(
    r"\b(?:refunds?|policy|refus\w+|(?:won'?t|will not|wouldn'?t|can'?t|don'?t|doesn'?t) (?:\w+ )?(?:see|touch|review|look|refund|adjust"
    r"|correct|top)|only (?:see|sees|review|reviews))\b[^.;!?]*$"
    r"|\b(?:until|till|unless|once|if)\s+(?:it'?s|it has|it is|i'?m|i am|you'?re|at least)\s+(?:\w+\s+){0,2}$"
)
_OF_SLEEP = re.compile(r"['’]?s? (?:sleep|rest|kip|nap)\b")  # "a night's sleep mends it"
_PER = re.compile(r"\s*(?:a|per|each|every|(?:in|of) (?:a|the|each|every|one))\s+(?:day|week|month|night|year)\b")
_ASKS_COURSE = re.compile(
    r"\b(?:does|do|will|would|should|can)\b[^.;!?]*\b(?:peak|wear|settle|kick|work|show|start|improve|end|lift|go|stop|begin|ease)\w*\b"
    r"[^.;!?]{0,12}$"
)
_OLD = re.compile(r"[\s-]*old\b")
_BUILT_UP = re.compile(
    r"(?<!been )(?<!just )\bover (?:the |a |an |about |next |a couple |several |two |2 )*$"
)  # "over a day or two"
_REGULAR_AFTER = re.compile(
    r"[^.;!?]{0,16}\b(?:had|have|having|getting|doing)\b[^.;!?]{0,10}\b(?:botox|tox|injections?|it|this|dysport)\b"
)
_AGE_BEFORE = re.compile(r"\b(?:i'?m|i am|aged?|im|she'?s|he'?s|turned|my)\s*$")
_APPOINTMENT = re.compile(
    r"\s*-?\s*(?:check(?:[ -]?up)?|review|follow[ -]?up|top[ -]?up|appointment|recall|gap|interval|course|supply"
    r"|mark\b.{0,12}\b(?:not yet|until)|period|window|rule|holiday|trip|break|old|notice|baby|guarantee|fish)"
)
CHANGED = re.compile(
    r"\b(?:drop(?:ped|pd)|droop(?:ed)?|fell|falling|collapsed|woke|went|gone|closed|shut|sank|crept|locked|lost"
    r"|turned|slid|slipped|froze|vanished|disappeared|swelled|became|came|got (?:worse|puffy|heavy|droopy)"
    r"|stopped)\b[^.;!?]{0,45}$"
)
_BEFORE_EVENT = re.compile(
    r"\s*(?:my|our|the|a|i|her|his|we)\s+(?:wedding|big day|holiday|party|interview|trip|flight|birthday|event"
    r"|photos?|job|shoot|graduation|christmas|get|go|fly|leave|start|have)"
)
_ANSWERING = {
    "it",
    "maybe",
    "think",
    "about",
    "was",
    "lol",
    "roughly",
    "had",
    "sure",
    "mine",
    "probably",
    "exactly",
    "around",
    "since",
}
_LEADS_NOT_ELAPSED = {
    "every",
    "each",
    "another",
    "next",
    "until",
    "till",
    "til",
    "up to",
    "per",
    "take",
    "takes",
    "taken",
    "wait",
    "waited",
    "give",
    "given",
    "give it",
    "given it",
    "lasts",
    "last",
    "as",
    "than",
    "been on",
}
_FUTURE_NEAR = re.compile(
    r"\b(?:wedding|married|appointment|appt|booked|book(?:ing)?|see(?:ing)?|fly(?:ing)?|travel\w*|going to|gonna|will"
    r"|due|interview|party|event|holiday|until|tomorrow|next|back on|return\w*|review|can you|open|available"
    r"|closed on|off (?:on|until))\b"
)


def before_of(text: str, mention: Mention, reach: int = 60) -> str:
    return text[max(0, mention.start - reach) : mention.start]


def is_age_of_the_change(text: str, mention: Mention) -> bool:
    """ "My 5 week old crooked smile", "the botox is 2 months old": not the age of a child."""
    if mention.unit >= 365 or not (match := _OLD.match(text, mention.end)):
        return False
    before, after = before_of(text, mention), text[match.end() : match.end() + 45]
    if _CREATURE.search(before[-30:]) or _CREATURE.match(after.lstrip(" -")):
        return False
    return bool(_AGED_CHANGE.match(after) or _AGED_BEFORE.search(before))


def is_nothing(text: str, mention: Mention, anchors: Anchors) -> bool:
    """Is this no point or stretch of the patient's past: a rate, a promise, a plan, an age, a course of drops?"""
    before, after = before_of(text, mention), text[mention.end : mention.end + 40]
    if mention.form is Form.AGO and mention.tail in ("ago", "agoo", "aog", "agi", "back", "previously", "prior"):
        return False
    if _COMPARED.search(before) or (mention.calendar and mention.days > HALF_A_YEAR and _IS_ON.search(before)):
        return True
    if mention.form is not Form.DAY and _RESCHEDULED.search(before) and _ASKED_PLAN.search(before):
        return True
    if mention.calendar and mention.days > 0 and _ASKED_PLAN.search(before):
        return True
    coming = mention.calendar and (mention.days == 0 or _COMING_DAY.match(text, mention.start))
    if coming and _UNIT_JUST_BEFORE.search(before):  # "5 weeks today"
        return True
    if mention.calendar:
        start, _ = anchors.sentence(mention.start)
        if (
            re.search(
                r"\b(?:more|still|worse|again|even|going to|gonna|will|better)\b[^.;!?]{0,20}$",
                text[max(start, mention.start - 30) : mention.start],
            )
            and mention.days == 0
        ):
            return True
        if not anchors.any("injection", "area", "onset", "other"):
            return mention.lead not in ("since", "from") and not _answer(text, mention)
        near = text[max(start, mention.start - 35) : mention.start] + text[mention.end : mention.end + 15]
        past = min(anchors.distance(kind, mention.start, mention.end) for kind in ("injection", "area", "onset"))
        planned = mention.lead != "since" and _FUTURE_NEAR.search(near) and past > 6 and not _WAS.search(near)
        return (past > 60 and mention.lead != "since") or bool(planned)
    if mention.form is Form.AGO:
        told = mention.lead in ("since", "from") or anchors.any("injection", "area", "onset", "other")
        return not told and not _answer(text, mention)
    if _HOUSE_RULE.search(before) or _PER.match(after) or _OF_SLEEP.match(after):
        return True
    if mention.more or mention.tail in _FUTURE_TAIL or mention.tail.startswith("max"):
        return True
    if (
        mention.lead in _LEADS_NOT_ELAPSED
        and mention.form is Form.SPAN
        and not (mention.lead == "last" and "for" in before[-14:])
    ):
        return True
    if mention.article and _RATE.search(before):
        return True
    if mention.tail == "before" and _BEFORE_EVENT.match(text, mention.end + 7):
        return True
    if mention.form is Form.AFTER and mention.days < 2 and _AFTERCARE.search(before):
        return True
    if mention.form is Form.SPAN and _BY_THEN.search(before) and _ASKS.search(before):
        return True
    if mention.form is Form.DAY and (_APPOINTMENT.match(after) or _ASKS_COURSE.search(before)):
        return True
    if mention.form is Form.DAY:
        return mention.lead in ("as", "than", "every", "until", "till", "til", "per", "each", "next")
    if _APPOINTMENT.match(after) or re.match(r"\s*(?:years?|yrs?)?[\s-]*old|\s*y/?o\b", after):
        return True
    if mention.unit == 365 and (_AGE_BEFORE.search(before) or _REPEATS.match(after) or _HAVING_IT.search(before)):
        return True
    if mention.lead == "in" and mention.form is Form.SPAN:  # "in two weeks I get married"; "in 2 weeks it dropped"
        return not CHANGED.search(text[mention.end : mention.end + 40] + " ")
    if mention.lead == "over" and mention.days <= 7 and not mention.tail and _BUILT_UP.search(before):
        return True
    if mention.form is Form.SPAN:
        if _MEDICINE.search(before) or (mention.lead in ("for", "in", "past", "last", "") and _OTHER_DOINGS.search(before)):
            return True
        sentence = text[max(anchors.sentence(mention.start)[0], mention.start - 45) : mention.start]
        if (
            "?" in after
            and re.search(r"\b(?:how long|does|do you|will it)\b", text[anchors.sentence(mention.start)[0] : mention.start])
            and not mention.tail
            and re.match(r"\s*\?", after)
        ):
            return True
        said = [] if _WILL_BE.search(sentence) else [m for m in _SAID.finditer(sentence)]
        if said and not (mention.lead in ("since", "been", "its", "it's") or mention.tail == "now"):
            tail = sentence[said[-1].end() :]
            if "," not in tail and not re.search(r"\bnow\b|\bstill\b|\bbeen\b|\bbut\b", tail) and mention.lead != "at":
                return True
        if re.match(
            r"\s*(?:is )?(?:for it )?to (?:work|settle|wear|kick|see|heal|recover|peak)|\s+(?:to|or) (?:see|wait)"
            r"|\s*(?:is|sounds?) (?:a )?(?:normal|realistic|usual|long)",
            after,
        ):
            return True
        if (
            mention.unit == 365
            and mention.days >= 365
            and (
                mention.lead in ("for", "over", "past", "last", "after")
                and (_REGULAR.search(before) or _REGULAR_AFTER.match(after))
            )
        ):
            return True
        if (
            _AGE_BEFORE.search(before)
            and mention.unit == 30.4
            and "post" not in after[:8]
            and mention.lead == ""
            and "pregnant" in after[:14]
        ):
            return True
        if re.match(r"\s*(?:pregnant|gone with|post ?partum)", after):
            return True
    return False


def _answer(text: str, mention: Mention) -> bool:
    """Is there so little beside the time that it can only be the answer to a question?"""
    rest = re.findall(r"[a-z']+", text[: mention.start] + " " + text[mention.end :])
    if _FUTURE_NEAR.search(text):
        return False
    return len(rest) <= 3 or (len(rest) <= 10 and bool(_ANSWERING.intersection(rest)))
