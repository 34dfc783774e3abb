"""Whether a sign is told of as past: long ago, or an episode of the first days that is over."""

from __future__ import annotations

from nlu.clauses import COMMAS
from nlu.patterns import Match
from nlu.scope import Cues, Scene, Target

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
TOLD = PAST_VERBS | frozenset(
    (
        "used dropped drooped fell felt saw came became began gave woke kept choked turned stopped started swelled closed slurred fainted "
        "collapsed wouldnt didnt wasnt could"
    ).split()
)
# what may be the first of more to come even when it has passed: such an episode counts unless it is old
BRIEF = frozenset(
    (
        "arm_weakness leg_weakness limb_weakness limb_numbness one_sided_numbness slurred_speech speech_garbled dysarthria face_droop "
        "face_droop_sudden face_weak_half vision_loss syncope seizure unresponsive confusion loss_of_balance chest_pain "
        "thunderclap_headache dyspnoea throat_swelling tongue_swelling"
    ).split()
)
SENSES = frozenset(["vision_loss", "vision_change", "blurred_vision", "voice_change", "hoarse_voice", "hearing_loss"])
AGES = frozenset(map(str, range(11, 40))) | frozenset(
    ["eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty"]
)
NOT_AGES = frozenset(
    ["units", "unit", "u", ":", "pm", "am", "days", "weeks", "months", "degrees", "minutes", "hours", "past", "percent"]
)
AGAIN = frozenset(["again", "every", "each", "sometimes", "keeps", "back", "returned", "always", "most", "often"])


class Past:
    """What the times in a message say of each sign."""

    def __init__(self, scene: Scene, cues: Cues) -> None:
        self._scene, self._cues = scene, cues

    def old(self, target: Target) -> bool:
        """Whether years ago, an age, "used to" or an earlier treatment stands with the sign."""
        clause = self._scene.clause(target[0])
        words = self._scene.words
        if self._cues.over("before", target) or any(m.end <= target[0] <= m.end + 3 for m in self._cues.within("before", clause)):
            return True
        cues = [(m.start, m.end) for m in self._cues.within("past", clause) if not self._treats(m, target)] + self._ages(clause)
        recent = [m for m in self._current(clause) if not any(m.start < b and a < m.end for a, b in cues)]
        recent = [m for m in recent if words[m.start] != "suddenly"]  # it may have been sudden then
        if cues and not recent:
            return not TOLD.isdisjoint(words[clause[0] : clause[1]]) or any(a >= target[1] for a, _ in cues)
        sentence = self._scene.sentence(target[0])
        told = not TOLD.isdisjoint(words[clause[0] : target[1]])
        if not cues and not recent and told:
            before = (sentence[0], clause[0])
            earlier = [m.end for m in self._cues.within("past", before) if not self._treats(m, target)] + [
                b for _, b in self._ages(before)
            ]
            theirs = bool(self._cues.within("relation", before)) and not {"my", "i"}.isdisjoint(words[clause[0] : target[0]])
            if earlier and not theirs and not self._current((max(earlier), clause[0])):
                return True
        if self._after_old_treatment(target, sentence):
            return True
        if self._cues.within("session", clause) and not recent and told:
            return bool([m for m in self._cues.within("over", sentence) if m.start >= target[1]])
        return False

    def over(self, target: Target, code: str) -> bool:
        """Whether the sign was there and has gone; of what may come in attacks, only when that was in the first days."""
        words = self._scene.words
        sentence, clause = self._scene.sentence(target[0]), self._scene.clause(target[0])
        ended = next((m for m in self._cues["ended"] if self._ends(m, target, sentence)), None)
        if ended is None or (code in SENSES and words[ended.start] == "gone"):
            return False
        if not AGAIN.isdisjoint(words[target[1] : ended.start]) or not (AGAIN | {"but"}).isdisjoint(
            words[ended.end : ended.end + 3]
        ):
            return False
        early = self._cues.within("early", (clause[0], ended.start))
        if code in BRIEF or self._cues.within("recent", (clause[0], ended.start)):
            return bool(early)
        return bool(early) or not TOLD.isdisjoint(words[clause[0] : target[1]])

    def _ends(self, cue: Match[str], target: Target, sentence: Target) -> bool:
        """Whether "gone by now" is said of this sign: after it, nothing else in between, or first thing in the next sentence."""
        words = self._scene.words
        if cue.start < target[1] or any(target[1] <= a < cue.start for a, _ in self._scene.targets):
            return False
        if cue.start >= sentence[1]:
            return cue.start <= sentence[1] + 1
        return words[cue.start - 1] in COMMAS or words[cue.start - 1] in (
            "and",
            "then",
            "now",
            "is",
            "was",
            "were",
            "it",
            "which",
            "but",
        )

    def _after_old_treatment(self, target: Target, sentence: Target) -> bool:
        """ "Two years ago after Dysport I couldn't swallow", "Botox in 2021: blurred vision": the time is also the sign's."""
        words = self._scene.words
        for old in self._cues.within("past", (sentence[0], target[0])):
            near = [m for m in self._cues["injections"] if m.end <= target[0] and old.start - 2 <= m.start <= old.end + 3]
            since = words[max([old.end, *(m.end for m in near)]) : target[1]]
            if not near or self._current((old.end, target[1])):
                continue
            if since[:1] == [":"]:
                return True
            if {"after", "with", "following", "from"} & set(
                words[max(0, old.start - 3) : near[-1].start]
            ) and not TOLD.isdisjoint(since):
                return True
        return False

    def _ages(self, bounds: Target) -> list[Target]:
        """ "At sixteen", but not "at 20 units"."""
        words = self._scene.words
        return [
            (i, i + 2)
            for i in range(bounds[0], bounds[1] - 1)
            if (words[i] in ("at", "aged", "age") or words[i - 2 : i + 1] == ["when", "i", "was"])
            and words[i + 1] in AGES
            and not (i + 2 < len(words) and words[i + 2] in NOT_AGES)
        ]

    def _current(self, bounds: Target) -> list[Match[str]]:
        return [m for name in ("recent", "present") for m in self._cues.within(name, bounds)]

    def _treats(self, cue: Match[str], target: Target) -> bool:
        """Whether injections stand between a time and a sign: then the time is theirs."""
        low, high = min(cue.end, target[1]), max(cue.start, target[0])
        return any(low <= m.start < high or m.end == cue.start for m in self._cues["injections"])
