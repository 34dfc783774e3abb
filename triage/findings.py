"""A message's findings as signs: which are there, which are denied; what is only feared, or another's, is neither."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from triage import told
from triage.rules.base import BREATHING, BULBAR, DROOP, LIMB, WEAK, codes
from triage.vocabulary import vocabulary
from triage.wording import plain

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
        if status not in ("affirmed", "negated") and not spell:
            continue
        present = status != "negated"
        expanded = vocabulary().expand(_local(code, words))
        whole = len(expanded) > 1
        if whole and present:
            continue
        resolved = present and gone and code in TRANSIENT
        found += [Seen(c, present, words, start, whole, resolved) for c in expanded]
    return _settled(found, low)


def _local(code: str, words: str) -> str:
    """A drooping mouth or lip is a mouth corner's droop; only a face that drops is half a face's."""
    low = words.lower()
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
