"""Intents, rules, responses, slots and training data agree with each other, which Rasa's validator does not check."""

from __future__ import annotations

import asyncio
import re
from functools import cache
from pathlib import Path

import pytest
import yaml
from rasa.cli.utils import validate_files
from rasa.core.agent import Agent

from actions.checking import SLOTS
from nlu.intents import BARE, INTENTS, UNCLEAR
from nlu.rasa.importer import MessagesImporter
from runner.serve import newest
from runner.train import FOLDERS
from triage.levels import Level
from triage.rules import RULES

ROOT = Path(__file__).resolve().parents[2]
DOMAIN = yaml.safe_load((ROOT / "domain.yml").read_text())
CONFIG = yaml.safe_load((ROOT / "config.yml").read_text())
DECLARED = {next(iter(i)) if isinstance(i, dict) else i for i in DOMAIN["intents"]}


@cache
def blocks(folder: str, key: str) -> list[dict]:
    files = sorted((ROOT / "data" / folder).glob("*.yml"))
    return [block for file in files for block in yaml.load(file.read_text(), Loader=yaml.CSafeLoader).get(key, [])]


def rule_steps() -> list[dict]:
    return [step for rule in blocks("rules", "rules") for step in rule["steps"]]


@cache
def examples() -> dict[str, list[dict]]:
    """The training messages of each intent."""
    found: dict[str, list[dict]] = {}
    for block in blocks("nlu", "nlu"):
        found.setdefault(block["intent"], []).extend(block["examples"])
    return found


def test_the_domain_declares_exactly_the_intents_of_the_nlu():
    assert set(INTENTS.values()) | {BARE, UNCLEAR} == DECLARED


@pytest.mark.parametrize("intent", sorted(DECLARED - {UNCLEAR}))
def test_every_intent_has_examples(intent):
    assert len(examples().get(intent, [])) >= 10


@pytest.mark.parametrize("intent", sorted(DECLARED))
def test_every_intent_has_a_rule(intent):
    assert intent in {step.get("intent") for step in rule_steps()}


def test_every_action_of_a_rule_exists():
    from actions import actions

    classes = [getattr(actions, name) for name in actions.__all__ if name != "ask_actions"]
    known = {cls().name() for cls in (*classes, *actions.ask_actions())}
    wanted = {step["action"] for step in rule_steps() if str(step.get("action", "")).startswith("action_")}
    assert wanted - {"action_deactivate_loop", "action_listen"} <= known
    assert {name for name in DOMAIN["actions"]} <= known


def test_labels_and_intent_of_an_example_cannot_contradict():
    from nlu.intents import main_intent

    for intent, said in examples().items():
        for example in said:
            labels = example["metadata"]["concerns"]
            assert (main_intent(labels, {})[0] if labels else BARE) == intent, example["text"]


@pytest.mark.parametrize("rule", [r.id for r in RULES if r.level is Level.EMERGENCY])
def test_every_emergency_rule_has_a_fixed_response_with_numbers_and_reason(rule):
    (response,) = DOMAIN["responses"][f"utter_emergency_{rule.lower()}"]
    assert "{emergency_numbers}" in response["text"]
    assert "{danger_words}" in response["text"] or "{crisis_lines}" in response["text"]
    assert response["custom"]["data"]["rule"] == rule


def test_no_slot_can_be_set_by_what_a_patient_types():
    for name, slot in DOMAIN["slots"].items():
        assert [m["type"] for m in slot["mappings"]] == ["custom"], name
    assert set(SLOTS) <= set(DOMAIN["slots"])


def test_there_is_enough_training_data():
    messages = [e for said in examples().values() for e in said]
    assert len(messages) >= 2500
    assert len({re.sub(r"\W+", " ", e["text"].lower()) or e["text"] for e in messages}) > 0.99 * len(messages)


def test_rasa_finds_the_data_valid():
    """What `rasa data validate` looks at, without reading and hashing all the messages several times over."""
    assert CONFIG["importers"] == [{"name": f"{MessagesImporter.__module__}.{MessagesImporter.__name__}"}]
    paths = [str(ROOT / folder) for folder in FOLDERS]
    validate_files(False, None, MessagesImporter(str(ROOT / "config.yml"), str(ROOT / "domain.yml"), paths))


def test_the_test_stories_hold(monkeypatch):
    """What `rasa test core --fail-on-prediction-errors` does, without its plots."""
    from rasa.core import test as stories

    monkeypatch.chdir(ROOT)  # the model's language is named by a path
    path, agent = str(ROOT / "tests" / "rasa" / "test_stories.yml"), Agent.load(str(newest()))
    found = asyncio.run(stories.test(path, agent, fail_on_prediction_errors=True, disable_plotting=True))
    assert found["accuracy"] == 1.0
    assert len(found["actions"]) > 20
