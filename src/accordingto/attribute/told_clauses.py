"""Content that is a clause: under its cue verb, before it, around it, or hung elsewhere by the parse."""

from __future__ import annotations

from spacy.tokens import Token

from accordingto.attribute.attribution import Stretches
from accordingto.attribute.bounds import (
    RESUMING,
    content_start,
    cut_end,
    embeds_relative,
    reporting_clause,
    span_to_cut,
)
from accordingto.attribute.lexicon import Lexicon, Verb
from accordingto.attribute.parse import EDGE, RELATIVES, SUBJECTS, own_subject, sentence, trimmed

_ENDING = frozenset({".", "!", "?", '"', "”", "’", "'"})


def read_clause(token: Token, verb: Verb, lexicon: Lexicon) -> Stretches:
    for child in token.children:
        if child.dep_ == "ccomp" and child.i > token.i and _is_clause(child) and child.lemma_ not in ("cite", "quote"):
            return _following(token, child, lexicon)
        if child.dep_ in ("advcl", "ccomp") and child.lemma_ in ("cite", "quote") and child.i > token.i:
            told = next((c for c in child.children if c.dep_ == "ccomp"), None)
            if told is not None:
                return _following(token, told, lexicon)
        if child.dep_ == "xcomp" and child.tag_ == "VBG" and child.i == token.i + 1:
            return (span_to_cut(token, child.i, child.right_edge.i + 1, lexicon),)
        if child.dep_ in ("intj", "advmod", "dobj") and child.lower_ in ("yes", "no") and child.i > token.i:
            return (trimmed(token.doc, child.i, child.i + 1),)
    for child in token.children:
        if child.dep_ == "ccomp" and _is_clause(child):
            return _inverted(token, child)
    return _host(token) or _spliced(token) or _hung_on_occasion(token, lexicon) or _matrix(token)


def _spliced(token: Token) -> Stretches:
    """ "X, a study shows." where the parse hung the reporting clause anywhere: it is the last of its sentence."""
    who, whole = own_subject(token), sentence(token)
    last = token.i + 1
    while last < whole.end and (token.doc[last].is_space or token.doc[last].text in _ENDING):
        last += 1
    if who is None or last < whole.end or who.i > token.i or who.lower_ in RELATIVES:
        return ()
    low = who.left_edge.i
    if low - 1 <= whole.start or token.doc[low - 1].text != "," or any(c.dep_ == "mark" for c in token.children):
        return ()
    return (trimmed(token.doc, content_start(token, whole.start), low),)


def _matrix(token: Token) -> Stretches:
    """ "As the mayor said, nobody was hurt": the clause that the reporting clause hangs on."""
    first = token.doc[token.left_edge.i]
    if (
        token.dep_ != "advcl"
        or first.lower_ != "as"
        or token.tag_ not in ("VBD", "VBZ", "VBP")
        or token.head.i < token.i
    ):
        return ()
    after = token.right_edge.i + 1
    if token.head.i < after or any(c.dep_ == "dobj" for c in token.children) or token.doc[after].text != ",":
        return ()
    return (trimmed(token.doc, after, token.head.right_edge.i + 1),)


def _is_clause(child: Token) -> bool:
    """Whether a clausal complement has a verb ("found him guilty", "denied him bail" have none)."""
    if any(c.dep_ == "nsubj" and c.text in ("him", "them", "me", "us") for c in child.lefts):
        return False
    if child.pos_ in ("VERB", "AUX"):
        return True
    return any(c.pos_ == "AUX" or c.dep_ in ("cop", "mark") for c in child.children)


def _hung_on_occasion(token: Token, lexicon: Lexicon) -> Stretches:
    """ "said in an order that ...": the parse hangs the clause on the noun of the occasion."""
    for prep in token.children:
        if prep.dep_ not in ("prep", "dobj", "dative") or prep.i < token.i:
            continue
        if prep.dep_ == "dobj" and prep.lemma_ in lexicon.nouns:
            continue
        if prep.dep_ == "prep" and prep.lower_ in ("with", "of", "about", "against", "on"):
            continue
        for clause in prep.subtree:
            if clause.dep_ in ("acl", "relcl", "ccomp", "appos") and clause.pos_ in ("VERB", "AUX"):
                mark = next((c for c in clause.lefts if c.lower_ == "that" and c.dep_ not in SUBJECTS), None)
                if mark is not None and own_subject(clause) is not None:
                    return (span_to_cut(token, mark.i, clause.right_edge.i + 1, lexicon),)
    return ()


def _following(token: Token, clause: Token, lexicon: Lexicon) -> Stretches:
    doc = token.doc
    start, end = max(clause.left_edge.i, token.i + 1), clause.right_edge.i + 1
    mark = next((c for c in clause.lefts if c.dep_ == "mark" and c.lower_ == "that"), None)
    if mark is not None and any(c.lemma_ in ("cite", "quote") and c.i < mark.i for c in clause.lefts):
        start = mark.i
    end = cut_end(token, start, end, lexicon)
    if token.dep_ == "relcl" and embeds_relative(token):
        head = token.head
        return trimmed(doc, head.left_edge.i, head.i + 1), trimmed(doc, start, end)
    return (trimmed(doc, start, end),)


def _inverted(token: Token, clause: Token) -> Stretches:
    """ "X, officials said, adding nothing": what stands before the reporting clause, and the participles after it."""
    doc = token.doc
    low, high = reporting_clause(token)
    start = content_start(token, clause.left_edge.i)
    after_end = clause.right_edge.i + 1 if clause.right_edge.i > high else high + 1
    for child in token.children:
        if child.dep_ == "advcl" and child.i > high and child.tag_ == "VBG" and child.lower_ not in RESUMING:
            after_end = max(after_end, child.right_edge.i + 1)
    parts = [trimmed(doc, start, low)]
    rest = high + 1
    while rest < after_end and doc[rest].text in EDGE:
        rest += 1
    if rest < after_end and doc[rest].lower_ not in RESUMING and doc[rest].lower_ not in ("according", "quoted"):
        parts.append(trimmed(doc, rest, after_end))
    return tuple(p for p in parts if p[1] - p[0] > 1)


def _host(token: Token) -> Stretches:
    """Content that hosts its own cue: "The fire, officials said, killed ten"."""
    doc, head = token.doc, token.head
    if token.dep_ not in ("parataxis", "ccomp", "dep", "advcl") or head.i == token.i or own_subject(token) is None:
        return ()
    if any(c.dep_ == "mark" for c in token.children) or token.tag_ not in ("VBD", "VBZ", "VBP", "VBN"):
        return ()
    low, high = reporting_clause(token)
    who = own_subject(token)
    if who is None or not low <= who.i <= high:
        return ()
    before = doc[low - 1].text if low else ""
    after = doc[high + 1].text if high + 1 < len(doc) else "."
    if before not in (",", "—", "--", "–") or after not in (",", ".", "—", "--", "–", ";", "!", "?", '"', "”"):
        return ()
    start, end = content_start(head, head.left_edge.i), head.right_edge.i + 1
    parts = [trimmed(doc, start, low)]
    if high + 1 < end:
        parts.append(trimmed(doc, high + 1, end))
    return tuple(p for p in parts if p[1] - p[0] > 1)
