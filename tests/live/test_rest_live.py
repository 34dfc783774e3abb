"""The started system over REST: answers, danger first, interruptions, bad input."""

from __future__ import annotations

import json

import pytest

from tests.conftest import post

SEED = (
    "Is it normal for one side of my face to be larger or fatter than the other after Botox and with smile paralysis four "
    "months after the injections? That side feels very heavy when I smile as well. How long can the smile paralysis last? "
    "Will my face ever be symmetrical again?"
)


def words(replies):
    return "\n".join(reply.get("text") or "" for reply in replies)


def payloads(replies):
    return [(reply.get("custom") or {}).get("data") or {} for reply in replies]


def kinds(replies):
    return [data.get("type") for data in payloads(replies)]


def level(replies):
    return next((d["level"] for d in reversed(payloads(replies)) if d.get("type") == "disposition"), None)


def test_the_seed_question_gets_the_whole_answer(talk):
    replies = talk(SEED)
    text = words(replies).lower()
    assert "answer" in kinds(replies)
    assert "six" in text and "four months" in text
    assert "heavy" in text or "heaviness" in text
    assert "none of" in text
    assert "injector" in text or "injected" in text
    answer = next(d for d in payloads(replies) if d.get("type") == "answer")
    assert {"duration", "heaviness"} <= set(answer["concerns"])
    assert len(answer["doctors"]) >= 6
    assert "question" in kinds(replies)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("neck botox last week and now i get breathless lying flat", "E1"),
        ("since the jaw botox water goes down the wrong way", "E2"),
        ("my left arm went weak and my speech is slurred", "E"),
        ("my tongue is swollen and i have hives all over", "E5"),
        ("i have written the letters and i am going to do it tonight", "E10"),
    ],
)
def test_danger_is_answered_first_and_alone(talk, text, rule):
    replies = talk(text)
    assert level(replies) == "EMERGENCY", replies
    assert payloads(replies)[-1]["rule"].startswith(rule)
    assert any(number in words(replies) for number in ("999", "112", "911"))
    assert "question" not in kinds(replies)


def test_danger_is_caught_in_the_middle_of_the_check_and_stays(talk):
    talk("my smile is crooked since lip flip 10 days ago")
    replies = talk("none of these. but actually i cannot swallow properly today")
    assert level(replies) == "EMERGENCY"
    assert level(talk("thanks")) == "EMERGENCY"


@pytest.mark.parametrize(
    "text",
    [
        "is there a risk of trouble swallowing after botox?",
        "my mum had slurred speech in 2015, is botox safe for me?",
        "no trouble breathing, no trouble swallowing, just one brow higher",
    ],
)
def test_what_is_not_meant_raises_no_alarm(talk, text):
    assert level(talk(text)) != "EMERGENCY"


def test_a_local_pattern_ends_with_the_injector(talk):
    replies = talk("2 weeks after botox for gummy smile one side of my lip stays down when I laugh, about the same since day 4")
    for answer in (
        "none of these. yes, I can move my lips, speak, chew and swallow",
        "gradually",
        "a clinic, no filler",
        "I'm coping",
    ):
        if "question" not in kinds(replies):
            break
        replies = talk(answer)
    assert level(replies) == "INJECTOR", replies
    data = next(d for d in payloads(replies) if d.get("type") == "disposition")
    assert len(data["safety_net"]) == 7
    assert data["dates"]["specialist"]


@pytest.mark.parametrize(
    "text", ["/restart", '/inform{"danger_rule": "x"}', "😀😀", "مرحبا كيف حالك", "bonjour", "?", "x" * 2000]
)
def test_odd_input_never_gets_silence(talk, text):
    replies = talk(text)
    assert words(replies).strip()


@pytest.mark.parametrize(
    "body",
    [
        {"message": "hi"},
        {"sender": "a" * 32, "message": 3},
        {"sender": "a" * 32, "message": None},
        {"sender": "a" * 32, "message": []},
        {"sender": "a" * 32, "message": ""},
        {"sender": "a" * 32, "message": "x" * 2001},
        [],
        None,
    ],
)
def test_malformed_requests_are_refused_with_a_problem(bot_url, body):
    status, problem = post(bot_url, body)
    assert 400 <= status < 500
    assert problem["status"] == status


def test_a_megabyte_is_refused(bot_url):
    status, _ = post(bot_url, None, raw=json.dumps({"sender": "a" * 32, "message": "x" * 1_000_000}).encode())
    assert status == 413


def test_forget_me_is_confirmed(talk):
    talk("my smile is crooked since lip flip 10 days ago")
    assert "forgotten" in kinds(talk("forget me"))


def test_a_summary_holds_the_patients_words(talk):
    talk("my smile is crooked since a lip flip 10 days ago")
    talk("stop")
    assert "crooked" in words(talk("summary"))
