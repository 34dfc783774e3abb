"""The one translation from what was understood to facts: findings, entities, and answers to the questions asked.

Later messages replace what earlier ones said; what was asked and answered with "not sure" stays unknown. Unknown is never no.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from triage.facts import Course, Distress, Facts, Onset, Sign, Suicidal, Tri
from triage.interview import danger_items
from triage.vocabulary import vocabulary

COMPLAINTS = frozenset(
    "asymmetry smile_weakness heaviness eyelid_or_brow_droop infection_or_allergy red_flag_bulbar red_flag_stroke "
    "red_flag_eye".split()
)
FACE = frozenset("asymmetry smile_weakness heaviness eyelid_or_brow_droop".split())
CODE_OF = {
    "smile_weakness": "smile_weakness",
    "asymmetry": "facial_asymmetry",
    "heaviness": "heaviness",
    "eyelid_or_brow_droop": "brow_ptosis",
}
PERSONAL = re.compile(r"\b(my|mine|me|i|i'm|im|i've|ive|her|his|she|he|our|we)\b", re.I)
NOT_SURE = re.compile(r"\b(not sure|unsure|don'?t (know|remember)|dunno|no idea|can'?t (say|remember|tell))\b", re.I)
NONE_OF = re.compile(
    r"\b(none( of (these|those|them|that|the above))?|no,? (to )?(all|any|none)|nothing like that|nope|no)\b[^a-z]*", re.I
)
YES = re.compile(r"^\W*(yes|yeah|yep|yup|y|i do|correct|all of (them|it)|i can( do)?( all)?)\b", re.I)
NO = re.compile(r"^\W*(no|nope|nah|n|i (can'?t|cannot))\b", re.I)
CAN_ALL = re.compile(r"\b(i can (move|do|speak|swallow)|can (do )?all|all (fine|ok|okay|good|normal|work)|yes)\b", re.I)
HISTORY = {
    "myasthenia": r"\bmyasthenia|\bMG\b",
    "lambert_eaton": r"\blambert[- ]?eaton",
    "als": r"\bALS\b|motor neurone?|\bMND\b",
    "palsy": r"\b(had|previous|past|old|another|second|history of) (a )?(bell'?s|(facial )?palsy)",
    "facial_cancer": r"\b(skin|facial|parotid) cancer|melanoma|squamous cell|\bBCC\b",
    "stroke": r"\b(i|i've|ive) (have )?had an? (mini[- ]?)?(stroke|tia)\b",
}
HOSPITAL = re.compile(
    r"\b(a&e|a and e|er\b|e\.r\.|ed\b|emergency (room|department)|hospital|ct\b|mri|scan)[^.]{0,60}\b(said|says|told|found|"
    r"ruled|cleared|normal|clear|discharged|sent me home|checked|nothing|not a stroke|ok|fine)",
    re.I,
)
CHILD = re.compile(r"\b(?:(?:he|she|i|im|i'm|daughter|son|aged?|is|she's|he's|shes|hes)\W+(?:is\W+)?)(\d{1,2})\b(?!\W*(?:days?|d|weeks?|wks?|months?|mths?|units?|u|hours?|hrs?|min|years? ago|years? of|%|am|pm|/|\.))|\b(\d{1,2})[- ]?(?:yo|y/o|year[- ]old|yr[- ]old)\b", re.I)
PREGNANT = re.compile(r"\b(i'?m|she'?s|am|is) (\w+ )?(weeks |months )?pregnant|\bpostpartum|post-partum|gave birth|had (a|my|our) baby|trimester", re.I)
UNREACHABLE = re.compile(
    r"\b(clinic|injector|doctor|dr|nurse|she|he|they|practice|salon)\b[^.?!]{0,40}\b(closed( down)?|shut|gone|moved away|left the country|"
    r"retired|ignor\w+|won'?t (see|answer|reply|help)|not (answering|replying)|blocked|away|on holiday|ghost\w+|disappeared)",
    re.I,
)
CORRECTION = re.compile(r"\b(correct(ed|ion)?|money back|refund|complain|fix(ed)? it|even(ed)? (it )?(up|out))\b", re.I)
CHECKING = re.compile(r"\b(times a day|hours (a|every) day|hours (checking|staring)|all day|every mirror|forty|hundreds of) ?", re.I)
DENIED_BY_OTHERS = re.compile(
    r"\b(surgeons?|doctors?|specialists?|clinicians?|injectors?|people|everyone|everybody|nobody)\b[^.?!]{0,60}\b(even|nothing|fine|normal|"
    r"don'?t see|can'?t see|see nothing|cannot see|sees it|symmetrical)",
    re.I,
)
SLOW_WORSE = re.compile(r"\b(each|every|by the|per) (week|month)|slowly|gradually|bit by bit|over (the )?(weeks|months)|month by month", re.I)
SLIGHT = re.compile(r"\b(slight(ly)?|a (touch|bit|little)|perhaps|maybe|barely|hardly|easing|tiny)\b", re.I)
CLEAR = re.compile(r"\b(nearly|almost|much|clearly|a lot|loads|way|all the time|steadily|every day|so much)\b", re.I)


@dataclass(frozen=True)
class Turn:
    """A patient's message: what was understood, the slots of the question it answers, and its words."""

    understood: Mapping[str, Any] = field(default_factory=dict)
    asked: tuple[str, ...] = ()
    text: str = ""


def facts_from(turns: Sequence[Turn], today: datetime.date) -> Facts:
    """The facts of a conversation, told in order. `today` is kept for callers that resolve dates."""
    facts = Facts()
    for number, turn in enumerate(turns):
        facts = _with_findings(facts, turn, number)
        facts = _with_entities(facts, turn)
        facts = _with_words(facts, turn, number)
        facts = _with_answers(facts, turn, number)
        facts = _with_concerns(facts, turn, number)
    return facts


def _with_findings(facts: Facts, turn: Turn, number: int) -> Facts:
    for found in turn.understood.get("findings") or ():
        code, status, words = str(found["code"]), found["status"], str(found.get("text", ""))
        if status == "historical" and code in ("face_weak_half", "face_droop"):
            facts = facts.with_(history=facts.history | {"palsy"})
        if status not in ("affirmed", "negated"):
            continue
        if code == "other_symptoms":
            if status == "negated":
                facts = _deny_rest(facts, number, complete=False)
            continue
        facts = _sign(facts, code, status == "affirmed", words, number)
    return facts


def _sign(facts: Facts, code: str, present: bool, words: str, turn: int) -> Facts:
    """The sign as said last. A bare denial in a later message does not take back a danger sign that was told."""
    facts = facts.with_(signs=(*facts.signs, Sign(code, present, words, turn)))
    if code in ("cannot_close_eye", "incomplete_blink"):
        facts = facts.with_(closes_eye=Tri.NO if present else Tri.YES)
    if present and code in vocabulary().signs:
        part, group = vocabulary().part(code), vocabulary().group(code)
        if part and part not in facts.parts:
            facts = facts.with_(parts=(*facts.parts, part))
        if group != "mood":
            facts = facts.with_(has_complaint=Tri.YES)
        moods = {"passive": Suicidal.PASSIVE, "active": Suicidal.ACTIVE, "imminent": Suicidal.IMMINENT}
        if code.startswith("suicidal_"):
            said = moods[code.removeprefix("suicidal_")]
            order = list(Suicidal)
            if facts.suicidal is None or order.index(said) > order.index(facts.suicidal):
                facts = facts.with_(suicidal=said)
        if code == "self_harm" and facts.suicidal in (None, Suicidal.NONE):
            facts = facts.with_(suicidal=Suicidal.ACTIVE)
        if code == "distress_severe":
            facts = facts.with_(distress=Distress.SEVERE)
        if code in ("distress", "low_mood") and facts.distress is None:
            facts = facts.with_(distress=Distress.MILD)
    return facts


def _deny_rest(facts: Facts, number: int, *, complete: bool) -> Facts:
    """Every danger sign not told so far is denied; `complete` marks the checklist as answered."""
    told = {s.code for s in facts.present()}
    denied = tuple(Sign(code, False, "", number) for code in vocabulary().danger if code not in told)
    changes: dict[str, Any] = {"signs": (*facts.signs, *denied)}
    if complete:
        changes["danger_checked"] = Tri.YES
    if facts.closes_eye is Tri.UNKNOWN:
        changes["closes_eye"] = Tri.YES
    return facts.with_(**changes)


def _with_entities(facts: Facts, turn: Turn) -> Facts:
    found: dict[str, list[Any]] = {}
    roles: dict[str, list[str]] = {}
    for entity in turn.understood.get("entities") or ():
        found.setdefault(entity["entity"], []).append(entity.get("value"))
        if entity["entity"] == "area":
            roles.setdefault(entity.get("role") or "unknown", []).append(entity["value"])
    changes: dict[str, Any] = {}
    for entity, name in (
        ("time_since_injection", "days_since_injection"),
        ("onset_after_injection", "onset_after_days"),
        ("days_since_onset", "days_since_onset"),
        ("years_of_repeats", "years_of_repeats"),
    ):
        if found.get(entity):
            changes[name] = float(found[entity][0])
    if "time_since_injection" in found and float(found["time_since_injection"][0]) > 3650:
        del changes["days_since_injection"]
    treated = roles.get("treated") or (roles.get("unknown") if "treated_area" in turn.asked or not facts.areas else None)
    if treated:
        changes["areas"] = tuple(dict.fromkeys(treated))
    if found.get("side"):
        changes["side"] = str(found["side"][-1])
    elif found.get("side_unspecified"):
        changes["side"] = "one"
    if found.get("product"):
        changes["product"] = str(found["product"][-1])
    if found.get("provider"):
        changes["provider"] = str(found["provider"][-1])
    for entity in ("filler", "first_treatment", "worse_after_better"):
        if found.get(entity):
            changes[entity] = Tri.NO if str(found[entity][-1]) == "no" else Tri.YES
    if found.get("course"):
        changes["course"] = Course(found["course"][-1])
    if found.get("onset"):
        changes["onset"] = Onset(found["onset"][-1])
    if changes.get("course") is Course.WORSE:
        changes["worsening"] = "slow" if SLOW_WORSE.search(turn.text) else facts.worsening
    if changes.get("course") is Course.BETTER:
        changes["improving"] = "clear" if CLEAR.search(turn.text) else "slight" if SLIGHT.search(turn.text) else None
    if {"time_since_injection", "product", "dose"} & set(found) or roles.get("treated"):
        changes["injected"] = Tri.YES
    return facts.with_(**changes) if changes else facts


def _with_words(facts: Facts, turn: Turn, number: int) -> Facts:
    text = turn.text
    changes: dict[str, Any] = {}
    history = {name for name, pattern in HISTORY.items() if re.search(pattern, text, re.I if name not in ("als",) else 0)}
    if history:
        changes["history"] = facts.history | history
    if HOSPITAL.search(text):
        changes |= {"assessed": text, "assessed_in_hospital": Tri.YES, "assessed_turn": number}
    child = CHILD.search(text)
    if child:
        years = float(child[1] or child[2])
        if years >= 5:
            changes["age"] = years
    if PREGNANT.search(text):
        changes["pregnant"] = Tri.YES
    if UNREACHABLE.search(text):
        changes["provider_reachable"] = Tri.NO
    if CORRECTION.search(text):
        changes["wants_correction"] = Tri.YES
    if CHECKING.search(text) and DENIED_BY_OTHERS.search(text):
        changes |= {"bdd_pattern": Tri.YES, "distress": Distress.SEVERE}
    return facts.with_(**changes) if changes else facts


def _with_answers(facts: Facts, turn: Turn, number: int) -> Facts:
    asked, text = turn.asked, turn.text
    unsure = bool(NOT_SURE.search(text))
    if "danger_signs" in asked:
        facts = _danger_answer(facts, text, number)
    if "function_gate" in asked and (facts.danger_checked is Tri.YES or CAN_ALL.search(text)):
        facts = _gate_answer(facts, turn, number)
    if "eye_closure" in asked and facts.closes_eye is Tri.UNKNOWN and not unsure:
        if re.search(r"\b(close|shut)s?\b[^.]{0,20}\b(fully|fine|ok|completely|properly|all the way)|^\W*(yes|yeah|yep)", text, re.I):
            facts = facts.with_(closes_eye=Tri.YES)
        elif NO.search(text):
            facts = _sign(facts, "cannot_close_eye", True, text, number)
    if "distress" in asked:
        facts = _mind_answer(facts, text)
    if "filler" in asked and not facts.filler.known and re.search(r"\bno filler|without filler|^\W*no\b", text, re.I):
        facts = facts.with_(filler=Tri.NO)
    if "provider" in asked and facts.provider is None and re.search(r"\b(clinic|doctor|dr|nurse|dermatologist|surgeon)\b", text, re.I):
        facts = facts.with_(provider="clinic")
    if "onset" in asked and facts.onset is None and not unsure:
        for pattern, onset in (
            (r"all at once|sudden|woke up|straight away|instantly", Onset.SUDDEN),
            (r"day or (two|so|three)|over (a )?(few )?(hours|days)|overnight|couple of days", Onset.HOURS_DAYS),
            (r"before the injections|already there|always", Onset.SINCE_BEFORE),
            (r"gradual|bit by bit|slow|creep|crept|over weeks", Onset.GRADUAL),
        ):
            if re.search(pattern, text, re.I):
                facts = facts.with_(onset=onset)
                break
    return facts


def _danger_answer(facts: Facts, text: str, number: int) -> Facts:
    """The checklist: named signs stand (they came as findings), the rest is denied; a bare yes says nothing of which."""
    first = text.split(". ")[0].strip()
    new = any(s.turn == number and s.present and vocabulary().group(s.code) != "mood" for s in facts.signs)
    listed = re.findall(r"\b\d{1,2}\b", first) if re.fullmatch(r"[\d\s,and&.]+", first.lower()) else []
    for choice in listed:
        items = danger_items()
        if 0 < int(choice) <= len(items):
            title = items[int(choice) - 1]
            code = next(c for c in vocabulary().danger if vocabulary().group_title(c) == title)
            facts, new = _sign(facts, code, True, title, number), True
    if NOT_SURE.search(first) and not new:
        return facts
    if NONE_OF.match(first) or new or re.match(r"^\W*(no|nope|nah|none|nothing)\b", first, re.I):
        return _deny_rest(facts, number, complete=True)
    if YES.match(first):
        return facts.with_(danger_unclear=Tri.YES)
    return facts


def _gate_answer(facts: Facts, turn: Turn, number: int) -> Facts:
    """Lips, speech, chewing, swallowing: all work unless a finding or the answer says otherwise."""
    lost = {s.code for s in facts.present()}
    swallows = Tri.NO if lost & {"dysphagia", "choking", "saliva_pooling"} else Tri.YES
    speaks = Tri.NO if lost & {"slurred_speech", "dysarthria", "speech_garbled"} else Tri.YES
    chews = Tri.NO if lost & {"chewing_difficulty", "chewing_fatigue"} else Tri.YES
    return facts.with_(moves_lips=Tri.YES, speaks=speaks, chews=chews, swallows=swallows)


def _mind_answer(facts: Facts, text: str) -> Facts:
    changes: dict[str, Any] = {}
    if facts.distress is None:
        severe = re.search(r"\b(ruin\w*|can'?t (function|work|sleep|eat|leave|go out)|every day|unbearable|destroy\w*|very badly)\b", text, re.I)
        calm = re.search(r"\b(coping|fine|ok|okay|not (much|really|too bad)|managing|alright|bit|no)\b", text, re.I)
        changes["distress"] = Distress.SEVERE if severe else Distress.NONE if calm else Distress.MILD
    if facts.suicidal is None and re.search(r"\b(no|none|never|nothing)\b", text, re.I):
        changes["suicidal"] = Suicidal.NONE
    return facts.with_(**changes)


def _with_concerns(facts: Facts, turn: Turn, number: int) -> Facts:
    """A complaint named without a finding counts as one where it is told of a person, not asked in general."""
    named = [c["name"] for c in turn.understood.get("concerns") or ()]
    told = PERSONAL.search(turn.text) or any(
        e["entity"] in ("time_since_injection", "side", "side_unspecified") for e in turn.understood.get("entities") or ()
    )
    if set(named) & COMPLAINTS and told and facts.has_complaint is not Tri.YES:
        for name in named:
            if name in CODE_OF and facts.sign(CODE_OF[name]) is Tri.UNKNOWN and not facts.present():
                facts = _sign(facts, CODE_OF[name], True, "", number)
        facts = facts.with_(has_complaint=Tri.YES)
    if "distress" in named and facts.distress is None:
        facts = facts.with_(distress=Distress.MILD)
    if "complaint" in named and facts.wants_correction is Tri.UNKNOWN:
        facts = facts.with_(wants_correction=Tri.YES)
    if facts.has_complaint is Tri.UNKNOWN and not facts.present() and not facts.suicidal and named:
        facts = facts.with_(has_complaint=Tri.NO)
    elif facts.has_complaint is Tri.NO and facts.present():
        facts = facts.with_(has_complaint=Tri.YES)
    return facts

