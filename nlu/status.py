"""`status`: whether a finding is the patient's, present and meant (section 7 of the triage policy).

One of affirmed, negated, hypothetical, historical, other_person, figurative, on `span._.status`. Rules and cues stand in
data/language/context.yml. Unclear cases of danger signs lean to affirmed.
"""

from collections.abc import Sequence

from spacy.language import Language as Pipeline
from spacy.tokens import Doc, Span, SpanGroup

from nlu import language
from nlu.entity_text import keep_apart
from nlu.findings import NEGATORS
from nlu.language import ContextRule
from nlu.normalise import plain
from nlu.patterns import Match
from nlu.scope import Scene, Target, reaches

ORDER = ("figurative", "other_person", "hypothetical", "historical", "negated")
ME = frozenset(["i", "im", "ive", "me", "my", "id"])
THEIRS = frozenset(["he", "she", "his", "her", "they", "their", "who", "s"])
PAST_VERBS = frozenset(
    [
        "had",
        "got",
        "was",
        "were",
        "did",
        "ended",
        "lost",
        "couldnt",
        "suffered",
        "died",
        "experienced",
        "developed",
        "getting",
        "went",
    ]
)
OPENERS = NEGATORS | {
    "except",
    "only",
    "just",
    "apart",
    "besides",
    "but",
    "other",
}  # a sign that begins so has no denial before it
NEAR = 8  # words between a sign and the "sorry, I meant" that replaces it
SOON = 8  # words between those and what stands in its place
FAR = 25  # words after a sign within which "wait no" takes it back
Cues = dict[str, list[Match[str]]]


class Status:
    """Sets `span._.status` on every finding, and drops topics that nothing denies."""

    def __init__(self, data: language.Language) -> None:
        self._rules = data.context
        self._cues = data.cues
        keep_apart("status", "affirmed")

    def __call__(self, doc: Doc) -> Doc:
        spans = list(doc.spans["findings"]) if "findings" in doc.spans else []
        if not spans:
            return doc
        view = plain(doc)
        at = {token: index for index, token in enumerate(view.tokens)}
        targets = [(at[span.start], at[span.end - 1] + 1) for span in spans]
        cues = {name: patterns.find(view.words) for name, patterns in self._cues.items()}
        rules = self._active(view.words, cues)
        stops = [(m.start, m.end) for m in rules if m.entry.status == "stop"]
        denials = [(m.start, m.end) for m in rules if m.entry.status == "negated" and m.entry.direction == "forward"]
        scene = Scene(view.words, view.starts, sorted(set(targets)), stops, denials)
        judge = _Judge(scene, rules, cues)
        for span, target in zip(spans, targets, strict=True):
            span._.status = judge.status(target, span.id_)
        judge.correct(list(zip(spans, targets, strict=True)))
        kept = [span for span in spans if not judge.silent(span)]
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
        self._me = not ME.isdisjoint(self._own_words())

    def status(self, target: Target, how: str) -> str:
        held = {m.entry.status for m in self._rules if self._holds(m, target, how)}
        if self._over("idiom", target) or self._over("simile", target):
            held.add("figurative")
        if self._over("opinion", target) or self._other(target):
            held.add("other_person")
        if self._past(target):
            held.add("historical")
        if self._over("fiction", self._scene.sentence(target[0])):
            held.add("hypothetical")
        denied = "negated" in held or self._answered_no(target)
        held.discard("negated")
        if self._undone(target):
            denied = how in ("absent",)
        if how == "denied":
            denied = not self._over("affirm", target)
        elif how == "missing":
            denied = False
        elif how == "absent":
            denied = not denied
        if how != "absent" and self._retracted(target):
            denied = True
        if denied:
            held.add("negated")
        return next((status for status in ORDER if status in held), "affirmed")

    def correct(self, found: list[tuple[Span, Target]]) -> None:
        """ "X, sorry, I meant Y": what is said of a sign after such words replaces what was said before; without a word on it
        afterwards, and with something else in its place, it is taken back."""
        for cue in self._cues["correct"]:
            if any(c.start <= cue.start < c.end for c in self._cues["earnest"]):
                continue
            after = [(s, t) for s, t in found if t[0] >= cue.end]
            for span, target in found:
                if target[1] > cue.start or cue.start - target[1] > NEAR:
                    continue
                again = [s for s, _ in after if s.label_ == span.label_]
                if again:
                    span._.status = again[-1]._.status
                elif span._.status == "affirmed" and any(t[0] - cue.end <= SOON for _, t in after):
                    span._.status = "negated"

    def _holds(self, cue: Match[ContextRule], target: Target, how: str) -> bool:
        """Whether a rule's words, which may run into the sign's own ("don't have a | plan"), reach the sign."""
        if how == "absent" and cue.entry.status == "negated" and cue.entry.reach == "list":
            return False
        forward = cue.entry.direction == "forward"
        if forward and self._scene.words[target[0]] in OPENERS:
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

    def _own_words(self) -> list[str]:
        """The message's words without "my mum" and the like."""
        words = self._scene.words
        skip = {m.start - 1 for m in self._cues["relation"]}
        return [word for i, word in enumerate(words) if i not in skip]

    def _over(self, name: str, target: Target) -> bool:
        return any(m.start < target[1] and target[0] < m.end for m in self._cues[name])

    def _within(self, name: str, bounds: Target) -> list[Match[str]]:
        return [m for m in self._cues[name] if bounds[0] <= m.start < bounds[1]]

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
        return any(m.start <= target[0] and m.end > target[1] - 1 for m in self._cues["until"] if target[0] >= m.start) or any(
            target[1] <= m.start <= target[1] + 2 for m in self._cues["till"]
        )

    def _retracted(self, target: Target) -> bool:
        earnest = [(m.start, m.end) for m in self._cues["earnest"]]
        return any(
            target[1] <= m.start <= target[1] + FAR and not any(a <= m.start < b or a < m.end <= b for a, b in earnest)
            for m in self._cues["retract"]
        )

    def _past(self, target: Target) -> bool:
        clause = self._scene.clause(target[0])
        words = self._scene.words
        if self._over("before", target) or any(
            m.end <= target[0] and m.end >= target[0] - 3 for m in self._within("before", clause)
        ):
            return True
        cues = [m for m in self._within("past", clause) if not self._treats(m, target)]
        recent = [
            m
            for m in (*self._within("recent", clause), *self._within("present", clause))
            if not any(m.start < c.end and c.start < m.end for c in cues)
        ]
        if cues and not recent:
            return not PAST_VERBS.isdisjoint(words[clause[0] : clause[1]]) or any(m.start >= target[1] for m in cues)
        sentence = self._scene.sentence(target[0])
        if not cues and not recent and not PAST_VERBS.isdisjoint(words[clause[0] : target[1]]):
            earlier = [m for m in self._within("past", (sentence[0], clause[0])) if not self._treats(m, target)]
            between = (earlier[-1].end, clause[0]) if earlier else clause
            if earlier and not self._within("recent", between) and not self._within("present", between):
                return True
        if self._within("session", clause) and not recent and not PAST_VERBS.isdisjoint(words[clause[0] : target[0]]):
            return bool([m for m in self._within("over", sentence) if m.start >= target[1]])
        return False

    def _treats(self, cue: Match[str], target: Target) -> bool:
        """Whether injections stand between a time and a sign: then the time is theirs."""
        low, high = min(cue.end, target[1]), max(cue.start, target[0])
        return any(low <= m.start < high or m.end == cue.start for m in self._cues["injections"])

    def _other(self, target: Target) -> bool:
        """Whether the sign is a relative's or a stranger's of whom is told in passing, not the one asked about."""
        words = self._scene.words
        sentence, clause = self._scene.sentence(target[0]), self._scene.clause(target[0])
        if any(m.start <= target[0] for m in self._within("elsewhere", sentence)):
            return True
        people = [m for m in self._within("relation", sentence) if m.start < target[1]]
        if not people:
            return False
        last = people[-1]
        since = words[last.end : target[0]]
        if any(word in ME for word in since) and not any(word in THEIRS for word in since[-6:]):
            return False
        past = self._within("past", clause) or self._within("before", clause)
        if not past and not self._within("recent", clause) and not self._within("present", clause):
            past = self._within("past", sentence)
        if self._asks_for_self(clause) and not self._acute(sentence):
            return True
        if self._within("recent", sentence) or self._within("present", clause):
            return bool(past) and not self._within("recent", clause)
        if past:
            return True
        return self._me and not PAST_VERBS.isdisjoint(words[clause[0] : clause[1]])

    def _asks_for_self(self, clause: Target) -> bool:
        """Whether, outside that clause, the writer tells or asks of a face of their own."""
        return any(not clause[0] <= m.start < clause[1] for m in self._cues["own"])

    def _acute(self, bounds: Target) -> bool:
        """Whether it happens to the other person right now: then they are the patient."""
        return bool(self._within("acute", bounds))


@Pipeline.factory("status", default_config={}, requires=["doc.spans"])
def make_status(*, nlp: Pipeline, name: str) -> Status:
    """The judge of findings, with the language data of the project."""
    return Status(language.load())
