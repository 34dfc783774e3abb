"""Turns without a server: what is remembered, and for how long."""

import asyncio
from typing import Any

import pytest
from channel_server import FakeAgent

from channels import turn as turns_module
from channels.problem import Problem
from channels.settings import Settings
from channels.tokens import Signer
from channels.turn import Incoming, Turn, Turns


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


async def answer(turns: Turns, agent: FakeAgent, **more: Any) -> Turn:
    turn = await turns.start(
        Incoming(agent=agent, handler=agent.handle_message, channel="rest", sent="hi", **{"conversation": "a", **more})
    )
    async for _ in turn.read():
        pass
    return turn


def test_a_key_is_remembered_for_ten_minutes() -> None:
    async def scenario() -> None:
        clock = Clock()
        turns, agent = Turns(Settings(), Signer(b"x" * 32), clock), FakeAgent()
        first = await answer(turns, agent, key="k" * 16)
        assert turns.known("a", "k" * 16, "hi") is first
        assert turns.known("b", "k" * 16, "hi") is None
        assert turns.known("a", None, "hi") is None
        clock.now = turns_module.KEEP_SECONDS + 1
        assert turns.known("a", "k" * 16, "hi") is None
        await answer(turns, agent, key="l" * 16)
        assert list(turns._known) == [("a", "l" * 16)]

    asyncio.run(scenario())


def test_the_number_of_remembered_turns_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns_module, "KEEP_TURNS", 3)

    async def scenario() -> None:
        turns, agent = Turns(Settings(), Signer(b"x" * 32)), FakeAgent()
        for number in range(6):
            await answer(turns, agent, key=f"{number:016}")
        assert len(turns._known) == 3

    asyncio.run(scenario())


def test_who_has_read_the_end_may_write_again_at_once() -> None:
    async def scenario() -> None:
        turns, agent = Turns(Settings(), Signer(b"x" * 32)), FakeAgent()
        for _ in range(50):
            await answer(turns, agent)

    asyncio.run(scenario())


def test_a_refused_message_leaves_the_conversation_free() -> None:
    async def scenario() -> None:
        turns, agent = Turns(Settings(), Signer(b"x" * 32)), FakeAgent()
        for sent in ("///", "choice.v1.x"):
            with pytest.raises(Problem):
                await turns.start(
                    Incoming(agent=agent, handler=agent.handle_message, channel="rest", conversation="a", sent=sent)
                )
        await answer(turns, agent)

    asyncio.run(scenario())


def test_a_failing_deletion_after_forgotten_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario() -> None:
        turns, agent = Turns(Settings(), Signer(b"x" * 32)), FakeAgent()

        async def script(message: Any, say: Any) -> None:
            await say(text="Forgotten.", custom={"data": {"type": "forgotten", "v": 1}})
            agent.lock_store.delete_lock = broken  # type: ignore[method-assign]

        def broken(_: str) -> None:
            raise OSError("no")

        agent.script = script
        agent.lock_store.cleanup = lambda *_: None  # type: ignore[method-assign]
        turn = await answer(turns, agent)
        assert [reply["custom"]["data"]["type"] for reply in turn.replies] == ["forgotten", "error"]

    asyncio.run(scenario())
