"""Vignettes played through translate, decide and interview, without Rasa.

    python -m tests.triage.simulate vignettes.jsonl [--nlu FOLDER] [--show]

Without `--nlu` the language understanding is perfect: each patient turn is understood as what the vignette's `facts` hold, all
at once; the answers to questions are the evaluation tool's own words, read from their raw text alone. With it the pipeline
reads every text; FOLDER holds the trained concern model (`labels.json`).
"""

from __future__ import annotations

import argparse
import datetime
import importlib.util
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from triage.areas import canonical
from triage.decide import Disposition, combine_sticky, decide
from triage.facts import Facts, Tri
from triage.interview import next_question
from triage.levels import Level
from triage.translate import facts_from
from triage.turn import Turn

TODAY = datetime.date(2026, 11, 24)
TALK = Path(__file__).resolve().parents[3] / "shared" / "eval" / "talk.py"
Reader = Callable[[str, bool], dict[str, Any]]
COURSES = {"stable": "same", "better": "better", "worse": "worse", "fluctuating": "fluctuating", "resolved": "resolved"}


def talk() -> Any:
    """The evaluation tool, for the simulator's own answers and figures."""
    spec = importlib.util.spec_from_file_location("talk", TALK)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def understood(facts: Mapping[str, Any], text: str) -> dict[str, Any]:
    """What perfect understanding makes of a message that tells all of `facts`."""
    findings = [{"code": code, "status": "affirmed", "text": ""} for code in facts.get("sx") or ()]
    findings += [{"code": code, "status": "negated", "text": ""} for code in facts.get("neg") or ()]
    entities: list[dict[str, Any]] = []

    def add(entity: str, value: Any, **more: Any) -> None:
        if value is not None:
            entities.append({"entity": entity, "value": value, **more})

    add("time_since_injection", facts.get("days_since"))
    add("onset_after_injection", facts.get("onset_after_days"))
    add("days_since_onset", facts.get("days_since_onset"))
    add("onset", facts.get("onset"))
    add("course", COURSES.get(facts.get("course") or ""))
    add("product", facts.get("product"))
    add("provider", facts.get("provider"))
    add("side", {"one": None, "both": "both"}.get(facts.get("side") or ""))
    if facts.get("area"):
        add("area", canonical(facts["area"]), role="treated")
    if facts.get("filler") is not None:
        add("filler", "yes" if facts["filler"] else "no")
    named = [{"name": "distress", "confidence": 1.0}] if facts.get("distress") else []
    codes = {"passive": "suicidal_passive", "active": "suicidal_active", "imminent": "suicidal_imminent"}
    if facts.get("suicidal") in codes:
        findings.append({"code": codes[facts["suicidal"]], "status": "affirmed", "text": ""})
    if facts.get("distress") == "severe":
        findings.append({"code": "distress_severe", "status": "affirmed", "text": ""})
    concerns = named + ([{"name": "duration", "confidence": 1.0}] if not findings else [])
    return {"text": text, "findings": findings, "entities": entities, "concerns": concerns}


@dataclass
class Played:
    """A conversation as played: the level after each patient turn, and the last disposition."""

    levels: list[Level] = field(default_factory=list)
    questions: list[tuple[str, ...]] = field(default_factory=list)
    script: list[str] = field(default_factory=list)
    found: Disposition | None = None
    facts: Facts = field(default_factory=Facts)


def play(vignette: Mapping[str, Any], reader: Reader, answer: Callable[[str, Any], str], most: int = 8) -> Played:
    """The vignette's turns, then answers to whatever is asked."""
    played, turns = Played(), []
    asked: tuple[str, ...] = ()

    def say(text: str, *, first: bool) -> None:
        nonlocal asked
        turns.append(Turn(reader(text, first), asked, text))
        played.facts = facts_from(turns, TODAY)
        assessed = played.facts.assessed_in_hospital is Tri.YES
        played.found = combine_sticky(played.found, decide(played.facts), assessed=assessed)
        played.levels.append(played.found.level)
        question = next_question(played.facts, played.questions, played.found)
        asked = question.slots if question else ()
        if question:
            played.questions.append(asked)
        played.script.append(f"{text}\n      -> {played.found.level.value} {played.found.rule} asks {asked}")

    for text in vignette["turns"]:
        say(text, first=True)
    answers = 0
    while asked and answers < most:
        say(". ".join(answer(slot, vignette["facts"]) for slot in asked), first=False)
        answers += 1
    return played


def results(vignettes: Sequence[Mapping[str, Any]], folder: str | None = None) -> list[dict[str, Any]]:
    """talk.py's row for each vignette, without what is said."""
    tool = talk()
    rows = []
    read = pipeline(folder) if folder else None
    for vignette in vignettes:

        def reader(text: str, first: bool, vignette: Mapping[str, Any] = vignette) -> dict[str, Any]:
            if read:
                return read(text)
            return understood(vignette["facts"], text) if first else {}

        played = play(vignette, reader, tool.answer)
        turns = len(vignette["turns"])
        by_turn = min(vignette.get("by_turn") or turns, turns)
        level = played.found.level.value if played.found else "INFO"
        wanted = vignette["disposition"]
        rows.append(
            {
                "id": vignette["id"], "wanted": wanted, "got": level, "rule": played.found.rule if played.found else "",
                "ok": level in {wanted, *vignette.get("also_ok", [])},
                "rank": tool.RANK[level] - tool.RANK[wanted],
                "late": wanted == "EMERGENCY" and played.levels[by_turn - 1] is not Level.EMERGENCY,
                "answers": len(played.levels) - turns, "flagged": [], "lacking": [], "silent": 0,
                "accepted": sorted({wanted, *vignette.get("also_ok", [])}), "script": played.script,
            }
        )  # fmt: skip
    return rows


@lru_cache(maxsize=1)
def pipeline(folder: str) -> Callable[[str], dict[str, Any]]:
    from nlu.concerns import ConcernModel
    from nlu.pipeline import make
    from nlu.understand import understand

    nlp, concerns = make(), ConcernModel(Path(folder))
    return lambda text: understand(nlp, text, concerns=concerns, today=TODAY)


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("vignettes")
    args.add_argument("--nlu")
    args.add_argument("--show", action="store_true")
    options = args.parse_args()
    lines = Path(options.vignettes).read_text(encoding="utf-8").splitlines()
    rows = results([json.loads(line) for line in lines if line.strip()], options.nlu)
    for row in rows:
        if not row["ok"] or row["late"] or options.show:
            print(f"{row['id']}: wanted {row['accepted']}, got {row['got']} {row['rule']}{' LATE' if row['late'] else ''}")
            print("   " + "\n   ".join(row["script"]))
    print(json.dumps(talk().summary(rows), indent=1))


if __name__ == "__main__":
    main()
