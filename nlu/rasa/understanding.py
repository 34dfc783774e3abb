"""The Rasa component that carries the project's understanding: intent, concerns, entities and findings of a message."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.constants import SPACY_DOCS
from rasa.shared.nlu.constants import ENTITIES, INTENT, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu import weights
from nlu.concerns import ConcernModel
from nlu.examples import Example, all_labels, labels_of
from nlu.rasa.language import Spacy
from nlu.understand import read


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class Understanding(GraphComponent, IntentClassifier):
    """Reads the spaCy doc of each message; trains the concern model on the `concerns` and `signs` of the examples."""

    @classmethod
    def required_components(cls) -> list[type]:
        return [Spacy]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {}

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """So that Rasa's cache knows a model that was made by other code for stale."""
        return weights.code()

    def __init__(self, storage: ModelStorage, resource: Resource, model: ConcernModel | None) -> None:
        self.storage, self.resource, self.model = storage, resource, model

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> Understanding:
        return cls(model_storage, resource, None)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> Understanding:
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, ConcernModel(Path(folder)))

    def train(self, training_data: TrainingData) -> Resource:
        from nlu.concerns_train import train

        examples = [
            Example(text, labels_of(text, message.get(INTENT), message.get(METADATA)))
            for message in training_data.intent_examples
            if (text := message.get(TEXT))
        ]
        with self.storage.write_to(self.resource) as folder:
            train(examples, all_labels(), Path(folder))
        return self.resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        assert self.model is not None
        for message in messages:
            doc = message.get(SPACY_DOCS[TEXT])
            if doc is None:
                continue
            understood = read(doc, self.model)
            intent = understood.pop("intent")
            entities = [{**e, "extractor": "Understanding"} for e in understood.pop("entities")]
            message.set(INTENT, intent, add_to_output=True)
            message.set("intent_ranking", [intent], add_to_output=True)
            message.set(ENTITIES, entities, add_to_output=True)
            for key, value in understood.items():
                message.set(key, value, add_to_output=True)
        return messages
