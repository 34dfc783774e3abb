"""`triage ask` as a process: its output, its exit statuses, each of its options."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cli.words import EMERGENCY_LINE
from tests.cli.conftest import ROOT, Run
from tests.cli.fakebot import FakeBot, answer


def test_an_answer(triage: Run, bot: FakeBot) -> None:
    done = triage("ask", "duration")
    assert (done.returncode, done.stdout, done.stderr) == (0, "Six of ten say three to six months.\n\n", "")


def test_several_words_are_one_question(triage: Run, bot: FakeBot) -> None:
    assert triage("ask", "my", "smile", "is uneven").returncode == 0
    assert bot.messages == ["my smile is uneven"]


def test_the_question_on_standard_input(triage: Run, bot: FakeBot) -> None:
    done = triage("ask", "-", input="my smile\nis uneven\x1b[0m\n")
    assert done.returncode == 0
    assert bot.messages == ["my smile\nis uneven[0m"]


def test_a_slash_is_words(triage: Run, bot: FakeBot) -> None:
    triage("ask", "/quit")
    assert bot.messages == ["/quit"]


def test_json_is_one_object_a_line_as_received(triage: Run, bot: FakeBot) -> None:
    two = [{"text": "one – ü"}, {"recipient_id": "x", "text": "two", "more": [1, None]}]
    bot.special["two"] = lambda handler: answer(handler, two)
    done = triage("ask", "--json", "two")
    assert [json.loads(line) for line in done.stdout.splitlines()] == two
    assert done.stderr == ""


@pytest.mark.parametrize("option", [[], ["--json"]])
def test_no_control_character_reaches_the_terminal(triage: Run, option: list[str]) -> None:
    done = triage("ask", *option, "evil")
    assert done.returncode == 0
    assert all(char == "\n" or char.isprintable() for char in done.stdout)
    if option:
        assert json.loads(done.stdout)["text"].startswith("a\x1b[31mred"), "the value itself is kept"


def test_an_error_of_the_bot(triage: Run) -> None:
    done = triage("ask", "fail")
    assert (done.returncode, done.stdout) == (1, "Something went wrong.\n\n")


def test_an_empty_answer(triage: Run) -> None:
    done = triage("ask", "silence")
    assert (done.returncode, done.stdout) == (1, "")
    assert "gave no answer" in done.stderr and EMERGENCY_LINE in done.stderr


def test_unreachable(triage: Run, nobody: str) -> None:
    done = triage("ask", "--url", nobody, "hello")
    assert (done.returncode, done.stdout) == (69, "")
    assert "trying once more" in done.stderr
    assert f"triage: Nothing answers at {nobody}: start it with `make run`." in done.stderr
    assert EMERGENCY_LINE in done.stderr


def test_the_timeout_keeps_the_emergency_line(triage: Run, bot: FakeBot) -> None:
    bot.special["wait"] = lambda _: bot.release.wait(20) and None
    done = triage("ask", "--timeout", "0.2", "wait")
    assert (done.returncode, done.stdout) == (69, "")
    assert "within 0.2 seconds" in done.stderr and EMERGENCY_LINE in done.stderr


def test_ctrl_c(bot: FakeBot, environment: dict[str, str]) -> None:
    import threading

    arrived = threading.Event()
    bot.special["wait"] = lambda _: arrived.set() or (bot.release.wait(20) and None)
    command = [sys.executable, "-m", "cli.main", "ask", "wait"]
    with subprocess.Popen(command, env=environment, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        assert arrived.wait(20)
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
        assert process.stderr and "Traceback" not in process.stderr.read()


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nonsense"],
        ["ask"],
        ["ask", ""],
        ["ask", "--timeout", "0", "hello"],
        ["ask", "--timeout", "nan", "hello"],
        ["ask", "--url", "nowhere", "hello"],
        ["ask", "--url", "http://me:secret@127.0.0.1", "hello"],
        ["ask", "--sender", "", "hello"],
        ["ask", "--api-key", "a\nb", "hello"],
        ["ask", "--transcript", "/nonexistent/file", "hello"],
        ["ask", "--transcript", "/dev/null", "hello"],
        ["ask", "--country", "Britain", "hello"],
        ["ask", "--unknown", "hello"],
        ["chat", "words"],
        ["replay"],
        ["completion", "tcsh"],
    ],
)
def test_wrong_usage(triage: Run, bot: FakeBot, arguments: list[str]) -> None:
    done = triage(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr and "Traceback" not in done.stderr and "secret" not in done.stderr
    assert bot.heard == []


def test_options_for_the_server(triage: Run, bot: FakeBot) -> None:
    triage("ask", "--sender", "case 7/ü", "--api-key", "k1", "--url", bot.url + "/", "hello", TRIAGE_URL="http://wrong")
    triage("ask", "--country", "gb", "hello", TRIAGE_API_KEY="k2")
    assert next((body["sender"], headers["x-api-key"]) for _, headers, body in bot.heard) == ("case 7/ü", "k1")
    assert bot.heard[1][1]["x-api-key"] == "k2"
    assert "metadata" not in bot.heard[0][2] and bot.heard[1][2]["metadata"] == {"country": "GB"}


def test_a_transcript_is_private_and_grows(triage: Run, tmp_path: Path) -> None:
    file = tmp_path / "talk.txt"
    file.write_text("before\n")
    file.chmod(0o644)
    triage("ask", "--transcript", str(file), "hello")
    triage("ask", "--transcript", str(file), "evil")
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.read_text() == (
        "before\nYou: hello\n\nAssistant: Hello. What has changed in your face?\n\n"
        "You: evil\n\nAssistant: a[31mred]0;title2Jgnp\n  - x[2J\n\n"
    )


def test_a_new_transcript_is_private_whatever_the_umask(triage: Run, tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        triage("ask", "--transcript", str(tmp_path / "talk.txt"), "hello")
    finally:
        os.umask(old)
    assert (tmp_path / "talk.txt").stat().st_mode & 0o777 == 0o600


def test_a_transcript_follows_no_link(triage: Run, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    assert triage("ask", "--transcript", str(tmp_path / "link"), "hello").returncode == 2
    assert not (tmp_path / "elsewhere").exists()


def test_a_reader_that_has_had_enough(bot: FakeBot, environment: dict[str, str]) -> None:
    command = f"'{sys.executable}' -m cli.main ask long | true"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], env=environment, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_letters_that_the_encoding_does_not_know(triage: Run) -> None:
    done = triage("ask", "emergency", LANG="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert done.returncode == 0
    assert done.stdout.startswith("[!!! Emergency: call now]\nCall 112 now.\n")
    assert triage("ask", "timeline", PYTHONIOENCODING="ascii").stdout.isascii()


def test_no_proxy_sees_the_words(triage: Run, nobody: str) -> None:
    assert triage("ask", "hello", http_proxy=nobody, HTTP_PROXY=nobody, ALL_PROXY=nobody).returncode == 0
