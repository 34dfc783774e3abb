"""Red-flag concerns: from the findings, whose status is known, and from the concern model where the lexicon is silent."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Doc

from nlu.learned import learned

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
        "limb_weakness",
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
NEVER = 2.0  # above every probability
SURE = 0.75  # the model alone, with no finding of the kind in the message, …
HEARD = 0.3  # … if it also hears a sign of the kind
DROOP = 0.3  # the model beside a face that only droops: after injections near the mouth that is often local
LIMB = 0.1  # the same beside words that are often no sign of stroke ("can't stand being seen")
WEIGHED = dict.fromkeys("arm_weakness leg_weakness limb_weakness limb_numbness loss_of_balance".split(), LIMB) | {
    "face_droop": DROOP,
    "one_sided_numbness": DROOP,  # of the face, more often than not
}
DENIED = 0.998  # the model against findings of the kind that are all denied, hypothetical or another person's


def red_flags(doc: Doc, probabilities: Mapping[str, float]) -> list[str]:
    """The red flags of a message, those of the patient, present and meant."""
    return [flag for flag in FLAGS if probabilities.get(flag, 0.0) >= _needed(doc, flag, probabilities)]


def _needed(doc: Doc, flag: str, probabilities: Mapping[str, float]) -> float:
    """How sure the model must be of a red flag, given what was found."""
    found = [span for span in doc.spans.get("findings", ()) if span.label_ in FLAGS[flag]]
    affirmed = [span for span in found if span._.status == "affirmed"]
    mouth_alone = flag == "red_flag_stroke" and _mouth_alone(doc)
    if flag == "red_flag_stroke" and affirmed and not mouth_alone:
        limits = {
            span.label_: 0.0 if span.id_ == "heard" and span.label_ != "face_droop" else WEIGHED.get(span.label_, 0.0)
            for span in affirmed
        }
        return min(limits.values())
    if affirmed or mouth_alone:
        return 0.0
    if found:
        return DENIED
    return SURE if hears(flag, probabilities) else NEVER


def hears(flag: str, probabilities: Mapping[str, float]) -> bool:
    """Whether the model hears a sign that belongs to the red flag."""
    signs = (label for label, codes in learned().codes.items() if FLAGS[flag] & set(codes))
    return any(probabilities.get(label, 0.0) >= HEARD for label in signs)


def _mouth_alone(doc: Doc) -> bool:
    """Whether a mouth corner droops in a message that speaks of no injections: then nothing local explains it."""
    droops = any(s.label_ == "mouth_corner_droop" and s._.status == "affirmed" for s in doc.spans.get("findings", ()))
    return droops and not any(e.label_ in TREATED or e._.role == "treated" for e in doc.spans.get("entities", ()))
