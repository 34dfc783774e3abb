"""The first message of the demonstration through the terminal client and through the page, against the started system."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

import pytest

from tests.live.test_rest_live import SEED

CHROMIUM = shutil.which("chromium")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync"
).split()


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


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: apt-get install chromium")
def test_the_page_gives_the_whole_answer_and_keeps_it_over_a_reload(bot_url):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 390, "height": 800})
        page.goto(f"{bot_url}/chat/")
        box = page.locator("textarea, input[type=text]").first
        box.fill(SEED)
        box.press("Enter")
        answer = page.get_by_text("Six of ten give a figure").first
        answer.wait_for(timeout=20_000)
        page.reload()
        page.get_by_text("Six of ten give a figure").first.wait_for(timeout=20_000)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        browser.close()
