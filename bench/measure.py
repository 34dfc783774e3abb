"""One system measured in a process of its own, on one core: load time, memory, speed, and what it says of each message.

    python -m bench.measure KIND MODEL TASK.json RESULT.json

KIND is `rasa` (MODEL is an archive, read by Rasa's own message processor), `library` (this project's understanding without
Rasa) or `training` (seconds to train this project's concern model anew; nothing is kept).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench.progress import bar

ONE_THREAD = {
    name: "1" for name in ("OMP_NUM_THREADS", "TF_INTRA_OP_PARALLELISM_THREADS", "TF_INTER_OP_PARALLELISM_THREADS", "OPENBLAS_NUM_THREADS")
}
Read = Callable[[str], Mapping[str, Any]]


@dataclass(frozen=True)
class Task:
    """What a system is given. `timed`: name → texts, each read in turn until there are `repetitions` times, after `warmup` more."""

    messages: Sequence[str]
    timed: Mapping[str, Sequence[str]]
    repetitions: int
    warmup: int


@dataclass(frozen=True)
class Measured:
    """What came out: seconds of `start` (importing Rasa) and `load`, bytes of `memory` (peak resident), milliseconds by name."""

    start: float
    load: float
    memory: int | None
    milliseconds: Mapping[str, Sequence[float]]
    understood: Sequence[Mapping[str, Any]]


def one_core() -> bool:
    """Keep this process on the first core it may use; False where the system cannot."""
    if not hasattr(os, "sched_setaffinity"):
        return False
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    return True


def peak_memory(status: Path = Path("/proc/self/status")) -> int | None:
    """Peak resident bytes of this process; None where the system does not tell."""
    if not status.is_file():
        return None
    kilobytes = next(line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
    return int(kilobytes) * 1024


def timed(read: Read, texts: Sequence[str], repetitions: int, warmup: int, tick: Callable[[], object]) -> list[float]:
    """Milliseconds of each of `repetitions` readings of the texts in turn, the `warmup` before them left out."""
    found = []
    for number in range(warmup + repetitions):
        text = texts[number % len(texts)]
        start = time.perf_counter()
        read(text)
        found.append(1000 * (time.perf_counter() - start))
        tick()
    return found[warmup:]


def measure(read: Read, task: Task, start: float, load: float, title: str) -> Measured:
    """Everything that is asked of a loaded system."""
    steps = len(task.messages) + len(task.timed) * (task.warmup + task.repetitions)
    with bar(steps, title) as tick:
        times = {name: timed(read, texts, task.repetitions, task.warmup, tick) for name, texts in task.timed.items()}
        understood = []
        for text in task.messages:
            understood.append(brief(read(text)))
            tick()
    return Measured(start, load, peak_memory(), times, understood)


def brief(understood: Mapping[str, Any]) -> dict[str, Any]:
    """Of what was understood: the intents from the likeliest down without the fallback, and the concerns where there are any."""
    ranking = [one["name"] for one in understood.get("intent_ranking") or [understood["intent"]]]
    concerns = understood.get("concerns")
    names = None if concerns is None else [concern["name"] for concern in concerns]
    return {"intents": [name for name in ranking if name != "nlu_fallback"][:1], "concerns": names}


def rasa_reader(model: str) -> tuple[Read, float, float]:
    """Rasa's message processor with a model; seconds of importing Rasa and of loading the model."""
    begun = time.perf_counter()
    from rasa.core.agent import Agent
    from rasa.engine.recipes.default_recipe import DefaultV1Recipe  # noqa: F401  what `rasa run` imports

    logging.disable(logging.WARNING)
    imported = time.perf_counter()
    agent = Agent.load(model)
    loaded = time.perf_counter()

    loop = asyncio.new_event_loop()

    def read(text: str) -> Mapping[str, Any]:
        return loop.run_until_complete(agent.parse_message(text))

    return read, imported - begun, loaded - imported


def library_reader() -> tuple[Read, float, float]:
    """This project's understanding as a library; no seconds of Rasa, and those of importing and loading it."""
    begun = time.perf_counter()
    from bench.hearing import load

    nlu = load()
    return nlu.understand, 0.0, time.perf_counter() - begun


def training_seconds(folder: Path) -> float:
    """Seconds to fine-tune the concern model on the messages of `folder`, from the upstream weights, on every core."""
    from bench.starter import examples
    from nlu.concerns_train import fit
    from nlu.examples import Example, all_labels, with_mentions
    from nlu.pipeline import make

    nlp = make()
    messages = [with_mentions(Example(text, labels), nlp(text)) for text, labels in examples(folder)]
    start = time.monotonic()
    fit(messages, all_labels())
    return time.monotonic() - start


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=("rasa", "library", "training"))
    parser.add_argument("model", help="an archive, or for `training` the folder with the messages")
    parser.add_argument("task", type=Path)
    parser.add_argument("result", type=Path)
    parser.add_argument("--title", default="measuring")
    options = parser.parse_args(argv)
    if options.kind == "training":
        options.result.write_text(json.dumps({"seconds": training_seconds(Path(options.model))}))
        return 0
    one_core()
    task = Task(**json.loads(options.task.read_text()))
    reader = rasa_reader(options.model) if options.kind == "rasa" else library_reader()
    options.result.write_text(json.dumps(asdict(measure(reader[0], task, reader[1], reader[2], options.title))))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
