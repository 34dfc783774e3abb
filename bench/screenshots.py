"""Pictures of the running widget for README and docs/widget.md, written to docs/images/.

    python -m bench.screenshots              starts the system itself (needs `make train`), Chromium, and a font like Roboto
    python -m bench.screenshots --url http://127.0.0.1:5005 --only phone,dark
    python -m bench.screenshots --list

The date is fixed (TRIAGE_TODAY), so the same code gives the same words. Look at every picture before it is committed.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image

from runner import serve
from runner.steps import ROOT, StepFailed, say

IMAGES = ROOT / "docs" / "images"
TODAY = "2026-03-02"
COLOURS = 128  # of a picture's palette: flat surfaces and text need no more
#: A phone's sans-serif in place of whatever this machine would take for `system-ui`.
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><include>/etc/fonts/fonts.conf</include>
{aliases}</fontconfig>"""
ALIAS = (
    '<match target="pattern"><test name="family"><string>{generic}</string></test><edit name="family" mode="prepend" '
    'binding="strong"><string>Roboto</string><string>Inter</string><string>Noto Sans</string></edit></match>'
)
CLINIC = """<!doctype html><html lang="en"{direction}><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Harbour Clinic</title><body style="margin:0;font:17px/1.6 Georgia,serif;background:#fbf7f1;color:#3b3128">
<div style="max-width:44rem;margin:0 auto;padding:3rem 1.5rem"><h1>{title}</h1><p>{text}</p></div>
<script type="module" src="{url}/chat/triage-chat.js"></script>
<triage-chat clinic-name="Harbour Clinic" phone="020 7946 0000" country="GB"{open}></triage-chat></body></html>"""
SEED = (
    "Is it normal for one side of my face to be larger or fatter than the other after Botox and with smile paralysis four "
    "months after the injections? That side feels very heavy when I smile as well. How long can the smile paralysis last? "
    "Will my face ever be symmetrical again?"
)
LOCAL = "2 weeks after botox for gummy smile one side of my lip stays down when I laugh, about the same since day 4"
SWALLOW = "Since my neck Botox I cannot swallow and my voice is hoarse"


@dataclass(frozen=True)
class Shot:
    """One picture: what is said, then what is brought into view. `scale`: device pixels a CSS pixel."""

    size: tuple[int, int]
    says: tuple[str, ...] = ()
    path: str = "/chat/"
    show: str = ""  # a selector inside the widget, put at the top of the log
    scale: float = 2.0
    theme: str = "light"
    act: Callable[[Any], None] = field(default=lambda page: None)


def opened(page: Any) -> None:
    page.locator("triage-chat details.sources summary").first.click()
    page.locator("triage-chat details.sources[data-known]").wait_for()


def stopped(page: Any) -> None:
    speak(page, "stop")


def ticked(page: Any) -> None:
    for name in ("Ear pain or blisters", "An eye that will not shut"):
        page.get_by_role("checkbox", name=name).check()


SHOTS = {
    "phone": Shot((390, 844), ("My smile has been crooked since Botox three weeks ago, how long does it last?",)),
    "desktop": Shot((1280, 800), ("My smile is uneven since Botox four weeks ago. Is that normal?",), scale=1.5),
    "dark": Shot((390, 844), (SEED,), show=".bot:nth-last-of-type(3)", theme="dark"),
    "emergency": Shot((390, 844), (SWALLOW,), path="/chat/?country=GB"),
    "timeline": Shot((390, 844), (SEED,), show="figure"),
    "checklist": Shot((390, 844), (LOCAL,), show=".ticks", act=ticked),
    "advice": Shot((390, 844), (LOCAL, "stop"), path="/chat/?country=GB", show=".bot:last-of-type"),
    "sources": Shot((390, 844), ("How long does it last?",), act=opened),
    "summary": Shot((390, 844), (LOCAL, "stop", "Summary")),
    "launcher": Shot((900, 460), path="clinic", scale=1.5),
    "embedded": Shot((1280, 800), ("How long does a crooked smile last?",), path="clinic-open", scale=1.5),
    "narrow": Shot((320, 640), (LOCAL, "stop"), show=".bot:last-of-type"),
    "zoomed": Shot((320, 256), (SWALLOW,), path="/chat/?country=GB"),  # 1280 × 1024 at 400 %
    "rtl": Shot((390, 844), ("وجهي غير متماثل",), path="clinic-rtl"),
}


def speak(page: Any, words: str) -> None:
    """Send words, and wait until the answer is complete and scrolled to."""
    page.get_by_label("Your message").fill(words)
    page.keyboard.press("Enter")
    page.locator("triage-chat:not([busy])").wait_for(state="attached")


def take(browser: Any, url: str, shot: Shot) -> bytes:
    """The picture as PNG."""
    width, height = shot.size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=shot.scale,
        color_scheme=shot.theme,
        reduced_motion="reduce",
    )
    page = context.new_page()
    if shot.path.startswith("/"):
        page.goto(url + shot.path)
    else:
        clinic(page, url, shot.path)
    for words in shot.says:
        speak(page, words)
    shot.act(page)
    if shot.show:
        page.locator(f"triage-chat {shot.show}").last.evaluate(
            "node => { const log = node.closest('.log'); log.scrollTop += node.getBoundingClientRect().top - log.getBoundingClientRect().top - 14 }"
        )
    page.evaluate("document.querySelector('triage-chat').shadowRoot.activeElement?.blur()")
    page.wait_for_function("() => document.fonts.status === 'loaded'")
    picture: bytes = page.screenshot()
    context.close()
    return picture


def clinic(page: Any, url: str, name: str) -> None:
    """A clinic's page of the bot's own origin with the script tag of docs/widget.md."""
    arabic = name == "clinic-rtl"
    html = CLINIC.format(
        url=url,
        direction=' dir="rtl"' if arabic else "",
        title="عيادة الميناء" if arabic else "Harbour Clinic",
        text="أهلا وسهلا بكم." if arabic else "Skin and face treatments by the water since 1998. Book, ask, or come by.",
        open="" if name == "clinic" else " open",
    )
    page.route(f"{url}/clinic", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    page.goto(f"{url}/clinic")
    page.locator("triage-chat .launcher" if name == "clinic" else "triage-chat textarea").wait_for()


def small(picture: bytes) -> bytes:
    """The same picture with a palette, packed as well as PNG can."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as image:
        image.convert("RGB").quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
            out, "PNG", optimize=True
        )
    return out.getvalue()


@contextlib.contextmanager
def running(url: str | None) -> Iterator[str]:
    """The address of the bot: the one given, or one started for this."""
    if url:
        yield url.rstrip("/")
        return
    os.environ |= {"TRIAGE_RATE_LIMIT": "0", "TRIAGE_TODAY": TODAY}
    port = serve.free_port()
    with serve.servers("127.0.0.1", port) as started:
        serve.wait_until_ready(f"http://127.0.0.1:{port}", started)
        yield f"http://127.0.0.1:{port}"


@contextlib.contextmanager
def chromium() -> Iterator[Any]:
    """Debian's Chromium with the fonts of `FONTS`."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium")
    if program is None:
        raise StepFailed("Chromium is missing: sudo apt-get install chromium")
    with tempfile.NamedTemporaryFile("w", suffix=".conf") as fonts, sync_playwright() as play:
        fonts.write(FONTS.format(aliases="".join(ALIAS.format(generic=name) for name in ("system-ui", "sans-serif"))))
        fonts.flush()
        browser = play.chromium.launch(
            executable_path=program, args=["--no-sandbox"], env={**os.environ, "FONTCONFIG_FILE": fonts.name}
        )
        yield browser
        browser.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", help="a running bot; without it one is started")
    parser.add_argument("--only", help="names separated by commas")
    parser.add_argument("--to", type=Path, default=IMAGES, help="the folder (docs/images)")
    parser.add_argument("--list", action="store_true", help="the names of the pictures")
    options = parser.parse_args()
    if options.list:
        print("\n".join(SHOTS))
        return 0
    names = options.only.split(",") if options.only else list(SHOTS)
    unknown = sorted(set(names) - set(SHOTS))
    if unknown:
        parser.error(f"no picture named {', '.join(unknown)}; --list names them")
    options.to.mkdir(parents=True, exist_ok=True)
    try:
        with running(options.url) as url, chromium() as browser:
            for name in names:
                picture = small(take(browser, url, SHOTS[name]))
                (options.to / f"{name}.png").write_bytes(picture)
                say(f"• {name}.png: {len(picture) / 1000:.0f} kB")
    except StepFailed as error:
        say(f"error: {error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
