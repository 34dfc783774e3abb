"""The action server goes and comes back in the middle of a conversation: it goes on, with all that was said before and meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browsers import open_page, say, settled
from tests.conftest import System
from tests.live.compare import AGAIN
from tests.live.test_flow_live import CLEAR, LID, question
from tests.live.test_rest_live import kinds, level, payloads, words

Said = Callable[[str], list[dict[str, Any]]]
CHECK = ["danger_signs", "function_gate"]


def told(replies: list[dict[str, Any]]) -> str:
    """The patient's own facts that the advice names."""
    return "; ".join(next(data for data in payloads(replies) if data.get("type") == "disposition")["reasons"])


@pytest.mark.parametrize("then", [CLEAR, "are you there?"], ids=["the same again", "something else"])
def test_an_answer_given_meanwhile_counts(system: System, talk: Said, then: str) -> None:
    assert question(talk(LID))["slots"] == CHECK
    with system.without_actions():
        assert kinds(talk(CLEAR)) == ["error"]
    assert question(talk(then))["name"] == "course"
    advice = talk("stop")
    assert level(advice) == "INJECTOR"
    for fact in ("one eyelid droops", "10 days ago", "injected: forehead", "chew and swallow", "none of the danger signs"):
        assert fact in told(advice)


def test_a_first_message_that_got_an_apology_counts(system: System, talk: Said) -> None:
    with system.without_actions():
        assert kinds(talk(LID)) == ["error"]
    assert question(talk("hello?"))["slots"] == CHECK
    assert question(talk(CLEAR))["name"] == "course"
    advice = talk("stop")
    assert level(advice) == "INJECTOR"
    assert "one eyelid droops" in told(advice) and "10 days ago" in told(advice)
    assert "Side: right" in words(talk("summary"))


def test_a_correction_made_meanwhile_counts(system: System, talk: Said) -> None:
    talk(LID)
    with system.without_actions():
        assert kinds(talk("sorry, it is the left one")) == ["error"]
    talk("none of these")
    talk("stop")
    assert "Side: left" in words(talk("summary"))


def test_an_emergency_told_meanwhile_stands(system: System, talk: Said) -> None:
    talk(LID)
    with system.without_actions():
        assert level(talk("now I cannot swallow")) == "EMERGENCY"
    assert level(talk("thanks")) == "EMERGENCY"
    summary = words(talk("summary"))
    assert "cannot swallow" in summary and "one eyelid droops" in summary and "EMERGENCY" in summary


@pytest.mark.browser
def test_the_widgets_own_button_goes_on(system: System, chromium: Any) -> None:
    page = open_page(chromium, f"{system.url}/chat/")
    say(page, LID)
    settled(page)
    page.get_by_role("checkbox", name="None of these").wait_for()
    with system.without_actions():
        say(page, CLEAR)
        page.get_by_role("button", name=AGAIN).wait_for()
        settled(page)
    page.get_by_role("button", name=AGAIN).click()
    page.get_by_role("button", name="Getting better").wait_for()
    assert page.troubles == []
    page.context.close()
