"""The one translation of a conversation to facts: from findings, entities, raw words, and answers to what was asked.

Later messages replace what earlier ones said; what was asked and answered with "not sure" stays unknown. Unknown is never no.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import reduce
from typing import Any

from triage import asides, doubts, slots, taken_back, told
from triage.areas import CHANGED, canonical, explained, part_of
from triage.derived import SUICIDAL, derived
from triage.facts import Course, Distress, Facts, Onset, Sign, Suicidal, Tri
from triage.findings import Seen, seen
from triage.questions import read_choice
from triage.quotes import quotes
from triage.replies import Reply, read
from triage.rules.base import DROOP, LIDS, MOOD, UNEVEN, WEAK, codes
from triage.turn import Turn
from triage.vocabulary import vocabulary
from triage.wording import dialogue, mask, plain, wording

COMPLAINTS = codes("asymmetry smile_weakness heaviness eyelid_or_brow_droop red_flag_bulbar red_flag_stroke red_flag_eye")
SIGN_OF = {  # a complaint that is named without a finding
    "smile_weakness": "smile_weakness",
    "asymmetry": "facial_asymmetry",
    "heaviness": "heaviness",
    "eyelid_or_brow_droop": "brow_ptosis",
}
TIMES = {
    "time_since_injection": "days_since_injection",
    "onset_after_injection": "onset_after_days",
    "days_since_onset": "days_since_onset",
    "symptom_duration": "days_since_onset",
    "years_of_repeats": "years_of_repeats",
}
AMBIGUOUS = codes("brow eyelid cheek upper_lip_perioral lower_lip")  # as often what changed as what was treated
NO_ALONE = ("history", "changed_part")  # slots that a plain no settles



def facts_from(turns: Sequence[Turn], today: datetime.date) -> Facts:
    """The facts of a conversation, in the order told. Times are days before `today`, as the entities count them."""
    return reduce(lambda facts, number: step(facts, turns[: number + 1], today), range(len(turns)), Facts())


def step(facts: Facts, turns: Sequence[Turn], today: datetime.date) -> Facts:
    """The facts after the last of `turns`, given those before it."""
    turn, number = turns[-1], len(turns) - 1
    facts = facts.with_(doubtful=())
    if turn.country and facts.country is None:
        facts = facts.with_(country=turn.country.lower())
    kind = asides.kind(turn.text)
    if kind == "pasted":
        return facts
    if kind == "orders":  # "say I'm fine" denies nothing and answers nothing; what is there still counts
        turn = replace(turn, asked=(), understood={**turn.understood, "findings": _without_denials(turn.understood)})
    after = _turn(facts, turn, number, today)
    if turn.taken_back:
        return taken_back.kept(facts, after)
    after = taken_back.contradictions(facts, after, turn, number)
    if told.dysmorphic([t.text for t in turns if not t.taken_back], after):
        after = after.with_(bdd_pattern=Tri.YES)
    return after.with_(words={**facts.words, **quotes(facts, after, turn)})


def _without_denials(understood: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [found for found in understood.get("findings") or () if found.get("status") != "negated"]


def _turn(facts: Facts, turn: Turn, number: int, today: datetime.date) -> Facts:
    findings = seen(turn.understood.get("findings") or (), turn.text, turn.understood.get("entities") or ())
    low = plain(turn.text)
    if told.general(low):  # asked in general: a danger sign alone counts as told, before any treatment not even that
        ahead = told.ahead(low)
        findings = [f for f in findings if not f.present or (vocabulary().signs[f.code].danger and not (ahead and told.feared(low, f.start)))]
    affirmed = [(f.code, f.start) for f in findings if f.present]
    reply = read(_answer(turn), turn.asked, affirmed, facts)
    spans = _entities(turn, reply)
    entities = _by_name(spans)
    facts = _signs(facts, [f for f in findings if f.start < 0 or reply.masked[f.start : f.start + 1].strip()], number)
    product = (entities.get("product") or [facts.product])[-1]
    doubtful = doubts.doubts(low, turn.asked, entities, product, today)
    if doubtful:
        entities = {name: values for name, values in entities.items() if name not in TIMES}
        reply.changes = {name: value for name, value in reply.changes.items() if name not in TIMES.values()}
    facts = facts.with_(**_from_entities(facts, turn, entities), **_areas(facts, turn, spans), doubtful=doubtful)
    facts = facts.with_(**told.told(reply.masked, facts, number, entities))
    facts = _answered(facts, reply, number)
    facts = _kept_from_before(facts, turn, low)
    facts = _spells(facts, turn, number, entities)
    facts = _past(facts, turn)
    facts = _concerns(facts, turn, number)
    facts = _intent(derived(facts), turn)
    return _settled(facts, turn, reply)


def _answer(turn: Turn) -> str:
    """The message, or the titles of the choices it names by number ("yes, the second"): the danger list reads its own."""
    bare_number = turn.text.strip().isdigit() and bool(set(turn.asked) & {"days_since_injection", "onset_after_days"})
    if "danger_signs" in turn.asked or bare_number:  # "3" may mean three weeks
        return turn.text
    chosen = read_choice(turn.text, turn.choices)
    return ", ".join(turn.choices[index] for index in chosen) if chosen else turn.text


def _settled(facts: Facts, turn: Turn, reply: Reply) -> Facts:
    """Slots answered with "not sure" or "skip", and those answered with a plain no."""
    skipped = bool(dialogue().says("skip", reply.low))
    unsure = {slot for slot in (turn.asked if skipped else reply.unsure) if slots.is_open(facts, slot)}
    plain_no = bool(reply.words.answers_with("none", reply.low) or reply.words.answers_with("deny", reply.low))
    denied = {slot for slot in NO_ALONE if plain_no and slot in turn.asked and slots.is_open(facts, slot)}
    return facts.with_(unsure=facts.unsure | unsure, answered_no=facts.answered_no | denied)


def _kept_from_before(facts: Facts, turn: Turn, low: str) -> Facts:
    """The facts of an earlier visit, if the patient agrees to use them again; what they tell anew is left as told."""
    if not turn.offered or not dialogue().says("keep_yes", low):
        return facts
    changes: dict[str, Any] = {"injected": Tri.YES}
    if facts.days_since_injection is None and turn.offered.get("days_since_injection") is not None:
        changes["days_since_injection"] = float(turn.offered["days_since_injection"])
    if not facts.areas and turn.offered.get("areas"):
        changes["areas"] = tuple(turn.offered["areas"])
    return facts.with_(**changes)


def _entities(turn: Turn, reply: Reply) -> list[Mapping[str, Any]]:
    """The entities, without those in words that were read as an answer, and without times that only say how it came on."""
    told_ones = turn.understood.get("entities") or ()
    manners = [(int(e["start"]), int(e["end"])) for e in told_ones if e["entity"] == "onset" and int(e.get("start", -1)) >= 0]

    def manner(entity: Mapping[str, Any]) -> bool:  # "over a few days" tells no date
        start, end = int(entity.get("start", -1)), int(entity.get("end", -1))
        return entity["entity"] in TIMES and any(begin <= start and end <= stop for begin, stop in manners)

    kept = [e for e in told_ones if not manner(e)]
    return [e for e in kept if int(e.get("start", -1)) < 0 or reply.masked[int(e["start"])].strip()]


def _by_name(entities: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for entity in entities:
        found.setdefault(str(entity["entity"]), []).append(entity.get("value"))
    return found


def _signs(facts: Facts, findings: Sequence[Seen], number: int) -> Facts:
    """Signs as said last; a whole set that is denied ("no other symptoms") takes back nothing that was told."""
    new: list[Sign] = []
    for found in findings:
        if found.whole_set and (found.code in facts.here or any(s.code == found.code and s.present for s in new)):
            continue
        new.append(Sign(found.code, found.present, found.words, number, found.resolved))
    return facts.with_(signs=facts.signs + tuple(new))


def _from_entities(facts: Facts, turn: Turn, found: Mapping[str, list[Any]]) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    for entity, name in TIMES.items():
        values = [float(v) for v in found.get(entity, ()) if v is not None]
        if values:
            changes[name] = min(values)
    if _after(facts, turn, changes):
        days = changes.pop("days_since_injection")
        changes.setdefault("onset_after_days", days)
    elif _strays(facts, turn, changes):
        del changes["days_since_injection"]
    years = changes.get("days_since_injection", 0.0) / 365
    if years >= 1 and told.repeats(plain(turn.text)):
        changes["years_of_repeats"] = max(years, changes.get("years_of_repeats", 0.0))
        del changes["days_since_injection"]
    changes |= _bare_time(turn, changes)
    for entity in ("product", "provider"):
        if found.get(entity):
            changes[entity] = str(found[entity][-1])
    if found.get("side"):
        changes["side"] = str(found["side"][-1])
    elif found.get("side_unspecified") and facts.side is None:
        changes["side"] = "one"
    for entity in ("filler", "first_treatment", "worse_after_better"):
        if found.get(entity):
            changes[entity] = Tri.NO if str(found[entity][-1]) in ("no", "False") else Tri.YES
    if found.get("onset"):
        changes["onset"] = Onset(found["onset"][-1])
    course = Course(found["course"][-1]) if found.get("course") else Course.NEW if found.get("course_new") else None
    if course is not None:
        changes |= {"course": course, **told.pace(turn.text, course)}
    if {"time_since_injection", "product", "dose"} & set(found) or "days_since_injection" in changes:
        changes["injected"] = Tri.YES
    return changes


def _after(facts: Facts, turn: Turn, changes: Mapping[str, Any]) -> bool:
    """ "About 5 days after", once the day of the injections is known, tells when the change began."""
    known, days = facts.days_since_injection, changes.get("days_since_injection")
    bare = dialogue().says("bare_after", plain(turn.text))
    return bool(bare) and known is not None and days is not None and days <= known


def _strays(facts: Facts, turn: Turn, changes: Mapping[str, Any]) -> bool:
    """A time in the answer to another question is no new date of the injections, unless it speaks of them."""
    known = facts.days_since_injection is not None and "days_since_injection" in changes
    answers = bool(turn.asked) and "days_since_injection" not in turn.asked
    return known and answers and not dialogue().says("injected", plain(turn.text))


def _bare_time(turn: Turn, changes: Mapping[str, Any]) -> dict[str, Any]:
    """A bare time in answer to one question about time means what was asked: "two weeks"."""
    asked = [slot for slot in turn.asked if slot in ("days_since_injection", "onset_after_days")]
    if len(asked) != 1 or asked[0] in changes:
        return {}
    other = "days_since_onset" if "days_since_onset" in changes else "days_since_injection"
    bare = len(turn.text.split()) <= 4 and other in changes and "ago" not in turn.text
    return {asked[0]: changes[other], other: None} if bare else {}


def _areas(facts: Facts, turn: Turn, entities: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Treated areas, and changed parts where no sign names one. An area of no clear role is taken as treated if it fits."""
    roles: dict[str, list[str]] = {}
    for entity in entities:
        if entity["entity"] == "area" and entity.get("value"):
            roles.setdefault(entity.get("role") or "unknown", []).append(canonical(str(entity["value"])))
    treated = list(roles.get("treated", ()))
    unclear = roles.get("unknown", [])
    if "treated_area" in turn.asked and not treated:
        treated = unclear or (roles.get("changed", []) if "changed_part" not in turn.asked else [])
    elif not treated and not facts.areas:
        parts = {part for code in facts.here if (part := part_of(code))}
        elsewhere = [area for area in unclear if area not in AMBIGUOUS or CHANGED[area] not in parts]
        treated = [area for area in elsewhere if explained(parts, [area]) is Tri.YES]
        if not treated and wording().says("lip_flip", plain(turn.text)):
            treated = ["upper_lip_perioral"]
    changes: dict[str, Any] = {}
    if treated:
        changes["areas"] = tuple(dict.fromkeys(treated))
    changed = tuple(CHANGED[a] for a in roles.get("changed", ()) if a in CHANGED and a not in treated)
    if changed and not any(part_of(code) for code in facts.here):
        changes["parts"] = tuple(dict.fromkeys(changed))
    return changes


def _answered(facts: Facts, reply: Reply, number: int) -> Facts:
    """What the answer told, over what was known; a denied checklist leaves standing what was told before."""
    present = tuple(Sign(code, True, words, number) for code, words in reply.present.items() if code not in facts.here)
    facts = facts.with_(**reply.changes, signs=facts.signs + present)
    absent = list(reply.absent)
    if reply.deny_rest:
        absent += [code for code in vocabulary().danger if code not in facts.here]
    return facts.with_(signs=facts.signs + tuple(Sign(code, False, "", number) for code in absent))


def _spells(facts: Facts, turn: Turn, number: int, found: Mapping[str, list[Any]]) -> Facts:
    """A change found on waking, or a spell of minutes to hours, came at once."""
    fallen = {s.code for s in facts.present() if s.turn == number} & (DROOP | WEAK | UNEVEN | LIDS)
    low = plain(turn.text)
    if fallen & (DROOP | WEAK | UNEVEN) and facts.days_since_onset is None and facts.onset_after_days is None:
        facts = facts.with_(days_since_onset=_fresh(turn, low))
    short = any(v is not None and float(v) <= 1 for v in found.get("episode_length", ()))
    if fallen and facts.onset is None and (told.woke_with_it(low) or (short and told.gone_again(low))):
        facts = facts.with_(onset=Onset.SUDDEN)
    return facts


def _fresh(turn: Turn, low: str) -> float | None:
    """The age of a change by words that no time entity covers."""
    times = set(TIMES) | {"episode_length", "event_age"}
    covered = [
        (int(e["start"]), int(e["end"]))
        for e in turn.understood.get("entities") or ()
        if e["entity"] in times and int(e.get("start", -1)) >= 0
    ]
    return told.fresh(mask(low, covered))


def _past(facts: Facts, turn: Turn) -> Facts:
    """A half face that was weak long ago is a palsy of the patient's history."""
    past = {str(f["code"]) for f in turn.understood.get("findings") or () if f.get("status") == "historical"}
    if past & (DROOP | {"face_weak_both"}) and told.long_ago(plain(turn.text)):
        return facts.with_(history=facts.history | {"palsy"})
    return facts


def _concerns(facts: Facts, turn: Turn, number: int) -> Facts:
    """A complaint named without a finding counts where it is told of a person, not asked in general."""
    named = {str(c["name"]) for c in turn.understood.get("concerns") or ()}
    low = plain(turn.text)
    information = told.general(low)
    told_of = bool(facts.here - MOOD) and not (information and facts.here.isdisjoint(vocabulary().danger))
    if facts.closes_eye is Tri.NO or (_changes(turn) and not information and _personal(turn, low)):
        told_of = True
    if named & COMPLAINTS and not information and not told_of and _personal(turn, low) and not (_of_the_past(turn) or told.well_now(low)):
        code = next((SIGN_OF[name] for name in SIGN_OF if name in named), None)
        if code and facts.sign(code) is Tri.UNKNOWN:
            facts = facts.with_(signs=(*facts.signs, Sign(code, True, "", number)))
        told_of = True
    changes: dict[str, Any] = {}
    if told_of:
        changes["has_complaint"] = Tri.YES
    elif turn.intent == "start_triage":
        changes["has_complaint"] = Tri.UNKNOWN
    elif facts.has_complaint is Tri.UNKNOWN and named and not turn.asked and facts.suicidal is None:
        changes["has_complaint"] = Tri.NO
    if "distress" in named and facts.distress is None:
        changes["distress"] = Distress.MILD
    if "complaint" in named:
        changes["wants_correction"] = Tri.YES
    return facts.with_(**changes)


def _of_the_past(turn: Turn) -> bool:
    """Whether all signs of a message are over or somebody else's."""
    statuses = {str(f.get("status")) for f in turn.understood.get("findings") or () if f.get("status") != "negated"}
    return bool(statuses) and statuses <= {"historical", "other_person", "figurative"}


def _changes(turn: Turn) -> bool:
    """Whether a message tells how a change goes on ("slowly getting weaker"), even if the change itself was not understood."""
    return any(e["entity"] == "course" and e.get("value") in ("worse", "same", "fluctuating") for e in turn.understood.get("entities") or ())


def _personal(turn: Turn, low: str) -> bool:
    """Told of someone: "my", "I", "her face", or a time or side of the patient's own."""
    times = {"time_since_injection", "onset_after_injection", "days_since_onset", "side", "side_unspecified"}
    entities = {str(e["entity"]) for e in turn.understood.get("entities") or ()}
    return bool(wording().says("first_person", low)) or bool(entities & times)


def _intent(facts: Facts, turn: Turn) -> Facts:
    """Plain words of intent to die, where the findings take nothing said of suicide for denied, another's or a figure of speech."""
    spoken = [f for f in turn.understood.get("findings") or () if str(f["code"]) in SUICIDAL]
    settled = any(f.get("status") != "affirmed" for f in spoken)
    grave = None if settled else told.dark(plain(turn.text))
    if grave is None and facts.suicidal not in (None, Suicidal.NONE):
        words, low = dialogue(), plain(turn.text)
        if words.says("not_safe", low) or (turn.safety and wording().answers_with("deny", low)):
            grave = Suicidal.IMMINENT  # "are you safe right now?" – "no"
    return facts.with_(suicidal=grave) if grave else facts
