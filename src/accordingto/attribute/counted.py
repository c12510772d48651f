"""The number of people harmed or held that a statement's content tells."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from accordingto.attribute.attribution import Stretches
from accordingto.attribute.lexicon import words
from accordingto.read.counts import find_count
from accordingto.types import Count

_HARMING = words("counted_harming")
_HARMED = words("counted_harmed")


def count_harmed(doc: Doc, content: Stretches) -> Count | None:
    """The first count of people in `content` whose verb or noun tells harm or holding; None where it tells none."""
    for start, end in content:
        for token in doc.char_span(start, end, alignment_mode="expand") or ():
            if token.pos_ != "NUM" and token.lower_ not in ("dozens", "hundreds", "thousands", "scores", "millions"):
                continue
            head = _counted(token)
            if head.lemma_.lower() in _HARMED or _governor(head).lemma_ in _HARMING:
                count = find_count(doc[min(head.left_edge.i, token.i) : max(head.i, token.i) + 1])
                if count is not None:
                    return count
    return None


def _counted(token: Token) -> Token:
    """The noun that a number counts."""
    while token.dep_ in ("nummod", "compound", "quantmod", "amod", "advmod") and token.head.i != token.i:
        token = token.head
    return token


def _governor(head: Token) -> Token:
    """The verb that tells what happened to those counted."""
    at = head
    while at.dep_ in ("conj", "appos", "pobj", "prep") and at.head.i != at.i:
        at = at.head
    if at.head.lemma_ in ("be", "put", "have") and at.head.head.i != at.head.i:
        return at.head
    return at.head
