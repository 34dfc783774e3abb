"""The report's plots, each drawn twice: as PNG on white, and as inline SVG whose colours are the page's, light or dark."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
from matplotlib.figure import Figure as Canvas

from bench.analysis import THRESHOLDS, Calibration, Confusion, Sweep
from bench.metrics import Figure, PerConcern

DPI = 150
STYLE = {
    "svg.fonttype": "none",
    "svg.hashsalt": "report",
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 10,
    "legend.frameon": False,
    "figure.constrained_layout.use": True,
}


@dataclass(frozen=True)
class Palette:
    """Colours by what they are for; `series` tells sets or curves apart."""

    ink: str
    quiet: str
    line: str
    bad: str
    good: str
    series: tuple[str, ...]


PAPER = Palette("#1d2129", "#626b78", "#d5d9e0", "#c2410c", "#0f766e", ("#2456b8", "#c2410c", "#0f766e", "#7c3aed", "#a16207"))
# Colours that stand for the page's variables until the SVG is written.
PAGE = Palette("#010101", "#020202", "#030303", "#040404", "#050505", ("#060606", "#070707", "#080808", "#090909", "#0a0a0a"))
VARIABLES = {
    **dict(zip((PAGE.ink, PAGE.quiet, PAGE.line, PAGE.bad, PAGE.good), ("ink", "quiet", "line", "bad", "good"), strict=True)),
    **{colour: f"series-{number}" for number, colour in enumerate(PAGE.series)},
}
Draw = Callable[[Palette], Canvas]


def png(draw: Draw, path: Path) -> None:
    """Write the plot as PNG."""
    with matplotlib.rc_context(_style(PAPER)):
        draw(PAPER).savefig(path, dpi=DPI, facecolor="white", metadata={"Software": None})


def svg(draw: Draw, name: str, title: str) -> str:
    """The plot as an SVG element for a page; `name` keeps its ids apart from those of other plots, `title` is read aloud."""
    with matplotlib.rc_context(_style(PAGE)):
        out = io.StringIO()
        draw(PAGE).savefig(out, format="svg", transparent=True, metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    drawn = out.getvalue()
    drawn = re.sub(r"<metadata>.*?</metadata>", "", drawn[drawn.index("<svg") :], flags=re.S)
    drawn = re.sub(r'(\bid="|url\(#|href="#)', rf"\1{name}-", drawn)
    drawn = re.sub("#0[1-9a]0[1-9a]0[1-9a]", lambda found: f"var(--{VARIABLES[found[0]]})", drawn)
    label = title.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    return drawn.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)


def _style(palette: Palette) -> dict[str, Any]:
    ink = ("text.color", "axes.labelcolor", "xtick.labelcolor", "ytick.labelcolor")
    line = ("axes.edgecolor", "xtick.color", "ytick.color", "grid.color")
    return STYLE | dict.fromkeys(ink, palette.ink) | dict.fromkeys(line, palette.line)


def headlines(figures: Mapping[str, Mapping[str, Figure]], aims: Mapping[str, Mapping[str, float]]) -> Draw:
    """Every headline figure of every set as a dot with its interval, and the aim as a tick; both set → name → value."""
    names = list(next(iter(figures.values())))

    def draw(palette: Palette) -> Canvas:
        canvas = Canvas(figsize=(7.6, 0.9 + 0.42 * len(names)))
        axes = canvas.subplots()
        step = 0.4 / max(1, len(figures) - 1)  # rows of one measure stand closer than measures
        for number, (name, found) in enumerate(figures.items()):
            colour = palette.series[number % len(palette.series)]
            rows = np.arange(len(names)) + (number - (len(figures) - 1) / 2) * step
            for row, one in zip(rows, (found[n] for n in names), strict=True):
                axes.plot([one.low, one.high], [row, row], color=colour, linewidth=2, alpha=0.45, solid_capstyle="round")
            axes.plot([found[n].value for n in names], rows, "o", color=colour, markersize=5.5, label=name)
            aimed = [aims[name].get(n, np.nan) for n in names]
            axes.plot(aimed, rows, "|", color=palette.ink, markersize=9, markeredgewidth=1.4, label="" if number else "aim")
        axes.set_yticks(range(len(names)), [_spaced(name) for name in names])
        axes.set_ylim(len(names) - 0.5, -0.5)
        for row in range(1, len(names)):
            axes.axhline(row - 0.5, color=palette.line, linewidth=0.6)
        values = [v for found in figures.values() for one in found.values() for v in (one.low, one.value) if not np.isnan(v)]
        axes.set_xlim(max(0.0, np.floor(10 * min(values, default=0.0)) / 10), 1.005)
        _quiet(axes, "x")
        axes.legend(loc="lower center", bbox_to_anchor=(0.4, 1.0), ncol=len(figures) + 1)
        return canvas

    return draw


def concerns(rows: Sequence[PerConcern]) -> Draw:
    """F1 of every concern with its interval."""

    def draw(palette: Palette) -> Canvas:
        canvas = Canvas(figsize=(7.6, 0.8 + 0.27 * len(rows)))
        axes = canvas.subplots()
        values = [0.0 if np.isnan(row.f1.value) else row.f1.value for row in rows]
        axes.barh(range(len(rows)), values, color=palette.series[0], alpha=0.75, height=0.68)
        for at, row in enumerate(rows):
            axes.plot([row.f1.low, row.f1.high], [at, at], color=palette.ink, linewidth=1.1)
        _list(axes, [f"{_spaced(row.name)}  ({row.f1.of})" for row in rows])
        axes.set_xlim(0, 1.005)
        axes.set_xlabel("F1, with 95 % interval (in brackets: messages in which it is wanted)")
        _quiet(axes, "x")
        return canvas

    return draw


def confusion(found: Confusion) -> Draw:
    """A square a pair of concerns, the more often the darker."""

    def draw(palette: Palette) -> Canvas:
        rows, columns = len(found.missed), len(found.given)
        canvas = Canvas(figsize=(max(4.2, 2.4 + 0.34 * columns), max(2.6, 1.9 + 0.3 * rows)))
        axes = canvas.subplots()
        most = found.cells.max(initial=1)
        for (row, column), number in np.ndenumerate(found.cells):
            if number:
                shade = 0.12 + 0.58 * number / most
                box = matplotlib.patches.Rectangle((column - 0.46, row - 0.46), 0.92, 0.92, color=palette.series[0], alpha=shade, lw=0)
                axes.add_patch(box)
                axes.text(column, row, f"{number:.0f}", ha="center", va="center", fontsize=9)
        axes.set_xticks(range(columns), [_spaced(name) for name in found.given], rotation=50, ha="right", rotation_mode="anchor")
        axes.set_yticks(range(rows), [_spaced(name) for name in found.missed])
        axes.set_xlim(-0.5, max(columns, 1) - 0.5)
        axes.set_ylim(max(rows, 1) - 0.5, -0.5)
        axes.set_xlabel("wrongly given in the same message")
        axes.set_ylabel("missed")
        _quiet(axes, "both")
        return canvas

    return draw


def calibration(found: Calibration) -> Draw:
    """The share that is there against the probability, and below how many decisions each point stands for."""

    def draw(palette: Palette) -> Canvas:
        canvas = Canvas(figsize=(5.2, 4.9))
        upper, lower = canvas.subplots(2, 1, sharex=True, gridspec_kw={"height_ratios": [3, 1]})
        upper.plot([0, 1], [0, 1], "--", color=palette.quiet, linewidth=1)
        there = found.number > 0
        upper.plot(found.mean[there], found.share[there], "o-", color=palette.series[0], markersize=5)
        upper.set_ylabel("share of them that is there")
        upper.set_ylim(-0.02, 1.02)
        edges = (np.arange(len(found.number)) + 0.5) / len(found.number)
        lower.bar(edges, found.number, width=0.9 / len(found.number), color=palette.series[0], alpha=0.6)
        lower.set_yscale("symlog", linthresh=1)
        lower.set_ylim(0)
        lower.set_ylabel("decisions")
        lower.set_xlabel("probability that the model gives a concern")
        lower.set_xlim(0, 1)
        for axes in (upper, lower):
            _quiet(axes, "both")
        return canvas

    return draw


def thresholds(found: Sweep) -> Draw:
    """Recall and precision of the red flags over the threshold; the working point marked."""

    def draw(palette: Palette) -> Canvas:
        canvas = Canvas(figsize=(6.6, 4.2))
        axes = canvas.subplots()
        for name, together, alone, colour in zip(
            ("recall", "precision"), found.together, found.alone, palette.series, strict=False
        ):
            axes.plot(THRESHOLDS, together, color=colour, linewidth=2, label=f"{name}, as served (with the findings)")
            axes.plot(THRESHOLDS, alone, ":", color=colour, linewidth=1.4, label=f"{name}, the model alone")
        threshold, recall, precision = found.working
        axes.axvline(threshold, color=palette.quiet, linewidth=1)
        axes.plot([threshold], [recall], "o", color=palette.series[0])
        axes.plot([threshold], [precision], "o", color=palette.series[1])
        axes.annotate(
            f"working point {threshold:g}: recall {recall:.2f}, precision {precision:.2f}",
            (threshold, 0.02),
            xytext=(-6 if threshold > 0.5 else 6, 0),
            textcoords="offset points",
            ha="right" if threshold > 0.5 else "left",
            color=palette.quiet,
            fontsize=9,
        )
        axes.set_xlim(0, 1)
        axes.set_ylim(0, 1.02)
        axes.set_xlabel("probability from which a red flag without a finding is raised")
        axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncol=2, fontsize=9)
        _quiet(axes, "both")
        return canvas

    return draw


def pairs(kinds: Mapping[str, tuple[int, int]]) -> Draw:
    """Pairs right and wrong by kind of edit. `kinds`: kind → (right, all)."""

    def draw(palette: Palette) -> Canvas:
        canvas = Canvas(figsize=(7.0, 0.9 + 0.32 * len(kinds)))
        axes = canvas.subplots()
        right, total = (np.array([pair[n] for pair in kinds.values()], dtype=float) for n in (0, 1))
        axes.barh(range(len(kinds)), right, color=palette.good, alpha=0.75, height=0.66, label="right")
        axes.barh(range(len(kinds)), total - right, left=right, color=palette.bad, alpha=0.6, height=0.66, label="wrong")
        for at, (good, whole) in enumerate(kinds.values()):
            axes.text(whole + 0.4, at, f"{good} of {whole}", va="center", fontsize=9)
        _list(axes, list(kinds))
        axes.set_xlim(0, total.max(initial=1) * 1.15)
        axes.set_xlabel("pairs")
        axes.legend(loc="lower right")
        _quiet(axes, "x")
        return canvas

    return draw


def _spaced(name: str) -> str:
    return name.replace("_", " ")


def _list(axes: Any, names: Sequence[str]) -> None:
    """Name the rows, the first on top."""
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.4, -0.6)


def _quiet(axes: Any, grid: str) -> None:
    axes.set_axisbelow(True)
    axes.grid(axis=grid, linewidth=0.6)
    axes.tick_params(length=0)
