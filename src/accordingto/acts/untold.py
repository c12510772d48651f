"""What words put as a right, a wish, a question or a mere supposition: nothing is told to have been done or planned."""

from __future__ import annotations

from spacy.tokens import Token

from accordingto.acts.drafts import Draft
from accordingto.acts.words import words

MERE = words(
    "occasion haste rush objective goal aim purpose task right ability power authority permission need chance "
    "opportunity capability capacity freedom way time duty reason incentive evidence cause folly choice leverage idea "
    "proposal suggestion option legislation temptation willpower grounds"
)
"""Nouns whose infinitive tells what may be, not what was ("the right to fire", "a proposal to ban")."""
SEEKING = words("work campaign wait hope pray push lobby fight struggle bid call press plead")
"""Verbs and nouns whose "for" names what is wished."""
WISHING = words("want wish hope prefer like love expect need urge")
"""Verbs whose clause about somebody else tells a wish ("Russia wants Turkey to close its border")."""
SETTLED = frozenset({"AGREE", "CONCEDE", "SUPPORT", "REQUEST", "COOPERATE", "THREATEN", "REJECT", "CONSULT"})
"""Types that are words more than deeds: supposed ones ("might agree") tell nothing."""


def is_untold(draft: Draft) -> bool:
    """Whether the words around a predicate only suppose, wish, ask or allow what it names."""
    return (
        _is_mere_right(draft.head)
        or _is_wish(draft)
        or _is_question(draft.head)
        or _is_wished_of_another(draft)
        or (draft.status == "hypothetical" and draft.type in SETTLED)
    )


def _is_wished_of_another(draft: Draft) -> bool:
    """ "Russia wants Turkey to close its border": wished, and not said to Turkey."""
    head = draft.head.head if draft.head.dep_ == "conj" else draft.head
    if draft.match.phrase.kind == "noun" or head.dep_ != "ccomp" or head.head.lemma_ not in WISHING:
        return False
    own = any(c.dep_ in ("nsubj", "nsubjpass") for c in head.children)
    return own and any(c.dep_ in ("aux", "auxpass") and c.lower_ == "to" for c in head.children)


def _is_mere_right(head: Token) -> bool:
    """ "The right to fire", "the power to arrest": nothing is told to have been done."""
    return head.dep_ == "acl" and head.head.lemma_ in MERE and any(c.lower_ == "to" for c in head.children)


def _is_wish(draft: Draft) -> bool:
    """ "Works for his release", "Free the miners!": what is wished or called for is not told as done."""
    head = draft.head
    if head.dep_ == "aux":  # "he must have written it" guesses
        return any(c.lower_ == "have" for c in head.head.children)
    if draft.match.phrase.kind == "noun":
        return head.dep_ == "pobj" and head.head.lower_ == "for" and head.head.head.lemma_ in SEEKING
    if draft.match.phrase.kind != "verb" or head.tag_ != "VB":
        return False
    if any(c.lower_ in ("should", "ought") for c in head.children):
        return not any(c.lower_ == "have" for c in head.children)
    if head.dep_ not in ("ROOT", "conj", "ccomp"):
        return False
    first = head.head if head.dep_ == "conj" else head
    return first.tag_ == "VB" and not any(
        c.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass", "neg") for v in {head, first} for c in v.children
    )


def _is_question(head: Token) -> bool:
    """ "Asked about the need", "asked whether": a question, no demand."""
    if head.lemma_ != "ask":
        return False
    about = any(c.dep_ == "prep" and c.lower_ in ("about", "of") for c in head.children)
    clause = next((c for c in head.children if c.dep_ in ("ccomp", "advcl")), None)
    asks = clause is not None and any(
        c.lower_ in ("whether", "if", "why", "how", "what", "who", "when", "where") for c in clause.children
    )
    return (about or asks) and not any(c.dep_ == "xcomp" for c in head.children)
