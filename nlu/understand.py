"""One message understood: the JSON object of section 2 of the contract."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from spacy.language import Language
from spacy.tokens import Doc, Span

from nlu.concerns import Heard
from nlu.intents import main_intent
from nlu.learned import fuse

GUESS = 0.03  # least probability of a concern that is offered as a choice


class Concerns(Protocol):
    """What tells a message's concerns, speech act and signs: probabilities by label, and what is true of them."""

    def hear(self, doc: Doc) -> Heard: ...

    def decide(self, doc: Doc, probabilities: Mapping[str, float]) -> Sequence[str]: ...


def understand(nlp: Language, text: str, *, concerns: Concerns, today: datetime.date) -> dict[str, Any]:
    """Intent, concerns, entities and findings of a text; times are days counted back from `today`."""
    return read(parse(nlp, text, today=today), concerns)


def parse(nlp: Language, text: str, *, today: datetime.date) -> Doc:
    """The text through the pipeline, with `today` where the time component looks for it."""
    doc = nlp.make_doc(text)
    doc.user_data["today"] = today
    return nlp(doc)


def read(doc: Doc, concerns: Concerns) -> dict[str, Any]:
    """The contract's object for a doc that went through the pipeline; its findings are corrected by what the model heard."""
    heard = concerns.hear(doc)
    fuse(doc, heard)
    probabilities = heard.probabilities
    labels = concerns.decide(doc, probabilities)
    intent, confidence = main_intent(labels, probabilities)
    return {
        "intent": {"name": intent, "confidence": round(confidence, 4)},
        "concerns": [
            {"name": label, "confidence": round(float(probabilities.get(label, 1.0)), 4)}
            for label in labels
            if not label.startswith("act_")
        ],
        "acts": [label for label in labels if label.startswith("act_")],
        "guesses": [] if labels else guesses(probabilities),
        "entities": [entity(span) for span in doc.spans.get("entities", ())],
        "findings": [finding(span) for span in doc.spans.get("findings", ())],
    }


def guesses(probabilities: Mapping[str, float]) -> list[str]:
    """What a message without any label may have meant, the likeliest first: concerns alone, no red flag and no speech act."""
    likely = [label for label, p in probabilities.items() if p >= GUESS and not label.startswith(("act_", "red_flag_"))]
    return sorted(likely, key=lambda label: -probabilities[label])


def entity(span: Span) -> dict[str, Any]:
    start, end = span._.chars or (span.start_char, span.end_char)
    found = {
        "entity": span.label_,
        "value": span._.value,
        "text": span.doc.text[start:end],
        "start": start,
        "end": end,
    }
    return found | ({"role": span._.role} if span._.role else {})


def finding(span: Span) -> dict[str, Any]:
    return {
        "code": span.label_,
        "status": span._.status,
        "text": span.text,
        "start": span.start_char,
        "end": span.end_char,
    }
