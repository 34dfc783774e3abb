"""Times that cannot be: injections still to come, decades ago, or before the product was sold.

A time in doubt is not taken over, so the fact stays unknown and lowers no level; the patient is told why it is asked again.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from triage.wording import dialogue

FILE = Path(__file__).resolve().parent.parent / "data" / "knowledge" / "products.yml"
LONGEST = 3650.0  # days; injections longer ago are somebody's past
TEXTS = {
    "future": "That date has not come yet, so I leave it out.",
    "too_long": "That is more than ten years ago. No effect of these injections lasts so long, so I leave that date out.",
    "before_product": "That brand was not sold yet at that time, so one of the two cannot be right. I leave that date out.",
}


class ProductsError(ValueError):
    """The file does not hold what it must; the message names file, key and what was expected."""


@lru_cache(maxsize=1)
def first_years() -> Mapping[str, int]:
    return load(FILE)


def load(file: Path) -> Mapping[str, int]:
    """Brand → the first year it was sold, with `any` for the oldest; `ProductsError` if a year is none."""
    years = (yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) or {}).get("first_year")
    if not isinstance(years, dict) or "any" not in years:
        raise ProductsError(f"{file}: first_year: expected a mapping with `any`")
    for brand, year in years.items():
        if not isinstance(year, int) or not 1980 <= year <= 2100:
            raise ProductsError(f"{file}: first_year.{brand}: expected a year, not {year!r}")
    return years


def doubts(
    low: str, asked: Sequence[str], found: Mapping[str, Sequence[Any]], product: str | None, today: datetime.date
) -> tuple[str, ...]:
    """Keys of `TEXTS` for a message in plain words; `found` are its entities by name (times in days), `product` the brand."""
    if _future(low, asked, found, today):
        return ("future",)
    ages = [float(v) for name in ("time_since_injection", "days_since_onset", "event_age") for v in found.get(name) or () if v]
    about = "days_since_injection" in asked or bool(dialogue().says("injected", low))
    years = first_years()
    first = datetime.date(years[product], 1, 1) if product and product in years else datetime.date.min
    if any(today - datetime.timedelta(days=age) < first for age in _sane(ages)):
        return ("before_product",)
    injected = found.get("time_since_injection") or ()
    told = [*injected, *((found.get("event_age") or ()) if about and not injected else ())]
    return ("too_long",) if any(float(v) > LONGEST for v in told if v) else ()


def _sane(ages: Sequence[float]) -> list[float]:
    """Days that a calendar can hold."""
    return [min(age, 700_000.0) for age in ages]


def _future(low: str, asked: Sequence[str], found: Mapping[str, Sequence[Any]], today: datetime.date) -> bool:
    if found.get("time_since_injection") and all(float(v) >= 0 for v in found["time_since_injection"] if v is not None):
        return False
    words = dialogue()
    if any(float(v) < 0 for v in found.get("time_since_injection") or () if v is not None):
        return True
    if "days_since_injection" in asked and words.says("future_answer", low):
        return True
    year = words.says("year", low)
    late = year is not None and int(year["year"]) > today.year
    return bool(words.says("future", low)) or (late and ("days_since_injection" in asked or bool(words.says("injected", low))))
