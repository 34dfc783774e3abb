"""Whether a sign is a relative's or a stranger's of whom is told in passing, and not the patient's."""

from __future__ import annotations

from collections.abc import Sequence

from nlu.past import PAST_VERBS, TOLD
from nlu.patterns import Match
from nlu.scope import Cues, Scene, Target

ME = frozenset(["i", "im", "ive", "me", "my", "id"])
MINE = ME | {"mine"}
PLACES = tuple(
    [place]
    for place in "clinic gym work office school street surgery salon building class group choir church road block town".split()
)
ILLNESSES = frozenset("stroke strokes tia palsy botulism fit fits seizure seizures myasthenia tumour tumor".split())
THEIRS = frozenset(["he", "she", "his", "her", "they", "their", "who", "s", "whose"])


class Whose:
    """Whose each sign of a message is."""

    def __init__(self, scene: Scene, cues: Cues) -> None:
        self._scene, self._cues = scene, cues
        related = {m.start - 1 for m in cues["relation"]}
        self._me = any(word in ME and i not in related for i, word in enumerate(scene.words))

    def other(self, target: Target) -> bool:
        """Whether the sign is somebody else's, and that somebody is not whom the message asks about."""
        words = self._scene.words
        sentence, clause = self._scene.sentence(target[0]), self._scene.clause(target[0])
        if any(
            m.start <= target[0] and not _likened(words, m) and not self._turns(m.end, target)
            for m in self._cues.within("elsewhere", sentence)
        ):
            return True
        acute = bool(self._cues.within("acute", sentence))
        people = [m for m in self._cues.within("relation", sentence) if m.start < target[1]]
        strangers = [m for m in self._cues.within("stranger", sentence) if m.start < target[1] and not _likened(words, m)]
        if (
            strangers
            and not acute
            and not any(m.start < strangers[0].start for m in people)
            and not self._turns(strangers[-1].start + 1, target)
        ):
            return True
        if not people:
            return (
                words[sentence[0]] in ("her", "his", "she", "he")
                and not acute
                and self._mine(target)
                and not self._turns(0, target)
            )
        last = people[-1]
        since = words[last.end : target[0]]
        if self._turns(last.end, target) or (
            any(word in ME for word in since) and not any(word in THEIRS for word in since[-6:])
        ):
            return False
        if self._story(sentence[0], last.start, target):
            return True
        past = self._cues.within("past", clause) or self._cues.within("before", clause)
        if not past and not self._cues.within("recent", clause) and not self._cues.within("present", clause):
            past = self._cues.within("past", sentence)
        if self._asks_for_self(clause, target) and not acute:
            return True
        if past and all(words[m.start] == "suddenly" for m in self._cues.within("recent", clause)):
            return True
        if self._cues.within("recent", sentence) or self._cues.within("present", clause):
            return bool(past) and not self._cues.within("recent", clause)
        if past:
            return True
        return self._me and not PAST_VERBS.isdisjoint(words[clause[0] : clause[1]])

    def _story(self, start: int, person: int, target: Target) -> bool:
        """Whether the sign goes on with a person's old illness: "when my gran had her stroke … she dropped the cup"."""
        words = self._scene.words
        between = words[person : target[0]]
        if "had" not in between or ILLNESSES.isdisjoint(between) or THEIRS.isdisjoint(words[target[0] - 2 : target[1]]):
            return False
        sentence = self._scene.sentence(target[0])
        new = self._cues.within("recent", sentence) or self._cues.within("acute", sentence)
        over = not TOLD.isdisjoint(words[target[0] - 2 : target[1]]) and not new
        return over or "when" in words[max(start, person - 2) : person]

    def _turns(self, start: int, target: Target) -> bool:
        """Whether the words between a person and a sign come back to the writer last ("he is fine, now my eye won't shut")."""
        words, related = self._scene.words, {m.start - 1 for m in self._cues["relation"]}
        start = max(start, self._scene.sentence(target[0])[0])
        own = [
            i
            for i in range(start, target[1])
            if words[i] in MINE and i not in related and words[i - 1 : i] != ["of"] and words[i + 1 : i + 2] not in PLACES
        ]
        theirs = [i for i in range(start, target[1]) if words[i] in THEIRS]
        return bool(own) and (not theirs or own[-1] > theirs[-1])

    def _mine(self, target: Target) -> bool:
        return any(self._scene.words[m.start] == "mine" and not target[0] <= m.start < target[1] for m in self._cues["own"])

    def _asks_for_self(self, clause: Target, target: Target) -> bool:
        """Whether, outside what is told of the other, the writer tells or asks of a face of their own."""
        return any(
            not clause[0] <= m.start < clause[1] or (m.start >= target[1] and self._parted(target[1], m.start))
            for m in self._cues["own"]
        )

    def _parted(self, start: int, end: int) -> bool:
        return any(word in (",", "and", "-", ":", "so") for word in self._scene.words[start:end])


def _likened(words: Sequence[str], cue: Match[str]) -> bool:
    """Whether a person or animal is an image or the writer: "like a horse", "I'm a woman who"."""
    return not {"like", "as", "im", "am", "me", "being"}.isdisjoint(words[max(0, cue.start - 2) : cue.start])
