"""A real Rasa server application (Sanic) with the two channels and a scripted agent, on a free loopback port."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any

import requests
from rasa.core.channels.channel import UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.run import configure_app
from rasa.core.tracker_store import FailSafeTrackerStore, InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered
from sanic import Sanic

from channels import services, summary
from channels.rest import GuardedRest
from channels.settings import Settings
from channels.web import WebChat

SENDER = "3f9c2a7e51d84b06a1c0"
OTHER = "c0ffee00c0ffee00c0ffee00"
Script = Callable[[UserMessage, Callable[..., Awaitable[None]]], Awaitable[None]]


async def echo(message: UserMessage, say: Callable[..., Awaitable[None]]) -> None:
    """The script unless a test sets another."""
    await say(text=f"You said: {message.text}")


class FakeAgent:
    """Rasa's agent with real stores and locks; what it says is scripted."""

    def __init__(self) -> None:
        self.tracker_store: Any = FailSafeTrackerStore(InMemoryTrackerStore(Domain.empty()))
        self.lock_store = InMemoryLockStore()
        self.action_endpoint: Any = None
        self.model_id = "fake-model"
        self.ready = True
        self.script: Script = echo
        self.heard: list[UserMessage] = []

    def is_ready(self) -> bool:
        return self.ready

    async def handle_message(self, message: UserMessage) -> None:
        self.heard.append(message)
        async with self.lock_store.lock(message.sender_id):
            tracker = await self.tracker_store.get_or_create_tracker(message.sender_id)
            tracker.update(
                UserUttered(
                    message.text,
                    message_id=message.message_id,
                    input_channel=message.input_channel,
                    metadata=message.metadata,
                )
            )

            async def say(text: str | None = None, **data: Any) -> None:
                event = BotUttered(text, data)
                await message.output_channel.send_response(message.sender_id, event.message())
                tracker.update(event)

            await self.script(message, say)
            await self.tracker_store.save(tracker)


@dataclass
class Server:
    """The running application."""

    url: str
    agent: FakeAgent
    app: Sanic
    loop: asyncio.AbstractEventLoop
    shared: services.Services
    hang_up: Callable[[], None]

    def rest(self, message: Any = "hello", sender: Any = SENDER, **options: Any) -> requests.Response:
        body = {"sender": sender, "message": message, **options.pop("more", {})}
        return requests.post(f"{self.url}/webhooks/rest/webhook", json=body, timeout=20, **options)

    def session(self) -> dict[str, Any]:
        response = requests.post(f"{self.url}/chat/v1/session", timeout=20)
        assert response.status_code == 201, response.text
        return dict(response.json())

    def get(self, path: str, token: str | None = None, **options: Any) -> requests.Response:
        return requests.get(self.url + path, headers=_headers(token, options), timeout=20, **options)

    def post(self, path: str, token: str | None = None, **options: Any) -> requests.Response:
        return requests.post(self.url + path, headers=_headers(token, options), timeout=20, **options)

    def call(self, awaitable: Any) -> Any:
        """Run a coroutine on the server's loop."""
        return asyncio.run_coroutine_threadsafe(awaitable, self.loop).result(20)

    def event(self) -> asyncio.Event:
        """An asyncio event of the server's loop."""

        async def make() -> asyncio.Event:
            return asyncio.Event()

        event: asyncio.Event = self.call(make())
        return event


def _headers(token: str | None, options: dict[str, Any]) -> dict[str, str]:
    headers = dict(options.pop("headers", {}))
    return {"Authorization": f"Bearer {token}", **headers} if token else headers


def serve(settings: Settings, documents: summary.Summary | None = None, cors: Any = None, port: int = 0) -> Iterator[Server]:
    """Start the application in a thread; yields it when the port (0: a free one) is open."""
    Sanic.test_mode = True
    shared = services.of(settings)
    app = configure_app([GuardedRest(shared), WebChat(shared, documents)], cors=cors, enable_api=False)
    agent = FakeAgent()
    app.ctx.agent = agent
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    port = listener.getsockname()[1]
    loop = asyncio.new_event_loop()
    opened, end = threading.Event(), asyncio.Event()
    failure: list[BaseException] = []
    connections: set[Any] = set()

    def hang_up() -> None:
        """Cut every connection, on the server's loop: as when the process ends."""
        for connection in list(connections):
            connection.abort()

    async def main() -> None:
        nonlocal connections
        try:
            server = await app.create_server(sock=listener, return_asyncio_server=True)
            assert server is not None
            connections = server.connections
            await server.startup()
            await server.before_start()
            await server.start_serving()
            await server.after_start()
        except BaseException as error:
            failure.append(error)
            raise
        finally:
            opened.set()
        await end.wait()
        await server.before_stop()
        server.close()
        await server.wait_closed()
        hang_up()

    def run() -> None:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(main())

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert opened.wait(20)
    if failure:
        raise failure[0]
    yield Server(f"http://127.0.0.1:{port}", agent, app, loop, shared, hang_up)
    loop.call_soon_threadsafe(end.set)
    thread.join(20)
    assert not thread.is_alive()
    Sanic._app_registry.clear()
