"""This project's understanding side by side with Rasa's default pipeline, trained on the same messages and measured alike.

    make bench
    .venv/bin/python -m bench.compare --quick

The first run trains Rasa's default pipeline twice, which takes long; the models are kept under build/bench by the hash of what
they are made from, so that later runs only measure. Every system runs in a process of its own, on one core with one thread.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tabulate import tabulate

from bench import metrics, starter
from bench.hearing import Parsed
from bench.measure import ONE_THREAD, Measured
from bench.messages import CONCERNS, ROOT, BadInput, MessageSet, default_sets, named_file, read_sets
from bench.metrics import Figure
from nlu.intents import main_intent
from runner.steps import StepFailed, environment, fingerprint, say
from runner.train import model_sources

OUT = Path("build") / "bench"
DATA = ROOT / "data" / "nlu"
SEED = 7
WORDS = 25
RAMBLE = 2000  # characters
RAMBLES = 20
REPETITIONS, QUICK_REPETITIONS = 300, 50
WARMUP = 20
MEGABYTE = 2**20
SHORT, LONG = f"one {WORDS}-word message", f"one ramble of {RAMBLE:,} characters"
OURS = "this project"


@dataclass(frozen=True)
class System:
    """Something that is compared: a column of the table."""

    name: str
    kind: str  # of bench.measure: rasa or library
    model: str
    training: float  # seconds, nan where it was not measured


@dataclass(frozen=True)
class Row:
    """A line of the table; `cells` in the order of the systems, nan where a system has none."""

    measure: str
    unit: str
    cells: tuple[Figure, ...]
    more_is_better: bool


def texts_of_words(messages: Sequence[str], words: int = WORDS) -> list[str]:
    """The beginnings, so many words long, of the messages that have them. Raises BadInput where none has."""
    cut = [" ".join(parts[:words]) for text in messages if len(parts := text.split()) >= words]
    if not cut:
        raise BadInput(f"no message of the sets has {words} words to measure speed with")
    return cut


def rambles(messages: Sequence[str], characters: int = RAMBLE, number: int = RAMBLES) -> list[str]:
    """Different texts of exactly so many characters, each of messages one after another, begun at another one."""
    starts = [round(n * len(messages) / number) % len(messages) for n in range(number)]
    return [_ramble([*messages[start:], *messages[:start]], characters) for start in starts]


def _ramble(messages: Sequence[str], characters: int) -> str:
    said = " ".join(messages)
    return (f"{said} " * -(-characters // (len(said) + 1)))[:characters]


def as_parsed(sets: MessageSet, understood: Sequence[Mapping[str, list[str]]]) -> list[Parsed]:
    """What a system said of a set, as the figures want it; intents stand for the concerns where a system tells none."""
    parsed = []
    for message, one in zip(sets.messages, understood, strict=True):
        labels = one["concerns"] if one["concerns"] is not None else [x for i in one["intents"] for x in starter.labels_in(i)]
        said = [{"name": name} for name in labels if name in CONCERNS]
        parsed.append(Parsed(message, {"concerns": said, "entities": [], "findings": []}, {}))
    return parsed


def intent_right(sets: MessageSet, understood: Sequence[Mapping[str, list[str]]]) -> list[bool]:
    """Whether the main intent of each message is the one that follows from the wanted concerns."""
    return [
        intent_said(one) == main_intent(sorted(message.concerns), {})[0]
        for message, one in zip(sets.messages, understood, strict=True)
    ]


def intent_said(one: Mapping[str, list[str]]) -> str:
    """The intent of a system's answer; of a label or joined labels the one that follows from them."""
    said = next(iter(one["intents"]), "")
    labels = starter.labels_in(said)
    return main_intent(labels, {})[0] if labels else said


def accuracy(one: MessageSet, understood: Sequence[Mapping[str, list[str]]]) -> dict[str, Figure]:
    """The figures of one system on one set: main intent, then the headline figures that need no entities."""
    parsed = as_parsed(one, understood)
    drawn, scored = metrics.samples(len(parsed), SEED), metrics.decisions(parsed).scored
    right = np.array(intent_right(one, understood)) & scored
    hits, of = drawn @ right, drawn @ scored
    headline = metrics.headline(parsed, SEED)
    return {
        "main intent, accuracy": metrics.figure(metrics.ratio(hits, of), of[0], hits[0]),
        **{name: headline[name] for name in metrics.HEADLINES if not name.startswith(metrics.ENTITIES)},
    }


def plain(value: float) -> Figure:
    """A figure without an interval."""
    return Figure(value, math.nan, math.nan, 1)


def rows(systems: Sequence[System], measured: Sequence[Measured], sets: Sequence[MessageSet]) -> list[Row]:
    """The whole table."""
    found = []
    begin = 0
    for one in sets:
        end = begin + len(one.messages)
        columns = [accuracy(one, m.understood[begin:end]) for m in measured]
        found += [Row(f"{name} ({one.name})", "", tuple(c[name] for c in columns), True) for name in columns[0]]
        begin = end
    for name in (SHORT, LONG):
        for share, label in ((50, "median"), (95, "95th percentile")):
            cells = tuple(plain(float(np.percentile(m.milliseconds[name], share))) for m in measured)
            found.append(Row(f"{name}, {label}", "ms", cells, False))
    found.append(Row("loading the model, beyond Rasa's own start", "s", tuple(plain(m.load) for m in measured), False))
    found.append(Row("Rasa's own start (imports)", "s", tuple(plain(m.start or math.nan) for m in measured), False))
    memory = tuple(plain(m.memory / MEGABYTE if m.memory else math.nan) for m in measured)
    found.append(Row("memory, peak resident", "MB", memory, False))
    found.append(Row("training, from nothing kept", "s", tuple(plain(s.training) for s in systems), False))
    return found


def cell(one: Figure, unit: str) -> str:
    """A figure for reading: shares with three digits and their interval, times and sizes with as many as they deserve."""
    if math.isnan(one.value):
        return "–"
    if unit:
        return f"{one.value:.0f} {unit}" if one.value >= 100 else f"{one.value:.1f} {unit}"
    return f"{one.value:.3f}" + ("" if math.isnan(one.low) else f" ({one.low:.2f}–{one.high:.2f})")


def table(systems: Sequence[System], found: Sequence[Row], style: str) -> str:
    """The table as text; `style` is one of tabulate's."""
    body = [[row.measure, *(cell(one, row.unit) for one in row.cells)] for row in found]
    return str(tabulate(body, headers=["", *(s.name for s in systems)], tablefmt=style, disable_numparse=True))


def verdict(systems: Sequence[System], found: Sequence[Row]) -> str:
    """Where this project, the first column, is not ahead of the best of Rasa's, measured the same way."""
    rivals = [n for n, system in enumerate(systems) if system.kind == "rasa" and n > 0]
    behind = []
    for row in found:
        own, others = row.cells[0].value, [row.cells[n].value for n in rivals if not math.isnan(row.cells[n].value)]
        if not others or math.isnan(own) or row.measure.startswith("Rasa's own"):
            continue
        if own < max(others) if row.more_is_better else own > min(others):
            behind.append(row.measure)
    return f"not ahead of the better of Rasa's two in: {'; '.join(behind)}" if behind else "ahead of both in every measure"


def write(systems: Sequence[System], found: Sequence[Row], out: Path, note: str) -> None:
    """bench.csv (a line a measure and system) and bench.md into `out`."""
    with (out / "bench.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["measure", "unit", "system", "value", "low", "high"])
        for row in found:
            for system, one in zip(systems, row.cells, strict=True):
                numbers = ("" if math.isnan(v) else v for v in (one.value, one.low, one.high))
                writer.writerow([row.measure, row.unit, system.name, *numbers])
    text = f"# Side by side with Rasa's default pipeline\n\n{table(systems, found, 'github')}\n\n{note}\n"
    (out / "bench.md").write_text(text, encoding="utf-8")


def run(system: System, task: Path, out: Path) -> Measured:
    """A system measured in a process of its own. Raises BadInput when that fails."""
    result = out / "result.json"
    _worker([system.kind, system.model, str(task), str(result), "--title", system.name], system.name)
    return Measured(**json.loads(result.read_text()))


def own_training(out: Path) -> float:
    """Seconds that training this project's concern model from the upstream weights takes, measured once for what it is made from."""
    record = out / f"own-training-{fingerprint(model_sources())[:12]}.json"
    if not record.is_file():
        say("• training this project's concern model anew, for its time only (minutes)")
        unfinished = record.with_suffix(".part")
        _worker(["training", str(DATA), "-", str(unfinished)], "training this project's concern model", cores=True)
        unfinished.rename(record)
    return float(json.loads(record.read_text())["seconds"])


def _worker(arguments: Sequence[str], what: str, *, cores: bool = False) -> None:
    threads = {} if cores else ONE_THREAD
    command = [sys.executable, "-m", "bench.measure", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment(**threads), stdout=subprocess.DEVNULL, check=False)
    if done.returncode:
        raise BadInput(f"{what} could not be measured (exit status {done.returncode}); the reason stands above")


def newest_model(folder: Path) -> Path:
    """This project's trained model. Raises BadInput when there is none."""
    models = sorted(folder.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not models:
        raise BadInput(f"{folder} holds no trained model: run `make train`")
    return models[-1]


def arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / OUT, help=f"folder for the tables and the models kept (default {OUT})")
    parser.add_argument(
        "--set", dest="sets", metavar="NAME=FILE", action="append", help="labelled messages, instead of tests/exam; repeatable"
    )
    parser.add_argument(
        "--quick",
        action="store_true",
        help=f"{starter.QUICK_EPOCHS} epochs, {QUICK_REPETITIONS} repetitions, own training not timed: to try it, not to quote it",
    )
    return parser.parse_args(argv)


def compare(options: argparse.Namespace) -> None:
    files = [named_file(setting) for setting in options.sets] if options.sets else [f for f in default_sets() if f[0] != "dev"]
    sets = read_sets(files)
    out: Path = options.out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    own = newest_model(ROOT / "models")
    messages = starter.examples(DATA)
    trained = {v: starter.train(messages, v, out / "models", quick=options.quick) for v in (starter.MAIN, starter.JOINED)}
    seconds = math.nan if options.quick else own_training(out)
    systems = [
        System(OURS, "rasa", str(own), seconds),
        System("Rasa default, main intent", "rasa", str(trained[starter.MAIN].archive), trained[starter.MAIN].seconds),
        System("Rasa default, joined intents", "rasa", str(trained[starter.JOINED].archive), trained[starter.JOINED].seconds),
        System(f"{OURS}, without Rasa", "library", "-", math.nan),
    ]
    texts = [message.text for one in sets for message in one.messages]
    repetitions = QUICK_REPETITIONS if options.quick else REPETITIONS
    task = out / "task.json"
    timed = {SHORT: texts_of_words(texts), LONG: rambles(texts)}
    task.write_text(json.dumps({"messages": texts, "timed": timed, "repetitions": repetitions, "warmup": WARMUP}))
    measured = [run(system, task, out) for system in systems]
    found = rows(systems, measured, sets)
    note = (
        f"One core, one thread, {repetitions} repetitions after {WARMUP} to warm up; {len(messages)} training messages, "
        f"{trained[starter.MAIN].intents} main and {trained[starter.JOINED].intents} joined intents"
        + (f". Quick run with {starter.QUICK_EPOCHS} epochs: not to be quoted." if options.quick else ".")
    )
    summary = f"{OURS.capitalize()} is {verdict(systems, found)}."
    write(systems, found, out, f"{summary} {note}")
    print(f"{table(systems, found, 'simple')}\n\n{summary}\n{note}\n\ntables: {out / 'bench.md'}, {out / 'bench.csv'}")


def main(argv: Sequence[str] | None = None) -> int:
    options = arguments(argv)
    try:
        compare(options)
    except (BadInput, StepFailed) as error:
        say(f"error: {error}")
        return 1
    except OSError as error:
        say(f"error: {error.filename or options.out}: {error.strerror}")
        return 1
    except KeyboardInterrupt:
        say("\n• stopped; what was trained is kept")
        return 130
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
