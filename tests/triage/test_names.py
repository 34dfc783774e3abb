"""No code of an area, a part or a sign reaches a reader: they read names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli import replayed
from tests.conversation import CLEAR, TODAY, Talk, words
from tests.triage.table import f
from triage import guide, memory, names, notes, reasons, reply, summary
from triage.areas import AREAS, CHANGED, canonical
from triage.decide import decide
from triage.facts import Tri
from triage.replay import replay
from triage.replies import PROVIDERS
from triage.told import HISTORY
from triage.vocabulary import vocabulary

SIGNS = vocabulary().signs
SPACED = [
    re.escape(code.replace("_", " ")) for code, name in names.names()["areas"].items() if code.replace("_", " ") not in name
]
TERMS = "dyspnoea|orthopnoea|dysphagia|dysarthria|ptosis|anisocoria|diplopia|synkinesis|trismus|photophobia|syncope|parotid"
CODED = re.compile(rf"\w+_\w+|\b(?:{'|'.join([*SPACED, TERMS, 'unspecified', 'bilabial', 'fatigable'])})\b")


def coded(text: str) -> list[str]:
    return CODED.findall(text.replace("SAME_DAY", "").lower())  # a level's name stands in the clinician's texts


def told_again(talk: Talk) -> Iterator[str]:
    """Everything a reader may see of a conversation."""
    yield words([e for e in talk.events if e["event"] == "bot"])
    yield summary.render_text(talk.events)
    yield "\n".join(replayed.lines(replay("abc", talk.events)))


def test_every_code_has_a_name():
    assert set(AREAS) == set(names.names()["areas"])
    assert {area.part for area in SIGNS.values() if area.part} | set(CHANGED.values()) <= set(names.names()["parts"])
    assert set(HISTORY) == set(names.names()["history"])
    assert set(PROVIDERS.values()) <= set(names.names()["providers"])


def test_areas_are_named_as_a_patient_says_them():
    assert names.areas(("crows_feet_periocular", "upper_lip_perioral")) == "crow's feet, upper lip"
    assert names.area("glabella_frown") == "between the brows"
    assert names.value("area", "lower_face_unspecified") == "lower face"
    assert names.value("course", "same") == "same"


@pytest.mark.parametrize("code", sorted(AREAS))
def test_no_text_shows_the_code_of_an_area(code: str):
    other = next(area for area in ("forehead", "masseter_jaw") if area != canonical(code))
    talk = Talk()
    talk.say("my smile is crooked, 10 days ago", "ask_smile_weakness", findings=[("smile_asymmetry", "affirmed")],
             entities=[("time_since_injection", 10), ("area", other, "treated", "there")], concerns=["smile_weakness"])  # fmt: skip
    talk.say("no, it was elsewhere", entities=[("area", code, "treated", "elsewhere")])
    assert talk.dialogue.case.facts.areas == (code,)
    talk.say(CLEAR)
    talk.say("stop", "stop")
    shown = [*told_again(talk), *notes.notes(talk.dialogue)]
    shown.append(reply.disposition(decide(f(areas=(code,))), f(areas=(code,)), TODAY)["text"])
    talk.begin(days_later=3)
    kept = memory.remembered(talk.events, lambda events: f(areas=(code,), days_since_injection=10))
    assert kept is not None
    talk.say("it is me again", "greet")
    shown.append(guide.keep(talk.dialogue, talk.today).text)
    assert not [found for text in shown if (found := coded(text))]
    assert names.area(code) in shown[-1]


@pytest.mark.parametrize("code", sorted(SIGNS))
def test_no_text_shows_the_code_of_a_sign(code: str):
    talk = Talk()
    told = (code, "affirmed", SIGNS[code].title)
    talk.say("it began ten days after", findings=[told], entities=[("time_since_injection", 10)], concerns=["cause"])
    talk.say("stop", "stop")
    facts = f(code, days_since_injection=10, danger_checked=Tri.YES)
    shown = [reply.disposition(decide(facts), facts, TODAY)["text"], *told_again(talk)]
    shown += [reasons.told(sign) for sign in facts.present()]
    if SIGNS[code].danger:
        shown.append(guide.check((code,), 1).text)
    shown.append(replayed._value("contradicted", [code]))
    assert not [found for text in shown if (found := coded(text))]


def test_signs_that_today_are_read_otherwise_are_named():
    talk = Talk()
    talk.say(
        "my mouth corner hangs", findings=["mouth_corner_droop"], entities=[("time_since_injection", 10)], concerns=["cause"]
    )
    record = next(e for e in talk.events if e.get("name") == "audit")
    record["value"]["facts"]["signs"] = [{"code": "brow_ptosis", "present": True}]
    text = "\n".join(replay("abc", talk.events).parts[0].turns[0].rerun.differences)
    assert "a drooping mouth corner" in text and "a low brow" in text and not coded(text)


def test_a_file_without_a_name_is_refused(tmp_path: Path):
    file = tmp_path / "names.yml"
    file.write_text(names.FILE.read_text().replace("  chin: chin\n", ""))
    with pytest.raises(names.NamesError, match=r"names\.yml: areas: expected a name for each of \['chin'\]"):
        names.load(file)
    file.write_text(names.FILE.read_text().replace("  chin: chin\n", "  chin: 3\n"))
    with pytest.raises(names.NamesError, match=r"areas\.chin: expected a name, not 3"):
        names.load(file)
