"""`triage chat` as a person sees it: on a pseudo-terminal."""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Callable, Iterator

import pexpect
import pytest

from cli.words import BANNER
from tests.cli.conftest import ROOT
from tests.cli.fakebot import FakeBot, answer

Start = Callable[..., "pexpect.spawn[str]"]
COLOURS = re.compile(r"\x1b\[[0-9;]*\b(3[0-7]|4[0-7]|9[0-7]|10[0-7])m")
STYLES = re.compile(r"\x1b\[[0-9;]+m")
PROMPT = "You: "


@pytest.fixture
def start(environment: dict[str, str]) -> Iterator[Start]:
    """`start("--no-color", TERM="dumb", size=(24, 80))` → the client on a terminal of its own."""
    started = []

    def run(*arguments: str, size: tuple[int, int] = (50, 80), **settings: str) -> pexpect.spawn[str]:
        env = {key: value for key, value in environment.items() if key != "COLUMNS"}
        child = pexpect.spawn(
            sys.executable,
            ["-m", "cli.main", *(arguments or ["chat"])],
            env={**env, **settings},
            cwd=str(ROOT),
            encoding="utf-8",
            timeout=20,
            use_poll=True,  # a whole suite holds more open files than select() can count
            dimensions=size,
        )
        child.delaybeforesend = None
        started.append(child)
        return child

    yield run
    for child in started:
        child.close(force=True)


def seen(child: pexpect.spawn[str], line: str, until: str = PROMPT) -> str:
    """Type a line; the screen's text up to the next prompt, without the echo."""
    child.sendline(line)
    child.expect_exact(until)
    return str(child.before).replace("\r\n", "\n").removeprefix(line)


def bare(text: str) -> str:
    """Text without escape sequences and line breaks."""
    return " ".join(re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text).split())


def ended(child: pexpect.spawn[str]) -> int | None:
    child.expect(pexpect.EOF)
    child.close()
    assert "Traceback" not in str(child.before)
    return child.exitstatus


def test_a_conversation(start: Start, bot: FakeBot) -> None:
    child = start()
    child.expect_exact(PROMPT)
    assert bare(str(child.before)).startswith(BANNER)
    assert "/summary" in seen(child, "/help")
    assert "2. Right" in seen(child, "side")
    assert "You said: Right" in seen(child, "2")
    assert "[ ] 3. Double vision" in seen(child, "danger")
    assert "You said: Trouble breathing, Double vision" in seen(child, "1 3")
    assert "These cannot wait." in seen(child, "/why")
    assert "A new conversation" in seen(child, "/new")
    assert "Hello." in seen(child, "hello")
    child.sendline("/quit")
    assert ended(child) == 0
    assert bot.messages == ["side", "Right", "danger", "Trouble breathing, Double vision", "hello"]
    assert bot.senders[-2] != bot.senders[-1]


def test_a_disposition_is_told_by_word_symbol_and_colour(start: Start, bot: FakeBot) -> None:
    child = start()
    child.expect_exact(PROMPT)
    screen = seen(child, "emergency")
    assert COLOURS.search(screen)
    assert "■ Emergency: call now" in bare(screen)
    assert bare(screen).index("Call 112 now.") < bare(screen).index("You cannot swallow.")
    assert re.search("┃ *Because *it began today", bare(screen))


def test_text_is_wrapped_to_the_width(start: Start, bot: FakeBot) -> None:
    bot.special["much"] = lambda handler: answer(handler, [{"text": "words and " * 40}])
    child = start(size=(50, 40))
    child.expect_exact(PROMPT)
    lines = [bare(line) for line in seen(child, "much").split("\n")]
    assert max(map(len, lines)) <= 40
    assert not any(line.endswith(("wor", "an")) for line in lines)


@pytest.mark.parametrize(("arguments", "settings"), [(["chat", "--no-color"], {}), (["chat"], {"NO_COLOR": "1"})])
def test_without_colours(start: Start, bot: FakeBot, arguments: list[str], settings: dict[str, str]) -> None:
    child = start(*arguments, **settings)
    child.expect_exact(PROMPT)
    screen = seen(child, "emergency")
    assert "Emergency: call now" in screen
    assert not STYLES.search(screen)


def test_a_dumb_terminal_gets_no_escape_sequence(start: Start, bot: FakeBot) -> None:
    child = start(TERM="dumb", size=(50, 40))
    child.expect_exact(PROMPT)
    screen = str(child.before) + seen(child, "emergency") + seen(child, "timeline")
    assert "\x1b" not in screen
    assert "Emergency: call now" in screen
    assert max(map(len, screen.split("\n"))) <= 40


def test_control_characters_stay_out(start: Start, bot: FakeBot) -> None:
    child = start("chat", "--no-color")
    child.expect_exact(PROMPT)
    screen = seen(child, "evil")
    assert "a[31mred]0;title2Jgnp" in screen
    assert not {"\x1b[31m", "\x1b]0;", "\x9b", "\u202e", "\x1b[2J"} & set(
        re.findall(r"\x1b\[31m|\x1b\]0;|\x9b|\u202e|\x1b\[2J", screen)
    )


def test_ctrl_c_at_the_prompt(start: Start, bot: FakeBot) -> None:
    child = start()
    child.expect_exact(PROMPT)
    child.sendintr()
    assert ended(child) == 130


def test_ctrl_c_while_waiting(start: Start, bot: FakeBot) -> None:
    arrived = threading.Event()
    bot.special["wait"] = lambda _: arrived.set() or (bot.release.wait(20) and None)
    child = start()
    child.expect_exact(PROMPT)
    child.sendline("wait")
    assert arrived.wait(20)
    child.sendintr()
    assert ended(child) == 130


def test_end_of_input(start: Start, bot: FakeBot) -> None:
    child = start()
    child.expect_exact(PROMPT)
    child.sendeof()
    assert ended(child) == 0


def test_life_is_shown_while_waiting(start: Start, bot: FakeBot) -> None:
    def wait(handler: object) -> None:
        bot.release.wait(20)
        answer(handler, [{"text": "At last."}])  # type: ignore[arg-type]

    bot.special["wait"] = wait
    child = start()
    child.expect_exact(PROMPT)
    child.sendline("wait")
    child.expect("[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]")
    bot.release.set()
    child.expect_exact("At last.")
    child.expect_exact(PROMPT)


def test_nobody_there(start: Start, nobody: str) -> None:
    child = start("chat", "--url", nobody)
    child.expect_exact("make run")
    assert ended(child) == 69


def test_after_a_failure_the_words_are_on_the_line_again(start: Start, bot: FakeBot) -> None:
    bot.special["my smile"] = lambda handler: handler.connection.shutdown(2)
    child = start()
    child.expect_exact(PROMPT)
    assert "112" in seen(child, "my smile")
    child.expect_exact("my smile")
    del bot.special["my smile"]
    child.sendline("")
    child.expect_exact("You said: my smile")
    child.expect_exact(PROMPT)
    child.sendline("/quit")
    assert ended(child) == 0
    keys = [headers["idempotency-key"] for _, headers, _ in bot.heard]
    assert keys[0] == keys[1]


def test_a_long_reply_comes_by_the_screenful(start: Start, bot: FakeBot) -> None:
    child = start(size=(24, 80))
    child.expect_exact(PROMPT)
    first = seen(child, "long", "-- Enter shows more")
    assert "line 1\n" in first and "line 30\n" not in first
    second = seen(child, "", "-- Enter shows more")
    assert "line 30\n" in second and "line 50\n" not in second
    rest = seen(child, "hello")
    assert "line 60\n" in rest, "words instead of Enter: the rest at once, then the answer to them"
    assert "What has changed" in rest
    child.sendline("long")
    child.expect_exact("-- Enter shows more")
    child.sendeof()
    assert ended(child) == 0


def test_commands_are_completed(start: Start, bot: FakeBot) -> None:
    child = start()
    child.expect_exact(PROMPT)
    child.send("/he\t")
    child.expect_exact("/help")
    child.sendline("")
    child.expect_exact("/summary")


def test_a_way_that_is_not_encrypted_is_told(start: Start, bot: FakeBot) -> None:
    import socket

    name = socket.gethostname()
    try:
        socket.create_connection((name, int(bot.url.rpartition(":")[2])), 1).close()
    except OSError:
        pytest.skip("this machine's name does not lead to the loopback interface")
    child = start("chat", "--url", bot.url.replace("127.0.0.1", name))
    child.expect_exact("not encrypted")


def test_ask_on_a_terminal(start: Start, bot: FakeBot) -> None:
    child = start("ask", "emergency")
    child.expect_exact("Emergency: call now")
    assert ended(child) == 0
