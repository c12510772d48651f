"""Where content begins and ends: behind datelines, around reporting clauses, before the next telling."""

from __future__ import annotations

from spacy.tokens import Token

from accordingto.attribute.lexicon import Lexicon, words
from accordingto.attribute.parse import CONTACT, EDGE, Range, climb_conj, finite_tag, own_subject, sentence, trimmed

RESUMING = words("bounds_resuming")
"""Participles that go on telling after a comma ("..., adding that")."""


def raised_to(token: Token, lexicon: Lexicon) -> Token | None:
    """The outer cue whose content the parse put `token` in although it is told beside it.

    "They deny they are negotiating and say ..." (same finite form as the outer cue, other than the inner verb), and
    "He said the US could strike, stating: ..." (a participle of saying after a comma).
    """
    if own_subject(token) is not None:
        return None
    if token.dep_ == "conj":
        first = climb_conj(token)
        outer = _outer_cue(first, lexicon)
        if outer is None or outer.i == token.i or first.i == outer.i:
            return None
        above = lexicon.verb(outer.head)
        if outer.dep_ == "ccomp" and outer.lemma_ in lexicon.nouns and above is not None and above.stance == "denies":
            outer = outer.head
        tag, known = _finite(token), lexicon.verb(outer)
        if tag != _finite(outer) or tag not in ("VBD", "VBZ", "VBP", "VBN"):
            return None
        denied = known is not None and known.stance == "denies"
        return outer if denied or _finite(first) != tag else None
    if token.tag_ == "VBG" and token.dep_ in ("advcl", "acl", "ccomp", "dep", "conj") and token.i > token.head.i:
        outer = _outer_cue(token.head, lexicon)
        if outer is None or token.head.lemma_ in CONTACT or not _after_comma(token):
            return None
        return outer
    return None


def _finite(verb: Token) -> str:
    """The finite tag, with the bare form counted as the plural present that the tagger takes it for."""
    tag = finite_tag(verb)
    return "VBP" if tag == "VB" else tag


def _outer_cue(inner: Token, lexicon: Lexicon) -> Token | None:
    """The cue whose clause holds `inner`: a verb, or the verb that governs a cue noun ("denies claims that ...")."""
    at = inner
    for _ in range(8):
        outer = at.head
        if outer.i == at.i:
            return None
        if at.dep_ in ("ccomp", "xcomp") and at.i > outer.i and lexicon.verb(outer) is not None:
            return outer
        if at.dep_ in ("acl", "ccomp", "relcl") and outer.pos_ == "NOUN" and outer.lemma_ in lexicon.nouns:
            while outer.pos_ not in ("VERB", "AUX") and outer.head.i != outer.i:
                outer = outer.head
            return outer if outer.pos_ in ("VERB", "AUX") else None
        at = outer
    return None


def _after_comma(token: Token) -> bool:
    at = token.i - 1
    while at > 0 and (token.doc[at].pos_ in ("ADV", "SPACE", "CCONJ") or token.doc[at].dep_ == "neg"):
        at -= 1
    return token.doc[at].text in (",", "—", "–", "--")


def cut_end(token: Token, start: int, end: int, lexicon: Lexicon) -> int:
    """The index where the content [start, end) of `token` stops because a telling beside it begins."""
    doc = token.doc
    for i in range(start + 1, end):
        word = doc[i]
        if word.lower_ == "according" and i + 1 < end and doc[i + 1].lower_ == "to":
            return i
        if word.pos_ != "VERB" or lexicon.verb(word) is None:
            continue
        if word.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in ("while", "whereas") for c in word.lefts):
            return _before_link(word.left_edge, start)
        if word.dep_ == "conj" and raised_to(word, lexicon) is not None:
            return _before_link(word, start)
        if word.tag_ == "VBG" and word.lower_ in RESUMING and _after_comma(word) and word.dep_ != "pcomp":
            return _before_link(word, start)
        if word.dep_ == "relcl" and (embeds_relative(word) or _comments(word)):
            return max(start + 1, word.left_edge.i)
    return end


def span_to_cut(token: Token, start: int, end: int, lexicon: Lexicon) -> Range:
    """The characters of the content [start, end) of `token` up to where a telling beside it begins."""
    return trimmed(token.doc, start, cut_end(token, start, end, lexicon))


def _before_link(word: Token, start: int) -> int:
    at = word.i
    while at - 1 > start and (
        word.doc[at - 1].text in EDGE
        or word.doc[at - 1].pos_ in ("CCONJ", "ADV", "AUX", "SPACE")
        or word.doc[at - 1].dep_ in ("aux", "neg")
    ):
        at -= 1
    return at


def _comments(word: Token) -> bool:
    """ "..., which he denies": a comment on what was told."""
    first = word.left_edge
    return word.lemma_ in ("deny", "reject", "dispute", "dismiss") and first.lower_ == "which" and first.i > 0


def embeds_relative(word: Token) -> bool:
    """ "bombardments that rescuers say reduced ...": the relative pronoun belongs to the clause inside the telling."""
    own = own_subject(word)
    placed = any(c.lower_ in ("which", "whom") for p in word.lefts if p.dep_ == "prep" for c in p.children)
    return (
        own is not None
        and not placed  # "a statement in which she said"
        and own.i != word.head.i
        and own.dep_ == "nsubj"
        and any(c.dep_ == "ccomp" and c.i > word.i for c in word.children)
    )


def content_start(token: Token, edge: int) -> int:
    """First token of content before its cue: the sentence's begin, without dateline, caption credit and link word."""
    doc = token.doc
    start = sentence(token).start if climb_conj(token).dep_ == "ROOT" else edge
    for i in range(start, token.i):
        if doc[i].text in (".", "?", "!", ")", "—", "–") and i - start < 14 and _is_lead_in(token, start, i):
            start = i + 1
            break
        if (
            doc[i].is_space
            and "\n" in doc[i].text
            and i > start
            and not doc[i + 1].is_lower
            and doc[i - 1].text in '.)!?"'
        ):
            start = i + 1
    while start < token.i and (
        doc[start].lower_ in ("but", "and", "yet", "so") or doc[start].is_space or doc[start].text in EDGE
    ):
        start += 1
    return start


def _is_lead_in(token: Token, start: int, at: int) -> bool:
    words = [t for t in token.doc[start:at] if t.is_alpha]
    upper = bool(words) and all(w.is_upper for w in words[:1]) and len(words[0]) > 2
    return upper and token.doc[at].text in ("—", "–", ")") and all(w.text[:1].isupper() for w in words)


def reporting_clause(token: Token) -> tuple[int, int]:
    """First and last token index of the reporting clause alone: verb, subject, and what hangs on it beside content."""
    keep = {token.i}
    for child in token.children:
        if child.dep_ in ("ccomp", "punct", "cc", "parataxis", "dep"):
            continue
        if child.dep_ in ("advcl", "conj") and child.i > token.i and not _tight(token, child):
            continue
        keep.update(t.i for t in child.subtree)
    low = high = token.i
    while low - 1 in keep:
        low -= 1
    while high + 1 in keep:
        high += 1
    return low, high


def _tight(token: Token, child: Token) -> bool:
    return child.dep_ == "advcl" and child.left_edge.i > 0 and token.doc[child.left_edge.i - 1].text != ","
