"""`triage chat` in a pipe: no prompts, no colours, one line a message."""

from __future__ import annotations

import json

from cli.words import HELP
from tests.cli.conftest import Run
from tests.cli.fakebot import FakeBot, answer


def test_a_line_a_message(triage: Run, bot: FakeBot) -> None:
    done = triage("chat", input="hello\n\n  \nduration")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "Hello. What has changed in your face?\n\nSix of ten say three to six months.\n\n"
    assert bot.messages == ["hello", "duration"]
    assert len(set(bot.senders)) == 1


def test_choices_and_checklists_by_number(triage: Run, bot: FakeBot) -> None:
    done = triage("chat", input="side\n2\ndanger\n1, 3\ndanger\n4\n")
    assert "  1. Left\n  2. Right\n" in done.stdout
    assert "  [ ] 4. None of these\n" in done.stdout
    assert bot.messages == ["side", "Right", "danger", "Trouble breathing, Double vision", "danger", "None of these"]


def test_a_number_that_is_not_on_the_checklist(triage: Run, bot: FakeBot) -> None:
    done = triage("chat", input="danger\n9\n2\n")
    assert done.returncode == 2
    assert "Choose from 1 to 4" in done.stderr
    assert bot.messages == ["danger", "Trouble swallowing"]


def test_commands(triage: Run, bot: FakeBot) -> None:
    done = triage("chat", input="/help\n/why\nduration\n/why\n/new\nhello\n/nonsense\n/summary\n/QUIT\nhello\n")
    assert done.returncode == 0
    assert HELP in done.stdout
    assert "nothing to explain yet" in done.stdout
    assert "answer 4 of 10: three to six months (4.8); 4.9" in done.stdout
    assert "no command /nonsense" in done.stdout
    assert f"As PDF: {bot.url}/chat/v1/s.pdf?t=1" in done.stdout
    assert bot.messages == ["duration", "hello", "summary please"]
    assert bot.senders[0] != bot.senders[1] == bot.senders[2]


def test_forget_begins_anew_once_the_server_forgot(triage: Run, bot: FakeBot) -> None:
    done = triage("chat", input="side\n/forget\n2\n/why\n")
    assert "Forgotten here too" in done.stdout
    assert bot.messages == ["side", "delete my data", "2"], "the choices are gone too"
    assert bot.senders[0] == bot.senders[1] != bot.senders[2]
    assert "nothing to explain yet" in done.stdout


def test_forget_that_fails_says_so_and_keeps_the_id(triage: Run, bot: FakeBot) -> None:
    bot.special["delete my data"] = lambda handler: answer(handler, {"title": "Not deleted"}, 500)
    done = triage("chat", input="hello\n/forget\nhello\n")
    assert done.returncode == 1
    assert "Nothing was deleted" in done.stdout
    assert len(set(bot.senders)) == 1


def test_json(triage: Run, bot: FakeBot) -> None:
    done = triage("chat", "--json", input="side\n2\n/help\n/why\n")
    replies = [json.loads(line) for line in done.stdout.splitlines()]
    assert [reply["text"] for reply in replies] == ["Which side is it?", "You said: Right"]
    assert "/quit" in done.stderr and "The side tells the muscle." in done.stderr


def test_an_error_of_the_bot_does_not_end_it(triage: Run, bot: FakeBot) -> None:
    done = triage("chat", input="fail\nsilence\nhello\n")
    assert done.returncode == 1
    assert bot.messages == ["fail", "silence", "hello"]


def test_nobody_there_ends_it(triage: Run, nobody: str) -> None:
    done = triage("chat", "--url", nobody, input="hello\nhello\n")
    assert (done.returncode, done.stdout) == (69, "")
    assert done.stderr.count("make run") == 1


def test_nothing_to_say(triage: Run, bot: FakeBot) -> None:
    done = triage("chat")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_bytes_that_are_no_text(bot: FakeBot, environment: dict[str, str]) -> None:
    import subprocess
    import sys

    from tests.cli.conftest import ROOT

    command = [sys.executable, "-m", "cli.main", "chat"]
    done = subprocess.run(command, input=b"caf\xe9\n", env=environment, cwd=ROOT, capture_output=True)
    assert done.returncode == 0
    assert bot.messages == ["caf\ufffd"]
