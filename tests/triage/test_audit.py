"""Facts as they are stored, and what a record holds."""

from __future__ import annotations

import json

from hypothesis import given, settings

from tests.triage.strategies import facts
from tests.triage.table import f
from triage import audit, version
from triage.decide import decide
from triage.facts import Course, Facts, Sign, Suicidal


def stored_and_read(given_facts: Facts) -> Facts:
    return audit.facts_of(json.loads(json.dumps(audit.facts_dict(given_facts))))


@given(facts)
@settings(max_examples=300)
def test_stored_facts_come_back_as_they_were(given_facts):
    assert stored_and_read(given_facts) == given_facts


@given(facts)
def test_stored_facts_are_decided_as_they_were(given_facts):
    assert decide(stored_and_read(given_facts)) == decide(given_facts)


def test_only_what_is_known_is_stored():
    told = f("diplopia", no="dysphagia", days_since_injection=12, course=Course.SAME, suicidal=Suicidal.NONE)
    stored = audit.facts_dict(told.with_(words={"course": "same as before"}))
    assert set(stored) == {"signs", "days_since_injection", "course", "suicidal", "has_complaint", "words"}
    assert stored["signs"][1] == {"code": "dysphagia", "present": False}
    assert audit.facts_dict(Facts()) == {}


def test_a_fact_that_this_version_does_not_know_is_named():
    stored = {"course": "same", "moon": "full"}
    assert audit.facts_of(stored).course is Course.SAME
    assert audit.unknown_fields(stored) == ["moon"]


def test_a_record_holds_facts_rule_versions_and_text():
    told = f("diplopia ptosis_one", days_since_injection=12).with_(signs=(Sign("diplopia", True, "I see two"),))
    record = audit.record(decide(told), told, text="Be seen today.", who="mum", model="m1")
    assert (record["level"], record["rule"], record["text"], record["who"]) == ("SAME_DAY", "U4", "Be seen today.", "mum")
    assert record["facts"]["signs"][0]["words"] == "I see two"
    assert record["knowledge"] == version.knowledge() and record["model"] == "m1"
    assert json.loads(json.dumps(record)) == record


def test_an_emergency_that_stands_is_kept_as_said_beside_what_the_rules_find():
    told = f("bruise", days_since_injection=3)
    record = audit.record(decide(told), told, text="", who="self", model=None, standing={"level": "EMERGENCY", "rule": "E2"})
    assert (record["level"], record["rule"], record["standing"]) == ("EMERGENCY", "E2", True)
    assert record["found"]["level"] != "EMERGENCY"


def test_the_version_follows_knowledge_language_and_rules(tmp_path):
    for name in ("data/knowledge/a.yml", "data/language/b.yml", "triage/rules/c.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    seen = {version.knowledge.__wrapped__(tmp_path)}
    for name in ("data/knowledge/a.yml", "data/language/b.yml", "triage/rules/c.py"):
        (tmp_path / name).write_text("y")
        seen.add(version.knowledge.__wrapped__(tmp_path))
    assert len(seen) == 4 and all(len(digest) == version.LENGTH for digest in seen)
    assert version.knowledge(tmp_path / "nowhere") is None
