"""The "saying" of "they quoted her as saying"."""

from __future__ import annotations

from spacy.tokens import Token


def saying_after(token: Token) -> Token | None:
    """The "saying" of "quoted X as saying"."""
    for child in token.subtree:
        if (
            child.i > token.i
            and child.tag_ == "VBG"
            and child.lemma_ in ("say", "tell", "describe", "add", "warn", "call")
        ):
            at = child.i - 1
            if token.doc[at].lower_ == "as" or (token.doc[at].pos_ == "ADV" and token.doc[at - 1].lower_ == "as"):
                return child
    return None


def is_saying_of(token: Token) -> bool:
    """The "saying" of "quoted X as saying": the quoting verb is the cue."""
    at = token.i - 1
    if at > 0 and token.doc[at].pos_ == "ADV" and token.doc[at].lower_ != "as":
        at -= 1
    return token.tag_ == "VBG" and at > 0 and token.doc[at].lower_ == "as"
