"""What a rights documenter needs beside the type: the harm, the grounds as told, the stage of a case."""

from __future__ import annotations

from typing import cast

from spacy.tokens import Doc, Token

from accordingto.acts.drafts import Draft
from accordingto.acts.words import words
from accordingto.types import Harm, Span, Stage

REASONS = frozenset({"for", "over", "under", "because", "after", "on", "with", "of", "in", "amid"})
CHARGES = words("charge suspicion ground accusation allegation count pretext suspicion offence offense basis")
LAWS = words(
    "law act article code decree rule legislation regulation statute order ordinance section provision policy ban penal"
)
CLAUSE_OF = words("charge convict accuse acquit indict arraign suspect guilty prosecute try sentence clear book")
SPANS = words(
    "year month week day hour life questioning trial time interrogation example comment instance release talk"
)
LEGAL = frozenset(
    {"COERCE", "SANCTION", "ACCUSE", "CONCEDE", "RETREAT", "REJECT", "THREATEN", "ASSAULT", "PROTEST", "COOPERATE"}
)


PUNISHING = frozenset({"SANCTION", "ACCUSE", "COERCE"})


def find_harm(draft: Draft) -> Harm | None:
    """The harm told: the codebook's for the sense, sharpened by the words of the act."""
    return cast("Harm | None", draft.harm)


def find_stage(draft: Draft) -> Stage | None:
    """The stage of law that the act is; of merged tellings ("convicted and sentenced") the last."""
    return cast("Stage | None", draft.stage)


def find_grounds(doc: Doc, draft: Draft) -> Span | None:
    """The reason, charge or law as told: "inciting hatred", "on charges of spying", "under the anti-terror law"."""
    if draft.type not in LEGAL:
        return None
    heads = [draft.head, *(t for t in draft.match.tokens if t is not draft.head), *(m.head for m in draft.merged)]
    if draft.stage or draft.head.lemma_ in CLAUSE_OF:
        heads += [t for t in draft.targets if t.i > draft.head.i]
    roles = {t.i for t in draft.initiators + draft.targets}
    named = _named(draft)
    if named is not None:
        return _span(doc, *named)
    for head in heads:
        for child in head.children:
            if child.dep_ == "prep" and (child.i > draft.head.i or head is draft.head):
                span = _reason(child, draft, roles)
                if span is not None:
                    return _span(doc, *span)
    return next((_span(doc, *s) for s in (_cause(c) for c in draft.head.children) if s is not None), None)


def _named(draft: Draft) -> tuple[int, int] | None:
    """ "Faces terrorism charges", "faces charges of libel": what the charges that the phrase itself names are for."""
    charges = next((t for t in draft.match.tokens if t.lemma_ in ("charge", "count") and t.pos_ == "NOUN"), None)
    if charges is None or charges.dep_ == "pobj":
        return None
    before = [c for c in charges.children if c.dep_ == "compound"]
    if before:
        return before[0].left_edge.i, before[-1].i
    for link in charges.children:
        if link.dep_ == "prep" and link.lower_ == "of":
            return next(((c.left_edge.i, _last(c)) for c in link.children if c.dep_ in ("pobj", "pcomp")), None)
    return None


def _cause(clause: Token) -> tuple[int, int] | None:
    """ "Because he refused", "citing safety": a reason told as a clause."""
    if clause.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ == "because" for c in clause.children):
        return clause.left_edge.i, clause.right_edge.i
    if clause.lower_ == "citing" and clause.dep_ in ("advcl", "prep"):
        return clause.i, clause.right_edge.i
    return None


def _reason(prep: Token, draft: Draft, roles: set[int]) -> tuple[int, int] | None:
    link, head = prep.lower_, draft.head
    content = next((c for c in prep.children if c.dep_ in ("pobj", "pcomp")), None)
    if link not in REASONS or content is None or content.ent_type_ in ("DATE", "TIME", "MONEY") or content.i in roles:
        return None
    lemma, last = content.lemma_.lower(), _last(content)
    whole = (prep.i, last)
    charged = any(h.lemma_ in CLAUSE_OF for h in (head, *(m.head for m in draft.merged)))
    if link in ("with", "of") and charged and prep.head.i >= head.i:
        return content.left_edge.i, last
    if any(c.lower_ in ("this", "that") for c in content.children if c.dep_ == "det"):
        return None  # "on that basis"
    if link == "on" and (lemma in CHARGES or any(t.lemma_ in CHARGES for t in content.subtree)):
        return whole
    if link == "under" and any(t.lemma_.lower() in LAWS for t in content.subtree):
        return whole
    if link == "for" and content.tag_ == "VBG":
        return whole
    if link == "because":
        return prep.i, prep.right_edge.i
    if link == "in" and lemma == "connection":
        return whole
    told = charged or draft.stage or draft.type in PUNISHING or draft.harm in ("tortured", "killed")
    if link == "for" and told and lemma not in SPANS and content.pos_ == "NOUN" and content.ent_type_ in ("", "LAW"):
        return whole
    ruled = prep.head.lemma_ in ("control", "power", "authority", "sovereignty")
    if link == "over" and content.pos_ in ("NOUN", "PROPN", "VERB") and not ruled:
        return whole
    return None


def _last(content: Token) -> int:
    """The last token of the reason, without the date or place of the act that the parse hangs on it."""
    last = content.right_edge.i
    for child in content.children:
        if child.i > content.i and (child.dep_ == "npadvmod" or (child.dep_ == "prep" and any(
            n.ent_type_ in ("DATE", "TIME") for n in child.children))):  # fmt: skip
            last = min(last, child.left_edge.i - 1)
        elif child.dep_ == "conj" and content.tag_ == "VBG" and child.tag_ in ("VBN", "VBD", "VBZ", "VBP"):
            last = min(last, child.left_edge.i - 2)  # "charged with plotting a coup and detained"
    return max(last, content.i)


def _span(doc: Doc, first: int, last: int) -> Span:
    while last > first and (doc[last].is_punct or doc[last].is_space):
        last -= 1
    words = doc[first : last + 1]
    return Span(words.start_char, words.end_char, words.text)
