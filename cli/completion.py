"""`triage completion`: the scripts of `cli/completions/`, as they are."""

from __future__ import annotations

import sys
from pathlib import Path

from cli.errors import OK


def run(shell: str) -> int:
    """Print the script for bash, zsh or fish."""
    sys.stdout.write((Path(__file__).parent / "completions" / f"triage.{shell}").read_text("utf-8"))
    return OK
