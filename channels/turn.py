"""One message of the patient on its way through the bot, and the replies as they come.

The turn runs in a task of its own, so it ends properly when the client goes away, and a client that sends the
same message again (same idempotency key) gets the same turn instead of a second one.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from rasa.core.channels.channel import UserMessage

from channels import fallback, guard, privacy, trackers
from channels.limits import InFlight
from channels.output import OneObject, Reply, data_type
from channels.problem import Problem
from channels.settings import Settings
from channels.tokens import CHOICE_PREFIX, Choice, Signer

Handler = Callable[[UserMessage], Awaitable[Any]]
KEEP_SECONDS = 600
KEEP_TURNS = 500

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """A message that passed the guards. `sent`: text, or a signed choice, as received; `key`: idempotency key."""

    agent: Any
    handler: Handler
    channel: str
    conversation: str
    sent: str
    key: str | None = None
    country: str = ""


class Turn:
    """The replies to one message: collected, and read by any number of readers."""

    def __init__(self, conversation: str) -> None:
        self.conversation = conversation
        self.replies: list[Reply] = []
        self.finished = False
        self.cancelled = False
        self._changed = asyncio.Event()

    def add(self, reply: Reply) -> None:
        """Append a reply and wake the readers."""
        self.replies.append(reply)
        self._wake()

    def finish(self) -> None:
        """No reply follows."""
        self.finished = True
        self._wake()

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    async def read(self, heartbeat: float | None = None) -> AsyncIterator[Reply | None]:
        """The replies from the first on, as they come; None after each `heartbeat` seconds of silence.

        Raises `Problem("cancelled")` if the turn was stopped from outside.
        """
        position = 0
        while True:
            changed = self._changed
            while position < len(self.replies):
                position += 1
                yield self.replies[position - 1]
            if self.cancelled:
                raise Problem("cancelled")
            if self.finished and position == len(self.replies):
                return
            if changed is self._changed:
                try:
                    await asyncio.wait_for(changed.wait(), heartbeat)
                except asyncio.TimeoutError:
                    yield None


class Turns:
    """Starts turns, one at a time in a conversation, and remembers them for ten minutes by idempotency key."""

    def __init__(self, settings: Settings, signer: Signer, clock: Callable[[], float] = time.monotonic) -> None:
        self._settings = settings
        self._signer = signer
        self._clock = clock
        self._in_flight = InFlight()
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._known: OrderedDict[tuple[str, str], tuple[float, bytes, Turn]] = OrderedDict()

    def waiting(self, conversation: str) -> bool:
        """Whether an answer is under way."""
        return conversation in self._tasks

    def known(self, conversation: str, key: str | None, sent: str) -> Turn | None:
        """The turn that an earlier request with this key began, if there is one."""
        if key is None or (conversation, key) not in self._known:
            return None
        since, digest, turn = self._known[conversation, key]
        if self._clock() - since > KEEP_SECONDS:
            return None
        if digest != _digest(sent):
            raise Problem("key-reused")
        return turn

    async def start(self, request: Incoming) -> Turn:
        """Begin a turn. Raises `Problem`: in-flight, bad-choice, stale-choice."""
        conversation = request.conversation
        self._in_flight.start(conversation)
        try:
            choice = await self._choice(request)
        except BaseException:
            self._in_flight.end(conversation)
            raise
        turn = Turn(conversation)
        if request.key is not None:
            self._known[conversation, request.key] = (self._clock(), _digest(request.sent), turn)
            self._drop_old_turns()
        metadata = {"country": request.country or self._settings.country, "title": choice.title if choice else ""}

        async def send(reply: Reply) -> None:
            turn.add(await self._dress_now(request.agent, message, reply))

        message = UserMessage(
            choice.payload if choice else guard.message(request.sent),
            OneObject(request.channel, send),
            conversation,
            input_channel=request.channel,
            metadata={name: value for name, value in metadata.items() if value},
        )
        task = asyncio.create_task(self._run(request.agent, request.handler, message, turn))
        self._tasks[conversation] = task
        task.add_done_callback(lambda done: self._done(conversation, done))
        return turn

    def _done(self, conversation: str, task: asyncio.Task[None]) -> None:
        self._tasks.pop(conversation, None)
        if not task.cancelled() and (error := task.exception()):  # else asyncio would log it with its words
            _log.error("A turn broke off: %s", privacy.where(error))

    async def _choice(self, request: Incoming) -> Choice | None:
        """The choice a message stands for, or None for words (which are checked here too)."""
        if not request.sent.startswith(CHOICE_PREFIX):
            guard.message(request.sent)
            return None
        choice = self._signer.read_choice(request.conversation, request.sent)
        if choice.turn != trackers.turns(await trackers.events(request.agent, request.conversation)):
            raise Problem("stale-choice")
        return choice

    async def _dress_now(self, agent: Any, message: UserMessage, reply: Reply) -> Reply:
        """A reply of the turn that `message` began. The turn's number is only looked up if a button needs it."""
        turn = 0
        if any(_is_command(button["payload"]) for button in reply.get("buttons", ())):
            before = await trackers.events(agent, message.sender_id)
            turn = trackers.turns([e for e in before if e.get("message_id") != message.message_id]) + 1
        return self.dress(message.sender_id, reply, turn)

    def dress(self, conversation: str, reply: Reply, turn: int) -> Reply:
        """A reply as the client gets it: commands behind buttons signed for this turn, the summary with its link."""
        dressed = {"recipient_id": conversation, **reply}
        if "buttons" in reply:
            dressed["buttons"] = [self._button(conversation, button, turn) for button in reply["buttons"]]
        if data_type(reply) == "summary":
            data = {**reply["custom"]["data"], "url": self.summary_url(conversation)}
            dressed["custom"] = {**reply["custom"], "data": data}
        return dressed

    def _button(self, conversation: str, button: dict[str, str], turn: int) -> dict[str, str]:
        payload = button["payload"]
        if _is_command(payload):
            payload = self._signer.choice(conversation, Choice(payload, button["title"], turn))
        return {"title": button["title"], "payload": payload}

    def summary_url(self, conversation: str) -> str:
        """A link to the summary as PDF, good for ten minutes."""
        return f"/chat/v1/summary.pdf?ticket={self._signer.ticket(conversation)}"

    async def _run(self, agent: Any, handler: Handler, message: UserMessage, turn: Turn) -> None:
        try:
            complete = await self._answer(handler, message)
            if not turn.replies or not complete:
                turn.add(self._apology(turn))
            if any(data_type(reply) == "forgotten" for reply in turn.replies):
                await self._forget_said(agent, turn)
        except asyncio.CancelledError:
            turn.cancelled = True
            raise
        finally:
            self._in_flight.end(turn.conversation)  # first, so that who reads the end may write again at once
            turn.finish()

    async def _answer(self, handler: Handler, message: UserMessage) -> bool:
        """Let Rasa answer; whether it came to an end by itself."""
        try:
            await asyncio.sleep(0)  # what is written already ("typing") goes out before the model blocks the loop
            with privacy.handling():
                await asyncio.wait_for(handler(message), self._settings.reply_timeout)
            return True
        except asyncio.TimeoutError as error:
            _log.error("No complete answer in time: %s", privacy.where(error))
        except Exception as error:
            _log.error("A message could not be answered: %s", privacy.where(error))
        return False

    def _apology(self, turn: Turn) -> Reply:
        return {"recipient_id": turn.conversation, **fallback.reply(self._settings)}

    async def _forget_said(self, agent: Any, turn: Turn) -> None:
        """The bot has said that it forgets this conversation: do it, now that Rasa has saved it."""
        try:
            await trackers.forget(agent, turn.conversation)
        except Problem as problem:
            _log.error("A conversation could not be deleted: %s", privacy.where(problem))
            turn.add(self._apology(turn))
        self._forget_turns(turn.conversation)

    async def forget(self, agent: Any, conversation: str) -> None:
        """Stop what is under way in a conversation, then delete all of it."""
        task = self._tasks.get(conversation)
        if task:
            task.cancel()
            await asyncio.wait([task])
        with self._in_flight.hold(conversation):
            await trackers.forget(agent, conversation)
        self._forget_turns(conversation)

    def _drop_old_turns(self) -> None:
        old = self._clock() - KEEP_SECONDS
        while len(self._known) > KEEP_TURNS or next(iter(self._known.values()))[0] < old:
            self._known.popitem(last=False)

    def _forget_turns(self, conversation: str) -> None:
        for known in [known for known in self._known if known[0] == conversation]:
            del self._known[known]


def _is_command(payload: str) -> bool:
    return payload.lstrip().startswith("/")


def _digest(sent: str) -> bytes:
    return hashlib.sha256(sent.encode(errors="surrogatepass")).digest()
