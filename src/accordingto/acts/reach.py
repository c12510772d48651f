"""Small steps from a predicate to parties that stand further off: clauses, measures, speakers, joined nations."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from accordingto.acts.grammar import after, agent, antecedent, doer, is_passive
from accordingto.acts.status import SPEECH


def clause_subjects(owners: Iterable[Token]) -> list[Token]:
    """Who shall act in the clause after the head: "demanded that Iran release", "order for the troops to leave"."""
    for owner in owners:
        for clause in owner.children:
            if clause.dep_ in ("ccomp", "acl", "xcomp", "advcl") and clause.pos_ in ("VERB", "AUX"):
                did = agent(clause) if is_passive(clause) else None
                found = [did or antecedent(c) for c in clause.children if c.dep_ in ("nsubj", "nsubjpass")]
                if found:
                    return found
    return []


def nations(head: Token) -> list[Token]:
    """Of "Hungarian and Romanian officials" the Hungarian ones: each nation is a party of its own."""
    for child in head.children:
        if child.dep_ in ("amod", "compound", "nmod") and child.ent_type_ in ("NORP", "GPE"):
            others = [c for c in child.conjuncts if c.ent_type_ in ("NORP", "GPE")]
            if others:
                return [child, *others][:-1]
    return []


def reach(thing: Token | None) -> list[Token]:
    """A noun and what its "of" measures: "part of a programme for Bosnia", "a suspension of links with Serbia"."""
    out: list[Token] = []
    while thing is not None and len(out) < 3:
        out.append(thing)
        thing = next(
            (
                n
                for c in thing.children
                if c.dep_ == "prep" and c.lower_ == "of"
                for n in c.children
                if n.dep_ == "pobj"
            ),
            None,
        )
    return out


def is_own(token: Token) -> bool:
    """ "Its troops": the party's own, not the other side."""
    return any(c.dep_ == "poss" and c.pos_ == "PRON" for c in token.children)


def is_nobody(token: Token) -> bool:
    return token.lower_ in ("nobody", "none", "nothing") or (
        token.lower_ == "one" and any(c.lower_ == "no" for c in token.children)
    )


def speaker(verb: Token) -> list[Token]:
    """Who says the clause that `verb` stands in."""
    token = verb.head if verb.dep_ == "aux" else verb
    for _ in range(4):
        if token.dep_ == "ccomp" and token.head.lemma_ in SPEECH:
            found = doer(token.head)
            return [found] if found is not None else []
        for child in token.children:
            if child.dep_ in ("parataxis", "ccomp") and child.lemma_ in SPEECH and child.i > token.i:
                found = doer(child)
                return [found] if found is not None else []
        if token.head == token or token.dep_ in ("relcl", "advcl"):
            return []
        token = token.head
    return []


def is_agent_of(token: Token, verb: Token) -> bool:
    """Whether a party is the "by" of the verb itself: "an attack condemned by the White House"."""
    return token.dep_ == "pobj" and token.head.dep_ in ("agent", "prep") and token.head.head == verb


def companions(verb: Token) -> list[Token]:
    """ "Was poisoned along with her father": who underwent it too."""
    return [n for c in verb.children if c.lower_ in ("along", "together") for n in after(c, "with")]
