"""`findings`: the signs a text shows, from the patterns of data/language/findings.yml, as `doc.spans["findings"]`.

A span's label is a code of signs.yml. Its id tells `status` how the words put it: "" present, "denied" (a "not" inside the
words), "absent" (a function that works), "missing" (a function said not to work), "topic" (counts only when denied), "retracted" and
"mended" (taken back and put in its place: see nlu/mended.py).
"""

from collections.abc import Sequence
from itertools import pairwise

from spacy.language import Language as Pipeline
from spacy.tokens import Doc, Span, SpanGroup

from nlu import language
from nlu.mended import Mended, mended
from nlu.normalise import plain
from nlu.patterns import Match, longest

Found = tuple[Match[language.Sign], str]

NEGATORS = frozenset(
    [
        "no",
        "not",
        "never",
        "isnt",
        "arent",
        "wasnt",
        "werent",
        "dont",
        "doesnt",
        "didnt",
        "without",
        "neither",
        "nor",
        "nothing",
        "havent",
        "hasnt",
        "none",
    ]
)
UNFAILING = frozenset(["no", "nor", "neither", "nothing", "none", "without"])  # "no, swallowing is fine" is no failure
ADVERBS = frozenset(["really", "always", "quite", "even", "actually", "now", "still"])
DOING = frozenset("breathe swallow see talk speak chew".split())
WRONG = frozenset(["wrong", "amiss", "unusual", "abnormal", "different", "worrying"])
MOVES = frozenset("moves lifts scrunches wrinkles creases frowns moving lifting raises works".split())
JUDGES = frozenset("they doctors doctor surgeons surgeon specialists clinicians dermatologists everyone everybody people injectors".split())
FAILING = NEGATORS | {"cannot", "couldnt", "wont", "wouldnt", "hardly", "barely", "unable", "stopped"}
BROADER = {  # a code that says less than another found on the same words is left out
    "numb_feeling": {"face_numbness", "limb_numbness", "one_sided_numbness"},
    "tingling": {"face_numbness", "limb_numbness", "one_sided_numbness"},
    "headache_new": {"headache_severe", "thunderclap_headache"},
    "headache_mild": {"headache_severe", "thunderclap_headache", "headache_new"},
    "headache_severe": {"thunderclap_headache"},
    "swelling": {"lip_swelling", "tongue_swelling", "throat_swelling", "lid_puffiness", "hot_swelling", "eye_swollen_shut"},
    "lump": {"parotid_lump", "masseter_bulge", "hot_swelling"},
    "pain_mild": {
        "severe_pain",
        "eye_pain",
        "neck_pain",
        "ear_pain",
        "chest_pain",
        "headache_severe",
        "dysphagia",
        "eye_movement_pain",
        "photophobia",
        "jaw_claudication",
        "scalp_tenderness",
        "spreading_redness",
        "hot_swelling",
        "natural_asymmetry",
    },
    "severe_pain": {"headache_severe", "thunderclap_headache", "neck_pain", "chest_pain", "ear_pain", "eye_pain"},
    "facial_asymmetry": {
        "smile_asymmetry",
        "brow_asymmetry",
        "lip_asymmetry",
        "natural_asymmetry",
        "smile_asymmetry_mild",
        "volume_gain",
        "volume_loss",
        "lower_lip_asymmetry",
        "face_droop",
    },
    "ptosis_both": {"fatigable_ptosis"},
    "ptosis_one": {"ptosis_both", "fatigable_ptosis", "brow_ptosis", "lower_lid_gape"},
    "brow_ptosis": {"brow_asymmetry", "spock_brow"},
    "smile_asymmetry": {"smile_asymmetry_mild"},
    "lip_asymmetry": {"lip_asymmetry_mild", "lower_lip_asymmetry", "smile_asymmetry"},
    "face_droop": {"face_droop_sudden", "volume_loss"},
    "mouth_corner_droop": {"face_droop", "face_droop_sudden"},
    "face_weak_half": {"face_weak_both"},
    "limb_weakness": {"general_weakness"},
    "diplopia": {"diplopia_intermittent"},
    "vision_change": {"blurred_vision", "diplopia", "vision_loss", "diplopia_intermittent"},
    "heaviness": {
        "neck_weakness",
        "arm_weakness",
        "leg_weakness",
        "brow_ptosis",
        "ptosis_one",
        "ptosis_both",
        "chest_pain",
        "fatigable_ptosis",
        "limb_weakness",
    },
    "unresponsive": {"suicidal_passive", "suicidal_active"},
    "dyspnoea": {"lid_puffiness", "eye_swollen_shut", "swelling"},
    "suicidal_active": {"suicidal_imminent"},
    "distress_severe": {"appearance_checking"},
    "distress": {"distress_severe"},
    "eye_pain": {"photophobia"},
    "slurred_speech": {"bilabial_speech"},
    "volume_gain": {"natural_asymmetry"},
    "dizziness": {"vertigo"},
    "mottling": {"blanching", "bruise"},
    "blanching": {"bruise"},
    "fatigue": {"fatigable_ptosis", "fatigable_weakness", "diplopia_intermittent", "chewing_fatigue"},
    "fatigable_weakness": {"fatigable_ptosis", "diplopia_intermittent"},
}


class Findings:
    """Sets `doc.spans["findings"]`."""

    def __init__(self, data: language.Language) -> None:
        self._signs = data.signs

    def __call__(self, doc: Doc) -> Doc:
        view = plain(doc)
        found: list[Found] = []
        instead: list[Mended] = []
        for start, end in pairwise([*view.starts, len(view.words)]):
            found += self._signs_in(view.words, start, end)
            instead += mended(view.words, start, end)
        spans = [
            Span(doc, view.tokens[match.start], view.tokens[match.end - 1] + 1, label=code, span_id=how)
            for match, code in _once(_best(found, view.words))
            if (how := _how(match, view.words)) != "missing" or code == match.entry.codes[0]
        ]
        for change in instead:
            spans = self._mend(doc, view.tokens, spans, change)
        doc.spans["findings"] = SpanGroup(doc, name="findings", spans=spans)
        return doc

    def _signs_in(self, words: Sequence[str], start: int, end: int) -> list[Found]:
        matches = longest(m for m in self._signs.find(words, start, end) if not _other_sense(m, words))
        return [(match, code) for match in matches for code in match.entry.codes]

    def _mend(self, doc: Doc, tokens: Sequence[int], spans: Sequence[Span], change: Mended) -> list[Span]:
        """The spans, those that the corrected words no longer say "retracted", with those they say instead."""
        words = change.words
        found = _once(_best(self._signs_in(words, 0, len(words)), words))
        said = {code for match, code in found if match.entry.kind == "present"}
        over = [span for span in spans if _over(tokens, change.at, span) and span.id_ == ""]
        gone = [span for span in over if span.label_ not in said]
        kept = {span.label_ for span in spans if span not in gone and span.id_ != "topic"}
        new = [
            Span(doc, tokens[change.place(m.start)], tokens[change.place(m.end - 1)] + 1, label=code, span_id="mended")
            for m, code in found
            if m.entry.kind == "present" and code not in kept
        ]
        back = [Span(doc, span.start, span.end, label=span.label_, span_id="retracted") for span in gone]
        return (
            [span for span in spans if span not in gone]
            + back
            + [span for span in new if span.label_ not in {b.label_ for b in back}]
        )


def _over(view: Sequence[int], at: int, span: Span) -> bool:
    return span.start <= view[at] < span.end


def _other_sense(match: Match[language.Sign], words: Sequence[str]) -> bool:
    """Whether the words between give a match another sense: "can't fault my swallowing", "see nothing | wrong"."""
    if match.entry.kind == "absent":
        return words[match.end - 2 : match.end] == ["as", "well"] or any(words[i] == "im" for i in match.gaps)
    after, said = words[match.end : match.end + 1], words[match.start : match.end]
    if (after == ["back"] and said[-1] in ("creeping", "growing", "moving")) or (
        set(after) & WRONG and not {"see", "seen"}.isdisjoint(said)
    ):
        return True
    compared = any(words[i] in ("more", "less") for i in match.gaps) or _other_moves(words, match.end)
    if said[-1] == "frozen" and "face_weak_half" in match.entry.codes and compared:  # how well it took, not what is weak
        return True
    if "vision_loss" in match.entry.codes and said[-1] == "nothing" and not JUDGES.isdisjoint(words[match.start - 1 : match.start]):
        return True  # "they see nothing" in my face
    if said[-1] == "walk" and after in (["into"], ["past"]):  # "I can't walk into a classroom"
        return True
    return any(words[i] in ("fault", "complain", "praise") for i in match.gaps)


def _other_moves(words: Sequence[str], start: int) -> bool:
    near = words[start : start + 7]
    return "still" in near and not MOVES.isdisjoint(near)


def _how(match: Match[language.Sign], words: Sequence[str]) -> str:
    if match.entry.kind == "absent":
        return "missing" if _failing(match, words) or _fails(match, words) else "absent"
    denied = any(words[i] in NEGATORS or (words[i] == "far" and words[i + 1] == "from") for i in match.gaps)
    return "topic" if match.entry.kind == "topic" else "denied" if denied else ""


def _failing(match: Match[language.Sign], words: Sequence[str]) -> bool:
    return any(words[i] in FAILING for i in match.gaps)


def _fails(match: Match[language.Sign], words: Sequence[str]) -> bool:
    """Whether the words before say that it does not work: "do not breathe well", "can't really swallow properly"."""
    before = list(words[max(0, match.start - 2) : match.start])
    if len(before) == 2 and before[1] in ADVERBS:
        before.reverse()
    return bool(before) and before[-1] in FAILING - UNFAILING and words[match.start] in DOING


def _best(found: Sequence[Found], words: Sequence[str]) -> list[Found]:
    """Without what other words of the text say more exactly, and without signs inside words that say that all is well."""
    kept = []
    for match, code in found:
        length = match.end - match.start
        for other, name in found:
            if other is match or other.start >= match.end or match.start >= other.end:
                continue
            longer = other.end - other.start > length
            present = other.entry.kind == "present"
            if match.entry.kind == "present":
                well = other.entry.kind == "absent" and not _failing(other, words)
                worse = (present and name in BROADER.get(code, ())) or (
                    name == code and longer and (present or (well and other.start <= match.start))
                )
            elif match.entry.kind == "absent":  # "cannot swallow well": the sign is meant
                covers = other.start < match.start or (other.start == match.start and other.end - other.start >= length)
                worse = present and name in match.entry.codes and (covers or _failing(match, words))
            else:
                worse = present and name == code and longer
            if worse:
                break
        else:
            kept.append((match, code))
    return kept


def _once(found: Sequence[Found]) -> list[Found]:
    """Each code once for the same words."""
    return list({(m.start, m.end, m.entry.kind == "present", code): (m, code) for m, code in found}.values())


@Pipeline.factory("findings", default_config={}, assigns=["doc.spans"])
def make_findings(*, nlp: Pipeline, name: str) -> Findings:
    """The finder of signs, with the language data of the project."""
    return Findings(language.load())
