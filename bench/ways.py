"""Ways to tell the concerns of a message side by side, trained on the same messages: is the fine-tuned encoder worth it?

    .venv/bin/python -m bench.ways
    .venv/bin/python -m bench.ways --quick --way tfidf --way vectors --csv build/ways.csv

  tfidf             words, pairs of words and letters by TF-IDF; logistic regression, a label against the rest
  vectors           sentence vectors of the frozen all-MiniLM-L6-v2; logistic regression
  vectors+findings  the same with the lexicon's findings and their status
  vectors-mlp       the same vectors; a network with one hidden layer
  vectors+tfidf     vectors and TF-IDF together; logistic regression
  served            the fine-tuned encoder with its rules, as `make train` made it; no folds, each would cost half an hour

Every way learns from data/nlu: in five folds, near-duplicates kept together (bench/folds.py), then from all of it for the sets of
labelled messages (tests/exam/messages*.jsonl, and ../shared/eval/messages-dev.jsonl where it exists). One threshold for all labels,
chosen for micro-F1 on a part of the training messages that the way had not learned from.
"""

from __future__ import annotations

import argparse
import csv
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from tabulate import tabulate

from bench import learners, metrics, starter
from bench.compare import DATA
from bench.folds import Ints, folds, hashed
from bench.hearing import Parsed, Understanding, load, parse
from bench.learners import WAYS, Bools, Encode, Find, Fitted, Floats, Seen, Way
from bench.measure import timed
from bench.messages import CONCERNS, BadInput, Message, MessageSet, default_sets, named_file, read_sets
from bench.metrics import Decisions
from bench.progress import bar
from runner.steps import say

SEED = 7
FOLDS = 5
OWN = "own folds"
SERVED = "served"
NAMES = (*(way.name for way in WAYS), SERVED)
MEASURES = ("concerns, micro-F1", "concerns, macro-F1", "red flags, recall", "red flags, precision")
SPEED = "milliseconds a message, median"
THRESHOLDS = np.linspace(0.05, 0.95, 37)
REPETITIONS, WARMUP = 200, 20
QUICK_OWN, QUICK_SET, QUICK_REPETITIONS = 300, 40, 20
Tick = Callable[[], object]


@dataclass(frozen=True)
class Sources:
    """Where messages and what is seen of them come from."""

    examples: Callable[[], Sequence[starter.Example]]
    encoder: Callable[[], Encode]
    finder: Callable[[], Find]
    served: Callable[[], Understanding]


@dataclass(frozen=True)
class Row:
    """One figure: of the folds with its standard deviation `spread`, of a set with its 95 % interval; nan where there is none."""

    way: str
    where: str
    measure: str
    value: float
    spread: float = math.nan
    low: float = math.nan
    high: float = math.nan


def own_messages() -> Sequence[starter.Example]:
    """The training messages with their labels. Raises BadInput."""
    from nlu.rasa.importer import MessagesError

    try:
        return starter.examples(DATA)
    except (MessagesError, ValueError) as error:
        raise BadInput(str(error)) from None


SOURCES = Sources(own_messages, learners.encoder, learners.finder, load)


def wanted_of(messages: Sequence[Message]) -> Bools:
    """The concerns of messages, (messages, CONCERNS)."""
    return np.array([[name in message.concerns for name in CONCERNS] for message in messages])


def look(texts: Sequence[str], encode: Encode | None, find: Find | None) -> Seen:
    """What the ways see of texts; without an encoder or a finder nothing of that kind."""
    with bar(len(texts), "looking at the messages") as tick:
        vectors, findings = [], []
        for text in texts:
            vectors.append(encode(text) if encode else np.zeros(0))
            findings.append(find(text) if find else frozenset())
            tick()
    return Seen(texts, np.stack(vectors), findings)


def best_threshold(wanted: Bools, probable: Floats) -> float:
    """The threshold with the best micro-F1, one for all labels; the lowest of several."""
    once = np.ones((1, len(wanted)))
    reached = [metrics.counts(Decisions(wanted, probable >= one, probable), once)[:].f1[0] for one in THRESHOLDS]
    return float(THRESHOLDS[int(np.argmax(np.nan_to_num(reached)))])


def judged(messages: Sequence[Message], probable: Floats, threshold: float) -> list[Parsed]:
    """What a way said of messages, as the figures want it."""
    heard = [dict(zip(CONCERNS, row, strict=True)) for row in probable.tolist()]
    return [
        Parsed(message, {"concerns": [{"name": name} for name, p in one.items() if p >= threshold]}, one)
        for message, one in zip(messages, heard, strict=True)
    ]


def cross_validated(
    way: Way, messages: Sequence[Message], seen: Seen, fold: Ints, seed: int, tick: Tick = lambda: None
) -> tuple[list[Row], float]:
    """The figures of a way over the folds, and the best threshold over all that it said of messages it had not learned from."""
    wanted = wanted_of(messages)
    found, probable = [], np.zeros(wanted.shape)
    for held in range(FOLDS):
        test, chosen_on = fold == held, fold == (held + 1) % FOLDS
        learned = Fitted(way, seen[~test & ~chosen_on], wanted[~test & ~chosen_on], seed)
        threshold = best_threshold(wanted[chosen_on], learned.probabilities(seen[chosen_on]))
        probable[test] = Fitted(way, seen[~test], wanted[~test], seed).probabilities(seen[test])
        said = judged([message for message, here in zip(messages, test, strict=True) if here], probable[test], threshold)
        found.append(metrics.headline(said, seed))
        tick()
    values = {name: [one[name].value for one in found] for name in MEASURES}
    rows = [Row(way.name, OWN, name, float(np.mean(of)), float(np.std(of, ddof=1))) for name, of in values.items()]
    return rows, best_threshold(wanted, probable)


def examined(way: str, where: str, said: Sequence[Parsed], seed: int) -> list[Row]:
    """The figures of a way on a set, with their intervals."""
    found = metrics.headline(said, seed)
    return [Row(way, where, name, found[name].value, low=found[name].low, high=found[name].high) for name in MEASURES]


def speed(way: str, read: Callable[[str], object], texts: Sequence[str], repetitions: int) -> Row:
    """The median time from a text to its concerns."""
    with bar(WARMUP + repetitions, f"timing {way}") as tick:
        times = timed(read, texts, repetitions, WARMUP, tick)  # type: ignore[arg-type]
    return Row(way, "", SPEED, float(np.median(times)))


def compare(
    ways: Sequence[Way], own: Sequence[Message], sets: Sequence[MessageSet], sources: Sources, seed: int, repetitions: int
) -> list[Row]:
    """Every figure of the ways that learn here."""
    if not ways:
        return []
    encode = sources.encoder() if any("vectors" in way.sees for way in ways) else None
    find = sources.finder() if any("findings" in way.sees for way in ways) else None
    texts = [message.text for message in own]
    fold, wanted = folds(texts, FOLDS, seed), wanted_of(own)
    if any(not wanted[fold == held].any() for held in range(FOLDS)):
        raise BadInput(f"{len(own)} training messages are too few for {FOLDS} folds")
    asked = [message.text for one in sets for message in one.messages]
    everything = look([*texts, *asked], encode, find)
    mine = np.arange(len(everything.texts)) < len(texts)
    rows: list[Row] = []
    for way in ways:
        with bar(FOLDS + 1, f"learning {way.name}") as tick:
            found, threshold = cross_validated(way, own, everything[mine], fold, seed, tick)
            learned = Fitted(way, everything[mine], wanted, seed)
            tick()
        probable, rows, begin = learned.probabilities(everything[~mine]), [*rows, *found], 0
        for one in sets:
            end = begin + len(one.messages)
            rows += examined(way.name, one.name, judged(one.messages, probable[begin:end], threshold), seed)
            begin = end
        rows.append(speed(way.name, reader(learned, threshold, encode, find), asked, repetitions))
    return rows


def reader(learned: Fitted, threshold: float, encode: Encode | None, find: Find | None) -> Callable[[str], list[str]]:
    """From one text to its concerns, looking only at what the way sees."""
    sees = learned.way.sees

    def read(text: str) -> list[str]:
        vector = encode(text) if encode and "vectors" in sees else np.zeros(0)
        found = find(text) if find and "findings" in sees else frozenset()
        (probable,) = learned.probabilities(Seen([text], vector[None], [found]))
        return [CONCERNS[column] for column in np.flatnonzero(probable >= threshold)]

    return read


def served(nlu: Understanding, sets: Sequence[MessageSet], seed: int, repetitions: int) -> list[Row]:
    """The figures of the trained understanding on the sets. Raises BadInput if a message breaks it."""
    rows: list[Row] = []
    with bar(sum(len(one.messages) for one in sets), f"asking the {SERVED} model") as tick:
        for one in sets:
            rows += examined(SERVED, one.name, parse(nlu, one.messages, tick), seed)
    texts = [message.text for one in sets for message in one.messages]
    return [*rows, speed(SERVED, nlu.understand, texts, repetitions)]


def cell(row: Row | None) -> str:
    """A figure for reading."""
    if row is None or math.isnan(row.value):
        return "–"
    if row.measure == SPEED:
        return f"{row.value:.1f}"
    if not math.isnan(row.spread):
        return f"{row.value:.3f} ± {row.spread:.3f}"
    return f"{row.value:.3f}" + ("" if math.isnan(row.low) else f" ({row.low:.2f}–{row.high:.2f})")


def tables(rows: Sequence[Row], sizes: Mapping[str, int]) -> str:
    """A table a measure, the ways below each other; `sizes` are the places with their messages."""
    by_place = {(row.way, row.where, row.measure): row for row in rows}
    ways = list(dict.fromkeys(row.way for row in rows))
    shown = []
    for measure in MEASURES:
        body = [[way, *(cell(by_place.get((way, place, measure))) for place in sizes)] for way in ways]
        shown.append(tabulate(body, [measure, *(f"{place} ({size})" for place, size in sizes.items())], disable_numparse=True))
    body = [[way, cell(by_place.get((way, "", SPEED)))] for way in ways]
    return "\n\n".join([*shown, tabulate(body, [SPEED, ""], disable_numparse=True)])


def write(rows: Sequence[Row], file: Path) -> None:
    """A line a figure, unrounded; empty where there is none."""
    with file.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(["way", "where", "measure", "value", "standard_deviation", "low", "high"])
        for row in rows:
            numbers = ("" if math.isnan(n) else n for n in (row.value, row.spread, row.low, row.high))
            writer.writerow([row.way, row.where, row.measure, *numbers])


def arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench.ways", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--way", dest="ways", action="append", choices=NAMES, help="only this way; repeatable (default all)")
    parser.add_argument(
        "--set",
        dest="sets",
        metavar="NAME=FILE",
        action="append",
        help="labelled messages, instead of the default sets; repeatable",
    )
    parser.add_argument("--csv", type=Path, metavar="FILE", help="also write the figures, unrounded, a line each")
    parser.add_argument("--seed", type=int, default=SEED, help=f"of the folds, the network and the resampling (default {SEED})")
    parser.add_argument(
        "--quick",
        action="store_true",
        help=f"{QUICK_OWN} training messages, {QUICK_SET} of a set, {QUICK_REPETITIONS} repetitions: to try it, not to quote it",
    )
    return parser.parse_args(argv)


def run(options: argparse.Namespace, sources: Sources) -> str:
    """The whole comparison; the text to print."""
    names = options.ways or NAMES
    sets = read_sets([named_file(setting) for setting in options.sets] if options.sets else default_sets())
    if options.csv:  # before the long work
        options.csv.parent.mkdir(parents=True, exist_ok=True)
        options.csv.touch()
    nlu = _load(sources) if SERVED in names else None
    ways = [way for way in WAYS if way.name in names]
    labelled = list(sources.examples()) if ways else []
    if options.quick:
        labelled = sorted(labelled, key=lambda example: hashed(example[0], options.seed))[:QUICK_OWN]
        sets = [replace(one, messages=one.messages[:QUICK_SET]) for one in sets]
    own = [Message(str(n), text, labels & set(CONCERNS), {}) for n, (text, labels) in enumerate(labelled)]
    repetitions = QUICK_REPETITIONS if options.quick else REPETITIONS
    rows = compare(ways, own, sets, sources, options.seed, repetitions)
    if nlu:
        rows += served(nlu, sets, options.seed, repetitions)
    if options.csv:
        write(rows, options.csv)
    sizes = {OWN: len(own)} if own else {}
    note = (
        f"{OWN}: mean ± standard deviation over {FOLDS} folds; sets: learned from all, 95 % bootstrap interval. Messages without any "
        f"concern are learned from and not scored.\nThe {SERVED} model has no folds: one costs half an hour of training. It says more "
        "than concerns, and its rules and red flags' gates come on top of the threshold; its time is that of the whole understanding, "
        "int8, the others' vectors are in full precision."
    )
    quick = "\nQuick run: not to be quoted." if options.quick else ""
    return f"{tables(rows, sizes | {one.name: len(one.messages) for one in sets})}\n\n{note}{quick}"


def _load(sources: Sources) -> Understanding:
    try:
        return sources.served()
    except BadInput as error:
        others = " ".join(f"--way {way.name}" for way in WAYS)
        raise BadInput(f"{error}; or leave {SERVED!r} out: {others}") from None


def main(argv: Sequence[str] | None = None, sources: Sources = SOURCES) -> int:
    """The exit status; one error line on stderr when it is 1."""
    options = arguments(argv)
    try:
        print(run(options, sources))
    except BadInput as error:
        say(f"error: {error}")
        return 1
    except OSError as error:
        say(f"error: {error.filename or options.csv}: {error.strerror}")
        return 1
    except KeyboardInterrupt:
        say("\n• stopped")
        return 130
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
