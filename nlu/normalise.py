"""`chat_norm`: token.norm_ in one canonical spelling, and the plain view of a message that patterns read."""

import re
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA
from spacy.language import Language as Pipeline
from spacy.tokens import Doc, Token

from nlu import language

SKIP = "_"  # the norm of a token that has been merged into the one before it
_APOSTROPHES = str.maketrans("’‘`´", "''''")
_REPEATED = re.compile(r"(.)\1{2,}")
_ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "er", "ers", "y", "ish", "ness")
_NOT = {
    "can": "cannot",
    "could": "couldnt",
    "do": "dont",
    "does": "doesnt",
    "did": "didnt",
    "is": "isnt",
    "are": "arent",
    "was": "wasnt",
    "were": "werent",
    "will": "wont",
    "would": "wouldnt",
    "have": "havent",
    "has": "hasnt",
    "had": "hadnt",
}
_ABLE = frozenset(["able", "manage", "managing", "capable", "arriving", "succeed", "succeeding"])
_UNABLE_BEFORE = frozenset(
    ["not", "isnt", "wasnt", "arent", "never", "no", "hardly", "barely", "dont", "doesnt", "didnt", "havent", "hasnt"]
)


@dataclass(frozen=True)
class Plain:
    """The words that patterns see and, for each, its token's index: no white space, no 's, no hyphen inside a word."""

    words: list[str]
    tokens: list[int]
    starts: list[int]  # indices into `words` at which sentences begin


def plain(doc: Doc) -> Plain:
    """The plain view of a doc that has gone through chat_norm (and `clauses`, for sentence starts)."""
    words: list[str] = []
    tokens: list[int] = []
    starts: list[int] = []
    new = True
    for token in doc:
        new = new or bool(token.is_sent_start)
        text = token.text
        if token.is_space:
            continue
        norm = token.norm_
        if norm in (SKIP, "'s", '"', "*", "“", "”", "'") or (
            text in "-‐‑" and token.i and not token.whitespace_ and not doc[token.i - 1].whitespace_
        ):
            continue
        if new:
            starts.append(len(words))
            new = False
        words.append("or" if norm == "/" else norm)
        tokens.append(token.i)
    return Plain(words, tokens, starts or [0])


class ChatNorm:
    """Sets `token.norm_`: lower case, apostrophes mended, chat spellings expanded, typos corrected towards the words of
    the lexicon (never a common English word, never one shorter than five letters)."""

    def __init__(self, data: language.Language) -> None:
        self._spelling = data.words.spelling
        self._lexicon = data.lexicon
        self._common = data.common
        self._targets: dict[str, list[str]] = {}
        for word in sorted(data.lexicon):
            if len(word) >= 5 and word.isalpha():
                self._targets.setdefault(word[0], []).append(word)
        self._cache: dict[str, str] = {}

    def __call__(self, doc: Doc) -> Doc:
        before = None
        for token in doc:
            norm = token.norm_ = self.norm(token.text)
            if norm == "not" and before is not None and before.norm_ in _NOT:
                before.norm_ = _NOT[before.norm_]
                token.norm_ = SKIP
            elif norm in _ABLE:
                self._unable(doc, token)
            if not token.is_space:
                before = token
        return doc

    @staticmethod
    def _unable(doc: Doc, token: Token) -> None:
        """ "Not being able", "no longer able", "not managing": one word, so that the "not" is nobody else's."""
        at = token.i - 1
        while at >= 0 and doc[at].norm_ in ("be", "being", "been", "longer", "really", "quite", "even", " "):
            at -= 1
        if at >= 0 and doc[at].norm_ in _UNABLE_BEFORE:
            token.norm_ = "unable"
            doc[at].norm_ = SKIP

    def norm(self, text: str) -> str:
        """The canonical form of one token."""
        known = self._cache.get(text)
        if known is None:
            known = self._norm(text) or text
            if len(self._cache) < 50_000:
                self._cache[text] = known
        return known

    def _norm(self, text: str) -> str:
        word = text.lower().translate(_APOSTROPHES)
        if word in self._spelling:
            return self._spelling[word]
        if len(word) > 2 and "'" in word[1:]:
            word = word.replace("'", "")
            return self._spelling.get(word, word)
        if not word.isalpha():
            return word
        for form in (word, _REPEATED.sub(r"\1\1", word), _REPEATED.sub(r"\1", word)):
            if form in self._spelling:
                return self._spelling[form]
            if form in self._lexicon or self._is_common(form):
                return form
        word = _REPEATED.sub(r"\1\1", word)
        return self._correct(word) if 5 <= len(word) <= 20 else word

    def _is_common(self, word: str) -> bool:
        if word in self._common:
            return True
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= 4:
                stem = word[: -len(ending)]
                if stem in self._common or stem + "e" in self._common:
                    return True
        return word[-3:] in ("ier", "ies", "ied") and word[:-3] + "y" in self._common

    def _correct(self, word: str) -> str:
        limit = 1 if len(word) < 7 else 2
        targets = self._targets.get(word[0], [])
        found = process.extractOne(word, targets, scorer=OSA.distance, score_cutoff=limit)
        if found is None and len(word) > 5:  # first two letters swapped
            found = process.extractOne(word, self._targets.get(word[1], []), scorer=OSA.distance, score_cutoff=1)
        return str(found[0]) if found else word


@Pipeline.factory("chat_norm", default_config={})
def create_chat_norm(*, nlp: Pipeline, name: str) -> ChatNorm:
    """The normaliser, with the language data of the project."""
    return ChatNorm(language.load())
