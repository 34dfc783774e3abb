"""A message's findings as signs: which are there, which are denied; what is only feared, or another's, is neither."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from triage import told
from triage.rules.base import BREATHING, BULBAR, DROOP, LIMB, WEAK, codes
from triage.vocabulary import vocabulary
from triage.wording import plain, wording

CORRECTIONS = ("no wait", "wait no", "scratch that", "i mean", "i meant", "actually", "correction", "sorry", "kidding", "joking")
TRANSIENT = BREATHING | BULBAR | DROOP | WEAK | LIMB | codes("vision_loss confusion loss_of_balance syncope diplopia")
MOUTH, FACE = ("mouth", "lip"), ("face", "side of me")


@dataclass(frozen=True)
class Seen:
    """A finding as a sign. `start` is -1 where the finding has no offset."""

    code: str
    present: bool
    words: str
    start: int
    whole_set: bool = False
    resolved: bool = False


def seen(findings: Iterable[Mapping[str, Any]], text: str, entities: Iterable[Mapping[str, Any]]) -> list[Seen]:
    """The findings that count, in order; of a code both told and denied in one message, one."""
    low = plain(text)
    gone = told.gone_again(low) or any(e["entity"] == "course" and e.get("value") == "resolved" for e in entities)
    found: list[Seen] = []
    for entry in findings:
        code, status = str(entry["code"]), str(entry.get("status"))
        words, start = str(entry.get("text") or ""), int(entry.get("start", -1))
        spell = status == "historical" and code in TRANSIENT and gone and not told.long_ago(low)
        if (status not in ("affirmed", "negated") and not spell) or _reason_for_treatment(code, words, low):
            continue
        present = status != "negated"
        expanded = _expanded(_local(code, words, low))
        whole = len(expanded) > 1
        if whole and present:
            continue
        resolved = present and gone and code in TRANSIENT
        found += [Seen(c, present, words, start, whole, resolved) for c in expanded]
    return _settled(found, low)


def _reason_for_treatment(code: str, words: str, text: str) -> bool:
    """ "Botox for migraine": what was treated is no new headache."""
    return "migraine" in words.lower() and code.startswith("headache") and bool(wording().says("for_migraine", text))


def _expanded(code: str) -> tuple[str, ...]:
    """The signs a code stands for; "no other symptoms" denies the danger list, not the complaint that was told."""
    words = vocabulary()
    everything = words.expand(code)
    return words.danger if len(everything) == len(words.signs) else everything


def _local(code: str, words: str, text: str) -> str:
    """The code a finding's own words mean: a drooping lip is a mouth corner's droop, burning is no pain in the eye."""
    low = words.lower()
    if code == "eye_pain" and "burn" in low and not any(w in low for w in ("pain", "hurt", "sore", "ache")):
        return "eye_dry" if "dry" in text else code
    if code == "face_droop" and any(w in low for w in MOUTH) and not any(w in low for w in FACE):
        return "mouth_corner_droop"
    return code


def _settled(found: Sequence[Seen], low: str) -> list[Seen]:
    """A danger sign that is told stands against a denial in the same message, unless that corrects it; else the last word."""
    kept: dict[str, Seen] = {}
    signs = vocabulary().signs
    for sign in found:
        before = kept.get(sign.code)
        if before and before.present and not sign.present:
            between = low[max(0, before.start) : max(0, sign.start)]
            corrected = any(word in between for word in CORRECTIONS)
            if sign.whole_set or (signs[sign.code].danger and not corrected):
                continue
        kept.pop(sign.code, None)
        kept[sign.code] = sign
    return list(kept.values())
