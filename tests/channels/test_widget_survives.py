"""What can go wrong while a patient talks, with the real channel behind the widget, in both browsers."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from channel_server import Server, serve

from channels.settings import ROOT, Settings
from tests.browsers import open_page, say, settled

pytestmark = pytest.mark.browser


@pytest.fixture
def widget(settings: Settings) -> Settings:
    return replace(settings, widget_dir=ROOT / "widget", heartbeat=0.2)


async def repeat(message: Any, tell: Any) -> None:
    """What the bot does unless a test says otherwise."""
    await tell(text=f"Heard: {message.text}")


@pytest.fixture
def bot(start: Callable[..., Server]) -> Server:
    server = start(widget_dir=ROOT / "widget", heartbeat=0.2)
    server.agent.script = repeat
    return server


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    opened = open_page(browser)
    opened.clock.install()
    yield opened
    opened.context.close()


def visit(page: Any, server: Server) -> None:
    page.goto(f"{server.url}/chat/")
    page.get_by_label("Your message").wait_for()


def heard(server: Server) -> list[str]:
    return [message.text for message in server.agent.heard]


def asks(*titles: str) -> Any:
    """A script that asks with signed buttons."""

    async def script(message: Any, tell: Any) -> None:
        buttons = [{"title": title, "payload": f"/choose_{title.lower()}"} for title in titles]
        await tell(text=f"Heard: {message.text}", buttons=buttons)

    return script


def test_reload(page: Any, bot: Server) -> None:
    bot.agent.script = asks("Left", "Right")
    visit(page, bot)
    say(page, "my smile")
    page.get_by_role("button", name="Left").wait_for()
    settled(page)
    page.reload()
    page.get_by_role("button", name="Left").click()
    page.get_by_text("Heard: /choose_left").wait_for()
    assert page.get_by_text("Heard: my smile").count() == 1
    assert heard(bot) == ["my smile", "/choose_left"]


def test_a_reload_while_the_answer_is_made(page: Any, bot: Server) -> None:
    go, began = bot.event(), bot.event()

    async def slow(message: Any, tell: Any) -> None:
        began.set()
        await go.wait()
        await tell(text="Here you are.")

    bot.agent.script = slow
    visit(page, bot)
    say(page, "my smile")
    bot.call(began.wait())
    page.reload()
    page.get_by_role("status").get_by_text("writing").wait_for()
    bot.loop.call_soon_threadsafe(go.set)
    page.get_by_text("Here you are.").wait_for()
    settled(page)
    assert heard(bot) == ["my smile"]


def test_lost_network(page: Any, bot: Server) -> None:
    visit(page, bot)
    page.context.set_offline(True)
    say(page, "are you there")
    page.get_by_role("status").get_by_text("No connection").wait_for()
    assert page.get_by_role("button", name="Try again").is_visible()
    page.context.set_offline(False)
    page.get_by_text("Heard: are you there").wait_for()
    settled(page)
    assert heard(bot) == ["are you there"]


def test_server_restart(page: Any, widget: Settings) -> None:
    first = serve(widget)
    before = next(first)
    before.agent.script = repeat
    visit(page, before)
    say(page, "one")
    page.get_by_text("Heard: one").wait_for()
    settled(page)
    next(first, None)
    say(page, "two")
    page.get_by_role("status").get_by_text("The connection was lost").wait_for()
    page.clock.run_for(4000)
    page.get_by_role("status").get_by_text("No connection").wait_for()
    second = serve(widget, port=int(before.url.rpartition(":")[2]))
    after = next(second)
    after.agent.script = repeat
    try:
        after.agent.tracker_store = before.agent.tracker_store
        page.clock.run_for(6000)  # nobody presses anything
        page.get_by_text("Heard: two").wait_for()
        settled(page)
        assert (heard(before), heard(after)) == (["one"], ["two"])
        assert page.get_by_text("Heard: one").count() == 1, "the session outlives the restart"
    finally:
        next(second, None)


def test_an_answer_that_got_lost_is_not_asked_for_twice(page: Any, bot: Server) -> None:
    """The server took the message and answered, the answer never arrived, and a restart made it forget the message's key."""

    answer = bot.agent.handle_message

    async def lose(message: Any) -> None:
        await answer(message)
        bot.shared.turns._known.clear()
        bot.hang_up()

    bot.agent.handle_message = lose  # type: ignore[method-assign]
    visit(page, bot)
    say(page, "only once")
    page.get_by_role("status").get_by_text("The connection was lost").wait_for()
    page.clock.run_for(1500)
    page.get_by_text("Heard: only once").wait_for()
    settled(page)
    assert heard(bot) == ["only once"]
    assert page.get_by_text("only once", exact=True).count() == 1


def test_two_tabs_of_one_session(page: Any, bot: Server) -> None:
    visit(page, bot)
    say(page, "one")
    page.get_by_text("Heard: one").wait_for()
    settled(page)
    other = page.context.new_page()
    visit(other, bot)
    assert other.get_by_text("Heard: one").count() == 0, "a tab of its own is a session of its own"
    kept = page.evaluate("Object.entries(sessionStorage)")
    other.evaluate("kept => kept.forEach(([key, value]) => sessionStorage.setItem(key, value))", kept)  # as a duplicated tab
    other.reload()
    other.get_by_text("Heard: one").wait_for()
    settled(other)
    say(other, "two")
    other.get_by_text("Heard: two").wait_for()
    settled(other)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # the patient comes back to the first
    page.get_by_text("Heard: two").wait_for()
    assert page.get_by_text("Heard: one").count() == 1
    assert heard(bot) == ["one", "two"]


def test_two_tabs_that_speak_at_once(page: Any, bot: Server) -> None:
    go, began = bot.event(), bot.event()

    async def slow(message: Any, tell: Any) -> None:
        began.set()
        await go.wait()
        await tell(text=f"Heard: {message.text}")

    visit(page, bot)
    say(page, "zero")
    page.get_by_text("Heard: zero").wait_for()
    settled(page)
    bot.agent.script = slow
    other = page.context.new_page()
    visit(other, bot)
    other.evaluate(
        "kept => kept.forEach(([k, v]) => sessionStorage.setItem(k, v))", page.evaluate("Object.entries(sessionStorage)")
    )
    other.reload()
    other.get_by_text("Heard: zero").wait_for()
    settled(other)
    say(page, "one")
    bot.call(began.wait())
    say(other, "two")
    other.get_by_role("status").get_by_text("Still answering").wait_for()
    bot.loop.call_soon_threadsafe(go.set)
    page.get_by_text("Heard: one").wait_for()
    other.get_by_text("Heard: two").wait_for()
    assert heard(bot) == ["zero", "one", "two"]


def test_expired_session(page: Any, bot: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    visit(page, bot)
    say(page, "one")
    page.get_by_text("Heard: one").wait_for()
    settled(page)
    monkeypatch.setattr(bot.shared.signer, "_clock", lambda: time.time() + 4000)
    say(page, "two")
    page.get_by_text("Your session has ended").wait_for()
    page.get_by_role("button", name="Send it again").click()
    page.get_by_text("Heard: two").wait_for()
    settled(page)
    assert heard(bot) == ["one", "two"]
    assert len({message.sender_id for message in bot.agent.heard}) == 2


def test_a_slow_action_is_told_then_answered(page: Any, bot: Server) -> None:
    go, began = bot.event(), bot.event()

    async def slow(message: Any, tell: Any) -> None:
        await tell(text="First part.")
        began.set()
        await go.wait()
        await tell(text="Second part.")

    bot.agent.script = slow
    visit(page, bot)
    say(page, "take your time")
    page.get_by_text("First part.").wait_for()
    bot.call(began.wait())
    page.clock.run_for(9000)
    page.get_by_role("status").get_by_text("longer than usual").wait_for()
    bot.loop.call_soon_threadsafe(go.set)
    page.get_by_text("Second part.").wait_for()
    settled(page)
    assert page.get_by_role("status").inner_text() == ""


def test_an_action_that_never_ends_becomes_an_apology_with_a_way_on(page: Any, start: Callable[..., Server]) -> None:
    bot = start(widget_dir=ROOT / "widget", reply_timeout=0.3)
    never = bot.event()

    async def stuck(message: Any, tell: Any) -> None:
        await never.wait()

    bot.agent.script = stuck
    visit(page, bot)
    say(page, "anyone")
    page.get_by_text("something went wrong on our side").wait_for()
    assert page.get_by_role("link", name="999").count() >= 1
    bot.agent.script = asks("Left")
    page.get_by_role("button", name="Send my message again").click()
    page.get_by_text("Heard: anyone").wait_for()
    assert heard(bot) == ["anyone", "anyone"]


def test_too_many_messages_wait_as_told_and_arrive(page: Any, start: Callable[..., Server]) -> None:
    bot = start(widget_dir=ROOT / "widget", rate_limit=60, rate_burst=1, address_rate_limit=10_000)
    bot.agent.script = repeat
    visit(page, bot)
    for text in ("one", "two"):
        say(page, text)
        page.get_by_text(f"Heard: {text}").wait_for()
        settled(page)
    assert heard(bot) == ["one", "two"]
