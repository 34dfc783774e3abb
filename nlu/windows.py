"""Parts of a long message that are read by themselves too: a sign in one clause of two hundred words is easily overheard."""

from __future__ import annotations

from spacy.tokens import Doc

LONG = 45  # tokens of spaCy from which a message is also read in parts
ENOUGH = 18  # tokens after which a part ends with its sentence
MOST = 40  # tokens after which it ends with a clause


def windows(doc: Doc) -> list[tuple[int, int]]:
    """Characters (start, end) of the parts of a long doc that has gone through `clauses`; none for a short one."""
    if len(doc) < LONG:
        return []
    ends = {clause.end for clause in doc._.clauses}
    found, start = [], 0
    for token in doc:
        size = token.i + 1 - start
        sentence_ends = token.i + 1 == len(doc) or bool(doc[token.i + 1].is_sent_start)
        if (sentence_ends and size >= ENOUGH) or (token.i + 1 in ends and size >= MOST) or token.i + 1 == len(doc):
            span = doc[start : token.i + 1]
            found.append((span.start_char, span.end_char))
            start = token.i + 1
    return found
