"""`status`: whether a finding is the patient's, present and meant (section 7 of the triage policy).

One of affirmed, negated, hypothetical, historical, other_person, figurative, on `span._.status`. Rules and cues stand in
data/language/context.yml. Unclear cases of danger signs lean to affirmed.
"""

from collections import Counter
from collections.abc import Sequence

from spacy.language import Language as Pipeline
from spacy.tokens import Doc, Span, SpanGroup

from nlu import language
from nlu.clauses import COMMAS
from nlu.entity_text import keep_apart
from nlu.findings import NEGATORS
from nlu.language import ContextRule
from nlu.normalise import plain
from nlu.past import Past
from nlu.patterns import Match, PatternSet
from nlu.scope import EXCEPTIONS, Cues, Scene, Target, reaches
from nlu.verdicts import Verdicts
from nlu.whose import ME, Whose

ORDER = ("figurative", "other_person", "hypothetical", "historical", "negated")
OPENERS = NEGATORS | {
    "except",
    "only",
    "just",
    "apart",
    "besides",
    "but",
    "other",
}  # a sign that begins so has no denial before it
DOUBTS = frozenset(
    ["if", "whether", "might", "may", "could", "would", "like", "though", "as", "that", "did", "do", "does", "ever", "asked"]
)
SAYS_YES = frozenset(["have", "do", "does", "can", "am", "is", "has"])
SAYS_NO = frozenset(["cannot", "dont", "doesnt", "isnt", "havent", "hasnt", "not", "no", "wont", "couldnt", "unable"])
NEAR = 8  # words between a sign and the "sorry, I meant" that replaces it
SOON = 8  # words between those and what stands in its place
FAR = 25  # words after a sign within which "wait no" takes it back


class Status:
    """Sets `span._.status` on every finding, and drops topics that nothing denies."""

    def __init__(self, data: language.Language) -> None:
        self._rules = data.context
        self._names = tuple(data.cues)
        self._cues = PatternSet.joined(data.cues.values())
        keep_apart("status", "affirmed")

    def __call__(self, doc: Doc) -> Doc:
        spans = list(doc.spans["findings"]) if "findings" in doc.spans else []
        if not spans:
            return doc
        view = plain(doc)
        at = {token: index for index, token in enumerate(view.tokens)}
        targets = [(at[span.start], at[span.end - 1] + 1) for span in spans]
        cues = Cues({name: [] for name in self._names})
        for match in self._cues.find(view.words):
            cues[match.entry].append(match)
        rules = self._active(view.words, cues)
        stops = [(m.start, m.end) for m in rules if m.entry.status == "stop"]
        denials = [(m.start, m.end) for m in rules if m.entry.status == "negated" and m.entry.direction == "forward"]
        scene = Scene(view.words, view.starts, sorted(set(targets)), stops, denials)
        given = Verdicts(scene, cues, {target: span.id_ for span, target in zip(spans, targets, strict=True)}).given()
        judge = _Judge(scene, rules, cues)
        for span, target in zip(spans, targets, strict=True):
            span._.status = judge.status(target, span.id_, span.label_)
        for span, target in zip(spans, targets, strict=True):
            span._.status = "negated" if span.id_ == "retracted" else given.get(target, span._.status)
        judge.correct(list(zip(spans, targets, strict=True)))
        named = Counter(targets)
        kept = [s for s, t in zip(spans, targets, strict=True) if (t in given and named[t] == 1) or not judge.silent(s)]
        doc.spans["findings"] = SpanGroup(doc, name="findings", spans=kept)
        return doc

    def _active(self, words: Sequence[str], cues: Cues) -> list[Match[ContextRule]]:
        """The rules' matches, without those inside a longer one or inside words that undo a denial."""
        found: list[Match[ContextRule]] = []
        for match in sorted(set(self._rules.find(words)), key=lambda m: (m.start - m.end, m.start, m.entry.status != "pseudo")):
            if not any(k.start < match.end and match.start < k.end and _rival(k.entry, match.entry) for k in found):
                found.append(match)
        undone = [(m.start, m.end) for m in cues["affirm"]]
        return [
            m
            for m in found
            if m.entry.status != "pseudo"
            and not (m.entry.status == "negated" and any(a < m.end and m.start < b for a, b in undone))
        ]


def _rival(one: ContextRule, other: ContextRule) -> bool:
    return one.direction == other.direction or "pseudo" in (one.status, other.status)


class _Judge:
    """The status of each finding of one message."""

    def __init__(self, scene: Scene, rules: list[Match[ContextRule]], cues: Cues) -> None:
        self._scene, self._rules, self._cues = scene, rules, cues
        self._first: dict[Target, str] = {}
        self._past, self._whose = Past(scene, cues), Whose(scene, cues)

    def status(self, target: Target, how: str, code: str) -> str:
        holding = [m for m in self._rules if self._holds(m, target, how)]
        held = {m.entry.status for m in holding}
        if self._cues.over("idiom", target) or self._cues.over("simile", target):
            held.add("figurative")
        if self._cues.over("opinion", target) or self._whose.other(target):
            held.add("other_person")
        undone = self._undone(target)
        if self._past.over(target, code) or (self._past.old(target) and not (undone and how == "absent")):
            held.add("historical")
        if self._cues.over("fiction", self._scene.sentence(target[0])) or self._nobodys(target):
            held.add("hypothetical")
        if self._lived(target):
            held.discard("hypothetical")
        answered = self._answered_no(target) and self._scene.words[target[0]] not in NEGATORS  # "none of those, no"
        denied = "negated" in held or answered
        held.discard("negated")
        if undone:
            denied = how in ("absent",)
        twice = self._twice(holding, how)
        if how == "denied":
            denied = not twice and not self._cues.over("affirm", target)
        elif twice or how == "missing":
            denied = False
        elif how == "absent":
            denied = not denied
        if how != "absent" and self._retracted(target):
            denied = True
        if denied:
            held.add("negated")
        return next((status for status in ORDER if status in held), "affirmed")

    def _nobodys(self, target: Target) -> bool:
        """Whether the message is about nobody (a novel, a leaflet, an exam) and the clause does not speak of the writer."""
        start, end = self._scene.clause(target[0])
        return bool(self._cues["nobody"]) and not self._cues["own"] and ME.isdisjoint(self._scene.words[start:end])

    def correct(self, found: list[tuple[Span, Target]]) -> None:
        """ "X, sorry, I meant Y": what is said of a sign after such words replaces what was said before; without a word on it
        afterwards, and with something else in its place, it is taken back."""
        for cue in self._cues["correct"]:
            if any(c.start <= cue.start < c.end for c in self._cues["earnest"]):
                continue
            after = [(s, t) for s, t in found if t[0] >= cue.end]
            for span, target in found:
                if target[1] > cue.start or cue.start - target[1] > NEAR or span.id_ in ("mended", "retracted"):
                    continue
                again = [s for s, _ in after if s.label_ == span.label_]
                if again:
                    span._.status = again[-1]._.status
                elif (said := self._said(cue.end, span, target)) and not any(target[1] < t[1] <= cue.start for _, t in found):
                    span._.status = said
                elif span._.status == "affirmed" and any(t[0] - cue.end <= SOON for _, t in after):
                    span._.status = "negated"

    def _twice(self, holding: Sequence[Match[ContextRule]], how: str) -> bool:
        """Whether a denial is itself denied: "it's not true that I have no trouble"."""
        denials = [m for m in holding if m.entry.status == "negated" and m.entry.direction == "forward"]
        whole = [m for m in denials if m.entry.reach == "clause"]
        return any(
            how == "denied" or any(self._straight(a.end, b.start) for b in denials if b.entry.reach == "list") for a in whole
        )

    def _straight(self, start: int, end: int) -> bool:
        return start <= end and COMMAS.isdisjoint(self._scene.words[start:end])

    def _said(self, at: int, span: Span, target: Target) -> str:
        """What a correction without a sign of its own says: "scratch that, I do have trouble", "EDIT: can't close it"."""
        words = self._scene.words
        end = next((i for i in range(at + 1, len(words)) if words[i] in (".", "!", ";", ",") and i > at + 3), len(words))
        said = next((w for w in words[at : min(end, at + 9)] if w in SAYS_YES or w in SAYS_NO), "")
        if not said or not (span.id_ == "absent" or set(words[target[0] : target[1]]).isdisjoint(SAYS_NO)):
            return ""
        own = (
            (set(words[target[0] : target[1]]) | {"trouble", "problem", "problems"})
            - SAYS_NO
            - SAYS_YES
            - {"my", "the", "i", "it"}
        )
        if own.isdisjoint(words[at:end]):
            return ""
        return "affirmed" if (said in SAYS_YES) != (span.id_ == "absent") else "negated"

    def _holds(self, cue: Match[ContextRule], target: Target, how: str) -> bool:
        """Whether a rule's words, which may run into the sign's own ("don't have a | plan"), reach the sign."""
        if how == "absent" and cue.entry.status == "negated" and cue.entry.reach == "list":
            return False
        forward = cue.entry.direction == "forward"
        if forward and self._scene.words[target[0]] in OPENERS:
            return False
        if forward and not EXCEPTIONS.isdisjoint(self._scene.words[target[0] : target[1]]):
            return False
        if forward and cue.start < target[0] < cue.end <= target[1]:
            return True
        return (cue.end <= target[0] or cue.start >= target[1]) and reaches(self._scene, cue, target)

    def silent(self, span: Span) -> bool:
        """Topics that nothing denies, and all but the first code of what has worked "until yesterday"."""
        if span.id_ == "absent" and span._.status == "affirmed":
            first = self._first.setdefault((span.start, span.end), span.label_)
            return first != span.label_
        return span.id_ == "topic" and span._.status != "negated"

    def _lived(self, target: Target) -> bool:
        """ "I've had X as a side effect", "would I see X like this": the writer has it."""
        return any(
            (m.end <= target[0] <= m.end + 2 and DOUBTS.isdisjoint(self._scene.words[max(0, m.start - 3) : m.start]))
            for m in self._cues["lived"]
        ) or any(m.start == target[1] for m in self._cues["like_this"])

    def _answered_no(self, target: Target) -> bool:
        """ "fever no, swallowing yes": a bare no after a sign."""
        words = list(self._scene.words[target[1] : target[1] + 3])
        if words[:2] in ([",", "no"], [",", "none"]) and (len(words) == 2 or words[2] in (".", ";", "!")):
            return True
        if words and words[0] in (":", "-", "–", "?", "="):
            words = words[1:]
        return (
            bool(words)
            and words[0] in ("no", "none", "nope", "negative")
            and (len(words) == 1 or words[1] in (",", ".", ";", "and", "but", "!"))
        )

    def _undone(self, target: Target) -> bool:
        """ "fine until yesterday": what worked does no longer."""
        return (
            any(m.start <= target[0] and m.end > target[1] - 1 for m in self._cues["until"])
            or any(m.start < target[0] < m.end for m in self._cues["until_then"])
            or any(target[1] <= m.start <= target[1] + 2 for m in self._cues["till"])
            or any(
                target[1] <= m.start < self._scene.sentence(target[0])[1] and self._alone(target, m.start)
                for m in self._cues["turned"]
            )
        )

    def _alone(self, target: Target, end: int) -> bool:
        """Whether no other sign stands between this one and word `end`."""
        return not any(target[1] <= a < end for a, _ in self._scene.targets)

    def _retracted(self, target: Target) -> bool:
        if any(
            0 <= target[0] - m.end <= 2 and self._scene.words[m.start] != "i" for m in self._cues["correct"]
        ):  # what stands there was put there
            return False
        earnest = [(m.start, m.end) for m in self._cues["earnest"]]
        return any(
            target[1] <= m.start <= target[1] + FAR
            and not any((a <= m.start < b or a < m.end <= b) and b - a >= m.end - m.start for a, b in earnest)
            for m in self._cues["retract"]
        )


@Pipeline.factory("status", default_config={}, requires=["doc.spans"])
def make_status(*, nlp: Pipeline, name: str) -> Status:
    """The judge of findings, with the language data of the project."""
    return Status(language.load())
