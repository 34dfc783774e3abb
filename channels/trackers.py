"""What Rasa's tracker store holds of a conversation: how many turns, what was said, and its deletion."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Any

from rasa.core.tracker_store import InMemoryTrackerStore, MongoTrackerStore, RedisTrackerStore, SQLTrackerStore

from channels.output import as_reply
from channels.problem import Problem

Event = dict[str, Any]


async def events(agent: Any, conversation: str) -> list[Event]:
    """Every event of a conversation as Rasa serialises it, oldest first; empty if there is none."""
    tracker = await agent.tracker_store.retrieve_full_tracker(conversation)
    return [event.as_dict() for event in tracker.events] if tracker else []


def turns(of: list[Event]) -> int:
    """How many messages the patient has sent."""
    return sum(_is_words(event) for event in of)


def transcript(of: list[Event], apology: dict[str, Any]) -> list[dict[str, Any]]:
    """Both sides of a conversation: `{"from": "patient"|"bot", "time", "text", …}`, oldest first.

    A message of the patient that got no answer is followed by `apology`, as it was on the screen.
    Of buttons only those of the last turn remain, with the payloads Rasa knows.
    """
    said: list[dict[str, Any]] = []
    last_turn = turns(of)
    turn, answered, time = 0, True, ""
    for event in of:
        if _is_words(event):
            if not answered:
                said.append({"from": "bot", "time": time, **apology})
            turn, answered, time = turn + 1, False, _time(event)
            title = (event.get("metadata") or {}).get("title")
            said.append({"from": "patient", "time": time, "text": title or event.get("text") or ""})
        elif event.get("event") == "bot":
            reply = as_reply({"text": event.get("text"), **(event.get("data") or {})})
            if reply:
                if turn != last_turn:
                    reply.pop("buttons", None)
                answered = True
                said.append({"from": "bot", "time": _time(event), **reply})
    if not answered:
        said.append({"from": "bot", "time": time, **apology})
    return said


def _is_words(event: Event) -> bool:
    return event.get("event") == "user" and event.get("text") is not None


def _time(event: Event) -> str:
    return datetime.fromtimestamp(event.get("timestamp") or 0, timezone.utc).isoformat(timespec="seconds")


async def forget(agent: Any, conversation: str) -> None:
    """Delete a conversation from every store behind the agent, and its lock.

    Raises `Problem("not-forgotten")` rather than leave something without saying so.
    """
    try:
        for store in _stores(agent.tracker_store):
            _delete(store, conversation)
        agent.lock_store.delete_lock(conversation)
        remains = await agent.tracker_store.exists(conversation)
    except Exception as error:
        raise Problem("not-forgotten") from error
    if remains:
        raise Problem("not-forgotten")


def _stores(store: Any) -> Iterator[Any]:
    """The real stores inside Rasa's wrappers (fail-safe, awaitable)."""
    inner = [getattr(store, name, None) for name in ("_tracker_store", "_fallback_tracker_store")]
    found = [candidate for candidate in inner if candidate is not None]
    if not found:
        yield store
    for candidate in found:
        yield from _stores(candidate)


def _delete(store: Any, conversation: str) -> None:
    if isinstance(store, SQLTrackerStore):
        with store.session_scope() as session:
            if store.engine.dialect.name == "sqlite":
                session.execute("PRAGMA secure_delete = ON")  # overwrite the rows, not only unlink them
            session.query(store.SQLEvent).filter(store.SQLEvent.sender_id == conversation).delete()
            session.commit()
    elif isinstance(store, InMemoryTrackerStore):
        store.store.pop(conversation, None)
    elif isinstance(store, RedisTrackerStore):
        store.red.delete(store.key_prefix + conversation)
    elif isinstance(store, MongoTrackerStore):
        store.conversations.delete_many({"sender_id": conversation})
    else:
        raise Problem("not-forgotten")
