"""Source chains: the carrier nearest the reporter first, the one whose words they are last."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from accordingto.attribute.attribution import Stretches
from accordingto.attribute.drafts import Draft
from accordingto.attribute.lexicon import Lexicon, words
from accordingto.attribute.near import meet
from accordingto.attribute.parse import (
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
from accordingto.attribute.quoting import saying_after
from accordingto.read.cast.lexicon import Lexicon as Parties

_ISSUING = words("chains_issuing")
_BEARERS = words("chains_bearers")


def chain_of(doc: Doc, draft: Draft, source: Range | None, lexicon: Lexicon) -> Draft:
    """The draft with its chain: carriers of its reporting clause, then its own source, split where it holds two."""
    head = draft.head
    if head is None:
        return replace(draft, chain=(source,) if source else ())
    if head.lemma_ in ("quote", "cite") and saying_after(head) is not None:
        return replace(draft, chain=_quoting_chain(head, source, lexicon), content=_without_saying(head, draft.content))
    own = split_source(doc, source, lexicon) if source else ()
    before: list[Range] = []
    content = draft.content
    document, own = _document(doc, head, own, content, lexicon)
    if document is None and source is not None:
        document, content = _trailing_document(doc, head, content, lexicon)
    quoter = _quoted_by(head, source)
    before.extend(r for r in (quoter, document) if r is not None and r not in own)
    own = (*own, *_cited(head, own, lexicon))
    issued = _issued(head, own, lexicon)
    if issued is not None and not before:
        before.append(issued)
    issuer = _issuer(head, lexicon) if len(own) == 1 else None
    if issuer is not None and not any(a < issuer[1] and issuer[0] < b for a, b in own):
        own = (*own, issuer)
    return replace(draft, chain=(*before, *own), content=content)


def _quoting_chain(head: Token, source: Range | None, lexicon: Lexicon) -> tuple[Range, ...]:
    """ "they quoted her as saying" -> (they, her); "she was quoted by them as saying" -> (them, she)."""
    person = _quoted_person(head)
    quoter = agent(head) if is_passive(head) else subject(head)
    chain = tuple(phrase_before(t, head) for t in (quoter, person) if t is not None)
    if quoter is None and person is not None:  # "is quoted in the report as saying"
        verbs = [v for v in (head, saying_after(head)) if v is not None]
        documents = [_carrying(prep, (), lexicon) for verb in verbs for prep in verb.children]
        chain = (*[d for d in documents if d is not None][:1], *chain)
    return chain or ((source,) if source else ())


def _without_saying(head: Token, content: Stretches) -> Stretches:
    """Content without the person quoted and the "as saying" that a model may take into it."""
    saying, person = saying_after(head), _quoted_person(head)
    if saying is None:
        return content
    low = person.left_edge.idx if person is not None and person.i > head.i else head.idx
    high = saying.idx + len(saying)
    kept = [part for a, b in content for part in ((a, min(b, low)), (max(a, high), b)) if part[0] < part[1]]
    kept = [r for r in (_inked(head.doc, *r) for r in kept) if r[0] < r[1]]
    return tuple(kept) or content


def _inked(doc: Doc, start: int, end: int) -> Range:
    """A range without the blanks, commas and colons at its edges."""
    span = doc.char_span(start, end, alignment_mode="contract")
    return trimmed(doc, span.start, span.end) if span is not None else (start, start)


def _quoted_person(head: Token) -> Token | None:
    if is_passive(head):
        return own_subject(head)
    return next((c for c in head.children if c.dep_ in ("dobj", "iobj") and c.i > head.i), None)


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
    """The document or go-between of the reporting clause ("in a statement"), and the source without it."""
    for verb in _clause_heads(head):
        for prep in verb.children:
            found = _carrying(prep, content, lexicon)
            if found is not None:
                return found, own
    after = doc.char_span(content[-1][1], content[-1][1] + 1, alignment_mode="expand") if content else None
    follows = after is not None and after.end < sentence(head).end
    behind = _carrying(doc[after.end], content, lexicon) if after is not None and follows else None
    if behind is not None and content[-1][0] > head.idx:  # "did not mention the camps in its statement"
        return behind, own
    if own:
        span = doc.char_span(*own[-1], alignment_mode="contract")
        children = list(span.root.children) if span is not None and span.root.i != head.i else []
        for prep in children:
            found = _carrying(prep, content, lexicon)
            if span is not None and found is not None and prep.i > span.root.i and doc[prep.i - 1].text == ",":
                return found, (*own[:-1], trimmed(doc, span.start, prep.i))
    return None, own


def _carrying(prep: Token, content: Stretches, lexicon: Lexicon) -> Range | None:
    if prep.dep_ != "prep" or prep.lower_ not in ("in", "through", "via", "on"):
        return None
    thing = next((c for c in prep.children if c.dep_ == "pobj"), None)
    if thing is not None and thing.lower_ == "which" and prep.head.dep_ == "relcl":
        held = prep.head.head  # "a statement in which she said"
        return trimmed(held.doc, held.left_edge.i, held.i + 1) if lexicon.is_document(held) else None
    if thing is None or _within(thing, content):
        return None
    person = thing.ent_type_ == "PERSON" or thing.lemma_ in _GO_BETWEENS
    carries = thing.lemma_ in _RECORDINGS if prep.lower_ == "on" else lexicon.is_document(thing)
    if carries or (prep.lower_ in ("through", "via") and person):
        return _whole(thing, content)
    return None


_GO_BETWEENS = words("chains_go_betweens")
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
        if token.lemma_ not in ("cite", "quote") or token.tag_ != "VBG":
            continue
        if token.i < head.i and not _leads_in(token, head):
            continue
        if not (_hangs_on(token, head) or token.dep_ == "dep" or token.i < head.i):
            continue
        thing = next((c for c in token.children if c.dep_ == "dobj"), None)
        if thing is not None and saying_after(token) is None and bears_words(thing, lexicon):
            return (phrase(thing),)
    return ()


def _leads_in(token: Token, head: Token) -> bool:
    """ "Citing two officials, the paper said", "the paper, citing two officials, said"."""
    teller = subject(head)
    return token.head.i == head.i or (teller is not None and token.head.i == teller.i)


def _hangs_on(token: Token, head: Token) -> bool:
    at = token
    for _ in range(6):
        if at.head.i == at.i:
            return False
        at = at.head
        if at.i == head.i or at.i == climb_conj(head).i:
            return True
    return False


_CROWDS = frozenset({"many", "most", "millions", "thousands"})


def bears_words(thing: Token, lexicon: Lexicon) -> bool:
    """Whether a cited thing is somebody or a document ("two officials"), no reason ("security concerns").

    A crowd that is a fact ("the many Americans who had left") told nobody anything.
    """
    if not lexicon.is_document(thing) and any(c.lower_ in _CROWDS for c in thing.children):
        return False
    listed = lexicon.is_document(thing) or thing.lemma_.lower() in _BEARERS or thing.lower_ in Parties.load().nouns
    return listed or thing.ent_type_ in ("PERSON", "ORG", "GPE", "NORP")


def _issuer(head: Token, lexicon: Lexicon) -> Range | None:
    """ "The ministry issued a statement saying X": the document's issuer is the last source."""
    document = head.head if head.dep_ in ("acl", "relcl") else None
    if document is None or not lexicon.is_document(document) or head.tag_ not in ("VBG", "VBD", "VBZ", "VBP"):
        return None
    teller = own_subject(head)
    if teller is not None and teller.i != document.i:
        return None
    verb = document.head
    if document.dep_ == "dobj" and verb.lemma_ in _ISSUING:
        issuer = subject(verb)
        return trimmed(head.doc, issuer.left_edge.i, issuer.right_edge.i + 1) if issuer is not None else None
    return None


def _issued(head: Token, own: tuple[Range, ...], lexicon: Lexicon) -> Range | None:
    """ "The senate passed a resolution calling for X": the document, where the source is its issuer."""
    document = head.head if head.dep_ == "acl" and head.tag_ == "VBG" else None
    if document is None or not lexicon.is_document(document) or document.dep_ != "dobj" or len(own) != 1:
        return None
    verb = document.head
    issuer = subject(verb) if verb.lemma_ in _ISSUING else None
    if issuer is None or not meet((phrase(issuer),), own):
        return None
    return trimmed(head.doc, document.left_edge.i, head.left_edge.i)


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
            if thing is not None and (child.lemma_ == "quote" or bears_words(thing, lexicon)):
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
