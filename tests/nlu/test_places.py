"""Sides and areas, and whether an area was treated or has changed. The sentences are the project's own."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.places import find


def values(text: str, label: str) -> set[str]:
    return {str(item.value) for item in find(text) if item.label == label}


SIDES = [
    ("left side", {"left"}),
    ("its the right", {"right"}),
    ("right", {"right"}),
    ("L side i think", {"left"}),
    ("worse on the L", {"left"}),
    ("R eyelid is low", {"right"}),
    ("my left cheek sags", {"left"}),
    ("right lid dropped", {"right"}),
    ("right-hand side of my mouth", {"right"}),
    ("left eyebrow up", {"left"}),
    ("droops on the left", {"left"}),
    ("actually the right not left", {"right"}),
    ("not the left, the right one", {"right"}),
    ("right is lower than left", {"right", "left"}),
    ("rigth side weak", {"right"}),
    ("lft brow", {"left"}),
    ("right upper lid puffy", {"right"}),
    ("both sides", {"both"}),
    ("both but mostly my chin", {"both"}),
    ("both eyelids droop", {"both"}),
    ("both my cheeks", {"both"}),
    ("bilateral ptosis", {"both"}),
    ("left and right", {"left", "right", "both"}),
    ("numbness on left of her face", {"left"}),
    # none
    ("right in the middle of a meeting", set()),
    ("all right then", set()),
    ("what do i do right now", set()),
    ("they left it too long", set()),
    ("it left me with a droop", set()),
    ("she left the clinic", set()),
    ("can't swallow right", set()),
    ("both of us had it", set()),
    ("right after the jabs", set()),
    ("is that right?", set()),
    ("two weeks left", set()),
    ("both botox and filler", set()),
    ("bell's left me with one small eye", set()),
    ("he was the right person", set()),
    ("i left it alone", set()),
    ("right away", set()),
    ("just to be alright", set()),
    ("adjust or leave?", set()),
    ("something doesn't look right", set()),
    ("20u l", set()),
]

AREAS = [
    ("forehead", {"forehead"}),
    ("my forhead", {"forehead"}),
    ("frontalis and temples", {"forehead"}),
    ("11s", {"glabella_frown"}),
    ("the elevens", {"glabella_frown"}),
    ("frown lines", {"glabella_frown"}),
    ("between my brows", {"glabella_frown"}),
    ("in between the eyes", {"glabella_frown"}),
    ("corrugator and procerus", {"glabella_frown"}),
    ("crows feat", {"crows_feet_periocular"}),
    ("crow's feet", {"crows_feet_periocular"}),
    ("around the eyes", {"crows_feet_periocular"}),
    ("crowsfeet and under", {"crows_feet_periocular", "under_eye"}),
    ("under my eyes", {"under_eye"}),
    ("tear trough", {"under_eye"}),
    ("eylid", {"eyelid"}),
    ("my lids sag", {"eyelid"}),
    ("upper eyelid", {"eyelid"}),
    ("droopy eye", {"eyelid", "eye_unspecified"}),
    ("my eye is drooping", {"eyelid", "eye_unspecified"}),
    ("eyes look tired", {"eye_unspecified"}),
    ("eybrow", {"brow"}),
    ("brow lift", {"brow"}),
    ("spock brows", {"brow"}),
    ("left cheek", {"cheek"}),
    ("zygomaticus major", {"cheek"}),
    ("zigomaticus", {"cheek"}),
    ("nasolabial fold", {"cheek"}),
    ("top lip", {"upper_lip_perioral"}),
    ("lip flip", {"upper_lip_perioral"}),
    ("gummy smile", {"upper_lip_perioral"}),
    ("smoker's lines", {"upper_lip_perioral"}),
    ("mouth lines", {"upper_lip_perioral"}),
    ("philtrum", {"upper_lip_perioral"}),
    ("bottom lip", {"lower_lip"}),
    ("corner of my mouth", {"mouth_corner_dao"}),
    ("DAO", {"mouth_corner_dao"}),
    ("marionette lines", {"mouth_corner_dao"}),
    ("near mouth", {"mouth_corner_dao", "upper_lip_perioral"}),
    ("mouth corners", {"mouth_corner_dao"}),
    ("chin", {"chin"}),
    ("mentalis", {"chin"}),
    ("massetter", {"masseter_jaw"}),
    ("masseters", {"masseter_jaw"}),
    ("my 'tmj' jabs", {"masseter_jaw"}),
    ("jawline", {"masseter_jaw"}),
    ("neck bands", {"neck_platysma"}),
    ("plastyma", {"neck_platysma"}),
    ("nefertiti lift", {"neck_platysma"}),
    ("lower face", {"lower_face_unspecified"}),
    ("bottom half of my face", {"lower_face_unspecified"}),
    ("bunny lines", {"glabella_frown", "upper_lip_perioral"}),
    ("forehead, eyes, chin", {"forehead", "eye_unspecified", "chin"}),
    # none
    ("i check the mirror", set()),
    ("my eyesight is fine", set()),
    ("the eye doctor", set()),
    ("keep an eye on it", set()),
    ("necklace", set()),
    ("she is cheeky", set()),
    ("a month ago", set()),
    ("brown hair", set()),
    ("lipstick", set()),
]

ROLES = [
    ("botox in my forehead", "forehead", "treated"),
    ("masseter botox", "masseter_jaw", "treated"),
    ("got my 11s done", "glabella_frown", "treated"),
    ("injected in the crows feet", "crows_feet_periocular", "treated"),
    ("injected in the upper lip", "upper_lip_perioral", "treated"),
    ("units to the chin", "chin", "treated"),
    ("forehead and jaw last week", "forehead", "treated"),
    ("my eyelid droops", "eyelid", "changed"),
    ("heavy brow", "brow", "changed"),
    ("cheek feels heavy", "cheek", "changed"),
    ("can't raise my eyebrows", "brow", "changed"),
    ("forehead botox, droopy eye", "eyelid", "changed"),
    ("chin", "chin", "unknown"),
]


@pytest.mark.parametrize(("text", "sides"), SIDES)
def test_a_side_is_a_side_of_the_face(text: str, sides: set[str]) -> None:
    assert values(text, "side") == sides


@pytest.mark.parametrize(("text", "areas"), AREAS)
def test_an_area_has_the_name_of_the_contract(text: str, areas: set[str]) -> None:
    assert values(text, "area") == areas


@pytest.mark.parametrize(("text", "area", "role"), ROLES)
def test_an_area_was_treated_or_has_changed(text: str, area: str, role: str) -> None:
    assert [item.role for item in find(text) if item.value == area] == [role]


@pytest.mark.parametrize("text", ["one side", "on my good side", "half my face", "one eyelid hangs"])
def test_one_side_is_unspecified(text: str) -> None:
    assert (values(text, "side"), values(text, "side_unspecified")) == (set(), {"one"})


def test_two_areas_over_the_same_words_keep_their_own_values() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("places")
    doc = nlp("droopy eye")
    spans = list(doc.spans["entities"])
    assert {span._.value for span in spans} == {"eyelid", "eye_unspecified"}
    assert {(span._.chars, span._.role) for span in spans} == {((0, 10), "changed")}


@given(st.text(max_size=150))
@settings(max_examples=300)
def test_no_text_breaks_it(text: str) -> None:
    assert all(0 <= item.start < item.end <= len(text) for item in find(text))
