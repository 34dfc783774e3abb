"""Brands, doses, fillers, providers and earlier treatments. The sentences are the project's own."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.products import find


def values(text: str, label: str) -> list[object]:
    return [item.value for item in find(text) if item.label == label]


CASES = [
    ("had Botox", "product", ["botox"]),
    ("bottox in jaw", "product", ["botox"]),
    ("botoks", "product", ["botox"]),
    ("BOTUX gone wrong", "product", ["botox"]),
    ("i was botoxed", "product", ["botox"]),
    ("dsyport", "product", ["dysport"]),
    ("disport pls", "product", ["dysport"]),
    ("zeomin", "product", ["xeomin"]),
    ("jeuveu", "product", ["jeuveau"]),
    ("daxify", "product", ["daxxify"]),
    ("letibo not botox", "product", ["letybo", "botox"]),
    ("azzallure", "product", ["azzalure"]),
    ("bocoutur", "product", ["bocouture"]),
    ("alluzience", "product", ["alluzience"]),
    ("Nuceiva", "product", ["nuceiva"]),
    ("re n tox", "product", ["rentox"]),
    ("innotox from korea", "product", ["innotox"]),
    ("botulinum (Linurse brand)", "product", ["linurse"]),
    ("botox like 6 weeks ago", "product", ["botox"]),
    ("the toxin", "product", []),
    ("tox party", "product", []),
    ("support and sport", "product", []),
    ("import report", "product", []),
    ("bo tox", "product", ["botox"]),
    ("Botoxx", "product", ["botox"]),
    ("bottoxed my jaw", "product", ["botox"]),
    ("my botox'd forehead", "product", ["botox"]),
    ("#botox fail", "product", ["botox"]),
    ("Dysport®", "product", ["dysport"]),
    ("dysport/azzalure", "product", ["dysport", "azzalure"]),
    ("dyspport", "product", ["dysport"]),
    ("xeomin's", "product", ["xeomin"]),
    ("xeomin(50u)", "product", ["xeomin"]),
    ("vial says Bocouture 50", "product", ["bocouture"]),
    ("letybo 100", "product", ["letybo"]),
    ("jeuveau aka newtox", "product", ["jeuveau", "jeuveau"]),
    ("Daxxify was the brand", "product", ["daxxify"]),
    ("botulinum toxin type a", "product", []),
    ("anti wrinkle jabs", "product", []),
    ("report the seaport", "product", []),
    ("botany class", "product", []),
    ("detox tea", "product", []),
    ("relfydess x2", "product", ["relfydess"]),
    ("BOTOX COSMETIC", "product", ["botox"]),
    ("baby botox", "product", ["botox"]),
    ("babytox", "product", []),
    ("micro-botox", "product", ["botox"]),
    ("dis port", "product", ["dysport"]),
    ("nabota i think", "product", ["nabota"]),
    ("bootox", "product", ["botox"]),
    ("my Botox injector", "product", ["botox"]),
    ("had disport", "product", ["dysport"]),
    ("xeomine", "product", ["xeomin"]),
    ("Azzalur", "product", ["azzalure"]),
    ("jeaveau", "product", ["jeuveau"]),
    ("daxxify last month", "product", ["daxxify"]),
    ("bo-tox'd", "product", ["botox"]),
    ("the toxin brand is unknown", "product", []),
    ("borax", "product", []),
    ("botched job", "product", []),
    ("bottom lip", "product", []),
    ("both oxen", "product", []),
    ("transport", "product", []),
    ("boxes", "product", []),
    ("letybo?", "product", ["letybo"]),
    ("20 units", "dose", [20]),
    ("25u/side", "dose", [25]),
    ("6 per eye", "dose", [6]),
    ("2u", "dose", [2]),
    ("50 unit each side", "dose", [50]),
    ("twenty units", "dose", [20]),
    ("20-25 units", "dose", [22.5]),
    ("30 each side", "dose", [30]),
    ("64iu", "dose", [64]),
    ("2.5 units a point", "dose", [2.5]),
    ("10 days ago", "dose", []),
    ("2 u know what", "dose", []),
    ("£20 a unit", "dose", []),
    ("i am 34", "dose", []),
    ("lip filler too", "filler", ["yes"]),
    ("yes, filler too", "filler", ["yes"]),
    ("no filler", "filler", ["no"]),
    ("never had any filler", "filler", ["no"]),
    ("juvederm in my chin", "filler", ["yes"]),
    ("restylane", "filler", ["yes"]),
    ("a clinic", "provider", ["clinic"]),
    ("a dentist", "provider", ["dentist"]),
    ("someone without a licence", "provider", ["unlicensed"]),
    ("I injected it myself", "provider", ["self"]),
    ("a clinic abroad", "provider", ["abroad"]),
    ("my friend injected me", "provider", ["unlicensed"]),
    ("bought the vial online", "provider", ["unlicensed"]),
    ("had it in Turkey", "provider", ["abroad"]),
    ("in her kitchen", "provider", ["unlicensed"]),
    ("a nurse did it", "provider", ["nurse"]),
    ("my dermatologist injected it", "provider", ["doctor"]),
    ("should i see a doctor", "provider", []),
    ("DIY botox", "provider", ["self"]),
    ("at a botox party", "provider", ["unlicensed"]),
    ("a clinic, I think", "provider", ["clinic"]),
    ("it was my first time", "first_treatment", ["yes"]),
    ("my 4th time", "first_treatment", ["no"]),
    ("never a problem before", "first_treatment", ["no"]),
    ("first day after botox", "first_treatment", []),
    ("botox for 6 years", "years_of_repeats", [6]),
    ("7-10 yrs of botox", "years_of_repeats", [8.5]),
    ("for 12 years i've had botox", "years_of_repeats", [12]),
    ("botox 2 years ago", "years_of_repeats", []),
    ("i am 40 years old", "years_of_repeats", []),
]


@pytest.mark.parametrize(("text", "label", "wanted"), CASES)
def test_what_was_injected_and_by_whom_is_read(text: str, label: str, wanted: list[object]) -> None:
    assert values(text, label) == wanted


def test_the_component_runs_in_a_pipeline() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("products")
    doc = nlp("25u of dysport")
    assert [(s.label_, s._.value) for s in doc.spans["entities"]] == [
        ("product", "dysport"),
        ("dose", 25),
    ]


@given(st.text(max_size=150))
@settings(max_examples=300)
def test_no_text_breaks_it(text: str) -> None:
    assert all(0 <= item.start < item.end <= len(text) for item in find(text))
