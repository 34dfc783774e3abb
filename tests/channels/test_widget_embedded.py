"""The widget on a clinic's page of another origin, by the instructions of README.md and docs/widget.md, in both browsers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from channel_server import Server

from channels.settings import ROOT, Settings
from tests.browsers import open_page, say, settled

pytestmark = pytest.mark.browser
DOCUMENTS = {name: (ROOT / name).read_text() for name in ("README.md", "docs/widget.md")}
BOT = "https://bot.example"


def instruction(name: str, begins: str) -> str:
    """The one HTML example of a document that begins so."""
    (html,) = [code for code in re.findall(r"```html\n(.*?)```", DOCUMENTS[name], re.DOTALL) if code.startswith(begins)]
    assert BOT in html
    return html


class Site:
    """A web site of an origin of its own, with one bare page."""

    def __init__(self) -> None:
        self.body = self.policy = ""
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                if site.policy:
                    self.send_header("Content-Security-Policy", site.policy)
                self.end_headers()
                self.wfile.write(f"<!doctype html><html lang=en><title>Clinic</title><h1>Our clinic</h1>\n{site.body}".encode())

            def log_message(self, *_: object) -> None:
                return None

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}"
        Thread(target=self.http.serve_forever, args=(0.02,), daemon=True).start()


@pytest.fixture(scope="module")
def sites() -> Iterator[tuple[Site, Site]]:
    """The clinic that is on the list, and a stranger."""
    both = Site(), Site()
    yield both
    for site in both:
        site.http.shutdown()
        site.http.server_close()


@pytest.fixture
def bot(start: Callable[..., Server], sites: tuple[Site, Site]) -> Server:
    """A bot with the settings that the documents name, for the clinic alone."""
    clinic = sites[0].url
    read = Settings.from_env({"TRIAGE_ALLOWED_ORIGINS": clinic, "TRIAGE_FRAME_ANCESTORS": clinic})
    server = start(allowed_origins=read.allowed_origins, frame_ancestors=read.frame_ancestors, widget_dir=ROOT / "widget")

    async def repeat(message: Any, tell: Any) -> None:
        await tell(text=f"Heard: {message.text}")

    server.agent.script = repeat
    return server


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    opened = open_page(browser, size=(1000, 800))
    yield opened
    opened.context.close()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_by_script(page: Any, bot: Server, sites: tuple[Site, Site], document: str) -> None:
    assert "TRIAGE_ALLOWED_ORIGINS=https://clinic.example" in DOCUMENTS[document]
    clinic, stranger = sites
    for site in sites:
        site.body = instruction(document, "<script").replace(BOT, bot.url)
        site.policy = f"default-src 'none'; script-src {bot.url}; connect-src {bot.url}"
    assert "script-src https://bot.example; connect-src https://bot.example" in DOCUMENTS["docs/widget.md"]

    page.goto(clinic.url)
    page.get_by_role("button", name="Ask about your face after Botox").click()
    say(page, "hello")
    page.get_by_text("Heard: hello").wait_for()
    settled(page)
    assert bot.agent.heard[-1].metadata == {"country": "GB"}
    assert page.troubles == []

    page.goto(stranger.url)
    assert page.evaluate("customElements.get('triage-chat') === undefined")
    assert page.get_by_role("button").count() == 0
    assert len(bot.agent.heard) == 1


def test_in_a_frame(page: Any, bot: Server, sites: tuple[Site, Site]) -> None:
    assert "TRIAGE_FRAME_ANCESTORS=https://clinic.example" in DOCUMENTS["docs/widget.md"]
    clinic, stranger = sites
    for site in sites:
        site.body = instruction("docs/widget.md", "<iframe").replace(BOT, bot.url)
        site.policy = ""

    page.goto(clinic.url)
    framed = page.frame_locator("iframe")
    framed.get_by_label("Your message").fill("hello")
    framed.get_by_label("Your message").press("Enter")
    framed.get_by_text("Heard: hello").wait_for()
    assert bot.agent.heard[-1].metadata == {"country": "GB"}
    assert page.frames[1].evaluate("sessionStorage.length") == 1
    assert page.evaluate("sessionStorage.length") == 0, "the clinic's page cannot reach the token"

    page.goto(stranger.url)
    assert page.frame_locator("iframe").get_by_label("Your message").count() == 0
    page.goto(clinic.url)
    page.frame_locator("iframe").get_by_label("Your message").wait_for()  # the same check finds it where it is allowed


def test_the_whole_page_may_not_be_framed_even_by_the_list(page: Any, bot: Server, sites: tuple[Site, Site]) -> None:
    sites[0].body, sites[0].policy = f'<iframe src="{bot.url}/chat/"></iframe>', ""
    page.goto(sites[0].url)
    assert page.frame_locator("iframe").get_by_label("Your message").count() == 0


def test_a_hosts_styles_do_not_reach_into_the_widget(page: Any, bot: Server, sites: tuple[Site, Site]) -> None:
    sites[0].body = (
        "<style>*{letter-spacing:9px!important}body,triage-chat{text-transform:uppercase;line-height:4;visibility:visible}"
        "button{display:none!important}</style>" + instruction("docs/widget.md", "<script").replace(BOT, bot.url)
    )
    sites[0].policy = ""
    page.goto(sites[0].url)
    page.get_by_role("button", name="Ask about your face after Botox").click()
    shown = page.locator("triage-chat .bubble").first.evaluate("node => [getComputedStyle(node).display, node.clientHeight > 40]")
    assert shown == ["block", True]
    assert page.get_by_role("button", name="My smile is uneven").is_visible()
