"""The channels on a real Rasa agent: a tiny trained model, real policies, and an action server that fails."""

import json
import logging
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import requests
from channel_server import SENDER, Server, serve
from rasa.core.agent import Agent
from rasa.core.tracker_store import SQLTrackerStore
from rasa.model_training import train
from rasa.shared.core.domain import Domain
from rasa.utils.endpoints import EndpointConfig
from test_rest import problem
from test_web import events, say

from channels import privacy
from channels.fallback import EMERGENCY_LINE
from channels.settings import ROOT, Settings
from tests.conftest import patient

MARKER = "wobblyword"

CONFIG = """
recipe: default.v1
assistant_id: channels-test
language: en
pipeline:
  - name: KeywordIntentClassifier
policies:
  - name: RulePolicy
"""
DOMAIN = """
version: "3.1"
intents: [hello, side, forget, act, silent, inform]
entities: [side]
slots:
  side:
    type: text
    influence_conversation: false
    mappings:
      - type: from_entity
        entity: side
actions: [action_any]
session_config:
  session_expiration_time: 60
responses:
  utter_hello:
    - text: "Hello.\\n\\nStill one."
      custom: {data: {type: answer, v: 1}}
  utter_side:
    - text: Which side?
      buttons:
        - title: Left
          payload: '/inform{{"side": "left"}}'
  utter_noted:
    - text: "Noted: {side}"
  utter_forgotten:
    - text: Forgotten.
      custom: {data: {type: forgotten, v: 1}}
"""
DATA = """
version: "3.1"
nlu:
  - intent: hello
    examples: |
      - hello
      - hi there
  - intent: side
    examples: |
      - side
      - which side
  - intent: forget
    examples: |
      - forget
      - delete it
  - intent: act
    examples: |
      - act
      - perform
  - intent: inform
    examples: |
      - inform words
      - informing
  - intent: silent
    examples: |
      - silent
      - nothing
rules:
  - {rule: hello, steps: [{intent: hello}, {action: utter_hello}]}
  - {rule: side, steps: [{intent: side}, {action: utter_side}]}
  - {rule: noted, steps: [{intent: inform}, {action: utter_noted}]}
  - {rule: forget, steps: [{intent: forget}, {action: utter_forgotten}]}
  - {rule: act, steps: [{intent: act}, {action: action_any}]}
  - {rule: silent, steps: [{intent: silent}, {action: action_listen}]}
"""


class ActionServer(BaseHTTPRequestHandler):
    """Answers as told by `mode`; "echo" is what rasa-sdk does on an error: the whole tracker in the body."""

    mode = "answer"

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers["Content-Length"]))
        status, body = {
            "answer": (200, json.dumps({"events": [], "responses": [{"text": "From the action."}]}).encode()),
            "nothing": (200, json.dumps({"events": [], "responses": []}).encode()),
            "malformed": (200, b'{"events": 7, "responses": "' + MARKER.encode() + b'"}'),
            "echo": (500, sent),
            "rejected": (400, json.dumps({"action_name": "action_any", "error": MARKER}).encode()),
        }[self.mode]
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        return None


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("rasa")
    for name, text in (("config.yml", CONFIG), ("domain.yml", DOMAIN), ("data.yml", DATA)):
        (folder / name).write_text(text)
    result = train(
        domain=str(folder / "domain.yml"),
        config=str(folder / "config.yml"),
        training_files=[str(folder / "data.yml")],
        output=str(folder / "models"),
    )
    assert result.code == 0
    assert result.model
    return str(result.model)


@pytest.fixture
def actions() -> Iterator[ThreadingHTTPServer]:
    ActionServer.mode = "answer"
    running = ThreadingHTTPServer(("127.0.0.1", 0), ActionServer)
    Thread(target=running.serve_forever, daemon=True).start()
    yield running
    running.shutdown()
    running.server_close()


@pytest.fixture
def bot(model: str, actions: ThreadingHTTPServer, settings: Settings, tmp_path: Path) -> Iterator[Callable[[], Server]]:
    """The real thing: started anew, as after a restart, by each call."""
    running: list[Iterator[Server]] = []

    def begin() -> Server:
        running.append(serve(settings))
        server = next(running[-1])
        agent = Agent.load(
            model,
            tracker_store=SQLTrackerStore(Domain.empty(), db=str(tmp_path / "tracker.db")),
            action_endpoint=EndpointConfig(f"http://127.0.0.1:{actions.server_port}/webhook"),
        )
        server.app.ctx.agent = server.agent = agent  # type: ignore[assignment]
        return server

    yield begin
    for one in running:
        next(one, None)


def texts(server: Server, message: str, **options: Any) -> list[str]:
    response = server.rest(message, **options)
    assert response.status_code == 200, response.text
    return [reply.get("text", "") for reply in response.json()]


def test_a_reply_arrives_over_both_channels(bot: Callable[[], Server]) -> None:
    server = bot()
    expected = {"text": "Hello.\n\nStill one.", "custom": {"data": {"type": "answer", "v": 1}}}
    assert server.rest("hello").json() == [{"recipient_id": SENDER, **expected}]
    session = server.session()
    assert events(say(server, session["token"], "hello"))[1][1] == {"recipient_id": session["session"], **expected}


def test_typed_commands_set_nothing(bot: Callable[[], Server]) -> None:
    server = bot()
    texts(server, "hello")
    for typed in ('/inform{"side": "left"}', "/restart", " / /session_start", '\u200b/inform{"side": "left"}'):
        texts(server, typed)
    tracker = server.call(server.agent.tracker_store.retrieve_full_tracker(SENDER))
    assert tracker.get_slot("side") is None
    assert not [event for event in tracker.events if event.type_name in ("restart", "slot")]


def test_a_pressed_button_sets_the_slot_and_stands_in_the_history_by_its_title(bot: Callable[[], Server]) -> None:
    server = bot()
    token = server.session()["token"]
    events(say(server, token, "hello"))
    choice = events(say(server, token, "side"))[1][1]["buttons"][0]["payload"]
    assert events(say(server, token, choice))[1][1]["text"] == "Noted: left"
    said = server.get("/chat/v1/history", token).json()["messages"]
    assert [one["text"] for one in said][-2:] == ["Left", "Noted: left"]
    problem(say(server, token, choice), 422, "stale-choice")


def test_a_conversation_outlives_a_restart(bot: Callable[[], Server]) -> None:
    before = bot()
    token = before.session()["token"]
    events(say(before, token, "hello"))
    choice = events(say(before, token, "side"))[1][1]["buttons"][0]["payload"]
    after = bot()
    assert len(after.get("/chat/v1/history", token).json()["messages"]) == 4
    assert events(say(after, token, choice))[1][1]["text"] == "Noted: left"


@pytest.mark.parametrize("mode", ["nothing", "malformed", "echo", "rejected"])
def test_a_failing_action_is_an_apology_and_leaves_no_words_in_logs(
    bot: Callable[[], Server], mode: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    server = bot()
    caplog.set_level(logging.DEBUG)
    privacy.install()
    assert texts(server, "act") == ["From the action."]
    ActionServer.mode = mode
    (apology,) = texts(server, f"act {MARKER}")
    assert EMERGENCY_LINE in apology
    out, err = capfd.readouterr()
    assert MARKER not in caplog.text + out + err


def test_an_action_server_that_is_down_is_an_apology(
    bot: Callable[[], Server], actions: ThreadingHTTPServer, caplog: pytest.LogCaptureFixture
) -> None:
    server = bot()
    caplog.set_level(logging.DEBUG)
    server.agent.action_endpoint.url = server.agent.processor.action_endpoint.url = "http://127.0.0.1:1/webhook"
    (apology,) = texts(server, f"act {MARKER}")
    assert EMERGENCY_LINE in apology
    assert MARKER not in caplog.text
    assert texts(server, "hello") == ["Hello.\n\nStill one."]


@pytest.mark.parametrize("message", ["silent", "inform", MARKER, f"{MARKER} /{MARKER}"])
def test_ordinary_turns_leave_no_words_in_logs_at_debug(
    bot: Callable[[], Server], message: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    server = bot()
    caplog.set_level(logging.DEBUG)
    privacy.install()
    assert texts(server, f"{message} {MARKER}")
    server.post("/chat/v1/forget", server.session()["token"])
    out, err = capfd.readouterr()
    assert MARKER not in caplog.text + out + err


def test_a_forgotten_conversation_is_gone_from_the_file(bot: Callable[[], Server], tmp_path: Path) -> None:
    server = bot()
    texts(server, f"hello {MARKER}")
    assert MARKER.encode() in (tmp_path / "tracker.db").read_bytes()
    assert texts(server, "forget") == ["Forgotten."]
    assert MARKER.encode() not in (tmp_path / "tracker.db").read_bytes()
    assert not server.call(server.agent.tracker_store.exists(SENDER))


def test_ready_and_version_of_a_real_agent(bot: Callable[[], Server]) -> None:
    server = bot()
    assert server.get("/readyz").json()["actions"] is False  # this action server has no /health
    assert server.get("/version").json()["model"] == server.agent.model_id


def test_rasa_run_with_the_projects_credentials_at_debug_logs_no_words(model: str, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    endpoints = tmp_path / "endpoints.yml"
    endpoints.write_text(f"tracker_store: {{type: SQL, dialect: sqlite, db: {tmp_path / 'tracker.db'}}}")
    command = [sys.executable, "-m", "rasa", "run", "--debug", "-i", "127.0.0.1", "-p", str(port), "-m", model]
    environment = {
        **os.environ,
        "TRIAGE_SECRET_FILE": str(tmp_path / "secret"),
        "RASA_TELEMETRY_ENABLED": "false",
        "SANIC_REGISTER": "false",
    }
    process = subprocess.Popen(
        [*command, "--credentials", str(ROOT / "credentials.yml"), "--endpoints", str(endpoints), "--cors", "*"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    log: list[str] = []
    url = f"http://127.0.0.1:{port}"
    try:
        reader = Thread(target=lambda: log.extend(process.stdout or ()), daemon=True)
        reader.start()
        assert patient().get(f"{url}/livez", timeout=20).json() == {"status": "ok"}
        body = {"sender": SENDER, "message": f"hello {MARKER}"}
        assert requests.post(f"{url}/webhooks/rest/webhook", json=body, timeout=20).json()[0]["text"].startswith("Hello")
        failing = requests.post(f"{url}/webhooks/rest/webhook", json={**body, "message": f"act {MARKER}"}, timeout=20)
        assert EMERGENCY_LINE in failing.json()[0]["text"]
        token = requests.post(f"{url}/chat/v1/session", timeout=20).json()["token"]
        headers = {"Authorization": f"Bearer {token}"}
        answer = requests.post(f"{url}/chat/v1/messages", json={"message": MARKER}, headers=headers, timeout=20)
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        assert requests.get(f"{url}/readyz", timeout=20).json()["model"] is True
        evil = requests.get(f"{url}/version", headers={"Origin": "https://evil.example"}, timeout=20)
        assert evil.status_code == 403
        assert "Access-Control-Allow-Origin" not in evil.headers
    finally:
        process.terminate()
        process.wait(30)
    reader.join(30)
    text = "".join(log)
    assert "Rasa server is up and running" in text
    assert "withheld" in text
    assert MARKER not in text
