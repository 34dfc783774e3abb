"""Progress of long work, on stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm

LOG_SECONDS = 10.0  # between two lines where stderr is no terminal


@contextmanager
def bar(total: int, title: str) -> Iterator[Callable[[], object]]:
    """A progress bar, and what to call after each of `total` steps; in a log a line every `LOG_SECONDS`."""
    shown = sys.stderr.isatty()
    pace = 0.1 if shown else LOG_SECONDS
    with tqdm(total=total, desc=title, file=sys.stderr, mininterval=pace, ascii=not shown) as progress:
        yield lambda: progress.update()
