"""Patients in different situations, and the question the project began with."""

from __future__ import annotations

from triage.facts import Course, Distress, Facts, Onset, Sign, Tri

QUESTION = (
    "Is it normal for one side of my face to be larger or fatter than the other after Botox and with smile paralysis four months "
    "after the injections? That side feels very heavy when I smile as well. How long can the smile paralysis last? Will my face "
    "ever be symmetrical again?"
)
SEED_CONCERNS = ["cause", "asymmetry", "smile_weakness", "heaviness", "duration", "permanence", "referral"]
FOUR_MONTHS = Facts(days_since_injection=122)
GATE = {"moves_lips": Tri.YES, "speaks": Tri.YES, "chews": Tri.YES, "swallows": Tri.YES, "danger_checked": Tri.YES}
SITUATIONS = {
    "nothing known": Facts(),
    "four months": FOUR_MONTHS,
    "day five": Facts(days_since_injection=5, areas=("forehead",), parts=("lid",)),
    "five months, Dysport": Facts(days_since_injection=152, product="dysport", areas=("upper_lip_perioral",)),
    "eight months, worse, self-injected, palsy before": Facts(
        days_since_injection=243, course=Course.WORSE, closes_eye=Tri.NO, provider="self", history=frozenset({"palsy"}),
        areas=("masseter_jaw",), signs=(Sign("masseter_bulge", True),),
    ),
    "Daxxify at seven months": Facts(days_since_injection=213, product="daxxify"),
    "all functions confirmed": Facts(days_since_injection=122, **GATE),  # type: ignore[arg-type]
    "pregnant in the UK, crow's feet": Facts(pregnant=Tri.YES, country="gb", areas=("crows_feet_periocular",)),
    "no toxin": Facts(injected=Tri.NO, signs=(Sign("smile_weakness", True),)),
    "mouth corners, old change": Facts(days_since_injection=90, days_since_onset=60, areas=("mouth_corner_dao",)),
    "distress": Facts(distress=Distress.SEVERE, onset=Onset.GRADUAL),
}  # fmt: skip


def words(text: str) -> int:
    return len(text.split())
