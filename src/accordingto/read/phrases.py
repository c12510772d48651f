"""Whole noun phrases from the parse: the spans that sources and roles of acts point at."""

from __future__ import annotations

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from accordingto.read.cast.reference import Reference

_LOOSE = frozenset(
    {
        "parataxis",
        "advcl",
        "ccomp",
        "mark",
        "intj",
        "meta",
        "aux",
        "auxpass",
        "expl",
        "csubj",
        "nsubj",
        "nsubjpass",
        "dobj",
    }
)
"""Children that no noun phrase has: they hang on a noun only where the parser took a clause or a heading for one."""
_FOCUS = frozenset(
    {"even", "only", "also", "just", "both", "either", "neither", "now", "then", "meanwhile", "however", "still"}
)
_DASHES = frozenset({"--", "–", "—", "―", "-"})
_BEFORE = ",;:-–—―.…·•*|’'"
_AFTER = ')"”]’'


def noun_phrase(head: Token, *, conjuncts: bool = False, outside: Token | None = None) -> DocSpan:
    """The phrase of `head` with its modifiers, appositions and relative clauses; coordinated phrases are left out.

    Returns a spaCy span without punctuation, possessive "'s" or focus words ("even X") at its edges. With `conjuncts`,
    coordinated phrases are kept inside. A clause of the phrase in which the token `outside` stands is left out with
    what follows it: the source of "X, who said ..." is "X".
    """
    doc = head.doc
    first, last = _reach(head, conjuncts, outside)
    for child in head.rights:
        if child.i <= last and _leaves(child, head, conjuncts, outside):
            last = child.i - 1 if child.dep_ in ("cc", "conj") else min(last, child.left_edge.i - 1)
            break
    last = min(last, _break_after(doc, head.i, last))
    first = max(first, _break_before(doc, head.i, first))
    while (
        last > head.i
        and (doc[last].is_punct or doc[last].is_space or doc[last].tag_ == "POS")
        and not _closes(doc, first, last)
    ):
        last -= 1
    while first < head.i and (
        doc[first].is_space or doc[first].text in _BEFORE or doc[first].lower_ in _FOCUS or doc[first].dep_ == "preconj"
    ):
        first += 1
    return doc[first : last + 1]


def coordinated(head: Token) -> list[Token]:
    """`head` and the heads that are joined to it by "and" or commas, in text order."""
    return [head, *head.conjuncts] if head.dep_ != "conj" else [head]


def _reach(head: Token, conjuncts: bool, outside: Token | None) -> tuple[int, int]:
    """First and last token of the subtrees of the children that belong to the phrase."""
    first = last = head.i
    for child in head.children:
        if not _leaves(child, head, conjuncts, outside):
            first, last = min(first, child.left_edge.i), max(last, child.right_edge.i)
    return first, last


def _leaves(child: Token, head: Token, conjuncts: bool, outside: Token | None) -> bool:
    """Whether the child and what it governs stand outside the phrase."""
    if not conjuncts and child.dep_ in ("cc", "conj", "preconj"):
        return True
    if child.dep_ in _LOOSE or (child.i < head.i and child.dep_ == "prep"):
        return True
    if (
        outside is not None
        and child.i > head.i
        and child.left_edge.i <= outside.i <= child.right_edge.i
        and child.dep_ in ("relcl", "acl", "appos", "prep")
    ):
        return True
    if child.i < head.i:
        return False
    comma = child.left_edge.i > 0 and head.doc[child.left_edge.i - 1].text == ","
    if child.dep_ == "acl" and child.tag_ == "VBG" and comma:
        return True
    if child.dep_ == "npadvmod" or (child.dep_ == "prep" and _dates(child)):
        return True
    return child.dep_ == "appos" and _opens_aside(child, head)


def _dates(preposition: Token) -> bool:
    """ "in 2015", "on Thursday": a date behind a noun dates the verb, unless the noun is of a document or a speech."""
    if preposition.head.lower_ in Reference.load().dated:
        return False
    objects = [t for t in preposition.children if t.dep_ == "pobj"]
    return (
        bool(objects)
        and all(t.ent_type_ in ("DATE", "TIME") for t in objects)
        and preposition.lower_ in ("in", "on", "since", "at", "after", "before", "during")
    )


def _opens_aside(child: Token, head: Token) -> bool:
    """A dash that no second dash closes brings in an afterthought on the whole sentence."""
    doc, i = head.doc, child.left_edge.i - 1
    if i <= head.i or doc[i].text not in _DASHES:
        return False
    return not any(t.text == doc[i].text for t in doc[child.right_edge.i : child.right_edge.i + 3])


def _break_after(doc: Doc, i: int, last: int) -> int:
    """The last token before a colon, a participle clause behind a comma or an empty line that follow the head."""
    for j in range(i + 1, last + 1):
        if doc[j].tag_ == "VBG" and doc[j - 1].text == "," and doc[j].dep_ in ("acl", "advcl"):
            return j - 2
        if doc[j].text == ":" or (doc[j].is_space and doc[j].text.count("\n") > 1):
            return j - 1
    return last


def _break_before(doc: Doc, i: int, first: int) -> int:
    """The first token behind a line end that closes something else (a heading, a credit line, a dateline)."""
    for j in range(i - 1, first - 1, -1):
        token = doc[j]
        if token.tag_ == "WP$" or (token.tag_ == "VBG" and j > 0 and doc[j - 1].text == ","):
            return j + 1
        if token.text in ("--", "–", "—", "―", ":", ";") or (token.text == "-" and token.whitespace_):
            return j + 1
        if (
            token.is_space
            and "\n" in token.text
            and j > 0
            and (not (doc[j - 1].is_alpha or doc[j - 1].text in ",-") or token.text.count("\n") > 1)
        ):
            return j + 1
    return first


def _closes(doc: Doc, first: int, last: int) -> bool:
    """Whether the mark at `last` closes one that is opened inside the phrase ("the NLD (…)", "the “evil clique”")."""
    text = doc[last].text
    if text not in _AFTER or text in "’'":
        return False
    opening = {")": "(", "]": "[", "”": "“", '"': '"'}.get(text, "")
    return any(doc[j].text == opening for j in range(first, last))
