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
    ("right is lower than left", {"right"}),
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
    # as typed
    ("my r eye is smaller", {"right"}),
    ("on the side I sleep on", set()),
    ("RHS", {"right"}),
    ("L brow", {"left"}),
    ("both", {"both"}),
    ("one of them", set()),
    ("the left one, I mean right", {"right"}),
    ("the other side's fine", set()),
    ("leftmost bit of my lip", {"left"}),
    ("lhs lid", {"left"}),
    ("right after", set()),
    ("all right", set()),
    ("left the clinic", set()),
    ("what's left of it", set()),
    ("each side, 20 units", {"both"}),
    ("25 in each masseter", set()),
    ("on either side of my mouth", {"both"}),
    ("both of them droop", {"both"}),
    ("they both hang", {"both"}),
    ("the two of them are heavy, both lids", {"both"}),
    ("it's on the right after botox", {"right"}),
    ("drooping brow on the right since my tox", {"right"}),
    ("crooked on the left for weeks", {"left"}),
    ("weak on the left because of this", {"left"}),
    ("right, thanks then", set()),
    ("right, bye", set()),
    ("right so what now", set()),
    ("Right. It's my left eye", {"left"}),
    ("my right's lower", {"right"}),
    ("the left's fine but the right's stuck", {"left", "right"}),
    ("lefthand corner", {"left"}),
    ("to the left of my chin", {"left"}),
    ("pulls over to the right", {"right"}),
    ("its the l one", {"left"}),
    ("R.", {"right"}),
    ("the R", {"right"}),
    ("L sided droop", {"left"}),
    ("left-sided weakness", {"left"}),
    ("rightside mouth", {"right"}),
    ("not the right, the left", {"left"}),
    ("sorry not left, right", {"right"}),
    ("right no wait left", {"left"}),
    ("i said left but it's actually the right one", {"right"}),
    ("on my left as i look in the mirror", {"left"}),
    ("mirror left", {"left"}),
    ("my left, your right", {"left"}),
    ("left i think", {"left"}),
    ("Right side of face", {"right"}),
    ("the rite cheek", {"right"}),
    ("leff side", {"left"}),
    ("i've the right to complain", set()),
    ("they have no right to charge me", set()),
    ("you're right", set()),
    ("did i do right?", set()),
    ("i have a week left", set()),
    ("is there any tox left in it", set()),
    ("she left a bruise", set()),
    ("nothing left to try", set()),
    ("turned right off by it", set()),
    ("can't shut it right", set()),
    ("it just isn't right", set()),
    ("doesn't sit right on my face", set()),
    ("both my daughter and i had it", set()),
    ("both times", set()),
    ("bilat", {"both"}),
    ("left n right the same", {"both", "left"}),
    ("L+R brows", {"both", "right"}),
    ("equally on both", {"both"}),
    ("eye lids, both", {"both"}),
    ("both. worse in the evening", {"both"}),
    ("neither side moves", {"both"}),
    ("both corners turn down", {"both"}),
    ("my smile goes up only to the left", {"left"}),
    ("right hand corner of my lip wont lift", {"right"}),
    ("lid on right is half shut", {"right"}),
    ("eye (L)", {"left"}),
    ("eyelid, R", {"right"}),
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
    # as typed
    ("botox for the eyes wrinkles", {"crows_feet_periocular"}),
    ("the furrow between", {"glabella_frown"}),
    ("my furrow lines", {"glabella_frown"}),
    ("wrinkles by my eyes", {"crows_feet_periocular"}),
    ("outer eye lines", {"crows_feet_periocular"}),
    ("those lines at the sides of my eyes", {"crows_feet_periocular"}),
    ("number elevens", {"glabella_frown"}),
    ("the 11 between my brows", {"glabella_frown"}),
    ("fore head", {"forehead"}),
    ("my foreheads heavy", {"forehead"}),
    ("crows ft", {"crows_feet_periocular"}),
    ("craws feet", {"crows_feet_periocular"}),
    ("masseters & chin", {"chin", "masseter_jaw"}),
    ("bruxism botox", {"masseter_jaw"}),
    ("for teeth clenching", {"masseter_jaw"}),
    ("my chewing muscle", {"masseter_jaw"}),
    ("jaw muscles", {"masseter_jaw"}),
    ("squared jaw", {"masseter_jaw"}),
    ("platysmal bands", {"neck_platysma"}),
    ("my neck", {"neck_platysma"}),
    ("DAOs", {"mouth_corner_dao"}),
    ("down turned corners", {"mouth_corner_dao"}),
    ("corners of lips", {"mouth_corner_dao"}),
    ("my top lip curls", {"upper_lip_perioral"}),
    ("gummy grin", {"upper_lip_perioral"}),
    ("lip lines above the mouth", {"upper_lip_perioral"}),
    ("lower lids puffy", {"eyelid"}),
    ("eye lid half down", {"eyelid"}),
    ("eyebrow tail", {"brow"}),
    ("end of my brow", {"brow"}),
    ("cheeck drops", {"cheek"}),
    ("apple of my cheek", {"cheek"}),
    ("under both eyes", {"under_eye"}),
    ("tear trough area", {"under_eye"}),
    ("temples and forehead", {"forehead"}),
    ("bottom lip uneven", {"lower_lip"}),
    ("chin dimples", {"chin"}),
    ("i'm all ears", set()),
    ("frowned upon", set()),
    ("keep your chin up", set()),
    ("see eye specialist", set()),
    ("forehed n crowsfeet", {"crows_feet_periocular", "forehead"}),
    ("massater", {"masseter_jaw"}),
    ("masseteric", {"masseter_jaw"}),
    ("glabellar complex", {"glabella_frown"}),
    ("elevens and worry lines", {"forehead", "glabella_frown"}),
    ("laughter lines by the eye", {"crows_feet_periocular"}),
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
