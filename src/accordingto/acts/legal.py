"""What a rights documenter needs beside the type: the harm, the grounds as told, the stage of a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from spacy.tokens import Doc, Token

from accordingto.types import Harm, Span, Stage
from accordingto.acts.words import words

if TYPE_CHECKING:
    from accordingto.acts.coder import Draft

REASONS = frozenset({"for", "over", "under", "because", "after", "on", "with", "of", "in", "amid"})
CHARGES = words(
    "charge suspicion ground accusation allegation count pretext suspicion offence offense basis"
)
LAWS = words(
    "law act article code decree rule legislation regulation statute order ordinance section provision policy "
    "ban penal"
)
CLAUSE_OF = words(
    "charge convict accuse acquit indict arraign suspect guilty prosecute try sentence clear book"
)
LEGAL = frozenset({"COERCE", "SANCTION", "ACCUSE", "CONCEDE", "RETREAT", "REJECT", "THREATEN", "ASSAULT", "PROTEST", "COOPERATE"})


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
    for head in heads:
        for child in head.children:
            if child.dep_ == "prep":
                span = _reason(child, head, draft)
                if span is not None:
                    return _span(doc, *span)
    return None


def _reason(prep: Token, head: Token, draft: Draft) -> tuple[int, int] | None:
    link = prep.lower_
    if link not in REASONS:
        return None
    content = next((c for c in prep.children if c.dep_ in ("pobj", "pcomp")), None)
    if content is None or content.ent_type_ in ("DATE", "TIME", "MONEY"):
        return None
    lemma = content.lemma_.lower()
    after = (content.left_edge.i, prep.right_edge.i)
    whole = (prep.i, prep.right_edge.i)
    if link in ("with", "of", "in", "for") and head.lemma_ in CLAUSE_OF and link != "in":
        if link == "for" and head.lemma_ in ("sentence", "charge", "try") and lemma in ("year", "month", "life"):
            return None
        return after if link in ("with", "of") else whole
    if link == "on" and (lemma in CHARGES or (content.tag_ == "NNS" and lemma == "charge")):
        return whole
    if link == "under" and (lemma in LAWS or any(t.lemma_.lower() in LAWS for t in content.subtree)):
        return whole
    if link == "for" and content.tag_ == "VBG":
        return whole
    if link == "for" and draft.stage and lemma not in ("year", "month", "week", "day", "life", "hour", "questioning", "trial", "time") and content.pos_ == "NOUN" and content.ent_type_ == "":
        return whole
    if link == "over" and content.pos_ in ("NOUN", "PROPN"):
        return whole
    return None


def _span(doc: Doc, first: int, last: int) -> Span:
    while last > first and (doc[last].is_punct or doc[last].is_space):
        last -= 1
    start, end = doc[first].idx, doc[last].idx + len(doc[last])
    return Span(start, end, doc.text[start:end])
