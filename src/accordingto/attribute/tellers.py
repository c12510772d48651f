"""Who can tell anything at all: persons, bodies, countries and documents; no museum, policy or footage."""

from __future__ import annotations

from spacy.tokens import Token

from accordingto.attribute.chains import bears_words
from accordingto.attribute.lexicon import Lexicon
from accordingto.read.cast.lexicon import Lexicon as Parties

_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_TELLING_PRONOUNS = frozenset({"he", "she", "they", "we", "i", "it", "who", "which", "that", "one", "some", "many", "others", "another", "both", "several"})


def can_tell(head: Token, lexicon: Lexicon) -> bool:
    """Whether the phrase of `head` is somebody or something that carries words."""
    if head.ent_type_ in _NAMES or head.pos_ == "PROPN" or head.lower_ in _TELLING_PRONOUNS:
        return True
    return head.lower_ in Parties.load().nouns or bears_words(head, lexicon)
