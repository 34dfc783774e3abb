"""The danger gate: a policy above all others that sends emergencies to a fixed response.

It looks at the whole conversation through `triage.decide` in the server's own process, whatever the intent, form or story, and
needs no action server. Section 3 (E1–E11) and the sticky cross-rule of the policy are its rules.
"""

from __future__ import annotations

from typing import Any

from rasa.core.policies.policy import Policy, PolicyPrediction, confidence_scores_for
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_DEACTIVATE_LOOP_NAME, ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

from triage import audit, dialogue, emergency, transcript
from triage.clock import today

EXEMPT = frozenset({"start_over", "forget_me", "ask_summary"})  # requests that lose or hide nothing


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class DangerGate(Policy):
    """Predicts `utter_emergency_…`, ends any form, then listens: nothing else in that turn."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"priority": 100}

    def train(self, training_trackers: list[TrackerWithCachedStates], domain: Domain, **_: Any) -> Resource:
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> DangerGate:
        return cls(config, model_storage, resource, execution_context)

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **_: Any,
    ) -> PolicyPrediction:
        events = [event.as_dict() for event in tracker.events]
        last = transcript.last_turn(events)
        if last is None or last.intent in EXEMPT:
            return self._prediction(self._default_predictions(domain))
        if not any(name.startswith("utter_emergency") for name in last.actions):
            if last.actions:  # looked at already in this turn, which has told nothing since
                return self._prediction(self._default_predictions(domain))
            alarm = emergency.alarm(dialogue.read(events, today()))
            if alarm is None:
                return self._prediction(self._default_predictions(domain))
            (response,) = domain.responses[alarm.response]
            record = alarm.record(response["text"].format(**alarm.slots), audit.model_of(events))
            slots = [SlotSet(name, value) for name, value in {**alarm.slots, audit.SLOT: record}.items()]
            scores = confidence_scores_for(alarm.response, 1.0, domain)
            return self._prediction(scores, optional_events=slots, is_no_user_prediction=True)
        after = ACTION_LISTEN_NAME
        if tracker.active_loop_name and ACTION_DEACTIVATE_LOOP_NAME not in last.actions:
            after = ACTION_DEACTIVATE_LOOP_NAME
        return self._prediction(confidence_scores_for(after, 1.0, domain), is_no_user_prediction=True)
