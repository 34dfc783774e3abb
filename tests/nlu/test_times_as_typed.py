"""Times as patients type them, in many voices. Today is Tuesday, 24 November 2026; every sentence is the project's own."""

from __future__ import annotations

from datetime import date

import pytest

from nlu.times import find

TODAY = date(2026, 11, 24)
AFTER, ONSET, LENGTH, EVENT, EPISODE = (
    "onset_after_injection",
    "days_since_onset",
    "symptom_duration",
    "event_age",
    "episode_length",
)

SINCE_INJECTION = [  # text, days since the injections
    ("8 wks n counting and still lopsided", 56),
    ("a fortnight last Tue i had my 11s done", 21),
    ("did it the day before my bday (3 Nov)", 21),
    ("coming up 3 months since my masseters", 91.2),
    ("jabbed on the 4th, smile weird", 20),
    ("at my two week mark and one brow is up", 14),
    ("had my lip flip nearly Xmas last year", 334),
    ("6-8 weeks now i think", 49),
    ("It's been a month and a half since I let her near my forehead", 45.6),
    ("a week ago, it is Monday now", 7),
    ("a week ago yesterday", 8),
    ("yesterday week, crow's feet", 8),
    ("had it done a week ago saturday", 10),
    ("two weeks ago tomorrow i had xeomin", 14),
    ("it'll be three weeks tomorrow since the jabs", 21),
    ("botox the weekend before last", 10),
    ("tox was wed before last", 13),
    ("brow botox, 3rd week now", 21),
    ("in my fifth week after dysport", 35),
    ("this is week six", 42),
    ("week 2 post jabs", 14),
    ("12 days post-op lol (botox)", 12),
    ("post botox day 10", 10),
    ("I'm ten weeks in to this nightmare with my jaw", 70),
    ("am now 5 wks out frm tox", 35),
    ("botox 3wks back, heavy brows", 21),
    ("Had botox. Two and half weeks. Still heavy.", 17.5),
    ("forehead done, 19 days, one brow up", 19),
    ("injected 22/10", 33),
    ("injected on the 22nd of october", 33),
    ("treatment date 5.11.26", 19),
    ("tox: Nov 10th", 14),
    ("I was injected the first week of october", 50),
    ("had it at the end of last month", 27),
    ("had it done at the start of november", 21),
    ("had it done early october", 50),
    ("had my botox in the summer hols", 132),
    ("it must be 7 or 8 weeks since the injections", 52.5),
    ("ten wks give or take since jaw tox", 70),
    ("around the 6 week mark with masseter tox, smile still narrow", 42),
    ("I'm 9 weeks along with this droopy lid since botox", 63),
    ("gone 4 months since i had my frown zapped", 121.6),
    ("not quite 2 weeks since tox", 14),
    ("under a week since my botox", 7),
    ("it has been exactly one month today", 30.4),
    ("16 dys since jabs", 16),
    ("Injected Friday. It is now Monday.", 3),
    ("botox was on sunday, today is thursday", 4),
    ("had injections in August and it is now the end of October, roughly 10 weeks", 70),
    ("botox in june, so about five months", 152),
    ("got the jabs mid september, nearly ten weeks on nothing has changed", 70),
    ("brow has been on the floor since the treatment in early July. It has been four months and a bit", 121.6),
    ("last year's botox was great, this time 16 days in I look crooked", 16),
    ("my last one lasted 3 months, this one is 20 days old and uneven", 20),
    ("my 5 week old lopsided smile after jaw tox", 35),
    ("i've a two-week-old droop from my forehead botox", 14),
    ("half a yr since masseter tox", 182.5),
    ("is it normal on day 8?", 8),
    ("heavy lids on day 3, normal?", 3),
    ("uneven at day 20", 20),
    ("still crooked on week 9", 63),
    ("chin tox 10 days back; they scanned me in hospital yesterday and all ok", 10),
    ("12 days after my lip flip the corner hangs. A&E checked me on Sunday, no stroke", 12),
    ("dysport 8 days ago, GP saw me this morning", 8),
    ("my little one is six weeks old and i had botox 10 days ago", 10),
    ("had Bells in spring 2021, botox 2 weeks ago", 14),
    ("i have been ringing the clinic for a week, tox was 20 days ago", 20),
    ("emailed them 3 days ago, botox 2 weeks ago", 14),
    ("smile crooked about 2 months", 60.8),
    ("I put botox 20 days before", 20),
    ("i did toxin it makes 3 weeks", 21),
    ("it is now 15 days that i have made botox", 15),
    ("have botox since one month", 30.4),
    ("botox is 2 months old now", 60.8),
    ("had it redone tuesday just gone", 7),
    ("botox this monday", 1),
    ("tox earlier this month", 12),
    ("botox at the beginning of the month", 23),
    ("around guy fawkes night i had my forehead jabbed", 19),
    ("three mondays ago", 15),
    ("thursday the 12th of november", 12),
    ("Nov 12", 12),
    ("the 12th", 12),
    ("12 nov i think", 12),
    ("ooh must be about seven weeks", 49),
    ("idk like a month", 30.4),
    ("2 months in", 60.8),
    ("roughly 90 days", 90),
    ("less than a fortnight", 14),
    ("ages, maybe 5 months", 152),
    ("15 days exactly", 15),
    ("it was sunday", 2),
    ("last thurs", 5),
    ("1 wk", 7),
    ("1.5 months", 45.6),
    ("5 and a half weeks", 38.5),
    ("a month tomorrow", 30.4),
    ("100 days", 100),
    ("tomorrow it'll be 4 weeks", 28),
    ("i think the 2nd of nov", 22),
]

NOT_SINCE_INJECTION = [
    "is it bad that i slept 2 hours after the injections?",
    "i went to the gym an hour after my botox, is that why?",
    "can i have it again next spring?",
    "would they do it again in the new year",
    "can you move my tuesday slot to the following week",
    "just the same as last week really",
    "about the same as yesterday",
    "better than last month",
    "each fortnight it's a notch lower",
    "every month it drops a bit further",
    "my baby is four weeks old, is botox ok?",
    "I'm breastfeeding, baby is 3 months",
    "my dog is 3 years old",
    "the tingling lasts about half an hour",
    "broke my nose in 2008 and its never been straight",
    "Bell's palsy when i was 19",
    "woke at 6am with a droopy lid",
    "paid 250 quid for 3 areas",
    "£180 and 24 units",
    "64 units in total",
    "I'm 52 and never had it before",
    "44 yrs old, first time",
    "turned 40 last week",
    "get married in 12 days",
    "my wedding's on the 12th of december",
    "i have 3 weeks till my wedding",
    "review booked for two weeks",
    "she told me 10 to 14 days",
    "is it gone by 3 months?",
    "botox normally lasts me 4 months",
    "eye drops twice a day for 2 weeks",
    "i go every 12 weeks",
    "smile was ok for years",
    "been getting it five years",
    "havent slept in 3 days",
    "crying for two days",
    "off work all week",
    "see my GP on thursday",
    "appointment's in a fortnight",
    "the clinic shut 2 months ago",
    "had botox for black friday deal",
]

OF_SOMETHING_ELSE = [  # text, days since the injections if any, label, its days
    ("hives the day after dysport, should i worry", None, AFTER, 1),
    ("it started 3 days after", None, AFTER, 3),
    ("about 5 days after", None, AFTER, 5),
    ("five days in it began", None, AFTER, 5),
    ("six weeks before it began", None, AFTER, 42),
    ("took about four days to come on", None, AFTER, 4),
    ("it took a week to show", None, AFTER, 7),
    ("it was 10 days before i noticed anything", None, AFTER, 10),
    ("came on 48 hrs later", None, AFTER, 2),
    ("started on the third day", None, AFTER, 3),
    ("by day 5 it had dropped", None, AFTER, 5),
    ("fine for the first 4 days then it dropped", None, AFTER, 4),
    ("it was ok until day 6", None, AFTER, 6),
    ("no droop till a week after my tox", None, AFTER, 7),
    ("botox 5 wks ago, was fine for two weeks then the lid fell", 35, AFTER, 14),
    ("Botox 3 weeks ago. Day 4 lid started going.", 21, AFTER, 4),
    ("jaw done 2 months back and ten days in my smile went", 60.8, AFTER, 10),
    ("droop appeared within a few hours of the injections", None, AFTER, 0.125),
    ("the evening of the injections my lip went numb", None, AFTER, 0),
    ("noticed it a few days later", None, AFTER, 3),
    ("it went numb for ten minutes", None, EPISODE, 0.007),
    ("my arm was dead for a couple of hours yesterday, then fine", None, EPISODE, 0.083),
    ("only lasted 20 mins", None, EPISODE, 0.014),
    ("uneven since a car crash in 2019", None, EVENT, 2703),
    ("i've had a crooked smile since my stroke four years ago", None, EVENT, 1460),
    ("it was 10.30 last night when my speech went funny", None, ONSET, 1),
    ("at 3 o'clock today my arm went weak", None, ONSET, 0),
    ("my left side has been weak for 3 hours", None, LENGTH, 0.125),
    ("since 5 days my eye no close", None, ONSET, 5),
    ("I am hoarse since 3 days. The injections were for the neck", None, ONSET, 3),
    ("from yesterday my mouth is going down", None, ONSET, 1),
]


def values(text: str, label: str = "time_since_injection") -> list[float]:
    return [float(item.value) for item in find(text, TODAY) if item.label == label]


def near(found: float, days: float) -> bool:
    """Within a day, or a twentieth of a long time, as no one means it more exactly."""
    return abs(found - days) <= (0.05 if days < 1 else max(1.0, 0.05 * days))


@pytest.mark.parametrize(("text", "days"), SINCE_INJECTION)
def test_the_time_since_the_injections_is_the_only_one_read(text: str, days: float) -> None:
    assert values(text), find(text, TODAY)
    assert all(near(value, days) for value in values(text)), find(text, TODAY)


@pytest.mark.parametrize("text", NOT_SINCE_INJECTION)
def test_what_is_no_time_since_the_injections_is_none(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(("text", "since", "label", "days"), OF_SOMETHING_ELSE)
def test_a_time_of_something_else_is_told_apart(text: str, since: float | None, label: str, days: float) -> None:
    assert any(near(value, days) for value in values(text, label)), find(text, TODAY)
    assert [near(value, since or 0) for value in values(text)] == ([] if since is None else [True]), find(text, TODAY)
