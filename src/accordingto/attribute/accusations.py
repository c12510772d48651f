"""Accusations whose accuser is not named or stands in a by-phrase, which no attribution corpus teaches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from accordingto.attribute.attribution import Stretches
from accordingto.attribute.bounds import cut_end
from accordingto.attribute.clauses import Found
from accordingto.attribute.lexicon import Lexicon
from accordingto.attribute.parse import agent, is_passive, trimmed, verb_group
from accordingto.attribute.quotes import Quote


def accusations(doc: Doc, lexicon: Lexicon, quotes: Sequence[Quote]) -> Iterator[Found]:
    """ "Beijing is accused of X": an accusation whose accuser is not named, or stands in a by-phrase."""
    for token in doc:
        if token.lemma_ != "accuse" or token.tag_ != "VBN" or not (is_passive(token) or token.dep_ in ("acl", "advcl")):
            continue
        of = next((c for c in token.children if c.dep_ == "prep" and c.lower_ == "of"), None)
        by = agent(token)
        if of is None and by is not None:
            of = next((c for c in by.subtree if c.dep_ == "prep" and c.lower_ == "of"), None)
        if of is None:
            continue
        cue = verb_group(token)
        end = cut_end(token, of.i + 1, of.right_edge.i + 1, lexicon)
        source: Stretches = ()
        if by is not None:
            stop = of.i if by.i < of.i else by.right_edge.i + 1
            source = (trimmed(doc, by.left_edge.i, stop),)
            end = min(end, by.head.i) if by.head.i > of.i else end
        yield Found(cue, source, (trimmed(doc, of.i + 1, end),))
