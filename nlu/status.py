"""`status`: whether a finding is the patient's, present and meant (section 7 of the triage policy).

One of affirmed, negated, hypothetical, historical, other_person, figurative, on `span._.status`. Cues stand in
data/language/context.yml; a cue reaches a finding within its list, clause or sentence unless a stop word lies between. Unclear
cases of danger signs lean to affirmed.
"""
import re

from spacy.language import Language as Pipeline
from spacy.tokens import Doc, Span

from nlu import language
from nlu.normalise import Plain, plain

ORDER = ("figurative", "other_person", "hypothetical", "historical", "negated")
PATIENT_VERBS = re.compile(r"\b(is|has|can'?t|cant|cannot|his|her|started|now|just|won'?t|keeps|says (he|she)|seems|face)\b", re.I)
RELATIVE = re.compile(
    r"\b(?:my|our|his|her|the|a) (?:\w+ )?(mum|mother|mom|dad|father|sister|brother|gran|nan|grandma|grandmother|grandad|aunt|auntie|"
    r"uncle|cousin|friend|mate|wife|husband|partner|colleague|neighbour|neighbor|boss|client|bestie)\b",
    re.I,
)
PAST = re.compile(r"\b(had|got|was|were|died|once|years? ago|last year|back in|in (19|20)\d\d|when (he|she|i) was|used to|suffered)\b", re.I)
RETRACTED = re.compile(r"\b(wait no|no wait|only joking|just joking|just kidding|jk|i'?m joking|sorry,? (no|it'?s fine)|scrap that|false alarm|never ?mind)\b", re.I)
NOT_MEANT = re.compile(r"\b(lol|haha|hahaha|😂)\b", re.I)


class Status:
    """Sets `span._.status` on every finding."""

    def __init__(self, data: language.Language) -> None:
        self._rules = [(rule, [tuple(p.split()) for p in rule.phrases]) for rule in data.context]
        self._cues = data.cues
        if not Span.has_extension("status"):
            Span.set_extension("status", getter=_get, setter=_set)
        if not Doc.has_extension("clauses"):
            Doc.set_extension("clauses", default=None)

    def __call__(self, doc: Doc) -> Doc:
        spans = list(doc.spans.get("findings", ()))
        if not spans:
            return doc
        view = plain(doc)
        at = {token: index for index, token in enumerate(view.tokens)}
        clauses = [(c.start, c.end) for c in (doc._.clauses or ())]
        cues = self._find(view.words)
        signs = [(at.get(s.start, 0), at.get(s.end - 1, 0) + 1) for s in spans]
        both = {m.start for m in self._cues["both"].find(view.words)}
        until = [m.start for m in self._cues["until"].find(view.words)]
        for span, (start, end) in zip(spans, signs, strict=True):
            span._.status = self._status(doc, span, start, end, view, clauses, cues, signs, both, until)
        return doc

    def _find(self, words: list[str]) -> list[tuple[language.ContextRule, int, int]]:
        found = []
        for rule, phrases in self._rules:
            for phrase in phrases:
                n = len(phrase)
                found += [(rule, i, i + n) for i in range(len(words) - n + 1) if tuple(words[i : i + n]) == phrase]
        return found

    def _status(
        self,
        doc: Doc,
        span: Span,
        start: int,
        end: int,
        view: Plain,
        clauses: list[tuple[int, int]],
        cues: list[tuple[language.ContextRule, int, int]],
        signs: list[tuple[int, int]],
        both: set[int],
        until: list[int],
    ) -> str:
        if span.id_ == "absent":
            return "negated"
        words, tokens = view.words, view.tokens
        clause = next(((a, b) for a, b in clauses if a <= span.start < b), (0, len(doc)))
        sentence = span.sent
        held: set[str] = set()
        for rule, left, right in cues:
            if rule.status in ("stop", "pseudo") or not (right <= start or left >= end):
                continue
            forward = right <= start
            if (forward and rule.direction == "backward") or (not forward and rule.direction == "forward"):
                continue
            gap = range(right, start) if forward else range(end, left)
            if len(gap) > rule.within:
                continue
            scope = (clause[0], clause[1]) if rule.reach == "clause" else (sentence.start, sentence.end)
            if not scope[0] <= tokens[left] < scope[1]:
                continue
            if any(r.status == "stop" and a >= gap.start and b <= gap.stop for r, a, b in cues):
                continue
            if rule.reach == "list" and forward and not _listed(words, gap, signs):
                continue
            if rule.status == "negated" and (left in both or any(left <= u for u in until if left < u)):
                continue
            held.add(rule.status)
        text = sentence.text
        if "negated" in held and self._cues["double"].find(words):
            held.discard("negated")
        relative = RELATIVE.search(doc.text[sentence.start_char : span.start_char])
        if (relative and PAST.search(text) and not re.search(r"\b(ago|this morning|today|now|tonight|just)\b", text[: relative.end()] + text, re.I)) or (relative and re.search(r"\b(years? ago|died|in (19|20)\d\d|last year)\b", text, re.I)):
            held.add("other_person")
        if RETRACTED.search(doc.text[span.end_char :]):
            held.add("negated")
        return next((status for status in ORDER if status in held), "affirmed")


def _listed(words: list[str], gap: range, signs: list[tuple[int, int]]) -> bool:
    """Between a denial and a sign stand only signs, joiners and small words."""
    for i in gap:
        if any(a <= i < b for a, b in signs) or len(words[i]) <= 3 or words[i] in _LOOSE:
            continue
        if words[i] in (".", ";", "!", "?"):
            return False
        if i - gap.start >= 3:
            return False
    return True


_LOOSE = frozenset(
    "trouble problem problems issues issue difficulty real actual sign signs kind sort such other severe double breathing "
    "swallowing speaking vision pain weakness numbness swelling anything like with more".split()
)


def _key(span: Span) -> str:
    return f"status/{span.start}/{span.end}/{span.label_}/{span.id_}"


def _get(span: Span) -> str:
    return str(span.doc.user_data.get(_key(span), "affirmed"))


def _set(span: Span, value: str) -> None:
    span.doc.user_data[_key(span)] = value


@Pipeline.factory("status")
def make_status(nlp: Pipeline, name: str) -> Status:
    return Status(language.load())
