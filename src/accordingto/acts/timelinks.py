"""The words that put one act before or after another: "after", "until", "two days later", "in retaliation for"."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Token

from accordingto.acts.drafts import Draft
from accordingto.acts.status import SPEECH
from accordingto.acts.words import words

STEPS = 8
"""Edges of the parse climbed from an act to the one that it is told by."""
LATER = words("later then subsequently afterwards afterward thereafter eventually finally next")
EARLIER = words("earlier previously already")
AFTER = words("after following since upon once")
BEFORE = words("before until till")
ANSWERS = words("wake aftermath retaliation response revenge reprisal retribution answer")
"""Nouns of "in the wake of", "in retaliation for": what follows them came first."""
CAUSES = words("spark trigger prompt provoke ignite cause precede unleash")
"""Verbs whose subject happened before their object ("the raid sparked riots")."""
NEXT = words("next following")


def governing(head: Token, owner: Mapping[int, int], inner: int) -> tuple[str | None, int | None]:
    """The act that `head` stands under, with the link between them in time; both None where there is none."""
    token, link = head, None
    for _ in range(STEPS):
        up = token.head
        if up == token or token.dep_ in ("ccomp", "parataxis"):
            return None, None
        link = link or link_of(token)
        if token.dep_ != "conj":
            found = owner.get(up.i, inner)
            if found == inner and link is not None:  # "the raid came a day after": the noun that the verb is said of
                told = ("nsubj", "nsubjpass", "conj")
                found = next((owner[c.i] for c in up.children if c.dep_ in told and c.i in owner), inner)
            if found != inner:
                return link, found
        token = up
    return None, None


def link_of(token: Token) -> str | None:
    """Whether the phrase or clause of `token` is told as earlier ("after") or later ("before") than what governs it."""
    verb = token.head
    if token.dep_ in ("nsubj", "dobj", "nsubjpass") and verb.lemma_ in CAUSES | {"follow", "lead"}:
        return _caused(token, verb)
    if token.dep_ == "prep":
        low = token.lower_
        if verb.lemma_ == "lead" and low == "to":
            return "before"
        if low in BEFORE:
            return "before"
        return "after" if low in AFTER else None
    if token.dep_ == "agent" and verb.lemma_ == "follow":
        return "before"
    if token.dep_ == "pobj" and token.lemma_ in ANSWERS:
        return "after"
    if token.dep_ not in ("advcl", "pcomp", "relcl", "acl"):
        return None
    for child in token.children:
        if child.dep_ in ("mark", "advmod") and child.i < token.i:
            if child.lower_ in AFTER:
                return "after"
            if child.lower_ in BEFORE or (child.lower_ == "where" and token.dep_ == "relcl"):
                return "before"
    if (token.dep_ == "acl" and token.tag_ == "VBN") or _is_dated_clause(token):
        return "after"  # "freed 12 soldiers captured in May"
    having = any(c.lower_ == "having" for c in token.children)
    fronted = token.dep_ == "advcl" and token.tag_ == "VBN" and token.i < verb.i
    bare = not any(c.dep_ == "mark" for c in token.children)
    return "after" if having or (fronted and bare) else None


def _is_dated_clause(verb: Token) -> bool:
    """ "The reporter, who was beaten in May, was charged": a relative clause in the past with a date of its own."""
    past = verb.tag_ == "VBD" or any(c.lower_ in ("was", "were") for c in verb.children)
    dated = any(
        n.ent_type_ == "DATE" for c in verb.children if c.dep_ in ("prep", "npadvmod") for n in (c, *c.children)
    )
    return verb.dep_ == "relcl" and past and dated


def _caused(token: Token, verb: Token) -> str | None:
    """ "The raid sparked riots": the raid first; "the raid followed the murder": the murder first."""
    subject = token.dep_ in ("nsubj", "nsubjpass")
    if verb.lemma_ == "lead":
        return None
    if verb.lemma_ == "follow":
        passive = any(c.dep_ == "auxpass" for c in verb.children)
        return None if subject or passive else "after"
    return None if subject else "before"


def shift(draft: Draft) -> str | None:
    """Whether the act's own words, or the first words of its sentence, put it later or earlier than another."""
    heads = [draft.head, draft.head.head] if draft.head.pos_ == "NOUN" else [draft.head]
    for head in heads:
        for child in head.children:
            if child.dep_ in ("advmod", "npadvmod", "prep"):
                if _is_later(child):
                    return "later"
                if child.lower_ in EARLIER and any(c.dep_ == "npadvmod" for c in child.children):
                    return "earlier"
    opening = [t for t in draft.sentence[:6] if t.i < draft.head.i]
    return "later" if any(_is_later(t) for t in opening if t.dep_ in ("advmod", "npadvmod", "prep", "pobj")) else None


def _is_later(token: Token) -> bool:
    low = token.lower_
    if low in LATER and low != "next":
        return True
    return token.lemma_ in ("day", "week", "month", "year", "morning", "night", "evening") and any(
        c.lower_ in NEXT for c in token.children
    )


def is_background(head: Token) -> bool:
    """Told in the past perfect ("had been kidnapped"); "said it had freed" only shifts the tense of what is said."""
    clause = head if head.dep_ != "conj" else head.head
    if clause.dep_ == "ccomp" and clause.head.lemma_ in SPEECH:
        return False
    return any(c.dep_ in ("aux", "auxpass") and c.lower_ in ("had", "'d") for c in head.children)


def are_apart(first: Draft, second: Draft) -> bool:
    """Whether one sentence tells two acts at different times, so that they cannot be one."""
    if is_background(first.head) != is_background(second.head) and second.head.dep_ == "relcl":
        return True
    if any(_is_later(c) for c in second.head.children if c.dep_ in ("advmod", "npadvmod") and c.lower_ != "finally"):
        return True
    inner, outer = (first, second), (second, first)
    return any(
        governing(a.head, {t.i: 1 for t in (*b.match.tokens, b.head)}, 0)[0] is not None
        for a, b in zip(inner, outer, strict=True)
    )
