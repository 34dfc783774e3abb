"""What lies behind the figures: confusion, calibration, the red flags' threshold, and the errors one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from bench.hearing import Parsed
from bench.messages import CONCERNS, RED_FLAGS
from bench.metrics import FLAG_COLUMNS, Decisions, Floats, ratio
from nlu.redflags import DENIED, FLAGS, SURE, hears

NOTHING = "(nothing)"
BINS = 10
NEVER = 2.0  # above every probability
THRESHOLDS = tuple(sorted({SURE, *(round(step / 100, 2) for step in range(101))}))


@dataclass(frozen=True)
class Confusion:
    """Missed concerns (rows) against those wrongly given in the same message (columns), both ending in `NOTHING`.

    A message with two missed and one wrong counts once in each of the two cells. Rows and columns that hold nothing are left out.
    """

    missed: tuple[str, ...]
    given: tuple[str, ...]
    cells: Floats  # (missed, given)


def confusion(made: Decisions) -> Confusion:
    names = (*CONCERNS, NOTHING)
    cells = np.zeros((len(names), len(names)))
    for wanted, got in zip(made.wanted[made.scored], made.got[made.scored], strict=True):
        missed, wrong = np.flatnonzero(wanted & ~got), np.flatnonzero(got & ~wanted)
        if len(missed) or len(wrong):
            rows, columns = (part if len(part) else np.array([-1]) for part in (missed, wrong))
            cells[rows[:, None], columns] += 1
    rows, columns = np.flatnonzero(cells.any(axis=1)), np.flatnonzero(cells.any(axis=0))
    return Confusion(tuple(names[r] for r in rows), tuple(names[c] for c in columns), cells[np.ix_(rows, columns)])


@dataclass(frozen=True)
class Calibration:
    """How often a concern of a given probability is there, in `BINS` bins of equal width.

    `error` is the expected calibration error over all decisions, `error_of_given` over the concerns that were understood.
    """

    mean: Floats  # mean probability of a bin, nan where it is empty
    share: Floats  # share of the bin that is wanted
    number: Floats  # decisions in the bin
    error: float
    error_of_given: float


def calibration(made: Decisions) -> Calibration:
    probable, wanted = made.probable[made.scored], made.wanted[made.scored]
    mean, share, number = _bins(probable.ravel(), wanted.ravel())
    given = made.got[made.scored]
    return Calibration(
        mean, share, number, _expected_error(mean, share, number), _expected_error(*_bins(probable[given], wanted[given]))
    )


def _bins(probable: Floats, true: Floats) -> tuple[Floats, Floats, Floats]:
    at = np.minimum((probable * BINS).astype(int), BINS - 1)
    number = np.bincount(at, minlength=BINS).astype(float)
    mean, share = (ratio(np.bincount(at, values, BINS).astype(float), number) for values in (probable, true))
    return mean, share, number


def _expected_error(mean: Floats, share: Floats, number: Floats) -> float:
    gaps = np.nan_to_num(np.abs(mean - share))
    return float(ratio(np.array((gaps * number).sum()), np.array(number.sum())))


@dataclass(frozen=True)
class Sweep:
    """Recall and precision of the red flags at every threshold of `THRESHOLDS`; precision is nan where nothing is flagged.

    `together`: as served, where a flag without a finding of its kind needs the threshold. `alone`: the model without findings.
    """

    together: tuple[Floats, Floats]  # recall, precision
    alone: tuple[Floats, Floats]

    @property
    def working(self) -> tuple[float, float, float]:
        """Threshold, recall and precision as served now."""
        at = THRESHOLDS.index(SURE)
        return SURE, float(self.together[0][at]), float(self.together[1][at])


def needed(parsed: Parsed, flag: str, sure: float) -> float:
    """The probability from which a red flag is raised: the rule of `nlu.redflags.red_flags`, with `sure` in place of its own."""
    statuses = [finding["status"] for finding in parsed.understood["findings"] if finding["code"] in FLAGS[flag]]
    if "affirmed" in statuses:  # what the patterns or the model's signs decide does not depend on `sure`
        return 0.0 if flag in parsed.got else NEVER
    if statuses:
        return DENIED
    return sure if hears(flag, parsed.probabilities) else NEVER


def sweep(parsed: Sequence[Parsed], made: Decisions) -> Sweep:
    rows = np.flatnonzero(made.scored)
    wanted, probable = made.wanted[rows][:, FLAG_COLUMNS], made.probable[rows][:, FLAG_COLUMNS]

    def curve(limits: Iterable[Floats]) -> tuple[Floats, Floats]:
        raised = [probable >= limit for limit in limits]
        tp, flagged = (np.array([float(np.sum(r & mask)) for r in raised]) for mask in (wanted, np.ones_like(wanted)))
        return ratio(tp, np.full(len(raised), float(wanted.sum()))), ratio(tp, flagged)

    def limits(sure: float) -> Floats:
        return np.array([[needed(parsed[row], flag, sure) for flag in RED_FLAGS] for row in rows]).reshape(wanted.shape)

    return Sweep(curve(limits(t) for t in THRESHOLDS), curve(np.full(wanted.shape, t) for t in THRESHOLDS))


@dataclass(frozen=True)
class Wrong:
    """A message with a wrong set of concerns. `confidence`: how sure the model was of its worst mistake, 0 to 1."""

    parsed: Parsed
    right: tuple[str, ...]
    missed: tuple[str, ...]
    given: tuple[str, ...]  # wrongly
    confidence: float

    def probability(self, name: str) -> float:
        return self.parsed.probabilities.get(name, 0.0)

    @property
    def flag(self) -> bool:
        """Whether a red flag was missed or raised wrongly."""
        return any(name in RED_FLAGS for name in (*self.missed, *self.given))


def errors(parsed: Iterable[Parsed]) -> list[Wrong]:
    """Every message of a set with a wrong set of concerns, most confident mistake first.

    The confidence of a concern wrongly given is its probability, of a missed one what is left to 1.
    """
    found = []
    for one in parsed:
        wanted, got = one.message.concerns, one.got & set(CONCERNS)
        if not wanted or wanted == got:
            continue
        right, missed, given = (tuple(c for c in CONCERNS if c in part) for part in (wanted & got, wanted - got, got - wanted))
        sure = [1 - one.probabilities.get(c, 0.0) for c in missed] + [one.probabilities.get(c, 0.0) for c in given]
        found.append(Wrong(one, right, missed, given, max(sure)))
    return sorted(found, key=lambda wrong: -wrong.confidence)
