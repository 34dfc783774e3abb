"""Score the pairs of minimal edits: do red flags, finding status and values flip exactly as they must?

    python -m bench.pairs [tests/exam/pairs.jsonl] [--errors]

A finding that should be hypothetical or figurative may be missing; only `affirmed` is wrong there. Values in days within 15 %.
"""

from __future__ import annotations

import argparse
import collections
import json
from pathlib import Path
from typing import Any

QUIET = frozenset({"negated", "hypothetical", "historical", "other_person", "figurative"})


def flags(understood: dict[str, Any]) -> set[str]:
    return {c["name"] for c in understood["concerns"] if c["name"].startswith("red_flag")}


def side_right(understood: dict[str, Any], expect: dict[str, Any], side: str) -> list[str]:
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
        near = any(
            abs(float(v) - value) <= max(1.0, 0.15 * value) if isinstance(value, int | float) else v == value for v in values
        )
        if not near:
            wrong.append(f"{expect['entity']} {values}, wanted {value}")
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=Path("tests/exam/pairs.jsonl"))
    parser.add_argument("--errors", action="store_true", help="print every pair that went wrong")
    options = parser.parse_args()
    from nlu.local import load

    nlu = load()
    right, total = collections.Counter[str](), collections.Counter[str]()
    for line in options.file.read_text().splitlines():
        pair = json.loads(line)
        wrong = {s: side_right(nlu.understand(pair[s]), pair["expect"], s) for s in ("a", "b")}
        total[pair["kind"]] += 1
        right[pair["kind"]] += not any(wrong.values())
        if options.errors and any(wrong.values()):
            for s in ("a", "b"):
                if wrong[s]:
                    print(f"{pair['id']} {pair['kind']} {s}: {pair[s]}\n    {wrong[s]}")
    for kind in sorted(total):
        print(f"{kind:14} {right[kind]:3} of {total[kind]}")
    print(f"{'all':14} {right.total():3} of {total.total()} = {right.total() / total.total():.3f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
