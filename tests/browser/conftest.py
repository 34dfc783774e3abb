"""The stand-in server for the widget's tests, and a page of it in each browser: both made once and set back for each test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from widget_server import FakeServer

from tests.browsers import open_page

PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def running() -> Iterator[FakeServer]:
    fake = FakeServer()
    yield fake
    fake.stop()


@pytest.fixture
def server(running: FakeServer) -> FakeServer:
    running.reset()
    return running


@pytest.fixture(scope="module")
def tab(browser: Any) -> Iterator[Any]:
    opened = open_page(browser)
    yield opened
    opened.context.close()


@pytest.fixture
def page(tab: Any, server: FakeServer) -> Iterator[Any]:
    """The page with a new session, at a phone's size."""
    tab.set_viewport_size(PHONE)
    tab.goto(f"{server.url}/chat/icon.svg")  # of the same origin, without a chat that could go on
    tab.evaluate("sessionStorage.clear()")
    tab.goto(f"{server.url}/chat/")
    tab.get_by_label("Your message").wait_for()
    tab.troubles.clear()
    yield tab
    tab.context.set_offline(False)
