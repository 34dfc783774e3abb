"""Liveness, readiness and versions."""

from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from types import SimpleNamespace

from channel_server import Server
from test_rest import problem


class Actions(BaseHTTPRequestHandler):
    """An action server's health route."""

    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/health" else 404)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        return None


def test_the_process_lives_whatever_else(server: Server) -> None:
    server.agent.ready = False
    assert server.get("/livez").json() == {"status": "ok"}


def test_ready_needs_the_model(server: Server) -> None:
    server.agent.ready = False
    refused = server.get("/readyz")
    body = problem(refused, 503, "unavailable")
    assert (body["model"], body["actions"]) == (False, True)
    assert refused.headers["Retry-After"]
    server.agent.ready = True
    assert server.get("/readyz").json() == {"status": "ready", "model": True, "actions": True}


def test_ready_needs_the_action_server(server: Server) -> None:
    actions = HTTPServer(("127.0.0.1", 0), Actions)
    server.agent.action_endpoint = SimpleNamespace(url=f"http://127.0.0.1:{actions.server_port}/webhook")
    thread = Thread(target=actions.serve_forever, daemon=True)
    thread.start()
    assert server.get("/readyz").status_code == 200
    actions.shutdown()
    actions.server_close()
    server.agent.action_endpoint = SimpleNamespace(url="http://127.0.0.1:1/webhook")
    server.agent.ready = False  # asked anew: a good answer is kept for a second
    assert server.call(_checks_later(server)) == {"model": False, "actions": False}


async def _checks_later(server: Server) -> dict[str, bool]:
    from channels.health import Readiness

    return await Readiness().checks(server.agent)


def test_ready_before_there_is_an_agent(server: Server) -> None:
    del server.app.ctx.agent
    problem(server.get("/readyz"), 503, "unavailable")


def test_versions(server: Server) -> None:
    version = server.get("/version").json()
    assert version["model"] == "fake-model"
    assert version["version"]
    assert version["knowledge"] is None or len(version["knowledge"]) == 12
