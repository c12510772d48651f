"""What the rules ask of the parse: who is the subject, where a phrase ends, whether a verb is passive or negated."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from accordingto.attribute.lexicon import words

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
RELATIVES = frozenset({"who", "which", "that", "whom"})
EDGE = frozenset({",", ";", ":", "-", "–", "—", "--", ".", "…", ""})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"})
MODALS = frozenset({"would", "will", "wo", "could", "can", "ca", "should"})
CONTACT = words("parse_contact")
"""Verbs of contact: a participle of saying after one belongs to its subject ("had phoned her cousin, saying")."""

LONGEST = 400
"""Tokens before and after a word that its sentence is looked through for: no real one is longer."""

Range = tuple[int, int]


def trimmed(doc: Doc, start: int, end: int) -> Range:
    """Token range to character range, commas, dashes and blanks cut from its edges."""
    while start < end and (doc[start].is_space or doc[start].text in EDGE):
        start += 1
    while start < end and (doc[end - 1].is_space or doc[end - 1].text in EDGE):
        end -= 1
    if start >= end:
        at = doc[start].idx if start < len(doc) else doc[-1].idx + len(doc[-1])
        return at, at
    return doc[start].idx, doc[end - 1].idx + len(doc[end - 1])


def sentence(token: Token) -> DocSpan:
    """The sentence of `token`, of endless ones what is within LONGEST tokens.

    spaCy's own `Token.sent` looks through the whole doc at each call.
    """
    doc, start, end = token.doc, token.i, token.i + 1
    low, high = max(0, start - LONGEST), min(len(doc), end + LONGEST)
    while start > low and not doc[start].is_sent_start:
        start -= 1
    while end < high and not doc[end].is_sent_start:
        end += 1
    return doc[start:end]


def phrase(head: Token) -> Range:
    """The whole noun phrase of `head` with its modifiers, coordination, appositions and relative clauses."""
    return trimmed(head.doc, head.left_edge.i, head.right_edge.i + 1)


def climb_conj(token: Token) -> Token:
    """The first of the coordinated tokens that `token` belongs to."""
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    return token


def own_subject(verb: Token) -> Token | None:
    """The subject that hangs on `verb` itself; for a relative pronoun, its antecedent."""
    for child in verb.children:
        if child.dep_ in SUBJECTS:
            if child.lower_ in RELATIVES:
                first = climb_conj(verb)
                return first.head if first.dep_ == "relcl" else child
            return child
    return None


def subject(verb: Token, depth: int = 0) -> Token | None:
    """The head of the phrase that does what `verb` says: through coordination, participles, infinitives, relatives."""
    found = own_subject(verb)
    if found is not None or depth > 4 or verb.head.i == verb.i:
        return found
    dep, head = verb.dep_, verb.head
    if dep == "acl" and head.pos_ in ("NOUN", "PROPN", "PRON"):
        return head if verb.tag_ == "VBG" else None
    if dep == "relcl" and head.pos_ in ("NOUN", "PROPN", "PRON"):
        return head
    if dep in ("pcomp", "xcomp") and head.dep_ in ("prep", "agent"):
        at = head
        while at.dep_ in ("prep", "amod", "advmod", "agent", "pobj", "dobj", "appos") and at.head.i != at.i:
            at = at.head
        return subject(at, depth + 1) if at.pos_ in ("VERB", "AUX") else None
    if dep == "advcl" and verb.tag_ not in ("VBG", "VBN", "VB"):
        return None
    if dep in ("conj", "xcomp", "advcl", "dep", "ccomp") and head.pos_ in ("VERB", "AUX"):
        if dep == "ccomp" and verb.tag_ not in ("VBG", "VB"):
            return None
        return subject(head, depth + 1)
    if dep in ("xcomp", "advcl") and head.pos_ in ("ADJ", "ADV"):
        return subject(head, depth + 1) or (subject(head.head, depth + 1) if head.dep_ == "advmod" else None)
    return None


def source_range(verb: Token, head: Token) -> Range:
    """The source phrase of `head`, without the clause that `verb` itself heads inside it."""
    start, end = head.left_edge.i, head.right_edge.i + 1
    if head.i < verb.i < end:
        cut = verb
        while cut.head.i != head.i and cut.head.i != cut.i and cut.head.i > head.i:
            cut = cut.head
        end = cut.left_edge.i if cut.left_edge.i > head.i else head.i + 1
    if start <= verb.i < head.i:
        start = verb.i + 1
    return trimmed(head.doc, _after_dateline(head, start), end)


_DATELINE = re.compile(r"[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+)*(?:, [A-Z][\w.]+)?(?: ?\([A-Z]\w+\)| ?[—–]| --?)")


def _after_dateline(head: Token, start: int) -> int:
    """Start of the phrase behind "MEXICO CITY (AP)", which the parse takes into it."""
    match = _DATELINE.match(head.doc[start : head.i].text)
    if match is None:
        return start
    end = head.doc[start].idx + match.end()
    return next((i for i in range(start, head.i) if head.doc[i].idx >= end), start)


def is_passive(verb: Token) -> bool:
    """Whether `verb` stands in the passive."""
    return any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children)


def agent(verb: Token) -> Token | None:
    """The head of the by-phrase of a passive verb."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def is_negated(verb: Token) -> bool:
    """Whether a "not", "never" or "no longer" hangs on `verb` or on what it completes ("has yet to respond")."""
    if any(c.dep_ == "neg" or c.lower_ in ("never", "neither", "nor") for c in verb.children):
        return True
    return verb.dep_ == "xcomp" and any(c.lower_ == "yet" for c in verb.head.children)


def prep_object(verb: Token, *words: str) -> tuple[Token, Token] | None:
    """The first preposition among `words` that hangs on `verb`, with the head of its object."""
    for child in verb.children:
        if child.dep_ in ("prep", "dative", "agent") and child.lower_ in words:
            inner = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
            if inner is not None:
                return child, inner
    return None


def has_aux(verb: Token, forms: frozenset[str]) -> bool:
    """Whether one of the auxiliaries `forms` hangs on `verb`."""
    return any(c.dep_ == "aux" and c.lower_ in forms for c in verb.children)


def finite_tag(verb: Token) -> str:
    """Tag of the finite word of a verb group: of its first auxiliary, else of the verb."""
    for child in verb.children:
        if child.dep_ in ("aux", "auxpass"):
            return str(child.tag_)
    return str(verb.tag_)


def verb_group(verb: Token) -> tuple[Token, ...]:
    """`verb` with the auxiliaries and the negation right before it, for cues like "did not mention"."""
    start = verb.i
    for child in verb.children:
        if child.dep_ in ("aux", "neg", "auxpass") and child.i < start:
            start = child.i
    return tuple(verb.doc[start : verb.i + 1])
