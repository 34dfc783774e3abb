"""What a rule is, and the families of signs that rules share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from triage.facts import Facts, Tri
from triage.levels import Level


@dataclass(frozen=True)
class Rule:
    """One row of section 3 of the policy.

    `when` says whether it holds; `needs` are the facts it looks at and `signs` the signs, for the reasons; `reason`
    completes the reply ("why"), `who` and `timing` are where to go and when; `evidence` are ids of evidence.yml;
    `acute`: an earlier hospital assessment answers it (cross-rule on sticky emergencies).
    """

    id: str
    level: Level
    when: Callable[[Facts], bool]
    reason: str
    who: str
    timing: str
    evidence: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    signs: frozenset[str] = frozenset()
    acute: bool = False


@cache
def codes(words: str) -> frozenset[str]:
    return frozenset(words.split())


BREATHING = codes("dyspnoea orthopnoea stridor")
SWALLOWING = codes("dysphagia choking saliva_pooling nasal_regurgitation")
SPEECH = codes("slurred_speech dysarthria")
VOICE = codes("voice_change hoarse_voice nasal_voice tongue_weakness")
BULBAR = SWALLOWING | SPEECH | VOICE | {"speech_garbled"}
LIMB = codes("arm_weakness leg_weakness limb_weakness limb_numbness one_sided_numbness")
SIGHT = codes("diplopia blurred_vision vision_change vision_loss")
DROOP = codes("face_droop face_droop_sudden face_weak_half")
WEAK = codes("smile_weakness cheek_weakness lip_weakness mouth_corner_droop")
UNEVEN = codes("smile_asymmetry lip_asymmetry lower_lip_asymmetry facial_asymmetry")
MILD = codes(
    "uneven_onset smile_asymmetry_mild lip_asymmetry_mild brow_asymmetry spock_brow crinkle_asymmetry smile_stiff lip_stiffness"
)
LIP_SEAL = codes("lip_seal_difficulty bilabial_speech drooling")
LIDS = codes("ptosis_one ptosis_both fatigable_ptosis brow_ptosis lower_lid_gape")
EYE_OPEN = codes("cannot_close_eye incomplete_blink")
EYE_SORE = codes("eye_red eye_pain photophobia blurred_vision corneal_spot contact_lens")
EAR = codes("ear_pain ear_blisters hearing_loss vertigo taste_change")
FATIGABLE = codes("fatigable_ptosis fatigable_weakness chewing_fatigue diplopia_intermittent")
MINOR = codes(
    "bruise headache_mild heaviness lid_puffiness swelling pain_mild numb_feeling crinkle_asymmetry nausea flu_like "
    "eye_watering fatigue poor_appetite"
)
SHAPE = codes("natural_asymmetry perceived_asymmetry facial_asymmetry volume_loss volume_gain")
MOOD = codes("low_mood distress distress_severe appearance_checking suicidal_passive suicidal_active suicidal_imminent self_harm")
NOT_ILL = MOOD | {"contact_lens"}
FACE_WEAKNESS = DROOP | WEAK | UNEVEN | LIP_SEAL | EYE_OPEN | codes("face_weak_both smile_stiff lip_stiffness")
FACE_CHANGE = FACE_WEAKNESS | LIDS | MILD


def has(facts: Facts, *families: frozenset[str]) -> bool:
    """Whether a sign of one of the families is there."""
    for family in families:  # noqa: SIM110 (asked some thousand times for each reply, and faster than `any`)
        if not facts.here.isdisjoint(family):
            return True
    return False


def count(facts: Facts, family: frozenset[str]) -> int:
    return sum(facts.sign(code) is Tri.YES for code in family)


def denied(facts: Facts, family: frozenset[str]) -> bool:
    """Whether every sign of the family is explicitly denied."""
    return all(facts.sign(code) is Tri.NO for code in family)


def ill(facts: Facts) -> frozenset[str]:
    """The present signs that are of the body, not of the mind."""
    return facts.here - NOT_ILL
