"""Rasa's default pipeline trained on our messages: what `rasa init` of the installed version gives, with our data in it.

That pipeline gives a message one intent. It is trained twice: on the main label of each message, and on all of a message's
labels joined by + (Rasa's multi-intents, with the tokenizer's two settings that split them). A trained model is kept under
the hash of all it is made from.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bench.messages import BadInput
from nlu.intents import BARE, INTENTS
from runner.steps import environment, say

JOINER = "+"
ARCHIVE = "starter.tar.gz"
MAIN, JOINED = "main", "joined"
QUICK_EPOCHS = 2
Example = tuple[str, frozenset[str]]  # a text and its labels: concerns, speech acts, signs


@dataclass(frozen=True)
class Trained:
    """A trained model: its archive, the seconds its training took, and how many intents and messages it saw."""

    archive: Path
    seconds: float
    intents: int
    messages: int


def examples(folder: Path) -> list[Example]:
    """The training messages of the project with their labels. Raises BadInput if there are none."""
    from rasa.shared.nlu.constants import INTENT, METADATA, TEXT

    from nlu.examples import labels_of
    from nlu.rasa.importer import messages

    read = [
        (text, labels_of(text, message.get(INTENT), message.get(METADATA)))
        for file in sorted(folder.glob("*.yml"))
        for message in messages(file)
        if (text := message.get(TEXT))
    ]
    if not read:
        raise BadInput(f"{folder}: holds no training messages")
    return read


def intent_of(labels: frozenset[str], variant: str) -> str:
    """The one intent under which a message is trained: its main label, or all of them joined, signs apart; `inform` without any."""
    held = [label for label in INTENTS if label in labels]
    return (held[0] if variant == MAIN else JOINER.join(held)) if held else BARE


def labels_in(intent: str) -> list[str]:
    """The labels that an intent of either kind stands for."""
    return [part for part in intent.split(JOINER) if part in INTENTS]


def pipeline() -> list[dict[str, Any]]:
    """The default pipeline of the installed Rasa: that of `rasa init`, which leaves it to Rasa's own default."""
    folders = (spec := importlib.util.find_spec("rasa")) and spec.submodule_search_locations
    if not folders:
        raise BadInput("Rasa is not installed: run `make install`")
    root = Path(next(iter(folders)))
    starter, default = (
        yaml.safe_load((root / place).read_text())
        for place in ("cli/initial_project/config.yml", "engine/recipes/config_files/default_config.yml")
    )
    return list(starter.get("pipeline") or default["pipeline"])


def config(variant: str, *, quick: bool) -> dict[str, Any]:
    """The configuration of a variant; `quick` trains `QUICK_EPOCHS` epochs only."""
    components = [dict(component) for component in pipeline()]
    for component in components:
        if variant == JOINED and component["name"].endswith("Tokenizer"):
            component |= {"intent_tokenization_flag": True, "intent_split_symbol": JOINER}
        if quick and "epochs" in component:
            component["epochs"] = QUICK_EPOCHS
    return {"recipe": "default.v1", "language": "en", "assistant_id": f"starter-{variant}", "pipeline": components}


def training_file(messages: Sequence[Example], variant: str) -> str:
    """The messages as Rasa's training YAML."""
    grouped: dict[str, list[dict[str, str]]] = {}
    for text, labels in messages:
        grouped.setdefault(intent_of(labels, variant), []).append({"text": text})
    nlu = [{"intent": intent, "examples": grouped[intent]} for intent in sorted(grouped)]
    return str(yaml.safe_dump({"version": "3.1", "nlu": nlu}, allow_unicode=True, sort_keys=False, width=10_000))


def train(messages: Sequence[Example], variant: str, folder: Path, *, quick: bool) -> Trained:
    """The trained model of a variant, from `folder` if it was trained there from the same before. Raises BadInput when it fails."""
    files = {
        "config.yml": str(yaml.safe_dump(config(variant, quick=quick), sort_keys=False)),
        "nlu.yml": training_file(messages, variant),
    }
    place = folder / f"{variant}-{key(files)}"
    record = place / "trained.json"
    intents = len({intent_of(labels, variant) for _, labels in messages})
    if record.is_file() and (place / ARCHIVE).is_file():
        say(f"• Rasa's default pipeline, {variant}: trained before, taken from {place}")
    else:
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        for name, content in files.items():
            (place / name).write_text(content, encoding="utf-8")
        say(f"• training Rasa's default pipeline, {variant}: {len(messages)} messages, {intents} intents (takes long; once)")
        record.write_text(json.dumps({"seconds": _fit(place)}))
    return Trained(place / ARCHIVE, json.loads(record.read_text())["seconds"], intents, len(messages))


def key(files: Mapping[str, str]) -> str:
    """Twelve hex digits for a configuration, its data and the version of Rasa."""
    told = json.dumps([importlib.metadata.version("rasa"), *sorted(files.items())])
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def _fit(place: Path) -> float:
    """Train what lies in `place` in a process of its own; seconds. Rasa's own progress bar shows on stderr, its cache is not used."""
    calm = {} if sys.stderr.isatty() else {"TQDM_MININTERVAL": "10"}
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "bench.starter"],
        cwd=place,
        env=environment(RASA_MAX_CACHE_SIZE="0", **calm),
        stdout=subprocess.DEVNULL,
        check=False,
    )
    seconds = time.monotonic() - start
    shutil.rmtree(place / ".rasa", ignore_errors=True)
    if done.returncode or not (place / ARCHIVE).is_file():
        raise BadInput(f"Rasa's default pipeline could not be trained in {place} (exit status {done.returncode})")
    return seconds


def main() -> int:
    """Train what lies in the working folder, config.yml and nlu.yml, into starter.tar.gz there."""
    import logging
    import warnings

    from rasa.model_training import train_nlu

    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")  # a joined intent has often one message only, and Rasa would say so of each
    return 0 if train_nlu("config.yml", "nlu.yml", ".", fixed_model_name=ARCHIVE.removesuffix(".tar.gz")) else 1


if __name__ == "__main__":
    raise SystemExit(main())
