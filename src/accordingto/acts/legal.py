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
    for head in heads:
        for child in head.children:
            if child.dep_ == "prep" and (child.i > draft.head.i or head is draft.head):
                span = _reason(child, draft, roles)
                if span is not None:
                    return _span(doc, *span)
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
    if link == "on" and (lemma in CHARGES or any(t.lemma_ in CHARGES for t in content.subtree)):
        return whole
    if link == "under" and any(t.lemma_.lower() in LAWS for t in content.subtree):
        return whole
    if link == "for" and content.tag_ == "VBG":
        return whole
    told = draft.stage or draft.type in ("SANCTION", "ACCUSE", "COERCE") or charged
    if link == "for" and told and lemma not in SPANS and content.pos_ == "NOUN" and content.ent_type_ in ("", "LAW"):
        return whole
    if link == "over" and content.pos_ in ("NOUN", "PROPN", "VERB"):
        return whole
    return None


def _last(content: Token) -> int:
    """The last token of the reason, without the date or place of the act that the parse hangs on it."""
    last = content.right_edge.i
    for child in content.children:
        if child.i > content.i and (child.dep_ == "npadvmod" or (child.dep_ == "prep" and any(
            n.ent_type_ in ("DATE", "TIME") for n in child.children))):  # fmt: skip
            last = min(last, child.left_edge.i - 1)
    return max(last, content.i)


def _span(doc: Doc, first: int, last: int) -> Span:
    while last > first and (doc[last].is_punct or doc[last].is_space):
        last -= 1
    words = doc[first : last + 1]
    return Span(words.start_char, words.end_char, words.text)
