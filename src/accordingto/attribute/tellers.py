"""Who can tell anything at all: persons, bodies, countries and documents; no museum, policy or footage."""

from __future__ import annotations

from spacy.tokens import Token

from accordingto.attribute.chains import bears_words
from accordingto.attribute.lexicon import Lexicon, words

_PRONOUNS = words("tellers_pronouns")
_MORE = words("tellers_more")


def can_tell(head: Token, lexicon: Lexicon) -> bool:
    """Whether the phrase of `head` is somebody or something that carries words."""
    if head.pos_ == "PROPN" or is_pronoun(head):
        return True
    if head.tag_ in ("VBN", "VBG", "JJ") and head.i > 0 and head.doc[head.i - 1].lower_ == "the":
        return True  # "the accused"
    return head.lemma_.lower() in _MORE or bears_words(head, lexicon)


def is_pronoun(head: Token) -> bool:
    """Whether `head` is a pronoun that can mean somebody."""
    return head.lower_ in _PRONOUNS
