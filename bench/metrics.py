"""The figures: F1, recall and precision over messages, each with a 95 % interval.

They follow the scorer of the shared evaluation: a message without any wanted concern counts for its entities only; macro-F1 is
the mean over the concerns that are wanted at least once; a time is right within 15 % or a day.

An interval is the 2.5th to 97.5th percentile over `RESAMPLES` bootstrap samples of the messages. Where a share is 0 or 1, so that
every sample says the same, it is the exact (Clopper-Pearson) interval instead; an F1 that is the same in every sample has none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binomtest

from bench.hearing import Parsed
from bench.messages import CONCERNS, RED_FLAGS
from bench.pairs import near

RESAMPLES = 2000
DAYS_IN_A_MONTH = 30.4
ENTITIES = ("time_since_injection", "side", "area", "product")
OUT_OF_SCOPE = CONCERNS.index("out_of_scope")
FLAG_COLUMNS = [CONCERNS.index(name) for name in RED_FLAGS]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Figure:
    """A value with its 95 % interval, nan where there is none; `of` is how many are wanted (of a precision: were given)."""

    value: float
    low: float
    high: float
    of: int
    exact: bool = False  # the interval is Clopper-Pearson's


@dataclass(frozen=True)
class Decisions:
    """Concerns of messages, (messages, concerns): wanted and got, and how probable the model found each."""

    wanted: Bools
    got: Bools
    probable: Floats

    @property
    def scored(self) -> Bools:
        """Which messages count: those in which at least one concern is wanted. (messages,)"""
        scored: Bools = self.wanted.any(axis=1)
        return scored


def decisions(parsed: Sequence[Parsed]) -> Decisions:
    """The concerns of parsed messages as arrays; names that are no concerns are left out."""
    return Decisions(
        np.array([[name in one.message.concerns for name in CONCERNS] for one in parsed]).reshape(-1, len(CONCERNS)),
        np.array([[name in one.got for name in CONCERNS] for one in parsed]).reshape(-1, len(CONCERNS)),
        np.array([[one.probabilities.get(name, 0.0) for name in CONCERNS] for one in parsed]).reshape(-1, len(CONCERNS)),
    )


def entity_hits(one: Parsed) -> Mapping[str, tuple[int, int]]:
    """Entity → (found, wanted) of one message."""
    facts = one.message.facts
    values: dict[str, list[Any]] = {name: [] for name in ENTITIES}
    for entity in one.understood.get("entities", ()):
        values.setdefault(entity["entity"], []).append(entity["value"])
    timed = facts.get("months") is not None and facts.get("time_kind") == "elapsed"
    days = facts["months"] * DAYS_IN_A_MONTH if timed else 0.0
    areas, side, product = facts.get("area_canon") or [], facts.get("side"), facts.get("product")
    return {
        "time_since_injection": (int(timed and any(near(v, days) for v in values["time_since_injection"])), int(timed)),
        "side": (int(bool(side) and side in values["side"]), int(bool(side))),
        "area": (sum(area in values["area"] for area in areas), len(areas)),
        "product": (
            int(bool(product) and str(product).lower() in [str(v).lower() for v in values["product"]]),
            int(bool(product)),
        ),
    }


def samples(messages: int, seed: int) -> Floats:
    """How often each message is in each sample, (1 + RESAMPLES, messages); the first holds every message once."""
    drawn = np.random.default_rng(seed).multinomial(messages, np.full(messages, 1 / messages), size=RESAMPLES)
    return np.vstack([np.ones((1, messages)), drawn])


def ratio(part: Floats, whole: Floats) -> Floats:
    """part / whole, nan where whole is 0."""
    return np.divide(part, whole, out=np.full(np.shape(whole), np.nan), where=np.asarray(whole) > 0)


@dataclass(frozen=True)
class Counts:
    """True positives, false positives and false negatives by sample and concern, (samples, concerns)."""

    tp: Floats
    fp: Floats
    fn: Floats

    def __getitem__(self, columns: Any) -> Counts:
        """Some concerns taken together, (samples,)."""
        return Counts(*(counts[:, columns].sum(axis=1) for counts in (self.tp, self.fp, self.fn)))

    @property
    def f1(self) -> Floats:
        return ratio(2 * self.tp, 2 * self.tp + self.fp + self.fn)

    @property
    def recall(self) -> Floats:
        return ratio(self.tp, self.tp + self.fn)

    @property
    def precision(self) -> Floats:
        return ratio(self.tp, self.tp + self.fp)

    @property
    def macro_f1(self) -> Floats:
        """Mean F1 over the concerns wanted in a sample, (samples,)."""
        wanted = self.tp + self.fn > 0
        return ratio(np.where(wanted, np.nan_to_num(self.f1), 0.0).sum(axis=1), wanted.sum(axis=1))


def counts(made: Decisions, drawn: Floats) -> Counts:
    """The counts of every sample, over the messages that count."""
    weights, rows = drawn[:, made.scored], made.scored
    wanted, got = made.wanted[rows], made.got[rows]
    return Counts(weights @ (wanted & got), weights @ (~wanted & got), weights @ (wanted & ~got))


def figure(values: Floats, of: float, hits: float | None = None) -> Figure:
    """The figure of one measure from its value in every sample, the first being the whole set.

    `hits`: for a share, how many of `of` were right, for the exact interval at 0 and 1.
    """
    value, resampled = float(values[0]), values[1:][~np.isnan(values[1:])]
    if np.isnan(value) or not len(resampled):
        return Figure(value, np.nan, np.nan, int(of))
    if hits is not None and hits in (0, of):
        exact = binomtest(int(hits), int(of)).proportion_ci(method="exact")
        return Figure(value, float(exact.low), float(exact.high), int(of), exact=True)
    if np.ptp(resampled) == 0:
        return Figure(value, np.nan, np.nan, int(of))
    low, high = np.percentile(resampled, [2.5, 97.5])
    return Figure(value, float(low), float(high), int(of))


# name → concerns taken together, attribute of `Counts`
MEASURES: Mapping[str, tuple[Sequence[int] | slice, str]] = {
    "concerns, micro-F1": (slice(None), "f1"),
    "red flags, recall": (FLAG_COLUMNS, "recall"),
    "red flags, precision": (FLAG_COLUMNS, "precision"),
    "out of scope, F1": ([OUT_OF_SCOPE], "f1"),
}
HEADLINES = ("concerns, micro-F1", "concerns, macro-F1", *list(MEASURES)[1:], *(f"{name}, recall" for name in ENTITIES))


def headline(parsed: Sequence[Parsed], seed: int) -> dict[str, Figure]:
    """The headline figures of a set, by name, in the order of `HEADLINES`."""
    drawn, made = samples(len(parsed), seed), decisions(parsed)
    counted = counts(made, drawn)
    found = {name: _of_counts(counted[columns], measure) for name, (columns, measure) in MEASURES.items()}
    found["concerns, macro-F1"] = figure(counted.macro_f1, (counted.tp + counted.fn)[0].astype(bool).sum())
    hits = np.array([[entity_hits(one)[name] for name in ENTITIES] for one in parsed], dtype=float)
    for column, name in enumerate(ENTITIES):
        right, wanted = drawn @ hits[:, column, 0], drawn @ hits[:, column, 1]
        found[f"{name}, recall"] = figure(ratio(right, wanted), wanted[0], right[0])
    return {name: found[name] for name in HEADLINES}


def _of_counts(counted: Counts, measure: str) -> Figure:
    tp, fp, fn = (float(number[0]) for number in (counted.tp, counted.fp, counted.fn))
    values: Floats = getattr(counted, measure)
    if measure == "f1":
        return figure(values, tp + fn)
    return figure(values, tp + (fn if measure == "recall" else fp), tp)


@dataclass(frozen=True)
class PerConcern:
    """One row of the table of concerns."""

    name: str
    precision: float
    recall: float
    f1: Figure  # `of`: messages in which it is wanted
    tp: int
    fp: int
    fn: int


def per_concern(parsed: Sequence[Parsed], seed: int) -> list[PerConcern]:
    """Every concern that is wanted or given at least once, most wanted first."""
    counted = counts(decisions(parsed), samples(len(parsed), seed))
    rows = [
        PerConcern(
            name,
            float(one.precision[0]),
            float(one.recall[0]),
            figure(one.f1, one.tp[0] + one.fn[0]),
            *(int(number[0]) for number in (one.tp, one.fp, one.fn)),
        )
        for column, name in enumerate(CONCERNS)
        if (one := counted[[column]]).tp[0] + one.fp[0] + one.fn[0]
    ]
    return sorted(rows, key=lambda row: (-row.f1.of, row.name))


def loss(clean: Sequence[Parsed], typed: Sequence[Parsed], seed: int) -> dict[str, Figure]:
    """Micro-F1 of messages, of their mistyped copies, and what is lost; red flags' recall likewise. Intervals over the same samples."""
    drawn = samples(len(clean), seed)
    before, after = (counts(decisions(parsed), drawn) for parsed in (clean, typed))
    found = {}
    for name, measure in (("concerns, micro-F1", "f1"), ("red flags, recall", "recall")):
        columns = MEASURES[name][0]
        clean_values, typed_values = (getattr(counted[columns], measure) for counted in (before, after))
        found[f"{name}: as written"] = _of_counts(before[columns], measure)
        found[f"{name}: mistyped"] = _of_counts(after[columns], measure)
        found[f"{name}: loss"] = figure(clean_values - typed_values, found[f"{name}: as written"].of)
    return found
