"""A bot of a few fixed answers on a free port, which remembers what it was sent."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PORT = 0  # a free one
Replies = list[dict[str, Any]]

DANGERS = ["Trouble breathing", "Trouble swallowing", "Double vision", "None of these"]
ANSWERS: dict[str, Replies] = {
    "hello": [{"text": "Hello. What has changed in your face?"}],
    "side": [
        {
            "text": "Which side is it?",
            "buttons": [{"title": "Left", "payload": "~s.1"}, {"title": "Right", "payload": "~s.2"}],
            "custom": {
                "data": {
                    "type": "question",
                    "v": 1,
                    "slots": ["side"],
                    "choices": [{"title": "Left"}, {"title": "Right"}],
                    "multiple": False,
                    "why": "The side tells the muscle.",
                    "step": 2,
                    "of": 4,
                }
            },
        }
    ],
    "danger": [
        {
            "text": "Is any of this true right now?",
            "custom": {
                "data": {
                    "type": "question",
                    "v": 1,
                    "slots": ["danger_signs"],
                    "choices": [{"title": title} for title in DANGERS],
                    "multiple": True,
                    "why": "These cannot wait.",
                }
            },
        }
    ],
    "duration": [
        {
            "text": "Six of ten say three to six months.",
            "custom": {
                "data": {
                    "type": "answer",
                    "v": 1,
                    "concern": "duration",
                    "doctors": [{"answer": 4, "claim": "4.8"}, {"answer": 4, "claim": "4.9"}, {"answer": 7, "claim": "7.1"}],
                    "counts": {"about_four_months": 6},
                    "evidence": ["A7"],
                }
            },
        }
    ],
    "timeline": [
        {
            "text": "Where you are among the doctors' ranges.",
            "custom": {
                "data": {
                    "type": "timeline",
                    "v": 1,
                    "ranges": [
                        {"answer": 1, "from": 4, "to": 6, "note": "if nothing is repeated"},
                        {"answer": 3, "from": 3, "to": 4},
                        {"answer": 9, "from": 6, "to": None},
                    ],
                    "today_months": 4.0,
                    "dates": {"review": "2026-12-24"},
                }
            },
        }
    ],
    "emergency": [
        {
            "text": "Call 112 now.\n\nYou cannot swallow.",
            "custom": {
                "data": {
                    "type": "disposition",
                    "v": 1,
                    "level": "EMERGENCY",
                    "rule": "E2",
                    "action": "Call 112 now",
                    "who": "the ambulance",
                    "when": "now",
                    "reasons": ["you cannot swallow", "it began today"],
                    "secondary": [{"level": "SAME_DAY", "rule": "U1", "text": "have the eye seen"}],
                    "dates": {"review": "2026-12-24"},
                    "safety_net": ["come back any time"],
                    "evidence": ["E2"],
                }
            },
        }
    ],
    "evil": [{"text": "a\x1b[31mred\x1b]0;title\x07\x9b2J\u202egnp\x7f", "buttons": [{"title": "x\x1b[2J", "payload": "x"}]}],
    "summary please": [
        {"text": "Summary.", "custom": {"data": {"type": "summary", "v": 1, "text": "Summary.", "url": "/chat/v1/s.pdf?t=1"}}}
    ],
    "delete my data": [{"text": "All deleted.", "custom": {"data": {"type": "forgotten", "v": 1}}}],
    "fail": [{"text": "Something went wrong.", "custom": {"data": {"type": "error", "v": 1, "code": "no-answer"}}}],
    "silence": [],
    "long": [{"text": "\n".join(f"line {number}" for number in range(1, 61))}],
}

SOURCES = {"claims": {"4.8": {"answer": 4, "text": "three to six months"}}, "evidence": {}}


@dataclass
class FakeBot:
    """`heard`: what came in, as (path, headers, body). `special`: an answer in raw HTTP for a message."""

    heard: list[tuple[str, dict[str, str], dict[str, Any]]] = field(default_factory=list)
    special: dict[str, Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)
    release: threading.Event = field(default_factory=threading.Event)
    url: str = ""

    @property
    def messages(self) -> list[str]:
        """The messages, in order."""
        return [body["message"] for _, _, body in self.heard]

    @property
    def senders(self) -> list[str]:
        """Who sent them."""
        return [body["sender"] for _, _, body in self.heard]

    def start(self) -> ThreadingHTTPServer:
        """Serve on a free port of 127.0.0.1 until `shutdown`."""
        bot = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                bot.heard.append((self.path, {name.lower(): value for name, value in self.headers.items()}, body))
                message = body["message"]
                if message in bot.special:
                    bot.special[message](self)
                    return
                said = ANSWERS.get(message, [{"text": f"You said: {message}"}])
                answer(self, [{"recipient_id": body["sender"], **reply} for reply in said])

            def do_GET(self) -> None:
                answer(self, SOURCES if self.path == "/chat/v1/sources" else {}, 200 if self.path == "/chat/v1/sources" else 404)

            def log_message(self, *_: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", PORT), Handler)
        server.daemon_threads = True
        self.url = f"http://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        return server


def answer(handler: BaseHTTPRequestHandler, value: object, status: int = 200, **headers: str) -> None:
    """A JSON answer."""
    raw(handler, json.dumps(value).encode(), status, **headers)


def raw(handler: BaseHTTPRequestHandler, content: bytes, status: int = 200, **headers: str) -> None:
    """An answer of any bytes."""
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content)
