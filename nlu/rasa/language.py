"""Rasa's SpacyNLP with the project's pipeline: a doc for every message that comes in, none for the training messages.

The concern model makes the docs of the training messages itself, and only where it is trained anew: ten thousand of them take half a
minute that a start from a fresh clone need not spend.
"""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.utils.spacy_utils import SpacyModel, SpacyNLP
from rasa.shared.nlu.training_data.training_data import TrainingData


@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.MODEL_LOADER, DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER],
    is_trainable=False,
    model_from="Spacy",
)
class Spacy(SpacyNLP):
    """The pipeline of `model` in config.yml."""

    def process_training_data(self, training_data: TrainingData, model: SpacyModel) -> TrainingData:
        return training_data
