"""Facts that the raw text of any message tells beyond findings and entities: who, provider, history, hospital, mind."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from triage.facts import Course, Distress, Facts, Suicidal, Tri
from triage.wording import Wording, dialogue, plain, wording

TEENS = {"twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17}
YOUNGEST = 5.0  # years; smaller numbers are times or amounts
CLAUSE = re.compile(r"[.;!?\n]|,? (?:but|and|so|because|cos) ")
MINOR_AGE = 16.0  # years, for "my teenage daughter"
COUNTRIES = ("gb", "us", "ie", "ca", "au", "nz", "de", "fr", "es", "it", "nl")
HISTORY = ("myasthenia", "lambert_eaton", "als", "palsy", "facial_cancer", "stroke")
PROVIDERS = ("self", "unlicensed", "abroad", "dentist", "clinic")


def told(text: str, facts: Facts, number: int, found: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    """The facts a message's words change. `found` are its entities by name; what they say is not read again."""
    words, low = wording(), plain(text)
    changes: dict[str, Any] = {}
    changes |= _who(words, low, facts)
    changes |= _treatment(words, low, facts, found)
    changes |= _hospital(words, low, text, number)
    history = {name for name in HISTORY if words.says(f"history_{name}", low)}
    if history:
        changes["history"] = facts.history | history
    if words.says("distress_severe", low):
        changes["distress"] = Distress.SEVERE
    elif facts.distress is None and dialogue().says("coping", low):
        changes["distress"] = Distress.NONE
    return changes


def _who(words: Wording, low: str, facts: Facts) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    asks = words.says("asks_for", low)
    own = facts.who == "self" and not (asks and asks[1]) and bool(words.says("own_face", low))
    age, minor = words.says("age", low), words.says("minor", low)
    years = float(TEENS.get(age["years"]) or age["years"]) if age and not _passing(words, age, own) else None
    if years is not None and years >= YOUNGEST:
        changes["age"] = years
    elif facts.age is None and minor and not _passing(words, minor, own):
        changes["age"] = MINOR_AGE
    if words.says("pregnant", low):
        changes["pregnant"] = Tri.YES
    present = bool(facts.here or words.says("toxin", low) or words.says("face", low))
    other = asks or (words.says("other_person", low) if present else None)
    if other and not own:
        changes["who"] = other["who"]
    if _vulnerable(words, low, own, changes.get("who", facts.who), present):
        changes["vulnerable"] = Tri.YES
    country = next((c for c in COUNTRIES if words.says(f"country_{c}", low)), None)
    return changes | ({"country": country} if country else {})


def _passing(words: Wording, match: re.Match[str], own: bool) -> bool:
    """Whether a match tells of a relative in a message about the writer's own face."""
    return own and bool(words.says("relative", match.group()))


def _vulnerable(words: Wording, low: str, own: bool, who: str, present: bool) -> bool:
    """Whether it is the patient who depends on others' care, and no relative of whom they tell in passing.

    `own`: the message is about the writer's own face; `present`: it tells of a sign, a face or toxin at all.
    """
    if own:
        return bool(words.says("vulnerable_self", low))
    if who != "self":
        return bool(words.says("vulnerable", low) or words.says("carer", low))
    return bool(words.says("vulnerable_alone", low) or (present and words.says("carer", low)))


def _treatment(words: Wording, low: str, facts: Facts, found: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    if words.says("toxin_never", low):
        changes["injected"] = Tri.NO
    elif words.says("toxin", low) and not general(low) and facts.injected is Tri.UNKNOWN:
        changes["injected"] = Tri.YES
    if words.says("unreachable", low):
        changes["provider_reachable"] = Tri.NO
    if words.says("wants_correction", low):
        changes["wants_correction"] = Tri.YES
    provider = next((p for p in PROVIDERS if words.says(f"provider_{p}", low)), None)
    if provider in ("self", "unlicensed") or (provider and "provider" not in found and facts.provider is None):
        changes["provider"] = provider
    if "filler" not in found:
        if words.says("filler_no", low):
            changes["filler"] = Tri.NO
        elif words.says("filler_yes", low) and not general(low):
            changes["filler"] = Tri.YES
    if words.says("first_treatment", low) and "first_treatment" not in found:
        changes["first_treatment"] = Tri.YES
    if words.says("spreading", low) and "spreading_redness" not in facts.here:
        changes["spreading"] = Tri.YES
    if words.says("worse_after_better", low) and "worse_after_better" not in found:
        changes["worse_after_better"] = Tri.YES
    if words.says("noticed_only", low):
        changes["noticed_only"] = Tri.YES
    return changes


def _hospital(words: Wording, low: str, text: str, number: int) -> dict[str, Any]:
    if not words.says("hospital", low):
        return {}
    return {"assessed": text.strip(), "assessed_in_hospital": Tri.YES, "assessed_turn": number}


def pace(text: str, course: Course | None) -> dict[str, Any]:
    """How fast it gets worse, or how surely better, in the words of the message that told the course."""
    words, low = wording(), plain(text)
    if course is Course.WORSE:
        slow, fast = words.says("slow_worse", low), words.says("fast_worse", low)
        return {"worsening": "fast" if fast and not slow else "slow" if slow else None}
    if course is Course.BETTER:
        slight, clear = words.says("improving_slight", low), words.says("improving_clear", low)
        return {"improving": "slight" if slight and not clear else "clear" if clear else None}
    return {}


def general(low: str) -> bool:
    """Whether a message asks for information in general: about nobody's face in particular."""
    words = wording()
    return ahead(low) or (bool(words.says("general_question", low)) and not words.says("first_person", low))


def ahead(low: str) -> bool:
    """A question before any treatment ("thinking of getting my neck done"): its signs are all feared, not there."""
    words = wording()
    return bool(words.says("before_treatment", low)) and "?" in low and not words.says("toxin_had", low)


def feared(low: str, start: int) -> bool:
    """Whether, before a treatment, the sign at `start` is only thought of: its clause tells of nobody's body, or of what may come.

    A sign without an offset (-1) is taken as there."""
    if start < 0:
        return False
    words = wording()
    begin = max((m.end() for m in CLAUSE.finditer(low[:start])), default=0)
    stop = CLAUSE.search(low, start)
    clause = low[begin : stop.start() if stop else len(low)]
    return not words.says("own_body", clause) or bool(words.says("may_come", clause))


def well_now(low: str) -> bool:
    """Whether the writer says that all is well with the face."""
    return bool(wording().says("well_now", low))


def fresh(low: str) -> float | None:
    """Days since the change began, from words such as "over the weekend" where no time was understood."""
    words = wording()
    ages = sorted((float(key.removeprefix("fresh_")), key) for key in words.facts if key.startswith("fresh_"))
    return next((days for days, key in ages if words.says(key, low)), None)


def repeats(low: str) -> bool:
    """Treated again and again: "four years of botox every few months"."""
    return bool(wording().says("repeats", low))


def long_ago(low: str) -> bool:
    return bool(wording().says("long_ago", low))


def gone_again(low: str) -> bool:
    """A spell that passed: "for ten minutes", "went away"."""
    return bool(wording().says("episode", low))


def woke_with_it(low: str) -> bool:
    return bool(wording().says("waking", low))


def dark(low: str) -> Suicidal | None:
    """Intent in plain words, where no finding speaks of it."""
    words = wording()
    if words.says("suicidal_imminent", low) and not words.says("suicidal_no_plan", low):
        return Suicidal.IMMINENT
    return None


def dysmorphic(texts: Sequence[str], facts: Facts) -> bool:
    """D3 over the whole conversation: clinicians see nothing wrong, with checking, a wish for more, or distress."""
    words, low = wording(), plain(" \n ".join(texts))
    if not words.says("others_see_nothing", low):
        return False
    upset = facts.distress not in (None, Distress.NONE) or facts.any_sign(("appearance_checking", "perceived_asymmetry"))
    return upset or bool(words.says("checking", low)) or bool(words.says("asks_for_more", low))


def named(low: str, names: Sequence[str]) -> list[str]:
    """Those of `names` (with _ for spaces) that stand in the text, the longest first, none inside another."""
    ordered = sorted(names, key=len, reverse=True)
    found, rest = [], low
    for name in ordered:
        pattern = re.compile(rf"\b{re.escape(name).replace('_', '[ _]')}\b")
        if pattern.search(rest):
            found.append(name)
            rest = pattern.sub(" ", rest)
    return found
