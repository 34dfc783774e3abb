"""The version of what decides: a digest of the knowledge, the language files and the code of the rules."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LENGTH = 12  # hexadecimal digits


@lru_cache(maxsize=4)
def knowledge(root: Path = ROOT) -> str | None:
    """Twelve hexadecimal digits over data/knowledge, data/language and triage/; None where there is no knowledge."""
    if not (root / "data" / "knowledge").is_dir():
        return None
    digest = hashlib.sha256()
    for file in _files(root):
        digest.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:LENGTH]


def _files(root: Path) -> Iterator[Path]:
    for folder, pattern in (("data/knowledge", "*.yml"), ("data/language", "*"), ("triage", "*.py")):
        yield from sorted(file for file in (root / folder).rglob(pattern) if file.is_file())
