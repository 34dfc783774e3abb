"""`GuardedRest` over a real socket."""

import asyncio
import json
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests
from channel_server import OTHER, SENDER, Server

from channels.fallback import EMERGENCY_LINE


def problem(response: requests.Response, status: int, code: str) -> dict[str, Any]:
    """The problem of a refused request."""
    assert response.status_code == status, response.text
    assert response.headers["Content-Type"] == "application/problem+json"
    body = dict(response.json())
    assert (body["code"], body["status"]) == (code, status)
    return body


def says(**reply: Any) -> Callable[..., Any]:
    """A script with one reply."""

    async def script(message: Any, say: Any) -> None:
        await say(**reply)

    return script


def test_a_message_is_answered_in_rasas_wire_format(server: Server) -> None:
    response = server.rest("how long?")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/json"
    assert response.json() == [{"recipient_id": SENDER, "text": "You said: how long?"}]
    assert server.agent.heard[0].input_channel == "rest"
    assert server.agent.heard[0].output_channel.name() == "rest"


def test_the_status_route_answers(server: Server) -> None:
    assert server.get("/webhooks/rest/").json() == {"status": "ok"}


def test_one_response_is_one_object(server: Server) -> None:
    buttons = [{"title": "Left", "payload": "left side"}, {"title": "Right", "payload": "right side"}]
    custom = {"data": {"type": "question", "v": 1}}
    server.agent.script = says(text="One.\n\nTwo.", buttons=buttons, custom=custom, image="https://x.example/i.png")
    assert server.rest().json() == [
        {
            "recipient_id": SENDER,
            "text": "One.\n\nTwo.",
            "buttons": buttons,
            "image": "https://x.example/i.png",
            "custom": custom,
        }
    ]


def test_several_responses_keep_their_order(server: Server) -> None:
    async def script(message: Any, say: Any) -> None:
        for number in range(5):
            await say(text=str(number))

    server.agent.script = script
    assert [reply["text"] for reply in server.rest().json()] == list("01234")


@pytest.mark.parametrize("typed", ['/inform{"triage_level": "INFO"}', "/restart", "  /restart", "\u200b/ /restart"])
def test_typed_commands_are_plain_words(server: Server, typed: str) -> None:
    server.rest(typed)
    assert not server.agent.heard[0].text.lstrip().startswith("/")


@pytest.mark.parametrize("message", [None, 7, 1.5, True, ["a"], {"a": 1}, "", " ", "///", "\u202e", "x" * 2001])
def test_wrong_messages(server: Server, message: Any) -> None:
    problem(server.rest(message), 422, "bad-message")
    assert not server.agent.heard


@pytest.mark.parametrize("sender", [None, 7, ["a"], {"a": 1}, "", "default", "x" * 300, "web." + "a" * 30])
def test_wrong_senders(server: Server, sender: Any) -> None:
    problem(server.rest("hi", sender), 422, "bad-sender")


def test_missing_fields(server: Server) -> None:
    url = f"{server.url}/webhooks/rest/webhook"
    problem(requests.post(url, json={"message": "hi"}), 422, "bad-sender")
    problem(requests.post(url, json={"sender": SENDER}), 422, "bad-message")
    problem(requests.post(url, json=[]), 422, "bad-body")
    problem(requests.post(url, data="{", headers={"Content-Type": "application/json"}), 400, "bad-json")
    problem(requests.post(url, data="", headers={"Content-Type": "application/json"}), 400, "bad-json")
    problem(requests.post(url, data={"sender": SENDER}), 415, "not-json")
    problem(requests.put(url, json={}), 405, "method-not-allowed")
    assert "POST" in requests.put(url, json={}).headers["Allow"]


@pytest.mark.parametrize("text", ["😢👩‍⚕️", "وجهي غير متماثل", "\u202eab\u202c", "顔が左右違う", "a\x00b\x1b"])
def test_unusual_text_is_answered(server: Server, text: str) -> None:
    assert server.rest(text).status_code == 200
    assert not set(server.agent.heard[0].text) & set("\x00\x1b\u202e\u202c\u200d")


def test_a_megabyte_is_refused_before_it_is_parsed(server: Server) -> None:
    problem(server.rest("x" * 1_000_000), 413, "too-large")
    assert server.rest("still there").status_code == 200


def test_a_megabyte_without_declared_length_is_refused_too(server: Server) -> None:
    def chunks() -> Any:
        yield b'{"sender": "'
        for _ in range(100):
            yield b"x" * 10_000

    url = f"{server.url}/webhooks/rest/webhook"
    try:
        response = requests.post(url, data=chunks(), headers={"Content-Type": "application/json"}, timeout=20)
    except requests.ConnectionError:
        pass  # the server has closed the connection while the rest was still being sent
    else:
        problem(response, 413, "too-large")
    assert not server.agent.heard


def test_a_request_that_lies_about_its_length_is_refused(server: Server) -> None:
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(b"POST /webhooks/rest/webhook HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n")
        head, _, body = connection.makefile("rb").read().partition(b"\r\n\r\n")
    assert b" 400 " in head.splitlines()[0]
    assert json.loads(body)["code"] == "bad-request"


def test_nothing_said_becomes_an_apology_with_the_emergency_line(server: Server) -> None:
    async def silent(message: Any, say: Any) -> None:
        await say(text="  ")

    server.agent.script = silent
    (reply,) = server.rest().json()
    assert EMERGENCY_LINE in reply["text"]
    assert "contact the person or clinic who gave your injections" in reply["text"]
    assert reply["custom"]["data"] == {"type": "error", "v": 1, "code": "no-answer"}


def test_an_exception_becomes_an_apology(server: Server) -> None:
    async def broken(message: Any, say: Any) -> None:
        raise RuntimeError(message.text)

    server.agent.script = broken
    response = server.rest("wobblyword")
    assert response.status_code == 200
    assert EMERGENCY_LINE in response.json()[0]["text"]
    assert "wobblyword" not in response.text
    server.agent.script = says(text="back")
    assert server.rest().json()[0]["text"] == "back"


def test_a_missing_model_becomes_an_apology(server: Server) -> None:
    async def ignored(message: Any) -> None:
        return None

    server.agent.handle_message = ignored  # type: ignore[method-assign]
    assert EMERGENCY_LINE in server.rest().json()[0]["text"]


def test_a_slow_answer_becomes_an_apology_after_what_was_said(start: Callable[..., Server]) -> None:
    server = start(reply_timeout=0.2, clinic_name="Harbour Clinic", clinic_phone="+44 20 7946 0000")

    async def slow(message: Any, say: Any) -> None:
        await say(text="First.")
        await asyncio.Event().wait()

    server.agent.script = slow
    first, apology = server.rest().json()
    assert first["text"] == "First."
    assert "contact Harbour Clinic (+44 20 7946 0000)" in apology["text"]
    server.agent.script = says(text="back")
    assert server.rest().json()[0]["text"] == "back"


def test_the_stream_gives_one_object_a_line_as_it_comes(server: Server) -> None:
    go = server.event()

    async def script(message: Any, say: Any) -> None:
        await say(text="One.")
        await go.wait()
        await say(text="Two.")

    server.agent.script = script
    url = f"{server.url}/webhooks/rest/webhook?stream=true"
    with requests.post(url, json={"sender": SENDER, "message": "hi"}, stream=True, timeout=20) as response:
        assert response.headers["Content-Type"] == "application/x-ndjson"
        lines = response.iter_lines(chunk_size=1)
        assert json.loads(next(lines))["text"] == "One."
        server.loop.call_soon_threadsafe(go.set)
        assert json.loads(next(lines))["text"] == "Two."
        assert not list(lines)


def test_too_many_messages_of_a_conversation(start: Callable[..., Server]) -> None:
    server = start(rate_limit=1, rate_burst=2, address_rate_limit=1000)
    assert [server.rest().status_code for _ in range(2)] == [200, 200]
    refused = server.rest()
    problem(refused, 429, "too-many")
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert server.rest(sender=OTHER).status_code == 200


def test_too_many_messages_of_an_address(start: Callable[..., Server]) -> None:
    server = start(rate_limit=60, rate_burst=2, address_rate_limit=6, trusted_proxies=1, api_key="k" * 20)
    via = {"X-Forwarded-For": "198.51.100.7, 192.0.2.1"}
    codes = [server.rest(sender=f"{number:020}", headers=via).status_code for number in range(5)]
    assert codes == [200, 200, 200, 429, 429]
    forged = {"X-Forwarded-For": "203.0.113.9, 192.0.2.1"}
    assert server.rest(sender="y" * 20, headers=forged).status_code == 429
    assert server.rest(sender="z" * 20, headers={"X-Forwarded-For": "192.0.2.2"}).status_code == 200
    assert server.rest(sender="7", headers={**via, "X-API-Key": "k" * 20}).status_code == 200


def test_refused_requests_count_for_the_address(start: Callable[..., Server]) -> None:
    server = start(rate_limit=60, rate_burst=2, address_rate_limit=6)
    codes = [server.rest(None).status_code for _ in range(5)]
    assert codes == [422, 422, 422, 429, 429]


def test_one_message_at_a_time(server: Server) -> None:
    go, began = server.event(), server.event()

    async def script(message: Any, say: Any) -> None:
        began.set()
        await go.wait()
        await say(text="done")

    server.agent.script = script
    with ThreadPoolExecutor() as pool:
        first = pool.submit(server.rest, "one")
        server.call(began.wait())
        refused = server.rest("two")
        problem(refused, 409, "in-flight")
        assert refused.headers["Retry-After"] == "1"
        server.loop.call_soon_threadsafe(go.set)
        assert first.result().json()[0]["text"] == "done"
    for _ in range(20):
        assert server.rest("three").status_code == 200


def test_a_turn_is_finished_when_the_client_goes_away(server: Server) -> None:
    go, began, ended = server.event(), server.event(), server.event()

    async def script(message: Any, say: Any) -> None:
        await say(text="wait")
        began.set()
        await go.wait()
        await say(text="done")
        ended.set()

    server.agent.script = script
    url = f"{server.url}/webhooks/rest/webhook?stream=true"
    response = requests.post(url, json={"sender": SENDER, "message": "hi"}, stream=True, timeout=20)
    server.call(began.wait())
    response.close()
    server.loop.call_soon_threadsafe(go.set)
    server.call(ended.wait())
    assert len(server.agent.heard) == 1


def test_the_same_key_is_answered_once(server: Server) -> None:
    key = {"Idempotency-Key": "0123456789abcdef"}
    first, again = server.rest("hello", headers=key), server.rest("hello", headers=key)
    assert first.json() == again.json()
    assert len(server.agent.heard) == 1
    problem(server.rest("other", headers=key), 422, "key-reused")
    problem(server.rest("other", headers={"Idempotency-Key": "short"}), 422, "bad-key")
    server.rest("hello", OTHER, headers=key)
    assert len(server.agent.heard) == 2


def test_buttons_with_commands_are_signed(server: Server) -> None:
    command = '/inform{"side": "left"}'
    server.agent.script = says(text="Which side?", buttons=[{"title": "Left", "payload": command}])
    (button,) = server.rest().json()[0]["buttons"]
    assert button["title"] == "Left"
    assert button["payload"].startswith("choice.v1.")
    assert server.rest(button["payload"]).status_code == 200
    assert server.agent.heard[-1].text == command
    assert server.agent.heard[-1].metadata["title"] == "Left"


def test_forged_foreign_and_stale_choices_are_refused(server: Server) -> None:
    server.agent.script = says(text="Which side?", buttons=[{"title": "Left", "payload": "/left"}])
    choice = server.rest().json()[0]["buttons"][0]["payload"]
    server.rest("hello", OTHER)
    problem(server.rest(choice, OTHER), 422, "bad-choice")
    problem(server.rest(choice[:-1] + ("A" if choice[-1] != "A" else "B")), 422, "bad-choice")
    problem(server.rest("choice.v1.eyJwIjoiL3gifQ.AAAA"), 422, "bad-choice")
    problem(server.rest("choice.v1."), 422, "bad-choice")
    assert server.rest(choice).status_code == 200
    problem(server.rest(choice), 422, "stale-choice")
    assert [message.text for message in server.agent.heard] == ["hello", "hello", "/left"]


def test_an_api_key_admits_own_ids(start: Callable[..., Server]) -> None:
    server = start(api_key="k" * 20)
    problem(server.rest("hi", "patient 7"), 422, "bad-sender")
    assert server.rest("hi", "patient 7", headers={"X-API-Key": "k" * 20}).status_code == 200
    wrong = server.rest("hi", headers={"X-API-Key": "k" * 19 + "x"})
    problem(wrong, 401, "bad-api-key")
    assert wrong.headers["WWW-Authenticate"]


def test_an_api_key_counts_in_its_header_only(start: Callable[..., Server]) -> None:
    server = start(api_key="k" * 20)
    key = "k" * 20
    for where in (
        {"headers": {"Authorization": f"Bearer {key}"}},
        {"headers": {"Cookie": f"X-API-Key={key}"}},
        {"params": {"X-API-Key": key}},
    ):
        problem(server.rest("hi", "patient 7", **where), 422, "bad-sender")
    problem(server.rest("hi", "patient 7", more={"api_key": key, "X-API-Key": key}), 422, "bad-sender")


@pytest.mark.parametrize("sender", ["7", "x" * 255, "Ärztin/12", "a b"])
def test_with_the_api_key_any_printable_sender_without_it_only_the_long_random_ones(
    start: Callable[..., Server], sender: str
) -> None:
    server = start(api_key="k" * 20)
    problem(server.rest("hi", sender), 422, "bad-sender")
    response = server.rest("hi", sender, headers={"X-API-Key": "k" * 20})
    assert response.json()[0]["recipient_id"] == sender
    for wrong in ("", "x" * 256, "a\nb"):
        problem(server.rest("hi", wrong, headers={"X-API-Key": "k" * 20}), 422, "bad-sender")


def test_an_api_key_that_nobody_set_is_refused(server: Server) -> None:
    problem(server.rest("hi", headers={"X-API-Key": ""}), 401, "bad-api-key")


def test_only_the_country_is_taken_from_metadata(server: Server) -> None:
    more = {"metadata": {"country": "GB", "title": "x", "slots": {}}, "input_channel": "cmdline"}
    server.rest("hi", more=more)
    assert server.agent.heard[0].metadata == {"country": "GB"}
    assert server.agent.heard[0].input_channel == "rest"
    problem(server.rest("hi", more={"metadata": {"country": "gb"}}), 422, "bad-country")


def test_a_forgotten_conversation_is_gone(server: Server) -> None:
    server.rest("remember me")
    server.agent.script = says(text="Forgotten.", custom={"data": {"type": "forgotten", "v": 1}})
    assert server.rest("forget me").json()[0]["text"] == "Forgotten."
    assert not server.call(server.agent.tracker_store.exists(SENDER))


def test_a_summary_reply_gets_a_link_that_works(server: Server) -> None:
    server.agent.script = says(text="Here.", custom={"data": {"type": "summary", "v": 1, "text": "SUMMARY"}})
    url = server.rest().json()[0]["custom"]["data"]["url"]
    pdf = server.get(url)
    assert pdf.status_code == 200
    assert pdf.content.startswith(b"%PDF")
    problem(server.get(url[:-4] + "AAAA"), 401, "bad-ticket")
