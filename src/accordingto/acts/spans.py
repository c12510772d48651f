"""The noun phrase of a role, as characters: what belongs to it and what the parse only hangs on it."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from accordingto.read.actors import Cast
from accordingto.read.phrases import noun_phrase
from accordingto.types import Role


def role_of(head: Token, cast: Cast, trigger: Sequence[Token] = ()) -> Role:
    """The noun phrase of `head` as a role; it ends before a clause with the trigger, and before stray phrases."""
    start, end = phrase_of(head, trigger)
    doc = head.doc
    return cast.role(doc[start].idx, doc[end].idx + len(doc[end]))


def phrase_of(head: Token, trigger: Sequence[Token] = ()) -> tuple[int, int]:
    """First and last token of the role's phrase; phrases after a name and time words are no part of it."""
    phrase = noun_phrase(head)
    start, end = phrase.start, phrase.end - 1
    nations = [c for c in head.children if c.dep_ in ("amod", "compound", "nmod") and c.ent_type_ in ("NORP", "GPE")]
    joined = [c for n in nations for c in n.conjuncts if start < c.i < head.i and c.ent_type_ in ("NORP", "GPE")]
    if joined:  # the last nation's part of "Hungarian and Romanian officials"
        start = max(c.i for c in (*joined, *nations))
    for child in head.children:
        if child.i <= head.i or child.i > end:
            continue
        holds = child.dep_ in ("relcl", "acl", "prep", "appos") and any(t in trigger for t in child.subtree)
        if holds or _strays(child, head):
            end = min(end, child.left_edge.i - 1)
    while end > head.i and (head.doc[end].is_punct or head.doc[end].is_space):
        end -= 1
    return start, max(end, head.i)


def _strays(child: Token, head: Token) -> bool:
    if child.dep_ == "npadvmod":
        return True
    if child.dep_ != "prep":
        return False
    if any(n.dep_ == "pobj" and n.ent_type_ in ("DATE", "TIME") for n in child.children):
        return True
    if head.pos_ == "PRON":
        return child.lower_ != "of"
    if any(n.dep_ == "pcomp" for n in child.children) or child.lower_ == "by":
        return True
    return (head.pos_ == "PROPN" and head.ent_type_ in ("PERSON", "GPE", "NORP") and child.lower_ not in ("of",)) or (
        head.ent_type_ == "PERSON" and child.lower_ == "of" and not any(n.pos_ == "PROPN" for n in child.children)
    )
