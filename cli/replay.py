"""`triage replay`: why a conversation's disposition came, told by `triage.replay`."""

from __future__ import annotations

import importlib

from cli.errors import BOT_ERROR, USAGE
from cli.screen import complain

MODULE = "triage.replay"


def run(argv: list[str]) -> int:
    """Hand over to `triage.replay.main(argv) -> int`."""
    if not argv:
        complain("Give the id of a conversation: triage replay CONVERSATION")
        return USAGE
    try:
        module = importlib.import_module(MODULE)
    except ModuleNotFoundError as error:
        if error.name != MODULE:
            raise
        complain(f"This installation cannot replay conversations: there is no module {MODULE}.")
        return BOT_ERROR
    status: int = module.main(argv)
    return status
