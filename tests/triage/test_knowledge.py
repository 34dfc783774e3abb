"""The knowledge files load, are complete, keep their traps marked, and complain where something is wrong."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from triage.knowledge import EU_MEMBERS, FOLDER, KnowledgeError, knowledge, load

OWN = ("doctors.yml", "evidence.yml", "services.yml")
OWN_WORDS = Path(__file__).resolve().parents[2].parent / "shared" / "eval" / "own_words.py"
CLAIMS_AN_ANSWER = {1: 6, 2: 3, 3: 4, 4: 8, 5: 8, 6: 6, 7: 9, 8: 3, 9: 4, 10: 5}


def test_every_claim_of_the_ten_answers_is_there() -> None:
    ids = [claim.id for claim in knowledge().claims]
    assert ids == [f"{a}.{n}" for a, most in CLAIMS_AN_ANSWER.items() for n in range(1, most + 1)]


def test_the_knowledge_is_read_once() -> None:
    assert knowledge() is knowledge()


def test_years_of_repeats_are_no_duration_and_the_comparison_with_a_stroke_is_no_sign() -> None:
    claim = knowledge().claim("1.3")
    assert claim.not_a_duration and claim.duration is None and claim.not_triage == ("stroke",)
    assert claim.exposure is not None and (claim.exposure.min, claim.exposure.max) == (12, 24)


@pytest.mark.parametrize("id", ["5.5", "6.6", "7.5", "10.3"])
def test_remarks_on_looks_are_never_shown(id: str) -> None:
    assert knowledge().claim(id).comments_on_looks and knowledge().claim(id).not_shown


@pytest.mark.parametrize("id", ["5.3", "5.4", "5.6", "6.1", "7.4", "7.6", "10.2"])
def test_opinions_on_photos_are_marked(id: str) -> None:
    assert knowledge().claim(id).photo_opinion


def test_playing_down_is_never_shown() -> None:
    assert knowledge().claim("7.8").not_shown


@pytest.mark.parametrize(
    ("id", "words"),
    [("1.2", "except"), ("4.8", "amount"), ("6.4", "all four"), ("6.5", "worse"), ("7.2", "first"), ("7.3", "if Botox"),
     ("7.7", "after"), ("8.1", "if Botox"), ("9.1", "if Botox"), ("10.5", "unhappy")],
)  # fmt: skip
def test_a_condition_a_doctor_attached_stays_attached(id: str, words: str) -> None:
    assert words in (knowledge().claim(id).condition or "")


def test_the_gate_of_answer_six_needs_all_four_functions() -> None:
    assert knowledge().claim("6.4").requires_all == ("moves_lips", "speaks", "chews", "swallows")


def test_general_knowledge_has_no_confidence_and_no_other_row_lacks_a_source() -> None:
    flagged = {row.id for row in knowledge().evidence if row.general_knowledge}
    assert flagged == {"A12", "A15", "B7", "F6", "H5", "I8", "I9"}
    assert all(row.source for row in knowledge().evidence if not row.general_knowledge)


def test_every_country_of_the_eu_has_112() -> None:
    for code in EU_MEMBERS:
        assert "112" in {contact.number for contact in knowledge().country(code).emergency}, code


@pytest.mark.parametrize("code", "gb ie us ca au nz in za sg ae tr br mx".split())
def test_the_countries_of_the_brief_are_there(code: str) -> None:
    assert knowledge().country(code).code == code


@pytest.mark.parametrize("code", [None, "", "zz", "atlantis"])
def test_an_unknown_country_gets_all_common_numbers(code: str | None) -> None:
    country = knowledge().country(code)
    assert country.code == "unknown"
    assert all(number in country.emergency_text for number in ("999", "911", "112", "000"))
    assert all(number in country.crisis_text for number in ("988", "116 123", "findahelpline.com"))


def test_a_country_is_found_in_any_case() -> None:
    assert knowledge().country("GB").emergency_text == "999 or 112"


def test_each_number_says_what_it_rests_on() -> None:
    for country in knowledge().countries:
        for contact in (*country.emergency, country.same_day, *country.crisis, country.regulator):
            assert contact.source and contact.confidence in ("H", "M", "L", "GK"), (country.code, contact.name)


@pytest.mark.skipif(not OWN_WORDS.exists(), reason="the seed is not beside the project")
def test_no_eight_words_in_a_row_from_the_answers() -> None:
    spec = importlib.util.spec_from_file_location("own_words", OWN_WORDS)
    assert spec and spec.loader
    own_words = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(own_words)
    known = own_words.runs(own_words.words(own_words.SEED.read_text(encoding="utf-8").split("Doctor Answers", 1)[1]))
    project = Path(__file__).resolve().parents[2]
    for path in [*(FOLDER / name for name in OWN), *(project / "triage").glob("*.py"), Path(__file__)]:
        shared = own_words.runs(own_words.words(path.read_text(encoding="utf-8"))) & known
        assert not shared, (path.name, shared)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in OWN:
        shutil.copy(FOLDER / name, tmp_path / name)
    return tmp_path


def _claim(data: Any, id: str) -> Any:
    return next(c for a in data["answers"] for c in a["claims"] if c["id"] == id)


def _drop_answer(data: Any) -> None:
    data["answers"].pop()


def _repeat_claim(data: Any) -> None:
    _claim(data, "1.2")["id"] = "1.1"


def _claim_of_another(data: Any) -> None:
    _claim(data, "1.2")["id"] = "2.9"


def _unknown_tag(data: Any) -> None:
    _claim(data, "1.1")["tags"] = ["no_such_tag"]


def _text_as_month(data: Any) -> None:
    _claim(data, "1.6")["duration"]["max"] = "six"


def _upside_down(data: Any) -> None:
    _claim(data, "1.6")["duration"]["max"] = 2


def _no_words(data: Any) -> None:
    del _claim(data, "4.8")["says"]


def _odd_field(data: Any) -> None:
    _claim(data, "4.8")["colour"] = "blue"


def _odd_mode(data: Any) -> None:
    _claim(data, "4.8")["mode"] = "shouted"


def _lost_condition(data: Any) -> None:
    claim = _claim(data, "9.1")
    del claim["condition"], claim["condition_kind"]


def _repeats_as_duration(data: Any) -> None:
    _claim(data, "1.3")["not_a_duration"] = False


def _looks_shown(data: Any) -> None:
    del _claim(data, "5.5")["not_shown"]


def _dangling_side(data: Any) -> None:
    data["disagreements"][0]["sides"][0]["claims"] = ["4.9"]


def _id_as_number(data: Any) -> None:
    _claim(data, "4.8")["id"] = 4.8


def _twice_in_evidence(data: Any) -> None:
    data["evidence"][1]["id"] = "A1"


def _figure_elsewhere(data: Any) -> None:
    data["evidence"][0]["figure"] = "77 in 100"


def _unsourced(data: Any) -> None:
    del data["evidence"][0]["source"]


def _general_knowledge_as_fact(data: Any) -> None:
    next(row for row in data["evidence"] if row["id"] == "A12")["general_knowledge"] = False


def _no_unknown(data: Any) -> None:
    data["countries"] = [c for c in data["countries"] if c["code"] != "unknown"]


def _no_france(data: Any) -> None:
    data["countries"] = [c for c in data["countries"] if c["code"] != "fr"]


def _no_emergency(data: Any) -> None:
    data["countries"][0]["emergency"] = []


def _emergency_without_number(data: Any) -> None:
    del data["countries"][0]["emergency"][0]["number"]


def _number_as_number(data: Any) -> None:
    data["countries"][0]["emergency"][0]["number"] = 999


def _no_way_out(data: Any) -> None:
    data["countries"][0]["crisis"] = data["countries"][0]["crisis"][:1]


@pytest.mark.parametrize(
    ("file", "breaks", "names"),
    [
        ("doctors.yml", _drop_answer, ["answers", "expected 1 to 10"]),
        ("doctors.yml", _repeat_claim, ["claim 1.1", "expected once", "2 times"]),
        ("doctors.yml", _claim_of_another, ["claim 2.9", "id", "expected to start with 1."]),
        ("doctors.yml", _unknown_tag, ["claim 1.1", "tags", "no_such_tag"]),
        ("doctors.yml", _text_as_month, ["1.6", "duration max", "integer"]),
        ("doctors.yml", _upside_down, ["1.6", "duration", "min <= max"]),
        ("doctors.yml", _no_words, ["4.8", "says", "expected a value"]),
        ("doctors.yml", _odd_field, ["4.8", "colour", "expected no such field"]),
        ("doctors.yml", _odd_mode, ["4.8", "mode", "stated"]),
        ("doctors.yml", _lost_condition, ["9.1", "expected a condition"]),
        ("doctors.yml", _repeats_as_duration, ["1.3", "not_a_duration"]),
        ("doctors.yml", _looks_shown, ["5.5", "not_shown"]),
        ("doctors.yml", _dangling_side, ["disagreement duration", "4.9"]),
        ("doctors.yml", _id_as_number, ["4.8", "id", "str"]),
        ("evidence.yml", _twice_in_evidence, ["row A1", "expected once"]),
        ("evidence.yml", _figure_elsewhere, ["row A1", "figure", "77 in 100"]),
        ("evidence.yml", _unsourced, ["row A1", "source"]),
        ("evidence.yml", _general_knowledge_as_fact, ["row A12", "general_knowledge"]),
        ("services.yml", _no_unknown, ["country unknown", "expected an entry"]),
        ("services.yml", _no_france, ["country fr", "expected an entry"]),
        ("services.yml", _no_emergency, ["country gb", "emergency", "at least one"]),
        ("services.yml", _emergency_without_number, ["country gb", "emergency", "expected a number"]),
        ("services.yml", _number_as_number, ["country gb", "emergency", "number", "str"]),
        ("services.yml", _no_way_out, ["country gb", "crisis", "findahelpline.com"]),
    ],
)
def test_a_broken_file_is_refused_by_name(copy: Path, file: str, breaks: Any, names: list[str]) -> None:
    data = yaml.load((copy / file).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    breaks(data)
    (copy / file).write_text(yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True), encoding="utf-8")
    with pytest.raises(KnowledgeError) as error:
        load(copy)
    message = str(error.value)
    assert message.startswith(file)
    assert all(name in message for name in names), message


@pytest.mark.parametrize("file", OWN)
@pytest.mark.parametrize(("text", "says"), [("- a", "mapping"), ("a: [", "YAML"), (None, "found none")])
def test_a_file_that_is_missing_or_no_mapping_is_refused_by_name(copy: Path, file: str, text: str | None, says: str) -> None:
    (copy / file).unlink()
    if text is not None:
        (copy / file).write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=file) as error:
        load(copy)
    assert says in str(error.value)
