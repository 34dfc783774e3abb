"""What is said to each concern, related to what is known of the patient."""

from __future__ import annotations

import pytest

from tests.triage.situations import FOUR_MONTHS, QUESTION, SITUATIONS
from triage.answers import answer, combine
from triage.decide import decide
from triage.facts import Course, Facts, Onset, Sign, Tri
from triage.levels import Level


def test_at_four_months_the_split_is_told() -> None:
    text = answer("duration", FOUR_MONTHS).text
    assert (
        "At four months, three of ten expect it to be gone, three expect it to be fading and three say it may still be there"
        in text
    )
    assert "one is silent" in text
    assert answer("duration", FOUR_MONTHS).counts == {"figures": 6, "gone": 3, "fading": 3, "may_persist": 3}


def test_the_figures_come_with_their_conditions() -> None:
    text = answer("duration", Facts()).text
    assert "Six of the ten doctors give a figure, from three to six months; all six include about four" in text
    for condition in ("if Botox is the cause", "first treatment", "amount used", "self-conscious"):
        assert condition in text


def test_at_five_months_the_figures_alone_decide() -> None:
    text = answer("duration", Facts(days_since_injection=152)).text
    assert "At five months, four of ten expect it to be gone and two say it may still be there; four are silent" in text


@pytest.mark.parametrize("concern", ["duration", "permanence", "referral"])
def test_past_six_months_a_specialist_is_named(concern: str) -> None:
    text = answer(concern, Facts(days_since_injection=213)).text
    assert "past the longest figure" in text and "six months" in text and "specialist" in text


def test_daxxify_lasts_longer_and_the_ten_do_not_fit_it() -> None:
    for found in (answer("duration", Facts(product="daxxify")), answer("duration", Facts(), asked_text="and Daxxify?")):
        assert "leaflet" in found.text and "do not fit" in found.text and found.evidence == ("A11",)
    assert "specialist" not in answer("duration", SITUATIONS["Daxxify at seven months"]).text


def test_in_the_first_weeks_nobody_is_told_what_four_months_bring() -> None:
    text = answer("duration", Facts(days_since_injection=10)).text
    assert "expect it to be gone" not in text and "one week and one month" in text


def test_a_lid_has_times_of_its_own() -> None:
    text = answer("duration", Facts(parts=("lid",))).text
    assert text.startswith("A drooping lid") and "for a weak smile" in text


def test_symmetry_means_the_balance_from_before() -> None:
    found = answer("permanence", Facts())
    assert "your own balance from before" in found.text and "not a perfectly even face" in found.text
    assert "7.7" in {said.claim for said in found.doctors}


def test_size_is_denied_with_the_exception_and_the_jaw() -> None:
    text = answer("asymmetry", Facts(), asked_text="does botox make one side fatter").text
    assert "two of ten" in text and "one to two years of regular repeats" in text
    assert "bulge" in text and text.endswith("Was your jaw treated?")


def test_who_had_the_jaw_treated_is_not_asked_and_who_had_not_is_not_told() -> None:
    jaw = answer("asymmetry", Facts(areas=("masseter_jaw",)), asked_text="fatter").text
    brow = answer("asymmetry", Facts(areas=("forehead",)), asked_text="fatter").text
    assert "bulge" in jaw and "?" not in jaw and "bulge" not in brow


def test_years_of_repeats_are_never_a_time_to_recover() -> None:
    for concern in ("duration", "permanence"):
        assert "year" not in answer(concern, FOUR_MONTHS, asked_text=QUESTION).text


@pytest.mark.parametrize(
    ("concern", "says"),
    [("heaviness", "None of the ten doctors explains the heaviness"), ("eyelid_or_brow_droop", "None of the ten doctors speaks of lids"),
     ("infection_or_allergy", "None of the ten doctors speaks of infection"), ("complaint", "None of the ten doctors speaks of money")],
)  # fmt: skip
def test_what_the_ten_do_not_speak_of_is_said(concern: str, says: str) -> None:
    found = answer(concern, Facts())
    assert says in found.text
    if concern != "complaint":
        assert found.evidence and not found.doctors


def test_the_gate_of_answer_six_is_told_only_when_confirmed() -> None:
    confirmed = SITUATIONS["all functions confirmed"]
    assert "at ease only when all four work" in answer("smile_weakness", confirmed).text
    specialist = confirmed.with_(days_since_injection=220, signs=(Sign("smile_weakness", True),), injected=Tri.YES)
    assert decide(specialist).level is Level.SPECIALIST
    for facts in (FOUR_MONTHS, confirmed.with_(swallows=Tri.UNKNOWN), confirmed.with_(course=Course.WORSE), specialist):
        assert "at ease" not in answer("smile_weakness", facts).text


def test_whom_to_see() -> None:
    text = answer("referral", Facts()).text
    assert text.index("whoever injected") < text.index("ENT") < text.index("neurologist if it has become worse")
    assert "two of the ten doctors" in text and "other six" in text


def test_who_got_worse_is_told_that_the_condition_holds() -> None:
    assert "as you say it has" in answer("referral", Facts(course=Course.WORSE)).text


@pytest.mark.parametrize("facts", [Facts(provider="unlicensed"), Facts(provider="self"), Facts(provider_reachable=Tri.NO)])
def test_nobody_is_sent_back_to_an_injector_who_is_no_help(facts: Facts) -> None:
    for concern in ("referral", "complaint"):
        text = answer(concern, facts).text
        assert "Start with whoever injected" not in text and "GP" in text


def test_no_antidote_and_no_dose() -> None:
    assert "Nothing is known to undo Botox" in answer("treatment", Facts()).text
    assert "I give no doses" in answer("dose_or_product", Facts()).text


def test_drops_are_a_prescribers_decision() -> None:
    for concern in ("treatment", "eyelid_or_brow_droop"):
        assert "Only a prescriber can decide" in answer(concern, Facts(), asked_text="drops for my lid").text


def test_distress_is_met_first_and_signposted() -> None:
    text = combine(["duration", "distress"], FOUR_MONTHS).text
    assert text.startswith("I am sorry") and "GP or a therapist" in text
    assert answer("distress", Facts()).doctors[0].answer == 4


def test_a_photo_is_not_judged() -> None:
    text = answer("photo_assessment", Facts()).text
    assert text.startswith("I cannot judge a photo") and "says nothing about your face" in text


def test_where_no_toxin_was_given_the_ten_do_not_fit() -> None:
    assert "do not fit" in answer("smile_weakness", SITUATIONS["no toxin"]).text


def test_the_country_chooses_numbers_and_regulator() -> None:
    assert "call 999 or 112 now" in answer("infection_or_allergy", Facts(country="gb")).text
    assert "Yellow Card" in answer("complaint", Facts(country="gb")).text
    assert "MedWatch" in answer("complaint", Facts(country="us")).text


def test_a_new_weakness_with_bells_palsy_in_mind_is_seen_today_and_an_old_one_is_not() -> None:
    assert "be seen today" in answer("bells_palsy", Facts()).text
    assert "be seen today" not in answer("bells_palsy", Facts(days_since_onset=60)).text


@pytest.mark.parametrize(
    ("concern", "facts", "slot"),
    [("duration", Facts(), "days_since_injection"), ("duration", FOUR_MONTHS, None), ("asymmetry", Facts(), "treated_area"),
     ("cause", Facts(onset=Onset.GRADUAL), None), ("camouflage", Facts(), None)],
)  # fmt: skip
def test_what_is_worth_asking_next(concern: str, facts: Facts, slot: str | None) -> None:
    assert answer(concern, facts).followup == slot
