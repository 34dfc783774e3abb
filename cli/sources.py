"""`/why`: why the last question was asked, and what the last answer rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cli.disposition import sign
from cli.replies import Reply, several, words

NOTHING = "There is nothing to explain yet: no question was asked and no answer was given."


def explains(reply: Reply) -> bool:
    """Whether a reply says what it rests on. Small talk is an answer too, but rests on nothing."""
    keys = ("rule", "reasons") if reply.kind == "disposition" else ("doctors", "counts", "evidence")
    return reply.kind in ("answer", "disposition") and any(reply.data.get(key) for key in keys)


def explain(question: Reply | None, sourced: tuple[Reply, ...], known: Mapping[str, Any] | None = None) -> str:
    """The explanation as text, a fact a line. `known`: what the server says the claims and evidence are, in words."""
    known = known or {}
    lines: list[str] = []
    why = words(question.data.get("why")) if question else ""
    if why:
        lines += ["Why the last question was asked:", f"  {why}"]
    for reply in sourced:
        lines += _disposition(reply.data, known) if reply.kind == "disposition" else _answer(reply.data, known)
    return "\n".join(lines) or NOTHING


def _answer(data: Mapping[str, Any], known: Mapping[str, Any]) -> Iterator[str]:
    concerns = several(data.get("concerns")) or several(data.get("concern"))
    about = f" ({', '.join(concerns).replace('_', ' ')})" if concerns else ""
    yield f"What the last answer rests on{about}:"
    yield from _doctors(data.get("doctors"), known)
    yield from _counts(data.get("counts"))
    yield from _evidence(data.get("evidence"), known)


def _disposition(data: Mapping[str, Any], known: Mapping[str, Any]) -> Iterator[str]:
    rule = words(data.get("rule"))
    yield f"Why the advice is “{sign(words(data.get('level'))).words}”{f' (rule {rule})' if rule else ''}:"
    yield from (f"  - {reason}" for reason in several(data.get("reasons")))
    yield from _doctors(data.get("doctors"), known)
    yield from _evidence(data.get("evidence"), known)


def _doctors(value: Any, known: Mapping[str, Any]) -> Iterator[str]:
    """One line an answer, in the answers' order, with the claims of it that were used."""
    claims: dict[str, list[str]] = {}
    for item in value if isinstance(value, list) else []:
        answer = words(item.get("answer")) if isinstance(item, dict) else words(item)
        claim = words(item.get("claim")) if isinstance(item, dict) else ""
        text = _said(known, "claims", claim)
        named = f"{text} ({claim})" if text else claim
        if answer:
            claims.setdefault(answer, []).extend([named] if named else [])
    for answer, said in sorted(claims.items(), key=lambda item: (len(item[0]), item[0])):
        once = list(dict.fromkeys(said))
        bare = all(" " not in one for one in once)
        claim = f"claim{'s' if len(once) > 1 else ''} " if bare else ""
        named = f": {claim}{(', ' if bare else '; ').join(once)}" if once else ""
        yield f"  answer {answer} of 10{named}"


def _counts(value: Any) -> Iterator[str]:
    for name, count in value.items() if isinstance(value, dict) else ():
        if words(count):
            yield f"  {name.replace('_', ' ')}: {words(count)}{' of 10' if isinstance(count, int) else ''}"


def _evidence(value: Any, known: Mapping[str, Any]) -> Iterator[str]:
    """The rows in words where the server gave them, else their ids on one line."""
    named = several(value)
    told = [(name, _said(known, "evidence", name)) for name in named]
    if any(text for _, text in told):
        yield from (f"  evidence {name}: {text}" if text else f"  evidence {name}" for name, text in told)
    elif named:
        yield f"  evidence: {', '.join(named)}"


def _said(known: Mapping[str, Any], kind: str, name: str) -> str:
    rows = known.get(kind)
    row = rows.get(name) if isinstance(rows, dict) else None
    return words(row.get("text")) if isinstance(row, dict) else ""
