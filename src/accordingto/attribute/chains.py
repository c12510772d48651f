"""Source chains: the carrier nearest the reporter first, the one whose words they are last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from accordingto.attribute.attribution import Stretches
from accordingto.attribute.drafts import Draft
from accordingto.attribute.frames import saying_after
from accordingto.attribute.lexicon import Lexicon, words
from accordingto.attribute.parse import (
    CONTACT,
    Range,
    agent,
    climb_conj,
    is_passive,
    own_subject,
    phrase,
    sentence,
    subject,
    trimmed,
)

_ISSUING = words("chains_issuing")
_BEARERS = words("chains_bearers")


def chain_of(doc: Doc, draft: Draft, source: Range | None, lexicon: Lexicon) -> Draft:
    """The draft with its chain: carriers that its reporting clause names, then its own source, split where it holds two."""
    head = draft.head
    if head is None:
        return replace(draft, chain=(source,) if source else ())
    if head.lemma_ in ("quote", "cite") and saying_after(head) is not None:
        return replace(draft, chain=_quoting_chain(head, source))
    own = split_source(doc, source, lexicon) if source else ()
    before: list[Range] = []
    content = draft.content
    document, own = _document(doc, head, own, content, lexicon)
    if document is None and source is not None:
        document, content = _trailing_document(doc, head, content, lexicon)
    quoter = _quoted_by(head, source)
    before.extend(r for r in (quoter, document) if r is not None and r not in own)
    own = (*own, *_cited(head, own, lexicon))
    issuer = _issuer(head, lexicon) if len(own) == 1 else None
    if issuer is not None and not any(a < issuer[1] and issuer[0] < b for a, b in own):
        own = (*own, issuer)
    return replace(draft, chain=(*before, *own), content=content)


def _quoting_chain(head: Token, source: Range | None) -> tuple[Range, ...]:
    """ "they quoted her as saying" -> (they, her); "she was quoted by them as saying" -> (them, she)."""
    if is_passive(head):
        person, quoter = own_subject(head), agent(head)
    else:
        person = next((c for c in head.children if c.dep_ in ("dobj", "iobj") and c.i > head.i), None)
        quoter = subject(head)
    chain = tuple(phrase_before(t, head) for t in (quoter, person) if t is not None)
    return chain or ((source,) if source else ())


def phrase_before(token: Token, verb: Token) -> Range:
    """The noun phrase of `token` without the clause of `verb` or of the saying that the parse hung on it."""
    end = token.right_edge.i + 1
    for below in token.subtree:
        if below.i > token.i and (below.i == verb.i or (below.lower_ == "as" and below.dep_ == "prep")):
            end = min(end, below.i)
    return trimmed(token.doc, token.left_edge.i, end)


def _document(
    doc: Doc, head: Token, own: tuple[Range, ...], content: Stretches, lexicon: Lexicon
) -> tuple[Range | None, tuple[Range, ...]]:
    """The document or go-between of the reporting clause ("in a statement", "through his lawyer"), and the source without it."""
    for verb in _clause_heads(head):
        for prep in verb.children:
            found = _carrying(prep, content, lexicon)
            if found is not None:
                return found, own
    if own:
        span = doc.char_span(*own[-1], alignment_mode="contract")
        for prep in span.root.children if span is not None and span.root.i != head.i else ():
            found = _carrying(prep, content, lexicon)
            if found is not None and prep.i > span.root.i and doc[prep.i - 1].text == ",":
                return found, (*own[:-1], trimmed(doc, span.start, prep.i))
    return None, own


def _carrying(prep: Token, content: Stretches, lexicon: Lexicon) -> Range | None:
    if prep.dep_ != "prep" or prep.lower_ not in ("in", "through", "via", "on"):
        return None
    thing = next((c for c in prep.children if c.dep_ == "pobj"), None)
    if thing is None or _within(thing, content):
        return None
    person = thing.ent_type_ == "PERSON" or thing.lemma_ in ("lawyer", "spokesman", "spokeswoman", "attorney", "interpreter",
                                                            "translator", "representative", "agent", "intermediary")  # fmt: skip
    carries = thing.lemma_ in _RECORDINGS if prep.lower_ == "on" else lexicon.is_document(thing)
    if carries or (prep.lower_ in ("through", "via") and person):
        return _whole(thing, content)
    return None


_RECORDINGS = words("chains_recordings")


def _whole(thing: Token, content: Stretches) -> Range:
    """A document's phrase, without the telling that hangs on it ("a letter saying that ...")."""
    end = thing.right_edge.i + 1
    end = next((t.i for t in thing.subtree if t.i > thing.i and _within(t, content)), end)
    for child in thing.children:
        if (
            child.i > thing.i
            and child.tag_ == "VBG"
            and child.dep_ == "acl"
            and child.lemma_ in ("say", "call", "warn", "accuse")
        ):
            end = min(end, child.left_edge.i)
    return trimmed(thing.doc, thing.left_edge.i, end)


def _within(token: Token, content: Stretches) -> bool:
    return any(a <= token.idx < b for a, b in content)


def _clause_heads(head: Token) -> list[Token]:
    heads = [head]
    while heads[-1].dep_ in ("conj", "xcomp", "pcomp") and heads[-1].head.pos_ in ("VERB", "AUX") and len(heads) < 4:
        if heads[-1].dep_ == "conj":
            break
        heads.append(heads[-1].head)
    speaking = [c for c in head.children if c.dep_ == "advcl" and c.lemma_ in ("speak", "write") and c.tag_ == "VBG"]
    return [*heads, *speaking]


def _trailing_document(doc: Doc, head: Token, content: Stretches, lexicon: Lexicon) -> tuple[Range | None, Stretches]:
    """ "said the fire was out in a statement": a document at the very end of indirect content carries it."""
    if not content or head.pos_ not in ("VERB", "AUX") or content[-1][0] < head.idx:
        return None, content
    span = doc.char_span(*content[-1], alignment_mode="contract")
    if span is None:
        return None, content
    for prep in reversed(list(span[1:])):
        if prep.dep_ != "prep" or prep.lower_ != "in":
            continue
        thing = next((c for c in prep.children if c.dep_ == "pobj"), None)
        if thing is None or thing.lemma_ not in _STATEMENTS or not _ends_in_time(thing, span.end):
            continue
        if prep.i <= span.start or prep.head.pos_ not in ("VERB", "AUX", "ADJ", "NOUN", "PROPN"):
            continue
        if (
            any(t.lower_ in ("this", "that", "the") and t.dep_ == "det" for t in thing.lefts)
            and thing.lemma_ != "statement"
        ):
            continue
        cut = trimmed(doc, span.start, prep.i)
        return trimmed(doc, thing.left_edge.i, thing.right_edge.i + 1), (*content[:-1], cut)
    return None, content


def _ends_in_time(thing: Token, end: int) -> bool:
    """Whether nothing but a date follows the document's phrase."""
    rest = thing.doc[thing.right_edge.i + 1 : end]
    return all(t.ent_type_ in ("DATE", "TIME") or t.pos_ in ("ADP", "SPACE", "PUNCT") for t in rest)


_STATEMENTS = words("chains_statements")


def _quoted_by(head: Token, source: Range | None) -> Range | None:
    """ "..., Mrs Clinton said, quoted by the Times": who carries the words."""
    if source is None:
        return None
    for token in sentence(head):
        if (
            token.lemma_ not in ("quote", "cite")
            or token.tag_ != "VBN"
            or is_passive(token)
            or abs(token.i - head.i) > 12
        ):
            continue
        by = agent(token)
        linked = token.head.i == head.i or source[0] <= token.head.idx < source[1] or token.head.i == head.head.i
        if by is not None and (linked or token.i > head.i) and not source[0] <= token.idx < source[1]:
            return phrase(by)
    return None


def _cited(head: Token, own: tuple[Range, ...], lexicon: Lexicon) -> tuple[Range, ...]:
    """ "the paper reported, citing two officials": whom a carrier cites is the last source."""
    if not own:
        return ()
    for token in sentence(head):
        if token.lemma_ not in ("cite", "quote") or token.tag_ != "VBG" or token.i < head.i:
            continue
        if not (_hangs_on(token, head) or token.dep_ == "dep"):
            continue
        thing = next((c for c in token.children if c.dep_ == "dobj"), None)
        if thing is not None and saying_after(token) is None and bears_words(thing, lexicon):
            return (phrase(thing),)
    return ()


def _hangs_on(token: Token, head: Token) -> bool:
    at = token
    for _ in range(6):
        if at.head.i == at.i:
            return False
        at = at.head
        if at.i == head.i or at.i == climb_conj(head).i:
            return True
    return False


def bears_words(thing: Token, lexicon: Lexicon) -> bool:
    """Whether a cited thing is somebody or a document ("two officials"), no reason ("security concerns")."""
    return lexicon.is_document(thing) or thing.lemma_.lower() in _BEARERS or thing.ent_type_ in ("PERSON", "ORG")


def _issuer(head: Token, lexicon: Lexicon) -> Range | None:
    """ "The ministry issued a statement saying X": the document's issuer is the last source."""
    document = head.head if head.dep_ in ("acl", "relcl") else None
    if document is None or not lexicon.is_document(document) or head.tag_ not in ("VBG", "VBD", "VBZ", "VBP"):
        return None
    verb = document.head
    if document.dep_ == "dobj" and verb.lemma_ in _ISSUING:
        issuer = subject(verb)
        return trimmed(head.doc, issuer.left_edge.i, issuer.right_edge.i + 1) if issuer is not None else None
    return None


def split_source(doc: Doc, source: Range, lexicon: Lexicon) -> tuple[Range, ...]:
    """The sources that one phrase names: "estimates cited by a panel" -> (a panel, estimates)."""
    span = doc.char_span(*source, alignment_mode="contract")
    if span is None or not len(span):
        return (source,)
    return _split_cited(span) or _split_citing(span, lexicon) or _split_whose(span, lexicon) or (source,)


def _split_cited(span: DocSpan) -> tuple[Range, ...]:
    doc, head = span.doc, span.root
    for child in head.children:
        if (
            child.lemma_ in ("cite", "quote")
            and child.tag_ == "VBN"
            and head.i < child.i < span.end
            and child.dep_ in ("acl", "relcl")
        ):
            quoter = agent(child)
            if quoter is not None:
                return phrase(quoter), trimmed(doc, span.start, child.left_edge.i)
    return ()


def _split_citing(span: DocSpan, lexicon: Lexicon) -> tuple[Range, ...]:
    doc, head = span.doc, span.root
    for child in head.subtree:
        if (
            child.lemma_ in ("cite", "quote")
            and child.tag_ in ("VBG", "VBZ", "VBD", "VBP")
            and head.i < child.i < span.end
        ):
            thing = next((c for c in child.children if c.dep_ == "dobj"), None)
            if thing is not None:
                return trimmed(doc, span.start, child.left_edge.i), phrase(thing)
    return ()


def _split_whose(span: DocSpan, lexicon: Lexicon) -> tuple[Range, ...]:
    """ "an escaped national whose court testimony described": (court testimony, an escaped national)."""
    head = span.root
    if span[0].lower_ == "whose" and lexicon.is_document(head):
        verb = head.head
        owner = verb.head if verb.dep_ == "relcl" else None
        if owner is not None:
            start = span[0].i
            return trimmed(span.doc, start + 1, span.end), trimmed(span.doc, owner.left_edge.i, start)
    return ()


def nest(drafts: Sequence[Draft], same: Callable[[Range, Range], bool | None]) -> list[Draft]:
    """Joins tellings that hold another: "the aide said the president had ordered" is one, "according to a statement" carries.

    `same` tells whether two phrases mean one party, None where unknown: what somebody says of his own earlier words stays his alone.
    """
    drafts = [d for d in drafts if not _is_carrier_only(d, drafts)]
    ordered = sorted(range(len(drafts)), key=lambda i: -_length(drafts[i].content))
    out: dict[int, Draft] = dict(enumerate(drafts))
    dropped: set[int] = set()
    for i in ordered:
        for j in ordered:
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
            out[j] = replace(inner, chain=(*(c for c in outer.chain if c not in inner.chain), *inner.chain))
            if _is_main(outer, inner):
                dropped.add(i)
    return [out[i] for i in range(len(drafts)) if i not in dropped]


def _is_carrier_only(one: Draft, drafts: Sequence[Draft]) -> bool:
    """ "..., Mrs Clinton said, quoted by the Times": the quoting is in the chain of the saying, no telling of its own."""
    if one.head is None or one.head.lemma_ not in ("quote", "cite") or one.head.tag_ != "VBN" or saying_after(one.head):
        return False
    return any(d is not one and d.content and d.content[0] in one.content and len(d.chain) > 1 for d in drafts)


def _is_pronoun(inner: Draft) -> bool:
    who = subject(inner.head) if inner.head is not None else None
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
    return total > 0 and _shared(outer.content, told) / total >= 0.6


def _shared(outer: Stretches, inner: Stretches) -> int:
    seen: set[int] = set()
    for a, b in inner:
        for c, d in outer:
            seen.update(range(max(a, c), min(b, d)))
    return len(seen)


def _is_own(outer: Draft, inner: Draft, same: Callable[[Range, Range], bool | None]) -> bool:
    """ "The president said he had warned": a subject pronoun right under the telling means its speaker, unless known else."""
    known = same(outer.chain[-1], inner.chain[-1])
    if known is not None or inner.head is None or outer.head is None:
        return bool(known)
    who = own_subject(inner.head)
    if who is None or who.lower_ not in _PRONOUNS or inner.head.head.i != outer.head.i:
        return False
    return _may_mean(who.lower_, outer)


_PRONOUNS = {"he": "m", "she": "f", "they": "p", "it": "n", "i": "", "we": ""}
_SEXES = {
    "m": frozenset(
        ["father", "husband", "son", "brother", "spokesman", "man", "boy", "uncle", "nephew", "king", "prince", "grandfather", "chairman"]
    ),
    "f": frozenset(
        ["mother", "wife", "daughter", "sister", "spokeswoman", "woman", "girl", "aunt", "niece", "queen", "princess", "widow", "grandmother"]
    ),
}
_SPEAKS_FOR = words("chains_speaks_for")


def _may_mean(pronoun: str, outer: Draft) -> bool:
    """Whether the pronoun can mean the outer speaker: sex, number, and no word for somebody else ("his mother said he")."""
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
    """A telling in a relative clause on a bare thing told is the reporter's own ("amusement over people who say that")."""
    if (
        inner.head is None
        or outer.head is None
        or climb_conj(inner.head).dep_ != "relcl"
        or inner.head.i == outer.head.i
    ):
        return False
    return not any(c.dep_ in ("ccomp", "xcomp") for c in outer.head.children) and outer.head.dep_ != "ccomp"
