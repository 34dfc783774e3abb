"""Chromium and Firefox from Debian, each started once for a file of tests; a pytest plugin (pyproject.toml).

Playwright keeps an event loop running in this thread, in which nothing else can start one, so it ends with the file's last test.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
#: Firefox asks its maker for settings and experiments at every start unless told not to.
FIREFOX = {
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.newtabpage.activity-stream.asrouter.disable-captive-portal-vpn-promo": True,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "ui.prefersReducedMotion": 1,
}
BOTH = ("chromium", "firefox")
FAVICON = "/favicon.ico"


@pytest.fixture(scope="module")
def playwright() -> Iterator[Any]:
    """Playwright's driver, one for all browsers."""
    api = pytest.importorskip("playwright.sync_api", reason="the Python package playwright is not installed")
    with api.sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="module")
def chromium(playwright: Any) -> Iterator[Any]:
    """Debian's Chromium."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    started = playwright.chromium.launch(executable_path=program, args=CHROMIUM)
    yield started
    started.close()


@pytest.fixture(scope="module")
def firefox(playwright: Any) -> Iterator[Any]:
    """Debian's Firefox as it is, through WebDriver BiDi."""
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        pytest.skip("Firefox is not installed (apt-get install firefox-esr)")
    started = playwright.firefox.launch(channel="moz-firefox", executable_path=program, firefox_user_prefs=FIREFOX)
    yield started
    started.close()


@pytest.fixture(scope="module", params=BOTH)
def browser(request: pytest.FixtureRequest) -> Any:
    """Each of the two, for tests of what must work in both."""
    return request.getfixturevalue(request.param)


def open_page(browser: Any, url: str = "", size: tuple[int, int] = (390, 844)) -> Any:
    """A page of a new context; `page.troubles` collects what the console calls an error."""
    emulated = {"reduced_motion": "reduce"} if browser.browser_type.name == "chromium" else {}  # Firefox has it from FIREFOX
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **emulated)
    page = context.new_page()
    page.troubles = []
    page.on("console", lambda said: page.troubles.append(said.text) if said.type == "error" and not _favicon(said) else None)
    page.on("pageerror", lambda error: None if FAVICON in str(error) else page.troubles.append(str(error)))
    if url:
        page.goto(url)
    return page


def _favicon(said: Any) -> bool:
    """Browsers ask every site for /favicon.ico, wanted or not."""
    return FAVICON in said.text or str((said.location or {}).get("url", "")).endswith(FAVICON)


def say(page: Any, text: str) -> None:
    """Type into the widget and send."""
    box = page.get_by_label("Your message")
    box.fill(text)
    box.press("Enter")


def settled(page: Any) -> None:
    """Until the answer is complete and new words would be announced."""
    page.wait_for_function(
        "() => { const chat = document.querySelector('triage-chat');"
        "return !chat.hasAttribute('busy') && chat.shadowRoot.querySelector('[role=log]').getAttribute('aria-live') === 'polite' }"
    )
