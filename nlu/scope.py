"""How far a word such as "no", "what if" or "years ago" reaches, over the plain words of a message."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from nlu.clauses import COMMAS, SUBJECTS, VERBS, starts_clause
from nlu.language import ContextRule
from nlu.patterns import Match

PEOPLE = frozenset(["i", "im", "ive", "id", "ill", "it", "its", "he", "she", "they", "we", "you"])
OWN = frozenset(["my", "im", "ive", "mine", "his", "her"])
JOINERS = frozenset(["or", "nor", "and", "either", "/"])
BLOCKS = (
    PEOPLE | VERBS | frozenset(["because", "since", "when", "who", "which", "that", "why", "after", "so", "if", "once"])
) - frozenset(
    [
        "been",
        "be",
        "getting",
        "got",
        "going",
        "drooping",
        "hanging",
        "see",
        "feel",
        "feels",
        "have",
        "had",
        "has",
        "cannot",
        "wont",
        "dropped",
        "drooped",
        "droops",
        "hurts",
    ]
)
BEFORE_MY = frozenset(
    [
        "with",
        "in",
        "of",
        "on",
        "to",
        "from",
        "at",
        "about",
        "around",
        "for",
        "moving",
        "closing",
        "lifting",
        "using",
        "feel",
        "lost",
        "over",
        "and",
        "or",
        "nor",
        "lose",
        "down",
        "dropping",
        "choking",
        "losing",
    ]
)
LIVED = frozenset(["did", "do", "have", "had", "got", "am", "now", "also", "cannot", "still", "started", "keep"])
EXCEPTIONS = frozenset(["bar", "barring", "except", "besides", "save", "apart", "excluding"])
Target = tuple[int, int]


class Cues(dict[str, list[Match[str]]]):
    """The cues of context.yml that a message holds, by name; targets and bounds are words (start, end)."""

    def within(self, name: str, bounds: Target) -> list[Match[str]]:
        """Those that begin inside the bounds."""
        return [m for m in self[name] if bounds[0] <= m.start < bounds[1]]

    def over(self, name: str, target: Target) -> bool:
        """Whether one of them shares a word with the target."""
        return any(m.start < target[1] and target[0] < m.end for m in self[name])


@dataclass(frozen=True)
class Scene:
    """The words of a message, where sentences begin, where its signs stand, which words end every reach."""

    words: Sequence[str]
    starts: Sequence[int]
    targets: Sequence[Target]
    stops: Sequence[Target]
    denials: Sequence[Target]

    @cached_property
    def covered(self) -> frozenset[int]:
        """The words that belong to signs."""
        return frozenset(i for a, b in self.targets for i in range(a, b))

    def sentence(self, at: int) -> Target:
        """The bounds of the sentence that holds word `at`."""
        bounds = [*self.starts, len(self.words)]
        return next(((a, b) for a, b in pairwise(bounds) if a <= at < b), (0, len(self.words)))

    def clause(self, at: int) -> Target:
        """The bounds of the clause that holds word `at`: between stops and joiners that begin something new."""
        start, end = self.sentence(at)
        for i in range(at, start - 1, -1):
            if self._opens(i, end):
                start = i
                break
        for i in range(at + 1, end):
            if self._opens(i, end):
                end = i
                break
        return start, end

    def _opens(self, i: int, end: int) -> bool:
        word = self.words[i]
        if i in self.covered:
            return False
        return word in ("but", "however", "though") or (
            (word in COMMAS or word in ("and", "or")) and starts_clause(list(self.words), i + 1, end)
        )


def reaches(scene: Scene, cue: Match[ContextRule], target: Target) -> bool:
    """Whether a cue's words reach a sign that they do not overlap."""
    rule, (start, end) = cue.entry, target
    forward = cue.end <= start
    if forward != (rule.direction == "forward"):
        return False
    between = (cue.end, start) if forward else (end, cue.start)
    sentence = scene.sentence(cue.start)
    if not sentence[0] <= start < sentence[1] or between[1] - between[0] > rule.within:
        return False
    if any(between[0] <= a < between[1] and (a not in scene.covered or scene.words[a] in EXCEPTIONS) for a, _ in scene.stops):
        return False
    words = scene.words[between[0] : between[1]]
    if rule.reach == "list":
        return _listed(scene, cue, target) if forward else not (set(words) & (PEOPLE | COMMAS - {"-", "–", ":"}))
    if rule.reach == "general" and (OWN & set(words) or _own_news(words)):
        return False
    people = sum(word in PEOPLE for word in words)
    opened = any(words[i] in COMMAS and starts_clause(list(words), i + 1, len(words)) for i in range(len(words)))
    own = forward and words and words[-1] in ("my", "i", "im", "ive") and any(w in COMMAS for w in words)
    return people <= 1 and not opened and not own


def _own_news(words: Sequence[str]) -> bool:
    """Whether the writer's own case follows: "as the leaflet says, I did get hoarse"."""
    return any(
        (a in COMMAS or a in ("and", "but")) and b == "i" and c in LIVED
        for a, b, c in zip(words, words[1:], words[2:], strict=False)
    )


def _listed(scene: Scene, cue: Match[ContextRule], target: Target) -> bool:
    """Whether a denial carries through a list: "no fever, pain or rash", but not "no fever, no rash, double vision"."""
    words, targets = scene.words, scene.targets
    run, joined, filled = 0, "", False
    at = cue.end
    while at < target[0]:
        word = words[at]
        inside = next((b for a, b in targets if a <= at < b and b <= target[0]), 0)
        if inside:
            at, run, filled = inside, 0, True
            continue
        if word in COMMAS or word in JOINERS:
            if word in COMMAS and words[at + 1 : at + 2] and words[at + 1] in JOINERS:
                at += 1
                continue
            if word in COMMAS and (joined in ("or", "nor", "and") or not filled or _repeated(scene, cue)):
                return False
            if word != "either" and starts_clause(list(words), at + 1, target[1]) and words[at + 1] not in ("cannot",):
                return False
            if word in COMMAS and _predicate(scene, at + 1):
                return False
            if word not in COMMAS and not filled and at > cue.end and word == "and":
                return False
            joined, run = word, 0
        elif (
            word in BLOCKS
            or (
                word in SUBJECTS
                and word not in ("the", "this", "that", "one", "both", "a")
                and (at == cue.end or words[at - 1] not in BEFORE_MY)
                and at != cue.end
            )
            or (word in ("my", "his", "her") and at == cue.end and words[at - 1] in ("no", "not", "never"))
        ):
            return False
        else:
            run += 1
            if run > 5:
                return False
        at += 1
    return True


def _repeated(scene: Scene, cue: Match[ContextRule]) -> bool:
    """Whether this denial is one of a run that gives each sign a "no" of its own."""
    start, _ = scene.sentence(cue.start)
    return any(start <= a < cue.start for a, _ in scene.denials)


def _predicate(scene: Scene, at: int) -> bool:
    """Whether the item that begins at `at` says something of its own ("arm weak since noon")."""
    _, end = scene.sentence(at)
    for i in range(at, end):
        word = scene.words[i]
        if word in COMMAS or word in ("or", "nor", "and", "but"):
            return False
        if word in ("since", "today", "yesterday", "now", "though", "tho", "started", "still", "this", "after", "for", "from"):
            return True
    return False
