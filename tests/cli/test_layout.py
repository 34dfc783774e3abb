"""Replies as blocks: the card, the time line, the sources, and data of unexpected shape."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.blocks import Card, Lines, Look, Prose
from cli.disposition import SIGNS, card, dates, sign
from cli.layout import of_turn
from cli.replies import Reply, read
from cli.sources import NOTHING, explain, explains
from cli.timeline import chart
from tests.cli.conftest import ROOT
from tests.cli.fakebot import ANSWERS
from triage.levels import Level


def reply(name: str) -> Reply:
    return read(ANSWERS[name][0])


def test_every_level_has_its_own_word_symbol_and_letter_sign() -> None:
    assert set(SIGNS) == {level.value for level in Level}
    for aspect in ("symbol", "ascii", "words", "colour"):
        assert len({getattr(its, aspect) for its in SIGNS.values()}) == len(SIGNS)


def test_the_widget_and_the_terminal_call_a_level_the_same() -> None:
    source = (ROOT / "widget" / "parts" / "words.js").read_text()
    for level, its in SIGNS.items():
        assert f'{level}: ["{its.words}", ' in source


def test_an_unknown_level_keeps_its_name() -> None:
    assert sign("NEXT_WEEK").words == "NEXT WEEK"
    assert sign("").words == "ADVICE"


def test_the_card_says_the_action_first_and_nothing_twice() -> None:
    lead, drawn = card(reply("emergency"), Look())
    assert lead == ""
    assert drawn.title == "■ Emergency: call now"
    assert drawn.text == "Call 112 now.\nYou cannot swallow."
    assert drawn.rows == (
        ("Because", "it began today"),
        ("Also", "have the eye seen"),
        ("Remember", "come back any time"),
    )


def test_what_the_text_says_before_the_action_leads_to_the_card() -> None:
    data = {"type": "disposition", "level": "WATCH", "action": "Wait until Monday", "reasons": ["a", "b"]}
    text = "You told me much.\nIt is mild. Wait until Monday. Then look again."
    lead, drawn = card(read({"text": text, "custom": {"data": data}}), Look())
    assert (lead, drawn.text) == ("You told me much.", "Wait until Monday.\nIt is mild. Then look again.")
    assert drawn.rows == (("Because", "a"), ("", "b"))


@pytest.mark.parametrize(("level", "dated"), [("EMERGENCY", False), ("SAME_DAY", False), ("INJECTOR", True), ("WATCH", True)])
def test_dates_to_wait_for_stand_only_where_waiting_is_advised(level: str, dated: bool) -> None:
    data = {"type": "disposition", "level": level, "dates": {"review": "3 May 2026", "specialist": "3 July 2026"}}
    _, drawn = card(read({"text": "See someone by 3 July 2026.", "custom": {"data": data}}), Look())
    assert drawn.rows == ((("Clearly better by", "3 May 2026"),) if dated else ())


def test_an_action_without_text_is_the_card() -> None:
    data = {"type": "disposition", "level": "WATCH", "action": "Wait", "who": "you", "when": "now"}
    _, drawn = card(read({"custom": {"data": data}}), Look())
    assert (drawn.text, drawn.rows) == ("Wait", (("When", "now"), ("Who", "you")))


def test_the_card_of_the_policy_itself() -> None:
    import datetime

    from triage.decide import decide
    from triage.facts import Facts
    from triage.reply import disposition

    today = datetime.date(2026, 11, 24)
    facts = Facts(days_since_injection=120)
    said = disposition(decide(facts), facts, today)
    lead, drawn = card(read(said), Look())
    data = said["custom"]["data"]
    assert lead == "" and drawn.text.partition("\n")[0] == data["action"]
    assert drawn.rows == (), "the text says everything already"
    assert all(f"\n- {item}" in drawn.text for item in data["safety_net"])
    assert all(line in drawn.text for line in said["text"].split("\n")[1:] if "can't examine" not in line)


def test_dates_of_either_shape() -> None:
    assert dates({"review": "3 May 2026", "specialist": None}) == [("Clearly better by", "3 May 2026")]
    assert dates({"4": {"iso": "2026-05-03", "written": "3 May 2026"}}) == [("4 months after", "3 May 2026")]
    assert dates([]) == []


def test_the_chart() -> None:
    lines = chart(reply("timeline").data, Look(width=60))
    assert lines == (
        "Months after the injections:",
        "                          0    1   2    3    4    5   6    7",
        "answer 1 of 10     4 to 6 ···················│█████████·····",
        "  if nothing is repeated",
        "answer 3 of 10     3 to 4 ··············█████│··············",
        "answer 9 of 10  6 or more ···················│········█████>",
        "today                                        ▲",
        "Today: about 4 months",
        "Clearly better by: 24 December 2026",
    )


def test_the_chart_in_ascii_and_without_room() -> None:
    assert all(line.isascii() for line in chart(reply("timeline").data, Look(ascii_only=True)))
    narrow = chart(reply("timeline").data, Look(width=30))
    assert "answer 3 of 10: 3 to 4" in narrow
    assert all(len(line) <= 31 for line in narrow)


def test_the_chart_of_the_project_itself() -> None:
    import datetime

    from triage.facts import Facts
    from triage.timeline import timeline

    lines = chart(timeline(Facts(days_since_injection=122), datetime.date(2026, 11, 24)), Look())
    assert sum(line.startswith("answer ") for line in lines) == 6
    assert "Today: about 4 months" in lines
    assert lines[-1].startswith("6 months after: ")
    assert {"about 4", "up to 5", "3 to 6"} <= {
        found[1] for line in lines if (found := re.search(r" of 10 +(\w+ [\w ]*\d)", line))
    }


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({}, ()),
        ({"ranges": None, "today_months": "soon"}, ()),
        ({"ranges": [{"doctor": 2, "months": [3, 4]}]}, "answer 2 of 10"),
        ({"ranges": [{"answer": 2, "to": 4}]}, "up to 4"),
        ({"ranges": [{"answer": 2, "from": 9, "to": 3}]}, "3 to 9"),
        ({"ranges": [{"answer": 2, "from": 4, "to": 4, "approximate": True}]}, "about 4"),
        ({"ranges": [{"answer": 2, "note": "no figure given"}]}, "no figure given"),
        ({"ranges": [{"answer": 2, "from": float("nan"), "to": 1e300}, 7, None]}, ()),
        ({"today_months": 1}, "Today: about 1 month"),
    ],
)
def test_the_chart_of_odd_data(data: dict[str, Any], expected: str | tuple[()]) -> None:
    lines = chart(data, Look())
    assert lines == () if expected == () else str(expected) in "\n".join(lines)


def test_why() -> None:
    said = explain(reply("side"), (reply("duration"), reply("emergency")))
    assert said.splitlines() == [
        "Why the last question was asked:",
        "  The side tells the muscle.",
        "What the last answer rests on (duration):",
        "  answer 4 of 10: claims 4.8, 4.9",
        "  answer 7 of 10: claim 7.1",
        "  about four months: 6 of 10",
        "  evidence: A7",
        "Why the advice is “Emergency: call now” (rule E2):",
        "  - you cannot swallow",
        "  - it began today",
        "  evidence: E2",
    ]
    assert explain(None, ()) == NOTHING


def test_why_in_words() -> None:
    known = {"claims": {"4.8": {"answer": 4, "text": "three to six"}}, "evidence": {"A7": {"text": "Mostly four. (A book)"}}}
    assert explain(None, (reply("duration"),), known).splitlines()[1:] == [
        "  answer 4 of 10: three to six (4.8); 4.9",
        "  answer 7 of 10: claim 7.1",
        "  about four months: 6 of 10",
        "  evidence A7: Mostly four. (A book)",
    ]


def test_the_time_line_is_not_told_twice() -> None:
    text = "Two of ten give a figure in months after the injections:\n- Answer 1: four.\n- Answer 2: none.\nYou are at about 4 months, on 3 May 2026."
    data = {"type": "timeline", "ranges": [{"answer": 1, "from": 4, "to": 4}], "today_months": 4.0, "dates": {"4": "3 May 2026"}}
    [[first, chart_, rest]] = of_turn([read({"text": text, "custom": {"data": data}})], Look())
    assert first == Prose("Two of ten give a figure in months after the injections:")
    assert isinstance(chart_, Lines) and not any("3 May" in line or "Today" in line or "Months" in line for line in chart_.lines)
    assert rest == Prose("- Answer 2: none.\nYou are at about 4 months, on 3 May 2026.")


def test_a_list_that_the_choices_show_is_not_read_out_as_well() -> None:
    from triage.questions import questions

    for name in ("danger", "again"):
        asked = questions().questions[name]
        titles = list(questions().checklist_choices)
        text = f"{' '.join(asked.slots.values())}\n({asked.why})"
        data = {"type": "question", "multiple": True, "why": asked.why, "step": 1, "of": 4, "choices": titles}
        [[step, said, why, choices]] = of_turn([read({"text": text, "custom": {"data": data}})], Look())
        assert (step, why) == (Prose("Question 1 of at most 4", quiet=True), Prose(f"({asked.why})", quiet=True))
        assert isinstance(said, Prose) and said.text.endswith("? And can you move your lips, speak, chew and swallow?")
        assert ";" not in said.text and len(said.text) < 140
        assert isinstance(choices, Lines) and all(any(title in line for line in choices.lines) for title in titles)


def test_small_talk_does_not_take_the_place_of_sources() -> None:
    data = {"type": "answer", "v": 1, "concern": "dialogue", "doctors": [], "counts": {}, "evidence": []}
    assert not explains(read({"text": "Hi", "custom": {"data": data}}))
    assert explains(reply("duration"))


def test_documents_have_whole_addresses_and_only_web_ones() -> None:
    [blocks] = of_turn([reply("summary please")], Look(base="https://x.example/a"))
    assert blocks == [Prose("Summary."), Prose("As PDF: https://x.example/chat/v1/s.pdf?t=1", quiet=True)]
    [blocks] = of_turn([read({"text": "x", "image": "javascript:alert(1)", "attachment": ["y"]})], Look())
    assert blocks == [Prose("x")]


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from("level action who when reasons secondary dates ranges today_months doctors counts choices".split())


@given(st.sampled_from(["question", "answer", "disposition", "timeline", "summary", "new"]), st.dictionaries(NAMES, JSON))
def test_no_data_breaks_the_client(kind: str, data: dict[str, Any]) -> None:
    odd = read({"text": "Hello", "custom": {"data": {**data, "type": kind}}})
    [blocks] = of_turn([odd], Look())
    explain(odd, (odd,))
    assert any("Hello" in (block.text if isinstance(block, Card | Prose) else "") for block in blocks)
    assert all(isinstance(block, Card | Prose | Lines) for block in blocks)
