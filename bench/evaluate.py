"""Examine the trained understanding and write a report to look at: a page, CSV files and plots.

    make eval
    .venv/bin/python -m bench.evaluate --out build/eval --set clinic=messages-from-the-clinic.jsonl

Without --set: tests/exam/messages*.jsonl, and ../shared/eval/messages-dev.jsonl where it exists.
"""

from __future__ import annotations

import argparse
import datetime
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from tabulate import tabulate

from bench.examination import Examination, examine, steps
from bench.hearing import Understanding, load
from bench.messages import ROOT, BadInput, default_sets, named_file, read_pairs, read_sets
from bench.pairs import FILE as PAIRS
from bench.progress import bar
from bench.report import Origin, interval, number, write
from triage.clock import today

SEED = 7
OUT = Path("build") / "eval"


def arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make eval", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / OUT, help=f"folder for the report (default {OUT})")
    parser.add_argument(
        "--set", dest="sets", metavar="NAME=FILE", action="append", help="labelled messages, instead of the default sets; repeatable"
    )
    parser.add_argument("--pairs", type=Path, default=PAIRS, help="pairs of minimal edits (default tests/exam/pairs.jsonl)")
    parser.add_argument("--seed", type=int, default=SEED, help=f"of the resampling and the typing errors (default {SEED})")
    return parser.parse_args(argv)


def origin() -> Origin:
    """When, on what date, which model and which commit."""
    now = datetime.datetime.now().astimezone()
    models = sorted((ROOT / "models").glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    trained = datetime.datetime.fromtimestamp(models[-1].stat().st_mtime).astimezone() if models else None
    model = f"model {models[-1].name} trained {trained:%Y-%m-%d %H:%M}" if trained else "no model file"
    return Origin(f"{now:%Y-%m-%d %H:%M %Z}", today().isoformat(), model, commit())


def commit() -> str:
    """The short commit, with a plus where files differ from it; "unknown" outside a checkout."""
    try:
        command = ["git", "describe", "--always", "--dirty=+", "--exclude=*"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return done.stdout.strip()


def summary(examined: Examination) -> str:
    """The headline figures as a table for the terminal."""
    names = list(examined.sets[0].headline)
    shown = [
        [name, *(f"{number(one.headline[name].value)}  {interval(one.headline[name])}" for one in examined.sets)] for name in names
    ]
    lost = "concerns, micro-F1: loss"
    shown.append(["lost on mistyped copies", *(f"{number(one.loss[lost].value)}  {interval(one.loss[lost])}" for one in examined.sets)])
    table: str = tabulate(shown, headers=["", *(f"{one.name} ({len(one.source.messages)})" for one in examined.sets)], disable_numparse=True)
    right, of = sum(judged.right for judged in examined.pairs), len(examined.pairs)
    return table + (f"\n\npairs of minimal edits: {right} of {of} = {right / of:.3f}" if of else "")


def main(argv: Sequence[str] | None = None, make: Callable[[], Understanding] = load) -> int:
    """The exit status; one error line on stderr when it is 1."""
    options = arguments(argv)
    try:
        files = [named_file(setting) for setting in options.sets] if options.sets else default_sets()
        sets, pairs = read_sets(files), read_pairs(options.pairs)
        options.out.mkdir(parents=True, exist_ok=True)  # before the long work
        nlu = make()
        with bar(steps(sets, pairs), "examining") as tick:
            examined = examine(nlu, sets, pairs, seed=options.seed, tick=tick)
        print("writing the report …", file=sys.stderr, flush=True)
        page = write(examined, origin(), options.out)
    except BadInput as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"error: {error.filename or options.out}: cannot be written ({error.strerror})", file=sys.stderr)
        return 1
    print(f"{summary(examined)}\n\nreport: {page}\nnumbers and plots: {page.parent}{os.sep}*.csv, *.png")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
