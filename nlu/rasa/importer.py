"""Reads data/nlu by libyaml. Rasa's own reader takes 80 s for ten thousand messages, twice a training; what it validates besides,
`nlu.examples` checks for the labels and tests/rasa for the rest.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData


class MessagesError(ValueError):
    """A file of messages is not as it should be; the message names file, place and what was expected."""


class MessagesImporter(RasaFileImporter):
    """Rasa's file importer, but for the messages."""

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        return TrainingData([message for file in self._nlu_files for message in messages(Path(file))])


def messages(file: Path) -> list[Message]:
    """The messages of one file, with their labels as example metadata. Raises MessagesError."""
    data = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    blocks = data.get("nlu") if isinstance(data, dict) else None
    if not isinstance(blocks, list):
        raise MessagesError(f"{file}: nlu: expected a list of intents")
    return [_message(file, block, number, item) for block in blocks for number, item in enumerate(_items(file, block))]


def _items(file: Path, block: Any) -> list[Any]:
    if not isinstance(block, dict) or not isinstance(block.get("intent"), str) or not isinstance(block.get("examples"), list):
        raise MessagesError(f"{file}: expected blocks of an intent and a list of examples, got {str(block)[:60]!r}")
    return list(block["examples"])


def _message(file: Path, block: dict[str, Any], number: int, item: Any) -> Message:
    if not isinstance(item, dict) or not isinstance(item.get("text"), str) or not item["text"].strip():
        raise MessagesError(f"{file}: {block['intent']}.examples[{number}]: expected a text (quote numbers, yes and no)")
    return Message.build(item["text"].strip(), block["intent"], example_metadata=item.get("metadata"))
