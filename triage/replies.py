"""Answers to the slots a question asked for (section 3 of the contract), several at once in one text.

What is read here is masked from findings and entities, so that "I can swallow" is not read twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from triage import areas, told
from triage.facts import Course, Distress, Facts, Onset, Suicidal, Tri
from triage.questions import questions, read_choice
from triage.rules.base import EYE_OPEN
from triage.vocabulary import vocabulary
from triage.wording import Span, Wording, dialogue, mask, plain, wording

UNITS = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.4, "year": 365.0}
TIME = r"(?P<n>\d+(?:\.\d+)?) (?P<unit>minute|hour|day|week|month|year)s?"
SINCE = re.compile(rf"\binjections? (?:was|were|is|are|had) (?:about |around |roughly )?{TIME} ago")
AFTER = re.compile(rf"\b(?:it )?(?:started|began|came on) (?:about |around |roughly )?{TIME} (?:after|later)")
BEGAN = re.compile(rf"\b(?:it |this )?(?:started|began|came on) (?:about |around |roughly )?{TIME} ago")
PROVIDERS = {
    "without a licence": "unlicensed", "unlicensed": "unlicensed", "friend": "unlicensed", "beautician": "unlicensed",
    "hairdresser": "unlicensed", "online": "unlicensed", "myself": "self", "abroad": "abroad", "dentist": "dentist",
    "nurse": "nurse", "clinic": "clinic", "doctor": "clinic", "dermatologist": "clinic", "surgeon": "clinic",
    "spa": "clinic", "salon": "unlicensed",
}  # fmt: skip
BRANDS = "botox dysport xeomin azzalure bocouture jeuveau daxxify letybo alluzience nuceiva relfydess".split()
SIDES = {"both": "both", "left": "left", "right": "right", "one": "one"}


@dataclass
class Reply:
    """What an answer told: `changes` of facts, signs that are there or denied, and the text `masked` where it was read."""

    low: str
    masked: str
    words: Wording = field(default_factory=wording)
    changes: dict[str, Any] = field(default_factory=dict)
    present: dict[str, str] = field(default_factory=dict)  # code → words
    absent: list[str] = field(default_factory=list)
    deny_rest: bool = False
    unsure: set[str] = field(default_factory=set)

    def hide(self, *spans: Span) -> None:
        self.masked = mask(self.masked, list(spans))

    def says(self, key: str) -> re.Match[str] | None:
        return self.words.answers_with(key, self.masked)


def read(text: str, asked: Sequence[str], affirmed: Sequence[tuple[str, int]], facts: Facts) -> Reply:
    """The answer's facts. `affirmed` are the codes and offsets of findings that are meant and there."""
    low = plain(text)
    low = mask(low, [(m.start(), m.end()) for m in dialogue().facts["correction"].find(low)])  # "no wait" denies nothing
    reply = Reply(low, low)
    if "function_gate" in asked:
        _gate(reply)
    if "danger_signs" in asked:
        _danger(reply, affirmed)
    for slot, reader in READERS.items():
        if slot in asked:
            reader(reply, facts)
    if reply.words.answers_with("unsure", low):
        reply.unsure |= set(asked)
    return reply


def _gate(reply: Reply) -> None:
    """All four work; or "no, …" names what does not (the signs themselves tell which, see `translate`)."""
    matches = list(reply.words.answers["gate_all"].find(reply.masked))
    if matches:
        reply.changes |= dict.fromkeys(("moves_lips", "speaks", "chews", "swallows"), Tri.YES)
        reply.hide(*((m.start(), m.end()) for m in matches))
        return
    lost = reply.says("gate_lost")
    if lost:
        doing = lost["what"]
        name = (
            "swallows" if doing in ("swallow", "drink") else "speaks" if doing in ("speak", "talk")
            else "chews" if doing in ("chew", "bite", "eat") else "moves_lips"
        )  # fmt: skip
        reply.changes |= dict.fromkeys(("moves_lips", "speaks", "chews", "swallows"), Tri.YES) | {name: Tri.NO}
        if doing == "drink":  # lips or throat: the checklist tells
            reply.changes.pop("swallows")
    elif re.search(r"(^|[.;]\s*)no\b", reply.masked) and not reply.says("none"):
        reply.unsure.add("function_gate")


def _danger(reply: Reply, affirmed: Sequence[tuple[str, int]]) -> None:
    """The checklist: what is named stands, "none" denies the rest; a bare yes tells nothing of which."""
    items = questions().checklist
    chosen = read_choice(reply.low, questions().checklist_choices)
    for index in chosen:
        if index < len(items):
            reply.present[items[index].code] = items[index].title
    none = reply.says("none") or len(items) in chosen
    rest = reply.words.answers["except"].first(reply.masked) if none or not reply.present else None
    for item in items:
        exact = item.title.lower() in reply.masked
        short = rest is not None and item.words.search(rest["rest"])
        if exact or short:
            reply.present[item.code] = item.title if exact else rest["rest"].strip() if rest else item.title
            reply.hide(*_spans(item.title.lower(), reply.masked))
    reply.present |= _named(reply)
    live = [code for code, start in affirmed if start < 0 or reply.masked[start : start + 1].strip()]
    signs = vocabulary().signs
    yes = reply.says("affirm")
    if yes and not live and not reply.present:  # "yes, my voice"
        reply.present |= {item.code: item.title for item in items if item.words.search(reply.masked)}
    named = set(live) | set(reply.present)
    danger = any(signs[code].danger for code in named if code in signs)
    if none or danger or (named and (yes or rest)):
        reply.deny_rest = True
        reply.changes["danger_checked"] = Tri.YES
        reply.changes["danger_unclear"] = Tri.NO
    elif yes:
        reply.changes["danger_unclear"] = Tri.YES


def _spans(words: str, text: str) -> list[Span]:
    return [(m.start(), m.end()) for m in re.finditer(re.escape(words), text)]


def _named(reply: Reply) -> dict[str, str]:
    """Signs named by their codes' words or titles ("ear blisters, smile weakness"), outside denials."""
    listed = []
    for clause in re.split(r"[.;!?\n]+", reply.masked):
        if not re.match(r"^\W*(no|not|none|nope|never|without)\b", clause):
            listed += re.split(r",|:|\band\b", clause)
    vocab = vocabulary()
    exact = {code.replace("_", " "): code for code in vocab.signs} | {w.title: c for c, w in vocab.signs.items()}
    return {exact[p.strip()]: p.strip() for p in listed if p.strip() in exact}


def _times(reply: Reply, facts: Facts) -> None:
    for pattern, name in ((SINCE, "days_since_injection"), (AFTER, "onset_after_days"), (BEGAN, "days_since_onset")):
        match = pattern.search(reply.masked)
        if match:
            reply.changes[name] = float(match["n"]) * UNITS[match["unit"]]
            reply.hide((match.start(), match.end()))
    if "days_since_injection" in reply.changes:
        reply.changes["injected"] = Tri.YES


def _onset(reply: Reply, facts: Facts) -> None:
    keys = {
        "onset_since_before": Onset.SINCE_BEFORE,
        "onset_hours_days": Onset.HOURS_DAYS,
        "onset_gradual": Onset.GRADUAL,
        "onset_sudden": Onset.SUDDEN,
    }
    found = [value for key, value in keys.items() if reply.says(key)]
    if found:
        reply.changes["onset"] = found[0]


def _course(reply: Reply, facts: Facts) -> None:
    keys = {
        "course_fluctuating": Course.FLUCTUATING,
        "course_resolved": Course.RESOLVED,
        "course_new": Course.NEW,
        "course_same": Course.SAME,
        "course_worse": Course.WORSE,
        "course_better": Course.BETTER,
    }
    for key, value in keys.items():
        match = reply.says(key)
        if match and not reply.words.denied.search(reply.masked[: match.start()]):
            reply.changes |= {"course": value, **told.pace(reply.low, value)}
            return
    if reply.says("course_better") or reply.says("course_worse"):  # "not getting any better"
        reply.changes["course"] = Course.SAME


def _areas(reply: Reply, facts: Facts) -> None:
    sentence = next((s for s in re.split(r"[.;!?\n]+", reply.masked) if "inject" in s), reply.masked)
    names = {areas.canonical(name) for name in told.named(sentence.replace("'", ""), _area_names())}
    names |= {areas.canonical(name) for name in told.named(sentence, _area_names())}
    if names:
        reply.changes |= {"areas": tuple(sorted(names)), "injected": Tri.YES}
        start = reply.masked.find(sentence)
        if "inject" in sentence and start >= 0:
            reply.hide((start, start + len(sentence)))


def _area_names() -> list[str]:
    return [*(name for name in areas.AREAS if "unspecified" not in name), *areas.ALIASES]


def _changed(reply: Reply, facts: Facts) -> None:
    reply.present |= _named(reply)


def _eye(reply: Reply, facts: Facts) -> None:
    opened, closes = reply.says("eye_open"), reply.says("eye_closes")
    bare = len(reply.low.split()) <= 3
    if opened or (bare and reply.says("deny") and not closes):
        reply.present["cannot_close_eye"] = reply.low[opened.start() : opened.end()] if opened else "my eye does not close"
        if opened:
            reply.hide((opened.start(), opened.end()))
    elif closes or (bare and reply.says("affirm")):
        reply.absent += sorted(EYE_OPEN)
        reply.changes["closes_eye"] = Tri.YES
        if closes:
            reply.hide((closes.start(), closes.end()))


def _provider(reply: Reply, facts: Facts) -> None:
    found = next((value for key, value in PROVIDERS.items() if re.search(rf"\b{key}\b", reply.masked)), None)
    if found:
        reply.changes["provider"] = found


def _product(reply: Reply, facts: Facts) -> None:
    found = next((brand for brand in BRANDS if brand in reply.masked), None)
    if found:
        reply.changes |= {"product": found, "injected": Tri.YES}


def _filler(reply: Reply, facts: Facts) -> None:
    if reply.words.says("filler_no", reply.masked) or re.search(r"^\W*no\b", reply.masked):
        reply.changes["filler"] = Tri.NO
    elif "filler" in reply.masked:
        reply.changes["filler"] = Tri.YES


def _distress(reply: Reply, facts: Facts) -> None:
    if reply.words.says("distress_severe", reply.masked):
        reply.changes["distress"] = Distress.SEVERE
    elif facts.distress is not Distress.SEVERE:
        mild, coping = reply.says("mood_mild"), reply.says("coping")
        if mild or coping:
            reply.changes["distress"] = Distress.MILD if mild and not coping else Distress.NONE


def _suicidal(reply: Reply, facts: Facts) -> None:
    grave = ("suicidal_imminent", Suicidal.IMMINENT), ("suicidal_passive", Suicidal.PASSIVE), ("suicidal_active", Suicidal.ACTIVE)
    none = reply.says("suicidal_none")
    for key, value in grave:
        match = reply.says(key)
        denied = match and reply.words.denied.search(reply.masked[: match.start()])
        if match and not denied and not (none and value is not Suicidal.IMMINENT and none.start() <= match.start()):
            reply.changes["suicidal"] = value
            return
    if none and facts.suicidal in (None, Suicidal.NONE):
        reply.changes["suicidal"] = Suicidal.NONE


def _side(reply: Reply, facts: Facts) -> None:
    found = next((value for key, value in SIDES.items() if re.search(rf"\b{key}\b", reply.masked)), None)
    if found:
        reply.changes["side"] = found


def _who(reply: Reply, facts: Facts) -> None:
    match = re.search(r"\bfor (?:my )?(\w+)", reply.masked)
    if match:
        reply.changes["who"] = "self" if match[1] in ("me", "myself") else match[1]


def _history(reply: Reply, facts: Facts) -> None:
    spaced = reply.masked.replace("_", " ")
    found = {name for name in told.HISTORY if reply.words.says(f"history_{name}", spaced)}
    found |= {name for name in ("palsy", "stroke") if reply.words.says(f"answer_{name}", spaced)}
    if found:
        reply.changes["history"] = facts.history | found


READERS: dict[str, Callable[[Reply, Facts], None]] = {
    "days_since_injection": _times,
    "onset_after_days": _times,
    "onset": _onset,
    "course": _course,
    "treated_area": _areas,
    "changed_part": _changed,
    "eye_closure": _eye,
    "side": _side,
    "provider": _provider,
    "product": _product,
    "filler": _filler,
    "distress": _distress,
    "suicidal": _suicidal,
    "who": _who,
    "history": _history,
}
