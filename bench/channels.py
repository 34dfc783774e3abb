"""Sizes and times of the three ways in, as a table for docs/figures.md.

    python -m bench.channels                                    starts the system itself (needs `make train` and Chromium)
    python -m bench.channels --url http://127.0.0.1:5005 --runs 20

First paint and the first bot message are taken from Chromium's own clock with a new profile each time, so nothing is cached.
"""

from __future__ import annotations

import argparse
import gzip
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from bench.screenshots import chromium, running
from runner.steps import ROOT, StepFailed, say

WIDGET = [ROOT / "widget" / "triage-chat.js", *sorted((ROOT / "widget" / "parts").glob("*.js"))]
QUESTION = "How long does a crooked smile last after Botox?"
PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
#: From Enter to the first reply in the log, measured inside the page.
ANSWERED = """question => new Promise((done) => {
  const chat = document.querySelector('triage-chat');
  const turns = chat.shadowRoot.querySelector('ol.turns');
  const before = turns.querySelectorAll('.bot').length;
  const start = performance.now();
  new MutationObserver(() => turns.querySelectorAll('.bot').length > before && done(performance.now() - start)).observe(turns, { childList: true });
  chat.send(question);
})"""


def size() -> int:
    """Bytes of the component with its styles, each file gzipped as the server sends it."""
    return sum(len(gzip.compress(file.read_bytes(), mtime=0)) for file in WIDGET)


def visit(browser: Any, url: str) -> tuple[float, float, float]:
    """Milliseconds to first contentful paint, to the greeting, and from Enter to the first reply."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{url}/chat/")
    page.locator("triage-chat .bot").first.wait_for()
    greeted = page.evaluate("performance.now()")
    painted = page.wait_for_function(PAINTED).json_value()
    answered = page.evaluate(ANSWERED, QUESTION)
    page.close()
    return painted, greeted, answered


def timed(command: list[str]) -> float:
    """Milliseconds of a process from start to end."""
    start = time.perf_counter()
    done = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        raise StepFailed(f"{' '.join(command)} ended with {done.returncode}: {done.stderr.decode()[-200:]}")
    return (time.perf_counter() - start) * 1000


def median(runs: int, measure: Callable[[], float]) -> float:
    return statistics.median(measure() for _ in range(runs))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", help="a running bot; without it one is started")
    parser.add_argument("--runs", type=int, default=20, help="of each measurement (20)")
    options = parser.parse_args()
    try:
        with running(options.url) as url:
            rows = [("widget with its styles, gzip", f"{size():,} bytes in {len(WIDGET)} files")]
            with chromium() as browser:
                visit(browser, url)  # the server's first answer, and the browser's own warming up
                painted, greeted, answered = (
                    statistics.median(column) for column in zip(*(visit(browser, url) for _ in range(options.runs)), strict=True)
                )
            rows += [
                ("page: first contentful paint", f"{painted:.0f} ms"),
                ("page: the greeting can be read and answered", f"{greeted:.0f} ms"),
                ("page: first bot message, from Enter", f"{answered:.0f} ms"),
                ("`triage ask --help`", f"{median(options.runs, lambda: timed(['-m', 'cli.main', 'ask', '--help'])):.0f} ms"),
                (
                    "`triage ask`, start to end",
                    f"{median(options.runs, lambda: timed(['-m', 'cli.main', 'ask', '--url', url, QUESTION])):.0f} ms",
                ),
            ]
    except StepFailed as error:
        say(f"error: {error}")
        return 1
    load = os.getloadavg()[0]
    print(
        f"Medians of {options.runs} runs; load average at the end {load:.1f} on {os.cpu_count()} cores.\n\n| what | figure |\n| --- | --- |"
    )
    for name, figure in rows:
        print(f"| {name} | {figure} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
