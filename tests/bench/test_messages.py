"""Labelled messages and pairs are read whole or refused with the file, the line and the reason."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bench.messages import CONCERNS, BadInput, default_sets, named_file, read_messages, read_pairs, read_sets
from tests.bench.fakes import message, row, write_rows

GOOD = row(message("m1", "duration", "cause", text="how long, and why?", side="left"))
PAIR = {"id": "p1", "kind": "negate", "a": "x", "b": "not x", "expect": {"red_flag_a": ["red_flag_eye"], "red_flag_b": []}}


def without(key: str, **changed: Any) -> dict[str, Any]:
    return {**{k: v for k, v in GOOD.items() if k != key}, **changed}


def test_a_message_is_read() -> None:
    assert len(CONCERNS) == 25


def test_the_shipped_examination_is_read() -> None:
    for name, path in default_sets():
        assert len(read_messages(path)) >= 100, name
    assert len(read_pairs(Path("tests/exam/pairs.jsonl"))) >= 200


def test_fields_become_what_they_say(tmp_path: Path) -> None:
    (one,) = read_messages(write_rows(tmp_path / "m.jsonl", [GOOD, ""]))
    assert (one.id, one.text, one.concerns, one.facts["side"]) == ("m1", "how long, and why?", {"duration", "cause"}, "left")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not JSON"),
        ('["m"]', "not a JSON object"),
        (without("id"), 'no "id"'),
        (without("text"), 'no "text"'),
        (without("", text=5), '"text" is not a string'),
        (without("concern"), 'no "concern"'),
        (without("", concern="cause"), '"concern" is not a list'),
        (without("", concern=["hiccups"]), "unknown concern 'hiccups'"),
        (without("", concern=[["cause"]]), "unknown concern"),
        (without("entities"), 'no "entities"'),
        (without("", entities={"months": "two"}), "is not a number"),
        (without("", entities={"months": True}), "is not a number"),
        (without("", entities={"area_canon": "brow"}), "is not a list"),
        (without("", entities={"side": 1}), '"side"'),
        (GOOD, "'m1' was used before"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: Any, reason: str) -> None:
    path = write_rows(tmp_path / "m.jsonl", [GOOD, "", line])
    with pytest.raises(BadInput) as error:
        read_messages(path)
    assert str(error.value).startswith(f"{path}:3: ")
    assert reason in str(error.value)


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    path = tmp_path / "m.jsonl"
    path.write_bytes(b'{"id": "\xff"}\n')
    with pytest.raises(BadInput, match=r"m\.jsonl:1: not UTF-8"):
        read_messages(path)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"kind": None}, '"kind" is not a string'),
        ({"expect": []}, '"expect" is not an object'),
        ({"b": 1}, '"b" is not a string'),
        ({"expect": {"finding": "ptosis", "status_a": "affirmed"}}, 'no "status_b"'),
        ({"expect": {"entity": "side", "value_a": "left"}}, 'no "value_b"'),
    ],
)
def test_a_bad_pair_is_named(tmp_path: Path, change: dict[str, Any], reason: str) -> None:
    path = write_rows(tmp_path / "p.jsonl", [PAIR | change])
    with pytest.raises(BadInput) as error:
        read_pairs(path)
    assert str(error.value) == f"{path}:1: {reason}"


def test_a_missing_and_an_empty_file_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"none\.jsonl: cannot be read"):
        read_messages(tmp_path / "none.jsonl")
    with pytest.raises(BadInput, match="holds no line"):
        read_messages(write_rows(tmp_path / "empty.jsonl", ["", " "]))


def test_sets_are_named_on_the_command_line() -> None:
    assert named_file("clinic=a=b.jsonl") == ("clinic", Path("a=b.jsonl"))


@pytest.mark.parametrize("setting", ["clinic", "=file", "clinic=", "../up=file", "a b=file"])
def test_a_setting_that_names_no_set_is_refused(setting: str) -> None:
    with pytest.raises(BadInput, match="NAME=FILE"):
        named_file(setting)


def test_a_name_is_used_once_and_there_is_something_to_read(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "m.jsonl", [GOOD])
    with pytest.raises(BadInput, match="two sets are named 'a'"):
        read_sets([("a", path), ("a", path)])
    with pytest.raises(BadInput, match="no labelled messages"):
        read_sets([])


def test_by_default_every_examination_and_the_development_set_are_read(tmp_path: Path) -> None:
    exam, development = tmp_path / "project" / "tests" / "exam", tmp_path / "shared" / "eval" / "messages-dev.jsonl"
    exam.mkdir(parents=True)
    for name in ("messages.jsonl", "messages-2.jsonl", "pairs.jsonl"):
        (exam / name).touch()
    assert [name for name, _ in default_sets(tmp_path / "project")] == ["exam-2", "exam"]
    development.parent.mkdir(parents=True)
    development.touch()
    assert default_sets(tmp_path / "project")[-1] == ("dev", development)
