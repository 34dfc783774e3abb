"""`triage replay`: why a conversation's advice came out as it did, from the tracker store. Told by `triage.replay`."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

from cli.clean import clean, clean_json
from cli.errors import BOT_ERROR, OK
from cli.screen import complain


def run(conversation: str, endpoints: Path | None, *, as_json: bool) -> int:
    """Print the replay; exit status 1 if the store has no such conversation."""
    from cli import stored  # Rasa takes seconds to import

    events = stored.events(conversation, endpoints or stored.ENDPOINTS)
    from triage.replay import replay

    told = replay(conversation, events)
    if not told.parts:
        complain(f"There is no conversation {conversation} in the store: never held, deleted, or kept elsewhere.")
        return BOT_ERROR
    if as_json:
        print(json.dumps(clean_json(dataclasses.asdict(told)), ensure_ascii=False, indent=1))
        return OK
    from cli.replayed import lines

    for line in lines(told):
        print(clean(line))
    return OK
