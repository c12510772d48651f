"""Mends what the model found with what the rules see of the same telling."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from accordingto.attribute.attribution import Attribution
from accordingto.attribute.near import covered, meet, shared
from accordingto.attribute.parse import CONTACT, trimmed

_DESCRIPTION = re.compile(r"\s*,\s+(?:who|whose|an?|the|one|speaking|\d\d,)\s")
"""What goes on describing a source behind its comma."""


def with_source(doc: Doc, text: str, one: Attribution, twin: Attribution) -> Attribution:
    """The model's telling with the rule's source where the model has none, or less of one that names two."""
    if not one.source or not meet(one.content, twin.content):
        return twin
    given = doc.char_span(*twin.source[0], alignment_mode="expand") if twin.source else None
    cue = doc.char_span(*one.cue[-1], alignment_mode="expand") if one.cue else None
    in_contact = cue is not None and cue.root.tag_ == "VBG" and cue.root.head.lemma_ in CONTACT
    if given is None or given.root.pos_ in ("VERB", "AUX") or in_contact:
        return replace(twin, source=one.source)
    (a, b), (c, d) = one.source[0], (twin.source[0][0], twin.source[-1][1])
    if a == c and d < b and _DESCRIPTION.match(text, d, b) and not meet(one.source, (*twin.content, *twin.cue)):
        return replace(twin, source=one.source)  # "a witness, who asked not to be named"
    if not (a <= c and d <= b) or b - a == d - c:
        return twin
    more = doc.char_span(a, b, alignment_mode="expand")
    bears = more is not None and any(
        t.lemma_ in ("cite", "quote") or t.lower_ in ("in", "whose") for t in more if not c <= t.idx < d
    )
    return replace(twin, source=one.source) if bears else twin


def parted(doc: Doc, one: Attribution) -> Attribution:
    """The telling with the source that the parse hung on the end of its content ("..., the union and he, said").

    The source is the apposition, comma before it, that reaches to the cue right behind the content.
    """
    if one.source or not one.content or not one.cue or not 0 <= one.cue[0][0] - one.content[-1][1] <= 2:
        return one
    told = doc.char_span(*one.content[-1], alignment_mode="contract")
    if told is None:
        return one
    for token in told:
        first, last = token.left_edge.i, token.right_edge.i
        if token.dep_ == "appos" and last + 1 >= told.end and first > told.start + 2 and doc[first - 1].text == ",":
            start = doc[first].idx
            rest = trimmed(doc, told.start, first)
            return replace(one, source=((start, one.content[-1][1]),), content=(*one.content[:-1], rest))
    return one


def mended(
    doc: Doc,
    rule: str,
    one: Attribution,
    twin: Attribution,
    kept: Sequence[Attribution],
    found: Sequence[tuple[str, Attribution]],
) -> Attribution:
    """The model's telling mended by the rule's.

    Quotations that go on with it are added; gaps and a lost begin are filled; it ends where a telling beside it begins.
    """
    if not meet(one.content, twin.content) or (one.source and twin.source and not meet(one.source, twin.source)):
        return twin
    if rule == "quote":
        twin = _without_others(one, twin, found)
        more = [r for r in one.content if not any(covered(r, a.content) > 0.3 for a in (twin, *kept))]
        return replace(twin, content=tuple(sorted((*twin.content, *more)))) if more else twin
    twin = _filled(doc, one, twin)
    (start, end), own = twin.content[-1], one.content[-1]
    if len(twin.content) != len(one.content) or own[1] >= end - 3 or abs(own[0] - start) > 6:
        return twin
    beside = any(own[1] <= other.cue[0][0] < end for _, other in found if other.cue and not meet(other.cue, one.cue))
    return replace(twin, content=(*twin.content[:-1], (start, own[1]))) if beside else twin


def _without_others(one: Attribution, twin: Attribution, found: Sequence[tuple[str, Attribution]]) -> Attribution:
    """The model's telling without quotations that the frame text gives to another cue."""
    others = [a.content for rule, a in found if rule in ("quote", "quoting") and a is not one]
    own = tuple(r for r in twin.content if meet((r,), one.content) or not any(shared((r,), c) > 0.8 for c in others))
    return replace(twin, content=own) if own else twin


def _filled(doc: Doc, one: Attribution, twin: Attribution) -> Attribution:
    """The model's content without the gap that cuts one phrase of the rule's, and from where its clause begins.

    "claims by the minister that ..." is one phrase; "killing four" belongs to the clause before, "Gunmen struck".
    """
    if len(one.content) != 1:
        return twin
    low, high = one.content[0]
    (start, _), (_, end) = twin.content[0], twin.content[-1]
    beside = ((low, high),)
    if meet(beside, twin.cue) or meet(beside, twin.source):
        return twin
    if len(twin.content) > 1 and abs(low - start) <= 1 and end <= high:
        return replace(twin, content=((start, end),))
    first = doc.char_span(start, end, alignment_mode="expand") if len(twin.content) == 1 else None
    if first is None or not low < start or abs(high - end) > 2:
        return twin
    hung = first[0].tag_ == "VBG" and first[0].dep_ == "advcl" and low <= first[0].head.idx < start
    return replace(twin, content=((low, end),)) if hung else twin
