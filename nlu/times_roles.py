"""Which time is what: since the injection, injection to onset, since onset, a length, the age of something else.

The order is: what cannot be elapsed time (rates, promises, plans, ages, courses of drops), what the wording settles
("started 4 days after"), what the nearest event settles ("botox ... 3 weeks ago"), and last the default: a time with
no other reading is the time since the injection.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlu.times_anchors import FAR, Anchors
from nlu.times_mention import Form, Mention
from nlu.times_noise import CHANGED, before_of, is_age_of_the_change, is_nothing
from nlu.times_onset import changes_after, changes_soon, told_onset

INJECTION, AFTER, ONSET, LENGTH, EVENT, EPISODE = (
    "time_since_injection",
    "onset_after_injection",
    "days_since_onset",
    "symptom_duration",
    "event_age",
    "episode_length",
)
ELSEWHERE = 60  # so far (nlu/times_anchors.py), with a sentence between, that a time belongs to something else
OLDEST_TREATMENT_DAYS = 5 * 365
LONGEST_ANSWER = 4  # words beside a time that only answers "when was it"
LATEST_PLAIN_ONSET = 28  # days: past the toxin's window (rule S2), "14 weeks later" is taken for an onset only beside a verb


@dataclass(frozen=True)
class Reading:
    """One mention read as `label`; a low `sure` gives way to a surer reading of that label."""

    mention: Mention
    label: str
    sure: int  # 0 default … 4 said outright


_STILL = re.compile(r"\b(?:still|yet|remains?|ongoing|not (?:gone|back|better|right|normal))\b")
_STRICT_ONSET = re.compile(
    r"\b(?:start(?:ed|ing|s)|beg[au]n|begin|came on|came|come on|kicked in|noticed|noticing|spotted|appeared|happened"
    r"|set in|showed up|developed|onset(?: was)?|occurred|came up|hit me)\b[^.;!?]{0,22}$"
)
_OBJECT_OTHER = re.compile(
    r"\s*(?:the|my|a|an|having|getting|some)?\s*(?:lip |cheek |chin |jaw |tear trough )?(?:filler\w*|juvederm"
    r"|restylane|volbella|sculptra|radiesse|surgery|operation|stroke|accident|birth|baby|laser|peel|threads?"
    r"|face ?lift|covid|bell|scan|steroids?|antibiotic\w*|drops|iopidine|review|my stroke|wedding|holiday)"
)
_OBJECT_ONSET = re.compile(
    r"\s*(?:it|this|that|the (?:droop\w*|weakness|symptoms?|change))\s+(?:started|began|came|happened|dropped"
    r"|appeared)"
)
_NOW_LEAD = {"at", "its", "it's", "been", "already"}
_ORDINAL_ONSET = {"since", "on", "by", "from", "around", "within", "about"}
_I_AM = re.compile(
    r"\b(?:i'?m|i am|im|its|it's|it is|now|currently|today|only|still|am|we'?re|she'?s|he'?s)\s+(?:on|at|in"
    r"|into)?\s*(?:only\s+|just\s+|about\s+)?$"
)
_SINCE_TREATED = re.compile(
    r"\bsince (?:(?:my|her|his|the|that|having|getting|this)\s+)?(?:\w+\s+)?(?:treatment|botox|tox|injections?|jabs?|dysport|xeomin)\b"
    r"[^.;!?]{0,25}$"
)
_HAS_BEEN = re.compile(r"(?:\b(?:has|have|had|'?s|'?ve|s|ve)|'s|'ve) been\b[^.;!?]{0,30}$")
_NO_MORE = re.compile(r"\W*(?:(?:i think|i guess|or so|maybe|probably|lol|ish|roughly|i'd say)\W*)*")
_SAME_FOR_KIN = re.compile(
    r"\b(?:mum|mom|mother|dad|father|sister|brother|aunt\w*|uncle|friend|mate|cousin|colleague|neighbou?r|gran\w*|nan)\b[^.;!?]{0,25}"
    r"\b(?:same|hers|theirs|too|also)\b[^.;!?]{0,25}$"
)
_THEN = re.compile(r"\s*(?:,\s*)?(?:then|at a time|each time|before it|and then (?:it )?(?:passed|went|stopped))")


def read(text: str, mentions: list[Mention]) -> list[Reading]:
    """Each mention of a message (made flat) with its most likely meaning; the meaningless ones left out."""
    anchors = Anchors(text, [m.end for m in mentions if m.form is Form.AFTER and m.tail != "later"])
    return [reading for mention in mentions for reading in _readings(text, mention, anchors)]


def _readings(text: str, mention: Mention, anchors: Anchors) -> list[Reading]:
    if told_onset(text, mention):
        return [Reading(mention, AFTER, 3)]
    if is_age_of_the_change(text, mention):
        return [Reading(mention, INJECTION, 1)]
    return [] if is_nothing(text, mention, anchors) else _read(text, mention, anchors)


def _read(text: str, mention: Mention, anchors: Anchors) -> list[Reading]:
    near = {kind: anchors.distance(kind, mention.start, mention.end) for kind in ("injection", "area", "onset", "other")}
    treated = min(near["injection"], near["area"])
    before, after = before_of(text, mention), text[mention.end :]
    tail_end = after.find(mention.tail) + len(mention.tail) if mention.tail and mention.tail != "next" else 0
    rest = after[tail_end : tail_end + 60]
    if mention.form is Form.DAY:
        return _day(text, mention, near, before)
    if mention.form is Form.AFTER:
        return _after(mention, near, before, rest, anchors)
    if mention.form is Form.AGO:
        return _ago(mention, near, treated, before, after, anchors)
    return _span(mention, near, treated, before, after, anchors)


def _day(text: str, mention: Mention, near: dict[str, int], before: str) -> list[Reading]:
    """ "day 6 it's half closed" is today, "drooped on day 4" is the onset, "week 3 of that" counts from the onset."""
    if mention.tail == "of that":
        return [Reading(mention, ONSET, 3)]
    if _I_AM.search(before) or mention.lead in _NOW_LEAD:
        return [Reading(mention, INJECTION, 3)]
    if mention.lead == "on" and not (CHANGED.search(before) or _STRICT_ONSET.search(before) or changes_after(text, mention)):
        return [Reading(mention, INJECTION, 1)]  # "still uneven on day 9"
    if mention.lead in _ORDINAL_ONSET or _STRICT_ONSET.search(before):
        return [Reading(mention, AFTER, 4 if mention.lead == "since" else 3)]
    return [Reading(mention, INJECTION, 2)]


def _after(mention: Mention, near: dict[str, int], before: str, rest: str, anchors: Anchors) -> list[Reading]:
    """N after, later, in, out, post, since: counted on from the injection, unless from something else."""
    tail, still = mention.tail, bool(_STILL.search(before + rest))
    if tail == "after" and _NO_MORE.fullmatch(rest) and len(before.split()) < 4:  # an answer: "about 5 days after"
        return [Reading(mention, AFTER, 3)]
    if tail in ("after", "aftr", "aftre", "post", "since", "following") and _OBJECT_OTHER.match(rest):
        return [Reading(mention, EVENT, 3)]
    if tail == "since" and _OBJECT_ONSET.match(rest):
        return [Reading(mention, ONSET, 4)]
    if tail in ("in", "into", "out", "on"):
        return [Reading(mention, EVENT if near["other"] < 12 and near["other"] < near["injection"] else INJECTION, 3)]
    if mention.lead == "since":
        return [Reading(mention, AFTER, 4)]
    if tail == "since":
        return [Reading(mention, INJECTION, 4)]
    if _STRICT_ONSET.search(before):
        return [Reading(mention, AFTER, 4)]
    later = tail in ("later", "l8r", "latter", "next") or tail.startswith("afterw")
    if later and not anchors.any("injection") and near["other"] < FAR:
        return [Reading(mention, EVENT, 2)]
    if CHANGED.search(before):
        return [Reading(mention, AFTER, 3)]
    if later and (still or mention.days > LATEST_PLAIN_ONSET):
        return [Reading(mention, INJECTION, 1)]
    if later:
        return [Reading(mention, AFTER, 2), *([] if tail == "next" else [Reading(mention, INJECTION, 0)])]
    if changes_soon(rest):  # "two weeks after the jabs my lip started to sag"
        return [Reading(mention, AFTER, 2), Reading(mention, INJECTION, 0)]
    changed = near["onset"] < 45
    return [Reading(mention, INJECTION, 2), *([Reading(mention, AFTER, 1)] if changed and mention.days < 1 else [])]


def _ago(mention: Mention, near: dict[str, int], treated: int, before: str, after: str, anchors: Anchors) -> list[Reading]:
    """Counted back from today: of whatever event is nearest."""
    if mention.lead == "year" or mention.days > OLDEST_TREATMENT_DAYS or _SAME_FOR_KIN.search(before):
        return [Reading(mention, EVENT, 3)]
    if mention.days == 0 and _SINCE_TREATED.search(before):  # "since her treatment, and today it hurts"
        return [Reading(mention, ONSET, 1)]
    if mention.lead in ("since", "from") and treated >= FAR and len((before + after).split()) > LONGEST_ANSWER:
        return [Reading(mention, ONSET, 2)]
    if min(near["onset"], treated, near["other"]) >= FAR:  # nothing else said: an answer to "when were the injections"
        return [Reading(mention, INJECTION, 2)]
    if mention.lead == "since" and treated > 12:
        if near["onset"] < FAR or len((before + after).split()) > LONGEST_ANSWER:
            return [Reading(mention, ONSET, 3)]
        return [Reading(mention, INJECTION, 1)]
    if near["other"] < treated and near["other"] < near["onset"]:
        return [
            Reading(mention, EVENT, 2),
            *([Reading(mention, INJECTION, 0)] if near["injection"] < 45 and near["other"] > 8 else []),
        ]
    if mention.lead == "by" and near["onset"] < FAR:
        return [Reading(mention, ONSET, 2)]
    if treated <= near["onset"] + 2:
        return [Reading(mention, INJECTION, 1 if mention.days == 0 and treated > 8 else 3)]
    if treated - near["onset"] < 12 and treated < 40 and not _STRICT_ONSET.search(before):
        return [Reading(mention, INJECTION, 1), Reading(mention, ONSET, 1)]
    if near["onset"] > 20 and anchors.any("injection") and not anchors.counted:
        return [Reading(mention, INJECTION, 0), *([Reading(mention, ONSET, 1)] if near["onset"] < 30 else [])]
    return [Reading(mention, ONSET, 3)]


def _span(mention: Mention, near: dict[str, int], treated: int, before: str, after: str, anchors: Anchors) -> list[Reading]:
    """A bare span: elapsed by default; "for 3 weeks", "since 2 days" may also be how long the change has lasted."""
    if mention.unit == 1 and mention.article and mention.lead == "for" and not mention.tail:  # "get it up for a day"
        return []
    if mention.unit < 1 and mention.lead == "for" and _HAS_BEEN.search(before) and not _THEN.match(after):
        return [Reading(mention, LENGTH, 2)]
    if _THEN.match(after) or (mention.unit < 1 and mention.lead in ("for", "lasted") and mention.tail != "now"):
        return [Reading(mention, EPISODE, 2)]
    if mention.lead == "over" and not mention.tail and CHANGED.search(before):  # "it crept in over the first week"
        return []
    if (
        mention.unit < 1
        and not mention.tail
        and not mention.lead
        and treated >= FAR
        and len((before + after).split()) > LONGEST_ANSWER
    ):
        return [Reading(mention, EPISODE, 1)]
    if mention.lead == "lasted" or (re.search(r"\blasted\b[^.;!?]{0,12}$", before)):
        return [Reading(mention, EPISODE, 3)]
    if (mention.tail == "before" and treated < 45) or (mention.lead == "before" and treated < 45):
        return [Reading(mention, INJECTION, 2)]
    if near["other"] < min(treated, near["onset"]) and near["other"] < 25 and not mention.tail:
        return [Reading(mention, EVENT, 2)]
    if mention.lead == "after" and (mention.days > LATEST_PLAIN_ONSET or _STILL.search(before + after[:60])):
        return [Reading(mention, INJECTION, 0)]
    if mention.lead in ("after", "within"):
        return (
            [Reading(mention, AFTER, 2), Reading(mention, INJECTION, 0)]
            if mention.lead == "after"
            else [Reading(mention, AFTER, 2)]
        )
    if mention.lead == "in":
        return [Reading(mention, AFTER, 2)]
    if mention.lead in ("since", "from"):
        if not anchors.any("injection", "area"):
            answer = near["onset"] >= FAR and len((before + after).split()) <= LONGEST_ANSWER
            return [Reading(mention, INJECTION if answer else ONSET, 2)]
        if treated < 8:
            return [Reading(mention, INJECTION, 2)]
        if treated > ELSEWHERE:
            return [Reading(mention, ONSET, 2)]
        return [Reading(mention, ONSET, 2), Reading(mention, INJECTION, 0)]
    if mention.lead in ("for", "past", "last", "over"):
        if mention.unit >= 365:
            return [Reading(mention, LENGTH, 1)]
        return [Reading(mention, LENGTH, 2), Reading(mention, INJECTION, 0)]
    if _STRICT_ONSET.search(before) and mention.unit < 30 and not anchors.any("injection"):
        return [Reading(mention, ONSET, 1), Reading(mention, INJECTION, 0)]
    sure = 1 if mention.lead in _NOW_LEAD or mention.tail in ("now", "gone", "nearly", "already") or treated < 30 else 0
    return [Reading(mention, INJECTION, sure)]
