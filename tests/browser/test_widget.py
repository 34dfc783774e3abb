"""The chat widget in a real browser, against a stand-in of the channel with the channel's security policy."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from widget_server import SCRIPT, WIDGET, FakeServer

from tests.browsers import say, settled

pytestmark = pytest.mark.browser


def violations(page: Any) -> list[str]:
    """What axe calls serious or critical."""
    axe = pytest.importorskip("axe_core_python.sync_playwright", reason="axe_core_python is not installed").Axe()
    return [
        f"{found['id']}: {[node['html'][:120] for node in found['nodes']]}"
        for found in axe.run(page)["violations"]
        if found["impact"] in ("serious", "critical")
    ]


SOURCES = [WIDGET / "triage-chat.js", *sorted((WIDGET / "parts").glob("*.js"))]


def test_size() -> None:
    assert sum(len(gzip.compress(file.read_bytes(), mtime=0)) for file in SOURCES) <= 25_000


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: file.name)
def test_source_uses_no_dangerous_sink(file: Path) -> None:
    source = file.read_text()
    assert len(source.splitlines()) < 350, "a file fits in the head"
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", source)


@pytest.mark.parametrize("name", ["index.html", "embed.html"])
def test_a_page_asks_for_every_part_at_once(name: str) -> None:
    preloaded = set(re.findall(r'rel="modulepreload" href="parts/(.+?)"', (WIDGET / name).read_text()))
    assert preloaded == {file.name for file in SOURCES[1:]}
    assert set(re.findall(r'"./parts/(.+?)"', SOURCES[0].read_text())) == preloaded


def test_nothing_is_asked_of_another_server(page: Any, server: FakeServer) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    for words in ("how long", "breathe", "links"):
        say(page, words)
        settled(page)
    page.get_by_text("3 sources").click()
    page.get_by_text("Answer 4 of 10: three to six months").wait_for()
    assert len(asked) > 10
    assert {url for url in asked if not url.startswith(server.url)} == set()


def test_an_address_cannot_speak_for_the_patient(page: Any, server: FakeServer) -> None:
    page.goto(f"{server.url}/chat/?message=/restart&text=hello&country=/inform&theme=javascript:1")
    page.get_by_label("Your message").wait_for()
    settled(page)
    assert server.received == []
    assert page.get_by_label("Your message").input_value() == ""
    assert page.locator("triage-chat").evaluate("node => node.getAttributeNames().sort()") == ["inline"]


def test_message_and_answer(page: Any, server: FakeServer) -> None:
    say(page, "Hello there")
    page.get_by_text("You wrote: Hello there").wait_for()
    settled(page)
    assert server.received == ["Hello there"]
    assert page.get_by_label("Your message").input_value() == ""
    assert page.get_by_role("status").inner_text() == ""
    assert page.troubles == []


def test_emergency_line_is_always_visible(page: Any) -> None:
    line = page.get_by_role("note", name="Emergency")
    assert line.is_visible()
    assert line.get_by_role("link", name="999").get_attribute("href") == "tel:999"


def test_buttons(page: Any, server: FakeServer) -> None:
    say(page, "side")
    page.get_by_role("button", name="Left").click()
    page.get_by_text("You wrote: Left").wait_for()
    assert page.get_by_role("button", name="Right").count() == 0
    assert server.received == ["side", "Left"]


def test_checklist(page: Any, server: FakeServer) -> None:
    say(page, "signs")
    none = page.get_by_role("checkbox", name="None of these")
    send = page.get_by_role("group", name="Tick all that apply").get_by_role("button", name="Send")
    assert send.is_disabled()
    none.check()
    page.get_by_role("checkbox", name="Trouble breathing").check()
    assert not none.is_checked()
    none.check()
    assert not page.get_by_role("checkbox", name="Trouble breathing").is_checked()
    page.get_by_role("checkbox", name="Trouble breathing").check()
    page.get_by_role("checkbox", name="A weak arm or leg").check()
    settled(page)
    send.click()
    page.get_by_text("You wrote: Trouble breathing, A weak arm or leg").wait_for()
    assert server.received[-1] == "Trouble breathing, A weak arm or leg"


def test_history_after_reload(page: Any, server: FakeServer) -> None:
    say(page, "side")
    page.get_by_role("button", name="Left").wait_for()
    settled(page)
    page.reload()
    page.get_by_role("button", name="Left").click()
    page.get_by_text("You wrote: Left").wait_for()
    assert page.get_by_text("Which side is it?").count() == 1
    assert server.received == ["side", "Left"]


def test_html_is_shown_as_text(page: Any) -> None:
    say(page, "echo html")
    page.get_by_text("<script>document.title='owned'</script>").wait_for()
    say(page, "<b>me</b>")
    page.get_by_text("<b>me</b>", exact=True).wait_for()
    assert page.title() != "owned"
    assert page.locator("triage-chat img, triage-chat script").count() == 0


def test_only_allowed_links(page: Any) -> None:
    say(page, "links")
    page.get_by_role("link", name="good").wait_for()
    links = page.locator("triage-chat .bubble a").evaluate_all("nodes => nodes.map(node => node.href)")
    assert links == ["https://clinic.example/a", "https://clinic.example/b"]


def test_disposition_card(page: Any) -> None:
    say(page, "breathe")
    card = page.get_by_role("article", name="Emergency: call now")
    card.wait_for()
    assert card.get_by_role("link", name="Call 999").get_attribute("href") == "tel:999"
    assert "Call an ambulance now" in card.locator(".body p").first.inner_text()
    text = card.inner_text()
    for sentence in SCRIPT["breathe"][0]["custom"]["data"]["safety_net"]:
        assert sentence in text


def test_timeline_and_sources(page: Any) -> None:
    say(page, "how long")
    plot = page.get_by_role("img", name="How long the change lasts")
    plot.wait_for()
    assert "Answer 4: 3 to 6" in plot.get_attribute("aria-label")
    page.get_by_text("Show as a table").click()
    assert page.get_by_role("row", name="Answer 4 3 to 6 full recovery").is_visible()
    assert not page.get_by_text("Answer 4 of 10").is_visible()
    page.get_by_text("3 sources").click()
    page.get_by_text("Answer 4 of 10: three to six months 4.8").wait_for()
    assert page.get_by_text("Evidence K2: It wears off. (A book, 2020)").is_visible()


def test_cut_stream_is_retried_without_doubling(page: Any, server: FakeServer) -> None:
    server.cut = 1
    say(page, "side")
    settled(page)
    assert server.received == ["side"]
    assert page.get_by_text("Which side is it?").count() == 1


def test_lost_network_says_so_and_retries(page: Any, server: FakeServer) -> None:
    page.context.set_offline(True)
    say(page, "Are you there?")
    page.get_by_role("status").get_by_text("No connection").wait_for()
    assert server.received == []
    page.context.set_offline(False)
    page.get_by_text("You wrote: Are you there?").wait_for()
    settled(page)
    assert server.received == ["Are you there?"]


def test_expired_session_is_told(page: Any, server: FakeServer) -> None:
    say(page, "first")
    page.get_by_text("You wrote: first").wait_for()
    settled(page)
    server.expired = True
    say(page, "second")
    page.get_by_text("Your session has ended").wait_for()
    page.get_by_role("button", name="Send it again").click()
    page.get_by_text("You wrote: second").wait_for()
    assert server.received == ["first", "second"]


def test_forget_and_restart(page: Any, server: FakeServer) -> None:
    say(page, "a secret")
    page.get_by_text("You wrote: a secret").wait_for()
    settled(page)
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Forget me").click()
    page.get_by_role("button", name="Delete it").click()
    page.get_by_role("status").get_by_text("deleted").wait_for()
    assert server.forgotten == 1
    assert page.get_by_text("a secret").count() == 0
    assert page.evaluate("sessionStorage.length") == 0


def test_summary(page: Any) -> None:
    say(page, "review")
    settled(page)
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Summary for your doctor").click()
    page.get_by_text("- uneven smile").wait_for()
    assert page.get_by_role("link", name="Save as PDF").get_attribute("href").endswith("/chat/v1/summary.pdf?ticket=t")
    page.keyboard.press("Escape")
    assert not page.get_by_text("- uneven smile").is_visible()


def test_launcher_by_keyboard_only(page: Any, server: FakeServer) -> None:
    page.goto(f"{server.url}/launcher")
    launcher = page.get_by_role("button", name="Ask about your face after Botox")
    launcher.wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    focused = "document.querySelector('triage-chat').shadowRoot.activeElement"
    assert page.evaluate(f"{focused}.getAttribute('aria-label')") == "Your message"
    page.keyboard.type("side")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Left").wait_for()
    settled(page)
    for _ in range(12):
        if page.evaluate(f"{focused}?.textContent") == "Left":
            break
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.get_by_text("You wrote: Left").wait_for()
    assert page.evaluate(f"{focused}.getAttribute('aria-label')") == "Your message"
    page.keyboard.press("Escape")
    assert not page.get_by_role("log").is_visible()
    assert page.evaluate(f"{focused}.textContent") == "Ask about your face after Botox"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe(page: Any, server: FakeServer, theme: str) -> None:
    if theme == "dark" and page.context.browser.browser_type.name == "firefox":
        pytest.skip("the same colours as in Chromium, which has been asked")
    page.goto(f"{server.url}/chat/?theme={theme}")
    for words in ("how long", "breathe", "review", "signs"):
        say(page, words)
        settled(page)
    assert violations(page) == []
    page.get_by_role("button", name="Menu").click()
    assert violations(page) == []


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_narrow_without_sideways_scrolling(page: Any, direction: str) -> None:
    page.set_viewport_size({"width": 320, "height": 568})
    page.evaluate(f"document.documentElement.dir = '{direction}'")
    for words in ("how long", "breathe", "signs", "w" * 300):
        say(page, words)
        settled(page)
    wide = page.evaluate(
        "() => [document.documentElement, ...document.querySelector('triage-chat').shadowRoot.querySelectorAll("
        "'.panel, .log')].filter(node => node.scrollWidth > node.clientWidth + 1).map(node => node.className)"
    )
    assert wide == []
    assert page.get_by_label("Your message").is_visible()


def test_targets_are_large_enough(page: Any) -> None:
    say(page, "signs")
    page.get_by_role("checkbox", name="None of these").wait_for()
    small = (
        page.locator("triage-chat")
        .locator("button:visible, textarea, label, summary:visible")
        .evaluate_all("nodes => nodes.filter(n => n.getBoundingClientRect().height < 44).map(n => n.outerHTML.slice(0, 80))")
    )
    assert small == []
