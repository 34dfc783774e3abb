"""One request a message: what is sent, and every way in which no answer comes."""

from __future__ import annotations

import re
from http.server import BaseHTTPRequestHandler

import pytest

from cli.address import Address
from cli.bot import Bot
from cli.conversation import Conversation
from cli.errors import BotError, Unreachable, Usage
from tests.cli.fakebot import FakeBot, answer, raw


def client(bot: FakeBot, timeout: float = 20.0, key: str = "") -> Bot:
    return Bot(Address.read(bot.url), timeout, key)


def test_what_is_sent(bot: FakeBot) -> None:
    [reply] = client(bot, key="secret").send("abc", "hello ü", key="k" * 32)
    [(path, headers, body)] = bot.heard
    assert path == "/webhooks/rest/webhook"
    assert body == {"sender": "abc", "message": "hello ü"}
    assert headers["content-type"] == "application/json"
    assert headers["x-api-key"] == "secret"
    assert headers["idempotency-key"] == "k" * 32
    assert reply["text"] == "You said: hello ü"


def test_no_key_no_header(bot: FakeBot) -> None:
    client(bot).send("abc", "hello", key="k" * 32)
    assert "x-api-key" not in bot.heard[0][1]


def test_a_refused_connection_is_tried_once_more(nobody: str) -> None:
    told: list[str] = []
    pauses: list[float] = []
    bot = Bot(Address.read(nobody), notice=told.append, pause=pauses.append)
    with pytest.raises(Unreachable, match=f"Nothing answers at {re.escape(nobody)}: start it with `make run`"):
        bot.send("abc", "hello", key="k" * 32)
    assert len(told) == len(pauses) == 1


def test_the_second_try_succeeds_once_the_server_listens() -> None:
    fake = FakeBot()
    waiting = fake.start()  # takes a free port …
    port = waiting.server_address[1]
    waiting.shutdown()
    waiting.server_close()  # … and leaves it

    started = []

    def start(_: float) -> None:
        from unittest import mock

        with mock.patch("tests.cli.fakebot.PORT", port):
            started.append(fake.start())

    try:
        assert Bot(Address.read(fake.url), pause=start).send("abc", "hello", key="k" * 32)
    finally:
        for server in started:
            server.shutdown()
            server.server_close()


def test_a_late_answer(bot: FakeBot) -> None:
    bot.special["wait"] = lambda _: bot.release.wait(20) and None
    with pytest.raises(Unreachable, match=r"within 0\.2 seconds"):
        client(bot, timeout=0.2).send("abc", "wait", key="k" * 32)


def test_an_answer_that_trickles_is_late_too(bot: FakeBot) -> None:
    def trickle(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000000")
        handler.end_headers()
        while not bot.release.wait(0.02):
            handler.wfile.write(b" ")

    bot.special["trickle"] = trickle
    with pytest.raises(Unreachable, match="within"):
        client(bot, timeout=0.3).send("abc", "trickle", key="k" * 32)


PROBLEM = {"title": "Too large\x1b[2J", "detail": "The request is too large.", "status": 413}
ANSWERED = [
    ("500", BotError, "HTTP status 500", lambda h: raw(h, b"<html>", 500)),
    ("problem", BotError, r"^Too large\[2J\. The request is too large\.$", lambda h: answer(h, PROBLEM, 413)),
    ("not ready", Unreachable, "Not available", lambda h: answer(h, {"title": "Not available"}, 503)),
    ("too many", BotError, "wait 7 seconds", lambda h: answer(h, {"title": "x"}, 429, Retry_After="7")),
    ("moved", BotError, "not followed", lambda h: raw(h, b"", 307, Location="http://example.org/")),
    ("html", BotError, "not as the assistant", lambda h: raw(h, b"<!doctype html>")),
    ("object", BotError, "not as the assistant", lambda h: answer(h, {"text": "x"})),
    ("strings", BotError, "not as the assistant", lambda h: answer(h, ["x"])),
    ("nan", BotError, "not as the assistant", lambda h: raw(h, b'[{"text": NaN}]')),
    ("deep", BotError, "not as the assistant", lambda h: raw(h, b"[" * 100_000)),
    ("bytes", BotError, "not as the assistant", lambda h: raw(h, b'[{"text": "\xff"}]')),
    ("huge", BotError, "far more", lambda h: raw(h, b" " * 4_100_000)),
    ("hangs up", Unreachable, "broke off", lambda h: h.connection.shutdown(2)),
    ("not http", Unreachable, "broke off", lambda h: h.wfile.write(b"SSH-2.0-OpenSSH\r\n")),
]


@pytest.mark.parametrize(("message", "kind", "words", "how"), ANSWERED, ids=[case[0] for case in ANSWERED])
def test_every_other_answer(bot: FakeBot, message: str, kind: type[Exception], words: str, how: object) -> None:
    bot.special[message] = how  # type: ignore[assignment]
    with pytest.raises(kind, match=words):
        client(bot).send("abc", message, key="k" * 32)


def test_sources_come_from_the_server_or_not_at_all(bot: FakeBot, nobody: str) -> None:
    assert client(bot).sources()["claims"]["4.8"]["answer"] == 4
    assert Bot(Address.read(bot.url + "/elsewhere")).sources() == {}
    assert Bot(Address.read(nobody), pause=lambda _: None).sources() == {}


def test_unknown_host() -> None:
    with pytest.raises(Unreachable, match="cannot be reached"):
        Bot(Address.read("http://nowhere.invalid")).send("abc", "hello", key="k" * 32)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "localhost:5005",
        "ftp://x",
        "http://",
        "http://x:99999",
        "http://x:0",
        "http://x y",
        "http://[::1",
        "http://u:p@x",
        "http://x/?a=1",
    ],
)
def test_addresses_that_cannot_be_used(url: str) -> None:
    with pytest.raises(Usage):
        Address.read(url)


@pytest.mark.parametrize(
    ("url", "private"),
    [
        ("http://127.0.0.1:5005", True),
        ("http://localhost", True),
        ("http://[::1]:5005", True),
        ("https://chat.example.org/bot", True),
        ("http://chat.example.org", False),
        ("http://127.0.0.1.example.org", False),
    ],
)
def test_addresses(url: str, private: bool) -> None:
    address = Address.read(url + "/")
    assert str(address) == url
    assert address.private is private


def test_the_same_words_after_a_failure_are_the_same_message(bot: FakeBot) -> None:
    bot.special["once"] = lambda handler: handler.connection.shutdown(2)
    conversation = Conversation(client(bot))
    with pytest.raises(Unreachable):
        conversation.say("once")
    del bot.special["once"]
    conversation.say("once")
    conversation.say("once")
    keys = [headers["idempotency-key"] for _, headers, _ in bot.heard]
    assert keys[0] == keys[1] != keys[2]


def test_every_conversation_has_its_own_random_sender(bot: FakeBot) -> None:
    for _ in range(2):
        Conversation(client(bot)).say("hello")
    assert len(set(bot.senders)) == 2
    assert all(re.fullmatch("[0-9a-f]{32}", sender) for sender in bot.senders)
