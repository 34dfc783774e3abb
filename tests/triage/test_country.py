"""The country a channel knows chooses the telephone numbers; what the patient says about it counts for more."""

from __future__ import annotations

import datetime

import pytest

from triage import dialogue, emergency

TODAY = datetime.date(2026, 11, 24)
SWALLOW = {"findings": [{"code": "dysphagia", "status": "affirmed", "text": "cannot swallow", "start": 2, "end": 16}]}


def heard(text, country=None, understood=None):
    return {
        "event": "user",
        "text": text,
        "parse_data": understood or {},
        "metadata": {"country": country} if country else {},
    }


@pytest.mark.parametrize(
    ("events", "country"),
    [
        ([heard("hello")], None),
        ([heard("hello", "GB")], "gb"),
        ([heard("hello", "GB"), heard("and now", "US")], "gb"),
        ([heard("I live in Germany", "GB")], "de"),
        ([heard("I live in Germany"), heard("and now", "GB")], "de"),
    ],
)
def test_the_first_country_stays_unless_another_is_told(events, country):
    assert dialogue.read(events, TODAY).case.facts.country == country


@pytest.mark.parametrize(("country", "numbers"), [("GB", "999"), ("US", "911"), ("AU", "000")])
def test_an_emergency_names_the_numbers_of_the_country(country, numbers):
    alarm = emergency.alarm(dialogue.read([heard("I cannot swallow since neck botox", country, SWALLOW)], TODAY))
    assert alarm is not None
    assert alarm.slots["emergency_numbers"].startswith(numbers)
    assert "(" not in alarm.slots["emergency_numbers"]
