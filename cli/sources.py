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


def explain(question: Reply | None, sourced: tuple[Reply, ...]) -> str:
    """The explanation as text, a fact a line."""
    lines: list[str] = []
    why = words(question.data.get("why")) if question else ""
    if why:
        lines += ["Why the last question was asked:", f"  {why}"]
    for reply in sourced:
        lines += _disposition(reply.data) if reply.kind == "disposition" else _answer(reply.data)
    return "\n".join(lines) or NOTHING


def _answer(data: Mapping[str, Any]) -> Iterator[str]:
    concerns = several(data.get("concerns")) or several(data.get("concern"))
    about = f" ({', '.join(concerns).replace('_', ' ')})" if concerns else ""
    yield f"What the last answer rests on{about}:"
    yield from _doctors(data.get("doctors"))
    yield from _counts(data.get("counts"))
    yield from _evidence(data.get("evidence"))


def _disposition(data: Mapping[str, Any]) -> Iterator[str]:
    rule = words(data.get("rule"))
    yield f"Why the advice is {sign(words(data.get('level'))).words}{f' (rule {rule})' if rule else ''}:"
    yield from (f"  - {reason}" for reason in several(data.get("reasons")))
    yield from _doctors(data.get("doctors"))
    yield from _evidence(data.get("evidence"))


def _doctors(value: Any) -> Iterator[str]:
    """One line an answer, in the answers' order, with the claims of it that were used."""
    claims: dict[str, list[str]] = {}
    for item in value if isinstance(value, list) else []:
        answer = words(item.get("answer")) if isinstance(item, dict) else words(item)
        claim = words(item.get("claim")) if isinstance(item, dict) else ""
        text = words(item.get("text")) if isinstance(item, dict) else ""
        named = f"{claim} ({text})" if claim and text else claim or text
        if answer:
            claims.setdefault(answer, []).extend([named] if named else [])
    for answer, said in sorted(claims.items(), key=lambda item: (len(item[0]), item[0])):
        named = f": claim{'s' if len(said) > 1 else ''} {', '.join(dict.fromkeys(said))}" if said else ""
        yield f"  answer {answer} of 10{named}"


def _counts(value: Any) -> Iterator[str]:
    for name, count in value.items() if isinstance(value, dict) else ():
        if words(count):
            yield f"  {name.replace('_', ' ')}: {words(count)}{' of 10' if isinstance(count, int) else ''}"


def _evidence(value: Any) -> Iterator[str]:
    named = several(value)
    if named:
        yield f"  evidence: {', '.join(named)}"
