"""Cue words in the parse and the constituents beside them that hold source and content."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from accordingto.attribute.attribution import Stretches
from accordingto.attribute.lexicon import Lexicon, Verb
from accordingto.attribute.quotes import Quote

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
RELATIVES = frozenset({"who", "which", "that", "whom"})
EDGE = frozenset(",;:-–—. ")


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution in tokens and character ranges."""

    cue: tuple[Token, ...]
    source: Stretches
    content: Stretches


def phrase(head: Token) -> tuple[int, int]:
    """Character range of the whole noun phrase of `head`, coordination kept, relative clause on `head` kept."""
    return trimmed(head.doc, head.left_edge.i, head.right_edge.i + 1)


def trimmed(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Token range to character range, commas, dashes and blanks cut from its edges."""
    while start < end and (doc[start].is_space or doc[start].text in EDGE):
        start += 1
    while start < end and (doc[end - 1].is_space or doc[end - 1].text in EDGE):
        end -= 1
    if start == end:
        return doc[start].idx if start < len(doc) else len(doc.text), doc[start].idx if start < len(doc) else len(
            doc.text
        )
    return doc[start].idx, doc[end - 1].idx + len(doc[end - 1])


def subject(verb: Token, depth: int = 0) -> Token | None:
    """The head of the phrase that does what `verb` says, through coordination, participles and relative clauses."""
    for child in verb.children:
        if child.dep_ in SUBJECTS:
            if child.lower_ in RELATIVES and verb.dep_ == "relcl":
                return verb.head
            return child
    if depth > 4:
        return None
    if verb.dep_ in ("conj", "xcomp", "advcl", "pcomp", "prep", "dep") and verb.head.i != verb.i:
        if verb.dep_ == "advcl" and verb.tag_ not in ("VBG", "VBN", "VB"):
            return None
        return subject(verb.head, depth + 1)
    if verb.dep_ in ("acl", "relcl") and verb.head.pos_ in ("NOUN", "PROPN", "PRON"):
        return verb.head if verb.tag_ == "VBG" or verb.dep_ == "relcl" else None
    return None


def source_range(verb: Token, head: Token) -> tuple[int, int]:
    """The source phrase, without the clause that `verb` itself heads inside it."""
    start, end = head.left_edge.i, head.right_edge.i + 1
    if head.i < verb.i < end:
        cut = verb
        while cut.head.i != head.i and cut.head.i != cut.i and cut.head.i > head.i:
            cut = cut.head
        end = min(end, cut.left_edge.i) if cut.left_edge.i > head.i else end
    if verb.i < head.i and start <= verb.i:
        start = verb.i + 1
    return trimmed(head.doc, start, end)


def is_passive(verb: Token) -> bool:
    """Whether `verb` stands in the passive."""
    return any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children)


def agent(verb: Token) -> Token | None:
    """The head of the by-phrase of a passive verb."""
    for child in verb.children:
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def clause_cues(doc: Doc, lexicon: Lexicon, quotes: Sequence[Quote]) -> Iterator[Found]:
    """Verbs of the lexicon with a clause, an object or an infinitive that holds what is communicated."""
    for token in doc:
        verb = lexicon.verbs.get(token.lemma_.lower()) if token.pos_ in ("VERB", "AUX") else None
        if verb is None:
            continue
        content = _content(token, verb)
        if not content:
            continue
        passive = is_passive(token)
        head = agent(token) if passive else subject(token)
        if head is None and not passive and token.dep_ not in ("acl", "advcl"):
            continue
        source = (source_range(token, head),) if head is not None else ()
        yield Found((token,), source, _whole_quotes(content, quotes))


def _content(token: Token, verb: Verb) -> Stretches:
    frames = verb.frames
    if "clause" in frames:
        for child in token.children:
            if child.dep_ == "ccomp":
                return _clause(token, child)
        around = _host(token)
        if around:
            return around
    for child in token.children:
        if (
            "to" in frames
            and child.dep_ == "xcomp"
            and any(c.dep_ == "aux" and c.lower_ == "to" for c in child.children)
        ):
            return (trimmed(token.doc, child.left_edge.i, child.right_edge.i + 1),)
        if "object_to" in frames and child.dep_ in ("xcomp", "ccomp") and child.i > token.i:
            return (trimmed(token.doc, child.left_edge.i, child.right_edge.i + 1),)
        if "of" in frames and child.dep_ == "prep" and child.lower_ == "of":
            return (trimmed(token.doc, child.i + 1, child.right_edge.i + 1),)
        if "for" in frames and child.dep_ == "prep" and child.lower_ == "for" and child.i == token.i + 1:
            return (trimmed(token.doc, child.i + 1, child.right_edge.i + 1),)
    if frames & {"object", "as", "on"}:
        return _object(token, frames)
    return ()


def _object(token: Token, frames: frozenset[str]) -> Stretches:
    objects = [c for c in token.children if c.dep_ in ("dobj", "nsubjpass") and c.lower_ not in ("it", "nothing")]
    if not objects:
        return ()
    start, end = objects[0].left_edge.i, objects[0].right_edge.i + 1
    tail = [c for c in token.children if c.i > objects[0].i and c.dep_ in ("oprd", "prep", "xcomp", "ccomp")]
    if "as" in frames or "on" in frames:
        wanted = [c for c in tail if c.dep_ in ("oprd", "ccomp", "xcomp") or c.lower_ in ("as", "on", "to", "for")]
        if not wanted:
            return (trimmed(token.doc, start, end),) if "object" in frames or token.lemma_ == "describe" else ()
        end = max(c.right_edge.i + 1 for c in wanted)
    return (trimmed(token.doc, start, end),) if objects[0].i > token.i or frames & {"object"} else ()


def _clause(token: Token, clause: Token) -> Stretches:
    doc = token.doc
    start, end = clause.left_edge.i, clause.right_edge.i + 1
    if clause.i > token.i:
        start = max(start, token.i + 1)
        while start < clause.i and (doc[start].lower_ == "that" or doc[start].text in EDGE):
            start += 1
        return (trimmed(doc, start, end),)
    inside = sorted(i for t in _cue_clause(token) for i in (t,))
    sentence = token.sent
    before = trimmed(doc, sentence.start if token.dep_ == "ROOT" else start, inside[0])
    after = trimmed(doc, inside[-1] + 1, end) if end > inside[-1] + 1 else None
    return (before, after) if after and after[0] < after[1] else (before,)


def _cue_clause(token: Token) -> list[int]:
    """Token indices of the reporting clause alone: verb, subject, what hangs on the verb beside its content."""
    keep = {token.i}
    for child in token.children:
        if child.dep_ not in ("ccomp", "advcl", "punct", "conj", "cc", "parataxis"):
            keep.update(t.i for t in child.subtree)
    low = token.i
    while low - 1 in keep:
        low -= 1
    high = token.i
    while high + 1 in keep:
        high += 1
    return [low, high]


def _host(token: Token) -> Stretches:
    """Content that hosts its own cue: "The fire, officials said, killed ten"."""
    doc, head = token.doc, token.head
    if token.dep_ not in ("parataxis", "ccomp") or head.i == token.i or subject(token) is None:
        return ()
    if any(c.dep_ == "mark" for c in token.children) or head.pos_ not in ("VERB", "AUX"):
        return ()
    low, high = _cue_clause(token)
    before, after = doc[low - 1].text if low else "", doc[high + 1].text if high + 1 < len(doc) else ""
    if before != "," and before != "—" and before != "--":
        return ()
    if after not in (",", ".", "—", "--", ";", "!", "?"):
        return ()
    start, end = head.left_edge.i, head.right_edge.i + 1
    parts = [trimmed(doc, start, low), trimmed(doc, high + 1, end) if high + 1 < end else (0, 0)]
    return tuple(p for p in parts if p[0] < p[1])


def _whole_quotes(content: Stretches, quotes: Sequence[Quote]) -> Stretches:
    """Content that ends inside a quotation runs to its end."""
    out = []
    for start, end in content:
        for quote in quotes:
            if start < quote.end and quote.start < end:
                if quote.start < start <= quote.inner_start:
                    start = quote.start
                if quote.start >= start and end < quote.end:
                    end = quote.end
        out.append((start, end))
    return tuple(out)


def according_to(doc: Doc, quotes: Sequence[Quote]) -> Iterator[Found]:
    """ "X, according to Y": the rest of the sentence is the content."""
    for token in doc[:-1]:
        if token.lower_ != "according" or doc[token.i + 1].lower_ != "to":
            continue
        to = doc[token.i + 1]
        head = next((c for c in to.children if c.dep_ == "pobj"), None)
        if head is None:
            head = next((c for c in token.children if c.dep_ == "pobj"), None)
        if head is None:
            continue
        source = phrase(head)
        sentence = token.sent
        end = head.right_edge.i + 1
        parts = [trimmed(doc, _after_conjunction(doc, sentence.start), token.i), trimmed(doc, end, sentence.end)]
        content = tuple(p for p in parts if p[1] - p[0] > 2)
        yield Found((token, to), (source,), content)


def _after_conjunction(doc: Doc, start: int) -> int:
    while start < len(doc) - 1 and (doc[start].lower_ in ("but", "and", "yet") or doc[start].is_space):
        start += 1
    return start


def noun_cues(doc: Doc, lexicon: Lexicon) -> Iterator[Found]:
    """ "US claims that Russia ...", "its promise to ...": a noun that takes what was communicated as its clause."""
    for token in doc:
        if token.pos_ != "NOUN" or token.lemma_ not in lexicon.nouns:
            continue
        clause = next(
            (c for c in token.children if c.dep_ in ("acl", "ccomp", "relcl") and _is_content_clause(c)), None
        )
        if clause is None:
            continue
        start = clause.left_edge.i
        if doc[start].lower_ == "that":
            start += 1
        yield Found((token,), _noun_source(token), (trimmed(doc, start, clause.right_edge.i + 1),))


def _is_content_clause(clause: Token) -> bool:
    children = list(clause.children)
    if any(c.dep_ == "mark" and c.lower_ == "that" for c in children):
        return True
    if any(c.dep_ == "aux" and c.lower_ == "to" for c in children):
        return True
    return clause.dep_ in ("acl", "ccomp") and clause.tag_ != "VBN" and any(c.dep_ in SUBJECTS for c in children)


def _noun_source(noun: Token) -> Stretches:
    for child in noun.children:
        if child.dep_ == "poss" or (
            child.dep_ in ("compound", "amod", "nmod") and child.ent_type_ in ("ORG", "GPE", "PERSON", "NORP")
        ):
            start, end = child.left_edge.i, child.right_edge.i + 1
            if doc_text(child, end - 1) in ("'s", "’s", "'", "’"):
                end -= 1
            return (trimmed(noun.doc, start, end),)
        if child.dep_ == "prep" and child.lower_ in ("by", "from"):
            head = next((c for c in child.children if c.dep_ == "pobj"), None)
            if head is not None:
                return (trimmed(noun.doc, head.left_edge.i, head.i + 1),)
    return ()


def doc_text(token: Token, index: int) -> str:
    """The text of the token at `index` of the same doc."""
    return str(token.doc[index].text)


def accusations(doc: Doc, lexicon: Lexicon) -> Iterator[Found]:
    """ "Beijing is accused of X": an accusation whose accuser is not named (or stands in a by-phrase)."""
    for token in doc:
        if token.lemma_ != "accuse" or token.tag_ != "VBN" or not (is_passive(token) or token.dep_ == "acl"):
            continue
        of = next((c for c in token.children if c.dep_ == "prep" and c.lower_ == "of"), None)
        if of is None:
            continue
        by = agent(token)
        cue = (*(c for c in token.children if c.dep_ == "auxpass" and c.i == token.i - 1), token)
        source = (phrase(by),) if by is not None else ()
        yield Found(cue, source, (trimmed(doc, of.i + 1, of.right_edge.i + 1),))


def no_comments(doc: Doc) -> Iterator[Found]:
    """ "declined to comment", "could not be reached", "did not respond to a request": the answer that is none."""
    for token in doc:
        lemma = token.lemma_
        negated = any(c.dep_ == "neg" for c in token.children)
        cue: tuple[Token, ...] = ()
        if lemma in ("decline", "refuse") and any(
            c.dep_ == "xcomp" and c.lemma_ in ("comment", "discuss", "elaborate", "answer", "say")
            for c in token.children
        ):
            inner = next(c for c in token.children if c.dep_ == "xcomp")
            cue = tuple(doc[token.i : inner.i + 1])
        elif lemma in ("respond", "reply", "comment", "return", "answer") and negated:
            first = min(c.i for c in token.children if c.dep_ in ("aux", "neg"))
            cue = tuple(doc[first : token.i + 1])
        elif lemma == "reach" and negated and is_passive(token):
            first = min(c.i for c in token.children if c.dep_ in ("aux", "neg", "auxpass"))
            cue = tuple(doc[first : token.i + 1])
        if not cue:
            continue
        head = subject(token)
        if head is None:
            continue
        yield Found(cue, (source_range(token, head),), _asked(cue[-1]))


def _asked(verb: Token) -> Stretches:
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in ("on", "about"):
            return (trimmed(verb.doc, child.i + 1, child.right_edge.i + 1),)
    return ()


def silences(doc: Doc, lexicon: Lexicon) -> Iterator[Found]:
    """ "did not mention X": a party's statement is silent on something."""
    for token in doc:
        if token.lemma_ not in ("mention", "name", "criticise", "criticize", "address", "refer", "elaborate"):
            continue
        if not any(c.dep_ == "neg" for c in token.children):
            continue
        target = next((c for c in token.children if c.dep_ in ("dobj", "prep") and c.i > token.i), None)
        head = subject(token)
        if target is None or head is None:
            continue
        first = min(c.i for c in token.children if c.dep_ in ("aux", "neg"))
        start = target.left_edge.i if target.dep_ == "dobj" else target.i + 1
        yield Found(
            tuple(doc[first : token.i + 1]),
            (source_range(token, head),),
            (trimmed(doc, start, target.right_edge.i + 1),),
        )
