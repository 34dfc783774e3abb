"""The main intent of a message follows from its concerns, so that the two cannot contradict.

A danger concern comes first, then a speech act (stop, go back, …), then the questions from the most urgent down.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

# concern → intent, the most urgent first: the first concern of a message in this order names its intent
INTENTS = {
    "red_flag_bulbar": "report_danger",
    "red_flag_stroke": "report_danger",
    "red_flag_eye": "report_danger",
    "act_stop": "stop",
    "act_start_over": "start_over",
    "act_go_back": "go_back",
    "act_why": "ask_why_asked",
    "act_forget_me": "forget_me",
    "act_summary": "ask_summary",
    "act_start_triage": "start_triage",
    "act_capabilities": "ask_capabilities",
    "act_identity": "ask_identity",
    "act_repeat": "ask_repeat",
    "infection_or_allergy": "ask_infection_or_allergy",
    "distress": "express_distress",
    "duration": "ask_duration",
    "permanence": "ask_permanence",
    "referral": "ask_referral",
    "treatment": "ask_treatment",
    "cause": "ask_cause",
    "bells_palsy": "ask_bells_palsy",
    "prevention": "ask_prevention",
    "pregnancy_or_medication": "ask_pregnancy_or_medication",
    "dose_or_product": "ask_dose_or_product",
    "camouflage": "ask_camouflage",
    "photo_assessment": "ask_photo_assessment",
    "complaint": "complain",
    "eyelid_or_brow_droop": "ask_droop",
    "heaviness": "ask_heaviness",
    "smile_weakness": "ask_smile_weakness",
    "asymmetry": "ask_asymmetry",
    "act_affirm": "affirm",
    "act_deny": "deny",
    "thanks": "thank",
    "greeting": "greet",
    "goodbye": "goodbye",
    "out_of_scope": "out_of_scope",
}
BARE = "inform"  # a bare answer to a question
UNCLEAR = "nlu_fallback"
CONCERN_OF = {intent: concern for concern, intent in INTENTS.items() if not concern.startswith(("red_", "act_"))}


def main_intent(labels: Sequence[str], probabilities: Mapping[str, float]) -> tuple[str, float]:
    """The intent and its confidence; `inform` for a message without any label."""
    for label, intent in INTENTS.items():
        if label in labels:
            return intent, float(probabilities.get(label, 1.0))
    return BARE, 1.0 - max(probabilities.values(), default=0.0)
