"""Source chains: the carrier nearest the reporter first, the one whose words they are last."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from accordingto.attribute.attribution import Stretches
from accordingto.attribute.parse import trimmed
from accordingto.attribute.lexicon import Lexicon

Range = tuple[int, int]


def carriers(doc: Doc, cue: Token, source: Range, lexicon: Lexicon) -> tuple[Range, ...]:
    """Documents and quoters that the reporting clause of `cue` names beside its source, nearest the reporter first."""
    found: list[Range] = []
    for token in _clause_heads(cue):
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in ("in", "through", "via", "on"):
                document = next((c for c in child.children if c.dep_ == "pobj"), None)
                if document is not None and _is_document(document, lexicon) and not _inside(document, source):
                    found.append(trimmed(doc, document.left_edge.i, document.right_edge.i + 1))
    return tuple(found[:1])


def _clause_heads(cue: Token) -> list[Token]:
    heads = [cue]
    if cue.dep_ in ("conj", "xcomp") and cue.head.i != cue.i:
        heads.append(cue.head)
    return heads


def _is_document(token: Token, lexicon: Lexicon) -> bool:
    return token.lemma_.lower() in lexicon.documents


def _inside(token: Token, span: Range) -> bool:
    return span[0] <= token.idx < span[1]


def split_source(doc: Doc, source: Range, lexicon: Lexicon) -> tuple[Range, ...]:
    """ "estimates cited by a UN panel" -> (a UN panel, estimates); "whose court testimony" -> (court testimony, its owner)."""
    span = doc.char_span(*source, alignment_mode="contract")
    if span is None:
        return (source,)
    head = span.root
    for child in head.children:
        if (
            child.dep_ == "acl"
            and child.lemma_ in ("cite", "quote")
            and child.tag_ == "VBN"
            and span.start <= child.i < span.end
        ):
            by = next((c for c in child.children if c.dep_ == "agent"), None)
            quoter = next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None
            if quoter is not None:
                return (
                    trimmed(doc, quoter.left_edge.i, quoter.right_edge.i + 1),
                    trimmed(doc, span.start, child.left_edge.i),
                )
    first = span[0]
    if first.lower_ == "whose" and _is_document(head, lexicon):
        verb = head.head
        owner = verb.head if verb.dep_ == "relcl" else None
        if owner is not None:
            return trimmed(doc, first.i + 1, span.end), trimmed(doc, owner.left_edge.i, first.i)
    return (source,)


def covers(outer: Stretches, inner: Stretches) -> float:
    """The share of `outer`'s characters that `inner` covers."""
    total = sum(b - a for a, b in outer)
    shared = sum(max(0, min(b, d) - max(a, c)) for a, b in outer for c, d in inner)
    return shared / total if total else 0.0
