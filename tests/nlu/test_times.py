"""Which time is what. Today is Tuesday, 24 November 2026; every sentence is the project's own."""

from __future__ import annotations

from datetime import date

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu import times_calendar as cal
from nlu.entity_text import LanguageFileError, flat, load
from nlu.times import find
from nlu.times_find import mentions
from nlu.times_units import PATH

TODAY = date(2026, 11, 24)
SINCE, AFTER, ONSET, LENGTH, EVENT, EPISODE = (
    "time_since_injection",
    "onset_after_injection",
    "days_since_onset",
    "symptom_duration",
    "event_age",
    "episode_length",
)


def values(text: str, label: str = SINCE) -> list[float]:
    return [float(item.value) for item in find(text, TODAY) if item.label == label]


ELAPSED = [
    # counted back
    ("botox 3 weeks ago", 21),
    ("had my forehead done ten days ago", 10),
    ("about 2.5 wks ago i got xeomin", 17.5),
    ("dysport a fortnight ago", 14),
    ("fortnite since my jabs", 14),
    ("injected 3 weaks ago", 21),
    ("botox 2 munths ago", 60.8),
    ("jaw botox 6 wks back", 42),
    ("botox was 8 mths ago", 243.2),
    ("got it done 1 month back", 30.4),
    ("3w ago i had botox", 21),
    ("had tox nearly 4 months ago", 121.6),
    ("almost five weeks ago they injected my chin", 35),
    ("botox just over a week ago", 7),
    ("botox less than a week ago", 7),
    ("a bit over two weeks ago dysport", 14),
    ("had it done a couple of weeks ago", 14),
    ("couple weeks ago had my 11s done", 14),
    ("botox a few days ago", 3),
    ("botox several weeks ago", 28),
    ("botox 2 or 3 weeks ago", 17.5),
    ("injections 4-5 months ago", 136.8),
    ("botox four to five days ago", 4.5),
    ("botox 3/4 weeks ago", 24.5),
    ("botox 2 1/2 weeks ago", 17.5),
    ("botox 3 and a half weeks ago", 24.5),
    ("botox a week and a half ago", 10.5),
    ("botox two months and a half ago", 76),
    ("botox half a year ago", 182.5),
    ("botox a month or two ago", 45.6),
    ("crows feet 2 months and 1 week ago", 67.8),
    ("botox 8 wks 3 days ago", 59),
    ("botox a year ago", 365),
    ("botox was 2,5 weeks ago", 17.5),
    ("botox thirty two days ago", 32),
    ("botox 14days ago", 14),
    ("the injections were 14 days ago", 14),
    ("the injections were 1 days ago", 1),
    ("i made botox before 3 weeks", 21),
    ("I do botox to forehead 12 days before and brow fall", 12),
    ("there is 10 days that I did botox", 10),
    # counted on
    ("5 weeks since my masseter botox", 35),
    ("16 days since dysport and it's lopsided", 16),
    ("2 weeks post botox, crooked", 14),
    ("6w post tox", 42),
    ("3m out, still wonky", 91.2),
    ("5 days in and brows are uneven", 5),
    ("7 months on, no change", 212.8),
    ("two weeks after my jaw botox my smile looks odd", 14),
    ("12 days after frown botox i see two of things", 12),
    ("13 weeks and a day since the crows feet", 92),
    ("uneven 4 weeks after, who can look", 28),
    ("11 weeks in, nearly level", 77),
    ("third day after injections and it looks odd", 3),
    ("first day after botox, normal to be uneven?", 1),
    ("couldn't lift my brows for like 7 weeks after forehead botox", 49),
    ("still wonky 14 weeks later, jaw botox", 98),
    ("10 minutes after the needles my lip feels fat", 0.007),
    ("a week after my brow lift botox i look surprised", 7),
    # a day or week of the course
    ("day 9, forehead like a brick", 9),
    ("it's week 8 and i can't stop crying", 56),
    ("im on week 10", 70),
    ("month 4 and still off", 121.6),
    ("d14 one brow up", 14),
    ("lopsided smile at 8 weeks", 56),
    ("uneven eyebrows at 12 days, adjust?", 12),
    ("its now month 5", 152),
    ("day 16 today", 16),
    ("day five and nothing", 5),
    # bare
    ("2 wks ago maybe 3", 14),
    ("yesterday lol", 1),
    ("3 mths nearly", 91.2),
    ("since last tuesday", 7),
    ("a fortnight", 14),
    ("10days", 10),
    ("six weeks", 42),
    ("about ten days i think", 10),
    ("last week", 7),
    ("the other day", 3),
    ("this morning", 0),
    ("the week before last", 14),
    ("couple of months", 60.8),
    ("2 fridays ago", 11),
    ("over 6 months", 182.4),
    ("3rd day", 3),
    ("day b4 yesterday", 2),
    ("Botox to forehead 30/10. Brow heavy.", 25),
    ("been 3 weeks", 21),
    ("5 weeks today", 35),
    ("31st march", 238),
    ("weds", 6),
    ("more than a month", 30.4),
    ("coming up to 3 months", 91.2),
    ("day before yesterday", 2),
    ("2 weeks to the day", 14),
    ("yday", 1),
    ("last month", 30.4),
    ("9wks and counting", 63),
    ("2 and a bit months", 60.8),
    ("a good 5 weeks", 35),
    # default beside other words
    ("18 weeks, one side lags, perhaps a touch better", 126),
    ("it's only been 4 weeks but i cry every day", 28),
    ("migraine shots, 2 months, neck so weak", 60.8),
    ("smile a bit crooked for going on 3 months after dysport", 91.2),
    ("they said 2 weeks but its been 5 weeks", 35),
    ("still crooked after 7 months", 212.8),
    ("nearly a year on and not right", 365),
    ("it will be 8 weeks on friday since i had my frown done", 56),
    ("normal after 10 days to have one brow up?", 10),
    # calendar
    ("botox on wednesday", 6),
    ("got injected last friday", 4),
    ("my jabs were monday gone", 1),
    ("botox a week last tuesday", 14),
    ("forehead done on 31st March", 238),
    ("botox on March 31", 238),
    ("had dysport 16th oct", 39),
    ("injected on 30/10", 25),
    ("treated 8.12.26", 104),
    ("botox on 2026-08-03", 113),
    ("botox 3 november 2026", 21),
    ("botox end of august", 88),
    ("botox in mid june", 162),
    ("had my jaw done in september", 70),
    ("botox at halloween", 24),
    ("got botox at easter", 233),
    ("botox just before christmas", 334),
    ("had it done last summer", 132),
    ("frown done last week", 7),
    ("botox last weekend", 3),
    ("botox yesterday and brow heavy", 1),
    ("cheek filler with my botox this morning", 0),
    ("botox between brows in spring (it's August)", 122),
    ("migraine botox in june. nearly two months now", 60.8),
    ("got botox on the 3rd", 21),
    ("botox tuesday last week", 7),
    # two treatments: the last one
    ("botox 3 months ago, top up 2 weeks ago", 14),
    ("i have botox every 3 months, last one was 6 weeks ago", 42),
    ("topped up 9 days ago after my first botox 5 weeks ago", 9),
    ("I had a stroke 3 years ago and botox 2 weeks ago", 14),
    ("I did filler 2 months ago and botox 10 days ago", 10),
    ("i am 8 weeks postpartum and had botox 2 weeks ago", 14),
    ("botox for 6 years and never this, last session 16 days ago", 16),
]

NOT_ELAPSED = [
    "I'm 34 and thinking about it",
    "34F, smile off",
    "26 and it's getting worse",
    "i had 20 units",
    "every 6 weeks i go back",
    "for 6 years i've had botox",
    "botox lasts 3 months",
    "they said 2 weeks",
    "in two weeks i get married",
    "24/7 headaches",
    "pain is 2 of 10",
    "book me for 3pm",
    "the office said 7-10 days, two weeks tops",
    "will it be gone in 6 weeks",
    "wait another 4 weeks",
    "my wedding is 3 weeks away",
    "does it take 2 weeks to settle",
    "how long does it last, 3 months?",
    "been using the drops for 4 days",
    "been on antibiotics 3 days",
    "drops 4 times a day",
    "i check it 40 times a day",
    "over the last 10 years i've had botox",
    "dr wants to see me in 2 weeks",
    "next week i see the nurse",
    "wedding on saturday",
    "my 3 year old son",
    "a weak smile",
    "one day it just dropped",
    "i am 3 months pregnant",
    "who won the match last night",
    "daxxify lasts 6 months right?",
    "it started 4 days after the injections",
    "since day 6 after my jaw injections i cough",
    "half an hour ago my arm went weak",
    "noticed last wk my mouth droops",
    "I'm going to do it tonight",
    "more today",
    "vitamin d3",
    "my stroke was in 2015",
    "give it 2 more weeks",
    "lip filler 2 months ago went lumpy",
    "botox tomorrow",
    "",
]

OTHERS = [
    ("it started 4 days after the injections", AFTER, 4),
    ("botox 3 weeks ago, lid drooped on day 4", AFTER, 4),
    ("had dysport 6 weeks ago, noticed the droop on day 5", AFTER, 5),
    ("jaw botox 2 months ago. around 3 weeks later my smile became crooked", AFTER, 21),
    ("since day 6 after my jaw injections i cough on water", AFTER, 6),
    ("botox 9 days ago, brows started falling next day", AFTER, 1),
    ("woke up with a droopy lid 4 days after dysport", AFTER, 4),
    ("lid lower since a week after forehead", AFTER, 7),
    ("brow dropped within 48 hours", AFTER, 2),
    ("botox 2 weeks ago, droop since thursday", ONSET, 5),
    ("botox 2 weeks ago, droop since thursday", AFTER, 9),
    ("started 3 days ago", ONSET, 3),
    ("half an hour ago my left hand went clumsy", ONSET, 0.021),
    ("his face dropped 20 min ago", ONSET, 0.014),
    ("lopsided mouth since 2 days", ONSET, 2),
    ("only spotted the droop this morning", ONSET, 0),
    ("noticed last wk my mouth is drooping", ONSET, 7),
    ("top up 5 weeks ago. fortnight later smile locked. week 3 of that now", ONSET, 21),
    ("smile crooked for 3 weeks", LENGTH, 21),
    ("my lip has been like this since thursday", ONSET, 5),
    ("my stroke was in 2015, botox last week", EVENT, 4164),
    ("banged my head last month", EVENT, 30.4),
    ("10 years ago i had bell's palsy. 9 days ago botox", EVENT, 3650),
    ("the weakness lasted 10 minutes then went", EPISODE, 0.007),
    ("arm numb for 20 minutes then fine", EPISODE, 0.014),
    ("the droop came 2 months after the botox, 3 weeks ago now", SINCE, 81.8),
    ("i saw the dr last week", EVENT, 7),
    ("2 weeks after botox for gummy smile, like that since day 4", ONSET, 10),
]


@pytest.mark.parametrize(("text", "days"), ELAPSED)
def test_a_time_since_the_injection_is_read_in_days(text: str, days: float) -> None:
    assert any(abs(value - days) <= 0.05 for value in values(text)), find(text, TODAY)


@pytest.mark.parametrize("text", NOT_ELAPSED)
def test_what_is_no_elapsed_time_is_none(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(("text", "label", "days"), OTHERS)
def test_onset_length_and_other_events_are_told_apart(text: str, label: str, days: float) -> None:
    assert any(abs(value - days) <= 0.05 for value in values(text, label)), find(text, TODAY)


def test_an_onset_answer_says_nothing_of_the_injection_date() -> None:
    assert [item.label for item in find("it started 4 days after the injections", TODAY)] == [AFTER]


def test_a_late_elapsed_time_is_not_taken_for_a_late_onset() -> None:
    assert values("still crooked after 7 months", AFTER) == []


def test_the_writers_own_today_counts() -> None:
    assert values("botox on wednesday, now saturday night a rash") == [3]


def test_dates_yet_to_come_are_not_emitted() -> None:
    assert values("botox on 3 december 2026") == []


@pytest.mark.parametrize(
    ("snippet", "day"),
    [
        ("12/8", date(2026, 8, 12)),
        ("8/12/2025", date(2025, 12, 8)),
        ("30/10", date(2026, 10, 30)),
        ("31st march", date(2026, 3, 31)),
    ],
)
def test_of_two_orders_of_a_date_the_recent_past_one_is_meant(snippet: str, day: date) -> None:
    assert cal.numeric_date(snippet, TODAY) == day


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("easter", date(2026, 4, 5)),
        ("thanksgiving", date(2025, 11, 27)),
        ("bank_holiday", date(2026, 8, 31)),
        ("new_year", date(2026, 1, 1)),
    ],
)
def test_a_holiday_is_its_last_past_occurrence(name: str, day: date) -> None:
    assert cal.holiday(name, TODAY) == day


def test_the_component_writes_spans_with_value_and_exact_offsets() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("times")
    doc = nlp.make_doc("botox 10days ago")
    doc.user_data["today"] = TODAY
    span = nlp(doc).spans["entities"][0]
    assert (span.label_, span._.value, span._.chars) == (SINCE, 10, (6, 12))


def test_a_faulty_language_file_is_named_with_key_and_expectation(tmp_path: object) -> None:
    with pytest.raises(LanguageFileError, match=r"times\.yml: nothing: expected a dict"):
        load(PATH, {"nothing": dict})


@given(st.text(max_size=120))
@settings(max_examples=300)
def test_no_text_breaks_it_and_offsets_lie_within(text: str) -> None:
    assert len(flat(text)) == len(text)
    for item in find(text, TODAY):
        assert 0 <= item.start < item.end <= len(text)


_PIECES = st.sampled_from(
    [
        "botox",
        "3",
        "weeks",
        "ago",
        "on",
        "12/8",
        "31",
        "feb",
        "since",
        "day",
        "99/99",
        "monday",
        "½",
        "last",
        "İ",
        "29",
        "0",
        "march",
        "2026-13-45",
        "a",
        "few",
        "week",
        ".",
        ",",
        "spring",
        "easter",
        "00.00.00",
        "1/0 weeks",
        "end of",
        "after",
    ]
)


@given(st.lists(_PIECES, max_size=14), st.dates(date(2020, 1, 1), date(2032, 12, 31)))
@settings(max_examples=400)
def test_no_mix_of_times_breaks_it_nor_lies_in_the_future(pieces: list[str], today: date) -> None:
    text = " ".join(pieces)
    assert all(mention.days >= 0 for mention in mentions(flat(text), today))
    assert all(float(item.value) >= 0 for item in find(text, today))
