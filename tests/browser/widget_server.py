"""A small stand-in for the channel: the API under `/chat/v1` with scripted replies, and the widget's files."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from channels.pages import TYPES, policy

WIDGET = Path(__file__).resolve().parents[2] / "widget"
EMERGENCY = (
    "If you have trouble breathing, swallowing or speaking, sudden weakness of the face, an arm or a leg, or any "
    "change in your sight, call your emergency number now (112, 999, 911 or 000)."
)
NET = [
    "This may fit a local effect, but I can't examine you, so it could be something else.",
    "Call 999 at once for trouble breathing, swallowing or speaking.",
    "It should be clearly better by about 4 May 2026. If it is not improving by 4 June 2026, see a specialist.",
    "For help that cannot wait: NHS 111 on 111.",
    "Come back or call even if you feel silly.",
]


def reply(text: str, buttons: list[str] | None = None, **data: Any) -> dict[str, Any]:
    """One reply as the channel sends it."""
    said: dict[str, Any] = {"recipient_id": "web.test", "text": text}
    if buttons:
        said["buttons"] = [{"title": title, "payload": title} for title in buttons]
    if data:
        said["custom"] = {"data": {"v": 1, **data}}
    return said


def disposition(level: str, title: str, action: str) -> dict[str, Any]:
    """A card."""
    text = f"{title}. {action}\nWhy: A smile that is uneven after the masseter. You said: three weeks ago.\n" + " ".join(NET)
    return reply(
        text,
        type="disposition",
        level=level,
        rule="I1",
        action=action,
        who="your injector",
        when="within two weeks",
        reasons=["three weeks ago"],
        secondary=[],
        dates={"review": "4 May 2026", "specialist_if_no_change": "4 June 2026", "specialist": "4 July 2026"},
        safety_net=NET,
        evidence=["K5"],
    )


SIGNS = ["Trouble breathing", "Trouble swallowing", "A weak arm or leg", "A change in your sight", "None of these"]
SCRIPT: dict[str, list[dict[str, Any]]] = {
    "signs": [
        reply(
            "Is any of this happening to you now?\n(These need help at once.)",
            SIGNS,
            type="question",
            slots=["danger_signs"],
            choices=[{"title": sign} for sign in SIGNS],
            multiple=True,
            why="These need help at once.",
        )
    ],
    "side": [reply("Which side is it?", ["Left", "Right", "Both"], type="question", slots=["side"], multiple=False)],
    "how long": [
        reply(
            "Six of the ten give a time: most say two to four months, and that it wears off.",
            type="answer",
            concern="duration",
            doctors=[{"answer": 4, "claim": "4.8"}, {"answer": 7, "claim": "7.2"}],
            counts={},
            evidence=["K2"],
        ),
        {
            "recipient_id": "web.test",
            "custom": {
                "data": {
                    "type": "timeline",
                    "v": 1,
                    "ranges": [
                        {"answer": n, "from": low, "to": high, "note": "full recovery"}
                        for n, low, high in ((1, 3, 4), (2, 2, 3), (4, 3, 6), (5, 2, 4), (7, 1.5, 3), (9, 3, 5))
                    ],
                    "envelope": [1.5, 6],
                    "today_months": 0.7,
                    "text": "6 of the ten doctors give a figure, from 1.5 to 6 months. You are at about 0.7 months.",
                    "dates": {"4": {"iso": "2026-05-04", "written": "4 May 2026"}},
                }
            },
        },
    ],
    "review": [
        disposition(
            "INJECTOR",
            "Book a review with your injector",
            "Book a review with the person who injected you, within the next two weeks.",
        )
    ],
    "breathe": [disposition("EMERGENCY", "Emergency: call now", "Call an ambulance now: 999.")],
    "links": [
        reply(
            "See [bad](javascript:alert(1)) and [data](data:text/html,x) and [good](https://clinic.example/a) "
            "or https://clinic.example/b"
        )
    ],
    "echo html": [reply("<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>")],
}
SOURCES = {
    "claims": {"4.8": {"answer": 4, "text": "three to six months"}, "7.2": {"answer": 7, "text": "three to four months"}},
    "evidence": {"K2": {"text": "It wears off. (A book, 2020)", "source": "A book, 2020"}},
}


class FakeServer:
    """Runs in a thread. `received` is what counted as a message; `cut` streams break off, `expire` ends the session."""

    def __init__(self) -> None:
        self.reset()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}"
        threading.Thread(target=self._http.serve_forever, daemon=True).start()

    def reset(self) -> None:
        """As if just started."""
        self.received: list[str] = []
        self.said: list[dict[str, Any]] = []
        self.answers: dict[str, list[dict[str, Any]]] = {}
        self.cut = 0
        self.expired = False
        self.forgotten = 0

    def stop(self) -> None:
        """End it."""
        self._http.shutdown()
        self._http.server_close()

    def answer(self, key: str, message: str) -> list[dict[str, Any]]:
        """The replies, made once for each key."""
        if key not in self.answers:
            self.received.append(message)
            self.answers[key] = SCRIPT.get(message.lower(), [reply(f"You wrote: {message}")])
            self.said.append({"from": "patient", "time": "", "text": message})
            self.said += [{"from": "bot", "time": "", **said} for said in self.answers[key]]
        return self.answers[key]

    def _handler(fake) -> type[BaseHTTPRequestHandler]:
        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_: Any) -> None:
                pass

            def _send(self, status: int, body: bytes, kind: str) -> None:
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Content-Security-Policy", policy())
                self.send_header("X-Content-Type-Options", "nosniff")
                self.end_headers()
                self.wfile.write(body)

            def _json(self, data: Any, status: int = 200) -> None:
                self._send(status, json.dumps(data).encode(), "application/json")

            def _ended(self) -> bool:
                if fake.expired:
                    fake.expired = False
                    self._json({"code": "session-expired", "status": 401}, 401)
                    return True
                return False

            def do_GET(self) -> None:
                path = self.path.partition("?")[0]
                if path == "/chat/v1/config":
                    clinic = {"name": "Harbour Clinic", "phone": "+44 20 7946 0000"}
                    self._json({"clinic": clinic, "country": "GB", "emergency": EMERGENCY, "max_message": 2000})
                elif path == "/chat/v1/sources":
                    self._json(SOURCES)
                elif path == "/chat/v1/history":
                    if not self._ended():
                        self._json({"session": "web.test", "messages": fake.said, "waiting": False})
                elif path == "/chat/v1/summary":
                    self._json({"text": "Summary\n- uneven smile", "url": "/chat/v1/summary.pdf?ticket=t"})
                elif path == "/launcher":
                    page = (
                        b"<!doctype html><html lang=en><title>Clinic</title><meta name=viewport "
                        b"content='width=device-width'><script type=module src=/chat/triage-chat.js></script>"
                        b"<main><h1>Our clinic</h1><p>Welcome.</p></main><triage-chat></triage-chat></html>"
                    )
                    self._send(200, page, "text/html; charset=utf-8")
                else:
                    file = WIDGET / (path.removeprefix("/chat/") or "index.html")
                    if file.is_file():
                        self._send(200, file.read_bytes(), TYPES[file.suffix])
                    else:
                        self._json({"code": "not-found"}, 404)

            def do_POST(self) -> None:
                data = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"{}")
                if self.path == "/chat/v1/session":
                    fake.said = []
                    self._json({"session": "web.test", "token": "token", "expires_in": 3600}, 201)
                elif self.path == "/chat/v1/forget":
                    fake.forgotten += 1
                    fake.said = []
                    self.send_response(204)
                    self.end_headers()
                elif self.path == "/chat/v1/messages" and not self._ended():
                    said = fake.answer(self.headers["Idempotency-Key"], data["message"])
                    events = [("typing", {"v": 1}), *(("message", one) for one in said)]
                    if fake.cut:
                        fake.cut -= 1
                    else:
                        events.append(("done", {"v": 1, "messages": len(said)}))
                    stream = "".join(f"event: {name}\ndata: {json.dumps(one)}\n\n" for name, one in events)
                    self._send(200, stream.encode(), "text/event-stream; charset=utf-8")

        return Handler
