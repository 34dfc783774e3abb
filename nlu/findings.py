"""`findings`: the signs a text shows, from the patterns of data/language/findings.yml, as `doc.spans["findings"]`.

A span's label is a code of signs.yml. Words that say that a function works give the codes they deny.
"""
from spacy.language import Language as Pipeline
from spacy.tokens import Doc, Span, SpanGroup

from nlu import language
from nlu.normalise import plain
from nlu.patterns import Match, longest

BROADER = {  # a code that says less than another found on the same words is left out
    "numb_feeling": {"face_numbness", "limb_numbness", "one_sided_numbness"},
    "headache_new": {"headache_severe", "headache_mild", "thunderclap_headache"},
    "swelling": {"lip_swelling", "tongue_swelling", "throat_swelling", "lid_puffiness", "hot_swelling", "eye_swollen_shut"},
    "facial_asymmetry": {"smile_asymmetry", "brow_asymmetry", "lip_asymmetry", "natural_asymmetry", "smile_asymmetry_mild"},
    "ptosis_one": {"ptosis_both", "fatigable_ptosis", "brow_ptosis", "lower_lid_gape"},
    "smile_weakness": {"smile_asymmetry", "smile_asymmetry_mild", "smile_stiff", "face_droop"},
    "smile_asymmetry": {"smile_asymmetry_mild"},
    "face_droop": {"face_droop_sudden", "mouth_corner_droop"},
    "diplopia": {"diplopia_intermittent"},
    "heaviness": {"neck_weakness", "arm_weakness", "leg_weakness", "brow_ptosis", "ptosis_one"},
    "dysphagia": {"saliva_pooling"},
    "suicidal_active": {"suicidal_imminent"},
    "distress_severe": {"appearance_checking"},
    "eye_pain": {"eye_movement_pain", "photophobia"},
    "slurred_speech": {"speech_garbled", "bilabial_speech"},
    "volume_gain": {"facial_asymmetry"},
    "hearing_loss": {"vertigo"},
}


class Findings:
    """Sets `doc.spans["findings"]`; `span._.absent` marks those that say that all is well."""

    def __init__(self, data: language.Language) -> None:
        self._signs = data.signs

    def __call__(self, doc: Doc) -> Doc:
        view = plain(doc)
        found: list[tuple[Match[language.Sign], str]] = []
        for match in longest(self._signs.find(view.words)):
            found += [(match, code) for code in match.entry.codes]
        spans = [
            self._span(doc, view.tokens[match.start], view.tokens[match.end - 1] + 1, code, match.entry.kind == "absent")
            for match, code in found
            if not _said_better(match, code, found)
        ]
        doc.spans["findings"] = SpanGroup(doc, name="findings", spans=spans)
        return doc

    @staticmethod
    def _span(doc: Doc, start: int, end: int, code: str, absent: bool) -> Span:
        return Span(doc, start, end, label=code, span_id="absent" if absent else "")


def _overlap(a: Match[language.Sign], b: Match[language.Sign]) -> bool:
    return a.start < b.end and b.start < a.end


def _said_better(match: Match[language.Sign], code: str, found: list[tuple[Match[language.Sign], str]]) -> bool:
    """Whether other words of the text say the same more exactly, or that it is well."""
    for other, name in found:
        if other is match or not _overlap(match, other):
            continue
        if name in BROADER.get(code, ()) and other.entry.kind == "present":
            return True
        if match.entry.kind == "present" and other.entry.kind == "absent" and other.end - other.start > match.end - match.start:
            return True
        if name == code and other.end - other.start > match.end - match.start:
            return True
    return False


@Pipeline.factory("findings")
def make_findings(nlp: Pipeline, name: str) -> Findings:
    return Findings(language.load())
