"""Red-flag concerns: from the findings, whose status is known, and from the concern model where the lexicon is silent."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Doc

BULBAR = frozenset(
    [
        "dyspnoea",
        "orthopnoea",
        "stridor",
        "dysphagia",
        "choking",
        "saliva_pooling",
        "nasal_regurgitation",
        "slurred_speech",
        "dysarthria",
        "speech_garbled",
        "voice_change",
        "hoarse_voice",
        "nasal_voice",
        "tongue_weakness",
        "wheeze",
        "tongue_swelling",
        "throat_swelling",
    ]
)
STROKE = frozenset(
    [
        "face_droop",
        "face_droop_sudden",
        "arm_weakness",
        "leg_weakness",
        "limb_numbness",
        "one_sided_numbness",
        "thunderclap_headache",
        "confusion",
        "loss_of_balance",
    ]
)
EYE = frozenset(
    [
        "cannot_close_eye",
        "incomplete_blink",
        "eye_red",
        "eye_pain",
        "photophobia",
        "corneal_spot",
        "diplopia",
        "diplopia_intermittent",
        "blurred_vision",
        "vision_loss",
        "vision_change",
        "eye_swollen_shut",
        "eye_movement_pain",
    ]
)
FLAGS = {"red_flag_bulbar": BULBAR, "red_flag_stroke": STROKE, "red_flag_eye": EYE}
TREATED = frozenset(["product", "dose", "time_since_injection", "onset_after_injection", "provider", "filler"])
SURE = 0.75  # the model alone, with no finding of the kind in the message
SUPPORTED = {"red_flag_bulbar": 0.0, "red_flag_eye": 0.0, "red_flag_stroke": 0.3}  # beside an affirmed finding
DENIED = 0.998  # the model against findings of the kind that are all denied, hypothetical or another person's


def red_flags(doc: Doc, probabilities: Mapping[str, float]) -> list[str]:
    """The red flags of a message, those of the patient, present and meant."""
    found = []
    for flag, codes in FLAGS.items():
        statuses = [span._.status for span in doc.spans.get("findings", ()) if span.label_ in codes]
        affirmed = "affirmed" in statuses or (flag == "red_flag_stroke" and _mouth_alone(doc))
        needed = 0.0 if flag == "red_flag_stroke" and _mouth_alone(doc) else SUPPORTED[flag] if affirmed else DENIED if statuses else SURE
        if probabilities.get(flag, 0.0) >= needed:
            found.append(flag)
    return found


def _mouth_alone(doc: Doc) -> bool:
    """Whether a mouth corner droops in a message that speaks of no injections: then nothing local explains it."""
    droops = any(s.label_ == "mouth_corner_droop" and s._.status == "affirmed" for s in doc.spans.get("findings", ()))
    return droops and not any(e.label_ in TREATED or e._.role == "treated" for e in doc.spans.get("entities", ()))
