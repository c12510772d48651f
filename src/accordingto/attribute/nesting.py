"""Tellings within tellings: joined to one record with a chain, or kept apart where only a part is told again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from accordingto.attribute.attribution import Stretches
from accordingto.attribute.drafts import Draft
from accordingto.attribute.lexicon import words
from accordingto.attribute.near import Near
from accordingto.attribute.parse import CONTACT, Range, climb_conj, own_subject, subject
from accordingto.attribute.quoting import saying_after


def nest(drafts: Sequence[Draft], same: Callable[[Range, Range], bool | None]) -> list[Draft]:
    """Joins tellings that hold another: "the aide said the president had ordered" is one record.

    `same` tells whether two phrases mean one party, None where unknown: own earlier words keep one source.
    """
    drafts = _without_carriers(drafts)
    ordered = sorted(range(len(drafts)), key=lambda i: -_length(drafts[i].content))
    rank = {i: n for n, i in enumerate(ordered)}
    cues = _cue_places(drafts)
    out: dict[int, Draft] = dict(enumerate(drafts))
    dropped: set[int] = set()
    for i in ordered:
        for j in sorted(cues.around(out[i].content), key=rank.__getitem__):
            if i == j or i in dropped or j in dropped or not _carries(out[i], drafts[j]):
                continue
            outer, inner = out[i], out[j]
            if inner.stance == "no_comment" and _is_pronoun(inner) and _is_right_under(outer, inner):
                out[j] = replace(inner, chain=outer.chain)
                dropped.add(i)
                continue
            if _is_own(outer, inner, same):
                if _is_main(outer, inner):
                    dropped.add(j)
                continue
            if _is_presupposed(outer, inner) or not _is_teller(inner):
                continue
            before = tuple(c for c in outer.chain if c != inner.chain[-1])
            out[j] = replace(inner, chain=(*before, *(c for c in inner.chain if c not in before)))
            if _is_main(outer, inner):
                dropped.add(i)
    return [out[i] for i in range(len(drafts)) if i not in dropped]


def _cue_places(drafts: Sequence[Draft]) -> Near:
    """Where each draft's cue stands, or the verb of contact that its participle belongs to."""
    places = Near()
    for n, draft in enumerate(drafts):
        places.add(n, draft.cue)
        if draft.head is not None:
            places.add(n, ((draft.head.head.idx, draft.head.head.idx + 1),))
    return places


def _without_carriers(drafts: Sequence[Draft]) -> list[Draft]:
    """ "..., Mrs Clinton said, quoted by the Times": the quoting is in the chain of the saying, and left out."""
    carried = {d.content[0] for d in drafts if d.content and len(d.chain) > 1 and not _is_quoting_only(d)}
    return [d for d in drafts if not _is_quoting_only(d) or carried.isdisjoint(d.content)]


def _is_quoting_only(one: Draft) -> bool:
    head = one.head
    return head is not None and head.lemma_ in ("quote", "cite") and head.tag_ == "VBN" and not saying_after(head)


def _is_pronoun(inner: Draft) -> bool:
    verb = inner.head if inner.head is None or inner.head.pos_ in ("VERB", "AUX") else inner.head.head
    who = subject(verb) if verb is not None else None
    return who is not None and who.lower_ in _PRONOUNS


def _length(content: Stretches) -> int:
    return sum(b - a for a, b in content)


def _carries(outer: Draft, inner: Draft) -> bool:
    """Whether `inner` is told within what `outer` tells."""
    if not outer.chain or not inner.chain or not inner.cue or not outer.cue:
        return False
    if outer.stance not in ("asserts", "confirms") or outer.kind != "speech" or inner.kind != "speech":
        return False
    start, end = inner.cue[0][0], inner.cue[-1][1]
    held = any(a <= start and end <= b for a, b in outer.content) or _told_in_contact(outer, inner)
    return held and not any(a <= outer.cue[0][0] < b for a, b in inner.content)


def _told_in_contact(outer: Draft, inner: Draft) -> bool:
    """ "reported that she had phoned her cousin, saying ...": the saying belongs to the call that is told."""
    if inner.head is None or inner.head.tag_ != "VBG" or inner.head.head.lemma_ not in CONTACT:
        return False
    at = inner.head.head.idx
    return any(a <= at < b for a, b in outer.content)


def _is_main(outer: Draft, inner: Draft) -> bool:
    """Whether the inner telling is the whole of the outer one's content."""
    told = (*inner.content, *inner.cue, *inner.chain, *((inner.addressee,) if inner.addressee else ()))
    total = _length(outer.content)
    return total > 0 and _shared(outer.content, told) / total >= 0.6 and _is_clause_of(outer, inner)


def _is_clause_of(outer: Draft, inner: Draft) -> bool:
    """Whether the inner cue is a verb of the very clause that the outer one tells, of no phrase or clause inside it."""
    at = inner.head
    if at is None or outer.head is None:
        return True
    if at.pos_ not in ("VERB", "AUX"):
        return at.lower_ == "according"
    while at.head.i not in (at.i, outer.head.i):
        if at.dep_ not in ("conj", "ccomp", "xcomp", "parataxis", "dep"):
            return False
        at = at.head
    return True


def _shared(outer: Stretches, inner: Stretches) -> int:
    seen: set[int] = set()
    for a, b in inner:
        for c, d in outer:
            seen.update(range(max(a, c), min(b, d)))
    return len(seen)


def _is_own(outer: Draft, inner: Draft, same: Callable[[Range, Range], bool | None]) -> bool:
    """ "The president said he had warned": a subject pronoun right under a telling means its speaker, mostly."""
    known = same(outer.chain[-1], inner.chain[-1])
    if known is not None or inner.head is None or outer.head is None:
        return bool(known)
    who = own_subject(inner.head)
    if who is None or who.lower_ not in _PRONOUNS or inner.head.head.i != outer.head.i:
        return False
    return _may_mean(who.lower_, outer)


_PRONOUNS = {"he": "m", "she": "f", "they": "p", "it": "n", "i": "", "we": ""}
_SEXES = {"m": words("chains_men"), "f": words("chains_women")}
_SPEAKS_FOR = words("chains_speaks_for")


def _may_mean(pronoun: str, outer: Draft) -> bool:
    """Whether the pronoun can mean the outer speaker: sex, number, nobody else at hand ("his mother said he")."""
    start, end = outer.chain[-1]
    span = outer.head.doc.char_span(start, end, alignment_mode="contract") if outer.head is not None else None
    if span is None:
        return True
    head, sort = span.root, _PRONOUNS[pronoun]
    lemma = head.lemma_.lower()
    if any(lemma in words and sex != sort for sex, words in _SEXES.items()):
        return False
    if any(t.lower_ in ("his", "her") and t.dep_ == "poss" for t in head.children) and sort in ("m", "f"):
        return False
    if lemma in _SPEAKS_FOR and sort in ("m", "f", "n") and any(c.dep_ in ("prep", "poss") for c in head.children):
        return False
    plural = head.tag_ in ("NNS", "NNPS") or head.lower_ == "they" or any(c.dep_ == "conj" for c in head.children)
    return not plural or sort in ("p", "")


def _is_right_under(outer: Draft, inner: Draft) -> bool:
    """Whether the inner telling is the clause that the outer cue governs ("said it would not comment")."""
    if inner.head is None or outer.head is None:
        return False
    verb = inner.head if inner.head.pos_ in ("VERB", "AUX") else inner.head.head
    return verb.head.i == outer.head.i or verb.head.head.i == outer.head.i


_NOBODY = words("chains_nobody")


def _is_teller(inner: Draft) -> bool:
    """Whether the inner source is somebody at all ("anybody who complains", "no business" are not)."""
    if inner.head is None:
        return True
    span = inner.head.doc.char_span(*inner.chain[-1], alignment_mode="contract")
    if span is None or not len(span):
        return True
    head = span.root
    return head.lower_ not in _NOBODY and not any(c.lower_ == "no" for c in head.children)


def _is_presupposed(outer: Draft, inner: Draft) -> bool:
    """A telling in a relative clause on a bare thing told is the reporter's own ("joy over people who say that")."""
    if (
        inner.head is None
        or outer.head is None
        or climb_conj(inner.head).dep_ != "relcl"
        or inner.head.i == outer.head.i
    ):
        return False
    return not any(c.dep_ in ("ccomp", "xcomp") for c in outer.head.children) and outer.head.dep_ != "ccomp"
