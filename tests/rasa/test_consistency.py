"""Intents, rules, responses, slots and training data agree with each other, which Rasa's validator does not check."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from actions.checking import SLOTS
from nlu.intents import BARE, INTENTS, UNCLEAR
from runner.steps import environment
from runner.train import FOLDERS
from triage.levels import Level
from triage.rules import RULES

ROOT = Path(__file__).resolve().parents[2]
DOMAIN = yaml.safe_load((ROOT / "domain.yml").read_text())
DECLARED = {next(iter(i)) if isinstance(i, dict) else i for i in DOMAIN["intents"]}


def blocks(folder: str, key: str) -> list[dict]:
    files = sorted((ROOT / "data" / folder).glob("*.yml"))
    return [block for file in files for block in yaml.load(file.read_text(), Loader=yaml.CSafeLoader).get(key, [])]


RULE_STEPS = [step for rule in blocks("rules", "rules") for step in rule["steps"]]
EXAMPLES = {}
for block in blocks("nlu", "nlu"):
    EXAMPLES.setdefault(block["intent"], []).extend(block["examples"])


def test_the_domain_declares_exactly_the_intents_of_the_nlu():
    assert set(INTENTS.values()) | {BARE, UNCLEAR} == DECLARED


@pytest.mark.parametrize("intent", sorted(DECLARED - {UNCLEAR}))
def test_every_intent_has_examples(intent):
    assert len(EXAMPLES.get(intent, [])) >= 10


@pytest.mark.parametrize("intent", sorted(DECLARED))
def test_every_intent_has_a_rule(intent):
    assert intent in {step.get("intent") for step in RULE_STEPS}


def test_every_action_of_a_rule_exists():
    from actions import actions

    classes = [getattr(actions, name) for name in actions.__all__ if name != "ask_actions"]
    known = {cls().name() for cls in (*classes, *actions.ask_actions())}
    wanted = {step["action"] for step in RULE_STEPS if str(step.get("action", "")).startswith("action_")}
    assert wanted - {"action_deactivate_loop", "action_listen"} <= known
    assert {name for name in DOMAIN["actions"]} <= known


def test_labels_and_intent_of_an_example_cannot_contradict():
    from nlu.intents import main_intent

    for intent, examples in EXAMPLES.items():
        for example in examples:
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
    messages = [e for examples in EXAMPLES.values() for e in examples]
    assert len(messages) >= 2500
    assert len({re.sub(r"\W+", " ", e["text"].lower()) or e["text"] for e in messages}) > 0.99 * len(messages)


def rasa(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "rasa", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=300, check=False)


def test_rasa_finds_the_data_valid():
    done = rasa("data", "validate", "--data", *FOLDERS)
    assert done.returncode == 0, done.stderr[-1500:]


def test_the_test_stories_hold(tmp_path):
    done = rasa(
        "test",
        "core",
        "--model",
        "models/triage.tar.gz",
        "--stories",
        "tests/rasa/test_stories.yml",
        "--out",
        str(tmp_path),
        "--fail-on-prediction-errors",
    )
    assert done.returncode == 0, done.stdout[-1500:] + done.stderr[-1500:]
