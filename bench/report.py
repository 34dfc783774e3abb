"""The examination written down: one self-contained page, the numbers as CSV and the plots as PNG beside it."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2

from bench import plots
from bench.analysis import BINS, THRESHOLDS
from bench.examination import MOST_LOST, PAIRS_AIM, Examination, Examined
from bench.messages import RED_FLAGS
from bench.metrics import RESAMPLES, Figure
from bench.pairs import by_kind

PAGE = "index.html"
SHOWN = 25  # worst errors of a set that stand open on the page


@dataclass(frozen=True)
class Origin:
    """What was examined and when, as the page tells it."""

    made: str
    today: str  # the date that "ten days ago" is counted from
    model: str
    commit: str


def write(examined: Examination, origin: Origin, out: Path) -> Path:
    """Write page, CSV and PNG files into `out`; the page's path. Raises OSError where it cannot be written."""
    out.mkdir(parents=True, exist_ok=True)
    for name, rows in tables(examined).items():
        _csv(out / f"{name}.csv", rows)
    drawn = drawings(examined)
    for name, (draw, _) in drawn.items():
        plots.png(draw, out / f"{name}.png")
    page = out / PAGE
    page.write_text(_page(examined, origin, drawn), encoding="utf-8")
    return page


def number(value: float, digits: int = 3) -> str:
    """A figure for reading; a dash where there is none."""
    return "–" if math.isnan(value) else f"{value:.{digits}f}"


def interval(one: Figure) -> str:
    """The interval for reading, empty where there is none."""
    return "" if math.isnan(one.low) else f"{one.low:.2f} – {one.high:.2f}{'*' if one.exact else ''}"


def drawings(examined: Examination) -> dict[str, tuple[plots.Draw, str]]:
    """File name → the plot and its title."""
    figures = {one.name: one.headline for one in examined.sets}
    aims = {one.name: one.aims for one in examined.sets}
    drawn: dict[str, tuple[plots.Draw, str]] = {"headline": (plots.headlines(figures, aims), "Headline figures with intervals and aims")}
    for one in examined.sets:
        drawn |= {
            f"{one.name}-concerns": (plots.concerns(one.concerns), f"F1 by concern, {one.name}"),
            f"{one.name}-confusion": (plots.confusion(one.confusion), f"Missed against wrongly given concerns, {one.name}"),
            f"{one.name}-calibration": (plots.calibration(one.calibration), f"Calibration curve, {one.name}"),
            f"{one.name}-red-flags": (plots.thresholds(one.sweep), f"Red flags: recall and precision over the threshold, {one.name}"),
        }
    if examined.pairs:
        drawn["pairs"] = (plots.pairs(by_kind(examined.pairs)), "Pairs of minimal edits by kind")
    return drawn


Row = Mapping[str, Any]


def tables(examined: Examination) -> dict[str, list[Row]]:
    """File name → rows of numbers, unrounded."""
    found: dict[str, list[Row]] = {name: [] for name in SET_TABLES}
    for one in examined.sets:
        for name, rows in SET_TABLES.items():
            found[name] += [{"set": one.name, **row} for row in rows(one)]
    kinds = by_kind(examined.pairs)
    found["pairs"] = [{"kind": kind, "right": right, "of": of} for kind, (right, of) in kinds.items()]
    found["pairs_wrong"] = [
        {"id": j.pair.id, "kind": j.pair.kind, **{s: j.pair.texts[s] for s in "ab"}, **{f"wrong_{s}": "; ".join(j.wrong[s]) for s in "ab"}}
        for j in examined.pairs
        if not j.right
    ]
    return found


def _figure(measure: str, one: Figure) -> dict[str, Any]:
    return {"measure": measure, "value": one.value, "low": one.low, "high": one.high, "of": one.of}


def _headline(one: Examined) -> Iterable[Row]:
    for name, found in one.headline.items():
        yield {**_figure(name, found), "aim": one.aims.get(name, math.nan)}
    for name, error in (("all decisions", one.calibration.error), ("concerns given", one.calibration.error_of_given)):
        found = Figure(error, math.nan, math.nan, one.scored)
        yield {**_figure(f"expected calibration error, {name}", found), "aim": math.nan}


def _concerns(one: Examined) -> Iterable[Row]:
    for row in one.concerns:
        found = {"concern": row.name, "precision": row.precision, "recall": row.recall, "f1": row.f1.value}
        yield found | {"f1_low": row.f1.low, "f1_high": row.f1.high, "support": row.f1.of, "tp": row.tp, "fp": row.fp, "fn": row.fn}


def _confusion(one: Examined) -> Iterable[Row]:
    cells = one.confusion.cells
    for (row, column), messages in sorted(((at, cells[at]) for at in zip(*cells.nonzero(), strict=True)), key=lambda cell: -cell[1]):
        yield {"missed": one.confusion.missed[row], "given": one.confusion.given[column], "messages": int(messages)}


def _calibration(one: Examined) -> Iterable[Row]:
    found = one.calibration
    for at, (mean, share, decisions) in enumerate(zip(found.mean, found.share, found.number, strict=True)):
        edges = {"from": at / BINS, "to": (at + 1) / BINS}
        yield {**edges, "mean_probability": mean, "share_wanted": share, "decisions": int(decisions)}


def _thresholds(one: Examined) -> Iterable[Row]:
    for at, threshold in enumerate(THRESHOLDS):
        served = {"recall": one.sweep.together[0][at], "precision": one.sweep.together[1][at]}
        alone = {"recall_model_alone": one.sweep.alone[0][at], "precision_model_alone": one.sweep.alone[1][at]}
        yield {"threshold": threshold, **served, **alone, "working_point": int(threshold == one.sweep.working[0])}


def _errors(one: Examined) -> Iterable[Row]:
    for wrong in one.errors:
        named = {
            kind: " ".join(f"{name}={wrong.probability(name):.4f}" for name in names)
            for kind, names in (("right", wrong.right), ("missed", wrong.missed), ("given", wrong.given))
        }
        yield {"id": wrong.parsed.message.id, "confidence": wrong.confidence, **named, "text": wrong.parsed.message.text}


def _typos(one: Examined) -> Iterable[Row]:
    return (_figure(name, found) for name, found in one.loss.items())


SET_TABLES = {
    "headline": _headline,
    "concerns": _concerns,
    "confusion": _confusion,
    "calibration": _calibration,
    "red_flag_thresholds": _thresholds,
    "errors": _errors,
    "typos": _typos,
}


# The columns of tables that can be empty.
COLUMNS = {
    "confusion": ("set", "missed", "given", "messages"),
    "errors": ("set", "id", "confidence", "right", "missed", "given", "text"),
    "pairs": ("kind", "right", "of"),
    "pairs_wrong": ("id", "kind", "a", "b", "wrong_a", "wrong_b"),
}


def _csv(path: Path, rows: Sequence[Row]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, fieldnames=COLUMNS.get(path.stem) or list(rows[0]))
        writer.writeheader()
        writer.writerows({key: "" if isinstance(v, float) and math.isnan(v) else v for key, v in row.items()} for row in rows)


def _page(examined: Examination, origin: Origin, drawn: Mapping[str, tuple[plots.Draw, str]]) -> str:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"number": number, "interval": interval, "spaced": lambda name: name.replace("_", " ")}
    right = sum(judged.right for judged in examined.pairs)
    return environment.get_template("report.html.j2").render(
        sets=examined.sets,
        pairs=[judged for judged in examined.pairs if not judged.right],
        pairs_right=right,
        pairs_of=len(examined.pairs),
        pairs_aim=PAIRS_AIM,
        most_lost=MOST_LOST,
        origin=origin,
        seed=examined.seed,
        resamples=RESAMPLES,
        red_flags=RED_FLAGS,
        shown=SHOWN,
        plot={name: plots.svg(draw, name, title) for name, (draw, title) in drawn.items()},
    )
