"""The "saying" of "they quoted her as saying"."""

from __future__ import annotations

from spacy.tokens import Token

from accordingto.attribute.lexicon import words

_SAYINGS = words("quoting_sayings")


def saying_after(token: Token) -> Token | None:
    """The "saying" of "quoted X as saying", the "told" of "quoted X as having told"."""
    for child in token.subtree:
        if child.i <= token.i or child.lemma_ not in _SAYINGS:
            continue
        having = child.tag_ == "VBN" and token.doc[child.i - 1].lower_ == "having"
        at = child.i - 2 if having else child.i - 1
        if child.tag_ != "VBG" and not having:
            continue
        if token.doc[at].lower_ == "as" or (token.doc[at].pos_ == "ADV" and token.doc[at - 1].lower_ == "as"):
            return child
    return None


def is_saying_of(token: Token) -> bool:
    """The "saying" of "quoted X as saying": the quoting verb is the cue."""
    at = token.i - 1
    having = token.tag_ == "VBN" and at > 0 and token.doc[at].lower_ == "having"
    if having:
        at -= 1
    if at > 0 and token.doc[at].pos_ == "ADV" and token.doc[at].lower_ != "as":
        at -= 1
    return (token.tag_ == "VBG" or having) and at > 0 and token.doc[at].lower_ == "as"
