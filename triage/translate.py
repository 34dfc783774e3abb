"""The one translation of a conversation to facts: from findings, entities, raw words, and answers to what was asked.

Later messages replace what earlier ones said; what was asked and answered with "not sure" stays unknown. Unknown is never no.
"""

from __future__ import annotations

import datetime
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import reduce
from typing import Any

from triage import asides, doubts, slots, told
from triage.areas import CHANGED, canonical, explained, part_of
from triage.facts import Course, Distress, Facts, Onset, Sign, Suicidal, Tri
from triage.findings import Seen, seen
from triage.questions import read_choice
from triage.replies import Reply, read
from triage.rules.base import DROOP, EYE_OPEN, LIDS, MOOD, SWALLOWING, UNEVEN, WEAK, codes
from triage.vocabulary import vocabulary
from triage.wording import dialogue, mask, plain, wording

COMPLAINTS = codes("asymmetry smile_weakness heaviness eyelid_or_brow_droop red_flag_bulbar red_flag_stroke red_flag_eye")
SIGN_OF = {  # a complaint that is named without a finding
    "smile_weakness": "smile_weakness",
    "asymmetry": "facial_asymmetry",
    "heaviness": "heaviness",
    "eyelid_or_brow_droop": "brow_ptosis",
}
SOURCES = {  # the entities that tell a fact
    "days_since_injection": ("time_since_injection",), "onset_after_days": ("onset_after_injection",),
    "days_since_onset": ("days_since_onset", "symptom_duration"), "years_of_repeats": ("years_of_repeats",),
    "areas": ("area",), "parts": ("area",), "side": ("side", "side_unspecified"), "product": ("product",),
    "provider": ("provider",), "filler": ("filler",), "onset": ("onset",), "course": ("course", "course_new"),
}  # fmt: skip
UNQUOTED = frozenset({"signs", "words", "unsure", "answered_no", "contradicted", "checked", "doubtful"})
LONGEST_QUOTE = 160  # characters of a message kept beside a fact
TIMES = {
    "time_since_injection": "days_since_injection",
    "onset_after_injection": "onset_after_days",
    "days_since_onset": "days_since_onset",
    "symptom_duration": "days_since_onset",
    "years_of_repeats": "years_of_repeats",
}
AMBIGUOUS = codes("brow eyelid cheek upper_lip_perioral lower_lip")  # as often what changed as what was treated
SPEECHLESS = codes("slurred_speech dysarthria speech_garbled")
CHEWLESS = codes("chewing_difficulty chewing_fatigue")
NO_ALONE = ("history", "changed_part")  # slots that a plain no settles
SUICIDAL = {
    "suicidal_passive": Suicidal.PASSIVE,
    "self_harm": Suicidal.ACTIVE,
    "suicidal_active": Suicidal.ACTIVE,
    "suicidal_imminent": Suicidal.IMMINENT,
}


@dataclass(frozen=True)
class Turn:
    """A patient's message: what was understood, the slots of the question it answers, and its words.

    `safety` marks the answer to "are you safe right now?". `choices` are the titles that were shown, `offered` the facts of an earlier visit that the question offered to keep, `checks`
    the danger signs it asked about directly. `country` is the channel's (ISO 3166). Of a message that was `taken_back` ("go
    back") only danger signs and dark thoughts still count.
    """

    understood: Mapping[str, Any] = field(default_factory=dict)
    asked: tuple[str, ...] = ()
    text: str = ""
    choices: tuple[str, ...] = ()
    offered: Mapping[str, Any] = field(default_factory=dict)
    checks: tuple[str, ...] = ()
    country: str = ""
    safety: bool = False
    taken_back: bool = False

    @property
    def intent(self) -> str:
        return intent_of(self.understood)


def intent_of(understood: Mapping[str, Any]) -> str:
    """The intent's name of what was understood, or ""."""
    return str((understood.get("intent") or {}).get("name") or "")


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
        return _kept(facts, after)
    after = _contradictions(facts, after, turn, number)
    if told.dysmorphic([t.text for t in turns if not t.taken_back], after):
        after = after.with_(bdd_pattern=Tri.YES)
    return after.with_(words={**facts.words, **_quotes(facts, after, turn)})


def _without_denials(understood: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [found for found in understood.get("findings") or () if found.get("status") != "negated"]


def _turn(facts: Facts, turn: Turn, number: int, today: datetime.date) -> Facts:
    findings = seen(turn.understood.get("findings") or (), turn.text, turn.understood.get("entities") or ())
    low = plain(turn.text)
    if told.general(low):  # asked in general: a danger sign alone counts as told, before any treatment not even that
        findings = [f for f in findings if not f.present or (vocabulary().signs[f.code].danger and not told.ahead(low))]
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
    facts = _intent(_derived(facts), turn)
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


def _kept(before: Facts, after: Facts) -> Facts:
    """Of a message that was taken back: the danger signs and dark thoughts, until they are denied in answer to a check."""
    signs = vocabulary().signs
    stay = tuple(s for s in after.signs[len(before.signs) :] if s.present and s.code in signs and signs[s.code].danger)
    order = list(Suicidal)
    graver = after.suicidal is not None and (
        before.suicidal is None or order.index(after.suicidal) > order.index(before.suicidal)
    )
    dark = after.suicidal if graver and after.suicidal is not Suicidal.NONE else before.suicidal
    complaint = Tri.YES if stay else before.has_complaint
    return _derived(before.with_(signs=before.signs + stay, suicidal=dark, has_complaint=complaint))


def _contradictions(before: Facts, after: Facts, turn: Turn, number: int) -> Facts:
    """A danger sign that was told and is now denied stands until one direct check (cross-rule on contradictions).

    A joke takes back the danger signs the message names, or else all there are; it is checked too.
    """
    signs, low = vocabulary().signs, plain(turn.text)
    if turn.checks:
        return _checked(after, turn, number)
    danger = {code for code in before.here if code in signs and signs[code].danger} - before.checked
    taken = {code for code in danger if after.sign(code) is Tri.NO}
    if dialogue().says("joking", low):
        named = {str(f["code"]) for f in turn.understood.get("findings") or ()} & danger
        taken |= named or ({s.code for s in before.present() if s.code in danger} if not after.here - before.here else set())
    if not taken:
        return after
    again = tuple(s for s in before.present() if s.code in taken)
    gates = {name: getattr(before, name) for name in ("swallows", "speaks", "chews", "closes_eye")}
    lost = {name: value for name, value in gates.items() if value is Tri.NO}
    return after.with_(signs=after.signs + again, contradicted=tuple(s.code for s in again), **lost)


def _checked(after: Facts, turn: Turn, number: int) -> Facts:
    """The answer to the direct check: a plain no takes the signs back, anything else leaves them standing."""
    low = plain(turn.text)
    answers = wording()
    no = bool(answers.answers_with("deny", low) or answers.answers_with("none", low) or dialogue().says("misread", low))
    sure = not answers.answers_with("unsure", low) and not answers.answers_with("affirm", low)
    done = after.with_(contradicted=(), checked=after.checked | set(turn.checks))
    told_again = {str(f["code"]) for f in turn.understood.get("findings") or () if f.get("status") == "affirmed"}
    if not (no and sure) or told_again & set(turn.checks):
        standing = tuple(s for s in after.signs if s.present and s.code in turn.checks)
        return done.with_(signs=done.signs + standing[-len(turn.checks) :])
    gone = tuple(Sign(code, False, turn.text, number) for code in turn.checks)
    return _derived(done.with_(signs=done.signs + gone, **_unlost(done, turn.checks)))


def _unlost(facts: Facts, taken: Sequence[str]) -> dict[str, Any]:
    """The functions that only the signs taken back had put in doubt."""
    rest = facts.here - set(taken)
    lost = {"swallows": SWALLOWING, "speaks": SPEECHLESS, "chews": CHEWLESS, "closes_eye": EYE_OPEN}
    return {name: Tri.UNKNOWN for name, family in lost.items() if set(taken) & family and not rest & family}


def _quotes(before: Facts, after: Facts, turn: Turn) -> dict[str, str]:
    """For every fact the message changed, the words it came from: the entity's, or else the message's."""
    told_by: dict[str, str] = {}
    for entity in turn.understood.get("entities") or ():
        if entity.get("text"):
            told_by[str(entity["entity"])] = str(entity["text"])
    quotes = {}
    for name in (f.name for f in fields(Facts) if f.name not in UNQUOTED):
        if getattr(before, name) != getattr(after, name):
            words = next((told_by[e] for e in SOURCES.get(name, ()) if e in told_by), turn.text)
            quotes[name] = textwrap.shorten(words, LONGEST_QUOTE, placeholder=" …")
    return quotes


def _entities(turn: Turn, reply: Reply) -> list[Mapping[str, Any]]:
    """The entities, without those in words that were read as an answer."""
    told_ones = turn.understood.get("entities") or ()
    return [e for e in told_ones if int(e.get("start", -1)) < 0 or reply.masked[int(e["start"])].strip()]


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
    if _strays(facts, turn, changes):
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
    if named & COMPLAINTS and not information and not told_of and _personal(turn, low):
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


def _changes(turn: Turn) -> bool:
    """Whether a message tells how a change goes on ("slowly getting weaker"), even if the change itself was not understood."""
    return any(e["entity"] == "course" and e.get("value") in ("worse", "same", "fluctuating") for e in turn.understood.get("entities") or ())


def _personal(turn: Turn, low: str) -> bool:
    """Told of someone: "my", "I", "her face", or a time or side of the patient's own."""
    times = {"time_since_injection", "onset_after_injection", "days_since_onset", "side", "side_unspecified"}
    entities = {str(e["entity"]) for e in turn.understood.get("entities") or ()}
    return bool(wording().says("first_person", low)) or bool(entities & times)


def _derived(facts: Facts) -> Facts:
    """What signs say of functions and mood, and the words of plain intent."""
    here = facts.here
    changes: dict[str, Any] = {}
    for name, lost, denied in (
        ("swallows", SWALLOWING, codes("dysphagia")),
        ("speaks", SPEECHLESS, codes("slurred_speech")),
        ("chews", CHEWLESS, codes("chewing_difficulty")),
        ("closes_eye", EYE_OPEN, codes("cannot_close_eye")),
    ):
        if here & lost:
            changes[name] = Tri.NO
        elif getattr(facts, name) is Tri.UNKNOWN and all(facts.sign(code) is Tri.NO for code in denied):
            changes[name] = Tri.YES
    grave = [SUICIDAL[code] for code in SUICIDAL if code in here]
    order = list(Suicidal)
    none = all(facts.sign(code) is Tri.NO for code in ("suicidal_passive", "suicidal_active"))
    if none and not grave and facts.suicidal is None:
        changes["suicidal"] = Suicidal.NONE
    if grave and (facts.suicidal is None or order.index(grave[-1]) > order.index(facts.suicidal)):
        changes["suicidal"] = grave[-1]
    if "distress_severe" in here:
        changes["distress"] = Distress.SEVERE
    elif here & codes("distress low_mood appearance_checking") and facts.distress is None:
        changes["distress"] = Distress.MILD
    return facts.with_(**changes)


def _intent(facts: Facts, turn: Turn) -> Facts:
    """Plain words of intent to die, where no finding of the message speaks of suicide at all."""
    spoken = {str(f["code"]) for f in turn.understood.get("findings") or ()} & set(SUICIDAL)
    grave = None if spoken else told.dark(plain(turn.text))
    if grave is None and facts.suicidal not in (None, Suicidal.NONE):
        words, low = dialogue(), plain(turn.text)
        if words.says("not_safe", low) or (turn.safety and wording().answers_with("deny", low)):
            grave = Suicidal.IMMINENT  # "are you safe right now?" – "no"
    return facts.with_(suicidal=grave) if grave else facts
