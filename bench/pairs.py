"""Score the pairs of minimal edits: do red flags, finding status and values flip exactly as they must?

    python -m bench.pairs [tests/exam/pairs.jsonl] [--errors]

A finding that should be hypothetical or figurative may be missing; only `affirmed` is wrong there. Values in days within 15 %.
"""

from __future__ import annotations

import argparse
import collections
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.hearing import load, told
from bench.messages import RED_FLAGS, ROOT, BadInput, Pair, read_pairs

FILE = ROOT / "tests" / "exam" / "pairs.jsonl"
Understand = Callable[[str], Mapping[str, Any]]


@dataclass(frozen=True)
class Judged:
    """A pair and what went wrong with each of its texts; right when nothing did."""

    pair: Pair
    wrong: Mapping[str, Sequence[str]]  # "a", "b"

    @property
    def right(self) -> bool:
        return not any(self.wrong.values())


def near(value: float, wanted: float) -> bool:
    """Whether two times in days agree: within 15 % or a day."""
    return abs(float(value) - wanted) <= max(1.0, 0.15 * wanted)


def flags(understood: Mapping[str, Any]) -> set[str]:
    return {c["name"] for c in understood["concerns"] if c["name"] in RED_FLAGS}


def side_wrong(understood: Mapping[str, Any], expect: Mapping[str, Any], side: str) -> list[str]:
    """What is wrong with one text of a pair."""
    wrong = []
    wanted = expect.get(f"red_flag_{side}")
    if wanted is not None and set(wanted) != flags(understood):
        wrong.append(f"flags {sorted(flags(understood))}, wanted {wanted}")
    if expect.get("finding"):
        found = {f["status"] for f in understood["findings"] if f["code"] == expect["finding"]}
        status = expect[f"status_{side}"]
        if (status == "affirmed") != ("affirmed" in found):
            wrong.append(f"{expect['finding']} {sorted(found)}, wanted {status}")
    if expect.get("entity"):
        values = [e["value"] for e in understood["entities"] if e["entity"] == expect["entity"]]
        value = expect[f"value_{side}"]
        if not any(near(v, value) if isinstance(value, int | float) else v == value for v in values):
            wrong.append(f"{expect['entity']} {values}, wanted {value}")
    return wrong


def judge(understand: Understand, pairs: Iterable[Pair], tick: Callable[[], object] = lambda: None) -> list[Judged]:
    """Each pair judged, in order; `tick` is called after each. Raises BadInput, with the pair's id, if one breaks."""
    judged = []
    for pair in pairs:
        with told(f"pair {pair.id}"):
            said = {side: understand(text) for side, text in pair.texts.items()}
        wrong = {side: side_wrong(understood, pair.expect, side) for side, understood in said.items()}
        judged.append(Judged(pair, wrong))
        tick()
    return judged


def by_kind(judged: Iterable[Judged]) -> dict[str, tuple[int, int]]:
    """Kind → (right, all), in the alphabet's order."""
    right, total = collections.Counter[str](), collections.Counter[str]()
    for one in judged:
        total[one.pair.kind] += 1
        right[one.pair.kind] += one.right
    return {kind: (right[kind], total[kind]) for kind in sorted(total)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=FILE)
    parser.add_argument("--errors", action="store_true", help="print every pair that went wrong")
    options = parser.parse_args()
    try:
        judged = judge(load().understand, read_pairs(options.file))
    except BadInput as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    for one in judged if options.errors else ():
        for side, wrong in one.wrong.items():
            if wrong:
                print(f"{one.pair.id} {one.pair.kind} {side}: {one.pair.texts[side]}\n    {wrong}")
    kinds = by_kind(judged)
    for kind, (right, total) in kinds.items():
        print(f"{kind:14} {right:3} of {total}")
    right = sum(one.right for one in judged)
    print(f"{'all':14} {right:3} of {len(judged)} = {right / len(judged):.3f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
