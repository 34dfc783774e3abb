"""Page, files, embedding, security headers and origins."""

import gzip
from collections.abc import Callable
from typing import Any

import pytest
import requests
from channel_server import SENDER, Server
from test_rest import problem

EVERY = [
    "/webhooks/rest/",
    "/webhooks/rest/webhook",
    "/chat",
    "/chat/",
    "/chat/embed",
    "/chat/triage-chat.js",
    "/chat/v1/config",
    "/chat/v1/sources",
    "/chat/v1/session",
    "/chat/v1/messages",
    "/chat/v1/history",
    "/chat/v1/forget",
    "/chat/v1/summary",
    "/chat/v1/summary.pdf",
    "/livez",
    "/readyz",
    "/version",
    "/openapi.json",
    "/docs/",
    "/docs/docs.css",
    "/nothing/here",
    "/",
]


@pytest.mark.parametrize("path", EVERY)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "DELETE", "OPTIONS"])
def test_every_answer_has_security_headers_and_every_error_is_a_problem(standing: Server, path: str, method: str) -> None:
    response = requests.request(method, standing.url + path, allow_redirects=False, timeout=20)
    headers = response.headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "Permissions-Policy" in headers
    assert "Cross-Origin-Opener-Policy" in headers
    assert "Cache-Control" in headers
    assert headers.get("Content-Type") != "None"
    assert "Access-Control-Allow-Origin" not in headers
    if path != "/chat/embed":
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Frame-Options"] == "DENY"
    if response.status_code >= 400:
        assert headers["Content-Type"] == "application/problem+json"
    if response.status_code == 405:
        assert headers["Allow"]
    assert response.status_code < 500


def test_the_page_and_its_files_have_their_types(server: Server) -> None:
    page = server.get("/chat/")
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "<title>Chat</title>" in page.text
    script = server.get("/chat/triage-chat.js")
    assert script.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert script.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert server.get("/chat").url.endswith("/chat/")
    assert server.get("/docs").url.endswith("/docs/")


def test_files_are_packed_and_asked_about(server: Server) -> None:
    plain = server.get("/chat/triage-chat.js", headers={"Accept-Encoding": "identity"})
    packed = server.get("/chat/triage-chat.js", headers={"Accept-Encoding": "gzip"}, stream=True)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.raw.read()) == plain.content
    assert plain.headers["ETag"] != packed.headers["ETag"]
    again = server.get("/chat/triage-chat.js", headers={"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]})
    assert again.status_code == 304
    assert not again.content


def test_a_changed_file_is_served_anew(server: Server) -> None:
    file = server.shared.settings.widget_dir / "triage-chat.js"
    before = server.get("/chat/triage-chat.js")
    file.write_text("export const changed = true;")
    after = server.get("/chat/triage-chat.js", headers={"If-None-Match": before.headers["ETag"]})
    assert after.text == "export const changed = true;"


@pytest.mark.parametrize(
    "path",
    ["../outside.txt", "%2e%2e/outside.txt", "..%2foutside.txt", ".secret.js", "%00.js", "//etc/passwd", "x.py", "link.txt"],
)
def test_nothing_outside_of_the_folder_is_served(server: Server, path: str) -> None:
    folder = server.shared.settings.widget_dir
    (folder / "link.txt").symlink_to(folder.parent / "outside.txt")
    request = requests.Request("GET", server.url).prepare()
    request.url = f"{server.url}/chat/{path}"
    response = requests.Session().send(request, timeout=20)
    assert response.status_code in (400, 404)
    assert "outside" not in response.text


def test_only_the_embedded_page_may_be_framed_and_only_by_the_list(server: Server) -> None:
    embedded = server.get("/chat/embed")
    assert embedded.status_code == 200
    assert "frame-ancestors 'self' https://clinic.example" in embedded.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in embedded.headers


@pytest.mark.parametrize("path", EVERY)
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_foreign_origins_get_nothing(standing: Server, path: str, method: str) -> None:
    if path == "/":
        pytest.skip("Rasa's own greeting, the same for everybody")
    headers = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    response = requests.request(method, standing.url + path, headers=headers, timeout=20)
    assert response.status_code in (403, 404, 405)
    assert response.headers["Content-Type"] == "application/problem+json"
    assert not [name for name in response.headers if name.startswith("Access-Control")]
    assert not standing.agent.heard


@pytest.mark.parametrize("cors", [None, "*", "", ["https://evil.example"]])
def test_whatever_rasas_cors_flag_says_the_list_counts(start: Callable[..., Server], cors: Any) -> None:
    server = start(cors=cors)
    url = f"{server.url}/webhooks/rest/webhook"
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    body = {"sender": SENDER, "message": "hi"}
    good, evil = {"Origin": "https://clinic.example"}, {"Origin": "https://evil.example"}

    refused = requests.post(url, json=body, headers=evil, timeout=20)
    problem(refused, 403, "foreign-origin")
    refused_preflight = requests.options(url, headers={**evil, **asked}, timeout=20)
    problem(refused_preflight, 403, "foreign-origin")
    for response in (refused, refused_preflight):
        assert not [name for name in response.headers if name.startswith("Access-Control")]

    preflight = requests.options(url, headers={**good, **asked}, timeout=20)
    assert preflight.status_code == 204
    assert preflight.headers["Access-Control-Allow-Origin"] == "https://clinic.example"
    assert "Idempotency-Key" in preflight.headers["Access-Control-Allow-Headers"]
    answer = requests.post(url, json=body, headers=good, timeout=20)
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "https://clinic.example"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert "Origin" in answer.headers["Vary"]
    error = requests.post(url, json={}, headers=good, timeout=20)
    assert error.headers["Access-Control-Allow-Origin"] == "https://clinic.example"


def test_a_stream_has_its_cors_headers_too(server: Server) -> None:
    token = server.session()["token"]
    headers = {"Origin": "https://clinic.example"}
    response = server.post("/chat/v1/messages", token, json={"message": "hi"}, headers=headers)
    assert response.headers["Access-Control-Allow-Origin"] == "https://clinic.example"


def test_the_servers_own_pages_may_call_it(server: Server) -> None:
    response = server.rest(headers={"Origin": server.url})
    assert response.status_code == 200
    assert "Access-Control-Allow-Origin" not in response.headers


def test_without_a_list_only_the_own_origin_is_answered(start: Callable[..., Server]) -> None:
    server = start(allowed_origins=())
    problem(server.rest(headers={"Origin": "https://clinic.example"}), 403, "foreign-origin")
    assert server.rest(headers={"Origin": server.url}).status_code == 200
