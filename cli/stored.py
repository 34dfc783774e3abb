"""A conversation read from Rasa's tracker store, as the endpoints file names it. Rasa is imported here and only here."""

from __future__ import annotations

import asyncio
import os
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cli.errors import Failure, Usage

ROOT = Path(__file__).resolve().parent.parent
ENDPOINTS = ROOT / "endpoints.yml"


def events(conversation: str, endpoints: Path = ENDPOINTS) -> list[dict[str, Any]]:
    """Every event of a conversation over all its sessions, oldest first; [] if the store has none.

    Raises `Usage` if the file cannot be read, `Failure` if the store cannot.
    """
    with _quiet(), _environment(SQLALCHEMY_SILENCE_UBER_WARNING="1", TRIAGE_ACTION_PORT="0"):
        return _read(conversation, endpoints)


@contextmanager
def _quiet() -> Iterator[None]:
    """No notices of Rasa's libraries; Rasa resets the filters, so they are stopped where they are shown."""
    before = warnings.showwarning
    warnings.showwarning = lambda *_, **__: None
    try:
        yield
    finally:
        warnings.showwarning = before


@contextmanager
def _environment(**defaults: str) -> Iterator[None]:
    """Variables for as long as the store is read, where they have no value: the endpoints file names the action server's port."""
    added = [name for name in defaults if name not in os.environ]
    os.environ.update({name: defaults[name] for name in added})
    try:
        yield
    finally:
        for name in added:
            del os.environ[name]


def _read(conversation: str, endpoints: Path) -> list[dict[str, Any]]:
    from rasa.core.tracker_store import InMemoryTrackerStore, TrackerStore
    from rasa.shared.core.domain import Domain
    from rasa.shared.exceptions import RasaException
    from rasa.utils.endpoints import read_endpoint_config

    if not endpoints.is_file():
        raise Usage(f"There is no file {endpoints}.")
    try:
        config = read_endpoint_config(str(endpoints), endpoint_type="tracker_store")
    except (RasaException, ValueError) as error:
        raise Usage(f"{endpoints} cannot be read: {error}") from None
    if config is None:
        raise Usage(f"{endpoints} names no tracker_store, so nothing was kept.")
    file = _file(config.type, config.kwargs, endpoints.parent)
    if file is not None:
        if not file.is_file():
            raise Failure(f"There is no conversation yet: {file} does not exist.")
        config.kwargs["db"] = str(file)
    try:
        store = TrackerStore.create(config, Domain.load(str(ROOT / "domain.yml")))
        if isinstance(store, InMemoryTrackerStore):
            raise Failure(f"The tracker store of {endpoints} keeps nothing outside the server.")
        tracker = asyncio.run(store.retrieve_full_tracker(conversation))
    except Failure:
        raise
    except Exception as error:  # whatever the driver of the store raises
        raise Failure(f"The tracker store cannot be read: {type(error).__name__}") from error
    return [event.as_dict() for event in tracker.events] if tracker else []


def _file(kind: object, settings: Mapping[str, Any], folder: Path) -> Path | None:
    """The file of an SQLite store, beside the endpoints file if its path is relative; None for any other store."""
    name = settings.get("db")
    if str(kind).lower() != "sql" or settings.get("dialect") != "sqlite" or not name:
        return None
    return (folder / str(name)).resolve()
