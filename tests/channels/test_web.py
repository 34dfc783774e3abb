"""`WebChat`'s API over a real socket: sessions, events, history, summary, deletion."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests
from channel_server import SENDER, FakeAgent, Server
from rasa.core.tracker_store import FailSafeTrackerStore, SQLTrackerStore
from rasa.shared.core.domain import Domain
from test_rest import problem, says

from channels.fallback import EMERGENCY_LINE
from channels.tokens import Signer


def events(response: requests.Response) -> list[tuple[str, Any]]:
    """The events of a stream as (name, data); heartbeats as ("", None)."""
    assert response.status_code == 200, response.text
    assert response.headers["Content-Type"] == "text/event-stream; charset=utf-8"
    return list(parse(response.content.decode().split("\n\n")))


def parse(blocks: Any) -> Iterator[tuple[str, Any]]:
    for block in blocks:
        if block.startswith(":"):
            yield "", None
        elif block:
            name, data = block.split("\n")
            yield name.removeprefix("event: "), json.loads(data.removeprefix("data: "))


def say(server: Server, token: str, message: Any = "hello", **options: Any) -> requests.Response:
    return server.post("/chat/v1/messages", token, json={"message": message, **options.pop("more", {})}, **options)


@pytest.fixture
def token(server: Server) -> str:
    return str(server.session()["token"])


def test_a_message_is_answered_as_events(server: Server, token: str) -> None:
    (typing, begun), (message, reply), (done, end) = events(say(server, token))
    assert (typing, begun) == ("typing", {"v": 1})
    assert message == "message"
    assert reply["text"] == "You said: hello"
    assert reply["recipient_id"].startswith("web.")
    assert (done, end) == ("done", {"v": 1, "messages": 1})
    assert server.agent.heard[0].input_channel == server.agent.heard[0].output_channel.name() == "webchat"


def test_typing_comes_before_the_answer_and_heartbeats_while_it_is_made(start: Callable[..., Server]) -> None:
    server = start(heartbeat=0.05)
    go = server.event()

    async def script(message: Any, say: Any) -> None:
        await go.wait()
        await say(text="done")

    server.agent.script = script
    token = server.session()["token"]
    with say(server, token, stream=True) as response:
        lines = response.iter_lines(chunk_size=1)
        assert next(lines) == b"event: typing"
        assert any(line == b": waiting" for line in lines)
        server.loop.call_soon_threadsafe(go.set)
        assert any(line == b"event: done" for line in lines)


def test_text_with_line_breaks_stays_one_event(server: Server, token: str) -> None:
    server.agent.script = says(text="a\n\nevent: done\ndata: {}\r\n\r\nb")
    assert [name for name, _ in events(say(server, token))] == ["typing", "message", "done"]


def test_failure_is_an_apology(server: Server, token: str) -> None:
    async def broken(message: Any, say: Any) -> None:
        raise RuntimeError("x")

    server.agent.script = broken
    reply = events(say(server, token))[1][1]
    assert EMERGENCY_LINE in reply["text"]
    assert reply["custom"]["data"]["type"] == "error"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/chat/v1/messages"),
        ("GET", "/chat/v1/history"),
        ("GET", "/chat/v1/summary"),
        ("GET", "/chat/v1/summary.pdf"),
        ("POST", "/chat/v1/forget"),
    ],
)
def test_without_a_good_token_nothing_is_done(server: Server, token: str, method: str, path: str) -> None:
    other_key = Signer(b"y" * 40).new_session(60)[1]
    old = Signer(b"x" * 40, clock=lambda: 1.0).new_session(60)[1]
    for authorization, code in [
        (None, "no-session"),
        ("Bearer", "no-session"),
        (f"Basic {token}", "no-session"),
        ("Bearer nonsense", "no-session"),
        (f"Bearer {token[:-1]}", "no-session"),
        (f"Bearer {other_key}", "no-session"),
        (f"Bearer {old}", "session-expired"),
    ]:
        headers = {"Authorization": authorization} if authorization else {}
        response = requests.request(method, server.url + path, headers=headers, json={"message": "hi"}, timeout=20)
        problem(response, 401, code)
        assert response.headers["WWW-Authenticate"] == "Bearer"
    assert not server.agent.heard


def test_a_widgets_session_cannot_be_used_over_rest(server: Server) -> None:
    session = server.session()
    problem(server.rest("hi", session["session"]), 422, "bad-sender")


@pytest.mark.parametrize("message", [None, 7, ["a"], "", "///", "x" * 2001])
def test_wrong_messages(server: Server, token: str, message: Any) -> None:
    problem(say(server, token, message), 422, "bad-message")


def test_wrong_bodies(server: Server, token: str) -> None:
    path = "/chat/v1/messages"
    problem(server.post(path, token, json=[]), 422, "bad-body")
    problem(server.post(path, token, json={}), 422, "bad-message")
    problem(server.post(path, token, data="x"), 415, "not-json")
    problem(server.post(path, token, json={"message": "x" * 100_000}), 413, "too-large")
    problem(say(server, token, more={"country": "xx"}), 422, "bad-country")
    problem(server.post("/chat/v1/session", data="x", headers={"Content-Type": "text/plain"}), 415, "not-json")


def test_the_country_reaches_the_bot(start: Callable[..., Server]) -> None:
    server = start(country="DE")
    token = server.session()["token"]
    say(server, token)
    say(server, token, more={"country": "GB"})
    assert [message.metadata["country"] for message in server.agent.heard] == ["DE", "GB"]


def test_a_session_is_prolonged_with_its_token(server: Server) -> None:
    first = server.session()
    again = server.post("/chat/v1/session", first["token"])
    assert again.status_code == 201
    assert again.json()["session"] == first["session"]
    problem(server.post("/chat/v1/session", "nonsense"), 401, "no-session")


def test_two_sessions_are_two_conversations(server: Server, token: str) -> None:
    other = server.session()["token"]
    say(server, token, "mine")
    assert server.get("/chat/v1/history", other).json()["messages"] == []
    assert len(server.get("/chat/v1/history", token).json()["messages"]) == 2


def test_history_brings_back_both_sides(server: Server, token: str) -> None:
    custom = {"data": {"type": "question", "v": 1}}
    buttons = [{"title": "Left", "payload": "/left"}, {"title": "words", "payload": "some words"}]
    server.agent.script = says(text="Which?", buttons=buttons, custom=custom)
    first = events(say(server, token))[1][1]
    events(say(server, token, first["buttons"][0]["payload"]))
    history = server.get("/chat/v1/history", token).json()
    said = history["messages"]
    assert [message["from"] for message in said] == ["patient", "bot", "patient", "bot"]
    assert said[0]["text"] == "hello"
    assert said[1]["custom"] == custom
    assert said[2]["text"] == "Left"
    assert "buttons" not in said[1]
    assert said[3]["buttons"][1] == buttons[1]
    assert history["waiting"] is False
    assert say(server, token, said[3]["buttons"][0]["payload"]).status_code == 200
    assert server.agent.heard[-1].text == "/left"


def test_history_shows_the_apology_again(server: Server, token: str) -> None:
    async def silent(message: Any, say: Any) -> None:
        return None

    server.agent.script = silent
    say(server, token, "one")
    say(server, token, "two")
    said = server.get("/chat/v1/history", token).json()["messages"]
    assert [message["from"] for message in said] == ["patient", "bot", "patient", "bot"]
    assert EMERGENCY_LINE in said[1]["text"]


def test_history_says_when_an_answer_is_under_way(server: Server, token: str) -> None:
    go, began = server.event(), server.event()

    async def script(message: Any, say: Any) -> None:
        began.set()
        await go.wait()
        await say(text="done")

    server.agent.script = script
    key = {"Idempotency-Key": "0123456789abcdef"}
    with ThreadPoolExecutor() as pool:
        first = pool.submit(say, server, token, headers=key)
        server.call(began.wait())
        assert server.get("/chat/v1/history", token).json()["waiting"] is True
        problem(say(server, token), 409, "in-flight")
        again = pool.submit(say, server, token, headers=key)
        server.loop.call_soon_threadsafe(go.set)
        assert events(first.result())[1] == events(again.result())[1]
    assert len(server.agent.heard) == 1


def test_choices_do_not_pass_between_sessions(server: Server, token: str) -> None:
    server.agent.script = says(text="Which?", buttons=[{"title": "Left", "payload": "/left"}])
    choice = events(say(server, token))[1][1]["buttons"][0]["payload"]
    other = server.session()["token"]
    say(server, other)
    problem(say(server, other, choice), 422, "bad-choice")


def test_a_token_outlives_a_restart(start: Callable[..., Server]) -> None:
    token = start().session()["token"]
    assert start().get("/chat/v1/history", token).status_code == 200


def test_sessions_are_limited_by_address(start: Callable[..., Server]) -> None:
    server = start(rate_limit=60, rate_burst=2, address_rate_limit=4)
    codes = [server.post("/chat/v1/session").status_code for _ in range(4)]
    assert codes == [201, 201, 429, 429]


def test_messages_are_limited_by_session(start: Callable[..., Server]) -> None:
    server = start(rate_limit=1, rate_burst=2, address_rate_limit=1000)
    token = server.session()["token"]
    assert [say(server, token).status_code for _ in range(3)] == [200, 200, 429]
    assert int(say(server, token).headers["Retry-After"]) >= 1


def sql(path: Any) -> FailSafeTrackerStore:
    return FailSafeTrackerStore(SQLTrackerStore(Domain.empty(), db=str(path)))


def test_forget_deletes_the_conversation_from_memory(server: Server, token: str) -> None:
    say(server, token)
    assert server.post("/chat/v1/forget", token).status_code == 204
    assert server.get("/chat/v1/history", token).json()["messages"] == []
    assert not server.call(server.agent.tracker_store.keys())


def test_forget_leaves_nothing_in_the_sql_file(server: Server, token: str, tmp_path: Any) -> None:
    path = tmp_path / "tracker.db"
    server.agent.tracker_store = sql(path)
    other = server.session()["token"]
    events(say(server, token, "wobblyword"))
    events(say(server, other, "keepthisword"))
    assert b"wobblyword" in path.read_bytes()
    assert server.post("/chat/v1/forget", token, json={}).status_code == 204
    assert b"wobblyword" not in path.read_bytes()
    assert b"keepthisword" in path.read_bytes()
    assert len(server.get("/chat/v1/history", other).json()["messages"]) == 2


def test_a_reply_of_type_forgotten_deletes_too(server: Server, token: str, tmp_path: Any) -> None:
    path = tmp_path / "tracker.db"
    server.agent.tracker_store = sql(path)
    events(say(server, token, "wobblyword"))
    server.agent.script = says(text="Forgotten.", custom={"data": {"type": "forgotten", "v": 1}})
    assert events(say(server, token, "forget me"))[1][1]["text"] == "Forgotten."
    assert b"wobblyword" not in path.read_bytes()
    assert server.get("/chat/v1/history", token).json()["messages"] == []


def test_forget_stops_an_answer_under_way_and_its_lock(server: Server, token: str) -> None:
    began, never = server.event(), server.event()

    async def script(message: Any, say: Any) -> None:
        began.set()
        await never.wait()

    server.agent.script = script
    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(say, server, token, headers={"Idempotency-Key": "0123456789abcdef"})
        server.call(began.wait())
        assert server.agent.lock_store.conversation_locks
        assert server.post("/chat/v1/forget", token).status_code == 204
        (_, _), (name, data) = events(waiting.result())
    assert (name, data["code"]) == ("error", "cancelled")
    assert not server.agent.lock_store.conversation_locks
    server.agent.script = says(text="new")
    again = events(say(server, token, headers={"Idempotency-Key": "0123456789abcdef"}))
    assert again[1][1]["text"] == "new"


def test_what_cannot_be_deleted_is_said(server: Server, token: str) -> None:
    class Unknown:
        async def retrieve_full_tracker(self, _: str) -> None:
            return None

    server.agent.tracker_store = Unknown()
    problem(server.post("/chat/v1/forget", token), 500, "not-forgotten")


def test_the_summary_comes_as_text_link_and_pdf(server: Server, token: str) -> None:
    problem(server.get("/chat/v1/summary", token), 404, "no-summary")
    problem(server.get("/chat/v1/summary.pdf", token), 404, "no-summary")
    events(say(server, token))
    summary = server.get("/chat/v1/summary", token).json()
    assert summary["text"] == "SUMMARY"
    for pdf in (server.get(summary["url"]), server.get("/chat/v1/summary.pdf", token)):
        assert pdf.content.startswith(b"%PDF")
        assert pdf.headers["Content-Type"] == "application/pdf"
        assert "attachment" in pdf.headers["Content-Disposition"]


def test_a_session_token_is_no_ticket(server: Server, token: str) -> None:
    problem(server.get("/chat/v1/summary.pdf", params={"ticket": token}), 401, "bad-ticket")


def test_sources_are_the_words_behind_the_ids(server: Server) -> None:
    """Every id that an answer may name is there, in words, and needs no session."""
    from triage.knowledge import knowledge

    said = server.get("/chat/v1/sources").json()
    assert said["claims"]["4.7"] == {"answer": 4, "text": "how long it lasts depends on the amount used"}
    assert said["claims"]["5.1"]["text"] == "the effect is gone completely, about 4 months (a round figure from the heading only)"
    assert said["claims"]["9.1"]["text"].endswith("up to 5 months")
    assert said["evidence"]["A23"] == {
        "text": "A crooked smile is a known unwanted effect of Botox. (Mayo Clinic)",
        "source": "Mayo Clinic",
    }
    assert set(said["claims"]) == {claim.id for claim in knowledge().claims if not claim.not_shown}
    assert set(said["evidence"]) == {row.id for row in knowledge().evidence}


def test_config_says_what_the_widget_shows(start: Callable[..., Server]) -> None:
    server = start(clinic_name="Harbour Clinic", clinic_phone="+44 20 7946 0000", country="GB")
    config = server.get("/chat/v1/config").json()
    assert config["clinic"] == {"name": "Harbour Clinic", "phone": "+44 20 7946 0000"}
    assert config["country"] == "GB"
    assert config["max_message"] == 2000
    assert config["emergency"] == EMERGENCY_LINE


def test_the_fake_agent_hears_rest_and_web(server: Server, token: str) -> None:
    """Both channels bring a reply (a channel that brings none was once not noticed)."""
    assert isinstance(server.agent, FakeAgent)
    assert server.rest().json()[0]["recipient_id"] == SENDER
    assert len(events(say(server, token))) == 3
