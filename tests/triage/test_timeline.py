"""The time line: calendar months from the injections, the six ranges with their conditions, and the same in words."""

from __future__ import annotations

import datetime
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.facts import Facts
from triage.timeline import add_months, months_between, timeline, written

TODAY = datetime.date(2026, 9, 3)
INJECTED = datetime.date(2026, 5, 3)
FOUR_MONTHS = Facts(days_since_injection=(TODAY - INJECTED).days)


def test_the_dates_are_calendar_months_after_the_injections() -> None:
    assert timeline(FOUR_MONTHS, TODAY)["dates"] == {
        "3": {"iso": "2026-08-03", "written": "3 August 2026"},
        "4": {"iso": "2026-09-03", "written": "3 September 2026"},
        "5": {"iso": "2026-10-03", "written": "3 October 2026"},
        "6": {"iso": "2026-11-03", "written": "3 November 2026"},
    }


def test_the_patients_place_is_in_months() -> None:
    assert timeline(FOUR_MONTHS, TODAY)["today_months"] == 4.0


def test_each_range_bears_its_condition_and_endpoint() -> None:
    ranges = {row["answer"]: row for row in timeline(Facts(), TODAY)["ranges"]}
    assert list(ranges) == [1, 4, 5, 7, 8, 9]
    assert ranges[4]["endpoint"] == "no longer self-conscious"
    assert ranges[7]["condition"] == "for a first treatment" and ranges[7]["claim"] == "7.2"
    assert "if Botox is the cause" in ranges[8]["note"]


def test_an_upper_limit_alone_gets_no_lower_one() -> None:
    nine = timeline(Facts(), TODAY)["ranges"][-1]
    assert (nine["min"], nine["from"], nine["max"], nine["to"]) == (None, 0, 5, 5)
    assert "Answer 9: up to five (" in timeline(Facts(), TODAY)["text"]


def test_without_a_date_there_is_no_place_and_no_date() -> None:
    data = timeline(Facts(), TODAY)
    assert data["today_months"] is None and data["dates"] == {} and "You are at" not in data["text"]


def test_injections_still_to_come_have_no_place() -> None:
    assert timeline(Facts(days_since_injection=-4), TODAY)["today_months"] is None


def test_the_text_says_what_the_plot_shows() -> None:
    text = timeline(FOUR_MONTHS, TODAY)["text"]
    assert "Six of the ten doctors" in text and "You are at about 4 months" in text
    for said in ("four to six", "three to six", "three to four", "3 August 2026 (three)", "3 November 2026 (six)"):
        assert said in text


def test_daxxify_is_told_apart() -> None:
    assert "leaflet" in timeline(FOUR_MONTHS.with_(product="daxxify"), TODAY)["text"]
    assert "leaflet" not in timeline(FOUR_MONTHS, TODAY)["text"]


def test_it_is_json_with_type_and_version() -> None:
    data = json.loads(json.dumps(timeline(FOUR_MONTHS, TODAY)))
    assert (data["type"], data["v"], data["envelope"], data["common"]) == ("timeline", 1, [3, 6], 4)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ((2026, 1, 31), 1, (2026, 2, 28)),
        ((2024, 1, 31), 1, (2024, 2, 29)),
        ((2026, 10, 31), 4, (2027, 2, 28)),
        ((2026, 12, 15), 1, (2027, 1, 15)),
        ((2026, 5, 3), 0, (2026, 5, 3)),
    ],
)
def test_adding_months_keeps_to_the_end_of_short_ones(day: tuple[int, ...], months: int, then: tuple[int, ...]) -> None:
    assert add_months(datetime.date(*day), months) == datetime.date(*then)


@given(st.dates(datetime.date(2000, 1, 1), datetime.date(2090, 1, 1)), st.integers(0, 36))
def test_whole_months_are_counted_back(day: datetime.date, months: int) -> None:
    assert months_between(day, add_months(day, months)) == months


def test_parts_of_months() -> None:
    assert months_between(datetime.date(2026, 2, 3), datetime.date(2026, 3, 18)) == 1.5
    assert months_between(TODAY, TODAY) == 0


def test_dates_are_written_as_people_do() -> None:
    assert written(INJECTED) == "3 May 2026"
