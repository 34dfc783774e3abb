"""The first message of the demonstration through the terminal client and through the page, against the started system."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.browsers import open_page, say
from tests.live.test_rest_live import SEED


def ask(url, *arguments):
    command = [sys.executable, "-m", "cli.main", "ask", "--url", url, *arguments, SEED]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_the_terminal_gives_the_whole_answer(bot_url):
    done = ask(bot_url)
    assert done.returncode == 0, done.stderr
    text = " ".join(done.stdout.split()).lower()
    assert "six of ten" in text and "about four months" in text and "heaviness" in text


def test_the_terminal_speaks_ndjson(bot_url):
    done = ask(bot_url, "--json")
    replies = [json.loads(line) for line in done.stdout.splitlines()]
    assert "answer" in {((r.get("custom") or {}).get("data") or {}).get("type") for r in replies}


@pytest.mark.browser
def test_the_page_gives_the_whole_answer_and_keeps_it_over_a_reload(bot_url, chromium):
    page = open_page(chromium, f"{bot_url}/chat/", (390, 800))
    say(page, SEED)
    page.get_by_text("Six of ten give a figure").first.wait_for()
    page.reload()
    page.get_by_text("Six of ten give a figure").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.context.close()
