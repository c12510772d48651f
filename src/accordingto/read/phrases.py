"""Whole noun phrases from the parse: the spans that sources and roles of acts point at."""

from __future__ import annotations

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token


def noun_phrase(head: Token, *, conjuncts: bool = False) -> DocSpan:
    """The phrase of `head` with its modifiers, appositions and relative clauses; coordinated phrases are left out.

    Returns a spaCy span without punctuation at its edges. With `conjuncts`, coordinated phrases are kept inside.
    """
    keep = [head]
    for child in head.children:
        if not conjuncts and child.dep_ in ("cc", "conj", "preconj"):
            continue
        keep.extend(child.subtree)
    first, last = min(t.i for t in keep), max(t.i for t in keep)
    if not conjuncts:
        cut = [c.i for c in head.children if c.dep_ in ("cc", "conj") and c.i > head.i]
        if cut:
            last = min(last, min(cut) - 1)
    doc = head.doc
    while last > head.i and (doc[last].is_punct or doc[last].is_space) and doc[last].text not in ')"”':
        last -= 1
    while first < head.i and (doc[first].is_space or doc[first].text in ",;:-–—.."):
        first += 1
    return doc[first : last + 1]


def coordinated(head: Token) -> list[Token]:
    """`head` and the heads that are joined to it by "and" or commas, in text order."""
    return [head, *head.conjuncts] if head.dep_ != "conj" else [head]
