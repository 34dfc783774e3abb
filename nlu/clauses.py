"""`clauses`: sentences and clauses of messages that may have no punctuation at all."""

import itertools
import re

from spacy.language import Language as Pipeline
from spacy.tokens import Doc, Token

from nlu.normalise import plain

_ENDS = re.compile(r"^(?:[.!?;]+|[!?]+)$")
_FACE = re.compile(r"^(?:[:;=]['’]?-?[()\[\]DPpoO/\\|3]|<3|[\u2600-\u27BF\U0001F000-\U0001FAFF].*)$")
_TITLES = frozenset(["dr", "mr", "mrs", "ms", "prof", "st", "approx", "eg", "ie", "etc", "vs"])
SUBJECTS = frozenset(
    [
        "i",
        "im",
        "ive",
        "id",
        "my",
        "he",
        "she",
        "it",
        "its",
        "we",
        "they",
        "his",
        "her",
        "their",
        "there",
        "this",
        "that",
        "these",
        "those",
        "the",
        "now",
        "also",
        "then",
        "today",
        "both",
        "u",
        "you",
        "your",
        "our",
        "one",
    ]
)
VERBS = frozenset(
    [
        "is",
        "are",
        "am",
        "was",
        "were",
        "be",
        "been",
        "has",
        "have",
        "had",
        "feels",
        "feel",
        "felt",
        "went",
        "goes",
        "gone",
        "going",
        "getting",
        "got",
        "keeps",
        "keep",
        "came",
        "comes",
        "started",
        "starts",
        "looks",
        "look",
        "looked",
        "seems",
        "cannot",
        "couldnt",
        "dont",
        "doesnt",
        "didnt",
        "isnt",
        "arent",
        "wasnt",
        "wont",
        "havent",
        "hasnt",
        "can",
        "could",
        "will",
        "would",
        "droops",
        "drooped",
        "drooping",
        "dropped",
        "hangs",
        "hanging",
        "says",
        "said",
        "sounds",
        "tastes",
        "hurts",
        "aches",
        "works",
        "moves",
        "see",
        "sees",
    ]
)
BREAKS = frozenset(
    ["but", "however", "though", "although", "except", "yet", "because", "whereas", "while", "then", "otherwise", "plus"]
)
SOFT = frozenset(["only", "just", "also", "now", "so", "apart", "besides", "still"])
_CLINGING = frozenset(
    [
        "i",
        "im",
        "its",
        "it",
        "he",
        "she",
        "they",
        "we",
        "you",
        "is",
        "are",
        "am",
        "was",
        "were",
        "can",
        "could",
        "cannot",
        "have",
        "has",
        "had",
        "be",
        "and",
        "or",
        "but",
        "if",
        "not",
        "dont",
        "with",
        "the",
        "a",
        "my",
        "when",
        "to",
        "than",
        "until",
        "will",
        "would",
        "should",
        "may",
        "might",
        "who",
    ]
)
COMMAS = frozenset([",", ":", "-", "–", "—", "…", "...", "..", "(", ")"])


def starts_clause(words: list[str], at: int, end: int) -> bool:
    """Whether words[at:end], standing after a comma or "and", has a subject or a verb of its own."""
    if at >= end:
        return False
    if words[at] in SUBJECTS or words[at] in BREAKS or words[at] in SOFT:
        return True
    for word in words[at : min(end, at + 7)]:
        if word in VERBS:
            return True
        if word in COMMAS or word in BREAKS or word in ("and", "or", "nor"):
            return False
    return False


def _joins_clauses(words: list[str], last: int, at: int, end: int) -> bool:
    """Whether the "and" at `at` joins two clauses and not two words of one ("my arm and leg are weak")."""
    whole = any(word in VERBS for word in words[last:at]) or (at + 1 < end and words[at + 1] in SUBJECTS)
    return whole and starts_clause(words, at + 1, end)


class Clauses:
    """Sets `token.is_sent_start` and `doc._.clauses`, the clauses as spans that together cover the words."""

    def __call__(self, doc: Doc) -> Doc:
        for token in doc:
            token.is_sent_start = token.i == 0 or self._new_sentence(doc, token)
        doc._.clauses = []
        view = plain(doc)
        bounds = [*view.starts, len(view.words)]
        for start, end in itertools.pairwise(bounds):
            cuts = [start, *self._cuts(view.words, start, end), end]
            for left, right in itertools.pairwise(cuts):
                while left < right and not any(c.isalnum() for c in view.words[left]):
                    left += 1
                if left < right:
                    doc._.clauses.append(doc[view.tokens[left] : view.tokens[right - 1] + 1])
        return doc

    @staticmethod
    def _new_sentence(doc: Doc, token: Token) -> bool:
        before = doc[token.i - 1]
        if token.is_space or _ENDS.match(token.text) or _FACE.match(token.text):
            return False
        if before.is_space:
            if "\n" in before.text or "\r" in before.text:
                return True
            if before.i == 0:
                return False
            before = doc[before.i - 1]
        if _FACE.match(before.text):
            return True
        if before.text == ")" and before.i and doc[before.i - 1].is_digit:
            return False
        numbered = token.is_digit and token.i + 2 < len(doc) and doc[token.i + 1].text in (")", ".")
        if (
            numbered
            and doc[token.i + 2].text[0].isalpha()
            and (doc[token.i + 1].text == ")" or bool(doc[token.i + 1].whitespace_))
        ):
            return True
        if not _ENDS.match(before.text) or before.text in ("..", "..."):
            return False
        if before.text == "." and before.i:
            word = doc[before.i - 1]
            return not (word.lower_ in _TITLES and not word.whitespace_)
        return True

    @staticmethod
    def _cuts(words: list[str], start: int, end: int) -> list[int]:
        cuts = []
        last = start
        for at in range(start + 1, end):
            word = words[at]
            if (
                word in BREAKS
                or (word in ("and", "or") and _joins_clauses(words, last, at, end))
                or (
                    words[at - 1] in COMMAS
                    and words[at] not in COMMAS
                    and (starts_clause(words, at, end) or words[at] in ("no", "not"))
                )
                or (word in SOFT and at - last >= 3 and words[at - 1] not in _CLINGING)
            ):
                cut = at
            else:
                continue
            if cut - last <= 2 and words[last].isdigit():
                continue
            if cut - last >= 1 and not (cut - 1 == last and words[last] in BREAKS | SOFT | {"and", "or"}):
                cuts.append(cut)
                last = cut
        return cuts


@Pipeline.factory("clauses", default_config={}, assigns=["doc._.clauses", "token.is_sent_start"])
def create_clauses(*, nlp: Pipeline, name: str) -> Clauses:
    """The clause splitter."""
    if not Doc.has_extension("clauses"):
        Doc.set_extension("clauses", default=None)
    return Clauses()
